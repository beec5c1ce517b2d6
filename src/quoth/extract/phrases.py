"""Noun phrases beside a cue: where the source or the addressee begins and ends.

There is no parser here: a phrase ends at the words that cannot stand inside one (verbs, subordinators,
commas that open no apposition), which language data lists. Positions are indexes into a sentence's units.
"""

from __future__ import annotations

from collections.abc import Sequence

from quoth.extract.units import Unit
from quoth.text.language import Language

# No noun phrase that names a source is longer; longer means that a boundary was missed.
LONGEST_PHRASE = 45
LONGEST_APPOSITION = 45


class Grammar:
    """The classes of small words of one language, as sets ready for look-up."""

    def __init__(self, data: Language) -> None:
        get = data.grammar.get
        empty: frozenset[str] = frozenset()
        self.pronouns = frozenset(word.lower() for words in data.pronouns.values() for word in words)
        self.relative = get("relative", empty)
        self.determiners = get("determiners", empty)
        self.possessives = get("possessives", empty)
        self.objects = get("objects", empty)
        self.speech = get("speech", empty)
        self.events = get("events", empty)
        self.titles = get("titles", empty) | get("modifiers", empty)
        self.modifiers = get("modifiers", empty)
        self.claims = get("claims", empty)
        self.silent = get("silent", empty)
        self.particles = frozenset(data.particles.get("topic", ()))
        self.naming = get("naming", empty)
        self.nouns = get("nouns", empty)
        self.documents = get("documents", empty)
        self.texts = get("texts", empty)
        self.organisations = get("organisations", empty)
        self.persons = get("persons", empty) | self.titles - self.modifiers
        self.he = get("he", empty)
        self.she = get("she", empty)
        self.plural = frozenset(data.pronouns.get("plural", ())) | {"them", "their"}
        self.prepositions = get("prepositions", empty)
        self.subordinators = get("subordinators", empty)
        self.conjunctions = get("conjunctions", empty)
        self.auxiliaries = get("auxiliaries", empty)
        self.negations = get("negations", empty)
        self.adverbs = get("adverbs", empty)
        self.no_adverbs = get("no_adverbs", empty)
        self.times = get("times", empty)
        self.finite = get("finite", empty)
        self.that = frozenset(data.that)
        self.forms = frozenset(data.verbs)
        self.stops = self.subordinators | self.auxiliaries | self.negations | self.finite | self.that

    def is_adverb(self, unit: Unit) -> bool:
        """Whether a word is an adverb of the language's list, or has an adverb's ending in English."""
        return unit.lower in self.adverbs or (
            unit.lower.endswith("ly")
            and len(unit.lower) > 4
            and not unit.is_capitalised
            and unit.lower not in self.no_adverbs
        )

    def ends_phrase(self, unit: Unit) -> bool:
        """Whether no noun phrase goes over this word."""
        return unit.lower in self.stops


# A clause begins after these: "… after the attorney said".
_THEN = frozenset({"after", "before", "since", "until"})
# These stand for people by themselves: "Some say".
_SOME = frozenset({"some", "many", "others", "most", "few", "several", "all", "both", "none", "one"})


def phrase_before(units: Sequence[Unit], end: int, grammar: Grammar) -> int | None:
    """Where the noun phrase that ends just before `units[end]` begins, or None when there is none."""
    last = end - 1
    if last < 0:
        return None
    if units[last].lower in grammar.pronouns | grammar.relative:
        return last
    if units[last].text in {",", "–", "—", "--", ")"} or _ends_aside(units[last]):
        return _phrase_with_apposition(units, last, grammar)
    if not (units[last].is_word or units[last].is_quotation):
        return None
    if units[last].lower in _SOME and (last == 0 or not units[last - 1].is_word):
        return last
    start = _walk_left(units, end, grammar)
    start = _trim_left(units, start, end, grammar)
    return start if start < end and _is_nominal(units, start, end, grammar) else None


def phrase_after(units: Sequence[Unit], start: int, grammar: Grammar, *, subject: bool = False) -> int | None:
    """Where the noun phrase that begins at `units[start]` ends (exclusive), or None when there is none.

    As the `subject` of a sentence it ends before a past form ("Petit smiled and said").
    """
    if start >= len(units) or not units[start].is_word:
        return None
    if units[start].lower in grammar.pronouns | (grammar.objects - grammar.possessives):
        return start + 1
    if grammar.ends_phrase(units[start]) or units[start].lower in grammar.prepositions | grammar.times:
        return None
    i = start
    while i < len(units) and i - start < LONGEST_PHRASE:
        unit = units[i]
        if unit.text in {",", "–", "—", "--"}:
            close = _apposition_end(units, i, grammar)
            if close is None:
                break
            i = close
            continue
        if unit.text in {"(", "["}:
            close = next((k for k in range(i, min(i + 12, len(units))) if units[k].text in {")", "]"}), None)
            if close is None:
                break
            i = close + 1
            continue
        if subject and i > start and _is_place(units, i, grammar):
            i += 2
            if i < len(units) and not units[i].is_capitalised:
                break
            continue
        if not _goes_on_right(units, i, start, grammar) or (subject and i > start and units[i].looks_past):
            break
        i += 1
    while i > start + 1 and units[i - 1].lower in grammar.prepositions | grammar.conjunctions | grammar.determiners:
        i -= 1
    return i if i > start and _is_nominal(units, start, i, grammar) else None


def _is_place(units: Sequence[Unit], i: int, grammar: Grammar) -> bool:
    """Whether a place stands here, as in "Officials in Belvar stand …"."""
    return (
        units[i].lower in {"in", "at", "from", "near"}
        and i + 1 < len(units)
        and units[i + 1].is_capitalised
        and units[i + 1].lower not in grammar.times
    )


def is_apposition(units: Sequence[Unit], start: int, end: int, grammar: Grammar) -> bool:
    """Whether the units between two commas tell who the one before them is.

    "the mayor of Soltau", "who heads the council", "47", "a lawyer", "president of the union".
    """
    if start >= end or end - start > LONGEST_APPOSITION:
        return False
    first = units[start]
    if first.text[0].isdigit():
        return first.lower.endswith("-old") or (end - start <= 3 and len(first.text) <= 3)
    if first.lower in grammar.relative:
        return True
    if first.lower in grammar.determiners | grammar.possessives:
        if first.lower in {"this", "that", "these", "those"}:
            return False
        relative = next((k for k in range(start, end) if units[k].lower in grammar.relative | grammar.that), end)
        return not any(grammar.ends_phrase(unit) for unit in units[start:relative])
    if first.lower in grammar.prepositions or grammar.ends_phrase(first) or first.lower in grammar.pronouns:
        return False
    if first.lower in grammar.conjunctions or grammar.is_adverb(first) or first.lower in grammar.times:
        return False
    if any(grammar.ends_phrase(unit) for unit in units[start:end]):
        return False
    # "mayor of Soltau", "Republican of Lower Soltau", "D-Soltau": a noun with no verb after it.
    return not first.lower.endswith("ing") and units[end - 1].lower not in grammar.prepositions


def _ends_aside(unit: Unit) -> bool:
    """Whether a quotation holds the comma that closes an aside: `Petit, who calls it “a mess,” said`."""
    return unit.is_quotation and unit.closing_mark == ","


def _phrase_with_apposition(units: Sequence[Unit], close: int, grammar: Grammar) -> int | None:
    mark = (
        "("
        if units[close].text == ")"
        else units[close].text
        if units[close].is_word or not units[close].is_quotation
        else ","
    )
    lowest = max(close - LONGEST_APPOSITION, 0)
    openings = [k for k in range(close - 1, lowest, -1) if units[k].text == mark]
    if not openings:
        return None
    opening = openings[0]
    relative = next((k for k in openings if k + 1 < close and units[k + 1].lower in grammar.relative), None)
    if mark == "," and relative is not None:
        return phrase_before(units, relative, grammar)
    if units[close].is_quotation or units[opening - 1].text.isdigit():
        return None  # "On April 7, 2037, President Petit, …, said"
    # A parenthesis or a pair of dashes may hold anything; a pair of commas must hold an apposition.
    if mark == "," and not is_apposition(units, opening + 1, close, grammar):
        # "Brandt, a lawyer, mayor of Soltau, said": one more comma inside.
        further = next((k for k in range(opening - 1, max(opening - 12, 0), -1) if units[k].text == ","), None)
        if further is None or not is_apposition(units, further + 1, opening, grammar):
            return None
        opening = further
    return phrase_before(units, opening, grammar)


def _walk_left(units: Sequence[Unit], end: int, grammar: Grammar) -> int:
    i = end
    while i > 0 and end - i < LONGEST_PHRASE:
        unit = units[i - 1]
        if unit.is_quotation:
            # `the "expert" said`: inside a phrase only after a determiner or an adjective.
            if unit.closing_mark in {",", ".", "?", "!"}:
                break
            if i - 2 >= 0 and units[i - 2].is_word and units[i - 2].lower not in grammar.stops and i < end:
                i -= 1
                continue
            break
        if unit.text in {")", "]"}:
            opening = next((k for k in range(i - 2, max(i - 14, -1), -1) if units[k].text in {"(", "["}), None)
            if opening is None:
                break
            i = opening
            continue
        if unit.text == "," and _is_list(units, i - 1, end):
            i -= 1
            continue
        if not unit.is_word and unit.text not in {"&", "'s", "’s", "-", "/", "."}:
            break
        if unit.text == "." and not _is_abbreviation(units, i - 1):
            break
        if unit.lower == "who" and i - 2 >= 0 and units[i - 2].is_word and i < end:
            i -= 1
            continue
        if _is_reduced_relative(units, i - 1, end, grammar):
            i -= 1
            continue
        if (
            unit.looks_past
            and i < end
            and units[i].lower in grammar.determiners | grammar.possessives | grammar.objects
        ):
            break  # "The council postponed the vote"
        if unit.lower in grammar.stops | _THEN or (unit.lower in grammar.pronouns and i < end):
            break
        if unit.lower in grammar.conjunctions and not _joins_names(units, i - 1, grammar):
            break
        i -= 1
    return i


def _is_list(units: Sequence[Unit], comma: int, end: int) -> bool:
    """Whether a comma stands between members of "A, B and C"."""
    after = units[comma + 1 : end]
    return (
        comma > 0
        and units[comma - 1].is_capitalised
        and bool(after)
        and after[0].is_capitalised
        and any(unit.lower == "and" for unit in after[:4])
    )


def _is_reduced_relative(units: Sequence[Unit], k: int, end: int, grammar: Grammar) -> bool:
    """Whether a past form describes the noun before it: "a poll released on Tuesday showed"."""
    return (
        units[k].looks_past
        and k > 0
        and units[k - 1].is_word
        and k + 1 < end
        and units[k + 1].lower in grammar.prepositions | grammar.times
    )


def _joins_names(units: Sequence[Unit], conjunction: int, grammar: Grammar) -> bool:
    """Whether a conjunction joins two sources and not two clauses: no verb just before it."""
    if units[conjunction].lower in {"but", "or", "nor", "yet", "so"}:
        return units[conjunction].lower == "or"
    if conjunction == 0 or conjunction + 1 >= len(units):
        return False
    before, after = units[conjunction - 1], units[conjunction + 1]
    if before.text == ",":
        # "A, B, and C said" against "he left, and C said".
        return conjunction >= 2 and units[conjunction - 2].is_capitalised and after.is_capitalised
    return before.is_word and not before.lower.endswith("ed") and before.lower not in grammar.finite


def _trim_left(units: Sequence[Unit], start: int, end: int, grammar: Grammar) -> int:
    while start < end:
        unit = units[start]
        if (
            unit.lower in grammar.conjunctions
            or grammar.is_adverb(unit)
            or not (unit.is_word or unit.is_quotation)
            or unit.lower == "as"
            or (unit.text.isdigit() and len(unit.text) == 4)
        ):
            start += 1
        elif unit.lower in grammar.times or unit.lower in grammar.prepositions:
            # "In Soltau the mayor said": the phrase begins at the last determiner or name after it.
            later = [k for k in range(start + 1, end) if units[k].lower in grammar.determiners | grammar.possessives]
            if unit.lower in grammar.times:
                start += 1
            elif later and later[-1] > start + 1:
                start = later[-1]
            elif start + 1 < end and units[start + 1].is_capitalised:
                start += 1
            else:
                return end
        else:
            break
    return start


def _goes_on_right(units: Sequence[Unit], i: int, start: int, grammar: Grammar) -> bool:
    unit = units[i]
    if unit.is_quotation:
        return i > start and i + 1 < len(units) and units[i + 1].is_word and units[i - 1].lower in grammar.determiners
    if not unit.is_word:
        return unit.text in {"&", "'s", "’s", "-", "/"} or _is_abbreviation(units, i)
    if unit.lower in grammar.stops or unit.lower in grammar.relative:
        return False
    if i > start and unit.lower in grammar.determiners and units[i - 1].is_capitalised:
        return False  # "told Petit the same evening"
    if i > start and (unit.lower in grammar.times or grammar.is_adverb(unit) or unit.lower in grammar.pronouns):
        return False
    if unit.lower in grammar.prepositions:
        if i == start:
            return False
        before = units[i - 1]
        # "the mayor of Soltau", "a spokeswoman for the council"; but "said Brandt in an interview".
        return (
            unit.lower == "of"
            or (not before.is_capitalised and unit.lower in {"for", "from", "at", "with"})
            or (unit.lower == "by" and (before.lower in grammar.texts or before.looks_past))
        )
    if unit.lower in grammar.conjunctions:
        return _joins_names(units, i, grammar) and (i + 1 < len(units) and not grammar.ends_phrase(units[i + 1]))
    return not (unit.lower.endswith("ing") and i > start and not unit.is_capitalised)


def _apposition_end(units: Sequence[Unit], comma: int, grammar: Grammar) -> int | None:
    mark = units[comma].text
    close = next(
        (
            k
            for k in range(comma + 1, min(comma + LONGEST_APPOSITION, len(units)))
            if units[k].text in {mark, ".", ";", ":", "?", "!"} and not _is_abbreviation(units, k)
        ),
        min(comma + LONGEST_APPOSITION, len(units)),
    )
    if (close < len(units) and units[close].is_quotation) or (
        units[comma + 1 : comma + 2] and units[comma + 1].is_quotation
    ):
        return None
    quoted = next((k for k in range(comma + 1, close) if units[k].is_quotation), None)
    if quoted is not None and units[quoted - 1].text == ",":
        close = quoted - 1
    if is_apposition(units, comma + 1, close, grammar):
        return close
    return None


def _is_abbreviation(units: Sequence[Unit], full_stop: int) -> bool:
    """Whether a full stop belongs to the word before it: "Sen. Brandt", "J. Brandt"."""
    return (
        0 < full_stop < len(units) - 1
        and units[full_stop].text == "."
        and len(units[full_stop - 1].text) <= 4
        and units[full_stop - 1].is_capitalised
        and units[full_stop + 1].is_word
    )


def _is_nominal(units: Sequence[Unit], start: int, end: int, grammar: Grammar) -> bool:
    """Whether the units hold a word that can name somebody, not only small words."""
    small = grammar.determiners | grammar.prepositions | grammar.conjunctions | grammar.adverbs | grammar.stops
    return any(
        (unit.is_word and unit.lower not in small and not unit.text.isdigit()) or unit.is_quotation
        for unit in units[start:end]
    )
