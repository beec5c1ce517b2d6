"""Lexicon: what a language's data says of single words, in the form that comparing needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from quoth.text.language import Language, language
from quoth.text.words import fold, stem

_NUMBER = regex.compile(r"(?P<value>\p{Nd}+(?:[.:/]\p{Nd}+)*)(?P<ending>\p{L}*)")
_MULTIPLES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000}
_SMALLEST_MULTIPLE = 100
_HUNDREDS = frozenset({"12", "100", "1000", "1000000", "1000000000"})
_BEHIND = frozenset("%‰°")
"""Signs that stand behind their number."""
_PARTS = (
    "determiners",
    "possessives",
    "objects",
    "prepositions",
    "subordinators",
    "conjunctions",
    "auxiliaries",
    "relative",
)


@dataclass(slots=True)
class _Count:
    """A number that is being read, word by word: "two hundred and forty three thousand"."""

    value: float | None = None
    total: float = 0.0

    @property
    def sum(self) -> float:
        return self.total + (self.value or 0.0)

    def takes(self, digits: float, is_word: bool) -> bool:
        """Add what the next word says, unless another number begins with it."""
        if self.value is None:
            self.value = digits
        elif 0 < digits < 1:
            self.value += digits  # "point two"
        elif not is_word:
            return False
        elif digits >= _SMALLEST_MULTIPLE:
            if not self.value and self.total:  # three thousand million
                self.total *= digits
            else:
                self.value *= digits
            if digits > _SMALLEST_MULTIPLE:
                self.total, self.value = self.sum, 0.0
        elif self.value % 100 == 0 or (self.value % 10 == 0 and self.value % 100 != 10 and digits < 10):
            self.value += digits
        else:
            return False
        return True


class Lexicon:
    """The words of one language that checking must know; of a language without data, empty.

    Words are given and returned as forms (`quoth.text.words.fold`).
    """

    def __init__(self, data: Language) -> None:
        self.data = data
        self.lists = {kind: frozenset(map(_form, words)) for kind, words in data.matching.items()}
        self._longest = {kind: _longest(words) for kind, words in self.lists.items()}
        self._functions = _functions(data)
        same = data.same
        self._numbers = {_form(word): number for word, number in same.get("numbers", {}).items()}
        self._units = {_form(word): unit for word, unit in same.get("units", {}).items()}
        self._spoken = {_form(word): _form(other) for word, other in same.get("spoken", {}).items()}
        self._endings = sorted(same.get("spellings", {}).items(), key=lambda pair: -len(pair[0]))
        self._respelled = {
            form: other for one, other in same.get("respellings", {}).items() for form, other in [(fold(one), other)]
        }
        self._contractions = {_form(word): other for word, other in same.get("contractions", {}).items()}
        self._ambiguous = {ending: words.split() for ending, words in same.get("ambiguous", {}).items()}
        grammar = data.grammar
        own = {_form(title).rstrip(".") for title in data.titles}
        self.titles = frozenset(grammar.get("titles", ())) | self.lists.get("roles", frozenset()) | own
        """Words that stand before a name on a label and are none: titles, offices, trades."""
        self.knows_roles = "roles" in self.lists
        self._cues = {*data.verbs, *(_form(cue) for frame in data.cues.values() for cue in frame)}
        self._keys: dict[str, str] = {}
        tens = {form for form, value in self._numbers.items() if len(value) == 2 and value[1] == "0"}
        self.said_first = tens | {unit.partition(" ")[0] for unit in self._units if " " in unit}
        """Words with which a number or a unit may begin that is said in two."""

    def is_function(self, form: str) -> bool:
        """Whether a word says little by itself: an article, a preposition, an auxiliary, a pronoun."""
        return form in self._functions

    def has(self, kind: str, form: str) -> bool:
        """Whether a single word is in one of the lists of `matching`."""
        return form in self.lists.get(kind, ())

    def is_report(self, form: str) -> bool:
        """Whether a word can introduce what somebody says or tells, with a clause behind it."""
        frames = " ".join(self.data.verbs.get(form, ())).split()
        return "say" in frames or "tell" in frames or (not self.data.verbs and form in self._cues)

    def is_cue(self, words: str) -> bool:
        """Whether a word, or two, signal that somebody said something: "said", "a dit"."""
        return words in self._cues

    def is_negation(self, form: str) -> bool:
        """Whether a word denies: "not", "never", "won't"."""
        return self.has("negations", form) or form.endswith("n't")

    def count_negations(self, forms: Sequence[str]) -> int:
        """How often some words deny, by one word or by a group of them."""
        groups = {number for first, last in self.find("negations", forms) for number in range(first, last)}
        single = sum(number not in groups and self.is_negation(form) for number, form in enumerate(forms))
        return single + sum(1 for _ in self.find("negations", forms))

    def find(self, kind: str, forms: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where words or groups of words of one list stand among `forms`: `[first, last)`."""
        longest = self._longest.get(kind, {})
        for first, form in enumerate(forms):
            for length in range(min(longest.get(form, 0), len(forms) - first), 0, -1):
                if self.has(kind, " ".join(forms[first : first + length])):
                    yield first, first + length
                    break

    def keys(self, form: str) -> str:
        """What a word shares with its other forms: inflections, spellings, a number in words or in digits."""
        key = self._keys.get(form)
        if key is None:
            key = self._keys[form] = self._key(form)
        return key

    def _key(self, form: str) -> str:
        if form in self._numbers:
            return self._numbers[form]
        if form in self._units:
            return self._units[form]
        return stem(self.spelling(form))

    def spelling(self, form: str) -> str:
        """One spelling for all of a word: "organize" as "organise", "gray" as "grey"."""
        if form in self._respelled:
            return self._respelled[form].replace("-", "")
        for american, british in self._endings:
            if form.endswith(american) and len(form) > len(american) + 2:
                return form[: -len(american)] + british
        return form

    # ------------------------------------------------------------------ the same words in another form

    def expansions(self, forms: Sequence[str]) -> set[tuple[str, ...]]:
        """All readings of some words with contractions and spoken forms written out."""
        readings: set[tuple[str, ...]] = {()}
        for form in forms:
            choices = self._written_out(form)
            readings = {(*reading, *choice) for reading in readings for choice in choices}
            if len(readings) > 16:
                break
        return readings

    def _written_out(self, form: str) -> list[tuple[str, ...]]:
        if form in self._spoken:
            return [tuple(self._spoken[form].split())]
        if form in self._contractions:
            return [tuple(" ".join(self._contractions.get(w, w) for w in self._contractions[form].split()).split())]
        for ending, words in self._ambiguous.items():
            if form.endswith(ending):
                return [(form.removesuffix(ending), word) for word in words] + [(form,)]
        for ending, written in self._contractions.items():
            if form.endswith(ending) and len(form) > len(ending):
                return [tuple((form.removesuffix(ending) + written).split())]
        return [(form,)]

    def is_spoken(self, form: str) -> bool:
        """Whether a form belongs to speech alone: "gonna"."""
        return form in self._spoken

    def values(self, forms: Sequence[str]) -> tuple[str, ...] | None:
        """Some words with their numbers and units in one form; None without a number among them.

        A sign before its number goes behind it; everything else stays as it is and where it is, so that two groups are
        of the same value when what is returned is equal.

        >>> lexicon = lexicon_of("en")
        >>> lexicon.values(["$", "5", "million"]) == lexicon.values(["five", "million", "dollars"])
        True
        """
        found: list[str] = []
        sign: str | None = None
        count = _Count()
        for form in (*self._read_aloud(forms), None):
            digits = self._digits(form) if form is not None else None
            if isinstance(digits, float) and count.takes(digits, form in self._numbers):
                continue
            if count.value is not None and not (form == "and" and form is not None):
                found.append(f"#{count.sum:.12g}")
                found += [sign] if sign else []
                sign = None
                count = _Count()
            if isinstance(digits, float):
                count.takes(digits, form in self._numbers)
            elif digits is not None:
                found.append(digits)
            elif form is not None and self.is_sign(form) and form not in _BEHIND:
                sign = self._units[form]
            elif form is not None and not (form == "and" and count.value is not None):
                found.append(self._units.get(form, form))
        return tuple(found) if any(one.startswith("#") for one in found) else None

    def _read_aloud(self, forms: Sequence[str]) -> Iterator[str]:
        """The words with what is said of a number in several written in one: "per cent", "one point two", "6:30"."""
        number = 0
        while number < len(forms):
            form, after = forms[number], forms[number + 1 : number + 3]
            if after and f"{form} {after[0]}" in self._units:
                yield f"{form} {after[0]}"
                number += 2
            elif after and form == "point" and number and self.is_number(after[0]):
                yield f"0.{self._numbers.get(after[0], after[0])}"
                number += 2
            elif form == "a" and after and self._numbers.get(after[0], "") in _HUNDREDS:
                number += 1
            elif form == "no" and not (after and after[0][0].isnumeric()):
                yield "not"
                number += 1
            elif ":" in form and form[0].isnumeric():
                yield from form.split(":")
                number += 1
            else:
                yield form
                number += 1

    def _digits(self, form: str) -> float | str | None:
        """The value of a number, or a word for it that is no plain quantity (20th, 12:30); None for other words."""
        if form in self._numbers:
            form = self._numbers[form]
        match = _NUMBER.fullmatch(form)
        if match is None:
            return None
        value, ending = match["value"], match["ending"]
        if "/" in value or ":" in value or value.count(".") > 1:
            return f"#{value}{ending}"
        if not ending:
            return float(value)
        if ending in _MULTIPLES:
            return float(value) * _MULTIPLES[ending]
        return f"#{value}{ending}"

    def said_in_two(self, one: str, other: str) -> str | None:
        """The key of a number or a unit said in two words: "23" for "twenty" and "three", "%" for "per" and "cent"."""
        tens, ones = self._numbers.get(one, ""), self._numbers.get(other, "")
        if len(tens) == 2 and tens.endswith("0") and tens.isdigit() and len(ones) == 1 and ones.isdigit():
            return tens[0] + ones
        return self._units.get(f"{one} {other}")

    def is_number(self, form: str) -> bool:
        """Whether a word is a number, in digits or in words."""
        return self._digits(form) is not None

    def is_unit(self, form: str) -> bool:
        """Whether a word is a unit or a sign for one."""
        return form in self._units

    def is_sign(self, form: str) -> bool:
        """Whether a unit is a mere sign: "$", "%"."""
        return form in self._units and not form[0].isalpha()

    def unit(self, form: str) -> str | None:
        """One name for all forms of a unit."""
        return self._units.get(form)

    def are_opposites(self, one: str, other: str) -> bool:
        """Whether a prefix or an ending turns one word into the opposite of the other: "lawful" and "unlawful"."""
        longer, shorter = sorted((one, other), key=len, reverse=True)
        if len(shorter) > 2 and longer.endswith(shorter):
            return self.has("opposites", longer.removesuffix(shorter))
        without = {word.removesuffix("less") for word in (one, other) if word.endswith("less")}
        return bool(without & {word.removesuffix("ful") for word in (one, other) if word.endswith("ful")})


@cache
def lexicon_of(code: str | None) -> Lexicon:
    """The lexicon of a language; that of English where there is none for it."""
    return Lexicon(language(code))


def _form(words: str) -> str:
    return " ".join(fold(word) for word in words.split())


def _longest(words: Collection[str]) -> dict[str, int]:
    """The words with which words or groups of words begin, and how many the longest of each has."""
    longest: dict[str, int] = {}
    for word in words:
        first, *others = word.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


def _functions(data: Language) -> frozenset[str]:
    grammar: Mapping[str, frozenset[str]] = data.grammar
    words = {word for part in _PARTS for word in grammar.get(part, ())}
    words |= {word for kind in data.pronouns.values() for word in kind} | set(data.that) | set(data.common)
    numbers = set(data.same.get("numbers", ()))
    negations = data.matching.get("negations", frozenset())
    return frozenset(fold(word) for word in words if word and " " not in word and word not in numbers | negations) - {
        "said"
    }
