"""Quotations: the quoted strings of a document, block by block.

Blocks are read by themselves, so that one odd mark never costs more than its own block; only a run of paragraphs,
each of which opens again, is looked at over its edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quoth.model import Block, Role, Span
from quoth.text.language import Language
from quoth.text.marks.dashes import speech_pieces
from quoth.text.marks.readings import DEPTH, Habits, Pair, read_block
from quoth.text.marks.signs import Sign, find_signs
from quoth.text.white_space import trimmed

# Over the edges of these a quotation or a sentence may run on, and over headings, captions and notes between them.
RUNNING = frozenset({Role.PARAGRAPH, Role.BLOCK_QUOTATION, Role.LIST_ITEM, Role.TURN})
_SPOKEN = RUNNING - {Role.LIST_ITEM}  # a dash at the start of a list item is a bullet


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """One quoted string: `span` with its marks, `inner` without them and the space inside them.

    `closed` is False where its closing mark is missing; then `continues` says whether the next paragraph
    opens the same quotation again, which is no fault. Speech opened by a dash has no closing mark to miss
    and is always closed.
    """

    span: Span
    inner: Span
    depth: int
    closed: bool
    continues: bool


def find_quotations(text: str, blocks: Sequence[Block], language: Language) -> tuple[QuotedSpan, ...]:
    """Every quoted string, in text order, outer before inner; never two that cross.

    >>> from quoth.text.language import language
    >>> text = 'The workers’ “plan ‘B’” costs £5.'
    >>> blocks = [Block(Role.PARAGRAPH, 0, len(text))]
    >>> [quoted.span.of(text) for quoted in find_quotations(text, blocks, language("en"))]
    ['“plan ‘B’”', '‘B’']
    """
    signs = find_signs(text, blocks, language)
    leads = _leads(blocks, signs.blocks)
    found: list[QuotedSpan] = []
    reopening: tuple[str, ...] = ()
    for block, own, lead in zip(blocks, signs.blocks, leads, strict=True):
        running = block.role in RUNNING
        habits = Habits(
            pairs=language.pairs,
            outer_single=0.0 if block.role.is_heading else signs.outer_single,
            reopening=reopening if running else (),
            lead=lead if running else (),
        )
        pairs, goes_on = read_block(own, block.end, habits)
        quoted = [quotation for pair in pairs if (quotation := _quoted(text, pair, goes_on)).inner]
        if running:
            reopening = lead if goes_on else ()
        if language.dash and block.role in _SPOKEN:
            quoted = _with_dashes(text, block, quoted, language)
        found.extend(sorted(quoted, key=lambda quotation: (quotation.span.start, -quotation.span.end, quotation.depth)))
    return tuple(found)


def _leads(blocks: Sequence[Block], signs: Sequence[Sequence[Sign]]) -> list[tuple[str, ...]]:
    """For each block the marks with which the next running block begins."""
    leads: list[tuple[str, ...]] = []
    lead: tuple[str, ...] = ()
    for block, own in zip(reversed(blocks), reversed(signs), strict=True):
        leads.append(lead)
        if block.role in RUNNING:
            at, glyphs = block.start, []
            for sign in own[:DEPTH]:
                if sign.start != at:
                    break
                glyphs.append(sign.glyph)
                at = sign.end
            lead = tuple(glyphs)
    leads.reverse()
    return leads


def _quoted(text: str, pair: Pair, goes_on: bool) -> QuotedSpan:
    start, end = pair.opening.start, pair.end
    if pair.closing is not None:
        inner = trimmed(text, pair.opening.end, pair.closing.start)
        return QuotedSpan(Span(start, end), inner, pair.depth, closed=True, continues=False)
    span = trimmed(text, start, end)
    inner = trimmed(text, pair.opening.end, max(span.end, pair.opening.end))
    # Where a block holds several lines (a poem, a page cut badly), a line opens again as a paragraph would.
    reopened = pair.cut_by is not None and pair.cut_by.glyph == pair.opening.glyph and text[end - 1] == "\n"
    return QuotedSpan(span, inner, pair.depth, closed=False, continues=(goes_on and pair.at_edge) or reopened)


def _with_dashes(text: str, block: Block, quoted: list[QuotedSpan], language: Language) -> list[QuotedSpan]:
    """The quotations of a block, with the speech that its dash opens around them."""
    outer = sorted(quotation.span for quotation in quoted if quotation.depth == 1)
    pieces = speech_pieces(text, block.span, outer, language)
    spoken = [QuotedSpan(span, inner, 1, closed=True, continues=False) for span, inner in pieces]
    return spoken + [
        QuotedSpan(q.span, q.inner, q.depth + 1, q.closed, q.continues)
        if any(piece.covers(q.span) for piece, _ in pieces)
        else q
        for q in quoted
    ]
