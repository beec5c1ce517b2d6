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
from quoth.verify.claims import Claim, Quoted
from quoth.verify.lexicon import lexicon_of
from quoth.verify.observation import Observation
from quoth.verify.speakers import Match, match
from quoth.workflow.draft import find_claims

_ALIKE = 0.5
"""So much of the content words of the shorter of two quotations must stand in the longer, for it to be the same one."""
_LEAST = 2
"""Words in order that two quotations must share at least; one word says nothing."""
_MOST = 24
"""Longer quotations are told around what changed, in words."""
_BESIDE = 4


def compare(old: Record, new: Record) -> tuple[Observation, ...]:
    """What became of the quotations of `old` in `new`, and which are new: observations of the kind `version`.

    Words are compared as everywhere (`quoth.text.words`), speakers where both versions name one. The place of a
    quotation that was removed is the beginning of the paragraph that now stands nearest to where it stood.
    """
    before, after = _Version(old), _Version(new)
    found = [*_with_another_speaker(before, after), *_with_other_words(before, after)]
    places = _Places(old.document, new.document)
    found += [_observe("removed", places.nearest(parts[0].span), old=_words(parts)) for parts in before.left()]
    found += [_observe("new", parts[0].span, new=_words(parts)) for parts in after.left()]
    return tuple(sorted(found, key=lambda observation: observation.span))


def _observe(change: str, span: Span, *, old: str = "", new: str = "") -> Observation:
    return Observation("version", span, {"change": change, "old": old, "new": new})


@dataclass(slots=True, eq=False)
class _Part:
    """One quotation of a version: its words, and whether they were found in the other version."""

    claim: Claim
    quoted: Quoted
    forms: list[str]
    written: list[str]
    found: bool = False

    @property
    def span(self) -> Span:
        return self.quoted.span


class _Version:
    """The quotations of one version, in text order."""

    def __init__(self, record: Record) -> None:
        text = record.document.text
        self.parts = [
            _part(claim, quoted, text)
            for claim in find_claims(record)
            for quoted in claim.quotations
            if quoted.first < quoted.last
        ]
        self._beginning: dict[str, list[int]] = defaultdict(list)
        for number, part in enumerate(self.parts):
            self._beginning[part.forms[0]].append(number)

    def left(self) -> list[list[_Part]]:
        """The claims of which something was not found yet, as that."""
        parts = (part for part in self.parts if not part.found)
        return [list(group) for _, group in groupby(parts, key=lambda part: id(part.claim))]

    def runs(self, forms: list[str]) -> Iterator[list[_Part]]:
        """Quotations in a row that were not found yet and together have just these words."""
        for number in self._beginning.get(forms[0], ()):
            run: list[_Part] = []
            so_far: list[str] = []
            for part in self.parts[number:]:
                if part.found or len(so_far) >= len(forms):
                    break
                run.append(part)
                so_far += part.forms
            if so_far == forms:
                yield run


def _part(claim: Claim, quoted: Quoted, text: str) -> _Part:
    words = claim.words[quoted.first : quoted.last]
    return _Part(
        claim,
        quoted,
        [word.form for word in words],
        [word.span.of(text) for word in words],
    )
