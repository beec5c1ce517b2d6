"""Intervals: which of many spans overlap a given one, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from quoth.model import Span

Item = TypeVar("Item")


class Placed(Protocol):
    """Whatever has a span, such as a quotation."""

    @property
    def span(self) -> Span:
        """Where it stands."""


Thing = TypeVar("Thing", bound=Placed)


def among(things: Sequence[Thing], span: Span) -> Sequence[Thing]:
    """Those that overlap `span`, of things in text order that do not overlap each other."""
    first = bisect_right(things, span.start, key=lambda thing: thing.span.end)
    return things[first : bisect_left(things, span.end, lo=first, key=lambda thing: thing.span.start)]


class Intervals(Generic[Item]):
    """Spans with something attached to each, ready for many questions.

    >>> found = Intervals([(Span(0, 5), "a"), (Span(7, 9), "b")])
    >>> list(found.overlapping(Span(4, 8)))
    [(Span(start=0, end=5), 'a'), (Span(start=7, end=9), 'b')]
    """

    def __init__(self, entries: Iterable[tuple[Span, Item]]) -> None:
        self._entries = sorted(entries, key=lambda entry: entry[0])
        self._starts = [span.start for span, _ in self._entries]
        # The farthest end of all entries up to each one: where it is too low, no earlier entry reaches.
        self._reach = list(accumulate((span.end for span, _ in self._entries), max))

    def overlapping(self, span: Span) -> Iterator[tuple[Span, Item]]:
        """The entries that share at least one code point with `span`, in text order."""
        last = bisect_left(self._starts, span.end)
        first = last
        while first > 0 and self._reach[first - 1] > span.start:
            first -= 1
        return (entry for entry in self._entries[first:last] if entry[0].overlaps(span))
