"""Footnotes: the numbers that refer to them, in the midst of the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import regex

from quoth.text.normalised.edits import Edit
from quoth.text.sentences import BEFORE_NUMBER

# Each looks ahead for the rare sign before it looks behind: a text has few of them.
_SUPERSCRIPT = regex.compile(
    r"(?= ?[⁰¹²³⁴-⁹])(?<=\p{L}{3}|[.,;:!?…)\]”’»]) ?[⁰¹²³⁴-⁹]++(?:[,–⁻][⁰¹²³⁴-⁹]++)*+"  # not km²
)
_BRACKETED = regex.compile(r"(?= ?\[\d)(?<=[\w.,;:!?…)\]”’»\"])(?P<gap> ?)(?P<mark>\[\d{1,3}(?:[,–-] ?\d{1,3})*+\])")
_GLUED = regex.compile(
    r"(?=[1-9])(?<=(?<![\w@#/.\\])(?P<word>\p{Lu}?\p{Ll}{3,40}))(?P<note>[1-9]\d{0,2})(?![\w/@]|\.\w)"
)
_BEHIND_STOP = regex.compile(
    r"(?=[1-9])(?<=(?<!\p{L})(?P<word>\p{L}{2,40})(?P<stop>[.,;!?]?[”’»\"]?))(?<!\p{L})[1-9]\d{0,2}(?=$|\s+(?P<next>\S))"
)
_ADDRESS = regex.compile(r"(?r)(?<=[/@#\\])[^\s/@#\\]{0,60}")
_NAME = regex.compile(r"(?<!\w)\p{Lu}\p{Ll}{3,40}(?!\w)")
# Words that a number may follow for other reasons.
_NUMBERED = frozenset(
    ("article", "chapter", "channel", "covid", "figure", "formula", "grade", "group", "level", "line", "page")
).union(("part", "phase", "room", "route", "section", "step", "table", "type", "version", "windows"))


def drop_footnote_numbers(text: str) -> Iterator[Edit]:
    """The numbers of footnotes: superscript, in brackets, or glued to the word or the stop that they follow."""
    found = [*_superscripts(text), *_brackets(text), *_glued(text)]
    return iter(sorted(found))


def _superscripts(text: str) -> Iterator[Edit]:
    if not text.isascii():
        for match in _SUPERSCRIPT.finditer(text):
            yield Edit.at(match, "")


def _brackets(text: str) -> Iterator[Edit]:
    """All that hug a word. One in between two words may be an editor's number ("for [5] years"): only if it recurs."""
    found = list(_BRACKETED.finditer(text))
    often = Counter(match["mark"] for match in found)
    for match in found:
        before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
        if not match["gap"] or before in ".,;:!?…)”’»" or after in ".,;:!?…)”’»\n" or often[match["mark"]] > 1:
            yield Edit.at(match, "")


def _glued(text: str) -> Iterator[Edit]:
    """A footnote's number stands but once, behind a common word; a name needs to occur without it."""
    found = list(_GLUED.finditer(text))
    often = Counter(_form(match) for match in found)
    alone = frozenset(_NAME.findall(text)) if found else frozenset()
    for match in found:
        word = match["word"]
        common = word.islower() and word not in _NUMBERED and not _ADDRESS.match(text, 0, match.start())
        if often[_form(match)] == 1 and (common or word in alone):
            yield Edit(match.start("note"), match.end("note"), "")
    for match in _BEHIND_STOP.finditer(text):
        if match["word"].lower() not in BEFORE_NUMBER and _may_follow(match["next"] or "", match["stop"]):
            yield Edit.at(match, "")


def _may_follow(sign: str, stop: str) -> bool:
    """Whether `sign` can begin what comes after `stop`; "Friday,12 May" is a date."""
    if not sign or stop[0] not in ".,;!?":
        return True
    return sign.islower() if stop[0] in ",;" else sign.isupper() or sign in '“‘«„"'


def _form(match: regex.Match[str]) -> str:
    return f"{match['word']}{match['note']}".casefold()
