"""Score whether statements have the right speaker, from raw text on: `python eval/speakers.py`.

Against `speakers/*.jsonl`, where the speaker of every attribution of 21 dev articles is named. A statement is
found when quoth has one that shares most of its words; its speaker is right when it is the same person, organisation
or group.
Definitions and reasons are in docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from polnear import DATA
from score import below_floors

from quoth.model import Entity, EntityType, Form, Mention, Record, Span, Statement
from quoth.workflow import Settings, read_all

VIAS = ("name", "pronoun", "description", "none")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+))+")
_POSSESSIVE = re.compile(r"[’']s\b")
_SMALL = frozenset({"the", "a", "an", "and", "of", "mr", "mrs", "ms", "sen", "rep", "dr"})


@dataclass(frozen=True, slots=True)
class Gold:
    """One attribution and its speaker: `name` is None where a reader cannot tell who speaks.

    `first` is one place of that name, `via` says how the source refers to the speaker.
    """

    name: str | None
    named: bool
    via: str
    first: Span | None
    source: tuple[Span, ...]
    content: tuple[Span, ...]


Guess = Callable[[Record, Statement], Entity | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; the exit status is 1 when a floor is not reached."""
    options = _parser().parse_args(arguments)
    if options.check_floors and (options.labels or options.no_model):
        print("floors stand for the dev articles with the model; leave --labels and --no-model out", file=sys.stderr)
        return 2
    labels = options.labels or options.data / "speakers"
    if not labels.is_dir():
        print(f"skipped: no speakers under {labels}")
        return 0
    articles = read_labels(labels)
    folder = options.data / "polnear" / options.split / "text"
    outcomes = read_all([str(folder / f"{name}.txt") for name in articles], Settings(model=not options.no_model))
    records = {name: outcome for name, outcome in zip(articles, outcomes, strict=True) if isinstance(outcome, Record)}
    guesses: dict[str, Guess] = {
        "quoth": of_statement,
        "nearest name": nearest_name,
        "source as it stands": as_it_stands,
    }
    print(f"{len(records)} articles, {sum(map(len, articles.values()))} attributions\n")
    print(
        f"{'':<24}{'P':>7}{'R':>7}{'F1':>7}{'where found':>13}{'named':>7}   "
        f"by how the source refers: {', '.join(VIAS)}"
    )
    tallies = {name: score(articles, records, guess) for name, guess in guesses.items()}
    for name, tally in tallies.items():
        figures = figures_of(tally)
        shares = "  ".join(f"{tally['right', via]}/{tally['found', via]}" for via in VIAS)
        print(
            f"{name:<24}{figures['speaker P']:>7.1f}{figures['speaker R']:>7.1f}{figures['speaker F1']:>7.1f}"
            f"{figures['speaker where found']:>13.1f}{figures['speaker named precision']:>7.1f}   {shares}"
        )
    tally = tallies["quoth"]
    print(
        f"\nfound {tally['found']} of {tally['gold']}; {tally['said']} statements with a speaker, "
        f"{tally['unknown']} of those found without one; of {tally['unsaid']} that no reader can tell "
        f"{tally['silent']} were left open"
    )
    below = below_floors(figures_of(tally), "speakers") if options.check_floors else []
    if options.check_floors:
        print("\n".join(below) or "no figure is below its floor", file=sys.stderr)
    return 1 if below else 0


def read_labels(folder: Path) -> dict[str, list[Gold]]:
    """The labelled attributions of each article, by its name."""
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        entries = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found[path.stem] = [
            Gold(
                entry["speaker"],
                entry["named"],
                entry["via"],
                Span(*entry["first"]) if entry.get("first") else None,
                *(tuple(Span(start, end) for start, end, _ in entry[role] or ()) for role in ("source", "content")),
            )
            for entry in entries
        ]
    return found


def score(articles: Mapping[str, Sequence[Gold]], records: Mapping[str, Record], guess: Guess) -> Counter[object]:
    """What was right, found and said, over all articles."""
    tally: Counter[object] = Counter()
    for name, gold in articles.items():
        record = records[name]
        partners = pair(record, gold)
        tally["said"] += sum(
            guess(record, one) is not None for one in record.statements if one.parent is None or one in partners
        )
        for label, statement in zip(gold, partners, strict=True):
            entity = guess(record, statement) if statement is not None else None
            right = is_right(label, entity)
            if entity is not None and entity.named:
                tally["named"] += 1
                tally["named right"] += right
            if label.name is None:
                tally["unsaid"] += statement is not None
                tally["silent"] += statement is not None and entity is None
                continue
            tally["gold"] += 1
            if statement is not None:
                for key in ("found", ("found", label.via)):
                    tally[key] += 1
                tally["unknown"] += entity is None
                for key in ("right", ("right", label.via)):
                    tally[key] += right
    return tally


def figures_of(tally: Mapping[object, int]) -> dict[str, float]:
    """The figures in points."""

    def share(right: object, of: object) -> float:
        return 100 * tally.get(right, 0) / max(tally.get(of, 0), 1)

    figures = {
        "speaker P": share("right", "said"),
        "speaker R": share("right", "gold"),
        "speaker F1": 200 * tally["right"] / max(tally["said"] + tally["gold"], 1),
        "speaker where found": share("right", "found"),
        "speaker named precision": share("named right", "named"),
    }
    return figures | {f"speaker by {via}": share(("right", via), ("found", via)) for via in VIAS}


def pair(record: Record, gold: Sequence[Gold]) -> list[Statement | None]:
    """For each label the statement that shares most words with its content, at least half of the shorter of the two."""
    return [_partner(record, label) for label in gold]


def _partner(record: Record, label: Gold) -> Statement | None:
    best: tuple[float, Statement] | None = None
    for statement in record.statements:
        shared = sum(
            max(0, min(a.end, b.end) - max(a.start, b.start)) for a in statement.content for b in label.content
        )
        lengths = [sum(len(span) for span in spans) for spans in (statement.content, label.content)]
        if 2 * shared < min(lengths) or not shared:
            continue
        sources = any(a.overlaps(b) for a in statement.source for b in label.source)
        rank = shared / max(lengths) + sources
        if best is None or rank > best[0]:
            best = rank, statement
    return best[1] if best else None


def is_right(label: Gold, entity: Entity | None) -> bool:
    """Whether an entity is the one that the label names: of the same words, or named at the labelled place.

    At that place the names may differ in length only ("Brandt", "Anna Brandt"), and somebody unnamed must stay so.
    """
    if label.name is None or entity is None:
        return False
    ours, theirs = _words(entity.name), _words(label.name)
    if ours == theirs or (
        " and " in label.name and len(ours) > 1 and ours <= theirs and entity.type is EntityType.GROUP
    ):
        return True
    there = label.first is not None and any(
        mention.span.overlaps(label.first) and mention.form is not Form.PRONOUN for mention in entity.mentions
    )
    if label.named:
        return there and entity.named and bool(ours & theirs)
    return there and (not entity.named or ours <= theirs or theirs <= ours)


def _words(name: str) -> set[str]:
    words = re.findall(r"[\w-]+", _POSSESSIVE.sub("", name.lower()))
    return {word for word in words if word not in _SMALL}


# -- baselines ------------------------------------------------------------------------------------


def of_statement(record: Record, statement: Statement) -> Entity | None:
    """What quoth says."""
    return record.entity(statement.speaker)


def nearest_name(record: Record, statement: Statement) -> Entity | None:
    """The name nearest before the source, or before the content: two capitalised words or more."""
    place = (statement.source or statement.content)[0].end
    names = list(_NAME.finditer(record.document.text, 0, place))
    return _entity(names[-1].group(), Span(*names[-1].span())) if names else None


def as_it_stands(record: Record, statement: Statement) -> Entity | None:
    """The words of the source, nothing resolved: what textacy's `direct_quotations` gives as speaker."""
    if not statement.source:
        return None
    words = statement.source[0].of(record.document.text)
    return _entity(words, statement.source[0])


def _entity(name: str, span: Span) -> Entity:
    """Words taken for a name as they stand; unnamed when none after the first has a capital."""
    words = name.split()
    named = any(word[0].isupper() for word in words[1:] or words)
    return Entity("", name, EntityType.UNKNOWN, named, (), (Mention(span, Form.NAME),))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/ and speakers/"
    )
    parser.add_argument("--labels", type=Path, metavar="DIR", help="folder of labels in the form of speakers/*.jsonl")
    parser.add_argument("--split", choices=("dev", "train"), default="dev", help="which articles the labels are of")
    parser.add_argument("--check-floors", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--no-model", action="store_true", help="the rules alone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
