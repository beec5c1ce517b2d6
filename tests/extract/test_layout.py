"""Layout: sentences without end are cut in pieces, and quotations never are."""

from __future__ import annotations

from quoth.extract.layout import LONGEST_SENTENCE, lay_out
from quoth.ingest import read_string


def test_a_sentence_without_end_is_cut_between_words() -> None:
    words = "the dam holds and the river is low "
    layout = lay_out(read_string(words * 1_000))
    pieces = [sentence.of(layout.text) for sentence in layout.sentences]
    assert len(pieces) > 5
    assert max(map(len, pieces)) <= LONGEST_SENTENCE
    assert " ".join(pieces).split() == (words * 1_000).split()


def test_a_long_quotation_stays_with_its_verb() -> None:
    text = f"Lena Tomir said: “{'the dam holds and ' * 1_000}the river is low.”"
    assert [len(sentence) for sentence in lay_out(read_string(text)).sentences] == [len(text)]
