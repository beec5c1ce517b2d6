"""Floor 2: documents in: every format that quoth reads becomes a `Document` in blocks."""

from __future__ import annotations

from quoth.ingest.plain import read_plain
from quoth.model import Document


def read_string(text: str, *, path: str | None = None) -> Document:
    """The document of a plain text."""
    return read_plain(text, path=path)
