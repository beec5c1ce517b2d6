"""Configuration: what a project sets once for all its drafts, in `quoth.toml` or in `pyproject.toml`.

`docs/configuration.md` lists the keys. What the command line says goes before what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from quoth.model import ConfigurationError, Fidelity, Severity
from quoth.verify.profiles import PLAIN, load_profile, merged
from quoth.verify.settings_file import read_text, refuse_unknown, toml_table, unknown

OWN_FILE, SHARED_FILE = "quoth.toml", "pyproject.toml"

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_]\w+)*", re.IGNORECASE)
_KEYS = ("profile", "against", "index", "language", "fidelity", "rules")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a project sets for `quoth check`; `file` says where it stands, None where nobody set anything.

    `against` and `index` are whole paths: in the file they are relative to its folder. `fidelity` maps patterns of
    file names to how near such evidence is to what was said; `rules` holds the severities that differ from the
    profile's.
    """

    file: Path | None = None
    profile: str = PLAIN
    against: tuple[str, ...] = ()
    index: Path | None = None
    language: str | None = None
    fidelity: Mapping[str, Fidelity] = field(default_factory=dict)
    rules: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def severities(self) -> Mapping[str, Severity]:
        """The severity of every rule: the profile's, and over them what `rules` says."""
        return {**load_profile(self.profile).severities, **self.rules}

    def fidelity_of(self, document: str | Path) -> Fidelity | None:
        """The fidelity of a document of the evidence by the first pattern that fits; None when none does.

        A pattern is compared with the path relative to the file's folder, and with the name alone.

        >>> Configuration(fidelity={"*.srt": Fidelity.CAPTIONS}).fidelity_of("evidence/hearing.srt").value
        'captions'
        """
        path = Path(document)
        if self.file is not None and path.is_absolute() and path.is_relative_to(self.file.parent):
            path = path.relative_to(self.file.parent)
        names = (path.as_posix(), path.name)
        fitting = (self.fidelity[glob] for glob in self.fidelity if any(fnmatchcase(name, glob) for name in names))
        return next(fitting, None)


def find_configuration(start: Path) -> Configuration:
    """The configuration for a draft or a folder: the nearest, from its folder upwards; an empty one if there is none.

    In one folder `quoth.toml` goes before `pyproject.toml`, which counts only if it has a table `[tool.quoth]`.
    Raises `ConfigurationError` (file, key, remedy) when the nearest is wrong.
    """
    folder = (start if start.is_dir() else start.parent).resolve()
    for file in _candidates(folder):
        table = _table(file)
        if table is not None:
            return _configuration(table, file)
    return Configuration()


def read_configuration(file: Path) -> Configuration:
    """The configuration in a file that somebody named. Raises `ConfigurationError` when it cannot be read."""
    return _configuration(_table(file) or {}, file.resolve())


def _candidates(folder: Path) -> Iterator[Path]:
    for above in (folder, *folder.parents):
        yield from (file for name in (OWN_FILE, SHARED_FILE) if (file := above / name).is_file())


def _table(file: Path) -> Mapping[str, Any] | None:
    """What a file says of quoth; None for a `pyproject.toml` that says nothing of it."""
    text = read_text(file)
    if file.name != SHARED_FILE:
        return toml_table(text, where=str(file))
    if "quoth" not in text:
        return None  # whatever else is wrong with it is not ours to report
    tools = toml_table(text, where=str(file)).get("tool", {})
    return tools.get("quoth") if isinstance(tools, dict) else None


def _configuration(table: Mapping[str, Any], file: Path) -> Configuration:
    where = str(file)
    refuse_unknown(table, ("check",), where=where)
    inside = "[tool.quoth.check]" if file.name == SHARED_FILE else "[check]"
    check = _of_type(table, "check", dict, {}, where=where)
    where = f"{file}, {inside}"
    refuse_unknown(check, _KEYS, where=where)
    index = _of_type(check, "index", str, None, where=where)
    return Configuration(
        file=file,
        profile=_profile(_of_type(check, "profile", str, PLAIN, where=where), where=where),
        against=tuple(str(file.parent / path) for path in _against(check, where=where)),
        index=file.parent / index if index is not None else None,
        language=_language(_of_type(check, "language", str, None, where=where), where=where),
        fidelity=_fidelity(_of_type(check, "fidelity", dict, {}, where=where), where=f"{where}, fidelity"),
        rules=_rules(_of_type(check, "rules", dict, {}, where=where), where=f"{where}, rules"),
    )


_FORMS: Mapping[type, str] = {str: 'a string, as "ap"', list: 'a list of strings, as ["evidence/"]', dict: "a table"}


def _of_type(table: Mapping[str, Any], key: str, kind: type, default: Any, *, where: str) -> Any:
    value = table.get(key, default)
    if value is not default and not isinstance(value, kind):
        raise ConfigurationError(f"{where}, {key}: `{value}` will not do; write {_FORMS[kind]}")
    return value


def _profile(name: str, *, where: str) -> str:
    try:
        return load_profile(name).name
    except ConfigurationError as error:
        raise ConfigurationError(f"{where}, profile: {error}") from None


def _against(check: Mapping[str, Any], *, where: str) -> list[str]:
    paths: list[str] = _of_type(check, "against", list, [], where=where)
    if not all(isinstance(path, str) and path for path in paths):
        raise ConfigurationError(f"{where}, against: holds what is no path; write {_FORMS[list]}")
    return paths


def _language(code: str | None, *, where: str) -> str | None:
    if code is not None and not _LANGUAGE.fullmatch(code):
        raise ConfigurationError(f"{where}, language: `{code}` is no two-letter code; write it as de or en-GB")
    return code


def _fidelity(table: Mapping[str, Any], *, where: str) -> Mapping[str, Fidelity]:
    known = {fidelity.value: fidelity for fidelity in Fidelity}
    for glob, value in table.items():
        if not isinstance(value, str) or value not in known:
            raise ConfigurationError(f"{where}, {glob}: {unknown('fidelity', value, known)}")
    return {glob: known[value] for glob, value in table.items()}


def _rules(table: Mapping[str, Any], *, where: str) -> Mapping[str, Severity]:
    severities = merged(table, where=where)
    return {name: severities[name] for name in table}
