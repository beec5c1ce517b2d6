"""Saved web pages: the article without its surroundings (trafilatura), in blocks, with title, byline and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from quoth.ingest.encoding import decode
from quoth.ingest.header import as_language
from quoth.ingest.pieces import MOST_ABOVE, Part, join_parts, settle_headings
from quoth.ingest.shape import count_words, ends_sentence, letters
from quoth.ingest.structure import settle
from quoth.model import Document, InputError, Role

# Signs of no script, set into the page before the boilerplate goes: a caption begins, a paragraph ends.
_CAPTION = "\ue0c0"
_BREAK = "\ue0c1"
# Dates are taken from what the page declares; the bounds keep the answer the same whenever it is asked.
# A part with fewer words and no stop may be of a menu.
SHORTEST_PROSE = 6
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1900-01-01", "max_date": "2999-12-31"}

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p)\b", re.IGNORECASE)


def is_html(data: bytes) -> bool:
    """Whether a file begins as a web page does."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _HTML.search(data[:4096]) is not None


def read_web(data: bytes, *, where: str, path: str | None = None) -> Document:
    """The document of a saved web page, `.html` or `.mhtml`.

    Raises `InputError` when no article is found in it.
    """
    from trafilatura import bare_extraction, load_html

    page = _DECLARATION.sub("", _decode(_html_part(data), where))
    # What was cut out of a page is read as well; the parser wants it to say what it is.
    tree = load_html(page if "html" in page[:50].lower() else f"<html>{page}")
    if tree is None:
        raise InputError("not a web page", where=where, remedy="save it as HTML, complete, from the browser")
    language = as_language(tree.get("lang") or tree.get("xml:lang"))
    _prepare(tree)
    found: Any = bare_extraction(tree, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    parts = list(_parts(found.body)) if found is not None and found.body is not None else []
    if not any(_is_prose(part) for part in parts):
        raise InputError("no article found in the page", where=where, remedy="save the page once it is shown in full")
    return _document(_with_title(parts, found.title), found, language, path)


def _document(parts: list[Part], found: Any, language: str | None, path: str | None) -> Document:
    text, pieces = join_parts(parts)
    structure = settle(text, pieces)
    return Document.of(
        text,
        structure.blocks,
        path=path,
        title=structure.title,
        byline=found.author or structure.byline,
        language=language,
        published=found.date or structure.published,
    )


def _html_part(data: bytes) -> bytes:
    """The page of an MHTML archive, or the data as they are."""
    if not re.match(rb"(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:MIME-Version|Content-Type):", data[:4096]):
        return data
    from email import message_from_bytes

    pages = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    content = page.get_payload(decode=True) if page is not None else None
    return content if isinstance(content, bytes) else data


def _decode(data: bytes, where: str) -> str:
    declared = _CHARSET.search(data[:4096])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(declared[1].decode("ascii") if declared else "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decode(data, where=where)


def _prepare(tree: Any) -> None:
    """Keep what would be lost: captions leave their figures, `<br><br>` ends a paragraph, `<q>` shows its marks."""
    from lxml.html import Element

    for notice in list(tree.iter("noscript")):
        notice.drop_tree()
    for caption in list(tree.iter("figcaption")):
        paragraph = Element("p")
        paragraph.text = _CAPTION + " ".join(caption.text_content().split())
        figure = next(caption.iterancestors("figure"), caption)
        if figure.getparent() is not None:
            figure.addnext(paragraph)
            paragraph.tail, figure.tail = figure.tail, None
            caption.drop_tree()
    for line_break in tree.iter("br"):
        after = line_break.getnext()
        if after is not None and after.tag == "br" and not (line_break.tail or "").strip():
            line_break.tail = _BREAK
    for quotation in tree.iter("q"):
        quotation.tag = "span"
        quotation.text = "“" + (quotation.text or "")
        last = quotation[-1] if len(quotation) else None
        if last is None:
            quotation.text += "”"
        else:
            last.tail = (last.tail or "") + "”"


def _is_prose(part: Part) -> bool:
    """Whether this is more than the words of a menu or a button."""
    return part.role is not Role.HEADLINE and (ends_sentence(part.words) or count_words(part.words) >= SHORTEST_PROSE)


_ROLES = {"item": Role.LIST_ITEM, "quote": Role.BLOCK_QUOTATION}
_BLOCKS = frozenset({"p", "head", "quote", "list", "item", "table", "row", "div", "body", "main"})


def _parts(element: Any, role: Role | None = None) -> Iterator[Part]:
    """The parts of an element of trafilatura's XML, in order; text between its blocks is a part of its own."""
    if element.tag == "head":
        rank = Role.HEADLINE if element.get("rend") == "h1" else Role.SUBHEAD
        yield Part(_words(element), rank)
        return
    if element.tag == "row":
        yield Part("\t".join(words for cell in element if (words := _words(cell))), Role.PARAGRAPH)
        return
    role = _ROLES.get(element.tag, role)
    if not any(child.tag in _BLOCKS for child in element):
        yield from _paragraphs(_words(element), role)
        return
    loose = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraphs(loose, role)
            yield from _parts(child, role)
            loose = child.tail or ""
        else:
            loose += _words(child) + (child.tail or "")
    yield from _paragraphs(loose, role)


def _paragraphs(words: str, role: Role | None) -> Iterator[Part]:
    for paragraph in words.split(_BREAK):
        if _CAPTION in paragraph:
            yield Part(paragraph.replace(_CAPTION, ""), Role.CAPTION)
        else:
            yield Part(paragraph.strip(), role)


def _words(element: Any) -> str:
    """The words of an element; `<lb/>` is a line end, all other white space one space."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append("\n" if child.tag == "lb" else _words(child))
        pieces.append(child.tail or "")
    return "\n".join(" ".join(line.split()) for line in re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(pieces)).split("\n"))


def _with_title(parts: list[Part], title: str | None) -> list[Part]:
    """The parts with the headline on top, once."""
    parts = [part for part in parts if part.words.strip()]
    wanted = letters(title or "")
    same = next((index for index, part in enumerate(parts[:3]) if letters(part.words) == wanted), None)
    if same is not None:
        parts[same] = replace(parts[same], role=Role.HEADLINE)
    elif title and all(part.role is not Role.HEADLINE for part in parts[:MOST_ABOVE]):
        parts = [Part(title, Role.HEADLINE), *parts]
    roles = settle_headings([part.role for part in parts])
    return [replace(part, role=role) for part, role in zip(parts, roles, strict=True)]
