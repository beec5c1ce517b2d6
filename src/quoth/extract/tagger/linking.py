"""Linking: which cue and which source belong to which content, as the model's link scores say.

A content points to its cue and a cue to its source, first word to first word; contents that point to the same
cue are pieces of one. A word that points to itself has nothing to point to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quoth.extract.tagger.decode import Fragment


@dataclass(frozen=True, slots=True)
class Linked:
    """The fragments of one attribution; cue and source may be empty."""

    content: tuple[Fragment, ...]
    cue: tuple[Fragment, ...]
    source: tuple[Fragment, ...]

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """All of them."""
        return (*self.content, *self.cue, *self.source)


def link(found: Sequence[Fragment], scores: NDArray[np.float32]) -> list[Linked]:
    """The attributions that the fragments of a window make, by their contents; a cue without content makes none.

    `scores` are `[from word, to word]`, where the last words to point to are those that may point.
    """
    cues, sources = ([one for one in found if one.role == role] for role in ("cue", "source"))
    pieces: dict[Fragment, list[Fragment]] = {}
    made = []
    for content in (one for one in found if one.role == "content"):
        cue = _target(content, cues, scores)
        if cue is None:
            made.append(Linked((content,), (), ()))
        else:
            pieces.setdefault(cue, []).append(content)
    for cue, contents in pieces.items():
        source = _target(cue, sources, scores)
        made.append(Linked(tuple(contents), (cue,), () if source is None else (source,)))
    return sorted(made, key=lambda one: one.content[0].first)


def _target(one: Fragment, candidates: Sequence[Fragment], scores: NDArray[np.float32]) -> Fragment | None:
    """The candidate that a fragment points to; of equals the nearest."""
    row = scores[one.first, scores.shape[1] - scores.shape[0] :]
    best = max(candidates, key=lambda other: (row[other.first], -abs(other.first - one.first)), default=None)
    return None if best is None or row[best.first] < row[one.first] else best
