"""Rows: one labelled quotation each, as JSON Lines; and what the makers of rows work with."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.misquote.corpus import Corpus, Sentence, Transcript, Turn
from benchmarks.misquote.words import WORD


@dataclass(frozen=True, slots=True)
class Row:
    """One quotation with its label.

    `label` is the verdict that is right; `faithful` says that an editor may print it. `edit_class` and `finding` are
    what should be named, where the damage has one. The evidence is `document`, a path relative to the folder of the
    transcripts, or `evidence_text`, a text of its own whose file would be called `evidence_name`; `start` and `end`
    are the true place in it, in code points of its text, and `passage` its words.
    """

    id: str
    kind: str
    label: str
    faithful: bool
    quotation: str
    speaker: str | None
    edit_class: str | None
    finding: str | None
    document: str | None
    start: int | None
    end: int | None
    passage: str | None
    evidence_name: str | None = None
    evidence_text: str | None = None


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Write rows, one a line."""
    text = "".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield Row(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker makes of a passage: the words to be printed, without marks, and their label.

    `start` and `end` are the true place. `speaker` is set where another than the true one is to be named. The edges
    may still be dressed as newspapers do, unless `keep_start` or `keep_end` forbids it.
    """

    text: str
    label: str
    start: int | None
    end: int | None
    faithful: bool = False
    edit_class: str | None = None
    finding: str | None = None
    speaker: str | None = None
    keep_start: bool = False
    keep_end: bool = False
    evidence_name: str | None = None
    evidence_text: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A sentence that was picked, with the run and the turn in which it stands."""

    rng: random.Random
    corpus: Corpus
    transcript: Transcript
    turn_number: int
    run_number: int
    place: int

    @property
    def turn(self) -> Turn:
        """The turn of the sentence."""
        return self.transcript.turns[self.turn_number]

    @property
    def run(self) -> tuple[Sentence, ...]:
        """The sentences around it that nothing interrupts."""
        return self.turn.runs[self.run_number]

    @property
    def sentence(self) -> Sentence:
        """The sentence itself."""
        return self.run[self.place]

    def choose(self, options: Iterable[re.Match[str]]) -> re.Match[str] | None:
        """One of several places, or None where there is none."""
        listed = list(options)
        return self.rng.choice(listed) if listed else None

    def made(self, text: str, label: str, **more: object) -> Made:
        """What was made of the sentence as a whole."""
        return Made(text, label, self.sentence.span.start, self.sentence.span.end, **more)  # type: ignore[arg-type]

    def changed(self, text: str | None, edit_class: str, **more: object) -> Made | None:
        """The sentence with altered words, unless somebody said those words somewhere."""
        if text is None or self.corpus.count(text):
            return None
        return self.made(text, "altered", edit_class=edit_class, **more)

    def part(self, text: str, start: int, end: int, label: str, **more: object) -> Made:
        """What was made of a part of the sentence, `[start, end)` in its text."""
        found = self.sentence
        spaced = [match.start() for match in re.finditer(r"\S", found.text)]
        document = self.transcript.document.text
        real = [at for at in range(found.span.start, found.span.end) if not document[at].isspace()]
        if len(real) != len(spaced):
            return self.made(text, label, **more)
        places = dict(zip(spaced, real, strict=True))
        inside = [places[at] for at in spaced if start <= at < end]
        return Made(text, label, inside[0], inside[-1] + 1, **more)  # type: ignore[arg-type]


def find_words(text: str) -> list[re.Match[str]]:
    """The words of a text with their places."""
    return list(WORD.finditer(text))


def put(text: str, match: re.Match[str], new: str) -> str:
    """The text with another word in a place, its capital kept."""
    if match[0][0].isupper() and match.start() == 0:
        new = new[:1].upper() + new[1:]
    return text[: match.start()] + new + text[match.end() :]


def leave_out(text: str, start: int, end: int) -> str:
    """The text without a part of it, closed up as a writer would."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not before:
        return after[:1].upper() + after[1:]
    if after[:1] in (",", ".", "?", "!", "%"):
        return before.rstrip(",") + after
    return f"{before} {after}"
