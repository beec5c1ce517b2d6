"""From documents to records: the steps of the extraction, in order."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.attribution import Attribution
from quoth.extract.blocks import attribute
from quoth.extract.insertions import find_insertions, is_aside
from quoth.extract.layout import Layout, lay_out
from quoth.extract.occasions import find_occasions
from quoth.extract.speakers import resolve
from quoth.extract.statements import kind_of, parents_of, where_of
from quoth.model import Document, Kind, Quotation, Record, Role, Statement


def extract(documents: Sequence[Document]) -> tuple[Record, ...]:
    """The records of documents, in their order; what one document holds never depends on another."""
    return tuple(_read(document) for document in documents)


def _read(document: Document) -> Record:
    layout = lay_out(document)
    attributions = attribute(layout)
    parents = parents_of(attributions)
    cast = resolve(layout, attributions, parents)
    occasions, occasion_of = find_occasions(layout, attributions, parents, cast)
    statements = tuple(
        Statement(
            id=f"s{number + 1}",
            kind=kind_of(layout, found),
            where=where_of(layout, found),
            content=found.content,
            cue=found.cue,
            source=found.source,
            speaker=cast.speakers[number],
            addressees=cast.addressees[number],
            occasion=occasion_of[number],
            parent=None if (parent := parents[number]) is None else f"s{parent + 1}",
            confidence=found.confidence,
            method=found.method,
        )
        for number, found in enumerate(attributions)
    )
    speech = [
        span
        for found, statement in zip(attributions, statements, strict=True)
        for span in found.content
        if statement.kind is not Kind.INDIRECT and statement.where.value != Role.CAPTION.value
    ]
    speech += [block.span for block in document.blocks if is_aside(block.span.of(document.text))]
    return Record(
        document,
        statements,
        cast.entities,
        occasions,
        find_insertions(layout, speech),
        _quotations(layout, attributions, statements),
    )


def _quotations(
    layout: Layout, attributions: Sequence[Attribution], statements: Sequence[Statement]
) -> tuple[Quotation, ...]:
    """Every quoted string, with the narrowest statement whose words it holds or is part of."""
    found = []
    for quoted in layout.quoted:
        holders = [
            (sum(len(span) for span in attribution.content), statement.id)
            for attribution, statement in zip(attributions, statements, strict=True)
            if attribution.depth < quoted.depth
            and any(span.covers(quoted.span) or quoted.span.covers(span) for span in attribution.content)
            and attribution.depth == quoted.depth - 1
        ]
        found.append(Quotation(quoted.span, min(holders)[1] if holders else None, quoted.closed, quoted.depth))
    return tuple(found)
