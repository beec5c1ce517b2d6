"""Quotation marks: every quoted string of a document, paired by convention and not by glyph.

`signs` finds and prices what may be a mark, `readings` takes the cheapest reading of one block, `dashes` adds speech
that a dash opens, and `quotations` puts them together (`docs/design/0002-quotation-marks.md`).
"""

from quoth.text.marks.quotations import QuotedSpan, find_quotations

__all__ = ["QuotedSpan", "find_quotations"]
