"""The record of one document: what quoth learned of it, as small frozen records that point into it.

Every type here is a row of the table of words in `docs/record.md`; ids (`s1`, `e1`, `o1`) count in
text order and are unique within one record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quoth.model.document import Document
from quoth.model.span import Span


class Kind(StrEnum):
    """How the words of a statement are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Where(StrEnum):
    """In which part of the document a statement stands."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    PLACE = "place"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """How a mention refers to its entity."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"


class InsertionKind(StrEnum):
    """What an editor put into speech."""

    FOOTNOTE = "footnote"
    GLOSS = "gloss"
    REPLACEMENT = "replacement"
    ELLIPSIS = "ellipsis"
    SIC = "sic"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: content, cue and source spans, with the speaker resolved.

    `content` has one span or more, with their quotation marks and a leading "that", as in the PolNeAR
    corpus (Newell et al. 2018); `cue` and `source` may be empty. `speaker` is an entity id or None
    (not known); `parent` the id of the statement inside which this one is reported.
    """

    id: str
    kind: Kind
    where: Where
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    speaker: str | None
    addressees: tuple[str, ...]
    occasion: str | None
    parent: str | None
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody is named."""

    span: Span
    form: Form


@dataclass(frozen=True, slots=True)
class Entity:
    """The person, organisation or group behind mentions; `named` is False for "a spokesman"."""

    id: str
    name: str
    type: EntityType
    named: bool
    descriptions: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, where and at what something was said; `date` is ISO 8601, as precise as the text."""

    id: str
    date: str | None
    place: str | None
    event: str | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words that an editor put into speech: never the speaker's, kept in their place."""

    span: Span
    kind: InsertionKind


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted string with its marks; `statement` is None for a title, a term or a scare quote.

    `closed` says whether it has a closing mark of its own; `depth` is 1 for the outermost.
    """

    span: Span
    statement: str | None
    closed: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the speaker of a statement rests on: how sure it is, and the facts that speak for it, strongest first.

    `confidence` is the chance that the speaker is right where the statement is; of an unknown speaker, that no one
    named before is meant, or 0 where nothing could be tried.
    """

    statement: str
    speaker: str | None
    confidence: float
    rests_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody on a list that the user gives: the full name, other names, and a Wikidata id."""

    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who of a list of known people an entity is, and why; the entity itself stays as the document names it."""

    entity: str
    name: str
    wikidata: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything learned of one document; all lists are in text order.

    `resolutions` and `identities` are filled in only on demand.
    """

    document: Document
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    identities: tuple[Identity, ...] = ()

    def entity(self, id: str | None) -> Entity | None:
        """The entity with this id, or None."""
        return next((entity for entity in self.entities if entity.id == id), None)

    def occasion(self, id: str | None) -> Occasion | None:
        """The occasion with this id, or None."""
        return next((occasion for occasion in self.occasions if occasion.id == id), None)
