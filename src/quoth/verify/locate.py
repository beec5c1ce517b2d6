"""Locating: where in the evidence the words of a claim stand, in one passage or, spliced, in several.

A shortlist from the index, then alignment; the best and the second best are kept, so that a passage that looks alike is
not taken for the only one. Words that the best passage lacks are looked for by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from quoth.model import Span
from quoth.text.speech import Evidence, Hit, Speech, Turn
from quoth.verify.align import Alignment, Rows, align, columns_of, rows_of
from quoth.verify.claims import Claim, Joint
from quoth.verify.lexicon import Lexicon
from quoth.verify.surroundings import between

_HITS = 10
_ALIGNED = 5
"""Of the shortlist, so many passages are aligned word by word."""
_MARGIN = 24
_REACH = 1_500
"""Words around a hit in which the other side of an ellipsis is looked for."""
_REST = 3
"""So many words in a row, unmatched, are looked for by themselves."""
_INTERJECTION = 14
"""The longest turn of another speaker that interrupts a turn without ending it, in words."""
_MURMUR = 4
_STOP = regex.compile(r"[.!?]")
_DASHED = regex.compile(r"[—–]\s*+\p{Ll}[^—–\n]{2,80}?[—–]")
_NOTE = regex.compile(r"\[[^\[\]\n]{1,200}\]")
_TAG = regex.compile(r"(?<=[,.!?…—–-][”\"»’'“])\s++[^“”\"«»„\n]{2,90}?[,.:;]?\s++(?=[“\"«‘„'])")


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """A claim laid on one speech: pairs of word numbers (claim, speech), in order."""

    speech: Speech
    pairs: tuple[tuple[int, int], ...]
    score: float

    @property
    def first(self) -> int:
        """The first word of the speech that is matched."""
        return min(number for _, number in self.pairs)

    @property
    def last(self) -> int:
        """The word behind the last one that is matched."""
        return max(number for _, number in self.pairs) + 1


@dataclass(frozen=True, slots=True)
class Located:
    """Where a claim stands: `best` first, others as good or nearly, and the rest of the claim found elsewhere."""

    rows: Rows
    best: Placement | None = None
    others: tuple[Placement, ...] = ()
    rests: tuple[tuple[int, int, Placement], ...] = ()
    """Words `[first, last)` of the claim that stand in another passage."""


def locate(claim: Claim, evidence: Evidence, lexicon: Lexicon) -> Located:
    """The places of a claim in the evidence, best first."""
    rows = rows_of(claim, lexicon)
    placements = sorted(_placements(claim, rows, evidence, lexicon), key=lambda one: -one.score)
    if not placements:
        return Located(rows)
    best, *others = placements
    rests = tuple(_rests(claim, best, evidence, lexicon))
    return Located(rows, best, tuple(others), rests)


def asides(speech: Speech, first: int, last: int, lexicon: Lexicon) -> set[int]:
    """Words that come between what one speaker says: another's interjection, or a reporter's "she said"."""
    found: set[int] = set()
    turns = [turn for turn in speech.turns if turn.last > first and turn.first < last]
    for before, turn, after in zip(turns, turns[1:], turns[2:], strict=False):
        if (
            before.speaker is not None
            and before.speaker == after.speaker != turn.speaker
            and is_interjection(speech, turn)
        ):
            found.update(range(turn.first, turn.last))
    text = speech.document.text
    start, end = int(speech.starts[first]), int(speech.ends[last - 1])
    if "“" in text[start:end] or '"' in text[start:end] or "«" in text[start:end]:
        for match in _TAG.finditer(text, start, end):
            found.update(_words_of(speech, match))
    for match in _DASHED.finditer(text, start, end):
        words = _words_of(speech, match)
        if any(lexicon.is_cue(speech.forms[number]) for number in words[:3]):
            found.update(words)
    for match in _NOTE.finditer(text, start, end):
        found.update(_words_of(speech, match))
    return found


def _words_of(speech: Speech, match: regex.Match[str]) -> range:
    """The numbers of the words that begin in a match of the document's text."""
    first, last = speech.starts.searchsorted(match.span())
    return range(int(first), int(last))


def is_interjection(speech: Speech, turn: Turn) -> bool:
    """Whether a turn only interrupts: no question, and short; between two sentences, a word or two."""
    words = turn.last - turn.first
    if words > _INTERJECTION or turn.first == 0 or turn.last == turn.first:
        return False
    if "?" in speech.span(turn.first, turn.last + (turn.last < len(speech.forms))).of(speech.document.text):
        return False
    return words <= _MURMUR or not _STOP.search(between(speech, turn.first - 1)[:3])


# ------------------------------------------------------------------ passages


def _placements(claim: Claim, rows: Rows, evidence: Evidence, lexicon: Lexicon) -> Iterator[Placement]:
    hits = list(_hits(claim, evidence))
    plain = not claim.brackets and not claim.ellipses
    found = [one for hit in hits for one in _exact(rows, hit)] if plain else []
    if not found:
        margin = _MARGIN if not claim.ellipses else _REACH
        near = (_near(rows, hit, margin, lexicon) for hit in hits[: _ALIGNED if plain else 2 * _ALIGNED])
        found = [one for one in near if one is not None]
    seen: set[tuple[str | None, str, Span]] = set()
    for one in found:
        # Hits of one document may overlap, and each has its own part of it.
        at = one.speech.document.path, one.speech.document.id, one.speech.span(one.first, one.last)
        if at not in seen:
            seen.add(at)
            yield one


def _near(rows: Rows, hit: Hit, margin: int, lexicon: Lexicon) -> Placement | None:
    """The claim laid on a hit and so many words on either side."""
    return place(rows, hit.speech, hit.first - margin, hit.last + margin, lexicon)


def place(rows: Rows, speech: Speech, first: int, last: int, lexicon: Lexicon) -> Placement | None:
    """A claim laid on words `[first, last)` of a speech, as far as it has them."""
    first, last = max(0, first), min(len(speech.forms), last)
    if last <= first:
        return None
    forms = speech.forms[first:last]
    aside = asides(speech, first, last, lexicon)
    fillers = lexicon.lists.get("fillers", frozenset())
    light = [form in fillers or number in aside for number, form in enumerate(forms, first)]
    found = align(rows, columns_of(forms, first, light, rows, lexicon))
    return None if found is None else Placement(speech, _tidied(found, rows), found.score)


def _hits(claim: Claim, evidence: Evidence) -> Iterator[Hit]:
    """The shortlist for the whole claim and, where it is in pieces, for each piece; the longest piece first."""
    outside = [word.form for word in claim.words if word.bracket is None]
    whole = outside if len(outside) > 1 else [word.form for word in claim.words]
    if not whole:
        return
    yield from evidence.look_up(whole, _HITS)
    if claim.ellipses:
        pieces = [piece for piece in _pieces(claim) if len(piece) > 1]
        for piece in sorted(pieces, key=len, reverse=True)[:2]:
            if len(piece) < len(whole):
                yield from evidence.look_up(piece, _ALIGNED)


def _pieces(claim: Claim) -> list[list[str]]:
    pieces: list[list[str]] = [[]]
    for word in claim.words:
        if word.joint is Joint.ELLIPSIS:
            pieces.append([])
        if word.bracket is None:
            pieces[-1].append(word.form)
    return pieces


def _exact(rows: Rows, hit: Hit) -> Iterator[Placement]:
    """The claim word for word, wherever it stands within a hit or near it."""
    forms = hit.speech.forms
    height = len(rows.exact)
    first, last = max(0, hit.first - _MARGIN), min(len(forms), hit.last + _MARGIN)
    hay, needle = " ".join(("", *forms[first:last], "")), " ".join(("", *rows.exact, ""))
    at = hay.find(needle)
    while at >= 0:
        start = first + hay.count(" ", 0, at)
        yield Placement(hit.speech, tuple((n, start + n) for n in range(height)), rows.most)
        at = hay.find(needle, at + 1)


def _tidied(found: Alignment, rows: Rows) -> tuple[tuple[int, int], ...]:
    """The pairs without stray function words at either end, far from all others."""
    pairs = list(found.pairs)
    while len(pairs) > 2 and _is_stray(pairs[0], pairs[1], rows):
        pairs.pop(0)
    while len(pairs) > 2 and _is_stray(pairs[-1], pairs[-2], rows):
        pairs.pop()
    return tuple(pairs)


def _is_stray(one: tuple[int, int], next_one: tuple[int, int], rows: Rows) -> bool:
    gap = abs(next_one[1] - one[1]) - abs(next_one[0] - one[0])
    joint = any(cost is not None for cost in rows.joints[min(one[0], next_one[0]) + 1 : max(one[0], next_one[0]) + 1])
    return rows.weights[one[0]] < 1 and gap > 2 and not joint


# ------------------------------------------------------------------ what the passage lacks


def _rests(claim: Claim, best: Placement, evidence: Evidence, lexicon: Lexicon) -> Iterator[tuple[int, int, Placement]]:
    """Stretches of the claim that stand in another passage word for word, or nearly."""
    matched = {number for number, _ in best.pairs}
    for first, last in _stretches(claim, matched):
        rest = replace(claim, words=claim.words[first:last], brackets=(), ellipses=())
        rows = rows_of(rest, lexicon)
        near = place(rows, best.speech, 0, len(best.speech.forms), lexicon)
        found = [] if near is None else [near]
        found += _placements(rest, rows, evidence, lexicon)
        good = [one for one in found if one.score >= 0.85 * rows.most]
        if good:
            top = max(good, key=lambda one: (one.score, one.speech is best.speech))
            yield first, last, Placement(top.speech, tuple((first + n, word) for n, word in top.pairs), top.score)


def _stretches(claim: Claim, matched: set[int]) -> Iterator[tuple[int, int]]:
    first = 0
    count = len(claim.words)
    for number in range(count + 1):
        breaks = number == count or number in matched or claim.words[number].bracket is not None
        if breaks or (number > first and claim.words[number].joint is not Joint.NONE):
            if number - first >= _REST:
                yield first, number
            first = number if not breaks else number + 1


def share_of(rows: Rows, pairs: Sequence[tuple[int, int]], among: range) -> float:
    """The share of the weight of some words of a claim that is matched; words in brackets do not count."""
    numbers = {number for number, _ in pairs}
    weights = [(float(rows.weights[n]), n in numbers) for n in among if rows.counts(n)]
    total = sum(weight for weight, _ in weights)
    return sum(weight for weight, met in weights if met) / total if total else 1.0
