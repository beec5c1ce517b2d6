"""GitHub: findings as workflow commands, which show as annotations on the changed lines of a pull request.

The form and its escapes: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands and
`toolkit/packages/core/src/command.ts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoth.export.check.flat import Tally, advice, unread
from quoth.export.flat import Places
from quoth.model import Check, Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(checks: Iterable[Check]) -> Iterator[str]:
    """One command a finding that nobody waived, one for evidence that was not read, and the counts as a last line."""
    tally = Tally()
    for check in checks:
        tally.add(check)
        yield "".join(f"{line}\n" for line in _lines(check))
    yield f"{tally}\n"


def _lines(check: Check) -> Iterator[str]:
    for used in check.evidence:
        if not used.read:
            yield _command("warning", f"{used.document} {unread(used)}", title="evidence not read")
    places = Places(check.draft)
    for finding in check.findings:
        if finding.severity in _COMMANDS and finding.waived is None:
            yield _finding(check, finding, places)


def _finding(check: Check, finding: Finding, places: Places) -> str:
    """A finding at its lines; of a file whose lines are not those of its text, only by the name of the place."""
    message, properties = advice(finding), {"file": check.draft.path or ""}
    if places.in_file(finding.span.start):
        (line, column), (end, end_column) = places.line(finding.span.start), places.line(finding.span.end)
        properties |= {"line": str(line), "endLine": str(end)}
        if line == end:  # columns of different lines are refused
            properties |= {"col": str(column), "endColumn": str(max(column, end_column - 1))}  # the last one counts
    else:
        message = f"{places.name(finding.span.start)}: {message}"
    return _command(_COMMANDS[finding.severity], message, **properties, title=finding.rule)


def _command(name: str, message: str, **properties: str) -> str:
    written = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items() if value)
    return f"::{name} {written}::{message.translate(_DATA)}"
