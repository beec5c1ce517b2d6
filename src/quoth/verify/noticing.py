"""Noticing: everything about a matched quotation that a rule may report, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from quoth.model import Edit, EditClass, Op, Span
from quoth.text.speech import Speech
from quoth.verify.claims import Bracket, Claim, Quoted, Use
from quoth.verify.differences import Difference, is_tag
from quoth.verify.edges import observe_edges
from quoth.verify.edits import SLIGHT
from quoth.verify.lexicon import Lexicon
from quoth.verify.locate import Located, Placement
from quoth.verify.observation import Observation
from quoth.verify.omissions import FAR_WORDS, changes_speaker, observe_omission
from quoth.verify.passages import Said, as_good, with_near_rests
from quoth.verify.speakers import Match, match
from quoth.verify.surroundings import end_mark

_SILENT_ENDS = frozenset({(",", "."), (",", "!")})
"""A comma before "she said" stands for a full stop, and for an exclamation mark, which is a transcriber's choice."""
_ASIDE = 8
"""So many words may be missing where "she said" stands before the two parts are two passages."""


@dataclass(frozen=True)
class Matched:
    """One quotation of a claim whose passage was found: where its words stand, and what differs."""

    claim: Claim
    quoted: Quoted
    located: Located
    best: Placement
    differences: tuple[Difference, ...]
    said: Said
    lexicon: Lexicon

    @property
    def speech(self) -> Speech:
        """The speech in which the passage stands."""
        return self.best.speech

    @cached_property
    def placed(self) -> dict[int, int]:
        """Where each word of the claim stands in the speech, by its number."""
        return dict(with_near_rests(self.located, self.best).pairs)

    @cached_property
    def places(self) -> list[int]:
        """Where the words of this quotation stand."""
        return [place for number, place in self.placed.items() if self.quoted.first <= number < self.quoted.last]

    @cached_property
    def rests(self) -> list[tuple[int, int, Placement]]:
        """The stretches of this quotation that stand elsewhere."""
        return [
            (first, last, rest)
            for first, last, rest in self.located.rests
            if self.quoted.first <= first < self.quoted.last and any(n not in self.placed for n in range(first, last))
        ]

    @cached_property
    def own(self) -> list[Difference]:
        """The differences of this quotation, but for the words that stand elsewhere."""
        elsewhere = {number for first, last, _ in self.rests for number in range(first, last)}
        return [
            one
            for one in self.differences
            if self._belongs(one)
            and (one.edit.op is Op.DELETE or elsewhere.isdisjoint(range(one.group.first, one.group.last)))
        ]

    @cached_property
    def extent(self) -> tuple[int, int]:
        """The words `[first, last)` of the speech that the quotation stands for, replaced ones included."""
        if not self.places:
            return self.best.first, self.best.last
        first, last = min(self.places), max(self.places) + 1
        for one in self.own:
            if one.omission is None and one.group.evidence_first < one.group.evidence_last:
                first, last = min(first, one.group.evidence_first), max(last, one.group.evidence_last)
        return first, last

    def _belongs(self, one: Difference) -> bool:
        first, quoted = one.group.first, self.quoted
        if first == one.group.last == quoted.last and first < len(self.claim.words):
            return False  # what was left out between two quotations is told of the second
        return quoted.first <= first < quoted.last or first == quoted.last == len(self.claim.words)


def notice(matched: Matched) -> tuple[Observation, ...]:
    """Everything that may be reported of a matched quotation, but for who said it."""
    observations = [
        *_passage_observations(matched),
        *(seen for one in matched.own for seen in _edit_observations(matched.speech, one, matched.lexicon)),
        *_bracket_observations(matched),
    ]
    if matched.places:
        claim, quoted = matched.claim, matched.quoted
        observations += _ending_observations(matched)
        ends, lead = claim.endings.get(quoted.span, ""), claim.leads.get(quoted.span, ())
        observations += observe_edges(matched.speech, *matched.extent, quoted.span, ends, lead, matched.lexicon)
    if any(is_parting(seen) for seen in observations):  # then what lies between is no omission
        observations = [seen for seen in observations if seen.kind != "edit" or seen.facts["op"] != Op.DELETE.value]
    return (*observations, *_ambiguity(matched))


def is_parting(seen: Observation) -> bool:
    """Whether an observation says that the words stand in several passages, or out of order."""
    return seen.kind == "passage" and seen.facts["about"] in ("separate", "order")


def _edit_observations(speech: Speech, one: Difference, lexicon: Lexicon) -> Iterator[Observation]:
    if one.omission is not None:
        yield from observe_omission(speech, one.group.evidence_first, one.group.evidence_last, one.omission, lexicon)
    elif one.bracket is None and not one.jump:
        edit = one.edit
        facts = {"class": edit.edit_class.value, "op": edit.op.value, "draft": edit.draft, "evidence": edit.evidence}
        yield Observation("edit", edit.span, facts)


_MEANINGFUL = {
    EditClass.NEGATION: "negation",
    EditClass.NUMBER: "number",
    EditClass.NAME: "name",
    EditClass.MODAL: "modal",
    EditClass.QUALIFIER: "qualifier",
}


def _bracket_observations(matched: Matched) -> Iterator[Observation]:
    claim, quoted, own = matched.claim, matched.quoted, matched.own
    text = {id(one.bracket): one for one in own if one.bracket is not None}
    for bracket in claim.brackets:
        if not quoted.span.covers(bracket.span) or bracket.use is Use.NOTE:
            continue
        facts = {"bracket": claim.bracket_text(bracket), "evidence": "", "changes": "none", "present": "yes"}
        match bracket.use:
            case Use.SIC:
                place = matched.placed.get(bracket.first - 1)
                kept = place is not None and matched.speech.forms[place] == claim.words[bracket.first - 1].form
                yield Observation("bracket", bracket.span, {**facts, "use": "sic", "present": "yes" if kept else "no"})
            case Use.REMARK | Use.EMPTY | Use.CASE:
                yield Observation("bracket", bracket.span, {**facts, "use": bracket.use.value})
            case _:
                one = text.get(id(bracket))
                if one is None:
                    continue  # it stands in the evidence as it is
                use = "suffix" if bracket.use is Use.SUFFIX else "replacement" if one.edit.evidence else "gloss"
                facts |= {"use": use, "evidence": one.edit.evidence, "changes": _changes(one, bracket, matched.lexicon)}
                yield Observation("bracket", bracket.span, facts)


def _changes(one: Difference, bracket: Bracket, lexicon: Lexicon) -> str:
    """What of weight a bracket changes; a name for a pronoun or a description changes nothing."""
    edit = one.edit
    if bracket.use is Use.SUFFIX:
        return "none"
    if edit.op is Op.REPLACE and _is_name(edit.draft, lexicon) and _is_name(edit.evidence, lexicon):
        return "none" if _share_a_word(edit) else "name"
    if edit.edit_class is EditClass.NAME:
        return "none"
    if edit.op is Op.INSERT and edit.edit_class is not EditClass.NEGATION:
        return "none"  # a gloss may say a number or how much
    return _MEANINGFUL.get(edit.edit_class, "none")


def _is_name(words: str, lexicon: Lexicon) -> bool:
    """Whether all words that are more than small ones are written with a capital: a name, or nothing but pronouns."""
    content = [word for word in words.split() if not lexicon.is_function(word.strip("[]()").casefold())]
    return bool(content) and all(word.lstrip("[(")[:1].isupper() for word in content)


def _share_a_word(edit: Edit) -> bool:
    return bool({*edit.draft.casefold().split()} & {*edit.evidence.casefold().split()})


def _passage_observations(matched: Matched) -> Iterator[Observation]:
    claim, quoted, speech = matched.claim, matched.quoted, matched.speech
    for first, last, rest in matched.rests:
        span = Span(claim.words[first].span.start, claim.words[last - 1].span.end)
        yield _passage("order" if rest.speech is speech else "separate", span)
    for one in matched.differences:
        if (seam := _seam(claim, quoted, one)) is not None:
            yield seam
    for one in matched.own:
        first, last = one.group.evidence_first, one.group.evidence_last
        far = one.omission is not None and (last - first > FAR_WORDS or changes_speaker(speech, first, last))
        if (one.jump and not is_tag(claim, one.group)) or far:
            yield _passage("separate", one.edit.span, distance=last - first)
    if len({name for place in matched.places if (name := speech.turn_of(place).speaker) is not None}) > 1:
        yield _passage("separate", quoted.span)
    if any(one.edit.edit_class not in SLIGHT and not one.edit.indicated for one in matched.own):
        yield _passage("weak", quoted.span, fidelity=speech.fidelity.value)


def _seam(claim: Claim, quoted: Quoted, one: Difference) -> Observation | None:
    """Two passages that the draft joins by its own "she said", when that parts the quotations of this claim."""
    distance = one.group.evidence_last - one.group.evidence_first
    if not is_tag(claim, one.group) or one.edit.op is not Op.DELETE or one.edit.edit_class in SLIGHT:
        return None
    return _passage("separate", quoted.span, distance=distance) if distance > _ASIDE else None


def _passage(
    about: str, span: Span, *, places: int = 2, distance: int | None = None, fidelity: str = ""
) -> Observation:
    facts = {"about": about, "places": str(places), "distance": "" if distance is None else str(distance)}
    return Observation("passage", span, {**facts, "fidelity": fidelity})


def _ending_observations(matched: Matched) -> Iterator[Observation]:
    """A question mark or an exclamation mark that was added, lost or exchanged where the evidence ends a sentence."""
    draft = matched.claim.endings.get(matched.quoted.span, "")
    evidence = end_mark(matched.speech, max(matched.places))
    if draft and evidence and draft != evidence and (draft, evidence) not in _SILENT_ENDS:
        yield Observation("ending", matched.quoted.span, {"draft": draft, "evidence": evidence})


def notice_speaker(matched: Matched) -> list[Observation]:
    """How the speaker whom the draft names and the one of the passage go together, where there is something to say."""
    claim, quoted, said, lexicon = matched.claim, matched.quoted, matched.said, matched.lexicon

    def seen(about: str, evidence: str | None) -> list[Observation]:
        return [
            Observation(
                "speaker", quoted.span, {"about": about, "draft": claim.speaker or "", "evidence": evidence or ""}
            )
        ]

    if not claim.attributed:
        return []
    if not claim.speaker:
        return seen("nobody", said.speaker)
    if said.quoting is not None and match(claim.speaker, said.quoting, claim.named, lexicon) is not Match.SAME:
        if match(claim.speaker, said.speaker, claim.named, lexicon) is Match.SAME:
            return seen("quoting", said.quoting)
    elif said.quoting is not None:
        return []
    match match(claim.speaker, said.speaker, claim.named, lexicon):
        case Match.OTHER if any(match(rival, said.speaker, True, lexicon) is Match.SAME for rival in claim.rivals):
            return seen("unknown", said.speaker)
        case Match.OTHER:
            return seen("another", said.speaker)
        case Match.ASKING:
            return seen("interviewer", said.speaker)
        case Match.UNKNOWN:
            return seen("unknown", said.speaker)
    return []


def _ambiguity(matched: Matched) -> Iterator[Observation]:
    if same := as_good(matched.located):
        yield _passage("ambiguous", matched.quoted.span, places=len(same) + 1)
