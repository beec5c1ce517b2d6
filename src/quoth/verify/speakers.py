"""Speakers: whether the name that the draft gives and the one on a turn of the evidence are one speaker's.

Labels of turns are short: "BRANDT", "MAYOR BRANDT", "Q". A surname is enough where nothing speaks against it; a role
alone ("MODERATOR") is nobody whom the draft could name.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import lru_cache

import regex

from quoth.text.spelling import is_same_spelling, plain
from quoth.verify.lexicon import Lexicon

_ASKING = frozenset(
    "q question questions questioner interviewer moderator reporter host anchor presenter journalist audience caller"
    " unidentified".split()
)
_NOBODY = frozenset(
    "a answer speaker male female man woman unknown voice narrator member crowd chorus interpreter translator".split()
)
_PARTICLES = frozenset("al bin da de del della den der di dos du el la le ten ter van von zu".split())
_ASIDE = regex.compile(r"[(\[].*?[)\]]|,.*$")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’.-]++")


class Match(Enum):
    """How two names of speakers go together."""

    SAME = auto()
    OTHER = auto()
    ASKING = auto()
    """The evidence gives the words to whoever asks the questions."""
    UNKNOWN = auto()


def match(draft: str | None, evidence: str | None, named: bool, lexicon: Lexicon) -> Match:
    """How the speaker of the draft and the one of the evidence go together; `named` says that the draft's is a person.

    >>> from quoth.verify.lexicon import lexicon_of
    >>> match("Anna Brandt", "MAYOR BRANDT", True, lexicon_of("en"))
    <Match.SAME: 1>
    """
    if not draft or not evidence:
        return Match.UNKNOWN
    return _match(draft, evidence, named, lexicon.titles, lexicon.knows_roles)


@lru_cache(maxsize=4096)
def _match(draft: str, evidence: str, named: bool, titles: frozenset[str], knows_roles: bool) -> Match:
    ours, theirs = _name(draft, titles), _name(evidence, titles)
    if not theirs:
        label = {word.strip(".").casefold().rstrip("0123456789") for word in evidence.split()}
        if label & _ASKING:
            return Match.ASKING if named else Match.UNKNOWN
        wanted = {word.casefold() for word in draft.split()} - {"the"}
        return Match.SAME if wanted and wanted <= label | {"of"} else Match.UNKNOWN
    if not ours:
        wanted = {word.casefold() for word in draft.split()} - {"the", "a", "an"}
        return Match.SAME if wanted and wanted <= set(plain(evidence.split())) else Match.UNKNOWN
    if (
        ours == theirs
        or is_same_spelling(ours, theirs)
        or theirs[-len(ours) :] == ours
        or ours[-len(theirs) :] == theirs
    ):
        return Match.SAME
    if len(ours) == 1 or len(theirs) == 1:
        short, long = sorted((ours, theirs), key=len)
        if any(word == short[0] or is_same_spelling([word], short) for word in long):
            return Match.SAME
    elif (is_same_spelling(ours[-1:], theirs[-1:]) and _may_be_same(ours[0], theirs[0])) or _is_surname(theirs, ours):
        return Match.SAME
    elif theirs[-1] == ours[-1] and not knows_roles:
        return Match.UNKNOWN  # the other word on the label may be an office
    return Match.OTHER if named else Match.UNKNOWN


def _is_surname(theirs: list[str], ours: list[str]) -> bool:
    """Whether a label is a surname in several words: "DU TOIT-MARIN", "VAN DER HEIDEN"."""
    return theirs[0] in _PARTICLES and set(theirs) - _PARTICLES <= set(ours)


def _may_be_same(one: str, other: str) -> bool:
    """Whether two first names may be one person's: the same, an initial, a short form."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or is_same_spelling([one], [other])


def _name(text: str, titles: frozenset[str]) -> list[str]:
    """The words of a name without titles, roles, initials in between, and what stands in brackets."""
    words = plain(_WORD.findall(_ASIDE.sub("", text)))
    words = [word.removesuffix("'s") for word in words]
    roles = [number for number, word in enumerate(words) if word in titles]
    if roles:
        if set(words[roles[0] :]) & {"of", "for"}:
            return []  # "The Minister of the Interior"
        words = words[roles[-1] + 1 :] or words  # "FIRE CHIEF MORAU"
    kept = [word for word in words if word not in titles | _ASKING | _NOBODY | {"the", "of"} and not word.isdigit()]
    return [word for number, word in enumerate(kept) if len(word) > 1 or number == 0]
