"""Marks: which words of a quotation differ, in the draft and in the evidence passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from quoth.model import CheckedQuotation, Edit, EditClass, Op, Span
from quoth.text.words import find_words

# So many words on each side tell where in the passage the words of an edit stand.
_NEAR = 8
_SLIGHT = frozenset(
    {
        *(EditClass.TYPOGRAPHY, EditClass.CASE, EditClass.EDGE_PUNCTUATION, EditClass.SPELLING),
        *(EditClass.NUMBER_FORM, EditClass.CONTRACTION, EditClass.FILLER),
    }
)


class Manner(StrEnum):
    """How an edit is to be shown: it `differs`, the draft shows it itself, or it leaves the words the same."""

    DIFFERS = "differs"
    INDICATED = "shown"
    SLIGHT = "slight"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where draft and evidence differ; the span is empty where the other side has words and this has none."""

    span: Span
    edit: Edit

    @property
    def manner(self) -> Manner:
        """How to show it."""
        if self.edit.indicated:
            return Manner.INDICATED
        return Manner.SLIGHT if self.edit.edit_class in _SLIGHT else Manner.DIFFERS


def draft_marks(quotation: CheckedQuotation) -> tuple[Mark, ...]:
    """The edits of a quotation at their places in the draft, in order."""
    return tuple(sorted((Mark(edit.span, edit) for edit in quotation.edits), key=lambda mark: mark.span))


def evidence_marks(quotation: CheckedQuotation) -> tuple[Mark, ...]:
    """The edits of a quotation at their places in the text of its passage, in order.

    An edit gives the words of the evidence, not where they stand: of several places the one is taken whose neighbours
    are those of the draft, and of equals the first after the edit before it.
    """
    if quotation.evidence is None:
        return ()
    marks = _find(quotation, quotation.evidence.text)
    return tuple(sorted(marks, key=lambda mark: mark.span))


def _find(quotation: CheckedQuotation, passage: str) -> Iterator[Mark]:
    forms, starts, ends = find_words(passage)
    drafted, draft_starts, draft_ends = find_words(quotation.text)
    done = 0
    for edit in sorted(quotation.edits, key=lambda edit: edit.span):
        wanted, *_ = find_words(edit.evidence)
        places = [at for at in range(len(forms)) if wanted and forms[at : at + len(wanted)] == wanted]
        if not places:
            continue
        start, end = edit.span.start - quotation.span.start, edit.span.end - quotation.span.start
        before = [form for form, at in zip(drafted, draft_ends, strict=True) if at <= start][-_NEAR:]
        after = [form for form, at in zip(drafted, draft_starts, strict=True) if at >= end][:_NEAR]
        ranked = []
        for at in places:
            left, right = forms[max(0, at - _NEAR) : at], forms[at + len(wanted) :]
            alike = _alike(reversed(before), reversed(left)) + _alike(after, right)
            ranked.append((-alike, at < done, at))
        at = min(ranked)[2]
        yield Mark(Span(int(starts[at]), int(ends[at + len(wanted) - 1])), edit)
        if edit.op is not Op.MOVE:
            done = at + len(wanted)


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many words from the beginning are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
