"""Attributions: from the network's scores of a document's windows to attributions and names in spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import numpy as np
from numpy.typing import NDArray

from quoth.extract.attribution import Attribution
from quoth.extract.intervals import Intervals
from quoth.extract.layout import BlockLayout, Layout
from quoth.extract.tagged import Tagged
from quoth.extract.tagger.decode import Fragment, best_labels, fragments
from quoth.extract.tagger.linking import Linked, link
from quoth.extract.tagger.names import names
from quoth.extract.tagger.pieces import Pieces
from quoth.extract.tagger.session import Floats, Scores, session
from quoth.extract.tagger.view import Places, View, view
from quoth.extract.tagger.windows import Window, cut
from quoth.model import Role, Span

STEPS = (
    (0.036, 0.32),
    (0.119, 0.39),
    (0.249, 0.54),
    (0.445, 0.57),
    (0.651, 0.71),
    (0.791, 0.87),
    (0.892, 0.93),
    (0.959, 0.99),
)
"""From the network's chance that all edges of an attribution are right to how often such prove right.

Measured by `python eval/reliability.py --fit`.
"""

LEAST = 0.05
"""Below this chance what has no source is more often wrong than right; what has no cue nearly always is."""

Seen = tuple[Layout, Sequence[Attribution]]
"""A document, and the attributions that the rules found in it outside other speech."""

Job = tuple[Tagged, View, Pieces, Window]


def tag(documents: Iterable[Seen], *, threads: int = 1) -> list[Tagged]:
    """The model's attributions and names of each document, in text order.

    So many windows are read side by side, while the next documents are still being made.
    """
    network = session()
    found: list[Tagged] = []

    def jobs() -> Iterator[Job]:
        for layout, ruled in documents:
            found.append(Tagged([], []))
            seen = view(layout, ruled, _unsettled(layout, ruled))
            pieces = network.pieces(seen.words)
            lengths = np.fromiter(map(len, pieces), np.int32, len(pieces))
            for window in cut(lengths, seen.sentences, seen.blocks):
                yield found[-1], seen, pieces, window

    def read(job: Job) -> tuple[Tagged, Tagged]:
        document, seen, pieces, window = job
        scores = network.run(seen, pieces, window)
        attributions = _attributions(scores, network.transitions, seen, window.start)
        return document, Tagged(list(attributions), list(names(scores.names, seen, window.start)))

    with ExitStack() as stack:
        run = stack.enter_context(ThreadPoolExecutor(threads)).map if threads > 1 else map
        for document, part in run(read, jobs()):
            document.attributions.extend(part.attributions)
            document.names.extend(part.names)
    return found


def _unsettled(layout: Layout, ruled: Sequence[Attribution]) -> list[BlockLayout]:
    """The blocks that are not somebody's speech from end to end: the layout has settled the others."""
    speech = Intervals((span, None) for one in ruled if one.is_whole for span in one.content)
    return [
        entry
        for entry in layout.blocks
        if entry.block.role is not Role.TURN
        and not any(span.covers(entry.block.span) for span, _ in speech.overlapping(entry.block.span))
    ]


def _attributions(scores: Scores, transitions: Floats, seen: View, start: int) -> Iterator[Attribution]:
    """The attributions of the window that begins at word `start`."""
    labels = _labels(scores.labels, transitions, seen.blocks - start)
    chances = _chances(scores.labels)
    for linked in link(list(fragments(labels.tolist())), scores.links):
        chance = _chance(linked, labels, chances)
        if linked.cue and (linked.source or chance >= LEAST):
            roles = (linked.content, linked.cue, linked.source)
            content, cue, source = (_spans(seen, start, pieces) for pieces in roles)
            yield Attribution(content, cue, source, "model", _confidence(chance))


def _labels(scores: Floats, transitions: Floats, blocks: Places) -> NDArray[np.int64]:
    """The best labels, block by block: of 61,492 fragments of the corpus one crosses from a paragraph into the next."""
    begins = blocks[(blocks > 0) & (blocks < len(scores))]
    return np.concatenate([best_labels(part, transitions) for part in np.split(scores, begins)])


def _spans(seen: View, start: int, pieces: Iterable[Fragment]) -> tuple[Span, ...]:
    return tuple(seen.span_of(start + first, start + last) for _, first, last in pieces)


def _chances(scores: Floats) -> Floats:
    """Scores as probabilities, word by word."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    whole: Floats = raised / raised.sum(axis=1, keepdims=True)
    return whole


def _chance(linked: Linked, labels: NDArray[np.int64], chances: Floats) -> float:
    """How likely the network holds it that all fragments begin and end where they do."""
    edges = {place for piece in linked.fragments for place in (piece.first, piece.last - 1)}
    return float(np.prod([chances[place, labels[place]] for place in sorted(edges)]))


def _confidence(chance: float) -> float:
    """How often attributions of such a chance prove right, to two digits."""
    return round(float(np.interp(chance, *np.transpose(STEPS))), 2)
