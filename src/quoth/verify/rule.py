"""Rule: which observations are worth a finding, how grave it is, and in which words it is told.

Each rule is a file `rules/NAME.yaml`, with a page `rules/NAME.md` beside it for whoever reads the finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any, TypeVar

from quoth.model import ConfigurationError, Severity
from quoth.verify.kinds import KINDS
from quoth.verify.settings_file import refuse_unknown, unknown, yaml_table

_FOLDER = resources.files("quoth.verify") / "rules"
_T = TypeVar("_T")
_KEYS = ("kind", "when", "severity", "message", "suggestion")


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates to be filled with facts, by the value of one fact where `fact` names it, else all under "".

    Of several templates the first is taken whose facts are all known: an empty fact would leave a hole.
    """

    fact: str
    templates: Mapping[str, tuple[str, ...]]

    def fill(self, facts: Mapping[str, str]) -> str | None:
        """The words for these facts; None when every template needs one that is not known."""
        for template in self.templates.get(facts.get(self.fact, ""), ()):
            if all(facts.get(name) for name in _facts_in(template)):
                return template.format_map(facts)
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: it reports on every observation of its kind whose facts have the values asked for.

    `severity` is that of the profile `plain`.
    """

    name: str
    kind: str
    when: Mapping[str, frozenset[str]]
    severity: Severity
    message: Wording
    suggestion: Wording | None = None

    def matches(self, facts: Mapping[str, str]) -> bool:
        """Whether facts of its kind have the values that the rule asks for."""
        return all(facts.get(fact) in values for fact, values in self.when.items())


@cache
def load_rules() -> Mapping[str, Rule]:
    """Every rule by its name, in the order of names.

    Raises `ConfigurationError` (file, key, remedy) when a file is not of the expected form.
    """
    files = sorted((entry for entry in _FOLDER.iterdir() if entry.name.endswith(".yaml")), key=lambda file: file.name)
    names = [file.name.removesuffix(".yaml") for file in files]
    return {name: read_rule(name, file.read_text("utf-8")) for name, file in zip(names, files, strict=True)}


def rule_page(name: str) -> str:
    """The page of a rule, as Markdown. Raises `ConfigurationError` when there is no such rule."""
    if name not in load_rules():
        raise ConfigurationError(unknown("rule", name, load_rules()))
    return (_FOLDER / f"{name}.md").read_text("utf-8")


def read_rule(name: str, text: str) -> Rule:
    """The rule that a file's text describes; an error says what is wrong with it, where, and what to write."""
    where = f"rules/{name}.yaml"
    data = yaml_table(text, where=where)
    refuse_unknown(data, _KEYS, where=where)
    for key in ("kind", "severity", "message"):
        if key not in data:
            raise ConfigurationError(f"{where}: has no `{key}`; add it, as the other rules have")
    facts = _choice(data["kind"], KINDS, what="kind", where=where)
    when = _conditions(data.get("when", {}), facts, where=f"{where}, when")
    return Rule(
        name=name,
        kind=data["kind"],
        when=when,
        severity=_choice(data["severity"], {one.value: one for one in Severity}, what="severity", where=where),
        message=_wording(data["message"], facts, when, where=f"{where}, message"),
        suggestion=(
            _wording(data["suggestion"], facts, when, where=f"{where}, suggestion") if "suggestion" in data else None
        ),
    )


def _choice(name: Any, known: Mapping[str, _T], *, what: str, where: str) -> _T:
    if not isinstance(name, str) or name not in known:
        raise ConfigurationError(f"{where}: {unknown(what, name, known)}")
    return known[name]


def _conditions(data: Any, facts: Mapping[str, tuple[str, ...]], *, where: str) -> Mapping[str, frozenset[str]]:
    """What `when` asks for: of each fact named one value, or one of a list."""
    if not isinstance(data, Mapping):
        raise ConfigurationError(f"{where}: is no table; write `when: {{fact: value}}`")
    closed = {fact: values for fact, values in facts.items() if values}
    refuse_unknown(data, closed, where=where)
    conditions = {fact: [asked] if isinstance(asked, str) else asked for fact, asked in data.items()}
    for fact, asked in conditions.items():
        for value in asked:
            _choice(value, dict.fromkeys(closed[fact]), what=f"{fact}", where=where)
    return {fact: frozenset(asked) for fact, asked in conditions.items()}


def _wording(
    data: Any, facts: Mapping[str, tuple[str, ...]], when: Mapping[str, frozenset[str]], *, where: str
) -> Wording:
    """One template, a list of them, or a table of either by all the values that one fact may have in this rule."""
    if not isinstance(data, Mapping):
        return Wording("", {"": _templates(data, facts, where=where)})
    fact = next((fact for fact, values in facts.items() if values and set(data) & set(values)), None)
    if fact is None:
        raise ConfigurationError(f"{where}: its keys are no values of a fact; give one for each value, as `replace`")
    possible = sorted(when.get(fact, facts[fact]))
    for value in possible:
        if value not in data:
            raise ConfigurationError(f"{where}: has nothing for {fact} `{value}`; add it")
    refuse_unknown(data, possible, where=where)
    return Wording(fact, {value: _templates(data[value], facts, where=f"{where}, {value}") for value in possible})


def _templates(data: Any, facts: Mapping[str, Any], *, where: str) -> tuple[str, ...]:
    templates = (data,) if isinstance(data, str) else tuple(data)
    if not templates or not all(isinstance(template, str) and template for template in templates):
        raise ConfigurationError(f"{where}: is not words; write them in single quotation marks")
    for template in templates:
        for name in _facts_in(template, where=where):
            _choice(name, facts, what="fact", where=where)
    return templates


@cache
def _facts_in(template: str, *, where: str = "") -> tuple[str, ...]:
    """The facts that a template names."""
    try:
        return tuple(name for _, name, _, _ in Formatter().parse(template) if name is not None)
    except ValueError as error:
        raise ConfigurationError(f"{where}: {error}; a fact is written {{draft}}") from None
