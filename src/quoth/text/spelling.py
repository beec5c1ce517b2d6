"""Spelling: whether two names are one name in two spellings, as when one script is written in another.

"Yusuf" and "Yousef", "Mohammed" and "Muhammad", "Kareem" and "Karim" are; "Anna" and "Anne", "Hassan" and "Hussein" are
not. Consonants must agree (but for doubled ones and for `q` and `k`), and each vowel may only be one that writers take
for the same sound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import regex

_SOUNDS = regex.compile(r"^y|(?<!^)[aeiouy]+|^[aeiou]+|[^aeiouy]+")
_MARKS = regex.compile(r"\p{M}+")
_DOUBLED = re.compile(r"([^aeiouy])\1+")
_ALIKE = ({"o", "u", "ou", "oo"}, {"i", "e", "ee", "y", "ei", "ie", "ai", "ay", "ey"}, {"a", "e", "aa"}, {"u", "e"})
_SON_OF = frozenset({"bin", "ben", "ibn"})
SHORTEST = 4
"""No shorter name is taken for a spelling of another."""


def plain(name: Sequence[str]) -> list[str]:
    """The words of a name for comparing: small letters, no accents, no dots.

    >>> plain(("José", "K.", "Brandt"))
    ['jose', 'k', 'brandt']
    """
    words = (_MARKS.sub("", unicodedata.normalize("NFKD", word)).lower() for word in name)
    return [word.rstrip(".").replace("’", "'") for word in words]


def is_same_spelling(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names, word by word, are the same or two spellings of one.

    >>> is_same_spelling(["Yusuf", "Haddar"], ["Yousef", "Haddar"])
    True
    >>> is_same_spelling(["Anna", "Haddar"], ["Anne", "Haddar"])
    False
    """
    first, second = plain(one), plain(other)
    return len(first) == len(second) and all(map(_is_same_word, first, second))


def _is_same_word(one: str, other: str) -> bool:
    if one == other or {one, other} <= _SON_OF:
        return True
    if min(len(one), len(other)) < SHORTEST or one[-1:].replace("y", "i") != other[-1:].replace("y", "i"):
        return False
    sounds = [_SOUNDS.findall(_DOUBLED.sub(r"\1", word.replace("q", "k"))) for word in (one, other)]
    return len(sounds[0]) == len(sounds[1]) and all(map(_is_same_sound, *sounds))


def _is_same_sound(one: str, other: str) -> bool:
    return one == other or any(one in sounds and other in sounds for sounds in _ALIKE)
