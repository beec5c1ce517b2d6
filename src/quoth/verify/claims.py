"""Claims: the quotations of a draft as words to be looked for, with what the draft itself shows of its changes.

A claim is what somebody is quoted with in one breath: a quotation, or several that the draft parts by "she said". Its
words come with the bracket they stand in, and its joints say where the draft owns up to a gap.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import pairwise

import regex

from quoth.model import Document, Span
from quoth.text.brackets import ELLIPSIS, SIC, is_stage
from quoth.text.words import fold, words_in

_BRACKET = regex.compile(r"[\[(][^\[\]()\n]{0,400}[\])]|\[[^\[\]\n]{0,400}\]")
_END = regex.compile(r"([.,!?。，！？؟])[.…]*[\"'”’“‘»«›‹」』)\]\s]*$")
_PLAIN_END = str.maketrans("。，！？؟", ".,!??")
_SHORT = 5
_LEAD = 14
_PARTED = regex.compile(r"[.!?…”»]|\n\n")
_STOP = regex.compile(r"[.!?…]")
_BEHIND = regex.compile(r"\s*+(?P<bracket>\((?P<inside>[^()\n]{3,80})\))")
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}'’]")
_REMARK = regex.compile(
    r"(?ix) (?: emphas[ie]s | italics? ) \ (?: added | mine | ours | in\ original | supplied )"
    r"| (?: internal\ )? (?: citations? | quotation\ marks? | quotations? | footnotes? | brackets? | alterations? )"
    r"  (?: \ and\ .{1,40} )? \ (?: omitted | in\ original | added )"
    r"| cleaned\ up | translated .{0,30} | our\ translation | author['’]s\ translation"
)


class Joint(Enum):
    """What stands before a word in the draft, where something may have been left out."""

    NONE = auto()
    ELLIPSIS = auto()
    TAG = auto()
    """The draft's own words: "we will," she said, "rebuild"."""


class Use(Enum):
    """What a bracket is for, as far as its form tells."""

    WORDS = "words"
    CASE = "case"
    SUFFIX = "suffix"
    EMPTY = "empty"
    SIC = "sic"
    REMARK = "remark"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket in a quotation; `span` with its brackets, around the words `[first, last)` of the claim."""

    span: Span
    use: Use
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a claim: its form, its place, what stands before it, and the number of its bracket."""

    form: str
    span: Span
    joint: Joint = Joint.NONE
    bracket: int | None = None
    whole: str | None = None
    """What the letters outside the brackets make: "allow" of "allow[ed]"; None where no bracket cuts the word."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation of a claim: `span` with its marks, its words `[first, last)`, and whether the next one goes on."""

    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a draft puts into somebody's mouth, in one or more quotations.

    `ellipses` are the places of the marks of omission, each with the number of the word that follows it.
    """

    quotations: tuple[Quoted, ...]
    words: tuple[Word, ...]
    brackets: tuple[Bracket, ...] = ()
    ellipses: tuple[tuple[Span, int], ...] = ()
    speaker: str | None = None
    named: bool = False
    attributed: bool = False
    heading: bool = False
    language: str | None = None
    rivals: tuple[str, ...] = ()
    """Others whom the draft may mean, when it names the speaker by a pronoun alone."""
    written: Mapping[int, str] = field(default_factory=dict)
    """The words as the draft writes them, by their number."""
    openings: frozenset[int] = frozenset()
    """The words that begin a sentence."""

    endings: Mapping[Span, str] = field(default_factory=dict)
    """The mark that ends each quotation: ".", "?", "!", ","; none where there is none."""
    leads: Mapping[Span, tuple[str, ...]] = field(default_factory=dict)
    """The draft's own words right before each quotation, in its sentence."""
    bracketed: Mapping[Span, str] = field(default_factory=dict)
    """The brackets as the draft writes them."""

    @property
    def is_title(self) -> bool:
        """Whether the words are written as a title: "The Last Ferry to Halden"."""
        words = list(self.written.values())
        capitals = sum(word[:1].isupper() for word in words)
        small = all(word[:1].isupper() or len(word) < _SHORT for word in words)
        return len(words) > 1 and small and words[-1][:1].isupper() and capitals > len(words) / 2

    def bracket_of(self, number: int) -> Bracket | None:
        """The bracket in which a word stands, if it does."""
        bracket = self.words[number].bracket
        return None if bracket is None else self.brackets[bracket]

    def bracket_text(self, bracket: Bracket) -> str:
        """A bracket as the draft writes it."""
        return self.bracketed[bracket.span]

    commas: frozenset[int] = frozenset()
    """The words before which a comma stands."""

    def has_comma(self, number: int) -> bool:
        """Whether a comma stands before a word."""
        return number in self.commas

    def opens(self, number: int) -> bool:
        """Whether a word begins a sentence or a quotation, where a capital tells nothing."""
        return number in self.openings

    @property
    def span(self) -> Span:
        """From the first quotation to the last."""
        return Span(self.quotations[0].span.start, self.quotations[-1].span.end)


@dataclass(slots=True)
class DraftWords:
    """All words of a draft, once: where each stands in its text."""

    document: Document
    forms: tuple[str, ...] = ()
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> DraftWords:
        """The words of a document."""
        forms, starts, ends, _ = words_in(document.text, document.blocks)
        return cls(document, forms, starts.tolist(), ends.tolist())

    def lead(self, span: Span) -> tuple[str, ...]:
        """The few words before a span, back to the last stop or quotation."""
        last = bisect_left(self.starts, span.start)
        first = last
        while first > 0 and last - first < _LEAD:
            after = self.starts[first] if first < last else span.start
            if _PARTED.search(self.document.text, self.ends[first - 1], after):
                break
            first -= 1
        return self.forms[first:last]

    def within(self, span: Span) -> Iterator[tuple[str, Span]]:
        """The words that lie in a span."""
        number = bisect_left(self.starts, span.start)
        while number < len(self.starts) and self.starts[number] < span.end:
            if self.ends[number] <= span.end:
                yield self.forms[number], Span(self.starts[number], self.ends[number])
            number += 1


def make_claim(
    words: DraftWords,
    quotations: Sequence[Span],
    joints: Sequence[Joint],
    *,
    speaker: str | None = None,
    named: bool = False,
    attributed: bool = True,
    heading: bool = False,
    silent: Sequence[Span] = (),
    rivals: Sequence[str] = (),
) -> Claim:
    """The claim that some quotations make together.

    `joints` say what stands between each and the one before it; `silent` are the draft's own words inside the marks, as
    in « Le pont, a dit Jeanne Petit, restera fermé ».
    """
    found: list[Word] = []
    quoted: list[Quoted] = []
    brackets: list[Bracket] = []
    ellipses: list[tuple[Span, int]] = []
    for span, joint in zip(quotations, joints, strict=True):
        first = len(found)
        _collect(words, span, joint if found else Joint.NONE, silent, found, brackets, ellipses)
        quoted.append(Quoted(span, first, len(found)))
    return Claim(
        tuple(quoted),
        tuple(found),
        tuple(brackets),
        tuple(ellipses),
        speaker,
        named,
        attributed,
        heading,
        words.document.language,
        tuple(rivals),
        {number: word.span.of(words.document.text) for number, word in enumerate(found)},
        frozenset(_openings(words.document.text, found, quoted)),
        commas=frozenset(_behind_commas(words.document.text, found)),
        endings={one.span: _ending(one.span.of(words.document.text)) for one in quoted},
        leads={one.span: words.lead(one.span) for one in quoted},
        bracketed={one.span: one.span.of(words.document.text) for one in brackets},
    )


def _behind_commas(text: str, found: Sequence[Word]) -> Iterator[int]:
    for number, (before, word) in enumerate(pairwise(found), 1):
        if "," in text[before.span.end : word.span.start]:
            yield number


def _ending(text: str) -> str:
    match = _END.search(text)
    return match[1].translate(_PLAIN_END) if match else ""


def _openings(text: str, found: Sequence[Word], quoted: Sequence[Quoted]) -> Iterator[int]:
    yield from (one.first for one in quoted)
    for number, (before, word) in enumerate(pairwise(found), 1):
        if _STOP.search(text, before.span.end, word.span.start):
            yield number


def _collect(
    words: DraftWords,
    span: Span,
    joint: Joint,
    silent: Sequence[Span],
    found: list[Word],
    brackets: list[Bracket],
    ellipses: list[tuple[Span, int]],
) -> None:
    """Append the words, brackets and ellipses of one quotation."""
    text = words.document.text
    omissions = [Span(*match.span()) for match in ELLIPSIS.finditer(text, span.start, span.end)]
    inserted = list(_brackets(text, span, omissions))
    unspoken = [*silent, *omissions, *(place for place, use in inserted if use in (Use.SIC, Use.REMARK, Use.NOTE))]
    spoken = [word for word in words.within(span) if not any(place.covers(word[1]) for place in unspoken)]
    first = len(found)
    for form, place, whole in _pieces(text, spoken, [bracket for bracket, _ in inserted]):
        inside = None
        if whole is None:
            covering = (number for number, (bracket, _) in enumerate(inserted) if bracket.covers(place))
            inside = next((len(brackets) + number for number in covering), None)
        found.append(Word(form, place, Joint.NONE, inside, whole))
    starts = [word.span.start for word in found[first:]]
    if (behind := _BEHIND.match(text, span.end)) and _REMARK.fullmatch(behind["inside"]):
        inserted.append((Span(*behind.span("bracket")), Use.REMARK))
    for bracket, use in inserted:
        brackets.append(
            Bracket(bracket, use, first + bisect_left(starts, bracket.start), first + bisect_left(starts, bracket.end))
        )
    for omission in omissions:
        number = first + bisect_left(starts, omission.start)
        ellipses.append((omission, number))
        if first < number < len(found):
            found[number] = replace(found[number], joint=Joint.ELLIPSIS)
    if first < len(found) and joint is not Joint.NONE:
        opened = any(number == first for _, number in ellipses)
        found[first] = replace(found[first], joint=Joint.ELLIPSIS if opened else joint)


def _brackets(text: str, span: Span, omissions: Sequence[Span]) -> Iterator[tuple[Span, Use]]:
    """The brackets of a quotation, but for those around an ellipsis, with what their form tells of their use."""
    for match in _BRACKET.finditer(text, span.start, span.end):
        place = Span(*match.span())
        if any(place.overlaps(omission) for omission in omissions):
            continue
        inside = match[0][1:-1].strip()
        before, after = text[place.start - 1 : place.start], text[place.end : place.end + 1]
        square = match[0][0] == "["
        if SIC.fullmatch(match[0]):
            yield place, Use.SIC
        elif _REMARK.fullmatch(inside) or is_stage(inside):
            yield place, Use.REMARK
        elif square and not inside:
            yield place, Use.EMPTY
        elif square and inside.isdigit() and len(inside) < 4:
            yield place, Use.NOTE
        elif square and len(inside) == 1 and (inside.isupper() or _LETTER.match(after)):
            yield place, Use.CASE
        elif square and inside.isalpha() and _LETTER.match(before):
            yield place, Use.SUFFIX
        else:
            yield place, Use.WORDS


def _pieces(
    text: str, words: Iterable[tuple[str, Span]], brackets: Sequence[Span]
) -> Iterator[tuple[str, Span, str | None]]:
    """The words, with those joined that a bracket cuts: "[T]he", "allow[ed]", "decid[]"."""
    waiting: list[tuple[str, Span]] = []
    for form, span in words:
        if waiting and _glued(text, waiting[-1][1], span, brackets):
            waiting.append((form, span))
            continue
        yield from _joined(text, waiting, brackets)
        waiting = [(form, span)]
    yield from _joined(text, waiting, brackets)


def _glued(text: str, before: Span, after: Span, brackets: Sequence[Span]) -> bool:
    between = text[before.end : after.start]
    return between in ("[", "]") and any(
        bracket.start == before.end or bracket.end == after.start for bracket in brackets
    )


def _joined(
    text: str, pieces: Sequence[tuple[str, Span]], brackets: Sequence[Span]
) -> Iterator[tuple[str, Span, str | None]]:
    if not pieces:
        return
    start, end = pieces[0][1].start, pieces[-1][1].end
    if text[end : end + 2] == "[]":
        yield pieces[0][0], Span(start, end + 2), fold(text[start:end])
        return
    if len(pieces) == 1:
        yield *pieces[0], None
        return
    start -= text[start - 1 : start] == "[" and any(bracket.start == start - 1 for bracket in brackets)
    end += text[end : end + 1] == "]" and any(bracket.end == end + 1 for bracket in brackets)
    raw = text[start:end]
    outside = regex.sub(r"\[[^\]]*\]", "", raw)
    whole = fold(raw.replace("[", "").replace("]", ""))
    yield whole, Span(start, end), fold(outside) if outside else whole
