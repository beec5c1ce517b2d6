"""Hyphens at line ends: whether a word was broken there, by what the document does elsewhere.

No dictionary: the document's own words decide, and where they are silent a word was broken, which is far commoner
than a compound that happens to end its line at its hyphen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from quoth.text.language import language
from quoth.text.normalised.edits import Edit
from quoth.text.white_space import LINE_END, count_line_ends

_BLANK = r"[ \t\u00a0\u2000-\u200a\u202f\u3000]"
_LETTER = r"[\p{L}\p{M}\p{N}]"
_BREAK = regex.compile(
    rf"(?<={_LETTER})(?P<space>{_BLANK}{{0,2}}+)(?P<mark>[-‐¬]){_BLANK}*+(?:{LINE_END}{_BLANK}*+)++(?={_LETTER})"
)
# No half is longer: the bound keeps a text of one endless word linear.
_LAST_HALF = regex.compile(rf"(?r){_LETTER}{{1,40}}")
_FIRST_HALF = regex.compile(r"[\p{L}\p{M}]{1,40}|\p{N}{1,40}")
_WORD = regex.compile(rf"{_LETTER}++")
_COMPOUND = regex.compile(rf"(?<=({_LETTER}{{1,40}}+))[-‐‑](?=({_LETTER}{{1,40}}+))")
_TELLING = 300  # different words
_SPACED_DASH = regex.compile(r"(?<=\w) --? (?=\w)")


class _Break(NamedTuple):
    """One hyphen at a line end, with the halves around it."""

    match: regex.Match[str]
    left: str
    right: str
    halves: tuple[str, str]  # in lower case

    @classmethod
    def at(cls, match: regex.Match[str], text: str) -> _Break:
        before, after = _LAST_HALF.match(text, 0, match.start()), _FIRST_HALF.match(text, match.end())
        left, right = before[0] if before else "", after[0] if after else ""
        return cls(match, left, right, (left.lower(), right.lower()))


class _Vocabulary(NamedTuple):
    """What the document says about its words, where no line end broke them."""

    words: frozenset[str]
    compounds: frozenset[tuple[str, ...]]
    dashes: bool

    def knows_both(self, halves: tuple[str, str]) -> bool:
        return self.words.issuperset(halves)


def join_hyphens(text: str) -> Iterator[Edit]:
    """Words that a line end broke: joined, unless the document shows that the hyphen is their own, or a dash."""
    breaks = [_Break.at(match, text) for match in _BREAK.finditer(text)]
    if not breaks:
        return
    known = _vocabulary(text, breaks)
    for one in breaks:
        match = one.match
        if not one.right[:1].islower() and count_line_ends(match[0]) > 1:
            continue
        if match["space"] and match["mark"] != "¬" and _is_dash(one, known):
            continue
        kept = match["mark"] != "¬" and not match["space"] and _has_hyphen(one, text, known)
        yield Edit(match.end("mark") if kept else match.start(), match.end(), "")


def _vocabulary(text: str, breaks: Sequence[_Break]) -> _Vocabulary:
    pieces, done = [], 0
    for match, left, right, _ in breaks:  # the halves are no words
        pieces.append(text[done : match.start() - len(left)])
        done = match.end() + len(right)
    whole = "\n".join([*pieces, text[done:]])
    lower = whole.lower()
    return _Vocabulary(
        words=frozenset(_WORD.findall(lower)),
        compounds=frozenset(match.groups() for match in _COMPOUND.finditer(lower)),
        dashes=bool(_SPACED_DASH.search(whole)),
    )


def _has_hyphen(one: _Break, text: str, known: _Vocabulary) -> bool:
    """Whether the word is written with a hyphen."""
    match, left, right, _ = one
    if one.halves in known.compounds:
        return True
    if "".join(one.halves) in known.words:
        return False
    if left[-1:].isnumeric() or right[:1].isnumeric() or (right[:1].isupper() and not left.isupper()):
        return True
    before, after = match.start() - len(left), match.end() + len(right)
    if "-" in (text[before - 1 : before], text[after : after + 1]):  # state-of-/the-art
        return known.knows_both(one.halves) or language("en").common.issuperset(one.halves)
    return min(len(left), len(right)) > 2 and known.knows_both(one.halves)


def _is_dash(one: _Break, known: _Vocabulary) -> bool:
    """Whether the sign in "left -/right" stands between two words, and not inside one."""
    if "".join(one.halves) in known.words:
        return False
    if one.left[-1:].isnumeric() or not one.right[:1].islower():
        return True
    if known.dashes:  # only what this document, when it is long enough to tell, never uses as a word
        return len(known.words) < _TELLING or not known.words.isdisjoint(one.halves)
    return known.knows_both(one.halves) or not language("en").common.isdisjoint(one.halves)
