"""Antecedents: whom a pronoun or a description means, chosen among everybody mentioned before.

A log-linear model ranks the candidates (Denis and Baldridge 2008, "Specialized models and ranking for coreference
resolution"): what speaks for a candidate is a small list of facts with weights, the weights are learned from labelled
articles (`training/antecedents.py`), and "nobody named here" is a candidate too. So every choice comes with a
probability and with the facts that it rests on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from quoth.extract.speakers.people import Somebody
from quoth.extract.speakers.weights import WEIGHTS
from quoth.model import EntityType, Form, Span

FARTHEST = 20
"""How many sentences back somebody may have been mentioned who is meant."""

_TYPE_FACTS = {
    EntityType.UNKNOWN: "unknown type",
    EntityType.DOCUMENT: "a text",
    EntityType.GROUP: "a group",
    EntityType.PLACE: "a place",
}
_LIKE_PERSON = frozenset({EntityType.PERSON, EntityType.UNKNOWN})


class Way(StrEnum):
    """The ways of meaning somebody without a name; each asks for candidates of its own types."""

    PERSON = "he"
    SEVERAL = "they"
    THING = "it"
    ROLE = "role"
    BODY = "body"


TYPES = {
    Way.PERSON: _LIKE_PERSON,
    Way.SEVERAL: frozenset({EntityType.GROUP, EntityType.ORGANISATION, EntityType.UNKNOWN}),
    Way.THING: frozenset({EntityType.ORGANISATION, EntityType.DOCUMENT, EntityType.PLACE, EntityType.UNKNOWN}),
    Way.ROLE: _LIKE_PERSON,
    Way.BODY: frozenset({EntityType.ORGANISATION, EntityType.PLACE, EntityType.UNKNOWN}),
}


class Spoken(NamedTuple):
    """One statement of the document's own voice that is resolved already; `asks` says that its verb asks something."""

    start: int
    speaker: Somebody | None
    heard: tuple[Somebody, ...]
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or description at a place; `said` holds the content that it is the source of, if it is one.

    `block_start` and `block_before` are where its paragraph and the one before begin, `is_direct` says that its content
    is a quotation; `pronoun` is "he" or "she" where that is known, `titles` and `words` are what a description says.
    """

    way: Way
    start: int
    sentence: int
    opens_block: bool
    block_start: int
    block_before: int
    is_direct: bool = False
    pronoun: str = ""
    titles: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    said: tuple[Span, ...] = ()

    def says(self, position: int) -> bool:
        """Whether a code point stands in what is said."""
        return any(span.start <= position < span.end for span in self.said)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom an anaphor means (None: nobody known), how likely that is, and the facts that it rests on."""

    somebody: Somebody | None
    confidence: float
    facts: tuple[str, ...] = ()


def choose(
    anaphor: Anaphor, candidates: Iterable[Somebody], spoken: Sequence[Spoken], *, nobody: bool = True
) -> Choice:
    """The most likely of the candidates, or, if that may be, nobody."""
    found = [(somebody, facts_of(anaphor, somebody, spoken)) for somebody in candidates if _may_be(anaphor, somebody)]
    if not found:
        return Choice(None, 1.0)
    _add_ranks(anaphor, found)
    return pick(anaphor, found, nobody=nobody)


def pick(anaphor: Anaphor, found: Sequence[tuple[Somebody, dict[str, float]]], *, nobody: bool = True) -> Choice:
    """The choice among candidates whose facts are known."""
    weights = WEIGHTS[anaphor.way]
    scores = [math.fsum(weights.get(fact, 0.0) * value for fact, value in facts.items()) for _, facts in found]
    none = weights.get("nobody", 0.0) if nobody else -math.inf
    top = max(*scores, none)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised) + math.exp(none - top)
    best = max(range(len(found)), key=lambda k: (scores[k], -k))
    if scores[best] < none:
        return Choice(None, math.exp(none - top) / total)
    return Choice(found[best][0], raised[best] / total, _strongest(found[best][1], weights))


def _strongest(facts: Mapping[str, float], weights: Mapping[str, float]) -> tuple[str, ...]:
    """The facts that speak most for a choice, strongest first."""
    spoken = sorted(((weights.get(fact, 0.0) * value, fact) for fact, value in facts.items()), reverse=True)
    return tuple(fact for weight, fact in spoken[:3] if weight > 0.2)


def _may_be(anaphor: Anaphor, somebody: Somebody) -> bool:
    if somebody.type not in TYPES[anaphor.way] or not somebody.fits(anaphor.pronoun):
        return False
    return somebody.last_place(anaphor.start) is not None


def facts_of(anaphor: Anaphor, somebody: Somebody, spoken: Sequence[Spoken]) -> dict[str, float]:
    """What speaks for or against a candidate, by itself."""
    place = somebody.last_place(anaphor.start)
    assert place is not None
    facts: dict[str, float] = {}
    while anaphor.says(place.start):
        facts["in what is said"] = 1.0
        before = somebody.last_place(place.start)
        if before is None:
            facts["only in what is said"] = 1.0
            break
        place = before
    facts[_away(anaphor.sentence - place.sentence)] = 1.0
    if place.introduces:
        facts["introduced"] = 1.0
        if anaphor.is_direct:
            facts["introduced, then quoted"] = 1.0
    if anaphor.block_before <= place.start < anaphor.block_start:
        facts["paragraph before"] = 1.0
    if somebody.named and len(somebody.name) == 1:
        facts["one word"] = 1.0
    if place.leads:
        facts["subject of the sentence" if anaphor.sentence == place.sentence else "subject before"] = 1.0
    if place.opens:
        facts["begins the sentence" if anaphor.sentence == place.sentence else "began its sentence"] = 1.0
    if place.owns:
        facts["in the possessive"] = 1.0
    if place.quoted:
        facts["inside a quotation"] = 1.0
    if place.start >= anaphor.block_start:
        facts["same paragraph"] = 1.0
    if place.form is Form.PRONOUN:
        facts["pronoun before"] = 1.0
    facts["named often"] = math.log1p(somebody.count_before(anaphor.start))
    if somebody.places[0].heading:
        facts["in the headline"] = 1.0
    if not somebody.named:
        facts["unnamed" if somebody.used else "only described"] = 1.0
    if somebody.type in _TYPE_FACTS:
        facts[_TYPE_FACTS[somebody.type]] = 1.0
    facts |= _of_spoken(anaphor, somebody, spoken) | _of_words(anaphor, somebody)
    return facts


def _away(sentences: int) -> str:
    if sentences <= 2:
        return ("same sentence", "sentence before", "two sentences before")[max(sentences, 0)]
    return "some sentences before" if sentences <= 5 else "long before"


def _of_spoken(anaphor: Anaphor, somebody: Somebody, spoken: Sequence[Spoken]) -> dict[str, float]:
    """Who spoke last, and to whom."""
    facts = {}
    last = spoken[-1] if spoken else None
    if last is not None and last.speaker is somebody:
        facts["spoke last"] = 1.0
        if anaphor.opens_block:
            facts["spoke last, new paragraph"] = 1.0
        if anaphor.is_direct:
            facts["spoke last, quoted again"] = 1.0
    elif len(spoken) > 1 and spoken[-2].speaker is somebody:
        facts["spoke before"] = 1.0
    elif somebody.spoke is not None and somebody.spoke < anaphor.start:
        facts["spoke"] = 1.0
    if last is not None and somebody in last.heard:
        facts["was told"] = 1.0
    return facts


def _of_words(anaphor: Anaphor, somebody: Somebody) -> dict[str, float]:
    """What the words of the anaphor say of the candidate."""
    facts = {}
    if anaphor.pronoun:
        if somebody.pronoun:
            facts["shown by the text"] = 1.0
        hints = somebody.hints[anaphor.pronoun]
        against = sum(somebody.hints.values()) - hints
        if hints or against:
            facts["he or she by the name"] = (hints - against) / (hints + against + 1)
    if anaphor.way in {Way.ROLE, Way.BODY}:
        if anaphor.titles:
            shared = anaphor.titles & somebody.titles
            facts["title" if shared == anaphor.titles else "part of the title" if shared else "no such title"] = 1.0
        if somebody.descriptions:
            facts["described"] = 1.0
        more = (anaphor.words - anaphor.titles) & somebody.about
        facts["shared words"] = min(len(more), 3)
    return facts


def _add_ranks(anaphor: Anaphor, found: Sequence[tuple[Somebody, dict[str, float]]]) -> None:
    """Say of each candidate whether it was mentioned last, next to last, or before, and whether it is the only one."""
    order = sorted(found, key=lambda entry: -entry[0].last_before(anaphor.start))
    for number, (_, facts) in enumerate(order):
        facts[("mentioned last", "next to last")[number] if number < 2 else "mentioned before"] = 1.0
    if len(found) == 1:
        found[0][1]["only one"] = 1.0
