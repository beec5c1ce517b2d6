"""The check scripts find what they are there to find."""

from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from tests.cases import Case
from tools import check_cases, check_docs, check_licences


class Package:
    """A distribution of which only the metadata is looked at."""

    def __init__(self, *fields: tuple[str, str]) -> None:
        self.metadata = Message()
        for name, value in fields:
            self.metadata[name] = value


@pytest.mark.parametrize(
    ("fields", "licences", "banned"),
    [
        ([("License-Expression", "MPL-1.1 OR GPL-2.0-only")], ["MPL-1.1", "GPL-2.0-only"], False),
        ([("License-Expression", "AGPL-3.0-or-later")], ["AGPL-3.0-or-later"], True),
        ([("Classifier", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)")], None, True),
        ([("Classifier", "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)")], None, False),
        ([("License", "MIT\n\nnot the GPL")], ["MIT"], False),
        ([], ["not stated"], False),
    ],
)
def test_licences(fields: list[tuple[str, str]], licences: list[str] | None, banned: bool) -> None:
    package: Any = Package(*fields)
    found = check_licences.licences(package)
    assert licences is None or found == licences
    assert all(check_licences.BANNED.search(one) for one in found) is banned


def test_a_language_without_an_astral_character_is_named() -> None:
    case = Case("a", "marks", "cases/marks/de.yaml:1", "w", "„Nein“", None, "de", None, None, None, {"expect": ()})
    assert "cases/marks, language de: no character outside the BMP" in "\n".join(check_cases.shortfalls([case]))


def test_what_is_not_in_code_type_is_not_described() -> None:
    text = "Use `--format json`, not format csv.\n\n```sh\nquoth read x\n```\n"
    assert list(check_docs._unnamed(["--format", "quoth read", "csv", "json", "form"], text)) == ["csv", "form"]


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_docs, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text("# One: two\n[a](#one-two) [b](page.md#three) [c](gone.md) [d](https://example.org) `[e](f)`\n")
    assert list(check_docs._broken_links({page: page.read_text()})) == [
        "page.md: page.md has no heading #three",
        "page.md: the link gone.md leads nowhere",
    ]
