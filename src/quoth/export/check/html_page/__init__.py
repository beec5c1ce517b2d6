"""HTML for an editor's file: one self-contained page, every quotation beside the evidence, and the draft in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Template

from quoth.export.check.flat import Tally
from quoth.export.check.html_page.report import report
from quoth.export.flat import counted
from quoth.export.html_page.layout import title_of
from quoth.export.html_page.markup import clean, isolated, tag
from quoth.export.html_page.sheet import policy, resource
from quoth.model import Check

_SHARED = "quoth.export.html_page"  # the look of a page, light and dark


def render_html(checks: Iterable[Check]) -> Iterator[str]:
    """One page with every draft, and a table of contents when there are several.

    The page asks nothing of a network: its policy allows its own style and script only, by their hashes.
    """
    reports: list[str] = []
    entries: list[tuple[str, str, str]] = []
    tally = Tally()
    for number, check in enumerate(checks, 1):
        reports.append(report(check, f"d{number}"))
        entries.append((f"d{number}", title_of(check.draft), Tally.of(check).findings))
        tally.add(check)
    style = resource(_SHARED, "page.css") + resource(__name__, "check.css")
    dark = resource(_SHARED, "dark.css")
    script = resource(_SHARED, "theme.js") + resource(__name__, "check.js")
    summary = f"{counted(tally.verdicts.total(), 'quotation')}; {tally.findings}"
    if len(entries) != 1:
        summary = f"{counted(len(entries), 'draft')}, {summary}"
    yield Template(resource(__name__, "check.html")).substitute(
        title=clean(f"Check of {entries[0][1]}" if len(entries) == 1 else summary),
        policy=policy((style, dark), script),
        summary=summary,
        contents=_contents(entries) if len(entries) > 1 else "",
        reports="\n".join(reports),
        style=style,
        dark=dark,
        script=script,
    )


def _contents(entries: list[tuple[str, str, str]]) -> str:
    lines = "\n".join(
        tag("li", tag("a", isolated(title), href=f"#{key}") + tag("b", clean(findings)))
        for key, title, findings in entries
    )
    return tag("nav", tag("ol", lines), class_="contents", aria_label="Drafts")
