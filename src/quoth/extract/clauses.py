"""Clauses: the statements of one sentence, found by its cues: who, the cue, what, and to whom.

The shapes are those of PolNeAR's training articles, in order of how often they occur: source cue content
(“Petit said that …”), content source cue (“…,” Petit said), content cue source (“…,” said Petit),
content source cue content (“…,” she said, “…”), cue source content (according to Petit, …).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quoth.extract.attribution import Attribution
from quoth.extract.cues import CueGroup, find_cues
from quoth.extract.lexicon import Lexicon
from quoth.extract.phrases import Grammar, is_apposition, phrase_after, phrase_before
from quoth.extract.units import Unit, span_of
from quoth.model import Span

Range = tuple[int, int]

_SENTENCE_MARKS = frozenset(".?!;:,…—–-")
# How far after a cue its "that" or its quotation may stand: "said in an interview on Tuesday that".
LONGEST_ADJUNCT = 16
# The longest `Petit, the mayor: “…”` before its colon.
LONGEST_LABEL = 14


@dataclass(frozen=True, slots=True)
class _Finding:
    """One find in unit positions, before it becomes spans."""

    group: CueGroup
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    addressee: Range | None = None
    anchor: str = "zero"
    voice: Range | None = None


def attribute_sentence(units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar) -> tuple[Attribution, ...]:
    """The attributions of one sentence, in order; a later one may lie inside the content of an earlier one."""
    return tuple(_to_attribution(units, found) for found in _Sentence(units, lexicon, grammar).findings())


def _to_attribution(units: Sequence[Unit], found: _Finding) -> Attribution:
    def span(pair: Range) -> Span:
        return span_of(units, *pair)

    quoted = all(all(units[k].is_quotation or not units[k].is_word for k in range(*pair)) for pair in found.content)
    method = "marks" if quoted else "cue"
    return Attribution(
        content=tuple(span(pair) for pair in found.content),
        cue=(span(found.cue),),
        source=(span(found.source),) if found.source else (),
        method=method,
        confidence=_CONFIDENCE[found.anchor],
        addressees=(span(_whom(units, found.addressee)),) if found.addressee else (),
        voice=span(found.voice) if found.voice else None,
        is_plain=found.source is not None and found.anchor in _PLAIN and "mind" not in found.group.frames,
    )


def _whom(units: Sequence[Unit], told: Range) -> Range:
    """An addressee without the place after it: "reporters at the town hall"."""
    start, end = told
    return start, next((k for k in range(start + 1, end) if units[k].lower in _WHEREABOUTS), end)


_WHEREABOUTS = frozenset("at in on during after before from outside".split())
_PLAIN = frozenset({"quotation", "that", "according", "colon"})


# Share of finds with this anchor whose content, cue and source all touch an annotated attribution of train.
_CONFIDENCE = {
    "quotation": 0.95,
    "before": 0.9,
    "that": 0.9,
    "according": 0.95,
    "colon": 0.9,
    "to": 0.85,
    "question": 0.8,
    "zero": 0.75,
    "object": 0.7,
    "passive": 0.7,
}


class _Sentence:
    """One sentence while its cues are looked at from left to right."""

    def __init__(self, units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar) -> None:
        self.units = units
        self.grammar = grammar
        self.groups = tuple(find_cues(units, lexicon, grammar))
        self.found: list[_Finding] = []

    def findings(self) -> list[_Finding]:
        for group in self.groups:
            found = self._read(group)
            if found is not None and found.content:
                self.found.append(self._with_antecedent(found))
        self.found.extend(self._nouns())
        self.found.sort(key=lambda found: found.cue)
        if not self.found and (found := self._label()) is not None:
            self.found.append(found)
        return self.found

    def _nouns(self) -> Iterator[_Finding]:
        """ "Petit's claim that the dam is safe": the noun is the cue, the possessive the source."""
        units, grammar = self.units, self.grammar
        for k in range(1, len(units) - 2):
            if units[k].lower not in grammar.claims or units[k + 1].lower not in grammar.that:
                continue
            owner = k - 1
            if units[owner].text in {"'s", "’s", "'", "’"}:
                owner -= 1
            if not (units[owner].lower in grammar.possessives or units[k - 1].lower.endswith(("'s", "s'"))):
                continue
            start = owner if units[owner].lower in grammar.possessives else phrase_before(units, k, grammar)
            group = CueGroup(k, k, k + 1, frozenset({"say"}))
            content = self._until_clause_end(k + 1, group)
            if start is not None and content is not None:
                end = self._main_verb(content) if start == 0 else content[1]
                yield _Finding(group, (k, k + 1), (start, k), ((content[0], end),), anchor="that")

    def _main_verb(self, content: Range) -> int:
        """Where the clause of a subject ends: "His claim that the dam is safe / surprised the board"."""
        units, grammar = self.units, self.grammar
        verbs = 0
        for k in range(content[0] + 1, content[1]):
            if units[k].lower in grammar.auxiliaries | grammar.finite or (
                units[k].text.islower() and units[k].lower.endswith("ed")
            ):
                if units[k - 1].lower in grammar.auxiliaries | grammar.negations:
                    continue
                verbs += 1
                if verbs == 2:
                    return k
        return content[1]

    def _label(self) -> _Finding | None:
        """`Petit: “…”` in running text: the colon is the cue."""
        units = self.units
        colon = next((k for k, unit in enumerate(units[:LONGEST_LABEL]) if unit.text == ":"), None)
        if not colon or colon + 1 >= len(units) or not units[colon + 1].is_quotation:
            return None
        if any(unit.lower in self.grammar.stops or unit.is_quotation for unit in units[:colon]):
            return None
        group = CueGroup(colon, colon, colon + 1, frozenset({"quote"}))
        content = self._until_clause_end(colon + 1, group)
        return _Finding(group, (colon, colon + 1), (0, colon), (content,), anchor="colon") if content else None

    def _with_antecedent(self, found: _Finding) -> _Finding:
        """Whom "who" stands for is named just before it."""
        units = self.units
        if found.source is None or units[found.source[0]].lower not in self.grammar.relative | self.grammar.that:
            return found
        end = found.source[0]
        while end > 0 and units[end - 1].text in {",", "–", "—"}:
            end -= 1
        start = phrase_before(units, end, self.grammar) if end else None
        return found if start is None else replace(found, voice=(start, end))

    # -- one cue ------------------------------------------------------------------------------------

    def _read(self, group: CueGroup) -> _Finding | None:
        if "according" in group.frames:
            return self._according(group)
        if self.grammar.particles and (found := self._topic(group)) is not None:
            return found
        if group.start == 0 and (found := self._verb_first(group)) is not None:
            return found
        if group.passive:
            return self._passive(group)
        if self._is_inverted(group):
            return self._inverted(group)
        source = self._source(group)
        if source is None:
            return None
        return self._plain(group, source)

    def _source(self, group: CueGroup) -> Range | None:
        units, grammar = self.units, self.grammar
        before = units[group.start - 1] if group.start else None
        if group.participle or (before is not None and (before.lower in grammar.conjunctions or before.text == ",")):
            if not group.participle and before is not None and before.text == ",":
                start = phrase_before(units, group.start, grammar)
                if start is not None:
                    return start, group.start
            return self._subject(group)
        start = phrase_before(units, group.start, grammar)
        if start is None:
            return self._around_aside(group)
        if self._holds_cue(start, group.start) and not any(
            unit.lower in self.grammar.relative for unit in units[start : group.start]
        ):
            return None
        # The comma that closes an apposition belongs to the source (as in three of four such sources of train).
        return start, group.start

    def _around_aside(self, group: CueGroup) -> Range | None:
        """The source in "Petit, in a letter to the council, said"."""
        units = self.units
        if group.start < 4 or units[group.start - 1].text != ",":
            return None
        for opening in range(group.start - 2, max(group.start - LONGEST_ADJUNCT - 6, 0), -1):
            if units[opening].text == "," and units[opening + 1].lower in self.grammar.prepositions | {"speaking"}:
                start = phrase_before(units, opening, self.grammar)
                return (start, opening) if start is not None else None
        return None

    def _subject(self, group: CueGroup) -> Range | None:
        """The source of the last find, or the subject that the sentence opens with."""
        for found in reversed(self.found):
            if found.source is not None and not self._is_inside(found):
                return found.source
        start = 0
        while start < group.start and (
            self.units[start].lower in self.grammar.conjunctions or self.grammar.is_adverb(self.units[start])
        ):
            start += 1
        if self.units[start].lower in self.grammar.prepositions | self.grammar.subordinators:
            comma = next((k for k in range(start, group.start) if self.units[k].text == ","), None)
            if comma is None or comma + 1 >= group.start:
                return None
            start = comma + 1
        end = phrase_after(self.units[: group.start], start, self.grammar, subject=True)
        return (start, end) if end is not None and not self._holds_cue(start, end) else None

    def _holds_cue(self, start: int, end: int) -> bool:
        return any(start <= other.head < end for other in self.groups)

    def _is_inside(self, found: _Finding) -> bool:
        """Whether a find stands in the content of another one of the sentence."""
        return any(
            start <= found.group.head < end
            for other in self.found
            if other is not found
            for start, end in other.content
        )

    def _topic(self, group: CueGroup) -> _Finding | None:
        """The source before a topic particle and the quotation before the cue: ペティ氏は「…」と述べた."""
        units = self.units
        quotation = next((k for k in range(group.start - 1, -1, -1) if units[k].is_quotation), None)
        if quotation is None:
            return None
        particle = next((k for k in range(quotation - 1, 0, -1) if units[k].text in self.grammar.particles), None)
        start = next((k + 1 for k in range((particle or quotation) - 1, -1, -1) if not units[k].is_word), 0)
        source = (start, particle) if particle is not None and particle > start else None
        return _Finding(group, (group.start, group.end), source, ((quotation, quotation + 1),), anchor="quotation")

    def _verb_first(self, group: CueGroup) -> _Finding | None:
        """ "Asked whether she would go, …"; and in verb-first languages cue, source, content."""
        units = self.units
        if "ask" in group.frames and not group.participle:
            comma = next((k for k in range(group.end, len(units)) if units[k].text == ","), None)
            k = self._skip_by(group.end)
            if comma is not None and comma - k > 1 and units[k].lower in _QUESTION_WORDS or group.end > group.head + 1:
                stop = comma if comma is not None else len(units)
                if stop <= k:
                    return None
                # "Asked whether …, Petit said": it is she who was asked.
                told = phrase_after(units, stop + 1, self.grammar) if stop + 1 < len(units) else None
                asked = (stop + 1, told) if told is not None else None
                return _Finding(group, (group.start, group.end), None, ((k, stop),), asked, "question")
            return None
        end = phrase_after(units, group.end, self.grammar)
        if end is None or group.participle or not group.frames & {"say", "quote", "tell"}:
            return None
        anchored = self._anchor(end, group.frames)
        if anchored is None or anchored[1] not in {"that", "quotation", "colon"}:
            return None
        content = self._until_clause_end(anchored[0], group)
        return (
            _Finding(group, (group.start, group.end), (group.end, end), (content,), anchor=anchored[1])
            if content
            else None
        )

    def _skip_by(self, k: int) -> int:
        """Past "by reporters"."""
        if k < len(self.units) and self.units[k].lower == "by":
            return phrase_after(self.units, k + 1, self.grammar) or k
        return k

    # -- according to -------------------------------------------------------------------------------

    def _according(self, group: CueGroup) -> _Finding | None:
        units = self.units
        end = phrase_after(units, group.end, self.grammar)
        if end is None or all(
            unit.lower in self.grammar.silent | self.grammar.determiners | self.grammar.possessives
            for unit in units[group.end : end]
        ):
            return None
        source = (group.end, end)
        cue = (group.start, group.end)
        before = self._before(group.start, whole=True)
        opens = before is None
        content = [before] if before is not None else []
        if (
            end < len(units)
            and units[end].text == ","
            and (opens or (group.start and units[group.start - 1].text == ","))
        ):
            rest = self._until_clause_end(end + 1, group)
            if rest is not None and (opens or not self._is_tail(end + 1)):
                content.append(rest)
        elif opens:
            rest = self._until_clause_end(end, group)
            if rest is not None:
                content.append(rest)
        return _Finding(group, cue, source, tuple(content), anchor="according")

    # -- content, cue source ------------------------------------------------------------------------

    def _is_inverted(self, group: CueGroup) -> bool:
        """“…,” said Petit. / The plan failed, said Petit."""
        units, grammar = self.units, self.grammar
        if group.start == 0 or not group.frames & {"say", "quote", "ask"} or group.participle:
            return False
        if group.head != group.start and not all(
            grammar.is_adverb(u) or u.lower in grammar.auxiliaries for u in units[group.start : group.head]
        ):
            return False
        before = units[group.start - 1]
        if not (before.is_quotation or before.text in {",", "—", "–", "?", "!", "-"}):
            return False
        end = phrase_after(units, group.end, grammar)
        if end is None or (units[group.end].lower in {"it", "that", "this", "there"} and not before.is_quotation):
            return False
        if before.is_quotation:
            return not self._has_verb_soon(end)
        if not self._has_left_clause(group.start - 1):
            return False
        return phrase_before(units, group.start, grammar) is None and not self._has_verb_soon(end)

    def _inverted(self, group: CueGroup) -> _Finding | None:
        units = self.units
        end = phrase_after(units, group.end, self.grammar)
        before = self._before(group.start)
        if end is None or before is None:
            return None
        content = [before, *self._resumed(end, group)]
        addressee = self._told(end)
        anchor = "quotation" if units[before[1] - 1].is_quotation else "before"
        return _Finding(group, (group.start, group.end), (group.end, end), tuple(content), addressee, anchor)

    # -- source cue content, content source cue -----------------------------------------------------

    def _plain(self, group: CueGroup, source: Range) -> _Finding | None:
        units = self.units
        if source[0] and units[source[0] - 1].lower == "as" and (found := self._as_said(group, source)) is not None:
            return found
        own = source[1] <= group.start and not any(found.source == source for found in self.found)
        group = self._with_medium(group)
        trailing = self._before(source[0]) if own and group.frames & {"say", "quote", "ask", "tell"} else None
        if trailing is not None and self._is_said_before(source[0], group):
            after = self._after_addressee(group)
            addressee = (group.end, after) if after > group.end else self._told(after)
            content = (trailing, *self._resumed(after, group))
            anchor = "quotation" if units[trailing[1] - 1].is_quotation else "before"
            return _Finding(group, (group.start, group.end), source, content, addressee, anchor)
        return self._forward(group, source)

    def _with_medium(self, group: CueGroup) -> CueGroup:
        """ "Said in a statement", "wrote on Lantern": the medium right after the verb belongs to the cue."""
        units, k = self.units, group.end
        if not group.frames & {"say", "quote"} or k + 1 >= len(units):
            return group
        words = [unit.lower for unit in units[k : k + 3]]
        if words[0] == "in" and len(words) == 3 and words[1] in {"a", "an"} and words[2] in _MEDIA:
            return replace(group, end=k + 3)
        if words[0] == "on" and units[k + 1].is_capitalised and units[k + 1].lower not in self.grammar.times:
            end = k + 2
            after = units[end].text if end < len(units) else "."
            return replace(group, end=end) if after in {",", ".", ":", ";"} else group
        return group

    def _as_said(self, group: CueGroup, source: Range) -> _Finding | None:
        """ "As Petit said, the plan failed." and "The plan failed, as Petit said."."""
        units = self.units
        cue, after = (group.start, group.end), self._skip_adjunct(group.end)
        opens = source[0] == 1
        if opens and after < len(units) and units[after].text == ",":
            content = self._until_clause_end(after + 1, group)
        elif (
            not opens and units[source[0] - 2].text == "," and (after >= len(units) or units[after].text in {",", "."})
        ):
            content = self._before(source[0] - 1)
        else:
            return None
        return _Finding(group, cue, source, (content,), anchor="before") if content else None

    def _is_said_before(self, start: int, group: CueGroup) -> bool:
        """Whether what stands before the source is the content, and not an introduction of the sentence."""
        units = self.units
        before = units[start - 1]
        if before.is_quotation:
            return not self._has_anchor(group) or before.text[-2:-1] in {",", ".", "?", "!"}
        if before.text not in {",", "—", "–", "?"}:
            return False
        if start >= 2 and units[start - 2].is_quotation:
            return True
        after = self._skip_adjunct(self._after_addressee(group))
        if after >= len(units) or units[after].text in {".", ";", "!", "?"}:
            return self._has_left_clause(start - 1)
        # "The plan, Petit said, will fail."
        return units[after].text == "," and not self._is_tail(after + 1) and len(units) - after > 3

    def _after_addressee(self, group: CueGroup) -> int:
        if not group.frames & {"tell", "ask"}:
            return group.end
        return phrase_after(self.units, group.end, self.grammar) or self._object_pronoun(group.end) or group.end

    def _forward(self, group: CueGroup, source: Range) -> _Finding | None:
        units = self.units
        k, frames = group.end, group.frames
        cue_end = group.end
        addressee: Range | None = None
        if k >= len(units):
            return None
        found = self._anchor(k, frames)
        if found is None and frames & {"tell", "urge", "ask"}:
            end = phrase_after(units, k, self.grammar) or self._object_pronoun(k)
            if end is not None and end < len(units):
                anchored = self._anchor(end, frames | {"say"} if "tell" in frames else frames)
                if anchored is None and "tell" in frames:
                    skipped = self._skip_adjunct(end)
                    anchored = self._anchor(skipped, frames) if skipped > end else None
                if anchored is None and "tell" in frames and "object" not in frames and self._opens_clause(end):
                    anchored = end, "zero"
                if anchored is not None:
                    found, addressee = anchored, (k, end)
        if found is not None and addressee is not None and "upon" in frames:
            # "called on X to do Y": X belongs to the content (PolNeAR).
            found = addressee[0], "to"
        if found is None and frames & {"say", "quote", "tell"} and units[k].lower in {"to", "at"}:
            end = phrase_after(units, k + 1, self.grammar) or self._object_pronoun(k + 1)
            anchored = self._anchor(end, frames) if end is not None and end < len(units) else None
            if anchored is not None and end is not None and anchored[1] in {"that", "quotation", "colon"}:
                found, addressee = anchored, (k + 1, end)
        if found is None and frames & {"say", "quote", "tell"}:
            skipped = self._skip_adjunct(k)
            if skipped > k and skipped < len(units):
                anchored = self._anchor(skipped, frames)
                if anchored is None and "say" in frames and self._opens_clause(skipped):
                    anchored = skipped, "zero"
                found = anchored
        if found is None and "object" in frames and self._opens_phrase(k):
            found = k, "object"
        if found is None and "say" in frames and self._opens_clause(k) and self._has_verb(k):
            found = k, "zero"
        if found is None:
            return None
        start, anchor = found
        if anchor == "colon":
            if start - 1 == cue_end:
                cue_end = start
        content = self._until_clause_end(start, group)
        if content is None:
            return None
        return _Finding(group, (group.start, cue_end), source, (content,), addressee, anchor)

    def _passive(self, group: CueGroup) -> _Finding | None:
        """Was told that …; is expected to …; was criticised by …"""
        units, grammar = self.units, self.grammar
        start = phrase_before(units, group.start, grammar)
        if start is None or group.end >= len(units):
            return None
        subject = (start, group.start)
        after = units[group.end]
        if after.lower == "by":
            end = phrase_after(units, group.end + 1, grammar)
            if end is None or "object" not in group.frames:
                return None
            return _Finding(group, (group.start, group.end), (group.end + 1, end), (subject,), anchor="passive")
        if units[start].lower == "it" and _that_follows(units, group, grammar):
            # "It was said that …": nobody is named.
            content = self._until_clause_end(group.end, group)
            return _Finding(group, (group.start, group.end), None, (content,), anchor="passive") if content else None
        if "tell" in group.frames and (anchored := self._anchor(group.end, group.frames)) is not None:
            content = self._until_clause_end(anchored[0], group)
            if content is not None and anchored[1] in {"that", "quotation"}:
                return _Finding(group, (group.start, group.end), None, (content,), subject, "passive")
        if after.lower == "to" and units[group.head].lower in _REPORTED_PASSIVE:
            content = self._until_clause_end(group.end, group)
            if content is not None:
                return _Finding(group, (group.start, group.end), None, (subject, content), anchor="passive")
        return None

    # -- where content begins -----------------------------------------------------------------------

    def _anchor(self, k: int, frames: frozenset[str]) -> tuple[int, str] | None:
        """Where content begins at `units[k]`, and by which sign; None when nothing there opens content."""
        units, grammar = self.units, self.grammar
        if k >= len(units):
            return None
        unit = units[k]
        after = units[k + 1] if k + 1 < len(units) else None
        speaks = frames & {"say", "quote", "tell", "ask"}
        if unit.is_quotation:
            return (k, "quotation") if speaks or "object" in frames else None
        if unit.lower in grammar.that and speaks and self._is_complementiser(k):
            return k, "that"
        if unit.text == ":" and after is not None and (speaks or after.is_quotation):
            return k + 1, "colon"
        if unit.text == "," and after is not None and speaks:
            if after.is_quotation:
                return k + 1, "quotation"
            if after.lower in grammar.that and frames & {"say", "tell"} and k + 2 < len(units):
                return k + 1, "that"
        if unit.lower == "to" and after is not None and frames & {"urge", "vow"}:
            return (k, "to") if after.lower not in grammar.determiners | grammar.objects | {"me"} else None
        if unit.lower == "not" and after is not None and after.lower == "to" and frames & {"urge", "vow"}:
            return k, "to"
        if frames & {"say", "tell", "ask"} and unit.lower in _QUESTION_WORDS:
            return k, "question"
        if "tell" in frames and unit.lower in {"about", "of"}:
            return None
        return None

    def _is_complementiser(self, k: int) -> bool:
        """Whether "that" opens a clause: "said that it" but not "said that word"."""
        return k + 2 < len(self.units)

    def _has_anchor(self, group: CueGroup) -> bool:
        anchored = self._anchor(group.end, group.frames)
        return anchored is not None and anchored[1] in {"that", "quotation", "colon"}

    def _opens_phrase(self, k: int) -> bool:
        unit, grammar = self.units[k], self.grammar
        if unit.is_quotation:
            return True
        if not unit.is_word or unit.lower in grammar.prepositions - {"about"} or unit.lower in grammar.conjunctions:
            return False
        if unit.lower in grammar.subordinators:
            return unit.lower in _QUESTION_WORDS
        return not (unit.lower in grammar.auxiliaries or unit.lower in grammar.times or grammar.is_adverb(unit))

    def _opens_clause(self, k: int) -> bool:
        """Whether a clause without "that" begins here: a noun phrase with a verb after it."""
        unit = self.units[k]
        if unit.lower in {"if", "there", "because", "when", "while", "not", "no"}:
            return k + 3 < len(self.units)
        if unit.lower in self.grammar.prepositions - {"to", "of", "on", "at"}:
            # "said despite all that, the plan held"
            return any(other.text == "," for other in self.units[k + 2 : k + 10])
        if not self._opens_phrase(k) and not self.grammar.is_adverb(unit):
            return False
        return k + 1 < len(self.units)

    def _has_verb(self, k: int) -> bool:
        """Whether a verb follows, as a clause must have one: "claimed nine lives" says nothing."""
        grammar = self.grammar
        return any(
            unit.lower in grammar.stops
            or unit.lower in grammar.pronouns
            or unit.lower == "to"
            or unit.is_quotation
            or unit.text.islower()
            and unit.lower.endswith(("ed", "'s", "ing"))
            or any(group.head == n for group in self.groups)
            for n, unit in enumerate(self.units[k:], k)
        )

    def _object_pronoun(self, k: int) -> int | None:
        return k + 1 if k < len(self.units) and self.units[k].lower in self.grammar.objects else None

    def _skip_adjunct(self, k: int) -> int:
        """Past "on Tuesday", "in an interview with the Courier", "Tuesday night", or `k` itself."""
        units, grammar = self.units, self.grammar
        position = k
        while position < len(units) and position - k < LONGEST_ADJUNCT:
            unit = units[position]
            if unit.text[0].isdigit() or (unit.text == "-" and units[position - 1].text[0].isdigit()):
                position += 1
            elif unit.lower in grammar.times or unit.lower in {"morning", "afternoon", "evening", "night", "week"}:
                position += 1
            elif unit.lower in grammar.prepositions - {"than", "as", "like", "about", "of"}:
                if unit.lower == "to" and position + 1 < len(units) and units[position + 1].text.islower():
                    after = phrase_after(units, position + 1, grammar)
                    if after is None or units[position + 1].lower not in grammar.determiners | grammar.possessives | {
                        "reporters",
                        "supporters",
                        "journalists",
                    }:
                        break
                end = phrase_after(units, position + 1, grammar) or self._object_pronoun(position + 1)
                if end is None:
                    end = position + 1
                    while end < len(units) and (units[end].lower in grammar.times or units[end].text[0].isdigit()):
                        end += 1
                    if end == position + 1:
                        break
                position = end
            elif grammar.is_adverb(unit) and position > k:
                position += 1
            else:
                break
        return position

    # -- where content ends -------------------------------------------------------------------------

    def _until_clause_end(self, start: int, group: CueGroup) -> Range | None:
        units = self.units
        end = self._cut(start, group)
        if group.participle and group.start and units[group.start - 1].lower in self.grammar.prepositions:
            # "After announcing his support, Petit left": the phrase ends with its comma.
            end = next((k for k in range(start, end) if units[k].text == ","), end)
        while end > start and not units[end - 1].is_quotation and units[end - 1].text in _SENTENCE_MARKS:
            end -= 1
        if (
            end - start > 3
            and units[end - 1].text == "]"
            and units[end - 3].text == "["
            and units[end - 2].text.isdigit()
        ):
            end -= 3  # a footnote mark
        while end > start and not units[end - 1].is_quotation and units[end - 1].text in _SENTENCE_MARKS:
            end -= 1
        return (start, end) if end > start else None

    def _cut(self, start: int, group: CueGroup) -> int:
        units = self.units
        # "Petit, who has told aides that she will go, said …": the relative clause ends with its comma.
        relative = group.start > 0 and units[group.start - 1].lower in self.grammar.relative
        for k in range(start + 1, len(units)):
            text = units[k].text
            if (
                units[k - 1].is_quotation
                and units[k - 1].text[-2:-1] == ","
                and (
                    any(other.start == k and other.participle for other in self.groups)
                    or (k - 1 == start and units[k].lower in self.grammar.conjunctions | self.grammar.subordinators)
                )
            ):
                return k
            if (
                relative
                and text == ","
                and (
                    any(other.start == k + 1 for other in self.groups)
                    or (k + 1 < len(units) and units[k + 1].lower in self.grammar.auxiliaries | self.grammar.finite)
                )
            ):
                return k
            if units[k - 1].is_quotation and k - 1 == start and units[k - 1].text[-2:-1] in {".", "?", "!"}:
                return k
            if text == ";" and any(other.head > k for other in self.groups):
                return k
            if text in {",", "—", "–", "-", "--"} or units[k].lower == "and":
                later = next((other for other in self.groups if other.start > k), None)
                if later is not None and self._starts_another(k, later, group):
                    return k
        return len(units)

    def _starts_another(self, k: int, later: CueGroup, group: CueGroup) -> bool:
        """Whether at `k` the content ends because another attribution of the same voice begins."""
        units, grammar = self.units, self.grammar
        between = units[k + 1 : later.start]
        if "according" in later.frames:
            return not between and units[k].text == ","
        if later.participle:
            return not between and units[k].text == ","
        if units[k].text != "and" and between and between[0].lower in {"and", "but", "while", "though", "although"}:
            rest = between[1:]
            if not rest:
                return bool(later.frames & {"say", "tell", "urge", "object"}) and _is_past(units[later.head].lower)
            start = phrase_before(units, later.start, grammar)
            return start == k + 2 and bool(later.frames & {"say", "tell"}) and "mind" not in later.frames
        if units[k].lower == "and" and not between:
            return _is_past(units[later.head].lower) and not later.frames & {"mind"} and later.head == later.start
        return False

    # -- content before the cue ---------------------------------------------------------------------

    def _before(self, end: int, *, whole: bool = False) -> Range | None:
        """The content that stands before unit `end`: the quotation there, or the clause.

        A `whole` clause takes in what is attributed within it: "He says he won, according to Petit".
        """
        units = self.units
        stop = end
        while stop > 0 and not units[stop - 1].is_quotation and units[stop - 1].text in _SENTENCE_MARKS:
            stop -= 1
        semicolons = [k + 1 for k in range(stop) if units[k].text == ";"]
        floor = max([0, *semicolons, *(() if whole else (_last(found) for found in self.found))])
        floor = min(floor, stop)
        if stop == floor:
            return None
        if units[stop - 1].is_quotation and self._is_alone(floor, stop):
            start = stop - 1
            while start - 1 >= floor and units[start - 1].is_quotation:
                start -= 1
            return start, stop
        start = floor
        while start < stop and (
            units[start].lower in self.grammar.conjunctions or not (units[start].is_word or units[start].is_quotation)
        ):
            start += 1
        return (start, stop) if stop > start else None

    def _is_alone(self, floor: int, stop: int) -> bool:
        """Whether the quotation before `stop` is the content by itself, not the end of a quoting clause."""
        units = self.units
        words = [unit for unit in units[floor : stop - 1] if unit.is_word]
        return not words or (units[stop - 2].text in {",", ":", "."} and len(words) <= 2)

    def _has_left_clause(self, end: int) -> bool:
        """Whether the units before `end` are a clause and not an introduction ("In Soltau,")."""
        units, grammar = self.units, self.grammar
        floor = max([0, *(_last(found) for found in self.found)])
        words = [unit for unit in units[floor:end] if unit.is_word]
        if any(unit.is_quotation for unit in units[floor:end]):
            return True
        if len(words) < 3:
            return False
        has_verb = any(
            unit.lower in grammar.auxiliaries | grammar.finite
            or (unit.lower.endswith(("ed", "es")) and unit.text.islower())
            for unit in words
        )
        if words[0].lower in grammar.prepositions | grammar.subordinators:
            return (
                has_verb
                and words[0].lower not in grammar.subordinators
                and sum(unit.text == "," for unit in units[floor:end]) > 0
            )
        return has_verb or len(words) > 6

    def _resumed(self, end: int, group: CueGroup) -> list[Range]:
        """What goes on after "…," she said: `, “…”`, or for a clause `, will fail`."""
        units = self.units
        k = self._skip_adjunct(end)
        if k >= len(units):
            return []
        if units[k].is_quotation:
            rest = self._until_clause_end(k, group)
            return [rest] if rest else []
        quotation = next((n for n in range(k, min(k + 14, len(units))) if units[n].is_quotation), None)
        if units[k].text in {",", ".", ":", ";", "—", "–"}:
            if k + 1 < len(units) and units[k + 1].is_quotation:
                rest = self._until_clause_end(k + 1, group)
                return [rest] if rest else []
            left = self._before(group.start)
            if left is not None and units[k].text == "," and not self._is_tail(k + 1) and quotation is None:
                if units[left[1] - 1].is_quotation and self._is_alone(0, left[1]):
                    return []
                rest = self._until_clause_end(k + 1, group)
                return [rest] if rest else []
        return []

    def _is_tail(self, k: int) -> bool:
        """Whether what follows a comma belongs to the narrator: "adding that", "who", "as he left"."""
        units, grammar = self.units, self.grammar
        if k >= len(units):
            return True
        first = units[k]
        return (
            first.lower.endswith("ing")
            or first.lower in grammar.relative | grammar.conjunctions | grammar.subordinators
            or first.lower
            in {"as", "after", "before", "during", "in", "on", "at", "with", "citing", "referring", "a", "an", "who"}
            or any(group.start == k and group.participle for group in self.groups)
            or (is_apposition(units, k, min(k + 3, len(units)), grammar) and first.lower in {"the"})
        )

    def _has_verb_soon(self, k: int) -> bool:
        """Whether the phrase that ended at `k` is the subject of a clause: "said Petit would leave"."""
        units, grammar = self.units, self.grammar
        return k < len(units) and (
            units[k].lower in grammar.auxiliaries | grammar.finite
            or (units[k].is_word and units[k].lower.endswith("ed") and units[k].text.islower())
        )

    def _told(self, k: int) -> Range | None:
        """The addressee in “…,” Petit said to reporters."""
        units = self.units
        if k + 1 < len(units) and units[k].lower == "to":
            end = phrase_after(units, k + 1, self.grammar) or self._object_pronoun(k + 1)
            if end is not None:
                return k + 1, end
        return None


_MEDIA = frozenset("statement interview tweet letter post email speech".split())
_QUESTION_WORDS = frozenset(["whether", "if", "why", "how", "what", "who", "when", "where", "which"])
_REPORTED_PASSIVE = frozenset(
    ["expected", "said", "believed", "thought", "reported", "alleged", "known", "rumored", "rumoured"]
)


def _that_follows(units: Sequence[Unit], group: CueGroup, grammar: Grammar) -> bool:
    """Whether "that" follows a cue, with a clause after it."""
    return group.end + 2 < len(units) and units[group.end].lower in grammar.that and "say" in group.frames


def _last(found: _Finding) -> int:
    ends = [pair[1] for pair in found.content] + [found.cue[1]]
    return max(ends)


def _is_past(verb: str) -> bool:
    return verb.endswith("ed") or verb in {"said", "told", "wrote", "spoke", "swore", "vowed"}
