"""Units: a sentence as the rules see it, each outermost quotation folded into one unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from quoth.extract.intervals import among
from quoth.model import Span
from quoth.text.marks import QuotedSpan
from quoth.text.tokens import tokenise


class Unit(NamedTuple):
    """A word, a mark of punctuation or a whole quotation; `[start, end)` in code points."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_quotation(self) -> bool:
        """Whether it is a whole quotation."""
        return self.lower == QUOTATION

    @property
    def closing_mark(self) -> str:
        """Of a quotation, the mark just before its closing mark."""
        mark = self.text[:-1].rstrip("'’\"”»")[-1:]
        return _PLAIN.get(mark, mark)

    @property
    def looks_past(self) -> bool:
        """Whether it is a lower-case word with the ending of a past form."""
        return self.text.islower() and self.lower.endswith("ed") and len(self.text) > 4

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.text[0].isupper()


# Marks of other scripts, read as the plain ones that the rules know.
_PLAIN = {
    "：": ":",
    "，": ",",
    "、": ",",
    "。": ".",
    "；": ";",
    "？": "?",
    "！": "!",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "·": ";",
}

# The `lower` of a unit that is a whole quotation; no word is spelled like this.
QUOTATION = "“”"


def fold(text: str, span: Span, quoted: Sequence[QuotedSpan]) -> tuple[Unit, ...]:
    """The units of `span`, in order; the quotations given, in order and none inside another, are one unit each."""
    units: list[Unit] = []
    position = span.start
    for quotation in among(quoted, span):
        start, end = max(quotation.span.start, span.start), min(quotation.span.end, span.end)
        units.extend(_words(text, Span(position, max(start, position))))
        units.append(Unit(start, end, text[start:end], QUOTATION))
        position = end
    units.extend(_words(text, Span(min(position, span.end), span.end)))
    return tuple(units)


def span_of(units: Sequence[Unit], start: int, end: int) -> Span:
    """The span of text that units `[start, end)` cover."""
    return Span(units[start].start, units[end - 1].end)


def _words(text: str, span: Span) -> list[Unit]:
    units = []
    for token in tokenise(text, span):
        word = _PLAIN.get(token.of(text), token.of(text))
        if not word.strip("*_"):
            continue  # emphasis of Markdown
        units.append(Unit(token.start, token.end, word, word.lower().replace("’", "'")))
    return units
