"""Heard: to whom the statements of a speech were said that name nobody themselves.

Who was told the beginning of a speech hears the rest: the addressees of a statement go on to those that follow from the
same speaker, until somebody else speaks, another occasion begins, or somebody else is told something. At an event where
several speak they hold for what the same speaker says there later. Who was asked answers the one who asked, and in a
dialogue of two each speaks to the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quoth.extract.attribution import REPLIES, RUNS, Attribution
from quoth.extract.layout import Layout
from quoth.extract.scenes import is_shared
from quoth.extract.speakers import Cast
from quoth.model import Entity, Occasion, Role

_PAIR = 2
_HALL = 40
"""Among more voices than this nobody is listened for by name."""
_ASKS = ("ask", "question", "wanted")
# "Ms. Petit, can you", "that you knew, Petit?"
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:you both|both of you|you two)\b", re.IGNORECASE)
_CALLED = r"(?:^|[.?!] )(?:M[rs]s?\. |Dr\. )?{0},|, (?:M[rs]s?\. |Dr\. )?{0}[.?!]"


def find_addressees(
    layout: Layout,
    attributions: Sequence[Attribution],
    parents: Sequence[int | None],
    cast: Cast,
    occasion_of: Sequence[Occasion | None],
) -> tuple[tuple[str, ...], ...]:
    """The addressees of each attribution: its own, or those of the speech it goes on with."""
    found = list(cast.addressees)
    outer = [
        k
        for k, attribution in enumerate(attributions)
        if parents[k] is None and not layout.block_at(attribution.content[0].start).block.role.is_heading
    ]
    turns = [k for k in outer if attributions[k].method == "turn"]
    pair = tuple(dict.fromkeys(speaker for k in turns if (speaker := cast.speakers[k]) is not None))
    for k in turns:
        if not found[k] and cast.speakers[k] is not None and len(pair) == _PAIR:
            found[k] = tuple(other for other in pair if other != cast.speakers[k])
    voices = {entity.id: _called(entity) for entity in cast.entities if entity.id in pair}
    for number, k in enumerate(turns):
        if not found[k] and cast.speakers[k] is not None and len(voices) <= _HALL:
            found[k] = _in_turn(layout, attributions, cast, turns, number, voices)
            before = turns[number - 1] if number else k
            if not found[k] and cast.speakers[k] in found[before] and _YOU.search(_said(layout, attributions[k])):
                found[k] = _one(cast.speakers[before])
    there: dict[tuple[str, str], tuple[str, ...]] = {}
    last: int | None = None
    for k in outer:
        speaker, occasion = cast.speakers[k], occasion_of[k]
        if not found[k] and speaker is not None:
            shared = occasion is not None and is_shared(occasion.event)
            if _begins_anew(layout.text, attributions[k]):
                pass
            elif last is not None and speaker == cast.speakers[last] and occasion in {occasion_of[last], None}:
                found[k] = found[last]
            elif last is not None and speaker in found[last] and (shared or _asks(layout.text, attributions[last])):
                found[k] = _one(cast.speakers[last])
            elif last is not None and (
                _begins(layout.text, attributions[k], REPLIES)
                or _is_dialogue(layout.text, attributions, occasion, last, k)
            ):
                found[k] = _one(cast.speakers[last])
                if not found[last] and _asks(layout.text, attributions[last]):
                    found[last] = (speaker,)
            elif occasion is not None:
                found[k] = there.get((occasion.id, speaker), ())
        if found[k] and speaker is not None and occasion is not None and occasion.event is not None:
            there[occasion.id, speaker] = found[k]
        last = k
    following: dict[str, tuple[str, ...]] = {}
    for k in reversed(range(len(attributions))):
        speaker = cast.speakers[k]
        role = layout.block_at(attributions[k].content[0].start).block.role
        if speaker is not None and parents[k] is None and role is Role.SUBHEAD:
            found[k] = found[k] or following.get(speaker, ())
        elif k in outer and speaker is not None:
            following[speaker] = found[k] if attributions[k].method in RUNS else ()
    return tuple(found)


def _is_dialogue(
    text: str, attributions: Sequence[Attribution], occasion: Occasion | None, last: int, here: int
) -> bool:
    """Whether at an event of several voices a question stands just before, or is put here."""
    if occasion is None or not is_shared(occasion.event):
        return False
    return _asks(text, attributions[last]) or _asks(text, attributions[here])


def _begins_anew(text: str, attribution: Attribution) -> bool:
    """Whether it is said to nobody of before: "He then said", "according to"."""
    words = " ".join(cue.of(text) for cue in attribution.cue).lower()
    return words.startswith(("then ", "according"))


def _one(speaker: str | None) -> tuple[str, ...]:
    return () if speaker is None else (speaker,)


def _begins(text: str, attribution: Attribution, verbs: tuple[str, ...]) -> bool:
    return any(cue.of(text).lower().split()[-1].startswith(verbs) for cue in attribution.cue)


def _called(entity: Entity) -> re.Pattern[str]:
    """Somebody called by the surname, or by a title."""
    words = (entity.name.split()[-1], *entity.descriptions)
    return re.compile(_CALLED.replace("{0}", f"(?i:{'|'.join(map(re.escape, words))})"))


def _in_turn(
    layout: Layout,
    attributions: Sequence[Attribution],
    cast: Cast,
    turns: Sequence[int],
    number: int,
    voices: Mapping[str, re.Pattern[str]],
) -> tuple[str, ...]:
    """Whom a turn among several speaks to: who is called by name, who asked before it, or who answers after it."""
    here = turns[number]
    speaker = cast.speakers[here]
    said = _said(layout, attributions[here])
    called = [voice for voice, name in voices.items() if voice != speaker and name.search(said)]
    if called:
        return tuple(called[:1])
    if _BOTH.search(said):
        spoke = dict.fromkeys(cast.speakers[k] for k in reversed(turns[:number]) if cast.speakers[k] != speaker)
        last = [voice for voice in spoke if voice is not None][:2]
        if len(last) == _PAIR:
            return tuple(voice for voice in voices if voice in last)
    before = next((k for k in reversed(turns[max(number - 4, 0) : number]) if cast.speakers[k] != speaker), None)
    if before is not None and before == turns[number - 1] and _asks(layout.text, attributions[before]):
        return _one(cast.speakers[before])
    after = next((k for k in turns[number + 1 : number + 5] if cast.speakers[k] != speaker), None)
    if after is not None and _asks(layout.text, attributions[here]):
        return _one(cast.speakers[after])
    return ()


def _said(layout: Layout, attribution: Attribution) -> str:
    return " ".join(span.of(layout.text) for span in attribution.content)


def _asks(text: str, attribution: Attribution) -> bool:
    """Whether a statement is a question."""
    said = attribution.content[-1].of(text).rstrip("\"'”’»")
    return said.endswith("?") or _begins(text, attribution, _ASKS)
