"""The draft: the record of a document as claims to be checked, one or more quotations each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from quoth.model import EntityType, Form, Kind, Quotation, Record, Role, Span, Statement
from quoth.text.language import language
from quoth.verify.claims import Claim, DraftWords, Joint, make_claim

_STOP = regex.compile(r"(?P<word>\p{L}*)[.!?…。！？؟][”\"»’')\]]*+(?:\s|$)")
_OPENING = regex.compile(r"\s*+[“\"„«‘'「『›‹»”]")
_CLAIM = 6
"""A quotation of so many words is somebody's words, even when nobody is named."""
_PERSONS = frozenset({EntityType.PERSON, EntityType.UNKNOWN})


def find_claims(record: Record) -> Iterator[Claim]:
    """Every quotation of a draft and every block quotation, as claims in text order."""
    words = DraftWords.of(record.document)
    statements = {statement.id: statement for statement in record.statements}
    outer = [
        quotation for quotation in record.quotations if quotation.depth == 1 or _is_reported(quotation, statements)
    ]
    found: list[Claim] = []
    for group in _groups(record, outer):
        statement = statements.get(group[0].statement or "")
        joints = [Joint.NONE, *(Joint.TAG for _ in group[1:])]
        found.append(_claim(record, words, [quotation.span for quotation in group], joints, statement))
    found += _block_quotations(record, words, outer)
    yield from sorted((claim for claim in found if claim.words), key=lambda claim: claim.span)


def _is_reported(quotation: Quotation, statements: Mapping[str, Statement]) -> bool:
    """Whether a quotation inside another is somebody's whom the outer speaker quotes."""
    statement = statements.get(quotation.statement or "")
    return statement is not None and statement.parent is not None


def find_indirect(record: Record) -> Iterator[Claim]:
    """The indirect statements of a draft whose speaker is named: what they report, as if claimed word for word."""
    words = DraftWords.of(record.document)
    for statement in record.statements:
        entity = record.entity(statement.speaker)
        if statement.kind is Kind.INDIRECT and entity is not None and entity.named:
            claim = _claim(record, words, statement.content[:1], [Joint.NONE], statement)
            if claim.words:
                yield claim


def is_unclosed(record: Record, quotation: Quotation) -> bool:
    """Whether a quotation lacks its closing mark and no paragraph goes on with it."""
    return not quotation.closed and _OPENING.match(record.document.text, quotation.span.end) is None


def _groups(record: Record, quotations: Sequence[Quotation]) -> Iterator[list[Quotation]]:
    """The quotations that are one sentence, parted only by the draft's own "she said"."""
    group: list[Quotation] = []
    for quotation in quotations:
        if group and _goes_on(record, group[-1], quotation):
            group.append(quotation)
            continue
        if group:
            yield group
        group = [quotation]
    if group:
        yield group


def _goes_on(record: Record, before: Quotation, quotation: Quotation) -> bool:
    text = record.document.text
    statement = next((one for one in record.statements if one.id == quotation.statement), None)
    if statement is None or quotation.statement != before.statement or statement.kind is not Kind.DIRECT:
        return False
    between = text[before.span.end : quotation.span.start]
    abbreviations = language(record.document.language).abbreviations
    stopped = any(
        stop["word"] not in abbreviations
        for stop in _STOP.finditer(text, max(before.span.start, before.span.end - 3), quotation.span.start)
    )
    first = next((sign for sign in text[quotation.span.start + 1 : quotation.span.end] if sign.isalnum()), "")
    tagged = text[: before.span.end].rstrip("”\"»’'")[-1:] in ",،、，—–-"
    return "\n" not in between and not stopped and tagged and not (first.isupper() and between.rstrip().endswith("."))


def _claim(
    record: Record, words: DraftWords, spans: Sequence[Span], joints: Sequence[Joint], statement: Statement | None
) -> Claim:
    text = record.document.text
    entity = record.entity(statement.speaker) if statement else None
    block = next((block for block in record.document.blocks if block.span.covers(spans[0])), None)
    count = sum(1 for span in spans for _ in words.within(span))
    attributed = statement is not None or (count >= _CLAIM and not _is_title(spans[0].of(text)))
    return make_claim(
        words,
        spans,
        joints,
        speaker=entity.name if entity else None,
        named=bool(entity and entity.named and entity.type in _PERSONS),
        attributed=attributed,
        heading=block is not None and block.role.is_heading,
        silent=_told_inside(spans, statement) if statement else (),
        rivals=_rivals(record, statement) if statement else (),
    )


def _rivals(record: Record, statement: Statement) -> tuple[str, ...]:
    """The other persons of a draft, where the source of a statement is a pronoun: it may be one of them."""
    speaker = record.entity(statement.speaker)
    pronouns = [mention.span for mention in speaker.mentions if mention.form is Form.PRONOUN] if speaker else []
    if not any(span in pronouns for span in statement.source):
        return ()
    return tuple(one.name for one in record.entities if one.named and one.type in _PERSONS and one is not speaker)


def _told_inside(spans: Sequence[Span], statement: Statement) -> tuple[Span, ...]:
    """The draft's own "she said" inside the marks, as French writes it."""
    told = [*statement.cue, *statement.source]
    return tuple(
        Span(min(span.start for span in inside), max(span.end for span in inside))
        for quoted in spans
        if (inside := [span for span in told if quoted.start < span.start and span.end < quoted.end])
    )


def _is_title(text: str) -> bool:
    """Whether the words are written as a title: "The Last Ferry to Halden"."""
    words = regex.findall(r"\p{L}[\p{L}'’-]*", text)
    return bool(words) and all(word[:1].isupper() or len(word) < 5 for word in words)


def _block_quotations(record: Record, words: DraftWords, outer: Sequence[Quotation]) -> Iterator[Claim]:
    """Blocks set off as quotations, which need no marks."""
    for block in record.document.blocks:
        if block.role is not Role.BLOCK_QUOTATION or any(block.span.overlaps(one.span) for one in outer):
            continue
        statement = next((s for s in record.statements if any(span.overlaps(block.span) for span in s.content)), None)
        yield _claim(record, words, [block.span], [Joint.NONE], statement)
