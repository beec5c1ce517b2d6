"""Damage to sources: faithful quotations whose evidence came through typesetters, pages, browsers and mark-up.

The evidence is a small document of its own: the passage and some sentences around it, with one kind of damage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from benchmarks.misquote.rows import Made, Pick, find_words
from benchmarks.misquote.words import fold, is_content

_AROUND = 3
"""Sentences before and after the passage."""
_SYLLABLE = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy](?=[^aeiouy]*[aeiouy])")
_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"))
_HEAD = "THE HALDEN GAZETTE"


def _passage(damage: Callable[[Pick, str], str | None], suffix: str = "txt") -> Callable[[Pick], Made | None]:
    """The maker of rows whose evidence is a turn of a transcript, its passage damaged."""

    def make(pick: Pick) -> Made | None:
        speaker = pick.turn.speaker
        damaged = damage(pick, pick.sentence.text)
        if speaker is None or damaged is None or damaged == pick.sentence.text:
            return None
        return _in_transcript(pick, speaker, pick.sentence.text, damaged, suffix)

    return make


def _in_transcript(pick: Pick, speaker: str, text: str, damaged: str, suffix: str) -> Made:
    before = [one.text for one in pick.run[max(0, pick.place - _AROUND) : pick.place]]
    after = [one.text for one in pick.run[pick.place + 1 : pick.place + 1 + _AROUND]]
    head = "\n\n".join(("MODERATOR: The floor is yours.", f"{speaker.upper()}: {' '.join([*before, ''])}"))
    tail = " ".join(["", *after]) + f"\n\nMODERATOR: Thank you.\n\n{speaker.upper()}: Thank you very much."
    return Made(
        text,
        "verbatim",
        len(head),
        len(head) + len(damaged),
        faithful=True,
        evidence_name=f"evidence.{suffix}",
        evidence_text=head + damaged + tail,
    )


def _long_word(pick: Pick, text: str) -> tuple[int, int, int] | None:
    """A long ordinary word of a text: its start, where it may be broken, and its end."""
    found = [match for match in find_words(text) if len(match[0]) >= 7 and match[0].islower() and match[0].isalpha()]
    match = pick.choose(found)
    broken = _SYLLABLE.match(match[0]) if match else None
    if match is None or broken is None or len(match[0]) - broken.end() < 3 or broken.end() < 2:
        return None
    return match.start(), match.start() + broken.end(), match.end()


def _hyphen(between: str) -> Callable[[Pick, str], str | None]:
    def damage(pick: Pick, text: str) -> str | None:
        place = _long_word(pick, text)
        return text[: place[1]] + between + text[place[1] :] if place else None

    return damage


def _soft_hyphens(pick: Pick, text: str) -> str | None:
    def broken(match: re.Match[str]) -> str:
        found = _SYLLABLE.match(match[0])
        return f"{found[0]}\u00ad{match[0][found.end() :]}" if found else match[0]

    return re.sub(r"\b[a-z]{6,}\b", broken, text) if pick else None


def _ligatures(pick: Pick, text: str) -> str | None:
    for letters, ligature in _LIGATURES if pick else ():
        text = text.replace(letters, ligature)
    return text


def _unseen_spaces(pick: Pick, text: str) -> str | None:
    parts = text.split(" ")
    joints = [pick.rng.choice((" ", "\u00a0", "\u200b ", "\u2009", "\u00a0")) for _ in parts]
    return "".join(part + joint for part, joint in zip(parts, joints, strict=True)).rstrip()


def _footnote_digit(pick: Pick, text: str) -> str | None:
    match = pick.choose(match for match in find_words(text) if len(match[0]) >= 5 and is_content(fold(match[0])))
    return f"{text[: match.end()]}{pick.rng.randint(2, 48)}{text[match.end() :]}" if match else None


def _page(between: Callable[[Pick], str]) -> Callable[[Pick, str], str | None]:
    def damage(pick: Pick, text: str) -> str | None:
        match = pick.choose(re.finditer(r"(?<=[a-z]) (?=[a-z])", text))
        return f"{text[: match.start()]}{between(pick)}{text[match.end() :]}" if match else None

    return damage


def _emphasis(pick: Pick, text: str) -> str | None:
    match = pick.choose(match for match in find_words(text) if is_content(fold(match[0])))
    sign = pick.rng.choice(("**", "_", "*", "***"))
    return f"{text[: match.start()]}{sign}{match[0]}{sign}{text[match.end() :]}" if match else None


def decomposed(pick: Pick) -> Made | None:
    """An accent in a character of its own; in the quotation it is one with its letter."""
    speaker = pick.turn.speaker
    match = pick.choose(one for one in find_words(pick.sentence.text) if re.fullmatch(r"[A-Z][a-z]*e[a-z]+", one[0]))
    if speaker is None or match is None:
        return None
    text = pick.sentence.text
    text = text[: match.start()] + match[0].replace("e", "é", 1) + text[match.end() :]
    return _in_transcript(pick, speaker, text, unicodedata.normalize("NFD", text), "txt")


def reopened(pick: Pick) -> Made | None:
    """An article that opens the mark again at its next paragraph."""
    speaker = pick.turn.speaker
    if speaker is None or pick.place + 1 >= len(pick.run):
        return None
    first, second = pick.run[pick.place : pick.place + 2]
    if second.text[-1] != ".":
        return None
    head = f"{speaker} spoke at length in the evening.\n\n“"
    source = f"{first.text}\n\n“{second.text}"
    tail = f"” {speaker} said.\n\nThe hall was full."
    return _in_article(f"{first.text} {second.text}", head, source[:-1] + ",", tail)


def interrupted(pick: Pick) -> Made | None:
    """An article that puts "he said" in the middle of the sentence."""
    speaker, text = pick.turn.speaker, pick.sentence.text
    comma = pick.choose(re.finditer(r"(?<=[a-z]), (?=[a-z])", text))
    if speaker is None or comma is None or not 12 < comma.start() < len(text) - 12:
        return None
    source = f"{text[: comma.start()]},” {speaker} said, “{text[comma.end() :]}"
    return _in_article(text, f"The hall was full when {speaker} began.\n\n“", source, "”\n\nIt was a long evening.")


def _in_article(text: str, head: str, source: str, tail: str) -> Made:
    return Made(
        text,
        "verbatim",
        len(head),
        len(head) + len(source),
        faithful=True,
        keep_end=True,
        evidence_name="evidence.txt",
        evidence_text=head + source + tail,
    )


SOURCES: dict[str, Callable[[Pick], Made | None]] = {
    "source-line-end-hyphen": _passage(_hyphen("-\n")),
    "source-spaced-hyphen": _passage(_hyphen(" -\n")),
    "source-ligatures": _passage(_ligatures),
    "source-soft-hyphens": _passage(_soft_hyphens),
    "source-unseen-spaces": _passage(_unseen_spaces),
    "source-footnote-digit": _passage(_footnote_digit),
    "source-page-number": _passage(_page(lambda pick: f"\n\n{pick.rng.randint(2, 300)}\n\n")),
    "source-running-head": _passage(_page(lambda pick: f"\n\n{_HEAD}\n\n" if pick else "")),
    "source-emphasis": _passage(_emphasis, "md"),
    "source-decomposed": decomposed,
    "source-reopened-mark": reopened,
    "source-interrupted": interrupted,
}
