"""Statements: the kind, the place and the parent of each attribution, and the quotations it explains."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.attribution import Attribution
from quoth.extract.intervals import Intervals
from quoth.extract.layout import Layout
from quoth.model import Kind, Role, Span, Where

_WHERE = {Role.HEADLINE: Where.HEADLINE, Role.SUBHEAD: Where.SUBHEAD, Role.CAPTION: Where.CAPTION}


def kinds_of(layout: Layout, attributions: Sequence[Attribution]) -> tuple[Kind, ...]:
    """Direct when all words of the content are quoted, mixed when some are, else indirect."""
    quoted = Intervals((quotation.span, quotation.depth) for quotation in layout.quoted)
    return tuple(_kind(layout.text, attribution, quoted) for attribution in attributions)


def _kind(text: str, attribution: Attribution, quoted: Intervals[int]) -> Kind:
    if attribution.is_whole and not attribution.depth:
        return Kind.DIRECT
    inside = outside = False
    for span in attribution.content:
        position = span.start
        for quotation, depth in quoted.overlapping(span):
            if depth > attribution.depth and quotation.end > position:
                outside = outside or _has_words(text, position, quotation.start)
                inside = inside or _has_words(text, max(quotation.start, span.start), min(quotation.end, span.end))
                position = quotation.end
        outside = outside or _has_words(text, position, span.end)
    if not inside:
        return Kind.INDIRECT
    return Kind.MIXED if outside else Kind.DIRECT


def _has_words(text: str, start: int, end: int) -> bool:
    return any(letter.isalnum() for letter in text[start:end])


def where_of(layout: Layout, attribution: Attribution) -> Where:
    """In which part of the document the content stands."""
    return _WHERE.get(layout.block_at(attribution.content[0].start).block.role, Where.BODY)


def parents_of(attributions: Sequence[Attribution]) -> tuple[int | None, ...]:
    """For each attribution the index of the narrowest one whose content holds it, or None."""
    contents = Intervals((span, k) for k, attribution in enumerate(attributions) for span in attribution.content)
    found: list[int | None] = []
    for inner in attributions:
        holders = {
            k
            for _, k in contents.overlapping(inner.content[0])
            if attributions[k].contains(inner) and not inner.contains(attributions[k])
        }
        found.append(min(holders, key=lambda k: (attributions[k].length, k)) if holders else None)
    return tuple(found)


def outermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Those that lie in no other's content."""
    return [one for one, parent in zip(attributions, parents_of(attributions), strict=True) if parent is None]


def explained_by(layout: Layout, attributions: Sequence[Attribution]) -> tuple[int | None, ...]:
    """For each quotation the index of the narrowest attribution that it is, or is part of, or None."""
    contents = Intervals((span, k) for k, attribution in enumerate(attributions) for span in attribution.content)
    found: list[int | None] = []
    for quotation in layout.quoted:
        holders = {
            k
            for span, k in contents.overlapping(quotation.span)
            if attributions[k].depth == quotation.depth - 1 and _one_holds(span, quotation.span)
        }
        found.append(min(holders, key=lambda k: (attributions[k].length, k)) if holders else None)
    return tuple(found)


def _one_holds(one: Span, other: Span) -> bool:
    return one.covers(other) or other.covers(one)
