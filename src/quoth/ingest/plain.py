"""Plain text, transcripts among it: the text is kept character for character."""

from __future__ import annotations

from quoth.ingest.header import read_header
from quoth.ingest.lines import find_paragraphs
from quoth.ingest.structure import settle
from quoth.model import Document


def read_plain(text: str, *, path: str | None = None, title: str | None = None) -> Document:
    """The document of a plain text; `title` is one that its container gives."""
    header = read_header(text)
    paragraphs = find_paragraphs(text, header.end)
    pieces = (header.title, *paragraphs) if header.title else paragraphs
    found = settle(text, pieces, title=title)
    return Document.of(
        text,
        found.blocks,
        path=path,
        title=found.title,
        byline=header.byline or found.byline,
        language=header.language,
        published=header.published or found.published,
    )
