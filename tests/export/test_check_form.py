"""The JSON form of a check."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth.model import Check, ConfigurationError, Span
from quoth.model.check_form import check_from_json, check_to_json
from tests.export.checked import checked

SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(*sorted(pair)))
st.register_type_strategy(Span, SPANS)


@given(st.from_type(Check))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_any_check_survives_its_json_form(check: Check) -> None:
    assert check_from_json(json.loads(json.dumps(check_to_json(check)))) == check


def test_the_keys_are_those_of_the_documentation() -> None:
    data = check_to_json(checked())
    assert check_from_json(data) == checked()
    assert list(data) == ["schema", "draft", "document", "evidence", "quotations", "findings", "summary"]
    assert (data["schema"], data["draft"]) == ("quoth/check/1", "news/bridge.txt")
    assert data["document"]["text"] == checked().draft.text
    assert data["evidence"][0] == {
        "document": "evidence/hearing.txt", "fidelity": "official record", "read": True, "reason": None,
    }  # fmt: skip
    (first, *_) = data["quotations"]
    assert checked().draft.text[first["start"] : first["end"]] == first["text"] == "‘We will raise taxes’"
    assert first["evidence"]["link"].endswith("#:~:text=We%20will%20not%20raise")
    assert first["edits"] == [
        {"op": "delete", "draft": "", "evidence": "not", "class": "negation", "start": 16, "end": 16,
         "indicated": False},
    ]  # fmt: skip
    assert data["summary"] == checked().summary


def test_a_draft_without_a_path_is_named_by_its_id() -> None:
    check = checked(path=None)
    assert check_to_json(check)["draft"] == check.draft.id


def test_another_schema_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="write it with `quoth check --format json`"):
        check_from_json({"schema": "quoth/read/1"})
