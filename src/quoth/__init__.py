"""Who said what, to whom, when; and did they really say it? quoth reads documents and answers.

>>> import quoth
>>> record = quoth.read("“We will leave,” said Anna Petit.")
>>> record.statements[0].kind.value, record.entity(record.statements[0].speaker).name
('direct', 'Anna Petit')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoth.model import Check, Document, Record

__all__ = ["__version__", "check", "read"]
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


def check(
    draft: str | PathLike[str] | Document | Record,
    against: str | PathLike[str] | Sequence[str | PathLike[str]] = (),
    *,
    profile: str = "plain",
    rules: Mapping[str, str] | None = None,
    fidelity: Mapping[str, str] | None = None,
    lock: str | PathLike[str] | None = None,
    index: str | PathLike[str] | None = None,
    language: str | None = None,
    date: str | None = None,
) -> Check:
    r"""Check the quotations of one draft, as the command `quoth check` does, but without configuration and waivers.

    The draft is a path or a text, as for `read`, or what was read already. `against` names files, folders and patterns
    of evidence; without any, the draft is checked against itself. `rules` changes the severities of the profile,
    `fidelity` declares how near evidence is to what was said (by names, paths or patterns of files), `lock` is an
    earlier version, `index` a file in which the index of the evidence is kept, or ":memory:".
    Raises `quoth.model.InputError` for a draft that cannot be read, `quoth.model.ConfigurationError` for a setting
    that there is not; evidence that cannot be read is told in the check.

    >>> text = "Brandt: ‘We Will Wait’\n\n“We will not wait,” said Mayor Anna Brandt on Friday."
    >>> found = check(text)
    >>> found.quotations[0].verdict.value, found.quotations[0].edits[-1].evidence, found.has_errors
    ('altered', 'not', True)
    """
    from pathlib import Path

    from quoth.model import Document, Record
    from quoth.workflow.project import Request, check_record, parse_fidelity, parse_profile, parse_rules
    from quoth.workflow.read import Settings, read_documents

    reading = Settings(language=language, date=date)
    request = Request(
        against=(fspath(against),) if isinstance(against, str | PathLike) else tuple(fspath(one) for one in against),
        profile=parse_profile(profile, where="profile"),
        rules=parse_rules(rules or {}, where="rules"),
        fidelity=parse_fidelity(fidelity or {}, where="fidelity"),
        lock=Path(lock) if lock is not None else None,
        index=fspath(index) if index is not None else None,
        reading=reading,
    )
    if isinstance(draft, Document):
        (draft,) = read_documents([draft], reading)
    record = draft if isinstance(draft, Record) else read(draft, language=language, date=date)
    return check_record(record, request)


def _names_a_file(text: str) -> bool:
    from pathlib import Path

    if not text or "\n" in text or "\0" in text or len(text) > 4096:
        return False
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False
