"""People: the entities of one document while it is read, and how names, titles and descriptions join to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quoth.extract.names import Phrase, alike, type_of
from quoth.extract.phrases import Grammar
from quoth.model import EntityType, Form, Span

_ARTICLES = frozenset({"the", "a", "an"})
_OUR_OWN = frozenset({"your", "my", "our"})
_SHORT_NAME = re.compile(r"((?:[A-Z][\w'’-]+ (?:of |for |and |the )*)+[A-Z][\w'’-]+) \(([A-Z][A-Z&.]{1,9})\)")


@dataclass(slots=True, eq=False)
class Somebody:
    """One entity in the making.

    `pronoun` is "he" or "she" where the document itself shows it (a title, a word of kinship, a pronoun), and
    nothing where it does not: no first name is ever asked. `used` says that it speaks or is spoken to, `speaks`
    that a source names it in full.
    """

    name: tuple[str, ...]
    type: EntityType
    named: bool
    first: int
    pronoun: str = ""
    used: bool = False
    speaks: bool = False
    descriptions: dict[str, None] = field(default_factory=dict)
    mentions: dict[Span, Form] = field(default_factory=dict)
    variants: set[tuple[str, ...]] = field(default_factory=set)

    def last_before(self, place: int) -> int:
        """Where it was last mentioned before a place, or where it was first named."""
        return max((span.start for span in self.mentions if span.start < place), default=self.first)

    def fits(self, pronoun: str) -> bool:
        """Whether nothing in the document speaks against this pronoun."""
        return not pronoun or self.pronoun in {"", pronoun}


class People:
    """Everybody named or described in one document."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.everybody: list[Somebody] = []
        self._by_word: dict[str, list[Somebody]] = {}
        self._by_description: dict[str, list[Somebody]] = {}
        self._unnamed: dict[tuple[str, ...], Somebody] = {}

    def with_word(self, word: str) -> Sequence[Somebody]:
        """Those with a word, in small letters, in their names."""
        return self._by_word.get(word, ())

    def named(self, phrase: Phrase) -> Somebody:
        """Whoever bears the name of a phrase; somebody new when nobody does yet."""
        found = self._known(phrase)
        if found is None:
            found = Somebody(phrase.name, type_of(phrase, self.grammar), True, phrase.span.start)
            self.everybody.append(found)
            for word in phrase.name:
                self._by_word.setdefault(word.lower(), []).append(found)
        found.first = min(found.first, phrase.span.start)
        found.variants.add(phrase.name)
        if "".join(found.name).isupper() and len(found.name) == len(phrase.name) and not "".join(phrase.name).isupper():
            found.name = phrase.name  # a headline in capitals is no spelling of a name
        if phrase.titles and found.type is EntityType.UNKNOWN:
            found.type = EntityType.PERSON
        self._describe(found, phrase)
        return found

    def described(self, phrase: Phrase, words: str) -> Somebody:
        """Whoever a description without a name means; `words` are its text."""
        if not phrase.words & _OUR_OWN:
            if (whole := self._with_longer_name(words, phrase)) is not None:
                return whole
            if phrase.article not in {"a", "an"} and (known := self._described_before(phrase)) is not None:
                return known
        return self.unnamed(phrase, words, type_of(phrase, self.grammar))

    def unnamed(self, phrase: Phrase, words: str, type: EntityType, *, named: bool = False) -> Somebody:
        """Somebody who goes by the words of the phrase, such as "a spokesman" or "A and B"."""
        name = (words.strip(" ,"),)
        if name not in self._unnamed:
            somebody = Somebody(name, type, named, phrase.span.start)
            self.everybody.append(somebody)
            self._unnamed[name] = somebody
            if not named:
                self._add_descriptions(somebody, [phrase.head])
            self._describe(somebody, phrase)
        return self._unnamed[name]

    def learn_short_names(self, text: str) -> None:
        """Learn from "The Ellery Water Board (EWB)" who the EWB is."""
        for match in _SHORT_NAME.finditer(text):
            last, short = match.group(1).split()[-1], match.group(2)
            for somebody in self.with_word(last.lower()):
                initials = "".join(word[0] for word in somebody.name if word[0].isupper())
                if initials == short and somebody.name[-1] == last:
                    self._by_word.setdefault(short.lower(), []).insert(0, somebody)
                    somebody.variants.add((short,))

    def _describe(self, somebody: Somebody, phrase: Phrase) -> None:
        self._add_descriptions(somebody, phrase.titles)
        shown = set(phrase.titles) | (phrase.words - self.grammar.possessives - self.grammar.objects)
        he, she = bool(shown & self.grammar.he), bool(shown & self.grammar.she)
        if he != she:
            somebody.pronoun = somebody.pronoun or ("he" if he else "she")

    def _add_descriptions(self, somebody: Somebody, words: Iterable[str]) -> None:
        for word in map(alike, words):
            if word not in somebody.descriptions:
                somebody.descriptions[word] = None
                if word not in self.grammar.modifiers:
                    self._by_description.setdefault(word, []).append(somebody)

    def _known(self, phrase: Phrase) -> Somebody | None:
        """The one with this name: the same words, or some of them with the surname among them."""
        name = _plain(phrase.name)
        candidates = self.with_word(name[-1])
        if len(phrase.name) == 1 and phrase.name[0].isupper():
            short = next((s for s in candidates if phrase.name in s.variants and s.name != phrase.name), None)
            if short is not None:
                return short
        same = next((s for s in candidates if _plain(s.name) == name), None)
        if same is not None:
            return same
        joined = [s for s in candidates if _is_part(name, _plain(s.name))]
        titles = set(map(alike, phrase.titles))
        pool = [s for s in joined if titles & set(s.descriptions)] or joined
        # Of namesakes one who speaks, and of those the one that was first named last before this place.
        before = [s for s in pool if s.first <= phrase.span.start]
        return max(before, key=lambda s: (s.speaks, s.first)) if before else next(iter(pool), None)

    def _with_longer_name(self, words: str, phrase: Phrase) -> Somebody | None:
        """Whose name ends so: "the water board", or "the board", after "the Ellery Water Board"."""
        bare = [word for word in words.lower().split() if word not in _ARTICLES]
        if not bare or (len(bare) < 2 and not (phrase.article == "the" and bare[0] in self.grammar.organisations)):
            return None
        place = phrase.span.start
        longer = [
            known
            for known in self.with_word(bare[-1])
            if len(known.name) > len(bare) and [word.lower() for word in known.name[-len(bare) :]] == bare
        ]
        return max(longer, key=lambda known: known.last_before(place)) if longer else None

    def _described_before(self, phrase: Phrase) -> Somebody | None:
        """Whom "the president" or "his adviser" means: the one described so that was mentioned last."""
        place = phrase.span.start
        fitting = [s for s in self._by_description.get(alike(phrase.head), ()) if s.first <= place]
        if len(phrase.titles) > 1:
            titles = set(map(alike, phrase.titles))
            closer = [s for s in fitting if titles <= set(s.descriptions)]
            fitting = closer or [s for s in fitting if not s.named]
        return max(fitting, key=lambda s: s.last_before(place)) if fitting else None


def _plain(name: Iterable[str]) -> list[str]:
    return [word.lower().rstrip(".") for word in name]


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is a shorter form of another: the surname, or first name and surname."""
    if len(short) >= len(long) or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)
