"""Who said words of the evidence: the turn in which they stand, or the statement that an article gives them to."""

from __future__ import annotations

from collections import OrderedDict

import regex

from quoth.model import Record, Role, Span, Statement
from quoth.text.speech import Speech
from quoth.verify.checking import Said
from quoth.workflow.read import Settings, read_documents

_KEPT = 32
"""Documents of the evidence whose records are kept at a time."""
_LONGEST = 400_000
"""Longer documents without turns are not read for their speakers (about half a minute), in code points."""
_DOUBLE = regex.compile(r"[“”\"„«»]")
_OPENERS = "“„«"


class Speakers:
    """Answers who said what in the evidence, reading a document only when its turns do not tell."""

    def __init__(self, settings: Settings) -> None:
        """`settings` are those with which the drafts are read."""
        self._settings = settings
        self._records: OrderedDict[str, Record | None] = OrderedDict()

    def who_said(self, speech: Speech, first: int, last: int) -> Said:
        """Who said words `[first, last)` of a speech, and whom that speaker was quoting."""
        turn = speech.turn_of(first)
        span = speech.span(first, last)
        has_turns = any(block.role is Role.TURN for block in speech.document.blocks)
        if not has_turns and turn.speaker is not None:
            return Said(turn.speaker)
        if has_turns and not _is_quoted(speech, turn.first, span):
            return Said(turn.speaker)
        record = self._record(speech)
        statement = _innermost(record, span) if record else None
        if record is None or statement is None:
            return Said(turn.speaker)
        entity = record.entity(statement.speaker)
        name = entity.name if entity else None
        if not has_turns:
            return Said(name)
        if statement.parent is None or name is None:
            return Said(turn.speaker)
        return Said(turn.speaker, quoting=name)

    def _record(self, speech: Speech) -> Record | None:
        document = speech.document
        if document.id not in self._records:
            short = len(document.text) <= _LONGEST
            self._records[document.id] = read_documents([document], self._settings)[0] if short else None
            while len(self._records) > _KEPT:
                self._records.popitem(last=False)
        self._records.move_to_end(document.id)
        return self._records[document.id]


def _is_quoted(speech: Speech, first: int, span: Span) -> bool:
    """Whether a mark that was opened in the same paragraph is still open before a place."""
    text = speech.document.text
    start = max(int(speech.starts[first]), text.rfind("\n\n", 0, span.start) + 1)
    signs = _DOUBLE.findall(text, start, span.start)
    straight = signs.count('"') % 2
    opened = sum(1 if sign in _OPENERS else -1 for sign in signs if sign != '"')
    return bool(straight) or opened > 0


def _innermost(record: Record, span: Span) -> Statement | None:
    """The statement that holds most of a place; of two the one inside the other."""
    holding = [(statement, sum(_overlap(part, span) for part in statement.content)) for statement in record.statements]
    most = max((share for _, share in holding), default=0)
    if most < len(span) / 2:
        return None
    fitting = [statement for statement, share in holding if share >= 0.9 * most]
    return min(fitting, key=lambda statement: sum(len(part) for part in statement.content))


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
