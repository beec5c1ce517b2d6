"""Document: the text as received, in blocks. It never changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quoth.model.span import Span


class Role(StrEnum):
    """What a block is in its document."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    PARAGRAPH = "paragraph"
    BLOCK_QUOTATION = "block quotation"
    TURN = "turn"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    LIST_ITEM = "list item"

    @property
    def is_heading(self) -> bool:
        """Whether it stands over other blocks: a headline or a subhead."""
        return self in (Role.HEADLINE, Role.SUBHEAD)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document: `[start, end)` in code points, its role, and where it came from.

    `page` counts from 1 (PDF); `time` is the time code `HH:MM:SS.mmm` at which it starts (captions).
    """

    role: Role
    start: int
    end: int
    page: int | None = None
    time: str | None = None

    @property
    def span(self) -> Span:
        """The block's place in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """A text in blocks, with what its container said about it.

    `published` is an ISO date; `language` a two-letter code. Blocks are in text order, do not overlap,
    and neither begin nor end with white space.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    path: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: str | None = None

    @classmethod
    def of(
        cls,
        text: str,
        blocks: Iterable[Block],
        *,
        path: str | None = None,
        title: str | None = None,
        byline: str | None = None,
        language: str | None = None,
        published: str | None = None,
    ) -> Document:
        """A document whose `id` is the SHA-256 of its text in UTF-8 (lone surrogates kept)."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(f"sha256:{digest}", text, tuple(blocks), path, title, byline, language, published)
