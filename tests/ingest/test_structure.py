"""What must hold of the blocks of any text, and the labels of turns one by one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth.ingest import read_stream, read_string
from quoth.ingest.markdown import read_markdown
from quoth.model import Document, InputError
from quoth.text.labels import find_turn_label
from tests.ingest.files import check

# Words that decide: what labels, lists, captions, footnotes, datelines and headers are made of.
PARTS = st.sampled_from(
    "Anna Brandt|ANNA|: |Q:|A.|>>|((TOM))|(|)|[1]|[|]|“|”|\"|'|\n|\r\n|\n\n|***\n|---\n"
    "|> |- |1. |2. |    |\t|# |title: x\n"
    "|Photo: |(Source: x)|By |May 3, 2031|SOLTAU, May 3 (ANA) – "
    "|Notes\n|The mayor said so.|😀|\u2028|\x0c|\ufeff|市長|¹".split("|")
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PARTS, max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_blocks_of_plain_text(text: str) -> None:
    document = read_string(text)
    assert document.text == text
    check(document)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_blocks_of_markdown(text: str) -> None:
    document = read_markdown(text)
    assert document.text == text
    check(document)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), TEXTS.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_documents_or_an_input_error(data: bytes) -> None:
    try:
        for document in read_stream(data, name="standard input"):
            if isinstance(document, Document):
                check(document)
    except InputError as error:
        assert "\n" not in str(error)  # noqa: PT017 - most bytes are a document


@pytest.mark.parametrize(
    "piece", ["word ", "A: b\n", "(", "[1", '"', "* ", "Anna Brandt ", ">> \n", "1. a\n", " ", "A / B "]
)
def test_time_grows_with_length(piece: str) -> None:
    begun = time.perf_counter()
    check(read_string(piece * (200_000 // len(piece))))
    assert time.perf_counter() - begun < 10


LABELS = {
    "ANNA BRANDT: Hi": ("ANNA BRANDT", None, "Hi"),
    "Anna von der Heide: Hi": ("Anna von der Heide", None, "Hi"),
    "ANNA BRANDT (mayor): Hi": ("ANNA BRANDT", "mayor", "Hi"),
    "ANNA BRANDT, MAYOR OF SOLTAU: Hi": ("ANNA BRANDT", "MAYOR OF SOLTAU", "Hi"),
    "Anna Brandt (00:12):\nHi": ("Anna Brandt", "00:12", "Hi"),
    "[00:01:12] TOM: Hi": ("TOM", None, "Hi"),
    "Q: Why?": ("Q", None, "Why?"),
    "A. Because.": ("A", None, "Because."),
    ">> ANNA: Hi": ("ANNA", None, "Hi"),
    ">> Hi": ("", None, "Hi"),
    "((TOM)) Hi": ("TOM", None, "Hi"),
    "**Anna Brandt:** Hi": ("Anna Brandt", None, "Hi"),
    "UNIDENTIFIED MALE: Hi": ("UNIDENTIFIED MALE", None, "Hi"),
    "Audience member: Hi": ("Audience member", None, "Hi"),
    "Mr. O'Neil: Hi": ("Mr. O'Neil", None, "Hi"),
    "SPEAKER 1: Hi": ("SPEAKER 1", None, "Hi"),
    "Journaliste : Oui": ("Journaliste", None, "Oui"),
    "記者：はい": ("記者", None, "はい"),
    "المذيع: نعم": ("المذيع", None, "نعم"),
}
NO_LABELS = [
    "Note: Hi",
    "Editor's note: Hi",
    "Photo: Hi",
    "AP Photo: Hi",
    "https://soltau.example",
    "He said: “Hi.”",
    "Ms. Brandt said: “Hi.”",
    "10:30 was late",
    "At 10:30: late",
    "May 3: late",
    "Here is the thing: late",
    "In Soltau, the mayor said: late",
    "Anna Brandt To The Council: “Hi”",
    "BREAKING: Dam fails",
    "the mayor: Hi",
    "Remember: Hi",
    ">>",
    "",
]


@pytest.mark.parametrize("text", LABELS)
def test_turn_labels(text: str) -> None:
    label = find_turn_label(text, 0, len(text))
    assert label is not None
    title = label.title and label.title.of(text)
    assert (label.name.of(text), title, label.content.of(text)) == LABELS[text]
    assert label.content.end == len(text)


@pytest.mark.parametrize("text", NO_LABELS)
def test_no_turn_labels(text: str) -> None:
    assert find_turn_label(text, 0, len(text)) is None
