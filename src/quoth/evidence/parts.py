"""Parts: speech cut into pieces of some 750 words, packed for the disk and put together again.

A part holds all that a `Speech` needs, so that nothing is normalised or searched for words again. Its forms come
first in the packed bytes: whoever only wants to know which words stand in it stops unpacking there; and since the
text repeats the forms, it costs little after them.
"""

from __future__ import annotations

import json
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quoth.model import Block, Document, Fidelity, Role
from quoth.text.speech import Speech, Turn

SHORTEST, USUAL, LONGEST = 500, 750, 1_000
"""Words of a part: it ends where a block does, if one does between the shortest and the longest."""

# zlib's lowest level: the next ones pack 3 % better and take twice the time.
_LEVEL = 1
_LENGTHS = struct.Struct("<4I")  # bytes of forms, of text, words, and how the places are coded
_ROLES = tuple(Role)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part, opened: words, their places in the document, its stretch of text, its turns and blocks.

    `turns` are (number in the document, first word, speaker) with the words counted from the part's own first;
    `first_char` is where its text begins.
    """

    forms: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    first_char: int
    text: str
    turns: tuple[tuple[int, int, str | None], ...]
    blocks: tuple[Block, ...]


# ------------------------------------------------------------------ cutting and packing


def pack(speech: Speech) -> list[tuple[int, bytes]]:
    """The parts of a speech: for each its first word and its bytes."""
    bounds = _bounds(speech)
    text, starts = speech.document.text, speech.starts
    chars = [0, *(int(starts[first]) for first in bounds[1:-1]), len(text)]
    return [
        (first, _pack(speech, first, last, start, end))
        for (first, last), (start, end) in zip(pairwise(bounds), pairwise(chars), strict=False)
    ]


def _bounds(speech: Speech) -> list[int]:
    words = len(speech.forms)
    begins = np.searchsorted(speech.starts, [block.start for block in speech.document.blocks]).tolist()
    bounds = [0]
    while words - bounds[-1] > LONGEST:
        first = bounds[-1]
        nearest = begins[bisect_right(begins, first + LONGEST) - 1] if begins else 0
        bounds.append(nearest if nearest >= first + SHORTEST else first + USUAL)
    return [*bounds, words] if words else [0]


def _pack(speech: Speech, first: int, last: int, start: int, end: int) -> bytes:
    forms = " ".join(speech.forms[first:last]).encode("utf-8", "surrogatepass")
    text = speech.document.text[start:end].encode("utf-8", "surrogatepass")
    places, width = _code_places(speech.starts[first:last] - start, speech.ends[first:last] - start)
    others = json.dumps(
        {"char": start, "turns": _cut_turns(speech, first, last), "blocks": _cut_blocks(speech, start, end)}
    )
    packed = zlib.compress(forms + text + places + others.encode(), _LEVEL)
    return _LENGTHS.pack(len(forms), len(text), last - first, width) + packed


def _code_places(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[bytes, int]:
    """Gaps before words and lengths of words, one byte each where that is enough."""
    gaps = starts - np.concatenate(([0], ends[:-1]))
    both = np.concatenate((gaps, ends - starts))
    width = 1 if both.min() >= 0 and both.max() < 256 else 8
    return both.astype(np.uint8 if width == 1 else np.int64).tobytes(), width


def _cut_turns(speech: Speech, first: int, last: int) -> list[Any]:
    begun = max(bisect_right(speech.turns, first, key=lambda turn: turn.first) - 1, 0)
    cut: list[Any] = []
    for number, turn in enumerate(speech.turns[begun:], begun):
        if turn.first >= last:
            break
        cut.append((number, max(turn.first - first, 0), turn.speaker))
    return cut


def _cut_blocks(speech: Speech, start: int, end: int) -> list[Any]:
    blocks = speech.document.blocks
    begun = bisect_right(blocks, start, key=lambda block: block.end)
    cut: list[Any] = []
    for block in blocks[begun:]:
        if block.start >= end:
            break
        cut.append((_ROLES.index(block.role), block.start, block.end, block.page, block.time))
    return cut


# ------------------------------------------------------------------ opening and joining


def open_forms(packed: bytes, first: int = 0, last: int = LONGEST) -> list[str]:
    """The forms of words `[first, last)` of a part, and nothing else of it."""
    size = _LENGTHS.unpack_from(packed)[0]
    forms = zlib.decompressobj().decompress(memoryview(packed)[_LENGTHS.size :], size)
    return forms.decode("utf-8", "surrogatepass").split(" ", last)[first:last]


def open_part(packed: bytes) -> Part:
    """A part from its bytes."""
    forms_size, text_size, words, width = _LENGTHS.unpack_from(packed)
    data = zlib.decompress(memoryview(packed)[_LENGTHS.size :])
    text_end = forms_size + text_size
    places_end = text_end + 2 * words * width
    both = np.frombuffer(data, np.uint8 if width == 1 else np.int64, 2 * words, text_end).astype(np.int64)
    gaps, lengths = both[:words], both[words:]
    others = json.loads(data[places_end:])
    ends = np.cumsum(gaps + lengths) + others["char"]
    return Part(
        tuple(data[:forms_size].decode("utf-8", "surrogatepass").split(" ")),
        ends - lengths,
        ends,
        others["char"],
        data[forms_size:text_end].decode("utf-8", "surrogatepass"),
        tuple((number, first, speaker) for number, first, speaker in others["turns"]),
        tuple(Block(_ROLES[role], start, end, page, time) for role, start, end, page, time in others["blocks"]),
    )


def join(parts: Sequence[Part], document: Document, length: int, fidelity: Fidelity) -> Speech:
    """The speech of parts that follow each other; `document` is theirs without text and blocks, `length` its text's.

    Where parts of a long document are left out, its text is blank there: places keep their numbers, and nothing
    has to be unpacked that nobody looks at.
    """
    text = "".join(part.text for part in parts)
    before = parts[0].first_char
    whole = " " * before + text + " " * (length - before - len(text))
    blocks = {block.start: block for part in parts for block in part.blocks}
    return Speech(
        replace(document, text=whole, blocks=tuple(blocks.values())),
        fidelity,
        tuple(chain.from_iterable(part.forms for part in parts)),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        tuple(_join_turns(parts)),
    )


def _join_turns(parts: Sequence[Part]) -> Iterator[Turn]:
    begun: dict[int, tuple[int, str | None]] = {}
    shift = 0
    for part in parts:
        for number, first, speaker in part.turns:
            begun.setdefault(number, (first + shift, speaker))
        shift += len(part.forms)
    for (first, speaker), (last, _) in pairwise([*begun.values(), (shift, None)]):
        yield Turn(first, last, speaker)
