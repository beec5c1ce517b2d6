"""Answers: many claims are looked up in several processes, and what comes of it is the same."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from quoth.evidence import Index
from quoth.workflow import answers
from quoth.workflow.check import Checker, CheckSettings, check_files

RECORD = """\
ANNA BRANDT: We will repair the pier at our own cost, and we will not raise the harbour tax.

NIALL FERRO: The roof is late. I never sold a boat to the harbor.
"""
DRAFT = """\
“We will repair the pier at our own cost,” said Anna Brandt.

“We will raise the harbour tax,” said Anna Brandt.

Niall Ferro said that he never sold a boat to the harbor.

“The roof is late,” said Anna Brandt.
"""


def test_several_processes_say_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "record.txt").write_text(RECORD, encoding="utf-8")
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT, encoding="utf-8")
    settings = CheckSettings(index=str(tmp_path / "record.index"))
    (alone,) = check_files([draft], [tmp_path / "record.txt"], settings)
    monkeypatch.setattr(answers, "PROCESSES", 2)
    monkeypatch.setattr(answers, "_WORTH_PROCESSES", 1)
    began = []
    monkeypatch.setattr(answers, "processes", lambda *given: began.append(True) or _processes(*given))
    (shared,) = check_files([draft], [tmp_path / "record.txt"], settings)
    assert began == [True]
    assert shared == alone
    assert [quotation.verdict.value for quotation in shared.quotations] == ["verbatim", "altered", "misattributed"]


def test_a_process_that_is_ended_costs_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "record.txt").write_text(RECORD, encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    settings = CheckSettings(index=str(tmp_path / "record.index"))
    monkeypatch.setattr(answers, "PROCESSES", 2)
    monkeypatch.setattr(answers, "_WORTH_PROCESSES", 1)
    monkeypatch.setattr(answers, "processes", lambda *_: _processes(os._exit, (1,)))
    (check,) = check_files([tmp_path / "draft.md"], [tmp_path / "record.txt"], settings)
    assert [quotation.verdict.value for quotation in check.quotations] == ["verbatim", "altered", "misattributed"]


def test_an_index_in_memory_stays_in_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_WORTH_PROCESSES", 1)
    monkeypatch.setattr(answers, "processes", lambda *_: pytest.fail("no process may start"))
    (tmp_path / "record.txt").write_text(RECORD, encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    with Checker([tmp_path / "record.txt"], CheckSettings(index=":memory:")) as checker:
        assert checker.check_claims([]) == []
    (check,) = check_files([tmp_path / "draft.md"], [tmp_path / "record.txt"], CheckSettings(index=":memory:"))
    assert len(check.quotations) == 3
    with Index.open() as index, pytest.raises(TypeError, match="in memory"):
        pickle.dumps(index)


_processes = answers.processes
