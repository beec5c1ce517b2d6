"""Scoring: the model alone on raw text, as training goes on; `eval/score.py` gives the figures of the product."""

from __future__ import annotations

from collections.abc import Sequence

import metrics
import numpy as np
import torch
from batches import Item, collate, windows_of
from corpus import Example
from network import Network
from numpy.typing import NDArray
from polnear import Attribution

from quoth.extract.tagger.decode import Fragment, best_labels, fragments
from quoth.extract.tagger.linking import link
from quoth.extract.tagger.windows import Window
from quoth.model import Span


@torch.no_grad()
def score(network: Network, examples: Sequence[Example]) -> dict[str, float]:
    """The figures of `eval/metrics.py` for the model alone, its fragments linked as they are in the product."""
    transitions = (network.transitions + network.barred).float().numpy()
    counts = []
    for example in examples:
        attributions = []
        for window in windows_of(example):
            labels, links = predict(network, example, window)
            for one in link(list(fragments(best_labels(labels, transitions).tolist())), links):
                roles = (_spans(example, window.start, pieces) for pieces in (one.source, one.cue, one.content))
                attributions.append(Attribution(*roles))
        counts.append(metrics.compare(example.text, example.gold, attributions))
    total = metrics.total(counts)
    figures = {name: round(total[name].f1, 2) for name in metrics.MEASURES}
    return figures | {kind: round(total[kind].recall, 2) for kind in metrics.KINDS}


@torch.no_grad()
def predict(network: Network, example: Example, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Label scores `[words, labels]` and link scores `[from word, to word]` of a window, its context left out."""
    batch = collate([Item(example, window, True, True)])
    states = network.encode(batch.pieces, batch.features, None)
    labels, _, links = network.heads(states[0, batch.firsts[0]])
    context = window.start - window.shown
    return labels[context:].numpy(), links[context:].numpy()


def _spans(example: Example, start: int, pieces: Sequence[Fragment]) -> tuple[Span, ...]:
    return tuple(example.seen.span_of(start + first, start + last) for _, first, last in pieces)
