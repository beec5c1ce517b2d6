"""Layout: a document with what the rules look at: its blocks, their sentences and their quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quoth.extract.intervals import Intervals, among
from quoth.model import Block, Document, Role, Span
from quoth.text.language import Language, language
from quoth.text.marks import QuotedSpan, find_quotations
from quoth.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """One block with its sentences and its outermost quotations, in text order.

    `is_quotation` says that the whole block is one quotation, but for marks and a footnote number after it.
    """

    index: int
    block: Block
    sentences: tuple[Span, ...]
    quoted: tuple[QuotedSpan, ...]
    is_quotation: bool

    @property
    def opening(self) -> QuotedSpan | None:
        """The quotation that begins where the block begins (after `[…]` and the like), if any."""
        first = self.quoted[0] if self.quoted else None
        return first if first is not None and first.span.start == self.block.start else None


_SMALL = re.compile(r"(?<![\w’'-])[a-z][\w'’-]+")
_INNER_CAPITAL = re.compile(r"(?<=[a-z,] )([A-Z][\w'’-]+)")

# In code points outside quotations; no sentence of prose is so long.
LONGEST_SENTENCE = 5_000

# What may follow the closing mark of a paragraph that is one quotation: `.`, `[12]`, `¹`.
_TAIL = re.compile(r"[^\w]*(?:[\[(]?\d{0,3}[\])]?|[⁰¹²³⁴-⁹]{0,3})[^\w]*")


@dataclass(frozen=True)
class Layout:
    """A document as the rules see it; `quoted` holds every quotation of every depth in text order."""

    document: Document
    language: Language
    quoted: tuple[QuotedSpan, ...]
    blocks: tuple[BlockLayout, ...]

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of all blocks, in text order."""
        return [sentence for entry in self.blocks for sentence in entry.sentences]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_number(self, position: int) -> int:
        """The place in `sentences` of the one that holds a code point, or begins last before it."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    @cached_property
    def _intervals(self) -> Intervals[QuotedSpan]:
        return Intervals((quotation.span, quotation) for quotation in self.quoted)

    def quoted_within(self, span: Span, depth: int) -> list[QuotedSpan]:
        """The quotations of one depth that lie inside `span`, in text order."""
        found = (quotation for _, quotation in self._intervals.overlapping(span))
        return [quotation for quotation in found if quotation.depth == depth and span.covers(quotation.span)]

    def is_quoted(self, position: int) -> bool:
        """Whether a code point stands inside a quotation."""
        return bool(among(self.block_at(position).quoted, Span(position, position + 1)))

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that stand in small letters somewhere in the text."""
        return frozenset(match.group() for match in _SMALL.finditer(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [entry.block.start for entry in self.blocks]

    def block_at(self, position: int) -> BlockLayout:
        """The block that holds a code point, or the last one that begins before it."""
        return self.blocks[max(bisect_right(self._starts, position) - 1, 0)]

    def sentences_of(self, span: Span, quoted: Sequence[QuotedSpan]) -> tuple[Span, ...]:
        """The sentences of a piece of the text, the quotations given kept whole."""
        return split_sentences(self.text, span, self.language, [quotation.span for quotation in quoted])

    @cached_property
    def names(self) -> frozenset[str]:
        """The capitalised words of the body, lower case, that do not only stand at the start of sentences."""
        found: set[str] = set()
        for entry in self.body():
            if not entry.block.role.is_heading:
                found.update(
                    match.group(1).lower() for match in _INNER_CAPITAL.finditer(entry.block.span.of(self.text))
                )
        return frozenset(found)

    def body(self) -> Iterator[BlockLayout]:
        """The blocks that carry running text: no captions and no footnotes."""
        return (entry for entry in self.blocks if entry.block.role not in {Role.CAPTION, Role.FOOTNOTE})


def lay_out(document: Document) -> Layout:
    """Find the quotations and sentences of a document's blocks."""
    data = language(document.language)
    quoted = find_quotations(document.text, document.blocks, data)
    outer = [quotation for quotation in quoted if quotation.depth == 1]
    blocks = []
    position = 0
    for index, block in enumerate(document.blocks):
        while position < len(outer) and outer[position].span.start < block.start:
            position += 1
        first = position
        while position < len(outer) and outer[position].span.start < block.end:
            position += 1
        inside = tuple(outer[first:position])
        sentences = _joined(split_sentences(document.text, block.span, data, [q.span for q in inside]), inside)
        sentences = tuple(piece for sentence in sentences for piece in _pieces(document.text, sentence, inside))
        whole = (
            len(inside) == 1
            and inside[0].span.start == block.start
            and _TAIL.fullmatch(document.text, inside[0].span.end, block.end) is not None
        )
        blocks.append(BlockLayout(index, block, sentences, inside, whole))
    return Layout(document, data, quoted, tuple(blocks))


def _joined(sentences: Sequence[Span], quoted: Sequence[QuotedSpan]) -> tuple[Span, ...]:
    """The sentences, those that begin inside a quotation joined to the one before: it goes on in the next block."""
    joined: list[Span] = []
    for sentence in sentences:
        if joined and any(
            not q.closed
            for q in among(quoted, Span(sentence.start - 1, sentence.start + 1))
            if q.span.start < sentence.start < q.span.end
        ):
            joined[-1] = Span(joined[-1].start, sentence.end)
        else:
            joined.append(sentence)
    return tuple(joined)


def _pieces(text: str, sentence: Span, quoted: Sequence[QuotedSpan]) -> Iterator[Span]:
    """A sentence, or if it has no end, as captions without full stops have none, its pieces, cut between words."""
    start = position = sentence.start
    room = LONGEST_SENTENCE
    for gap_end, after in (
        *((q.span.start, q.span.end) for q in among(quoted, sentence)),
        (sentence.end, sentence.end),
    ):
        while gap_end - position > room:
            cut = text.rfind(" ", position, position + room)
            cut = cut if cut > start else position + room
            yield Span(start, cut)
            start = position = cut + (text[cut] == " ")
            room = LONGEST_SENTENCE
        room -= max(gap_end - position, 0)
        position = after
    yield Span(start, sentence.end)
