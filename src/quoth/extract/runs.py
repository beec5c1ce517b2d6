"""Runs: lead-ins that give the paragraphs after them a voice ("The following is a translation of X's speech:").

A lead-in is a sentence at the end of a paragraph that announces speech. It names whose speech it is in one
of four shapes: a clause ("Petit replied to the council:"), a possessive ("Petit's speech", "his statements"),
a phrase ("excerpts from an interview with Petit"), or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quoth.extract.cues import find_cues
from quoth.extract.lexicon import Lexicon
from quoth.extract.phrases import Grammar, phrase_after, phrase_before
from quoth.extract.units import Unit, span_of
from quoth.model import Span

_ANNOUNCING = frozenset("following below here excerpts excerpt highlights transcript translation text quotes".split())
_WHOLE = frozenset({"full", "text", "transcript", "verbatim", "prepared"})
_ISSUED = frozenset("issued released published posted tweeted gave made".split())
_OF = frozenset("by of from with given delivered made".split())


@dataclass(frozen=True, slots=True)
class LeadIn:
    """What a lead-in says of the speech after it.

    `voice` is the span that names the speaker, if any; `cue` is set when the lead-in is a clause that the
    first quotation completes; `announces` when the speech may follow without quotation marks, `whole` when all
    that follows under the same heading is speech ("full text"). A heading `Name: "…"` leads in the quoted
    paragraphs under it as well (`method` "heading").
    """

    voice: Span | None
    cue: Span | None
    addressees: tuple[Span, ...]
    announces: bool
    whole: bool = False
    method: str = "lead-in"


def find_lead_in(units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar) -> LeadIn | None:
    """What the sentence `units` announces, or None when it is no lead-in."""
    if len(units) < 2 or len(units) > 90:
        return None
    colon = units[-1].text == ":"
    words = {unit.lower for unit in units}
    told = bool(words & (grammar.speech | _ANNOUNCING))
    follow = units[-1].text in {".", ":"} and units[-2].lower in {"follow", "follows", "below"} and told
    announces = (
        follow
        or (colon and units[0].lower == "from")
        or bool({units[0].lower, units[1].lower} & {"following", "below", "here"})
        or (units[0].lower in _WHOLE and not colon)
        or (colon and bool(words & {"following", "below", "excerpts", "excerpt", "transcript", "highlights"}))
        or (colon and units[-2].lower in {"full", "part", "below", "follows"})
    )
    if not (colon or (announces and (follow or words & grammar.speech))):
        return None
    clause = _clause(units, lexicon, grammar) if colon else None
    if (announces or clause is None) and told:
        voice = _possessor(units, grammar) or _named_after(units, grammar)
        issued = clause or _issued(units, grammar) if colon and voice is None else None
        if issued is not None:
            return replace(issued, announces=True)
        if voice is not None or (announces and units[0].lower not in _WHOLE):
            return LeadIn(voice, None, (), True, bool(words & _WHOLE))
    if not colon:
        return None
    if clause is not None:
        return clause
    if announces:
        return LeadIn(None, None, (), True, bool(words & _WHOLE))
    # "Her rival, Petit, was quick to reply on his blog:": whoever the sentence is about.
    start = _subject_start(units, len(units) - 1, grammar, joined=True)
    end = phrase_after(units, start, grammar, subject=True) if start is not None else None
    return None if start is None or end is None else LeadIn(span_of(units, start, end), None, (), False)


def _issued(units: Sequence[Unit], grammar: Grammar) -> LeadIn | None:
    """Read "The ministry issued the following statement:"."""
    for k, unit in enumerate(units):
        if unit.lower in _ISSUED and k + 1 < len(units) and units[k + 1].lower in {"the", "this"}:
            start = phrase_before(units, k, grammar)
            if start is not None:
                return LeadIn(span_of(units, start, k), span_of(units, k, k + 1), (), False)
    return None


def _clause(units: Sequence[Unit], lexicon: Lexicon, grammar: Grammar) -> LeadIn | None:
    """Read "In a statement, Petit said:", "Tomir responded to Oresko:", "Petit wrote on the network:"."""
    for group in reversed(tuple(find_cues(units, lexicon, grammar))):
        if not group.frames & {"say", "quote", "tell", "ask", "object"} or group.passive:
            continue
        start = phrase_before(units, group.start, grammar)
        if start is None:
            start = _subject_start(units, group.start, grammar)
        if start is None:
            continue
        end = group.start
        if start >= end:
            continue
        source_end = phrase_after(units, start, grammar) or end
        source_end = min(source_end, end) if units[group.start - 1].lower in grammar.conjunctions else end
        while source_end > start and not units[source_end - 1].is_word and units[source_end - 1].text not in ")]":
            source_end -= 1
        if source_end <= start:
            continue
        cue_end = group.end
        addressees: tuple[Span, ...] = ()
        after = group.end
        if units[group.end - 1].lower == "to":
            cue_end -= 1
        elif after < len(units) and units[after].lower == "to":
            after += 1
        elif not group.frames & {"tell", "ask"}:
            after = len(units)
        told = phrase_after(units, after, grammar) if after < len(units) else None
        if told is None and after < len(units) and units[after].lower in grammar.objects:
            told = after + 1
        if told is not None:
            addressees = (span_of(units, after, told),)
        if not addressees and units[cue_end].text == ":":
            cue_end += 1  # as within a sentence, the colon right after the verb belongs to the cue
        return LeadIn(span_of(units, start, source_end), span_of(units, group.start, cue_end), addressees, False)
    return None


def _subject_start(units: Sequence[Unit], end: int, grammar: Grammar, *, joined: bool = False) -> int | None:
    """The start of the subject that "and wrote:" shares with the verb before it, or of the sentence's own."""
    if not joined and (end == 0 or not (units[end - 1].lower in grammar.conjunctions or units[end - 1].text == ",")):
        return None
    start = 0
    if units[0].lower in grammar.prepositions | grammar.subordinators:
        comma = next((k for k in range(end) if units[k].text == ","), None)
        if comma is None:
            return None
        start = comma + 1
    return start if phrase_after(units, start, grammar) is not None else None


def _possessor(units: Sequence[Unit], grammar: Grammar) -> Span | None:
    """X in "the main points of X's speech", "his statements"."""
    for k in range(len(units) - 1, 0, -1):
        if units[k].lower not in grammar.speech:
            continue
        # Up to four words may stand between: "Petit's recent televised Friday speech".
        for j in range(k - 1, max(k - 7, -1), -1):
            lower = units[j].lower
            if lower in grammar.possessives:
                return span_of(units, j, j + 1)
            if (lower.endswith(("'s", "s'")) and units[j].is_word) or lower in {"'s", "'"}:
                owner_end = units[j].end - (2 if lower.endswith("'s") else 1)
                start = _owner_start(units, j, grammar)
                if units[start].start < owner_end:
                    return Span(units[start].start, owner_end)
            if not units[j].is_word and units[j].text not in {"-", "'"}:
                break
    return None


def _owner_start(units: Sequence[Unit], last: int, grammar: Grammar) -> int:
    start = last
    while (
        start > 0
        and units[start - 1].is_word
        and units[start - 1].lower not in grammar.prepositions | grammar.stops | grammar.conjunctions | grammar.speech
    ):
        start -= 1
    return start


def _named_after(units: Sequence[Unit], grammar: Grammar) -> Span | None:
    """X in "a speech by X", "an interview with X", "the remarks of X"."""
    for k in range(len(units) - 2):
        if units[k].lower not in grammar.speech:
            continue
        for j in range(k + 1, min(k + 7, len(units) - 1)):
            if units[j].lower not in _OF:
                continue
            start = j + 1
            if units[start].lower in _OF:
                start += 1
            end = phrase_after(units, start, grammar)
            if (
                end is not None
                and units[start].lower not in {"a", "an"}
                and not ({unit.lower for unit in units[start:end]} & grammar.speech)
            ):
                return span_of(units, start, end)
    return None
