"""Building: files in, packed documents out; several at a time, in processes of their own where there are many."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quoth.evidence.fidelity import infer_fidelity
from quoth.evidence.parts import pack
from quoth.evidence.processes import PROCESSES, no_main_module, processes
from quoth.evidence.speech import speech_of
from quoth.model import Document, Failure, Fidelity, InputError
from quoth.text.speech import Speech
from quoth.text.words import stem

Read = Callable[[Path], Iterable[Document | Failure]]

_BATCH = 1_000_000  # bytes of files that a process is handed at a time
# Starting processes takes more than a second, in which one reads as much as this.
_WORTH_PROCESSES = 8_000_000


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """A document ready to be written: what is told of it, its parts, and its words as numbers of the batch's stems."""

    fidelity: Fidelity
    about: str
    length: int
    parts: Sequence[tuple[int, bytes]]
    terms: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was found: by these it is seen whether it has changed."""

    path: str
    size: int
    mtime_ns: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """What came of a file: its documents, and what could not be read, as pairs of where and why."""

    state: FileState
    documents: Sequence[PackedDocument]
    failures: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that were packed together, with the stems that their terms number and how often each stands in them."""

    files: Sequence[PackedFile]
    stems: Sequence[str]
    counts: Sequence[int]


class _Stems:
    """Numbers stems in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._found: list[NDArray[np.uint32]] = [np.empty(0, np.uint32)]

    def number(self, forms: Sequence[str]) -> NDArray[np.uint32]:
        numbers = self._numbers
        of_form = {form: numbers.setdefault(stem(form), len(numbers)) for form in dict.fromkeys(forms)}
        self._found.append(np.fromiter(map(of_form.__getitem__, forms), np.uint32, len(forms)))
        return self._found[-1]

    def batch(self, files: Sequence[PackedFile]) -> Batch:
        counts = np.bincount(np.concatenate(self._found), minlength=len(self._numbers))
        return Batch(files, tuple(self._numbers), counts.tolist())


def build(states: Sequence[FileState], read: Read) -> Iterator[Batch]:
    """Read and pack files, in their order."""
    batches = list(_batches(states))
    if len(batches) < 2 or sum(state.size for state in states) < _WORTH_PROCESSES or PROCESSES < 2:
        yield from map(partial(pack_files, read=read), batches)
        return
    with processes() as executor:
        waiting: list[Future[Batch]] = []
        try:
            for batch in batches:
                with no_main_module():
                    waiting.append(executor.submit(pack_files, batch, read))
                if len(waiting) > 2 * PROCESSES:  # no more than that lies in memory
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for future in waiting:
                future.cancel()


def pack_files(states: Sequence[FileState], read: Read) -> Batch:
    """Read and pack some files."""
    stems = _Stems()
    return stems.batch([_pack_file(state, read, stems) for state in states])


def pack_speech(speech: Speech, state: FileState) -> Batch:
    """A document that is in memory, as if it were a file."""
    stems = _Stems()
    return stems.batch([PackedFile(state, [_pack_document(speech, stems)], [])])


def digest_of(path: Path) -> str:
    """The digest by which a file's content is told from another's."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def document_of(about: str) -> Document:
    """A document from what was written of it, without its text and blocks."""
    fields = json.loads(about)
    return Document(fields.pop("id"), "", (), **fields)


def _pack_file(state: FileState, read: Read, stems: _Stems) -> PackedFile:
    documents, failures = [], []
    digest = ""
    try:
        for outcome in read(Path(state.path)):
            if isinstance(outcome, Failure):
                failures.append((outcome.where, outcome.message))
            else:
                documents.append(_pack_document(speech_of(outcome, infer_fidelity(outcome)), stems))
        if documents:  # whoever reads knows best how to tell of a file that cannot be read
            digest = digest_of(Path(state.path))
    except (InputError, OSError) as error:
        failures.append((state.path, str(error)))
    return PackedFile(replace(state, digest=digest), documents, failures)


def _pack_document(speech: Speech, stems: _Stems) -> PackedDocument:
    document = speech.document
    about = {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "byline": document.byline,
        "language": document.language,
        "published": document.published,
    }
    return PackedDocument(
        speech.fidelity, json.dumps(about), len(document.text), pack(speech), stems.number(speech.forms)
    )


def _batches(states: Sequence[FileState]) -> Iterator[list[FileState]]:
    batch: list[FileState] = []
    size = 0
    for state in states:
        batch.append(state)
        size += state.size
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
