"""Blocks: all attributions of a document, block by block, each by what its role says of it.

The order in which rules apply is the order of certainty: turns and runs (the layout says who speaks), headings,
then the clauses of each sentence, then quotations that nothing else explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quoth.extract.attribution import Attribution, in_text_order
from quoth.extract.clauses import attribute_sentence
from quoth.extract.headings import attribute_heading
from quoth.extract.insertions import is_aside
from quoth.extract.intervals import Intervals, among
from quoth.extract.layout import BlockLayout, Layout
from quoth.extract.lexicon import Lexicon, lexicon
from quoth.extract.phrases import Grammar
from quoth.extract.runs import LeadIn, find_lead_in
from quoth.extract.units import Unit, fold
from quoth.model import Role, Span
from quoth.text.labels import find_turn_label
from quoth.text.marks import QuotedSpan

_DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]{2,40}(?:, [A-Z][\w.'’ ]{1,30}){0,2}(?:, [\w.]+ \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([\w/ -]{2,40}\))? ?[–—-]{1,2} "
)
PROSE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
# Quotations of so many words stand in somebody's content in 95 % of cases (train); shorter ones in two of three.
SHORTEST_UNCLAIMED = 5
LONGEST_CHORUS = 3
# They are somebody's words in nine of ten cases, but nothing says whose: half a finding.
UNCLAIMED = 0.5


def attribute(layout: Layout) -> tuple[Attribution, ...]:
    """The attributions of a document in text order, those inside somebody's speech among them."""
    reader = _Reader(layout)
    found = [*reader.body(), *reader.headings()]
    found.extend(reader.unclaimed(found))
    return in_text_order(found)


class _Reader:
    """Reads the blocks of one document in order and remembers whose run of paragraphs it is in."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.text = layout.text
        self.lexicon: Lexicon = lexicon(layout.language.code)
        self.grammar = Grammar(layout.language)
        self.lead_in: LeadIn | None = None
        self.turn: Attribution | None = None
        self.interviewee: Span | None = None
        self.last: Attribution | None = None
        self.unquoted = False
        self.in_text = False
        self.sources: frozenset[str] = frozenset()

    # -- blocks in order ----------------------------------------------------------------------------

    def body(self) -> list[Attribution]:
        """The attributions of all blocks but headings."""
        found: list[Attribution] = []
        for entry in self.layout.blocks:
            found.extend(self._block(entry))
        sources = " ".join(span.of(self.text) for attribution in found for span in attribution.source)
        self.sources = frozenset(word.lower() for word in re.findall(r"[^\W\d_][\w'’-]+", sources) if word[0].isupper())
        return found

    def _block(self, entry: BlockLayout) -> Iterator[Attribution]:
        role = entry.block.role
        if role is Role.FOOTNOTE or is_aside(entry.block.span.of(self.text)):
            return
        if role.is_heading:
            self._heading(entry)
        elif role is Role.CAPTION:
            yield from self._prose(entry)
        elif role is Role.TURN:
            yield from self._turn(entry)
        elif role is Role.BLOCK_QUOTATION:
            yield from self._block_quotation(entry)
        elif self.turn is not None:
            yield from self._speech(entry.block.span, replace(self.turn, source=(), cue=(), voice=self.turn.named_by))
        elif entry.is_quotation:
            yield from self._quotation(entry)
        elif self._goes_on_unquoted(entry):
            yield from self._speech(entry.block.span, self._in_run("lead-in"))
            self.unquoted = self.lead_in is not None and self.lead_in.announces
            self.in_text = self.lead_in is not None and self.lead_in.whole
        else:
            yield from self._paragraph(entry)

    def _goes_on_unquoted(self, entry: BlockLayout) -> bool:
        """Whether a paragraph is speech that a lead-in announced and no marks enclose.

        The first such paragraph holds no quotation; once the full text runs, one may.
        """
        if self.lead_in is None or not self.unquoted or (entry.quoted and not self.in_text):
            return False
        return self._lead_in_of(entry) is None

    def _heading(self, entry: BlockLayout) -> None:
        """A heading ends what was said under the last one; `Name: "…"` gives the run under it its speaker."""
        pending = self.lead_in if self.unquoted else None
        self.turn = self.last = None
        self.unquoted = False
        units = self._units(entry.block.span, entry.quoted)
        own = [a for a in attribute_heading(units, self.lexicon, self.grammar, speakers=frozenset()) if a.source]
        announced = find_lead_in(units, self.lexicon, self.grammar)
        if pending is None and announced is not None and announced.whole and announced.voice:
            # "Full Text of President Petit's Address"; "FULL TEXT" alone names nobody.
            pending, self.unquoted, self.in_text = announced, True, True
        elif pending is None and own and own[-1].method == "heading":
            pending = LeadIn(own[-1].source[0], None, own[-1].addressees, False, method="heading")
        self.lead_in = pending

    def _paragraph(self, entry: BlockLayout) -> Iterator[Attribution]:
        self.lead_in = self._lead_in_of(entry)
        found = [a for a in self._prose(entry) if not self._is_lead_in(a)]
        yield from found
        top = [attribution for attribution in found if attribution.depth == 0]
        if not (len(top) == 1 and self.last is not None and self._is_chorus(top[0])):
            self.last = top[-1] if top else None
        if self.lead_in is not None:
            self.unquoted, self.in_text = True, False
            self.interviewee = self.lead_in.voice or self.interviewee

    def _is_chorus(self, attribution: Attribution) -> bool:
        """Whether it is a short answer from the hall, after which the speaker goes on: `Worshippers: “Amen.”`."""
        words = sum(len(span.of(self.text).split()) for span in attribution.content)
        return words <= LONGEST_CHORUS and attribution.cue[-1:] != () and attribution.cue[-1].of(self.text) == ":"

    def _lead_in_of(self, entry: BlockLayout) -> LeadIn | None:
        """What the last sentence of a paragraph announces."""
        if not entry.sentences:
            return None
        return find_lead_in(self._units(entry.sentences[-1], entry.quoted), self.lexicon, self.grammar)

    def _is_lead_in(self, attribution: Attribution) -> bool:
        """Whether a find is the clause that leads in what follows: "Petit responded to the council:"."""
        cue = self.lead_in.cue if self.lead_in is not None else None
        return cue is not None and any(span.overlaps(cue) for span in attribution.cue)

    def _prose(self, entry: BlockLayout) -> Iterator[Attribution]:
        previous: Attribution | None = None
        for sentence in entry.sentences:
            units = self._units(self._without_dateline(sentence, entry), entry.quoted)
            found = list(attribute_sentence(units, self.lexicon, self.grammar))
            if not found and previous is not None and _is_quoted(units):
                # “…,” she said. “…”: the quotation goes on, and so does the statement (PolNeAR).
                previous = replace(previous, content=(*previous.content, _whole(units)))
                continue
            if previous is not None:
                yield from self._with_nested(previous, entry.quoted)
                previous = None
            outer = self._outermost(found)
            if outer and _ends_quoted(outer[-1], entry.quoted):
                previous = outer.pop()
            for attribution in outer:
                yield from self._with_nested(attribution, entry.quoted)
            for attribution in found:
                if attribution is not previous and attribution not in outer and attribution.is_plain:
                    yield attribution
        if previous is not None:
            yield from self._with_nested(previous, entry.quoted)

    def _without_dateline(self, sentence: Span, entry: BlockLayout) -> Span:
        """A sentence without the place and agency before it: "SANMERE, May 3 (ANA) – "."""
        if sentence.start != entry.block.start:
            return sentence
        dateline = _DATELINE.match(self.text, sentence.start, sentence.end)
        return Span(dateline.end(), sentence.end) if dateline else sentence

    def _outermost(self, found: Sequence[Attribution]) -> list[Attribution]:
        return [a for a in found if not any(b is not a and b.contains(a) for b in found)]

    def _with_nested(self, attribution: Attribution, quoted: Sequence[QuotedSpan]) -> Iterator[Attribution]:
        yield attribution
        yield from self._nested_in(attribution, quoted)

    def _nested_in(self, attribution: Attribution, quoted: Sequence[QuotedSpan]) -> Iterator[Attribution]:
        for span in attribution.content:
            for quotation in among(quoted, span):
                if span.covers(quotation.span):
                    yield from self._nested(quotation.inner, quotation.depth)

    # -- speech that the layout gives to somebody ---------------------------------------------------

    def _turn(self, entry: BlockLayout) -> Iterator[Attribution]:
        label = find_turn_label(self.text, entry.block.start, entry.block.end)
        if label is None or not len(label.content):
            return
        # The label's title belongs to the source: "PRYCE (Lantern Party):", "ANNA BRANDT, MAYOR:".
        end = label.colon
        while end > label.name.end and self.text[end - 1].isspace():
            end -= 1
        start = label.name.start if label.title is None else min(label.name.start, label.title.start)
        name = (Span(start, max(end, label.name.end)),) if len(label.name) else ()
        cue = (Span(label.colon, label.colon + 1),) if name else ()
        voice = None
        if name and label.name.of(self.text).strip(".").lower() in {"a", "answer"}:
            voice = self.interviewee
        self.turn = Attribution((label.content,), cue, name, "turn", 0.98, voice=voice)
        yield from self._speech(label.content, self.turn)

    def _block_quotation(self, entry: BlockLayout) -> Iterator[Attribution]:
        if self.lead_in is not None:
            self.unquoted = False
            yield from self._speech(entry.block.span, self._in_run("block"))
        elif self.last is not None:
            like = replace(self.last, cue=(), source=(), method="block", confidence=0.7, voice=self.last.named_by)
            yield from self._speech(entry.block.span, like)
        else:
            yield from self._speech(entry.block.span, Attribution((), (), (), "block", 0.7))

    def _quotation(self, entry: BlockLayout) -> Iterator[Attribution]:
        """A paragraph that is one quotation: part of a run, or of what somebody said just before."""
        first = entry.opening
        if first is None:
            return
        if self.lead_in is not None:
            self.unquoted = False
            like = self._in_run(self.lead_in.method)
        elif self.last is not None:
            like = replace(self.last, cue=(), source=(), method="run", confidence=0.89, voice=self.last.named_by)
        elif len(first.inner.of(self.text).split()) >= SHORTEST_UNCLAIMED:
            like = Attribution((), (), (), "marks", UNCLAIMED)
        else:
            return
        yield from self._speech(first.span, like, depth=first.depth, inner=first.inner)

    def _in_run(self, method: str) -> Attribution:
        lead_in = self.lead_in
        assert lead_in is not None
        like = Attribution((), (), (), method, 0.97, lead_in.addressees, lead_in.voice)
        if lead_in.cue is not None and lead_in.voice is not None:
            # The clause that leads in is the cue and source of the first statement only.
            like = replace(like, cue=(lead_in.cue,), source=(lead_in.voice,))
            self.lead_in = replace(lead_in, cue=None)
        return like

    def _speech(
        self, content: Span, like: Attribution, *, depth: int = 0, inner: Span | None = None
    ) -> Iterator[Attribution]:
        attribution = replace(like, content=(content,))
        self.last = attribution
        yield attribution
        yield from self._nested(inner or content, depth)

    # -- speech inside speech -----------------------------------------------------------------------

    def _nested(self, speech: Span, depth: int) -> Iterator[Attribution]:
        """What is reported inside a piece of speech, plain cases only."""
        inside = self.layout.quoted_within(speech, depth + 1)
        for sentence in self.layout.sentences_of(speech, inside):
            units = self._units(sentence, inside)
            for attribution in attribute_sentence(units, self.lexicon, self.grammar):
                if attribution.is_plain:
                    yield replace(attribution, depth=depth)

    # -- headings and what is left ------------------------------------------------------------------

    def headings(self) -> Iterator[Attribution]:
        """The attributions of headlines and subheads, read last because the body tells who speaks."""
        speakers = self.layout.names | self.sources
        for entry in self.layout.blocks:
            if entry.block.role.is_heading:
                units = self._units(entry.block.span, entry.quoted)
                yield from attribute_heading(units, self.lexicon, self.grammar, speakers=speakers)

    def unclaimed(self, found: Sequence[Attribution]) -> Iterator[Attribution]:
        """Long quotations of which nothing says whose they are: statements of a speaker not known."""
        claimed = Intervals((span, None) for attribution in found for span in attribution.content)
        for entry in self.layout.blocks:
            if not (entry.block.role in PROSE or entry.block.role.is_heading):
                continue
            for quotation in entry.quoted:
                words = quotation.inner.of(self.text).split()
                if len(words) < SHORTEST_UNCLAIMED or is_title(words):
                    continue
                if next(claimed.overlapping(quotation.span), None) is None:
                    yield Attribution((quotation.span,), (), (), "marks", UNCLAIMED)

    def _units(self, span: Span, quoted: Sequence[QuotedSpan]) -> tuple[Unit, ...]:
        return fold(self.text, span, quoted)


def _ends_quoted(attribution: Attribution, quoted: Sequence[QuotedSpan]) -> bool:
    """Whether the content ends with a quotation, so that a quotation after it goes on with it."""
    return any(q.span.end == attribution.content[-1].end for q in among(quoted, attribution.content[-1]))


def _is_quoted(units: Sequence[Unit]) -> bool:
    """Whether a sentence is quotation and nothing else."""
    return any(unit.is_quotation for unit in units) and not any(unit.is_word for unit in units)


def _whole(units: Sequence[Unit]) -> Span:
    quoted = [unit for unit in units if unit.is_quotation]
    return Span(quoted[0].start, quoted[-1].end)


def is_title(words: Sequence[str]) -> bool:
    """Whether the words are in Title Case, as the titles of works are."""
    letters = [word for word in words if word[0].isalpha()]
    return len(letters) > 1 and sum(word[0].isupper() for word in letters) >= 0.6 * len(letters)
