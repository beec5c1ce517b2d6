"""Passages: which place of the evidence a claim means, whether it is one at all, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from quoth.model import Passage
from quoth.text.speech import Speech
from quoth.verify.claims import Claim
from quoth.verify.lexicon import Lexicon
from quoth.verify.locate import Located, Placement, share_of
from quoth.verify.speakers import Match, match
from quoth.verify.surroundings import around

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
class Extent:
    """What all of the evidence is: the languages in it (None where not known), and how many words."""

    languages: frozenset[str | None] = frozenset()
    words: int = 0


def speaker_first(claim: Claim, located: Located, who: WhoSaid, lexicon: Lexicon) -> Located:
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


def is_likely(claim: Claim, best: Placement, who: WhoSaid, extent: Extent, lexicon: Lexicon) -> bool:
    """Whether a few words in common mean something: in little evidence, or in what the named speaker said."""
    if extent.words < _LITTLE:
        return True
    said = who(best.speech, best.first, best.last)
    return match(claim.speaker, said.speaker, claim.named, lexicon) is Match.SAME


def is_found(claim: Claim, located: Located, best: Placement, likely: bool) -> bool:
    """Whether the passage is the one meant, changed or not, rather than one that shares some words."""
    pairs = [*best.pairs, *(pair for _, _, rest in located.rests for pair in rest.pairs)]
    share = share_of(located.rows, pairs, range(len(claim.words)))
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


def with_near_rests(located: Located, best: Placement) -> Placement:
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


def as_good(located: Located) -> list[Placement]:
    """Other places that fit as well as the best."""
    best = located.best
    if best is None:
        return []
    return [one for one in located.others if one.score >= best.score - _TIE]


# ------------------------------------------------------------------ rewordings


def find_reworded(
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


# ------------------------------------------------------------------ for the reader


def passage_of(placement: Placement, first: int, last: int, said: Said) -> Passage:
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
