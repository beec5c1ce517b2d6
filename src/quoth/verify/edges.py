"""Edges: what was cut off before and behind the kept words, when it governed them.

A quotation may begin and end anywhere without an ellipsis; what must not be cut in silence is a negation, a condition,
a question, a hedge, somebody else's claim, or the limit set behind the words ("…, subject to legal review").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from quoth.model import Span
from quoth.text.speech import Speech
from quoth.verify.lexicon import Lexicon
from quoth.verify.observation import Observation
from quoth.verify.omissions import is_report
from quoth.verify.surroundings import (
    between,
    cited,
    end_mark,
    ends_clause,
    ends_sentence,
    has_comma,
    sentence_end,
    sentence_start,
    written,
)

_NEAR_HEDGE = 5
_NEAR_LEAD = 6
_NEAR_LIMIT = 1
"""A limit begins right behind the kept words, after a comma at most one word later ("and only if")."""
_OPENING = regex.compile(r"[“\"„«][^\p{L}]*$")
_CLOSING = regex.compile(r"[,.!?…]?[”\"»“]")
_LINKS = frozenset(
    {
        "that",
        "to",
        "be",
        "been",
        "being",
        "is",
        "are",
        "was",
        "were",
        "a",
        "an",
        "the",
        "any",
        "have",
        "has",
        "had",
        "do",
        "does",
    }
)


def observe_edges(
    speech: Speech, first: int, last: int, place: Span, ends: str, lead: Sequence[str], lexicon: Lexicon
) -> Iterator[Observation]:
    """What is noticed of the words cut off around `[first, last)`.

    `ends` is the mark that ends the quotation, `lead` the draft's own words right before it.
    """
    start, stop = sentence_start(speech, first), sentence_end(speech, last - 1)
    if start < first and not _OPENING.search(between(speech, first - 1)):
        for seen in _before(speech, start, first, place, lexicon):
            if not _is_told(seen, lead, lexicon):
                yield seen
    if last < stop and not _CLOSING.match(between(speech, last - 1)):
        yield from _behind(speech, last, stop, place, ends, lexicon)


def _is_told(seen: Observation, lead: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the draft says in its own words, right before the quotation, what was cut there."""
    match seen.facts["cut"]:
        case "negation":
            return any(map(lexicon.is_negation, lead[-_NEAR_LEAD:]))
        case "condition":
            return any(lexicon.has("conditions", form) for form in lead)
        case "qualifier":
            return bool(lead) and lexicon.has("qualifiers", lead[-1])
    return False


def _before(speech: Speech, start: int, first: int, place: Span, lexicon: Lexicon) -> Iterator[Observation]:
    clause = first
    while clause > start and not (ends_clause(speech, clause - 1) or has_comma(speech, clause - 1)):
        clause -= 1
    forms, raw = speech.forms[clause:first], written(speech, clause, first)

    def seen(cut: str, near: bool, since: int) -> Observation:
        facts = {"side": "start", "cut": cut, "near": "yes" if near else "no", "evidence": cited(speech, since, first)}
        return Observation("edge", place, facts)

    denials = [number for number, form in enumerate(forms) if lexicon.is_negation(form)]
    if denials:
        behind = forms[denials[-1] + 1 :]
        near = not behind or (len(behind) == 1 and behind[0] in _LINKS - {"to"})
        if near or _is_denial(forms, denials[-1], lexicon):
            yield seen("negation", near, clause)
    conditions = [n for n, _ in lexicon.find("conditions", speech.forms[start:first]) if n + start >= clause or n == 0]
    if any(
        speech.forms[start + n] in ("if", "unless", "whether", "provided", "assuming", "suppose", "supposing")
        for n in conditions
    ):
        yield seen("condition", first - start <= 1, start)
    hedges = [(a, b) for a, b in lexicon.find("hedges", forms) if len(forms) - b <= 1]
    if hedges and not denials:
        yield seen("hedge", True, clause + hedges[-1][0])
    elif (
        forms
        and not denials
        and any(len(forms) - n <= 2 and is_report(forms, raw, n, lexicon) for n in range(len(forms)))
    ):
        yield seen("attribution", True, clause)
    if (
        forms
        and lexicon.has("qualifiers", forms[-1])
        and not denials
        and forms[-1]
        not in (
            "very",
            "more",
            "some",
            "all",
            "any",
            "about",
            "still",
            "under",
            "over",
            "already",
            "yet",
            "ever",
            "really",
        )
    ):
        yield seen("qualifier", True, first - 1)


def _is_denial(forms: tuple[str, ...], number: int, lexicon: Lexicon) -> bool:
    """Whether what a negation denies is a clause, that of the kept words: "I don't think that"."""
    behind = forms[number + 1 :]
    if len(behind) > _NEAR_HEDGE:
        return False
    if behind and behind[-1] in lexicon.data.that:
        return True
    return any(
        "say" in " ".join(lexicon.data.verbs.get(form, ())).split() or form in ("think", "believe")
        for form in behind[:2]
    )


def _behind(speech: Speech, last: int, stop: int, place: Span, ends: str, lexicon: Lexicon) -> Iterator[Observation]:
    def seen(cut: str) -> Observation:
        facts = {"side": "end", "cut": cut, "near": "yes", "evidence": cited(speech, last, stop)}
        return Observation("edge", place, facts)

    forms = speech.forms[last:stop]
    limits = [
        n for n, _ in lexicon.find("limits", forms) if n <= _NEAR_LIMIT and not _ends_between(speech, last, last + n)
    ]
    if limits:
        conditional = forms[limits[0]] in ("if", "unless", "provided", "providing", "assuming", "only")
        yield seen("condition" if conditional else "qualifier")
    elif end_mark(speech, stop - 1) == "?" and "?" not in ends:
        yield seen("question")
    subordinate = forms[0] in lexicon.data.grammar.get("subordinators", ())  # "whatever the minister says"
    if len(forms) <= _NEAR_HEDGE and has_comma(speech, last - 1) and not subordinate:
        raw = written(speech, last, stop)
        if any(is_report((*forms[: n + 1],), raw, n, lexicon) for n in range(1, len(forms))) and not ends_sentence(
            speech, last - 1
        ):
            yield seen("attribution")


def _ends_between(speech: Speech, first: int, last: int) -> bool:
    return any(ends_sentence(speech, number) for number in range(first - 1, last))
