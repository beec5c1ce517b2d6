"""Speech: a document as words that can be compared, each with its place and the one whose turn it is.

This is what a quotation is aligned against. What nobody said (labels of turns, time stamps, stage directions) is not
among the words; the places of the others point into the document's text as received.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from quoth.model import Document, Fidelity, Span


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """Words `[first, last)` of one speech, and who said them: None where the document does not tell."""

    first: int
    last: int
    speaker: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A document, or a part of a long one, as words.

    `forms` are the words as they are compared (`quoth.text.words`); `starts` and `ends` their places in
    `document.text`, in code points; `turns` cover all words, in order.
    """

    document: Document
    fidelity: Fidelity
    forms: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    turns: tuple[Turn, ...]

    def span(self, first: int, last: int) -> Span:
        """The place of words `[first, last)` in the document's text."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))

    def turn_of(self, word: int) -> Turn:
        """The turn in which a word was said."""
        return next(turn for turn in self.turns if turn.first <= word < turn.last)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a quotation may stand: words `[first, last)` of a speech, and the share of its words seen there."""

    speech: Speech
    first: int
    last: int
    share: float


class Evidence(Protocol):
    """Where quotations are looked up: on disk, in memory, or in the draft itself."""

    def look_up(self, forms: Sequence[str], most: int) -> Sequence[Hit]:
        """The places where most of these words stand near each other and in their order, best first."""
        ...
