"""PDF: lines read with their place and size on the page, put together to paragraphs without heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from quoth.ingest.asides import NOTE
from quoth.ingest.pieces import Part, join_parts, settle_headings
from quoth.ingest.shape import BULLET, ORDINAL, count_words, ends_sentence
from quoth.ingest.structure import settle
from quoth.model import Document, InputError, Role
from quoth.text.labels import find_turn_label

# Type this much larger than the body's is a heading, this much smaller a note.
LARGER, SMALLER = 1.12, 0.92
# Lines further apart than this, against the usual distance, part paragraphs.
APART = 1.3
# A line this much of the column short of its right edge can be a paragraph's last.
SHORT = 0.12
# An indent, in sizes of type: of a first line, and of a quotation set apart.
INDENT, INSET = 0.8, 1.0
# Heads, feet and page numbers stand in the outer parts of a page; heads come back on this share of pages.
EDGE, REPEATED = 0.12, 0.4
LONGEST_BOLD_HEADING = 14
SHORTEST_QUOTATION = 10

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|pagina|página|p\.|s\.)?\W*(?:\d{1,4}|[ivxlc]{1,6})(?:\W*(?:of|von|de|/)\W*\d{1,4})?\W*", re.I
)
_HYPHEN = 2  # what the reader gives for a hyphen at a line end, in place of the line end
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)
_NOTE_NUMBER = re.compile(r"\d{1,3}[.)]?\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its words, its box in points from the lower left corner of the page, its type."""

    words: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    height: float


def read_pdf(data: bytes, *, where: str, path: str | None = None) -> Document:
    """The document of a PDF file.

    Raises `InputError` when it is damaged, needs a password, or holds pictures of pages only.
    """
    lines = _without_heads(list(_pages(data, where)))
    if not lines:
        raise InputError("holds no text, only pictures of pages", where=where, remedy="run OCR over it first")
    usual = _measure(lines)
    notes = dict.fromkeys(_note_lines(lines, usual))
    # Notes stand where the page ends for the eye; in the file they may come first, or amid a paragraph.
    parts = [*_parts([line for line in lines if line not in notes], usual), *_parts(list(notes), usual)]
    parts.sort(key=lambda part: part.page or 0)
    roles = settle_headings([part.role for part in parts])
    text, pieces = join_parts(replace(part, role=role) for part, role in zip(parts, roles, strict=True))
    found = settle(text, pieces)
    return Document.of(text, found.blocks, path=path, title=found.title, byline=found.byline, published=found.published)


# ------------------------------------------------------------------ lines


def _pages(data: bytes, where: str) -> Iterator[list[_Line]]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise InputError("needs a password", where=where, remedy="save a copy without one") from error
        raise InputError("damaged or not a PDF", where=where, remedy="open it in a viewer and save it again") from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage()
            except pypdfium2.PdfiumError as error:
                place = f"{where}, page {number + 1}"
                raise InputError("a damaged page", where=place, remedy="save the file again without it") from error
            yield list(_joined(_lines(text, number + 1, page.get_height())))
            text.close()
            page.close()
    finally:
        document.close()


def _lines(text: Any, page: int, height: float) -> Iterator[_Line]:
    """The lines of a page in the order of the file."""
    import pypdfium2.raw as pdfium

    held: list[tuple[int, int]] = []  # place and code of each sign
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, place)
        if code in (_HYPHEN, 13, 10):
            if code == _HYPHEN:
                held.append((place, 0x2D))
            yield from _line(text, held, page, height)
            held = []
        elif code and code != 0xFFFE:
            held.append((place, code))
    yield from _line(text, held, page, height)


def _joined(lines: Iterable[_Line]) -> Iterator[_Line]:
    """The lines, with the pieces of one line together again that a raised number or a table's gap had parted."""
    held: _Line | None = None
    for line in lines:
        if held and abs(line.base - held.base) < 0.3 * held.size and line.left >= held.right - 0.3 * held.size:
            held = replace(held, words=f"{held.words} {line.words}", right=line.right)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _line(text: Any, signs: list[tuple[int, int]], page: int, height: float) -> Iterator[_Line]:
    import ctypes

    import pypdfium2.raw as pdfium

    codes = "".join(chr(code) for _, code in signs)  # code points or halves of them
    words = " ".join(codes.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").split())
    shown = [place for place, code in signs if not chr(code).isspace()]
    if not words or not shown:
        return
    left = text.get_charbox(shown[0], loose=True)[0]
    right = text.get_charbox(shown[-1], loose=True)[2]
    middle = shown[len(shown) // 2]
    _, base, _, top = text.get_charbox(middle, loose=True)
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, middle, name, 128, ctypes.byref(flags))
    bold = _BOLD.search(name.value.decode("utf-8", "replace")) is not None
    yield _Line(words, page, left, right, base, round(top - base, 1), bold, height)


def _without_heads(pages: Sequence[Sequence[_Line]]) -> list[_Line]:
    """The lines of all pages without running heads, feet and page numbers."""
    seen = Counter(key for lines in pages for key in {_key(line) for line in lines if _at_edge(line)})
    often = max(2, REPEATED * len(pages))
    return [
        line
        for lines in pages
        for line in lines
        if not (_at_edge(line) and (seen[_key(line)] >= often or _PAGE_NUMBER.fullmatch(line.words)))
    ]


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "0", line.words.casefold())


def _at_edge(line: _Line) -> bool:
    return not EDGE * line.height < line.base < (1 - EDGE) * line.height


# ------------------------------------------------------------------ paragraphs


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in the document: size of type, distance of lines in sizes, edges of the column of each page."""

    size: float
    distance: float
    left: dict[int, float]
    right: dict[int, float]


def _measure(lines: Sequence[_Line]) -> _Measures:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.words)
    size = sizes.most_common(1)[0][0] or 1.0
    steps = [
        (a.base - b.base) / size
        for a, b in pairwise(lines)
        if a.page == b.page and a.size == b.size == size and 0 < a.base - b.base < 4 * size
    ]
    body: dict[int, list[_Line]] = {}
    for line in lines:
        if abs(line.size - size) < 0.05 * size:
            body.setdefault(line.page, []).append(line)
    return _Measures(
        size,
        median(steps) if steps else 1.2,
        {page: min(line.left for line in found) for page, found in body.items()},
        {page: max(line.right for line in found) for page, found in body.items()},
    )


def _note_lines(lines: Sequence[_Line], usual: _Measures) -> list[_Line]:
    """The lines of footnotes: smaller type in the lower half of a page, from the first that has a mark."""
    found: list[_Line] = []
    for line in lines:
        low = line.size <= usual.size * SMALLER and line.base < line.height / 2
        if low and ((found and found[-1].page == line.page) or _is_note(line.words)):
            found.append(line)
    return found


def _is_note(words: str) -> bool:
    return bool(NOTE.match(words) or _NOTE_NUMBER.match(words) or words[0] == "*")


def _parts(lines: Sequence[_Line], usual: _Measures) -> Iterator[Part]:
    held: list[_Line] = []
    for line in lines:
        if held and not _goes_on(held, line, usual):
            yield _part(held, usual)
            held = []
        held.append(line)
    if held:
        yield _part(held, usual)


def _goes_on(held: Sequence[_Line], line: _Line, usual: _Measures) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last = held[-1]
    stops = ends_sentence(last.words)
    if abs(line.size - last.size) > 0.08 * last.size or (line.bold != last.bold and (stops or len(held) == 1)):
        return False
    step = (last.base - line.base) / last.size
    if last.page != line.page or step < 0:  # a new page or column
        return not stops and last.size <= usual.size * LARGER and _runs_on(line.words)
    if step > APART * max(usual.distance, 1.0):
        return False
    if _opens(line) and (stops or _is_short(last, usual)):
        return False
    indented = line.left - last.left > INDENT * line.size
    return not (stops and (indented or _is_short(last, usual)) and not _is_hanging(held, line))


def _runs_on(words: str) -> bool:
    first = words[0]
    return (
        first.islower()
        or first.isdigit()
        or (first.isalpha() and first.lower() == first.upper())
        or (count_words(words) > 4 and not _OPENING.match(words))
    )


_OPENING = re.compile(r"[\"“„«‘]")


def _opens(line: _Line) -> bool:
    words = line.words
    return bool(
        BULLET.match(words) or ORDINAL.match(words) or NOTE.match(words) or find_turn_label(words, 0, len(words))
    )


def _is_short(line: _Line, usual: _Measures) -> bool:
    right = usual.right.get(line.page, line.right)
    return line.right < right - SHORT * (right - usual.left.get(line.page, line.left))


def _is_hanging(held: Sequence[_Line], line: _Line) -> bool:
    return len(held) == 1 and _opens(held[0]) and line.left > held[0].left and not _opens(line)


def _part(lines: Sequence[_Line], usual: _Measures) -> Part:
    return Part("\n".join(line.words for line in lines), _role(lines, usual), page=lines[0].page)


def _role(lines: Sequence[_Line], usual: _Measures) -> Role | None:
    """The role that type and place show; None where only the words can tell."""
    first = lines[0]
    words = " ".join(line.words for line in lines)
    if first.size >= usual.size * LARGER and count_words(words) <= 60:
        largest = first.page == 1 and first.size >= usual.size * LARGER**2
        return Role.HEADLINE if largest else Role.SUBHEAD
    if first.size <= usual.size * SMALLER and first.base < first.height / 2:
        return Role.FOOTNOTE if _is_note(words) else None
    short = count_words(words) <= LONGEST_BOLD_HEADING and not ends_sentence(words)
    if short and all(line.bold for line in lines) and not find_turn_label(words, 0, len(words)):
        return Role.SUBHEAD
    inset = all(line.left > usual.left.get(line.page, line.left) + INSET * line.size for line in lines)
    listed = BULLET.match(words) or ORDINAL.match(words)
    if len(lines) > 1 and inset and not listed and count_words(words) >= SHORTEST_QUOTATION:
        return Role.BLOCK_QUOTATION
    return None
