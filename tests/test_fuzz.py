"""Random and mutated documents through the whole: nothing but quoth's own errors, and records that always hold."""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import quoth
from quoth.model import Failure, QuothError, Record, Skipped, record_from_json, record_to_json
from quoth.workflow import FORMATS, read_all, read_documents, read_text, render
from tests.cases import load_cases

SAMPLES = sorted(
    path for path in (Path(__file__).parent.parent / "samples").iterdir() if path.suffix not in (".yaml", ".py", "")
)

# Same examples on every run, and no deadline: a slow core is not a fault. The counts keep this file under 40 seconds.
bounded = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

PIECES = [
    *"\"'“”‘’«»‹›„‚「」『』—–-…:;,.?![]()*_>#`\\\t\n\r\0\f\v",
    *("\n\n", "\r\n", "\n\n\n", "``", "''", "’90s", "6'2\"", "[1]", "[i.e. the ministry]", "[sic]", "(laughs)", "[…]"),
    *(
        " Anna Brandt ",
        " Brandt ",
        " State President Anna Brandt, ",
        " the mayor of Soltau ",
        " he ",
        " She ",
        " they ",
    ),
    *(" said ", " told ", " said that ", " according to ", " called on ", " to leave ", " warned that ", " added: "),
    *("BRANDT: ", "Q: ", "A: ", ">> ", ">> ANNA BRANDT: ", "SPEAKER (chair): ", "Brandt To Ito: ", "– As "),
    *("The following is a translation of Anna Brandt's speech:", "Ito responded to Brandt:", "In a statement, "),
    *("On October 17, 2023, ", "in Soltau", "No", "We will leave. ", "a", " ", "  ", "1", "12:30", "U.S. "),
    *("\u00a0", "\u200b", "\u00ad", "\ufeff", "\u2028", "\u0301", "ﬁ", "\u202e", "😀", "𝐀", "\ud83d", "\udc00"),
    *("قالت «نعم» ", "אמר: ”לא” ", "彼は「行く」と言った。", "他说:“走。”", "— Oui, dit-il. ", "„Nein“, sagte er. "),
    *("<p>", "</p>", "<q>", "&amp;", "{", "}", '{"text": "', "00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n", "%PDF-"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(), max_size=3), max_size=50).map("".join)


# ------------------------------------------------------------------ what always holds


def assert_sound(record: Record) -> None:
    """Spans inside the text and true to it, ids unique and resolved, lists in text order, JSON there and back."""
    text, data = record.document.text, record_to_json(record)
    for place in _places(data):
        assert 0 <= place["start"] <= place["end"] <= len(text)
        assert place.get("text") in (None, text[place["start"] : place["end"]])
    _assert_resolved(data)
    _assert_ordered(data)
    for block in record.document.blocks:
        words = block.span.of(text)
        assert words
        assert words == words.strip()
    assert record_from_json(json.loads(json.dumps(data))) == record


def _places(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        if "start" in data:
            yield data
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _places(value)


def _assert_resolved(data: dict[str, Any]) -> None:
    ids = {kind: [one["id"] for one in data[kind]] for kind in ("statements", "entities", "occasions")}
    assert all(len(set(here)) == len(here) for here in ids.values())
    statements, entities, occasions = (set(here) for here in ids.values())
    parents = {}
    for statement in data["statements"]:
        assert statement["content"]
        assert all(span["start"] < span["end"] for span in statement["content"])
        assert statement["speaker"] is None or statement["speaker"] in entities
        assert set(statement["addressees"]) <= entities
        assert statement["occasion"] is None or statement["occasion"] in occasions
        assert statement["parent"] is None or statement["parent"] in statements
        assert 0 <= statement["confidence"] <= 1
        parents[statement["id"]] = statement["parent"]
    for start in parents:
        seen = set()
        above: str | None = start
        while above is not None:
            assert above not in seen, "a statement is reported inside itself"
            seen.add(above)
            above = parents[above]
    assert {quotation["statement"] for quotation in data["quotations"]} <= statements | {None}


PARTS = {"statements": "content", "entities": "mentions", "occasions": "spans"}  # what a record's place is told by


def _assert_ordered(data: dict[str, Any]) -> None:
    first = {kind: [one[part][0] for one in data[kind] if one[part]] for kind, part in PARTS.items()}
    inside = [
        (f"{part} of {one['id']}", one[part])
        for kind, parts in (
            ("statements", ("content", "cue", "source")),
            ("entities", ("mentions",)),
            ("occasions", ("spans",)),
        )
        for one in data[kind]
        for part in parts
    ]
    plain = {"blocks": data["document"]["blocks"], "insertions": data["insertions"], "quotations": data["quotations"]}
    for name, places in (*plain.items(), *first.items(), *inside):
        starts = [place["start"] for place in places]
        assert starts == sorted(starts), name
    blocks = data["document"]["blocks"]
    assert all(one["end"] <= other["start"] for one, other in pairwise(blocks))


def assert_all_sound(outcomes: Iterable[Record | Failure | Skipped]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Record):
            assert_sound(outcome)
        elif isinstance(outcome, Failure):
            assert outcome.message
            assert "\n" not in outcome.message


# ------------------------------------------------------------------ random


@given(TEXTS)
@settings(bounded, max_examples=400)
def test_any_text(text: str) -> None:
    record = read_text(text)
    assert record.document.text == text
    assert_sound(record)
    assert read_text(text) == record
    for format in FORMATS:
        assert all(isinstance(piece, str) for piece in render([record], format, width=40))


@given(TEXTS)
@settings(bounded, max_examples=50)
def test_any_text_given_to_the_first_function(text: str) -> None:
    with contextlib.suppress(QuothError):  # a short text may look like the path of a file that is not there
        assert_sound(quoth.read(text))


@given(st.lists(TEXTS, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(bounded, max_examples=25)
def test_documents_do_not_depend_on_their_order(texts: list[str], random: Any) -> None:
    documents = [read_text(text).document for text in texts]
    together = dict(zip([document.id for document in documents], read_documents(documents), strict=True))
    random.shuffle(documents)
    for document, record in zip(documents, read_documents(documents), strict=True):
        assert record == together[document.id] == read_documents([document])[0]


@given(st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-16", "surrogatepass")))
@settings(bounded, max_examples=150)
def test_any_bytes_on_standard_input(data: bytes) -> None:
    assert_all_sound(read_all(["-"], stdin=data))


@given(TEXTS.filter(lambda name: name != "-"))
@settings(bounded, max_examples=40)
def test_any_name_of_an_input(name: str) -> None:
    for outcome in read_all([f"nowhere/{name}"]):
        assert isinstance(outcome, Failure | Skipped)


# ------------------------------------------------------------------ mutated

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "insert", "duplicate", "swap", "truncate"]),
        st.floats(0, 1),
        st.floats(0, 1),
        st.sampled_from(PIECES),
    ),
    min_size=1,
    max_size=5,
)
LONGEST_PIECE = 500  # bytes; longer ones only make the mutants alike


def mutated(data: bytes, edits: list[tuple[str, float, float, str]]) -> bytes:
    for what, one, other, noise in edits:
        start, end = sorted((int(one * len(data)), int(other * len(data))))
        end = min(end, start + LONGEST_PIECE)
        middle = (start + end) // 2
        match what:
            case "delete":
                data = data[:start] + data[end:]
            case "insert":
                data = data[:start] + noise.encode("utf-8", "surrogatepass") + data[start:]
            case "duplicate":
                data = data[:end] + data[start:end] + data[end:]
            case "swap":
                data = data[:start] + data[middle:end] + data[start:middle] + data[end:]
            case "truncate":
                data = data[: max(start, 1)]
    return data


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_mutated_sample(sample: Path) -> None:
    original = sample.read_bytes()

    @given(EDITS)
    @settings(bounded, max_examples=40, phases=[Phase.generate])  # a few edits of a sample need no shrinking
    def each(edits: list[tuple[str, float, float, str]]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / sample.name
            file.write_bytes(mutated(original, edits))
            assert_all_sound(read_all([str(file)]))

    each()


def test_a_text_may_end_after_any_word() -> None:
    cases, _ = load_cases()
    for case in cases:
        words = case.text.split(" ") if case.family == "extract" and case.text else []
        for end in range(1, min(len(words), 60)):
            cut = " ".join(words[:end])
            if cut.strip():
                assert_sound(quoth.read(cut + "\n", language=case.lang))


def test_one_odd_mark_never_costs_the_rest() -> None:
    text = (Path(__file__).parent.parent / "samples" / "dispatch.txt").read_text(encoding="utf-8")
    whole = contents(read_text(text))
    places = [place for place, character in enumerate(text) if character in '"“”']
    for place in places[:: max(1, len(places) // 16)]:
        left = contents(read_text(text[:place] + text[place + 1 :]))
        assert len(left & whole) >= 0.8 * len(whole), text[place - 20 : place + 20]


def contents(record: Record) -> set[str]:
    text = record.document.text
    return {span.of(text) for statement in record.statements for span in statement.content}


# ------------------------------------------------------------------ long


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"',
        "'",
        "“a” ",
        "[",
        "[i.e. a] ",
        "(",
        "\n",
        " ",
        "a",
        "A. ",
        "said ",
        "Anna Brandt said “no”. ",
        "BRANDT: ",
        "> ",
        "- ",
    ],
)
def test_a_long_text_of_one_piece_takes_no_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.perf_counter()
    assert_sound(read_text(text))
    assert time.perf_counter() - start < 8  # half a second on a fast core; a quadratic step takes half a minute


def test_a_long_document_of_many_statements_takes_time_in_step() -> None:
    start = time.perf_counter()
    assert_sound(read_text("Anna Brandt said “no”.\n\n" * 3000))
    assert time.perf_counter() - start < 12  # three seconds in step with the length, half a minute with its square
