"""Rules and profiles: every file is of the form, every rule has its page, and what is wrong is told in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path

import pytest

from quoth.model import ConfigurationError, Severity, Span
from quoth.verify.kinds import KINDS
from quoth.verify.observation import Observation
from quoth.verify.profiles import PLAIN, load_profile, profile_names, read_profile
from quoth.verify.report import report
from quoth.verify.rule import Rule, load_rules, read_rule, rule_page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "src" / "quoth" / "verify" / "rules"
ALL_ON = dict.fromkeys(load_rules(), Severity.NOTE)
HEADINGS = ["What it does", "Why it matters", "Example", "Write instead"]
FENCE = re.compile(r"^```(?P<kind>[\w ]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)

# What a message never says, and what an empty fact leaves behind.
ACCUSING = re.compile(r"\b(lie[ds]?|lying|misquot\w+|fak\w+|fabricat\w+|wrong)\b", re.IGNORECASE)
HOLE = re.compile(r"“\s*”|``|  |\s[,.;:]|[{}]|^\s|\s$|\(\)")

each_rule = pytest.mark.parametrize("rule", load_rules().values(), ids=lambda rule: rule.name)
each_page = pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda page: page.stem)


# ------------------------------------------------------------------ the files


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {page.stem for page in FOLDER.glob("*.md")} == set(load_rules())


def test_every_kind_has_a_rule() -> None:
    assert {rule.kind for rule in load_rules().values()} == set(KINDS)


@each_rule
def test_a_message_says_no_more_than_is_known(rule: Rule) -> None:
    """Whatever the engine knows of an observation, the message has no hole and accuses nobody."""
    for facts in possible(rule):
        found = [one for one in report([Observation(rule.kind, Span(0, 1), facts)], ALL_ON) if one.rule == rule.name]
        assert len(found) == 1, facts
        for words in (found[0].message, found[0].suggestion or "x"):
            assert not HOLE.search(words), (words, facts)
            assert not ACCUSING.search(words)
            assert not words.endswith(".")
        assert found[0].message != rule.name.replace("-", " "), facts


def possible(rule: Rule) -> Iterator[Mapping[str, str]]:
    """Facts that match a rule: every value of those that have few, and words or none for the others."""
    facts = KINDS[rule.kind]
    choices = [
        sorted(rule.when.get(fact, values)) if values else (f"some {fact}", "") for fact, values in facts.items()
    ]
    for chosen in product(*choices):
        one = dict(zip(facts, chosen, strict=True))
        if is_whole(rule.kind, one):
            yield one


def is_whole(kind: str, facts: Mapping[str, str]) -> bool:
    """Whether the engine can give these facts together: a deletion has words of the evidence, and so on."""
    match kind:
        case "edit":
            sides = {"replace": (1, 1), "delete": (0, 1), "insert": (1, 0), "move": (1, 1)}[facts["op"]]
            return sides == (bool(facts["draft"]), bool(facts["evidence"]))
        case "ending":
            return bool(facts["draft"] or facts["evidence"])
        case "bracket":
            return bool(facts["bracket"])
        case "waiver":
            return all(facts.values())
    return True


@each_page
def test_a_page_has_the_fixed_headings(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == f"# {page.stem}"
    sentence = text.split("\n\n")[1]
    assert sentence.endswith(".")
    assert "\n" not in sentence
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert headings in (HEADINGS, [*HEADINGS, "When to allow it"])
    assert all(len(line) <= 120 for line in lines)


@each_page
def test_a_page_shows_a_draft_and_its_evidence(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    example = text.partition("## Example\n")[2].partition("\n## ")[0]
    kinds = [fence["kind"].split()[0] for fence in FENCE.finditer(example)]
    kind = load_rules()[page.stem].kind
    before = {"version": ["locked"], "waiver": ["waivers"]}.get(kind, [])
    assert kinds == [*before, "draft", "evidence"]
    instead = [fence["kind"] for fence in FENCE.finditer(text.partition("## Write instead\n")[2])]
    assert set(instead) <= {"instead"}


def test_no_two_pages_say_the_same() -> None:
    sentences = [rule_page(name).split("\n\n")[1] for name in load_rules()]
    drafts = [fence["body"] for name in load_rules() for fence in FENCE.finditer(rule_page(name))]
    assert len(set(sentences)) == len(sentences)
    assert len(set(drafts)) >= len(drafts) - 1  # two pages may mend their draft alike


def test_an_unknown_rule_has_no_page() -> None:
    with pytest.raises(ConfigurationError, match="unknown rule `altered-word`; did you mean `altered-wording`"):
        rule_page("altered-word")


GOOD = "kind: edit\nwhen: {class: negation}\nseverity: error\nmessage: 'has “{draft}”'\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("edit", "edits"), "unknown kind `edits`; did you mean `edit`?"),
        (GOOD.replace("class: negation", "klass: negation"), "when: unknown key `klass`; did you mean `class`?"),
        (GOOD.replace("negation", "negations"), "when: unknown class `negations`; did you mean `negation`?"),
        (GOOD.replace("negation", "[number, nam]"), "when: unknown class `nam`; did you mean `name`?"),
        (GOOD.replace("class: negation", "draft: yes"), "when: unknown key `draft`"),
        (GOOD.replace("error", "fatal"), "unknown severity `fatal`"),
        (GOOD.replace("{draft}", "{drafts}"), "message: unknown fact `drafts`; did you mean `draft`?"),
        (GOOD.replace("{draft}", "{draft"), "message: expected '}' before end of string"),
        (GOOD.replace("severity: error\n", ""), "has no `severity`; add it"),
        (GOOD.replace("severity", "severeness"), "unknown key `severeness`"),
        (GOOD.replace("'has “{draft}”'", "{replace: 'a', insert: 'b'}"), "message: has nothing for op `delete`"),
        (GOOD.replace("'has “{draft}”'", "{change: 'a'}"), "message: its keys are no values of a fact"),
        (GOOD.replace("'has “{draft}”'", "[]"), "message: is not words"),
        (GOOD.replace("{class: negation}", "negation"), "when: is no table"),
        (GOOD + "suggestion: {a: b}\n", "suggestion: its keys are no values"),
        ("kind: [", ", line 2: "),
        ("just words", "holds no keys"),
    ],
)
def test_a_wrong_rule_is_told_in_one_line(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_rule("some-rule", text)
    assert str(caught.value).startswith("rules/some-rule.yaml")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


# ------------------------------------------------------------------ profiles


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_says_only_where_it_differs(name: str) -> None:
    profile = load_profile(name)
    assert set(profile.severities) == set(load_rules())
    text = (ROOT / "src" / "quoth" / "verify" / "profiles" / f"{name}.yaml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    assert all(" # " in line for line in lines), "each change has a line of reason"
    assert all(load_rules().keys() >= {line.split(":")[0].strip()} for line in lines)


def test_no_profile_lowers_what_changes_sense() -> None:
    grave = [name for name in load_rules() if name.startswith(("altered-", "hidden-neg", "cut-neg", "wrong-", "uns"))]
    for name in profile_names():
        assert {load_profile(name).severities[rule] for rule in grave} == {Severity.ERROR}


def test_plain_has_the_severities_of_the_rules() -> None:
    assert load_profile(PLAIN).severities == {name: rule.severity for name, rule in load_rules().items()}


def test_an_unknown_profile_is_told_with_those_there_are() -> None:
    with pytest.raises(ConfigurationError) as caught:
        load_profile("Gaurdian")
    assert "did you mean `guardian`?" in str(caught.value)
    assert all(f"`{name}`" in str(caught.value) for name in profile_names())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about: x\nseverities: {altered-word: error}", "severities: unknown rule `altered-word`"),
        ("about: x\nseverities: {contraction: mild}", "severities, contraction: unknown severity `mild`"),
        ("severities: {}", "has no `about`"),
        ("about: x\nseverity: {}", "unknown key `severity`; did you mean `severities`?"),
    ],
)
def test_a_wrong_profile_is_told(text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(said)):
        read_profile("house", text)
