"""Text in the cells of a terminal: made safe, measured, shortened and wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

BOLD, DIM, OFF = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_BIDI_CONTROLS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def printable(text: str) -> str:
    """The text on one line, without what would steer the terminal: control characters and bidi overrides."""
    return "".join(map(shown, " ".join(text.split())))


def shown(character: str) -> str:
    """A character that a terminal only shows: a bidi override is left out, a control character is replaced."""
    if unicodedata.bidirectional(character) in _BIDI_CONTROLS:
        return ""
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character


def shorten(text: str, width: int) -> str:
    """The text in at most `width` cells, cut between words where that costs little."""
    if cells(text) <= width:
        return text
    room, kept = width - 1, []
    for character in text:
        room -= cells(character)
        if room < 0:
            break
        kept.append(character)
    cut = "".join(kept)
    head, _, tail = cut.rpartition(" ")
    return (head if head and len(tail) <= width // 8 else cut).rstrip(" …") + "…"


def wrap(text: str, width: int) -> Iterator[str]:
    """Facts parted by ` · ` on as many lines as they need."""
    line = ""
    for fact in text.split(" · "):
        if line and cells(line) + cells(fact) + 3 > width:
            yield line
            line = fact
        else:
            line = f"{line} · {fact}" if line else fact
    yield line


def cells(text: str) -> int:
    """How many cells of a terminal the text takes: a CJK character or an emoji takes two."""
    from rich.cells import cell_len

    return cell_len(text)
