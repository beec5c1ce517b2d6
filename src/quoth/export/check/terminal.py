"""A check for a person at a terminal, as a good compiler tells it: the place, the words, the evidence, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from quoth.export.cells import BOLD, DIM, OFF, cells, printable, shorten
from quoth.export.check.flat import FlatQuotation, Tally, flatten, meaning, place_of, ranked, unread
from quoth.export.check.marks import Manner, Mark, draft_marks, evidence_marks
from quoth.export.check.underline import Row, rows, shortened
from quoth.export.flat import Places
from quoth.model import Check, Finding, Severity, Span, Verdict

_LEAST = 40  # nothing can be read in less; the terminal breaks the lines
_MOST_ROWS = 8  # of a long quotation only what is near a difference is shown
_GUTTER = 7
_ADDRESS = "address"

_RED, _GREEN, _YELLOW, _BLUE = (f"\x1b[{code}m" for code in (31, 32, 33, 34))
_SEVERITIES = {Severity.ERROR: f"{BOLD}{_RED}", Severity.WARNING: f"{BOLD}{_YELLOW}", Severity.NOTE: f"{BOLD}{_BLUE}"}
_SIGNS = {Manner.DIFFERS: "^", Manner.INDICATED: "-", Manner.SLIGHT: "~"}
# These need no more than a line: the words are there, or nobody claims that they are.
_SHORT = frozenset({Verdict.VERBATIM, Verdict.NOT_A_CLAIM})


def render_terminal(
    checks: Iterable[Check], *, width: int = 80, colour: bool = False, verbose: bool = False
) -> Iterator[str]:
    """What differs in each draft, as soon as it is checked, then one line with the counts.

    Verbatim quotations, the notes on them and waived findings are shown only when `verbose`.
    """
    tally = Tally()
    for check in checks:
        tally.add(check)
        yield "".join(f"{line}\n" for line in _Told(check, max(width, _LEAST), colour, verbose).lines())
    yield f"{tally}\n"


class _Told:
    """One check as lines."""

    def __init__(self, check: Check, width: int, colour: bool, verbose: bool) -> None:
        self._check = check
        self._width = width
        self._colour = colour
        self._verbose = verbose
        self._places = Places(check.draft)
        self._name = printable(check.draft.path or "draft")

    def lines(self) -> Iterator[str]:
        for used in self._check.evidence:
            if not used.read:
                warning = self._paint("warning", _SEVERITIES[Severity.WARNING])
                yield printable(used.document) + f": {warning}: {printable(unread(used))}"
        flat = flatten(self._check)
        told = [(row.quotation.span, self._quotation(row)) for row in flat.quotations]
        told += [(finding.span, self._head(finding)) for finding in flat.others]
        for _, lines in sorted(told, key=lambda pair: pair[0]):
            yield from lines

    def _quotation(self, row: FlatQuotation) -> Iterator[str]:
        quotation, short = row.quotation, row.quotation.verdict in _SHORT
        told = [f for f in ranked(row.findings) if self._verbose or not (short and f.severity is Severity.NOTE)]
        heads = [line for finding in told for line in self._head(finding)]
        if short:
            yield from heads
            if self._verbose or (quotation.verdict is not Verdict.VERBATIM and not heads):
                yield self._short(row)
            return
        if quotation.verdict is Verdict.UNCHECKED and not row.findings and not self._verbose:
            return  # a document's own speech, which nothing was given to check against; the last line counts it
        verdict = self._paint(quotation.verdict, BOLD)
        yield from heads or [f"{self._at(quotation.span)}: {verdict}: {self._verdict(row)}"]
        yield from self._block(row)
        yield ""

    def _head(self, finding: Finding) -> Iterator[str]:
        """Place, severity, rule and message, on one line for whatever reads such lines; the waived say so."""
        if finding.waived is not None:
            if self._verbose:
                reason = printable(finding.waived)
                yield self._paint(f"{self._at(finding.span)}: waived {finding.rule}: {reason}", DIM)
            return
        severity = self._paint(f"{finding.severity} {finding.rule}", _SEVERITIES[finding.severity])
        yield f"{self._at(finding.span)}: {severity}: {printable(finding.message)}"

    def _block(self, row: FlatQuotation) -> Iterator[str]:
        """The words of the draft, the verdict, and the words of the evidence."""
        quotation = row.quotation
        span, marks = self._shown(quotation.span), draft_marks(quotation)
        line = self._places.line(span.start)[0]
        number = str(line) if self._places.in_file(span.start) else ""
        yield from self._words(self._check.draft.text, span, marks, number, _RED)
        if row.findings:
            yield from self._note(quotation.verdict, self._verdict(row))
        if passage := quotation.evidence:
            yield from self._note("evidence", f"{place_of(passage)}{self._fidelity(passage.document)}")
            yield from self._words(passage.text, Span(0, len(passage.text)), evidence_marks(quotation), "", _GREEN)
            if passage.link:
                yield from self._note(_ADDRESS, printable(passage.link))
        for other in quotation.also:
            yield from self._note("also fits", place_of(other))
        for hidden in filter(None, quotation.omitted):
            yield from self._note("the ellipsis hides", f"“{hidden}”")
        suggestions = (f.suggestion for f in ranked(row.findings) if f.suggestion and f.waived is None)
        for suggestion in dict.fromkeys(suggestions):
            yield from self._note("suggestion", suggestion)

    def _short(self, row: FlatQuotation) -> str:
        """A quotation on one line."""
        quotation = row.quotation
        head = f"{self._at(quotation.span)}: {quotation.verdict}: "
        tail = f" ({printable(place_of(quotation.evidence))})" if quotation.evidence else ""
        room = max(self._width - cells(head) - cells(tail), 16)
        return self._paint(f"{head}{shorten(printable(quotation.text), room)}{tail}", DIM)

    def _verdict(self, row: FlatQuotation) -> str:
        speaker = f"; the draft names {row.quotation.speaker}" if row.quotation.speaker else ""
        return printable(f"{meaning(row.quotation)}{speaker}")

    def _fidelity(self, document: str) -> str:
        fidelity = next((used.fidelity for used in self._check.evidence if used.document == document), None)
        return f" ({fidelity})" if fidelity else ""

    def _shown(self, span: Span) -> Span:
        """The whole line in which a quotation stands, where it has room; else the quotation alone."""
        text = self._check.draft.text
        start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
        ends = [at for at in (text.find("\n", span.end), text.find("\r", span.end)) if at >= 0]
        end = min(ends, default=len(text))
        room = self._width - _GUTTER
        whole = end - start <= room and cells(printable(text[start:end])) <= room
        return Span(start, end) if whole and not set("\r\n") & set(span.of(text)) else span

    def _words(self, text: str, span: Span, marks: Sequence[Mark], number: str, style: str) -> Iterator[str]:
        """Some words of a text with the marked ones in their colour and with carets below."""
        places = [
            (Span(max(mark.span.start - span.start, 0), max(mark.span.end - span.start, 0)), _SIGNS[mark.manner])
            for mark in marks
        ]
        for row in shortened(rows(span.of(text), places, self._width - _GUTTER), _MOST_ROWS):
            yield self._gutter(number) + (self._painted(row, style) if row else "…")
            number = ""
            if row and row.carets:
                yield self._gutter() + self._paint(row.carets, style)

    def _painted(self, row: Row, style: str) -> str:
        styles = {"^": style, " ": ""}
        return "".join(
            self._paint("".join(character for character, _ in group), styles.get(sign, DIM))
            for sign, group in groupby(row.characters, key=lambda pair: pair[1])
        )

    def _note(self, label: str, text: str) -> Iterator[str]:
        """A line after `=`, wrapped below itself; an address is not wrapped, so that it can be followed."""
        whole = f"{label}: {text}"
        room = cells(whole) if label == _ADDRESS else self._width - _GUTTER
        for index, row in enumerate(rows(whole, (), max(room, 1))):
            sign = self._paint("=" if index == 0 else " ", DIM)
            painted = self._paint(label, BOLD) + row.text.removeprefix(label) if index == 0 else row.text
            yield f"{' ' * (_GUTTER - 2)}{sign} {painted}"

    def _gutter(self, number: str = "") -> str:
        return self._paint(f"{number:>{_GUTTER - 3}} | ", DIM)

    def _at(self, span: Span) -> str:
        if not self._places.in_file(span.start):
            return f"{self._name}: {self._places.name(span.start)}"
        line, column = self._places.line(span.start)
        return f"{self._name}:{line}:{column}"

    def _paint(self, text: str, style: str) -> str:
        return f"{style}{text}{OFF}" if self._colour and style and text.strip() else text
