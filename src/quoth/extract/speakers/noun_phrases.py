"""Noun phrases: texts, bodies and groups of people that no source names, wherever they stand in a sentence.

"They" and "it" mean such as often as the subject of a sentence: "… in a six-page letter. It accuses …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers.names import GENERIC
from quoth.model import Span

_DETERMINER = (
    r"(?:[Tt]he|[Aa]n?|[Tt]h(?:is|at|ese|ose)|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost|[Ff]ew"
    r"|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|\d+|[A-Z][\w-]+['’]s?)"
)
# Peoples, parties and faiths in the plural.
_PEOPLES = r"[A-Z][\w-]+(?:crats|icans|ists|tians|lims|vers|ans)"
_NEXT = re.compile(r" ([\w'’-]+)")


def find_noun_phrases(layout: Layout, grammar: Grammar) -> Iterator[Span]:
    """Where they stand outside headings and quotations, in text order, each up to its head noun."""
    people = "|".join(sorted(re.escape(noun) for noun in grammar.persons - grammar.modifiers if not noun.endswith("s")))
    things = "|".join(
        sorted(re.escape(noun) for noun in (grammar.texts | grammar.organisations) - GENERIC - grammar.modifiers)
    )
    pattern = re.compile(
        rf"\b(?:{_DETERMINER} (?:[\w'’-]+ ){{0,3}}?(?:(?:{people})s|{things}|{_PEOPLES})|(?:{people})s|{_PEOPLES})\b"
    )
    small = grammar.prepositions | grammar.stops | grammar.conjunctions | grammar.relative | grammar.forms
    for match in pattern.finditer(layout.text):
        following = _NEXT.match(layout.text, match.end())
        word = following.group(1) if following is not None else ""
        if word and word.lower() not in small and not word.endswith(("ed", "ly", "ing")):
            continue  # "the company spokesman"
        if layout.is_quoted(match.start()) or layout.block_at(match.start()).block.role.is_heading:
            continue
        yield Span(*match.span())
