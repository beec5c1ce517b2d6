"""Scores quoth and other tools on made rows and on the written cases: `python -m benchmarks.misquote.score made.jsonl`.

What each figure means is told in benchmarks/misquote/README.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.misquote.figures import Asked, confusion, figures, kinds_table, labels_table, tools_table
from benchmarks.misquote.rows import Row, read_rows
from benchmarks.misquote.tools import Quoth, Source, Tool, other_tools
from benchmarks.misquote.written import CASES, ask_cases
from quoth.ingest import read_path
from quoth.model import Document

FLOORS = Path(__file__).with_name("floors.json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = _parser().parse_args(arguments)
    if options.rows is None and not options.cases:
        _parser().error("name a file of rows, or give --cases")
    quoth: Tool = Quoth(options.index)
    tools = [quoth, *([] if options.alone else other_tools())]
    found: dict[str, dict[str, float]] = {}
    if options.rows is not None:
        rows = list(read_rows(options.rows))
        if options.limit:
            rows = rows[:: max(1, len(rows) // options.limit)]
        asked = [ask_rows(tool, rows, options.evidence) for tool in tools]
        found["made"] = _print(f"{len(rows):,} made quotations", tools, asked)
        _write_errors(options.errors, asked[0])
    if options.cases:
        asked = [ask_cases(tool, CASES) for tool in tools]
        found["cases"] = _print(f"{len(asked[0])} quotations of the written cases", tools, asked)
        _write_errors(options.errors and options.errors.with_suffix(".cases.jsonl"), asked[0])
    if options.json:
        print(json.dumps(found, indent=2))
    return check_floors(found) if options.check_floors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=Path, nargs="?", help="what benchmarks.misquote.generate wrote")
    parser.add_argument("--evidence", type=Path, metavar="FOLDER", help="the transcripts that the rows were made from")
    parser.add_argument("--index", default=":memory:", metavar="PATH", help="where quoth keeps its index of them")
    parser.add_argument("--cases", action="store_true", help="also the cases in benchmarks/misquote/cases")
    parser.add_argument("--alone", action="store_true", help="quoth only, without the other tools")
    parser.add_argument("--limit", type=int, metavar="N", help="about N of the rows, spread over all kinds")
    parser.add_argument("--errors", type=Path, metavar="FILE", help="write the rows that quoth got wrong")
    parser.add_argument("--json", action="store_true", help="also print quoth's figures as JSON")
    parser.add_argument("--check-floors", action="store_true", help="fail where a figure misses floors.json")
    return parser


def ask_rows(tool: Tool, rows: Sequence[Row], evidence: Path | None) -> list[Asked]:
    """What a tool says of every row, beside what is right."""
    tool.prepare(evidence)
    texts: dict[str, str] = {}
    asked = []
    for row in rows:
        if row.evidence_text is not None:
            source = Source(row.evidence_text, None, row.evidence_name or "evidence.txt")
        elif evidence is None:
            continue
        else:
            path = row.document or next(one.document for one in rows if one.document)
            if path not in texts:
                texts[path] = _text(evidence / path)
            source = Source(texts[path], path)
        answer = tool.check(row.quotation, row.speaker, source)
        asked.append(
            Asked(row.id, row.kind, row.label, row.faithful, row.edit_class, row.finding, _place(row), answer, row)
        )
    return asked


def _place(row: Row) -> tuple[str, int, int] | None:
    if row.document is None or row.start is None or row.end is None or row.label == "spliced":
        return None
    return row.document, row.start, row.end


def _text(path: Path) -> str:
    return "\n\n".join(one.text for one in read_path(path) if isinstance(one, Document))


def _print(title: str, tools: Sequence[Tool], asked: Sequence[Sequence[Asked]]) -> dict[str, float]:
    ours = figures(asked[0])
    print(f"{title}\n")
    for name, value in ours.items():
        print(f"  {name:<44}{value:8.1%}")
    print()
    for lines in (labels_table(asked[0]), confusion(asked[0]), kinds_table(asked[0])):
        print("\n".join(lines), end="\n\n")
    print("\n".join(tools_table([tool.name for tool in tools], asked)), end="\n\n")
    return ours


def _write_errors(path: Path | None, asked: Sequence[Asked]) -> None:
    if path is None:
        return
    wrong = [one for one in asked if not one.is_right]
    lines = (
        json.dumps(
            {"row": asdict(one.row) if one.row else one.id, "right": one.label, "answer": asdict(one.answer)},
            ensure_ascii=False,
        )
        for one in wrong
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def check_floors(found: dict[str, dict[str, float]]) -> int:
    """Compare with `floors.json`: a floor is the least that is allowed; of false alarms it is the most."""
    if not FLOORS.is_file():
        print(f"there are no floors yet: {FLOORS}")
        return 2
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    missed = 0
    pinned = ((name, *floor) for name in found for floor in floors.get(name, {}).items())
    for name, figure, floor in pinned:
        have = found[name][figure]
        if have > floor + 1e-9 if figure.startswith("false alarms") else have < floor - 1e-9:
            print(f"{name}: {figure} is {have:.1%}, and {floor:.1%} is pinned")
            missed += 1
    print("all floors hold" if not missed else f"{missed} figures miss their floors")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
