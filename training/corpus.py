"""Training articles as arrays: word pieces, features of the words, and what is to be learned of each word."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

sys.path.append(str(Path(__file__).resolve().parents[1] / "eval"))

from polnear import Article, Attribution, read_articles

from quoth.extract.blocks import attribute
from quoth.extract.layout import lay_out
from quoth.extract.statements import outermost
from quoth.extract.tagger.labels import NAMES, label_of
from quoth.extract.tagger.pieces import piece_ids
from quoth.extract.tagger.view import View, view
from quoth.model import Record, Span
from quoth.workflow import read_all

UNLABELLED = -1


@dataclass(frozen=True, slots=True)
class Example:
    """One article: what the model sees, and what it is to say.

    `links` holds for a word that begins a content the word that begins its cue, for one that begins a cue the word
    that begins its source, for both the word itself when there is none, and `UNLABELLED` for all other words.
    """

    name: str
    text: str
    gold: tuple[Attribution, ...]
    seen: View
    pieces: tuple[tuple[int, ...], ...]
    labels: NDArray[np.int64]
    links: NDArray[np.int64]
    names: NDArray[np.int64]


def load_tokenizer(encoder: Path) -> Tokenizer:
    """The encoder's tokenizer, set to give all pieces of a text and no more."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def read_examples(data: Path, split: str, tokenizer: Tokenizer, *, limit: int | None = None) -> Iterator[Example]:
    """The articles of a split as examples, in order."""
    articles = list(read_articles(data, split))[:limit]
    outcomes = read_all([str(article.path) for article in articles])
    for article, outcome in zip(articles, outcomes, strict=True):
        assert isinstance(outcome, Record), outcome
        layout = lay_out(outcome.document)
        seen = view(layout, outermost(attribute(layout)), layout.blocks)
        silver = data / "polnear" / split / "tokens" / f"{article.name}.tsv"
        yield Example(
            article.name,
            article.text,
            article.gold,
            seen,
            piece_ids(tokenizer, seen.words),
            _labels(article, seen),
            _links(article, seen),
            _names(silver, seen),
        )


def _labels(article: Article, seen: View) -> NDArray[np.int64]:
    labels = np.zeros(len(seen.words), np.int64)
    for attribution in article.gold:
        for role in ("content", "source", "cue"):
            for span in getattr(attribution, role):
                first, last = seen.range_of(span)
                for number in range(first, last):
                    labels[number] = label_of(role, number == first, number == last - 1)
    return labels


def _links(article: Article, seen: View) -> NDArray[np.int64]:
    links = np.full(len(seen.words), UNLABELLED, np.int64)

    def link(spans: tuple[Span, ...], targets: tuple[Span, ...]) -> None:
        for span in spans:
            here = seen.range_of(span)[0]
            if here < len(links):
                links[here] = seen.range_of(targets[0])[0] if targets else here

    for attribution in article.gold:
        link(attribution.content, attribution.cue)
        link(attribution.cue[:1], attribution.source)
    return links


def _names(silver: Path, seen: View) -> NDArray[np.int64]:
    names = np.full(len(seen.words), UNLABELLED, np.int64)
    if not silver.is_file():
        return names
    names[:] = 0
    before, before_end = "O", -2
    for line in silver.read_bytes().decode("utf-8").split("\n")[1:]:
        columns = line.split("\t")
        if len(columns) < 5:
            before = "O"
            continue
        start, end, kind = columns[0], columns[1], columns[4]
        first, last = seen.range_of(Span(int(start), int(end)))
        if f"B-{kind}" in NAMES:
            for number in range(first, last):
                begins = number == first and not (kind == before and before_end >= first)
                names[number] = NAMES.index(f"{'B' if begins else 'I'}-{kind}")
            before_end = last
        before = kind
    return names
