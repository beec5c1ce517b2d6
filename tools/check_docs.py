"""Checks the documentation against the code: nothing a user can name is left out, and every link leads somewhere."""

from __future__ import annotations

import dataclasses
import re
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from quoth.cli import app
from quoth.model import Fidelity, check, document, record
from quoth.model.check_form import CHECK_SCHEMA
from quoth.model.json_form import SCHEMA
from quoth.verify.kinds import KINDS
from quoth.verify.profiles import profile_names
from quoth.workflow import CHECK_FORMATS, FORMATS, CheckSettings, Settings
from quoth.workflow.configuration import Configuration
from tools.docs import ROOT, outdated

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
RECORD_PAGE = ROOT / "docs" / "record.md"
CHECK_PAGE = ROOT / "docs" / "checking.md"
LANGUAGE_PAGE = ROOT / "docs" / "languages.md"
CONFIGURATION_PAGE = ROOT / "docs" / "configuration.md"
RULE_PAGES = sorted((ROOT / "src" / "quoth" / "verify" / "rules").glob("*.md"))
LANGUAGE_FILES = ROOT / "src" / "quoth" / "text" / "lang"

_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Print what the documentation lacks, or one line of figures."""
    text = {page: page.read_text(encoding="utf-8") for page in PAGES}
    everything = "\n".join(text.values())
    wrong = [
        *(f"docs: {name} is nowhere described" for name in _unnamed(_commands(), everything)),
        *(f"docs/record.md: `{name}` is not described" for name in _unnamed(_names_in_a_record(), text[RECORD_PAGE])),
        *(f"docs/checking.md: `{name}` is not described" for name in _unnamed(_names_in_a_check(), text[CHECK_PAGE])),
        *(
            f"docs/languages.md: `{key}` is not described"
            for key in _unnamed(_keys_of_languages(), text[LANGUAGE_PAGE])
        ),
        *(
            f"docs/configuration.md: `{key}` is not described"
            for key in _unnamed(_keys_of_configuration(), text[CONFIGURATION_PAGE])
        ),
        *_broken_links(text | {page: page.read_text(encoding="utf-8") for page in RULE_PAGES}),
        *(f"{page.relative_to(ROOT)}: is not what its data say; run `make docs`" for page, _ in outdated()),
    ]
    if not re.search(r"^## \[?Unreleased\]?$", text[ROOT / "CHANGELOG.md"], re.MULTILINE):
        wrong.append("CHANGELOG.md: no `## [Unreleased]` section; the next change has nowhere to go")
    if wrong:
        print(*wrong, sep="\n")
        return 1
    print(f"{len(PAGES)} pages; every command, option, format, setting and field of a record and a check is described")
    return 0


def _unnamed(names: Iterable[str], text: str) -> Iterator[str]:
    """The names that stand nowhere in code type, as whole words."""
    code = "\n".join(found[0] for found in _CODE.finditer(text))
    return (name for name in dict.fromkeys(names) if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", code))


def _commands() -> Iterator[str]:
    """Every command, option, format and setting that a user can type."""
    yield from _walk(app, "quoth")
    yield from (*FORMATS, *CHECK_FORMATS)
    yield from (field.name for field in dataclasses.fields(Settings))


def _walk(command: Any, path: str) -> Iterator[str]:
    yield path
    for option in command.params:
        yield from (name for name in option.opts if name.startswith("--"))
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from _walk(child, f"{path} {name}")


def _names_in_a_record() -> Iterator[str]:
    """Every field of the record's parts, every value of its closed choices, and the schema's own name."""
    yield SCHEMA
    yield from _names_in(document)
    yield from _names_in(record)


def _names_in_a_check() -> Iterator[str]:
    """The same of a check, with the kinds of observations and their facts, and the settings of checking."""
    yield CHECK_SCHEMA
    yield from _names_in(check)
    for kind, facts in KINDS.items():
        yield from (kind, *facts)
    yield from (field.name for field in dataclasses.fields(CheckSettings))


def _names_in(module: ModuleType) -> Iterator[str]:
    """Every field of a module's records, and every value of its closed choices."""
    for part in vars(module).values():
        if not isinstance(part, type) or part.__module__ != module.__name__:
            continue
        if dataclasses.is_dataclass(part):
            yield from (field.name for field in dataclasses.fields(part) if field.name != "span")
        elif issubclass(part, StrEnum):
            yield from (choice.value for choice in part)


def _keys_of_languages() -> Iterator[str]:
    """Every key of the language files, and of their `marks`."""
    for file in LANGUAGE_FILES.glob("*.yaml"):
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        yield from {*data, *data["marks"]}


def _keys_of_configuration() -> Iterator[str]:
    """Every key of a configuration file, every profile and every fidelity that one may name there."""
    yield from (field.name for field in dataclasses.fields(Configuration) if field.name != "file")
    yield from profile_names()
    yield from Fidelity


def _broken_links(pages: dict[Path, str]) -> Iterator[str]:
    for page, text in pages.items():
        for found in _LINK.finditer(_CODE.sub("", text)):
            target, _, anchor = found["target"].partition("#")
            if ":" in target:
                continue  # a web address is not looked up: the check runs offline
            file = (page.parent / target).resolve() if target else page
            if not file.exists():
                yield f"{page.relative_to(ROOT)}: the link {found['target']} leads nowhere"
            elif anchor and anchor not in _anchors(file.read_text(encoding="utf-8")):
                yield f"{page.relative_to(ROOT)}: {target or 'this page'} has no heading #{anchor}"


def _anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as the usual hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


if __name__ == "__main__":
    sys.exit(main())
