"""Names: from the network's scores of a window to the proper names in it."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.extract.tagged import TaggedName
from quoth.extract.tagger.labels import NAME_TYPES, NAMES, OUTSIDE
from quoth.extract.tagger.session import Floats
from quoth.extract.tagger.view import View
from quoth.model import Span

_POSSESSIVES = ("'s", "’s")
_QUOTES = "\"'“”‘’"


def names(scores: Floats, seen: View, start: int) -> Iterator[TaggedName]:
    """The names among the words from `start` on, each word by its best score; `scores` are `[words, NAMES]`."""
    blocks = set((seen.blocks - start).tolist())
    first, kind = 0, ""
    for number, label in enumerate([*scores.argmax(1).tolist(), OUTSIDE]):
        place, _, now = NAMES[label].partition("-")
        goes_on = now == kind and place == "I" and number not in blocks
        ends = kind and seen.words[start + number - 1].endswith(_POSSESSIVES)
        if kind and (not goes_on or ends):
            yield from _name(seen, start + first, start + number, kind)
        if not goes_on or ends:
            first, kind = number, now


def _name(seen: View, first: int, last: int, kind: str) -> Iterator[TaggedName]:
    while first < last and seen.words[first] in _QUOTES:
        first += 1
    while last > first and seen.words[last - 1] in _QUOTES:
        last -= 1
    if first < last:
        span = seen.span_of(first, last)
        if seen.words[last - 1].endswith(_POSSESSIVES):
            span = Span(span.start, span.end - 2)
        if span:
            yield TaggedName(span, NAME_TYPES[kind])
