"""Relayed: what somebody is quoted as saying by others: "State radio quoted Petit as telling the crews that …".

Who speaks is Petit; the radio only passes it on. Whoever is told stands after "as telling".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quoth.extract.attribution import Attribution
from quoth.extract.layout import Layout
from quoth.extract.phrases import Grammar, phrase_after, phrase_before
from quoth.extract.units import Unit, fold, span_of
from quoth.model import Span

_RELAYS = re.compile(r"\b(?:quot|cit)(?:ed|es|e|ing)\b", re.IGNORECASE)
_AS = re.compile(r"\bas (?P<verb>[a-z]+ing)\b")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)(?: later| also)? $")
# "as telling the crews on Sunday that …": the day is no part of what he said.
_WHEN = re.compile(r" (?:on|in|at|last|earlier|this) [^,.;:“\"]{1,30}? (?=that\b)")
ROOM = 120
"""Code points after the verb in which "as saying" is looked for."""


def relay(layout: Layout, one: Attribution, grammar: Grammar) -> Attribution:
    """The attribution with the person who is quoted as its source, if somebody passes on what another said."""
    text = layout.text
    found = next((m for cue in one.cue if (m := _RELAYS.search(text, cue.start, cue.end))), None)
    if found is None:
        return one
    sentence = layout.sentences[layout.sentence_number(found.start())]
    saying = _AS.search(text, found.end(), min(found.end() + ROOM, max(sentence.end, found.end())))
    if saying is None or layout.is_quoted(saying.start()):
        return one
    source = _quoted(layout, found.start(), found.end(), saying.start(), grammar)
    if source is None:
        return one
    after = Span(saying.end(), max(sentence.end, saying.end()))
    units = fold(text, after, layout.block_at(after.start).quoted)
    end = (
        phrase_after(units, 0, grammar)
        if units and saying["verb"] in {"telling", "warning", "urging", "asking"}
        else None
    )
    told = (span_of(units, 0, end),) if end is not None and end < len(units) else ()
    begin = told[0].end if told else after.start
    if when := _WHEN.match(text, begin, after.end):
        begin = when.end()
    content = tuple(_from(span, begin, text) for span in one.content if span.end > begin or span.end <= found.start())
    content = tuple(span for span in content if span)
    return replace(one, source=(source,), voice=None, addressees=told or one.addressees, content=content or one.content)


def _quoted(layout: Layout, start: int, end: int, saying: int, grammar: Grammar) -> Span | None:
    """Who is quoted: named after the verb, or before it in the passive ("Petit was quoted by the radio as saying")."""
    text = layout.text
    quoted = layout.block_at(start).quoted
    sentence = layout.sentences[layout.sentence_number(start)]
    if passive := _PASSIVE.search(text, sentence.start, start):
        units: Sequence[Unit] = fold(text, Span(sentence.start, passive.start()), quoted)
        first = phrase_before(units, len(units), grammar) if units else None
        return span_of(units, first, len(units)) if first is not None else None
    between = text[end:saying].strip()
    if not between or len(between.split()) > 8:
        return None
    begin = end + text[end:saying].index(between)
    return Span(begin, begin + len(between))


def _from(span: Span, begin: int, text: str) -> Span:
    """A piece of content without what stands before a code point."""
    if span.end <= begin or span.start >= begin:
        return span
    while begin < span.end and text[begin].isspace():
        begin += 1
    return Span(begin, span.end)
