"""Postings: where each term stands, as numbers of words, in segments of many documents.

Terms are stems (`quoth.text.words`). Every word of the index has a number; a document begins at a multiple of
`GRID` with at least as much left free before it, so that whatever is reckoned from numbers comes out the same wherever
in the index the document stands, and two documents are never taken for one passage.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from quoth.evidence.store import Store

GRID = 1_024
SEGMENT = 32_000_000
"""Words of a segment: 256 MB while it is sorted; a gigabyte of text makes six."""

_MOST_SMALL = 8  # segments less than half full; more are merged
_NUMBER_BITS = 32
_NUMBER = (1 << _NUMBER_BITS) - 1
_WIDE, _NARROW = b"\x04", b"\x02"  # all numbers in four bytes; or the first so, then gaps of two bytes
_SHORTEST_NARROW = 8
_COMMON, _KEPT = 20_000, 8_000_000  # places of a term that is kept when it was read, and of all kept: 64 MB


def next_first(after: int) -> int:
    """The number of the first word of a document behind one that ends before `after`."""
    return (after + 2 * GRID - 1) // GRID * GRID


class Vocabulary:
    """The numbers of stems, and how often each was met in this change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        (known,) = store.connection.execute("SELECT count(*) FROM terms").fetchone()
        self._complete = known == 0
        self._next = known
        self._ids: dict[str, int] = {}
        self._met: dict[str, int] = {}

    def number(self, stems: Sequence[str], counts: Sequence[int]) -> NDArray[np.uint64]:
        """The numbers of stems that were met so often each."""
        ids = [self._id(stem) for stem in stems]
        met = self._met
        for stem, count in zip(stems, counts, strict=True):
            met[stem] = met.get(stem, 0) + count
        return np.array(ids, np.uint64)

    def forget(self, stems: Iterable[str]) -> None:
        """Count off words of documents that go."""
        for stem in stems:
            self._met[stem] = self._met.get(stem, 0) - 1

    def write(self) -> None:
        """Write the counts down."""
        rows = sorted((stem, self._id(stem), count) for stem, count in self._met.items())
        self._store.connection.executemany(
            "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT (stem) DO UPDATE SET count = count + excluded.count", rows
        )
        self._met.clear()

    def _id(self, stem: str) -> int:
        found = self._ids.get(stem)
        if found is None:
            row = None
            if not self._complete:
                row = self._store.connection.execute("SELECT id FROM terms WHERE stem = ?", (stem,)).fetchone()
            found = row[0] if row else self._next
            self._next += row is None
            self._ids[stem] = found
        return found


class SegmentWriter:
    """Gathers the words of documents until there are enough of them for a segment."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Not after the last document: numbers of documents that are gone are never given again.
        number, ends = store.connection.execute("SELECT max(id), max(ends) FROM segments").fetchone()
        self._next = ends or GRID
        self.number = (number or 0) + 1
        self._keys: list[NDArray[np.uint64]] = []
        self.words = 0
        self._base = self._next

    def add(self, terms: NDArray[np.uint64]) -> int:
        """Add the terms of a document's words; the number of its first word."""
        first = self._next
        numbers = np.arange(first - self._base, first - self._base + len(terms), dtype=np.uint64)
        self._keys.append((terms << np.uint64(_NUMBER_BITS)) | numbers)
        self.words += len(terms)
        self._next = next_first(first + len(terms))
        return first

    @property
    def is_full(self) -> bool:
        """Whether it is time to write: enough words, or no more numbers."""
        return self.words >= SEGMENT or self._next - self._base > _NUMBER // 2

    def write(self) -> None:
        """Write what was gathered as a segment, and begin the next."""
        if self.words:
            keys = np.concatenate(self._keys)
            self._keys.clear()
            _write_segment(self._store, self.number, (self._base, self._next), keys)
        self.number += 1
        self._base = self._next
        self.words = 0


class Postings:
    """The postings of an index as they are now."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection
        self._segments = store.connection.execute("SELECT id, base FROM segments ORDER BY base").fetchall()
        self._common: OrderedDict[int, NDArray[np.int64]] = OrderedDict()

    def counts(self, stems: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Of the stems that the index knows, the number and how often each stands in it."""
        found = {}
        for stem in stems:
            row = self._connection.execute("SELECT id, count FROM terms WHERE stem = ?", (stem,)).fetchone()
            if row and row[1] > 0:
                found[stem] = row
        return found

    def places(self, term: int) -> NDArray[np.int64]:
        """The numbers of all words that are this term, ascending."""
        if term in self._common:
            self._common.move_to_end(term)
            return self._common[term]
        places = self._read(term)
        if len(places) >= _COMMON:
            self._common[term] = places
            while sum(map(len, self._common.values())) > _KEPT:
                self._common.popitem(last=False)
        return places

    def _read(self, term: int) -> NDArray[np.int64]:
        packed = []
        for segment, base in self._segments:
            key = _key(segment, term)
            if row := self._connection.execute("SELECT packed FROM postings WHERE key = ?", (key,)).fetchone():
                packed.append((row[0], base))
        ends = list(accumulate(_size(one) for one, _ in packed))
        places = np.empty(ends[-1] if ends else 0, np.int64)
        for (one, base), first, last in zip(packed, [0, *ends], ends, strict=False):
            _unpack(one, base, places[first:last])
        if any(places[end - 1] > places[end] for end in ends[:-1]):
            places.sort()  # segments that were merged may lie within each other
        return places


def tidy(store: Store) -> None:
    """Merge small segments when there are many, and write anew those that are mostly of documents gone."""
    rows = store.connection.execute(
        "SELECT id, written, (SELECT total(words) FROM documents WHERE segment = segments.id) FROM segments"
    ).fetchall()
    for number, _, words in rows:
        if not words:
            _drop_segment(store, number)
    small = {number for number, _, words in rows if 0 < words < SEGMENT // 2}
    stale = {number for number, written, words in rows if 0 < words < written // 2}
    to_merge = small | stale if len(small) > _MOST_SMALL else stale
    if to_merge:
        _merge(store, sorted(to_merge))


def _drop_segment(store: Store, number: int) -> None:
    store.connection.execute("DELETE FROM segments WHERE id = ?", (number,))
    store.connection.execute("DELETE FROM postings WHERE key >= ? AND key < ?", (_key(number, 0), _key(number + 1, 0)))


def _merge(store: Store, numbers: Sequence[int]) -> None:
    """Make one segment of some, without the words of documents that are gone."""
    connection = store.connection
    found = [connection.execute("SELECT base, ends FROM segments WHERE id = ?", (one,)).fetchone() for one in numbers]
    bounds = min(base for base, _ in found), max(ends for _, ends in found)
    keys = [_alive_keys(store, one, base, base - bounds[0]) for one, (base, _) in zip(numbers, found, strict=True)]
    for one in numbers:
        _drop_segment(store, one)
        connection.execute("UPDATE documents SET segment = ? WHERE segment = ?", (numbers[-1], one))
    _write_segment(store, numbers[-1], bounds, np.concatenate(keys))


def _alive_keys(store: Store, segment: int, base: int, shift: int) -> NDArray[np.uint64]:
    """The keys of a segment whose words are still there, for one whose numbers begin lower by `shift`."""
    rows = store.connection.execute(
        "SELECT key, packed FROM postings WHERE key >= ? AND key < ?", (_key(segment, 0), _key(segment + 1, 0))
    )
    found = []
    for key, packed in rows:
        numbers = np.empty(_size(packed), np.int64)
        _unpack(packed, 0, numbers)
        found.append((np.uint64(key & _NUMBER) << np.uint64(_NUMBER_BITS)) | numbers.view(np.uint64))
    keys = np.concatenate(found)
    places = (keys & np.uint64(_NUMBER)).view(np.int64) + base
    ranges = np.array(
        store.connection.execute(
            "SELECT first, first + words FROM documents WHERE segment = ? AND words > 0 ORDER BY first", (segment,)
        ).fetchall()
    )
    index = np.searchsorted(ranges[:, 0], places, side="right") - 1
    return np.asarray(keys[(index >= 0) & (places < ranges[index, 1])] + np.uint64(shift))


def _write_segment(store: Store, number: int, bounds: tuple[int, int], keys: NDArray[np.uint64]) -> None:
    keys.sort()
    store.connection.execute("INSERT INTO segments VALUES (?, ?, ?, ?)", (number, *bounds, len(keys)))
    store.connection.executemany("INSERT INTO postings VALUES (?, ?)", _rows(number, keys))


def _rows(segment: int, keys: NDArray[np.uint64]) -> Iterator[tuple[int, bytes]]:
    """A row for each term of sorted keys, each of which is a term and the number of a word."""
    terms = (keys >> np.uint64(_NUMBER_BITS)).astype(np.uint32)
    numbers = keys.astype(np.uint32)
    bounds = np.concatenate(([0], np.flatnonzero(terms[1:] != terms[:-1]) + 1))
    gaps = np.diff(numbers, prepend=np.uint32(0))
    gaps[bounds] = 0  # the first number of a term is written as it is
    widest = np.maximum.reduceat(gaps, bounds).tolist()
    narrow = gaps.astype(np.uint16)
    firsts, lasts = bounds.tolist(), [*bounds[1:].tolist(), len(keys)]
    for term, first, last, gap in zip(terms[bounds].tolist(), firsts, lasts, widest, strict=True):
        if last - first >= _SHORTEST_NARROW and gap < 1 << 16:
            packed = _NARROW + numbers[first : first + 1].tobytes() + narrow[first + 1 : last].tobytes()
        else:
            packed = _WIDE + numbers[first:last].tobytes()
        yield _key(segment, term), packed


def _size(packed: bytes) -> int:
    """How many numbers are packed."""
    return (len(packed) - 1) // 4 if packed[:1] == _WIDE else (len(packed) - 5) // 2 + 1


def _unpack(packed: bytes, base: int, numbers: NDArray[np.int64]) -> None:
    """Write the numbers that are packed, counted from `base`, into an array of their size."""
    if packed[:1] == _WIDE:
        np.add(np.frombuffer(packed, np.uint32, offset=1), base, out=numbers, dtype=np.int64, casting="unsafe")
    else:
        numbers[0] = base + int.from_bytes(packed[1:5], "little")
        numbers[1:] = np.frombuffer(packed, np.uint16, offset=5)
        np.cumsum(numbers, out=numbers)


def _key(segment: int, term: int) -> int:
    return segment << _NUMBER_BITS | term
