"""Edges: a content that ends in the middle of a quotation, of which nobody else has the rest, has all of it.

The annotators cut some long quotations at their sentences and left most whole; what the model learned from both is
made one again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quoth.extract.attribution import Attribution
from quoth.extract.intervals import Intervals, among
from quoth.extract.layout import Layout
from quoth.model import Span
from quoth.text.marks import QuotedSpan


def keep_quotations_whole(layout: Layout, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, their contents stretched to the marks of quotations that they have one edge of."""
    taken = Intervals((span, None) for one in attributions for span in (*one.content, *one.cue, *one.source))
    return [
        replace(one, content=tuple(_stretched(layout, span, taken) for span in one.content)) for one in attributions
    ]


def _stretched(layout: Layout, span: Span, taken: Intervals[None]) -> Span:
    for quotation in among(layout.block_at(span.start).quoted, span):
        if quotation.closed and _shares_an_edge(span, quotation):
            whole = quotation.span
            rest = Span(span.end, whole.end) if span.end < whole.end else Span(whole.start, span.start)
            if all(other == span for other, _ in taken.overlapping(rest)):
                return whole
    return span


def _shares_an_edge(span: Span, quotation: QuotedSpan) -> bool:
    return (span.start == quotation.span.start) != (span.end == quotation.span.end) and quotation.span.covers(span)
