"""Identity: whether a name in one document and a name elsewhere are one person's, and who of a list of people it is.

Conservative, because joining two people is worse than leaving one apart: a surname alone proves nothing unless a list
gives it as an alias, and a name that two people of the list bear is nobody's. Nothing is renamed: an identity stands
beside the entity, says why, and can be dropped.

>>> same_name("Donald J. Trump", "Donald Trump")
'the same but for a middle name'
>>> same_name("Yusuf Haddar", "Yousef Haddar")
'another spelling'
>>> same_name("Haddar", "Yusuf Haddar") is None
True
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quoth.model import Entity, EntityType, Identity, KnownPerson
from quoth.text.spelling import is_same_spelling, plain

_FULL = 2
"""A name of fewer words is no full name."""
_PERSONS = frozenset({EntityType.PERSON, EntityType.UNKNOWN})


def same_name(one: str, other: str) -> str | None:
    """Why two names are one person's, or None when the names alone do not show it."""
    first, second = one.split(), other.split()
    if plain(first) == plain(second):
        return "the same name" if len(first) >= _FULL else None
    if min(len(first), len(second)) < _FULL:
        return None
    if is_same_spelling(first, second):
        return "another spelling"
    ends = [(name[0], name[-1]) for name in (plain(first), plain(second))]
    return "the same but for a middle name" if ends[0] == ends[1] and _middles_agree(first, second) else None


def identify(entities: Iterable[Entity], people: Sequence[KnownPerson]) -> tuple[Identity, ...]:
    """Who of a list of people the named persons among some entities are, where exactly one fits."""
    found = []
    for entity in entities:
        if not entity.named or entity.type not in _PERSONS:
            continue
        fitting = [(person, why) for person in people if (why := _why(entity.name, person)) is not None]
        if len(fitting) == 1:
            person, why = fitting[0]
            found.append(Identity(entity.id, person.name, person.wikidata, why))
    return tuple(found)


def _why(name: str, person: KnownPerson) -> str | None:
    if any(plain(name.split()) == plain(alias.split()) for alias in person.aliases):
        return "an alias on the list"
    return next((why for known in (person.name, *person.aliases) if (why := same_name(name, known))), None)


def _middles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether what stands between first name and surname could be one person's: nothing, or the same initials."""
    first, second = plain(one)[1:-1], plain(other)[1:-1]
    if not first or not second:
        return True
    return len(first) == len(second) and all(
        a[:1] == b[:1] and 1 in {len(a), len(b)} for a, b in zip(first, second, strict=True)
    )
