"""The index: documents of evidence in one file (or in memory), in which a quotation is looked up in milliseconds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from quoth.evidence.building import Batch, FileState, PackedFile, Read, build, digest_of, pack_speech
from quoth.evidence.directory import Directory
from quoth.evidence.look_up import Place, find_places
from quoth.evidence.parts import open_forms
from quoth.evidence.postings import Postings, SegmentWriter, Vocabulary, tidy
from quoth.evidence.recipe import fingerprint
from quoth.evidence.store import MEMORY, Store
from quoth.model import EvidenceUsed, Fidelity
from quoth.text.speech import Hit, Speech
from quoth.text.words import stem

Progress = Callable[[int, int], None]

_WIDER = 8  # words beside a place, and a quarter of its own, in which an edge that was changed may lie


class Index:
    """Evidence to look quotations up in; `Index.open` gives one.

    Several threads may use it, one at a time. It is an `Evidence` (`quoth.text.speech`).
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = RLock()
        self._declared: dict[str, Fidelity] = {}
        self._directory: Directory | None = None
        self._postings: Postings | None = None

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """The index in a file, made when it is not there; without a path, one in memory.

        Raises `InputError` when the file is damaged or no database, `ConfigurationError` when it is another program's.
        """
        return cls(Store(path))

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process, which opens the same file."""
        if not self.is_on_disk:
            raise TypeError("an index in memory stays in its process")
        return _open_again, (type(self), self._store.where, self._declared)

    @property
    def is_on_disk(self) -> bool:
        """Whether it is in a file, which other processes can open."""
        return self._store.where != MEMORY

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._forget()
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # -------------------------------------------------------------- change

    def update(
        self,
        files: Iterable[Path],
        read: Read,
        *,
        fidelity: Fidelity | Mapping[Path, Fidelity] | None = None,
        progress: Progress | None = None,
    ) -> list[EvidenceUsed]:
        """Make the index hold these files and no others, and tell what of them could be read, in their order.

        A file is read again only when its size or time, and then its content, has changed. `read` gives the documents
        of a file; it must be picklable, since many files are read in processes of their own. `fidelity` is what the
        user declares of all files or of some; for the others it is inferred. `progress` is told the bytes done, of how
        many.
        """
        paths = list(dict.fromkeys(files))
        with self._lock, self._store.faults_told():
            self._forget()
            if self._differ(paths):
                with self._store.writing():
                    self._change(paths, read, progress)
                self._store.shrink()
            if isinstance(fidelity, Fidelity):
                fidelity = dict.fromkeys(paths, fidelity)
            self._declared = {str(path): declared for path, declared in (fidelity or {}).items()}
            return self._used(paths)

    def add(self, speech: Speech) -> None:
        """Add a document that is in memory, to an index in memory; one of the same path takes the other's place."""
        if self.is_on_disk:
            raise ValueError("an index in a file holds files; open one in memory for a document that is there")
        with self._lock, self._store.faults_told():
            self._forget()
            with self._store.writing():
                change = _Change(self._store)
                path = speech.document.path or speech.document.id
                change.remove(path)
                change.take(pack_speech(speech, FileState(path, 0, 0)))
                change.finish()

    def _differ(self, paths: Sequence[Path]) -> bool:
        """Whether any file is new, changed or gone, told without waiting for another process that writes."""
        if not self._store.is_made_by(fingerprint()):
            return True
        states, known = self._states(paths), self._known()
        return not known.keys() <= states.keys() or bool(_changed(states, known))

    def _change(self, paths: Sequence[Path], read: Read, progress: Progress | None) -> None:
        if not self._store.is_made_by(fingerprint()):
            self._store.clear(fingerprint())
        states, known = self._states(paths), self._known()
        change = _Change(self._store)
        for path in known.keys() - states.keys():
            change.remove(path)
        to_read = []
        for state in _changed(states, known):
            if state.path in known and _holds_the_same(state, known[state.path]):
                change.touch(state)
                continue
            change.remove(state.path)
            to_read.append(state)
        done, total = 0, sum(state.size for state in to_read)
        for batch in build(to_read, read):
            change.take(batch)
            done += sum(file.state.size for file in batch.files)
            if progress is not None:
                progress(done, total)
        change.finish()

    def _states(self, paths: Sequence[Path]) -> dict[str, FileState]:
        states = {}
        for path in paths:
            try:
                found = path.stat()
                states[str(path)] = FileState(str(path), found.st_size, found.st_mtime_ns)
            except OSError:  # reading it will say why
                states[str(path)] = FileState(str(path), 0, -1)
        return states

    def _known(self) -> dict[str, FileState]:
        rows = self._store.connection.execute("SELECT path, size, mtime_ns, digest FROM files")
        return {path: FileState(path, size, mtime_ns, digest) for path, size, mtime_ns, digest in rows}

    def _used(self, paths: Sequence[Path]) -> list[EvidenceUsed]:
        used = []
        failures = dict(self._store.connection.execute("SELECT path, failures FROM files WHERE failures <> '[]'"))
        held: dict[str, list[tuple[str, str]]] = {}
        for path, about, inferred in self._store.connection.execute(
            "SELECT path, about, fidelity FROM documents ORDER BY path, number"
        ):
            held.setdefault(path, []).append((json.loads(about)["path"] or path, inferred))
        for path in map(str, paths):
            for name, inferred in held.get(path, ()):
                used.append(EvidenceUsed(name, self._declared.get(path, Fidelity(inferred))))
            for where, reason in json.loads(failures.get(path, "[]")):
                fidelity = self._declared.get(path, Fidelity.SECOND_HAND)
                used.append(EvidenceUsed(where, fidelity, read=False, reason=reason))
        return used

    # -------------------------------------------------------------- look up

    def look_up(self, forms: Sequence[str], most: int) -> list[Hit]:
        """The places where most of these words stand near each other and in their order, best first."""
        with self._lock, self._store.faults_told():
            directory, postings = self._seen()
            return [self._hit(place, directory) for place in find_places(forms, most, postings, directory)]

    def languages(self) -> frozenset[str | None]:
        """The languages of all documents; None among them where that of one is not known."""
        with self._lock, self._store.faults_told():
            rows = self._store.connection.execute("SELECT DISTINCT json_extract(about, '$.language') FROM documents")
            return frozenset(language for (language,) in rows)

    def words(self) -> int:
        """How many words all documents have together."""
        with self._lock, self._store.faults_told():
            (words,) = self._store.connection.execute("SELECT COALESCE(SUM(words), 0) FROM documents").fetchone()
            return int(words)

    def _hit(self, place: Place, directory: Directory) -> Hit:
        speech, number = directory.speech(place.document, place.first, place.last)
        wider = _WIDER + (place.last - place.first) // 4
        first = max(place.first - wider - number, 0)
        last = min(place.last + wider - number, len(speech.forms))
        return Hit(speech, first, last, place.share)

    def _seen(self) -> tuple[Directory, Postings]:
        """The index as it was when it was first looked up in since the last change."""
        if self._directory is None or self._postings is None:
            self._store.hold()
            self._directory, self._postings = Directory(self._store, self._declared), Postings(self._store)
        return self._directory, self._postings

    def _forget(self) -> None:
        self._directory = self._postings = None
        self._store.release()


def _open_again(kind: type[Index], path: str, declared: Mapping[str, Fidelity]) -> Index:
    index = kind.open(Path(path))
    index._declared = dict(declared)
    return index


class _Change:
    """One change of an index: files that go and files that come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._vocabulary = Vocabulary(store)
        self._segment = SegmentWriter(store)

    def remove(self, path: str) -> None:
        """Remove the documents of a file, if there are any."""
        connection = self._store.connection
        rows = connection.execute(
            "SELECT parts.first, packed FROM documents JOIN parts ON parts.document = documents.id"
            " JOIN texts ON texts.first = parts.first WHERE path = ?",
            (path,),
        ).fetchall()
        for first, packed in rows:
            self._vocabulary.forget(map(stem, open_forms(packed)))
            connection.execute("DELETE FROM parts WHERE first = ?", (first,))
            connection.execute("DELETE FROM texts WHERE first = ?", (first,))
        connection.execute("DELETE FROM documents WHERE path = ?", (path,))
        connection.execute("DELETE FROM files WHERE path = ?", (path,))

    def touch(self, state: FileState) -> None:
        """Note the new time of a file whose content is the same."""
        self._store.connection.execute(
            "UPDATE files SET size = ?, mtime_ns = ? WHERE path = ?", (state.size, state.mtime_ns, state.path)
        )

    def take(self, batch: Batch) -> None:
        """Write files that were packed."""
        numbers = self._vocabulary.number(batch.stems, batch.counts)
        for file in batch.files:
            self._write(file, numbers)
        if self._segment.is_full:
            self._flush()
            self._store.commit()

    def finish(self) -> None:
        """Write what is left."""
        self._flush()
        tidy(self._store)

    def _flush(self) -> None:
        self._vocabulary.write()
        self._segment.write()

    def _write(self, file: PackedFile, numbers: NDArray[np.uint64]) -> None:
        connection = self._store.connection
        state = file.state
        # A file of which nothing could be read is tried again the next time: its time is not noted.
        mtime_ns = state.mtime_ns if file.documents else -1
        row = (state.path, state.size, mtime_ns, state.digest, json.dumps(file.failures))
        connection.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", row)
        for number, document in enumerate(file.documents):
            segment = self._segment.number
            first = self._segment.add(numbers[document.terms])
            words = len(document.terms)
            identity = connection.execute(
                "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
                (state.path, number, first, words, segment, document.length, document.fidelity, document.about),
            ).lastrowid
            for (begin, packed), (last, _) in pairwise([*document.parts, (words, b"")]):
                connection.execute("INSERT INTO parts VALUES (?, ?, ?)", (first + begin, identity, last - begin))
                connection.execute("INSERT INTO texts VALUES (?, ?)", (first + begin, packed))


def _changed(states: Mapping[str, FileState], known: Mapping[str, FileState]) -> list[FileState]:
    """The files that are new, or of another size or time than was noted."""
    return [
        state
        for path, state in states.items()
        if path not in known or (state.size, state.mtime_ns) != (known[path].size, known[path].mtime_ns)
    ]


def _holds_the_same(state: FileState, known: FileState) -> bool:
    if known.mtime_ns < 0 or state.mtime_ns < 0 or state.size != known.size:
        return False
    try:
        return digest_of(Path(state.path)) == known.digest
    except OSError:
        return False
