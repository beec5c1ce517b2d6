"""Sources: which noun phrase of a sentence a cue belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quoth.extract.contents import LONGEST_ADJUNCT, Range
from quoth.extract.cues import CueGroup
from quoth.extract.phrases import Grammar, phrase_after, phrase_before
from quoth.extract.units import Unit


@dataclass(frozen=True, slots=True)
class Sources:
    """Finds sources in one sentence; `groups` are its cues."""

    units: Sequence[Unit]
    groups: Sequence[CueGroup]
    grammar: Grammar

    def find(self, group: CueGroup, shared: Range | None) -> Range | None:
        """The source that stands before a cue; `shared` is that of the cue before, for "…, adding that"."""
        before = self.units[group.start - 1] if group.start else None
        follows_comma = before is not None and before.text == ","
        # A participle has the subject of its sentence, but for "… and Petit calling it a mess".
        shares = group.participle and not (before is not None and before.is_capitalised)
        if group.participle and group.start == 0:
            return self._after_comma(group)
        if shares or (before is not None and before.lower in self.grammar.conjunctions):
            return shared or self._subject(group)
        end = self._without_time(group.start)
        start = phrase_before(self.units, end, self.grammar)
        if start is None:
            return self._around_aside(group) or ((shared or self._subject(group)) if follows_comma else None)
        if self._holds_cue(self._relative_end(start, group.start), group.start):
            return shared if follows_comma else None
        # The comma that closes an apposition belongs to the source (828 of 903 such sources of train).
        return start, end

    def _relative_end(self, start: int, end: int) -> int:
        """Where the relative clause within units `[start, end)` ends: at its comma; `start` when there is none."""
        relative = next((k for k in range(start, end) if self.units[k].lower in self.grammar.relative), None)
        if relative is None:
            return start
        return next((k for k in range(relative, end) if self.units[k].text == ","), end)

    def _without_time(self, end: int) -> int:
        """Where the source ends before "on Wednesday" in "the ministers on Wednesday condemned"."""
        k = end
        while k > 1 and self.units[k - 1].lower in self.grammar.times:
            k -= 1
        if k < end and self.units[k - 1].lower in {"on", "last", "early", "late"}:
            k -= 1
        return k if k > 0 else end

    def antecedent(self, source: Range) -> Range | None:
        """Whom "who" stands for: the phrase just before it."""
        if self.units[source[0]].lower not in self.grammar.relative | self.grammar.that:
            return None
        end = source[0]
        while end > 0 and self.units[end - 1].text in {",", "–", "—"}:
            end -= 1
        start = phrase_before(self.units, end, self.grammar) if end else None
        return None if start is None else (start, end)

    def _around_aside(self, group: CueGroup) -> Range | None:
        """The source in "Petit, in a letter to the council, said"."""
        units = self.units
        if group.start < 4 or units[group.start - 1].text != ",":
            return None
        for opening in range(group.start - 2, max(group.start - LONGEST_ADJUNCT - 6, 0), -1):
            aside = units[opening + 1].lower
            if units[opening].text == "," and (aside in self.grammar.prepositions or aside.endswith("ing")):
                start = phrase_before(units, opening, self.grammar)
                return (start, opening) if start is not None else None
        return None

    def _after_comma(self, group: CueGroup) -> Range | None:
        """The subject after an opening participle: "Addressing the council, Petit said"."""
        comma = next((k for k in range(group.end, len(self.units)) if self.units[k].text == ","), None)
        if comma is None:
            return None
        limit = next((other.start for other in self.groups if other.start > comma), len(self.units))
        end = phrase_after(self.units[:limit], comma + 1, self.grammar, subject=True)
        return None if end is None else (comma + 1, end)

    def _subject(self, group: CueGroup) -> Range | None:
        """The subject that the sentence opens with: "Petit smiled and said"."""
        units, grammar = self.units, self.grammar
        if self.groups[0].start == 0 and self.groups[0] is not group:
            return self._after_comma(self.groups[0])
        start = 0
        while start < group.start and (units[start].lower in grammar.conjunctions or grammar.is_adverb(units[start])):
            start += 1
        if units[start].lower in grammar.prepositions | grammar.subordinators:
            comma = next((k for k in range(start, group.start) if units[k].text == ","), None)
            if comma is None or comma + 1 >= group.start:
                return None
            start = comma + 1
        end = phrase_after(units[: group.start], start, grammar, subject=True)
        return (start, end) if end is not None and not self._holds_cue(start, end) else None

    def _holds_cue(self, start: int, end: int) -> bool:
        return any(start <= other.head < end for other in self.groups)
