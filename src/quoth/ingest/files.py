"""Files: what a name on the command line stands for, what kind a file is, and its bytes."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from quoth.ingest.tables import is_table
from quoth.ingest.web import is_html
from quoth.model import Failure, InputError, Skipped

MAX_BYTES = 100 * 1000 * 1000
"""The largest file that is read, 100 MB."""


class Kind(StrEnum):
    """The kinds of documents."""

    PLAIN = "plain text"
    MARKDOWN = "Markdown"
    WEB = "web page"
    PDF = "PDF"
    WORD = "Word"
    SRT = "srt"
    VTT = "vtt"
    JSON = "JSON"
    CSV = "CSV"


_SUFFIXES = {
    **dict.fromkeys((".txt", ".text", ".asc"), Kind.PLAIN),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), Kind.MARKDOWN),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".mht"), Kind.WEB),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), Kind.JSON),
    **dict.fromkeys((".csv", ".tsv"), Kind.CSV),
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".srt": Kind.SRT,
    ".vtt": Kind.VTT,
}
# Formats that people have and quoth does not read, each with what to do.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GLOB = frozenset("*?[")


def expand(names: Sequence[str]) -> Iterator[Path | Failure | Skipped]:
    """The files that names stand for: files, folders (searched through) and globs, in the order of the names.

    In a folder, kinds that quoth does not know are skipped; a name without a file is a failure in its place.
    """
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from _in_folder(path)
        elif _exists(path) or not _GLOB & set(name):
            yield path if _exists(path) else _missing(name, "no such file or folder", "check the name")
        else:
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not found:
                yield _missing(name, "nothing matches", "check the pattern, and quote it for the shell")
            for one in map(Path, found):
                yield from _in_folder(one) if one.is_dir() else [one]


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises `InputError` when it cannot be read, is empty, or is larger than `MAX_BYTES`.
    """
    where = str(path)
    if path.is_dir():
        raise InputError("a folder, not a file", where=where, remedy="give `quoth read` the folder")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("no such file", where=where, remedy="check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be opened"
        raise InputError(reason.lower(), where=where, remedy="check the file and your rights to it") from error
    check_size(data, where)
    return data


def check_size(data: bytes, where: str) -> None:
    """Raise `InputError` for no data, and for more than `MAX_BYTES`."""
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 1000**2} MB", where=where, remedy="split it into smaller files")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InputError("empty", where=where, remedy="check that it was saved")


def find_kind(data: bytes, *, suffix: str, where: str) -> Kind:
    """The kind of a document: what its first bytes prove, else what its name says, else what its text looks like.

    Raises `InputError` for formats that quoth does not read.
    """
    if data[:1024].lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return Kind.PDF
    if data.startswith(_OLE):
        if suffix == ".docx":
            raise InputError("needs a password", where=where, remedy="save a copy without one")
        raise InputError("an old Office file", where=where, remedy="save it as .docx")
    if data.startswith(b"PK\x03\x04"):
        if suffix == ".docx" or b"word/" in data[:4096] or b"word/document.xml" in data:
            return Kind.WORD
        raise InputError("an archive or another Office file", where=where, remedy="unpack it, or save it as .docx")
    if data.startswith(b"{\\rtf"):
        raise InputError("an RTF file", where=where, remedy="save it as .docx or as plain text")
    return _SUFFIXES.get(suffix.lower()) or _sniff(data)


def _sniff(data: bytes) -> Kind:
    """The kind that a text without a telling name looks like."""
    if is_html(data):
        return Kind.WEB
    head = data[:8192].lstrip(b"\xef\xbb\xbf").lstrip().decode("utf-8", "ignore")
    first, _, rest = head.partition("\n")
    first = first.strip()
    if first.startswith("WEBVTT"):
        return Kind.VTT
    if first.isdigit() and "-->" in rest.partition("\n")[0]:
        return Kind.SRT
    if first.startswith(("{", "[{")) and '"' in first:
        return Kind.JSON
    if is_table(first):
        return Kind.CSV
    return Kind.PLAIN


def _in_folder(folder: Path) -> Iterator[Path | Failure | Skipped]:
    """The files of a folder and those below it, sorted; hidden ones are left out."""

    def note(error: OSError) -> None:
        failures.append(
            _missing(str(error.filename), (error.strerror or "cannot be opened").lower(), "check your rights")
        )

    failures: list[Failure] = []
    for root, folders, files in os.walk(folder, onerror=note):
        yield from failures
        failures.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if name.startswith(".") or not path.is_file():
                continue
            if path.suffix.lower() in _SUFFIXES:
                yield path
            else:
                yield Skipped(str(path), f"{path.suffix or 'a file without a suffix'}: not a kind that quoth reads")
    yield from failures


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _missing(name: str, what: str, remedy: str) -> Failure:
    return Failure(name, str(InputError(what, where=name, remedy=remedy)))
