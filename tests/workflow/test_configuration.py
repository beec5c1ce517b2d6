"""Configuration: the nearest file counts, its paths are whole, and what is wrong in it is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoth.model import ConfigurationError, Fidelity, Severity
from quoth.verify.profiles import load_profile
from quoth.workflow.configuration import Configuration, find_configuration, read_configuration

WHOLE = """\
[check]
profile = "ap"
against = ["evidence/", "hansard/*.txt", "/srv/records"]
index = ".quoth/index"
language = "en-GB"

[check.fidelity]
"evidence/auto/*" = "speech recognition"
"*.srt" = "captions"

[check.rules]
added-gloss = "error"
cut-hedge = "off"
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "news" / "local").mkdir(parents=True)
    (tmp_path / "news" / "local" / "draft.md").write_text("x")
    return tmp_path


def test_without_a_file_all_is_plain(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quoth.workflow.configuration._candidates", lambda _: iter(()))
    found = find_configuration(desk)
    assert found == Configuration()
    assert found.severities == load_profile("plain").severities


def test_a_whole_file(desk: Path) -> None:
    (desk / "quoth.toml").write_text(WHOLE)
    found = find_configuration(desk / "news" / "local" / "draft.md")
    assert found.file == desk / "quoth.toml"
    assert found.against == (str(desk / "evidence"), str(desk / "hansard/*.txt"), "/srv/records")
    assert found.index == desk / ".quoth" / "index"
    assert found.language == "en-GB"
    assert found.rules == {"added-gloss": Severity.ERROR, "cut-hedge": Severity.OFF}
    assert found.severities == {**load_profile("ap").severities, **found.rules}


def test_the_first_pattern_that_fits_tells_the_fidelity(desk: Path) -> None:
    (desk / "quoth.toml").write_text(WHOLE)
    found = find_configuration(desk)
    assert found.fidelity_of(desk / "evidence/auto/a.srt") is Fidelity.SPEECH_RECOGNITION
    assert found.fidelity_of(str(desk / "news" / "a.srt")) is Fidelity.CAPTIONS
    assert found.fidelity_of("evidence/auto/deep/a.txt") is Fidelity.SPEECH_RECOGNITION
    assert found.fidelity_of("/elsewhere/a.txt") is None


def test_the_nearest_file_counts_alone(desk: Path) -> None:
    (desk / "quoth.toml").write_text(WHOLE)
    (desk / "news" / "quoth.toml").write_text('[check]\nprofile = "bbc-headline"\n')
    found = find_configuration(desk / "news" / "local" / "draft.md")
    assert (found.profile, found.against) == ("bbc-headline", ())
    assert find_configuration(desk).profile == "ap"


def test_a_draft_that_is_not_there_yet_has_its_folder(desk: Path) -> None:
    (desk / "quoth.toml").write_text(WHOLE)
    assert find_configuration(desk / "news" / "local" / "new.md").profile == "ap"


def test_pyproject_counts_when_it_speaks_of_quoth(desk: Path) -> None:
    (desk / "pyproject.toml").write_text('[tool.quoth.check]\nprofile = "legal"\n')
    (desk / "news" / "pyproject.toml").write_text('[project]\nname = "quoth-desk"\n')
    (desk / "news" / "local" / "pyproject.toml").write_text("no = TOML = at all")
    assert find_configuration(desk / "news" / "local").profile == "legal"
    (desk / "quoth.toml").write_text("")
    assert find_configuration(desk / "news" / "local").profile == "plain"


def test_a_file_that_is_named_is_read_by_whatever_name(desk: Path) -> None:
    (desk / "house.toml").write_text(WHOLE)
    assert read_configuration(desk / "house.toml").against[0] == str(desk / "evidence")
    with pytest.raises(ConfigurationError, match="check the name"):
        read_configuration(desk / "none.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[chek]\n", "quoth.toml: unknown key `chek`; did you mean `check`?"),
        ('[check]\nproifle = "ap"\n', "[check]: unknown key `proifle`; did you mean `profile`?"),
        ('[check]\nprofile = "afp"\n', "[check], profile: unknown profile `afp`; did you mean `ap`?"),
        ("[check]\nprofile = 3\n", "[check], profile: `3` will not do; write a string"),
        ('[check]\nagainst = "evidence/"\n', "[check], against: `evidence/` will not do; write a list of strings"),
        ("[check]\nagainst = [1]\n", "[check], against: holds what is no path"),
        ('[check]\nlanguage = "English"\n', "[check], language: `English` is no two-letter code; write it as de"),
        (
            '[check.fidelity]\n"*.srt" = "caption"\n',
            "fidelity, *.srt: unknown fidelity `caption`; did you mean `captions`?",
        ),
        (
            '[check.rules]\naltered-name = "warn"\n',
            "rules, altered-name: unknown severity `warn`; did you mean `warning`?",
        ),
        ("[check.rules]\naltered-name = false\n", "rules, altered-name: unknown severity `False`"),
        ('[check.rules]\nalterd-name = "off"\n', "rules: unknown rule `alterd-name`; did you mean `altered-name`?"),
        ('[check]\nrules = "off"\n', "[check], rules: `off` will not do; write a table"),
        ("check = 1\n", "check: `1` will not do; write a table"),
        ("[check\n", "is not TOML: "),
    ],
)
def test_what_is_wrong_is_told_in_one_line(desk: Path, text: str, said: str) -> None:
    (desk / "quoth.toml").write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        find_configuration(desk)
    assert str(caught.value).startswith(str(desk / "quoth.toml"))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_wrong_in_pyproject_is_told_with_its_table(desk: Path) -> None:
    (desk / "pyproject.toml").write_text("[tool.quoth.check]\nindx = 1\n")
    with pytest.raises(ConfigurationError, match=r"pyproject.toml, \[tool.quoth.check\]: unknown key `indx`"):
        find_configuration(desk)


def test_a_file_in_another_encoding_is_told(desk: Path) -> None:
    (desk / "quoth.toml").write_bytes(b'[check]\nprofile = "\xff"\n')
    with pytest.raises(ConfigurationError, match="is not UTF-8; save it so"):
        find_configuration(desk)
