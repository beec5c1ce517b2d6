"""`docs/matching.md`: each of its rows is run through checking, and comes out as the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quoth.evidence import Index, speech_of
from quoth.ingest import read_string
from quoth.model import EditClass, Fidelity, Severity, Verdict
from quoth.verify.checking import Result, check_claim
from quoth.verify.edits import SLIGHT
from quoth.verify.omissions import FAR_WORDS, MUCH_WORDS
from quoth.verify.passages import Extent
from quoth.verify.report import report
from quoth.verify.rule import load_rules
from quoth.workflow import Settings, read_text
from quoth.workflow.draft import find_claims
from quoth.workflow.speakers import Speakers

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"
IGNORED = "ignored"
ALL_ON = dict.fromkeys(load_rules(), Severity.NOTE)
# These go with every difference or every speaker, and the page is about words; others say it of the first letter.
ELSEWHERE = {"weak-evidence", "unknown-speaker", "letter-case"}

_CELL = r"\| `` ?(?P<{}>.*?) ?`` "
_ROW = re.compile(rf"^\| (?P<what>[^|]*) {_CELL.format('draft')}{_CELL.format('evidence')}\| (?P<rest>.*) \|$")
_CODE = re.compile(r"`([^`]+)`")
_SAID = re.compile(r"\b(?:said|sagte|dit)\b")
_LABEL = re.compile(r"[A-Z]+(?: [A-Z]+)*: ")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LANGUAGES = {"„": "de", "«": "fr"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: the example, and the words of its last columns."""

    what: str
    draft: str
    evidence: str
    says: tuple[str, ...]


def rows() -> Iterator[Row]:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if found := _ROW.match(line):
            says = tuple(cell.strip() for cell in found["rest"].split("|"))
            yield Row(found["what"].strip(), _read(found["draft"]), _read(found["evidence"]), says)


def _read(cell: str) -> str:
    """A cell with its escapes resolved."""
    return cell.encode("ascii", "backslashreplace").decode("unicode_escape")


def _language(draft: str) -> str:
    """The language of an example, by its letters and marks."""
    return "ar" if _ARABIC.search(draft) else _LANGUAGES.get(draft[0], "en")


def _check(row: Row) -> list[Result]:
    """What checking says of the quotations of a row; its evidence is a transcript with one more turn."""
    draft = row.draft if _SAID.search(row.draft) else f"{row.draft} said Anna Brandt."
    evidence = row.evidence if _LABEL.match(row.evidence) else f"ANNA BRANDT: {row.evidence}"
    reading = Settings(language=_language(draft), model=False)
    index = Index.open()
    index.add(speech_of(read_string(f"{evidence}\n\nPETER SAND: Agreed."), Fidelity.OFFICIAL_RECORD))
    extent = Extent(frozenset({None}), 100)
    speakers = Speakers(reading)
    claims = find_claims(read_text(draft, reading))
    return [result for claim in claims for result in check_claim(claim, index, speakers.who_said, extent)]


ROWS = list(rows())
WORDS = [row for row in ROWS if len(row.says) == 1]
READINGS = [row for row in ROWS if len(row.says) == 2]


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row.what)
def test_a_difference_is_of_the_class_that_the_page_says(row: Row) -> None:
    results = _check(row)
    classes = {edit.edit_class.value for result in results for edit in result.edits}
    expected = set(_CODE.findall(row.says[0]))
    assert bool(expected) != (row.says[0] == IGNORED)
    assert classes == expected
    changed = [name for name in expected if EditClass(name) not in SLIGHT]
    verdict = Verdict.ALTERED if changed else Verdict.VERBATIM
    assert results
    assert {result.verdict for result in results} == {verdict}


@pytest.mark.parametrize("row", READINGS, ids=lambda row: f"{row.what}: {row.draft}")
def test_brackets_ellipses_and_edges_are_read_as_the_page_says(row: Row) -> None:
    (result,) = _check(row)
    verdict, rules = row.says
    found = {finding.rule for finding in report(result.observations, ALL_ON)} - ELSEWHERE
    assert (result.verdict.value, found) == (verdict.strip("`"), set(_CODE.findall(rules)))


def test_the_page_names_the_limits_that_the_engine_has() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f"More than {MUCH_WORDS} words, or more than" in text
    assert f"hides more than {FAR_WORDS} words" in text


def test_the_page_has_rows_of_every_sort() -> None:
    said = {name for row in WORDS for name in _CODE.findall(row.says[0])}
    assert said == {choice.value for choice in EditClass} - {"edge punctuation"}
    assert {row.says[0].strip("`") for row in READINGS} >= {"verbatim", "indicated", "altered", "spliced"}
    assert len(READINGS) > 40


def test_every_row_of_a_table_is_run() -> None:
    """A row that is written a little differently would otherwise be passed over."""
    tables = re.findall(r"^\| .* \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    heads = [line for line in tables if "| The draft |" in line]
    assert len(tables) - len(heads) == len(ROWS)
