"""Markdown: the text is kept character for character; blocks come from where the parser says its lines are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quoth.ingest.header import read_header
from quoth.ingest.pieces import Piece, settle_headings
from quoth.ingest.structure import settle
from quoth.model import Document, Role
from quoth.text.labels import find_turn_label

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:")
_NOTE_LINE = re.compile(r"(?m)^[ \t]*(?=\[\^[^\]\s]{1,40}\]:)")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\([^)\s]*(?:\s+(?:\"(?P<title>[^\"]*)\"|'[^']*'))?\)")
_BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_]{2,160})\1")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?=[ \t])")
_CLOSING = re.compile(r"[ \t]+#+$")
_ITEM = re.compile(r"(?:[ \t]*(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s)))*[ \t]*(?:\[[ xX]\][ \t]+)?")
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)


def read_markdown(text: str, *, path: str | None = None) -> Document:
    """The document of a Markdown text (CommonMark with tables)."""
    header = read_header(text)
    pieces = [*((header.title,) if header.title else ()), *_pieces(text, header.end)]
    roles = settle_headings([piece.role for piece in pieces])
    settled = zip(pieces, roles, strict=True)
    found = settle(text, [piece if piece.role is role else replace(piece, role=role) for piece, role in settled])
    return Document.of(
        text,
        found.blocks,
        path=path,
        title=found.title,
        byline=header.byline or found.byline,
        language=header.language,
        published=header.published or found.published,
    )


def _pieces(text: str, start: int) -> Iterator[Piece]:
    from markdown_it import MarkdownIt

    # Four spaces make no code block here: they are how people set a quotation apart. Nor is `[x]: y` taken away.
    # What stands within a line is left alone.
    parser = MarkdownIt("commonmark").enable("table").disable(["code", "reference", "inline"])
    body = text[start:].replace("\x00", " ")
    starts = _line_starts(body, start)
    after_rule = False
    for piece in _walk(parser.parse(body), starts):
        if piece is None:
            after_rule = True
            continue
        for part in _parts(piece, text):
            yield replace(part, after_rule=True) if after_rule else part
            after_rule = False


def _line_starts(body: str, start: int) -> list[int]:
    """Where the parser's lines start in the text: it breaks lines at CR LF, CR and LF, and nowhere else."""
    return [start, *(start + found.end() for found in re.finditer(r"\r\n|\r|\n", body)), start + len(body)]


def _walk(tokens: Sequence[Token], starts: list[int]) -> Iterator[Piece | None]:
    """A piece for each run of inline text; None for a rule."""
    quoted = listed = 0
    heading: Role | None = None
    in_table = False
    for token in tokens:
        match token.type:
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "list_item_open" | "list_item_close":
                listed += token.nesting
            case "heading_open":
                heading = Role.HEADLINE if token.tag == "h1" else Role.SUBHEAD
            case "heading_close":
                heading = None
            case "table_open" | "table_close":
                in_table = token.nesting == 1
            case "hr":
                yield None
        role = heading or (Role.BLOCK_QUOTATION if quoted else Role.LIST_ITEM if listed else None)
        if token.map is None:
            continue
        first, last = token.map
        match token.type:
            case "tr_open":
                yield Piece(starts[first], starts[last], Role.PARAGRAPH)
            case "inline" if not in_table:
                yield Piece(starts[first], starts[last], role)
            case "fence" if last - first > 2:
                yield Piece(starts[first + 1], starts[last - 1], role or Role.PARAGRAPH)
            case "html_block" if _MARKUP.sub("", token.content).strip():
                yield Piece(starts[first], starts[last], role or Role.PARAGRAPH)


def _parts(piece: Piece, text: str) -> Iterator[Piece]:
    """The piece without its marks; footnotes under each other and pictures become pieces of their own."""
    pattern = _ITEM if piece.role in (Role.LIST_ITEM, Role.BLOCK_QUOTATION) else _HEADING
    marks = pattern.match(text, piece.start, piece.end)
    bare = _cut(piece, marks.end() if marks else piece.start, piece.end, text)
    if bare is None:
        return
    words = text[bare.start : bare.end]
    if bare.role is not None and bare.role.is_heading:
        closing = _CLOSING.search(words)
        yield replace(bare, end=bare.start + closing.start()) if closing else bare
    elif _NOTE.match(words):
        yield from _split(replace(bare, role=Role.FOOTNOTE), _NOTE_LINE.finditer(words), text)
    elif image := _IMAGE.match(words):
        group = "title" if image["title"] else "alt"
        if caption := _cut(bare, bare.start + image.start(group), bare.start + image.end(group), text):
            yield replace(caption, role=Role.CAPTION)
        yield from _parts(replace(bare, start=bare.start + image.end()), text)
    elif (bold := _BOLD.fullmatch(words)) and bare.role is None and not bold["words"].endswith("."):
        role = None if find_turn_label(text, bare.start, bare.end) else Role.SUBHEAD
        if heading := _cut(bare, bare.start + bold.start("words"), bare.start + bold.end("words"), text):
            yield replace(heading, role=role)
    else:
        yield bare


def _split(piece: Piece, before: Iterable[re.Match[str]], text: str) -> Iterator[Piece]:
    """The piece cut before each of the matches found in its words."""
    stops = sorted({piece.start, *(piece.start + found.start() for found in before), piece.end})
    for first, last in pairwise(stops):
        if part := _cut(piece, first, last, text):
            yield part


def _cut(piece: Piece, start: int, end: int, text: str) -> Piece | None:
    """The words between two places as a piece; its indent is counted from where the line begins."""
    words = text[start:end].lstrip()
    first = end - len(words)
    last = first + len(words.rstrip())
    if first >= last:
        return None
    if piece.role is not None:
        return replace(piece, start=first, end=last, indent=0)
    line = max(text.rfind(sign, piece.start, start) + 1 for sign in "\n\r")
    return replace(piece, start=first, end=last, indent=first - max(line, piece.start))
