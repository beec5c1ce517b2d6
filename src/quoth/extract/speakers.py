"""Speakers: from the spans that name somebody to entities. One entrance: `resolve`.

Simple rules that a later, better resolver replaces: names are joined by their words, titles by the name they
stood before, pronouns by the nearest earlier speaker or subject that nothing in the document contradicts.
"He" or "she" is held against somebody only where the document itself shows it. What cannot be resolved stays
None, with its span kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quoth.extract.attribution import Attribution
from quoth.extract.layout import Layout
from quoth.extract.names import Phrase, read_phrase, type_of
from quoth.extract.phrases import Grammar
from quoth.model import Entity, EntityType, Form, Mention, Role, Span

# How many sentences back the one whom a pronoun means may have been named.
FARTHEST_SENTENCE = 6
_THEY = frozenset({"they", "them", "their"})
_IT = frozenset({"it", "its"})
_I = frozenset({"i", "we", "me", "us", "my", "our"})
_YOU = frozenset({"you", "your"})
_CAPITALISED = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks and who is spoken to: entity ids, one entry for each attribution."""

    entities: tuple[Entity, ...]
    speakers: tuple[str | None, ...]
    addressees: tuple[tuple[str, ...], ...]


@dataclass(slots=True, eq=False)
class _Somebody:
    """An entity while the document is read; `sex` is what the document shows ("male", "female") or nothing."""

    name: tuple[str, ...]
    type: EntityType
    named: bool
    first: int
    sex: str = ""
    descriptions: dict[str, None] = field(default_factory=dict)
    mentions: dict[Span, Form] = field(default_factory=dict)
    variants: set[tuple[str, ...]] = field(default_factory=set)
    used: bool = False


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
        self.people: list[_Somebody] = []
        self.by_word: dict[str, list[_Somebody]] = {}
        self.speaker_of: dict[int, _Somebody | None] = {}
        self.spoken_to: dict[int, list[_Somebody]] = {}
        self.subjects: dict[int, list[tuple[int, _Somebody]]] = {}

    def resolve(self) -> Cast:
        phrases = [self._phrases(attribution) for attribution in self.attributions]
        self._name_everybody(phrases)
        order = sorted(range(len(phrases)), key=lambda k: (self._is_heading(k), self.attributions[k].start))
        for k in order:
            self._resolve_one(k, *phrases[k])
        self._find_mentions()
        return self._cast()

    # -- names --------------------------------------------------------------------------------------

    def _phrases(self, attribution: Attribution) -> tuple[Phrase | None, list[Phrase]]:
        voice = attribution.voice or (attribution.source[0] if attribution.source else None)
        source = self._read(voice) if voice is not None else None
        return source, [self._read(span) for span in attribution.addressees]

    def _read(self, span: Span) -> Phrase:
        phrase = read_phrase(self.text, span, self.grammar)
        if phrase.form is Form.DESCRIPTION and not _CAPITALISED.search(_cased(span.of(self.text))):
            # A script without capitals: the words themselves are the name.
            return Phrase(span, Form.NAME, (span.of(self.text),), span)
        return phrase

    def _name_everybody(self, phrases: Iterable[tuple[Phrase | None, list[Phrase]]]) -> None:
        """Make an entity of every name, the fullest first, so that "Brandt" finds "Anna Brandt"."""
        everyone = [phrase for source, told in phrases for phrase in (source, *told) if phrase is not None]
        named = [member for phrase in everyone for member in (phrase.joint or (phrase,)) if member.name]
        full = [read_phrase(self.text, span, self.grammar) for span in self._full_names()]
        known = {phrase.surname.lower() for phrase in named}
        relevant = [phrase for phrase in full if phrase.name and phrase.surname.lower() in known]
        for phrase in sorted([*named, *relevant], key=lambda p: (-len(p.name), p.span.start)):
            self._entity_of_name(phrase)

    def _full_names(self) -> Iterable[Span]:
        """Runs of two or more capitalised words in running text."""
        for entry in self.layout.body():
            if entry.block.role in {Role.HEADLINE, Role.SUBHEAD}:
                continue
            for match in _NAMES.finditer(self.text, entry.block.start, entry.block.end):
                yield Span(*match.span())

    def _entity_of_name(self, phrase: Phrase) -> _Somebody:
        found = self._known(phrase)
        if found is None:
            found = _Somebody(phrase.name, type_of(phrase, self.grammar), True, phrase.span.start)
            self.people.append(found)
            for word in phrase.name:
                self.by_word.setdefault(word.lower(), []).append(found)
        found.first = min(found.first, phrase.span.start)
        found.variants.add(phrase.name)
        if phrase.titles and found.type is EntityType.UNKNOWN:
            found.type = EntityType.PERSON
        self._describe(found, phrase)
        return found

    def _describe(self, somebody: _Somebody, phrase: Phrase) -> None:
        for title in phrase.titles:
            somebody.descriptions.setdefault(_alike(title))
        for word in (*phrase.titles, phrase.head):
            if word in self.grammar.male:
                somebody.sex = somebody.sex or "male"
            elif word in self.grammar.female:
                somebody.sex = somebody.sex or "female"

    def _known(self, phrase: Phrase) -> _Somebody | None:
        """The entity with this name: the same words, or some of them with the surname among them."""
        name = [word.lower().rstrip(".") for word in phrase.name]
        candidates = [s for s in self.by_word.get(name[-1], ()) if s.named]
        exact = [s for s in candidates if [w.lower().rstrip(".") for w in s.name] == name]
        if exact:
            return exact[0]
        joined = [s for s in candidates if _is_part(name, [w.lower().rstrip(".") for w in s.name])]
        titled = [s for s in joined if set(map(_alike, phrase.titles)) & set(s.descriptions)]
        pool = titled or joined
        # Of namesakes the one that was named last before this place.
        before = [s for s in pool if s.first <= phrase.span.start]
        return max(before, key=lambda s: s.first) if before else (pool[0] if pool else None)

    # -- one attribution ----------------------------------------------------------------------------

    def _is_heading(self, k: int) -> bool:
        block = self.layout.block_at(self.attributions[k].start).block
        return block.role in {Role.HEADLINE, Role.SUBHEAD} and self.attributions[k].depth == 0

    def _resolve_one(self, k: int, source: Phrase | None, told: Sequence[Phrase]) -> None:
        speaker = self._whom(source, k) if source is not None else None
        self.speaker_of[k] = speaker
        if speaker is not None and source is not None:
            speaker.used = True
            speaker.mentions.setdefault(source.span, source.form)
            sentence = self._sentence_number(self.attributions[k].start)
            if self.parents[k] is None:
                self.subjects.setdefault(sentence, []).append((source.span.start, speaker))
        addressees = []
        for phrase in told:
            for member in phrase.joint or (phrase,):
                somebody = self._whom(member, k, addressee=True)
                if somebody is not None and somebody is not speaker:
                    somebody.used = True
                    somebody.mentions.setdefault(member.span, member.form)
                    addressees.append(somebody)
        self.spoken_to[k] = addressees

    def _whom(self, phrase: Phrase, k: int, *, addressee: bool = False) -> _Somebody | None:
        if phrase.joint:
            for member in phrase.joint:
                self._entity_of_name(member)
            return self._unnamed(phrase, EntityType.GROUP, named=True)
        if phrase.form is Form.PRONOUN:
            return self._pronoun(phrase, k, addressee=addressee)
        if phrase.name:
            return self._entity_of_name(phrase)
        return self._description(phrase)

    def _unnamed(self, phrase: Phrase, type: EntityType, *, named: bool = False) -> _Somebody:
        words = phrase.span.of(self.text)
        words = words[2 if words[:1] == "," else 0 :].strip(" ,")
        for known in self.people:
            if known.name == (words,):
                return known
        somebody = _Somebody((words,), type, named, phrase.span.start)
        if not named:
            somebody.descriptions.setdefault(_alike(phrase.head))
        self._describe(somebody, phrase)
        self.people.append(somebody)
        return somebody

    def _description(self, phrase: Phrase) -> _Somebody:
        head = _alike(phrase.head)
        if phrase.article != "a" and phrase.article != "an":
            place = phrase.span.start
            # "the president", "his adviser": somebody already described so, the nearest before.
            alike = [s for s in self.people if head in s.descriptions and s.first <= place]
            if phrase.titles and len(phrase.titles) > 1:
                closer = [s for s in alike if set(map(_alike, phrase.titles)) <= set(s.descriptions)]
                alike = closer or [s for s in alike if not s.named]
            if alike:
                return max(alike, key=lambda s: max([s.first, *(m.start for m in s.mentions if m.start < place)]))
        return self._unnamed(phrase, type_of(phrase, self.grammar))

    # -- pronouns -----------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, k: int, *, addressee: bool) -> _Somebody | None:
        word, place = phrase.head, phrase.span.start
        parent = self.parents[k]
        if word in _I:
            return self.speaker_of.get(parent) if parent is not None and word not in {"we", "us", "our"} else None
        if word in _YOU:
            told = self.spoken_to.get(parent, []) if parent is not None else []
            return told[0] if len(told) == 1 else None
        if parent is not None or addressee:
            # Inside speech "he" is whom the speaker means: no rule here is good enough.
            return None
        if word in _THEY:
            return self._nearest(place, {EntityType.GROUP, EntityType.ORGANISATION}, "")
        if word in _IT:
            return self._nearest(place, {EntityType.ORGANISATION, EntityType.DOCUMENT, EntityType.PLACE}, "")
        sex = "male" if word in self.grammar.male else "female" if word in self.grammar.female else ""
        if not sex:
            return None
        found = self._nearest(place, {EntityType.PERSON, EntityType.UNKNOWN}, sex)
        if found is not None:
            found.sex = found.sex or sex
            if found.type is EntityType.UNKNOWN:
                found.type = EntityType.PERSON
        return found

    def _nearest(self, place: int, types: set[EntityType], sex: str) -> _Somebody | None:
        """The subject or speaker of the nearest earlier sentence that fits, else somebody named in it."""
        here = self._sentence_number(place)
        for number in range(here, max(here - FARTHEST_SENTENCE, -1), -1):
            speakers = [s for start, s in sorted(self.subjects.get(number, []), key=lambda x: x[0]) if start < place]
            named = self._named_in(number, place)
            for somebody in [*reversed(speakers), *named] if number < here else [*named, *reversed(speakers)]:
                if somebody.type in types and (not sex or somebody.sex in {"", sex}):
                    return somebody
        return None

    def _named_in(self, number: int, before: int) -> list[_Somebody]:
        """The people whose names stand outside quotations in a sentence, in text order."""
        sentence = self._sentences[number]
        found: list[tuple[int, _Somebody]] = []
        for match in _WORD.finditer(self.text, sentence.start, min(sentence.end, before)):
            for somebody in self.by_word.get(_bare(match.group()).lower(), ()):
                if somebody.named and _bare(match.group()) == somebody.name[-1] and not self._is_quoted(match.start()):
                    found.append((match.start(), somebody))
        return list(dict.fromkeys(somebody for _, somebody in found))

    # -- places -------------------------------------------------------------------------------------

    @property
    def _sentences(self) -> list[Span]:
        if not hasattr(self, "_cached"):
            self._cached = [sentence for entry in self.layout.blocks for sentence in entry.sentences]
            self._starts = [sentence.start for sentence in self._cached]
        return self._cached

    def _sentence_number(self, place: int) -> int:
        from bisect import bisect_right

        _ = self._sentences
        return max(bisect_right(self._starts, place) - 1, 0)

    def _is_quoted(self, place: int) -> bool:
        entry = self.layout.block_at(place)
        return any(q.span.start <= place < q.span.end for q in entry.quoted)

    # -- mentions -----------------------------------------------------------------------------------

    def _find_mentions(self) -> None:
        """Every other place where an entity that speaks or is spoken to is named."""
        for somebody in self.people:
            if somebody.used and somebody.named:
                for variant in self._variants(somebody):
                    pattern = re.compile(r"(?<![\w-])" + r"[ \u00a0]+".join(map(re.escape, variant)) + r"(?![\w-])")
                    for match in pattern.finditer(self.text):
                        self._mention(somebody, Span(*match.span()))

    def _variants(self, somebody: _Somebody) -> list[tuple[str, ...]]:
        """The forms of a name, longest first; the surname alone only where nobody else bears it."""
        variants = {somebody.name, *somebody.variants}
        if somebody.type is EntityType.PERSON and len(somebody.name) > 1:
            namesakes = [
                s
                for s in self.by_word.get(somebody.name[-1].lower(), ())
                if s.named and s.name[-1:] == somebody.name[-1:]
            ]
            if len(namesakes) == 1:
                variants.add(somebody.name[-1:])
        return sorted(variants, key=lambda variant: -len(variant))

    def _mention(self, somebody: _Somebody, span: Span) -> None:
        full = Span(self._title_start(span), span.end)
        for other in self.people:
            if any(m.overlaps(span) for m in other.mentions) and not (
                other is somebody and all(full.covers(m) for m in other.mentions if m.overlaps(span))
            ):
                return
        for inner in [m for m in somebody.mentions if full.covers(m) and m != full]:
            del somebody.mentions[inner]
        somebody.mentions.setdefault(full, Form.NAME)

    def _title_start(self, span: Span) -> int:
        """Where the titles before a name begin: "former admiral Marten Lisk", "Karthian Foreign Minister …"."""
        start, seen = span.start, False
        words = list(_WORD.finditer(self.text, max(span.start - 80, 0), span.start))
        for word, following in reversed(list(pairwise([*words, None]))):
            end_gap = self.text[word.end() : following.start() if following else span.start]  # type: ignore[union-attr]
            lower = _alike(word.group().lower())
            is_title = lower in self.grammar.titles - {"the"}
            if end_gap.strip(" .\u00a0") or "\n" in end_gap or not (is_title or (seen and word.group()[0].isupper())):
                break
            if self._opens_sentence(word.start()) and not is_title and not seen:
                break
            if lower in self.grammar.determiners | self.grammar.possessives | self.grammar.prepositions:
                break
            start, seen = word.start(), seen or is_title
        return start

    def _opens_sentence(self, place: int) -> bool:
        return self._sentences[self._sentence_number(place)].start == place

    # -- the result ---------------------------------------------------------------------------------

    def _cast(self) -> Cast:
        used = sorted(
            (s for s in self.people if s.used),
            key=lambda s: (min((m.start for m in s.mentions), default=s.first), s.name),
        )
        ids = {id(somebody): f"e{number}" for number, somebody in enumerate(used, 1)}
        entities = tuple(
            Entity(
                id=ids[id(somebody)],
                name=" ".join(somebody.name),
                type=somebody.type,
                named=somebody.named,
                descriptions=tuple(somebody.descriptions),
                mentions=tuple(Mention(span, form) for span, form in sorted(somebody.mentions.items())),
            )
            for somebody in used
        )
        count = range(len(self.attributions))
        return Cast(
            entities,
            tuple(ids[id(s)] if (s := self.speaker_of.get(k)) is not None else None for k in count),
            tuple(tuple(ids[id(s)] for s in self.spoken_to.get(k, ())) for k in count),
        )


_NAMES = re.compile(r"[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]*\.?|de|da|van|von|der|den|bin|al|el|la|le|du))* [A-Z][\w'’-]+")
_WORD = re.compile(r"[^\W_][\w'’-]*")


def _cased(text: str) -> str:
    """The letters of a text that come in capitals and small letters."""
    return "".join(letter for letter in text if letter.lower() != letter.upper())


def _alike(word: str) -> str:
    return {"advisor": "adviser", "advisors": "advisers"}.get(word, word)


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a name is a shorter form of another: the surname, or first name and surname."""
    if len(short) >= len(long) or short[-1] != long[-1]:
        return False
    position = 0
    for word in short:
        while position < len(long) and long[position] != word:
            position += 1
        if position == len(long):
            return False
    return True
