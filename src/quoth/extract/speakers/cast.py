"""The cast: the entities of a record, made of everybody who speaks or is spoken to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quoth.extract.speakers.antecedents import Choice
from quoth.extract.speakers.people import Somebody
from quoth.model import Entity, Mention


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks and who is spoken to: entity ids, one entry for each attribution, and what each choice rests on."""

    entities: tuple[Entity, ...]
    speakers: tuple[str | None, ...]
    addressees: tuple[tuple[str, ...], ...]
    choices: tuple[Choice, ...]


def make_cast(
    everybody: Sequence[Somebody],
    speakers: Sequence[Somebody | None],
    addressees: Sequence[Sequence[Somebody]],
    choices: Sequence[Choice],
) -> Cast:
    """The cast of all who are used, numbered as they are first mentioned."""
    used = [somebody for somebody in everybody if somebody.used]
    used.sort(key=lambda s: (min((span.start for span in s.mentions), default=s.first), s.name))
    ids = {somebody: f"e{number}" for number, somebody in enumerate(used, 1)}
    return Cast(
        tuple(_entity(somebody, ids[somebody]) for somebody in used),
        tuple(None if somebody is None else ids[somebody] for somebody in speakers),
        tuple(tuple(ids[somebody] for somebody in heard) for heard in addressees),
        tuple(choices),
    )


def _entity(somebody: Somebody, number: str) -> Entity:
    return Entity(
        id=number,
        name=_full_name(somebody),
        type=somebody.type,
        named=somebody.named,
        descriptions=tuple(somebody.descriptions),
        mentions=tuple(Mention(span, form) for span, form in sorted(somebody.mentions.items())),
    )


def _full_name(somebody: Somebody) -> str:
    """The fullest name; of "Petit’s office" it begins with the fullest name of Petit."""
    name, owner = somebody.name, somebody.owner
    if owner is not None and somebody.named and len(name) > 1 and len(owner.name) > len(name) - 1:
        last = name[-2][: -len("'s")]
        if last == owner.name[-1]:
            name = (*owner.name[:-1], *name[-2:])
    return somebody.spelled or " ".join(name)
