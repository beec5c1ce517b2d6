"""Reporting: which rules answer to an observation, in which words and in which order."""

from __future__ import annotations

import random

import pytest

from quoth.model import Severity, Span
from quoth.verify.observation import Observation
from quoth.verify.profiles import load_profile
from quoth.verify.report import report


def seen(kind: str, start: int = 0, end: int = 4, /, **facts: str) -> Observation:
    return Observation(kind, Span(start, end), {name.rstrip("_"): value for name, value in facts.items()})


CASES = [
    # observation, rule, message, suggestion
    (
        seen("edit", class_="content", op="replace", draft="rebuild", evidence="repair"),
        "altered-wording",
        "the draft has “rebuild”, the evidence “repair”",
        "write “repair”",
    ),
    (
        seen("edit", class_="function", op="delete", draft="", evidence="for the"),
        "missing-ellipsis",
        "the evidence has “for the” here, the draft does not",
        "put “for the” back, or mark the gap with an ellipsis",
    ),
    (
        seen("edit", class_="negation", op="insert", draft="not", evidence=""),
        "altered-negation",
        "the draft has “not”, the evidence does not",
        "take out “not”",
    ),
    (
        seen("ending", draft="!", evidence=""),
        "changed-end-mark",
        "the draft ends with “!”, the evidence does not",
        "take out “!”",
    ),
    (
        seen("ending", draft=".", evidence="?"),
        "changed-end-mark",
        "the draft ends with “.”, the evidence with “?”",
        "end with “?”",
    ),
    (
        seen("bracket", use="replacement", changes="negation", bracket="[always]", evidence="not", present="yes"),
        "bracket-changes-meaning",
        "[always] stands for “not” and changes a negation",
        "write “not”",
    ),
    (
        seen("bracket", use="gloss", changes="number", bracket="[in 2031]", evidence="", present="yes"),
        "bracket-changes-meaning",
        "[in 2031] adds a number that the evidence does not have",
        "take [in 2031] out",
    ),
    (
        seen("edge", side="end", cut="condition", near="yes", evidence="if the votes are there"),
        "cut-condition",
        "after these words the evidence has the condition “if the votes are there”",
        "name the condition, inside the quotation or beside it",
    ),
    (
        seen("speaker", about="unknown", draft="Bram Oduya", evidence=""),
        "unknown-speaker",
        "the draft names Bram Oduya, the evidence does not say who speaks",
        None,
    ),
    (
        seen("passage", about="weak", places="1", distance="", fidelity="captions"),
        "weak-evidence",
        "the evidence is captions, which may shorten what was said",
        None,
    ),
    (
        seen("verdict", verdict="unchecked", reason="the evidence is in another language"),
        "unchecked-quotation",
        "not checked: the evidence is in another language",
        None,
    ),
]


@pytest.mark.parametrize(("observation", "rule", "message", "suggestion"), CASES, ids=[case[1] for case in CASES])
def test_an_observation_becomes_a_finding(
    observation: Observation, rule: str, message: str, suggestion: str | None
) -> None:
    (finding,) = report([observation], {})
    assert (finding.rule, finding.message, finding.suggestion) == (rule, message, suggestion)
    assert finding.span == observation.span


@pytest.mark.parametrize(
    "observation",
    [
        seen("edit", class_="typography", op="replace", draft="“", evidence='"'),
        seen("edit", class_="case", op="replace", draft="the", evidence="The"),
        seen("bracket", use="sic", changes="none", bracket="[sic]", evidence="", present="yes"),
        seen("passage", about="weak", places="1", distance="", fidelity="script"),
        seen("verdict", verdict="not-a-claim", reason="a title"),
        seen("a kind that no rule knows"),
    ],
)
def test_some_observations_are_nothing_in_plain(observation: Observation) -> None:
    assert report([observation], load_profile().severities) == ()


def test_severities_are_those_given() -> None:
    observation = seen("edit", class_="case", op="replace", draft="the", evidence="The")
    (finding,) = report([observation], load_profile("legal").severities)
    assert finding.severity is Severity.ERROR
    assert report([CASES[0][0]], {"altered-wording": Severity.OFF}) == ()


def test_what_is_not_known_leaves_no_hole() -> None:
    (finding,) = report([seen("edit", class_="content", op="replace")], {})
    assert (finding.message, finding.suggestion) == ("altered wording", None)


def test_a_long_fact_is_shortened_in_the_message_alone() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    (finding,) = report([seen("edit", class_="content", op="delete", draft="", evidence=words)], {})
    assert len(finding.message.split()) < 40
    assert words in (finding.suggestion or "")


def test_the_order_of_observations_changes_nothing() -> None:
    observations = [
        Observation(one.kind, Span(start, start + 3), one.facts) for start in (9, 0, 4) for one, *_ in CASES
    ]
    expected = report(observations, {})
    assert [finding.span.start for finding in expected] == sorted(finding.span.start for finding in expected)
    ranks = [list(Severity).index(finding.severity) for finding in expected if finding.span.start == 0]
    assert ranks == sorted(ranks)
    for seed in range(5):
        random.Random(seed).shuffle(observations)
        assert report(observations * 2, {}) == expected
