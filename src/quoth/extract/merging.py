"""Merging: what the rules found and what the model found, made one.

The order in which conflicts settle:

1. Turns, runs, lead-ins and block quotations: the layout says whose they are. Headings with `Name: "…"` in them: their
   form says it. What the model finds there is dropped, and no statement reaches from a heading into the text.
2. Where the model is in doubt and a rule is not, the rule's statement stands.
3. Everywhere else the model's statement stands, and those of the rules that share words with its content or cue give
   way. Whom they found addressed is kept; where both give the content the same bounds, so is their cue; and where that
   is a quotation and the sources share no word, so is their source.
4. A rule's statement that the model does not touch was seen by the model and not believed: it stands only when its
   form is sure, or all of it is quoted. A long quotation that nobody claims stays a statement of a speaker not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from quoth.extract.attribution import Attribution, in_text_order
from quoth.extract.blocks import is_title
from quoth.extract.edges import keep_quotations_whole
from quoth.extract.intervals import Intervals
from quoth.extract.layout import Layout
from quoth.extract.lexicon import lexicon
from quoth.extract.phrases import Grammar
from quoth.extract.relayed import relay
from quoth.extract.statements import parents_of
from quoth.extract.told import Told
from quoth.extract.units import fold
from quoth.model import Span

HEADING = "heading"

SURE = 0.95
"""A rule that proves right so often (train) is not in doubt."""
DOUBT = 0.37
"""Below this confidence the model is in doubt."""
UNLIKELY = 0.33
"""Below this confidence a cue that no word list knows is none."""
EVEN = 0.5
"""From this confidence on a statement is more likely right than wrong."""

_IN_CUE = regex.compile(
    r"(?P<subject>(?i:he|she|it|they|we|you|i|who))(?=['’](?:s|d|ve|re|ll|m)\s)"
    r"|(?P<owner>(?i:his|her|its|their)|(?:[Tt]he )?\p{Lu}[\w.-]*(?: \p{Lu}[\w.-]*)*['’]s?)\s+(?=\w)"
)


def merge(layout: Layout, ruled: Sequence[Attribution], modelled: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of a document, from the rules' and the model's, in text order."""
    parents = parents_of(ruled)
    outer = [one for one, parent in zip(ruled, parents, strict=True) if parent is None]
    headings = {layout.block_at(one.start).block.span for one in outer if one.method == HEADING}
    settled = [one.is_whole or layout.block_at(one.start).block.span in headings for one in outer]
    standing = [one for one, stands in zip(outer, settled, strict=True) if stands]
    taken = _places(standing, headings)
    told = Told(layout.text, lexicon(layout.language.code), Grammar(layout.language))
    free = [
        one
        for one in keep_quotations_whole(layout, [_with_source(layout, _in_heading(layout, one)) for one in modelled])
        if not _meeting(one, taken) and _is_believed(layout, one, told)
    ]
    claimed = _places(free)
    gone: set[int] = set()
    partners: dict[int, Attribution] = {}
    for one, stands in zip(outer, settled, strict=True):
        if stands:
            continue
        rivals = _meeting(one, claimed)
        if _stands(one, [free[number] for number in rivals]):
            standing.append(one)
            gone.update(rivals)
        for number in rivals:
            if any(a.overlaps(b) for a in one.cue for b in free[number].cue):
                partners[number] = one
    for number, one in enumerate(free):
        if number not in gone:
            partner = partners.get(number)
            heard = None if partner is None else partner.addressees
            joined = told.address(one if partner is None else _joined(one, partner), heard)
            standing.append(relay(layout, joined, told.grammar))
    nested = [one for one, parent in zip(ruled, parents, strict=True) if parent is not None]
    return _with_nested(standing, nested)


def _in_heading(layout: Layout, one: Attribution) -> Attribution:
    """The attribution without pieces of content that a heading parts from its cue."""
    at = layout.block_at(one.cue[-1].start)
    near = [
        span
        for span in one.content
        if (there := layout.block_at(span.start)) is at or not (there.block.role.is_heading or at.block.role.is_heading)
    ]
    return replace(one, content=tuple(near) or one.content)


def _with_source(layout: Layout, one: Attribution) -> Attribution:
    """The attribution with the source that the model took for a part of its cue: "She’s said", "Petit’s opposition"."""
    found = None if one.source else _IN_CUE.match(layout.text, one.cue[0].start, one.cue[0].end)
    if found is None:
        return one
    name = "subject" if found["subject"] else "owner"
    rest = Span(found.end(), one.cue[0].end)
    return replace(one, source=(Span(*found.span(name)),), cue=(rest, *one.cue[1:]))


def _is_believed(layout: Layout, one: Attribution, told: Told) -> bool:
    """Whether to believe the model: of a cue that no word list knows nothing unlikely, and no title of a work.

    Where it finds nobody who speaks ("The plan was adopted", "which is known as"), such a statement must be more likely
    right than wrong; giving a name says nothing, and no pronoun alone is what was said.
    """
    text = layout.text
    known = bool(told.frames(one.cue[-1]))
    if one.source:
        quoted = [q.inner.of(text).split() for span in one.content for q in layout.quoted_within(span, 1)]
        titles = bool(quoted) and all(map(is_title, quoted))
        return known or (one.confidence >= UNLIKELY and not titles)
    said = " ".join(span.of(text) for span in one.content).lower()
    grammar = told.grammar
    gives_name = any(unit.lower in grammar.naming for unit in fold(text, one.cue[-1], ()))
    says_nothing = gives_name or said in grammar.pronouns | grammar.relative
    return (known or one.confidence >= EVEN) and not says_nothing


def _stands(one: Attribution, rivals: Sequence[Attribution]) -> bool:
    """Whether a rule's attribution stands against those of the model that share words with it."""
    if not one.cue:
        return not rivals
    sure = one.confidence >= SURE or (one.method == "marks" and not rivals)
    return sure and all(rival.confidence < DOUBT for rival in rivals)


def _joined(one: Attribution, ruled: Attribution) -> Attribution:
    """The model's attribution with what a rule knows of the same cue."""
    if ruled.source == one.source or any(a.overlaps(b) for a in one.source for b in ruled.addressees):
        one = replace(one, source=ruled.source, voice=ruled.voice)
    if ruled.content == one.content:
        one = replace(one, cue=ruled.cue)
        if ruled.method == "marks" and not any(a.overlaps(b) for a in one.source for b in ruled.source):
            one = replace(one, source=ruled.source)
    return one


def _with_nested(standing: Sequence[Attribution], nested: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """What stands, and of what the rules found inside other speech that which still lies inside some."""
    found = in_text_order([*standing, *nested])
    doubtful = set(map(id, nested))
    return tuple(
        one
        for one, parent in zip(found, parents_of(found), strict=True)
        if parent is not None or id(one) not in doubtful
    )


def _places(attributions: Sequence[Attribution], more: Iterable[Span] = ()) -> Intervals[int]:
    places = [(span, number) for number, one in enumerate(attributions) for span in (*one.content, *one.cue)]
    return Intervals([*places, *((span, -1) for span in more)])


def _meeting(one: Attribution, places: Intervals[int]) -> list[int]:
    """The numbers of those whose content or cue shares words with that of `one`."""
    return sorted({number for span in (*one.content, *one.cue) for _, number in places.overlapping(span)})
