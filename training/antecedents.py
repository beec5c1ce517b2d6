"""Learn what each fact is worth that speaks for an antecedent: `python training/antecedents.py --labels DIR`.

Reads labelled articles (the form of `speakers/*.jsonl`), lets quoth collect the candidates and their facts for every
source that is a pronoun or a description, and fits one log-linear ranking a kind (Denis and Baldridge 2008). The kinds
share a part of each weight, because some have few examples. Writes `extract/speakers/weights.py`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1] / "eval"))

from polnear import DATA
from speakers import Gold, is_right, read_labels
from stories import read_gum

from quoth.extract.speakers import antecedents, weights
from quoth.extract.speakers.people import Place, Somebody
from quoth.ingest import read_string
from quoth.model import Entity, Mention, Span
from quoth.workflow import Settings, read_all, read_documents

ROUNDS = 2000
RATE = 0.02
SHARED_PENALTY = 0.3
OWN_PENALTY = 0.5

Facts = dict[str, float]


class Example(NamedTuple):
    """One anaphor: its kind, the facts of each candidate, and which of them are right; the last one is nobody."""

    kind: str
    facts: list[Facts]
    right: list[bool]


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect, fit, write, say how often the choice is right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--labels", type=Path, nargs="+", required=True, metavar="DIR", help="labels of train articles")
    parser.add_argument(
        "--folds", type=int, default=0, metavar="N", help="only say how well N parts are learned from the others"
    )
    options = parser.parse_args(arguments)
    by_article = [
        *(one for folder in options.labels for one in collect(options.data, read_labels(folder))),
        *collect_gum(options.data),
    ]
    if options.folds:
        report(cross_validate(by_article, options.folds))
        return 0
    examples = [example for article in by_article for example in article]
    learned = fit(examples)
    report([(example.kind, *judge(example, learned[example.kind])) for example in examples])
    write(learned)
    return 0


def collect(data: Path, labels: dict[str, list[Gold]]) -> Iterator[list[Example]]:
    """The examples of each labelled article: sources."""
    for name, gold in labels.items():
        examples = []
        for anaphor, found in _heard([str(data / "polnear" / "train" / "text" / f"{name}.txt")]):
            label = next((one for one in gold if _holds(one, anaphor)), None)
            if label is not None and anaphor.said:
                right = [is_right(label, _entity(somebody)) for somebody, _ in found]
                examples.append(_example(anaphor, found, right))
        yield examples


def collect_gum(data: Path) -> Iterator[list[Example]]:
    """The examples of each document of GUM: every "he" and "she" outside quotations."""
    for genre in ("news", "interview"):
        for story in read_gum(data, genre):
            chain_of = {span: name for name, spans in story.chains.items() for span in spans}
            examples = []
            for anaphor, found in _heard(story.text):
                chain = next(
                    (
                        chain
                        for span, chain in chain_of.items()
                        if span.start == anaphor.start and _is_meant(anaphor, span)
                    ),
                    None,
                )
                if chain is not None:
                    right = [
                        any(
                            _chain_at(chain_of, place) == chain
                            for place in somebody.places
                            if place.start < anaphor.start
                        )
                        for somebody, _ in found
                    ]
                    examples.append(_example(anaphor, found, right))
            yield examples


def _is_meant(anaphor: antecedents.Anaphor, span: Span) -> bool:
    """Whether a gold mention has about the length of an anaphor that begins where it begins."""
    return len(span) <= 3 if anaphor.way == antecedents.Way.PERSON else 5 < len(span) < 40


def _chain_at(chain_of: dict[Span, str], place: Place) -> str | None:
    """The chain of the shortest mention that holds a place."""
    holders = [span for span in chain_of if span.start <= place.start and place.end <= span.end]
    return chain_of[min(holders, key=len)] if holders else None


def _heard(text: str | list[str]) -> list[tuple[antecedents.Anaphor, list[tuple[Somebody, Facts]]]]:
    """What the choice of antecedents is asked while a text, or the file of a path, is read."""
    seen: list[tuple[antecedents.Anaphor, list[tuple[Somebody, Facts]]]] = []
    original = antecedents.pick

    def listen(
        anaphor: antecedents.Anaphor, found: Sequence[tuple[Somebody, Facts]], *, nobody: bool = True
    ) -> antecedents.Choice:
        if nobody:
            seen.append((anaphor, list(found)))
        return original(anaphor, found, nobody=nobody)

    antecedents.pick = listen
    if isinstance(text, str):
        read_documents([read_string(text)], Settings())
    else:
        list(read_all(text, Settings()))
    antecedents.pick = original
    return seen


def _example(anaphor: antecedents.Anaphor, found: list[tuple[Somebody, Facts]], right: list[bool]) -> Example:
    return Example(anaphor.way, [*(facts for _, facts in found), {"nobody": 1.0}], [*right, not any(right)])


def _holds(label: Gold, anaphor: antecedents.Anaphor) -> bool:
    return any(span.start <= anaphor.start < span.end for span in label.source)


def _entity(somebody: Somebody) -> Entity:
    mentions = tuple(Mention(Span(place.start, place.end), place.form) for place in somebody.places)
    return Entity("", " ".join(somebody.name), somebody.type, somebody.named, (), mentions)


def fit(examples: Sequence[Example]) -> dict[str, Facts]:
    """The weights of each kind, by gradient descent on the likelihood of the right candidates (Adam)."""
    kinds = sorted({example.kind for example in examples} | set(weights.WEIGHTS))
    names = sorted({fact for example in examples for facts in example.facts for fact in facts})
    number = {name: k for k, name in enumerate(names)}
    wide = len(names) * (1 + len(kinds))
    arrays = []
    for example in examples:
        rows = np.zeros((len(example.facts), wide))
        offset = len(names) * (1 + kinds.index(example.kind))
        for row, facts in zip(rows, example.facts, strict=True):
            for fact, value in facts.items():
                row[number[fact]] = row[offset + number[fact]] = value
        arrays.append((rows, np.array(example.right)))
    penalty = np.full(wide, OWN_PENALTY)
    penalty[: len(names)] = SHARED_PENALTY
    weight, first, second = np.zeros(wide), np.zeros(wide), np.zeros(wide)
    for step in range(1, ROUNDS + 1):
        gradient = penalty * weight * 2
        for rows, right in arrays:
            chances = np.exp(rows @ weight - (rows @ weight).max())
            chances /= chances.sum()
            wanted = np.where(right, chances, 0)
            gradient += rows.T @ (chances - wanted / wanted.sum())
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weight -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    learned = {}
    for place, kind in enumerate(kinds, 1):
        whole = weight[: len(names)] + weight[place * len(names) : (place + 1) * len(names)]
        learned[kind] = {
            name: round(float(value), 2) for name, value in zip(names, whole, strict=True) if abs(value) >= 0.05
        }
    return learned


def judge(example: Example, learned: Facts) -> tuple[bool, bool]:
    """Whether the likeliest candidate is right, and whether it is nobody."""
    scores = [sum(learned.get(fact, 0.0) * value for fact, value in facts.items()) for facts in example.facts]
    best = max(range(len(scores)), key=scores.__getitem__)
    return example.right[best], best == len(scores) - 1


def cross_validate(articles: Sequence[list[Example]], folds: int) -> list[tuple[str, bool, bool]]:
    """Every example judged by weights that were learned from the other parts."""
    judged = []
    for fold in range(folds):
        learned = fit([example for k, article in enumerate(articles) if k % folds != fold for example in article])
        held = (example for k, article in enumerate(articles) if k % folds == fold for example in article)
        judged += [(example.kind, *judge(example, learned.get(example.kind, {}))) for example in held]
    return judged


def report(judged: Sequence[tuple[str, bool, bool]]) -> None:
    """Print how often each kind is right."""
    for kind in sorted({kind for kind, _, _ in judged}):
        mine = [(right, nobody) for k, right, nobody in judged if k == kind]
        counts = Counter(right for right, nobody in mine if not nobody)
        print(
            f"{kind:<8}{sum(right for right, _ in mine):>5} of {len(mine):>4}   "
            f"of those named {counts[True]} of {counts.total()}"
        )


def write(learned: dict[str, Facts]) -> None:
    """Write the module of weights."""
    doc = "what each fact of `antecedents` is worth, by kind, in logits. Written by `training/antecedents.py`."
    lines = [f'"""Weights: {doc}"""']
    lines += ["", "WEIGHTS: dict[str, dict[str, float]] = {"]
    for kind, facts in learned.items():
        lines += [f'    "{kind}": {{', *(f'        "{fact}": {value},' for fact, value in facts.items()), "    },"]
    Path(weights.__file__).write_text("\n".join([*lines, "}", ""]), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
