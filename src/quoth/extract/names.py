"""Names: what a noun phrase says of the one it names: proper name, titles, head noun, or only a pronoun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quoth.extract.phrases import Grammar
from quoth.model import EntityType, Form, Span
from quoth.text.tokens import tokenise

WORD = re.compile(r"[^\W_][\w'’-]*")
_PARTICLES = frozenset(
    "de da di do dos del della der den van von und bin bint ibn al el la le du ter ten y e i zu".split()
)
_APOSTROPHES = ("'s", "’s", "s'", "s’")
_BREAKS = frozenset({",", ";", "–", "—", "--", "(", "[", ":"})
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """One noun phrase: `name` are the words of its proper name, `titles` and `head` what else it says, lower case.

    `name_span` covers the name only; `definite` is the article that opens the phrase, if any. `joint` holds the
    phrases of "A and B", `asides` the appositions that could stand alone ("his adviser"), `words` all words.
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


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'")

    @property
    def is_proper(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_possessive(self) -> bool:
        return self.text.endswith(_APOSTROPHES)


def read_phrase(text: str, span: Span, grammar: Grammar) -> Phrase:
    """Read one noun phrase, such as the source or an addressee of a statement."""
    every = [_Word(token.start, token.end, token.of(text)) for token in tokenise(text, span)]
    words = _without_brackets(every)
    office = all(_is_title(word, grammar) for word in _name_in(words, grammar))
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
    if not words:
        return Phrase(span, Form.DESCRIPTION, head=span.of(text).lower())
    trimmed = Span(words[0].start, words[-1].end)
    if len(words) == 1 and _is_pronoun(words[0].lower, grammar):
        return Phrase(trimmed, Form.PRONOUN, head=words[0].lower)
    joint = _joint(words, grammar)
    if joint:
        return Phrase(trimmed, Form.NAME, joint=joint)
    return _single(words, trimmed, grammar)


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


def _is_pronoun(word: str, grammar: Grammar) -> bool:
    return (
        word in grammar.pronouns or word in grammar.possessives or word in grammar.objects or word in grammar.relative
    )


def _without_brackets(words: list[_Word]) -> list[_Word]:
    kept, depth = [], 0
    for word in words:
        if word.text in {"(", "["}:
            depth += 1
        elif word.text in {")", "]"}:
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(word)
    return kept or words


def _joint(words: Sequence[_Word], grammar: Grammar) -> tuple[Phrase, ...]:
    """The members of "A and B" and "A, B and C", when each has a name of its own."""
    at = next((k for k, word in enumerate(words) if word.lower in {"and", "&"} and 0 < k < len(words) - 1), None)
    if at is None or any(word.lower in grammar.relative for word in words[:at]):
        return ()
    left, right = words[:at], words[at + 1 :]
    members = [part for part in _split(left) if part] + [right]
    phrases = [
        _single(part, Span(part[0].start, part[-1].end), grammar) for part in (list(member) for member in members)
    ]
    if all(phrase.name for phrase in phrases) and not _is_one_name(words, at, grammar):
        return tuple(phrases)
    return ()


def _is_one_name(words: Sequence[_Word], at: int, grammar: Grammar) -> bool:
    """Whether it is one organisation, not two: "The Ministry of Trade and Industry"."""
    before = {word.lower for word in words[:at]}
    return bool(before & {"of", "for", "on"}) or (words[0].lower == "the" and bool(before & grammar.organisations))


def _split(words: Sequence[_Word]) -> list[list[_Word]]:
    parts: list[list[_Word]] = [[]]
    for word in words:
        if word.text in _BREAKS:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _single(words: Sequence[_Word], span: Span, grammar: Grammar) -> Phrase:
    parts = [part for part in _split(words) if part]
    article = words[0].lower if words[0].lower in _ARTICLES else ""
    words_of = frozenset(word.lower for word in words)
    titles: list[str] = []
    for part in parts:
        if part[0].lower in grammar.relative:
            continue
        for word in part:
            if word.lower in grammar.prepositions:
                break
            if _is_title(word, grammar) and word.lower != "the":
                titles.append(word.lower.rstrip("."))
    for part in parts:
        if part[0].lower in grammar.relative or (part is not parts[0] and _is_in_list(part, parts, grammar)):
            break
        name = _name_in(part, grammar)
        if (
            name
            and part is parts[0]
            and len(parts) > 1
            and _is_bare_name(parts[1])
            and _is_governed(part, name, grammar)
        ):
            continue  # "The editor of the daily Northern Lamp, Ada Petit"
        if name:
            if _is_only_titles(name, part, grammar):
                continue
            texts = tuple(bare(word.text) for word in name)
            end = name[-1].end - (2 if name[-1].text.endswith(("'s", "’s")) else 0)
            asides = tuple(
                Span(other[0].start, other[-1].end)
                for other in parts
                if other is not part and other[0].lower in grammar.determiners | grammar.possessives
            )
            return Phrase(
                span,
                Form.NAME,
                texts,
                Span(name[0].start, end),
                tuple(titles),
                _head(parts[0], grammar),
                article,
                words_of,
                asides,
            )
    return Phrase(span, Form.DESCRIPTION, (), None, tuple(titles), _head(parts[0], grammar), article, words_of)


def _is_bare_name(part: Sequence[_Word]) -> bool:
    return len(part) > 1 and all(word.is_proper for word in part)


def _is_governed(part: Sequence[_Word], name: Sequence[_Word], grammar: Grammar) -> bool:
    return any(word.lower in grammar.prepositions and word.end <= name[0].start for word in part)


def _is_in_list(part: Sequence[_Word], parts: Sequence[Sequence[_Word]], grammar: Grammar) -> bool:
    """Whether a part goes on a list that a preposition opened: "the ministers of Dovania, Selke and Ormond"."""
    opened = len(parts[0]) > 1 and parts[0][-1].is_proper and parts[0][-2].lower in grammar.prepositions
    return any(word.lower == "and" for word in part) or (
        opened and len(parts) > 2 and all(word.is_proper for word in part)
    )


def _is_title(word: _Word, grammar: Grammar) -> bool:
    """Whether a word is a title, or begins with one: "Chief-of-Staff", "Lt."."""
    lower = word.lower.rstrip(".")
    return lower in grammar.titles or ("-" in lower and lower.split("-")[0] in grammar.titles)


def _is_only_titles(name: Sequence[_Word], part: Sequence[_Word], grammar: Grammar) -> bool:
    """Whether the capitals are no name: "The State President"."""
    return all(_is_title(word, grammar) for word in name) and (
        part[0].lower in grammar.determiners | grammar.possessives
        or (len(name) == 1 and name[0].lower.rstrip(".") in grammar.titles)
    )


def _name_in(part: Sequence[_Word], grammar: Grammar) -> list[_Word]:
    """The proper name of a part without commas: a run of capitals that no preposition governs."""
    small = grammar.prepositions | grammar.conjunctions | grammar.determiners
    governed = False
    found: list[_Word] = []
    k = 0
    while k < len(part):
        word = part[k]
        if word.lower in grammar.prepositions:
            governed = True
        elif word.is_proper and word.lower not in grammar.determiners | grammar.possessives | grammar.conjunctions:
            end = k + 1
            while (
                end < len(part)
                and not part[end - 1].is_possessive
                and (
                    (part[end].is_proper and part[end].lower not in small)
                    or (part[end].text in {".", "-"} and len(part[end - 1].text) <= 4)
                    or (part[end].lower in _PARTICLES and end + 1 < len(part) and part[end + 1].is_proper)
                )
            ):
                end += 1
            joins = (part[end].lower if end < len(part) else "") in (
                {"of", "for"} if part[end - 1].lower in grammar.organisations else {"for"} if k == 0 else set()
            )
            if joins and end + 1 < len(part) and part[end + 1].is_proper:
                # "Lamps for Ellery", "the Ministry of Endowments"
                end += 2
                while end < len(part) and part[end].is_proper:
                    end += 1
            run = [word for word in part[k:end] if word.text not in {".", "-"}]
            before = part[k - 1] if k else None
            freed = (
                governed
                and before is not None
                and before.text.islower()
                and before.lower not in (grammar.prepositions | grammar.determiners | grammar.possessives)
            )
            if run[-1].is_possessive and end < len(part):
                pass  # "Brandt's spokesman": the owner is not who speaks
            elif len(run) == 1 and run[0].lower in grammar.organisations and run[0].text.istitle():
                pass  # "the Office", "Governor's Office" by itself is no name
            elif end < len(part) and _is_noun(part[end], grammar):
                pass  # "the Saeli ambassador", "Hotel owner": an adjective
            elif not governed or freed:
                name = _after_titles(run, grammar)
                # "Hotel owner Marcus Thale": of two runs the later one names the person.
                if name and (not found or _is_person_after(part, k, grammar)):
                    found = name
            k = end
            continue
        k += 1
    if all(_is_title(word, grammar) for word in found):
        return _name_after_office(part, grammar) or found
    return found


def _name_after_office(part: Sequence[_Word], grammar: Grammar) -> list[_Word]:
    """The name in "Minister of Health Salla Venn": what is left of three capitals behind a title and "of"."""
    run: list[_Word] = []
    for word in reversed(part):
        if not word.is_proper or word.lower in grammar.prepositions:
            break
        run.insert(0, word)
    before = part[: len(part) - len(run)]
    titled = len(before) >= 2 and before[-1].lower == "of" and before[-2].lower in grammar.titles
    return run[-2:] if titled and len(run) >= 3 else []


def _is_noun(word: _Word, grammar: Grammar) -> bool:
    """Whether a lower-case word is none of the small ones that may follow a name."""
    small = (
        grammar.prepositions | grammar.conjunctions | grammar.relative | grammar.that | grammar.adverbs | grammar.stops
    )
    return word.text.islower() and word.lower not in small and not word.lower.endswith("ed")


def _is_person_after(part: Sequence[_Word], k: int, grammar: Grammar) -> bool:
    return k > 0 and part[k - 1].lower in grammar.titles - grammar.modifiers


def _after_titles(run: list[_Word], grammar: Grammar) -> list[_Word]:
    """The words after the last title: "Veloran State President Davit Oresko" is Davit Oresko."""
    last = max((k for k, word in enumerate(run) if _is_title(word, grammar)), default=-1)
    if (
        last == len(run) - 1
        or {run[-1].lower, run[last + 1].lower} & grammar.organisations
        or not run[last + 1].is_proper
    ):
        # "Martin King", "Harbor Council", "Foreign Ministry of Velora": such a title belongs to the name.
        return run
    return run[last + 1 :]


def _head(part: Sequence[_Word], grammar: Grammar) -> str:
    """The head noun of a description: the last word before a preposition or a relative pronoun."""
    head = ""
    for word in part:
        if head and (word.lower in grammar.prepositions | grammar.relative | grammar.that or word.lower.endswith("ed")):
            break
        if word.text[0].isalnum():
            head = word.lower
    return alike(head)


_ALIKE = {"advisor": "adviser", "advisors": "advisers"}


def alike(word: str) -> str:
    """A title in the one spelling by which titles are compared.

    >>> alike("advisor")
    'adviser'
    """
    return _ALIKE.get(word, word)


def bare(word: str) -> str:
    """A word without its possessive ending.

    >>> bare("Brandt’s")
    'Brandt'
    """
    return word[:-2] if word.endswith(("'s", "’s")) else word
