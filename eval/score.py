"""Score the statements that quoth finds in raw text against PolNeAR: `python eval/score.py`.

Reads the files as a user would, compares, prints a table, and (with `--check-floors`) fails where a figure
is below its floor in `eval/floors.json`. Definitions and reasons are in docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import metrics
from polnear import DATA, Article, Attribution, from_record, read_articles

from quoth.model import Record
from quoth.workflow import Settings, read_all

FLOORS = Path(__file__).with_name("floors.json")

# From DESIGN §7, where nobody published a figure it is left out. BERT-Cofe read the test articles cut along
# the gold; Citron's figure is of another corpus.
PUBLISHED: dict[str, dict[str, float]] = {
    "two humans": {"source": 77.7, "cue": 70.5, "content": 68.4, "content characters": 91.1, "whole exact": 56.3},
    "BERT-Cofe": {"source": 83.2, "cue": 75.3, "content": 72.9},
    "Citron": {"whole exact": 56.7},
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is 1 when a text was not kept or a floor is not reached."""
    options = _parser().parse_args(arguments)
    if options.update_floors and not options.reason:
        print("--update-floors needs --reason TEXT; the CHANGELOG takes the same line", file=sys.stderr)
        return 2
    if (options.check_floors or options.update_floors) and (options.limit or options.split != "dev"):
        print("floors stand for all of dev; leave --limit and --split out", file=sys.stderr)
        return 2
    if not (options.data / "polnear").is_dir():
        print(f"skipped: no annotated articles under {options.data}")
        return 0

    articles = list(read_articles(options.data, options.split))[: options.limit]
    began = time.perf_counter()
    found, faults = predict(articles, Settings())
    seconds = time.perf_counter() - began
    for fault in faults:
        print(fault, file=sys.stderr)

    by_publisher = compare(articles, found)
    counts = metrics.total(by_publisher.values())
    figures = {name: count.f1 if name in metrics.MEASURES else count.recall for name, count in counts.items()}
    rules = {} if options.check_floors or options.update_floors else rules_alone(articles)
    several = [a for split in ("train", "dev") for a in read_articles(options.data, split, annotators=2)]
    humans = metrics.agreement(several)

    if options.json:
        print(json.dumps(_as_json(options.split, counts, rules, by_publisher, humans), indent=2))
    else:
        words = sum(len(article.text.split()) for article in articles)
        print(f"PolNeAR {options.split}: {len(articles)} articles, {words:,} words, read in {seconds:.1f} s\n")
        print("\n".join(_table(counts, rules, humans, len(several))))
        print("\n".join(_kinds_table(counts, rules)))
        print("\n".join(_publishers_table(by_publisher)))

    below = []
    if options.update_floors:
        write_floors(figures, options.reason)
        print(f"floors written to {FLOORS.name}", file=sys.stderr)
    elif options.check_floors:
        below = below_floors(figures)
        print("\n".join(below) or "no figure is below its floor", file=sys.stderr)
    return 1 if faults or below else 0


def predict(articles: Sequence[Article], settings: Settings) -> tuple[dict[str, tuple[Attribution, ...]], list[str]]:
    """What quoth finds in the files of these articles, by name, and what went wrong in reading them."""
    found: dict[str, tuple[Attribution, ...]] = {article.name: () for article in articles}
    faults = []
    for article, outcome in zip(articles, read_all([str(article.path) for article in articles], settings), strict=True):
        if not isinstance(outcome, Record):
            faults.append(f"{article.name}: {outcome}")
        elif outcome.document.text != article.text:
            faults.append(f"{article.name}: the record's text differs from the file's")
        else:
            found[article.name] = from_record(outcome)
    return found, faults


def compare(
    articles: Sequence[Article], found: Mapping[str, Sequence[Attribution]]
) -> dict[str, Mapping[str, metrics.Count]]:
    """The counts of each publisher."""
    scored: dict[str, list[metrics.Counts]] = defaultdict(list)
    for article in articles:
        scored[article.publisher].append(metrics.compare(article.text, article.gold, found[article.name]))
    return {publisher: metrics.total(scored[publisher]) for publisher in sorted(scored)}


def rules_alone(articles: Sequence[Article]) -> metrics.Counts:
    """The counts that the rules reach without the model."""
    return metrics.total(compare(articles, predict(articles, Settings(model=False))[0]).values())


def below_floors(figures: Mapping[str, float], part: str = "dev") -> list[str]:
    """A line for each figure that is below its floor; `part` names the floors in the file."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))[part]
    return [
        f"{name}: {figures[name]:.1f} is below the floor of {floor}"
        for name, floor in floors.items()
        if figures[name] < floor
    ]


def write_floors(figures: dict[str, float], reason: str) -> None:
    """Make today's figures the floors, rounded down to a tenth, with the reason."""
    rounded = {name: math.floor(10 * figure) / 10 for name, figure in figures.items()}
    kept = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    FLOORS.write_text(json.dumps(kept | {"reason": reason, "dev": rounded}, indent=2) + "\n", "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--split", choices=("dev", "train"), default="dev", help="which articles (default dev)")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--check-floors", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--update-floors", action="store_true", help="make today's figures the floors")
    parser.add_argument("--reason", metavar="TEXT", help="why the floors change; goes beside them")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    parser.add_argument("--json", action="store_true", help="print the counts and figures as JSON")
    return parser


def _table(counts: metrics.Counts, rules: metrics.Counts, humans: metrics.Counts, several: int) -> Iterable[str]:
    columns = ("P", "R", "F1", "right", "found", "gold", "rules", "humans", *PUBLISHED)
    yield _row("", columns)
    for name in metrics.MEASURES:
        count = counts[name]
        points = (count.precision, count.recall, count.f1)
        numbers = (count.right, count.found, count.gold)
        alone = rules[name].f1 if rules else None
        beside = (alone, humans[name].f1, *(figures.get(name) for figures in PUBLISHED.values()))
        cells = (*map(_point, points), *(f"{number:,}" for number in numbers), *map(_point, beside))
        yield _row(name, cells, columns)
    yield f"(rules: without the model; humans: pairs of annotators on {several} articles; then published figures)"


def _kinds_table(counts: metrics.Counts, rules: metrics.Counts) -> Iterable[str]:
    columns = ("exact", "right", "gold", "rules")
    yield "\n" + _row("content fragments by kind", columns)
    for kind in metrics.KINDS:
        count = counts[kind]
        alone = _point(rules[kind].recall if rules else None)
        yield _row(kind, (_point(count.recall), f"{count.right:,}", f"{count.gold:,}", alone), columns)


def _publishers_table(by_publisher: Mapping[str, metrics.Counts]) -> Iterable[str]:
    yield "\n" + _row("F1 by publisher", metrics.MEASURES)
    for publisher, counts in by_publisher.items():
        yield _row(publisher, [_point(counts[name].f1) for name in metrics.MEASURES], metrics.MEASURES)


def _row(name: str, cells: Sequence[str], columns: Sequence[str] | None = None) -> str:
    widths = [max(6, len(column)) for column in columns or cells]
    return f"{name:<26}" + "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _point(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.1f}"


def _as_json(
    split: str,
    counts: metrics.Counts,
    rules: metrics.Counts,
    by_publisher: Mapping[str, metrics.Counts],
    humans: metrics.Counts,
) -> dict[str, object]:
    return {
        "split": split,
        "all": _counts_as_json(counts),
        "rules alone": _counts_as_json(rules) if rules else None,
        "by publisher": {publisher: _counts_as_json(counts) for publisher, counts in by_publisher.items()},
        "human agreement": _counts_as_json(humans),
        "published": PUBLISHED,
    }


def _counts_as_json(counts: metrics.Counts) -> dict[str, dict[str, float]]:
    kinds = {
        kind: {"right": counts[kind].right, "gold": counts[kind].gold, "recall": round(counts[kind].recall, 2)}
        for kind in metrics.KINDS
    }
    measures = {
        name: {
            "right": count.right,
            "found": count.found,
            "gold": count.gold,
            "precision": round(count.precision, 2),
            "recall": round(count.recall, 2),
            "f1": round(count.f1, 2),
        }
        for name, count in counts.items()
        if name in metrics.MEASURES
    }
    return measures | kinds


if __name__ == "__main__":
    sys.exit(main())
