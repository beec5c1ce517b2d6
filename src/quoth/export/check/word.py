"""DOCX: the draft with a comment at every quotation, as editors pass it on.

A draft that is a Word file keeps everything it has; of any other a plain file is made, with headings and paragraphs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quoth.export.check.flat import FlatQuotation, advice, flatten, meaning, place_of, ranked
from quoth.export.check.letters import find_letters
from quoth.export.html_page.layout import stretches
from quoth.model import Check, Document, Finding, InputError, Role

AUTHOR, INITIALS = "quoth", "q"

_STYLES = {
    Role.HEADLINE: "Heading 1",
    Role.SUBHEAD: "Heading 2",
    Role.BLOCK_QUOTATION: "Quote",
    Role.CAPTION: "Caption",
    Role.LIST_ITEM: "List Bullet",
}
# What XML cannot hold: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive knows


def write_word(check: Check, source: Path | None) -> bytes:
    """The file as bytes; `source` is the draft's own Word file, if it is one.

    Raises `InputError` when the source cannot be opened.
    """
    own = source is not None and source.suffix.lower() == ".docx"
    package = _opened(source) if own and source else _made(check.draft)
    letters = find_letters(package.element.body, _clean(check.draft.text))
    flat = flatten(check)
    for row in flat.quotations:
        said = "\n".join(_comment(row))
        _tie(package, letters.runs(row.quotation.span.start, row.quotation.span.end), said, row.quotation.text)
    for finding in flat.others:
        if finding.waived is None:
            words = finding.span.of(check.draft.text)
            _tie(package, letters.runs(finding.span.start, finding.span.end), _told(finding), words)
    return _bytes(package)


def _comment(row: FlatQuotation) -> Iterator[str]:
    """The verdict, the findings with what to do, and the words of the evidence with their place."""
    quotation = row.quotation
    yield f"{quotation.verdict}: {meaning(quotation)}"
    yield from map(_told, ranked(row.findings))
    for hidden in filter(None, quotation.omitted):
        yield f"The ellipsis hides: “{_line(hidden)}”"
    if passage := quotation.evidence:
        yield f"{place_of(passage)}: “{_line(passage.text)}”"
        if passage.link:
            yield passage.link


def _told(finding: Finding) -> str:
    if finding.waived is not None:
        return f"waived {finding.rule}: {_line(finding.waived)}"
    return f"{finding.severity} {finding.rule}: {_line(advice(finding))}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _tie(package: Any, runs: tuple[Any, Any] | None, said: str, words: str) -> None:
    """A comment over some runs; where the words were not found (in a footnote), at the first words of the file."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    if runs is None:
        runs = _first_run(package)
        said = f"{_line(words)}\n{said}"
    comment = package.add_comment([Run(run, package) for run in runs], _clean(said), AUTHOR, INITIALS)
    comment._comment_elm.attrib.pop(qn("w:date"), None)  # the same check gives the same file


def _first_run(package: Any) -> tuple[Any, Any]:
    paragraph = package.paragraphs[0] if package.paragraphs else package.add_paragraph()
    run = (paragraph.runs[0] if paragraph.runs else paragraph.add_run())._r
    return run, run


def _opened(source: Path) -> Any:
    from docx import Document as Package
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        return Package(io.BytesIO(source.read_bytes()))
    except (PackageNotFoundError, zipfile.BadZipFile, LxmlError, OSError, KeyError, ValueError) as error:
        remedy = "open it in a word processor and save it again as .docx"
        raise InputError("damaged or not a Word file (.docx)", where=str(source), remedy=remedy) from error


def _made(draft: Document) -> Any:
    """A file with the blocks of a draft; a line break inside a paragraph is only that of a text file."""
    from docx import Document as Package

    package = Package()
    package.core_properties.title = _clean(draft.title or "")[:255]
    package.core_properties.author = _clean(draft.byline or "")[:255]
    for span, block in stretches(draft):
        style = _STYLES.get(block.role) if block else None
        package.add_paragraph(_line(_clean(span.of(draft.text))), style)
    return package


def _clean(text: str) -> str:
    """The text as XML can hold it, as long as before."""
    return _FORBIDDEN.sub("\ufffd", text)


def _bytes(package: Any) -> bytes:
    """The file without the time of its writing."""
    written, dated = io.BytesIO(), io.BytesIO()
    package.save(dated)
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return written.getvalue()
