"""The index: what it holds after files came, changed and went, and what it does when things go wrong."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quoth.evidence import Index, postings
from quoth.model import ConfigurationError, Document, EvidenceUsed, Failure, Fidelity, InputError
from tests.evidence.papers import HEARING, PAPERS, SPEECH, read, said, told, words, write

QUOTATIONS = [
    "we will not raise taxes this year",
    "the bridge over the Lessa",
    "it is what it is",
    "who pays for the cranes in the harbour",
    "the ministry pays the council",
    "house by house",
]


def answers(index: Index) -> list[object]:
    return [told(index.look_up(words(quotation), 5)) for quotation in QUOTATIONS]


def test_files_in_and_quotations_found(tmp_path: Path) -> None:
    paths = write(tmp_path)
    steps: list[tuple[int, int]] = []
    with Index.open(tmp_path / "index.quoth") as index:
        used = index.update(paths, read, progress=lambda done, total: steps.append((done, total)))
        assert used == [
            EvidenceUsed(str(tmp_path / "article.txt"), Fidelity.SECOND_HAND),
            EvidenceUsed(str(tmp_path / "hearing.txt"), Fidelity.OFFICIAL_RECORD),
            EvidenceUsed(str(tmp_path / "speech.txt"), Fidelity.SCRIPT),
        ]
        size = sum(path.stat().st_size for path in paths)
        assert steps == [(size, size)]
        hit = index.look_up(words("who pays for the cranes?"), 5)[0]
        assert "who pays for the cranes the council" in said(hit)
        assert hit.speech.turn_of(hit.last - 9).speaker == "TOMIR HALDEN"
        assert hit.speech.document.text == HEARING.rstrip("\n") or hit.speech.document.text == HEARING
        assert hit.speech.fidelity is Fidelity.OFFICIAL_RECORD
        before = answers(index)
    with Index.open(tmp_path / "index.quoth") as again:
        assert again.update(paths, unreadable) == used
        assert answers(again) == before


def unreadable(path: Path) -> Iterator[Document | Failure]:
    raise AssertionError(f"{path} is read again")


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    paths = write(tmp_path)
    seen: list[str] = []

    def reading(path: Path) -> Iterator[Document | Failure]:
        seen.append(path.name)
        return read(path)

    with Index.open() as index:
        index.update(paths, reading)
        seen.clear()
        os.utime(paths[0], ns=(1, 1))  # another time, the same content
        (tmp_path / "hearing.txt").write_text(HEARING.replace("eleven", "twelve"), encoding="utf-8")
        (tmp_path / "new.txt").write_text("Note\n\nThe crane has come to Soltau at last.", encoding="utf-8")
        used = index.update([path for path in sorted(tmp_path.glob("*.txt")) if path.name != "speech.txt"], reading)
        assert seen == ["hearing.txt", "new.txt"]
        assert [Path(one.document).name for one in used] == ["article.txt", "hearing.txt", "new.txt"]
        assert "twelve million" in said(index.look_up(words("twelve million crowns"), 5)[0])
        assert index.look_up(words("house by house"), 5) == []
        seen.clear()
        index.update(sorted(tmp_path.glob("*.txt")), reading)
        assert seen == ["speech.txt"]


def test_an_index_made_by_other_rules_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = write(tmp_path)
    with Index.open(tmp_path / "index.quoth") as index:
        index.update(paths, read)
        before = answers(index)
    monkeypatch.setattr("quoth.evidence.index.fingerprint", lambda: "other rules")
    seen: list[Path] = []

    def reading(path: Path) -> Iterator[Document | Failure]:
        seen.append(path)
        return read(path)

    for _ in range(2):
        with Index.open(tmp_path / "index.quoth") as index:
            index.update(paths, reading)
            assert answers(index) == before
    assert seen == paths


def test_what_cannot_be_read_is_told_and_tried_again(tmp_path: Path) -> None:
    paths = [*write(tmp_path), tmp_path / "absent.txt"]
    (tmp_path / "speech.txt").write_bytes(b"")
    with Index.open(tmp_path / "index.quoth") as index:
        used = index.update(paths, read)
        assert [(Path(one.document).name, one.read) for one in used] == [
            ("article.txt", True),
            ("hearing.txt", True),
            ("speech.txt", False),
            ("absent.txt", False),
        ]
        assert "empty" in str(used[2].reason)
        assert index.update(paths, read) == used
        (tmp_path / "speech.txt").write_text(SPEECH, encoding="utf-8")
        assert index.update(paths, read)[2].read


def test_a_file_without_words_is_read_and_holds_nothing(tmp_path: Path) -> None:
    paths = write(tmp_path, {"dash.txt": "– … –"})
    with Index.open() as index:
        assert [one.read for one in index.update(paths, read)] == [True]
        assert index.words() == 0
        assert index.look_up(words("house by house"), 5) == []


def test_a_file_of_several_documents(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,text\na,The crane has come.\nb,\nc,The bridge over the Lessa stands.\n", encoding="utf-8")
    with Index.open() as index:
        used = index.update([path], read)
        assert [(Path(one.document).name, one.read) for one in used] == [
            ("rows.csv#a", True),
            ("rows.csv#c", True),
            ("rows.csv:2", False),
        ]
        hit = index.look_up(words("bridge over the Lessa"), 5)[0]
        assert (said(hit), hit.speech.document.path) == ("the bridge over the lessa stands", f"{path}#c")


def test_the_fidelity_that_is_declared_holds(tmp_path: Path) -> None:
    paths = write(tmp_path)
    with Index.open() as index:
        assert {one.fidelity for one in index.update(paths, read, fidelity=Fidelity.CAPTIONS)} == {Fidelity.CAPTIONS}
        assert index.look_up(words("house by house"), 1)[0].speech.fidelity is Fidelity.CAPTIONS
        index.update(paths, read, fidelity={paths[2]: Fidelity.OCR})
        assert index.look_up(words("house by house"), 1)[0].speech.fidelity is Fidelity.OCR
        assert index.look_up(words("who pays"), 1)[0].speech.fidelity is Fidelity.OFFICIAL_RECORD


TEXTS = [*PAPERS.values(), "Note\n\nWe will win the cranes, house by house.", "Note\n\nIt is what it is in Soltau."]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(TEXTS)), min_size=2, max_size=5))
def test_an_index_that_grew_is_the_one_built_at_once(tmp_path: Path, states: list[dict[str, str]]) -> None:
    with Index.open() as grown:
        for state in states:
            for path in tmp_path.glob("*.txt"):
                path.unlink()
            paths = write(tmp_path, {f"{name}.txt": text for name, text in state.items()})
            random.Random(len(state)).shuffle(paths)
            grown.update(paths, read)
        with Index.open() as built:
            built.update(sorted(paths), read)
            assert answers(grown) == answers(built)
            assert grown.words() == built.words()


CRANES = "alba bruno carla dora emil frida gustav hanna ivar".split()


def test_many_small_segments_are_merged_and_stale_ones_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "_MOST_SMALL", 3)
    paths: list[Path] = []
    with Index.open(tmp_path / "index.quoth") as index:
        for number in range(9):
            paths.append(tmp_path / f"{number}.txt")
            paths[-1].write_text(f"Note\n\nThe crane {CRANES[number]} has come to Soltau. {SPEECH}", encoding="utf-8")
            index.update(paths, read)
            assert segments(tmp_path) <= 4
        for number, path in enumerate(paths):
            assert index.look_up([CRANES[number]], 5)[0].speech.document.path == str(path)
        index.update(paths[8:], read)
        assert segments(tmp_path) == 1
        assert written(tmp_path) == index.words()
        assert index.look_up([CRANES[3]], 5) == []
        assert [hit.speech.document.path for hit in index.look_up(words("house by house"), 5)] == [str(paths[8])]


def segments(folder: Path) -> int:
    return one(folder, "SELECT count(*) FROM segments")


def written(folder: Path) -> int:
    return one(folder, "SELECT sum(written) FROM segments")


def one(folder: Path, query: str) -> int:
    connection = sqlite3.connect(folder / "index.quoth")
    try:
        return int(connection.execute(query).fetchone()[0])
    finally:
        connection.close()


def test_a_full_segment_is_committed_and_the_next_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "SEGMENT", 40)
    monkeypatch.setattr("quoth.evidence.building._BATCH", 10)
    paths = write(tmp_path)
    with Index.open(tmp_path / "index.quoth") as index:
        index.update(paths, read)
        assert segments(tmp_path) == 3
        assert len(index.look_up(words("we will not raise taxes this year"), 5)) == 2


# ------------------------------------------------------------------ what is no index


@pytest.mark.parametrize(
    "content", [b"not a database, though long enough to be taken for one" * 99, b"SQLite format 3\0"]
)
def test_a_file_that_is_no_index_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "index.quoth"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"index\.quoth: .*; ") as told:
        Index.open(path)
    assert "\n" not in str(told.value)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.quoth"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE addresses (name)")
    connection.close()
    with pytest.raises(ConfigurationError, match="another program"):
        Index.open(path)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.quoth"
    Index.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ConfigurationError, match="version 99"):
        Index.open(path)


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="its folder does not exist"):
        Index.open(tmp_path / "nowhere" / "index.quoth")


def test_a_damaged_index_is_told_in_one_line(tmp_path: Path) -> None:
    paths = write(tmp_path)
    with Index.open(tmp_path / "index.quoth") as index:
        index.update(paths, read)
    connection = sqlite3.connect(tmp_path / "index.quoth")
    connection.execute("UPDATE texts SET packed = x'00112233445566778899'")
    connection.commit()
    connection.close()
    with Index.open(tmp_path / "index.quoth") as index, pytest.raises(InputError, match="damaged"):
        index.look_up(words("house by house"), 5)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 1 << 30), data=st.binary(min_size=1, max_size=3_000))
def test_bytes_that_were_overwritten_are_told_or_do_no_harm(tmp_path: Path, at: int, data: bytes) -> None:
    paths = write(tmp_path)
    path = tmp_path / "index.quoth"
    path.unlink(missing_ok=True)
    with Index.open(path) as index:
        index.update(paths, read)
    whole = bytearray(path.read_bytes())
    at %= len(whole)
    whole[at : at + len(data)] = data
    path.write_bytes(whole)
    with suppress(InputError, ConfigurationError), Index.open(path) as index:
        answers(index)


def test_an_index_in_a_file_takes_no_documents_from_memory(tmp_path: Path) -> None:
    from tests.evidence.papers import speech

    with Index.open(tmp_path / "index.quoth") as index, pytest.raises(ValueError, match="in memory"):
        index.add(speech(SPEECH))
