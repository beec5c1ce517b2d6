"""Damage to passages: true words put together wrongly, given to somebody else, or made up."""

from __future__ import annotations

import re

from benchmarks.misquote.corpus import Sentence
from benchmarks.misquote.faithful import ELLIPSES
from benchmarks.misquote.rows import Made, Pick
from benchmarks.misquote.words import fold, plain, words

FAR = 800
"""Words between two passages that nobody would call one, whatever ellipsis stands between them."""
APART = 250
SUBSTANCE = 20
"""Words of a turn that is more than "Yes" or "Thank you"."""
_TRIES = 8


def ellipsis_wrong_order(pick: Pick) -> Made | None:
    """Two neighbouring sentences joined by an ellipsis, the later one first."""
    pair = _neighbours(pick)
    if pair is None:
        return None
    text = _without_stop(pair[1].text) + pick.rng.choice(ELLIPSES) + pair[0].text
    return _spliced(pick, text, *pair)


def ellipsis_far(pick: Pick) -> Made | None:
    """An ellipsis that joins passages many hundred words apart."""
    other = _elsewhere(pick, FAR)
    if other is None:
        return None
    return _spliced(pick, pick.sentence.text + pick.rng.choice(ELLIPSES) + other.text, pick.sentence, other)


def ellipsis_over_speaker(pick: Pick) -> Made | None:
    """An ellipsis that hides what somebody else said in between."""
    turns = pick.transcript.turns
    if pick.turn_number + 2 >= len(turns) or pick.place != len(pick.run) - 1:
        return None
    between, after = turns[pick.turn_number + 1 : pick.turn_number + 3]
    speakers = {pick.turn.speaker, after.speaker}
    if None in speakers or len(speakers) != 1 or between.speaker in speakers or between.count < SUBSTANCE:
        return None
    if pick.run is not pick.turn.runs[-1] or not after.runs or between.count > 200:
        return None
    other = after.runs[0][0]
    return _spliced(pick, pick.sentence.text + pick.rng.choice(ELLIPSES) + other.text, pick.sentence, other)


def splice(pick: Pick) -> Made | None:
    """Two sentences from different places of one speech, as if said in one breath."""
    other = _elsewhere(pick, APART)
    if other is None:
        return None
    return _spliced(pick, f"{pick.sentence.text} {other.text}", pick.sentence, other)


def splice_within_sentence(pick: Pick) -> Made | None:
    """The beginning of one sentence and the end of another, run together."""
    other = _elsewhere(pick, APART)
    if other is None:
        return None
    first = re.match(r"(.{25,90}?),? (?=(?:and|but|because|so) )", pick.sentence.text)
    last = re.search(r"\b(?:and|but|because|so) .{25,}$", other.text)
    if first is None or last is None or {pick.corpus.count(first[1]), pick.corpus.count(last[0])} != {1}:
        return None
    return _spliced(pick, f"{first[1]} {last[0]}", pick.sentence, other)


def other_speaker(pick: Pick) -> Made | None:
    """True words, given to somebody else who speaks in the same document, or to somebody invented."""
    mine = pick.turn.speaker
    if mine is None:
        return None
    known = {fold(part)[:4] for part in mine.split()}
    others = [name for name in pick.transcript.names if not known & {fold(part)[:4] for part in name.split()}]
    if not others:
        return None
    speaker = pick.rng.choice(others)
    return pick.made(pick.sentence.text, "misattributed", finding="wrong-speaker", speaker=speaker)


def fabricated(pick: Pick) -> Made | None:
    """A sentence that nobody said: of our own grammar, about things that no speech of a campaign is about."""
    rng = pick.rng
    text = " ".join(rng.choice(part) for part in rng.choice(_GRAMMARS)) + "."
    if pick.corpus.count(text):
        return None
    return Made(text[0].upper() + text[1:], "not-found", None, None, finding="unsupported-quotation")


_WHO: tuple[str, ...] = (
    "the lighthouse keepers",
    "our basket weavers",
    "the beekeepers' guild",
    "the harpsichord tuners",
)
_WHO += ("two apprentice coopers", "the glaziers of Soltau", "my aunt's falconer", "the ferrymen of Port Sable")
_DID = ("polished", "catalogued", "embroidered", "auctioned", "varnished", "unscrewed", "alphabetised", "whitewashed")
_WHAT: tuple[str, ...] = (
    "every brass sundial",
    "the seaweed ledgers",
    "forty porcelain thimbles",
    "the drowned orchard's gate",
)
_WHAT += ("a crate of puffin feathers", "the almanac's lunar tables", "nine rusted astrolabes", "the marzipan pulpit")
_WHEN: tuple[str, ...] = (
    "before the herring fair",
    "under the viaduct at Halden",
    "during the lantern regatta",
    "at low tide in Ellery",
)
_WHEN += (
    "while the carillon was silent",
    "behind the salt cathedral",
    "on the eve of Saint Oriel",
    "beside the tannery",
)
_WHY: tuple[str, ...] = (
    "to please a dentist",
    "for the sake of the eel traps",
    "as the cartographers had begged",
    "out of pure vertigo",
)
_WHY += (
    "so that turnips might thrive",
    "against the midwives' counsel",
    "in memory of a tortoise",
    "for seven drachmas",
)
_GRAMMARS = (
    (_WHO, _DID, _WHAT, _WHEN),
    (_WHEN, _WHO, _DID, _WHAT),
    (_WHO, _DID, _WHAT, _WHEN, _WHY),
    (_WHY, _WHO, _DID, _WHAT),
)


# ------------------------------------------------------------------ what they share


def _neighbours(pick: Pick) -> tuple[Sentence, Sentence] | None:
    if pick.place + 1 >= len(pick.run):
        return None
    first, second = pick.run[pick.place], pick.run[pick.place + 1]
    return (first, second) if pick.corpus.is_unique(second.text) else None


def _elsewhere(pick: Pick, apart: int) -> Sentence | None:
    """A sentence of the same speaker in the same document, so many words further on or back."""
    for _ in range(_TRIES):
        number, at, place = pick.rng.choice(pick.transcript.sentences)
        turn = pick.transcript.turns[number]
        other = turn.runs[at][place]
        first, second = sorted((other.span, pick.sentence.span))
        between = pick.transcript.document.text[first.end : second.start]
        if turn.speaker is None or turn.speaker != pick.turn.speaker or len(between) < 4 * apart:
            continue
        if len(between.split()) >= apart and pick.corpus.is_unique(other.text):
            return other
    return None


def _without_stop(text: str) -> str:
    return text.rstrip(".")


def _spliced(pick: Pick, text: str, *parts: Sentence) -> Made | None:
    if pick.corpus.count(text) or any(plain(words(text)) == plain(part.words) for part in parts):
        return None
    return Made(text, "spliced", parts[0].span.start, parts[0].span.end)
