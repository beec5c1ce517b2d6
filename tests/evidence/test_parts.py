"""Parts: what is packed comes back, whole or around a place."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.evidence.parts import LONGEST, SHORTEST, join, open_forms, open_part, pack
from quoth.model import Document
from quoth.text.speech import Speech
from tests.evidence.papers import HEARING, speech


def long_hearing(turns: int) -> Speech:
    rng = random.Random(7)
    names = ("ANNA BRANDT", "TOMIR HALDEN")
    text = "Hearing on the Harbour\n"
    for number in range(turns):
        words = " ".join(rng.choice("the harbour will open “soon” in Soltau ﬁnally 1,000".split()) for _ in range(90))
        text += f"\n{names[number % 2]}: {words}.\n(APPLAUSE)\n"
    return speech(text, "hearing.txt")


def joined(found: Speech, first: int = 0, last: int | None = None) -> Speech:
    document = found.document
    bare = Document(document.id, "", (), document.path, document.title)
    opened = [open_part(packed) for _, packed in pack(found)][first:last]
    return join(opened, bare, len(document.text), found.fidelity)


def same(one: Speech, other: Speech) -> None:
    assert one.forms == other.forms
    assert one.starts.tolist() == other.starts.tolist()
    assert one.ends.tolist() == other.ends.tolist()
    assert [(turn.first, turn.last, turn.speaker) for turn in one.turns] == [
        (turn.first, turn.last, turn.speaker) for turn in other.turns
    ]
    assert (one.document, one.fidelity) == (other.document, other.fidelity)


def test_all_parts_together_are_the_speech() -> None:
    found = long_hearing(60)
    parts = pack(found)
    assert len(parts) > 5
    same(joined(found), found)
    firsts = [first for first, _ in parts]
    assert all(SHORTEST <= after - before <= LONGEST for before, after in pairwise(firsts))
    begins = {turn.first for turn in found.turns}
    assert begins.issuperset(firsts), "a part ends where a turn does"


def test_some_parts_keep_their_places_and_the_rest_is_blank() -> None:
    found = long_hearing(60)
    first, last = pack(found)[2][0], pack(found)[4][0]
    some = joined(found, 2, 4)
    assert some.forms == found.forms[first:last]
    text = found.document.text
    assert len(some.document.text) == len(text)
    for word in (0, len(some.forms) - 1):
        span = some.span(word, word + 1)
        assert span == found.span(first + word, first + word + 1)
        assert span.of(some.document.text) == span.of(text)
        assert some.turn_of(word).speaker == found.turn_of(first + word).speaker
    assert not some.document.text[: int(some.starts[0]) - 20].strip()
    assert set(some.document.blocks) < set(found.document.blocks)


def test_a_turn_that_goes_over_parts_is_one() -> None:
    found = speech("Talk\n\nANNA BRANDT: " + "we rebuild what we lost " * 800, "talk.txt")
    assert len(pack(found)) > 3
    same(joined(found), found)


def test_the_forms_alone() -> None:
    found = speech(HEARING)
    ((first, packed),) = pack(found)
    assert (first, tuple(open_forms(packed))) == (0, found.forms)


@pytest.mark.parametrize("text", ["", "– –", "one", "a\ud800b word", "x" * 400 + " y" + "  " * 300 + "z", "我们走。"])
def test_odd_texts(text: str) -> None:
    found = speech(text or " ")
    if found.forms:
        same(joined(found), found)
    else:
        assert pack(found) == []


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = speech(text)
    if found.forms:
        same(joined(found), found)
