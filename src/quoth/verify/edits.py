"""Edits: what stands between the matched words of an alignment, and the class of each difference.

The class decides the verdict, so the order of the questions below is the contract of `docs/matching.md`: first whether
the words are the same in another form, then which of the words that came, went or changed is the gravest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from quoth.model import EditClass, Op
from quoth.text.spelling import is_same_spelling
from quoth.text.words import stem
from quoth.verify.lexicon import Lexicon

SLIGHT = frozenset(
    {
        EditClass.TYPOGRAPHY,
        EditClass.CASE,
        EditClass.EDGE_PUNCTUATION,
        EditClass.SPELLING,
        EditClass.NUMBER_FORM,
        EditClass.CONTRACTION,
        EditClass.FILLER,
    }
)
"""Classes that leave the words the same."""
_MARKS = regex.compile(r"\p{Mn}+")
_LONG = 6
_NOTED = 3
_NOTE = regex.compile(r"\d{1,3}")
_WITHOUT_ACCENTS = frozenset({"en", "nl"})
"""Languages in which an accent makes no other word: "café" and "cafe"; "è" and "e" are two words of Italian."""
_NEAR = 2
"""Words between two differences that may still be one."""
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "æ": "ae", "ø": "oe", "ё": "е"})
_PHRASE = 2
"""In a longer difference a modal or a qualifier is only one word of what came or went."""
_GRAVITY = {edit_class: number for number, edit_class in enumerate(EditClass)}


@dataclass(frozen=True, slots=True)
class Group:
    """Words of the claim `[first, last)` and of the passage `[evidence_first, evidence_last)` that differ."""

    first: int
    last: int
    evidence_first: int
    evidence_last: int

    @property
    def op(self) -> Op:
        """What the draft did."""
        if self.first == self.last:
            return Op.DELETE
        return Op.INSERT if self.evidence_first == self.evidence_last else Op.REPLACE


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side of a difference: their forms, and as they are written."""

    forms: tuple[str, ...]
    written: tuple[str, ...]
    opens: bool = False
    """Whether the first of them begins a sentence, where a capital tells nothing."""
    titled: bool = False
    """Whether they are written as a title, where no capital tells anything."""


def find_groups(
    pairs: Sequence[tuple[int, int]], words: Sequence[str], forms: Sequence[str], length: int
) -> Iterator[Group]:
    """The differences in order; words that are alike but not the same are one of their own: "close" and "closed"."""
    before, evidence_before = -1, pairs[0][1] - 1 if pairs else -1
    for number, evidence_number in pairs:
        if number > before + 1 or evidence_number > evidence_before + 1:
            yield Group(before + 1, number, evidence_before + 1, evidence_number)
        if words[number] != forms[evidence_number]:
            yield Group(number, number + 1, evidence_number, evidence_number + 1)
        before, evidence_before = number, evidence_number
    if before + 1 < length:
        yield Group(before + 1, length, evidence_before + 1, evidence_before + 1)


def merge(groups: Sequence[Group], words: Sequence[str], forms: Sequence[str], lexicon: Lexicon) -> list[Group]:
    """The differences, those taken together that are the same only together.

    "23 %" and "twenty three per cent", "$5 million" and "five million dollars", "long term" and "longterm".
    """
    merged: list[Group] = []
    number = 0
    while number < len(groups):
        last = number
        for other in range(number + 1, min(number + 4, len(groups))):
            if groups[other].first - groups[other - 1].last > _NEAR:
                break
            if _is_same_together(_join(groups[number], groups[other]), words, forms, lexicon):
                last = other
        merged.append(_join(groups[number], groups[last]))
        number = last + 1
    return merged


def _join(one: Group, other: Group) -> Group:
    return Group(one.first, other.last, one.evidence_first, other.evidence_last)


def _is_same_together(group: Group, words: Sequence[str], forms: Sequence[str], lexicon: Lexicon) -> bool:
    one, other = words[group.first : group.last], forms[group.evidence_first : group.evidence_last]
    if "".join(one) == "".join(other):
        return True
    return (values := lexicon.values(one)) is not None and values == lexicon.values(other)


def gravest(classes: Iterator[EditClass] | Sequence[EditClass]) -> EditClass:
    """The gravest of some classes."""
    return max(classes, key=_GRAVITY.__getitem__)


def classify(draft: Side, evidence: Side, lexicon: Lexicon) -> EditClass:
    """The class of one difference; at least one side has words."""
    same = _same_in_another_form(draft, evidence, lexicon)
    if same is not None:
        return same
    return gravest([*_changes(draft, evidence, lexicon)])


# ------------------------------------------------------------------ the same words in another form


def _same_in_another_form(draft: Side, evidence: Side, lexicon: Lexicon) -> EditClass | None:
    one, other = draft.forms, evidence.forms
    if "".join(one) == "".join(other):
        return EditClass.TYPOGRAPHY
    if without_fillers(one, lexicon) == without_fillers(other, lexicon):
        return EditClass.FILLER
    if lexicon.expansions(one) & lexicon.expansions(other):
        spoken = any(map(lexicon.is_spoken, (*one, *other)))
        return EditClass.FILLER if spoken else EditClass.CONTRACTION
    if (values := lexicon.values(one)) is not None and values == lexicon.values(other):
        return EditClass.NUMBER_FORM
    if len(one) == len(other) == 1 and _has_note(one[0], other[0]):
        return EditClass.TYPOGRAPHY
    unit = lexicon.unit(" ".join(one))
    if unit is not None and unit == lexicon.unit(" ".join(other)) and stem(one[0]) != stem(other[0]):
        return EditClass.NUMBER_FORM
    if one and len(one) == len(other):
        if all(
            stem(a) != stem(b) and lexicon.unit(a) is not None and lexicon.unit(a) == lexicon.unit(b)
            for a, b in zip(one, other, strict=True)
        ):
            return EditClass.NUMBER_FORM
        names = _are_names(draft) and _are_names(evidence)
        if all(_is_spelling(a, b, names, lexicon) for a, b in zip(one, other, strict=True)):
            return EditClass.SPELLING
        if names and is_same_spelling(one, other):
            return EditClass.SPELLING
    return EditClass.SPELLING if lexicon.spelling("".join(one)) == lexicon.spelling("".join(other)) else None


def _is_spelling(one: str, other: str, names: bool, lexicon: Lexicon) -> bool:
    """Whether two words are one in two spellings; without its accents only where they make no other word of it."""
    ours, theirs = lexicon.spelling(one), lexicon.spelling(other)
    if ours in (other, theirs) or one == theirs or _is_masked(one, other) or _is_masked(other, one):
        return True
    if _is_slip(one, other):
        return True
    if one.translate(_DIGRAPHS) == other.translate(_DIGRAPHS):
        return True
    if not names and lexicon.data.code not in _WITHOUT_ACCENTS:
        return False
    plain = (one.replace("'", ""), other.replace("'", ""))
    return (
        not (one.isascii() and other.isascii()) and len({stem(word) for word in plain}) == 1 and len(one) == len(other)
    )


def _is_slip(one: str, other: str) -> bool:
    """Whether a long word differs only in "ie" for "ei", as slips of the pen do."""
    return min(len(one), len(other)) >= _LONG and one.replace("ei", "ie") == other.replace("ei", "ie")


def _without_marks(form: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", form))


def _has_note(one: str, other: str) -> bool:
    """Whether the number of a footnote is glued to one of two words that are the same: "Halden12" and "Halden"."""
    short, long = sorted((one, other), key=len)
    noted = len(short) >= _NOTED and short.isalpha() and long.startswith(short)
    return noted and _NOTE.fullmatch(long, len(short)) is not None


def _is_masked(one: str, other: str) -> bool:
    """Whether a word is spared the reader: "d****d"."""
    first, stars, last = one.partition("*")
    return bool(stars) and other.startswith(first) and other.endswith(last.lstrip("*")) and len(other) > len(first)


def without_fillers(forms: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words without fillers, and without a word said twice in a row."""
    silent = {number for first, last in lexicon.find("fillers", forms) for number in range(first, last)}
    kept: list[str] = []
    for number, form in enumerate(forms):
        if number not in silent:
            kept.append(form)
            if len(kept) > 1 and kept[-1] == kept[-2]:
                kept.pop()
    return kept


def _are_names(side: Side) -> bool:
    return all(word[:1].isupper() for word in side.written)


# ------------------------------------------------------------------ what came, went or changed


def _changes(draft: Side, evidence: Side, lexicon: Lexicon) -> Iterator[EditClass]:
    """The class of everything that differs between the two sides."""
    one, other = set(draft.forms), set(evidence.forms)
    came, went = one - other, other - one
    denials = [lexicon.count_negations(forms) for forms in (draft.forms, evidence.forms)]
    if denials[0] != denials[1] or any(lexicon.are_opposites(a, b) for a in came for b in went):
        yield EditClass.NEGATION
    numbers = [
        sorted(lexicon.keys(form) for form in forms if lexicon.is_number(form))
        for forms in (draft.forms, evidence.forms)
    ]
    if numbers[0] != numbers[1] and not _is_article(numbers, draft, evidence):
        yield EditClass.NUMBER
    if any(
        _is_name(side, number)
        for side, changed in ((draft, came), (evidence, went))
        for number in range(len(side.forms))
        if side.forms[number] in changed
    ):
        yield EditClass.NAME
    short = max(len(draft.forms), len(evidence.forms)) <= _PHRASE
    if _is_name_for_pronoun(draft, evidence, lexicon):
        yield EditClass.NAME
    for kind, edit_class in (("modals", EditClass.MODAL), ("qualifiers", EditClass.QUALIFIER)):
        if short and any(lexicon.has(kind, form) for form in came | went):
            yield edit_class
    if all(map(lexicon.is_function, came | went)):
        yield EditClass.FUNCTION
    lexical = [form for form in came | went if not lexicon.is_function(form)]
    if lexical:
        keys = [
            sorted(lexicon.keys(form) for form in forms if not lexicon.is_function(form))
            for forms in (draft.forms, evidence.forms)
        ]
        bare = [sorted(map(_without_marks, forms)) for forms in (draft.forms, evidence.forms)]
        yield EditClass.INFLECTION if keys[0] == keys[1] and bare[0] != bare[1] else EditClass.CONTENT


def _is_name_for_pronoun(draft: Side, evidence: Side, lexicon: Lexicon) -> bool:
    """Whether the first word of a sentence, where capitals tell nothing, stands for a pronoun and is none."""
    if not (draft.opens and evidence.opens and len(draft.forms) == len(evidence.forms) == 1) or draft.titled:
        return False
    pronouns = {word for kind in lexicon.data.pronouns.values() for word in kind}
    return (
        evidence.forms[0] in pronouns
        and not lexicon.is_function(draft.forms[0])
        and not lexicon.is_negation(draft.forms[0])
    )


def _is_article(numbers: Sequence[Sequence[str]], draft: Side, evidence: Side) -> bool:
    """Whether the only number is a "one" that stands for "a", or the other way round: "one man", "this one"."""
    return all(number == "1" for side in numbers for number in side) and "1" not in (*draft.forms, *evidence.forms)


def _is_name(side: Side, number: int) -> bool:
    word = side.written[number]
    if (
        side.titled
        or not word[:1].isupper()
        or (number == 0 and side.opens)
        or word in ("I", "I’m", "I'm", "I’ll", "I'll", "I’ve", "I've")
    ):
        return False
    return not (word.isupper() and len(side.written) > 1 and all(other.isupper() for other in side.written))
