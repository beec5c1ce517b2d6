"""White space: what it is in every pattern, how many lines it ends, and spans without it at their edges."""

from __future__ import annotations

from quoth.model import Span

# As `str.isspace` has it: `regex` leaves the separators \x1c to \x1f out of its \s.
SPACE = r"[\s\x1c-\x1f]"
LINE_END = r"(?:\r\n|[\n\r\f\v\x85\u2028\u2029])"


def count_line_ends(text: str) -> int:
    r"""How many lines end in `text`, by any of Unicode's line ends.

    >>> count_line_ends("one\r\ntwo\n")
    2
    """
    return len(f"{text}.".splitlines()) - 1


def trimmed(text: str, start: int, end: int, also: str = "") -> Span:
    """`[start, end)` without white space at its edges, nor any of the signs `also`; empty when nothing is left.

    >>> trimmed("“ No ”", 1, 5)
    Span(start=2, end=4)
    """
    while end > start and (text[end - 1].isspace() or text[end - 1] in also):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in also):
        start += 1
    return Span(start, end)
