"""Letters: the text of a Word file, each letter with the run that holds it, so that words are found and marked there.

A draft that was read from such a file has its letters in the same order, and differs in white space alone. Letters are
what is not white space.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# As they are read: text boxes are repeated for old readers, deletions are struck out.
_HIDDEN = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
# A paragraph as short as this is only taken where it is expected: elsewhere it may be another.
_SHORT = 8


@dataclass(slots=True)
class Letter:
    """One letter: the run to which a comment can be tied, the child of the run that holds it, and its place in that.

    `whole` says that the child cannot be divided: it is a text box, or the mark of a footnote.
    """

    character: str
    run: Any
    holder: Any
    at: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that were found again, with their places in the text, in order."""

    places: tuple[int, ...]
    letters: tuple[Letter, ...]

    def runs(self, start: int, end: int) -> tuple[Any, Any] | None:
        """The first and the last run of the words `[start, end)`, or None if these were not found.

        Runs that hold other words too are divided, each part with the formatting of the whole.
        """
        first, last = bisect_left(self.places, start), bisect_left(self.places, end) - 1
        if first > last:
            return None
        self._divide(first, after=False)
        self._divide(last, after=True)
        return self.letters[first].run, self.letters[last].run

    def _divide(self, index: int, *, after: bool) -> None:
        """Divide the run of a letter before or after it, unless it begins or ends there."""
        letter = self.letters[index]
        old, holder, at = letter.run, letter.holder, letter.at + after
        if letter.whole:
            return
        following = list(holder.itersiblings())
        head, tail = holder.text[:at], holder.text[at:]
        before = head or any(child.tag != f"{_W}rPr" for child in holder.itersiblings(preceding=True))
        if not before or not (tail or following):
            return
        new, rest = _alike(old), holder
        old.addnext(new)
        if head and tail:
            rest = deepcopy(holder)
            holder.text, rest.text = head, tail
            for part in (holder, rest):
                part.set(_SPACE, "preserve")
        new.extend([rest, *following] if tail else following)
        for other in takewhile(lambda other: other.run is old, self.letters[index + after :]):
            if other.holder is holder:
                other.holder, other.at = rest, other.at - len(head)
            other.run = new


def find_letters(body: Any, text: str) -> Letters:
    """The letters of a body that stand in the text that was read from it.

    Paragraph after paragraph is looked for, in order; one that the text does not have is passed over.
    """
    places = [index for index, character in enumerate(text) if not character.isspace()]
    dense = "".join(text[index] for index in places)
    found: dict[int, Letter] = {}
    done = 0
    for paragraph in _paragraphs(body):
        letters = [letter for letter in _gather(paragraph, None, None) if not letter.character.isspace()]
        words = "".join(letter.character for letter in letters)
        at = dense.find(words, done)
        if not words or at < 0 or (len(words) < _SHORT and at != done):
            continue
        # Text outside of any run (a formula) is read, but no comment can be tied to it.
        pairs = zip(places[at : at + len(words)], letters, strict=True)
        found.update((place, letter) for place, letter in pairs if letter.run is not None)
        done = at + len(words)
    return Letters(tuple(found), tuple(found.values()))


def _paragraphs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == f"{_W}p":
            yield child
        elif child.tag not in _HIDDEN:
            yield from _paragraphs(child)


def _gather(element: Any, run: Any, holder: Any) -> Iterator[Letter]:
    """The letters of an element; those in a text box belong to the run that holds the box."""
    for child in element:
        held = child if element is run else holder
        match child.tag.removeprefix(_W) if isinstance(child.tag, str) else "":
            case "t":
                letters = enumerate(child.text or "")
                yield from (Letter(one, run, held, at, held is not child) for at, one in letters)
            case "noBreakHyphen":
                yield Letter("\u2011", run, held, 0)
            case "footnoteReference" | "endnoteReference":
                yield from (Letter(one, run, held, 0) for one in f"[{child.get(f'{_W}id')}]")
            case "pPr" | "rPr":
                pass
            case "r" if run is None:
                yield from _gather(child, child, None)
            case _ if child.tag not in _HIDDEN:
                yield from _gather(child, run, held)


def _alike(run: Any) -> Any:
    """An empty run with the formatting of another."""
    new = run.makeelement(run.tag, dict(run.attrib))
    if (properties := run.find(f"{_W}rPr")) is not None:
        new.append(deepcopy(properties))
    return new
