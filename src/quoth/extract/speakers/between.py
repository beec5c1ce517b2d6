"""In between: pronouns and roles outside quotations that are no sources and no addressees.

Whom they mean shows who is being spoken of when the next source comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quoth.extract.intervals import Intervals
from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers.antecedents import Way
from quoth.extract.speakers.everybody import THIRD_PERSON
from quoth.extract.speakers.names import GENERIC
from quoth.model import Span


def find_in_between(layout: Layout, named: Iterable[Span], grammar: Grammar) -> list[tuple[Span, Way]]:
    """Where they stand, the last one first; `named` are the spans of sources and addressees."""
    alone = frozenset(named)
    taken = Intervals((span, None) for span in alone)
    pronouns = (Span(*match.span()) for match in THIRD_PERSON.finditer(layout.text))
    found = [(span, Way.PERSON) for span in pronouns if span not in alone]
    if layout.language.code == "en":
        for match in _role(grammar).finditer(layout.text):
            way = Way.ROLE if match["head"].lower() in grammar.persons else Way.BODY
            span = Span(*match.span())
            heading = layout.block_at(span.start).block.role.is_heading
            if not heading and not any(True for _ in taken.overlapping(span)):
                found.append((span, way))
    free = [(span, way) for span, way in found if not layout.is_quoted(span.start)]
    return sorted(free, key=lambda entry: entry[0], reverse=True)


def _role(grammar: Grammar) -> re.Pattern[str]:
    """Match "the", up to two words in small letters, and a noun for a person or a body that no name follows."""
    nouns = (grammar.persons | (grammar.organisations & GENERIC)) - grammar.modifiers
    heads = "|".join(sorted(re.escape(noun) for noun in nouns if not noun.endswith("s")))
    after = r"(?!-|,? [A-Z]| (?:of|in|that|who)\b| for (?:the |[A-Z]))"
    return re.compile(rf"\b[Tt]he (?!same |other |next )(?:[\w-]+ ){{0,2}}?(?i:(?P<head>{heads}))\b{after}")
