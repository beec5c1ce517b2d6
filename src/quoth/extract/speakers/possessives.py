"""Possessives: whose "his" and "her" are that stand beside a name in their sentence."""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar
from quoth.extract.speakers.people import Somebody
from quoth.model import EntityType, Form, Span

_TITLED = 40
"""So many code points behind a comma a subject may be named, titles first."""


def find_owner(span: Span, layout: Layout, grammar: Grammar, candidates: Sequence[Somebody]) -> Somebody | None:
    """Whose a possessive is: the subject behind an opening that has it, or whoever stands last before it."""
    return _subject_behind(span, layout, grammar, candidates) or _last_before(span, layout, candidates)


def _subject_behind(span: Span, layout: Layout, grammar: Grammar, candidates: Sequence[Somebody]) -> Somebody | None:
    """Who follows: "In a post on his account, Teun Okarra said"."""
    sentence = layout.sentences[layout.sentence_number(span.start)]
    comma = layout.text.find(",", span.end, sentence.end)
    opening = layout.text[sentence.start : span.start].split()
    if comma < 0 or not opening or opening[0].lower() not in grammar.prepositions:
        return None
    subjects = (
        somebody
        for somebody in candidates
        for place in somebody.places
        if place.form is Form.NAME and place.leads and comma < place.start <= comma + _TITLED
    )
    return next(subjects, None)


def _last_before(span: Span, layout: Layout, candidates: Sequence[Somebody]) -> Somebody | None:
    number = layout.sentence_number(span.start)
    near = [
        (place.start, somebody)
        for somebody in candidates
        if somebody.type is EntityType.PERSON
        and (place := somebody.last_place(span.start)) is not None
        and place.sentence == number
        and not place.quoted
    ]
    return max(near, key=lambda entry: entry[0])[1] if near else None
