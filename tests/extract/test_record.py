"""The record: the same whatever a document is read with, and by how many threads."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoth.extract import extract
from quoth.ingest import read_path, read_string
from quoth.model import Document

SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "samples").iterdir() if path.suffix not in (".yaml", ".py", "")
)

NEWS = next(path for path in SAMPLES if path.name == "news.txt")


def _documents() -> list[Document]:
    return [document for path in SAMPLES for document in read_path(path) if isinstance(document, Document)]


def test_a_document_is_read_alike_alone_and_among_others() -> None:
    documents = _documents()
    alone = tuple(record for document in documents for record in extract([document]))
    assert extract(documents) == alone
    assert extract(documents[::-1]) == alone[::-1]


def test_threads_change_nothing() -> None:
    documents = _documents()
    assert extract(documents, threads=3) == extract(documents)


def test_without_the_model_the_rules_work_alone() -> None:
    (document,) = read_path(NEWS)
    assert isinstance(document, Document)
    methods = {statement.method for statement in extract([document], model=False)[0].statements}
    assert "model" not in methods
    assert "model" in {statement.method for statement in extract([document])[0].statements}


@pytest.mark.parametrize("least", [0.5, 0.9, 1.0])
def test_statements_less_sure_are_left_out(least: float) -> None:
    (document,) = read_path(NEWS)
    assert isinstance(document, Document)
    everything, sure = extract([document])[0].statements, extract([document], least=least)[0].statements
    assert all(statement.confidence >= least for statement in sure)
    assert len(sure) == sum(statement.confidence >= least for statement in everything)


def test_a_document_without_words_has_no_statements() -> None:
    assert [record.statements for record in extract([read_string("***"), read_string("")])] == [(), ()]
