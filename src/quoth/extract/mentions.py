"""Mentions: every other place of a document where somebody who speaks or is spoken to is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from quoth.extract.layout import Layout
from quoth.extract.names import WORD, alike, bare
from quoth.extract.people import People, Somebody
from quoth.extract.phrases import Grammar
from quoth.model import EntityType, Form, Span

# How far before a name its titles may begin.
LONGEST_TITLES = 80
_DEFINITE = re.compile(r"\b(?:[Tt]he|Mr\.|Mrs\.|Ms\.|Madam)((?:\s+[^\W\d_][\w-]+){1,3})")
_THIRD_PERSON = re.compile(r"\b(?:he|she|his|her|him|He|She|His|Her)\b")

Nearest = Callable[[int, str], Somebody | None]


def add_mentions(layout: Layout, people: People, grammar: Grammar, nearest: Nearest) -> None:
    """Add names with their titles, titles alone and third-person pronouns to the mentions of those used.

    `nearest(place, pronoun)` is who a pronoun at a place stands for. First and second persons are not listed.
    """
    _Finder(layout, people, grammar, nearest).find()


class _Finder:
    def __init__(self, layout: Layout, people: People, grammar: Grammar, nearest: Nearest) -> None:
        self.layout = layout
        self.text = layout.text
        self.people = people
        self.grammar = grammar
        self.nearest = nearest
        self.used = [somebody for somebody in people.everybody if somebody.used]
        # The mentions so far, by the sentence in which they begin, so that no place is taken twice.
        self.taken: dict[int, list[tuple[Span, Somebody]]] = {}
        for somebody in self.used:
            for span in somebody.mentions:
                self._bucket(span).append((span, somebody))

    def find(self) -> None:
        self._names()
        self._titles_alone()
        self._pronouns()

    # -- names --------------------------------------------------------------------------------------

    def _names(self) -> None:
        """Every form of every name, the longest first."""
        variants: dict[str, list[tuple[tuple[str, ...], Somebody]]] = {}
        for somebody in self.used:
            for variant in self._variants(somebody) if somebody.named else ():
                variants.setdefault(variant[0].split()[0], []).append((variant, somebody))
        for forms in variants.values():
            forms.sort(key=lambda form: -len(form[0]))
        end = 0
        for match in WORD.finditer(self.text):
            if match.start() < end:
                continue
            for variant, somebody in variants.get(bare(match.group()), ()):
                span = self._spelled(variant, match.start())
                if span is not None:
                    self._add_name(somebody, span)
                    end = span.end
                    break

    def _variants(self, somebody: Somebody) -> Iterable[tuple[str, ...]]:
        """The forms of a name; the surname alone only where nobody else bears it."""
        variants = {somebody.name, *somebody.variants}
        if somebody.type is EntityType.PERSON and len(somebody.name) > 1:
            namesakes = [
                s for s in self.people.with_word(somebody.name[-1].lower()) if s.name[-1:] == somebody.name[-1:]
            ]
            if len(namesakes) == 1:
                variants.add(somebody.name[-1:])
        return variants

    def _spelled(self, variant: tuple[str, ...], start: int) -> Span | None:
        """Where the words of a name end, when they stand here one after the other."""
        place = start
        for word in variant:
            while place > start and self.text[place : place + 1] in {" ", "\u00a0", "\n"}:
                place += 1
            if not self.text.startswith(word, place):
                return None
            place += len(word)
        after = self.text[place : place + 1]
        return None if after.isalnum() or after == "-" else Span(start, place)

    def _add_name(self, somebody: Somebody, span: Span) -> None:
        full = Span(self._title_start(span), span.end)
        bucket = self._bucket(span)
        overlapping = [(other, owner) for other, owner in bucket if other.overlaps(full)]
        if any(owner is not somebody or not full.covers(other) for other, owner in overlapping):
            if any(other.overlaps(span) for other, _ in overlapping):
                return
            full = span
        for other, owner in overlapping:
            if owner is somebody and full.covers(other):
                owner.mentions.pop(other, None)
                bucket.remove((other, owner))
        somebody.mentions[full] = Form.NAME
        bucket.append((full, somebody))

    def _title_start(self, span: Span) -> int:
        """Where the titles before a name begin: "former admiral Marten Lisk", "Karthian Foreign Minister …"."""
        grammar = self.grammar
        small = grammar.determiners | grammar.prepositions | grammar.conjunctions | grammar.times | grammar.stops
        start, seen = span.start, False
        floor = max(span.start - LONGEST_TITLES, 0)
        for word in reversed(list(WORD.finditer(self.text, floor, span.start))):
            lower = alike(word.group().lower())
            gap = self.text[word.end() : start]
            if seen and lower in self.grammar.possessives and gap.isspace():
                return word.start()
            is_title = lower in self.grammar.titles - {"the"}
            dot = gap.startswith(".") and len(word.group()) > 5
            if dot or gap.strip(" .\u00a0") or not (is_title or (seen and word.group()[0].isupper())):
                break
            if lower in small:
                break
            start, seen = word.start(), seen or is_title
        return start

    # -- titles and pronouns ------------------------------------------------------------------------

    def _titles_alone(self) -> None:
        """Where somebody is meant by title alone: "the State President", "Mr. President"."""
        described = [s for s in self.used if s.named and s.type is EntityType.PERSON and s.descriptions]
        roles = self.grammar.titles - self.grammar.organisations | {"adviser"}
        for match in _DEFINITE.finditer(self.text):
            words = list(WORD.finditer(self.text, *match.span(1)))
            while words and alike(words[-1].group().lower()) not in roles:
                words.pop()
            titles = {alike(word.group().lower()) for word in words}
            if not words or not titles <= self.grammar.titles | {"adviser"}:
                continue
            fitting = [s for s in described if titles <= set(s.descriptions)]
            span = Span(match.start(), words[-1].end())
            if len(fitting) == 1 and not any(other.overlaps(span) for other, _ in self._bucket(span)):
                self._add(fitting[0], span, Form.DESCRIPTION)

    def _pronouns(self) -> None:
        for match in _THIRD_PERSON.finditer(self.text):
            span, word = Span(*match.span()), match.group().lower()
            if self.layout.is_quoted(span.start) or any(other == span for other, _ in self._bucket(span)):
                continue
            pronoun = "he" if word in self.grammar.he else "she"
            meant = self._last_mentioned(span, pronoun) if word in self.grammar.possessives else None
            meant = meant or self.nearest(span.start, pronoun)
            if meant is not None and meant.used:
                self._add(meant, span, Form.PRONOUN)

    def _last_mentioned(self, span: Span, pronoun: str) -> Somebody | None:
        """Who is mentioned last before a possessive in its sentence."""
        fitting = [
            (other.end, owner)
            for other, owner in self._bucket(span)
            if other.end <= span.start and owner.type is EntityType.PERSON and owner.fits(pronoun)
        ]
        return max(fitting, key=lambda entry: entry[0])[1] if fitting else None

    def _add(self, somebody: Somebody, span: Span, form: Form) -> None:
        somebody.mentions[span] = form
        self._bucket(span).append((span, somebody))

    def _bucket(self, span: Span) -> list[tuple[Span, Somebody]]:
        return self.taken.setdefault(self.layout.sentence_number(span.start), [])
