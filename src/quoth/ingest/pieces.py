"""Pieces: the stretches of a text that become its blocks, before their role is settled.

Containers that mark up their text (HTML, DOCX, PDF, captions) make pieces and join them to a text; plain text and
Markdown find pieces in the text they were given. `quoth.ingest.structure` then settles every role that is still open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quoth.model import Role

# The headline is among the first pieces: date, byline, kicker and picture may stand above it.
MOST_ABOVE = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch `[start, end)` of a text, trimmed; `role` is None where the container does not say.

    `gap` says that a blank line stands before it, `after_rule` a line of signs (`***`), `underlined` that one stands
    directly below it; `indent` counts columns.
    """

    start: int
    end: int
    role: Role | None = None
    gap: bool = True
    after_rule: bool = False
    underlined: bool = False
    indent: int = 0
    page: int | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a future piece, from a container: not yet in a text."""

    words: str
    role: Role | None = None
    page: int | None = None
    time: str | None = None


def join_parts(parts: Iterable[Part], separator: str = "\n\n") -> tuple[str, tuple[Piece, ...]]:
    r"""The text of all parts that hold words, and where each of them stands in it.

    >>> join_parts([Part("One. "), Part(" "), Part("Two.")])[0]
    'One.\n\nTwo.'
    """
    texts: list[str] = []
    pieces: list[Piece] = []
    position = 0
    for part in parts:
        words = part.words.replace("\x00", "").strip()
        if not words:
            continue
        position += len(separator) if texts else 0
        pieces.append(Piece(position, position + len(words), part.role, page=part.page, time=part.time))
        texts.append(words)
        position += len(words)
    return separator.join(texts), tuple(pieces)


def settle_headings(roles: Sequence[Role | None]) -> list[Role | None]:
    """One headline at most, near the top: marks such as `h1` are also put on what are subheads.

    >>> settle_headings([None, Role.HEADLINE, Role.HEADLINE])[1:]
    [<Role.HEADLINE: 'headline'>, <Role.SUBHEAD: 'subhead'>]
    """
    on_top = list(roles[:MOST_ABOVE])
    headline = on_top.index(Role.HEADLINE) if Role.HEADLINE in on_top else None
    if headline is None and on_top and on_top[0] is Role.SUBHEAD:
        headline = 0
    settled: list[Role | None] = [Role.SUBHEAD if role is Role.HEADLINE else role for role in roles]
    if headline is not None:
        settled[headline] = Role.HEADLINE
    return settled


def trim(piece: Piece, text: str) -> Piece | None:
    """The piece without white space at its edges, or None when nothing is left."""
    words = text[piece.start : piece.end]
    start = piece.start + len(words) - len(words.lstrip())
    end = piece.start + len(words.rstrip())
    return replace(piece, start=start, end=end) if start < end else None
