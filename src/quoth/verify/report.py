"""Reporting: what the rules make of the observations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from quoth.model import Finding, Severity, Span
from quoth.verify.observation import Observation
from quoth.verify.rule import Rule, load_rules

_RANK = {severity: rank for rank, severity in enumerate(Severity)}  # the gravest first
_MOST = 24  # words of one fact in a message; a line of a terminal holds about fifteen


def report(observations: Iterable[Observation], severities: Mapping[str, Severity]) -> tuple[Finding, ...]:
    """What each rule reports of each observation that it matches, in the order of places, then severities and names.

    `severities` are those of a profile; a rule that they do not name has its own, and one that is off is silent.
    What would be said twice of one place is said once.

    >>> edit = {"class": "negation", "op": "delete", "draft": "", "evidence": "not"}
    >>> [finding.message for finding in report([Observation("edit", Span(8, 8), edit)], {})]
    ['the evidence has “not” here, the draft does not']
    """
    found = {
        finding
        for observation in observations
        for rule in _rules_of(observation.kind)
        if rule.matches(observation.facts)
        for finding in _finding(rule, severities.get(rule.name, rule.severity), observation)
    }
    return tuple(sorted(found, key=_order))


@cache
def _rules_of(kind: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules().values() if rule.kind == kind)


def _finding(rule: Rule, severity: Severity, observation: Observation) -> Iterable[Finding]:
    if severity is Severity.OFF:
        return
    facts = observation.facts
    message = rule.message.fill({fact: _shortened(words) for fact, words in facts.items()})
    yield Finding(
        rule=rule.name,
        severity=severity,
        span=observation.span,
        # An observation that knows less than its kind promises still is reported, by the rule's name.
        message=message or rule.name.replace("-", " "),
        suggestion=rule.suggestion.fill(facts) if rule.suggestion else None,
    )


def _shortened(text: str) -> str:
    """A fact as a message can hold it: without line breaks, and of many words only the first and the last."""
    words = text.split()
    if len(words) <= _MOST:
        return " ".join(words)
    return " ".join([*words[: _MOST * 2 // 3], "[…]", *words[-_MOST // 3 :]])


def _order(finding: Finding) -> tuple[Span, int, str, str, str]:
    return finding.span, _RANK[finding.severity], finding.rule, finding.message, finding.suggestion or ""
