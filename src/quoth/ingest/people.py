"""People: a list of known people that the user gives, as CSV or JSON.

CSV has a header line with `name`, and if wished `aliases` (parted by `;` or `|`) and `wikidata`; JSON is a list of
objects with the same keys, `aliases` a list.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quoth.ingest.encoding import decode
from quoth.model import InputError, KnownPerson

_REMEDY = "give CSV with a column `name` (and `aliases`, `wikidata`), or a JSON list of objects with these keys"
_WIKIDATA = re.compile(r"Q[1-9]\d*")


def read_people(path: Path) -> tuple[KnownPerson, ...]:
    """The people of a file, in its order.

    Raises `InputError` (what, where, what to do) when the file cannot be read or a row names nobody.
    """
    try:
        text = decode(path.read_bytes(), where=str(path))
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", where=str(path), remedy="check the name") from None
    rows = _json(text, path) if text.lstrip().startswith(("[", "{")) else _csv(text, path)
    return tuple(_person(row, f"{path}:{place}") for place, row in rows)


def _csv(text: str, path: Path) -> Iterable[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    if "name" not in (reader.fieldnames or ()):
        raise InputError("has no column `name`", where=str(path), remedy=_REMEDY)
    return [(reader.line_num, row) for row in reader]


def _json(text: str, path: Path) -> Iterable[tuple[int, Mapping[str, Any]]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON ({error.msg})", where=f"{path}:{error.lineno}", remedy=_REMEDY) from None
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise InputError("is not a list of objects", where=str(path), remedy=_REMEDY)
    return list(enumerate(data, 1))


def _person(row: Mapping[str, Any], where: str) -> KnownPerson:
    name, aliases, wikidata = row.get("name"), row.get("aliases") or [], row.get("wikidata") or None
    if not isinstance(name, str) or not name.strip():
        raise InputError("names nobody", where=where, remedy=_REMEDY)
    if isinstance(aliases, str):
        aliases = re.split(r"[;|]", aliases)
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise InputError(f"the aliases {aliases!r} are no list of names", where=where, remedy=_REMEDY)
    if wikidata is not None and not (isinstance(wikidata, str) and _WIKIDATA.fullmatch(wikidata)):
        raise InputError(f"{wikidata!r} is no Wikidata id as Q42", where=where, remedy=_REMEDY)
    return KnownPerson(" ".join(name.split()), tuple(" ".join(a.split()) for a in aliases if a.strip()), wikidata)
