"""Resolving: from the spans that name somebody to entities.

Names are joined by their words, titles to the name they stood before; whom a pronoun or a description means is chosen
by `antecedents`. What cannot be resolved stays None, with its span kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from quoth.extract.attribution import REPLIES, Attribution
from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers.antecedents import FARTHEST, TYPES, Anaphor, Choice, Spoken, Way, choose
from quoth.extract.speakers.author import find_author
from quoth.extract.speakers.between import find_in_between
from quoth.extract.speakers.cast import Cast, make_cast
from quoth.extract.speakers.everybody import Everybody
from quoth.extract.speakers.mentions import list_mentions, place_of
from quoth.extract.speakers.names import GENERIC, OFFICES, Phrase
from quoth.extract.speakers.people import Somebody
from quoth.extract.speakers.possessives import find_owner
from quoth.extract.speakers.relatives import preceding_phrase
from quoth.extract.tagged import TaggedNames
from quoth.model import EntityType, Form, Span

SURE = 0.97
"""The confidence of a name that one person bears."""
NAMESAKE = 0.75
"""The confidence of a name that several bear."""
LEAST = 0.4
"""A pronoun of which nobody is likelier than this stays unresolved."""

_BACK = 20
"""So many statements back "the statement" may have been issued."""
CLEAR = 0.9
"""A pronoun so sure of its antecedent is a strong hint for those that follow."""

_ASKS = ("ask", "question")
_FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
_WE = frozenset({"we", "us", "our"})
_SECOND = frozenset({"you", "your"})
_ANSWER = frozenset({"a", "answer"})
_QUESTION = frozenset({"q", "question"})
_POSSESSIVES = ("'s", "s'")
_TOGETHER = frozenset("two both pair duo three trio four".split())
_ISSUED = frozenset(
    "statement letter note release communiqué communique message memo email post tweet declaration".split()
)
_FORMER = "former"
_AGE = re.compile(r"\d+-year-old|\w+-year-old")


def resolve(
    layout: Layout,
    attributions: Sequence[Attribution],
    parents: Sequence[int | None],
    names: TaggedNames,
) -> Cast:
    """The entities behind the sources and addressees of a document's attributions.

    `parents` gives for each attribution the index of the one whose content holds it; `names` are those that the model
    sees, if it reads the language.
    """
    return _Resolver(layout, attributions, parents, names).resolve()


class _Resolver:
    def __init__(
        self,
        layout: Layout,
        attributions: Sequence[Attribution],
        parents: Sequence[int | None],
        names: TaggedNames,
    ) -> None:
        self.layout = layout
        self.text = layout.text
        self.attributions = attributions
        self.parents = parents
        self.names = names
        self.grammar = Grammar(layout.language)
        self.everybody = Everybody(layout, names, self.grammar)
        self.people = self.everybody.people
        self.speaker_of: dict[int, Somebody | None] = {}
        self.spoken_to: dict[int, list[Somebody]] = {}
        self.choices: dict[int, Choice] = {}
        self.spoken: list[Spoken] = []
        self.asker: Somebody | None = None
        self.pronouns: dict[Span, Choice] = {}

    def resolve(self) -> Cast:
        phrases = [self._phrases(attribution) for attribution in self.attributions]
        self.everybody.gather(phrases)
        spans = [phrase.span for source, told in phrases for phrase in (source, *told) if phrase is not None]
        self.between = find_in_between(self.layout, spans, self.grammar)
        # The body first: it names in full those whom a heading names by their surname.
        for k in sorted(range(len(phrases)), key=lambda k: (self._is_heading(k), self.attributions[k].start)):
            if not self._is_heading(k):
                self._follow(self.attributions[k].start)
            self._resolve_one(k, *phrases[k])
        self._follow(len(self.text))
        list_mentions(self.layout, self.people, self.grammar)
        numbers = range(len(self.attributions))
        return make_cast(
            self.people.everybody,
            [self.speaker_of[k] for k in numbers],
            [self.spoken_to[k] for k in numbers],
            [self.choices[k] for k in numbers],
        )

    @cached_property
    def author(self) -> Somebody | None:
        """Who wrote the document, if it says so."""
        span = find_author(self.layout, self.names)
        if span is None:
            return None
        phrase = self.everybody.read(span)
        return self.people.named(phrase) if phrase.name else None

    # -- phrases ------------------------------------------------------------------------------------

    def _phrases(self, attribution: Attribution) -> tuple[Phrase | None, list[Phrase]]:
        voice = None if self._letter(attribution) in _ANSWER | _QUESTION else attribution.named_by
        source = self.everybody.read(voice) if voice is not None else None
        return source, [self.everybody.read(span) for span in attribution.addressees]

    def _letter(self, attribution: Attribution) -> str:
        """The label of a one, lower case, or nothing."""
        voice = attribution.named_by
        return voice.of(self.text).strip(".").lower() if attribution.method == "turn" and voice is not None else ""

    # -- one attribution ----------------------------------------------------------------------------

    def _is_heading(self, k: int) -> bool:
        return self.layout.block_at(self.attributions[k].start).block.role.is_heading

    def _resolve_one(self, k: int, source: Phrase | None, told: Sequence[Phrase]) -> None:
        choice = self._whom(source, k) if source is not None else Choice(None, 0.0)
        if self._letter(self.attributions[k]) in _ANSWER:
            choice = Choice(self._interviewee(self.attributions[k].start), 0.8, ("answers the questions",))
        if self._letter(self.attributions[k]) in _QUESTION:
            self.asker = self.asker or self._interviewer(self.attributions[k].start)
            choice = Choice(self.asker, 0.7, ("asks the questions",))
        speaker = choice.somebody
        self.speaker_of[k], self.choices[k] = speaker, choice
        if speaker is not None:
            speaker.used = True
        if speaker is not None and source is not None:
            self._mark(speaker, source)
        heard = self.spoken_to[k] = [s for phrase in told for s in self._addressees(phrase, k, speaker)]
        if self.parents[k] is None and source is not None:
            one = Spoken(self.attributions[k].start, speaker, tuple(heard), self._begins(k, _ASKS))
            if speaker is not None and speaker.spoke is None:
                speaker.spoke = one.start
            self.spoken.insert(bisect_left(self.spoken, (one.start,), key=lambda earlier: (earlier.start,)), one)

    def _addressees(self, phrase: Phrase, k: int, speaker: Somebody | None) -> Iterable[Somebody]:
        owner, *noun = phrase.span.of(self.text).lower().split()
        if noun and speaker is not None and owner in self.grammar.possessives and speaker.type is EntityType.PERSON:
            # "Petit told her brother": the possessive shows the speaker's pronoun.
            speaker.pronoun = speaker.pronoun or self.everybody.third_person(owner)
        for member in phrase.joint or (phrase,):
            somebody = self._whom(member, k, beside=speaker).somebody
            if somebody is not None and somebody is not speaker:
                somebody.used = True
                self._mark(somebody, member)
                yield somebody

    def _mark(self, somebody: Somebody, phrase: Phrase) -> None:
        """List a source or an addressee among the mentions; names are found later with all others."""
        form = phrase.form
        if form is Form.PRONOUN and phrase.head in _FIRST | _SECOND | self.grammar.relative | self.grammar.that:
            return
        if form is Form.DESCRIPTION and phrase.words & (_FIRST | _SECOND):
            return
        if form is not Form.NAME or phrase.joint or phrase.name_span == phrase.span:
            somebody.mentions.setdefault(phrase.span, form)
        if form is not Form.NAME or phrase.joint:
            self.people.place(somebody, place_of(self.layout, phrase.span, form, self.grammar)._replace(leads=True))
        for aside in phrase.asides:
            somebody.mentions.setdefault(aside, Form.DESCRIPTION)

    def _whom(self, phrase: Phrase, k: int, *, beside: Somebody | None = None) -> Choice:
        """Whom a phrase means; `beside` is who speaks when it names who is spoken to."""
        if phrase.joint:
            members = [self.people.named(member) for member in phrase.joint]
            if len(set(members)) < 2:
                return Choice(members[0], NAMESAKE, ("name",))
            return Choice(self.people.joint(members, phrase.span.start), SURE, ("names",))
        if phrase.form is Form.PRONOUN:
            if phrase.span not in self.pronouns:  # every paragraph of a run has the voice of its lead-in
                self.pronouns[phrase.span] = self._pronoun(phrase, k, beside)
            return self.pronouns[phrase.span]
        if phrase.name:
            several = len(self.people.bearers(phrase)) > 1
            last = self.spoken[-1].speaker if self.spoken and self.spoken[-1].start < phrase.span.start else None
            somebody = self.people.named(phrase, last)
            if phrase.owner:
                self._own(phrase, somebody)
            return Choice(
                somebody, NAMESAKE if several else SURE, ("one of several with the name" if several else "name",)
            )
        return self._described(phrase, k, beside)

    # -- descriptions -------------------------------------------------------------------------------

    def _described(self, phrase: Phrase, k: int, beside: Somebody | None) -> Choice:
        words = self.everybody.words(phrase)
        if (whole := self.people.with_longer_name(words, phrase)) is not None:
            return Choice(whole, 0.9, ("words of the name",))
        owner = self._owner(phrase, k)
        if owner is not None and phrase.head in OFFICES:
            return Choice(self._office(owner, phrase), 0.85, ("whose it is",))
        own = bool(phrase.words & (_FIRST | _SECOND))
        if phrase.head not in self.grammar.persons:
            own = own or any(word.endswith(_POSSESSIVES) for word in phrase.words)
        definite = phrase.is_definite or bool(phrase.owner) or (not phrase.article and self._is_heading(k))
        if definite and not own:
            choice = self._meant(phrase, k, beside)
            if choice.somebody is None and not phrase.owner:
                choice = self._named_later(phrase)
            if choice.somebody is not None:
                return choice
        return Choice(self.people.unnamed(phrase, words), 0.9, ("description",))

    def _meant(self, phrase: Phrase, k: int, beside: Somebody | None) -> Choice:
        """Whom "the governor", "the bank", "the two" or "the statement" means, if it was somebody mentioned before."""
        place = phrase.span.start
        before = [s for s in self.people.described(phrase) if s is not beside and s.first < place]
        holders = [s for s in self._holders(phrase) if s is not beside]
        if phrase.head in _TOGETHER or (phrase.is_plural and phrase.words & _TOGETHER):
            several = [s for s in self.people.everybody if s.members and s.first < place]
            return Choice(several[-1], 0.85, ("names",)) if several else Choice(None, 0.0)
        if self._is_heading(k):
            return self._of_heading(phrase)
        if phrase.is_plural or phrase.head in self.grammar.texts:
            if phrase.head in _ISSUED and phrase.is_definite and (issuer := self._issuer(phrase)) is not None:
                return Choice(issuer, 0.7, ("who issued it",))
            named = [s for s in self.people.with_word(phrase.head) if s.named and s.first < place]
            known = [s for s in (*named, *before) if not s.members and s.type is not EntityType.PERSON]
            return self._latest(known, phrase)
        if phrase.head in self.grammar.persons or _AGE.fullmatch(phrase.head):
            if phrase.owner:
                holders = [s for s in holders if self._is_owned(s, phrase, k)]
                if not holders:
                    return Choice(None, 0.0)  # "his lawyer", and nobody’s lawyer was named
            return self._choose(Way.ROLE, phrase, k, beside, holders or self._called(phrase, beside))
        if phrase.head in self.grammar.organisations and not phrase.owner:
            holders = holders or [s for s in self.people.fitting(phrase, place) if s is not beside]
            if holders or phrase.head in GENERIC:
                return self._choose(Way.BODY, phrase, k, beside, holders)
        if not phrase.owner and (called := self._called(phrase, beside)):
            return self._choose(Way.ROLE, phrase, k, beside, called)
        return self._latest(before, phrase)

    def _holders(self, phrase: Phrase) -> list[Somebody]:
        """Those for whom the title or noun at the head of a description was used before."""
        known = self.people.described(phrase)
        found = [s for s in known if not s.members and s.last_place(phrase.span.start) is not None]
        # "The governor" is no former one, if there is another.
        return [s for s in found if (_FORMER in s.titles) == (_FORMER in phrase.words)] or found

    def _is_owned(self, somebody: Somebody, phrase: Phrase, k: int) -> bool:
        """Whether a phrase said whose somebody is: "her lawyer, Ada Petit", "Ada Petit, a lawyer for Brandt"."""
        owner = self._owner(phrase, k)
        whose = {word.lower() for word in (owner.name if owner is not None else phrase.owner)}
        return any(word in self.grammar.possessives | whose or word.endswith(_POSSESSIVES) for word in somebody.about)

    def _called(self, phrase: Phrase, beside: Somebody | None) -> list[Somebody]:
        """Those who have the noun beside their names, if no title shows who is meant."""
        known = self.people.called(phrase.head)
        return [s for s in known if s is not beside and s.last_place(phrase.span.start) is not None]

    def _latest(self, known: Sequence[Somebody], phrase: Phrase) -> Choice:
        """Of those for whom the same noun was used the one mentioned last; rather one of whom all else was said too."""
        names = {word.lower() for word in phrase.span.of(self.text).split()[1:] if word[0].isupper()}
        known = [s for s in known if names <= s.about]  # "the Rove poll" is no other poll
        if not known:
            return Choice(None, 0.0)
        best = max(known, key=lambda s: (phrase.more <= s.about, s.last_before(phrase.span.start)))
        return Choice(best, 0.8, ("same noun",))

    def _of_heading(self, phrase: Phrase) -> Choice:
        """Whom a heading names by a title: "Governor Opens Canal" is the first governor below who fits best."""
        if phrase.head in self.grammar.texts | self.grammar.organisations:
            bodies = [s for s in self.people.everybody if phrase.head in {s.name[-1].lower(), *s.descriptions}]
            bodies = [s for s in bodies if s.places and not s.places[0].heading]
            return Choice(max(bodies, key=lambda s: s.named), 0.7, ("same noun",)) if bodies else Choice(None, 0.0)
        titles = self.people.titles_in(phrase)
        holders = [s for s in self.people.everybody if s.named and titles and titles <= s.titles]
        more = phrase.words - titles
        best = max(holders, key=lambda s: (len(more & s.about), -s.first), default=None)
        return Choice(best, 0.7, ("title",)) if best is not None else Choice(None, 0.0)

    def _named_later(self, phrase: Phrase) -> Choice:
        """The only one with a title or a noun who is named below: "The mayor left. … Mayor Ada Petit had said …"."""
        titles = self.people.titles_in(phrase)
        later = (s for s in self.people.everybody if s.named and not s.members and s.first > phrase.span.start)
        if phrase.head in self.grammar.texts | self.grammar.organisations:
            found = [s for s in later if s.name[-1].lower() == phrase.head]
        else:
            found = [s for s in later if titles and titles <= s.titles]
        if len(found) != 1:
            return Choice(None, 0.0)
        self.people.describe(found[0], phrase)
        return Choice(found[0], 0.6, ("named later",))

    def _issuer(self, phrase: Phrase) -> Somebody | None:
        """Who said something "in a statement" last, when "the statement" goes on."""
        for one in reversed(self.spoken[-_BACK:]):
            if one.start < phrase.span.start:
                sentence = self.layout.sentences[self.layout.sentence_number(one.start)]
                if one.speaker is not None and phrase.head in sentence.of(self.text).lower():
                    return one.speaker
        return None

    def _owner(self, phrase: Phrase, k: int) -> Somebody | None:
        """Whose "her office" or "Petit’s office" is."""
        if not phrase.owner:
            return None
        if len(phrase.owner) == 1 and phrase.owner[0] in self.grammar.possessives:
            return self._pronoun(Phrase(phrase.span, Form.PRONOUN, head=phrase.owner[0]), k, None).somebody
        return next(iter(self.people.bearers(Phrase(phrase.span, Form.NAME, phrase.owner))), None)

    def _office(self, owner: Somebody, phrase: Phrase) -> Somebody:
        """The office or campaign of somebody; "her office" is Petit’s, whether the document calls it so or not."""
        known = self.people.owned_by(owner, phrase.head)
        if known is None and owner.named:
            mark = "’" if "’s " in self.text else "'"
            known = self.people.named(Phrase(phrase.span, Form.NAME, (f"{owner.name[-1]}{mark}s", phrase.head)))
        known = known or self.people.unnamed(phrase, self.everybody.words(phrase))
        self.people.own(owner, phrase.head, known)
        return known

    def _own(self, phrase: Phrase, somebody: Somebody) -> None:
        bearers = self.people.bearers(Phrase(phrase.span, Form.NAME, phrase.owner))
        if bearers and bearers[0] is not somebody:
            self.people.own(bearers[0], phrase.head, somebody)

    # -- pronouns -----------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, k: int, beside: Somebody | None) -> Choice:
        word, parent = phrase.head, self.parents[k]
        if word in _FIRST | _SECOND:
            if parent is None and word in _FIRST - _WE and not self.layout.is_quoted(phrase.span.start):
                return Choice(self.author, 0.8, ("who wrote it",))
            return Choice(self._of_dialogue(word, parent) if parent is not None else None, 0.9, ("who is speaking",))
        if word in self.grammar.relative | self.grammar.that:
            return self._antecedent(phrase, k)
        if self.layout.is_quoted(phrase.span.start):
            # Inside speech "he" is whom the speaker means: nothing here is good enough.
            return Choice(None, 0.0)
        if word in self.grammar.plural:
            last = self.spoken[-1] if self.spoken else None
            if beside is not None and last is not None and last.speaker is beside and len(last.heard) == 1:
                return Choice(last.heard[0], 0.8, ("was told",))  # "told the deputies …", "told them"
            return self._choose(Way.SEVERAL, phrase, k, beside)
        if pronoun := self.everybody.third_person(word):
            asked = self._asked(k) if beside is None else None
            if asked is not None and asked.fits(pronoun):
                return Choice(asked, 0.85, ("was asked",))
            choice = self._choose(Way.PERSON, phrase, k, beside)
            if choice.somebody is not None:
                choice.somebody.type = EntityType.PERSON
                choice.somebody.hints[pronoun] += 1 + (choice.confidence > CLEAR)
            return choice
        return self._choose(Way.THING, phrase, k, beside) if word in {"it", "its"} else Choice(None, 0.0)

    def _asked(self, k: int) -> Somebody | None:
        """Who replies: the one person whom the statement before was put to."""
        last = self.spoken[-1] if self.spoken else None
        if last is None:
            return None
        here = self.attributions[k]
        block = self.layout.block_at(here.start).block
        quoted = block.start <= last.start < here.start and self.layout.is_quoted(here.content[0].start)
        if (
            not (self._begins(k, REPLIES) or (last.asks and quoted))
            or len(last.heard) != 1
            or last.heard[0].type is not EntityType.PERSON
        ):
            return None
        return last.heard[0]

    def _begins(self, k: int, verbs: tuple[str, ...]) -> bool:
        """Whether a cue begins so."""
        return any(cue.of(self.text).lower().startswith(verbs) for cue in self.attributions[k].cue)

    def _choose(
        self, way: Way, phrase: Phrase, k: int, beside: Somebody | None, holders: Sequence[Somebody] = ()
    ) -> Choice:
        """The likeliest antecedent; among the `holders` of the very title one must be meant."""
        anaphor = self._anaphor(way, phrase.span, phrase, self.attributions[k].content)
        before = bisect_left(self.spoken, (phrase.span.start,), key=lambda one: (one.start,))
        spoken = [one for one in self.spoken[max(before - 3, 0) : before] if one.start != self.attributions[k].start]
        if holders:
            return choose(anaphor, holders, spoken, nobody=False)
        choice = choose(anaphor, self._candidates(way, anaphor.sentence, beside), spoken)
        return choice if choice.confidence >= LEAST else Choice(None, 1 - choice.confidence)

    def _anaphor(self, way: Way, span: Span, phrase: Phrase | None, said: tuple[Span, ...]) -> Anaphor:
        entry = self.layout.block_at(span.start)
        block = entry.block
        head = phrase.head if phrase is not None else span.of(self.text).lower()
        titles: frozenset[str] = frozenset()
        if phrase is not None and phrase.form is Form.DESCRIPTION:
            titles = self.people.titles_in(phrase)
        return Anaphor(
            way,
            span.start,
            self.layout.sentence_number(span.start),
            opens_block=span.start == block.start,
            block_start=block.start,
            block_before=self.layout.blocks[max(entry.index - 1, 0)].block.start,
            is_direct=bool(said) and self.layout.is_quoted(said[0].start),
            pronoun=self.everybody.third_person(head),
            titles=titles,
            words=phrase.words - self.grammar.prepositions - {"the"} if phrase is not None else frozenset(),
            said=said,
        )

    def _candidates(self, way: Way, sentence: int, beside: Somebody | None) -> Iterator[Somebody]:
        """Everybody of the right type who was mentioned lately."""
        for somebody in self.people.lately(sentence, FARTHEST):
            if somebody is not beside and somebody.type in TYPES[way]:
                unknown = somebody.type is EntityType.UNKNOWN and not somebody.named
                if unknown and way in {Way.PERSON, Way.ROLE}:
                    continue  # "the paper" is no "he"
                yield somebody

    def _antecedent(self, phrase: Phrase, k: int) -> Choice:
        """Whom "who" or "which" stands for: the phrase just before it, or whom that phrase describes."""
        span = preceding_phrase(self.layout, self.names, self.grammar, phrase.span.start, phrase.head)
        if span is None:
            return Choice(None, 0.0)
        choice = self._whom(self.everybody.read(span), k)
        return replace(choice, confidence=0.9 * choice.confidence, facts=("stands just before",))

    # -- in between ---------------------------------------------------------------------------------

    def _follow(self, end: int) -> None:
        """Resolve what stands in between, up to a code point: it shows who is being spoken of."""
        while self.between and self.between[-1][0].start < end:
            span, way = self.between.pop()
            phrase = self.everybody.read(span) if way is not Way.PERSON else None
            choice = self._beside(span) if way is Way.PERSON else None
            if choice is None and not self.layout.block_at(span.start).block.role.is_heading:
                holders = self._holders(phrase) if phrase is not None else ()
                anaphor = self._anaphor(way, span, phrase, ())
                pool = holders or self._candidates(way, anaphor.sentence, None)
                choice = choose(anaphor, pool, self.spoken[-2:], nobody=not holders)
            if choice is None:
                continue
            if choice.somebody is not None and choice.confidence >= LEAST:
                form = Form.DESCRIPTION if phrase is not None else Form.PRONOUN
                self.people.place(choice.somebody, place_of(self.layout, span, form, self.grammar))
                choice.somebody.mentions.setdefault(span, form)

    def _beside(self, span: Span) -> Choice | None:
        """Whose "his" is, if somebody is named beside it."""
        word = span.of(self.text).lower()
        if word not in self.grammar.possessives:
            return None
        pronoun = self.everybody.third_person(word)
        candidates = self._candidates(Way.PERSON, self.layout.sentence_number(span.start), None)
        owner = find_owner(span, self.layout, self.grammar, [s for s in candidates if s.fits(pronoun)])
        return Choice(owner, 0.8) if owner is not None else None

    # -- dialogue -----------------------------------------------------------------------------------

    def _of_dialogue(self, word: str, parent: int) -> Somebody | None:
        """Who "I" and "you" are inside somebody's speech; "we" may be anybody's group."""
        if word in _WE:
            speaker = self.speaker_of.get(parent)
            return speaker if speaker is not None and speaker.type is not EntityType.PERSON else None
        if word in _FIRST:
            return self.speaker_of.get(parent)
        if self._letter(self.attributions[parent]) in _QUESTION:
            return self._interviewee(self.attributions[parent].start)
        told = self.spoken_to.get(parent, [])
        return told[0] if len(told) == 1 else None

    def _interviewee(self, place: int) -> Somebody | None:
        """Who answers under an "A:": the last person who spoke before, or the first one named."""
        before = [s for s in self.people.everybody if s.named and s.type is EntityType.PERSON and s.first < place]
        before = [s for s in before if s is not self.asker]
        spoken = [s for s in before if s.used]
        return max(spoken, key=lambda s: s.last_before(place)) if spoken else next(iter(before), None)

    def _interviewer(self, place: int) -> Somebody | None:
        """Who asks under a "Q:": the other one of two people named before the first question."""
        first = next((one.start for one in self.attributions if one.method == "turn"), place)
        named = [s for s in self.people.everybody if s.named and s.type is EntityType.PERSON and s.first < first]
        others = [s for s in named if s is not self._interviewee(first)]
        return others[0] if len(others) == 1 else None
