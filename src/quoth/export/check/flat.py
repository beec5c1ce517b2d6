"""A check made flat for people: each quotation with its findings and its place, and the counts of the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from quoth.export.flat import Places, counted
from quoth.model import Check, CheckedQuotation, EvidenceUsed, Finding, Passage, Severity, Span, Verdict

# What a verdict says, as one goes on after its name.
_MEANING: Mapping[Verdict, str] = {
    Verdict.VERBATIM: "the words of the evidence",
    Verdict.INDICATED: "differs only where the draft says so",
    Verdict.ALTERED: "differs from the evidence",
    Verdict.SPLICED: "joins words that stand apart in the evidence",
    Verdict.MISATTRIBUTED: "the words of another speaker",
    Verdict.PARAPHRASE: "rewords the evidence inside quotation marks",
    Verdict.NOT_FOUND: "nothing like it stands in the evidence that was read",
    Verdict.NOT_A_CLAIM: "a title, term, slogan or scare quote",
    Verdict.UNCHECKED: "could not be checked",
}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True)
class FlatQuotation:
    """One quotation, counted from 1, with the findings on it and where it stands in the draft."""

    number: int
    quotation: CheckedQuotation
    findings: tuple[Finding, ...]
    at: str


@dataclass(frozen=True, slots=True)
class FlatCheck:
    """The quotations of a draft, and the findings that belong to none of them."""

    quotations: tuple[FlatQuotation, ...]
    others: tuple[Finding, ...]


def flatten(check: Check) -> FlatCheck:
    """Every quotation of a check with its findings; a finding that is switched off is left out."""
    owners: dict[int, list[Finding]] = {}
    others = []
    for finding in check.findings:
        if finding.severity is Severity.OFF:
            continue
        owner = _owner(finding, check.quotations)
        if owner is None:
            others.append(finding)
        else:
            owners.setdefault(owner, []).append(finding)
    places = Places(check.draft)
    rows = (
        FlatQuotation(number, quotation, tuple(owners.get(number - 1, ())), places.name(quotation.span.start))
        for number, quotation in enumerate(check.quotations, 1)
    )
    return FlatCheck(tuple(rows), tuple(others))


def _owner(finding: Finding, quotations: Iterable[CheckedQuotation]) -> int | None:
    """The quotation that a finding is about: one that names its rule, the nearest; or else one that holds its place.

    A finding may stand outside of its quotation, at the name of the speaker.
    """
    named = [
        (_distance(finding.span, quotation.span), len(quotation.span), index)
        for index, quotation in enumerate(quotations)
        if finding.rule in quotation.findings or quotation.span.covers(finding.span)
    ]
    return min(named)[2] if named else None


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def place_of(passage: Passage) -> str:
    """Where a passage stands, as one looks it up: document, speaker, page, time."""
    page = f"p. {passage.page}" if passage.page else None
    time = passage.time.partition(".")[0] if passage.time else None
    return ", ".join(fact for fact in (passage.document, passage.speaker, page, time) if fact)


def meaning(quotation: CheckedQuotation) -> str:
    """What the verdict of a quotation says, or why it is so where a reason is given."""
    return quotation.reason or _MEANING[quotation.verdict]


def ranked(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that ask for most first, the waived last."""
    return sorted(findings, key=lambda one: (one.waived is not None, _ORDER.index(one.severity)))


def unread(used: EvidenceUsed) -> str:
    """What to say of evidence that was not read, after its name."""
    reason = (used.reason or "").removeprefix(f"{used.document}: ")
    return f"was not read: {reason}" if reason else "was not read"


def advice(finding: Finding) -> str:
    """What a finding says, with its suggestion."""
    return f"{finding.message}; {finding.suggestion}" if finding.suggestion else finding.message


@dataclass(slots=True)
class Tally:
    """The counts of one check or of many, told in one line."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    waived: int = 0
    unread: int = 0

    @classmethod
    def of(cls, *checks: Check) -> Tally:
        """The counts of these checks."""
        tally = cls()
        for check in checks:
            tally.add(check)
        return tally

    def add(self, check: Check) -> None:
        """Count one check more."""
        self.verdicts.update(quotation.verdict for quotation in check.quotations)
        self.severities.update(finding.severity for finding in check.findings if finding.waived is None)
        self.waived += sum(finding.waived is not None for finding in check.findings)
        self.unread += sum(not used.read for used in check.evidence)

    @property
    def quotations(self) -> str:
        """How many quotations have which verdict."""
        total = self.verdicts.total()
        counts = ", ".join(f"{self.verdicts[verdict]} {verdict}" for verdict in Verdict if self.verdicts[verdict])
        return counted(total, "quotation") + (f": {counts}" if counts else "")

    @property
    def findings(self) -> str:
        """How many findings are left at which level, how many were waived, and what was not read."""
        parts = [counted(self.severities[severity], severity) for severity in _ORDER if self.severities[severity]]
        parts = parts or ["no findings"]
        parts += [f"{self.waived} waived"] if self.waived else []
        return ", ".join([*parts, *([f"{self.unread} of the evidence not read"] if self.unread else [])])

    def __str__(self) -> str:
        return f"{self.quotations}; {self.findings}"
