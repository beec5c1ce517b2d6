"""What counts as right: exact fragments, content characters and whole attributions, as counts that add up.

Every measure is taken article by article and summed, so that a figure over a publisher, a split or a pair of
annotators comes from the same counts. A span found twice counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from kinds import kind_of, quoted_places
from polnear import ROLES, Article, Attribution

from quoth.model import Span

MEASURES = (*ROLES, "content characters", "whole exact", "whole lenient")
KINDS = ("direct", "mixed", "indirect")

Counts = Mapping[str, "Count"]


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, of how many found and how many in the gold.

    >>> tally = Count(2, 4, 2) + Count(1, 1, 1)
    >>> tally.precision, tally.recall, tally.f1
    (60.0, 100.0, 75.0)
    """

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of what was found that is right, in points."""
        return 100 * self.right / self.found if self.found else 100.0 * (not self.gold)

    @property
    def recall(self) -> float:
        """Share of the gold that was found, in points."""
        return 100 * self.right / self.gold if self.gold else 100.0 * (not self.found)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two, in points."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 100.0


def compare(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[str, Count]:
    """The counts of one article for each of `MEASURES`, and for each of `KINDS`.

    Those of a kind are its gold content fragments and how many of them were found exactly; what is spurious
    has no gold kind, so a kind has a recall only.
    """
    counts = {role: _count(_fragments(gold, role), _fragments(found, role)) for role in ROLES}
    counts["content characters"] = _count(
        _places(text, _fragments(gold, "content")), _places(text, _fragments(found, "content"))
    )
    counts["whole exact"] = _count(set(gold), set(found))
    counts["whole lenient"] = Count(_match(text, set(gold), set(found)), len(set(found)), len(set(gold)))
    return counts | _by_kind(text, _fragments(gold, "content"), _fragments(found, "content"))


def total(counts: Iterable[Counts]) -> dict[str, Count]:
    """The sum of the counts of many articles."""
    sums = dict.fromkeys((*MEASURES, *KINDS), Count())
    for article in counts:
        for name, count in article.items():
            sums[name] += count
    return sums


def agreement(articles: Iterable[Article]) -> dict[str, Count]:
    """How far annotators agree: each pair of them on each article that has several, one taken as gold.

    The F1 is the same whichever of the pair is taken.
    """
    return total(
        compare(article.text, one, other) for article in articles for one, other in combinations(article.annotations, 2)
    )


def matched(text: str, gold: Sequence[Attribution], found: Sequence[Attribution]) -> list[bool]:
    """For each attribution found whether some gold one shares half of every role with it."""
    gold_places = [_role_places(text, [one])[0] for one in gold]
    return [
        any(_closeness(wanted, places) for wanted in gold_places)
        for places in (_role_places(text, [one])[0] for one in found)
    ]


def _count(gold: AbstractSet[object], found: AbstractSet[object]) -> Count:
    return Count(len(gold & found), len(found), len(gold))


def _fragments(attributions: Iterable[Attribution], role: str) -> set[Span]:
    number = ROLES.index(role)
    return {span for attribution in attributions for span in attribution.roles[number]}


def _places(text: str, spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end) if not text[place].isspace()}


def _by_kind(text: str, gold: set[Span], found: set[Span]) -> dict[str, Count]:
    inside = quoted_places(text)
    counts = dict.fromkeys(KINDS, Count())
    for span in gold:
        counts[kind_of(span, text, inside).value] += Count(int(span in found), 0, 1)
    return counts


def _match(text: str, gold: set[Attribution], found: set[Attribution]) -> int:
    """How many pairs can be made of which every role overlaps by half; the closest pairs are made first."""
    gold_places, found_places = _role_places(text, gold), _role_places(text, found)
    pairs = sorted(
        (-closeness, number, other)
        for number, one in enumerate(gold_places)
        for other, another in enumerate(found_places)
        if (closeness := _closeness(one, another))
    )
    free_gold, free_found, matched = set(range(len(gold))), set(range(len(found))), 0
    for _, number, other in pairs:
        if number in free_gold and other in free_found:
            free_gold.remove(number)
            free_found.remove(other)
            matched += 1
    return matched


def _role_places(text: str, attributions: Iterable[Attribution]) -> list[tuple[set[int], ...]]:
    # Sorted, so that ties among pairs are broken the same way on every run.
    in_order = sorted(attributions, key=lambda attribution: attribution.roles[::-1])
    return [tuple(_places(text, spans) for spans in attribution.roles) for attribution in in_order]


def _closeness(one: tuple[set[int], ...], other: tuple[set[int], ...]) -> float:
    """Sum over the roles of the shared part of the longer span; 0 when one role shares less than half."""
    shares = [
        len(here & there) / max(len(here), len(there)) if here or there else 1.0
        for here, there in zip(one, other, strict=True)
    ]
    return sum(shares) if min(shares) >= 0.5 else 0.0
