"""Profiles: how grave each rule is in a house that has its own style.

A profile is a file `profiles/NAME.yaml` that says only where it differs from `plain`, whose severities are the rules'
own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from quoth.model import ConfigurationError, Severity
from quoth.verify.rule import load_rules
from quoth.verify.settings_file import refuse_unknown, unknown, yaml_table

PLAIN = "plain"

_FOLDER = resources.files("quoth.verify") / "profiles"


@dataclass(frozen=True, slots=True)
class Profile:
    """A house profile: a sentence about it, and the severity of every rule."""

    name: str
    about: str
    severities: Mapping[str, Severity]


@cache
def profile_names() -> tuple[str, ...]:
    """The names of all profiles, `plain` first."""
    names = {entry.name.removesuffix(".yaml") for entry in _FOLDER.iterdir() if entry.name.endswith(".yaml")}
    return (PLAIN, *sorted(names - {PLAIN}))


@cache
def load_profile(name: str = PLAIN) -> Profile:
    """The profile of this name.

    Raises `ConfigurationError` when there is none, with those that there are.
    """
    if name not in profile_names():
        raise ConfigurationError(unknown("profile", name, profile_names()))
    return read_profile(name, (_FOLDER / f"{name}.yaml").read_text("utf-8"))


def read_profile(name: str, text: str) -> Profile:
    """The profile that a file's text describes."""
    where = f"profiles/{name}.yaml"
    data = yaml_table(text, where=where)
    refuse_unknown(data, ("about", "severities"), where=where)
    if not data.get("about"):
        raise ConfigurationError(f"{where}: has no `about`; say in a sentence whose style it is")
    return Profile(name, data["about"], merged(data.get("severities") or {}, where=f"{where}, severities"))


def merged(
    changes: Mapping[str, object], onto: Mapping[str, Severity] | None = None, *, where: str
) -> Mapping[str, Severity]:
    """The severity of every rule: those of `changes` laid over a profile's, or over the rules' own.

    Raises `ConfigurationError`, naming the place, for an unknown rule or severity.
    """
    severities = dict(onto) if onto is not None else {name: rule.severity for name, rule in load_rules().items()}
    known = {severity.value: severity for severity in Severity}
    for rule, severity in changes.items():
        if rule not in severities:
            raise ConfigurationError(f"{where}: {unknown('rule', rule, severities)}")
        if not isinstance(severity, str) or severity not in known:
            raise ConfigurationError(f"{where}, {rule}: {unknown('severity', severity, known)}")
        severities[rule] = known[severity]
    return severities
