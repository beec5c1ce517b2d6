"""View: a document as the model sees it, word by word, with what the text and the rules know of each word.

The encoder reads small letters in a window. What it cannot see there (capitals, where quotations open and
close, where paragraphs and sentences begin, what the rules found) comes to it as features of the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quoth.extract.attribution import Attribution
from quoth.extract.layout import BlockLayout, Layout
from quoth.model import Role, Span
from quoth.text.marks import QuotedSpan
from quoth.text.tokens import tokenise

Places = NDArray[np.int32]
Features = NDArray[np.uint8]

ROLES = ("content", "cue", "source")
FEATURES = ("case", "quotation", "place", "block", "rule", "trust")
"""The columns of `View.features`."""
SIZES = (6, 5, 3, 4, 8, 5)
"""How many values each of `FEATURES` can take."""

UNTOLD = 7
"""The value of `rule` that says nothing of the rules; training puts it in now and then."""

_LOWER, _CAPITAL, _UPPER, _MIXED, _NUMBER, _MARK = range(6)
_OPENING, _INSIDE, _CLOSING, _DEEPER = range(1, 5)
_SENTENCE, _PARAGRAPH = 1, 2
_BLOCKS = {
    Role.HEADLINE: 1,
    Role.SUBHEAD: 1,
    Role.TURN: 2,
    Role.BLOCK_QUOTATION: 2,
    Role.CAPTION: 3,
    Role.FOOTNOTE: 3,
}
# Upper bounds of the confidence of a rule for the values 1, 2, 3 of `trust`; 4 is above them all.
_TRUST = np.array([0.6, 0.8, 0.9])

# The encoder's vocabulary knows few typographic marks, and a text's choice among them means nothing.
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'", "‐": "-", "‑": "-"}
)


@dataclass(frozen=True, slots=True)
class View:
    """The words of a document: `[starts[k], ends[k])` in code points, their texts, and a row of features each.

    `sentences` and `blocks` hold the numbers of the words that begin one.
    """

    starts: Places
    ends: Places
    words: tuple[str, ...]
    features: Features
    sentences: Places
    blocks: Places

    def range_of(self, span: Span) -> tuple[int, int]:
        """The words `[first, last)` that a span of text overlaps; rounded outwards."""
        return int(np.searchsorted(self.ends, span.start, "right")), int(np.searchsorted(self.starts, span.end))

    def span_of(self, first: int, last: int) -> Span:
        """The span of text of words `[first, last)`."""
        return Span(int(self.starts[first]), int(self.ends[last - 1]))


def view(layout: Layout, attributions: Iterable[Attribution], shown: Sequence[BlockLayout]) -> View:
    """The words of some blocks of a document, with the attributions that the rules found outside other speech."""
    text = layout.text
    tokens = [token for entry in shown for token in tokenise(text, entry.block.span)]
    starts = np.array([token.start for token in tokens], np.int32)
    ends = np.array([token.end for token in tokens], np.int32)
    raw = [token.of(text) for token in tokens]
    sentences = np.unique(np.searchsorted(starts, [sentence.start for sentence in layout.sentences])).astype(np.int32)
    blocks = np.searchsorted(starts, [entry.block.start for entry in shown]).astype(np.int32)
    features = np.zeros((len(tokens), len(FEATURES)), np.uint8)
    seen = View(starts, ends, tuple(map(_plain, raw)), features, sentences, blocks)
    if tokens:
        features[:, 0] = [_case(word) for word in raw]
        _mark_quotations(seen, layout.quoted)
        features[sentences[sentences < len(tokens)], 2] = _SENTENCE
        features[blocks[blocks < len(tokens)], 2] = _PARAGRAPH
        for entry in shown:
            if kind := _BLOCKS.get(entry.block.role):
                features[slice(*seen.range_of(entry.block.span)), 3] = kind
        _mark_rules(seen, attributions)
    return seen


def _mark_quotations(seen: View, quoted: Sequence[QuotedSpan]) -> None:
    column = seen.features[:, 1]
    for quotation in quoted:
        first, last = seen.range_of(quotation.span)
        if quotation.depth > 1:
            column[first:last] = _DEEPER
        elif first < last:
            column[first:last] = _INSIDE
            column[first] = _OPENING
            if quotation.closed and last > first + 1:
                column[last - 1] = _CLOSING


def _mark_rules(seen: View, attributions: Iterable[Attribution]) -> None:
    for attribution in attributions:
        trust = 1 + int(np.searchsorted(_TRUST, attribution.confidence, "right"))
        for number, spans in enumerate((attribution.content, attribution.cue, attribution.source)):
            for span in spans:
                first, last = seen.range_of(span)
                if first < last:
                    seen.features[first:last, 4] = 2 * number + 2
                    seen.features[first, 4] = 2 * number + 1
                    seen.features[first:last, 5] = trust


@lru_cache(1 << 16)
def _case(word: str) -> int:
    if not word[0].isalnum():
        return _MARK
    if word[0].isdigit():
        return _NUMBER
    if word.islower():
        return _LOWER
    if len(word) > 1 and word.isupper():
        return _UPPER
    return _CAPITAL if len(word) == 1 or (word[0].isupper() and word[1:].islower()) else _MIXED


def _plain(word: str) -> str:
    # Half a character, as a broken file may hold, is nothing that a tokenizer takes.
    return word if word.isascii() else word.translate(_PLAIN).encode("utf-8", "replace").decode("utf-8")
