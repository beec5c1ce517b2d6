"""Export: records in, text of one format out, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoth.model import ConfigurationError, Record

FORMATS = ("table", "json", "jsonl", "csv", "html")


def render(
    records: Iterable[Record],
    format: str,
    *,
    width: int = 80,
    colour: bool = False,
    several: bool = False,
) -> Iterator[str]:
    """The records in one of `FORMATS`, as pieces of text to be written one after the other.

    All but `html` give a document as soon as it is read. `width` (in cells) and `colour` are for the
    table; `several` makes JSON an array even of one record.
    """
    match format:
        case "table":
            from quoth.export.table import render_table

            return render_table(records, width=width, colour=colour)
        case "json":
            from quoth.export.json_form import render_json

            return render_json(records, several=several)
        case "jsonl":
            from quoth.export.json_form import render_json_lines

            return render_json_lines(records)
        case "csv":
            from quoth.export.csv_rows import render_csv

            return render_csv(records)
        case "html":
            from quoth.export.html_page import render_html

            return render_html(records)
    raise ConfigurationError(f"format {format!r} is not known; use one of {', '.join(FORMATS)}")
