"""From documents to records: the steps of the extraction, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quoth.extract.attribution import Attribution
from quoth.extract.blocks import attribute
from quoth.extract.heard import find_addressees
from quoth.extract.insertions import find_insertions, interrupts_speech
from quoth.extract.layout import Layout, lay_out
from quoth.extract.merging import merge
from quoth.extract.occasions import find_occasions
from quoth.extract.speakers import Cast, identify, resolve
from quoth.extract.statements import explained_by, kinds_of, outermost, parents_of, where_of
from quoth.extract.tagged import Tagged, TaggedNames
from quoth.model import Document, Kind, KnownPerson, Quotation, Record, Resolution, Span, Statement, Where
from quoth.text.language import language

LANGUAGE = "en"
"""The model was trained on English and is asked about nothing else."""


def extract(
    documents: Sequence[Document],
    *,
    model: bool = True,
    threads: int = 1,
    least: float = 0.0,
    explain: bool = False,
    people: Sequence[KnownPerson] = (),
) -> tuple[Record, ...]:
    """The records of documents, in their order; what one document holds never depends on another.

    Without `model` the rules work alone, as they do for a language that the model does not know. `threads` is how
    many the model may use; it changes nothing but the time. Attributions of a confidence below `least` are left out.
    `explain` adds what each speaker rests on, `people` who of these known people the entities are.
    """
    knows = [model and language(document.language).code == LANGUAGE for document in documents]
    ruled: list[tuple[Layout, tuple[Attribution, ...]]] = []

    def read() -> Iterator[tuple[Layout, Sequence[Attribution]]]:
        """The rules read on while the model is at work on what they have read."""
        for document, known in zip(documents, knows, strict=True):
            layout = lay_out(document)
            ruled.append((layout, attribute(layout)))
            if known:
                yield layout, outermost(ruled[-1][1])

    modelled = iter(_tag(read(), threads) if any(knows) else [Tagged([], []) for _ in read()])
    records = []
    for (layout, found), known in zip(ruled, knows, strict=True):
        tagged = next(modelled) if known else Tagged(list(found), [])
        merged = merge(layout, found, tagged.attributions) if known else found
        believed = [one for one in merged if one.confidence >= least]
        records.append(_record(layout, believed, TaggedNames(tagged.names), people, explain=explain))
    return tuple(records)


def _tag(documents: Iterable[tuple[Layout, Sequence[Attribution]]], threads: int) -> Sequence[Tagged]:
    from quoth.extract.tagger import tag  # it takes a quarter of a second to load, which not every text needs

    return tag(documents, threads=threads)


def _record(
    layout: Layout,
    attributions: Sequence[Attribution],
    names: TaggedNames,
    people: Sequence[KnownPerson],
    *,
    explain: bool,
) -> Record:
    document = layout.document
    parents = parents_of(attributions)
    cast = resolve(layout, attributions, parents, names)
    occasions, occasion_of = find_occasions(layout, attributions, parents, cast)
    occasion_by_id = {occasion.id: occasion for occasion in occasions}
    spoken_at = [occasion_by_id.get(id or "") for id in occasion_of]
    addressees = find_addressees(layout, attributions, parents, cast, spoken_at)
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
            addressees=addressees[number],
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
    resolutions = _resolutions(statements, cast) if explain else ()
    identities = identify(cast.entities, people)
    return Record(document, statements, cast.entities, occasions, insertions, quotations, resolutions, identities)


def _resolutions(statements: Sequence[Statement], cast: Cast) -> tuple[Resolution, ...]:
    return tuple(
        Resolution(statement.id, statement.speaker, round(choice.confidence, 2), choice.facts)
        for statement, choice in zip(statements, cast.choices, strict=True)
    )


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
