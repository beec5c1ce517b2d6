"""CSV for spreadsheets: one statement a row, its ids looked up, its words on one line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from quoth.export.flat import flatten
from quoth.model import Record

COLUMNS = (
    *("path", "document", "id", "kind", "where", "page", "time", "speaker", "addressees", "date", "place", "event"),
    *("content", "cue", "source", "start", "end", "parent", "confidence", "method"),
)

# A spreadsheet runs a cell that begins so as a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render_csv(records: Iterable[Record]) -> Iterator[str]:
    """The header, then the rows of one document after the other.

    `start` and `end` frame the whole content; a cell that a spreadsheet would run as a formula gets a
    leading apostrophe.
    """
    yield _lines([COLUMNS])
    for record in records:
        yield _lines(_rows(record))


def _rows(record: Record) -> Iterator[tuple[object, ...]]:
    document = record.document
    for row in flatten(record):
        statement = row.statement
        yield (
            *(document.path, document.id, statement.id, statement.kind, statement.where, row.page, row.time),
            *(row.speaker, "; ".join(row.addressees), row.date, row.place, row.event),
            *(row.content, row.cue, row.source, row.span.start, row.span.end),
            *(statement.parent, statement.confidence, statement.method),
        )


def _lines(rows: Iterable[tuple[object, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([_safe(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
