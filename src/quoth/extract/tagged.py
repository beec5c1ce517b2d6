"""Tagged: what the model makes of one document: attributions, and the proper names that it takes for names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from quoth.extract.attribution import Attribution
from quoth.model import EntityType, Span


class TaggedName(NamedTuple):
    """A proper name, without its possessive ending; `type` is unknown for names such as "Catholics"."""

    span: Span
    type: EntityType


class Tagged(NamedTuple):
    """The attributions and names of one document, in text order."""

    attributions: list[Attribution]
    names: list[TaggedName]


class TaggedNames:
    """The names of one document, to be asked by place; empty where no model reads the language."""

    def __init__(self, names: Sequence[TaggedName] = ()) -> None:
        self.names = sorted(names)
        self._starts = [name.span.start for name in self.names]

    def __bool__(self) -> bool:
        return bool(self.names)

    def at(self, position: int) -> TaggedName | None:
        """The name that holds a code point."""
        number = bisect_right(self._starts, position) - 1
        name = self.names[number] if number >= 0 else None
        return name if name is not None and position < name.span.end else None

    def type_at(self, position: int) -> EntityType | None:
        """The type of the name that holds a code point; None when no name does."""
        name = self.at(position)
        return name.type if name is not None else None
