"""The lock: what became of the quotations of an earlier version of a draft.

A quotation that was approved should not change any more. It may move, be parted in two by "she said" or joined with its
neighbour; its words and its speaker may not change.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from quoth.model import Document, Record, Span
from quoth.verify.claims import Claim, Quoted, Word
from quoth.verify.lexicon import lexicon_of
from quoth.verify.observation import Observation
from quoth.verify.speakers import Match, match
from quoth.workflow.draft import find_claims

_ALIKE = 0.5
"""So many of the content words of the shorter of two quotations must stand in the longer, for it to be the same one."""
_LEAST = 2
"""Words that two quotations must share at least, in order; one word says nothing."""
_COMPARED = 8
"""Of those that share content words, so many are compared word by word: those that share most and stand nearest."""
_MOST = 24
"""Of longer quotations only what is near a change is told, in words."""
_BESIDE = 4


def compare(old: Record, new: Record) -> tuple[Observation, ...]:
    """What became of the quotations of `old` in `new`, and which are new: observations of the kind `version`.

    Words are compared as everywhere (`quoth.text.words`), speakers where both versions name one. The place of a
    quotation that was removed is the beginning of the paragraph that now stands nearest to where it stood.
    """
    before, after = _Version(old), _Version(new)
    places = _Places(old.document, new.document)
    found = [*_with_the_same_words(before, after), *_with_other_words(before, after)]
    found += [_observe("removed", places.nearest(parts[0].span), old=_words(parts)) for parts in before.left()]
    found += [_observe("new", parts[0].span, new=_words(parts)) for parts in after.left()]
    return tuple(sorted(found, key=lambda observation: observation.span))


def _observe(change: str, span: Span, *, old: str = "", new: str = "") -> Observation:
    return Observation("version", span, {"change": change, "old": old, "new": new})


# ------------------------------------------------------------------ the quotations of a version


@dataclass(slots=True, eq=False)
class _Part:
    """One quotation of a version, and whether it was found in the other version."""

    claim: Claim
    quoted: Quoted
    text: str
    found: bool = False

    @property
    def span(self) -> Span:
        return self.quoted.span

    @property
    def words(self) -> Sequence[Word]:
        return self.claim.words[self.quoted.first : self.quoted.last]


class _Version:
    """The quotations of one version, in text order."""

    def __init__(self, record: Record) -> None:
        text = record.document.text
        claims = find_claims(record)
        parts = [_Part(claim, quoted, text) for claim in claims for quoted in claim.quotations]
        self._parts = [part for part in parts if part.words]
        self._beginning: dict[str, list[int]] = defaultdict(list)
        for number, part in enumerate(self._parts):
            self._beginning[part.words[0].form].append(number)

    def left(self) -> list[list[_Part]]:
        """The quotations that were not found yet, those of one claim together."""
        left = (part for part in self._parts if not part.found)
        return [list(group) for _, group in groupby(left, key=lambda part: id(part.claim))]

    def runs(self, forms: list[str]) -> Iterator[list[_Part]]:
        """Quotations in a row that were not found yet and together have just these words."""
        for number in self._beginning.get(forms[0], ()):
            run: list[_Part] = []
            so_far: list[str] = []
            for part in self._parts[number:]:
                if part.found or len(so_far) >= len(forms):
                    break
                run.append(part)
                so_far += _forms([part])
            if so_far == forms:
                yield run


def _forms(parts: Sequence[_Part]) -> list[str]:
    return [word.form for part in parts for word in part.words]


def _words(parts: Sequence[_Part], first: int = 0, last: int | None = None) -> str:
    """Words `[first, last)` of some quotations as they are written, on one line, without the marks around them."""
    inside = [(part, word) for part in parts for word in part.words][first:last]
    pieces = []
    for _, group in groupby(inside, key=lambda pair: id(pair[0])):
        (part, word), *rest = group
        end = rest[-1][1] if rest else word
        pieces += part.text[word.span.start : end.span.end].split()
    return " ".join(pieces)


# ------------------------------------------------------------------ the same words


def _with_the_same_words(before: _Version, after: _Version) -> Iterator[Observation]:
    """Take what has the same words in both versions; of what only another speaker says, tell it."""
    for whose in (_may_be_one, lambda *_: True):
        for here, there in ((before, after), (after, before)):
            for parts in here.left():
                runs = (run for run in there.runs(_forms(parts)) if whose(parts, run))
                if any(part.found for part in parts) or (run := next(runs, None)) is None:
                    continue
                for part in (*parts, *run):
                    part.found = True
                old, new = (parts, run) if here is before else (run, parts)
                if not _may_be_one(old, new):
                    yield _observe("changed", new[0].span, old=_said(old), new=_said(new))


def _may_be_one(old: Sequence[_Part], new: Sequence[_Part]) -> bool:
    """Whether nothing speaks against their having one speaker."""
    pairs = [(one.claim, other.claim) for one in old for other in new]
    return all(
        match(one.speaker, other.speaker, one.named and other.named, lexicon_of(other.language))
        in (Match.SAME, Match.UNKNOWN)
        for one, other in pairs
    )


def _said(parts: Sequence[_Part]) -> str:
    return f"{parts[0].claim.speaker}: {_words(parts)}"


# ------------------------------------------------------------------ like words


def _with_other_words(before: _Version, after: _Version) -> Iterator[Observation]:
    """Take those that are left and are nearly alike, the most alike first, and tell the words of both."""
    gone, come = before.left(), after.left()
    for _, _, one, other in sorted(_candidates(gone, come)):
        old, new = gone[one], come[other]
        if any(part.found for part in (*old, *new)):
            continue
        for part in (*old, *new):
            part.found = True
        yield _changed(old, new)


def _candidates(gone: Sequence[list[_Part]], come: Sequence[list[_Part]]) -> Iterator[tuple[float, int, int, int]]:
    """Pairs that are alike, by their numbers, each with how unlike they are and how far apart they stand."""
    holding: dict[str, list[int]] = defaultdict(list)
    contents = [_content(parts) for parts in come]
    for other, content in enumerate(contents):
        for form in content:
            holding[form].append(other)
    for one, old in enumerate(gone):
        content = _content(old)
        shared = Counter(other for form in content for other in holding[form])
        near = [other for other in shared if shared[other] >= _ALIKE * min(len(content), len(contents[other]))]
        near.sort(key=lambda other: (-shared[other], abs(one - other)))
        for other in near[:_COMPARED]:
            if share := _share(_forms(old), _forms(come[other])):
                yield -share, abs(one - other), one, other


def _content(parts: Sequence[_Part]) -> frozenset[str]:
    """The different words that say something."""
    lexicon = lexicon_of(parts[0].claim.language)
    return frozenset(form for form in _forms(parts) if not lexicon.is_function(form))


def _share(old: list[str], new: list[str]) -> float:
    """The share of the words of both that are in the same order; 0 where it is next to none."""
    same = sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    return 2 * same / (len(old) + len(new)) if same >= _LEAST else 0.0


def _changed(old: list[_Part], new: list[_Part]) -> Observation:
    """What changed, at the quotation in which the change begins."""
    ours, theirs = _forms(old), _forms(new)
    steps = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    steps = [step for step in steps if step[0] != "equal"]
    _, first, _, now_first, _ = steps[0]
    _, _, last, _, now_last = steps[-1]
    owners = [part for part in new for _ in part.words]
    return _observe(
        "changed",
        owners[min(now_first, len(owners) - 1)].span,
        old=_around(old, first, last),
        new=_around(new, now_first, now_last),
    )


def _around(parts: Sequence[_Part], first: int, last: int) -> str:
    """All the words, or where they are many those around the words `[first, last)`."""
    count = len(_forms(parts))
    if count <= _MOST:
        return _words(parts)
    first, last = max(first - _BESIDE, 0), min(last + _BESIDE, count)
    return f"{'[…] ' if first else ''}{_words(parts, first, last)}{' […]' if last < count else ''}"


# ------------------------------------------------------------------ places


class _Places:
    """The paragraphs of both versions, those with the same words laid beside each other."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old.blocks, new.blocks
        self._steps = SequenceMatcher(None, _paragraphs(old), _paragraphs(new), autojunk=False).get_opcodes()

    def nearest(self, span: Span) -> Span:
        """The beginning of the new paragraph that stands where a place of the old version stood."""
        number = next((number for number, block in enumerate(self._old) if block.span.covers(span)), 0)
        for _, first, last, now_first, now_last in self._steps:
            if first <= number < last and self._new:
                now = min(now_first + number - first, max(now_last - 1, now_first), len(self._new) - 1)
                return Span(self._new[now].start, self._new[now].start)
        return Span(0, 0)


def _paragraphs(document: Document) -> list[str]:
    return [" ".join(block.span.of(document.text).split()) for block in document.blocks]
