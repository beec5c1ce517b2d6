"""Candidates: windows of the evidence in which the rarest words of a quotation stand near each other.

A word that stands at place p in the evidence and at place i in the quotation lies on the diagonal p - i. Words of one
passage lie on diagonals near each other, whatever was changed between them. So the rarest words vote for their
diagonals, and near ones are counted together. A quotation of nothing but common words begins with the least common,
and follows it to its neighbours. The figures below were chosen for a gigabyte of evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from quoth.evidence.directory import Directory
from quoth.evidence.postings import Postings
from quoth.text.words import stem

_VOTING_WORDS = 400  # of a quotation: its diagonals must not reach into the next document (`postings.GRID`)
_VOTES = 40_000  # places that vote at most, which takes 2 ms
_FEWEST_VOTERS = 3  # words that must be rare enough for that; otherwise one or two of them are followed
_LEADING = 100_000  # places of the two rarest words, if both are followed
_FOLLOWED = 4_000_000  # places read at most for that: a tenth of a second at worst
_FEW = 20_000  # diagonals; of more, only the best are followed further
_CLEAR = 0.8  # the share of the terms looked for that the best diagonal of one word has
_SETTLED = 16  # diagonals; so few are told apart by reading them
_NARROWING = 200_000  # places read at most to choose among candidates
_DRIFT = 24  # words left out or added between two words of one passage, beside those of the quotation itself
_TIGHT = 3  # the same where common words are followed: further away, one of them stands everywhere
_NEARLY = 0.8  # what a word near its place counts beside one that stands there
_CANDIDATES = 240  # among which is chosen
_AS_GOOD, _NEAR_BEST = 0.7, 0.35  # shares of the best score that are kept when there are many, and when there are few
_NUMBER_BITS = 10  # for the number of a voter within a key
_NUMBER = (1 << _NUMBER_BITS) - 1
_BUCKETS = 1 << 16  # in which cells are counted before they are told apart; more than there are votes

Places = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the quotation: its number, how often it stands in the index, where in the quotation, and its weight."""

    number: int
    count: int
    offsets: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Query:
    """A quotation: its stems, their weights, and the terms that the index knows, rarest first."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Windows of words `[first, last)` by their numbers, with what speaks for each."""

    firsts: Places
    lasts: Places
    scores: Weights
    length: int  # of the quotation
    counted: int  # terms of the quotation, rarest first, of which the scores tell

    def __len__(self) -> int:
        return len(self.firsts)

    def __getitem__(self, chosen: NDArray[np.bool_] | Places) -> Candidates:
        return Candidates(self.firsts[chosen], self.lasts[chosen], self.scores[chosen], self.length, self.counted)

    def documents(self, directory: Directory) -> Places:
        """The index of the document in which each lies: windows begin before it, or end in the free space behind it."""
        return directory.index_of(self.lasts - self.length + _VOTING_WORDS)


def find_candidates(query: Query, most: int, postings: Postings, directory: Directory) -> Candidates:
    """The windows in which most of the rarest words stand, best first; equals in the order of paths, then of places."""
    return _narrow(_best(_vote(query, postings, directory), directory), most, query, postings)


def ask(forms: Sequence[str], postings: Postings, words: int) -> Query:
    """A quotation as it is looked up; the index holds so many words."""
    stems = tuple(map(stem, forms))
    offsets: dict[str, list[int]] = {}
    for offset, one in enumerate(stems[:_VOTING_WORDS]):
        offsets.setdefault(one, []).append(offset)
    known = postings.counts(dict.fromkeys(stems))
    weight = {one: log(1 + words / known[one][1]) if one in known else log(1 + words) for one in stems}
    terms = [Term(*known[one], tuple(offsets[one]), weight[one]) for one in sorted(offsets) if one in known]
    terms.sort(key=lambda term: term.count)
    return Query(stems, tuple(weight[one] for one in stems), tuple(terms))


# ------------------------------------------------------------------ vote


def _vote(query: Query, postings: Postings, directory: Directory) -> Candidates:
    voters = _rarest(query.terms[: 1 << _NUMBER_BITS], _VOTES)
    if len(voters) >= min(_FEWEST_VOTERS, len(query.terms)):
        return _count(query, voters, postings)
    # The next one as well, if the first may be a word that the draft has changed.
    found: list[Candidates] = []
    for leader in _rarest(query.terms[:2], _LEADING) or query.terms[:1]:
        found.append(_follow(leader, query, postings, directory))
        if _is_clear(found[-1], query):
            break
    return Candidates(
        np.concatenate([one.firsts for one in found]),
        np.concatenate([one.lasts for one in found]),
        np.concatenate([one.scores for one in found]),
        len(query.stems),
        min(one.counted for one in found),
    )


def _is_clear(candidates: Candidates, query: Query) -> bool:
    """Whether nearly all terms that were looked for stand together in one place."""
    looked_for = sum(term.weight * len(term.offsets) for term in query.terms[: candidates.counted])
    return candidates.counted > 1 and bool(candidates.scores.max(initial=0) >= _CLEAR * looked_for)


def _rarest(terms: Sequence[Term], most: int) -> Sequence[Term]:
    """So many of the rarest terms that they stand in the index so often at most."""
    places = np.cumsum([term.count * len(term.offsets) for term in terms])
    return terms[: int(np.searchsorted(places, most, side="right"))]


def _count(query: Query, voters: Sequence[Term], postings: Postings) -> Candidates:
    """Windows of diagonals, with the weight of the distinct words that vote in each.

    Windows overlap by half, so that one of two holds whatever lies near each other. Their borders are multiples of
    a power of two, as the first words of documents are: they lie the same way in every index.
    """
    length = len(query.stems)
    half = min((_DRIFT + length).bit_length() - 1, 8)
    votes = [(number, offset) for number, term in enumerate(voters) for offset in term.offsets]
    cells = [(postings.places(voters[number].number) - offset) >> half for number, offset in votes]
    numbers = np.repeat([number for number, _ in votes], [len(one) for one in cells])
    keys = np.concatenate(cells) << _NUMBER_BITS | numbers
    weights = np.array([term.weight for term in voters])
    firsts, scores = _scores(keys[_may_be_good(keys, weights)], weights)
    firsts <<= half
    return Candidates(firsts, firsts + (2 << half) + length, scores, length, len(voters))


def _may_be_good(keys: Places, weights: Weights) -> NDArray[np.bool_]:
    """Which keys lie in a window that may come near the best: sorting all takes four times as long as this.

    Cells share buckets, so that the weight of two neighbouring buckets is what a window has at most.
    """
    buckets = keys >> _NUMBER_BITS & _BUCKETS - 1
    sums = np.bincount(buckets, weights[keys & _NUMBER], _BUCKETS)
    most = sums + np.roll(sums, -1)
    top = int(most.argmax())
    _, scores = _scores(keys[(buckets == top) | (buckets == (top + 1) % _BUCKETS)], weights)
    good = most >= _NEAR_BEST * scores.max()
    return np.asarray((good | np.roll(good, 1))[buckets])


def _scores(keys: Places, weights: Weights) -> tuple[Places, Weights]:
    """The windows of keys, two cells each, with the weight of the distinct voters in each."""
    keys = _distinct(np.sort(keys))
    keys = np.concatenate((keys, keys - (1 << _NUMBER_BITS)))
    keys.sort(kind="stable")  # which merges two that are sorted
    keys = _distinct(keys)
    windows = keys >> _NUMBER_BITS
    begins = np.flatnonzero(np.diff(windows, prepend=windows[:1] - 1))
    return windows[begins], np.add.reduceat(weights[keys & _NUMBER], begins)


def _follow(leader: Term, query: Query, postings: Postings, directory: Directory) -> Candidates:
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
        if len(diagonals) <= _SETTLED or read > _FOLLOWED:
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
    return np.asarray(_NEARLY * near + (1 - _NEARLY) * (gap == 0))


def _tight(diagonals: Places, scores: Weights, length: int, counted: int) -> Candidates:
    return Candidates(diagonals - _TIGHT, diagonals + length + _TIGHT, scores, length, counted)


def _distinct(ordered: Places) -> Places:
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


# ------------------------------------------------------------------ narrow


def _best(candidates: Candidates, directory: Directory) -> Candidates:
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


def _alive(candidates: Candidates, directory: Directory) -> NDArray[np.bool_]:
    """Which windows have words of a document that is still there."""
    index = candidates.documents(directory)
    return np.asarray((index >= 0) & (candidates.firsts < directory.lasts[index]))


def _narrow(candidates: Candidates, most: int, query: Query, postings: Postings) -> Candidates:
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
