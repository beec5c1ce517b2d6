"""The public benchmark: its rows are the same for the same seed, and hold the damage that their labels tell."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from benchmarks.misquote import score as scoring
from benchmarks.misquote.corpus import Corpus, read_corpus, speaker_name
from benchmarks.misquote.figures import Asked, figures
from benchmarks.misquote.generate import KINDS, generate, main
from benchmarks.misquote.rows import Row, read_rows
from benchmarks.misquote.tools import Answer, Containment, Source
from benchmarks.misquote.words import plain, words

SAMPLES = Path(__file__).parent.parent / "samples"

# Every half of a sentence names a place of its own, so that no sentence stands twice.
_FEATURES = (
    "You know, the clerk of {a} painted the harbour office, and the tower of {b}.",
    "We do not trust {a}, and the boatmen know the maps of {b}.",
    "The council of {a}, of course, has paid for the ferry to {b}.",
    "He said to {a} that they -- they gave the tram its color, and he liked it in {b}.",
    "They counted twelve boats at {a}, and 340 crates on the quay of {b}.",
    "We will sail from {a} in the morning, and the gardens bloom at {b}.",
    "We saw {a} lose 15 percent of the herring, and so did {b}.",
    "She must answer {a}, because the clerk will never write to {b}.",
    "The ropes of {a} hang from the wooden tower, and the wealthy captains of Tamber live in {b}.",
    "We left nearly all of {a} to the gardener, and he can see Halden from {b}.",
    "Is the lantern of {a} lit when the fishermen walk towards {b}?",
    "The garden of {a} has one boat, and the captain of Tamber built the gardens of {b}.",
    "The market of {a} sells honest {b} cheese, honest bread and wooden spoons.",
    "We are not in {a} for the music, and the clerks sing in {b}.",
)
_PLAIN = "the lantern of {a} shines on the harbour and the captains sing in the garden of {b} while the herring sleeps"
_FIRST = "Bal Cor Dun Fen Gar Hol Jor Kel Lan Mar Nor Pel Quin Ros Sol Tam Ul Ver Wen Yor Zan Bren Crel Drav".split()
_SECOND = "den dal mouth wick by ford stead holm gate combe".split()
_PLACES = [first + second for second, first in product(_SECOND, _FIRST)]


def _transcript() -> str:
    """Turns of two people, in which every feature comes back with other places; long enough to go far apart in."""
    pairs = list(zip(_PLACES[::2], _PLACES[1::2], strict=True))
    said = [_FEATURES[number % len(_FEATURES)].format(a=a, b=b) for number, (a, b) in enumerate(pairs)]
    turns = [said[at : at + 5] for at in range(0, len(said), 5)]
    speakers = ("ANNA BRANDT", "ANNA BRANDT", "TOMIR ORESKO")
    return "\n\n".join(f"{speakers[number % 3]}: {' '.join(turn)}" for number, turn in enumerate(turns))


def _captions() -> str:
    """One turn without stops and capitals."""
    pairs = zip(_PLACES[::3], _PLACES[2::3], strict=False)
    return "PETR SALDIN: " + " ".join(_PLAIN.format(a=b + "er", b=a + "er").lower() for a, b in pairs)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("transcripts")
    (folder / "hearing.txt").write_text(_transcript(), encoding="utf-8")
    (folder / "captions.txt").write_text(f"{_captions()}\n\nLENA VOSS: thank you", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return read_corpus(folder)


@pytest.fixture(scope="module")
def rows(corpus: Corpus) -> list[Row]:
    return list(generate(corpus, 1, 200))


def test_every_kind_is_made(rows: list[Row]) -> None:
    assert set(KINDS) - {row.kind for row in rows} == set()


def test_the_same_seed_gives_the_same_rows(corpus: Corpus, rows: list[Row]) -> None:
    assert list(generate(corpus, 1, 200)) == rows
    assert list(generate(corpus, 2, 200)) != rows


def test_our_samples_give_rows(tmp_path: Path) -> None:
    folder = tmp_path / "samples"
    folder.mkdir()
    for name in ("debate.txt", "interview.txt"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out in outs:
        assert main([str(folder), "--quotations", "60", "--out", str(out)]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert {row.label for row in read_rows(outs[0])} >= {"verbatim", "altered", "misattributed", "not-found"}


def test_passages_are_the_words_of_their_documents(folder: Path, rows: list[Row]) -> None:
    for row in rows:
        if row.document is not None and row.passage is not None:
            assert (folder / row.document).read_text(encoding="utf-8")[row.start : row.end] == row.passage, row.id
        elif row.evidence_text is not None:
            assert row.evidence_text[row.start : row.end] == row.passage, row.id


def test_faithful_words_are_the_same_and_damaged_ones_are_not(corpus: Corpus, rows: list[Row]) -> None:
    for row in rows:
        said = plain(words(row.passage or ""))
        printed = plain(words(row.quotation))
        if row.label == "verbatim" and row.evidence_text is None:
            assert printed == said or row.kind in ("long", "neighbours"), row.id
        elif row.edit_class is not None:
            assert printed != said, row.id
            assert corpus.count(row.quotation) == 0, row.id


def test_each_damage_is_the_one_that_its_kind_names(rows: list[Row]) -> None:
    kinds = {kind: [row for row in rows if row.kind == kind] for kind in KINDS}

    def lost(row: Row) -> Counter[str]:
        return Counter(words(row.passage or "")) - Counter(words(row.quotation))

    def added(row: Row) -> Counter[str]:
        return Counter(words(row.quotation)) - Counter(words(row.passage or ""))

    assert all({"not", "never"} & set(lost(row)) and not added(row) for row in kinds["negation-dropped"])
    assert all(any(word in ("not", "never") or "n't" in word for word in added(row)) for row in kinds["negation-added"])
    assert all(lost(row) and not added(row) for row in kinds["words-left-out"])
    assert all(lost(row)["nearly"] for row in kinds["qualifier-dropped"])
    assert all(set(lost(row)) <= {"15", "twelve"} and added(row) for row in kinds["number-form"])
    assert all(re.search(r"[a-z]\d+\b", row.passage or "") for row in kinds["source-footnote-digit"])
    assert all("-\n" in (row.passage or "") for row in kinds["source-line-end-hyphen"])
    assert all("\u0301" in (row.passage or "") for row in kinds["source-decomposed"])
    assert all(row.passage is None for row in kinds["fabricated"])


def test_another_speaker_is_another(folder: Path, rows: list[Row]) -> None:
    text = (folder / "hearing.txt").read_text(encoding="utf-8")
    for row in rows:
        if row.kind == "other-speaker":
            label = re.findall(r"^([A-Z ]+):", text[: row.start], re.MULTILINE)[-1]
            assert row.speaker != speaker_name(label)


def test_the_scorer_answers_every_row(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, errors = tmp_path / "made.jsonl", tmp_path / "errors.jsonl"
    main([str(folder), "--quotations", "40", "--out", str(made)])
    assert scoring.main([str(made), "--evidence", str(folder), "--alone", "--errors", str(errors), "--json"]) == 0
    printed = capsys.readouterr().out
    found = json.loads(printed[printed.rindex('{\n  "made"') :])["made"]
    assert found["verdict accuracy"] > 0.9
    assert found["changed negation reported"] == 1.0


def test_figures_count_false_alarms_and_reports() -> None:
    def asked(label: str, faithful: bool, verdict: str, errors: tuple[str, ...] = ()) -> Asked:
        return Asked("1", "sentence", label, faithful, None, None, None, Answer(not errors, verdict, errors))

    found = figures(
        [
            asked("verbatim", True, "verbatim"),
            asked("verbatim", True, "verbatim", ("cut-negation",)),
            asked("altered", False, "altered", ("altered-negation",)),
            asked("altered", False, "verbatim"),
        ]
    )
    assert found["verdict accuracy"] == 0.75
    assert found["false alarms on faithful quotations"] == 0.5
    assert found["damaged quotations reported"] == 0.5


def test_containment_forgives_type_but_no_words() -> None:
    source = Source("We don't sell\nthe ferry.")
    assert Containment().check("“we don’t sell the ferry,”", None, source).accepted
    assert not Containment().check("“We sell the ferry.”", None, source).accepted


def test_floors_are_the_least_but_for_false_alarms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floors = tmp_path / "floors.json"
    monkeypatch.setattr(scoring, "FLOORS", floors)
    pinned = {"verdict accuracy": 0.97, "false alarms on faithful quotations": 0.01}
    floors.write_text(json.dumps({"reason": "", "floors": {"made": pinned}}), encoding="utf-8")
    assert scoring.check_floors({"made": {"verdict accuracy": 0.98, "false alarms on faithful quotations": 0.0}}) == 0
    assert scoring.check_floors({"made": {"verdict accuracy": 0.98, "false alarms on faithful quotations": 0.02}}) == 1
    assert scoring.check_floors({"made": {"verdict accuracy": 0.96, "false alarms on faithful quotations": 0.0}}) == 1
    assert scoring.check_floors({"cases": {}}) == 0
