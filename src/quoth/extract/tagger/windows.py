"""Windows: pieces of a document that the encoder reads at once, cut where paragraphs or sentences begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SIZE = 320
"""The word pieces of one window, its context among them."""
CONTEXT = 40
"""About so many word pieces before a window are shown again, so that its first sentence is not read blind."""


class Window(NamedTuple):
    """Words `[start, end)` are to be labelled; `[shown, start)` stand before them as context."""

    shown: int
    start: int
    end: int


def cut(
    lengths: NDArray[np.int32], sentences: NDArray[np.int32], blocks: NDArray[np.int32], *, first: int = 0
) -> Iterator[Window]:
    """Windows that together hold every word from `first` on once; `lengths` are word pieces by word."""
    reach = np.concatenate(([0], np.cumsum(lengths)))
    start, total = first, len(lengths)
    while start < total:
        shown = int(np.searchsorted(reach, reach[start] - CONTEXT))
        end = int(np.searchsorted(reach, reach[shown] + SIZE, "right")) - 1
        if end < total:
            end = _last_in(blocks, start, end) or _last_in(sentences, start, end) or end
        end = max(end, start + 1)
        yield Window(min(shown, start), start, min(end, total))
        start = end


def _last_in(places: NDArray[np.int32], start: int, end: int) -> int:
    """The last of sorted places in `(start, end]`, or 0."""
    number = int(np.searchsorted(places, end, "right")) - 1
    return int(places[number]) if number >= 0 and places[number] > start else 0
