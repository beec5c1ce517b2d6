"""Lines to paragraphs: which lines of a plain text belong together.

Two customs are told apart for the whole text: *one line, one paragraph*, and *wrapped* at some column, where a
paragraph ends at a blank line, at an indent, or at a line that had room for the next word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from quoth.ingest.pieces import Piece
from quoth.ingest.shape import BULLET, ORDINAL, ends_sentence
from quoth.text.labels import find_turn_label

# Nobody wraps text by hand beyond this; longer lines are whole paragraphs.
WIDEST_COLUMN = 120
# In a narrower column a small word at the end of a line shows nothing.
NARROWEST = 40
# Below this share of line ends in mid-sentence, lines are paragraphs. Wrapped prose has about two thirds.
WRAPPED_SHARE = 0.3

_BRACKET_NOTE = re.compile(r"\[\^?(?:\d{1,3}|\*+)\]:?\s")
_RULE_SIGNS = frozenset("-*_=~#•·—–+⁂◆◇●○■□")
_TAB = 8
# "in a statement on / Monday": no heading and no item of a list ends so.
_SMALL_WORD = regex.compile(r"\s\p{Ll}{1,3}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its white space; `gap` and `after_rule` as in `Piece`."""

    start: int
    end: int
    indent: int
    gap: bool
    after_rule: bool
    underlined: bool


def find_paragraphs(text: str, start: int = 0) -> tuple[Piece, ...]:
    r"""The paragraphs of a plain text from `start` on, in order, without a role.

    >>> [text[p.start : p.end] for text in ["One.\nTwo.\n***\nThree."] for p in find_paragraphs(text)]
    ['One.', 'Two.', 'Three.']
    """
    lines = tuple(_lines(text, start))
    width = _wrapped_at(text, lines)
    return tuple(_merge(text, lines, width))


def is_rule(words: str) -> bool:
    """Whether a line parts the text and says nothing: `***`, `---`, `* * *`, `#`."""
    if not words or words[0] not in _RULE_SIGNS:
        return False
    signs = words.replace(" ", "").replace("\t", "")
    return signs == signs[0] * len(signs)


def _lines(text: str, start: int) -> Iterator[Line]:
    held: Line | None = None
    gap, rule = True, False
    position = start
    for raw in text[start:].splitlines(keepends=True):
        begin, position = position, position + len(raw)
        words = raw.strip()
        if not words:
            gap = True
        elif is_rule(words):
            if held is not None and not gap and len(words) >= 3 and words[0] in "=-~^":
                held = Line(held.start, held.end, held.indent, held.gap, held.after_rule, True)
            gap = rule = True
        else:
            if held is not None:
                yield held
            lead = len(raw) - len(raw.lstrip())
            indent = len(raw[:lead].expandtabs(_TAB)) if lead else 0
            held = Line(begin + lead, begin + lead + len(words), indent, gap, rule, False)
            gap = rule = False
    if held is not None:
        yield held


def _wrapped_at(text: str, lines: tuple[Line, ...]) -> int:
    """The column at which the text is wrapped, 0 when its lines are paragraphs."""
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if not b.gap and a.end - a.start + a.indent <= WIDEST_COLUMN and b.end - b.start <= WIDEST_COLUMN
    ]
    middle = [a.end - a.start + a.indent for a, b in pairs if _runs_on(text, a, b)]
    if not middle or len(middle) < WRAPPED_SHARE * len(pairs):
        return 0
    return sorted(middle)[int(len(middle) * 0.9)]


def _runs_on(text: str, a: Line, b: Line) -> bool:
    """Whether a line end stands in mid-sentence, as far as the two lines show it."""
    first = text[b.start]
    if first.isdigit() or (first.isalpha() and first.lower() == first.upper()):
        follows = not ORDINAL.match(text, b.start, b.end)
    else:
        hangs = a.end - a.start >= NARROWEST and _SMALL_WORD.search(text, a.end - 5, a.end)
        follows = first.islower() or bool(hangs)
    return follows and not ends_sentence(text[max(a.start, a.end - 20) : a.end])


def _merge(text: str, lines: Iterable[Line], width: int) -> Iterator[Piece]:
    held: list[Line] = []
    for line in lines:
        if held and not (not line.gap and not held[-1].underlined and _joins(text, held, line, width)):
            yield _piece(held)
            held = []
        held.append(line)
    if held:
        yield _piece(held)


def _piece(lines: list[Line]) -> Piece:
    first = lines[0]
    indent = min(line.indent for line in lines)
    return Piece(first.start, lines[-1].end, None, first.gap, first.after_rule, lines[-1].underlined, indent)


def _joins(text: str, held: list[Line], line: Line, width: int) -> bool:
    last = held[-1]
    quoting = text[held[0].start] == ">"
    if quoting or text[line.start] == ">":
        return quoting and text[line.start] == ">"
    if not width or _BRACKET_NOTE.match(text, line.start, line.end):
        return False
    stops = ends_sentence(text[max(last.start, last.end - 20) : last.end])
    word = len(text[line.start : line.start + 40].split(None, 1)[0])
    room = width - (last.end - last.start + last.indent) - 1 - word
    begins = find_turn_label(text, line.start, line.end) or _is_item(text, line)
    if begins and (stops or room >= 0):
        return False
    hanging = _is_item(text, held[0])
    if line.indent >= last.indent + 2 and not (hanging and len(held) == 1):
        return False  # an indent opens a paragraph
    if line.indent <= last.indent - 4 and len(held) > 1:
        return False  # an indented quotation is over
    if stops:
        return room < 0
    return room < width * 0.3 or _runs_on(text, last, line)


def _is_item(text: str, line: Line) -> bool:
    return bool(BULLET.match(text, line.start, line.end) or ORDINAL.match(text, line.start, line.end))
