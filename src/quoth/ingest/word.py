"""Word files (DOCX): paragraphs with their styles as roles, tables row by row, footnotes at the end."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quoth.ingest.pieces import Part, join_parts, settle_headings
from quoth.ingest.structure import settle
from quoth.model import Document, InputError, Role

# What the parts of a package may unpack to, together: a small file that holds gigabytes is an attack.
MAX_UNPACKED = 1024 * 1024 * 1024

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What reading a damaged archive or a package with parts missing raises, beside the readers' own errors.
_DAMAGE = (
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
    RuntimeError,
)
_NOTES = ("footnotes", "endnotes")
# Word stores the names of its own styles in English, whatever its language.
_STYLES = (
    (re.compile(r"title", re.IGNORECASE), Role.HEADLINE),
    (re.compile(r"heading 1|headline", re.IGNORECASE), Role.HEADLINE),
    (re.compile(r"subtitle|heading \d|sub-?head(?:ing|line)?", re.IGNORECASE), Role.SUBHEAD),
    (re.compile(r"(?:intense |block )?(?:quote|quotation|block ?text)", re.IGNORECASE), Role.BLOCK_QUOTATION),
    (re.compile(r"caption", re.IGNORECASE), Role.CAPTION),
    (re.compile(r"(?:foot|end)note text", re.IGNORECASE), Role.FOOTNOTE),
    (re.compile(r"list (?:bullet|number|paragraph|continue)?(?: \d)?", re.IGNORECASE), Role.LIST_ITEM),
)
# Text that is shown elsewhere or not at all: text boxes are repeated for old readers, deletions are struck out.
_HIDDEN = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def read_word(data: bytes, *, where: str, path: str | None = None) -> Document:
    """The document of a DOCX file.

    Raises `InputError` when it is damaged or holds no words.
    """
    from docx import Document as Package
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        _check_size(data, where)
        package = Package(io.BytesIO(data))
        notes = [note for kind in _NOTES for note in _notes(package.part, kind)]
        parts = [*_parts(package, package.element.body), *notes]
    except (PackageNotFoundError, zipfile.BadZipFile, LxmlError, *_DAMAGE) as error:
        remedy = "open it in a word processor and save it again as .docx"
        raise InputError("damaged or not a Word file (.docx)", where=where, remedy=remedy) from error
    parts = [part for part in parts if part.words.strip()]
    roles = settle_headings([part.role for part in parts])
    text, pieces = join_parts(replace(part, role=role) for part, role in zip(parts, roles, strict=True))
    if not pieces:
        raise InputError("holds no words", where=where, remedy="check that the text is not a picture")
    found = settle(text, pieces)
    return Document.of(text, found.blocks, path=path, title=found.title, byline=found.byline, published=found.published)


def _check_size(data: bytes, where: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise InputError("unpacks to more than 1 GB", where=where, remedy="give the text in a smaller file")


def _parts(package: Any, element: Any) -> Iterator[Part]:
    """The parts of a body, a table cell or a content control, in order."""
    for child in element:
        if child.tag == f"{_W}p":
            yield Part(_words(child), _role(package, child))
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                cells = [" ".join(filter(None, map(_words, cell.iter(f"{_W}p")))) for cell in row.iter(f"{_W}tc")]
                yield Part("\t".join(filter(None, cells)), Role.PARAGRAPH)
        elif child.tag not in _HIDDEN:
            yield from _parts(package, child)


def _role(package: Any, paragraph: Any) -> Role | None:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return None
    style = properties.find(f"{_W}pStyle")
    name = _style_name(package, style.get(f"{_W}val")) if style is not None else ""
    role = next((role for pattern, role in _STYLES if pattern.fullmatch(name)), None)
    if role is None and properties.find(f"{_W}numPr") is not None:
        return Role.LIST_ITEM
    return role


def _style_name(package: Any, style_id: str) -> str:
    style = package.styles.element.get_by_id(style_id)
    name = style.find(f"{_W}name") if style is not None else None
    return str(name.get(f"{_W}val")) if name is not None else style_id


def _words(element: Any) -> str:
    """The words of a paragraph as a reader sees them; a reference to a note is `[1]`."""
    found: list[str] = []
    _gather(element, found)
    return "".join(found).strip()


def _gather(element: Any, found: list[str]) -> None:
    for child in element:
        match child.tag.removeprefix(_W) if isinstance(child.tag, str) else "":
            case "t":
                found.append(child.text or "")
            case "tab":
                found.append("\t")
            case "br" | "cr":
                found.append("\n")
            case "noBreakHyphen":
                found.append("\u2011")
            case "footnoteReference" | "endnoteReference":
                found.append(f"[{child.get(f'{_W}id')}]")
            case "pPr" | "rPr":
                pass
            case _ if child.tag not in _HIDDEN:
                _gather(child, found)


def _notes(part: Any, kind: str) -> Iterator[Part]:
    """The foot- or endnotes, each with its mark."""
    from lxml import etree

    related = (
        rel.target_part for rel in part.rels.values() if rel.reltype.endswith(f"/{kind}") and not rel.is_external
    )
    for target in related:
        for note in etree.fromstring(target.blob, etree.XMLParser(resolve_entities=False)):
            words = " ".join(filter(None, (_words(paragraph) for paragraph in note.iter(f"{_W}p"))))
            if note.get(f"{_W}type") is None and words:
                yield Part(f"[{note.get(f'{_W}id')}] {words}", Role.FOOTNOTE)
