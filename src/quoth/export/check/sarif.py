"""SARIF 2.1.0: findings for code scanning and for editors that show such logs.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import quote, urlsplit

from quoth.export.check.flat import FlatQuotation, advice, flatten, place_of, unread
from quoth.export.flat import Places
from quoth.export.json_form import dump
from quoth.model import Check, Finding, Passage, Severity

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render_sarif(checks: Iterable[Check], *, rules: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """One log with one run, whatever the number of drafts.

    `rules` gives the short description and the help of a rule by its name; all of them are listed, and whatever else
    has reported.
    """
    run = _Run(rules)
    for check in checks:
        run.add(check)
    yield dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run.written()]}) + "\n"


class _Run:
    """What one run has gathered: results, and the rules and files that they point to by number."""

    def __init__(self, rules: Mapping[str, tuple[str, str]]) -> None:
        self._texts = rules
        self._rules = {name: index for index, name in enumerate(rules)}
        self._files: dict[str, int] = {}
        self._roles: dict[str, str] = {}
        self._results: list[dict[str, Any]] = []
        self._notifications: list[dict[str, Any]] = []

    def add(self, check: Check) -> None:
        """Take over the findings of a check, and what of its evidence was not read."""
        draft, places, flat = check.draft.path or check.draft.id, Places(check.draft), flatten(check)
        self._file(draft, "analysisTarget")
        for used in check.evidence:
            at = self._file(used.document, "referencedOnCommandLine")
            if not used.read:
                text = f"{used.document} {unread(used)}"
                where = [{"physicalLocation": {"artifactLocation": at}}]
                self._notifications.append({"level": "warning", "message": {"text": text}, "locations": where})
        owned = [(finding, row) for row in flat.quotations for finding in row.findings]
        everything: list[tuple[Finding, FlatQuotation | None]] = [*owned, *((other, None) for other in flat.others)]
        for finding, row in sorted(everything, key=lambda pair: pair[0].span):
            self._results.append(self._result(finding, row, check, draft, places))

    def written(self) -> dict[str, Any]:
        """The run object."""
        return {
            "tool": {"driver": {"name": "quoth", "rules": [self._rule(name) for name in self._rules]}},
            "columnKind": "unicodeCodePoints",
            "artifacts": [{"location": {"uri": uri}, "roles": [self._roles[uri]]} for uri in self._files],
            "invocations": [
                {
                    "executionSuccessful": not self._notifications,
                    "toolExecutionNotifications": self._notifications,
                }
            ],
            "results": self._results,
        }

    def _rule(self, name: str) -> dict[str, Any]:
        short, help = self._texts.get(name, (name.replace("-", " "), ""))
        return {
            "id": name,
            "shortDescription": {"text": short},
            "help": {"text": help or short, "markdown": help or short},
        }

    def _result(
        self, finding: Finding, row: FlatQuotation | None, check: Check, draft: str, places: Places
    ) -> dict[str, Any]:
        index = self._rules.setdefault(finding.rule, len(self._rules))
        region = _region(finding, check, places)
        said = row.quotation.text if row else finding.span.of(check.draft.text)
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": index,
            "level": _LEVELS[finding.severity],
            "message": {"text": advice(finding)},
            "locations": [{"physicalLocation": {"artifactLocation": self._file(draft), "region": region}}],
            # The same finding on the same words is the same, wherever they have moved to.
            "partialFingerprints": {"quotation/v1": _fingerprint(finding.rule, draft, said)},
        }
        if row:
            quotation = row.quotation
            result["properties"] = {"verdict": quotation.verdict.value, "speaker": quotation.speaker}
            if quotation.evidence:
                passages = (quotation.evidence, *quotation.also)
                result["relatedLocations"] = [self._passage(id, found) for id, found in enumerate(passages)]
        if finding.waived is not None:
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
        return result

    def _passage(self, id: int, passage: Passage) -> dict[str, Any]:
        region = {"charOffset": passage.span.start, "charLength": len(passage.span), "snippet": {"text": passage.text}}
        where = {"artifactLocation": self._file(passage.document, "referencedOnCommandLine"), "region": region}
        return {"id": id, "physicalLocation": where, "message": {"text": f"evidence: {place_of(passage)}"}}

    def _file(self, name: str, role: str = "analysisTarget") -> dict[str, Any]:
        uri = _uri(name)
        self._roles.setdefault(uri, role)
        return {"uri": uri, "index": self._files.setdefault(uri, len(self._files))}


def _region(finding: Finding, check: Check, places: Places) -> dict[str, Any]:
    span = finding.span
    (line, column), (end_line, end_column) = places.line(span.start), places.line(span.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": len(span),
        "snippet": {"text": span.of(check.draft.text)},
    }


def _fingerprint(*facts: str) -> str:
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(name: str) -> str:
    r"""The name of a file as a URI reference; an address stays as it is.

    >>> _uri("news/May 3.txt"), _uri("C:\\news\\a.txt"), _uri("https://example.org/a?b")
    ('news/May%203.txt', 'file:///C:/news/a.txt', 'https://example.org/a?b')
    """
    if urlsplit(name).scheme in ("http", "https", "sha256"):
        return quote(name, safe=":/?#[]@!$&'()*+,;=%~", errors="replace")
    if PureWindowsPath(name).drive and PureWindowsPath(name).is_absolute():
        return PureWindowsPath(name).as_uri()
    return ("file://" if PurePosixPath(name).is_absolute() else "") + quote(name, errors="replace")
