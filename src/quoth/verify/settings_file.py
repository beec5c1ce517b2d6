"""The files that tell quoth what to report: how they are read, and what is said of one that is wrong.

What is said fits on one line and names the file, the place in it and what to write instead.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from quoth.model import ConfigurationError

# BaseLoader: everything stays text, so that `off` and `no` are words and not False; the C one where libyaml is there.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FEW = 8  # so many names fit on a line


def unknown(what: str, name: object, known: Iterable[str]) -> str:
    """What to say of a name that is none of the known ones: the nearest of them, and all where they are few.

    >>> unknown("severity", "warn", ["error", "warning", "note", "off"])
    'unknown severity `warn`; did you mean `warning`? Known are `error`, `note`, `off`, `warning`'
    """
    names = sorted(known)
    near = difflib.get_close_matches(str(name).lower(), names, n=1)
    hints = [f"did you mean `{near[0]}`?"] if near else []
    if len(names) <= _FEW:
        hints.append(f"{'K' if near else 'k'}nown are {', '.join(f'`{one}`' for one in names)}")
    elif not near:
        hints.append("the documentation lists those that there are")
    return f"unknown {what} `{name}`; {' '.join(hints)}"


def refuse_unknown(table: Mapping[str, Any], known: Iterable[str], *, where: str) -> None:
    """Raise `ConfigurationError` for the first key of a table that is none of the known ones."""
    names = tuple(known)
    for key in table:
        if key not in names:
            raise ConfigurationError(f"{where}: {unknown('key', key, names)}")


def yaml_table(text: str, *, where: str) -> Mapping[str, Any]:
    """The keys and values of a YAML text, every value as it is written."""
    try:
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        place = f"{where}, line {mark.line + 1}" if mark else where
        raise ConfigurationError(f"{place}: {problem or 'is not YAML'}; put prose in single quotation marks") from None
    if not isinstance(data, Mapping):
        raise ConfigurationError(f"{where}: holds no keys; write `key: value`")
    return data


def toml_table(text: str, *, where: str) -> dict[str, Any]:
    """The keys and values of a TOML text."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{where}: is not TOML: {error}") from None


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without the mark that some editors put in front."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror or 'cannot be read'}; check the name") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path}: is not UTF-8; save it so") from None
