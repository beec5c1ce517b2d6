"""Decode and link: the best legal path, the fragments it spells, and what belongs to what."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from quoth.extract.tagger.decode import Fragment, best_labels, fragments
from quoth.extract.tagger.labels import LABELS, OUTSIDE, label_of, may_follow
from quoth.extract.tagger.linking import Linked, link

NUMBER = len(LABELS)
BARRED = np.array([[0 if may_follow(a, b) else -1e4 for b in range(NUMBER)] for a in range(NUMBER)], np.float32)


def _score(path: list[int], scores: np.ndarray) -> float:
    steps = [OUTSIDE, *path, OUTSIDE]
    return sum(scores[k, one] for k, one in enumerate(path)) + sum(BARRED[a, b] for a, b in pairwise(steps))


@settings(deadline=None)
@given(arrays(np.float32, st.tuples(st.integers(1, 7), st.just(NUMBER)), elements=st.floats(-20, 20, width=32)))
def test_the_path_is_legal_and_no_neighbour_is_better(scores: np.ndarray) -> None:
    path = best_labels(scores, BARRED).tolist()
    assert all(may_follow(a, b) for a, b in pairwise([OUTSIDE, *path, OUTSIDE]))
    for place in range(len(path)):
        for label in range(NUMBER):
            other = [*path[:place], label, *path[place + 1 :]]
            assert _score(other, scores) <= _score(path, scores) + 1e-3


def test_labels_spell_the_fragments_they_were_made_from() -> None:
    wanted = [Fragment("source", 0, 2), Fragment("cue", 2, 3), Fragment("content", 3, 7), Fragment("content", 8, 9)]
    labels = [OUTSIDE] * 10
    for role, first, last in wanted:
        for number in range(first, last):
            labels[number] = label_of(role, number == first, number == last - 1)
    assert list(fragments(labels)) == wanted


def test_no_words_have_no_labels() -> None:
    assert best_labels(np.zeros((0, NUMBER), np.float32), BARRED).tolist() == []


def _links(*pointed: tuple[int, int], words: int = 12, context: int = 0) -> np.ndarray:
    scores = np.zeros((words, words + context), np.float32)
    for here, there in pointed:
        scores[here, there + context] = 5
    return scores


def test_contents_that_point_to_one_cue_are_one_statement() -> None:
    before, cue, source, after = (
        Fragment("content", 0, 3),
        Fragment("cue", 4, 5),
        Fragment("source", 3, 4),
        Fragment("content", 6, 9),
    )
    for context in (0, 3):
        found = link([before, source, cue, after], _links((0, 4), (6, 4), (4, 3), context=context))
        assert found == [Linked((before, after), (cue,), (source,))]


def test_what_points_to_itself_stands_alone() -> None:
    content, cue = Fragment("content", 0, 3), Fragment("cue", 4, 5)
    assert link([content, cue], _links((0, 0))) == [Linked((content,), (), ())]
    assert link([content, cue], _links((0, 4), (4, 4))) == [Linked((content,), (cue,), ())]
    assert link([cue], _links()) == []
