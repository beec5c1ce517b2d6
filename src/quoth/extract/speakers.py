"""Speakers: from the spans that name somebody to entities. One entrance: `resolve`.

Simple rules that a later, better resolver replaces: names are joined by their words, titles by the name they
stood before, pronouns by the nearest earlier speaker or subject that nothing in the document contradicts.
"He" or "she" is held against somebody only where the document itself shows it. What cannot be resolved stays
None, with its span kept.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from quoth.extract.attribution import Attribution
from quoth.extract.layout import Layout
from quoth.extract.names import Phrase, read_phrase, type_of
from quoth.extract.phrases import Grammar
from quoth.model import Entity, EntityType, Form, Mention, Role, Span

# How many sentences back the one whom a pronoun means may have been named.
FARTHEST_SENTENCE = 6
_ANSWER = frozenset({"a", "answer"})
_QUESTION = frozenset({"q", "question"})
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
        self._sentences = [sentence for entry in layout.blocks for sentence in entry.sentences]
        self._starts = [sentence.start for sentence in self._sentences]
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
        self._find_descriptions()
        return self._cast()

    # -- names --------------------------------------------------------------------------------------

    def _phrases(self, attribution: Attribution) -> tuple[Phrase | None, list[Phrase]]:
        voice = attribution.voice or (attribution.source[0] if attribution.source else None)
        if self._label(attribution) in _ANSWER | _QUESTION:
            voice = None
        source = self._read(voice) if voice is not None else None
        return source, [self._read(span) for span in attribution.addressees]

    def _read(self, span: Span) -> Phrase:
        phrase = read_phrase(self.text, span, self.grammar)
        if len(phrase.name) == 1 and phrase.name_span is not None and self._is_common(phrase.name_span):
            return replace(phrase, form=Form.DESCRIPTION, name=(), name_span=None)
        if phrase.form is Form.DESCRIPTION and not _CAPITALISED.search(_cased(span.of(self.text))):
            # A script without capitals: the words themselves are the name.
            return Phrase(span, Form.NAME, (span.of(self.text),), span)
        return phrase

    def _is_common(self, span: Span) -> bool:
        """Whether a word has its capital only from the start of its sentence: "Officials said"."""
        word = span.of(self.text).lower()
        if word in self.layout.names or self.text[: span.start].rstrip()[-1:].isalnum():
            return False
        return word.endswith("s") or re.search(rf"(?<![\w’'-]){re.escape(word)}(?![\w’'-])", self.text) is not None

    def _name_everybody(self, phrases: Iterable[tuple[Phrase | None, list[Phrase]]]) -> None:
        """Make an entity of every name, the fullest first, so that "Brandt" finds "Anna Brandt"."""
        everyone = [phrase for source, told in phrases for phrase in (source, *told) if phrase is not None]
        named = [member for phrase in everyone for member in (phrase.joint or (phrase,)) if member.name]
        full = [read_phrase(self.text, span, self.grammar) for span in self._full_names()]
        for phrase in sorted([*named, *full], key=lambda p: (-len(p.name), p.span.start)):
            if phrase.name:
                self._entity_of_name(phrase)
        self._learn_short_names()

    def _learn_short_names(self) -> None:
        """Learn from "The Ellery Water Board (EWB)" who the EWB is."""
        for match in _SHORT_NAME.finditer(self.text):
            short = match.group(2)
            words = match.group(1).split()
            for somebody in self.people:
                initials = "".join(word[0] for word in somebody.name if word[0].isupper())
                if initials == short and somebody.name[-1] == words[-1]:
                    self.by_word.setdefault(short.lower(), []).insert(0, somebody)
                    somebody.variants.add((short,))

    def _full_names(self) -> Iterable[Span]:
        """Runs of two or more capitalised words in running text."""
        for entry in self.layout.body():
            if entry.block.role in {Role.HEADLINE, Role.SUBHEAD}:
                continue
            for match in _NAMES.finditer(self.text, entry.block.start, entry.block.end):
                if _WHEREABOUTS.search(self.text, max(match.start() - 12, 0), match.start()):
                    continue
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
        shown = set(phrase.titles) | (phrase.words - self.grammar.possessives - self.grammar.objects)
        if shown & self.grammar.male and not shown & self.grammar.female:
            somebody.sex = somebody.sex or "male"
        elif shown & self.grammar.female and not shown & self.grammar.male:
            somebody.sex = somebody.sex or "female"

    def _known(self, phrase: Phrase) -> _Somebody | None:
        """The entity with this name: the same words, or some of them with the surname among them."""
        name = [word.lower().rstrip(".") for word in phrase.name]
        candidates = [s for s in self.by_word.get(name[-1], ()) if s.named]
        short = [s for s in candidates if phrase.name in s.variants and s.name != phrase.name]
        if short and len(phrase.name) == 1 and phrase.name[0].isupper():
            return short[0]
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
        if source is None and self._label(self.attributions[k]) in _ANSWER:
            speaker = self._interviewee(self.attributions[k].start)
            if speaker is not None:
                speaker.used = True
        self.speaker_of[k] = speaker
        if speaker is not None and source is not None:
            speaker.used = True
            self._mark(speaker, source)
            sentence = self._sentence_number(self.attributions[k].start)
            if self.parents[k] is None:
                self.subjects.setdefault(sentence, []).append((source.span.start, speaker))
        addressees = []
        for phrase in told:
            if speaker is not None and (sex := self._shown_by_owner(phrase)):
                speaker.sex = speaker.sex or sex
            for member in phrase.joint or (phrase,):
                somebody = self._whom(member, k, addressee=True)
                if somebody is not None and somebody is not speaker:
                    somebody.used = True
                    self._mark(somebody, member)
                    addressees.append(somebody)
        self.spoken_to[k] = addressees

    def _shown_by_owner(self, phrase: Phrase) -> str:
        """What a possessive shows of the speaker: "Petit told her brother"."""
        owner = phrase.span.of(self.text).split()[0].lower()
        if owner not in self.grammar.possessives:
            return ""
        return "male" if owner in self.grammar.male else "female" if owner in self.grammar.female else ""

    def _mark(self, somebody: _Somebody, phrase: Phrase) -> None:
        """List a source or an addressee among the mentions; its name is found again with all others."""
        if phrase.form is Form.PRONOUN:
            if phrase.head not in _I | _YOU and phrase.head not in self.grammar.relative:
                somebody.mentions.setdefault(phrase.span, Form.PRONOUN)
        elif phrase.form is Form.DESCRIPTION or phrase.joint:
            if not {"your", "my", "our"} & phrase.words:
                somebody.mentions.setdefault(phrase.span, phrase.form)
        elif not somebody.named or phrase.name_span == phrase.span:
            somebody.mentions.setdefault(phrase.span, phrase.form)
        for aside in phrase.asides:
            somebody.mentions.setdefault(aside, Form.DESCRIPTION)

    def _label(self, attribution: Attribution) -> str:
        """The label of a turn, lower case, or nothing."""
        voice = attribution.voice or (attribution.source[0] if attribution.source else None)
        return voice.of(self.text).strip(".").lower() if attribution.method == "turn" and voice is not None else ""

    def _interviewee(self, place: int) -> _Somebody | None:
        """Who answers under an "A:": the one with whom the text says there was an interview."""
        before = [s for s in self.people if s.named and s.type is EntityType.PERSON and s.first < place]
        spoken = [s for s in before if s.used]
        return (
            max(spoken, key=lambda s: max((m.start for m in s.mentions if m.start < place), default=s.first))
            if spoken
            else (before[0] if before else None)
        )

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
        if phrase.words & {"your", "my", "our"}:
            return self._unnamed(phrase, type_of(phrase, self.grammar))
        head = _alike(phrase.head)
        words = [word for word in phrase.span.of(self.text).lower().split() if word not in _ARTICLES]
        for known in self.people:
            # "the water board" after "the Ellery Water Board"
            tail = [word.lower() for word in known.name[-len(words) :]]
            if known.named and len(words) > 1 and tail == words and len(known.name) > len(words):
                return known
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
        if word in self.grammar.relative:
            return None
        if word in _I:
            return self.speaker_of.get(parent) if parent is not None and word not in {"we", "us", "our"} else None
        if word in _YOU:
            told = self.spoken_to.get(parent, []) if parent is not None else []
            if parent is not None and self._label(self.attributions[parent]) in _QUESTION:
                return self._interviewee(self.attributions[parent].start)
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
            pool = [*reversed(speakers), *named] if number < here else [*named, *reversed(speakers)]
            for somebody in pool:
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

    def _sentence_number(self, place: int) -> int:
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

    def _find_descriptions(self) -> None:
        """Where somebody is meant by title alone ("the State President") or by a possessive ("his adviser")."""
        described = [s for s in self.people if s.used and s.named and s.type is EntityType.PERSON and s.descriptions]
        for match in _DEFINITE.finditer(self.text):
            words = [word.lower() for word in match.group(1).split()]
            while words and words[-1] not in self.grammar.titles:
                words.pop()
            titles = {_alike(word) for word in words}
            if not words or words[-1] in self.grammar.organisations or not titles <= self.grammar.titles | {"adviser"}:
                continue
            fitting = [s for s in described if titles <= set(s.descriptions)]
            if len(fitting) == 1:
                length = len(re.match(rf"\S+(?:\s+\S+){{{len(words)}}}", match.group())[0])  # type: ignore[index]
                span = Span(match.start(), match.start() + length)
                if not self._is_taken(span):
                    fitting[0].mentions[span] = Form.DESCRIPTION
        for match in _THIRD_PERSON.finditer(self.text):
            span = Span(*match.span())
            if self._is_quoted(span.start) or any(span in s.mentions for s in self.people if s.used):
                continue
            sex = "male" if match.group().lower() in self.grammar.male else "female"
            meant = self._last_before(span.start, sex) if match.group().lower() in self.grammar.possessives else None
            meant = meant or self._nearest(span.start, {EntityType.PERSON}, sex)
            if meant is not None and meant.used:
                meant.mentions[span] = Form.PRONOUN

    def _last_before(self, place: int, sex: str) -> _Somebody | None:
        """Who is mentioned last in the same sentence before a possessive."""
        floor = self._sentences[self._sentence_number(place)].start
        fitting = [
            (mention.end, k)
            for k, somebody in enumerate(self.people)
            if somebody.used and somebody.type is EntityType.PERSON and somebody.sex in {"", sex}
            for mention in somebody.mentions
            if floor <= mention.start and mention.end <= place
        ]
        return self.people[max(fitting)[1]] if fitting else None

    def _is_taken(self, span: Span) -> bool:
        return any(m.overlaps(span) for s in self.people if s.used for m in s.mentions)

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
        for word in reversed(list(_WORD.finditer(self.text, max(span.start - 80, 0), span.start))):
            lower = _alike(word.group().lower())
            gap = self.text[word.end() : start]
            if seen and lower in self.grammar.possessives and gap.isspace():
                return word.start()
            is_title = lower in self.grammar.titles - {"the"}
            capital = word.group()[0].isupper() and not self._opens_sentence(word.start())
            if gap.strip(" .\u00a0") or not (is_title or (seen and capital)):
                break
            if lower in self.grammar.determiners | self.grammar.prepositions:
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


# Before a place, and seldom before a person.
_WHEREABOUTS = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMES = re.compile(
    r"[A-Z][\w'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]*|de|da|van|von|der|den|bin|al|el|la|le|du))* [A-Z][\w'’-]+"
)
_SHORT_NAME = re.compile(r"((?:[A-Z][\w'’-]+ (?:of |for |and |the )*)+[A-Z][\w'’-]+) \(([A-Z][A-Z&.]{1,9})\)")
_DEFINITE = re.compile(r"\b(?:[Tt]he|Mr\.|Mrs\.|Ms\.|Madam)((?:\s+[^\W\d_][\w-]+){1,3})")
_THIRD_PERSON = re.compile(r"\b(?:he|she|his|her|him|He|She|His|Her)\b")
_ARTICLES = frozenset({"the", "a", "an"})
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
