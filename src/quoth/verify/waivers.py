"""Waivers: findings that somebody has looked at and let stand, kept in a file beside the draft.

A waiver names a rule and the quotation's words, never a place, so that it survives every edit of other lines; when the
words themselves change, it no longer holds and is reported. The draft is not touched.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quoth.model import ConfigurationError, Finding, Span
from quoth.text.normalised import normalise
from quoth.text.words import find_words
from quoth.verify.observation import Observation
from quoth.verify.rule import load_rules
from quoth.verify.settings_file import read_text, refuse_unknown, toml_table, unknown

SUFFIX = ".quoth-waivers.toml"

_KEYS = ("rule", "quotation", "reason", "occurrence", "date", "by")
_Key = tuple[str, tuple[str, ...], int]

_HEAD = """\
# Findings of quoth that somebody has looked at and let stand. Each entry names the rule, the words of the quotation
# and the reason; it holds as long as the words stay the same.
"""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding let stand: the rule, the words of the quotation and the reason, and who decided it when.

    `occurrence` counts, from 1, the quotations of the draft that have the same words. `date` is in ISO 8601.
    """

    rule: str
    quotation: str
    reason: str
    occurrence: int = 1
    date: str | None = None
    by: str | None = None


def waiver_file(draft: Path) -> Path:
    """Where the waivers of a draft are kept.

    >>> waiver_file(Path("news/bridge.md")).name
    'bridge.md.quoth-waivers.toml'
    """
    return draft.with_name(draft.name + SUFFIX)


def read_waivers(path: Path) -> tuple[Waiver, ...]:
    """The waivers of a file, in its order; none where there is no file.

    Raises `ConfigurationError` (file, entry, remedy) for an entry that names an unknown rule or gives no reason.
    """
    return _waivers(read_text(path), where=str(path)) if path.exists() else ()


def apply_waivers(
    findings: Iterable[Finding], places: Iterable[tuple[Span, str]], waivers: Sequence[Waiver]
) -> tuple[tuple[Finding, ...], tuple[Observation, ...]]:
    """The findings, with the reason in those that are waived; and an observation of each waiver that waived nothing.

    `places` are the quotations of the draft with their words, and whatever else a finding may be about. A finding is
    of the smallest place around it, and a waiver for its rule and that place's words waives it.
    """
    keys = _numbered(places)
    reasons = {_key(waiver): waiver.reason for waiver in reversed(waivers)}
    used: set[_Key] = set()
    judged = []
    for finding in findings:
        key = (finding.rule, *_around(finding.span, keys))
        if key in reasons:
            used.add(key)
            finding = replace(finding, waived=reasons[key])
        judged.append(finding)
    standing = set(keys.values())
    unused = [waiver for waiver in waivers if _key(waiver) not in used]
    return tuple(judged), tuple(_unused(waiver, stands=_key(waiver)[1:] in standing) for waiver in unused)


def write_waiver(path: Path, waiver: Waiver) -> None:
    """Add a waiver at the end of a file, which is made when it is not there; what it holds stays as it is.

    Raises `ConfigurationError` when the waiver is not complete, or the file is not one of waivers or cannot be written.
    """
    old = read_text(path) if path.exists() else ""
    if _key(waiver) in map(_key, _waivers(old, where=str(path))):
        raise ConfigurationError(f"{path}: `{waiver.rule}` is already waived for these words; change that entry")
    added = f"{_gap(old)}{_entry(waiver)}"
    try:
        _waivers(old + added, where=str(path))
    except ConfigurationError as error:
        raise ConfigurationError(f"{error}; nothing was written") from None
    try:
        with path.open("a", encoding="utf-8", errors="replace", newline="") as file:
            file.write(added)
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or 'cannot be written'}; nothing was written") from None


def _gap(old: str) -> str:
    """What stands between a file's contents and a new entry: an empty line, or what such a file is for."""
    if not old:
        return f"{_HEAD}\n"
    return "\n" if old.endswith("\n") else "\n\n"


# ------------------------------------------------------------------ the file


def _waivers(text: str, *, where: str) -> tuple[Waiver, ...]:
    data = toml_table(text, where=where)
    refuse_unknown(data, ("waiver",), where=where)
    entries = data.get("waiver", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigurationError(f"{where}: `waiver` is no list of tables; begin each entry with [[waiver]]")
    return tuple(_waiver(entry, where=f"{where}, waiver {number}") for number, entry in enumerate(entries, 1))


def _waiver(entry: Mapping[str, Any], *, where: str) -> Waiver:
    refuse_unknown(entry, _KEYS, where=where)
    rule, quotation, reason = (_words(entry, key, where=where) for key in ("rule", "quotation", "reason"))
    if rule not in load_rules():
        raise ConfigurationError(f"{where}: {unknown('rule', rule, load_rules())}")
    if load_rules()[rule].kind == "waiver":
        raise ConfigurationError(f"{where}: `{rule}` cannot be waived; take out the waiver that it reports")
    if not _forms(quotation):
        raise ConfigurationError(f"{where}: `quotation` holds no words; copy them from the draft")
    occurrence = entry.get("occurrence", 1)
    if not isinstance(occurrence, int) or isinstance(occurrence, bool) or occurrence < 1:
        raise ConfigurationError(
            f"{where}: `occurrence` is no number; write 2 for the second time that it stands there"
        )
    by = _words(entry, "by", where=where) if "by" in entry else None
    return Waiver(rule, quotation, reason, occurrence, _date(entry.get("date"), where=where), by)


def _words(entry: Mapping[str, Any], key: str, *, where: str) -> str:
    words = entry.get(key)
    if not isinstance(words, str) or not words.strip():
        remedy = "say why it stands" if key == "reason" else f'write `{key} = "…"`'
        raise ConfigurationError(f"{where}: has no {key}; {remedy}")
    return words


def _date(value: Any, *, where: str) -> str | None:
    try:
        return value if value is None else datetime.date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ConfigurationError(f"{where}: `date` is no date; write it as 2031-10-17") from None


def _entry(waiver: Waiver) -> str:
    """A waiver as an entry of the file, the quotation on one line."""
    lines = ["[[waiver]]", f"rule = {_quoted(waiver.rule)}", f"quotation = {_quoted(waiver.quotation)}"]
    if waiver.occurrence != 1:
        lines.append(f"occurrence = {waiver.occurrence}")
    lines.append(f"reason = {_quoted(waiver.reason)}")
    if waiver.date:
        lines.append(f"date = {_date(waiver.date, where='the waiver')}")
    if waiver.by:
        lines.append(f"by = {_quoted(waiver.by)}")
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False).replace("\x7f", "\\u007f")


# ------------------------------------------------------------------ matching


def _numbered(places: Iterable[tuple[Span, str]]) -> dict[Span, tuple[tuple[str, ...], int]]:
    """The folded words of every place, with how many times they stood there up to it."""
    seen: dict[tuple[str, ...], int] = {}
    numbered = {}
    for span, text in sorted(set(places)):
        forms = _forms(text)
        seen[forms] = seen.get(forms, 0) + 1
        numbered[span] = (forms, seen[forms])
    return numbered


def _around(span: Span, keys: Mapping[Span, tuple[tuple[str, ...], int]]) -> tuple[tuple[str, ...], int]:
    """The words and the number of the smallest place that covers a span; nothing where none does."""
    place = min((place for place in keys if place.covers(span)), key=len, default=None)
    return keys[place] if place is not None else ((), 0)


def _key(waiver: Waiver) -> _Key:
    return waiver.rule, _forms(waiver.quotation), waiver.occurrence


def _forms(text: str) -> tuple[str, ...]:
    return find_words(normalise(text, ()).text)[0]


def _unused(waiver: Waiver, *, stands: bool) -> Observation:
    facts = {
        "about": "needless" if stands else "stale",
        "rule": waiver.rule,
        "quotation": waiver.quotation,
        "reason": waiver.reason,
    }
    return Observation("waiver", Span(0, 0), facts)
