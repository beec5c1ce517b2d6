"""Decode: from scores of words to fragments of roles, and from fragments to whole attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quoth.extract.tagger.labels import LABELS, OUTSIDE

Scores = NDArray[np.float32]

SURE = 9.0
"""A word that the model holds for outside by so much (in logits) cuts a document in two for decoding."""


class Fragment(NamedTuple):
    """Words `[first, last)` that play one role."""

    role: str
    first: int
    last: int


def best_labels(scores: Scores, transitions: Scores) -> NDArray[np.int64]:
    """The labels of the best legal path (Viterbi 1967); `scores` are `[words, labels]`, `transitions` `[from, to]`."""
    best = np.zeros(len(scores), np.int64)
    if not len(scores):
        return best
    certain = scores[:, OUTSIDE] > scores[:, 1:].max(1) + SURE
    edges = np.flatnonzero(np.diff(np.concatenate(([True], certain, [True])).astype(np.int8)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        best[start:end] = _path(scores[start:end], transitions)
    return best


def _path(scores: Scores, transitions: Scores) -> NDArray[np.int64]:
    """The best path of a stretch between two outside words."""
    arriving = np.ascontiguousarray(transitions.T)
    total = transitions[OUTSIDE] + scores[0]
    back = np.empty((len(scores), len(LABELS)), np.int64)
    rows = np.arange(len(LABELS))
    for number in range(1, len(scores)):
        ways = arriving + total
        back[number] = ways.argmax(1)
        total = ways[rows, back[number]] + scores[number]
    path = np.empty(len(scores), np.int64)
    path[-1] = (total + transitions[:, OUTSIDE]).argmax()
    for number in range(len(scores) - 1, 0, -1):
        path[number - 1] = back[number, path[number]]
    return path


def fragments(labels: Sequence[int]) -> Iterator[Fragment]:
    """The fragments that a legal sequence of labels spells, in text order."""
    first = 0
    for number, label in enumerate(labels):
        if label == OUTSIDE:
            continue
        place, role = LABELS[label][0], LABELS[label][2:]
        if place in "BS":
            first = number
        if place in "ES":
            yield Fragment(role, first, number + 1)
