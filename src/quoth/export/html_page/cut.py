"""Cutting a text for display: overlapping and nested marks become a flat row of pieces."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from quoth.model import Span

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Mark]):
    """A stretch of text under the same marks, the outermost (first begun, longest) first."""

    span: Span
    marks: tuple[Mark, ...]


def cut(
    spans: Sequence[Span],
    marks: Iterable[tuple[Span, Mark]],
) -> tuple[tuple[Piece[Mark], ...], ...]:
    """The pieces of each span, which together cover it; the spans are in order and do not overlap.

    One sweep over all edges: the time grows with the number of marks, not with its square.

    >>> [(piece.span.start, piece.span.end, piece.marks) for piece in cut([Span(0, 9)], [(Span(2, 12), "a")])[0]]
    [(0, 2, ()), (2, 9, ('a',))]
    """
    waiting = deque(sorted(marks, key=lambda item: (item[0].start, -item[0].end)))
    edges = {edge for span in (*spans, *(span for span, _ in waiting)) for edge in (span.start, span.end)}
    pieces: list[list[Piece[Mark]]] = [[] for _ in spans]
    open_marks: list[tuple[Span, Mark]] = []
    index = 0
    for start, end in pairwise(sorted(edges)):
        while waiting and waiting[0][0].start <= start:
            open_marks.append(waiting.popleft())
        open_marks = [item for item in open_marks if item[0].end > start]
        while index < len(spans) and spans[index].end <= start:
            index += 1
        if index < len(spans) and spans[index].start <= start:
            pieces[index].append(Piece(Span(start, end), tuple(mark for _, mark in open_marks)))
    return tuple(map(tuple, pieces))
