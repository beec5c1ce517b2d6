"""Sentences: where one ends in running text, by what stands before and after its final mark.

A candidate is a run of final marks with the closing marks, brackets and footnote numbers that hug it. Whether it
ends the sentence is decided by the word before (abbreviation, initial, ordinal) and the words after (lower case, a
reporting clause). When in doubt a sentence goes on: half a sentence is worse for its readers than two in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import regex

from quoth.model import Span
from quoth.text.language import Language
from quoth.text.white_space import SPACE, trimmed

# Abbreviations that are also words, or end sentences themselves: they bind only a number that follows.
BEFORE_NUMBER = frozenset(
    ["arg", "art", "ch", "fig", "figs", "n", "no", "nos", "nr", "núm", "p", "pag", "par", "pp", "sec", "vol", "č"]
)
# At home in text without spaces between sentences.
_WIDE = "。！？｡．"
# Every mark that closes in some language; which of them only open in this one, its data say.
_CLOSING = "\"'”“’‘»«›‹」』〞〟"

# The next word; bounded, since a text of marks alone must not be scanned again and again.
_NEXT = regex.compile(r"[^\p{L}\p{N}]{0,20}+(?P<word>[\p{L}\p{N}][\p{L}\p{M}\p{N}'’‑-]*+)")
_BEFORE = regex.compile(r"(?r)[\p{L}\p{M}\p{N}.]{1,40}")
_UNSPACED_SCRIPT = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_CASELESS = regex.compile(r"\p{Lo}")
_LOWER = regex.compile(r"\p{Ll}")
_PARTICLE = regex.compile(r"[とっなはがをにのでもやへ、]")
_CLAUSE = regex.compile(r"[^\p{P}\s]{1,12}(?=[\p{P}\s]|$)")
_ACRONYM = regex.compile(r"\p{L}{1,2}(?:\.\p{L}{1,3})+")
_PARAGRAPH = regex.compile(rf"\n[^\S\n]*+\n{SPACE}*+")
_UPPER = regex.compile(r"\p{Lu}")
_TRAILING_OFF = regex.compile(r"…|\.\s?\.")
_LONGEST_CLAUSE = 160  # characters of "Ms. Anna Brandt, the mayor of Soltau and Lund, replied"


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the data of a language come to for its sentences."""

    candidate: regex.Pattern[str]
    closing: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    starters: frozenset[str]
    cues: frozenset[str]
    that: frozenset[str]
    ordinals: bool
    code: str


def split_sentences(text: str, span: Span, language: Language, quoted: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The sentences of `text` within `span`, in order and without white space around them.

    No sentence ends inside one of the `quoted` spans that is closed within `span`; it may end with one. A line end
    is no boundary, a blank line always is (unless it is quoted).

    >>> from quoth.text.language import language
    >>> text = "“Why?” she asked Dr. Petit. “No.” He left."
    >>> [sentence.of(text) for sentence in split_sentences(text, Span(0, len(text)), language("en"))]
    ['“Why?” she asked Dr. Petit.', '“No.”', 'He left.']
    """
    rules = _rules(language)
    inside = _Inside(text, span, quoted)
    start = span.start
    found = []
    for boundary in sorted({*_breaks(text, span, inside), *_ends(text, span, rules, inside), span.end}):
        sentence = trimmed(text, start, boundary)
        if sentence:
            found.append(sentence)
        start = boundary
    return tuple(found)


class _Inside:
    """Tells whether a place lies inside a quotation that is closed within the span."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str, span: Span, quoted: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for one in sorted(quoted):
            if not (span.covers(one) and one and text[one.end - 1] in _CLOSING):
                continue
            if self._ends and one.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], one.end)
            else:
                self._starts.append(one.start)
                self._ends.append(one.end)

    def __call__(self, place: int) -> bool:
        number = bisect_right(self._starts, place - 1) - 1
        return number >= 0 and place < self._ends[number]


def _breaks(text: str, span: Span, inside: _Inside) -> Iterator[int]:
    for match in _PARAGRAPH.finditer(text, span.start, span.end):
        if not inside(match.end()):
            yield match.end()


def _ends(text: str, span: Span, rules: _Rules, inside: _Inside) -> Iterator[int]:
    uncased = not _UPPER.search(text, span.start, span.end)
    for match in rules.candidate.finditer(text, span.start, span.end):
        if not inside(match.end()) and _is_end(text, span, match, rules, uncased):
            yield match.end()


def _is_end(text: str, span: Span, match: regex.Match[str], rules: _Rules, uncased: bool) -> bool:
    after = match.end()
    if after == span.end:
        return True
    marks, closing = match["marks"], match["closing"]
    if any(mark in _WIDE for mark in marks):
        return not (closing and _goes_on_unspaced(text, after, span.end, rules))
    spaced = text[after].isspace()
    if not spaced and not _is_end_unspaced(text, after, match, rules):
        return False
    following = _NEXT.match(text, after, span.end)
    if not following:
        return True
    word = following["word"]
    if word.islower() and not uncased:
        return False
    closed = any(mark in rules.closing for mark in closing)
    if closed and _CASELESS.match(word) and word in rules.cues:
        return False
    if closed and not _TRAILING_OFF.match(marks):
        place = following.start("word")
        clause = _reporting_clause(text[place : min(span.end, place + _LONGEST_CLAUSE)].split(), rules)
        return clause is not _Clause.WHOLE and (marks == "." or clause is None)
    return marks != "." or _full_stop_ends(text, span, match.start(), following, rules)


def _is_end_unspaced(text: str, after: int, match: regex.Match[str], rules: _Rules) -> bool:
    """Whether a sentence can end here though no space follows: “Go.”He left. Or: He left.“Go.” Or: 走!他."""
    before = match.start() - 1
    if before < 0 or not _LOWER.match(text, before):
        return before >= 0 and match["marks"] in ("!", "?") and bool(_UNSPACED_SCRIPT.match(text, before))
    if match["closing"]:
        return match["closing"][-1] in rules.closing and bool(_UPPER.match(text, after))
    return not text[after].isalnum() and bool(_UPPER.match(text, after + 1))


def _goes_on_unspaced(text: str, after: int, end: int, rules: _Rules) -> bool:
    """Whether a Chinese or Japanese sentence goes on behind its quotation, as 「行く。」と言った and “走。”他说 do."""
    if rules.code == "ja":
        return bool(_PARTICLE.match(text, after, end))
    clause = _CLAUSE.match(text, after, end)
    return clause is not None and any(cue in clause[0] for cue in rules.cues)


def _full_stop_ends(text: str, span: Span, stop: int, after: regex.Match[str], rules: _Rules) -> bool:
    """Whether a lone full stop at `stop` ends a sentence, given the next word (never one in lower case)."""
    word = _word_before(text, span.start, stop)
    if not word:
        return True
    following = after["word"]
    if word.isdecimal():
        ordinal = rules.ordinals and following.lower() not in rules.starters
        return len(word) > 2 or not (ordinal or _is_list_number(text, span.start, stop - len(word)))
    if word in rules.titles:
        return False
    numbered = following[0].isnumeric()
    if word.lower() in BEFORE_NUMBER:
        return not numbered
    initial = len(word) == 1 and word.isalpha()
    if initial and word == "I" and rules.code == "en":
        return not _stands_in_name(text, stop - 1, span.start, following)
    if initial or _is_acronym(word) or _is_abbreviation(word, rules):
        in_name = len(following) == 1 and text[after.end() : after.end() + 1] == "."  # J. A. Brandt
        return following.lower() in rules.starters and not in_name
    return True


def _word_before(text: str, floor: int, place: int) -> str:
    before = _BEFORE.match(text, floor, place) if place > floor else None
    return before[0].strip(".") if before else ""


def _is_list_number(text: str, floor: int, start: int) -> bool:
    """Whether the number at `start` begins a sentence ("1. First, ..."); one behind "No." does not."""
    place = start - 1 if text[start - 1 : start] == " " else start
    if place <= floor:
        return True
    return text[place - 1] in ".!?:;" and _word_before(text, floor, place).lower() not in BEFORE_NUMBER


class _Clause(Enum):
    WHOLE = auto()  # "Brandt said." It has no words of its own, and belongs to its quotation whatever the mark.
    BEGUN = auto()  # "Brandt asked the council, ..."


def _reporting_clause(words: Sequence[str], rules: _Rules) -> _Clause | None:
    """Whether "Brandt asked", "Ms. Anna Brandt, the mayor, replied" or "I said" begins these words.

    "Brandt said that ..." is a sentence of its own, and so is "The mayor asked whether ...".
    """
    aside = False
    for number, word in enumerate(words):
        bare = word.rstrip(".,;:!?…")
        if bare in rules.cues and number and not aside:
            name, rest = words[:number], words[number + 1 :]
            plain = number < 5 and (all(one[0].isupper() for one in name) or (number == 2 and name[1].islower()))
            if plain and (word[-1] in ".,;!?…" or not rest):
                return _Clause.WHOLE
            starts = name[0] != "I" and name[0].lower() in rules.starters
            return None if starts or (rest[:1] and rest[0] in rules.that) else _Clause.BEGUN
        if bare == word:
            continue
        if word[-1] == ",":
            aside = not aside
        elif not aside and not (bare and word[-1] == "." and _may_stand_in_name(bare, rules)):
            return None
    return None


def _may_stand_in_name(word: str, rules: _Rules) -> bool:
    return len(word) == 1 or word in rules.titles or _is_acronym(word) or _is_abbreviation(word, rules)


def _is_acronym(word: str) -> bool:
    return bool(_ACRONYM.fullmatch(word))


def _is_abbreviation(word: str, rules: _Rules) -> bool:
    """In the list as written, in capitals throughout (DR.), or with a capital at a sentence's start (Etc.)."""
    if word in rules.abbreviations or word[:1].lower() + word[1:] in rules.abbreviations:
        return True
    return len(word) > 1 and word.isupper() and word.capitalize() in rules.abbreviations


def _stands_in_name(text: str, start: int, floor: int, following: str) -> bool:
    """Whether the letter at `start` is an initial ("Anna I. Brandt") and not the pronoun ("So do I. Then")."""
    before = text[max(floor, start - 40) : start].split()
    return len(following) == 1 or not before or before[-1][0].isupper()


# ------------------------------------------------------------------ the data of a language


@cache
def _rules(language: Language) -> _Rules:
    # The preferred pairs decide what a mark does: the others are there to be read, and may say the contrary.
    openings = {opening for opening, _ in language.pairs[:2]}
    closings = {closing for _, closing in language.pairs[:2]}
    closing = (set(_CLOSING) - openings) | closings
    return _Rules(
        candidate=_candidate(
            language.code, "".join(sorted(closing)), spaced="".join((closings - openings) & {"»", "›"})
        ),
        closing=frozenset(closing - {"'"}),
        abbreviations=frozenset(
            part.rstrip(".") for word in language.abbreviations for part in f"{word}.".split() if part.endswith(".")
        ),
        titles=frozenset(title[:-1] for title in language.titles if title.endswith(".")),
        starters=_starters(language),
        cues=frozenset(language.verbs).union(*language.cues.values()),
        that=frozenset(language.that),
        ordinals=language.ordinal_stop,
        code=language.code,
    )


def _starters(language: Language) -> frozenset[str]:
    """Words that begin sentences, and no names; nor do auxiliaries ("Sen. Will Hayes")."""
    words = language.common.union(*language.pronouns.values())
    return words - language.grammar.get("auxiliaries", frozenset())


def _candidate(code: str, closing: str, spaced: str) -> regex.Pattern[str]:
    """Final marks, then what closes with them; `spaced` are marks that may stand behind a space (French)."""
    final = r"\p{STerm}…‥" + (";\u037e" if code == "el" else "")
    after_space = rf"|[^\S\n][{spaced}]" if spaced else ""
    closers = rf"(?:[{regex.escape(closing)})\]}}）］】〉》]|''{after_space})*+"
    note = r"\s?\[\d{1,3}\]|[⁰¹²³⁴-⁹]|(?<=\p{L}{3}[.!?])\d{1,2}(?=\s+[“„«‘\"]?\p{Lu})"
    return regex.compile(rf"(?P<marks>\.(?:[^\S\n]\.)++|[{final}]++)(?P<closing>{closers})(?:{note})*+")
