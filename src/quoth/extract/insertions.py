"""Insertions: what an editor put into speech (glosses, replacements, ellipses, sic, notes, stage directions).

The four uses of brackets are those of the Chicago Manual of Style and of EDITORIAL practice: a gloss adds
to the words before it, a replacement stands where the speaker's own word stood or changes a letter of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quoth.extract.intervals import Intervals
from quoth.extract.layout import Layout
from quoth.model import Insertion, InsertionKind, Span
from quoth.text.brackets import BRACKET, ELLIPSIS, PARENTHESIS, SIC, is_stage

_FOOTNOTE = re.compile(
    r"\[\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z]|[ivx]{2,5})\s*\]|[⁰¹²³⁴-⁹]+|(?<=[”\"’'.,;!?])\(\d{1,2}\)"
    r"|(?<=\w[.,;:!?”\"’'])[*†‡](?=\s|$)"
)
_GLOSS = re.compile(
    r"\[\s*(?:i\.\s?e\.|e\.\s?g\.|viz\.?|that is|that's|namely|meaning|referring|a reference|an allusion|literally|"
    r"lit\.|also known|known as|a\.?k\.?a\.?|or\b|=|now\b|then\b|formerly|of\b|in\b|on\b|from\b|for\b|at\b|by\b|"
    r"against\b|with\b|to\b|under\b|over\b|between\b|since\b|\d)",
    re.IGNORECASE,
)
# A gloss explains the word before it; these words are of the kind that need it.
_EXPLAINED = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "theirs",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "then",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "one",
        "ones",
        "who",
        "whom",
        "same",
        "such",
        "both",
    ]
)
# After these a bracket fills the place of the word that grammar asks for.
_OPEN_SLOT = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "if",
        "when",
        "while",
        "because",
        "as",
        "that",
        "than",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "about",
        "into",
        "over",
        "under",
        "between",
        "against",
        "through",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "do",
        "does",
        "did",
        "not",
        "said",
        "told",
        "asked",
        "see",
        "sees",
        "saw",
        "seen",
        "want",
        "wants",
        "wanted",
        "tell",
        "ask",
        "let",
        "make",
        "made",
        "give",
        "gave",
        "get",
        "got",
        "know",
        "knew",
        "think",
        "thought",
        "believe",
        "where",
        "how",
        "what",
        "why",
        "which",
    ]
)
_ASIDE = re.compile(r"[(\[][^()\[\]]{1,300}[)\]][.!]?")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?)[\s*_]*$")


def find_insertions(layout: Layout, speech: Iterable[Span]) -> tuple[Insertion, ...]:
    """The insertions in the spans of speech, and the footnote marks of the whole body, in text order."""
    text = layout.text
    found: dict[Span, InsertionKind] = {}
    for entry in layout.body():
        for match in _FOOTNOTE.finditer(text, entry.block.start, entry.block.end):
            # A note's own number at the head of a block is a label, not a mark in the running text.
            if match.start() > entry.block.start:
                found[Span(*match.span())] = InsertionKind.FOOTNOTE
    notes = Intervals((span, None) for span in found)
    for span in _merge(speech):
        for insertion in _in_speech(text, span):
            if next(notes.overlapping(insertion.span), None) is None:
                found.setdefault(insertion.span, insertion.kind)
    return tuple(Insertion(span, kind) for span, kind in sorted(found.items()))


def is_aside(words: str) -> bool:
    """Whether a block is nothing but a stage direction or a note: "(APPLAUSE)", "[The hall empties.]"."""
    return _ASIDE.fullmatch(words) is not None


def interrupts_speech(words: str) -> bool:
    """Whether a block is nothing but a stage direction or an omission between paragraphs: "(APPLAUSE)", "[…]"."""
    return is_aside(words) and (
        is_stage(words.strip(".!")[1:-1].strip()) or ELLIPSIS.fullmatch(words.strip()) is not None
    )


def _in_speech(text: str, span: Span) -> Iterator[Insertion]:
    taken: list[Span] = []
    for match in ELLIPSIS.finditer(text, span.start, span.end):
        taken.append(Span(*match.span()))
        yield Insertion(taken[-1], InsertionKind.ELLIPSIS)
    for match in SIC.finditer(text, span.start, span.end):
        taken.append(Span(*match.span()))
        yield Insertion(taken[-1], InsertionKind.SIC)
    for match in BRACKET.finditer(text, span.start, span.end):
        bracket = Span(*match.span())
        if not any(bracket == other for other in taken) and not _FOOTNOTE.fullmatch(match.group()):
            yield Insertion(bracket, _bracket_kind(text, bracket, span))
    for match in PARENTHESIS.finditer(text, span.start, span.end):
        parenthesis = Span(*match.span())
        if parenthesis in taken:
            continue
        inside = match.group()[1:-1].strip()
        if is_stage(inside):
            yield Insertion(parenthesis, InsertionKind.STAGE)
        elif re.match(r"(?:i\.\s?e\.|e\.\s?g\.|namely\b|that is\b)", inside, re.IGNORECASE):
            yield Insertion(parenthesis, InsertionKind.GLOSS)


def _bracket_kind(text: str, bracket: Span, speech: Span) -> InsertionKind:
    inside = bracket.of(text)[1:-1].strip()
    if is_stage(inside):
        return InsertionKind.STAGE
    before = text[speech.start : bracket.start]
    glued_before = before[-1:].isalpha()
    glued_after = bracket.end < speech.end and text[bracket.end].isalpha()
    if glued_before or glued_after or not inside:
        return InsertionKind.REPLACEMENT
    if _GLOSS.match(bracket.of(text)):
        return InsertionKind.GLOSS
    if (last := _LAST_WORD.search(before[-60:])) is None:
        # Nothing, or punctuation, before it: it opens the clause in place of the speaker's words.
        return InsertionKind.REPLACEMENT
    word = last.group(1)
    if word.lower() in _EXPLAINED and word.lower() not in {"that"}:
        return InsertionKind.GLOSS
    return InsertionKind.REPLACEMENT if word.lower() in _OPEN_SLOT else InsertionKind.GLOSS


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
