"""JSON and JSON Lines: the exact form, schema `quoth/read/1`, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from quoth.model import Record, record_to_json

# JSON allows these inside strings, but they end a line for many readers of lines.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def render_json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One document a line, in the order of the records."""
    for record in records:
        yield _dump(record, indent=None) + "\n"


def render_json(records: Iterable[Record], *, several: bool = False) -> Iterator[str]:
    """One indented object for one record, an array of them for more; always an array when `several`."""
    queue = iter(records)
    head = list(islice(queue, 2))
    if len(head) < 2 and not several:
        yield from (_dump(record) + "\n" for record in head)
        return
    yield "["
    for index, record in enumerate(chain(head, queue)):
        yield (",\n" if index else "\n") + _dump(record)
    yield "\n]\n"


def _dump(record: Record, indent: int | None = 1) -> str:
    return json.dumps(record_to_json(record), ensure_ascii=False, indent=indent).translate(_LINE_ENDS)
