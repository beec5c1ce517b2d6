"""Who said what, to whom, when; and did they really say it? quoth reads documents and answers.

>>> import quoth
>>> record = quoth.read("“We will leave,” said Anna Petit.")
>>> record.statements[0].kind.value, record.entity(record.statements[0].speaker).name
('direct', 'Anna Petit')
"""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoth.model import Record

__all__ = ["__version__", "read"]
__version__ = "0.1.0"


def read(path_or_text: str | PathLike[str], *, language: str | None = None, date: str | None = None) -> Record:
    """Read one document: a path to a file, or a text.

    A `PathLike` is always a path; a string is a path when it is one line that names an existing file.
    `language` (two-letter code) overrides the guess; `date` (ISO 8601) stands in when the document has none.
    Raises `quoth.model.InputError` when the file cannot be read, or holds several documents.

    >>> read("The mayor, Ms. Petit, said that “it is late”.").statements[0].content[0]
    Span(start=27, end=44)
    """
    from quoth.workflow.read import Settings, read_file, read_text

    settings = Settings(language=language, date=date)
    if isinstance(path_or_text, str) and not _names_a_file(path_or_text):
        return read_text(path_or_text, settings)
    return read_file(path_or_text, settings)


def _names_a_file(text: str) -> bool:
    from pathlib import Path

    if not text or "\n" in text or "\0" in text or len(text) > 4096:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
