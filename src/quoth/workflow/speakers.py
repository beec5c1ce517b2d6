"""Who said words of the evidence: the turn in which they stand, or the statement that an article gives them to."""

from __future__ import annotations

from collections import OrderedDict

import regex

from quoth.model import Kind, Record, Role, Span, Statement
from quoth.text.speech import Speech
from quoth.verify.checking import Said
from quoth.workflow.read import Settings, read_documents

_KEPT = 32
"""Documents of the evidence whose records are kept at a time."""
_LONGEST = 400_000
"""Longer documents without turns are not read for their speakers (about half a minute), in code points."""
_DOUBLE = regex.compile(r"[“”\"„«»]")
SOMEBODY = "somebody else"
"""Whom a speaker quotes when the text does not name them."""
_LEAD = 4
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
        if has_turns and _is_first_person(speech, turn.first, first):
            return Said(turn.speaker)
        record = self._record(speech)
        outer, inner = _holding(record, span) if record else (None, None)
        names = [_name(record, statement) if record else None for statement in (outer, inner)]
        if has_turns:
            another = names[1] if inner is not None and inner.source and not _is_label(speech, inner) else None
            return Said(turn.speaker, quoting=another if another and another != turn.speaker else SOMEBODY)
        quoted = inner is not None and inner is not outer and inner.kind is not Kind.INDIRECT
        return Said(names[0], quoting=names[1] if quoted and names[1] != names[0] else None)

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
    """Whether a mark that was opened within the turn, in the same paragraph, is still open before a place."""
    text = speech.document.text
    start = max(int(speech.starts[first]), text.rfind("\n\n", 0, span.start) + 1)
    signs = _DOUBLE.findall(text, start, span.start)
    opened = sum(1 if sign in _OPENERS else -1 for sign in signs if sign != '"')
    return signs.count('"') % 2 == 1 or opened > 0


def _is_first_person(speech: Speech, start: int, first: int) -> bool:
    """Whether the speaker repeats words of their own: "I said, …"; the words before the mark tell."""
    return not {"i", "we", "i'm", "i've", "i'd"}.isdisjoint(speech.forms[max(start, first - _LEAD) : first])


def _holding(record: Record, span: Span) -> tuple[Statement | None, Statement | None]:
    """The longest and the shortest statement that hold most of a place."""
    shares = [(statement, sum(_overlap(part, span) for part in statement.content)) for statement in record.statements]
    most = max((share for _, share in shares), default=0)
    if most < len(span) / 2:
        return None, None
    holding = sorted(
        (statement for statement, share in shares if share >= 0.9 * most),
        key=lambda statement: sum(len(part) for part in statement.content),
    )
    return holding[-1], holding[0]


def _is_label(speech: Speech, statement: Statement) -> bool:
    """Whether the source of a statement is the label of a turn."""
    return any(block.start <= statement.source[0].start <= block.start + 2 for block in speech.document.blocks)


def _name(record: Record, statement: Statement | None) -> str | None:
    entity = record.entity(statement.speaker) if statement else None
    return entity.name if entity else None


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
