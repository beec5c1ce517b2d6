"""Flat statements: names looked up, places named."""

from dataclasses import replace

import pytest

from quoth.export.flat import flatten
from quoth.model import Block, Record, Role
from tests.export.dispatch import compose, dispatch


def test_ids_are_looked_up() -> None:
    rows = list(flatten(dispatch()))
    assert [row.speaker for row in rows[:3]] == ["Anna Brandt", "Pavel Morn", "Anna Brandt"]
    assert rows[2].addressees == ("the governors of the two delta provinces",)
    assert (rows[2].date, rows[2].place, rows[2].event) == ("2023-10-17", "Soltau", "the opening of the River Congress")
    assert (rows[13].speaker, rows[13].date) == (None, None)


def test_words_are_on_one_line_with_parts_joined() -> None:
    rows = list(flatten(dispatch()))
    assert rows[3].content == "that the treaty was “a promise between neighbours”"
    assert rows[11].content == "“Nobody asked us,” … “and nobody is asking us now.”"
    text = dispatch().document.text
    assert rows[11].span.of(text) == "“Nobody asked us,” he said, “and nobody is asking us now.”"


@pytest.mark.parametrize(
    ("path", "page", "time", "at"),
    [
        ("a.txt", None, None, "line 4"),
        (None, None, None, "line 4"),
        ("a.pdf", 2, None, "p. 2"),
        ("a.vtt", None, "00:01:07.250", "00:01:07"),
        ("a.HTML", None, None, "¶ 2"),
        ("a.jsonl", None, None, "¶ 2"),
    ],
)
def test_a_place_is_named_as_the_document_knows_it_best(
    path: str | None, page: int | None, time: str | None, at: str
) -> None:
    document = compose(((Role.HEADLINE, "A\r\nlong headline"), (Role.PARAGRAPH, "“Go,” he said.")), path=path)
    blocks = tuple(Block(block.role, block.start, block.end, page, time) for block in document.blocks)
    statement = replace(dispatch().statements[1], content=(blocks[1].span,))
    assert [row.at for row in flatten(Record(replace(document, blocks=blocks), (statement,)))] == [at]
