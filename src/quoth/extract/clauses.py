"""Clauses: the statements of one sentence, found by its cues: who, the cue, what, and to whom.

The shapes are those of PolNeAR's training articles, in order of how often they occur: source cue content
(Petit said that …), content source cue (“…,” Petit said), content cue source (“…,” said Petit),
content source cue content (“…,” she said, “…”), cue source content (according to Petit, …).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quoth.extract.attribution import Attribution
from quoth.extract.contents import QUESTION_WORDS, Contents, Range
from quoth.extract.cues import CueGroup, find_cues, with_medium
from quoth.extract.lexicon import Lexicon
from quoth.extract.phrases import Grammar, phrase_after, phrase_before
from quoth.extract.sources import Sources
from quoth.extract.units import Unit, span_of
from quoth.model import Span

# The longest `Petit, the mayor: “…”` before its colon.
LONGEST_LABEL = 14
# Share of finds with this anchor whose cue touches an annotated one, in every second article of train.
_CONFIDENCE = {
    "quotation": 0.98,
    "before": 0.93,
    "that": 0.94,
    "according": 0.94,
    "colon": 0.93,
    "to": 0.74,
    "question": 0.77,
    "zero": 0.83,
    "object": 0.74,
    "passive": 0.85,
}
# "It should be noted that": the document speaks itself.
_EDITORIAL = frozenset({"should", "must", "can", "may", "might", "could"})
_PLAIN = frozenset({"quotation", "that", "according", "colon", "zero", "question"})
_DIALOGUE = frozenset({"i", "we", "you"})
_WHEREABOUTS = frozenset({"at", "in", "on", "during", "after", "before", "from", "outside"})
_REPORTED = frozenset(
    {"expected", "said", "believed", "thought", "reported", "alleged", "known", "rumored", "rumoured"}
)


@dataclass(frozen=True, slots=True)
class _Find:
    """One find in unit positions, before it becomes spans; `anchor` is the sign by which its content was told."""

    group: CueGroup
    source: Range | None
    content: tuple[Range, ...]
    anchor: str
    addressee: Range | None = None
    voice: Range | None = None

    @property
    def end(self) -> int:
        """Where the last of its cue and contents ends."""
        return max(self.group.end, *(stop for _, stop in self.content))


def attribute_sentence(
    units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar, *, heading: bool = False
) -> tuple[Attribution, ...]:
    """The attributions of one sentence, in order; a later one may lie inside the content of an earlier one.

    In a `heading` capitals tell nothing; in running text no cue has one but at the start.
    """
    sentence = _Sentence(units, lexicon, grammar, heading=heading)
    return tuple(_to_attribution(units, find, grammar) for find in sentence.finds())


def _to_attribution(units: Sequence[Unit], find: _Find, grammar: Grammar) -> Attribution:
    def spans(*pairs: Range | None) -> tuple[Span, ...]:
        return tuple(span_of(units, *pair) for pair in pairs if pair is not None)

    quoted = all(units[k].is_quotation or not units[k].is_word for pair in find.content for k in range(*pair))
    return Attribution(
        content=spans(*find.content),
        cue=spans((find.group.start, find.group.end)),
        source=spans(find.source),
        method="marks" if quoted else "cue",
        confidence=_CONFIDENCE[find.anchor],
        addressees=spans(_whom(units, find.addressee, grammar)),
        voice=next(iter(spans(find.voice)), None),
        is_plain=find.source is not None
        and find.anchor in _PLAIN
        and "mind" not in find.group.frames
        and not (find.anchor == "zero" and units[find.source[0]].lower in _DIALOGUE)
        and not (find.anchor == "colon" and not quoted),
    )


def _whom(units: Sequence[Unit], told: Range | None, grammar: Grammar) -> Range | None:
    """An addressee without what comes after it: "reporters at the town hall", "the council directly"."""
    if told is None:
        return None
    start, end = told
    end = next((k for k in range(start + 1, end) if units[k].lower in _WHEREABOUTS), end)
    return start, end - (end - start > 1 and grammar.is_adverb(units[end - 1]))


class _Sentence:
    """One sentence while its cues are looked at from left to right."""

    def __init__(self, units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar, *, heading: bool) -> None:
        self.units = units
        self.grammar = grammar
        self.groups = tuple(find_cues(units, lexicon, grammar, heading=heading))
        self.contents = Contents(units, self.groups, grammar)
        self.sources = Sources(units, self.groups, grammar)
        self.found: list[_Find] = []

    def finds(self) -> list[_Find]:
        for group in self.groups:
            find = self._read(group)
            if find is not None and find.content:
                voice = self.sources.antecedent(find.source) if find.source is not None else None
                self.found.append(replace(self._within_question(find), voice=voice))
        self._address()
        self.found.extend(self._nouns())
        self.found.sort(key=lambda find: find.group.start)
        if not self.found and (label := self._label()) is not None:
            self.found.append(label)
        return self.found

    def _address(self) -> None:
        """Petit addressed the council, saying …: whom she addressed is the addressee of what she said."""
        for first, second in zip(self.found, self.found[1:], strict=False):
            same = first.source == second.source or first.group.start == 0
            told = second.addressee
            free = told is None or self.units[told[0]].lower in self.grammar.objects
            if "address" in first.group.frames and same and free:
                self.found[self.found.index(second)] = replace(second, addressee=first.content[0])
                self.found.remove(first)
                return

    def _within_question(self, find: _Find) -> _Find:
        """What stands in a question ends with it: "Asked whether he feared for his life, Petit said …"."""
        for other in self.found:
            for start, end in other.content:
                if other.anchor == "question" and start <= find.group.head < end:
                    inside = tuple((s, min(e, end)) for s, e in find.content if s < end)
                    return replace(find, content=inside) if inside else find
        return find

    def _read(self, group: CueGroup) -> _Find | None:
        if "according" in group.frames:
            return self._according(group)
        if self.grammar.particles and (find := self._topic(group)) is not None:
            return find
        opens = group.start == 0 or (group.start == 1 and self.units[0].lower in {"when", "if"})
        if opens and (find := self._asked(group)) is not None:
            return find
        if group.start == 0 and (find := self._verb_first(group)) is not None:
            return find
        if group.passive:
            return self._passive(group)
        if self._is_inverted(group):
            return self._inverted(group)
        source = self.sources.find(group, self._shared_source())
        return None if source is None else self._plain(group, source)

    def _shared_source(self) -> Range | None:
        """The source of the last find that stands in nobody's content."""
        for find in reversed(self.found):
            inside = any(
                s <= find.group.head < e for other in self.found if other is not find for s, e in other.content
            )
            asked = find.anchor == "question" and find.group.start <= 1  # "When asked by reporters whether …"
            if find.source is not None and not inside and not asked:
                return find.source
        return None

    def _floor(self) -> int:
        return max((find.end for find in self.found), default=0)

    # -- source cue content, content source cue -----------------------------------------------------

    def _plain(self, group: CueGroup, source: Range) -> _Find | None:
        """Petit said that … / “…,” Petit said. / “…,” Petit said, “…”."""
        if source[0] and self.units[source[0] - 1].lower == "as" and (find := self._as_said(group, source)) is not None:
            return find
        group = with_medium(self.units, group, self.grammar)
        relative = self.units[source[0]].lower in self.grammar.relative
        own = source[1] <= group.start and not relative and not any(find.source == source for find in self.found)
        if own and group.frames & {"say", "quote", "ask", "tell"}:
            left = self._left(source[0])
            if left is not None and self._is_said_before(source[0], group):
                after = self._after_addressee(group)
                told = (group.end, after) if after > group.end else self._told(after)
                content = (left, *self.contents.resumed(after, group, left))
                return _Find(group, source, content, self._left_anchor(left), told)
        return self._forward(group, source)

    def _left(self, end: int) -> Range | None:
        """The content before `units[end]`; it takes in earlier finds when they leave nothing between."""
        return self.contents.before(end, self._floor()) or self.contents.before(end, 0)

    def _left_anchor(self, left: Range) -> str:
        return "quotation" if self.units[left[1] - 1].is_quotation else "before"

    def _is_said_before(self, start: int, group: CueGroup) -> bool:
        """Whether what stands before the source is the content, and not an introduction of the sentence."""
        units = self.units
        before = units[start - 1]
        if before.is_quotation:
            if not self.contents.has_anchor(group):
                # A headline before the source is no speech: "Under the headline “…,” Petit wrote: “…”".
                introduced = units[0].lower in self.grammar.prepositions and not self.contents.is_alone(0, start)
                return not (introduced and any(unit.is_quotation for unit in units[group.end :]))
            # "In an article titled “Thank You,” Petit argued that …" against "“It is late,” Petit told us, “…”".
            return before.closing_mark in {",", ".", "?", "!"} and self.contents.is_alone(self._floor(), start)
        if before.text not in {",", "—", "–", "?"}:
            return False
        if start >= 2 and units[start - 2].is_quotation:
            return True
        ahead = self.contents.anchor_ahead(group.end) if group.end < len(units) else None
        if ahead is not None and ahead[1] == "colon":
            return False
        after = self.contents.skip_adjunct(self._after_addressee(group))
        if after >= len(units) or units[after].text in {".", ";", "!", "?"}:
            floor = self._floor()
            return self.contents.has_left_clause(start - 1, floor if floor < start - 1 else 0)
        # "The plan, Petit said, will fail."
        return units[after].text == "," and not self.contents.is_tail(after + 1) and len(units) - after > 2

    def _after_addressee(self, group: CueGroup) -> int:
        if not group.frames & {"tell", "ask"}:
            return group.end
        return self.contents.told_end(group.end) or group.end

    def _told(self, k: int) -> Range | None:
        """The addressee in “…,” Petit said to reporters."""
        if k + 1 >= len(self.units) or self.units[k].lower != "to":
            return None
        end = self.contents.told_end(k + 1)
        return None if end is None else (k + 1, end)

    def _as_said(self, group: CueGroup, source: Range) -> _Find | None:
        """As Petit said, the plan failed. / The plan failed, as Petit said."""
        units = self.units
        after = self.contents.skip_adjunct(group.end)
        ends = after >= len(units) or units[after].text in {",", "."}
        content = None
        if source[0] == 1 and after < len(units) and units[after].text == ",":
            content = self.contents.until_end(after + 1, group)
        elif source[0] > 1 and units[source[0] - 2].text == "," and ends:
            content = self.contents.before(source[0] - 1, self._floor())
        if content is None:
            return None
        return _Find(group, source, (content,), "quotation" if units[content[0]].is_quotation else "before")

    def _forward(self, group: CueGroup, source: Range) -> _Find | None:
        """Find the content after the cue: at an anchor, after an addressee, after an adjunct, or at once."""
        begins = self._after_cue(group)
        if begins is None:
            return None
        start, anchor, told = begins
        if group.participle and group.start == 0 and anchor == "zero":
            return None  # "Writing in the daily, Petit argued"
        if anchor == "colon" and start == group.end + 1:
            group = replace(group, end=start)
        content = self.contents.until_end(start, group, phrase=anchor == "object")
        if content is None:
            return None
        return _Find(group, source, (content,), anchor, told)

    def _after_cue(self, group: CueGroup) -> tuple[int, str, Range | None] | None:
        """Where the content after a cue begins, by which sign, and whom the cue addresses."""
        k, frames, contents = group.end, group.frames, self.contents
        if k >= len(self.units):
            return None
        if (at := contents.anchor(k, frames)) is not None:
            return *at, None
        if frames & {"tell", "urge", "ask"} and (told := self._after_told(k, group)) is not None:
            return told
        if frames & {"say", "quote", "tell"}:
            if self.units[k].lower == "to" and (end := contents.told_end(k + 1)) is not None:
                at = contents.anchor(end, frames) or contents.anchor_ahead(end)
                if at is not None and at[1] in {"that", "quotation", "colon"}:
                    return *at, (k + 1, end)
            if (at := contents.anchor_ahead(k)) is not None:
                return *at, None
            skipped = contents.skip_adjunct(k)
            if k < skipped < len(self.units):
                at = contents.anchor(skipped, frames)
                if at is None and "say" in frames and contents.opens_clause(skipped):
                    at = skipped, "zero"
                if at is not None:
                    return *at, None
        if "object" in frames and contents.opens_phrase(k) and not self._is_idiom(k):
            return k, "object", None
        if "say" in frames and contents.opens_clause(k) and contents.has_verb(k):
            return k, "zero", None
        return None

    def _is_idiom(self, k: int) -> bool:
        """Whether it is "called the meeting to order" or "calls himself Lion", which say nothing."""
        words = [unit.lower for unit in self.units[k:]]
        ordered = "order" in words[1:] and words[words.index("order") - 1] == "to"
        return ordered or words[0].endswith(("self", "selves"))

    def _after_told(self, k: int, group: CueGroup) -> tuple[int, str, Range | None] | None:
        """Where content begins after "told the council": at "that", a quotation, "to", or the next clause."""
        contents, frames = self.contents, group.frames
        end = contents.told_end(k)
        if end is None or end >= len(self.units) or self.units[k].lower.endswith(("self", "selves")):
            return None
        if self.units[k].is_quotation and "upon" not in frames:
            return None
        tells = "tell" in frames
        at = contents.anchor(end, frames | {"say"} if tells else frames)
        if at is None and tells:
            at = contents.anchor_ahead(end)
        if at is None and tells and (skipped := contents.skip_adjunct(end)) > end:
            at = contents.anchor(skipped, frames)
        if at is None and tells and "object" not in frames and contents.opens_clause(end):
            at = end, "zero"
        if at is None:
            return None
        # "called on X to do Y": X belongs to the content (PolNeAR).
        return (k, "to", (k, end)) if "upon" in frames else (*at, (k, end))

    # -- content cue source -------------------------------------------------------------------------

    def _is_inverted(self, group: CueGroup) -> bool:
        """“…,” said Petit. / The plan failed, said Petit."""
        units, grammar = self.units, self.grammar
        if group.start == 0 or not group.frames & {"say", "quote", "ask"} or group.participle:
            return False
        if any(
            not grammar.is_adverb(u) and u.lower not in grammar.auxiliaries for u in units[group.start : group.head]
        ):
            return False
        before, end = units[group.start - 1], phrase_after(units, group.end, grammar)
        if end is None or self.contents.is_subject(end):
            return False
        if before.is_quotation:
            return True
        return (
            before.text in {",", "—", "–", "?", "!", "-"}
            and units[group.end].lower not in {"it", "that", "this", "there"}
            and self.contents.has_left_clause(group.start - 1, 0)
            and phrase_before(units, group.start, grammar) is None
        )

    def _inverted(self, group: CueGroup) -> _Find | None:
        end = phrase_after(self.units, group.end, self.grammar)
        left = self._left(group.start)
        if end is None or left is None:
            return None
        content = (left, *self.contents.resumed(end, group, left))
        return _Find(group, (group.end, end), content, self._left_anchor(left), self._told(end))

    # -- rarer shapes -------------------------------------------------------------------------------

    def _according(self, group: CueGroup) -> _Find | None:
        """According to Petit, … / …, according to Petit. / …, according to Petit, …."""
        units, contents = self.units, self.contents
        end = contents.told_end(group.end)
        small = self.grammar.silent | self.grammar.determiners | self.grammar.possessives
        if end is None or all(unit.lower in small for unit in units[group.end : end]):
            return None
        # It takes in what is attributed before it: "He says he won, according to Petit".
        left = contents.before(group.start, 0)
        if left is None:
            end = contents.introduction_end(end)
        comma = end < len(units) and units[end].text == ","
        right = None
        if left is None:
            right = contents.until_end(end + comma, group)
        elif comma and units[group.start - 1].text == "," and not contents.is_tail(end + 1):
            right = contents.until_end(end + 1, group)
        content = tuple(part for part in (left, right) if part is not None)
        return _Find(group, (group.end, end), content, "according")

    def _asked(self, group: CueGroup) -> _Find | None:
        """Asked (by reporters) whether she would go, Petit said …: it is she who was asked."""
        units, k = self.units, group.end
        if "ask" not in group.frames or group.participle:
            return None
        source = None
        if k < len(units) and units[k].lower == "by" and (end := phrase_after(units, k + 1, self.grammar)) is not None:
            source, k = (k + 1, end), end
        commas = (n for n in range(k, len(units)) if units[n].text == "," and not self.contents.parts_date(n))
        stop = next(commas, len(units))
        about = k < stop and units[k].lower not in QUESTION_WORDS
        if stop <= k or (about and group.end == group.head + 1):
            return None
        limit = next((other.start for other in self.groups if other.start > stop), len(units))
        told = phrase_after(units[:limit], stop + 1, self.grammar)
        end = stop
        if about and any(unit.lower in self.grammar.speech for unit in units[k + 1 : stop]):
            # "Asked about the dam in an interview with the Courier"
            end = next((n for n in range(k + 1, stop) if units[n].lower in {"in", "during", "at"}), stop)
        return _Find(group, source, ((k, end),), "question", None if told is None else (stop + 1, told))

    def _verb_first(self, group: CueGroup) -> _Find | None:
        """In verb-first languages: cue, source, content."""
        end = phrase_after(self.units, group.end, self.grammar)
        if end is None or group.participle or not group.frames & {"say", "quote", "tell"}:
            return None
        at = self.contents.anchor(end, group.frames)
        if at is None or at[1] not in {"that", "quotation", "colon"}:
            return None
        content = self.contents.until_end(at[0], group)
        return _Find(group, (group.end, end), (content,), at[1]) if content else None

    def _topic(self, group: CueGroup) -> _Find | None:
        """The source before a topic particle and the quotation before the cue: ペティ氏は「…」と述べた."""
        units = self.units
        quotation = next((k for k in range(group.start - 1, -1, -1) if units[k].is_quotation), None)
        if quotation is None:
            return None
        particle = next((k for k in range(quotation - 1, 0, -1) if units[k].text in self.grammar.particles), None)
        start = next((k + 1 for k in range((particle or quotation) - 1, -1, -1) if not units[k].is_word), 0)
        source = (start, particle) if particle is not None and particle > start else None
        return _Find(group, source, ((quotation, quotation + 1),), "quotation")

    def _passive(self, group: CueGroup) -> _Find | None:
        """The board was told that … / Petit is expected to … / the plan was criticised by Petit."""
        units = self.units
        start = phrase_before(units, group.start, self.grammar)
        if start is None or group.end >= len(units):
            return None
        subject, after = (start, group.start), units[group.end].lower
        if after == "by":
            end = phrase_after(units, group.end + 1, self.grammar)
            if end is not None and [unit.lower for unit in units[end : end + 2]] == ["as", "saying"]:
                # "Petit was quoted by the agency as saying": the agency only passes it on.
                return self._forward(replace(group, end=end + 2, frames=frozenset({"say"})), subject)
            at = self.contents.anchor(end, group.frames) if end is not None and "ask" in group.frames else None
            if at is not None and at[1] == "question" and (asked := self.contents.until_end(at[0], group)) is not None:
                return _Find(group, (group.end + 1, at[0]), (asked,), "question", subject)
            agent = end is not None and "object" in group.frames
            return _Find(group, (group.end + 1, end), (subject,), "passive") if end and agent else None
        at = self.contents.anchor(group.end, group.frames)
        content = self.contents.until_end(group.end, group)
        if content is None:
            return None
        if any(unit.lower in _EDITORIAL for unit in units[group.start : group.head]):
            return None
        if at is not None and at[1] == "that" and units[start].lower == "it" and "say" in group.frames:
            return _Find(group, None, (content,), "passive")  # "It was said that …": nobody is named
        if at is not None and at[1] == "question" and "ask" in group.frames:
            return _Find(group, None, (content,), "question", subject)
        if at is not None and at[1] in {"that", "quotation"} and "tell" in group.frames:
            return _Find(group, None, (content,), "passive", subject)
        if after == "to" and units[group.head].lower in _REPORTED:
            return _Find(group, None, (subject, content), "passive")
        return None

    def _nouns(self) -> Iterator[_Find]:
        """Petit's claim that the dam is safe: the noun is the cue, the possessive the source."""
        units, grammar = self.units, self.grammar
        for k in range(1, len(units) - 2):
            if units[k].lower not in grammar.claims or units[k + 1].lower not in grammar.that:
                continue
            possessive = units[k - 1].lower in grammar.possessives
            start = k - 1 if possessive else phrase_before(units, k, grammar)
            if start is None or not (possessive or units[k - 1].lower.endswith(("'s", "s'"))):
                continue
            group = CueGroup(k, k, k + 1, frozenset({"say"}))
            content = self.contents.until_end(k + 1, group)
            if content is not None:
                end = self.contents.main_verb(content) if start == 0 else content[1]
                yield _Find(group, (start, k), ((content[0], end),), "that")

    def _label(self) -> _Find | None:
        """`Petit: “…”` in running text: the colon is the cue."""
        units = self.units
        colon = next((k for k, unit in enumerate(units[:LONGEST_LABEL]) if unit.text == ":"), None)
        if not colon or colon + 1 >= len(units) or not units[colon + 1].is_quotation:
            return None
        if units[0].text in {"[", "("} or any(
            u.is_quotation or u.lower in self.grammar.stops | self.grammar.forms for u in units[:colon]
        ):
            return None
        group = CueGroup(colon, colon, colon + 1, frozenset({"quote"}))
        content = self.contents.until_end(colon + 1, group)
        return _Find(group, (0, colon), (content,), "colon") if content else None
