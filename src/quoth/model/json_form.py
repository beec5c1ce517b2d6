"""The JSON form of a record, schema `quoth/read/1`: plain dictionaries to and from records.

`record_from_json(record_to_json(record)) == record` for every record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quoth.model.document import Block, Document, Role
from quoth.model.errors import ConfigurationError
from quoth.model.record import (
    Entity,
    EntityType,
    Form,
    Identity,
    Insertion,
    InsertionKind,
    Kind,
    Mention,
    Occasion,
    Quotation,
    Record,
    Resolution,
    Statement,
    Where,
)
from quoth.model.span import Span

SCHEMA = "quoth/read/1"


def record_to_json(record: Record) -> dict[str, Any]:
    """The record as JSON-ready dictionaries, keys in the order of the documentation."""
    text = record.document.text
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "document": document_to_json(record.document),
        "statements": [
            {
                "id": s.id,
                "kind": s.kind.value,
                "where": s.where.value,
                "content": _spans_to_json(s.content, text),
                "cue": _spans_to_json(s.cue, text),
                "source": _spans_to_json(s.source, text),
                "speaker": s.speaker,
                "addressees": list(s.addressees),
                "occasion": s.occasion,
                "parent": s.parent,
                "confidence": s.confidence,
                "method": s.method,
            }
            for s in record.statements
        ],
        "entities": [
            {
                "id": e.id,
                "name": e.name,
                "type": e.type.value,
                "named": e.named,
                "descriptions": list(e.descriptions),
                "mentions": [{**_span_to_json(m.span, text), "form": m.form.value} for m in e.mentions],
            }
            for e in record.entities
        ],
        "occasions": [
            {"id": o.id, "date": o.date, "place": o.place, "event": o.event, "spans": _spans_to_json(o.spans, text)}
            for o in record.occasions
        ],
        "insertions": [{**_span_to_json(i.span, text), "kind": i.kind.value} for i in record.insertions],
        "quotations": [
            {**_span_to_json(q.span, text), "statement": q.statement, "closed": q.closed, "depth": q.depth}
            for q in record.quotations
        ],
    }
    if record.resolutions:
        data["resolutions"] = [
            {"statement": r.statement, "speaker": r.speaker, "confidence": r.confidence, "rests_on": list(r.rests_on)}
            for r in record.resolutions
        ]
    if record.identities:
        data["identities"] = [
            {"entity": i.entity, "name": i.name, "wikidata": i.wikidata, "because": i.because}
            for i in record.identities
        ]
    return data


def record_from_json(data: dict[str, Any]) -> Record:
    """The record that `record_to_json` wrote.

    Raises `ConfigurationError` when `data` is of another schema.
    """
    if data.get("schema") != SCHEMA:
        raise ConfigurationError(
            f"schema {data.get('schema')!r} is not {SCHEMA!r}; write it with `quoth read --format json`"
        )
    return Record(
        document=document_from_json(data["document"]),
        statements=tuple(
            Statement(
                id=s["id"],
                kind=Kind(s["kind"]),
                where=Where(s["where"]),
                content=_spans_from_json(s["content"]),
                cue=_spans_from_json(s["cue"]),
                source=_spans_from_json(s["source"]),
                speaker=s["speaker"],
                addressees=tuple(s["addressees"]),
                occasion=s["occasion"],
                parent=s["parent"],
                confidence=s["confidence"],
                method=s["method"],
            )
            for s in data["statements"]
        ),
        entities=tuple(
            Entity(
                id=e["id"],
                name=e["name"],
                type=EntityType(e["type"]),
                named=e["named"],
                descriptions=tuple(e["descriptions"]),
                mentions=tuple(Mention(_span_from_json(m), Form(m["form"])) for m in e["mentions"]),
            )
            for e in data["entities"]
        ),
        occasions=tuple(
            Occasion(o["id"], o["date"], o["place"], o["event"], _spans_from_json(o["spans"]))
            for o in data["occasions"]
        ),
        insertions=tuple(Insertion(_span_from_json(i), InsertionKind(i["kind"])) for i in data["insertions"]),
        quotations=tuple(
            Quotation(_span_from_json(q), q["statement"], q["closed"], q["depth"]) for q in data["quotations"]
        ),
        resolutions=tuple(
            Resolution(r["statement"], r["speaker"], r["confidence"], tuple(r["rests_on"]))
            for r in data.get("resolutions", ())
        ),
        identities=tuple(
            Identity(i["entity"], i["name"], i["wikidata"], i["because"]) for i in data.get("identities", ())
        ),
    )


def document_to_json(document: Document) -> dict[str, Any]:
    """The document as it stands in every schema that holds one."""
    return {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "byline": document.byline,
        "language": document.language,
        "published": document.published,
        "text": document.text,
        "blocks": [
            {"role": b.role.value, "start": b.start, "end": b.end, "page": b.page, "time": b.time}
            for b in document.blocks
        ],
    }


def document_from_json(data: dict[str, Any]) -> Document:
    """The document that `document_to_json` wrote."""
    return Document(
        id=data["id"],
        text=data["text"],
        blocks=tuple(_block_from_json(b) for b in data["blocks"]),
        path=data["path"],
        title=data["title"],
        byline=data["byline"],
        language=data["language"],
        published=data["published"],
    )


def _block_from_json(data: dict[str, Any]) -> Block:
    return Block(Role(data["role"]), data["start"], data["end"], data["page"], data["time"])


def _span_to_json(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _spans_to_json(spans: Iterable[Span], text: str) -> list[dict[str, Any]]:
    return [_span_to_json(span, text) for span in spans]


def _span_from_json(data: dict[str, Any]) -> Span:
    return Span(data["start"], data["end"])


def _spans_from_json(data: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span_from_json(item) for item in data)
