"""Contents: where the words that a cue attributes begin and end in its sentence.

Before the cue they are the quotation or the clause there; after it they begin at an anchor (a quotation, "that",
a colon, "to", a question word) or, with none, at the next clause or noun phrase, and end with the sentence or
where another attribution of the same voice begins. Positions are indexes into the sentence's units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quoth.extract.cues import CueGroup, is_past
from quoth.extract.lexicon import Frames
from quoth.extract.phrases import Grammar, is_apposition, phrase_after, phrase_before
from quoth.extract.units import Unit

Range = tuple[int, int]

QUESTION_WORDS = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})
# How far after a cue its "that" or its quotation may stand: "said in an interview on Tuesday that".
LONGEST_ADJUNCT = 16
_SENTENCE_MARKS = frozenset(".?!;:,…—–-")
_DASHES = frozenset({"—", "–", "-", "--"})
_STOPS = frozenset({".", "?", "!"})
_SPEAKING = frozenset({"say", "quote", "tell", "ask"})
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "week", "weekend", "month", "year"})
_AUDIENCES = frozenset({"reporters", "supporters", "journalists"})
_CLAUSE_OPENERS = frozenset({"if", "there", "because", "when", "while", "not", "no"})
# "told him the same evening that"
_THE_SAME = (["the", "same"], ["the", "next"], ["the", "following"], ["the", "previous"])
_AT_LEAST = (["at", "least"], ["at", "most"])
_CONTRASTS = frozenset({"and", "but", "while", "though", "although"})
# After a comma these lead back to the narrator: "…, he said, as he left", "…, in Soltau".
_NARRATORS = frozenset({"as", "after", "before", "during", "in", "on", "at", "with", "a", "an"})


@dataclass(frozen=True, slots=True)
class Contents:
    """Reads contents off one sentence; `groups` are its cues.

    Where a `floor` is asked for, no content before a cue begins left of it: what earlier finds took is theirs.
    """

    units: Sequence[Unit]
    groups: Sequence[CueGroup]
    grammar: Grammar

    # -- where content begins -----------------------------------------------------------------------

    def anchor(self, k: int, frames: Frames) -> tuple[int, str] | None:
        """Where content begins at `units[k]`, and by which sign; None when nothing there opens content."""
        if k >= len(self.units):
            return None
        unit, after = self.units[k], self.units[k + 1] if k + 1 < len(self.units) else None
        speaks = bool(frames & _SPEAKING)
        if unit.is_quotation:
            return (k, "quotation") if speaks or "object" in frames else None
        if after is None:
            return None
        if unit.lower in self.grammar.that and speaks and (k + 2 < len(self.units) or after.is_quotation):
            return k, "that"
        if unit.text == ":" and (speaks or after.is_quotation):
            return k + 1, "colon"
        if unit.text == "," and speaks and after.is_quotation:
            return k + 1, "quotation"
        if unit.text == "," and after.lower in self.grammar.that and frames & {"say", "tell"}:
            return k + 1, "that"
        if frames & {"urge", "vow"} and self._opens_infinitive(k):
            return k, "to"
        if frames & {"say", "tell", "ask"} and unit.lower in QUESTION_WORDS:
            return k, "question"
        return None

    def _opens_infinitive(self, k: int) -> bool:
        """Whether "to" or "not to" stands here, and no phrase after it: "vowed to the council" has none."""
        if self.units[k].lower == "not":
            k += 1
        after = self.units[k + 1 : k + 2]
        small = self.grammar.determiners | self.grammar.objects
        return self.units[k].lower == "to" and bool(after) and after[0].lower not in small

    def has_anchor(self, group: CueGroup) -> bool:
        """Whether content plainly begins right after a cue."""
        anchored = self.anchor(group.end, group.frames)
        return anchored is not None and anchored[1] in {"that", "quotation", "colon"}

    def opens_phrase(self, k: int) -> bool:
        """Whether a noun phrase or a question may begin here."""
        unit, grammar = self.units[k], self.grammar
        if unit.is_quotation:
            return True
        if not unit.is_word or unit.lower in grammar.prepositions - {"about"} or unit.lower in grammar.conjunctions:
            return False
        if unit.lower in grammar.subordinators:
            return unit.lower in QUESTION_WORDS
        return not (unit.lower in grammar.auxiliaries or unit.lower in grammar.times or grammar.is_adverb(unit))

    def opens_clause(self, k: int) -> bool:
        """Whether a clause without "that" may begin here."""
        unit = self.units[k]
        if unit.lower in _CLAUSE_OPENERS or [u.lower for u in self.units[k : k + 2]] in _AT_LEAST:
            return k + 3 < len(self.units)
        if unit.lower in self.grammar.prepositions - {"to", "of", "on", "at"}:
            # "said despite all that, the plan held"
            comma = next((n for n in range(k + 2, min(k + 10, len(self.units))) if self.units[n].text == ","), None)
            return comma is not None and not any(group.start == comma + 1 for group in self.groups)
        return k + 1 < len(self.units) and (self.opens_phrase(k) or self.grammar.is_adverb(unit))

    def has_verb(self, k: int) -> bool:
        """Whether a verb follows, as a clause must have one: "claimed nine lives" says nothing."""
        grammar = self.grammar
        return any(
            unit.is_quotation
            or unit.lower in grammar.stops
            or unit.lower in grammar.pronouns
            or unit.lower == "to"
            or unit.lower.partition("'")[0] in grammar.pronouns
            or (unit.text.islower() and unit.lower.endswith(("ed", "ing")))
            or any(group.head == n for group in self.groups)
            for n, unit in enumerate(self.units[k:], k)
        )

    def anchor_ahead(self, k: int) -> tuple[int, str] | None:
        """A "that", or a colon with a quotation, that an adjunct parts from the cue at `units[k - 1]`.

        "said in a December 12 interview on Channel Nine that", "puts it better than either: “…”".
        """
        grammar = self.grammar
        if k >= len(self.units):
            return None
        # The cue may end with a preposition itself: "said of Petit: “…”".
        opens = self.units[k].lower in grammar.prepositions | grammar.times | grammar.adverbs or (
            self.units[k].text == ","
            or self.units[k - 1].lower in grammar.prepositions
            or [unit.lower for unit in self.units[k : k + 2]] in _THE_SAME
        )
        for n in range(k + 1, min(k + LONGEST_ADJUNCT, len(self.units) - 1) if opens else k):
            unit, after = self.units[n], self.units[n + 1]
            if unit.lower in grammar.that and after.lower not in grammar.auxiliaries | grammar.finite:
                return n, "that"
            if unit.text == ":" and after.is_quotation:
                return n + 1, "colon"
            if unit.is_quotation or unit.lower in grammar.stops | grammar.relative | grammar.pronouns:
                return None
            if unit.text == "," and not after.text.isdigit():
                return None
        return None

    def introduction_end(self, end: int) -> int:
        """Where "According to a study in the Courier of Soltau," ends: at its comma, when no verb comes before."""
        stops = self.grammar.stops | self.grammar.pronouns
        for k in range(end, min(end + LONGEST_ADJUNCT, len(self.units))):
            if self.units[k].text == ",":
                dated = k + 1 < len(self.units) and self.units[k + 1].text.isdigit()
                if not dated:
                    return k
                continue
            if not self.units[k].is_word or (self.units[k].lower in stops and not self.units[k].looks_past):
                return end
        return end

    # -- what stands between the cue and its content ------------------------------------------------

    def told_end(self, k: int) -> int | None:
        """Where the addressee that begins at `units[k]` ends, if one begins there."""
        if k < len(self.units) and self.units[k].is_quotation:
            return k + 1
        end = phrase_after(self.units, k, self.grammar)
        if end is None and k < len(self.units) and self.units[k].lower in self.grammar.objects:
            end = k + 1
        if end is not None and end < len(self.units) and self.units[end].lower.endswith(("self", "selves")):
            end += 1
        return end

    def skip_adjunct(self, k: int) -> int:
        """Past "on Tuesday", "in an interview with the Courier", "Tuesday night", or `k` itself."""
        units, grammar = self.units, self.grammar
        position = k
        while position < len(units) and position - k < LONGEST_ADJUNCT:
            unit = units[position]
            if (
                (unit.text[0].isdigit() and position > k)
                or (unit.text == "-" and units[position - 1].text[0].isdigit())
                or (unit.text == "," and position > k and (self.parts_date(position) or _is_year(units[position - 1])))
                or unit.lower in grammar.times | _PARTS_OF_DAY
                or (grammar.is_adverb(unit) and position > k)
                or self._is_this_week(position)
            ):
                position += 1
            elif (end := self._adjunct_end(position)) is not None:
                position = end
            else:
                break
        return position

    def parts_date(self, k: int) -> bool:
        """Whether the comma at `units[k]` stands between a day and its year: "July 9, 2036"."""
        after = self.units[k + 1 : k + 2]
        return k > 0 and self.units[k - 1].text.isdigit() and any(_is_year(unit) for unit in after)

    def _is_this_week(self, k: int) -> bool:
        after = self.units[k + 1].lower if k + 1 < len(self.units) else ""
        return self.units[k].lower == "this" and after in _PARTS_OF_DAY

    def _adjunct_end(self, k: int) -> int | None:
        """The end of the phrase that the preposition at `units[k]` opens, if it tells when, where or to whom."""
        units, grammar = self.units, self.grammar
        preposition, after = units[k].lower, units[k + 1] if k + 1 < len(units) else None
        if after is None or preposition not in grammar.prepositions - {"than", "as", "like", "about", "of"}:
            return None
        if preposition == "to" and after.text.islower():
            people = grammar.determiners | grammar.possessives | _AUDIENCES
            return phrase_after(units, k + 1, grammar) if after.lower in people else None
        # "said in posing the question"
        first = k + 2 if after.lower.endswith("ing") and after.text.islower() else k + 1
        end = self.told_end(first)
        if end is None:
            end = k + 1
            while end < len(units) and (units[end].lower in grammar.times or units[end].text[0].isdigit()):
                end += 1
        return end if end > k + 1 else None

    # -- where content ends -------------------------------------------------------------------------

    def until_end(self, start: int, group: CueGroup, *, phrase: bool = False) -> Range | None:
        """The content that begins at `units[start]`, without the marks and footnote number after it.

        A `phrase` ("praised the plan") ends where its sentence goes on with another verb or an aside.
        """
        end = self._cut(start, group)
        if self._is_introduction(group):
            end = next((k for k in range(start, end) if self.units[k].text == "," and not self.parts_date(k)), end)
        elif phrase:
            end = next((k for k in range(start + 1, end) if self._ends_phrase(k)), end)
        end = self._without_marks(start, end)
        note = [unit.text for unit in self.units[max(end - 3, start) : end]]
        if len(note) == 3 and note[0] + note[2] in {"[]", "()"} and note[1].isdigit():
            end = self._without_marks(start, end - 3)
        return (start, end) if end > start else None

    def _is_introduction(self, group: CueGroup) -> bool:
        """Whether a cue stands in a clause before the main one, which ends with its comma.

        "After announcing his support, Petit left"; "Though she praised the plan, the board left".
        """
        grammar = self.grammar
        gerund = group.participle and group.start > 0 and self.units[group.start - 1].lower in grammar.prepositions
        opener = self.units[0].lower
        if group.participle and group.start == 0:
            return True
        subordinate = opener in grammar.subordinators - QUESTION_WORDS | {"if", "when", "after", "before", "since"}
        return gerund or (subordinate and not any(unit.text == "," for unit in self.units[: group.start]))

    def _ends_phrase(self, k: int) -> bool:
        unit, after = self.units[k], self.units[k + 1] if k + 1 < len(self.units) else None
        if after is None:
            return False
        if unit.text == "," and any(
            group.start == k + 1 and is_past(self.units[group.head].lower) for group in self.groups
        ):
            return True  # "rejected the truce, vowed to fight and …"
        if unit.text == ",":
            return after.lower in self.grammar.relative | _NARRATORS - {"a", "an"} or (
                after.text.islower() and after.lower.endswith("ing")
            )
        goes_on = self.grammar.auxiliaries | self.grammar.finite
        return (unit.lower in {"and", "but"} and after.lower in goes_on) or (
            unit.lower in {"before", "after", "when"} and after.lower in self.grammar.pronouns - {"it"}
        )

    def _without_marks(self, start: int, end: int) -> int:
        while end > start and not self.units[end - 1].is_quotation and self.units[end - 1].text in _SENTENCE_MARKS:
            end -= 1
        return end

    def _cut(self, start: int, group: CueGroup) -> int:
        units, grammar = self.units, self.grammar
        # "Petit, who has told aides that she will go, said …": the relative clause ends with its comma.
        relative = group.start > 0 and units[group.start - 1].lower in grammar.relative
        for k in range(start + 1, len(units)):
            if units[k - 1].is_quotation and self._ends_with_quotation(start, k):
                return k
            if relative and units[k].text == "," and self._resumes_main_clause(k + 1):
                return k
            if units[k].text == "," and units[k - 1].lower in grammar.auxiliaries and k - start > 1:
                return k  # "said that he would, and left"
            following = [unit.lower for unit in units[k + 1 : k + 3]]
            if units[k].text == ";" and grammar.that & set(following[: 2 if following[:1] == ["and"] else 1]):
                if units[start].lower in grammar.that:
                    continue  # "said that it is late; that she is tired; and that she will go"
                return k
            if units[k].text == "," and following[:1] in (["and"], ["but"]) and following[1:] in (["i"], ["we"]):
                return k  # the one who reports goes on: "…, and I am grateful"
            if units[k].text == ";" and any(other.head > k for other in self.groups):
                return k
            if units[k].text == "," or units[k].text in _DASHES or units[k].lower in {"and", "but", "while"}:
                later = next((other for other in self.groups if other.start > k), None)
                if later is not None and self._starts_another(k, later, group):
                    return k
        return len(units)

    def _ends_with_quotation(self, start: int, k: int) -> bool:
        """Whether the content ends with the quotation before `units[k]`: “…,” adding; “….” [applause]; “…,” but."""
        last = self.units[k - 1].closing_mark
        if last in _STOPS:
            return k - 1 == start
        if last != ",":
            return False
        later = next((other for other in self.groups if other.start > k), None)
        if later is not None and phrase_before(self.units, later.start, self.grammar) == k:
            return True  # "…,” opposition figures accused"
        narrates = self.units[k].lower in self.grammar.conjunctions | self.grammar.subordinators
        here = next((other for other in self.groups if other.start == k), None)
        goes_on = here is not None and (here.participle or self._is_chain(here))
        return (k - 1 == start and narrates) or goes_on

    def _resumes_main_clause(self, k: int) -> bool:
        return k < len(self.units) and (
            any(other.start == k for other in self.groups)
            or self.units[k].lower in self.grammar.auxiliaries | self.grammar.finite
        )

    def _starts_another(self, k: int, later: CueGroup, group: CueGroup) -> bool:
        """Whether at `units[k]` the content ends because another attribution of the same voice begins."""
        units = self.units
        between = units[k + 1 : later.start]
        if "according" in later.frames:
            return not between and units[k].text == ","
        if later.participle:
            joined = units[k - 1].is_quotation or group.participle
            return not between and (units[k].lower != "and" or joined)
        past = is_past(units[later.head].lower)
        if units[k].text == "," and not between and self._is_chain(later):
            return True  # "claims that it is late, calls it a shame, and threatens to go"
        ends = later.end >= len(units) or units[later.end].text == "."
        if units[k].text == "," and ends and "say" in later.frames and between:
            # "…, former officials said."
            return phrase_before(units, later.start, self.grammar) == k + 1
        if units[k].text == "," and not between and "say" in later.frames:
            # "…, said Petit."
            end = phrase_after(units, later.end, self.grammar)
            return end is not None and (end >= len(units) or units[end].text in {".", ","})
        if units[k].lower == "while":
            subject = phrase_before(units, later.start, self.grammar)
            return subject == k + 1 and bool(later.frames & {"say", "tell", "object"})
        if units[k].lower in {"and", "but"}:
            same = units[later.head].lower.endswith("s") and units[group.head].lower.endswith("s")
            return not between and (past or same) and "mind" not in later.frames and later.head == later.start
        if not between or between[0].lower not in _CONTRASTS:
            return False
        if len(between) == 1:
            return past and bool(later.frames & {"say", "tell", "urge", "object"})
        start = phrase_before(units, later.start, self.grammar)
        if start is None or not all(self.grammar.is_adverb(unit) for unit in units[k + 2 : start]):
            return False
        return start >= k + 2 and bool(later.frames & {"say", "tell"}) and "mind" not in later.frames

    def _is_chain(self, later: CueGroup) -> bool:
        """Whether a cue after a comma is a link of a chain: the last one stands behind "and"."""
        last = any(g.start > later.end and self.units[g.start - 1].lower == "and" for g in self.groups)
        return last or (is_past(self.units[later.head].lower) and bool(later.frames & {"urge", "upon"}))

    def main_verb(self, content: Range) -> int:
        """Where the clause of a subject ends: "His claim that the dam is safe / surprised the board"."""
        units, grammar = self.units, self.grammar
        verbs = 0
        for k in range(content[0] + 1, content[1]):
            if units[k].lower in grammar.auxiliaries | grammar.finite or units[k].looks_past:
                verbs += units[k - 1].lower not in grammar.auxiliaries | grammar.negations
                if verbs == 2:
                    return k
        return content[1]

    # -- content before the cue ---------------------------------------------------------------------

    def before(self, end: int, floor: int) -> Range | None:
        """The content that stands before `units[end]`: the quotation there, or the clause."""
        units = self.units
        stop = self._without_marks(0, end)
        floor = min(max([floor, *(k + 1 for k in range(stop) if units[k].text == ";")]), stop)
        if stop == floor:
            return None
        start = floor
        if units[stop - 1].is_quotation and self.is_alone(floor, stop):
            start = stop - 1
            while start > floor and units[start - 1].is_quotation:
                start -= 1
            return start, stop
        while start < stop and (
            units[start].lower in self.grammar.conjunctions or not (units[start].is_word or units[start].is_quotation)
        ):
            start += 1
        return (start, stop) if stop > start else None

    def is_alone(self, floor: int, stop: int) -> bool:
        """Whether the quotation before `units[stop]` is the content by itself, not the end of a quoting clause."""
        words = [unit for unit in self.units[floor : stop - 1] if unit.is_word]
        return not words or (self.units[stop - 2].text in {",", ":", "."} and len(words) <= 2)

    def has_left_clause(self, end: int, floor: int) -> bool:
        """Whether the units before `units[end]` are a clause and not an introduction ("In Soltau,")."""
        grammar = self.grammar
        left = self.units[floor:end]
        words = [unit for unit in left if unit.is_word]
        if any(unit.is_quotation for unit in left):
            return True
        if len(words) < 3:
            return False
        has_verb = any(
            unit.lower in grammar.auxiliaries | grammar.finite
            or (unit.lower.endswith(("ed", "es")) and unit.text.islower())
            for unit in words
        )
        if words[0].lower in grammar.subordinators:
            return False
        if words[0].lower in grammar.prepositions:
            return has_verb and any(unit.text == "," for unit in left)
        return has_verb or len(words) > 6

    def resumed(self, end: int, group: CueGroup, left: Range) -> tuple[Range, ...]:
        """What goes on after "…," she said: `, “…”`, or for the clause `left` of it `, will fail`."""
        units = self.units
        k = self.skip_adjunct(end)
        if k >= len(units):
            return ()
        if not units[k].is_quotation:
            after = units[k + 1 : k + 15]
            if units[k].text not in _SENTENCE_MARKS or not after:
                return ()
            goes_on = after[0].lower in self.grammar.auxiliaries | self.grammar.finite or not any(
                unit.is_quotation for unit in after
            )
            in_clause = units[k].text == "," and not self.is_tail(k + 1) and goes_on
            quoted = units[left[1] - 1].is_quotation and self.is_alone(0, left[1])
            if not after[0].is_quotation and (quoted or not in_clause):
                return ()
            k += 1
        rest = self.until_end(k, group)
        return (rest,) if rest else ()

    def is_tail(self, k: int) -> bool:
        """Whether what follows a comma belongs to the narrator: "adding that", "who", "as he left"."""
        units, grammar = self.units, self.grammar
        if k >= len(units):
            return True
        first = units[k].lower
        return (
            first.endswith("ing")
            or first in grammar.relative | grammar.conjunctions | grammar.subordinators | _NARRATORS
            or any(group.start == k and group.participle for group in self.groups)
            or (first == "the" and is_apposition(units, k, min(k + 3, len(units)), grammar))
        )

    def is_subject(self, k: int) -> bool:
        """Whether the phrase that ended at `units[k]` is the subject of a clause: "said Petit would leave"."""
        return k < len(self.units) and (
            self.units[k].lower in self.grammar.auxiliaries | self.grammar.finite
            or (self.units[k].text.islower() and self.units[k].lower.endswith("ed"))
        )


def _is_year(unit: Unit) -> bool:
    return len(unit.text) == 4 and unit.text.isdigit()
