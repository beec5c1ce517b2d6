"""Checking: claims and evidence in, a verdict for every quotation out, with everything that rules may report.

The verdict follows from the classes of the edits, from what the draft itself shows of them, from the places in which
the words stand, and from who said them there; `docs/checking.md` says how. No score decides it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from quoth.model import Edit, EditClass, Op, Passage, Span, Verdict
from quoth.text.speech import Evidence, Speech
from quoth.verify.claims import Bracket, Claim, Quoted, Use
from quoth.verify.differences import Difference, find_differences, is_tag
from quoth.verify.edges import observe_edges
from quoth.verify.edits import SLIGHT
from quoth.verify.lexicon import Lexicon, lexicon_of
from quoth.verify.locate import Located, Placement, is_whole, locate
from quoth.verify.observation import Observation
from quoth.verify.omissions import FAR_WORDS, changes_speaker, observe_omission
from quoth.verify.speakers import Match, match
from quoth.verify.surroundings import around, end_mark

_ENOUGH = 0.6
"""The share of a claim's words, by weight, that a passage must hold to be the one that is meant."""
_RUN = 3
"""So many words in a row must stand in it as they are, unless nearly all do."""
_SURE, _MOST = 0.8, 0.7
_FRAGMENT = 6
_LITTLE = 20_000
"""Evidence of fewer words holds few coincidences."""
_ALIKE = 0.4
"""The share of the content words that a reworded passage must at least share."""
_ALIKE_FROM_SPEAKER, _ALIKE_IN_LITTLE = 0.3, 0.18
_LONGER = 12
"""A rewording is no shorter than its passage by more words than these."""
_TITLE = 5
_SILENT_ENDS = frozenset({(",", "."), (",", "!")})
"""A comma before "she said" stands for a full stop, and for an exclamation mark, which is a transcriber's choice."""
_ASIDE = 8
"""So many words may be missing where "she said" stands before the two parts are two passages."""
_BONUS = 0.6
"""What it is worth that the passage was said by the one whom the draft names: about one word."""
_TIE = 0.05


@dataclass(frozen=True, slots=True)
class Said:
    """Who said words of the evidence: `speaker`, and whom the speaker was quoting, if anybody."""

    speaker: str | None
    quoting: str | None = None


WhoSaid = Callable[[Speech, int, int], Said]
"""Who said words `[first, last)` of a speech."""


@dataclass(frozen=True, slots=True)
class Result:
    """What checking found of one quotation; `observations` are for the rules."""

    quoted: Quoted
    verdict: Verdict
    reason: str | None = None
    passage: Passage | None = None
    also: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    omitted: tuple[str, ...] = ()
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """What all of the evidence is: the languages in it (None where not known), and how many words."""

    languages: frozenset[str | None] = frozenset()
    words: int = 0


def check_claim(claim: Claim, evidence: Evidence, who: WhoSaid, extent: Extent) -> tuple[Result, ...]:
    """What the evidence says of each quotation of a claim."""
    lexicon = lexicon_of(claim.language)
    if not any(word.bracket is None for word in claim.words):
        return tuple(Result(quoted, Verdict.NOT_A_CLAIM, "no words of anybody") for quoted in claim.quotations)
    located = _with_speaker_first(claim, locate(claim, evidence, lexicon), who, lexicon)
    best = located.best
    if best is None or not _is_found(claim, located, best, _is_likely(claim, best, who, extent, lexicon)):
        return tuple(_not_found(claim, quoted, located, who, extent, lexicon) for quoted in claim.quotations)
    differences = find_differences(claim, _with_near_rests(located, best), lexicon)
    said = who(best.speech, best.pairs[0][1], best.pairs[-1][1] + 1)
    return tuple(_judge(claim, quoted, located, differences, said, who, lexicon) for quoted in claim.quotations)


# ------------------------------------------------------------------ which passage


def _with_speaker_first(claim: Claim, located: Located, who: WhoSaid, lexicon: Lexicon) -> Located:
    """The placements, that of the claimed speaker first among those that are nearly as good."""
    if located.best is None or not claim.speaker or not located.others:
        return located
    near = [one for one in (located.best, *located.others) if one.score >= located.best.score - _BONUS]
    if len(near) == 1:
        return located

    def is_theirs(one: Placement) -> bool:
        turn = one.speech.turn_of(one.first).speaker  # told at once, where a reading of the document is slow
        speaker = turn or who(one.speech, one.first, one.last).speaker
        return match(claim.speaker, speaker, claim.named, lexicon) is Match.SAME

    best = max(near, key=lambda one: one.score + (_BONUS if is_theirs(one) else 0.0))
    others = tuple(one for one in (located.best, *located.others) if one is not best)
    return replace(located, best=best, others=others)


def _is_likely(claim: Claim, best: Placement, who: WhoSaid, extent: Extent, lexicon: Lexicon) -> bool:
    """Whether a few words in common mean something: in little evidence, or in what the named speaker said."""
    if extent.words < _LITTLE:
        return True
    said = who(best.speech, best.first, best.last)
    return match(claim.speaker, said.speaker, claim.named, lexicon) is Match.SAME


def _is_found(claim: Claim, located: Located, best: Placement, likely: bool) -> bool:
    """Whether the passage is the one meant, changed or not, rather than one that shares some words."""
    pairs = [*best.pairs, *(pair for _, _, rest in located.rests for pair in rest.pairs)]
    share = is_whole(located.rows, pairs, range(len(claim.words)))
    if share >= 0.99:
        return True
    if share < _ENOUGH or best.score < 0.3 * located.rows.most:
        return False
    matched = sum(float(located.rows.weights[number]) for number, _ in pairs)
    if likely and len(claim.words) <= _FRAGMENT:
        return share >= _MOST or (matched >= 2 and _longest_run(claim, best) > 1)
    return matched >= 2 and (share >= _SURE or _longest_run(claim, best) >= _RUN)


def _longest_run(claim: Claim, placement: Placement) -> int:
    longest = run = 0
    before = (-2, -2)
    for number, place in placement.pairs:
        same = claim.words[number].form == placement.speech.forms[place]
        run = (run + 1 if before == (number - 1, place - 1) else 1) if same else 0
        longest, before = max(longest, run), (number, place)
    return longest


def _with_near_rests(located: Located, best: Placement) -> Placement:
    """The best placement with those stretches that follow in the same passage, in order."""
    pairs = list(best.pairs)
    for _, _, rest in located.rests:
        if rest.speech is best.speech and _follows(pairs, rest.pairs):
            pairs = sorted([*pairs, *rest.pairs])
    return Placement(best.speech, tuple(pairs), best.score)


def _follows(pairs: Sequence[tuple[int, int]], rest: Sequence[tuple[int, int]]) -> bool:
    """Whether words found later stand where they belong among the others."""
    before = [place for number, place in pairs if number < rest[0][0]]
    after = [place for number, place in pairs if number > rest[-1][0]]
    return (not before or max(before) < rest[0][1]) and (not after or rest[-1][1] < min(after))


# ------------------------------------------------------------------ not found


def _not_found(
    claim: Claim,
    quoted: Quoted,
    located: Located,
    who: WhoSaid,
    extent: Extent,
    lexicon: Lexicon,
) -> Result:
    languages = extent.languages
    if claim.language and languages and claim.language not in languages and None not in languages:
        reason = "the evidence is in another language"
        facts = {"verdict": "unchecked", "reason": reason}
        return Result(quoted, Verdict.UNCHECKED, reason, observations=(Observation("verdict", quoted.span, facts),))
    if not claim.attributed:
        return Result(quoted, Verdict.NOT_A_CLAIM, "a title, a term or a scare quote: nobody is said to have said it")
    if (found := _reworded(claim, located, who, extent, lexicon)) is not None:
        placement, first, last = found
        passage = _passage(placement, first, last, who(placement.speech, first, last))
        facts = {"verdict": "paraphrase", "reason": "", "evidence": passage.text}
        return Result(
            quoted, Verdict.PARAPHRASE, passage=passage, observations=(Observation("verdict", quoted.span, facts),)
        )
    if claim.is_title and len(claim.words) <= _TITLE:
        return Result(quoted, Verdict.NOT_A_CLAIM, "a name or a title")
    facts = {"verdict": "not-found", "reason": ""}
    return Result(quoted, Verdict.NOT_FOUND, observations=(Observation("verdict", quoted.span, facts),))


def _reworded(
    claim: Claim, located: Located, who: WhoSaid, extent: Extent, lexicon: Lexicon
) -> tuple[Placement, int, int] | None:
    """The passage that has enough of the claim's content words, in any order and any form, and where; or None.

    Of what the named speaker said, and in little evidence, a smaller share is enough.
    """
    content = {lexicon.keys(word.form) for word in claim.words if not lexicon.is_function(word.form)}
    found: list[tuple[float, Placement, int, int]] = []
    for one in (located.best, *located.others):
        if one is None:
            continue
        length = len(claim.words) + _LONGER
        first, last, shared = densest(one.speech, one.first, one.last, content, length, lexicon)
        enough = _ALIKE if extent.words >= _LITTLE else _ALIKE_IN_LITTLE
        if (
            claim.speaker
            and match(claim.speaker, who(one.speech, first, last).speaker, claim.named, lexicon) is Match.SAME
        ):
            enough = min(enough, _ALIKE_FROM_SPEAKER)
        if shared >= 2 and shared >= enough * len(content):
            found.append((shared / len(content) / enough, one, first, last))
    return max(found, key=lambda one: one[0])[1:] if found else None


def densest(
    speech: Speech, first: int, last: int, content: Set[str], length: int, lexicon: Lexicon
) -> tuple[int, int, int]:
    """Where, around words `[first, last)` of a speech, most content words stand within `length`, and how many do."""
    turn = speech.turn_of((first + last) // 2)
    low, high = max(turn.first, first - length), min(turn.last, last + length)
    keys = [lexicon.keys(form) for form in speech.forms[low:high]]
    places = [number for number, key in enumerate(keys) if key in content]
    best = (first, last, 0)
    for start in places:
        inside = [number for number in places if start <= number < start + length]
        shared = len({keys[number] for number in inside})
        if shared > best[2]:
            best = (low + start, low + inside[-1] + 1, shared)
    return best


# ------------------------------------------------------------------ the verdict


def _judge(
    claim: Claim,
    quoted: Quoted,
    located: Located,
    differences: Sequence[Difference],
    said: Said,
    who: WhoSaid,
    lexicon: Lexicon,
) -> Result:
    """The verdict on one quotation of a claim whose passage was found."""
    best = located.best
    assert best is not None
    own = [one for one in differences if _belongs(claim, quoted, one)]
    rests = [rest for rest in located.rests if quoted.first <= rest[0] < quoted.last]
    moved = {number for first, last, _ in rests for number in range(first, last)}
    placed = dict(_with_near_rests(located, best).pairs)
    places = [place for number, place in placed.items() if quoted.first <= number < quoted.last]
    own = [
        one
        for one in own
        if one.edit.op is Op.DELETE or not {*range(one.group.first, one.group.last)} & moved or _is_placed(one, placed)
    ]
    if not places:
        first, last = best.first, best.last
    else:
        first, last = min(places), max(places) + 1
    observations = [
        *_passage_observations(claim, quoted, located, own, rests, placed),
        *(seen for one in differences if one not in own and (seen := _seam(claim, quoted, one)) is not None),
        *(seen for one in own for seen in _edit_observations(best.speech, one, lexicon)),
        *_bracket_observations(claim, quoted, own, placed, best.speech, lexicon),
    ]
    if places:
        ends = _end_of(claim, quoted)
        observations += _ending_observations(claim, quoted, best.speech, last)
        replaced = [
            one.group for one in own if one.omission is None and one.group.evidence_first < one.group.evidence_last
        ]
        first = min(first, *(group.evidence_first for group in replaced), first)
        last = max(last, *(group.evidence_last for group in replaced), last)
        lead = claim.leads.get(quoted.span, ())
        observations += observe_edges(best.speech, first, last, quoted.span, ends, lead, lexicon)
    if len({name for place in places if (name := best.speech.turn_of(place).speaker) is not None}) > 1:
        observations.append(_parted(quoted.span, 0))
    if any(seen.kind == "passage" and seen.facts["about"] in ("separate", "order") for seen in observations):
        observations = [seen for seen in observations if seen.kind != "edit" or seen.facts["op"] != Op.DELETE.value]
    speaker = _speaker_observations(claim, quoted, said, lexicon)
    verdict = _verdict(own, observations, claim, quoted)
    if verdict is Verdict.ALTERED and speaker:  # another mark at the end counts for less than another speaker
        verdict = _verdict(own, [seen for seen in observations if seen.kind != "ending"], claim, quoted)
    if verdict in (Verdict.VERBATIM, Verdict.INDICATED) and any(
        seen.facts["about"] in ("another", "interviewer", "quoting") for seen in speaker
    ):
        verdict = Verdict.MISATTRIBUTED
    elif any(seen.kind == "ending" for seen in observations) and verdict in (Verdict.VERBATIM, Verdict.INDICATED):
        verdict = Verdict.ALTERED
    if verdict is Verdict.VERBATIM and _is_term(claim, quoted):
        return Result(quoted, Verdict.NOT_A_CLAIM, "a title, a term or a scare quote: nobody is said to have said it")
    return Result(
        quoted,
        verdict,
        None,
        _passage(best, first, last, said),
        tuple(_also(located, who)),
        tuple(one.edit for one in own if one.edit.draft or one.edit.evidence),
        tuple(one.edit.evidence for one in own if one.omission is not None),
        (*observations, *speaker, *_ambiguity(quoted, located)),
    )


def _is_term(claim: Claim, quoted: Quoted) -> bool:
    """Whether words that stand in the evidence are a title or a term there as well."""
    if claim.heading:
        return False
    if claim.is_title:
        return claim.speaker is None
    return not claim.attributed and quoted.last - quoted.first < _RUN


def _belongs(claim: Claim, quoted: Quoted, one: Difference) -> bool:
    first = one.group.first
    if one.group.first == one.group.last and first == quoted.last and first < len(claim.words):
        return False  # what was left out between two quotations is told of the second
    return quoted.first <= first < quoted.last or (first == quoted.last == len(claim.words))


def _is_placed(one: Difference, placed: dict[int, int]) -> bool:
    return any(number in placed for number in range(one.group.first, one.group.last))


def _verdict(own: Sequence[Difference], observations: Sequence[Observation], claim: Claim, quoted: Quoted) -> Verdict:
    if any(seen.kind == "passage" and seen.facts["about"] in ("separate", "order") for seen in observations):
        return Verdict.SPLICED
    if any(not one.edit.indicated and one.edit.edit_class not in SLIGHT for one in own):
        return Verdict.ALTERED
    if any(_is_dishonest(seen) for seen in observations):
        return Verdict.ALTERED
    shown = any(one.edit.indicated and (one.edit.draft or one.edit.evidence) for one in own)
    inserted = any(
        bracket.use in (Use.SIC, Use.REMARK, Use.EMPTY) and quoted.span.covers(bracket.span)
        for bracket in claim.brackets
    )
    return Verdict.INDICATED if shown or inserted else Verdict.VERBATIM


def _is_dishonest(seen: Observation) -> bool:
    facts = seen.facts
    match seen.kind:
        case "omission":
            return facts["governs"] == "yes" and facts["hides"] in ("negation", "condition", "attribution", "speaker")
        case "bracket":
            return facts["changes"] not in ("none", "") and facts["use"] in ("gloss", "replacement", "suffix")
        case "ending":
            return True
    return False


# ------------------------------------------------------------------ observations


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


def _bracket_observations(
    claim: Claim, quoted: Quoted, own: Sequence[Difference], placed: dict[int, int], speech: Speech, lexicon: Lexicon
) -> Iterator[Observation]:
    text = {id(one.bracket): one for one in own if one.bracket is not None}
    for bracket in claim.brackets:
        if not quoted.span.covers(bracket.span):
            continue
        facts = {"bracket": claim.bracket_text(bracket), "evidence": "", "changes": "none", "present": "yes"}
        match bracket.use:
            case Use.SIC:
                place = placed.get(bracket.first - 1)
                kept = place is not None and speech.forms[place] == claim.words[bracket.first - 1].form
                yield Observation("bracket", bracket.span, {**facts, "use": "sic", "present": "yes" if kept else "no"})
            case Use.REMARK | Use.EMPTY | Use.CASE:
                yield Observation("bracket", bracket.span, {**facts, "use": bracket.use.value})
            case _:
                one = text.get(id(bracket))
                if one is None:
                    continue  # it stands in the evidence as it is
                use = "suffix" if bracket.use is Use.SUFFIX else "replacement" if one.edit.evidence else "gloss"
                facts |= {"use": use, "evidence": one.edit.evidence, "changes": _changes(one, bracket, lexicon)}
                yield Observation("bracket", bracket.span, facts)


def _changes(one: Difference, bracket: Bracket, lexicon: Lexicon) -> str:
    """What of weight a bracket changes; a name for a pronoun or a description changes nothing."""
    edit = one.edit
    if bracket.use is Use.SUFFIX:
        return "none"
    if edit.edit_class is EditClass.NAME:
        names = [
            word for word in edit.evidence.split() if word[:1].isupper() and not lexicon.is_function(word.casefold())
        ]
        return "name" if names and edit.op is Op.REPLACE and not _share_a_word(edit) else "none"
    if edit.op is Op.INSERT and edit.edit_class is not EditClass.NEGATION:
        return "none"  # a gloss may say a number or how much
    return _MEANINGFUL.get(edit.edit_class, "none")


def _share_a_word(edit: Edit) -> bool:
    return bool({*edit.draft.casefold().split()} & {*edit.evidence.casefold().split()})


def _passage_observations(
    claim: Claim,
    quoted: Quoted,
    located: Located,
    own: Sequence[Difference],
    rests: Sequence[tuple[int, int, Placement]],
    placed: dict[int, int],
) -> Iterator[Observation]:
    best = located.best
    assert best is not None
    for first, last, rest in rests:
        if all(number in placed for number in range(first, last)):
            continue
        span = Span(claim.words[first].span.start, claim.words[last - 1].span.end)
        about = "order" if rest.speech is best.speech else "separate"
        yield Observation("passage", span, {"about": about, "places": "2", "distance": "", "fidelity": ""})
    for one in own:
        if (seam := _seam(claim, quoted, one)) is not None:
            yield seam
            continue
        first, last = one.group.evidence_first, one.group.evidence_last
        far = one.omission is not None and (last - first > FAR_WORDS or changes_speaker(best.speech, first, last))
        if one.jump or far:
            yield _parted(one.edit.span, last - first)
    if any(one.edit.edit_class not in SLIGHT and not one.edit.indicated for one in own):
        fidelity = best.speech.fidelity.value
        yield Observation(
            "passage", quoted.span, {"about": "weak", "places": "1", "distance": "", "fidelity": fidelity}
        )


def _seam(claim: Claim, quoted: Quoted, one: Difference) -> Observation | None:
    """Two passages that the draft joins by its own "she said", when that parts the quotations of this claim."""
    count = one.group.evidence_last - one.group.evidence_first
    if not is_tag(claim, one.group) or one.edit.op is not Op.DELETE or one.edit.edit_class in SLIGHT:
        return None
    return _parted(quoted.span, count) if count > _ASIDE else None


def _parted(span: Span, distance: int) -> Observation:
    facts = {"about": "separate", "places": "2", "distance": str(distance), "fidelity": ""}
    return Observation("passage", span, facts)


def _ending_observations(claim: Claim, quoted: Quoted, speech: Speech, last: int) -> Iterator[Observation]:
    """A question mark or an exclamation mark that was added, lost or exchanged where the evidence ends a sentence."""
    draft, evidence = _end_of(claim, quoted), end_mark(speech, last - 1)
    if not draft or not evidence or draft == evidence or (draft, evidence) in _SILENT_ENDS:
        return
    yield Observation("ending", quoted.span, {"draft": draft, "evidence": evidence})


def _end_of(claim: Claim, quoted: Quoted) -> str:
    """The mark that ends a quotation: ".", "?", "!", "," or none."""
    return claim.endings.get(quoted.span, "")


def _speaker_observations(claim: Claim, quoted: Quoted, said: Said, lexicon: Lexicon) -> list[Observation]:
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
        case Match.OTHER:
            return seen("another", said.speaker)
        case Match.ASKING:
            return seen("interviewer", said.speaker)
        case Match.UNKNOWN:
            return seen("unknown", said.speaker)
    return []


def _ambiguity(quoted: Quoted, located: Located) -> Iterator[Observation]:
    same = _as_good(located)
    if same:
        facts = {"about": "ambiguous", "places": str(len(same) + 1), "distance": "", "fidelity": ""}
        yield Observation("passage", quoted.span, facts)


def _as_good(located: Located) -> list[Placement]:
    best = located.best
    if best is None:
        return []
    return [one for one in located.others if one.score >= best.score - _TIE]


# ------------------------------------------------------------------ passages for the reader


def _also(located: Located, who: WhoSaid) -> Iterator[Passage]:
    for one in _as_good(located)[:3]:
        yield _passage(one, one.first, one.last, who(one.speech, one.first, one.last))


def _passage(placement: Placement, first: int, last: int, said: Said) -> Passage:
    """Words `[first, last)` of a speech as a place in its document."""
    speech = placement.speech
    document = speech.document
    span = speech.span(first, last)
    block = next((block for block in document.blocks if block.start <= span.start < block.end), None)
    before, after = around(speech, span)
    return Passage(
        document=document.path or document.id,
        span=span,
        text=span.of(document.text),
        speaker=said.quoting or said.speaker,
        page=block.page if block else None,
        time=block.time if block else None,
        link=None,
        before=before,
        after=after,
    )
