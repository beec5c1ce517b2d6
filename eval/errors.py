"""Where quoth goes wrong on the training articles, counted by kind of error and cue: `python eval/errors.py`.

Train only: rules are steered by what this prints, and dev must stay unseen while they are.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from polnear import DATA, ROLES, Attribution, read_articles
from score import predict

from quoth.model import Span
from quoth.workflow import Settings

ERRORS = ("missed", "wrong start", "wrong end", "wrong at both ends", "broken", "spurious")


@dataclass(frozen=True, slots=True)
class Error:
    """One fragment that is not exactly right: `span` of the gold (of quoth's when spurious), `found` of quoth's."""

    kind: str
    cue: str
    span: Span
    found: tuple[Span, ...]


def find_errors(
    text: str, gold: Sequence[Attribution], found: Sequence[Attribution], role: str
) -> Iterator[tuple[str, Error | None]]:
    """For each fragment of a role, its cue and its error; None when it is exactly right.

    "broken" is one gold fragment found in several pieces; "spurious" one that touches no gold fragment.
    """
    expected, actual = _by_fragment(text, gold, role), _by_fragment(text, found, role)
    for span, cue in expected.items():
        touching = tuple(other for other in sorted(actual) if other.overlaps(span))
        if span in touching:
            yield cue, None
        else:
            yield cue, Error(_kind(span, touching), cue, span, touching)
    for span, cue in actual.items():
        if not any(other.overlaps(span) for other in expected):
            yield cue, Error("spurious", cue, span, (span,))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = _parser().parse_args(arguments)
    if options.split != "train":
        print("errors are shown of train only: dev stays unseen while rules are made", file=sys.stderr)
        return 2
    if not (options.data / "polnear").is_dir():
        print(f"skipped: no annotated articles under {options.data}")
        return 0
    articles = list(read_articles(options.data, "train"))[: options.limit]
    # Of the rules: the model knows these articles by heart, and its mistakes here say nothing.
    found, _ = predict(articles, Settings(model=False))
    tallies: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for cue, error in find_errors(article.text, article.gold, found[article.name], options.role):
            kind = error.kind if error else "right"
            tallies[cue][kind] += 1
            if error and options.cue in (None, cue):
                examples[kind].append(f"{article.name}\n{_shown(article.text, error)}")
    print("\n".join(_table(tallies, options.top)))
    for kind in (kind for kind in ERRORS if options.examples and examples[kind]):
        print(f"\n{kind}:")
        # Spread over all articles, so that one writer's habits do not steer the rules.
        step = max(1, len(examples[kind]) // options.examples)
        print("\n".join(examples[kind][::step][: options.examples]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--split", default="train", help="train; anything else is refused")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--role", choices=ROLES, default="content", help="of which role (default content)")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles")
    parser.add_argument("--top", type=int, default=40, metavar="N", help="how many cues to list (default 40)")
    parser.add_argument("--cue", metavar="WORDS", help="examples of this cue only")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="print N examples of each error")
    return parser


def _by_fragment(text: str, attributions: Sequence[Attribution], role: str) -> dict[Span, str]:
    number = ROLES.index(role)
    return {
        span: " ".join(piece.of(text).lower() for piece in attribution.cue) or "(no cue)"
        for attribution in attributions
        for span in attribution.roles[number]
    }


def _kind(span: Span, touching: Sequence[Span]) -> str:
    if not touching:
        return "missed"
    if len(touching) > 1:
        return "broken"
    if touching[0].start == span.start:
        return "wrong end"
    return "wrong start" if touching[0].end == span.end else "wrong at both ends"


def _table(tallies: dict[str, Counter[str]], top: int) -> Iterator[str]:
    columns = ("right", *ERRORS)
    yield f"{'cue':<28}" + "".join(f"{column:>{len(column) + 2}}" for column in columns)
    everything = sum(tallies.values(), Counter[str]())
    wrong = sorted(tallies, key=lambda cue: (tallies[cue]["right"] - tallies[cue].total(), cue))
    for cue, tally in [("all", everything), *((cue, tallies[cue]) for cue in wrong[:top])]:
        yield f"{cue[:27]:<28}" + "".join(f"{tally[column]:>{len(column) + 2}}" for column in columns)


def _shown(text: str, error: Error) -> str:
    start = text.rfind("\n", 0, error.span.start) + 1
    end = (text.find("\n", error.span.end) + 1 or len(text) + 1) - 1
    found = " | ".join(span.of(text) for span in error.found)
    return (
        f"  in    {text[start:end]}\n  cue   {error.cue}\n"
        f"  gold  {'' if error.kind == 'spurious' else error.span.of(text)}\n  found {found}"
    )


if __name__ == "__main__":
    sys.exit(main())
