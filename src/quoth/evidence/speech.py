"""A document as speech: its words, without what nobody said, and the turns in which they were said.

Labels of turns, time stamps, stage directions and the noise of a crowd are set aside; other words in brackets stay,
since a draft may quote them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from quoth.model import Block, Document, Fidelity, Role, Span
from quoth.text.brackets import BRACKET, PARENTHESIS, SIC, is_stage
from quoth.text.labels import TurnLabel, find_turn_label
from quoth.text.language import language
from quoth.text.speech import Speech, Turn
from quoth.text.words import words_in

# What transcribers note beside the directions that `is_stage` knows, as counted in transcripts.
_NOTE = re.compile(
    r"(?:overtalk|unclear|unknown|bell(?: ring\w*)?|buzzer|timer\b.*|news ?break|commercial|off[- ]?mi(?:ke|c)|"
    r"voice ?-?over|via telephone|by telephone|music playing|foreign language|no response|no audible response)\W*",
    re.IGNORECASE,
)
_TIME_STAMP = re.compile(
    r"[\[(]\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*[\])]"  # [00:12:34]
    r"|^[ \t]*\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?(?=\s)"  # 00:12:34 at the head of a line
    r"|^[ \t]*(?:\d{1,2}:)?\d{1,2}:\d{2}[ \t]*$",  # 12:34 on a line of its own
    re.MULTILINE,
)
_FIRST_WORDS = 80
_OWN = frozenset({"my", "our"})
# Words of these are not part of a turn, and a turn goes on after them.
_BESIDE = frozenset({Role.SUBHEAD, Role.CAPTION, Role.FOOTNOTE})


def speech_of(document: Document, fidelity: Fidelity) -> Speech:
    """The words of a document that somebody may have said, each with its turn.

    >>> from quoth.model import Block
    >>> text = "MAYOR BRANDT: We rebuild. (APPLAUSE) Now."
    >>> speech = speech_of(Document.of(text, [Block(Role.TURN, 0, len(text))]), Fidelity.OFFICIAL_RECORD)
    >>> speech.forms, speech.turn_of(0).speaker
    (('we', 'rebuild', 'now'), 'MAYOR BRANDT')
    """
    forms, starts, ends, _ = words_in(document.text, document.blocks)
    blocks = _with_opening_turn(document)
    labels = {block.start: _labels(document.text, block) for block in blocks if block.role is Role.TURN}
    asides = chain(_asides(document.text), (Span(at, found[-1].content.start) for at, found in labels.items() if found))
    kept = _outside(starts, asides)
    starts, ends = starts[kept], ends[kept]
    forms = tuple(compress(forms, kept.tolist()))
    turns = _turns(_openings(document.text, blocks, labels), starts)
    return Speech(document, fidelity, forms, starts, ends, turns)


def with_speakers(speech: Speech, said: Sequence[tuple[Span, str | None]]) -> Speech:
    """The same words, those within each span as a turn of the one named with it.

    For documents without turns whose statements are known. Where spans overlap, the one that begins later holds: it
    lies within the other, as a quotation within a quotation does.
    """
    names: list[tuple[int, str | None]] = [(-1, None)] * len(speech.forms)
    for turn in speech.turns:
        names[turn.first : turn.last] = [(turn.first, turn.speaker)] * (turn.last - turn.first)
    for number, (span, speaker) in enumerate(sorted(said, key=lambda item: (item[0].start, -item[0].end))):
        first, last = np.searchsorted(speech.starts, (span.start, span.end))
        names[first:last] = [(len(speech.forms) + number, speaker)] * int(last - first)
    bounds = [word for word in range(len(names)) if word == 0 or names[word] != names[word - 1]]
    turns = tuple(
        Turn(first, last, names[first][1]) for first, last in zip(bounds, [*bounds[1:], len(names)], strict=True)
    )
    return Speech(speech.document, speech.fidelity, speech.forms, speech.starts, speech.ends, turns)


# ------------------------------------------------------------------ set aside


def _labels(text: str, block: Block) -> list[TurnLabel]:
    """The label that opens a turn, and the same person's again: "DONALD REVE: Reve: Wow."."""
    found = find_turn_label(text, block.start, block.end)
    labels = [found] if found else []
    while found is not None:
        name = set(labels[0].name.of(text).casefold().split())
        found = find_turn_label(text, found.content.start, block.end)
        if found is not None and name and set(found.name.of(text).casefold().split()) <= name and found.name:
            labels.append(found)
        else:
            break
    return labels


def _asides(text: str) -> Iterator[Span]:
    for match in _TIME_STAMP.finditer(text):
        yield Span(*match.span())
    for pattern in (BRACKET, PARENTHESIS):
        for match in pattern.finditer(text):
            inside = match[0][1:-1].strip()
            if is_stage(inside) or _NOTE.fullmatch(inside) or SIC.fullmatch(match[0]):
                yield Span(*match.span())


def _outside(starts: NDArray[np.int64], asides: Iterator[Span]) -> NDArray[np.bool_]:
    """Which words stand in none of the asides."""
    depth = np.zeros(len(starts) + 1, np.int32)
    edges = np.array([(aside.start, aside.end) for aside in asides], np.int64).reshape(-1, 2)
    np.add.at(depth, np.searchsorted(starts, edges[:, 0]), 1)
    np.add.at(depth, np.searchsorted(starts, edges[:, 1]), -1)
    return np.asarray(np.cumsum(depth[:-1]) == 0)


# ------------------------------------------------------------------ turns


def _with_opening_turn(document: Document) -> Sequence[Block]:
    """The blocks; one that begins with a label in capitals is a turn where somebody then says "I" or "we".

    A single label makes no transcript of a document that is read, where it may be the dateline of a report.
    """
    number = next((n for n, block in enumerate(document.blocks) if not block.role.is_heading), None)
    if number is None or any(block.role is Role.TURN for block in document.blocks):
        return document.blocks
    block = document.blocks[number]
    label = find_turn_label(document.text, block.start, block.end)
    if label is None or not label.name.of(document.text).isupper():
        return document.blocks
    first = {word.casefold() for word in language(document.language).pronouns.get("first", ())} | _OWN
    words = document.text[label.content.start : label.content.end].casefold().replace("’", "'").split()
    if first.isdisjoint(word.partition("'")[0].strip(",.") for word in words[:_FIRST_WORDS]):
        return document.blocks
    return (*document.blocks[:number], replace(block, role=Role.TURN), *document.blocks[number + 1 :])


def _openings(
    text: str, blocks: Sequence[Block], labels: dict[int, list[TurnLabel]]
) -> Iterator[tuple[int, str | None]]:
    """Where the one who speaks changes, and to whom; also around blocks that are nobody's."""
    speaker: str | None = None
    beside = False
    for block in blocks:
        if block.role is Role.TURN:
            found = labels[block.start]
            speaker = _name(found[0].name.of(text)) if found else None
            yield block.start, speaker
        elif block.role is Role.HEADLINE:
            speaker = None
            yield block.start, None
        elif block.role in _BESIDE:
            yield block.start, None
        elif beside:
            yield block.start, speaker
        beside = block.role.is_heading or block.role in _BESIDE


def _name(words: str) -> str | None:
    return " ".join(words.split()) or None


def _turns(openings: Iterator[tuple[int, str | None]], starts: NDArray[np.int64]) -> tuple[Turn, ...]:
    """The turns that hold words; they cover all of them."""
    places = starts.tolist()
    opened: list[tuple[int, str | None]] = [(0, None)]
    for place, speaker in openings:
        first = bisect_right(places, place - 1)
        if first == opened[-1][0]:
            opened[-1] = (first, speaker)
        else:
            opened.append((first, speaker))
    lasts = [first for first, _ in opened[1:]] + [len(places)]
    return tuple(
        Turn(first, last, speaker) for (first, speaker), last in zip(opened, lasts, strict=True) if first < last
    )
