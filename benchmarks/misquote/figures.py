"""Figures: what the answers of a tool come to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.misquote.rows import Row
from benchmarks.misquote.tools import Answer

LABELS = "verbatim indicated altered spliced misattributed paraphrase not-found not-a-claim unchecked missed".split()
_HIDDEN_NEGATION = ("ellipsis-swallows-negation", "bracket-replaces-negation")
_HONEST = ("verbatim", "indicated")
_NO_CLAIM = ("not-a-claim", "unchecked")
_WRONG = ("altered", "spliced", "misattributed", "paraphrase", "not-found")


@dataclass(frozen=True, slots=True)
class Asked:
    """One quotation: what is right, and what a tool answered.

    `errors_right` are the rules that must report an error, where that is known (the written cases tell).
    """

    id: str
    kind: str
    label: str
    faithful: bool
    edit_class: str | None
    finding: str | None
    place: tuple[str, int, int] | None
    answer: Answer
    row: Row | None = None

    @property
    def is_right(self) -> bool:
        """Whether the verdict is right, and what must be found beside it was found."""
        answer = self.answer
        found = self.finding is None or self.label not in _HONEST or self.finding in answer.findings
        return answer.verdict == self.label and found and not (self.faithful and answer.errors)

    def changes(self, what: str) -> bool:
        """Whether the damage is to a negation, a number or a name; a hidden negation counts."""
        return self.edit_class == what or (what == "negation" and self.kind in _HIDDEN_NEGATION)

    @property
    def is_reported(self) -> bool:
        """Whether the tool tells an editor that something is wrong with it."""
        return bool(self.answer.errors) or self.answer.verdict in _WRONG

    @property
    def is_alarm(self) -> bool:
        """Whether it is faithful, and the tool does not say so."""
        return self.faithful and (bool(self.answer.errors) or self.answer.verdict not in _HONEST)

    @property
    def is_placed(self) -> bool:
        """Whether the place that the tool shows is the true one, or overlaps it."""
        if self.place is None or self.answer.place is None:
            return False
        document, start, end = self.answer.place
        return document == self.place[0] and start < self.place[2] and end > self.place[1]


def figures(asked: Sequence[Asked]) -> dict[str, float]:
    """The figures by name; those that nothing was asked for are left out."""
    claims = [one for one in asked if one.label not in _NO_CLAIM]
    faithful = [one for one in claims if one.faithful]
    damaged = [one for one in claims if not one.faithful]
    found: dict[str, float] = {}

    def share(name: str, among: Iterable[Asked], is_so: Callable[[Asked], bool]) -> None:
        listed = list(among)
        if listed:
            found[name] = sum(map(is_so, listed)) / len(listed)

    share("verdict accuracy", asked, lambda one: one.answer.verdict == one.label)
    share("false alarms on faithful quotations", faithful, lambda one: one.is_alarm)
    for name, is_damaged in (("sound", False), ("damaged", True)):
        among = [one for one in faithful if one.kind.startswith("source-") is is_damaged]
        share(f"false alarms in {name} sources", among, lambda one: one.is_alarm)
    share("damaged quotations reported", damaged, lambda one: one.is_reported)
    for name in ("negation", "number", "name"):
        share(f"changed {name} reported", (one for one in damaged if one.changes(name)), lambda one: one.is_reported)
    share(
        "cut after a negation reported",
        (one for one in asked if one.kind == "cut-after-negation"),
        lambda one: one.is_reported,
    )
    share("other speaker reported", (one for one in asked if one.label == "misattributed"), lambda one: one.is_reported)
    share(
        "edit class named", (one for one in asked if one.edit_class), lambda one: one.edit_class in one.answer.classes
    )
    share("finding named", (one for one in asked if one.finding), lambda one: one.finding in one.answer.findings)
    share("true place shown", (one for one in asked if one.place), lambda one: one.is_placed)
    return found


def labels_table(asked: Sequence[Asked]) -> Iterator[str]:
    """Of each label: how many, how many were given it, precision, recall, F1."""
    yield f"{'verdict':<16}{'rows':>7}{'right':>8}{'precision':>11}{'recall':>9}{'F1':>8}"
    for label in LABELS:
        rows = [one for one in asked if one.label == label]
        given = sum(one.answer.verdict == label for one in asked)
        right = sum(one.answer.verdict == label for one in rows)
        if rows or given:
            precision, recall = right / max(given, 1), right / max(len(rows), 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            yield f"{label:<16}{len(rows):>7}{right:>8}{precision:>11.1%}{recall:>9.1%}{f1:>8.1%}"


def confusion(asked: Sequence[Asked]) -> Iterator[str]:
    """Right verdicts down, given ones across."""
    pairs = Counter((one.label, one.answer.verdict or "") for one in asked)
    across = [label for label in LABELS if any(given == label for _, given in pairs)]
    yield f"{'right ↓  given →':<18}" + "".join(f"{label[:9]:>11}" for label in across)
    for label in LABELS:
        if any(right == label for right, _ in pairs):
            yield f"{label:<18}" + "".join(f"{pairs[label, given] or '·':>11}" for given in across)


def kinds_table(asked: Sequence[Asked]) -> Iterator[str]:
    """Of each kind: how many, how many verdicts are right, how many were reported, and the wrong verdicts."""
    kinds: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        kinds[one.kind].append(one)
    yield f"{'kind':<30}{'right label':<15}{'rows':>5}{'verdict':>9}{'reported':>10}  wrong verdicts"
    for kind, rows in kinds.items():
        labels = "/".join(dict.fromkeys(one.label for one in rows))
        right = sum(one.answer.verdict == one.label for one in rows) / len(rows)
        reported = sum(one.is_reported for one in rows) / len(rows)
        wrong = Counter(one.answer.verdict for one in rows if one.answer.verdict != one.label)
        told = ", ".join(f"{verdict} {count}" for verdict, count in wrong.most_common())
        yield f"{kind:<30}{labels[:14]:<15}{len(rows):>5}{right:>9.1%}{reported:>10.1%}  {told}"


def tools_table(names: Sequence[str], asked: Sequence[Sequence[Asked]]) -> Iterator[str]:
    """Of each tool: faithful quotations accepted and damaged ones refused, in all and by the kind of damage.

    The other tools know no speakers and no verdicts, so only this can be compared.
    """
    groups: tuple[tuple[str, Callable[[Asked], bool]], ...] = (
        ("faithful, sound source: accepted", lambda one: one.faithful and not one.kind.startswith("source-")),
        ("faithful, damaged source: accepted", lambda one: one.faithful and one.kind.startswith("source-")),
        ("damaged: refused", lambda one: not one.faithful),
        ("  … negation", lambda one: one.changes("negation")),
        ("  … number", lambda one: one.changes("number")),
        ("  … name", lambda one: one.changes("name")),
        ("  … other words", lambda one: one.edit_class not in (None, "negation", "number", "name")),
        ("  … cut after a negation", lambda one: one.kind == "cut-after-negation"),
        ("  … spliced", lambda one: one.label == "spliced"),
        ("  … another speaker", lambda one: one.label == "misattributed"),
        ("  … paraphrase", lambda one: one.label == "paraphrase"),
        ("  … not said at all", lambda one: one.label == "not-found"),
    )
    yield f"{'':<36}{'rows':>6}" + "".join(f"{name:>15}" for name in names)
    shared = set.intersection(*({one.id for one in tool} for tool in asked))
    for title, belongs in groups:
        cells = []
        for tool in asked:
            rows = [one for one in tool if one.id in shared and one.label not in _NO_CLAIM and belongs(one)]
            right = sum(one.answer.accepted == one.faithful for one in rows)
            cells.append(f"{right / len(rows):>15.1%}" if rows else f"{'':>15}")
        if rows:
            yield f"{title:<36}{len(rows):>6}" + "".join(cells)
