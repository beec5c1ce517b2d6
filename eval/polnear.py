"""PolNeAR in brat stand-off: the annotated attributions of one article, as spans of its text.

Newell et al. 2018, "An Attribution Relations Corpus for Political News". The corpus is read where it lies and
never copied. A fragment is one piece of an annotation as the annotator drew it (`a b;c d` is two), edges
trimmed of spaces; counted so, dev has the 2,515 content fragments that published figures are taken against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quoth.model import Record, Span, Statement

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
"""Where the data lie beside a checkout; the commands take another place with `--data`."""

ROLES = ("source", "cue", "content")

# The covered text after the second tab may run over line ends; only the offsets count.
_BOUND = re.compile(r"^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)\t", re.MULTILINE)
_EVENT = re.compile(r"^E\d+\tAttribution\S*:T\d+((?: \w+:T\d+)*) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution, an annotator's or quoth's: the fragments of each role in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    @property
    def roles(self) -> tuple[tuple[Span, ...], ...]:
        """The fragments of each role, in the order of `ROLES`."""
        return self.source, self.cue, self.content


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text and, annotator by annotator in alphabetical order, all attributions."""

    name: str
    path: Path
    text: str
    annotations: tuple[tuple[Attribution, ...], ...]

    @property
    def gold(self) -> tuple[Attribution, ...]:
        """What a score is taken against: the first annotator's attributions, nested ones left out."""
        return outermost(self.annotations[0])

    @property
    def publisher(self) -> str:
        """The publisher, as the name of the file begins."""
        return self.name.partition("_")[0]


def read_articles(data: Path, split: str, *, annotators: int = 1) -> Iterator[Article]:
    """The articles of `train` or `dev` that have at least so many annotators, by name."""
    folder = data / "polnear" / split
    annotations: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for name, files in sorted(annotations.items()):
        if len(files) >= annotators:
            path = folder / "text" / f"{name}.txt"
            # Bytes, because reading as text would turn CR LF into one character and move every offset.
            text = path.read_bytes().decode("utf-8")
            parsed = tuple(parse_standoff(file.read_bytes().decode("utf-8"), text) for file in files)
            yield Article(name, path, text, parsed)


def parse_standoff(standoff: str, text: str) -> tuple[Attribution, ...]:
    r"""The attributions of one `.ann` file in text order; an event that links nothing is left out.

    >>> standoff = "T1\tCue 4 8\tsaid\nT2\tContent 9 12;14 16\tshe so\nE1\tAttribution:T3 Cue:T1 Content:T2\n"
    >>> [attribution.content for attribution in parse_standoff(standoff, "Ann said she, so")]
    [(Span(start=9, end=12), Span(start=14, end=16))]
    """
    bounds = {bound[1]: bound[2] for bound in _BOUND.finditer(standoff)}
    found = []
    for event in _EVENT.finditer(standoff):
        spans: dict[str, list[Span]] = {role: [] for role in ROLES}
        for link in event[1].split():
            # A second content of the same attribution is linked as `Content2`.
            role, _, target = link.partition(":")
            spans[role.rstrip("0123456789").lower()] += _pieces(bounds[target], text)
        if any(spans.values()):
            found.append(Attribution(*(tuple(sorted(set(spans[role]))) for role in ROLES)))
    return tuple(sorted(found, key=lambda a: (a.content, a.cue, a.source)))


def outermost(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that are not nested: those whose cue lies inside no other's content.

    Without a cue, source and content stand in for it. PolNeAR marks nesting nowhere, and none of its 22,026 first
    annotators' attributions is nested so: they were told to take the outermost statement only.
    """
    contents = [attribution.content for attribution in attributions]
    return tuple(
        attribution
        for number, attribution in enumerate(attributions)
        if not any(_inside(attribution, content) for other, content in enumerate(contents) if other != number)
    )


def from_record(record: Record) -> tuple[Attribution, ...]:
    """What quoth found, in the form of the annotation; nested statements left out."""
    return tuple(from_statement(statement, record) for statement in record.statements if statement.parent is None)


def from_statement(statement: Statement, record: Record) -> Attribution:
    """One statement in the form of the annotation."""
    roles = (statement.source, statement.cue, statement.content)
    return Attribution(*(_trimmed(spans, record.document.text) for spans in roles))


def _inside(attribution: Attribution, content: Sequence[Span]) -> bool:
    core = attribution.cue or attribution.source + attribution.content
    return bool(core) and all(any(piece.covers(span) for piece in content) for span in core)


def _pieces(offsets: str, text: str) -> tuple[Span, ...]:
    return _trimmed((Span(*map(int, piece.split())) for piece in offsets.split(";")), text)


def _trimmed(spans: Iterator[Span] | Sequence[Span], text: str) -> tuple[Span, ...]:
    trimmed = []
    for span in spans:
        words = span.of(text)
        start = span.start + len(words) - len(words.lstrip())
        if words.strip():
            trimmed.append(Span(start, start + len(words.strip())))
    return tuple(trimmed)
