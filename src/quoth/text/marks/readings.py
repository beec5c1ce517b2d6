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


class _Chain(NamedTuple):
    """Pairs read so far, last first; shared between readings."""

    pair: Pair
    before: _Chain | None


class _Reading(NamedTuple):
    cost: float
    stack: tuple[Sign, ...]
    pairs: _Chain | None


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
    chain = best.pairs
    while chain is not None:
        pairs.append(chain.pair)
        chain = chain.before
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
    return sum(map(_unclosed, stack))


def _unclosed(sign: Sign) -> float:
    return _UNCLOSED_SINGLE if sign.family == "single" else _UNCLOSED


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
    for cost, stack, pairs in readings:
        yield _Reading(cost + sign.ignored, stack, pairs)
        yield from _open(cost, stack, pairs, sign, habits)
        yield from _close(cost, stack, pairs, sign, habits)


def _open(cost: float, stack: tuple[Sign, ...], pairs: _Chain | None, sign: Sign, habits: Habits) -> Iterator[_Reading]:
    if len(stack) < DEPTH:
        yield _Reading(cost + sign.opening + _inside(stack, sign, habits), (*stack, sign), pairs)
    for level, other in enumerate(stack):
        if other.family == sign.family:
            # The other never closed: it ends where this one begins.
            loss, given_up = _give_up(stack, level, sign, pairs)
            rest = stack[:level]
            yield _Reading(cost + loss + sign.opening + _inside(rest, sign, habits), (*rest, sign), given_up)


def _close(
    cost: float, stack: tuple[Sign, ...], pairs: _Chain | None, sign: Sign, habits: Habits
) -> Iterator[_Reading]:
    for level, opened in enumerate(stack):
        if opened.family != sign.family:
            if sign.glyph in ("''", "’’") and opened.family == "single" and level == len(stack) - 1:
                # the workers'': a possessive and the mark that closes
                pair = Pair(opened, _last_half(sign), sign.end, level + 1)
                yield _Reading(cost + sign.closing + 1.0, stack[:level], _Chain(pair, pairs))
            continue
        loss, rest = _give_up(stack, level + 1, sign, pairs)
        pair = Pair(opened, sign, sign.end, level + 1)
        total = cost + loss + sign.closing + _pair_cost(opened.glyph, sign.glyph, habits.pairs)
        yield _Reading(total, stack[:level], _Chain(pair, rest))
    if len(stack) > 1 and sign.glyph == "»" and stack[-1].glyph == stack[-2].glyph == "«":
        inner, outer = (Pair(stack[depth - 1], sign, sign.end, depth) for depth in (len(stack), len(stack) - 1))
        yield _Reading(
            cost + sign.closing + _ONE_FOR_TWO - _SAME_INSIDE, stack[:-2], _Chain(outer, _Chain(inner, pairs))
        )


def _give_up(stack: tuple[Sign, ...], level: int, by: Sign, pairs: _Chain | None) -> tuple[float, _Chain | None]:
    """The cost of ending all quotations from `level` up before the sign `by`, without a closing mark."""
    loss = 0.0
    for depth in range(len(stack), level, -1):
        sign = stack[depth - 1]
        loss += _unclosed(sign)
        pairs = _Chain(Pair(sign, None, by.start, depth, by), pairs)
    return loss, pairs


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
