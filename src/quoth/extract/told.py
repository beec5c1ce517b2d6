"""Told: to whom something was said, read beside a cue and content that are already known.

The rules find the addressee while they look for the content. Where the model found the content, this looks only where
the grammar leaves room for one: "told the council that …", "said to reporters", "urged the council to …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quoth.extract.attribution import Attribution
from quoth.extract.lexicon import Frames, Lexicon
from quoth.extract.phrases import Grammar, phrase_after
from quoth.extract.units import Unit, fold, span_of
from quoth.model import Span

_ROOM = 120
"""Code points after the cue in which an addressee is looked for."""
_STOP = re.compile(r"[.;:,\n“\"]")
_BESIDE = re.compile(
    r"\b(?:(?:[Rr]eplying|[Rr]esponding|[Ss]peaking|[Ww]riting|[Tt]urning|[Rr]esponded|[Rr]eplied) to|[Aa]ddressing"
    r"|[Aa]nswering (?:an?|the) question (?:from|by)|[Aa]sked by|[Ii]nterviewed by|[Ii]n (?:reply|answer|response) to"
    r"|[Ii]n (?:an?|his|her|their|its|the) (?:[\w-]+ ){0,2}(?:letter|message|note|reply|answer|appeal|e-?mail|petition)"
    r" to"
    r"|[Ii]n (?:an?|his|her|their) (?:[\w-]+ ){0,2}(?:interview|conversation) with)\s+"
)
_PLACING = frozenset({"in", "at", "from", "near", "across", "on"})
_WITH_OBJECT = frozenset({"tell", "ask", "urge"})
_URGES = ("urge", "urges", "urged", "urging")
_SELF = ("self", "selves")


class Told:
    """Finds and sets the addressees of attributions in a text."""

    def __init__(self, text: str, lexicon: Lexicon, grammar: Grammar) -> None:
        self.text = text
        self.lexicon = lexicon
        self.grammar = grammar

    def address(self, one: Attribution, heard: tuple[Span, ...] | None) -> Attribution:
        """The attribution with its addressees: those `heard` by a rule, or those found when no rule saw the cue.

        Content begins after them in "told X that Y" and "urged X to do Y", and with them in "told X to do Y", "asked",
        "encouraged" and the like: so the corpus has it in four of five places.
        """
        frames = self.frames(one.cue[-1])
        addressees = (self._find(one, frames) if heard is None else heard) or self._around(one)
        content = tuple(span for span in one.content if span not in addressees) or one.content
        urges = one.cue[-1].of(self.text).lower().endswith(_URGES)
        content = tuple(self._after(content, addressees, urges=urges))
        return replace(one, addressees=addressees, content=content)

    def _after(self, content: Sequence[Span], addressees: Sequence[Span], *, urges: bool) -> Sequence[Span]:
        first, *rest = content
        for span in addressees:
            if not urges and self.text[span.end : first.start].isspace() and self.text.startswith("to ", first.start):
                return [Span(span.start, first.end), *rest]
            if first.start == span.start and span.end < first.end:
                words = fold(self.text, Span(span.end, first.end), ())
                if words and (urges or words[0].lower in self.grammar.that):
                    return [Span(words[0].start, first.end), *rest]
        return content

    def _find(self, one: Attribution, frames: Frames) -> tuple[Span, ...]:
        begin = max([one.cue[-1].end, *(s.end for s in one.source if 0 <= s.start - one.cue[-1].end < 3)])
        after = next((span for span in one.content if span.start >= begin), None)
        stop = min(after.start if after else len(self.text), begin + _ROOM)
        mark = _STOP.search(self.text, begin, stop)
        units = fold(self.text, Span(begin, mark.start() if mark else stop), ())
        start = 0
        if units and units[0].lower == "to" and frames & {"say", "quote", "tell"}:
            start = 1
        elif not frames & _WITH_OBJECT:
            return ()
        if not units and after is not None and "urge" in frames:
            return self._at_head(after)
        end = self._phrase_end(units, start)
        return () if end is None else (span_of(units, start, end),)

    def _at_head(self, content: Span) -> tuple[Span, ...]:
        """Somebody at the head of the content, if "to" comes next: "called on the council to wait"."""
        units = fold(self.text, content, ())[:20]
        end = self._phrase_end(units, 0)
        while end is not None and end < len(units) and units[end].lower in _PLACING:
            end = self._phrase_end(units, end + 1)  # "schools in the region to apply"
        if end is None or end >= len(units) or units[end].lower not in {"to", "not"}:
            return ()
        return (span_of(units, 0, end),)

    def _around(self, one: Attribution) -> tuple[Span, ...]:
        """Somebody named beside the clause: "Replying to the council, Petit said", "in a letter to the council"."""
        start = self.text.rfind("\n", 0, one.cue[-1].start) + 1
        start = max(start, self.text.rfind(". ", start, one.cue[-1].start) + 1)
        end = min((span.start for span in one.content if span.start >= one.cue[-1].end), default=one.cue[-1].end)
        for found in _BESIDE.finditer(self.text, start, max(end, one.cue[-1].end)):
            if any(span.start <= found.start() < span.end for span in (*one.content, *one.source)):
                continue
            parts = (span.start for span in (*one.source, *one.cue) if span.start > found.end())
            stop = min([found.end() + _ROOM, len(self.text), *parts])
            units = fold(self.text, Span(found.end(), stop), ())
            told = self._phrase_end(units, 0)
            if told is not None and not any(span_of(units, 0, told).overlaps(span) for span in one.source):
                return (span_of(units, 0, told),)
        return ()

    def _phrase_end(self, units: Sequence[Unit], start: int) -> int | None:
        if start >= len(units) or units[start].lower.endswith(_SELF):
            return None
        if units[start].lower in self.grammar.objects - self.grammar.possessives:
            return start + 1
        return phrase_after(units, start, self.grammar)

    def frames(self, cue: Span) -> Frames:
        """All frames of the words of a cue; none when no word list knows it."""
        units = fold(self.text, cue, ())
        matches = (self.lexicon.match(units, number) for number in range(len(units)))
        return frozenset(frame for match in matches if match for frame in match[1])
