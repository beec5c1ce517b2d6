"""Headings: the statements of headlines and subheads, where capitals say nothing and a colon is a cue.

`Name: "Quoted Words In Title Case"`, `Name, Title Of A To B In Place C: "…"`, `‘Quoted Words’: Name`, and
several statements joined by `;` and `– As …`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoth.extract.attribution import Attribution
from quoth.extract.clauses import attribute_sentence
from quoth.extract.cues import find_cues
from quoth.extract.lexicon import Lexicon
from quoth.extract.phrases import Grammar
from quoth.extract.units import Unit, span_of
from quoth.model import Span

# What stands before a headline's colon and names nobody.
_NOBODY = frozenset(
    "exclusive breaking video watch listen photos photo update updated analysis opinion editorial review live "
    "interview transcript explainer part chapter note correction factbox timeline recap preview read notice "
    "latest fact factcheck claim verdict email daily weekly morning guide day week".split()
)
_DOCUMENTS = frozenset(
    "poll polls survey report reports study studies source sources official officials police memo emails".split()
)
# "Envoy To The Port Authority" is a title; "Envoy, To The Port Authority:" and "Leader Of A To B:" tell to whom.
_TITLES_WITH_TO = frozenset(
    "envoy ambassador adviser advisor aide assistant secretary delegate heir emissary liaison consul representative "
    "candidate contender successor".split()
)
_MARKING = frozenset("mark commemorate celebrate honor honour".split())
_PLACE = frozenset("in at on from during".split())
LONGEST_NAME = 30


def attribute_heading(
    units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar, *, speakers: frozenset[str]
) -> tuple[Attribution, ...]:
    """The attributions of one heading; `speakers` are words of names that the body's sources hold, lower case.

    They tell "Brandt: Harbor Opens In May" (a statement) from "Soltau: Harbor Opens In May" (a place).
    """
    found: list[Attribution] = []
    for start, end in _pieces(units):
        found.extend(_piece(units[start:end], lexicon, grammar, speakers))
    return tuple(found)


def _pieces(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The parts of a heading between `;` and dashes that stand free."""
    start = 0
    for k, unit in enumerate(units):
        free_dash = (
            unit.text in {"–", "—", "-", "--"}
            and 0 < k < len(units) - 1
            and (units[k - 1].end < unit.start and unit.end < units[k + 1].start)
        )
        if unit.text in {";", "|"} or free_dash:
            if k > start:
                yield start, k
            start = k + 1
    if start < len(units):
        yield start, len(units)


def _piece(
    units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar, speakers: frozenset[str]
) -> tuple[Attribution, ...]:
    colon = next((k for k, unit in enumerate(units) if unit.text == ":"), None)
    if colon is not None and 0 < colon < len(units) - 1:
        says = any(group.end == colon for group in find_cues(units[:colon], lexicon, grammar, heading=True))
        found = None if says else _with_colon(units, colon, grammar, speakers)
        if found is not None:
            return (found,)
    return attribute_sentence(units, lexicon, grammar, heading=True)


def _with_colon(units: Sequence[Unit], colon: int, grammar: Grammar, speakers: frozenset[str]) -> Attribution | None:
    left, right = units[:colon], units[colon + 1 :]
    if left[0].lower in _NOBODY or colon > LONGEST_NAME:
        return None
    quoted_right = right[0].is_quotation
    if left[0].is_quotation and left[-1].is_quotation and not any(unit.is_quotation for unit in right):
        # ‘We Will Not Yield’: Minister Brandt
        return _colon(units, (0, colon), (colon + 1, len(units)), colon) if len(right) <= 8 else None
    named = {unit.lower for unit in left} & (speakers | _DOCUMENTS)
    named = named or {unit.lower for unit in left} & (grammar.titles - grammar.modifiers | grammar.organisations)
    if not quoted_right and not (named and len(left) <= 14) and not _may_be_person(left, grammar):
        return None
    start = 1 if left[0].lower in {"as", "and", "but"} else 0
    by = next((k for k in range(colon - 1, 0, -1) if left[k].lower == "by"), None)
    if by is not None and by + 1 < colon and {unit.lower for unit in left[:by]} & grammar.speech:
        # A sermon "In Soltau By Imam Petit" is his.
        start = by + 1
    end, addressee = _addressee(units, start, colon, grammar)
    return _colon(units, (colon + 1, _content_end(units)), (start, end), colon, addressee)


def _may_be_person(left: Sequence[Unit], grammar: Grammar) -> bool:
    """Whether two or three capitalised words before a colon may be a name: three in five are (train)."""
    return 2 <= len(left) <= 3 and all(
        unit.is_capitalised
        and unit.text.isalpha()
        and unit.lower
        not in grammar.determiners | grammar.organisations | grammar.prepositions | _NOBODY | grammar.stops
        for unit in left
    )


def _content_end(units: Sequence[Unit]) -> int:
    end = len(units)
    while end > 1 and not (
        units[end - 1].is_word or units[end - 1].is_quotation or units[end - 1].text in {")", "?", "!"}
    ):
        end -= 1
    return end


def _colon(
    units: Sequence[Unit],
    content: tuple[int, int],
    source: tuple[int, int],
    colon: int,
    addressee: tuple[int, int] | None = None,
) -> Attribution:
    return Attribution(
        content=(span_of(units, *content),),
        cue=(Span(units[colon].start, units[colon].end),),
        source=(span_of(units, *source),),
        method="heading",
        # Of labels before a colon three in four name who speaks (train); before a quotation nearly all do.
        confidence=0.95 if units[content[0]].is_quotation else 0.74,
        addressees=(span_of(units, *addressee),) if addressee else (),
    )


def _addressee(units: Sequence[Unit], start: int, colon: int, grammar: Grammar) -> tuple[int, tuple[int, int] | None]:
    """Where the source ends and the addressee stands in "Name, Title Of A To B In Place C"."""
    to = next(
        (
            k
            for k in range(colon - 2, start, -1)
            if units[k].lower == "to" and units[k - 1].lower not in _TITLES_WITH_TO and units[k + 1].is_word
        ),
        None,
    )
    if to is None:
        end = next((k for k in range(start + 1, colon) if units[k].lower in _PLACE and k > start + 1), colon)
        # "Minister Brandt On Port Reform:": the topic is not who speaks.
        return (end if units[end].lower in {"on", "in", "at"} and end < colon else colon), None
    before = next((k for k in range(start + 1, to) if units[k].lower in _PLACE), to)
    if units[to + 1].lower in _MARKING:
        return before, None  # "In Message To Mark Navy Day"
    end = next((k for k in range(to + 2, colon) if units[k].lower in _PLACE or units[k].text == ","), colon)
    first = to + 1
    while first < end - 1 and units[first].lower in grammar.determiners:
        first += 1
    source_end = before
    while source_end > start + 1 and not units[source_end - 1].is_word:
        source_end -= 1
    return source_end, (to + 1, end)
