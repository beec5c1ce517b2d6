"""Attribution: what a rule finds, spans only; a Statement is an attribution with its speaker resolved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quoth.model import Span

RUNS = frozenset({"lead-in", "run", "block", "heading"})
"""The methods that find the speech which stands under a heading or after a lead-in."""
REPLIES = ("repl", "answer", "respond", "retort")
"""How verbs of answering begin."""
_WHOLE = frozenset({"turn", "block", "lead-in", "run"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in spans: who is quoted, what signals it, what was said, and to whom.

    `voice` is the span that names the speaker when that is not `source` itself, as for the paragraphs of
    a run whose lead-in names him. `confidence` is the share of such finds that proved right on the
    training articles, to two digits. `depth` counts the speech around it: 0 for what the document's own
    voice reports; `is_plain` says that its form alone is enough to believe it inside somebody's speech.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    method: str
    confidence: float
    addressees: tuple[Span, ...] = ()
    voice: Span | None = None
    depth: int = 0
    is_plain: bool = False

    @property
    def start(self) -> int:
        """The first code point of the content, cue or source."""
        return min(span.start for span in (*self.content, *self.cue, *self.source))

    @property
    def named_by(self) -> Span | None:
        """The span that names the speaker, if any."""
        return self.voice or next(iter(self.source), None)

    @property
    def is_whole(self) -> bool:
        """Whether the layout gives the content to its speaker whole, with quotation marks or without."""
        return self.method in _WHOLE

    @property
    def length(self) -> int:
        """The code points of the content."""
        return sum(len(span) for span in self.content)

    def contains(self, other: Attribution) -> bool:
        """Whether the cue and content of `other` lie inside this attribution's content."""
        return all(any(span.covers(part) for span in self.content) for part in (*other.content, *other.cue))


def in_text_order(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Attributions by where their content begins, one that holds another before it."""
    return tuple(sorted(attributions, key=lambda one: (one.content[0].start, -one.content[-1].end, one.start)))
