"""Whether the confidence of statements can be believed: `python eval/reliability.py`.

Of the statements that quoth finds in the dev articles, how many of each confidence are right: some gold attribution
shares at least half of every role with them. A confidence can be believed where the two columns agree. `--fit` prints
the steps from the model's own chances to such shares, taken from every second article; the table is of the others.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from metrics import matched
from polnear import DATA, Article, from_statement, read_articles

from quoth.extract.tagger import attributions
from quoth.model import Record
from quoth.workflow import Settings, read_all

BINS = 10
STEPS = 8

Judged = tuple[str, float, bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or with `--fit` the steps as well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--fit", action="store_true", help="print new steps for the model's confidence")
    options = parser.parse_args(arguments)
    if not (options.data / "polnear").is_dir():
        print(f"skipped: no annotated articles under {options.data}")
        return 0
    articles = list(read_articles(options.data, "dev"))
    if options.fit:
        attributions.STEPS = ((0.0, 0.0), (1.0, 1.0))
        print(*(f"({raw:.3f}, {share:.2f})," for raw, share in steps(judge(articles[::2]))), sep="\n")
        return 0
    judged = list(judge(articles[1::2]))
    print(f"{len(articles[1::2])} dev articles, {len(judged):,} statements\n")
    print(f"{'confidence':<14}{'statements':>10}{'mean':>8}{'right':>8}")
    for low, inside in _bins(judged):
        mean = sum(confidence for _, confidence, _ in inside) / len(inside)
        bar = "█" * round(40 * _share(inside))
        print(f"{low:.1f} to {low + 1 / BINS:.1f}{len(inside):>14,}{mean:>8.2f}{_share(inside):>8.2f}  {bar}")
    print(f"\nexpected calibration error: {error(judged):.3f}")
    by_method: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_method[one[0]].append(one)
    print(f"\n{'method':<14}{'statements':>10}{'mean':>8}{'right':>8}")
    for method, inside in sorted(by_method.items()):
        mean = sum(confidence for _, confidence, _ in inside) / len(inside)
        print(f"{method:<14}{len(inside):>10,}{mean:>8.2f}{_share(inside):>8.2f}")
    return 0


def judge(articles: Sequence[Article]) -> Iterable[Judged]:
    """Of each outermost statement its method, its confidence, and whether it is right."""
    for article, record in zip(articles, read_all([str(a.path) for a in articles], Settings()), strict=True):
        assert isinstance(record, Record), record
        outer = [statement for statement in record.statements if statement.parent is None]
        right = matched(article.text, article.gold, [from_statement(one, record) for one in outer])
        for statement, is_right in zip(outer, right, strict=True):
            yield statement.method, statement.confidence, is_right


def error(judged: Sequence[Judged]) -> float:
    """The mean distance of confidence and share right, bin by bin (Naeini et al. 2015)."""
    return sum(abs(sum(c - right for _, c, right in inside)) for _, inside in _bins(judged)) / len(judged)


def steps(judged: Iterable[Judged]) -> list[tuple[float, float]]:
    """From the model's chances to the share right: equal parts in order of chance, made to rise."""
    ordered = sorted((chance, right) for method, chance, right in judged if method == "model")
    parts = [ordered[len(ordered) * n // STEPS : len(ordered) * (n + 1) // STEPS] for n in range(STEPS)]
    found: list[tuple[float, float]] = []
    for part in parts:
        share = sum(right for _, right in part) / len(part)
        found.append((sum(chance for chance, _ in part) / len(part), max(share, found[-1][1] if found else 0.0)))
    return found


def _bins(judged: Sequence[Judged]) -> list[tuple[float, list[Judged]]]:
    bins: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        bins[min(int(one[1] * BINS), BINS - 1)].append(one)
    return [(number / BINS, bins[number]) for number in sorted(bins)]


def _share(judged: Sequence[Judged]) -> float:
    return sum(right for _, _, right in judged) / len(judged)


if __name__ == "__main__":
    sys.exit(main())
