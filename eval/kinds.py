"""Kind of a gold fragment, from the quotation marks around it: direct, mixed or indirect.

Deliberately not `quoth.text.marks`: a score that used the pairing it measures would hide that pairing's
mistakes. This one is plain: one paragraph (line) at a time, double marks first, single ones where none is open.
"""

from __future__ import annotations

import re

from quoth.model import Kind, Span

_MARK = re.compile(r"``|''|[“”\"«»„]|(?<!\w)['‘](?=\w)|(?<=\S)['’](?!\w)")
_DOUBLE = {"“", "”", '"', "«", "»", "„", "``", "''"}
_OPENING = {"“", "«", "„", "``", "‘"}
_CLOSING = {"”", "»", "’"}


def quoted_places(text: str) -> bytearray:
    """For every code point, 1 where it stands inside quotation marks (the marks count as inside).

    A quotation that is not closed runs to the end of its line.

    >>> "".join(".q"[place] for place in quoted_places('He said "go" now'))
    '........qqqq....'
    """
    inside = bytearray(len(text))
    line_start = 0
    for line in text.splitlines(keepends=True):
        opened: tuple[int, bool] | None = None
        for mark in _MARK.finditer(line):
            double = mark[0] in _DOUBLE
            if opened is None:
                # An apostrophe at the end of a word opens nothing; neither does a stray closing mark.
                begins_word = not line[mark.start() - 1 : mark.start()].isalnum()
                if mark[0] not in _CLOSING and (double or begins_word):
                    opened = (mark.start(), double)
            elif double == opened[1] and mark[0] not in _OPENING:
                _fill(inside, line_start + opened[0], line_start + mark.end())
                opened = None
        if opened is not None and opened[1]:
            _fill(inside, line_start + opened[0], line_start + len(line))
        line_start += len(line)
    return inside


def kind_of(span: Span, text: str, inside: bytearray) -> Kind:
    """Direct when all letters and digits of the span stand inside marks, mixed when some do, else indirect."""
    letters = [place for place in range(span.start, span.end) if text[place].isalnum()]
    count = sum(inside[place] for place in letters)
    if count == 0:
        return Kind.INDIRECT
    return Kind.DIRECT if count == len(letters) else Kind.MIXED


def _fill(inside: bytearray, start: int, end: int) -> None:
    inside[start:end] = b"\1" * (end - start)
