"""Checking: claims and evidence in, a verdict for every quotation out, with everything that rules may report.

The verdict follows from the classes of the edits, from what the draft itself shows of them, from the places in which
the words stand, and from who said them there; `docs/checking.md` says how. No score decides it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quoth.model import Edit, Passage, Verdict
from quoth.text.speech import Evidence
from quoth.verify.claims import Claim, Quoted, Use
from quoth.verify.differences import Difference, find_differences
from quoth.verify.edits import SLIGHT
from quoth.verify.lexicon import Lexicon, lexicon_of
from quoth.verify.locate import Located, locate
from quoth.verify.noticing import Matched, is_parting, notice, notice_speaker
from quoth.verify.observation import Observation
from quoth.verify.passages import (
    Extent,
    WhoSaid,
    as_good,
    find_reworded,
    is_found,
    is_likely,
    passage_of,
    speaker_first,
    with_near_rests,
)

_TITLE, _TERM = 5, 3
"""A title has no more words than the one, a term fewer than the other."""
_SHOWN = 3
_NOBODY = "a title, a term or a scare quote: nobody is said to have said it"
_ANOTHER = frozenset({"another", "interviewer", "quoting"})


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


def check_claim(claim: Claim, evidence: Evidence, who: WhoSaid, extent: Extent) -> tuple[Result, ...]:
    """What the evidence says of each quotation of a claim."""
    lexicon = lexicon_of(claim.language)
    if not any(word.bracket is None for word in claim.words):
        return tuple(Result(quoted, Verdict.NOT_A_CLAIM, "no words of anybody") for quoted in claim.quotations)
    located = speaker_first(claim, locate(claim, evidence, lexicon), who, lexicon)
    best = located.best
    if best is None:
        return tuple(_not_found(claim, quoted, located, who, extent, lexicon) for quoted in claim.quotations)
    differences = find_differences(claim, with_near_rests(located, best), lexicon)
    if not is_found(claim, located, best, is_likely(claim, best, who, extent, lexicon)) and not _is_same(differences):
        return tuple(_not_found(claim, quoted, located, who, extent, lexicon) for quoted in claim.quotations)
    said = who(best.speech, best.pairs[0][1], best.pairs[-1][1] + 1)
    return tuple(
        _judge(Matched(claim, quoted, located, best, differences, said, lexicon), who) for quoted in claim.quotations
    )


def _is_same(differences: Sequence[Difference]) -> bool:
    """Whether the words are the same, if in another form, however few stand there as they are."""
    return all(one.edit.edit_class in SLIGHT for one in differences)


def unchecked(quoted: Quoted, reason: str) -> Result:
    """The result of a quotation that could not be checked."""
    return _unmatched(quoted, Verdict.UNCHECKED, reason=reason)


def _unmatched(quoted: Quoted, verdict: Verdict, *, reason: str = "", passage: Passage | None = None) -> Result:
    facts = {"verdict": verdict.value, "reason": reason} | ({"evidence": passage.text} if passage else {})
    return Result(quoted, verdict, reason or None, passage, observations=(Observation("verdict", quoted.span, facts),))


def _not_found(
    claim: Claim, quoted: Quoted, located: Located, who: WhoSaid, extent: Extent, lexicon: Lexicon
) -> Result:
    languages = extent.languages
    if claim.language and languages and claim.language not in languages and None not in languages:
        return unchecked(quoted, "the evidence is in another language")
    if not claim.attributed:
        return Result(quoted, Verdict.NOT_A_CLAIM, _NOBODY)
    if (found := find_reworded(claim, located, who, extent, lexicon)) is not None:
        placement, first, last = found
        said = who(placement.speech, first, last)
        return _unmatched(quoted, Verdict.PARAPHRASE, passage=passage_of(placement, first, last, said))
    if claim.is_title and len(claim.words) <= _TITLE:
        return Result(quoted, Verdict.NOT_A_CLAIM, "a name or a title")
    return _unmatched(quoted, Verdict.NOT_FOUND)


def _judge(matched: Matched, who: WhoSaid) -> Result:
    """The verdict on one quotation whose passage was found."""
    quoted = matched.quoted
    seen, speaker = notice(matched), notice_speaker(matched)
    verdict = _verdict(matched, seen, speaker)
    if verdict is Verdict.VERBATIM and _is_term(matched.claim, quoted):
        return Result(quoted, Verdict.NOT_A_CLAIM, _NOBODY)
    also = as_good(matched.located)[:_SHOWN]
    return Result(
        quoted,
        verdict,
        passage=passage_of(matched.best, *matched.extent, matched.said),
        also=tuple(passage_of(one, one.first, one.last, who(one.speech, one.first, one.last)) for one in also),
        edits=tuple(one.edit for one in matched.own if one.edit.draft or one.edit.evidence),
        omitted=tuple(one.edit.evidence for one in matched.own if one.omission is not None),
        observations=(*seen, *speaker),
    )


def _is_term(claim: Claim, quoted: Quoted) -> bool:
    """Whether words that stand in the evidence are a title or a term there as well."""
    if claim.heading:
        return False
    if claim.is_title:
        return claim.speaker is None
    return not claim.attributed and quoted.last - quoted.first < _TERM


def _verdict(matched: Matched, seen: Sequence[Observation], speaker: Sequence[Observation]) -> Verdict:
    """The verdict that the edits, the observations and the speaker make together, the gravest first."""
    edits = [one.edit for one in matched.own]
    if any(map(is_parting, seen)):
        return Verdict.SPLICED
    if any(not edit.indicated and edit.edit_class not in SLIGHT for edit in edits) or any(map(_is_dishonest, seen)):
        return Verdict.ALTERED
    if any(one.facts["about"] in _ANOTHER for one in speaker):
        return Verdict.MISATTRIBUTED
    if any(one.kind == "ending" for one in seen):
        return Verdict.ALTERED
    brackets = (one for one in matched.claim.brackets if matched.quoted.span.covers(one.span))
    shown = any(edit.indicated and (edit.draft or edit.evidence) for edit in edits)
    inserted = any(bracket.use in (Use.SIC, Use.REMARK, Use.EMPTY) for bracket in brackets)
    return Verdict.INDICATED if shown or inserted else Verdict.VERBATIM


def _is_dishonest(seen: Observation) -> bool:
    facts = seen.facts
    match seen.kind:
        case "omission":
            return facts["governs"] == "yes" and facts["hides"] in ("negation", "condition", "attribution", "speaker")
        case "bracket":
            return facts["changes"] not in ("none", "") and facts["use"] in ("gloss", "replacement", "suffix")
    return False
