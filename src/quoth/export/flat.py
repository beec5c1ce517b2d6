"""A statement made flat for people and spreadsheets: its ids looked up, its words joined, its place named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from quoth.model import Block, Document, Identity, Record, Resolution, Span, Statement

NOT_KNOWN = "not known"

# In these the lines of the text are not the lines of the file, so a statement is placed by its block.
_CONTAINER = re.compile(r"\.(?:x?html?|docx|jsonl|ndjson|json|csv)\b", re.IGNORECASE)
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class FlatStatement:
    """One statement as a row: `speaker` is None when not known, `at` says where to look in the document.

    `because` says what the speaker rests on, where that was asked for.
    """

    statement: Statement
    speaker: str | None
    addressees: tuple[str, ...]
    date: str | None
    place: str | None
    event: str | None
    content: str
    cue: str
    source: str
    span: Span
    page: int | None
    time: str | None
    at: str
    because: str


def flatten(record: Record) -> Iterator[FlatStatement]:
    """Every statement of a record, in order, as a row."""
    document = record.document
    names = {entity.id: entity.name for entity in record.entities}
    occasions = {occasion.id: occasion for occasion in record.occasions}
    places = Places(document)
    resolutions = {resolution.statement: resolution for resolution in record.resolutions}
    identities = {identity.entity: identity for identity in record.identities}
    for statement in record.statements:
        occasion = occasions.get(statement.occasion or "")
        span = Span(statement.content[0].start, max(part.end for part in statement.content))
        block = places.block(span.start)
        yield FlatStatement(
            statement=statement,
            speaker=names.get(statement.speaker or ""),
            addressees=tuple(names.get(id, NOT_KNOWN) for id in statement.addressees),
            date=occasion.date if occasion else None,
            place=occasion.place if occasion else None,
            event=occasion.event if occasion else None,
            content=words(statement.content, document.text),
            cue=words(statement.cue, document.text),
            source=words(statement.source, document.text),
            span=span,
            page=block.page if block else None,
            time=block.time if block else None,
            at=places.name(span.start),
            because=_because(statement, resolutions, identities),
        )


def _because(statement: Statement, resolutions: Mapping[str, Resolution], identities: Mapping[str, Identity]) -> str:
    facts = []
    if resolution := resolutions.get(statement.id):
        facts.append(f"{resolution.confidence:.2f}: {', '.join(resolution.rests_on) or 'nothing speaks for anybody'}")
    if identity := identities.get(statement.speaker or ""):
        known = f"{identity.name} ({identity.wikidata})" if identity.wikidata else identity.name
        facts.append(f"{known}, {identity.because}")
    return " · ".join(facts)


def words(spans: Iterable[Span], text: str) -> str:
    r"""The covered words on one line, parts joined with an ellipsis.

    >>> words([Span(0, 5), Span(16, 24)], "“We,” she said, “go\n on”")
    '“We,” … “go on”'
    """
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def counted(number: int, noun: str) -> str:
    """The number with its noun: `1 statement`, `2 statements`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


class Places:
    """Where an offset stands: page, time code, line or paragraph, whichever the document knows best."""

    def __init__(self, document: Document) -> None:
        self._blocks = document.blocks
        self._block_starts = [block.start for block in document.blocks]
        self._line_starts = [0, *(match.end() for match in _NEWLINE.finditer(document.text))]
        self._contained = bool(_CONTAINER.search(document.path or ""))

    def line(self, offset: int) -> tuple[int, int]:
        """Line and column of the offset in the document's text, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def in_file(self, offset: int) -> bool:
        """Whether the line of the offset in the text is also that in the file, as a plain file's is."""
        block = self.block(offset)
        return not (self._contained or (block and (block.time or block.page)))

    def block(self, offset: int) -> Block | None:
        """The block that holds the offset, or the last one before it."""
        index = bisect_right(self._block_starts, offset)
        return self._blocks[index - 1] if index else None

    def name(self, offset: int) -> str:
        """A short name for the place, as `p. 2`, `00:01:07`, `¶ 4` or `line 12`."""
        block = self.block(offset)
        if block and block.time:
            return block.time.partition(".")[0]
        if block and block.page:
            return f"p. {block.page}"
        if self._contained:
            return f"¶ {bisect_right(self._block_starts, offset)}"
        return f"line {bisect_right(self._line_starts, offset)}"
