"""A table for a person: who said what, how and where, as wide as the terminal is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from quoth.export.cells import BOLD, DIM, OFF, cells, printable, shorten, wrap
from quoth.export.flat import NOT_KNOWN, FlatStatement, counted, flatten
from quoth.model import Kind, Record, Where

# Below the first width a statement takes lines of its own; from the second on, addressee and date have columns.
_NARROW, _WIDE = 60, 110
_LEAST = 48  # nothing can be read in less; the terminal breaks the lines
_GAP = "  "

_SPEAKERS = tuple(f"\x1b[{code}m" for code in (36, 33, 35, 32, 34, 31))


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its head, its cell of a statement, and its greatest width (None: all that is left)."""

    head: str
    cell: Callable[[FlatStatement], str]
    most: int | None


def render_table(records: Iterable[Record], *, width: int = 80, colour: bool = False) -> Iterator[str]:
    """One table a document, then a line with the totals when there were several."""
    width = max(width, _LEAST)
    documents = statements = 0
    for record in records:
        yield ("\n" if documents else "") + "".join(f"{line}\n" for line in _document(record, width, colour))
        documents += 1
        statements += len(record.statements)
    if documents > 1:
        yield f"\n{counted(documents, 'document')}, {counted(statements, 'statement')}\n"


def _document(record: Record, width: int, colour: bool) -> Iterator[str]:
    paint = _Paint(record, colour)
    rows = list(flatten(record))
    yield from _heading(record, width, paint)
    if rows:
        yield ""
        yield from _stacked(rows, width, paint) if width < _NARROW else _columns(rows, width, paint)
        yield ""
    yield from wrap(_summary(record, rows), width)


def _heading(record: Record, width: int, paint: _Paint) -> Iterator[str]:
    document = record.document
    facts = " · ".join(fact for fact in (document.path, document.language, document.published) if fact)
    title = shorten(printable(document.title or ""), width)
    if facts:
        yield paint(shorten(printable(facts), width), DIM if title else BOLD)
    if title:
        yield paint(title, BOLD)


def _columns(rows: Sequence[FlatStatement], width: int, paint: _Paint) -> Iterator[str]:
    """One line a statement; a second one below it for section, addressee and date when there is no room beside."""
    wide = width >= _WIDE
    to = _Column("to", lambda row: "; ".join(row.addressees), width // 7)
    when = _Column("when", lambda row: row.date or "", 10)
    columns = [
        _Column("speaker", _speaker, max(16, width // 5)),
        *([to] if wide and any(row.addressees for row in rows) else []),
        _Column("kind", lambda row: row.statement.kind, 8),
        _Column("words", lambda row: row.content, None),
        *([when] if wide and any(row.date for row in rows) else []),
        _Column("where", _where if wide else lambda row: row.at, 24),
    ]
    table = [[printable(column.cell(row)) for column in columns] for row in rows]
    used = [max(map(cells, texts)) for texts in zip([column.head for column in columns], *table, strict=True)]
    widths = [min(column.most or 0, most) for column, most in zip(columns, used, strict=True)]
    words = next(index for index, column in enumerate(columns) if column.most is None)
    widths[words] = width - sum(widths) - len(_GAP) * (len(columns) - 1)
    indent = " " * (sum(widths[:words]) + len(_GAP) * words)

    def line(texts: Iterable[str], first: str = "", others: str = "") -> str:
        fitted = [_fit(text, most) for text, most in zip(texts, widths, strict=True)]
        return _GAP.join(paint(text, others if index else first) for index, text in enumerate(fitted)).rstrip()

    yield line((column.head for column in columns), DIM, DIM)
    yield line(("─" * most for most in widths), DIM, DIM)
    for row, texts in zip(rows, table, strict=True):
        yield line(texts, first=paint.of(row))
        section = row.statement.where
        if not wide and (facts := _facts(row, "" if section is Where.BODY else f"in the {section}")):
            yield indent + paint(shorten(facts, width - len(indent)), DIM)
        if row.because:
            yield indent + paint(shorten(row.because, width - len(indent)), DIM)


def _stacked(rows: Sequence[FlatStatement], width: int, paint: _Paint) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        facts = f" · {row.statement.kind} · {_where(row)}"
        speaker = shorten(printable(_speaker(row)), width - cells(facts))
        yield paint(speaker, paint.of(row)) + paint(facts, DIM)
        yield _GAP + shorten(printable(row.content), width - len(_GAP))
        if more := _facts(row):
            yield _GAP + paint(shorten(more, width - len(_GAP)), DIM)
        if row.because:
            yield _GAP + paint(shorten(row.because, width - len(_GAP)), DIM)


def _speaker(row: FlatStatement) -> str:
    return ("↳ " if row.statement.parent else "") + (row.speaker or NOT_KNOWN)


def _where(row: FlatStatement) -> str:
    return row.at if row.statement.where is Where.BODY else f"{row.at} {row.statement.where}"


def _facts(row: FlatStatement, section: str = "") -> str:
    addressees = f"to {'; '.join(row.addressees)}" if row.addressees else None
    return printable(" · ".join(fact for fact in (section, addressees, row.date, row.place) if fact))


def _summary(record: Record, rows: Sequence[FlatStatement]) -> str:
    if not rows:
        facts = ["no statements"]
    else:
        kinds = Counter(row.statement.kind for row in rows)
        parts = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
        facts = [f"{counted(len(rows), 'statement')} ({parts})"]
        facts.append(counted(len({row.statement.speaker for row in rows if row.speaker}), "speaker"))
        if unknown := sum(row.speaker is None for row in rows):
            facts.append(f"{unknown} with a speaker {NOT_KNOWN}")
    if loose := sum(quotation.statement is None for quotation in record.quotations):
        facts.append(f"{counted(loose, 'quotation')} without a statement")
    return " · ".join(facts)


class _Paint:
    """Wraps text in terminal colours, or leaves it plain; a speaker keeps one colour within a document."""

    def __init__(self, record: Record, colour: bool) -> None:
        speakers = dict.fromkeys(statement.speaker for statement in record.statements if statement.speaker)
        self._styles = {id: _SPEAKERS[index % len(_SPEAKERS)] for index, id in enumerate(speakers)}
        self._colour = colour

    def __call__(self, text: str, style: str) -> str:
        return f"{style}{text}{OFF}" if self._colour and style and text.strip() else text

    def of(self, row: FlatStatement) -> str:
        """The style of a statement's speaker."""
        return self._styles.get(row.statement.speaker or "", DIM)


def _fit(text: str, width: int) -> str:
    shortened = shorten(text, width)
    return shortened + " " * (width - cells(shortened))
