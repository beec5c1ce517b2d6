"""The cheapest reading of one block's signs: which open, which close which, and which are no marks.

A reading keeps a stack of open quotations. At each sign every reading may leave it out, open with it, or
close with it; readings with the same stack compete and the cheaper one stays (Viterbi's method over stacks of at most
three). The costs of signs come from `signs`; here are the costs of what is wrong in a whole reading:
a quotation that never closes, a mark that closes another kind, a quotation inside one of the same kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from quoth.text.marks.signs import FAMILY, Sign

DEPTH = 3

# Just below the cost of leaving a double mark out (4), so that a mark which looks like an opening one is
# listed as a quotation without an end rather than passed over in silence.
_UNCLOSED, _UNCLOSED_SINGLE = 3.5, 3.0
_GOES_ON = 1.0  # left open, and the next paragraph opens again
_SAME_INSIDE = 3.4  # “a “b” c”: just cheaper than a quotation that never closes
_SIMILAR_INSIDE = 1.0  # “a "b" c”
_ONE_FOR_TWO = 1.5  # «a «b»: one guillemet closes both
_USUAL_PAIR, _MIXED_PAIR = 0.4, 1.0

_USUAL_PAIRS = frozenset(
    pair.partition(" ")[::2]
    for pair in (
        "“ ”", "„ ”", "„ “", "” ”", '" "', "`` ''", "'' ''", ",, ''", "‘‘ ’’", "״ ״", "〝 〞", "〝 〟", "❝ ❞",
        "‘ ’", "‚ ’", "‚ ‘", "’ ’", "' '", "` '", "` ´", "` ’", "« »", "» «", "» »", "‹ ›", "› ‹", "<< >>",
        "「 」", "｢ ｣", "『 』", "《 》", "〈 〉",
    )
)  # fmt: skip

# How many readings stay after each sign, and how far the dearest may be behind: two signs left out and an oddity.
_BEAM = 12
_MARGIN = 9.0


class Pair(NamedTuple):
    """A quotation as read: the sign that opens it and the one that closes it, if any.

    Without one it ends at `end`, the end of the block or the sign before which it was given up.
    """

    opening: Sign
    closing: Sign | None
    end: int
    depth: int
    cut_by: Sign | None = None

    @property
    def at_edge(self) -> bool:
        """Whether it is open at the end of its block."""
        return self.closing is None and self.cut_by is None


class _End(NamedTuple):
    """What one sign ended: of the `stack` before it, `closed` quotations from `level` up; it gave up those above.

    Ends are chained, last first, since readings share their beginnings; pairs are made of the best reading only.
    """

    sign: Sign
    stack: tuple[Sign, ...]
    level: int
    closed: int
    before: _End | None

    def pairs(self) -> Iterator[Pair]:
        for depth, opening in enumerate(self.stack[self.level :], self.level + 1):
            if depth <= self.level + self.closed:
                yield Pair(opening, self.sign, self.sign.end, depth)
            else:
                yield Pair(opening, None, self.sign.start, depth, self.sign)


class _Reading(NamedTuple):
    cost: float
    stack: tuple[Sign, ...]
    last: _End | None


@dataclass(frozen=True, slots=True)
class Habits:
    """What the language and the document say of pairs, and what stands around the block.

    `reopening` are the glyphs that may open this block again, `lead` those with which the next paragraph
    begins.
    """

    pairs: tuple[tuple[str, str], ...]
    outer_single: float
    reopening: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


def read_block(signs: Sequence[Sign], end: int, habits: Habits) -> tuple[list[Pair], bool]:
    """The pairs of the block that ends at `end`, in no order, and whether those left open go on in the next."""
    readings = [_Reading(0.0, (), None)]
    for number, sign in enumerate(signs):
        if number < len(habits.reopening) and FAMILY[habits.reopening[number]] == sign.family:
            sign = replace(sign, opening=0.0)
        readings = _thin(_steps(readings, sign, habits))
    ended = [(_end_cost(reading.stack, habits), reading) for reading in readings]
    _, best = min(ended, key=lambda pair: pair[0] + pair[1].cost)
    goes_on = bool(best.stack) and _goes_on(best.stack, habits)
    pairs = [Pair(sign, None, end, depth) for depth, sign in enumerate(best.stack, 1)]
    end_before = best.last
    while end_before is not None:
        pairs.extend(end_before.pairs())
        end_before = end_before.before
    return pairs, goes_on


def _goes_on(stack: Sequence[Sign], habits: Habits) -> bool:
    """Whether the next paragraph opens again what this one leaves open (Spanish and French also with »)."""
    return len(habits.lead) >= len(stack) and all(
        glyph == sign.glyph or (sign.glyph, glyph) in habits.pairs or (sign.glyph == "«" and glyph == "»")
        for sign, glyph in zip(stack, habits.lead, strict=False)
    )


def _end_cost(stack: tuple[Sign, ...], habits: Habits) -> float:
    if not stack:
        return 0.0
    if _goes_on(stack, habits):
        return _GOES_ON
    return _given_up(stack)


def _given_up(stack: tuple[Sign, ...]) -> float:
    """The cost of quotations that end without a closing mark."""
    return sum([_UNCLOSED_SINGLE if sign.family == "single" else _UNCLOSED for sign in stack]) if stack else 0.0


def _thin(readings: Iterator[_Reading]) -> list[_Reading]:
    """The cheapest reading of each stack, at most `_BEAM`, none hopelessly behind."""
    best: dict[tuple[str, ...], _Reading] = {}
    for reading in readings:
        key = tuple([sign.glyph for sign in reading.stack])
        rival = best.get(key)
        if rival is None or reading.cost < rival.cost:
            best[key] = reading
    limit = min(reading.cost for reading in best.values()) + _MARGIN
    kept = [reading for reading in best.values() if reading.cost <= limit]
    if len(kept) > _BEAM:
        kept.sort(key=lambda reading: reading.cost)
        del kept[_BEAM:]
    return kept


def _steps(readings: Sequence[_Reading], sign: Sign, habits: Habits) -> Iterator[_Reading]:
    for reading in readings:
        yield _Reading(reading.cost + sign.ignored, reading.stack, reading.last)
        yield from _open(reading, sign, habits)
        yield from _close(reading, sign, habits)


def _open(reading: _Reading, sign: Sign, habits: Habits) -> Iterator[_Reading]:
    cost, stack, last = reading
    cost += sign.opening
    if len(stack) < DEPTH:
        yield _Reading(cost + _inside(stack, sign, habits), (*stack, sign), last)
    for level, other in enumerate(stack):
        if other.family == sign.family:
            # The other never closed: it ends where this one begins.
            rest = stack[:level]
            loss = _given_up(stack[level:]) + _inside(rest, sign, habits)
            yield _Reading(cost + loss, (*rest, sign), _End(sign, stack, level, 0, last))


def _close(reading: _Reading, sign: Sign, habits: Habits) -> Iterator[_Reading]:
    cost, stack, last = reading
    cost += sign.closing
    for level, opened in enumerate(stack):
        if opened.family == sign.family:
            loss = _given_up(stack[level + 1 :]) + _pair_cost(opened.glyph, sign.glyph, habits.pairs)
            yield _Reading(cost + loss, stack[:level], _End(sign, stack, level, 1, last))
        elif sign.glyph in ("''", "’’") and opened.family == "single" and level == len(stack) - 1:
            # the workers'': a possessive and the mark that closes
            yield _Reading(cost + 1.0, stack[:level], _End(_last_half(sign), stack, level, 1, last))
    if len(stack) > 1 and sign.glyph == "»" and stack[-1].glyph == stack[-2].glyph == "«":
        yield _Reading(cost + _ONE_FOR_TWO - _SAME_INSIDE, stack[:-2], _End(sign, stack, len(stack) - 2, 2, last))


def _inside(stack: tuple[Sign, ...], sign: Sign, habits: Habits) -> float:
    """What it costs to open `sign` inside what is open."""
    if not stack:
        return habits.outer_single if sign.family == "single" else 0.0
    if any(other.glyph == sign.glyph for other in stack):
        return _SAME_INSIDE
    return _SIMILAR_INSIDE if any(other.family == sign.family for other in stack) else 0.0


def _last_half(sign: Sign) -> Sign:
    return replace(sign, start=sign.end - 1, glyph=sign.glyph[-1], family="single")


@cache
def _pair_cost(opening: str, closing: str, pairs: tuple[tuple[str, str], ...]) -> float:
    if (opening, closing) in pairs:
        return 0.0
    return _USUAL_PAIR if (opening, closing) in _USUAL_PAIRS else _MIXED_PAIR
