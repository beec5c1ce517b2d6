"""Relatives: the phrase that a relative pronoun stands for ("officials in Belvar who said")."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers.names import read_phrase
from quoth.extract.tagged import TaggedNames
from quoth.extract.units import Unit, fold, span_of
from quoth.model import EntityType, Form, Span

FARTHEST = 16
"""So many words before a relative pronoun its phrase may begin."""

_DASHES = frozenset({",", "–", "—", "-", "--"})
_INSIDE = frozenset({"-", "&", "'s", "’s", "."})
_PEOPLE = frozenset({"who", "whom", "whose"})
_LEADERS = frozenset("percent those some many most others all".split())


def preceding_phrase(layout: Layout, names: TaggedNames, grammar: Grammar, position: int, pronoun: str) -> Span | None:
    """The phrase before the relative pronoun at a code point.

    It is the nearest one of its kind: "who" stands for people, so of "a letter to Ada Petit" it means Ada Petit, and of
    "officials in Belvar" the officials. Of "Petit, a lawyer who" it is Petit.
    """
    sentence = layout.sentences[layout.sentence_number(position)]
    quoted = layout.block_at(position).quoted
    units: Sequence[Unit] = fold(layout.text, Span(sentence.start, max(position, sentence.start)), quoted)
    while units and (units[-1].text in _DASHES or units[-1].text in ")]" or units[-1].lower in grammar.prepositions):
        opening = (k for k in range(len(units) - 1, -1, -1) if units[k].text in "([")
        units = units[: next(opening, 0)] if units[-1].text in ")]" else units[:-1]
    if units and units[-1].lower in grammar.conjunctions:
        # "Ted Cruz, who last year threatened …, and who": both mean the same.
        earlier = next((unit for unit in reversed(units) if unit.lower in _PEOPLE and pronoun in _PEOPLE), None)
        if earlier is not None:
            return preceding_phrase(layout, names, grammar, earlier.start, earlier.lower)
    end = len(units)
    start = end
    while start > 0 and end - start < FARTHEST and _may_hold(units[start - 1], grammar):
        start -= 1
        opens = start == 0 or not _may_hold(units[start - 1], grammar) or units[start - 1].lower in grammar.prepositions
        if opens and start < end:
            first = _from_determiner(units, start, end, grammar)
            while first < end - 1 and units[first].text.islower() and units[first].lower in grammar.forms:
                first += 1  # "said Ada Petit, who"
            phrase = read_phrase(layout.text, span_of(units, first, end), grammar, names)
            named_at = (phrase.name_span or phrase.span).start
            somebody = not names or names.type_at(named_at) is EntityType.PERSON
            people = (
                (phrase.form is Form.NAME and somebody)
                or phrase.head in grammar.persons
                or (phrase.form is not Form.NAME and phrase.is_plural)
                or bool(phrase.words & _LEADERS)
            )
            if people == (pronoun in _PEOPLE):
                return _described(names, units, first) or phrase.span
    return None


def _may_hold(unit: Unit, grammar: Grammar) -> bool:
    """Whether a unit may stand inside the phrase."""
    if not (unit.is_word or unit.text in _INSIDE):
        return False
    return unit.lower not in grammar.stops | grammar.relative | grammar.pronouns | grammar.that and not unit.looks_past


def _from_determiner(units: Sequence[Unit], start: int, end: int, grammar: Grammar) -> int:
    """Where the noun phrase begins among the words before its first preposition: "prompt some Democrats"."""
    inside = range(start, end)
    stop = next((k for k in inside if units[k].lower in grammar.prepositions), end)
    small = grammar.determiners | grammar.possessives
    return max((k for k in range(start, stop) if units[k].lower in small), default=start)


def _described(names: TaggedNames, units: Sequence[Unit], first: int) -> Span | None:
    """The name before a comma that the phrase at `units[first]` describes."""
    if first < 2 or units[first].lower not in {"a", "an", "the"} or units[first - 1].text != ",":
        return None
    name = names.at(units[first - 2].start)
    return name.span if name is not None and name.type is EntityType.PERSON else None
