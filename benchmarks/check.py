"""How fast a quotation is looked up in a large folder of evidence: `python benchmarks/check.py --size 200`.

Makes a folder of so many megabytes, builds the index, and looks quotations up in it: true ones, and ones in which words
were changed. Beside it, on the same documents: RapidFuzz scanning all of them, and phrase queries of SQLite's FTS5.
Every step runs in a process of its own, so that its memory is its own. See docs/evidence.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
TRANSCRIPTS = ROOT.parent / "shared" / "data" / "transcripts"

MEGABYTE = 1_000_000
SEED = 20310503
DOCUMENT = 25_000  # characters of a document, as the transcripts have them
REPLACED = 0.5  # of the content words: otherwise a made gigabyte says everything thirty times
RARE_WORDS = 400_000
QUOTATIONS = 500
SHORTEST, LONGEST = 5, 60  # words of a quotation
CHANGED = 0.15  # of the words of a changed quotation: replaced, left out or added
SCANNED = 20 * MEGABYTE  # RapidFuzz scans so much, and is reckoned up from there
SCANS = 5
MOST = 8

SPEAKERS = "ANNA BRANDT|TOMIR HALDEN|ORIEL DUNMARROW|MAYOR VOSS|QUESTIONER|LENA ORESKO|PETR SALDIN".split("|")
SYLLABLES = "ba ber cro dal den el fen gar hol is jor kel lan mar nor os pel qui ran sol tam ul ver wen yor zan".split()
COMMON = (
    "the of and to in a is that it was for on are as with they be at this have from or had by not but what all were"
    " we when your can said there use an each which she do how their if will up other about out many then them these"
).split()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = _parser().parse_args(arguments)
    if options.step == "make":
        make_folder(Path(options.folder) / "texts", options.size * MEGABYTE, options.transcripts)
        return 0
    if options.step:
        print(json.dumps(STEPS[options.step](Path(options.folder))))
        return 0
    folder = Path(options.folder or tempfile.mkdtemp(prefix="quoth-check-"))
    try:
        _run(folder, options)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _run(folder: Path, options: argparse.Namespace) -> None:
    texts = folder / "texts"
    if not texts.is_dir():
        command = [sys.executable, __file__, "--step", "make", "--folder", str(folder), "--size", str(options.size)]
        subprocess.run([*command, "--transcripts", str(options.transcripts)], check=True)
    sizes = [path.stat().st_size for path in texts.iterdir()]
    print(f"{sum(sizes) / MEGABYTE:,.0f} MB in {len(sizes):,} documents\n")
    built = _in_own_process("build", folder)
    print(
        f"index built in {built['seconds']:,.0f} s, {built['mb'] / built['seconds']:.2f} MB/s"
        f" ({built['cpu']:,.0f} s of processors):"
        f" {built['words']:,} words; {built['index_mb']:,.0f} MB on disk;"
        f" peak memory {built['peak_mb']:,.0f} MB, and {built['children_mb']:,.0f} MB for each reader"
    )
    print(f"nothing changed: seen in {built['again'] * 1000:,.0f} ms\n")
    rows = _in_own_process("look-up", folder)
    if options.beside:
        rows += _in_own_process("rapidfuzz", folder) + _in_own_process("fts5", folder)
    # On a machine with other work the time of the processor says more than that of the clock.
    print(f"{'':<44}{'found':>7}{'first':>7}{'mean ms':>10}{'median':>9}{'99 %':>9}{'CPU ms':>10}{'a second':>10}")
    for row in rows:
        first = f"{row['first']:.1%}" if row["first"] is not None else ""
        others = "".join(
            f"{row[name] or '':>{width}{',.2f' if row[name] else ''}}"
            for name, width in (("mean", 10), ("median", 9), ("p99", 9), ("cpu", 10))
        )
        print(f"{row['what']:<44}{row['found']:>7.1%}{first:>7}{others}{1000 / row['mean']:>10,.1f}")


# ------------------------------------------------------------------ the folder


def make_folder(folder: Path, size: int, transcripts: Path) -> None:
    """Write so many bytes of transcripts: sentences shuffled among documents, and half of their content words replaced.

    Without a folder of transcripts the sentences are made as well.
    """
    folder.mkdir(parents=True)
    rng = np.random.default_rng(SEED)
    sentences = list(_sentences(transcripts)) if transcripts.is_dir() else list(_made_sentences(rng))
    words = list(dict.fromkeys(word for sentence in sentences for word in sentence))
    number = {word: index for index, word in enumerate(words)}
    tokens = np.array([number[word] for sentence in sentences for word in sentence], np.int64)
    ends = np.cumsum([len(sentence) for sentence in sentences])
    starts = ends - [len(sentence) for sentence in sentences]
    is_content = np.array([word.isalpha() and word.islower() and len(word) >= 5 for word in words])
    content = tokens[is_content[tokens]]  # as often as they stand there
    words += [_rare_word(index) for index in range(RARE_WORDS)]
    written = count = 0
    while written < size:
        text = []
        length = 0
        while length < DOCUMENT:
            turn = [SPEAKERS[rng.integers(len(SPEAKERS))] + ":"]
            for sentence in rng.integers(len(starts), size=rng.integers(1, 12)).tolist():
                found = tokens[starts[sentence] : ends[sentence]].copy()
                chosen = np.flatnonzero(is_content[found] & (rng.random(len(found)) < REPLACED))
                other = content[rng.integers(len(content), size=len(chosen))]
                # Few words are met often and most hardly ever, as in all text.
                rare = len(words) - RARE_WORDS + (RARE_WORDS ** rng.random(len(chosen))).astype(np.int64) - 1
                found[chosen] = np.where(rng.random(len(chosen)) < 0.3, rare, other)
                turn += [words[token] for token in found.tolist()]
            text.append(" ".join(turn))
            length += len(text[-1])
        data = "\n\n".join(text).encode()
        (folder / f"transcript-{count:06}.txt").write_bytes(data)
        written += len(data)
        count += 1


def _sentences(transcripts: Path) -> Iterator[list[str]]:
    for path in sorted(transcripts.glob("*.txt")):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if not line.startswith("#"):
                spoken = re.sub(r"^[A-Z][A-Z .'-]+:", "", line)
                yield from filter(None, map(str.split, re.split(r"(?<=[.?!])\s+", spoken)))


def _made_sentences(rng: np.random.Generator) -> Iterator[list[str]]:
    for _ in range(100_000):
        length = int(rng.integers(4, 30))
        ranks = (20_000 ** rng.random(length)).astype(np.int64).tolist()
        words = [COMMON[rank % len(COMMON)] if rank < 200 else _rare_word(rank) for rank in ranks]
        yield [words[0].capitalize(), *words[1:-1], words[-1] + "."]


def _rare_word(number: int) -> str:
    word = ""
    while number or not word:
        number, syllable = divmod(number, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word + "ath"


# ------------------------------------------------------------------ quotations


@dataclass(frozen=True, slots=True)
class Asked:
    """A quotation: its words, those that stand in the evidence, and where."""

    words: list[str]
    text: str
    path: str
    start: int
    end: int


def ask(folder: Path, changed: float, paths: Sequence[Path] = ()) -> list[Asked]:
    """Quotations from the documents of a folder, always the same ones; a share of the words of each is changed."""
    rng = random.Random(SEED)
    paths = paths or sorted((folder / "texts").iterdir())
    asked: list[Asked] = []
    while len(asked) < QUOTATIONS:
        path = rng.choice(paths)
        text = path.read_text(encoding="utf-8")
        length = round(SHORTEST * (LONGEST / SHORTEST) ** rng.random())
        places = [match.span() for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text)]
        first = rng.randrange(len(places) - length)
        start, end = places[first][0], places[first + length - 1][1]
        if not set(text[start:end]) & set("\n:[("):  # within a turn, and spoken
            words = _change(text[start:end].split(), changed)
            asked.append(Asked(words, text[start:end], str(path), start, end))
    return asked


def _change(words: list[str], share: float) -> list[str]:
    rng = random.Random(" ".join(words))
    changed = []
    for word in words:
        way = rng.random() / share if share else 1
        if way >= 1:
            changed.append(word)
        elif way < 0.5:
            changed.append(rng.choice(COMMON))
        elif way > 0.75:
            changed += [word, rng.choice(COMMON)]
    return changed or words


# ------------------------------------------------------------------ steps


def build(folder: Path) -> dict[str, float]:
    """Build the index of a folder."""
    from quoth.evidence import Index
    from quoth.ingest import read_path

    paths = sorted((folder / "texts").iterdir())
    index = folder / "index.quoth"
    began = time.perf_counter()
    with Index.open(index) as opened:
        opened.update(paths, read_path)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    with Index.open(index) as opened:
        opened.update(paths, read_path)
        again = time.perf_counter() - began
        words = opened.words()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "cpu": sum(one.ru_utime + one.ru_stime for one in used),
        "again": again,
        "words": words,
        "mb": sum(path.stat().st_size for path in paths) / MEGABYTE,
        "index_mb": index.stat().st_size / MEGABYTE,
        "peak_mb": _peak(resource.RUSAGE_SELF),
        "children_mb": _peak(resource.RUSAGE_CHILDREN),
    }


def look_up(folder: Path) -> list[dict[str, Any]]:
    """Look quotations up, first with nothing of the index in memory, then again."""
    from quoth.evidence import Index
    from quoth.text.words import find_words

    path = folder / "index.quoth"

    def forms(one: Asked) -> tuple[str, ...]:
        return find_words(" ".join(one.words))[0]

    rows = []
    for share, name in ((0.0, "true"), (CHANGED, f"{CHANGED:.0%} of the words changed")):
        asked = ask(folder, share)
        _drop_from_memory(path)
        with Index.open(path) as index:
            for heat in ("cold", "warm"):
                rows.append(_timed(f"quoth, {name}, {heat}", asked, lambda one: index.look_up(forms(one), MOST)))
            rows.append(_timed_verdicts(f"verdict, {name}, warm", asked, index))
            rows.append(_timed_draft(f"verdict, {name}, all as one draft", asked, index))
    return rows


def _timed_verdicts(what: str, asked: Sequence[Asked], index: Any) -> dict[str, Any]:
    """From the quotation to the verdict: looked up, aligned, its edits told apart and its surroundings looked at."""
    from quoth.workflow.answers import Answers
    from quoth.workflow.read import DEFAULTS

    found = 0
    times = _Times()
    with Answers(index, DEFAULTS) as answers:
        for one in asked:
            with times:
                results = answers.of(_claim(one))
            found += _is_shown(one, results)
    return times.row(what, found / len(asked), None)


def _timed_draft(what: str, asked: Sequence[Asked], index: Any) -> dict[str, Any]:
    """The same for a draft that holds all the quotations, in as many processes as `quoth check` takes for it."""
    from quoth.workflow.answers import Answers
    from quoth.workflow.read import DEFAULTS

    began = time.perf_counter()
    with Answers(index, DEFAULTS) as answers:
        found = sum(map(_is_shown, asked, answers.of_all([_claim(one) for one in asked])))
        each = (time.perf_counter() - began) * 1000 / len(asked)
    return {
        "what": what,
        "found": found / len(asked),
        "first": None,
        "mean": each,
        "median": None,
        "p99": None,
        "cpu": None,
    }


def _claim(one: Asked) -> Any:
    from quoth.ingest import read_string
    from quoth.model import Span
    from quoth.verify.claims import DraftWords, Joint, make_claim

    words = f"“{' '.join(one.words)}”"
    return make_claim(DraftWords.of(read_string(words)), [Span(0, len(words))], [Joint.NONE])


def _is_shown(one: Asked, results: Sequence[Any]) -> bool:
    """Whether a passage of the verdicts is the one that the quotation is from, or has the same words."""
    shown = [passage for result in results for passage in (result.passage, *result.also) if passage]
    there = any(p.document == one.path and p.span.start < one.end and one.start < p.span.end for p in shown)
    return there or results[0].verdict.value == "verbatim"


def scan(folder: Path) -> list[dict[str, Any]]:
    """Let RapidFuzz scan some of the documents for a few quotations, and reckon up to all."""
    from rapidfuzz.fuzz import partial_ratio

    texts: list[tuple[Path, str]] = []
    size = 0
    whole = sum(path.stat().st_size for path in (folder / "texts").iterdir())
    for path in sorted((folder / "texts").iterdir()):
        if size < SCANNED:
            texts.append((path, path.read_text(encoding="utf-8")))
            size += path.stat().st_size
    rows = []
    for share, name in ((0.0, "true"), (CHANGED, f"{CHANGED:.0%} changed")):
        found, times = 0, _Times()
        for one in ask(folder, share, [path for path, _ in texts])[:SCANS]:
            words = " ".join(one.words)
            with times:
                best = max(texts, key=lambda item: partial_ratio(words, item[1]))
            found += str(best[0]) == one.path
        what = f"RapidFuzz, {name}, reckoned from {size / MEGABYTE:,.0f} MB"
        rows.append(times.row(what, found / SCANS, None, whole / size))
    return rows


def full_text(folder: Path) -> list[dict[str, Any]]:
    """Phrase queries of FTS5, which give documents and not places."""
    database = folder / "fts5.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='porter unicode61')")
    paths = sorted((folder / "texts").iterdir())
    began = time.perf_counter()
    with connection:
        texts = ((number, path.read_text(encoding="utf-8")) for number, path in enumerate(paths))
        connection.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", texts)
    seconds = time.perf_counter() - began
    print(f"FTS5 built in {seconds:,.0f} s, {database.stat().st_size / MEGABYTE:,.0f} MB", file=sys.stderr)
    rows = []
    for share, name in ((0.0, "true"), (CHANGED, f"{CHANGED:.0%} changed")):
        found, times = 0, _Times()
        for one in ask(folder, share):
            phrase = '"' + re.sub(r"[^\w\s]", " ", " ".join(one.words)) + '"'
            with times:
                got = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ? LIMIT 8", (phrase,)).fetchall()
            found += any(str(paths[number]) == one.path for (number,) in got)
        rows.append(times.row(f"FTS5 phrase, {name}, warm", found / QUOTATIONS, None))
    return rows


STEPS: dict[str, Callable[[Path], Any]] = {"build": build, "look-up": look_up, "rapidfuzz": scan, "fts5": full_text}


def _timed(what: str, asked: Sequence[Asked], look_up: Callable[[Asked], Sequence[Any]]) -> dict[str, Any]:
    from quoth.text.words import find_words

    found = first = 0
    times = _Times()
    for one in asked:
        with times:
            hits = look_up(one)
        words = " ".join(find_words(one.text)[0])
        # Common phrases stand at other places as well, word for word.
        right = [_is_at(hit, one) or words in " ".join(hit.speech.forms[hit.first : hit.last]) for hit in hits]
        found += any(right)
        first += right[:1] == [True]
    return times.row(what, found / len(asked), first / len(asked))


class _Times:
    """Milliseconds by the clock and by the processor, of what is done in its `with` blocks."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.processor: list[float] = []

    def __enter__(self) -> None:
        self.began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.clock.append((time.perf_counter() - self.began[0]) * 1000)
        self.processor.append((time.process_time() - self.began[1]) * 1000)

    def row(self, what: str, found: float, first: float | None, times: float = 1) -> dict[str, Any]:
        clock = sorted(one * times for one in self.clock)
        return {
            "what": what,
            "found": found,
            "first": first,
            "mean": sum(clock) / len(clock),
            "median": clock[len(clock) // 2],
            "p99": clock[int(len(clock) * 0.99)],
            "cpu": sum(self.processor) * times / len(clock),
        }


def _is_at(hit: Any, one: Asked) -> bool:
    span = hit.speech.span(hit.first, hit.last)
    return bool(hit.speech.document.path == one.path and span.start < one.end and span.end > one.start)


def _drop_from_memory(path: Path) -> None:
    """Ask the system to forget what it has read of a file; where it cannot be asked, cold is only a new process."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _peak(who: int) -> float:
    """Megabytes of memory that this process, or one that it started, has had at most."""
    # Kilobytes on Linux, bytes on macOS.
    return resource.getrusage(who).ru_maxrss / (MEGABYTE if sys.platform == "darwin" else 1000)


def _in_own_process(step: str, folder: Path) -> Any:
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=31, metavar="MB", help="how large a folder is made")
    parser.add_argument(
        "--transcripts", type=Path, default=TRANSCRIPTS, metavar="DIR", help="where sentences come from"
    )
    parser.add_argument(
        "--folder", metavar="DIR", help="where the folder and the index are made; a temporary one if not given"
    )
    parser.add_argument("--keep", action="store_true", help="leave them there")
    parser.add_argument("--no-beside", dest="beside", action="store_false", help="without RapidFuzz and FTS5")
    parser.add_argument("--step", choices=["make", *STEPS], help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
