"""Floor 2: documents in: every format that quoth reads becomes a `Document` in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quoth.ingest.encoding import decode
from quoth.ingest.files import MAX_BYTES, Kind, check_size, expand, find_kind, load
from quoth.ingest.people import read_people
from quoth.ingest.plain import read_plain
from quoth.model import Document, Failure, InputError

__all__ = ["MAX_BYTES", "expand", "read_path", "read_people", "read_stream", "read_string"]


def read_path(path: Path) -> Iterator[Document | Failure]:
    """The documents of a file: one, or one a row of a table; a bad row is a `Failure` in its place.

    Raises `InputError` when the file cannot be read.
    """
    yield from _read(load(path), where=str(path), suffix=path.suffix, path=str(path))


def read_stream(data: bytes, *, name: str) -> Iterator[Document | Failure]:
    """The documents of bytes without a file; their kind is told from what they hold.

    Raises `InputError` when they cannot be read.
    """
    check_size(data, name)
    yield from _read(data, where=name, suffix="", path=None)


def read_string(text: str, *, path: str | None = None) -> Document:
    r"""The document of a plain text.

    >>> read_string("Mayor Opens Bridge\n\nThe mayor opened the bridge on Friday.").title
    'Mayor Opens Bridge'
    """
    return read_plain(text, path=path)


def _read(data: bytes, *, where: str, suffix: str, path: str | None) -> Iterator[Document | Failure]:
    kind = find_kind(data, suffix=suffix, where=where)
    count = 0
    for document in _documents(data, kind, where, path):
        count += 1
        yield document
    if not count:
        raise InputError("holds no documents", where=where, remedy="give it at least one row with words in `text`")


def _documents(data: bytes, kind: Kind, where: str, path: str | None) -> Iterator[Document | Failure]:
    # Readers are imported when their kind comes: most runs need one of them, and some are slow to load.
    match kind:
        case Kind.PDF:
            from quoth.ingest.pdf import read_pdf

            yield read_pdf(data, where=where, path=path)
        case Kind.WORD:
            from quoth.ingest.word import read_word

            yield read_word(data, where=where, path=path)
        case Kind.WEB:
            from quoth.ingest.web import read_web

            yield read_web(data, where=where, path=path)
        case _:
            yield from _texts(_decode(data, where), kind, where, path)


def _texts(text: str, kind: Kind, where: str, path: str | None) -> Iterator[Document | Failure]:
    match kind:
        case Kind.MARKDOWN:
            from quoth.ingest.markdown import read_markdown

            yield read_markdown(text, path=path)
        case Kind.SRT | Kind.VTT:
            from quoth.ingest.captions import read_captions

            yield read_captions(text, kind=kind, where=where, path=path)
        case Kind.JSON:
            from quoth.ingest.tables import read_json

            yield from read_json(text, where=where)
        case Kind.CSV:
            from quoth.ingest.tables import read_csv

            yield from read_csv(text, where=where)
        case _:
            yield read_plain(text, path=path)


def _decode(data: bytes, where: str) -> str:
    text = decode(data, where=where)
    if not any(sign.isprintable() and not sign.isspace() for sign in text):
        raise InputError("empty", where=where, remedy="check that it was saved")
    return text
