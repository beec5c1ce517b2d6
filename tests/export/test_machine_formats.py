"""JSON, JSON Lines and CSV: for programs and spreadsheets."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from quoth.export.csv_rows import COLUMNS, render_csv
from quoth.export.json_form import render_json, render_json_lines
from quoth.model import ConfigurationError, Entity, EntityType, Record, Role, record_from_json, record_to_json
from quoth.workflow.export import FORMATS, render
from tests.export.dispatch import compose, dispatch

PAIR = [dispatch("a.txt"), dispatch("b.txt")]


def rows(records: list[Record]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(render_csv(records)))))


def test_a_line_of_json_is_one_document() -> None:
    lines = "".join(render_json_lines(PAIR)).splitlines()
    assert [record_from_json(json.loads(line)) for line in lines] == PAIR


def test_json_is_an_object_for_one_and_an_array_for_more() -> None:
    assert json.loads("".join(render_json(PAIR[:1]))) == record_to_json(PAIR[0])
    assert json.loads("".join(render_json(PAIR))) == [record_to_json(record) for record in PAIR]
    assert json.loads("".join(render_json(PAIR[:1], several=True))) == [record_to_json(PAIR[0])]
    assert json.loads("".join(render_json([], several=True))) == []
    assert "".join(render_json([])) == ""


def test_no_character_of_the_text_ends_a_line_of_json() -> None:
    record = Record(compose(((Role.PARAGRAPH, "a\u2028b\u2029c\x85d\x0ce\r\nf\ud800"),)))
    (line,) = render_json_lines([record])
    assert len(line.splitlines()) == 1
    assert record_from_json(json.loads(line.encode("utf-8", "backslashreplace"))) == record


def test_csv_has_one_row_a_statement_with_the_names_of_the_record() -> None:
    found = rows(PAIR)
    assert len(found) == 28
    assert tuple(found[0]) == COLUMNS
    row = found[2]
    assert (row["path"], row["id"], row["kind"], row["where"]) == ("a.txt", "s3", "indirect", "body")
    assert (row["speaker"], row["addressees"]) == ("Anna Brandt", "the governors of the two delta provinces")
    assert (row["date"], row["place"], row["event"]) == ("2023-10-17", "Soltau", "the opening of the River Congress")
    assert (row["content"], row["cue"]) == ("that they must keep the gates of the Harl dam closed", "instructed")
    assert (found[8]["parent"], found[8]["confidence"], found[13]["speaker"]) == ("s8", "0.71", "")


def test_csv_runs_no_formula_and_keeps_a_row_on_a_line() -> None:
    document = compose(((Role.PARAGRAPH, "=HYPERLINK(1)\nnow"),), path="-a.txt")
    entities = (Entity("e1", "@all", EntityType.GROUP, True, (), ()),)
    statement = replace(dispatch().statements[0], content=(document.blocks[0].span,), cue=(), source=())
    (row,) = rows([Record(document, (statement,), entities)])
    assert (row["content"], row["path"], row["speaker"]) == ("'=HYPERLINK(1) now", "'-a.txt", "'@all")
    assert "".join(render_csv([Record(document, (statement,), entities)])).count("\n") == 2


@pytest.mark.parametrize("format", ["table", "jsonl", "csv"])
def test_output_comes_before_the_next_document_is_read(format: str) -> None:
    read: list[str] = []

    def reading() -> Iterator[Record]:
        for record in PAIR:
            read.append(str(record.document.path))
            yield record

    for piece in render(reading(), format):
        if "a.txt" in piece:
            assert read == ["a.txt"]
    assert read == ["a.txt", "b.txt"]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_shows_what_was_said(format: str) -> None:
    assert "a joint commission" in "".join(render([dispatch()], format))
    assert isinstance("".join(render([], format)), str)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ConfigurationError, match="'xml' is not known; use one of table, json"):
        render([], "xml")
