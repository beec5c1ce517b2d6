"""Tokens: words, numbers and marks of every script, as exact spans."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoth.model import Span
from quoth.text.tokens import tokenise


def tokens(text: str) -> list[str]:
    return [token.of(text) for token in tokenise(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O'Neil’s twenty-one dogs.", ["O'Neil’s", "twenty-one", "dogs", "."]),
        ("In the U.S., i.e. here", ["In", "the", "U.S.", ",", "i.e.", "here"]),
        ("3.5 1,000.25 12:30 1/2 20th 1990s.", ["3.5", "1,000.25", "12:30", "1/2", "20th", "1990s", "."]),
        ("a 20-year-old, COVID-19", ["a", "20-year-old", ",", "COVID-19"]),
        ("$5 (50%)", ["$", "5", "(", "50", "%", ")"]),
        ("“No” – she said…", ["“", "No", "”", "–", "she", "said", "…"]),
        ("AT&T’s R & D", ["AT&T’s", "R", "&", "D"]),
        ("workers’ ’90s", ["workers", "’", "’", "90s"]),
        ("l’État, aujourd’hui", ["l’État", ",", "aujourd’hui"]),
        ('צה"ל אמר', ['צה"ל', "אמר"]),
        ("می\u200cخواهم؟", ["می\u200cخواهم", "؟"]),
        ("हिन्दी में।", ["हिन्दी", "में", "।"]),
        ("我们走。", ["我", "们", "走", "。"]),
        ("cafe\u0301 eval\u00aduation\u200b done", ["cafe\u0301", "eval\u00aduation", "done"]),
        ("😀👩\u200d👩\u200d👧!", ["😀", "👩\u200d👩\u200d👧", "!"]),
        ("", []),
        (" \n\u00a0\u200b", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_only_the_span_is_read() -> None:
    assert tokenise("one two three", Span(4, 7)) == (Span(4, 7),)
    assert tokenise("one two three", Span(5, 9)) == (Span(5, 7), Span(8, 9))


@given(st.text(), st.data())
def test_tokens_cover_all_that_is_seen_in_order_and_hold_no_space(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    found = tokenise(text, span)
    place = span.start
    for token in found:
        assert token
        assert span.covers(token)
        assert place <= token.start
        assert not re.search(r"\s", token.of(text))
        assert is_unseen(text[place : token.start])
        place = token.end
    assert is_unseen(text[place : span.end])


def is_unseen(text: str) -> bool:
    return all(character.isspace() or unicodedata.category(character) == "Cf" for character in text)
