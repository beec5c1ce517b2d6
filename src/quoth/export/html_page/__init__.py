"""HTML for a person: one self-contained page that shows who said what, to whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Template

from quoth.export.flat import counted
from quoth.export.html_page.article import article
from quoth.export.html_page.layout import title_of
from quoth.export.html_page.markup import clean, isolated, tag
from quoth.export.html_page.sheet import policy, resource
from quoth.model import Record


def render_html(records: Iterable[Record]) -> Iterator[str]:
    """One page with every document, and a table of contents when there are several.

    The page asks nothing of a network: its policy allows its own style and script only, by their hashes.
    """
    articles: list[str] = []
    entries: list[tuple[str, str, int]] = []
    for number, record in enumerate(records, 1):
        articles.append(article(record, f"d{number}"))
        entries.append((f"d{number}", title_of(record.document), len(record.statements)))
    style, dark, script = (
        resource(__name__, *names) for names in (["page.css"], ["dark.css"], ["theme.js", "page.js"])
    )
    summary = counted(sum(count for *_, count in entries), "statement")
    if len(entries) != 1:
        summary = f"{counted(len(entries), 'document')}, {summary}"
    yield Template(resource(__name__, "page.html")).substitute(
        title=clean(entries[0][1] if len(entries) == 1 else summary),
        policy=policy((style, dark), script),
        summary=summary,
        contents=_contents(entries) if len(entries) > 1 else "",
        articles="\n".join(articles),
        style=style,
        dark=dark,
        script=script,
    )


def _contents(entries: list[tuple[str, str, int]]) -> str:
    lines = "\n".join(
        tag("li", tag("a", isolated(title), href=f"#{key}") + tag("b", str(count))) for key, title, count in entries
    )
    return tag("nav", tag("ol", lines), class_="contents", aria_label="Documents")
