"""Alignment: the words of a claim laid on the words of a passage, so that as many as possible stand on their like.

A semi-global alignment with affine gaps (Gotoh 1982), word by word: the passage may begin and end anywhere. Words that
editors leave out (fillers, another speaker's interjection) cost next to nothing to skip, and so does what stands where
the draft shows an ellipsis; a word in brackets may stand alone or in the place of others. One row of the matrix is one
step of numpy, so a passage of a thousand words costs little more than one of fifty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from quoth.verify.claims import Claim, Joint
from quoth.verify.lexicon import Lexicon

_SAME, _LIKE = 1.0, 0.55
_FUNCTION = 0.5
"""What a function word weighs, where a content word weighs 1."""
_UNMATCHED = 0.45
_IN_BRACKET, _IN_PLACE = 0.02, 0.15
"""A word in brackets costs next to nothing where it does not match, and is worth little where it does."""
_UNIT = 0.1
"""What a unit costs that does not match: it may stand on the other side of its number."""
_OPEN, _SKIP = 0.35, 0.12
_AT_JOINT = 0.06
_FAR = 0.004
_REPLACED = 0.05
"""What passing over a word costs at an ellipsis, and at a bracket."""
_LIGHT = 0.02
_NEVER = -1e9


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """Pairs of word numbers, of the claim and of the passage, in order; `score` sums what matched less what did not."""

    pairs: tuple[tuple[int, int], ...]
    score: float

    @property
    def first(self) -> int:
        """The first word of the passage that is matched."""
        return self.pairs[0][1]

    @property
    def last(self) -> int:
        """The word behind the last one that is matched."""
        return self.pairs[-1][1] + 1


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The words of a claim, ready to be compared with those of any passage."""

    keys: tuple[tuple[str, ...], ...]
    exact: tuple[str, ...]
    joined: Mapping[str, str]
    """What two neighbouring words are when written as one, and the key of the first: "longterm" for "long-term"."""
    weights: NDArray[np.float64]
    unmatched: NDArray[np.float64]
    joints: tuple[float | None, ...]
    """What each word left out before a word costs where the draft shows a gap; None where it shows none."""

    @property
    def most(self) -> float:
        """The score of a passage that holds every word outside brackets as it stands."""
        return float(self.weights[self.unmatched > _IN_BRACKET].sum())

    def counts(self, number: int) -> bool:
        """Whether a word stands outside brackets."""
        return bool(self.unmatched[number] > _IN_BRACKET)


def rows_of(claim: Claim, lexicon: Lexicon) -> Rows:
    """The words of a claim as rows of the matrix."""
    words = claim.words
    inside = np.array([word.bracket is not None for word in words])
    units = np.array([lexicon.is_unit(word.form) for word in words])
    weights = np.array([_FUNCTION if lexicon.is_function(word.form) else 1.0 for word in words])
    weights = np.where(inside, _IN_PLACE * weights, weights)
    gaps = {bracket.last for bracket in claim.brackets} | {bracket.first for bracket in claim.brackets}
    return Rows(
        keys=tuple(tuple(lexicon.keys(form) for form in (word.form, word.whole) if form) for word in words),
        exact=tuple(word.form for word in words),
        joined={one.form + other.form: lexicon.keys(one.form) for one, other in pairwise(words)},
        weights=weights,
        unmatched=np.where(inside, _IN_BRACKET, np.where(units, _UNIT, _UNMATCHED * weights)),
        joints=tuple(
            _FAR if word.joint is Joint.ELLIPSIS else _REPLACED if word.bracket is not None or number in gaps else None
            for number, word in enumerate(words)
        ),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Words `[first, last)` of a speech, ready to be compared; `skips` sums what passing over each of them costs."""

    first: int
    exact: NDArray[np.int64]
    keys: NDArray[np.int64]
    skips: NDArray[np.float64]
    exact_ids: dict[str, int]
    key_ids: dict[str, int]


def columns_of(forms: Sequence[str], first: int, light: Sequence[bool], rows: Rows, lexicon: Lexicon) -> Columns:
    """The columns of the matrix for these rows; `light` words cost next to nothing to pass over."""
    whole = frozenset(rows.exact)
    exact_ids: dict[str, int] = {}
    key_ids: dict[str, int] = {}
    exact = [exact_ids.setdefault(form, len(exact_ids)) for form in forms]
    said = [rows.joined.get(form) or key for form, key in zip(forms, map(lexicon.keys, forms), strict=True)]
    easy = list(light)
    for number, (one, other) in enumerate(pairwise(forms)):
        key = lexicon.said_in_two(one, other) if one in lexicon.said_first else None
        if key is None and one + other in whole:
            key = lexicon.keys(one + other)
        if key is not None:
            said[number], easy[number + 1] = key, True
    keys = [key_ids.setdefault(key, len(key_ids)) for key in said]
    skips = [_LIGHT if free else _skip(form, lexicon) for form, free in zip(forms, easy, strict=True)]
    costs = np.cumsum([0.0, *skips])
    return Columns(first, np.array(exact), np.array(keys), costs, exact_ids, key_ids)


@lru_cache(maxsize=1 << 16)
def _skip(form: str, lexicon: Lexicon) -> float:
    """What passing over a word costs."""
    if lexicon.is_sign(form):
        return _LIGHT
    return _SKIP * (0.6 if lexicon.is_function(form) else 1.0)


def align(rows: Rows, columns: Columns) -> Alignment | None:
    """The best alignment of a claim with a passage; None when not one word matches."""
    height, width = len(rows.exact), len(columns.exact)
    if not height or not width:
        return None
    before = np.zeros(width + 1)
    came_by_match = np.zeros((height, width + 1), bool)
    came_from = np.zeros((height, width + 1), np.int32)
    for number in range(height):
        rests, came_from[number] = _with_skips(before, columns.skips, rows.joints[number], number)
        alone = (rests if rows.joints[number] == _FAR else before) - rows.unmatched[number]
        matched = np.full(width + 1, _NEVER)
        matched[1:] = rests[:-1] + _likeness(rows, number, columns)
        took = matched > alone
        came_by_match[number] = took
        before = np.where(took, matched, alone)
    end = int(np.argmax(before))
    pairs = _trace(came_by_match, came_from, end, rows)
    if not pairs:
        return None
    return Alignment(tuple((row, columns.first + column) for row, column in pairs), float(before[end]))


def _with_skips(
    scores: NDArray[np.float64], skips: NDArray[np.float64], joint: float | None, number: int
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """The best score before each word of the passage when words may be passed over, and where that came from."""
    cells = np.arange(len(scores), dtype=np.int32)
    if number == 0:
        return np.zeros(len(scores)), cells
    cost, opening = (skips, _OPEN) if joint is None else (cells * joint, _AT_JOINT)
    raised = scores + cost
    best = np.maximum.accumulate(raised)
    source = np.maximum.accumulate(np.where(raised >= best, cells, 0))
    skipped = best - cost - opening
    stays = scores >= skipped
    return np.where(stays, scores, skipped), np.where(stays, cells, source)


def _likeness(rows: Rows, number: int, columns: Columns) -> NDArray[np.float64]:
    weight = float(rows.weights[number])
    value = np.full(len(columns.exact), _NEVER)
    for key in rows.keys[number]:
        if (like := columns.key_ids.get(key)) is not None:
            value[columns.keys == like] = weight * _LIKE
    if (same := columns.exact_ids.get(rows.exact[number])) is not None:
        value[columns.exact == same] = weight * _SAME
    return value


def _trace(
    came_by_match: NDArray[np.bool_], came_from: NDArray[np.int32], cell: int, rows: Rows
) -> list[tuple[int, int]]:
    pairs = []
    for row in range(len(came_by_match) - 1, -1, -1):
        if came_by_match[row, cell]:
            pairs.append((row, cell - 1))
            cell = int(came_from[row, cell - 1])
        elif rows.joints[row] == _FAR:
            cell = int(came_from[row, cell])
    pairs.reverse()
    return pairs
