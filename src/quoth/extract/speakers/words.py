"""Words: a word of a noun phrase, and how the words of names and titles are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from quoth.extract.phrases import Grammar
from quoth.model import EntityType

WORD = re.compile(r"[^\W_][\w'’-]*")
_APOSTROPHES = ("'s", "’s", "s'", "s’")
# The article of an Arabic name keeps its small letter: "al-Rashdi".
_AFTER_ARTICLE = re.compile(r"(?:al|el|ar|as|ash|ad|at|an|az)-[A-Z]")
_SAME_TITLES = (
    "adviser advisor|advisers advisors|lawyer attorney|lawyers attorneys|governor gov|senator sen|president pres"
    "|representative rep congressman congresswoman|professor prof|sergeant sgt|lieutenant lt|captain capt|colonel col"
    "|general gen|major maj|admiral adm|commander cmdr|detective det|superintendent supt|inspector insp"
    "|ambassador amb|secretary sec|reverend rev|doctor dr|spokesman spokeswoman spokesperson"
    "|chairman chairwoman chairperson chair|councilman councilwoman councillor councilor|premier pm"
    "|assemblyman assemblywoman|policeman policewoman|businessman businesswoman"
)
_ALIKE = {word: words.split()[0] for words in _SAME_TITLES.split("|") for word in words.split()}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a noun phrase, `[start, end)` in code points; `tag` is the type of the name it belongs to."""

    start: int
    end: int
    text: str
    tag: EntityType | None = None

    def with_mark(self, mark: str) -> Word:
        """The word with a mark that belongs to it: "nurses’", "J."."""
        return replace(self, end=self.end + len(mark), text=self.text + mark)

    @property
    def lower(self) -> str:
        """The word in small letters, with plain apostrophes."""
        return self.text.lower().replace("’", "'")

    @property
    def is_proper(self) -> bool:
        """Whether it begins with a capital, or with one after an Arabic article: "al-Rashdi"."""
        return self.text[:1].isupper() or _AFTER_ARTICLE.match(self.text) is not None

    @property
    def is_possessive(self) -> bool:
        """Whether it has a possessive ending."""
        return self.text.endswith(_APOSTROPHES)


def is_title(word: Word, grammar: Grammar) -> bool:
    """Whether a word is a title, or begins with one: "Chief-of-Staff", "Lt."."""
    lower = word.lower.rstrip(".")
    return lower in grammar.titles or ("-" in lower and lower.split("-")[0] in grammar.titles)


def alike(word: str) -> str:
    """A title in the one form by which titles are compared, whatever is short for it and whoever bears it.

    >>> alike("advisor"), alike("gov"), alike("congresswoman")
    ('adviser', 'governor', 'representative')
    """
    return _ALIKE.get(word, word)


def bare(word: str) -> str:
    """A word without its possessive ending.

    >>> bare("Brandt’s")
    'Brandt'
    """
    return word[:-2] if word.endswith(("'s", "’s")) else word
