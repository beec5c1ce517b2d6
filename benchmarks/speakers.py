"""What resolving speakers adds to reading: `python benchmarks/speakers.py`.

The time of the steps that find people, addressees and occasions, beside that of all other steps, in one run over the
dev articles (or the shipped samples).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "eval"))

from corpora import corpora
from polnear import DATA

from quoth.extract import record
from quoth.ingest import read_path
from quoth.model import Document

STEPS = ("resolve", "find_occasions", "find_addressees", "identify")
ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the share that the steps add."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    options = parser.parse_args(arguments)
    paths = next(iter(corpora(options.data).values()))
    documents = [document for path in paths for document in read_path(path) if isinstance(document, Document)]
    spent = [0.0]

    def timed(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **options: Any) -> Any:
            began = time.perf_counter()
            found = step(*given, **options)
            spent[0] += time.perf_counter() - began
            return found

        return run

    for name in STEPS:
        setattr(record, name, timed(getattr(record, name)))
    record.extract(documents[:2])  # warm
    shares = []
    for _ in range(ROUNDS):
        spent[0] = 0.0
        began = time.perf_counter()
        record.extract(documents)
        whole = time.perf_counter() - began
        shares.append(spent[0] / (whole - spent[0]))
    print(
        f"{len(documents)} documents: speakers, addressees and occasions add {100 * sorted(shares)[ROUNDS // 2]:.0f} %"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
