"""Self-check: a document against itself, what its headline, captions and summary quote against the speech below.

The speech of the body is the evidence. A quotation of the body is only compared with a longer one elsewhere in it;
where there is none, nothing can be said of it, since a document is no evidence for its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quoth.model import Fidelity, Kind, Record, Role, Span, Statement, Verdict, Where
from quoth.text.speech import Hit, Speech, Turn
from quoth.text.words import words_in
from quoth.verify.checking import Result, check_claim
from quoth.verify.claims import Claim
from quoth.verify.passages import Extent, Said

ONLY_EVIDENCE = "the document says it nowhere else; give evidence with --against"
_OTHER = frozenset({Verdict.PARAPHRASE, Verdict.NOT_FOUND, Verdict.UNCHECKED, Verdict.NOT_A_CLAIM})


@dataclass(frozen=True, slots=True)
class _Said:
    """One stretch of direct speech in the body: its words `[first, last)` among all words, and who said it."""

    span: Span
    speaker: str | None


class _Alone:
    """One speech as the whole of the evidence."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def look_up(self, forms: Sequence[str], most: int) -> Sequence[Hit]:  # noqa: ARG002 - the protocol's form
        """All of it."""
        return [Hit(self._speech, 0, len(self._speech.forms), 1.0)] if self._speech.forms else []


class OwnSpeech:
    """The direct speech in the body of one document."""

    def __init__(self, record: Record) -> None:
        """Collect it from a record."""
        self._record = record
        self._forms, self._starts, self._ends, _ = words_in(record.document.text, record.document.blocks)
        self._said = sorted(_stretches(record), key=lambda said: said.span)

    def check(self, claim: Claim) -> tuple[Result, ...]:
        """What the rest of the document says of a claim."""
        quotations = [quoted.span for quoted in claim.quotations]
        others = [said for said in self._said if not any(said.span.overlaps(span) for span in quotations)]
        in_body = self._is_body(claim.span)
        if in_body:
            longest = max(len(span) for span in quotations)
            others = [said for said in others if len(said.span) > longest]
        extent = Extent(frozenset({self._record.document.language}), len(self._forms))
        results = check_claim(claim, _Alone(self._speech(others)), _turn, extent)
        if in_body:
            return tuple(_silenced(result) if result.verdict in _OTHER else result for result in results)
        return results

    def _is_body(self, span: Span) -> bool:
        block = next((block for block in self._record.document.blocks if block.span.overlaps(span)), None)
        return block is not None and not block.role.is_heading and block.role not in (Role.CAPTION, Role.LIST_ITEM)

    def _speech(self, said: Sequence[_Said]) -> Speech:
        """The words of some stretches, each a turn of its speaker."""
        keep = np.zeros(len(self._forms), bool)
        turns = []
        first = 0
        for one in said:
            here = (self._starts >= one.span.start) & (self._ends <= one.span.end) & ~keep
            count = int(here.sum())
            if count:
                turns.append(Turn(first, first + count, one.speaker))
                first += count
            keep |= here
        forms = tuple(self._forms[number] for number in np.flatnonzero(keep))
        return Speech(self._record.document, Fidelity.SCRIPT, forms, self._starts[keep], self._ends[keep], tuple(turns))


def _stretches(record: Record) -> Iterator[_Said]:
    """The direct speech of the body: statements that are direct as a whole, and the quoted parts of the others."""
    statements = {statement.id: statement for statement in record.statements}
    for statement in record.statements:
        if statement.kind is Kind.DIRECT and statement.where is Where.BODY and statement.parent is None:
            for span in statement.content:
                yield _Said(span, _name(record, statement))
    for quotation in record.quotations:
        owner = statements.get(quotation.statement or "")
        if owner is not None and owner.kind is not Kind.DIRECT and owner.where is Where.BODY and quotation.depth == 1:
            yield _Said(quotation.span, _name(record, owner))


def _name(record: Record, statement: Statement) -> str | None:
    entity = record.entity(statement.speaker)
    return entity.name if entity else None


def _turn(speech: Speech, first: int, last: int) -> Said:  # noqa: ARG001 - the form of WhoSaid
    return Said(speech.turn_of(first).speaker)


def _silenced(result: Result) -> Result:
    if result.verdict is Verdict.NOT_A_CLAIM:
        return result
    return Result(result.quoted, Verdict.UNCHECKED, ONLY_EVIDENCE)
