"""JSON and JSON Lines: the exact form, schema `quoth/read/1` or `quoth/check/1`, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from quoth.model import Record, record_to_json

# JSON allows these inside strings, but they end a line for many readers of lines.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def render_json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One document a line, in the order of the records."""
    return write_lines(map(record_to_json, records))


def render_json(records: Iterable[Record], *, several: bool = False) -> Iterator[str]:
    """One indented object for one record, an array of them for more; always an array when `several`."""
    return write_array(map(record_to_json, records), several=several)


def write_lines(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One object a line."""
    for data in objects:
        yield dump(data, indent=None) + "\n"


def write_array(objects: Iterable[dict[str, Any]], *, several: bool) -> Iterator[str]:
    """One object as it is, an array of more; always an array when `several`."""
    queue = iter(objects)
    head = list(islice(queue, 2))
    if len(head) < 2 and not several:
        yield from (dump(data) + "\n" for data in head)
        return
    yield "["
    for index, data in enumerate(chain(head, queue)):
        yield (",\n" if index else "\n") + dump(data)
    yield "\n]\n"


def dump(data: dict[str, Any], indent: int | None = 1) -> str:
    """An object as JSON that no character of its texts breaks into more lines."""
    return json.dumps(data, ensure_ascii=False, indent=indent).translate(_LINE_ENDS)
