"""One check as HTML: what came of it, the quotations as cards, the draft with the quotations marked, the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from quoth.export.check.flat import FlatCheck, FlatQuotation, Tally, flatten, unread
from quoth.export.check.html_page.card import card, findings
from quoth.export.html_page.cut import Piece, cut
from quoth.export.html_page.layout import direction, element, stretches, title_of
from quoth.export.html_page.markup import clean, date, isolated, tag
from quoth.model import Check, Role, Verdict


def report(check: Check, key: str) -> str:
    """The check as an `article` element; `key` begins every id in it."""
    flat = flatten(check)
    parts = (
        _front(check),
        *(card(row, check, key) for row in flat.quotations),
        _others(flat),
        tag("h2", "The draft", class_="part"),
        _draft(check, flat, key),
        _evidence(check),
    )
    return tag("article", "\n".join(filter(None, parts)), id=key, class_="report", aria_label=title_of(check.draft))


def _front(check: Check) -> str:
    """Whose draft it is, what came of the check, and how many quotations have which verdict."""
    draft, tally = check.draft, Tally.of(check)
    facts = [isolated(fact) for fact in (draft.path, draft.byline) if fact]
    facts += [date(draft.published)] if draft.published else []
    outcome = f"{tag('b', clean(tally.quotations.partition(':')[0]))}; {clean(tally.findings)}"
    inner = (
        tag("p", " <i>·</i> ".join(facts), class_="facts") if facts else "",
        tag("h2", clean(title_of(draft)), class_="title", dir="auto"),
        tag("p", outcome, class_="outcome"),
        _verdicts(tally),
    )
    return tag("header", "\n".join(filter(None, inner)), class_="front")


def _verdicts(tally: Tally) -> str:
    buttons = "\n".join(
        tag(
            "button",
            f"{verdict} {tag('b', str(tally.verdicts[verdict]))}",
            type="button",
            class_=verdict,
            data_verdict=verdict,
            aria_pressed="false",
            disabled="disabled",
        )
        for verdict in Verdict
        if tally.verdicts[verdict]
    )
    return tag("div", buttons, class_="legend verdicts", role="group", aria_label="Show only") if buttons else ""


def _others(flat: FlatCheck) -> str:
    if not flat.others:
        return ""
    return tag("h2", "Beside the quotations", class_="part") + "\n" + findings(flat.others)


def _draft(check: Check, flat: FlatCheck, key: str) -> str:
    """The draft in full; every quotation leads to its card."""
    document = check.draft
    laid_out = tuple(stretches(document))
    begun: set[int] = set()
    marks = ((row.quotation.span, row) for row in flat.quotations)
    lines: list[tuple[bool, str]] = []
    for (_, block), pieces in zip(laid_out, cut([span for span, _ in laid_out], marks), strict=True):
        name, classes = element(block, document.text)
        text = "".join(_piece(piece, document.text, key, begun) for piece in pieces)
        listed = block is not None and block.role is Role.LIST_ITEM
        inner = tag(name, text, class_=classes, dir="auto")
        lines.append((listed, tag("div", inner, class_="row", role="listitem" if listed else None)))
    groups = ((listed, "\n".join(line for _, line in group)) for listed, group in groupby(lines, lambda x: x[0]))
    whole = "\n".join(tag("div", some, role="list") if listed else some for listed, some in groups)
    return tag("section", whole, class_="draft", lang=document.language, dir=direction(document.language))


def _piece(piece: Piece[FlatQuotation], text: str, key: str, begun: set[int]) -> str:
    """A stretch of the draft; inside a quotation a link to its card, with its number where it ends."""
    words = clean(piece.span.of(text))
    if not piece.marks:
        return words
    row = piece.marks[-1]
    first = row.number not in begun
    begun.add(row.number)
    return tag(
        "a",
        words + (tag("sup", str(row.number)) if piece.span.end == row.quotation.span.end else ""),
        class_=f"quoted {row.quotation.verdict}",
        id=f"{key}-t{row.number}" if first else None,
        href=f"#{key}-q{row.number}",
        title=f"{row.number}: {row.quotation.verdict}",
    )


def _evidence(check: Check) -> str:
    if not check.evidence:
        return ""
    rows = "\n".join(_evidence_rows(check))
    head = tag("tr", "".join(tag("th", name, scope="col") for name in ("document", "fidelity", "read")))
    table = tag("table", f"{tag('thead', head)}\n{tag('tbody', rows)}", class_="evidence")
    return tag("h2", "The evidence", class_="part") + "\n" + table


def _evidence_rows(check: Check) -> Iterator[str]:
    for used in check.evidence:
        read = clean("yes") if used.read else tag("span", clean(unread(used)), class_="unread")
        yield tag("tr", tag("td", isolated(used.document)) + tag("td", clean(used.fidelity)) + tag("td", read))
