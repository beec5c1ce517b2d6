"""Labels: what the model says of each word: outside, or first, inner, last or only word of a fragment of a role."""

from __future__ import annotations

from quoth.extract.tagger.view import ROLES
from quoth.model import EntityType

OUTSIDE = 0
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
"""The label of a word that belongs to no statement, then four for each role: begin, inside, end, single."""

NAME_TYPES = {
    "PERSON": EntityType.PERSON,
    "ORGANIZATION": EntityType.ORGANISATION,
    "LOCATION": EntityType.PLACE,
    "MISC": EntityType.UNKNOWN,
}
NAMES = ("O", *(f"{place}-{kind}" for kind in NAME_TYPES for place in "BI"))
"""The label of a word that belongs to no proper name, then two for each kind of name: begin, inside."""


def label_of(role: str, is_first: bool, is_last: bool) -> int:
    """The number of the label of a word in a fragment.

    >>> LABELS[label_of("cue", True, False)], LABELS[label_of("cue", True, True)]
    ('B-cue', 'S-cue')
    """
    place = "IBES"[is_first + 2 * is_last]
    return LABELS.index(f"{place}-{role}")


def may_follow(before: int, after: int) -> bool:
    """Whether one label may stand right after another.

    >>> may_follow(LABELS.index("B-cue"), LABELS.index("I-cue")), may_follow(LABELS.index("B-cue"), OUTSIDE)
    (True, False)
    """
    is_open = before != OUTSIDE and LABELS[before][0] in "BI"
    goes_on = after != OUTSIDE and LABELS[after][0] in "IE"
    if is_open or goes_on:
        return is_open and goes_on and LABELS[before][2:] == LABELS[after][2:]
    return True
