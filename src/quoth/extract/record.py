"""From documents to records: the steps of the extraction, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoth.extract.blocks import attribute
from quoth.extract.insertions import find_insertions, interrupts_speech
from quoth.extract.layout import lay_out
from quoth.extract.occasions import find_occasions
from quoth.extract.speakers import resolve
from quoth.extract.statements import explained_by, kinds_of, parents_of, where_of
from quoth.model import Document, Kind, Quotation, Record, Span, Statement, Where


def extract(documents: Sequence[Document]) -> tuple[Record, ...]:
    """The records of documents, in their order; what one document holds never depends on another."""
    return tuple(_read(document) for document in documents)


def _read(document: Document) -> Record:
    layout = lay_out(document)
    attributions = attribute(layout)
    parents = parents_of(attributions)
    cast = resolve(layout, attributions, parents)
    occasions, occasion_of = find_occasions(layout, attributions, parents, cast)
    kinds = kinds_of(layout, attributions)
    statements = tuple(
        Statement(
            id=_id(number),
            kind=kinds[number],
            where=where_of(layout, found),
            content=found.content,
            cue=found.cue,
            source=found.source,
            speaker=cast.speakers[number],
            addressees=cast.addressees[number],
            occasion=occasion_of[number],
            parent=None if (parent := parents[number]) is None else _id(parent),
            confidence=found.confidence,
            method=found.method,
        )
        for number, found in enumerate(attributions)
    )
    quotations = tuple(
        Quotation(quoted.span, None if number is None else _id(number), quoted.closed, quoted.depth)
        for quoted, number in zip(layout.quoted, explained_by(layout, attributions), strict=True)
    )
    insertions = find_insertions(layout, _speech(document, statements))
    return Record(document, statements, cast.entities, occasions, insertions, quotations)


def _id(number: int) -> str:
    return f"s{number + 1}"


def _speech(document: Document, statements: Sequence[Statement]) -> Iterator[Span]:
    """Where an editor may have put words into speech: what is not indirect, and asides that stand alone."""
    for statement in statements:
        if statement.kind is not Kind.INDIRECT and statement.where is not Where.CAPTION:
            yield from statement.content
    for block in document.blocks:
        if interrupts_speech(block.span.of(document.text)):
            yield block.span
