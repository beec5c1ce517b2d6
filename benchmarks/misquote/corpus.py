"""The corpus: a folder of transcripts as turns and sentences, and whether words occur in it anywhere."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.misquote.words import ROLES, fold, plain, words
from quoth.evidence import infer_fidelity, speech_of
from quoth.ingest import expand, read_path
from quoth.model import Document, InputError, Span
from quoth.text.language import language
from quoth.text.sentences import split_sentences

SHORTEST, LONGEST = 6, 45
"""Words of a sentence that is damaged; transcripts without stops have longer ones."""
_GRAM = 3

_CLEAN = re.compile(r"[A-Z0-9][^()\[\]{}<>\"“”„«»*_/\\|#@=~:;…\n]+[.?!]")
_MARK = re.compile(r"[\"“”„«»]")
_SINGLE_MARK = re.compile(r"(?<![^\s])['‘](?!\d0s|em\b|til\b|cause\b)")
_SHOUTED = re.compile(r"\b[A-Z]{2,}(?:\s+[A-Z]{2,})+\b")
_NAME = re.compile(r"[A-Za-zÀ-ÿ.'’-]+(?: [A-Za-zÀ-ÿ.'’-]+){0,2}")
_ASIDE = re.compile(r"[\[(][^\])\n]{0,60}[\])]")
_CAPITALISED = re.compile(r"(?<=[a-z,] )[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words as written, white space folded, and its place in the document's text."""

    text: str
    span: Span
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says in a row; `sentences` are the clean ones, in runs that nothing interrupts."""

    speaker: str | None
    runs: tuple[tuple[Sentence, ...], ...]
    count: int
    """Words of the whole turn."""
    spoken: tuple[tuple[str, Span], ...]
    """All words as they are written, with their places, where the text has no stops; empty elsewhere."""


@dataclass(frozen=True)
class Transcript:
    """A document of the folder; its turns are found when they are asked for."""

    path: str
    document: Document

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns in order."""
        return tuple(_turns(self.document))

    @cached_property
    def is_punctuated(self) -> bool:
        """Whether somebody put stops and capitals."""
        text = self.document.text
        count = len(text.split())
        return sum(text.count(stop) for stop in ".?!") > count / 60 and not re.search(
            "auto(matic)? captions", text[:600]
        )

    @cached_property
    def sentences(self) -> tuple[tuple[int, int, int], ...]:
        """The places of all clean sentences: turn, run, number."""
        return tuple(
            (number, at, place)
            for number, turn in enumerate(self.turns)
            for at, run in enumerate(turn.runs)
            for place in range(len(run))
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of those who speak here and can be named, in order."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


@dataclass(frozen=True)
class Corpus:
    """All transcripts of a folder."""

    transcripts: tuple[Transcript, ...]
    _forms: tuple[str, ...] = field(repr=False)

    def count(self, text: str) -> int:
        """How often words stand in the corpus, small changes levelled out (`plain`)."""
        return self._count(plain(words(text)).split())

    def is_unique(self, text: str) -> bool:
        """Whether words stand in it once, and so does each half of them: no other passage could be meant."""
        found = plain(words(text)).split()
        half = len(found) // 2
        return all(
            self._count(part) == 1 for part in (found, found[:half], found[half:]) if len(part) >= 3 or part is found
        )

    def _count(self, found: Sequence[str]) -> int:
        """The occurrences of a phrase, from those of its first words."""
        numbers = [self._numbers.get(form, -1) for form in found]
        if -1 in numbers or not numbers:
            return 0
        size = min(_GRAM, len(numbers))
        hashes, order = self._grams[size - 1]
        keys = [_hash(np.array(numbers[at : at + size]), size)[0] for at in range(len(numbers) - size + 1)]
        ranges = [np.searchsorted(hashes, (key, key + 1)) for key in keys]
        at = min(range(len(ranges)), key=lambda one: int(ranges[one][1] - ranges[one][0]))
        starts = order[ranges[at][0] : ranges[at][1]] - at
        starts = starts[(starts >= 0) & (starts + len(numbers) <= len(self._tokens))]
        for place, number in enumerate(numbers):
            starts = starts[self._tokens[starts + place] == number]
        return len(starts)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {form: number for number, form in enumerate(dict.fromkeys(self._forms))}

    @cached_property
    def _tokens(self) -> NDArray[np.int64]:
        return np.fromiter((self._numbers[form] for form in self._forms), np.int64, len(self._forms))

    @cached_property
    def _grams(self) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Of one to three words in a row: their hashes in order, and where each stands."""
        found = []
        for size in range(1, _GRAM + 1):
            hashes = _hash(self._tokens, size)
            order = np.argsort(hashes, kind="stable")
            found.append((hashes[order], order))
        return found

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """The plain words with their counts."""
        return Counter(self._forms)

    @cached_property
    def capitals(self) -> dict[str, float]:
        """Of words within sentences, how often each has a capital: names have one nearly always."""
        seen: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        for transcript in self.transcripts:
            if not transcript.is_punctuated:
                continue
            for word in _CAPITALISED.findall(transcript.document.text):
                seen[word.casefold()] += 1
                capital[word.casefold()] += word[0].isupper()
        return {word: capital[word] / count for word, count in seen.items() if count >= 2}

    @cached_property
    def shapes(self) -> dict[str, tuple[str, ...]]:
        """The ordinary words of each rough shape: the ending and the length."""
        found: dict[str, list[str]] = {}
        for word, count in sorted(self.vocabulary.items()):
            if count >= 3 and word.isalpha() and len(word) >= 5 and self.capitals.get(word, 0.0) < 0.05:
                found.setdefault(shape(word), []).append(word)
        return {key: tuple(listed) for key, listed in found.items()}


def shape(word: str) -> str:
    """The rough shape of a word: its ending, and whether it is long."""
    ending = next((end for end in ("tion", "ness", "ing", "ed", "ly", "s") if word.endswith(end)), "")
    return f"{ending}{min(len(word) // 3, 4)}"


def read_corpus(folder: Path) -> Corpus:
    """Read all that quoth can read in a folder, in the order of the names."""
    transcripts = tuple(_transcripts(folder))
    if not transcripts:
        raise SystemExit(f"{folder} holds no transcript that can be read")
    forms = (form for one in transcripts for form in (*plain(words(_ASIDE.sub(" ", one.document.text))).split(), "\n"))
    return Corpus(transcripts, tuple(sys.intern(form) for form in forms))


def _hash(tokens: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """One number for each run of so many words; there are fewer than a million different words."""
    found = np.zeros(len(tokens) - size + 1, np.int64)
    for at in range(size):
        found = found * 1_000_003 + tokens[at : len(tokens) - size + 1 + at]
    return found


def _transcripts(folder: Path) -> Iterator[Transcript]:
    files = [entry for entry in expand([str(folder)]) if isinstance(entry, Path)]
    for path in sorted(file for file in files if file.suffix != ".json"):
        try:
            for document in read_path(path):
                if isinstance(document, Document) and document.language in (None, "en"):
                    yield Transcript(path.relative_to(folder).as_posix() if folder.is_dir() else path.name, document)
        except InputError:
            continue


def speaker_name(label: str | None) -> str | None:
    """The name on a turn as a newspaper writes it; None for roles, groups and what else cannot be named.

    >>> speaker_name("ANNA BRANDT (by telephone)"), speaker_name("MODERATOR")
    ('Anna Brandt', None)
    """
    plain_label = _ASIDE.sub("", label or "").strip().rstrip(":").strip()
    if not _NAME.fullmatch(plain_label):
        return None
    parts = plain_label.split()
    if any(fold(part).strip(".") in ROLES for part in parts) or len(parts[-1]) < 4:
        return None
    return " ".join(part if any(sign.islower() for sign in part) else part.title() for part in parts)


def _turns(document: Document) -> Iterator[Turn]:
    speech = speech_of(document, infer_fidelity(document))
    text = document.text
    for number, turn in enumerate(speech.turns):
        start = int(speech.starts[turn.first])
        after = speech.turns[number + 1].first if number + 1 < len(speech.turns) else None
        limit = int(speech.starts[after]) if after is not None else len(text)
        end = text.find("\n\n", int(speech.ends[turn.last - 1]), limit)
        span = Span(start, end if end >= 0 else min(limit, int(speech.ends[turn.last - 1]) + 3))
        spans = split_sentences(text, span, language("en"))
        runs = tuple(_runs(text, spans))
        spoken: tuple[tuple[str, Span], ...] = ()
        if not runs:
            starts, ends = speech.starts[turn.first : turn.last].tolist(), speech.ends[turn.first : turn.last].tolist()
            spoken = tuple((text[one:two], Span(one, two)) for one, two in zip(starts, ends, strict=True))
        yield Turn(speaker_name(turn.speaker), runs, turn.last - turn.first, spoken)


def _runs(text: str, spans: Sequence[Span]) -> Iterator[tuple[Sentence, ...]]:
    """The clean sentences, those together between which only white space or an aside stands."""
    marked = _quoted_paragraphs(text, spans)
    run: list[Sentence] = []
    for span in spans:
        sentence = None if span.start in marked else _sentence(text, span)
        gap = text[run[-1].span.end : span.start] if run else ""
        if run and (sentence is None or _ASIDE.sub("", gap).strip()):
            yield tuple(run)
            run = []
        if sentence is not None:
            run.append(sentence)
    if run:
        yield tuple(run)


def _quoted_paragraphs(text: str, spans: Sequence[Span]) -> set[int]:
    """The sentences of paragraphs that hold quotation marks: somebody else may be speaking in them."""
    found = set()
    for span in spans:
        start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        if _MARK.search(text, start, end if end >= 0 else len(text)):
            found.add(span.start)
    return found


def _sentence(text: str, span: Span) -> Sentence | None:
    """A sentence, when nothing in it makes its words, its speaker or its end unsure."""
    raw = span.of(text)
    if re.search(r"[^a-z,]\s*\n|\n\s*[^a-z\s]", raw):
        return None
    folded = " ".join(raw.split())
    found = tuple(words(folded))
    if not SHORTEST <= len(found) <= LONGEST or not _CLEAN.fullmatch(folded):
        return None
    if (
        _SINGLE_MARK.search(folded)
        or _SHOUTED.search(folded)
        or re.search(r"\.\s?\.|--?\s*[.?!]|[.?!]\s+[a-z]", folded)
    ):
        return None
    return Sentence(folded, span, found)
