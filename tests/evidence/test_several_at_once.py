"""Several at once: processes that build the same index, one that is killed, readers while it is built, threads."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quoth.evidence import Index
from quoth.model import Document, Failure
from tests.evidence.papers import PAPERS, SPEECH, read, said, words, write

ROOT = Path(__file__).parents[2]
CRANES = "alba bruno carla dora emil frida gustav hanna ivar jonas katla lothar".split()
NAMES = {f"{crane}.txt": f"Note\n\nThe crane {crane} came. {SPEECH}" for crane in CRANES}


def slow_read(path: Path) -> Iterator[Document | Failure]:
    with (path.parent / "read.log").open("a", encoding="utf-8") as log:
        log.write(path.name + "\n")
    time.sleep(0.05)
    return read(path)


def build(folder: Path) -> None:
    with Index.open(folder / "index.quoth") as index:
        index.update(sorted(folder.glob("*.txt")), slow_read)
        assert index.look_up(["hanna"], 5)


def test_of_two_builders_one_waits_and_finds_the_work_done(tmp_path: Path) -> None:
    write(tmp_path, NAMES)
    context = multiprocessing.get_context("spawn")
    builders = [context.Process(target=build, args=(tmp_path,)) for _ in range(2)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(60)
    assert [builder.exitcode for builder in builders] == [0, 0]
    assert sorted((tmp_path / "read.log").read_text(encoding="utf-8").split()) == sorted(NAMES)


def test_a_reader_sees_the_index_as_it_was_until_it_asks_anew(tmp_path: Path) -> None:
    paths = write(tmp_path)
    path = tmp_path / "index.quoth"
    with Index.open(path) as reader, Index.open(path) as writer:
        reader.update(paths, read)
        assert reader.look_up(words("house by house"), 5)
        writer.update(paths[:1], read)
        assert writer.look_up(words("house by house"), 5) == []
        hit = reader.look_up(words("the bridge over the Lessa"), 5)[0]
        assert "the bridge over the lessa stands again" in said(hit)
        reader.update(paths[:2], read)
        assert reader.look_up(words("house by house"), 5) == []
        assert reader.look_up(words("who pays for the cranes"), 5)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no such signal here")
def test_a_builder_that_is_killed_leaves_an_index_that_can_be_used(tmp_path: Path) -> None:
    write(tmp_path, NAMES)
    program = "import sys, pathlib, tests.evidence.test_several_at_once as t; t.build(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-c", program, str(tmp_path)]
    builder = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    log = tmp_path / "read.log"
    while not log.exists() or len(log.read_text(encoding="utf-8").split()) < 4:
        assert builder.poll() is None
        time.sleep(0.01)
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait(20)
    with Index.open(tmp_path / "index.quoth") as index:
        assert index.words() == 0  # nothing was committed
        index.update(sorted(tmp_path.glob("*.txt")), read)
        assert len(index.look_up(words("house by house"), 20)) == len(NAMES)


def test_an_error_while_building_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    paths = write(tmp_path)

    def broken(path: Path) -> Iterator[Document | Failure]:
        if path.name == "hearing.txt":
            raise ZeroDivisionError
        return read(path)

    with Index.open(tmp_path / "index.quoth") as index:
        index.update(paths[2:], read)
        with pytest.raises(ZeroDivisionError):
            index.update(paths, broken)
        assert len(index.look_up(words("house by house"), 5)) == 1
        assert len(index.update(paths, read)) == 3


def test_several_threads_look_up_in_one_index(tmp_path: Path) -> None:
    paths = write(tmp_path, {**PAPERS, **NAMES})
    failed: list[BaseException] = []
    with Index.open(tmp_path / "index.quoth") as index:
        index.update(paths, read)

        def ask() -> None:
            try:
                for crane in CRANES:
                    hit = index.look_up([crane], 5)[0]
                    assert hit.speech.document.path == str(tmp_path / f"{crane}.txt")
            except BaseException as error:
                failed.append(error)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not failed
