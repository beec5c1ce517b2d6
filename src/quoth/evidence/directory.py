"""The directory of an index: which document holds a word, and how its parts are opened."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from quoth.evidence.building import document_of
from quoth.evidence.parts import Part, join, open_forms, open_part
from quoth.evidence.recent import Recent
from quoth.evidence.store import Store
from quoth.model import Fidelity, InputError
from quoth.text.speech import Speech

# Words around a hit that its speech holds at least, where the document has them: a passage is judged by what stands
# before and after it, and an ellipsis may hide some pages.
AROUND = 750
WHOLE = 2_500
"""A document of at most so many words is always opened whole."""


class Directory:
    """The documents of an index as they are now, and what was opened of them last.

    `declared` holds what the user says of the fidelity of files.
    """

    def __init__(self, store: Store, declared: Mapping[str, Fidelity]) -> None:
        self._store = store
        self._declared = declared
        # In the order of paths, which decides between places that are equally good; an index of the table holds it.
        rows = store.connection.execute(
            "SELECT id, first, words FROM documents WHERE words > 0 ORDER BY path, number"
        ).fetchall()
        table = np.array(rows, np.int64).reshape(-1, 3)
        order = np.argsort(table[:, 1], kind="stable")
        self.ranks = order
        self.ids, self.firsts = table[order, 0], table[order, 1]
        self.lasts = self.firsts + table[order, 2]
        self.words = int(table[:, 2].sum())
        (written,) = store.connection.execute("SELECT total(written) FROM segments").fetchone()
        self.has_gone = written > self.words
        self._parts = Recent(self._open_part, most=128)
        self._speeches = Recent(self._open_speech, most=64)

    def index_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each number of a word, the index of the last document that begins at or before it; -1 for none."""
        return np.searchsorted(self.firsts, numbers, side="right") - 1

    def forms(self, first: int, last: int) -> list[str]:
        """The forms of words `[first, last)` of one document."""
        rows = self._store.connection.execute(
            "SELECT first, packed FROM texts"
            " WHERE first >= (SELECT max(first) FROM texts WHERE first <= ?) AND first < ? ORDER BY first",
            (first, last),
        )
        found: list[str] = []
        with self._damage_told():
            for part, packed in rows:
                found += open_forms(packed, max(first - part, 0), last - part)
        return found

    def speech(self, document: int, first: int, last: int) -> tuple[Speech, int]:
        """The speech around words `[first, last)` of the document with this index, and the number of its first word."""
        begin, end = int(self.firsts[document]), int(self.lasts[document])
        if end - begin > WHOLE:
            begin, end = max(begin, first - AROUND), min(end, last + AROUND)
        parts = self._parts_between(begin, end)
        return self._speeches.get((int(self.ids[document]), tuple(part for part, _ in parts))), parts[0][0]

    def _parts_between(self, first: int, last: int) -> list[tuple[int, int]]:
        connection = self._store.connection
        (begin,) = connection.execute("SELECT max(first) FROM parts WHERE first <= ?", (first,)).fetchone()
        return connection.execute(
            "SELECT first, words FROM parts WHERE first >= ? AND first < ? ORDER BY first", (begin, last)
        ).fetchall()

    def _open_part(self, part: int) -> Part:
        with self._damage_told():
            return open_part(self._packed(part))

    def _open_speech(self, key: tuple[int, tuple[int, ...]]) -> Speech:
        document, parts = key
        path, length, inferred, about = self._store.connection.execute(
            "SELECT path, length, fidelity, about FROM documents WHERE id = ?", (document,)
        ).fetchone()
        opened = [self._parts.get(part) for part in parts]
        return join(opened, document_of(about), length, self._declared.get(path, Fidelity(inferred)))

    def _packed(self, part: int) -> bytes:
        row = self._store.connection.execute("SELECT packed FROM texts WHERE first = ?", (part,)).fetchone()
        if row is None:
            raise ValueError(f"no part {part}")
        packed: bytes = row[0]
        return packed

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        """Tell of bytes that are none of ours: SQLite does not see what a disk has done to them."""
        try:
            yield
        except (ValueError, KeyError, IndexError, TypeError, zlib.error, struct.error) as error:
            remedy = "delete it, and it is built anew"
            raise InputError("the index is damaged", where=self._store.where, remedy=remedy) from error
