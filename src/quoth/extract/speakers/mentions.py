"""Mentions: every place of a document where somebody is named, by name or by title alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers.people import People, Place, Somebody
from quoth.extract.speakers.words import WORD, alike, bare
from quoth.model import EntityType, Form, Span

# How far before a name its titles may begin.
LONGEST_TITLES = 80
_FEW_WORDS = 4
_DEFINITE = re.compile(r"\b(?:[Tt]he|Mr\.|Mrs\.|Ms\.|Madam)((?:\s+[^\W\d_][\w-]+){1,3})")
_INTRODUCED = re.compile(r"(?: \([^)]{1,20}\))?, (?:\d|an?\b|the\b|who\b|whose\b|[a-z])")
_NEXT_WORD = re.compile(r"[\s,)]*(?:\([^)]{1,20}\)[\s,]*)?([\w'’]+)")


def find_names(layout: Layout, people: People, grammar: Grammar) -> None:
    """Give everybody who has a name all places where a form of it stands, the longest form first."""
    forms: dict[str, list[tuple[tuple[str, ...], list[Somebody]]]] = {}
    bearers: dict[tuple[str, ...], list[Somebody]] = {}
    for somebody in people.everybody:
        for variant in _variants(somebody) if somebody.named and not somebody.members else ():
            bearers.setdefault(variant, []).append(somebody)
    for variant, several in bearers.items():
        forms.setdefault(variant[0].split()[0], []).append((variant, several))
    for entries in forms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    end = 0
    for match in WORD.finditer(layout.text):
        if match.start() < end:
            continue
        word = match.group()
        for variant, several in chain(forms.get(word, ()), forms.get(bare(word), ()) if bare(word) != word else ()):
            span = _spelled(layout.text, variant, match.start())
            if span is not None:
                whole = [somebody for somebody in several if somebody.name == variant]
                titles = layout.text[max(span.start - 12, 0) : span.start].lower().replace(".", "").split()
                somebody = people.most_likely(whole or several, span.start, people.shown_by(titles[-1:]))
                people.place(somebody, place_of(layout, span, Form.NAME, grammar))
                end = span.end
                break


def place_of(layout: Layout, span: Span, form: Form, grammar: Grammar) -> Place:
    """A place with what can be seen around it."""
    after = _NEXT_WORD.match(layout.text, span.end)
    word = after.group(1).lower().replace("’", "'") if after is not None else ""
    leads = word in grammar.auxiliaries | grammar.finite | grammar.forms | grammar.relative or (
        word.endswith("ed") and len(word) > 4
    )
    return Place(
        span.start,
        span.end,
        layout.sentence_number(span.start),
        form,
        leads=leads,
        opens=_opens(layout, span),
        introduces=form is Form.NAME and _INTRODUCED.match(layout.text, span.end) is not None,
        owns=layout.text.startswith(("'s", "’s"), span.end),
        quoted=layout.is_quoted(span.start),
        heading=layout.block_at(span.start).block.role.is_heading,
    )


def _opens(layout: Layout, span: Span) -> bool:
    """Whether no more than a title or two stands before it in its sentence."""
    sentence = layout.sentences[layout.sentence_number(span.start)]
    before = layout.text[sentence.start : span.start]
    return len(before.split()) <= _FEW_WORDS and "," not in before


def _variants(somebody: Somebody) -> Iterable[tuple[str, ...]]:
    """The forms of a name; of a person the surname alone too."""
    variants = {somebody.name, *somebody.variants}
    if somebody.type is EntityType.PERSON and len(somebody.name) > 1:
        variants.add(somebody.name[-1:])
    return variants


def _spelled(text: str, variant: tuple[str, ...], start: int) -> Span | None:
    """Where the words of a name end, when they stand here one after the other."""
    place = start
    for word in variant:
        while place > start and text[place : place + 1] in {" ", "\u00a0", "\n"}:
            place += 1
        if not text.startswith(word, place):
            return None
        place += len(word)
    after = text[place : place + 1]
    return None if after.isalnum() or after == "-" else Span(start, place)


def title_start(text: str, grammar: Grammar, span: Span) -> int:
    """Where the titles before a name begin: "former admiral Marten Lisk", "Karthian Foreign Minister …"."""
    small = grammar.determiners | grammar.prepositions | grammar.conjunctions | grammar.times | grammar.stops
    start, seen = span.start, False
    for word in reversed(tuple(WORD.finditer(text, max(span.start - LONGEST_TITLES, 0), span.start))):
        lower = word.group().lower()
        gap = text[word.end() : start]
        if seen and lower in grammar.possessives and gap.isspace():
            return word.start()
        is_title = alike(lower) in grammar.titles - {"the"}
        dot = gap.startswith(".") and (len(word.group()) > 5 or lower == word.group())
        if dot or gap.strip(" .\u00a0") or not (is_title or (seen and word.group()[0].isupper())):
            break
        if lower in small:
            break
        start, seen = word.start(), seen or is_title
    return start


def list_mentions(layout: Layout, people: People, grammar: Grammar) -> None:
    """Fill in the mentions of all who are used: their names with the titles before them, and their titles alone.

    First and second persons are not listed.
    """
    _Lister(layout, people, grammar).fill()


class _Lister:
    def __init__(self, layout: Layout, people: People, grammar: Grammar) -> None:
        self.layout = layout
        self.text = layout.text
        self.grammar = grammar
        self.used = [somebody for somebody in people.everybody if somebody.used]
        # The mentions so far, by the sentence in which they begin, so that no place is taken twice.
        self.taken: dict[int, list[tuple[Span, Somebody]]] = {}
        for somebody in self.used:
            for span in somebody.mentions:
                self._bucket(span).append((span, somebody))

    def fill(self) -> None:
        for somebody in self.used:
            for place in somebody.places:
                if place.form is Form.NAME:
                    self._add_name(somebody, Span(place.start, place.end))
                elif not somebody.named and place.form is Form.DESCRIPTION:
                    self._add_description(somebody, Span(place.start, place.end))
        self._titles_alone()

    def _add_description(self, somebody: Somebody, span: Span) -> None:
        """List another place of somebody without a name, if nothing stands there yet."""
        bucket = self._bucket(span)
        if not any(other.overlaps(span) for other, _ in bucket):
            somebody.mentions[span] = Form.DESCRIPTION
            bucket.append((span, somebody))

    def _add_name(self, somebody: Somebody, span: Span) -> None:
        full = Span(title_start(self.text, self.grammar, span), span.end)
        bucket = self._bucket(span)
        overlapping = [
            (other, owner)
            for other, owner in bucket
            if other.overlaps(full) and (other.overlaps(span) or owner.mentions.get(other) is not Form.PRONOUN)
        ]
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
            fitting = [s for s in described if titles <= s.titles]
            span = Span(match.start(), words[-1].end())
            if len(fitting) == 1 and not any(other.overlaps(span) for other, _ in self._bucket(span)):
                fitting[0].mentions[span] = Form.DESCRIPTION
                self._bucket(span).append((span, fitting[0]))

    def _bucket(self, span: Span) -> list[tuple[Span, Somebody]]:
        return self.taken.setdefault(self.layout.sentence_number(span.start), [])
