"""Files: what a name on the command line stands for, what kind a file is, and its bytes."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from os.path import isdir, isfile, lexists
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
        # The functions of os.path, because those of Path fail on names too long and folders that are locked.
        if isdir(name):  # noqa: PTH112
            yield from _in_folder(Path(name))
        elif not name:
            yield _missing("an empty name", "not a file or folder", "check what the shell was to put there")
        elif lexists(name) or not _GLOB & set(name):
            yield Path(name)
        else:
            found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
            if not found:
                yield _missing(name, "nothing matches", "check the pattern, and quote it for the shell")
            for one in found:
                yield from _in_folder(Path(one)) if isdir(one) else [Path(one)]  # noqa: PTH112


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises `InputError` when it cannot be read, is empty, or is larger than `MAX_BYTES`.
    """
    where = str(path)
    if isdir(path):  # noqa: PTH112
        raise InputError("a folder, not a file", where=where, remedy="give `quoth read` the folder")
    try:
        with open(path, "rb", opener=_at_once) as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("no such file or folder", where=where, remedy="check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be opened"
        raise InputError(reason.lower(), where=where, remedy="check the file and your rights to it") from error
    check_size(data, where)
    return data


def _at_once(path: str, flags: int) -> int:
    """Open a file; of a named pipe do not wait for somebody to write to it."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


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
    """The files of a folder and those below it; a failure when there is none that quoth reads."""
    read = False
    for entry in _walk(folder):
        read = read or not isinstance(entry, Skipped)
        yield entry
    if not read:
        yield _missing(str(folder), "holds no document", "`quoth read --help` lists the kinds that are read")


def _walk(folder: Path) -> Iterator[Path | Failure | Skipped]:
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
            if name.startswith(".") or not isfile(path):  # noqa: PTH113
                continue
            if path.suffix.lower() in _SUFFIXES:
                yield path
            else:
                yield Skipped(str(path), f"{path.suffix or 'a file without a suffix'}: not a kind that quoth reads")
    yield from failures


def _missing(name: str, what: str, remedy: str) -> Failure:
    return Failure(name, str(InputError(what, where=name, remedy=remedy)))
