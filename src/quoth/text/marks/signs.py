"""Signs that may be quotation marks: where they stand, and what each reading of one costs.

A sign by itself is ambiguous: `"` opens or closes, `’` closes or is an apostrophe, `“` opens in English
and closes in German, `12"` is a pipe. So a sign is never decided here; it gets three costs, as an opening
mark, as a closing mark and as no mark at all, from its glyph in this language, the glyph's use in this
document, and the characters around it. `readings` then takes the cheapest reading of a whole block.

Costs are on the scale of a negative log-likelihood: 0 is what one expects, 1 a small oddity, 3 and more a
fault. Their values were set by hand on made-up texts and looked over on real news.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from quoth.model import Block
from quoth.text.language import Language

# A closing mark must be of the family of its opening mark; which glyphs go together best is in the language data.
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "double": ('"', "“", "”", "„", "‟", "``", "''", ",,", "‘‘", "’’", "״", "＂", "〝", "〞", "〟", "❝", "❞"),
    "single": ("'", "‘", "’", "‚", "‛", "`", "´", "׳", "＇"),
    "guillemet": ("«", "»", "<<", ">>"),
    "single guillemet": ("‹", "›"),
    "corner": ("「", "」", "｢", "｣"),
    "white corner": ("『", "』"),
    "angle": ("《", "》"),
    "single angle": ("〈", "〉"),
}
FAMILY = {glyph: family for family, glyphs in _FAMILIES.items() for glyph in glyphs}
# Families whose marks stand beside spaces; brackets of East Asia do not.
_SPACED = frozenset({"double", "guillemet", "single guillemet"})
_STRAIGHT = frozenset("\"'״׳＂＇")

# How a glyph is used where the language says nothing: opening, closing, or both.
_OPENING = frozenset(
    {"“", "„", "‟", "``", ",,", "‘‘", "‘", "‚", "‛", "`", "«", "<<", "‹", "「", "｢", "『", "《", "〈", "〝", "❝"}
)
_CLOSING = frozenset({"”", "’’", "’", "´", "»", ">>", "›", "」", "｣", "』", "》", "〉", "〞", "〟", "❞"})
# Only what a Korean or Chinese text may quote with; elsewhere they are angle brackets of another trade.
_OWN_ONLY = frozenset("《》〈〉")

# Apostrophes between two letters, by far the most frequent, are left out as early as here. The look at the first
# character spares nearly every place of a text the alternatives: it makes the search thirteen times as fast.
_SIGN = re.compile(
    rf"(?=[{''.join(sorted({glyph[0] for glyph in FAMILY}))}])(?:"
    r"([\"'“”„«»‘’`])\1{3,}|"
    r"(?<!`)``(?!`)|(?<=\S)'(?=''(?!'))|''|‘‘|’’|(?<![,\w]),,(?=\w)|(?<![<\w])<<(?=[^<\s])|(?<=[^>\s])>>(?![>\w])"
    r"|['’](?![A-Za-z])|(?<![A-Za-z])['’]|(?<![`\w])`(?![`\s])"
    r'|["“”„‟״＂〝〞〟❝❞‘‚‛´׳＇«»‹›「」｢｣『』《》〈〉])'
)
# What one looks through to see what stands beside a sign: other signs, emphasis, and the invisible.
_THROUGH = frozenset(
    "\"“”„‟״＂〝〞〟❝❞'‘’‚‛`´׳＇«»‹›「」｢｣『』《》〈〉*_\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u2060"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# A block with more signs, and one at more than every tenth character, is data or code: no prose, and long to read.
_MANY = 1000
_FAR = 8  # how far to look through; a longer row of signs is no text

# Kinds of neighbours: Space or edge, Letter, Digit, Neutral (scripts without spaces, symbols), Korean,
# Closing punctuation, Dots, Opening punctuation, Hyphens and dashes, : the colon.
_OPEN_LEFT = {"S": 0.0, "L": 3.0, "D": 3.0, "N": 0.0, "K": 3.0, "C": 2.0, ".": 2.0, "O": 0.0, "H": 0.0, ":": 0.5}
_OPEN_RIGHT = {"S": 3.0, "L": 0.0, "D": 0.0, "N": 0.0, "K": 0.0, "C": 2.0, ".": 0.5, "O": 0.0, "H": 0.3, ":": 2.0}
_CLOSE_LEFT = {"S": 3.0, "L": 0.0, "D": 0.0, "N": 0.0, "K": 0.0, "C": 0.0, ".": 0.0, "O": 2.0, "H": 0.3, ":": 1.0}
_CLOSE_RIGHT = {"S": 0.0, "L": 2.5, "D": 1.0, "N": 0.0, "K": 0.0, "C": 0.0, ".": 0.0, "O": 0.5, "H": 0.0, ":": 0.0}

_IGNORED = 4.0  # a double mark that is taken for none
_LISTED, _LISTED_LATER, _USUAL, _EVER = 8.0, 1.0, 0.4, 0.1  # weight of a glyph's use before the document is seen
_YEARS = re.compile(r"\d\d(?:s|er|ers)?(?!\w)")
_FEET = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:[.,]\d+)?\s?$")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign that may be a quotation mark, with what it costs to read it in each way."""

    start: int
    end: int
    glyph: str
    family: str
    opening: float
    closing: float
    ignored: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A sign as found: `left` and `right` are the kinds of its neighbours."""

    start: int
    end: int
    glyph: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs of a document, one tuple a block, and what opening a single mark outermost costs."""

    blocks: tuple[tuple[Sign, ...], ...]
    outer_single: float


def find_signs(text: str, blocks: Sequence[Block], language: Language) -> Signs:
    """The signs of each block, priced."""
    places = [_places(text, block, language) for block in blocks]
    uses = _uses(language, (place for block in places for place in block))
    priced = tuple(tuple(_price(place, text, uses, language) for place in block) for block in places)
    return Signs(priced, _outer_single(places))


def _places(text: str, block: Block, language: Language) -> list[_Place]:
    found: list[_Place] = []
    most = max(_MANY, len(block.span) // 10)
    for match in _SIGN.finditer(text, block.start, block.end):
        start, end, glyph = match.start(), match.end(), match.group()
        if len(glyph) > 2:
            continue  # a row of marks: a rule, a drawing
        left, right = _left(text, start, block.start, language), _right(text, end, block.end)
        if FAMILY[glyph] == "single" and left in "LKD" and right == "L":
            continue  # an apostrophe
        if glyph in _OWN_ONLY and not any(glyph in pair for pair in language.pairs):
            continue
        found.append(_Place(start, end, glyph, left, right))
        if len(found) > most:
            return []
    return found


def _left(text: str, position: int, edge: int, language: Language) -> str:
    at = position - 1
    while at >= edge and text[at] in _THROUGH and position - at <= _FAR:
        at -= 1
    if at < edge:
        return "S"
    kind = _kind(text[at])
    if kind != "L":
        return kind
    if at < position - 1 and text[at + 1] in "'’" and position - at == 2:
        return "O"  # l’« Écho »: an elided article
    if text[at] in language.prefixes:
        while at >= edge and text[at] in language.prefixes:
            at -= 1
        if at < edge or _kind(text[at]) != "L":
            return "O"  # ב"הארץ", و«: a particle written together with the next word
    return kind


def _right(text: str, position: int, edge: int) -> str:
    at = position
    while at < edge and text[at] in _THROUGH and at - position < _FAR:
        at += 1
    return "S" if at >= edge else _kind(text[at])


@cache
def _kind(character: str) -> str:
    if character.isspace():
        return "S"
    if character in ".…":
        return "."
    if character in ":：":
        return ":"
    if character in "/\\=+|&~<>":
        return "H"
    if character in "#@$£€¥₽":
        return "O"
    category = unicodedata.category(character)
    if category[0] == "L" or category[0] == "M":
        if "\uac00" <= character <= "\ud7a3":
            return "K"
        # Han, kana and the scripts of South-East Asia put no spaces between words.
        code = ord(character)
        spaceless = 0x2E80 <= code <= 0xA4CF or 0xF900 <= code <= 0xFAFF or 0x0E00 <= code <= 0x0EFF
        return "N" if spaceless or 0x20000 <= code <= 0x3FFFF else "L"
    if category[0] == "N":
        return "D"
    return {"Ps": "O", "Pi": "O", "Pd": "H", "Pe": "C", "Pf": "C", "Po": "C"}.get(category, "N")


def _uses(language: Language, places: Iterable[_Place]) -> dict[str, tuple[float, float]]:
    """What it costs to read each glyph as opening and as closing: the language's habit, then the document's."""
    opening = {glyph: _USUAL if glyph in _OPENING else _EVER for glyph in FAMILY}
    closing = {glyph: _USUAL if glyph in _CLOSING else _EVER for glyph in FAMILY}
    for rank, (first, last) in enumerate(language.pairs):
        weight = _LISTED if rank < 2 else _LISTED_LATER
        opening[first] = opening.get(first, 0.0) + weight
        closing[last] = closing.get(last, 0.0) + weight
    for place in places:
        if place.glyph == "’":
            continue  # mostly apostrophes: no evidence
        if place.left in "SO" and place.right in "LD":
            opening[place.glyph] += 1
        elif place.left in "LDC." and place.right in "SC.":
            closing[place.glyph] += 1
    return {
        glyph: (0.0, 0.0)
        if glyph in _STRAIGHT
        else (max(0.0, log(closing[glyph] / opening[glyph])), max(0.0, log(opening[glyph] / closing[glyph])))
        for glyph in FAMILY
    }


def _outer_single(places: Sequence[Sequence[_Place]]) -> float:
    """What a single mark costs that is not inside another: nothing where this document opens with single marks."""
    opened = {"single": 1, "double": 0, "guillemet": 0}
    for place in (place for block in places for place in block):
        if place.left in "SO" and place.right in "LDO" and place.glyph != "’" and FAMILY[place.glyph] in opened:
            opened[FAMILY[place.glyph]] += 1
    others = opened["double"] + opened["guillemet"]
    return others / (others + opened["single"])


def _price(place: _Place, text: str, uses: Mapping[str, tuple[float, float]], language: Language) -> Sign:
    glyph, family, left, right = place.glyph, FAMILY[place.glyph], place.left, place.right
    # A glyph with a direction of its own needs its neighbours less; a corner bracket not at all.
    weight = 1.0 if family == "single" or glyph in _STRAIGHT or glyph == "''" else 0.4 if family in _SPACED else 0.0
    opening = uses[glyph][0] + weight * (_OPEN_LEFT[left] + _OPEN_RIGHT[right])
    closing = uses[glyph][1] + weight * (_CLOSE_LEFT[left] + _CLOSE_RIGHT[right])
    ignored = _IGNORED
    if family == "single":
        ignored, opened, closed = _apostrophe(place, text, language)
        opening, closing = opening + opened, closing + closed
    elif glyph in ("<<", ">>"):
        ignored = 1.0  # as often an arrow
    elif left == "D" and glyph in "\"”“''":
        ignored = 0.2 if _FEET.search(text, max(0, place.start - _FAR), place.start) else 1.0  # 6'2", a 12" pipe
    elif left == "L" and right == "L" and glyph in _STRAIGHT:
        ignored = _inside_word(place, text)
    elif left == right == "S" and glyph in _STRAIGHT:
        ignored = 3.0
    return Sign(place.start, place.end, glyph, family, opening, closing, ignored)


def _inside_word(place: _Place, text: str) -> float:
    """A Hebrew abbreviation has its mark before the last letter: צה"ל."""
    if "\u0590" <= text[place.end : place.end + 1] <= "\u05ff":
        return 1.0 if text[place.end + 1 : place.end + 2].isalpha() else 0.0
    return 2.0


def _apostrophe(place: _Place, text: str, language: Language) -> tuple[float, float, float]:
    """What a single sign costs as an apostrophe, and what speaks against it as opening and closing mark."""
    left, right, glyph = place.left, place.right, place.glyph
    if left == "D":
        return 0.7, 1.0, 0.3  # feet, minutes, the '90s' end
    if left in "LK" and right != "L":
        word = _word_before(text, place.start)
        if _written_with(word, language.apostrophes_after):
            follows = text[place.end : place.end + 2]
            goes_on = right == "S" and follows[1:2].isalnum()
            return (0.5, 0.0, 0.6) if goes_on else (1.5, 0.0, 0.2)
        return 2.5, 0.0, 0.0
    if left in "C." and right in "SC.:H":
        return _IGNORED, 0.0, 0.0
    if right in "LDK" and left != "N":
        after = text[place.end : place.end + 16]
        if _YEARS.match(after) or _written_with(_first_word(after), language.apostrophes_before):
            return 0.2, 2.0, 0.0
        return {"’": 1.2, "‘": 3.2, "‚": 3.2, "`": 0.5, "´": 0.5}.get(glyph, 2.2), 0.0, 0.0
    if glyph in "‘‚" or left == "N" or right == "N":
        return 3.0, 0.0, 0.0
    return 1.0, 0.0, 0.0


def _written_with(word: str, forms: frozenset[str]) -> bool:
    """Whether the language writes this word with an apostrophe; `-in` stands for every word ending in "in"."""
    folded = word.casefold()
    return folded in forms or any(f"-{folded[-size:]}" in forms for size in (1, 2) if len(folded) > size)


_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def _word_before(text: str, end: int) -> str:
    match = _LAST_WORD.search(text[max(0, end - 24) : end])
    return match.group() if match else ""


def _first_word(text: str) -> str:
    match = _FIRST_WORD.match(text)
    return match.group() if match else ""
