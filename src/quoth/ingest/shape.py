"""Shape: what the outer form of a piece's words shows, without knowing what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

TERMINAL = frozenset(".!?…:;。！？：；؟۔।")
CLOSING = "\"'”’“»›)]*_」』）】"
OPENING = "\"'“‘„«»‹›([*_「『（【`"
QUOTES = frozenset("\"'“”„‟‘’‚«»‹›「」『』`")

# A bullet, or a number or letter that must have a neighbour ("1." before "2.") to count as a list's.
BULLET = re.compile(r"[-+*•◦▪‣·●○■□–][ \t]+(?=\S)")
ORDINAL = re.compile(r"\(?(?P<mark>\d{1,3}|[a-zA-Z])[.)][ \t]+(?=\S)")

# No heading is longer than this.
LONGEST_TITLED = 80
# Title Case lets a word or two of a long headline stay small.
TITLE_SHARE = 0.8
# Words that headlines in Title Case may leave small.
_SMALL = frozenset(
    str.split(
        "a an and as at but by de del der des di do du for from in into is la le nor of off on or over per the to"
        " up v via von vs vs. with und et y e les el los las da das den dem il i del della et al"
    )
)
_REFERENCE = re.compile(r"(?:\s?\[\^?\d{1,3}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰])+$")
_DENSE = re.compile("[\u2e80-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"[^\W\d_][\w'’‑-]*")
# A stop, and a capital after it: "Inc. A" counts as well, which is harmless where this is asked.
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘„«(\[]*[^\W\d_a-z])|[。！？][」』”’]?(?=\S)")


@dataclass(frozen=True, slots=True)
class Form:
    """The words of one piece and how many they are, with what is asked of them again and again."""

    words: str
    length: int

    @classmethod
    def of(cls, words: str) -> Form:
        """Count once."""
        return cls(words, count_words(words))

    @property
    def stops(self) -> bool:
        """Whether the words end as a sentence does."""
        return ends_sentence(self.words)

    @property
    def titled(self) -> bool:
        """Whether they are in Title Case or in capitals, and few enough for a heading."""
        return self.length <= LONGEST_TITLED and is_title_case(self.words)


def count_words(words: str, *, most: int = 400) -> int:
    """How many words there are, `most` at the highest; in scripts without spaces two signs count as one."""
    head = words[: most * 12]
    spaced = len(head.split())
    dense = 0 if head.isascii() else len(_DENSE.findall(head))
    return min(most, max(spaced, dense // 2))


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence does, marks, brackets and a footnote's number after the stop aside."""
    end = words[-40:]
    return end[-1:] in TERMINAL or _REFERENCE.sub("", end).rstrip(CLOSING)[-1:] in TERMINAL


def title_share(words: str) -> float:
    """The share of words with a capital among those that Title Case would give one, the first word aside.

    >>> title_share("Mayor Opens the Bridge in Soltau"), title_share("Mayor opens the bridge")
    (1.0, 0.0)
    """
    found = [word for word in _WORD.findall(words[:1200])[1:] if word.casefold() not in _SMALL]
    if not found:
        return 0.0
    return len([word for word in found if word[0].isupper()]) / len(found)


def is_upper(words: str) -> bool:
    """Whether all letters are capitals, and there are at least three."""
    return words[:400].isupper() and sum(sign.isalpha() for sign in words[:400]) >= 3


def is_title_case(words: str) -> bool:
    """Whether the words are in Title Case or in capitals.

    >>> is_title_case("Mayor: ‘We Will Rebuild The Bridge’"), is_title_case("Anna Brandt left for Soltau")
    (True, False)
    """
    return is_upper(words) or title_share(words) >= TITLE_SHARE


def is_one_sentence(words: str) -> bool:
    """Whether no sentence ends before the end."""
    return _STOP.search(words[:1200]) is None


def is_quoted(words: str) -> bool:
    """Whether the words stand wholly in quotation marks."""
    bare = words.rstrip(".,;…").strip()
    return len(bare) > 2 and bare[0] in QUOTES and bare[-1] in QUOTES


def is_bracketed(words: str) -> bool:
    """Whether the words stand wholly in one pair of brackets."""
    bare = words[:2000].rstrip(".")
    closing = {"(": ")", "[": "]", "（": "）"}.get(bare[:1])
    if closing is None:
        return False
    depth = 0
    for position, sign in enumerate(bare):
        depth += (sign == bare[0]) - (sign == closing)
        if depth == 0:
            return position == len(bare) - 1
    return False


def letters(words: str) -> str:
    """The letters and digits alone, without case: to tell whether two headings say the same."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())
