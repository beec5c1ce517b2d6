"""Who said words of the evidence: the turn in which they stand, or the statement that an article gives them to."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

import regex

from quoth.model import Block, Document, Kind, Record, Role, Span, Statement
from quoth.text.speech import Speech
from quoth.verify.lexicon import lexicon_of
from quoth.verify.passages import Said
from quoth.verify.surroundings import ends_sentence, sentence_start
from quoth.workflow.read import Settings, read_documents

_KEPT = 32
"""Documents of the evidence whose records are kept at a time."""
_LONGEST = 400_000
"""Longer documents without turns are not read for their speakers (about half a minute), in code points."""
_DOUBLE = regex.compile(r"[“”\"„«»]")
SOMEBODY = "somebody else"
"""Whom a speaker quotes when the text does not name them."""
_BEFORE, _LEAD, _BEHIND = 24, 6, 3
"""Words before the marks that may tell whose words follow, those of them that are next to it, and words behind."""
_TURN = 1_600
"""Code points of a turn, before a place, in which it is told whose words follow."""
_OWN = frozenset({"i", "we", "i'm", "i've", "i'd", "i'll", "my"})
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
        if turn.speaker is not None or any(block.role is Role.TURN for block in speech.document.blocks):
            if turn.speaker is None or not _is_quoted(speech, turn.first, span):
                return Said(turn.speaker)
            if not _is_anothers(speech, turn.first, span):
                return Said(turn.speaker)
            return Said(turn.speaker, quoting=self._quoted_in_turn(speech, turn.first, span) or SOMEBODY)
        record = self._record(speech.document, self._settings)
        outer, inner = _holding(record, span) if record else (None, None)
        names = [_name(record, statement) if record else None for statement in (outer, inner)]
        quoted = inner is not None and inner is not outer and inner.kind is not Kind.INDIRECT
        return Said(names[0], quoting=names[1] if quoted and names[1] != names[0] else None)

    def _quoted_in_turn(self, speech: Speech, first: int, span: Span) -> str | None:
        """Whom the speaker of a turn quotes at a place, read from that turn alone."""
        document = speech.document
        start = max(int(speech.starts[first]), span.start - _TURN)
        end = min(len(document.text), span.end + _TURN // 4)
        words = document.text[start:end]
        part = Document.of(words, [Block(Role.PARAGRAPH, 0, len(words))], language=document.language)
        record = self._record(part, replace(self._settings, model=False))
        _, inner = _holding(record, Span(span.start - start, span.end - start)) if record else (None, None)
        return _name(record, inner) if record and inner is not None and inner.source else None

    def _record(self, document: Document, settings: Settings) -> Record | None:
        # By the text: of a long document a look-up opens only the stretch that it needs.
        if document.text not in self._records:
            short = len(document.text) <= _LONGEST
            self._records[document.text] = read_documents([document], settings)[0] if short else None
            while len(self._records) > _KEPT:
                self._records.popitem(last=False)
        self._records.move_to_end(document.text)
        return self._records[document.text]


def _is_quoted(speech: Speech, first: int, span: Span) -> bool:
    """Whether marks that open and close in the same line of a turn stand around a place."""
    text = speech.document.text
    start = max(int(speech.starts[first]), text.rfind("\n", 0, span.start) + 1)
    end = text.find("\n", span.end)
    before = _DOUBLE.findall(text, start, span.start)
    behind = _DOUBLE.findall(text, span.end, end if end >= 0 else len(text))
    if not before or not behind:
        return False
    opened = sum(1 if sign in _OPENERS else -1 for sign in before if sign != '"')
    return (before.count('"') % 2 == 1 and behind.count('"') % 2 == 1) or (opened > 0 and behind[0] not in _OPENERS)


def _is_anothers(speech: Speech, first: int, span: Span) -> bool:
    """Whether the words around the marks in which a place stands give it to somebody else than whose turn it is.

    What a speaker puts into marks may be their own words ("I said, …"), a thought, or an example; only a sign of saying
    or writing before or behind the marks, without "I", makes it another's.
    """
    text = speech.document.text
    lexicon = lexicon_of(speech.document.language)
    opening = max(match.start() for match in _DOUBLE.finditer(text, 0, span.start))
    closing = _DOUBLE.search(text, span.end)
    number = int(speech.starts.searchsorted(opening))
    before = speech.forms[max(first, number - _BEFORE) : number]
    after = int(speech.starts.searchsorted(closing.start())) if closing else len(speech.forms)
    behind = () if after and ends_sentence(speech, after - 1) else speech.forms[after : after + _BEHIND]
    own = number if not number or ends_sentence(speech, number - 1) else sentence_start(speech, number - 1)
    near = speech.forms[max(own, first, number - _LEAD) : number]
    if not _OWN.isdisjoint(near) or not _OWN.isdisjoint(behind[:2]):
        return False
    speaking = lexicon.data.grammar.get("speech", frozenset())
    return any(lexicon.is_cue(form) or form in speaking for form in (*before, *behind))


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


def _name(record: Record, statement: Statement | None) -> str | None:
    entity = record.entity(statement.speaker) if statement else None
    return entity.name if entity else None


def _overlap(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
