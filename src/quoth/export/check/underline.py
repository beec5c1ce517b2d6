"""Text for a terminal with some of its words marked: wrapped, and a line of carets below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quoth.export.cells import cells, shown
from quoth.model import Span

# Signs, the strongest first: where two fall on one character, the first is shown.
SIGNS = "^-~"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a wrapped text: its characters, each with the sign below it (a space for none)."""

    characters: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The row as it reads."""
        return "".join(character for character, _ in self.characters)

    @property
    def carets(self) -> str:
        """The signs, each as wide as the character above it; empty where there are none."""
        return "".join(sign * cells(character) for character, sign in self.characters).rstrip()


def rows(text: str, marks: Iterable[tuple[Span, str]], width: int) -> list[Row]:
    """The text on rows of at most `width` cells, white space made one space, the marked places signed.

    A mark of no length is shown at the gap where it stands.

    >>> [(row.text, row.carets) for row in rows("We will  go.", [(Span(3, 7), "^")], 20)]
    [('We will go.', '   ^^^^')]
    """
    characters: list[tuple[str, str]] = []
    for character, sign in zip(text, _signs(text, marks), strict=True):
        if not character.isspace():
            characters += [(shown(character), sign)] if shown(character) else []
        elif characters and characters[-1][0] != " ":
            characters.append((" ", sign))
        elif characters and sign in SIGNS:
            characters[-1] = (" ", sign)
    while characters and characters[-1] == (" ", " "):
        characters.pop()
    return _wrapped(characters, width)


def shortened(wrapped: Sequence[Row], most: int) -> list[Row | None]:
    """At most about `most` rows: the first, the last, and those near a sign; None stands for rows left out."""
    if len(wrapped) <= most:
        return list(wrapped)
    signed = [index for index, row in enumerate(wrapped) if row.carets]
    kept = sorted({0, len(wrapped) - 1, *(at for index in signed for at in (index - 1, index, index + 1))})
    found: list[Row | None] = []
    last = -1
    for index in kept:
        if 0 <= index < len(wrapped):
            found += [None] if index > last + 1 else []
            found.append(wrapped[index])
            last = index
    return found


def _signs(text: str, marks: Iterable[tuple[Span, str]]) -> list[str]:
    signs = [" "] * len(text)
    for span, sign in sorted(marks, key=lambda mark: -SIGNS.index(mark[1])):
        start, end = max(0, span.start), min(span.end, len(text))
        if start >= end and text:
            start = min(start, len(text) - 1)
            start -= start > 0 and text[start - 1].isspace()
            end = start + 1
        signs[start:end] = [sign] * (end - start)
    return signs


def _wrapped(characters: Sequence[tuple[str, str]], width: int) -> list[Row]:
    found: list[Row] = []
    start = space = used = 0
    for index, (character, _) in enumerate(characters):
        used += cells(character)
        if character == " ":
            space = index
        elif used > width and index > start:
            end = space if space > start else index
            found.append(Row(tuple(characters[start:end])))
            start = end + (space > start)
            used = sum(cells(one) for one, _ in characters[start : index + 1])
    return [*found, Row(tuple(characters[start:]))] if start < len(characters) else found
