"""Windows: together they hold every word once, and they are cut where paragraphs or sentences begin."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from quoth.extract.tagger.windows import CONTEXT, SIZE, cut


def _cut(lengths: list[int], sentences: list[int], blocks: list[int]) -> list[tuple[int, int, int]]:
    return [tuple(window) for window in cut(*(np.array(one, np.int32) for one in (lengths, sentences, blocks)))]


@given(st.lists(st.integers(1, 6), max_size=900), st.sets(st.integers(0, 900)), st.sets(st.integers(0, 900)))
def test_every_word_is_labelled_once(lengths: list[int], sentences: set[int], blocks: set[int]) -> None:
    windows = _cut(lengths, sorted(sentences | blocks), sorted(blocks))
    assert [number for _, start, end in windows for number in range(start, end)] == list(range(len(lengths)))
    for shown, start, end in windows:
        assert shown <= start < end
        assert sum(lengths[shown:end]) <= SIZE
        assert sum(lengths[shown:start]) <= CONTEXT + max(lengths)


def test_a_window_ends_where_a_paragraph_begins() -> None:
    assert [window[1:] for window in _cut([1] * 400, [0, 90, 200, 310, 330], [0, 200, 330])] == [(0, 200), (200, 400)]


def test_a_long_paragraph_is_cut_where_a_sentence_begins() -> None:
    assert _cut([1] * 400, [0, 90, 310], [0])[0][1:] == (0, 310)


def test_a_sentence_without_end_is_cut_anywhere() -> None:
    assert _cut([1] * 400, [0], [0])[0][1:] == (0, SIZE)
