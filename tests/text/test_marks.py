"""Quotation marks: what must hold for every text, however odd its marks are.

Which marks pair with which is told by the cases in `cases/marks`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoth.model import Block, Role, Span
from quoth.text.language import language, languages
from quoth.text.marks import QuotedSpan, find_quotations
from quoth.text.marks.signs import FAMILY


def paragraphs(texts: Sequence[str], roles: Sequence[Role] = ()) -> tuple[str, tuple[Block, ...]]:
    """The texts parted by blank lines, and their blocks: paragraphs unless `roles` says otherwise."""
    blocks, start = [], 0
    for number, text in enumerate(texts):
        blocks.append(Block(roles[number] if roles else Role.PARAGRAPH, start, start + len(text)))
        start += len(text) + 2
    return "\n\n".join(texts), tuple(blocks)


def quoted(texts: Sequence[str], roles: Sequence[Role] = (), code: str = "en") -> list[tuple[str, bool, bool]]:
    text, blocks = paragraphs(texts, roles)
    return [(q.span.of(text), q.closed, q.continues) for q in find_quotations(text, blocks, language(code))]


WORDS = st.sampled_from(
    ["We", "go", "the workers", "don't", "12", "said", "Brandt", "😀", "橋", "لا", "-", "—", "s", "…"]
)
GLYPHS = st.sampled_from([*FAMILY, "\u00a0", " ", ". ", ", ", "(", "]", "\n", "*", "\u200f"])
ODD_TEXTS = st.lists(st.lists(st.one_of(WORDS, GLYPHS), max_size=25).map("".join).map(str.strip), max_size=5)


@settings(deadline=None)  # the machine may be busy
@given(ODD_TEXTS, st.sampled_from(languages()))
def test_spans_are_whole_ordered_and_nested(texts: list[str], code: str) -> None:
    texts = [text for text in texts if text]
    text, blocks = paragraphs(texts)
    found = find_quotations(text, blocks, language(code))
    assert found == find_quotations(text, blocks, language(code))
    assert list(found) == sorted(found, key=lambda q: (q.span.start, -q.span.end, q.depth))
    for quotation in found:
        assert any(block.span.covers(quotation.span) for block in blocks)
        assert quotation.span.covers(quotation.inner)
        assert quotation.inner.of(text) == quotation.inner.of(text).strip() != ""
        assert not (quotation.closed and quotation.continues)
        assert_depth(quotation, found)
    for first, second in pairwise(found):
        assert not first.span.overlaps(second.span) or first.span.covers(second.span)


def assert_depth(quotation: QuotedSpan, found: Sequence[QuotedSpan]) -> None:
    """One level deeper than the quotations around it."""
    around = {q.depth for q in found if q.span.covers(quotation.span) and q.depth < quotation.depth}
    assert around == set(range(1, quotation.depth))


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200), st.sampled_from(languages()))
def test_any_text_is_read(text: str, code: str) -> None:
    find_quotations(text, [Block(Role.PARAGRAPH, 0, len(text))], language(code))


def sentences(code: str) -> st.SearchStrategy[str]:
    """Well-formed paragraphs of the language, in its first two pairs of marks."""
    (opening, closing), (inner_opening, inner_closing) = language(code).pairs[:2]
    words = st.sampled_from(["Orlo", "mira", "tavo lin", "sen", "Kalde"])
    phrase = st.lists(words, min_size=1, max_size=4).map(" ".join)
    nested = st.builds(lambda a, b, c: f"{a} {inner_opening}{b}{inner_closing} {c}", phrase, phrase, phrase)
    quotation = st.one_of(phrase, nested).map(lambda inner: f"{opening}{inner}{closing}")
    part = st.one_of(quotation, phrase)
    return st.lists(part, min_size=1, max_size=5).map(lambda parts: "Seli " + ", ".join(parts) + ".")


@settings(deadline=None)  # the machine may be busy
@given(st.data(), st.sampled_from(["en", "de", "fr", "sv", "pl", "ru", "ja", "nl"]))
def test_one_odd_mark_costs_no_other_block(data: st.DataObject, code: str) -> None:
    texts = data.draw(st.lists(sentences(code), min_size=3, max_size=5))
    number = data.draw(st.integers(0, len(texts) - 1))
    hurt, marks = texts[number], [glyph for pair in language(code).pairs[:4] for glyph in pair]
    standing = [at for at, character in enumerate(hurt) if character in marks]
    if standing and data.draw(st.booleans()):
        at = data.draw(st.sampled_from(standing))
        hurt = hurt[:at] + hurt[at + 1 :]
    else:
        at = data.draw(st.integers(0, len(hurt)))
        hurt = hurt[:at] + data.draw(st.sampled_from(marks)) + hurt[at:]
    assert per_block([*texts[:number], hurt, *texts[number + 1 :]], number, code) == per_block(texts, number, code)


def per_block(texts: Sequence[str], without: int, code: str) -> list[list[tuple[Span, int, bool]]]:
    """What is quoted in each block but one, counted from the block's start."""
    text, blocks = paragraphs(texts)
    found = find_quotations(text, blocks, language(code))
    return [
        [
            (Span(q.span.start - block.start, q.span.end - block.start), q.depth, q.closed)
            for q in found
            if block.span.covers(q.span)
        ]
        for number, block in enumerate(blocks)
        if number != without
    ]


@pytest.mark.parametrize("between", [Role.CAPTION, Role.SUBHEAD, Role.FOOTNOTE])
def test_a_run_goes_on_over_what_is_no_running_text(between: Role) -> None:
    found = quoted(["“We began.", "The bridge of Soltau", "“We ended.”"], [Role.PARAGRAPH, between, Role.PARAGRAPH])
    assert found == [("“We began.", False, True), ("“We ended.”", True, False)]


def test_a_run_ends_at_a_turn_of_somebody_else() -> None:
    found = quoted(["BRANDT: “We began.", "ORLO: “We ended.”"], [Role.TURN, Role.TURN])
    assert found == [("“We began.", False, False), ("“We ended.”", True, False)]


def test_a_caption_does_not_go_on() -> None:
    found = quoted(["“We began.", "“We ended.”"], [Role.CAPTION, Role.PARAGRAPH])
    assert found == [("“We began.", False, False), ("“We ended.”", True, False)]


def test_a_dash_in_a_list_is_a_bullet() -> None:
    assert quoted(["– Le budget est prêt."], [Role.LIST_ITEM], "fr") == []
    assert quoted(["– Le budget est prêt."], [Role.PARAGRAPH], "en") == []


def test_empty_marks_quote_nothing() -> None:
    assert quoted(['He wrote "" and “” and “ ”.']) == []


def test_no_text_and_no_blocks() -> None:
    assert find_quotations("", (), language("en")) == ()
    assert find_quotations("“Go.”", (), language("en")) == ()


@pytest.mark.parametrize("unit", ['"', "“", "' ", "“a ", "«“‘a’”» ", "— a, b — ", "a, "])
def test_odd_texts_take_no_longer_than_long_ones(unit: str) -> None:
    text = (unit * (200_000 // len(unit))).strip()
    begun = time.perf_counter()
    find_quotations(text, [Block(Role.PARAGRAPH, 0, len(text))], language("fr"))
    assert time.perf_counter() - begun < 5
