"""Statements: from attributions in spans to a record, with the kind, place and parent of each."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.attribution import Attribution
from quoth.extract.layout import Layout
from quoth.model import Kind, Role, Where

_WHERE = {Role.HEADLINE: Where.HEADLINE, Role.SUBHEAD: Where.SUBHEAD, Role.CAPTION: Where.CAPTION}
# The layout gives these to their speakers whole, with quotation marks or without.
_DIRECT_METHODS = frozenset({"turn", "block", "lead-in", "run"})


def kind_of(layout: Layout, attribution: Attribution) -> Kind:
    """Direct when all words of the content are quoted, mixed when some are, else indirect."""
    if attribution.method in _DIRECT_METHODS and not attribution.depth:
        return Kind.DIRECT
    quoted = [q.span for q in layout.quoted if q.depth > attribution.depth]
    inside = outside = 0
    for span in attribution.content:
        within = [q for q in quoted if q.overlaps(span)]
        for position in range(span.start, span.end):
            if layout.text[position].isalnum():
                if any(q.start <= position < q.end for q in within):
                    inside += 1
                else:
                    outside += 1
    if not inside:
        return Kind.INDIRECT
    return Kind.MIXED if outside else Kind.DIRECT


def where_of(layout: Layout, attribution: Attribution) -> Where:
    """In which part of the document the content stands."""
    return _WHERE.get(layout.block_at(attribution.content[0].start).block.role, Where.BODY)


def parents_of(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the index of the narrowest one whose content holds it, or None."""
    found: list[int | None] = []
    for inner in attributions:
        holders = [
            k
            for k, outer in enumerate(attributions)
            if outer is not inner and outer.contains(inner) and not inner.contains(outer)
        ]
        holders.sort(key=lambda k: sum(len(span) for span in attributions[k].content))
        found.append(holders[0] if holders else None)
    return found
