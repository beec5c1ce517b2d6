"""Read whole corpora through the command line and prove what must always hold: `python eval/sanity.py`.

`quoth read` ends with status 0, every document gives one record, every `text[start:end]` is exact, every id
resolves, every list is in text order.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpora import corpora
from polnear import DATA

QUOTH = Path(sys.executable).with_name("quoth")
SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 1 when anything does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds the corpora")
    options = parser.parse_args(arguments)
    all_faults: list[str] = []
    for name, files in corpora(options.data).items():
        began = time.perf_counter()
        records, faults = read(files)
        statements = sum(len(record["statements"]) for record in records)
        seconds = time.perf_counter() - began
        print(f"{name}: {len(records)} documents, {statements:,} statements, {len(faults)} faults, {seconds:.1f} s")
        all_faults += faults
    print("\n".join(all_faults[:SHOWN]))
    return 1 if all_faults else 0


def read(files: Sequence[Path]) -> tuple[list[dict[str, Any]], list[str]]:
    """The records that `quoth read` prints for these files, and what does not hold of them."""
    command = [str(QUOTH), "read", *map(str, files), "--format", "jsonl"]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    records = [json.loads(line) for line in ended.stdout.splitlines()]
    faults = [] if ended.returncode == 0 else [f"exit status {ended.returncode}: {ended.stderr.strip()[-500:]}"]
    expected = [text for path in files for text in _texts(path)]
    if len(records) != len(expected):
        faults.append(f"{len(records)} records of {len(expected)} documents")
    for record, text in zip(records, expected, strict=False):
        where = record["document"]["path"] or record["document"]["title"]
        if text is not None and record["document"]["text"] != text:
            faults.append(f"{where}: the text differs from the file's")
        faults += [f"{where}: {fault}" for fault in find_faults(record)]
    return records, faults


def find_faults(record: dict[str, Any]) -> Iterator[str]:
    """What does not hold in one record of schema `quoth/read/1`."""
    text = record["document"]["text"]
    for place, item in _walk(record, ""):
        if "text" in item and "start" in item and text[item["start"] : item["end"]] != item["text"]:
            yield f"{place}: the text at [{item['start']}, {item['end']}) is not {item['text']!r}"
    ids = {name: {item["id"] for item in record[name]} for name in ("statements", "entities", "occasions")}
    for statement in record["statements"]:
        refers = [(statement["parent"], "statements"), (statement["occasion"], "occasions")]
        refers += [(id_, "entities") for id_ in (statement["speaker"], *statement["addressees"])]
        yield from (
            f"{statement['id']}: there is no {id_} in {name}"
            for id_, name in refers
            if id_ is not None and id_ not in ids[name]
        )
    for quotation in record["quotations"]:
        if quotation["statement"] not in {None, *ids["statements"]}:
            yield f"quotation at {quotation['start']}: there is no {quotation['statement']}"
    for name in ("insertions", "quotations"):
        starts = [item["start"] for item in record[name]]
        if starts != sorted(starts):
            yield f"{name} are not in text order"
    # A statement stands where its content begins.
    starts = [s["content"][0]["start"] for s in record["statements"]]
    if starts != sorted(starts):
        yield "statements are not in text order"


def _texts(path: Path) -> Iterator[str | None]:
    """For each document of a file its text, where the record must keep it as it is; None where a reader makes it."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as rows:
            yield from (None for _ in csv.DictReader(rows))
    elif path.suffix == ".txt":
        yield path.read_bytes().decode("utf-8-sig", "replace")
    else:
        yield None


def _walk(value: object, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield place, value
        for key, item in value.items():
            yield from _walk(item, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, f"{place}[{number}]")


if __name__ == "__main__":
    sys.exit(main())
