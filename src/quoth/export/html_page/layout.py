"""How the blocks of a document are laid out in HTML: their stretches, elements, places and direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from quoth.model import Block, Document, Role, Span

_TAGS: dict[Role | None, str] = {Role.HEADLINE: "h2", Role.SUBHEAD: "h3", Role.BLOCK_QUOTATION: "blockquote"}
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})
# A list item whose own text has no bullet and no number.
_BARE = re.compile(r"(?!\w{1,3}[.)]\s)[\w“\"'(\[]")


def title_of(document: Document) -> str:
    """What to call a document: its title, its headline, its file or its first words."""
    headline = next((block.span.of(document.text) for block in document.blocks if block.role is Role.HEADLINE), None)
    return " ".join((document.title or headline or document.path or document.text[:80]).split()) or "Empty document"


def stretches(document: Document) -> Iterator[tuple[Span, Block | None]]:
    """The blocks, and between them whatever else is text (with a letter or a digit), so that nothing is lost."""
    edges = (0, *chain.from_iterable((block.start, block.end) for block in document.blocks), len(document.text))
    for before, after, block in zip(edges[::2], edges[1::2], (*document.blocks, None), strict=True):
        gap = document.text[before:after]
        if any(map(str.isalnum, gap)):
            start = before + len(gap) - len(gap.lstrip())
            yield Span(start, start + len(gap.strip())), None
        if block:
            yield block.span, block


def place(block: Block | None) -> str:
    """The time code or the page at which a block stands, if it has one."""
    if block is None or not (block.time or block.page):
        return ""
    return block.time.partition(".")[0] if block.time else f"p. {block.page}"


def element(block: Block | None, text: str) -> tuple[str, str]:
    """The name of a block's element, and its classes."""
    role = block.role if block else None
    classes = ["text", role.replace(" ", "-") if role else "outside"]
    if block and role is Role.LIST_ITEM and _BARE.match(text, block.start):
        classes.append("bullet")
    return _TAGS.get(role, "p"), " ".join(classes)


def direction(language: str | None) -> str:
    """The direction in which a language is written, `ltr` or `rtl`."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"
