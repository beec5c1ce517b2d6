"""Sentences: what must hold of any text; what ends one is told by `cases/sentences/`."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.model import Span
from quoth.text.language import language, languages
from quoth.text.sentences import split_sentences

PIECES = [
    *"aB1.!?…;:,\"'“”„«»()[]。！「」؟; 😀",
    *[
        " ",
        "\n",
        "\n\n",
        "Mr.",
        "U.S.",
        "e.g.",
        "3.5",
        "said",
        "Brandt",
        "I",
        "the",
        "The",
        "...",
        ". . .",
        "[12]",
        "¹",
    ],
    *["ja", "走", "قال", "\u00a0»", ".”", "?”", "’", "’s"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=40)


def sentences(text: str, code: str = "en", quoted: tuple[Span, ...] = ()) -> list[str]:
    return [one.of(text) for one in split_sentences(text, Span(0, len(text)), language(code), quoted)]


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    return Span(start, draw(st.integers(start, len(text))))


@given(TEXTS, st.sampled_from(languages()), st.data())
def test_sentences_cover_the_span_in_order(text: str, code: str, data: st.DataObject) -> None:
    span = data.draw(spans(text))
    quoted = data.draw(st.lists(spans(text), max_size=3))
    place = span.start
    for sentence in split_sentences(text, span, language(code), quoted):
        assert sentence
        assert sentence.of(text) == sentence.of(text).strip()
        assert not text[place : sentence.start].strip()
        place = sentence.end
    assert place <= span.end
    assert not text[place : span.end].strip()


@given(TEXTS, st.sampled_from(languages()), st.data())
def test_no_sentence_ends_inside_a_closed_quotation(text: str, code: str, data: st.DataObject) -> None:
    quoted = data.draw(spans(text))
    if quoted and text[quoted.end - 1] in '"”»’' and not text[quoted.start].isspace():
        for sentence in split_sentences(text, Span(0, len(text)), language(code), [quoted]):
            assert sentence.covers(quoted) or not sentence.overlaps(quoted)


def test_a_quotation_of_several_sentences_stays_one_with_its_cue() -> None:
    text = "“Go. Now. Do it,” he said. Then he left."
    assert sentences(text, quoted=(Span(0, 17),)) == ["“Go. Now. Do it,” he said.", "Then he left."]
    assert sentences(text) == ["“Go.", "Now.", "Do it,” he said.", "Then he left."]


def test_a_quotation_that_does_not_close_in_the_span_is_split() -> None:
    text = "“Go. Now. Do it"
    assert sentences(text, quoted=(Span(0, len(text)),)) == ["“Go.", "Now.", "Do it"]


def test_a_blank_line_ends_a_sentence_but_no_quotation() -> None:
    text = "“Go\n\nnow” he said"
    assert len(sentences(text)) == 2
    assert len(sentences(text, quoted=(Span(0, 9),))) == 1


@pytest.mark.parametrize(
    "text", ["A.", "A. ", "a.” ", "a? said ", ". ", '." ', "\n \n", ".[1", "“Why?” Anna Brandt asked. "]
)
def test_no_text_takes_long(text: str) -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        sentences(text * (length // len(text)))
        return time.process_time() - start

    # Ten times as long must not take much more than ten times the time; quadratic would be a hundred.
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.01)
