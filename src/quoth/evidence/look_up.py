"""Looking up: the places where most words of a quotation stand near each other and in their order.

A word that stands at place p in the evidence and at place i in the quotation lies on the diagonal p - i. Words of one
passage lie on diagonals near each other, whatever was changed between them. So:

1. *Vote.* The rarest words of the quotation vote for their diagonals; near ones are counted together. A quotation of
   nothing but common words begins with the least common and follows it to its neighbours.
2. *Narrow.* Where too many candidates are left, the next words are looked for in them.
3. *Weigh.* The words of the best candidates are read, and the longest common subsequence with the quotation is taken;
   a word counts by how rare it is. Passages close together are tried as one, for a draft leaves words out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from quoth.evidence.directory import Directory
from quoth.evidence.postings import Postings
from quoth.text.words import stem

_VOTES = 40_000  # places that vote; more cost more than they find
_VOTING_WORDS = 400  # of a quotation: diagonals must not reach into the next document (`postings.GRID`)
_FEWEST_VOTERS = 3
_LEADING = 100_000  # places of the two rarest words, if both are followed
_FOLLOWED = 1_500_000  # places read at most for that
_FEW = 20_000  # diagonals; of more, only the best are followed further
_NEARLY = 0.8  # what a word near its place counts beside one that stands there
_NARROWING = 200_000
_DRIFT = 24  # words left out or added between two words of one passage, beside those of the quotation itself
_TIGHT = 3  # the same where common words are followed
_CANDIDATES = 120
_WEIGHED = 16
_NEAR_BEST = 0.35
_AS_GOOD = 0.7
_FOUND = 0.9
_ADDS = 0.12  # of the weight of a quotation: a splice takes that much from another place, chance less
_GAP = 120  # words that a draft may leave out within one passage
_BETTER = 0.03  # two passages are one when that is so much better than either
_ANCHOR_BITS = 10

Places = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """A place found: words `[first, last)` of a document (by its index in the directory), with the share found.

    `held` tells which words of the quotation stand there in their order, one bit each.
    """

    document: int
    first: int
    last: int
    share: float
    held: int


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the quotation: its number, how often it stands in the index, where in the quotation, and its weight."""

    number: int
    count: int
    offsets: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Query:
    """A quotation: its stems, their weights, and the terms that the index knows, rarest first."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]
    terms: tuple[_Term, ...]


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Windows of words `[first, last)` by their numbers, with what speaks for each."""

    firsts: Places
    lasts: Places
    scores: Weights
    length: int  # of the quotation
    counted: int  # terms of the quotation, rarest first, of which the scores tell

    def __len__(self) -> int:
        return len(self.firsts)

    def __getitem__(self, chosen: NDArray[np.bool_] | Places) -> _Candidates:
        return _Candidates(self.firsts[chosen], self.lasts[chosen], self.scores[chosen], self.length, self.counted)

    def documents(self, directory: Directory) -> Places:
        """The index of the document in which each lies: windows begin before it, or end in the free space behind it."""
        return directory.index_of(self.lasts - self.length + _VOTING_WORDS)


def find_places(forms: Sequence[str], most: int, postings: Postings, directory: Directory) -> list[Place]:
    """The places of a quotation, best first; equals in the order of paths, then of places."""
    query = _ask(forms, postings, directory.words)
    if not query.terms:
        return []
    candidates = _best(_vote(query, postings, directory), directory)
    places = _weigh(_narrow(candidates, max(most, _WEIGHED), query, postings), query, directory)
    places.sort(key=lambda place: (-round(place.share, 6), int(directory.ranks[place.document]), place.first))
    return _worth_telling(places, query)[:most]


def _ask(forms: Sequence[str], postings: Postings, words: int) -> _Query:
    stems = tuple(map(stem, forms))
    offsets: dict[str, list[int]] = {}
    for offset, one in enumerate(stems[:_VOTING_WORDS]):
        offsets.setdefault(one, []).append(offset)
    known = postings.counts(dict.fromkeys(stems))
    weight = {one: log(1 + words / known[one][1]) if one in known else log(1 + words) for one in stems}
    terms = [_Term(*known[one], tuple(offsets[one]), weight[one]) for one in sorted(offsets) if one in known]
    terms.sort(key=lambda term: term.count)
    return _Query(stems, tuple(weight[one] for one in stems), tuple(terms))


# ------------------------------------------------------------------ vote


def _vote(query: _Query, postings: Postings, directory: Directory) -> _Candidates:
    voters = _rarest(query.terms[: 1 << _ANCHOR_BITS], _VOTES)
    if len(voters) >= min(_FEWEST_VOTERS, len(query.terms)):
        return _count(query, voters, postings)
    # Two if they are not too common, so that one of them may be a word that the draft has changed.
    leaders = _rarest(query.terms[:2], _LEADING) or query.terms[:1]
    found = [_follow(leader, query, postings, directory) for leader in leaders]
    return _Candidates(
        np.concatenate([one.firsts for one in found]),
        np.concatenate([one.lasts for one in found]),
        np.concatenate([one.scores for one in found]),
        len(query.stems),
        min(one.counted for one in found),
    )


def _rarest(terms: Sequence[_Term], most: int) -> Sequence[_Term]:
    """So many of the rarest terms that they stand in the index so often at most."""
    places = np.cumsum([term.count * len(term.offsets) for term in terms])
    return terms[: int(np.searchsorted(places, most, side="right"))]


def _count(query: _Query, voters: Sequence[_Term], postings: Postings) -> _Candidates:
    """Windows of diagonals, with the weight of the distinct words that vote in each.

    Windows overlap by half, so that one of two holds whatever lies near each other. Their borders are multiples of
    a power of two, as the first words of documents are: they lie the same way in every index.
    """
    length = len(query.stems)
    half = min((_DRIFT + length).bit_length() - 1, 8)
    keys = np.concatenate(
        [
            ((postings.places(term.number) - offset) >> half) << _ANCHOR_BITS | number
            for number, term in enumerate(voters)
            for offset in term.offsets
        ]
    )
    keys.sort()
    keys = _distinct(keys)
    keys = np.concatenate((keys, keys - (1 << _ANCHOR_BITS)))
    keys.sort(kind="stable")  # which merges two that are sorted
    keys = _distinct(keys)
    windows = keys >> _ANCHOR_BITS
    begins = np.flatnonzero(np.diff(windows, prepend=windows[:1] - 1))
    weights = np.array([term.weight for term in voters])[keys & ((1 << _ANCHOR_BITS) - 1)]
    windows = windows[begins]
    firsts = windows << half
    return _Candidates(firsts, firsts + (2 << half) + length, np.add.reduceat(weights, begins), length, len(voters))


def _follow(leader: _Term, query: _Query, postings: Postings, directory: Directory) -> _Candidates:
    """Diagonals of one word, with the weight of the others that stand where they should, or nearly so."""
    length = len(query.stems)
    diagonals = np.concatenate([postings.places(leader.number) - offset for offset in leader.offsets])
    diagonals.sort(kind="stable")  # which merges what is sorted already
    if directory.has_gone:
        diagonals = diagonals[_alive(_tight(diagonals, np.zeros(len(diagonals)), length, 0), directory)]
    scores = np.full(len(diagonals), leader.weight)
    read = counted = 0
    for term in query.terms:
        read += term.count
        if len(diagonals) <= _WEIGHED or read > _FOLLOWED:
            break
        counted += 1
        if term is leader:
            continue
        places = postings.places(term.number)
        for offset in term.offsets:
            scores += term.weight * _nearness(places, diagonals + offset)
        kept = scores >= (_NEAR_BEST if len(scores) <= _FEW else _AS_GOOD) * scores.max()
        diagonals, scores = diagonals[kept], scores[kept]
    return _tight(diagonals, scores, length, counted)


def _nearness(places: Places, expected: Places) -> Weights:
    """1 where a place is the one expected, a little less where one is near it, 0 elsewhere."""
    after = np.searchsorted(places, expected)
    gap = places[np.minimum(after, len(places) - 1)] - expected
    before = expected - places[np.maximum(after - 1, 0)]
    near = ((gap >= 0) & (gap <= _TIGHT)) | ((before >= 0) & (before <= _TIGHT))
    return _NEARLY * near + (1 - _NEARLY) * (gap == 0)


def _tight(diagonals: Places, scores: Weights, length: int, counted: int) -> _Candidates:
    return _Candidates(diagonals - _TIGHT, diagonals + length + _TIGHT, scores, length, counted)


def _distinct(ordered: Places) -> Places:
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


# ------------------------------------------------------------------ narrow


def _best(candidates: _Candidates, directory: Directory) -> _Candidates:
    """Those not far below the best, one of those beside each other, equals in the order of paths and places."""
    if directory.has_gone:
        candidates = candidates[_alive(candidates, directory)]
    if not len(candidates):
        return candidates
    candidates = candidates[candidates.scores >= _NEAR_BEST * candidates.scores.max()]
    ranks = directory.ranks[candidates.documents(directory)]
    order = np.lexsort((candidates.firsts, ranks, -candidates.scores))[: 2 * _CANDIDATES]
    taken: dict[int, int] = {}
    chosen = []
    # As far as windows of `_count` are apart, and a power of two like that.
    shift = min(max(int(candidates.lasts[0] - candidates.firsts[0]).bit_length() - 2, 0), 8)
    for number in order.tolist():
        cell = int(candidates.firsts[number]) >> shift
        if not {cell - 1, cell, cell + 1} & taken.keys():
            taken[cell] = number
            chosen.append(number)
    return candidates[np.array(chosen[:_CANDIDATES], np.int64)]


def _alive(candidates: _Candidates, directory: Directory) -> NDArray[np.bool_]:
    """Which windows have words of a document that is still there."""
    index = candidates.documents(directory)
    return np.asarray((index >= 0) & (candidates.firsts < directory.lasts[index]))


def _narrow(candidates: _Candidates, most: int, query: _Query, postings: Postings) -> _Candidates:
    """Look for the next words in the candidates, as long as there are more of them than can be weighed; the best."""
    read = 0
    for counted, term in enumerate(query.terms[candidates.counted :], start=candidates.counted + 1):
        read += term.count
        if len(candidates) <= most or read > _NARROWING:
            break
        places = postings.places(term.number)
        at = np.searchsorted(places, candidates.firsts)
        found = (at < len(places)) & (places[np.minimum(at, len(places) - 1)] < candidates.lasts)
        candidates = replace(candidates, scores=candidates.scores + term.weight * found, counted=counted)
    order = np.argsort(-candidates.scores, kind="stable")
    return candidates[order[:most]]


# ------------------------------------------------------------------ weigh


def _weigh(candidates: _Candidates, query: _Query, directory: Directory) -> list[Place]:
    """The candidates as places with their shares, as long as they may come near the best of them."""
    scales = _Scales(query, directory)
    unseen = sum(term.weight for term in query.terms[candidates.counted :])
    total = sum(dict(zip(query.stems, query.weights, strict=True)).values())
    best = 0.0
    places = []
    columns = candidates.documents(directory), candidates.firsts, candidates.lasts, candidates.scores
    for document, first, last, score in zip(*(column.tolist() for column in columns), strict=True):
        if (score + unseen) / total < _least(best):
            break
        place = scales.window(document, first, last)
        if place is not None:
            places.append(place)
            best = max(best, place.share)
    return scales.merged(places)


def _least(best: float) -> float:
    """The share below which a place is not told of beside the best: a quotation found whole has no other parts."""
    return (_NEAR_BEST if best < _FOUND else _AS_GOOD) * best


def _worth_telling(places: Sequence[Place], query: _Query) -> list[Place]:
    """Those nearly as good as the best, and those that hold words of the quotation that the better ones lack."""
    told: list[Place] = []
    held = 0
    for place in places:
        best = places[0].share
        new = sum(weight for offset, weight in enumerate(query.weights) if (place.held & ~held) >> offset & 1)
        adds = place.share >= _least(best) and new >= _ADDS * sum(query.weights)
        if place.share >= _AS_GOOD * best or adds:
            told.append(place)
            held |= place.held
    return told


class _InOrder(NamedTuple):
    weight: float
    first: int
    last: int
    held: int


class _Scales:
    """Weighs windows of the evidence against one quotation."""

    def __init__(self, query: _Query, directory: Directory) -> None:
        self._query = query
        self._directory = directory
        self._numbers = {one: number for number, one in enumerate(dict.fromkeys(query.stems))}
        self._words = [self._numbers[one] for one in query.stems]
        self._offsets = {
            number: [offset for offset, word in enumerate(self._words) if word == number]
            for number in self._numbers.values()
        }
        self._total = sum(query.weights)

    def window(self, document: int, first: int, last: int) -> Place | None:
        """The part of a window that holds words of the quotation, with their share."""
        if document < 0:
            return None
        begin, end = int(self._directory.firsts[document]), int(self._directory.lasts[document])
        return self._between(document, max(first, begin), min(last, end))

    def merged(self, places: Sequence[Place]) -> list[Place]:
        """The places, those near each other as one where that holds more, and the better of those that overlap."""
        kept: list[Place] = []
        for place in sorted(places, key=lambda place: (place.document, place.first, -place.last)):
            before = kept[-1] if kept else None
            if before is None or before.document != place.document or place.first > before.last + _GAP:
                kept.append(place)
                continue
            better = max(before, place, key=lambda one: (one.share, -one.first))
            both = self._between(place.document, before.first, max(before.last, place.last))
            if both and both.share > better.share + _BETTER:
                kept[-1] = both
            elif place.first < before.last:
                kept[-1] = better
            else:
                kept.append(place)
        return kept

    def _between(self, document: int, first: int, last: int) -> Place | None:
        if first >= last:
            return None
        numbers = self._numbers
        window = [numbers.get(stem(form), -1) for form in self._directory.forms(first, last)]
        straight, diagonal = self._straight(window)
        if not straight:
            return None
        slack = _TIGHT + len(self._words) // 4
        begin, end = max(diagonal - slack, 0), diagonal + len(self._words) + slack
        found = self._in_order(window[begin:end], begin)
        anyhow = self._anyhow(window)
        if found.weight < anyhow and len(window) > end - begin:
            whole = self._in_order(window, 0)
            found = whole if whole.weight > found.weight + _BETTER * self._total else found
        share = (straight + found.weight + anyhow) / (3 * self._total)
        return Place(document, first + found.first, first + found.last, share, found.held)

    def _straight(self, window: Sequence[int]) -> tuple[float, int]:
        """The weight on the best of the diagonals of a window, and which that is."""
        weights: dict[int, float] = {}
        for place, word in enumerate(window):
            if word >= 0:
                for offset in self._offsets[word]:
                    weights[place - offset] = weights.get(place - offset, 0.0) + self._query.weights[offset]
        if not weights:
            return 0.0, 0
        best = max(weights, key=lambda diagonal: (weights[diagonal], -diagonal))
        return weights[best], best

    def _in_order(self, window: Sequence[int], shift: int) -> _InOrder:
        """The longest common subsequence with a window, its places counted from `shift`."""
        blocks = [block for block in LCSseq.editops(self._words, window).as_matching_blocks() if block.size]
        weight = sum(sum(self._query.weights[block.a : block.a + block.size]) for block in blocks)
        held = sum(((1 << block.size) - 1) << block.a for block in blocks)
        return _InOrder(weight, shift + blocks[0].b, shift + blocks[-1].b + blocks[-1].size, held)

    def _anyhow(self, window: Sequence[int]) -> float:
        """The weight of the words that stand in the window in any order."""
        there = Counter(window)
        found = 0.0
        for word, weight in zip(self._words, self._query.weights, strict=True):
            if there[word] > 0:
                there[word] -= 1
                found += weight
        return found
