"""Speakers: from the spans that name somebody to entities. One entrance: `resolve`.

Simple rules that a later, better resolver replaces: names are joined by their words, titles by the name they
stood before, pronouns by the nearest earlier speaker or subject that nothing in the document contradicts.
What cannot be resolved stays None, with its span kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from quoth.extract.attribution import Attribution
from quoth.extract.layout import Layout
from quoth.extract.mentions import add_mentions
from quoth.extract.names import WORD, Phrase, bare, read_phrase
from quoth.extract.people import People, Somebody
from quoth.extract.phrases import Grammar
from quoth.model import Entity, EntityType, Form, Mention, Span
from quoth.text.normalised import normalise

# How many sentences back the one whom a pronoun means may have been named.
FARTHEST_SENTENCE = 6
_SINGLE = frozenset({EntityType.PERSON, EntityType.UNKNOWN})
_THEY = frozenset({EntityType.GROUP, EntityType.ORGANISATION})
_IT = frozenset({EntityType.ORGANISATION, EntityType.DOCUMENT, EntityType.PLACE})
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_WE = frozenset({"we", "us", "our"})
_SECOND = frozenset({"you", "your"})
_ANSWER = frozenset({"a", "answer"})
_QUESTION = frozenset({"q", "question"})
_NAMES = regex.compile(
    r"\p{Lu}[\w'’-]+(?: (?:\p{Lu}\.|\p{Lu}[\w'’-]*|de|da|van|von|der|den|bin|al|el|la|le|du))* \p{Lu}[\w'’-]+"
)
_RELATIVE = re.compile(r", (?:who|which|whose|whom)\b")
# Before a place, and seldom before a person.
_WHEREABOUTS = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks and who is spoken to: entity ids, one entry for each attribution."""

    entities: tuple[Entity, ...]
    speakers: tuple[str | None, ...]
    addressees: tuple[tuple[str, ...], ...]


def resolve(layout: Layout, attributions: Sequence[Attribution], parents: Sequence[int | None]) -> Cast:
    """The entities behind the sources and addressees of a document's attributions.

    `parents` gives for each attribution the index of the one whose content holds it.
    """
    return _Resolver(layout, attributions, parents).resolve()


class _Resolver:
    def __init__(self, layout: Layout, attributions: Sequence[Attribution], parents: Sequence[int | None]) -> None:
        self.layout = layout
        self.text = layout.text
        self.attributions = attributions
        self.parents = parents
        self.grammar = Grammar(layout.language)
        self.people = People(self.grammar)
        self.speaker_of: dict[int, Somebody | None] = {}
        self.spoken_to: dict[int, list[Somebody]] = {}
        self.subjects: dict[int, list[tuple[int, Somebody]]] = {}

    def resolve(self) -> Cast:
        phrases = [self._phrases(attribution) for attribution in self.attributions]
        self._name_everybody(phrases)
        # The body first: it names in full those whom a heading names by their surname.
        for k in sorted(range(len(phrases)), key=lambda k: (self._is_heading(k), self.attributions[k].start)):
            self._resolve_one(k, *phrases[k])
        add_mentions(self.layout, self.people, self.grammar, lambda p, he: self._nearest(p, {EntityType.PERSON}, he))
        return self._cast()

    # -- phrases ------------------------------------------------------------------------------------

    def _phrases(self, attribution: Attribution) -> tuple[Phrase | None, list[Phrase]]:
        voice = None if self._letter(attribution) in _ANSWER | _QUESTION else attribution.named_by
        source = self._read(voice) if voice is not None else None
        return source, [self._read(span) for span in attribution.addressees]

    def _letter(self, attribution: Attribution) -> str:
        """The label of a turn, lower case, or nothing."""
        voice = attribution.named_by
        return voice.of(self.text).strip(".").lower() if attribution.method == "turn" and voice is not None else ""

    def _read(self, span: Span) -> Phrase:
        phrase = read_phrase(self.text, span, self.grammar)
        if len(phrase.name) == 1 and phrase.name_span is not None and self._is_common(phrase.name_span):
            return replace(phrase, form=Form.DESCRIPTION, name=(), name_span=None)
        words = span.of(self.text)
        if phrase.form is Form.DESCRIPTION and words.lower() == words.upper():
            # A script without capitals: the words themselves are the name.
            return Phrase(span, Form.NAME, (words,), span)
        return phrase

    def _is_common(self, span: Span) -> bool:
        """Whether a word has its capital only from the start of its sentence: "Officials said"."""
        word = span.of(self.text).lower()
        if word in self.layout.names or self.text[: span.start].rstrip()[-1:].isalnum():
            return False
        return word.endswith("s") or word in self.layout.small_words

    def _name_everybody(self, phrases: Sequence[tuple[Phrase | None, list[Phrase]]]) -> None:
        """Make an entity of every name, the fullest first, so that "Brandt" finds "Anna Brandt"."""
        everyone = [phrase for source, told in phrases for phrase in (source, *told) if phrase is not None]
        named = [member for phrase in everyone for member in (phrase.joint or (phrase,))]
        full = [read_phrase(self.text, span, self.grammar) for span in self._full_names()]
        sources = {member.span for source, _ in phrases if source is not None for member in (source.joint or (source,))}
        for phrase in sorted([*named, *full], key=lambda phrase: (-len(phrase.name), phrase.span.start)):
            if phrase.name:
                somebody = self.people.named(phrase)
                somebody.speaks = somebody.speaks or (phrase.span in sources and len(phrase.name) > 1)
        self.people.learn_short_names(self.text)

    def _full_names(self) -> Iterable[Span]:
        """Runs of two or more capitalised words in running text."""
        for entry in self.layout.body():
            if entry.block.role.is_heading:
                continue
            for match in _NAMES.finditer(self.text, entry.block.start, entry.block.end):
                # What is quoted may be a title: "Thank You, Blockade".
                quoted = self.layout.is_quoted(match.start())
                if not quoted and not _WHEREABOUTS.search(self.text, max(match.start() - 12, 0), match.start()):
                    yield Span(*match.span())

    # -- one attribution ----------------------------------------------------------------------------

    def _is_heading(self, k: int) -> bool:
        return self.layout.block_at(self.attributions[k].start).block.role.is_heading

    def _resolve_one(self, k: int, source: Phrase | None, told: Sequence[Phrase]) -> None:
        speaker = self._whom(source, k) if source is not None else None
        if self._letter(self.attributions[k]) in _ANSWER:
            speaker = self._interviewee(self.attributions[k].start)
        self.speaker_of[k] = speaker
        if speaker is not None:
            speaker.used = True
        if speaker is not None and source is not None:
            self._mark(speaker, source)
        heard = self.spoken_to[k] = [s for phrase in told for s in self._addressees(phrase, k, speaker)]
        if self.parents[k] is None and source is not None:
            # "Brandt was asked by a reporter": the sentence is about Brandt.
            asked = told and told[0].span.start < self.attributions[k].start < source.span.start
            place, subject = (told[0].span.start, heard[0]) if asked and heard else (source.span.start, speaker)
            if subject is not None:
                number = self.layout.sentence_number(self.attributions[k].start)
                self.subjects.setdefault(number, []).append((place, subject))

    def _addressees(self, phrase: Phrase, k: int, speaker: Somebody | None) -> Iterable[Somebody]:
        owner = phrase.span.of(self.text).split()[0].lower()
        if speaker is not None and owner in self.grammar.possessives:
            # "Petit told her brother": the possessive shows the speaker's pronoun.
            speaker.pronoun = speaker.pronoun or self._third_person(owner)
        for member in phrase.joint or (phrase,):
            somebody = self._whom(member, k, addressee=True)
            if somebody is not None and somebody is not speaker:
                somebody.used = True
                self._mark(somebody, member)
                yield somebody

    def _mark(self, somebody: Somebody, phrase: Phrase) -> None:
        """List a source or an addressee among the mentions; names are found later with all others."""
        if phrase.form is Form.PRONOUN:
            if phrase.head not in _FIRST | _SECOND | self.grammar.relative:
                somebody.mentions.setdefault(phrase.span, Form.PRONOUN)
        elif phrase.form is Form.DESCRIPTION or phrase.joint:
            if not phrase.words & (_FIRST | _SECOND):
                somebody.mentions.setdefault(phrase.span, phrase.form)
        elif phrase.name_span == phrase.span:
            somebody.mentions.setdefault(phrase.span, phrase.form)
        for aside in phrase.asides:
            somebody.mentions.setdefault(aside, Form.DESCRIPTION)

    def _whom(self, phrase: Phrase, k: int, *, addressee: bool = False) -> Somebody | None:
        if phrase.joint:
            return self.people.unnamed(phrase, self._words(phrase), EntityType.GROUP, named=True)
        if phrase.form is Form.PRONOUN:
            return self._pronoun(phrase, k, addressee=addressee)
        return self.people.named(phrase) if phrase.name else self.people.described(phrase, self._words(phrase))

    def _words(self, phrase: Phrase) -> str:
        """A description without line breaks and its relative clause: "The ministry, which has not asked him"."""
        return " ".join(_RELATIVE.split(normalise(phrase.span.of(self.text)).text)[0].split())

    # -- pronouns -----------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, k: int, *, addressee: bool) -> Somebody | None:
        word, place, parent = phrase.head, phrase.span.start, self.parents[k]
        if word in _FIRST | _SECOND:
            return self._of_dialogue(word, parent) if parent is not None else None
        if parent is not None or addressee or word in self.grammar.relative:
            # Inside speech "he" is whom the speaker means: no rule here is good enough.
            return None
        if word in self.grammar.plural:
            return self._nearest(place, _THEY, "")
        if pronoun := self._third_person(word):
            found = self._nearest(place, _SINGLE, pronoun)
            if found is not None:
                found.pronoun, found.type = pronoun, EntityType.PERSON
            return found
        return self._nearest(place, _IT, "") if word in {"it", "its"} else None

    def _third_person(self, word: str) -> str:
        return "he" if word in self.grammar.he else "she" if word in self.grammar.she else ""

    def _of_dialogue(self, word: str, parent: int) -> Somebody | None:
        """Who "I" and "you" are inside somebody's speech; "we" may be anybody's group."""
        if word in _FIRST:
            return None if word in _WE else self.speaker_of.get(parent)
        if self._letter(self.attributions[parent]) in _QUESTION:
            return self._interviewee(self.attributions[parent].start)
        told = self.spoken_to.get(parent, [])
        return told[0] if len(told) == 1 else None

    def _interviewee(self, place: int) -> Somebody | None:
        """Who answers under an "A:": the last person who spoke before, or the first one named."""
        before = [s for s in self.people.everybody if s.named and s.type is EntityType.PERSON and s.first < place]
        spoken = [s for s in before if s.used]
        return max(spoken, key=lambda s: s.last_before(place)) if spoken else next(iter(before), None)

    def _nearest(self, place: int, types: Iterable[EntityType], pronoun: str) -> Somebody | None:
        """The subject or speaker of the nearest earlier sentence that fits, else somebody named in it."""
        here = self.layout.sentence_number(place)
        for number in range(here, max(here - FARTHEST_SENTENCE, -1), -1):
            spoke = sorted((e for e in self.subjects.get(number, ()) if e[0] < place), key=lambda entry: -entry[0])
            speakers = [somebody for _, somebody in spoke]
            named = self._named_in(number, place)
            for somebody in [*speakers, *named] if number < here else [*named, *speakers]:
                if somebody.type in types and somebody.fits(pronoun):
                    return somebody
        return None

    def _named_in(self, number: int, before: int) -> list[Somebody]:
        """The people whose names stand outside quotations in a sentence, in text order."""
        sentence = self.layout.sentences[number]
        found: dict[Somebody, None] = {}
        for match in WORD.finditer(self.text, sentence.start, max(min(sentence.end, before), sentence.start)):
            word = bare(match.group())
            for somebody in self.people.with_word(word.lower()):
                if word == somebody.name[-1] and not self.layout.is_quoted(match.start()):
                    found.setdefault(somebody)
        return list(found)

    # -- the result ---------------------------------------------------------------------------------

    def _cast(self) -> Cast:
        used = [somebody for somebody in self.people.everybody if somebody.used]
        used.sort(key=lambda s: (min((span.start for span in s.mentions), default=s.first), s.name))
        ids = {somebody: f"e{number}" for number, somebody in enumerate(used, 1)}
        entities = tuple(
            Entity(
                id=ids[somebody],
                name=" ".join(somebody.name),
                type=somebody.type,
                named=somebody.named,
                descriptions=tuple(somebody.descriptions),
                mentions=tuple(Mention(span, form) for span, form in sorted(somebody.mentions.items())),
            )
            for somebody in used
        )
        speakers = (self.speaker_of[k] for k in range(len(self.attributions)))
        return Cast(
            entities,
            tuple(None if somebody is None else ids[somebody] for somebody in speakers),
            tuple(tuple(ids[s] for s in self.spoken_to[k]) for k in range(len(self.attributions))),
        )
