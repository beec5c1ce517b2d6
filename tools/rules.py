"""The page `docs/rules.md`: every rule with its sentence and its severities, made from the rules and the profiles."""

from __future__ import annotations

from collections.abc import Iterator

from quoth.model import Severity
from quoth.verify.profiles import PLAIN, load_profile, profile_names
from quoth.verify.rule import load_rules, rule_page

_PAGES = "../src/quoth/verify/rules"

_HEAD = """\
# Rules

<!-- Made by `make docs` from src/quoth/verify/rules/ and src/quoth/verify/profiles/: edit those. -->

A rule turns what checking notices into a finding: a place in the draft, a message, mostly a suggestion, and a severity.
An `error` decides the exit status; a `warning` wants a look; a `note` is for your information; a rule that is `off` is
silent. Each rule has a page that says why it matters, with an example and what to write instead.

The severities below are those of the profile `plain`; behind the sentence stand the profiles that see it otherwise.
[Configuration](configuration.md) says how to choose a profile, change a severity or waive one finding.
"""

_TITLES = {
    "edit": "Words that differ",
    "ending": "Marks at the end",
    "omission": "What an ellipsis hides",
    "bracket": "Brackets",
    "edge": "What was cut off at the edges",
    "passage": "The passage in the evidence",
    "speaker": "Who said it",
    "verdict": "Quotations without a passage",
    "mark": "Quotation marks",
    "support": "Indirect statements",
    "version": "Since the draft was locked",
    "waiver": "Waivers",
}


def rules_page() -> str:
    """The whole page, as Markdown."""
    sections = (f"## {title}\n\n{_table(kind)}" for kind, title in _TITLES.items())
    return "\n".join([_HEAD, f"## Profiles\n\n{_profiles()}", *sections])


def _profiles() -> str:
    rows = ((f"`{name}`", load_profile(name).about) for name in profile_names())
    return _rows(("profile", "whose style it is"), rows)


def _table(kind: str) -> str:
    """The rules of one kind, the gravest first."""
    rules = sorted(
        (rule for rule in load_rules().values() if rule.kind == kind),
        key=lambda rule: (list(Severity).index(rule.severity), rule.name),
    )
    rows = ((f"[{rule.name}]({_PAGES}/{rule.name}.md)", f"`{rule.severity}`", _says(rule.name)) for rule in rules)
    return _rows(("rule", "severity", "what it reports"), rows)


def _says(name: str) -> str:
    """The sentence under a page's title, and where other profiles differ."""
    sentence = " ".join(rule_page(name).split("\n\n")[1].split())
    plain = load_profile(PLAIN).severities[name]
    others: dict[Severity, list[str]] = {}
    for profile in profile_names():
        severity = load_profile(profile).severities[name]
        if severity is not plain:
            others.setdefault(severity, []).append(f"`{profile}`")
    differing = "; ".join(
        f"`{severity}` in {', '.join(others[severity])}" for severity in Severity if severity in others
    )
    return f"{sentence} ({differing})" if differing else sentence


def _rows(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return (
        "".join(f"| {' | '.join(cells)} |\n" for cells in lines).replace("| --- |", "|---|").replace(" --- |", "---|")
    )
