"""Reading: names of inputs in, records out, one at a time and in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from os import PathLike
from pathlib import Path

from quoth.extract import extract
from quoth.ingest import expand, read_path, read_stream, read_string
from quoth.model import Document, Failure, InputError, KnownPerson, Record, Skipped
from quoth.text.language import guess_language

STDIN = "-"

TOGETHER = 8
"""So many documents a thread are read at a time, where there are several threads."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set for reading.

    `language` is a two-letter code that overrides the guess; `date` (ISO 8601) stands in for the date of
    documents that do not say when they were published. Without `model` the rules work alone; `threads` is how many
    the model may use. Statements of a confidence below `min_confidence` are left out. `explain` adds to the records
    what each speaker rests on; `people` are those whom the entities may turn out to be.
    """

    language: str | None = None
    date: str | None = None
    model: bool = True
    threads: int = 1
    min_confidence: float = 0.0
    explain: bool = False
    people: tuple[KnownPerson, ...] = ()


DEFAULTS = Settings()


def read_text(text: str, settings: Settings = DEFAULTS) -> Record:
    """The record of one plain text."""
    return read_documents([read_string(text)], settings)[0]


def read_documents(documents: Sequence[Document], settings: Settings = DEFAULTS) -> tuple[Record, ...]:
    """The records of documents, in their order: settle the language and the date, then extract."""
    settled = [_settle(document, settings) for document in documents]
    return extract(
        settled,
        model=settings.model,
        threads=settings.threads,
        least=settings.min_confidence,
        explain=settings.explain,
        people=settings.people,
    )


def read_file(path: str | PathLike[str], settings: Settings = DEFAULTS) -> Record:
    """The record of the one document in a file.

    Raises `InputError` when the file cannot be read or holds another number of documents.
    """
    documents = list(read_path(Path(path)))
    if len(documents) != 1:
        remedy = "use quoth.workflow.read_all, or `quoth read`"
        raise InputError(f"holds {len(documents)} documents, not one", where=str(path), remedy=remedy)
    document = documents[0]
    if isinstance(document, Failure):
        raise InputError(document.message, where=document.where, remedy="see `quoth read --help`")
    return read_documents([document], settings)[0]


def read_all(
    names: Sequence[str],
    settings: Settings = DEFAULTS,
    *,
    stdin: bytes | None = None,
) -> Iterator[Record | Failure | Skipped]:
    """Read files, folders, globs and `-` (the bytes given as `stdin`), one outcome after the other.

    What cannot be read is a `Failure` in its place; the others are still read. With several threads some
    documents are read together, so that all threads have work.
    """
    arrived = _arrive(names, stdin)
    together = 1 if settings.threads == 1 else TOGETHER * settings.threads
    while batch := list(islice(arrived, together)):
        records = iter(read_documents([one for one in batch if isinstance(one, Document)], settings))
        for one in batch:
            yield next(records) if isinstance(one, Document) else one


def _arrive(names: Sequence[str], stdin: bytes | None) -> Iterator[Document | Failure | Skipped]:
    for name in names:
        if name == STDIN:
            yield from _documents(read_stream(stdin or b"", name="standard input"), "standard input")
            continue
        for entry in expand([name]):
            if isinstance(entry, Path):
                yield from _documents(read_path(entry), str(entry))
            else:
                yield entry


def _documents(documents: Iterator[Document | Failure], where: str) -> Iterator[Document | Failure]:
    try:
        yield from documents
    except InputError as error:
        yield Failure(where, str(error))


def _settle(document: Document, settings: Settings) -> Document:
    return replace(
        document,
        language=settings.language or document.language or guess_language(document.text),
        published=document.published or settings.date,
    )
