"""Everybody: who is named or described in a document, known before anybody is resolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import regex

from quoth.extract.intervals import Intervals
from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar, phrase_after
from quoth.extract.speakers.mentions import LONGEST_TITLES, find_names, place_of, title_start
from quoth.extract.speakers.names import GENERIC, OFFICES, Phrase, read_phrase
from quoth.extract.speakers.noun_phrases import find_noun_phrases
from quoth.extract.speakers.people import People, Place, Somebody
from quoth.extract.tagged import TaggedNames
from quoth.extract.units import fold, span_of
from quoth.model import EntityType, Form, Span
from quoth.text.normalised import normalise

LONGEST_SUBJECT = 8
"""So many words and marks at most has a subject that is kept for later."""
_ROOM = 200
"""So many code points of white space at most are looked over before a word."""
_NAMES = regex.compile(
    r"\p{Lu}[\w'’-]+(?: (?:\p{Lu}\.|\p{Lu}[\w'’-]*|de|da|van|von|der|den|bin|al|el|la|le|du|&))* \p{Lu}[\w'’-]+"
)
# 'Tomas "Tito" Velk'
_NICKNAMED = regex.compile(r"\p{Lu}[\w'’-]+ [\"“]\p{Lu}[\w'’-]+[\"”] \p{Lu}[\w'’-]+")
# "Bodil Rasch, known on the quay as Bo", "the coach whom the crew calls Grandpa Sol"
_ALIAS = regex.compile(
    r"(?P<name>\p{Lu}[\w'’-]+(?: \p{Lu}[\w'’-]+)+), [^,.;:\"“”\n]{0,60}?"
    r"\b(?:known (?:[a-z]+ ){0,4}as|nicknamed|dubbed|whom (?:[a-z]+ ){1,4}calls?) (?:the )?"
    r"(?P<alias>\p{Lu}[\w'’-]*(?: \p{Lu}[\w'’-]+)*)"
)
_WORD_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir) (?:[\w-]+ ){0,2}(?P<noun>[a-z][\w-]+) $")
# What somebody is by a noun beside the name: "the conductor Lia Vantor", "the harbour master, Ada Petit,", and
# "Ada Petit, a cellist who left".
_DETERMINER = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[\w-]+['’]s?)"
_NOUN_BEFORE = re.compile(
    rf"\b{_DETERMINER} (?:[\w'’-]+ ){{0,2}}(?P<noun>[a-z][\w-]+) $"
    rf"|(?:^|[.\n“\"] ?){_DETERMINER} (?:[\w'’-]+ ){{0,3}}?(?P<apart>[a-z][\w-]+)"
    r"(?: (?:of|for|at|from) [^,.;]{1,50})?, $"
)
_NOUN_AFTER = re.compile(
    r", (?:an?|the|his|her|its|their) (?:[\w'’-]+ ){0,4}?(?P<noun>[a-z][\w-]+)"
    r"(?= (?:who|whose|of|for|at|in|from|with|and|that)\b|[,.;)])"
)
_BODY_OF = regex.compile(r" (?:for|of)(?: the)?(?: \p{Lu}[\w'’-]+)+(?: and(?: \p{Lu}[\w'’-]+)+)?")
_SAYS = frozenset({"said", "says", "told", "tells"})
# The agency in a date line: "SANMERE, April 10 (Agence Lumen) –".
_WIRE = re.compile(r"\) ?(?:[–—]|--?)")
_NEXT = re.compile(r" ([\w'’-]+)")
_RELATIVE = re.compile(r", (?:who|which|whose|whom)\b|, (?:published|released|issued)\b")
# Before a place, and seldom before a person.
_WHEREABOUTS = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMED_TYPES = frozenset({EntityType.PERSON, EntityType.ORGANISATION, EntityType.PLACE})
THIRD_PERSON = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b", re.IGNORECASE)

Named = Sequence[tuple[Phrase | None, list[Phrase]]]
"""The source and the addressees of each attribution."""


class Everybody:
    """Reads the phrases of one document and keeps the people behind them."""

    def __init__(self, layout: Layout, names: TaggedNames, grammar: Grammar) -> None:
        self.layout = layout
        self.text = layout.text
        self.names = names
        self.grammar = grammar
        self.people = People(grammar)

    def gather(self, phrases: Named) -> None:
        """Know everybody whom the sources and addressees, the names and the subjects of sentences name."""
        self._name_everybody(phrases)
        self.people.write_small(self.text)
        find_names(self.layout, self.people, self.grammar)
        self._settle_types()
        if self.layout.language.code == "en":
            self._learn_nouns()
        if self.layout.language.code == "en":
            self._find_described(phrases)
        self._take_hints()

    def read(self, span: Span) -> Phrase:
        """What the noun phrase at a span says."""
        phrase = read_phrase(self.text, span, self.grammar, self.names)
        if len(phrase.name) == 1 and phrase.name_span is not None and self._is_common(phrase.name_span):
            return replace(phrase, form=Form.DESCRIPTION, name=(), name_span=None)
        if phrase.name and self._is_title_case(phrase):
            head = phrase.name[-1].lower()
            article = phrase.article or ("the" if head in self.grammar.persons else "")
            return replace(phrase, form=Form.DESCRIPTION, name=(), name_span=None, head=head, article=article)
        words = span.of(self.text)
        if phrase.form is Form.DESCRIPTION and words.lower() == words.upper():
            # A script without capitals: the words themselves are the name.
            return Phrase(span, Form.NAME, (words,), span)
        return phrase

    def words(self, phrase: Phrase) -> str:
        """A description without line breaks and its relative clause: "The ministry, which has not asked him"."""
        return " ".join(_RELATIVE.split(normalise(phrase.span.of(self.text)).text)[0].split())

    def third_person(self, word: str) -> str:
        """The pronoun of the third person, "he" or "she", that a word is a form of."""
        return "he" if word in self.grammar.he else "she" if word in self.grammar.she else ""

    def _is_title_case(self, phrase: Phrase) -> bool:
        """Whether a heading writes a common noun with a capital: "New Poll", "Federal Judge"."""
        if not self.layout.block_at(phrase.span.start).block.role.is_heading or phrase.joint:
            return False
        common = self.grammar.persons | self.grammar.texts | self.grammar.organisations
        head = phrase.name[-1].lower()
        if head not in common or (head in self.layout.names and head not in self.grammar.titles):
            return False
        start = phrase.name_span.start if phrase.name_span is not None else phrase.span.start
        return self.names.type_at(start) in {None, EntityType.UNKNOWN} and not any(
            " ".join(s.name).endswith(" ".join(phrase.name)) for s in self.people.everybody if s.named
        )

    def _is_common(self, span: Span) -> bool:
        """Whether a word has its capital only from the start of its sentence: "Officials said"."""
        word = span.of(self.text).lower()
        if self.names.type_at(span.start) in _NAMED_TYPES:
            return False
        before = self.text[max(span.start - _ROOM, 0) : span.start].rstrip()
        if word in self.layout.names or before[-1:].isalnum():
            return False
        return word.endswith("s") or word in self.layout.small_words

    def _name_everybody(self, phrases: Named) -> None:
        """Make an entity of every name, the fullest first, so that "Brandt" finds "Anna Brandt"."""
        everyone = [phrase for source, told in phrases for phrase in (source, *told) if phrase is not None]
        named = [member for phrase in everyone for member in (phrase.joint or (phrase,))]
        full = [read_phrase(self.text, span, self.grammar, self.names) for span in self._full_names()]
        sources = {member.span for source, _ in phrases if source is not None for member in (source.joint or (source,))}
        for phrase in sorted([*named, *full], key=lambda phrase: (-len(phrase.name), phrase.span.start)):
            if phrase.name and (len(phrase.name) > 1 or len(self.people.bearers(phrase)) < 2):
                somebody = self.people.named(phrase)
                somebody.speaks = somebody.speaks or (phrase.span in sources and len(phrase.name) > 1)
        self.people.learn_short_names(self.text)
        if self.layout.language.code == "en":
            for found in _ALIAS.finditer(self.text):
                self.people.learn_alias(tuple(found["name"].split()), tuple(found["alias"].split()))

    def _full_names(self) -> Iterable[Span]:
        """Names as they stand in the text, with what the name of a body is of: "Halden Institute for Rural Studies"."""
        for span in self._runs_of_capitals():
            body = span.of(self.text).split()[-1].lower() in self.grammar.organisations
            more = _BODY_OF.match(self.text, span.end) if body else None
            yield Span(span.start, more.end()) if more is not None else span

    def _runs_of_capitals(self) -> Iterable[Span]:
        """What the model takes for a person or an organisation, and runs of two or more capitalised words."""
        for name in self.names.names:
            known = name.type in {EntityType.PERSON, EntityType.ORGANISATION} and not self._is_cut_off(name.span)
            if known and not self.layout.block_at(name.span.start).block.role.is_heading:
                yield name.span
        if self.layout.language.code == "en":
            yield from (Span(*match.span()) for match in self.body.finditer(self.text))
            yield from (Span(*match.span()) for match in _NICKNAMED.finditer(self.text))
        for entry in self.layout.body():
            if entry.block.role.is_heading:
                continue
            for match in _NAMES.finditer(self.text, entry.block.start, entry.block.end):
                ends = (match.start(), match.end() - 1)
                if self.names and not any(self.names.type_at(place) in _NAMED_TYPES for place in ends):
                    continue
                # What is quoted may be a title: "Thank You, Blockade".
                quoted = self.layout.is_quoted(match.start())
                if self._is_cut_off(Span(*match.span())):
                    continue
                if not quoted and not _WHEREABOUTS.search(self.text, max(match.start() - 12, 0), match.start()):
                    yield Span(*match.span())

    def _is_cut_off(self, span: Span) -> bool:
        """Whether a name ends in a title that is written short, and whose it is stands behind: "Ohio Gov."."""
        last = span.of(self.text).split()[-1].lower()
        return last in self.grammar.titles and self.text.startswith(".", span.end)

    @cached_property
    def body(self) -> re.Pattern[str]:
        """A name and the noun that makes it a body's: "Petit’s campaign", "the Brandt administration"."""
        return re.compile(rf"\b[A-Z][\w-]+(?: [A-Z][\w-]+){{0,2}}(?:['’]s)? (?:{'|'.join(sorted(OFFICES))})\b(?![-'’])")

    def _settle_types(self) -> None:
        """Take the type from what the model sees in most places of a name, where the words alone do not say it."""
        for somebody in self.people.everybody:
            if somebody.named and any(self._shows_body(somebody, place) for place in somebody.places):
                somebody.type = EntityType.ORGANISATION
                continue
            if not self.names:
                continue
            votes = Counter(self.names.type_at(place.start) for place in somebody.places if place.form is Form.NAME)
            if not votes or somebody.members:
                continue
            most, count = votes.most_common(1)[0]
            if most not in _NAMED_TYPES or 2 * count < sum(votes.values()):
                continue
            whole = [
                p for p in somebody.places if p.form is Form.NAME and p.end - p.start >= len(" ".join(somebody.name))
            ]
            articles = sum(self.text[max(p.start - 4, 0) : p.start].lower() == "the " for p in whole)
            if most is EntityType.PERSON and 2 * articles > len(whole):
                most = EntityType.ORGANISATION  # "the Northern Lamp"
            is_person = bool(somebody.pronoun or set(somebody.descriptions) & self.grammar.persons)
            by_words = bool(
                {word.lower() for word in somebody.name} & (self.grammar.organisations | self.grammar.texts)
            )
            if somebody.type is EntityType.UNKNOWN or not (is_person or by_words):
                somebody.type = most

    def _shows_body(self, somebody: Somebody, place: Place) -> bool:
        """Whether a name is shown to be a body's: "Quay & Tarn", "the agency Lumen", an agency in a date line."""
        if place.form is not Form.NAME or somebody.members or somebody.pronoun:
            return False
        if "&" in somebody.name or (
            self.text[place.start - 1 : place.start] == "(" and _WIRE.match(self.text, place.end)
        ):
            return True
        before = _WORD_BEFORE.search(self.text, max(place.start - LONGEST_TITLES, 0), place.start)
        return before is not None and before["noun"] in self.grammar.organisations - self.grammar.modifiers

    def _learn_nouns(self) -> None:
        """Keep what people are by the nouns beside their names, which no list of titles has."""
        small = self.grammar.prepositions | self.grammar.stops | self.grammar.times | self.grammar.conjunctions
        small |= self.grammar.forms - self.grammar.titles
        for somebody in self.people.everybody:
            for place in somebody.places:
                if not somebody.named or somebody.type is not EntityType.PERSON:
                    continue
                self._learn_titles(somebody, Span(place.start, place.end))
                if place.quoted:
                    continue
                before = _NOUN_BEFORE.search(self.text, max(place.start - LONGEST_TITLES, 0), place.start)
                after = _NOUN_AFTER.match(self.text, place.end)
                for found in (before, after):
                    if found is None:
                        continue
                    noun = str(found["noun"] or found.groupdict().get("apart"))
                    if noun not in small and not noun.endswith("ed"):
                        self.people.call(somebody, noun)

    def _learn_titles(self, somebody: Somebody, name: Span) -> None:
        """Keep the titles before a name, wherever it stands: "the endorsement of Indiana Gov. Mikel Prent"."""
        start = title_start(self.text, self.grammar, name)
        if start < name.start:
            phrase = self.read(Span(start, name.end))
            if phrase.titles and phrase.name_span is not None and phrase.name_span.end == name.end:
                self.people.describe(somebody, phrase)

    def _find_described(self, phrases: Named) -> None:
        """Know the texts, bodies and groups of people without a name, in the order in which they are spoken of."""
        sources = [one for source, told in phrases for one in (source, *told) if one is not None]
        subjects = list(self._subjects())
        spans = (Span(place.start, place.end) for s in self.people.everybody for place in s.places)
        taken = Intervals((span, None) for span in (*spans, *(one.span for one in (*sources, *subjects))))
        others = (self.read(span) for span in find_noun_phrases(self.layout, self.grammar))
        found = [(one, True) for one in subjects]
        found += [(one, False) for one in others if not any(True for _ in taken.overlapping(one.span))]
        places = {one.span for one, _ in found}
        # A source gets its place when it is resolved; what a heading calls somebody is not known before the body is.
        new = (one for one in sources if one.span not in places and not one.is_definite and not one.owner)
        found += [(one, False) for one in new if not self.layout.block_at(one.span.start).block.role.is_heading]
        for phrase, leads in sorted(found, key=lambda entry: entry[0].span):
            if phrase.form is Form.DESCRIPTION and phrase.head:
                somebody = self._meant(phrase)
                if phrase.span in places:
                    place = place_of(self.layout, phrase.span, Form.DESCRIPTION, self.grammar)
                    self.people.place(somebody, place._replace(leads=leads or place.leads))

    def _subjects(self) -> Iterator[Phrase]:
        """What sentences begin with, though it says nothing: "The pilots were late. They said …"."""
        for entry in self.layout.body():
            if entry.block.role.is_heading:
                continue
            for sentence in entry.sentences:
                units = fold(self.text, Span(sentence.start, min(sentence.end, sentence.start + 120)), entry.quoted)
                if not units or units[0].is_quotation or units[0].lower in self.grammar.pronouns:
                    continue
                end = phrase_after(units, 0, self.grammar, subject=True)
                if end is None or units[0].lower in self.grammar.possessives:
                    continue
                end = next((k for k in range(1, end) if units[k].lower in _SAYS), end)
                phrase = self.read(span_of(units, 0, end))
                if phrase.joint:
                    members = [self.people.named(member) for member in phrase.joint]
                    if len(set(members)) > 1:
                        together = self.people.joint(members, phrase.span.start)
                        self.people.place(
                            together, place_of(self.layout, phrase.span, Form.NAME, self.grammar)._replace(leads=True)
                        )
                if phrase.is_definite and (
                    (phrase.head in self.grammar.persons | GENERIC and not phrase.is_plural)
                    or any(s.named for s in self.people.called(phrase.head))
                ):
                    continue  # somebody known: "The conductor" is the conductor Lia Vantor
                if not phrase.owner and end <= LONGEST_SUBJECT and not any(unit.is_quotation for unit in units[:end]):
                    yield phrase

    def _meant(self, phrase: Phrase) -> Somebody:
        """Whom a description means: "the letter" is the one spoken of last, "a letter" a new one."""
        words = self.words(phrase)
        somebody = self.people.with_longer_name(words, phrase)
        if somebody is None and phrase.is_definite:
            named = (s for s in self.people.with_word(phrase.head) if s.named)
            known = [s for s in (*self.people.described(phrase), *named) if s.type is not EntityType.PERSON]
            known = [s for s in known if s.first < phrase.span.start and phrase.more <= s.about]
            somebody = max(known, key=lambda s: s.last_before(phrase.span.start), default=None)
        return somebody or self.people.unnamed(phrase, words)

    def _is_object(self, pronoun: re.Match[str]) -> bool:
        """Whether "him" or "her" is whom somebody told or asked: "Mensaro told her", never Mensaro herself."""
        word = pronoun.group().lower()
        if word not in self.grammar.objects:
            return False
        before = self.text[max(pronoun.start() - 20, 0) : pronoun.start()].split()
        verb = before[-1].lower() if before else ""
        after = _NEXT.match(self.text, pronoun.end())
        owns = word in self.grammar.possessives and after is not None and not self._is_small(after.group(1).lower())
        return not owns and (verb in self.grammar.forms or verb.endswith("ed"))

    def _is_small(self, word: str) -> bool:
        grammar = self.grammar
        return word in grammar.prepositions | grammar.stops | grammar.conjunctions | grammar.determiners | grammar.times

    def _take_hints(self) -> None:
        """Count "he" and "she" after a name in sentences that name one person."""
        named: dict[int, set[Somebody]] = {}
        first: dict[tuple[int, Somebody], int] = {}
        for somebody in self.people.everybody:
            if somebody.named and somebody.type in {EntityType.PERSON, EntityType.UNKNOWN}:
                for place in somebody.places:
                    if not place.quoted and place.form is Form.NAME:
                        named.setdefault(place.sentence, set()).add(somebody)
                        first.setdefault((place.sentence, somebody), place.end)
        for match in THIRD_PERSON.finditer(self.text):
            number = self.layout.sentence_number(match.start())
            alone = named.get(number, set())
            if len(alone) == 1 and not self.layout.is_quoted(match.start()):
                somebody = next(iter(alone))
                if first[number, somebody] <= match.start() and not self._is_object(match):
                    somebody.hints[self.third_person(match.group().lower())] += 1
