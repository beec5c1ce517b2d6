"""One quotation as a card: the words of the draft beside those of the evidence, what differs, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from quoth.export.check.flat import FlatQuotation, meaning, ranked
from quoth.export.check.marks import Manner, Mark, draft_marks, evidence_marks
from quoth.export.html_page.markup import clean, isolated, tag
from quoth.model import Check, CheckedQuotation, Finding, Passage, Severity, Span, Verdict

_CONTEXT = 140
_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n){2}\s*")
_NOTHING = {
    Verdict.NOT_FOUND: "Nothing like it was found.",
    Verdict.NOT_A_CLAIM: "Nothing to compare.",
    Verdict.UNCHECKED: "Not compared.",
}
# Whatever else a link may be (a script, a file of this machine), it is shown but not followed.
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def card(row: FlatQuotation, check: Check, key: str) -> str:
    """The quotation as a `section` element, with the id to which the draft leads."""
    quotation = row.quotation
    sides = _draft_side(row, check) + _evidence_side(row, check)
    more = "\n".join(filter(None, (*_omitted(quotation.omitted), _edits(row), _also(row))))
    facts = findings(row.findings) + (tag("div", more, class_="more-of") if more else "")
    return tag(
        "section",
        f"\n{_head(row, key)}\n{tag('div', sides, class_='sides')}\n"
        + (tag("div", facts, class_="facts-of") if facts else ""),
        id=f"{key}-q{row.number}",
        class_=f"card {quotation.verdict}",
        data_verdict=quotation.verdict,
        aria_label=f"Quotation {row.number}, {quotation.verdict}",
    )


def findings(reported: Sequence[Finding]) -> str:
    """The findings as a list: those that ask for something first, the waived last with their reasons."""
    if not reported:
        return ""
    return tag("ul", "\n".join(map(_finding, ranked(reported))), class_="findings")


def _finding(finding: Finding) -> str:
    waived = finding.waived is not None
    said = tag("span", clean(finding.message), class_="said")
    inner = [f"{said} {tag('code', clean(finding.rule))}"]
    if waived:
        inner.append(tag("span", clean(f"waived: {finding.waived}"), class_="why"))
    elif finding.suggestion:
        inner.append(tag("span", clean(finding.suggestion), class_="do"))
    level = "waived" if waived else finding.severity.value
    kind = "note-level" if level == Severity.NOTE else level
    return tag("li", tag("span", level, class_="level") + tag("span", " ".join(inner)), class_=f"finding {kind}")


def _head(row: FlatQuotation, key: str) -> str:
    inner = (
        tag("span", str(row.number), class_="number"),
        tag("h3", clean(row.quotation.verdict), class_="verdict"),
        tag("span", clean(meaning(row.quotation)), class_="means"),
        tag("a", clean(row.at), class_="at-draft", href=f"#{key}-t{row.number}", title="Show it in the draft"),
    )
    return tag("header", "\n".join(inner))


def _draft_side(row: FlatQuotation, check: Check) -> str:
    quotation = row.quotation
    speaker = _speaker(quotation, quotation.speaker) or "nobody is named"
    start = quotation.span.start
    marks = [
        Mark(Span(max(mark.span.start - start, 0), max(mark.span.end - start, 0)), mark.edit)
        for mark in draft_marks(quotation)
    ]
    words = _marked(quotation.text, marks, "the evidence has")
    return tag(
        "figure",
        tag("figcaption", f"In the draft: {speaker}") + tag("blockquote", words, dir="auto", lang=check.draft.language),
        class_="side of-draft",
    )


def _evidence_side(row: FlatQuotation, check: Check) -> str:
    quotation, passage = row.quotation, row.quotation.evidence
    if passage is None:
        inner = tag("figcaption", "In the evidence") + tag("p", _NOTHING.get(quotation.verdict, ""), class_="nothing")
        return tag("figure", inner, class_="side of-evidence")
    speaker = _speaker(quotation, passage.speaker) or "speaker not known"
    before, after = _before(passage.before), _before(passage.after[::-1])[::-1]
    words = _context(before) + _marked(passage.text, evidence_marks(quotation)) + _context(after)
    fidelity = next((used.fidelity for used in check.evidence if used.document == passage.document), None)
    inner = (
        tag("figcaption", f"In the evidence: {speaker}")
        + tag("blockquote", words, dir="auto")
        + tag("p", _place(passage, fidelity), class_="place")
    )
    return tag("figure", inner, class_="side of-evidence")


def _speaker(quotation: CheckedQuotation, name: str | None) -> str:
    """The speaker of one side; marked where it is the speaker that differs."""
    if not name:
        return ""
    differs = Manner.DIFFERS.value if quotation.verdict is Verdict.MISATTRIBUTED else None
    return tag("b", isolated(name), class_=differs)


def _before(context: str) -> str:
    """Of the words before a passage those of the same paragraph, cut to a line or two."""
    near = _BREAK.split(context)[-1]
    if len(near) <= _CONTEXT:
        return near
    cut = near[-_CONTEXT:]
    return "…" + (cut[cut.index(" ") :] if " " in cut.rstrip() else cut)


def _context(words: str) -> str:
    return tag("span", clean(words), class_="context") if words else ""


def _place(passage: Passage, fidelity: str | None = None) -> str:
    """Where the passage stands, as a link where it has an address."""
    page = f"p. {passage.page}" if passage.page else None
    time = passage.time.partition(".")[0] if passage.time else None
    name = isolated(passage.document)
    if passage.link and _ADDRESS.match(passage.link):
        name = tag("a", name, href=passage.link, rel="noopener noreferrer")
    elif passage.link:
        name += f" ({isolated(passage.link)})"
    return ", ".join([name, *(clean(fact) for fact in (page, time, fidelity) if fact)])


def _marked(text: str, marks: Iterable[Mark], missing: str = "") -> str:
    """Words with the differing ones marked; a mark says on a touch what stands on the other side.

    The marks of one side do not overlap, except where an edit is told twice: then the first is shown.
    """
    written: list[str] = []
    done = 0
    for mark in marks:
        edit, start, end = mark.edit, mark.span.start, min(mark.span.end, len(text))
        gap = start >= end
        if not done <= start <= len(text) or (gap and not edit.evidence):
            continue
        other = (edit.evidence if missing else edit.draft) or "nothing"
        title = f"{edit.edit_class}: {missing or 'the draft has'} “{' '.join(other.split())}”"
        words = "" if gap else clean(text[start:end])
        kind = f"{mark.manner} gap" if gap else mark.manner.value
        written += [
            clean(text[done:start]),
            tag("mark", words, class_=kind, title=title, aria_label=title if gap else None),
        ]
        done = max(start, end)
    return "".join(written) + clean(text[done:])


def _omitted(omitted: Sequence[str]) -> Iterator[str]:
    for hidden in omitted:
        words = tag("q", isolated(hidden)) if hidden.strip() else "nothing"
        yield tag("p", f"The ellipsis hides {words}", class_="hides")


def _edits(row: FlatQuotation) -> str:
    """Every difference with its class, those that the draft shows itself too."""
    edits = row.quotation.edits
    if not edits:
        return ""
    head = tag("tr", "".join(tag("th", name, scope="col") for name in ("draft", "evidence", "difference")))
    lines = "\n".join(
        tag("tr", _cell(edit.draft or _written(row, mark)) + _cell(edit.evidence) + tag("td", clean(_kind(mark))))
        for mark in draft_marks(row.quotation)
        for edit in (mark.edit,)
    )
    return tag("table", f"{tag('thead', head)}\n{tag('tbody', lines)}", class_="edits")


def _written(row: FlatQuotation, mark: Mark) -> str:
    """What the draft has in the place of words that it shows to be left out: an ellipsis."""
    start = row.quotation.span.start
    return row.quotation.text[max(mark.span.start - start, 0) : max(mark.span.end - start, 0)]


def _cell(words: str) -> str:
    return tag("td", isolated(words)) if words else tag("td", "nothing", class_="none")


def _kind(mark: Mark) -> str:
    moved = ", moved" if mark.edit.op == "move" else ""
    return f"{mark.edit.edit_class}{moved}" + (", shown by the draft" if mark.manner is Manner.INDICATED else "")


def _also(row: FlatQuotation) -> str:
    """Other passages that fit as well."""
    places = row.quotation.also
    if not places:
        return ""
    lines = "\n".join(
        tag("li", f"{_place(place)}{', ' + isolated(place.speaker) if place.speaker else ''}") for place in places
    )
    count = "another place fits" if len(places) == 1 else f"{len(places)} other places fit"
    return tag("details", tag("summary", f"{count.capitalize()} as well") + tag("ul", lines), class_="others")
