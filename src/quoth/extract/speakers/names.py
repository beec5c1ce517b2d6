"""Names: what a noun phrase says of the one it names: proper name, titles, head noun, or only a pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quoth.extract.phrases import Grammar
from quoth.extract.speakers.proper_names import after_titles, name_in
from quoth.extract.speakers.words import Word, bare, is_title
from quoth.extract.tagged import TaggedNames
from quoth.model import EntityType, Form, Span
from quoth.text.tokens import tokenise

_QUOTES = frozenset("\"'“”‘’«»")
OFFICES = frozenset("campaign office government administration ministry camp team party foundation union".split())
GENERIC = frozenset(
    "company firm group organisation organization agency body paper newspaper magazine network bank outlet charity "
    "tabloid broadcaster airline service campaign".split()
)
"""Nouns by which an organisation may be meant that is named otherwise: "the company" is Ellery Mills."""
PAPERS = frozenset("paper newspaper tabloid magazine daily weekly network broadcaster website".split())
_POLLS = frozenset("poll survey".split())
_BREAKS = frozenset({",", ";", "–", "—", "--", "(", "[", ":"})
_ARTICLES = frozenset({"the", "a", "an", "that", "this", "those", "these", "both"})
_PLURALS = frozenset("people men women police officials children clergy two three four pair trio others".split())
_PEOPLES = re.compile(
    r"[A-Z][\w-]*(?:ans|crats|ists|ites|ish|ese|ers|zens|lims|tics|vers)|Whigs|Tories|Greens|Jews|Arabs|Kurds"
)
_QUANTIFIERS = frozenset("some many most other few all several more both".split())
_INITIAL = re.compile(r"[A-Z]")
NO_NAMES = TaggedNames()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase: `name` are the words of its proper name, `titles` and `head` what else it says, lower case.

    `name_span` covers the name only; `article` opens the phrase, if any does. `joint` holds the phrases of "A and B",
    `asides` the appositions that could stand alone ("his adviser"), `owner` the words of whose it is ("Brandt’s
    office", "her office"), `nickname` a quoted one and `spelled` the name with it, `words` all words.
    """

    span: Span
    form: Form
    name: tuple[str, ...] = ()
    name_span: Span | None = None
    titles: tuple[str, ...] = ()
    head: str = ""
    article: str = ""
    words: frozenset[str] = frozenset()
    asides: tuple[Span, ...] = ()
    joint: tuple[Phrase, ...] = ()
    owner: tuple[str, ...] = ()
    nickname: str = ""
    spelled: str = ""

    @property
    def is_definite(self) -> bool:
        """Whether it speaks of somebody known: "the governor", "that governor"."""
        return self.article in {"the", "that", "this", "those", "these", "both"}

    @property
    def more(self) -> frozenset[str]:
        """What a description says beside its head: "earlier" and "quarterly" in "the earlier quarterly report"."""
        return self.words - {self.article, self.head}

    @property
    def is_plural(self) -> bool:
        """Whether its head is a plural."""
        return self.head in _PLURALS or (self.head.endswith("s") and not self.head.endswith(("ss", "us", "is", "'s")))


def read_phrase(text: str, span: Span, grammar: Grammar, names: TaggedNames = NO_NAMES) -> Phrase:
    """Read one noun phrase, such as the source or an addressee of a statement; `names` are those of the document."""
    every: list[Word] = []
    for token in tokenise(text, span):
        if every and token.start == every[-1].end and token.of(text) in {"'", "’"} and every[-1].text.endswith("s"):
            every[-1] = every[-1].with_mark(token.of(text))  # "the nurses’ league"
        elif every and token.start == every[-1].end and token.of(text) == "." and _INITIAL.fullmatch(every[-1].text):
            every[-1] = every[-1].with_mark(".")
        else:
            every.append(Word(token.start, token.end, token.of(text), names.type_at(token.start)))
    words = _without_brackets(every)
    office = all(is_title(word, grammar) for word in name_in(words, grammar))
    if office and every and every[-1].text in {")", "]"}:
        # The office stands outside the brackets: "The Minister for Fisheries (Ms Oriel Dunmarrow)".
        opening = max(k for k, word in enumerate(every) if word.text in {"(", "["} or k == 0)
        words = every[opening + 1 : -1]
    while words and not words[-1].text[0].isalnum():
        words.pop()
    while words and not words[0].text[0].isalnum():
        words.pop(0)
    if len(words) > 1 and words[-1].lower.endswith(("self", "selves")):
        words.pop()
    while len(words) > 1 and words[0].is_proper and _opens_clause(words[0].lower, grammar):
        words.pop(0)
    if not words:
        return Phrase(span, Form.DESCRIPTION, head=span.of(text).lower())
    trimmed = Span(words[0].start, words[-1].end)
    words, nickname = _without_nickname(words)
    if len(words) == 1 and (_is_pronoun(words[0].lower, grammar) or words[0].lower in grammar.that):
        return Phrase(trimmed, Form.PRONOUN, head=words[0].lower)
    joint = _joint(words, grammar)
    if joint:
        return Phrase(trimmed, Form.NAME, joint=joint)
    phrase = _single(words, trimmed, grammar)
    if nickname and phrase.name_span is not None:
        return replace(phrase, nickname=nickname, spelled=" ".join(phrase.name_span.of(text).split()))
    return phrase


def type_of(phrase: Phrase, grammar: Grammar) -> EntityType:
    """What kind of thing the words alone say is named."""
    words = {word.lower() for word in phrase.name} | ({phrase.head} if not phrase.name else set())
    if phrase.joint:
        return EntityType.GROUP
    if words & grammar.texts:
        return EntityType.DOCUMENT
    if words & grammar.organisations:
        return EntityType.ORGANISATION
    if phrase.name:
        first = phrase.name_span is not None and phrase.name_span.start - phrase.span.start == len("the ")
        if phrase.article == "the" and first and not phrase.titles:
            return EntityType.ORGANISATION
        if phrase.titles or len(phrase.name) > 1:
            return EntityType.PERSON
        return EntityType.UNKNOWN
    if phrase.head in grammar.titles:
        return EntityType.PERSON
    if (phrase.head.endswith("s") and not phrase.head.endswith("ss")) or phrase.head in grammar.determiners:
        return EntityType.GROUP
    return EntityType.UNKNOWN


def _opens_clause(word: str, grammar: Grammar) -> bool:
    """Whether a word stands before a source and is no part of it: "While Will", "Said Comey"."""
    return word in grammar.subordinators | grammar.conjunctions | grammar.finite or (
        word in grammar.forms and word.endswith("d")
    )


def _is_pronoun(word: str, grammar: Grammar) -> bool:
    return (
        word in grammar.pronouns or word in grammar.possessives or word in grammar.objects or word in grammar.relative
    )


def _without_brackets(words: list[Word]) -> list[Word]:
    kept, depth = [], 0
    for word in words:
        if word.text in {"(", "["}:
            depth += 1
        elif word.text in {")", "]"}:
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(word)
    return kept or words


def _without_nickname(words: list[Word]) -> tuple[list[Word], str]:
    """The words without the nickname in 'Tomas "Tito" Velk', and the nickname."""
    marks = [k for k, word in enumerate(words) if word.text in _QUOTES]
    if len(marks) != 2 or not 0 < marks[0] < marks[1] - 1 or marks[1] + 1 >= len(words):
        return words, ""
    opening, closing = marks
    if not (words[opening - 1].is_proper and words[closing + 1].is_proper and closing - opening <= 3):
        return words, ""
    return words[:opening] + words[closing + 1 :], " ".join(word.text for word in words[opening + 1 : closing])


def _joint(words: Sequence[Word], grammar: Grammar) -> tuple[Phrase, ...]:
    """The members of "A and B" and "A, B and C", when each has a name of its own."""
    at = next((k for k, word in enumerate(words) if word.lower == "and" and 0 < k < len(words) - 1), None)
    if at is None or any(word.lower in grammar.relative for word in words[:at]):
        return ()
    left, right = list(words[:at]), list(words[at + 1 :])
    if left[0].lower in {"both", "neither"} and len(left) > 1:
        left.pop(0)
    parts = [part for part in _split(left) if part]
    if len(parts) > 1 and _is_plural(parts[0], grammar):
        parts.pop(0)  # "Two opposition deputies, Hanne Drost and Ferenc Molo"
    members = [_single(part, Span(part[0].start, part[-1].end), grammar) for part in [*parts, right]]
    if not all(member.name for member in members) or _is_one_name(words, at, grammar):
        return ()
    return tuple(members)


def _is_plural(part: Sequence[Word], grammar: Grammar) -> bool:
    """Whether a part without a name speaks of several people: "Two opposition deputies"."""
    head = _head(part, grammar)
    return head.endswith("s") and not head.endswith(("ss", "'s")) and part[-1].text.islower()


def _is_one_name(words: Sequence[Word], at: int, grammar: Grammar) -> bool:
    """Whether it is one organisation, not two: "The Ministry of Trade and Industry"."""
    before = {word.lower for word in words[:at]}
    if words[at + 1].lower == "the" or words[at - 1].text == ",":
        return False
    return bool(before & {"of", "for", "on"}) or (words[0].lower == "the" and bool(before & grammar.organisations))


def _split(words: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text in _BREAKS:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _single(words: Sequence[Word], span: Span, grammar: Grammar) -> Phrase:
    parts = [part for part in _split(words) if part]
    article = words[0].lower if words[0].lower in _ARTICLES else ""
    said = Phrase(
        span,
        Form.DESCRIPTION,
        titles=tuple(_titles_in(parts, grammar)),
        head=_head(parts[0], grammar),
        article=article,
        words=frozenset(word.lower for word in words),
        owner=_owner(parts[0], grammar),
    )
    last = _until_preposition(parts[0], grammar)[-1:]
    lone = article == "the" and any(
        word.is_proper and word.lower in grammar.persons - (grammar.titles - grammar.modifiers) for word in last
    )
    if named := _named_by_head(_until_preposition(parts[0], grammar), grammar):
        return replace(said, form=Form.NAME, name=_texts(named), name_span=_span(named))
    if lone or _is_people(parts[0], grammar) or (said.head in grammar.texts and article in {"a", "an"}):
        return said
    several = said.is_plural and parts[0][-1].text.islower()
    for part in parts:
        if part[0].lower in grammar.relative or (part is not parts[0] and _is_in_list(part, parts, grammar)):
            break
        name = name_in(part, grammar)
        if (
            name
            and part is parts[0]
            and len(parts) > 1
            and _is_bare_name(parts[1])
            and _is_governed(part, name, grammar)
        ):
            continue  # "The editor of the daily Northern Lamp, Ada Petit"
        if not name or _is_only_titles(name, part, grammar) or (several and part is not parts[0]):
            continue
        asides = tuple(
            _span(other)
            for other in parts
            if other is not part and other[0].lower in grammar.determiners | grammar.possessives
        )
        texts = tuple(bare(word.text) for word in name)
        return replace(said, form=Form.NAME, name=texts, name_span=_span(name), asides=asides, owner=())
    return said


def _texts(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as they are written, what stands close together as one: "Lamp/Courier poll"."""
    texts: list[str] = []
    for k, word in enumerate(words):
        if k and word.start == words[k - 1].end:
            texts[-1] += word.text
        else:
            texts.append(word.text)
    return tuple(texts)


def _titles_in(parts: Sequence[Sequence[Word]], grammar: Grammar) -> Iterator[str]:
    for part in parts:
        if part[0].lower in grammar.relative:
            continue
        for word in part:
            if word.lower in grammar.prepositions:
                break
            if is_title(word, grammar) and word.lower != "the" and not word.is_possessive:
                yield word.lower.rstrip(".")


def _span(words: Sequence[Word]) -> Span:
    return Span(words[0].start, words[-1].end - (2 if words[-1].text.endswith(("'s", "’s")) else 0))


def _owner(part: Sequence[Word], grammar: Grammar) -> tuple[str, ...]:
    """Whose it is: the possessive pronoun, or the proper name in the possessive, that a noun of one word follows."""
    if part[0].lower in grammar.possessives:
        return (part[0].lower,)
    at = next((k for k, word in enumerate(part) if word.is_possessive), None)
    if at is None or at + 2 < len(part) - 1 or at == len(part) - 1:
        return ()
    name = after_titles([word for word in part[: at + 1] if word.is_proper], grammar)
    return tuple(bare(word.text) for word in name)


def _is_people(part: Sequence[Word], grammar: Grammar) -> bool:
    """Whether capitals name a people, a party or a faith, and nobody by name: "some Republicans", "Catholics"."""
    head = [word for word in _until_preposition(part, grammar) if word.text[0].isalnum()]
    if not head or not head[-1].is_proper or head[-1].is_possessive:
        return False
    if not _PEOPLES.fullmatch(head[-1].text) or head[-1].tag in {EntityType.PERSON, EntityType.PLACE}:
        return False
    lone = len(head) == 1 or all(word.text.islower() or word.lower in _QUANTIFIERS for word in head[:-1])
    return head[-1].tag is EntityType.UNKNOWN or lone or head[0].lower in _QUANTIFIERS


def _until_preposition(part: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    small = grammar.prepositions | grammar.relative | grammar.that
    at = next((k for k, word in enumerate(part) if word.lower in small), len(part))
    return part[:at]


def _named_by_head(part: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The name of what somebody's name or a place stands before: "the Trump campaign", "Petit’s office", "a Lamp poll".

    Of a newspaper the name is enough: "the nationalist Northern Lamp tabloid".
    """
    kept = list(part)
    while kept and (kept[0].lower in _ARTICLES or is_title(kept[0], grammar)) and len(kept) > 1:
        kept = kept[1:]
    if len(kept) < 2 or not kept[-1].text.islower() or kept[-1].lower in grammar.possessives:
        return ()
    head, before = kept[-1].lower, kept[:-1]
    first = next((k for k, word in enumerate(before) if word.is_proper and word.lower not in grammar.times), None)
    if first is None or any(word.lower in grammar.prepositions for word in before):
        return ()
    run = before[first:]
    if (
        not all(word.is_proper or word.text in {"/", "-", "&"} for word in run)
        or run[0].lower in grammar.determiners | grammar.possessives
    ):
        return ()
    if head in PAPERS and not run[-1].is_possessive:
        return run
    if head in OFFICES or (head in _POLLS and not run[-1].is_possessive):
        return [*run, kept[-1]]
    return ()


def _is_bare_name(part: Sequence[Word]) -> bool:
    return len(part) > 1 and all(word.is_proper for word in part)


def _is_governed(part: Sequence[Word], name: Sequence[Word], grammar: Grammar) -> bool:
    return any(word.lower in grammar.prepositions and word.end <= name[0].start for word in part)


def _is_in_list(part: Sequence[Word], parts: Sequence[Sequence[Word]], grammar: Grammar) -> bool:
    """Whether a part goes on a list that a preposition opened: "the ministers of Dovania, Selke and Ormond"."""
    opened = len(parts[0]) > 1 and parts[0][-1].is_proper and parts[0][-2].lower in grammar.prepositions
    return any(word.lower == "and" for word in part) or (
        opened and len(parts) > 2 and all(word.is_proper for word in part)
    )


def _is_only_titles(name: Sequence[Word], part: Sequence[Word], grammar: Grammar) -> bool:
    """Whether the capitals are no name: "The State President"."""
    return all(is_title(word, grammar) for word in name) and (
        part[0].lower in grammar.determiners | grammar.possessives
        or (len(name) == 1 and name[0].lower.rstrip(".") in grammar.titles)
    )


def _head(part: Sequence[Word], grammar: Grammar) -> str:
    """The head noun of a description: the last word before a preposition or a relative pronoun."""
    head = ""
    for word in part:
        if head and (word.lower in grammar.prepositions | grammar.relative | grammar.that or word.lower.endswith("ed")):
            break
        if word.text[0].isalnum():
            head = word.lower
    return head
