"""Surroundings: clauses and sentences around words of a passage, told by the marks between them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoth.model import Span
from quoth.text.speech import Speech

_SENTENCE_END = regex.compile(r"[.!?…。！？؟।]")
_CLAUSE_END = regex.compile(r"[.!?…。！？؟।;:؛—–]|--")
_COMMA = regex.compile(r"[,،、，]")
_LONGEST = 40
"""Words on one side of a passage that may belong to its sentence; captions have no stops at all."""


def written(speech: Speech, first: int, last: int) -> tuple[str, ...]:
    """Words `[first, last)` as the document writes them."""
    text = speech.document.text
    return tuple(text[speech.starts[number] : speech.ends[number]] for number in range(first, last))


def between(speech: Speech, word: int) -> str:
    """What stands between a word and the next one; behind the last word, what follows it in its line."""
    text = speech.document.text
    start = int(speech.ends[word])
    if word + 1 < len(speech.forms):
        return text[start : int(speech.starts[word + 1])]
    return text[start : start + 40].partition("\n")[0]


def ends_sentence(speech: Speech, word: int) -> bool:
    """Whether a sentence ends behind a word: at a stop, a paragraph, a turn."""
    gap = between(speech, word)
    if "\n\n" in gap or word + 1 >= len(speech.forms):
        return True
    match = _SENTENCE_END.search(gap)
    if match is None:
        return speech.turn_of(word).last == word + 1
    after = speech.document.text[speech.starts[word + 1]]
    return match[0] not in ".…" or not after.islower()


def ends_clause(speech: Speech, word: int) -> bool:
    """Whether a clause ends behind a word: as a sentence does, or at a semicolon, a colon, a dash."""
    return ends_sentence(speech, word) or _CLAUSE_END.search(between(speech, word)) is not None


def has_comma(speech: Speech, word: int) -> bool:
    """Whether a comma stands behind a word."""
    return _COMMA.search(between(speech, word)) is not None


def sentence_start(speech: Speech, word: int) -> int:
    """The first word of the sentence in which a word stands."""
    first = word
    while first > 0 and word - first < _LONGEST and not ends_sentence(speech, first - 1):
        first -= 1
    return first


def sentence_end(speech: Speech, word: int) -> int:
    """The word behind the last one of the sentence in which a word stands."""
    last = word
    while last + 1 < len(speech.forms) and last - word < _LONGEST and not ends_sentence(speech, last):
        last += 1
    return last + 1


def count_sentences(speech: Speech, first: int, last: int) -> int:
    """How many sentences end among words `[first, last)`."""
    return sum(ends_sentence(speech, number) for number in range(first, last))


def end_mark(speech: Speech, word: int) -> str:
    """The mark that ends the sentence right behind a word: ".", "?", "!" or "" where the sentence goes on."""
    gap = between(speech, word)
    marks = [sign for sign in gap.partition("\n")[0][:6] if sign in ".!?…。！？؟"]
    return marks[-1].translate(_PLAIN) if marks else ""


def clauses(speech: Speech, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The clauses among words `[first, last)`, in order."""
    start = first
    for number in range(first, last):
        if ends_clause(speech, number) or has_comma(speech, number):
            yield start, number + 1
            start = number + 1
    if start < last:
        yield start, last


def cited(speech: Speech, first: int, last: int) -> str:
    """The text from word `first` to word `last`, white space folded."""
    if last <= first:
        return ""
    return " ".join(speech.span(first, last).of(speech.document.text).split())


def around(speech: Speech, span: Span, length: int = 240) -> tuple[str, str]:
    """The text before and after a place, at most so many code points each, cut at a word."""
    text = speech.document.text
    before = text[max(0, span.start - length) : span.start]
    after = text[span.end : span.end + length]
    if span.start > length:
        before = before.partition(" ")[2]
    if span.end + length < len(text):
        after = after.rpartition(" ")[0]
    # Of a long document only the stretch around a passage is there; the rest is blank.
    return before.lstrip(" "), after.rstrip(" ")


_PLAIN = str.maketrans("。！？؟…", ".!??.")
