"""People: the entities of one document while it is read, and how names, titles and descriptions join to them."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quoth.extract.phrases import Grammar
from quoth.extract.speakers.names import PAPERS, Phrase, type_of
from quoth.extract.speakers.words import alike
from quoth.model import EntityType, Form, Span
from quoth.text.spelling import is_same_spelling, plain

_ARTICLES = frozenset({"the", "a", "an"})
_OUR_OWN = frozenset({"your", "my", "our"})
_SHORT_NAME = re.compile(r"(?<=\w) \((?:the |or )?[\"“]?(?P<short>[A-Z][A-Za-z]{1,8})[\"”]?\)")
_WORD = re.compile(r"[^\W_][\w&’'-]*")
# A capital and a small letter: a word that is not all in capitals.
_MIXED = re.compile(r"\b[A-Z][\w’'-]*[a-z][\w’'-]*\b")
_INITIALS = re.compile(r"(?:[A-Z]\.?){2,6}")
_PAPER_NAMES = frozenset(
    "Bulletin Chronicle Courier Daily Dispatch Enquirer Examiner Gazette Globe Guardian Herald Independent Inquirer"
    " Journal Ledger Mail Mercury Mirror Monitor News Observer Post Press Record Register Review Star Standard Sun"
    " Telegraph Times Tribune Weekly".split()
)
_SHORTEST_NAME = 5
"""A shorter name of one word in capitals may be an acronym."""
_MANY_HINTS = 3
"""So many more hints at the other pronoun show that one does not fit."""
_NEAR = 400
"""Within so many code points a name given in full still holds for the surname after it."""


class Place(NamedTuple):
    """Where somebody is mentioned, and how: `[start, end)`, the number of the sentence, and the form.

    `leads` says that the sentence goes on to say what they did, `introduces` that it says who they are, `opens` that it
    begins with them, `owns` that it is in the possessive ("Brandt’s"), `quoted` that it stands inside a quotation,
    `heading` in a heading.
    """

    start: int
    end: int
    sentence: int
    form: Form
    leads: bool = False
    opens: bool = False
    introduces: bool = False
    owns: bool = False
    quoted: bool = False
    heading: bool = False


@dataclass(slots=True, eq=False)
class Somebody:
    """One entity in the making.

    `titles` are the words of `descriptions` as they are compared. `pronoun` is "he" or "she" where words of the
    document show it (a title, a word of kinship), and nothing where they do not: no first name is ever asked. `hints`
    counts the "he" and "she" that stand after the name where nobody else is named, and those resolved to it. `used`
    says that it speaks or is spoken to, `speaks` that a source names it in full, `spoke` is where it first spoke;
    `about` holds the words of all phrases that name it, `members` those of a joint source, `owner` whose it is;
    `spelled` is the name as it is written, where that is more than its words
    ('Tomas "Tito" Velk').
    """

    name: tuple[str, ...]
    type: EntityType
    named: bool
    first: int
    pronoun: str = ""
    used: bool = False
    speaks: bool = False
    spoke: int | None = None
    descriptions: dict[str, None] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)
    mentions: dict[Span, Form] = field(default_factory=dict)
    variants: set[tuple[str, ...]] = field(default_factory=set)
    about: set[str] = field(default_factory=set)
    hints: Counter[str] = field(default_factory=Counter)
    members: tuple[Somebody, ...] = ()
    owner: Somebody | None = None
    spelled: str = ""
    places: list[Place] = field(default_factory=list)

    def last_place(self, before: int) -> Place | None:
        """The last place that begins before a code point."""
        number = self.count_before(before)
        return self.places[number - 1] if number else None

    def count_before(self, position: int) -> int:
        """How many places begin before a code point."""
        return bisect_left(self.places, (position,))

    def last_before(self, position: int) -> int:
        """Where it was last mentioned before a code point, or where it was first named."""
        place = self.last_place(position)
        return place.start if place is not None else self.first

    def fits(self, pronoun: str) -> bool:
        """Whether nothing in the document speaks against this pronoun, or not much."""
        if not pronoun or self.pronoun == pronoun:
            return True
        against = sum(self.hints.values()) - 2 * self.hints[pronoun]
        return not self.pronoun and against < _MANY_HINTS


class People:
    """Everybody named or described in one document."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.everybody: list[Somebody] = []
        self._in_sentence: dict[int, list[Somebody]] = {}
        self._by_letters: dict[tuple[str, ...], list[Somebody]] = {}
        self._by_word: dict[str, list[Somebody]] = {}
        self._by_description: dict[str, list[Somebody]] = {}
        self._by_noun: dict[str, list[Somebody]] = {}
        self._by_initials: dict[str, Somebody] = {}
        self._unnamed: dict[str, Somebody] = {}
        self._joint: dict[frozenset[Somebody], Somebody] = {}
        self._owned: dict[tuple[Somebody, str], Somebody] = {}

    def place(self, somebody: Somebody, place: Place) -> None:
        """Keep a place where somebody is mentioned."""
        insort(somebody.places, place)
        self._in_sentence.setdefault(place.sentence, []).append(somebody)

    def lately(self, sentence: int, count: int) -> Iterator[Somebody]:
        """Everybody mentioned in a sentence or so many before it, each once."""
        seen: set[Somebody] = set()
        for number in range(sentence, max(sentence - count, -1) - 1, -1):
            for somebody in self._in_sentence.get(number, ()):
                if somebody not in seen:
                    seen.add(somebody)
                    yield somebody

    def with_word(self, word: str) -> Sequence[Somebody]:
        """Those with a word, in small letters, in their names."""
        return self._by_word.get(plain((word,))[0], ())

    # -- by name ------------------------------------------------------------------------------------

    def named(self, phrase: Phrase, spoke: Somebody | None = None) -> Somebody:
        """Whoever bears the name of a phrase; somebody new when nobody does yet. `spoke` is who spoke last."""
        found = self._known(phrase, spoke)
        if found is None:
            found = Somebody(phrase.name, type_of(phrase, self.grammar), True, phrase.span.start)
            self.everybody.append(found)
            self._index(found, phrase.name)
            self._by_letters.setdefault(tuple(word[:1] for word in plain(phrase.name)), []).append(found)
            initials = "".join(word[0] for word in phrase.name if word[0].isupper())
            if len(initials) > 1 and len(phrase.name) > 1:
                self._by_initials.setdefault(initials, found)
        found.first = min(found.first, phrase.span.start)
        if found.type is not EntityType.PERSON or phrase.name != found.name[-1:]:  # namesakes share a surname
            if phrase.name not in found.variants:
                self._index(found, phrase.name)
            found.variants.add(phrase.name)
        if phrase.nickname:
            nickname = tuple(phrase.nickname.split())
            found.variants |= {nickname, (*nickname, phrase.name[-1])}
            self._index(found, nickname)
            found.spelled = phrase.spelled
        if "".join(found.name).isupper() and len(found.name) == len(phrase.name) and not "".join(phrase.name).isupper():
            found.name = phrase.name  # a headline in capitals is no spelling of a name
        if phrase.titles and found.type is EntityType.UNKNOWN:
            found.type = EntityType.PERSON
        self.describe(found, phrase)
        if phrase.name[-1] == phrase.head:
            self._know_as(phrase.head, found)  # "the campaign" after "the Petit campaign"
        return found

    def bearers(self, phrase: Phrase) -> list[Somebody]:
        """Everybody who may be meant by a name: the same words, or some of them with the surname among them.

        Where nobody is: an organisation by its initials or by the first word of its name, a person by the first name.
        """
        name = plain(phrase.name)
        candidates = self.with_word(name[-1])
        if len(phrase.name) == 1 and phrase.name[0].isupper():
            short = [s for s in candidates if phrase.name in s.variants and phrase.name not in (s.name, s.name[-1:])]
            if short:
                return short
        same = [s for s in candidates if plain(s.name) == name or any(plain(v) == name for v in s.variants)]
        if len(name) > 1 and not same:
            same = [s for s in self._with_letters(name) if is_same_spelling(s.name, phrase.name)]
        whole = [s for s in same if len(s.name) > 1 or len(candidates) == 1]
        longer = [s for s in candidates if any(_is_part(name, plain(v)) for v in (s.name, *s.variants))]
        found = list(dict.fromkeys(whole or longer or same))
        if found or len(name) > 1:
            return found
        initials = phrase.name[0].replace(".", "")
        if _INITIALS.fullmatch(phrase.name[0]) and initials in self._by_initials:
            return [self._by_initials[initials]]
        first = [s for s in candidates if len(s.name) > 1 and plain(s.name)[0] == name[0]]
        return first if len(first) == 1 else []

    def _with_letters(self, name: Sequence[str]) -> Sequence[Somebody]:
        """Those whose names begin with the same letters, word by word: spellings of one are looked for among them."""
        return self._by_letters.get(tuple(word[:1] for word in name), ())

    def _index(self, somebody: Somebody, name: Iterable[str]) -> None:
        for word in plain(tuple(name)):
            bucket = self._by_word.setdefault(word.removesuffix("'s"), [])
            if somebody not in bucket:
                bucket.append(somebody)

    def _known(self, phrase: Phrase, spoke: Somebody | None) -> Somebody | None:
        """Of the bearers of a name the one whom the titles fit, or the likeliest."""
        bearers = self.bearers(phrase)
        if len(bearers) < 2 or phrase.name_span is None:
            return next(iter(bearers), None)
        titles = set(map(alike, phrase.titles))
        pool = [s for s in bearers if titles & s.titles] or bearers
        return self.most_likely(pool, phrase.span.start, self._shown(phrase), spoke)

    def most_likely(
        self, bearers: Sequence[Somebody], position: int, pronoun: str, spoke: Somebody | None = None
    ) -> Somebody:
        """Whom a name that several bear means: the one just named in full, else the one whom the text is about.

        Of two namesakes one is named in full each time and the other by the surname: the one who came first.
        """
        if len(bearers) == 1:
            return bearers[0]
        pool = [s for s in bearers if pronoun and s.pronoun == pronoun]
        pool = pool or [s for s in bearers if s.fits(pronoun) and s.first <= position] or list(bearers)

        def rank(somebody: Somebody) -> float:
            last = somebody.last_place(position)
            near = last is not None and position - last.start < _NEAR and (last.leads or last.opens) and not last.owns
            return (
                1.5 * near
                + (somebody is first)
                + 1.5 * (somebody is spoke)
                + 0.5 * math.log1p(somebody.count_before(position))
                + 0.5 * somebody.speaks
            )

        first = min(pool, key=lambda s: s.first)
        return max(pool, key=rank)

    # -- by description -----------------------------------------------------------------------------

    def unnamed(self, phrase: Phrase, words: str) -> Somebody:
        """Somebody who goes by the words of the phrase, such as "a spokesman"."""
        name = words.strip(" ,")
        key = " ".join(word for word in name.lower().split() if word not in _ARTICLES) or name
        if key not in self._unnamed:
            somebody = Somebody((name,), type_of(phrase, self.grammar), False, phrase.span.start)
            self.everybody.append(somebody)
            self._unnamed[key] = somebody
            self._add_descriptions(somebody, [phrase.head])
            self.describe(somebody, phrase)
        known = self._unnamed[key]
        if known.name[0].lower() == name.lower() and name[0].islower():
            known.name = (name,)  # the capital came from the start of a sentence
        return known

    def joint(self, members: Sequence[Somebody], place: int) -> Somebody:
        """Several who speak as one: "A and B"."""
        key = frozenset(members)
        if key not in self._joint:
            names = [" ".join(member.name) for member in members]
            name = f"{', '.join(names[:-1])} and {names[-1]}"
            together = Somebody((name,), EntityType.GROUP, True, place, members=tuple(members))
            self.everybody.append(together)
            self._joint[key] = together
        return self._joint[key]

    def own(self, owner: Somebody, head: str, owned: Somebody) -> None:
        """Keep whose office or campaign it is; the first one known under that owner and noun stays."""
        self._owned.setdefault((owner, head), owned).owner = owner

    def owned_by(self, owner: Somebody, head: str) -> Somebody | None:
        """The office or campaign of somebody, if the document named one."""
        return self._owned.get((owner, head))

    def with_longer_name(self, words: str, phrase: Phrase) -> Somebody | None:
        """Whose name ends so: "the water board", or "the board", after "the Ellery Water Board"."""
        bare = [word for word in words.lower().split() if word not in _ARTICLES]
        if phrase.words & _OUR_OWN or not bare:
            return None
        if len(bare) < 2 and not (
            phrase.article == "the" and bare[0] in self.grammar.organisations | self.grammar.texts
        ):
            return None
        place = phrase.span.start
        longer = [
            known
            for known in self.with_word(bare[-1])
            if len(known.name) > len(bare)
            and known.first < place
            and (
                [word.lower() for word in known.name[-len(bare) :]] == bare
                or (len(bare) == 1 and self._is_head(known, bare[0]))
            )
        ]
        return max(longer, key=lambda known: known.last_before(place)) if longer else None

    def _is_head(self, known: Somebody, word: str) -> bool:
        """Whether a noun is what a name is of: "the ministry" after "the Ministry of the Islands"."""
        words = [part.lower() for part in known.name]
        at = words.index(word) if word in words[:-1] else len(words)
        return at + 1 < len(words) and words[at + 1] in {"of", "for", "to", "on", "in"}

    def titles_in(self, phrase: Phrase) -> frozenset[str]:
        """The titles that a description says, its head among them, as they are compared."""
        return frozenset(map(alike, {*phrase.titles, phrase.head} - self.grammar.modifiers))

    def described(self, phrase: Phrase) -> list[Somebody]:
        """Everybody whom a description, or the noun at its head, was used for before this place."""
        place = phrase.span.start
        return [s for s in self._by_description.get(alike(phrase.head), ()) if s.first <= place]

    def fitting(self, phrase: Phrase, position: int) -> list[Somebody]:
        """Bodies named before a place whose names fit a noun alone: "the bureau" for the FBI, "the paper" for a Herald.

        A noun fits a short name that has its first letter, though not at its head, and what papers are called.
        """
        if phrase.more or not phrase.is_definite:
            return []
        letter = phrase.head[0].upper()
        return [
            s
            for s in self.everybody
            if s.named
            and s.type in {EntityType.ORGANISATION, EntityType.UNKNOWN}
            and s.last_place(position) is not None
            and (
                (_INITIALS.fullmatch(s.name[0]) and len(s.name) == 1 and letter in s.name[0][1:])
                or (phrase.head in PAPERS and s.name[-1] in _PAPER_NAMES)
            )
        ]

    def call(self, somebody: Somebody, noun: str) -> None:
        """Keep what somebody is by a noun beside the name: "the conductor Lia Vantor"."""
        if noun in self.grammar.titles - self.grammar.modifiers:
            self._add_descriptions(somebody, [noun])
        known = self._by_noun.setdefault(noun, [])
        if somebody not in known:
            known.append(somebody)

    def called(self, noun: str) -> Sequence[Somebody]:
        """Those who are so by a noun beside their names."""
        return self._by_noun.get(noun, ())

    def learn_short_names(self, text: str) -> None:
        """Learn from "The Ellery Water Board (EWB)" who the EWB is, and that the Board is one name.

        The words before the brackets whose first letters spell what stands in them (after Schwartz and Hearst 2003).
        """
        for match in _SHORT_NAME.finditer(text):
            short = match["short"]
            words = list(_WORD.finditer(text, max(match.start() - 90, 0), match.start()))
            first = _spelled_from([word.group() for word in words], short)
            if first is None:
                continue
            name = tuple(word.group() for word in words[first:])
            somebody = next((s for s in self.with_word(name[-1]) if s.named and plain(s.name) == plain(name)), None)
            held = self.with_word(short)
            if somebody is None:
                somebody = next((s for s in held if plain(s.name) == [short.lower()]), None)
                if somebody is None:
                    somebody = Somebody(name, EntityType.ORGANISATION, True, words[first].start())
                    self.everybody.append(somebody)
                somebody.name, somebody.type = name, EntityType.ORGANISATION
                somebody.first = min(somebody.first, words[first].start())
            self._index(somebody, name)
            bucket = self._by_word.setdefault(short.lower(), [])
            if somebody in bucket:
                bucket.remove(somebody)
            bucket.insert(0, somebody)
            somebody.variants |= {(short,), name}

    def learn_alias(self, name: Sequence[str], alias: Sequence[str]) -> None:
        """Learn that one name is another's: "Bodil Rasch, known on the quay as Bo"."""
        holder = next((s for s in self.with_word(name[-1]) if plain(s.name) == plain(name)), None)
        held = next((s for s in self.with_word(alias[-1]) if plain(s.name) == plain(alias)), None)
        if holder is None or holder is held:
            return
        if held is not None:
            self._forget(held)
        holder.variants.add(tuple(alias))
        self._index(holder, alias)

    def _forget(self, somebody: Somebody) -> None:
        """Drop an entity that is another one, before it has a place."""
        self.everybody.remove(somebody)
        for index in (self._by_word, self._by_letters, self._by_description):
            for bucket in index.values():
                if somebody in bucket:
                    bucket.remove(somebody)
        self._by_initials = {letters: s for letters, s in self._by_initials.items() if s is not somebody}

    def write_small(self, text: str) -> None:
        """Write a name in capitals, as labels of turns have it, as names are written, where the text shows it so."""
        written: dict[str, str] = {}
        for found in _MIXED.finditer(text):
            written.setdefault(found.group().upper(), found.group())
        for somebody in self.everybody:
            name = " ".join(somebody.name)
            if not (somebody.named and name.isupper() and (len(somebody.name) > 1 or len(name) > _SHORTEST_NAME)):
                continue
            small = [written.get(word) for word in somebody.name]
            if small[-1] is not None:
                somebody.variants.add(somebody.name)
                somebody.name = tuple(new or word.title() for new, word in zip(small, somebody.name, strict=True))
                somebody.variants.add(somebody.name)

    def describe(self, somebody: Somebody, phrase: Phrase) -> None:
        """Keep what a phrase says of somebody beside the name."""
        self._add_descriptions(somebody, phrase.titles)
        short = "".join(title[0] for title in phrase.titles if title)
        if len(short) > 2 and short in self.grammar.titles:
            self._add_descriptions(somebody, [short])  # "the CEO" is the Chief Executive Officer
        somebody.about |= phrase.words
        somebody.pronoun = somebody.pronoun or self._shown(phrase)

    def _shown(self, phrase: Phrase) -> str:
        """The pronoun that the words of a phrase show to fit, if they do."""
        return self.shown_by({*phrase.titles, *phrase.words} - self.grammar.possessives - self.grammar.objects)

    def shown_by(self, words: Iterable[str]) -> str:
        """The pronoun that words such as "Ms." and "chairman" show to fit, if they do."""
        shown = set(words)
        he, she = bool(shown & self.grammar.he), bool(shown & self.grammar.she)
        return "" if he == she else "he" if he else "she"

    def _add_descriptions(self, somebody: Somebody, words: Iterable[str]) -> None:
        for word in words:
            if word not in somebody.descriptions:
                somebody.descriptions[word] = None
                somebody.titles.add(alike(word))
                if word not in self.grammar.modifiers:
                    self._know_as(alike(word), somebody)

    def _know_as(self, word: str, somebody: Somebody) -> None:
        known = self._by_description.setdefault(word, [])
        if somebody not in known:
            known.append(somebody)


def _spelled_from(words: Sequence[str], short: str) -> int | None:
    """Where the shortest run of words at the end begins whose capitals spell `short`, or None."""
    letters = [letter for letter in short if letter.isupper()]
    for first in range(len(words) - 1, -1, -1):
        capitals = [word[0] for word in words[first:] if word[0].isupper()]
        if capitals == letters and words[first][0].isupper() and len(capitals) > 1:
            return first
        if len(capitals) > len(letters):
            return None
    return None


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is a shorter form of another: the surname, or first name and surname."""
    if len(short) >= len(long) or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(word in rest for word in short)
