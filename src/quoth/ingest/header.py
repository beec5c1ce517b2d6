"""Header: the fields that some text files open with (`# title: …`, `Date: …`, YAML front matter)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quoth.ingest.dates import as_iso_date
from quoth.ingest.pieces import Piece
from quoth.model import Role

_TITLE = frozenset({"title", "headline"})
_AUTHOR = frozenset({"author", "authors", "by", "byline"})
_DATE = frozenset({"date", "published", "pubdate", "publication date", "published_at", "publish_date"})
_LANGUAGE = frozenset({"language", "lang"})
_OTHERS = frozenset(
    str.split(
        "source url link kind type id subtitle section category categories tags keywords license licence publisher"
        " outlet newspaper site location place event speaker speakers draft layout slug description summary"
        " copyright updated modified retrieved accessed words"
    )
)
_FIELD = re.compile(r"(?P<lead>[#%;/*]{0,3}[ \t]*)(?P<key>[^\W\d][\w -]{1,24}?)[ \t]*:(?:[ \t]+|$)(?P<value>.*)")
_LANGUAGE_CODE = re.compile(r"(?P<code>[a-zA-Z]{2})(?:$|[-_])")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; the document's text proper begins at `end`."""

    end: int = 0
    title: Piece | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None


def read_header(text: str) -> Header:
    r"""The header of a text: fields in front matter, behind `#`, or two known ones at least.

    >>> read_header("# title: Speech\n# date: 2031-05-03\n\nThank you.").published
    '2031-05-03'
    """
    position = 0
    fenced = False
    fields: dict[str, tuple[int, int]] = {}
    signed = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line == "---" and (not position or fenced):
            position += len(raw)
            if fenced:
                break
            fenced = True
            continue
        found = _FIELD.fullmatch(raw.rstrip())
        key = found["key"].casefold() if found else ""
        if fenced:
            if not line:
                return Header()  # a rule on top, not front matter
        elif not found or key not in _TITLE | _AUTHOR | _DATE | _LANGUAGE | _OTHERS:
            break
        if found:
            fields.setdefault(key, (position + found.start("value"), position + found.end("value")))
            signed += bool(found["lead"].strip())
        position += len(raw)
    else:
        return Header()  # nothing but fields
    if not fenced and len(fields) < 2 and not signed:
        return Header()
    values = {key: text[start:end].strip().strip("\"'") for key, (start, end) in fields.items()}
    return Header(
        position,
        _title(text, fields),
        _first(values, _AUTHOR),
        as_iso_date(_first(values, _DATE)),
        as_language(_first(values, _LANGUAGE)),
    )


def as_language(value: object) -> str | None:
    """The two-letter code of a language tag such as `de-AT`."""
    found = _LANGUAGE_CODE.match(value.strip()) if isinstance(value, str) else None
    return found["code"].lower() if found else None


def _first(values: dict[str, str], keys: frozenset[str]) -> str | None:
    return next((value for key, value in values.items() if key in keys and value), None)


def _title(text: str, fields: dict[str, tuple[int, int]]) -> Piece | None:
    for key, (start, end) in fields.items():
        words = text[start:end]
        bare = words.strip().strip("\"'").strip()
        if key in _TITLE and bare:
            begin = start + words.index(bare)
            return Piece(begin, begin + len(bare), Role.HEADLINE)
    return None
