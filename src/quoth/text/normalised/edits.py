"""Edits: what a list of them does to a text, and where each place of the text before lies in the text after."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoth.model import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`; never empty, so that every character of the result has its place."""

    start: int
    end: int
    new: str

    @classmethod
    def at(cls, match: re.Match[str] | regex.Match[str], new: str) -> Edit:
        """The edit that puts `new` in the place of a match."""
        return cls(match.start(), match.end(), new)


@dataclass(frozen=True, slots=True, eq=False)
class OffsetMap:
    """Where the edits lie, in the text before and in the text after them; in between, both run in step.

    Four numbers an edit, whatever the length of the text; a look-up is a bisection.
    """

    before_starts: array[int]
    before_ends: array[int]
    after_starts: array[int]
    after_ends: array[int]

    def back(self, span: Span) -> Span:
        """The smallest span of the text before that holds all that `span` of the text after came from."""
        return _project(span, self.after_starts, self.after_ends, self.before_starts, self.before_ends)

    def back_all(
        self, starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What `back` gives for many spans at once, none of them empty."""
        import numpy as np  # only whoever compares words needs it

        columns = (self.after_starts, self.after_ends, self.before_starts, self.before_ends)
        after_starts, after_ends, before_starts, before_ends = (np.asarray(column, np.int64) for column in columns)
        shifts = np.concatenate(([0], before_ends - after_ends))
        number = np.searchsorted(after_starts, starts, side="right")
        inside = (number > 0) & (starts < after_ends[number - 1])
        new_starts = np.where(inside, before_starts[number - 1], starts + shifts[number])
        number = np.searchsorted(after_starts, ends - 1, side="right")
        inside = (number > 0) & (ends <= after_ends[number - 1])
        return new_starts, np.where(inside, before_ends[number - 1], ends + shifts[number])

    def forth(self, span: Span) -> Span:
        """The smallest span of the text after that holds all that became of `span` of the text before."""
        return _project(span, self.before_starts, self.before_ends, self.after_starts, self.after_ends)


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap | None]:
    """The text after `edits`, which are in order and do not overlap; no map when there was nothing to do.

    >>> after, offsets = apply_edits("a  b", [Edit(1, 3, " ")])
    >>> after, offsets.back(Span(1, 3)), offsets.forth(Span(2, 4))
    ('a b', Span(start=1, end=4), Span(start=1, end=3))
    """
    columns: tuple[array[int], ...] = (array("q"), array("q"), array("q"), array("q"))
    pieces: list[str] = []
    done = shift = 0
    for start, end, new in edits:
        if text[start:end] == new:
            continue
        pieces += text[done:start], new
        for column, place in zip(columns, (start, end, start + shift, start + shift + len(new)), strict=True):
            column.append(place)
        shift += len(new) - (end - start)
        done = end
    if not pieces:
        return text, None
    return "".join(pieces) + text[done:], OffsetMap(*columns)


def _project(
    span: Span, starts: array[int], ends: array[int], other_starts: array[int], other_ends: array[int]
) -> Span:
    """`span` on the other side; an edit that is touched counts whole, and an empty span stays empty."""
    number = bisect_right(starts, span.start) - 1
    if number >= 0 and span.start < ends[number]:
        start = other_starts[number]
    else:
        start = span.start + (other_ends[number] - ends[number] if number >= 0 else 0)
    if not span:
        return Span(start, start)
    number = bisect_right(starts, span.end - 1) - 1
    if number >= 0 and span.end <= ends[number]:
        return Span(start, other_ends[number])
    return Span(start, span.end + (other_ends[number] - ends[number] if number >= 0 else 0))
