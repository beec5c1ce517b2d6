"""How fast and how large `quoth read` is, on one core: `python benchmarks/read.py`.

Each corpus is read in a process of its own, so that its peak memory is its own. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "eval"))

from corpora import corpora  # noqa: E402 - the folder above must be on the path first
from polnear import DATA  # noqa: E402

QUOTH = Path(sys.executable).with_name("quoth")
COLD_LIMIT = 1.5  # seconds from typing the command to the answer (DESIGN §7)
COLD_RUNS = 7
PROFILED = 15


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 1 when a corpus could not be read."""
    options = _parser().parse_args(arguments)
    _stay_on_one_core()
    if options.worker:
        print(json.dumps(measure([Path(name) for name in sys.stdin.read().splitlines()], profile=options.profile)))
        return 0
    faults = 0
    print(f"{'':<14}documents     words  statements  seconds   words/s  statements/s  documents/s  peak MB")
    for name, files in corpora(options.data).items():
        result = _in_own_process(files, profile=options.profile)
        faults += result["faults"]
        words, statements, documents = result["words"], result["statements"], result["documents"]
        seconds = result["seconds"]
        print(
            f"{name:<14}{documents:>9,}{words:>10,}{statements:>12,}{seconds:>9.2f}{words / seconds:>10,.0f}"
            f"{statements / seconds:>14,.0f}{documents / seconds:>13,.1f}{result['peak_mb']:>9.0f}"
        )
        if result["faults"]:
            print(f"  {result['faults']} could not be read")
        if options.profile:
            print("  " + ", ".join(f"{stage} {spent:.2f} s" for stage, spent in result["stages"].items()))
            print("\n".join(f"  {line}" for line in result["functions"]))
    article = next(iter(corpora(options.data).values()))[0]
    cold = cold_start(article)
    verdict = "within" if cold <= COLD_LIMIT else "OVER"
    print(f"\ncold start, one article: {cold:.2f} s (median of {COLD_RUNS}), {verdict} the floor of {COLD_LIMIT} s")
    return 1 if faults else 0


def measure(files: Sequence[Path], *, profile: bool) -> dict[str, object]:
    """Read the files and tell how long it took and how much memory this process has had at most."""
    from quoth.model import Record
    from quoth.workflow import read_all

    documents = words = statements = faults = 0
    began = time.perf_counter()
    for outcome in read_all([str(path) for path in files]):
        if isinstance(outcome, Record):
            documents += 1
            words += len(outcome.document.text.split())
            statements += len(outcome.statements)
        else:
            faults += 1
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "documents": documents,
        "words": words,
        "statements": statements,
        "faults": faults,
        "seconds": seconds,
        # Kilobytes on Linux, bytes on macOS.
        "peak_mb": peak / (1024 * 1024 if sys.platform == "darwin" else 1024),
    } | (_profile(files) if profile else {})


def cold_start(article: Path) -> float:
    """Seconds from starting `quoth read` on one article to its end, the median of several runs.

    One run before them lets Python keep its byte code, as it has after the first use of an installation.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(1 + COLD_RUNS):
        began = time.perf_counter()
        subprocess.run([str(QUOTH), "read", str(article)], stdout=subprocess.DEVNULL, env=environment, check=True)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])


def _profile(files: Sequence[Path]) -> dict[str, object]:
    """Seconds of each stage (marks are part of extract as well), and the functions with most time of their own."""
    from quoth.extract import extract
    from quoth.ingest import read_path
    from quoth.model import Document
    from quoth.text.language import language
    from quoth.text.marks import find_quotations

    began = time.perf_counter()
    documents = [document for path in files for document in read_path(path) if isinstance(document, Document)]
    ingested = time.perf_counter()
    for document in documents:
        find_quotations(document.text, document.blocks, language(document.language))
    marked = time.perf_counter()
    with cProfile.Profile() as profiler:
        extract(documents)
    extracted = time.perf_counter()
    return {
        "stages": {"ingest": ingested - began, "marks": marked - ingested, "extract, profiled": extracted - marked},
        "functions": _slowest(profiler),
    }


def _slowest(profiler: cProfile.Profile) -> list[str]:
    entries = sorted(pstats.Stats(profiler).get_stats_profile().func_profiles.items(), key=lambda e: -e[1].tottime)
    return [
        f"{entry.tottime:8.3f} s {entry.ncalls:>12} calls  {Path(entry.file_name).name}:{entry.line_number} {name}"
        for name, entry in entries[:PROFILED]
    ]


def _in_own_process(files: Sequence[Path], *, profile: bool) -> dict[str, Any]:
    command = [sys.executable, __file__, "--worker", *(["--profile"] if profile else [])]
    ended = subprocess.run(
        command, input="\n".join(map(str, files)), stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    result: dict[str, Any] = json.loads(ended.stdout)
    return result


def _stay_on_one_core() -> None:
    # Not on macOS and Windows; there the system decides, and one thread is one core all the same.
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds the corpora")
    parser.add_argument("--profile", action="store_true", help="also tell the stages and the slowest functions")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
