"""Captions: SRT and WebVTT, one block a cue with its time; voices and dashes become turns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from quoth.ingest.pieces import Part, join_parts
from quoth.ingest.turns import find_turns
from quoth.model import Block, Document, InputError, Role

_TIMING = re.compile(r"^[ \t]*(?:\d+:)?\d+:\d+[.,]\d+[ \t]+-->[ \t]+(?:\d+:)?\d+:\d+[.,]\d+(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+(?P<name>[^<>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\?[a-zA-Z][^{}]*\}")
_DASH = re.compile(r"^[ \t]*[-–—‐][ \t]*(?=\S)")
_MUSIC = "♪♫♬♩#* \t\n"


def read_captions(text: str, *, kind: str, where: str, path: str | None = None) -> Document:
    """The document of a caption file; `kind` is `srt` or `vtt`.

    Raises `InputError` when the file is malformed or holds no words.
    """
    _check_timings(text, where)
    cues = list(_vtt(text, where) if kind == "vtt" else _srt(text, where))
    rolling = any(re.search(r"<\d[\d:.]*>", words) for _, words in cues)
    parts = [Part(words, time=time) for time, words in _spoken(cues, rolling=rolling)]
    joined, pieces = join_parts(parts, "\n")
    if not pieces:
        raise InputError("holds no captions with words", where=where, remedy="check that it is a caption file")
    turns = find_turns(joined, pieces)
    blocks = (Block(piece.role or Role.PARAGRAPH, piece.start, piece.end, None, piece.time) for piece in turns)
    return Document.of(joined, blocks, path=path)


def _check_timings(text: str, where: str) -> None:
    """Refuse a file with a broken time code: the readers would drop its cue in silence."""
    for number, line in enumerate(text.splitlines(), start=1):
        if "-->" in line and not _TIMING.match(line):
            raise InputError("malformed time code", where=f"{where}:{number}", remedy="mend the line or remove its cue")


def _srt(text: str, where: str) -> Iterator[tuple[str, str]]:
    import srt

    try:
        for cue in srt.parse(text.replace("\r\n", "\n").replace("\r", "\n")):
            seconds = cue.start.total_seconds()
            hours, rest = divmod(seconds, 3600)
            minutes, seconds = divmod(rest, 60)
            yield f"{int(hours):02}:{int(minutes):02}:{seconds:06.3f}", cue.content
    except (srt.SRTParseError, srt.TimestampParseError, ValueError, OverflowError) as error:
        line = text.count("\n", 0, getattr(error, "expected_start", 0)) + 1
        raise InputError("malformed SRT", where=f"{where}:{line}", remedy="mend the cue that begins there") from error


def _vtt(text: str, where: str) -> Iterator[tuple[str, str]]:
    import webvtt

    try:
        for cue in webvtt.WebVTT.from_string(text).captions:
            yield cue.start, cue.raw_text
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError, ValueError) as error:
        raise InputError("malformed WebVTT", where=where, remedy="its first line must be WEBVTT") from error


def _spoken(cues: list[tuple[str, str]], *, rolling: bool) -> Iterator[tuple[str, str]]:
    """Time and words of each cue; a cue with two speakers behind dashes gives two, one without words none.

    Captions made by machine roll: each cue shows the last line again, which is then left out.
    """
    before: list[str] = []
    for time, raw in cues:
        lines = [line for line in map(str.strip, _bare(raw).splitlines()) if line.strip(_MUSIC)]
        shown = lines
        if rolling and before:
            while lines and lines[0] in before:
                lines = lines[1:]
        before = shown or before
        yield from ((time, words) for words in _voices(lines))


def _bare(raw: str) -> str:
    """The words of a cue without tags; `<v Anna Brandt>` becomes `Anna Brandt: `."""
    named = _VOICE.sub(lambda found: f"\n{found['name'].strip()}: ", raw)
    return html.unescape(_TAG.sub("", named)).replace("\xa0", " ")


def _voices(lines: list[str]) -> Iterator[str]:
    """The lines of a cue as one text, or as several when a dash or a voice opens more than one."""
    opened = [bool(_DASH.match(line) or line.startswith(">>")) for line in lines]
    if sum(opened) < 2:
        yield "\n".join(lines)
        return
    held: list[str] = []
    for line, opens in zip(lines, opened, strict=True):
        if opens and held:
            yield "\n".join(held)
            held = []
        held.append(line)
    yield "\n".join(held)
