"""Tables: JSON Lines, JSON and CSV, a document a row. One bad row never costs the others."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from quoth.ingest.dates import as_iso_date
from quoth.ingest.header import as_language
from quoth.ingest.plain import read_plain
from quoth.model import Document, Failure, InputError

# What the fields are called, the most usual name first.
_TEXT = ("text", "body", "content", "article", "transcript")
_TITLE = ("title", "headline")
_DATE = ("date", "published", "published_at", "publication_date", "pubdate", "datePublished", "timestamp")
_AUTHOR = ("byline", "author", "authors")
_LANGUAGE = ("language", "lang")
_NAME = ("id", "url", "link")

_NEEDS = "give each row a `text` field that holds words"
# The longest cell the reader takes; files larger than this are refused before.
_LONGEST_CELL = 2**31 - 1
_SENTINEL = "\ue0c2"  # a sign of no script


def read_json(text: str, *, where: str) -> Iterator[Document | Failure]:
    """A document for each line of JSON Lines, for each object of a JSON array, or for the one object.

    Raises `InputError` when there are several, and not one holds a text.
    """
    failures: list[Failure] = []
    documents = _documents(text, where)
    for one in documents:
        if isinstance(one, Document):
            yield from failures
            yield one
            yield from documents
            return
        failures.append(one)
    if len(failures) > 1:
        what = f"not one of its {len(failures):,} rows has words in a `text` field"
        raise InputError(what, where=where, remedy=_NEEDS)
    yield from failures


def _documents(text: str, where: str) -> Iterator[Document | Failure]:
    whole = _whole(text)
    if whole is not None:
        for number, row in enumerate(whole, start=1):
            yield _document(row, where, number)
        return
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    for number, line in lines:
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield _failure(f"not JSON ({getattr(error, 'msg', 'nested too deeply')})", where, number, "mend the line")
            continue
        yield _document(row, where, number)


def read_csv(text: str, *, where: str) -> Iterator[Document | Failure]:
    """A document for each row of a table with a `text` column, parted by comma, semicolon or tab.

    Raises `InputError` when there is no such column.
    """
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    # An open quotation mark swallows all that follows: when it swallows the sentinel too, it was never closed.
    rows = csv.reader(chain(io.StringIO(text, newline=""), [_SENTINEL]), delimiter=delimiter)
    number = 0
    try:
        columns = [name.strip() for name in next(rows, [])]
        if not _find(dict.fromkeys(columns, "-"), _TEXT):
            raise InputError("has no `text` column", where=where, remedy="name the column with the words `text`")
        for number, row in enumerate(rows, start=1):
            if row == [_SENTINEL]:
                break
            if row and row[-1].endswith(_SENTINEL):
                what = "a cell opens with a quotation mark that is never closed"
                yield _failure(what, where, number, "close it; nothing after it was read")
            elif any(cell.strip() for cell in row):
                yield _document(dict(zip(columns, row, strict=False)), where, number)
    except csv.Error as error:
        yield _failure(f"malformed CSV ({error})", where, number + 1, "mend the row; the rows after it were not read")


def is_table(line: str) -> bool:
    """Whether a first line is the header of a table with a text column."""
    cells = [cell.strip().strip('"') for cell in line.replace(";", ",").replace("\t", ",").split(",")]
    return len(cells) > 1 and "text" in cells and all(cell.replace("_", "").isalnum() for cell in cells)


def _whole(text: str) -> list[Any] | None:
    """The objects of a file that is one JSON array, or one object over several lines."""
    stripped = text.lstrip()
    if not stripped.startswith(("[", "{")):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value]


def _document(row: Any, where: str, number: int) -> Document | Failure:
    if not isinstance(row, dict):
        return _failure("not a JSON object", where, number, _NEEDS)
    text = _find(row, _TEXT)
    if text is None:
        return _failure("no words in its `text` field", where, number, _NEEDS)
    name = next((row[key] for key in _NAME if isinstance(row.get(key), str | int) and row[key] != ""), number)
    title = _find(row, _TITLE)
    document = read_plain(text, path=f"{where}#{name}", title=title)
    return replace(
        document,
        title=title or document.title,
        byline=_find(row, _AUTHOR) or document.byline,
        language=as_language(_find(row, _LANGUAGE)) or document.language,
        published=as_iso_date(_find(row, _DATE)) or document.published,
    )


def _find(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first field of these names that holds words; names are compared without regard to case."""
    fields = {key.casefold(): value for key, value in row.items() if isinstance(key, str)}
    values = (fields.get(name.casefold()) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def _failure(what: str, where: str, number: int, remedy: str) -> Failure:
    place = f"{where}:{number}"
    return Failure(place, str(InputError(what, where=place, remedy=remedy)))
