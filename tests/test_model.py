"""Floor 0: spans, documents, records and their JSON form."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth.model import (
    Block,
    ConfigurationError,
    Document,
    Entity,
    EntityType,
    InputError,
    Occasion,
    QuothError,
    Record,
    Resolution,
    Role,
    Span,
    Statement,
    record_from_json,
    record_to_json,
)

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(*sorted(pair)))
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(Statement, st.builds(Statement, confidence=st.floats(0, 1)))
st.register_type_strategy(Resolution, st.builds(Resolution, confidence=st.floats(0, 1)))


@given(st.from_type(Record))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_any_record_survives_its_json_form(record: Record) -> None:
    written = json.dumps(record_to_json(record))
    assert record_from_json(json.loads(written)) == record


def test_the_json_form_carries_the_words() -> None:
    document = Document.of("😀 “Nous”", [Block(Role.PARAGRAPH, 0, 8)])
    data = record_to_json(Record(document, occasions=(Occasion("o1", None, None, None, (Span(2, 8),)),)))
    assert data["schema"] == "quoth/read/1"
    assert data["occasions"][0]["spans"] == [{"start": 2, "end": 8, "text": "“Nous”"}]
    assert data["document"]["blocks"] == [{"role": "paragraph", "start": 0, "end": 8, "page": None, "time": None}]


@pytest.mark.parametrize("schema", ["quoth/read/2", None])
def test_another_schema_is_refused(schema: str | None) -> None:
    with pytest.raises(ConfigurationError, match="write it with `quoth read --format json`"):
        record_from_json({"schema": schema})


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-3, -1)])
def test_a_span_runs_forward_inside_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(SPANS, SPANS)
def test_spans_as_sets_of_places(one: Span, other: Span) -> None:
    here, there = set(range(one.start, one.end)), set(range(other.start, other.end))
    assert one.overlaps(other) == other.overlaps(one)
    if here and there:
        assert one.overlaps(other) == bool(here & there)
        assert one.covers(other) == (there <= here)
    assert len(one) == len(here)


def test_a_document_is_named_after_its_text() -> None:
    assert Document.of("né", []).id == f"sha256:{hashlib.sha256('né'.encode()).hexdigest()}"
    assert Document.of("\ud800", []).id != Document.of("\udfff", []).id


def test_what_is_not_there_is_none() -> None:
    entity = Entity("e1", "Anna Brandt", EntityType.PERSON, True, (), ())
    record = Record(Document.of("", []), entities=(entity,))
    assert record.entity("e1") is entity
    assert record.entity("e2") is None
    assert record.entity(None) is None
    assert record.occasion("o1") is None


def test_an_input_error_is_one_line_with_its_remedy() -> None:
    error = InputError("holds no text", where="letter.pdf", remedy="run character recognition first")
    assert str(error) == "letter.pdf: holds no text; run character recognition first"
    assert isinstance(error, QuothError)
