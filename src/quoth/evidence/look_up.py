"""Looking up: the places where most words of a quotation stand near each other and in their order.

The words of the best candidates (`quoth.evidence.candidates`) are read, and the longest common subsequence with the
quotation is taken; a word counts by how rare it is. Passages close together are tried as one, for a draft leaves words
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from quoth.evidence.candidates import Candidates, Query, ask, find_candidates
from quoth.evidence.directory import Directory
from quoth.evidence.postings import Postings
from quoth.text.words import stem

_WEIGHED = 64  # candidates of which the words are read, a tenth of a millisecond each
_ALL = 0.999  # the share of a quotation of which every word is there
_FOUND = 0.85  # the share from which a quotation counts as found whole
_AS_GOOD = 0.7  # of the best share: another place where it may stand
_NEAR_BEST = 0.35  # of the best share: a place where a part of it may stand
_ADDS = 0.12  # of the weight of a quotation: a splice takes that much from another place, chance less
_GAP = 120  # words that a draft may leave out within one passage
_BETTER = 0.03  # two passages are one when that is so much better than either
_SLACK = 3  # words that an alignment near a diagonal may stray from it, and a quarter of the quotation's


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


def find_places(forms: Sequence[str], most: int, postings: Postings, directory: Directory) -> list[Place]:
    """The places of a quotation, best first; equals in the order of paths, then of places."""
    query = ask(forms, postings, directory.words)
    if not query.terms:
        return []
    candidates = find_candidates(query, max(most, _WEIGHED), postings, directory)
    places = _weigh(candidates, query, directory)
    places.sort(key=lambda place: (-round(place.share, 6), int(directory.ranks[place.document]), place.first))
    return _worth_telling(places, query)[:most]


def _weigh(candidates: Candidates, query: Query, directory: Directory) -> list[Place]:
    """The candidates as places with their shares, as long as they may come near the best of them."""
    scales = _Scales(query, directory)
    unseen = sum(term.weight for term in query.terms[candidates.counted :])
    total = sum(dict(zip(query.stems, query.weights, strict=True)).values())
    best: Place | None = None
    least = top = 0.0
    whole = False
    places = []
    columns = candidates.documents(directory), candidates.firsts, candidates.lasts, candidates.scores
    for document, first, last, score in zip(*(column.tolist() for column in columns), strict=True):
        if (score + unseen) / total < least or (whole and score < _AS_GOOD * top):
            break
        place = scales.window(document, first, last)
        if place is not None:
            places.append(place)
            if best is None or (place.share, score) > (best.share, top):
                best, top = place, score
                whole = _is_whole(best, query)
                least = _least(best, query)
    return scales.merged(places)


def _least(best: Place, query: Query) -> float:
    """The share below which no place is told of beside the best."""
    if best.share > _ALL:
        return _FOUND
    return (_AS_GOOD if _is_whole(best, query) else _NEAR_BEST) * best.share


def _is_whole(place: Place, query: Query) -> bool:
    """Whether a place holds so much of the quotation that no part of it, of two words or more, stands elsewhere."""
    if place.share >= _FOUND:
        return True
    lacks = ~place.held & ((1 << len(query.stems)) - 1)
    return _weight(query, lacks & (lacks << 1 | lacks >> 1)) < _ADDS * sum(query.weights)


def _weight(query: Query, held: int) -> float:
    """The weight of some words of the quotation, one bit each."""
    return sum(weight for offset, weight in enumerate(query.weights) if held >> offset & 1)


def _worth_telling(places: Sequence[Place], query: Query) -> list[Place]:
    """Those nearly as good as the best, and those that hold words of the quotation that the better ones lack."""
    told: list[Place] = []
    held = 0
    least = _least(places[0], query) if places else 0.0
    for place in places:
        adds = _weight(query, place.held & ~held) >= _ADDS * sum(query.weights)
        if place.share >= least and (adds or place.share >= _AS_GOOD * places[0].share):
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

    def __init__(self, query: Query, directory: Directory) -> None:
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
        slack = _SLACK + len(self._words) // 4
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
