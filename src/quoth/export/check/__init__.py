"""Checks out, one module a format: what checking says of a draft, for people and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from quoth.model import Check, ConfigurationError
from quoth.model.check_form import check_to_json

CHECK_FORMATS = ("terminal", "json", "jsonl", "sarif", "github", "html", "docx")

# Of a rule by its name: a short description, and the help in Markdown.
RuleTexts = Mapping[str, tuple[str, str]]


def render_check(
    checks: Iterable[Check],
    format: str,
    *,
    width: int = 80,
    colour: bool = False,
    verbose: bool = False,
    several: bool = False,
    rules: RuleTexts | None = None,
) -> Iterator[str]:
    """The checks in one of `CHECK_FORMATS` but `docx`, as pieces of text to be written one after the other.

    `width` (in cells), `colour` and `verbose` (verbatim quotations and waived findings too) are for the terminal;
    `several` makes JSON an array even of one check; `rules` gives SARIF the texts that explain them.
    """
    match format:
        case "terminal":
            from quoth.export.check.terminal import render_terminal

            return render_terminal(checks, width=width, colour=colour, verbose=verbose)
        case "json":
            from quoth.export.json_form import write_array

            return write_array(map(check_to_json, checks), several=several)
        case "jsonl":
            from quoth.export.json_form import write_lines

            return write_lines(map(check_to_json, checks))
        case "sarif":
            from quoth.export.check.sarif import render_sarif

            return render_sarif(checks, rules=rules or {})
        case "github":
            from quoth.export.check.github import render_github

            return render_github(checks)
        case "html":
            from quoth.export.check.html_page import render_html

            return render_html(checks)
        case "docx":
            raise ConfigurationError("docx is not text; write it with `write_docx`, one file a draft")
    raise ConfigurationError(f"format {format!r} is not known; use one of {', '.join(CHECK_FORMATS)}")


def write_docx(check: Check, source: Path | None = None) -> bytes:
    """A Word file of the draft with a comment at every quotation; `source` is the draft, where it is such a file.

    Raises `InputError` when the source cannot be opened.
    """
    from quoth.export.check.word import write_word

    return write_word(check, source)
