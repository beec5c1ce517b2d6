import json
from collections.abc import Iterator
from pathlib import Path

import corpora
import errors
import pytest
import score
from polnear import Attribution, parse_standoff
from sanity import find_faults

from quoth.model import Failure, Record, Span, record_to_json
from quoth.workflow import Settings
from tests.eval.articles import FIRST, SECOND, TEXT, as_record, write_corpus

GOLD = parse_standoff(FIRST, TEXT)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_corpus(tmp_path, "dev")
    write_corpus(tmp_path, "train")
    return tmp_path


@pytest.fixture
def perfect(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, as_record(TEXT, GOLD))


def answer_with(monkeypatch: pytest.MonkeyPatch, outcome: Record | Failure) -> None:
    def read_all(names: list[str], _: Settings) -> Iterator[Record | Failure]:
        return (outcome for _ in names)

    monkeypatch.setattr(score, "read_all", read_all)


@pytest.mark.usefixtures("perfect")
def test_the_table_of_a_perfect_reading(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.main(["--data", str(data)]) == 0
    table = capsys.readouterr().out
    rows = {line[:26].strip(): line[26:].split() for line in table.splitlines()}
    assert rows["content"][:6] == ["100.0", "100.0", "100.0", "4", "4", "4"]
    assert rows["herald"] == ["100.0"] * 6
    assert rows["mixed"] == ["100.0", "1", "1", "100.0"]


@pytest.mark.usefixtures("perfect")
def test_the_same_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.main(["--data", str(data), "--split", "train", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["all"]["whole exact"] == {
        "right": 3, "found": 3, "gold": 3, "precision": 100.0, "recall": 100.0, "f1": 100.0,
    }  # fmt: skip
    assert figures["human agreement"]["content"]["f1"] == 75


def test_without_the_data_it_says_so_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert score.main(["--data", str(tmp_path)]) == errors.main(["--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("skipped") == 2


@pytest.mark.parametrize("outcome", [as_record(TEXT.upper(), ()), Failure("x.txt", "x.txt: is empty")])
def test_a_text_that_is_not_kept_fails(
    data: Path, outcome: Record | Failure, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_with(monkeypatch, outcome)
    assert score.main(["--data", str(data)]) == 1
    assert "harbour-fees" in capsys.readouterr().err


@pytest.mark.usefixtures("perfect")
def test_floors_are_written_with_a_reason_and_held(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(score, "FLOORS", data / "floors.json")
    assert score.main(["--data", str(data), "--update-floors"]) == 2
    assert score.main(["--data", str(data), "--update-floors", "--reason", "the first"]) == 0
    assert score.main(["--data", str(data), "--check-floors"]) == 0
    answer_with(monkeypatch, as_record(TEXT, parse_standoff(SECOND, TEXT)))
    capsys.readouterr()
    assert score.main(["--data", str(data), "--check-floors"]) == 1
    assert "content: 75.0 is below the floor of 100.0" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--limit", "1"], ["--split", "train"]])
def test_floors_stand_for_all_of_dev(data: Path, option: list[str]) -> None:
    assert score.main(["--data", str(data), "--check-floors", *option]) == 2


def moved(attribution: Attribution, start: int, end: int) -> Attribution:
    span = attribution.content[0]
    return Attribution(attribution.source, attribution.cue, (Span(span.start + start, span.end + end),))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([], "missed"),
        ([moved(GOLD[2], 5, 0)], "wrong start"),
        ([moved(GOLD[2], 0, -5)], "wrong end"),
        ([moved(GOLD[2], 5, -5)], "wrong at both ends"),
        ([moved(GOLD[2], 0, -20), moved(GOLD[2], 20, 0)], "broken"),
        ([GOLD[2]], "right"),
    ],
)
def test_each_kind_of_error(found: list[Attribution], kind: str) -> None:
    ((cue, error),) = errors.find_errors(TEXT, GOLD[2:], found, "content")
    assert cue == "said"
    assert (error.kind if error else "right") == kind


def test_what_touches_no_gold_is_spurious() -> None:
    (_, _), (cue, error) = errors.find_errors(TEXT, GOLD[2:], [GOLD[2], GOLD[0]], "content")
    assert error is not None
    assert (cue, error.kind) == ("says", "spurious")


def test_errors_are_listed_by_cue_with_examples(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_with(monkeypatch, as_record(TEXT, GOLD[:2]))
    assert errors.main(["--data", str(data), "--examples", "1"]) == 0
    shown = capsys.readouterr().out
    assert "missed:" in shown
    assert "gold  that it was “a mess” from the start" in shown


def test_errors_refuse_dev(data: Path) -> None:
    assert errors.main(["--data", str(data), "--split", "dev"]) == 2


def test_a_sound_record_has_no_faults() -> None:
    assert not list(find_faults(record_to_json(as_record(TEXT, GOLD))))


def test_faults_of_a_record_are_named() -> None:
    record = record_to_json(as_record(TEXT, GOLD))
    record["statements"][0]["content"][0]["text"] = "Harbour"
    record["statements"][1] |= {"speaker": "e9", "parent": "s9"}
    record["statements"].reverse()
    faults = "\n".join(find_faults(record))
    for part in ("is not 'Harbour'", "no e9 in entities", "no s9 in statements", "statements are not in text order"):
        assert part in faults


def test_a_sample_is_spread_evenly_and_the_same_each_time(tmp_path: Path) -> None:
    folder = tmp_path / "transcripts"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number:04}.txt").touch()
    files = corpora.corpora(tmp_path)["transcripts"]
    assert [path.stem for path in files[:3]] == ["0000", "0005", "0010"]
    assert len(files) == corpora.TRANSCRIPTS
