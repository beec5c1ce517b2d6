"""`quoth check` as a user runs it: exit status, streams, formats, and what is said when something is wrong."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

import quoth
from quoth.cli import app
from quoth.model import ConfigurationError, InputError, Verdict
from quoth.model.check_form import check_from_json
from quoth.verify.profiles import profile_names
from quoth.verify.rule import load_rules
from quoth.workflow import CHECK_FORMATS, Checker, CheckSettings, Settings, check_files, check_itself, read_text

HEARING = """\
SOLTAU CITY COUNCIL, HEARING

MAYOR BRANDT: Thank you all. We will not raise taxes this year, and we have said so since May. The bridge comes first.

COUNCILLOR TOMIR: I asked for the figures in May, and I was given a brochure. Nobody has told me the price.

MAYOR BRANDT: The council has the money. We shall spend 3.4 million crowns on it before the ice comes.
"""
FAITHFUL = """\
The council of Soltau met on Tuesday.

“We will not raise taxes this year,” said Mayor Anna Brandt.

“I asked for the figures in May,” said Ilyas Tomir.
"""
ALTERED = FAITHFUL.replace("will not raise", "will raise")
RULES_ALONE = ("--no-model", "--no-config")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a faithful draft, an altered one and their evidence, and a cache of its own."""
    monkeypatch.setenv("QUOTH_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "desk"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "hearing.txt").write_text(HEARING, encoding="utf-8")
    (folder / "faithful.txt").write_text(FAITHFUL, encoding="utf-8")
    (folder / "altered.txt").write_text(ALTERED, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str | Path, stdin: str = "") -> Result:
    """The command in this process, in the folder of the desk."""
    words = ["check", *map(str, arguments)]
    return CliRunner().invoke(app, words, input=stdin, env={"COLUMNS": "80"}, prog_name="quoth")


def check(*arguments: str | Path, stdin: str = "") -> Any:
    """What the command gives as JSON."""
    return json.loads(run(*RULES_ALONE, "--format", "json", *arguments, stdin=stdin).stdout)


def verdicts(found: dict[str, Any]) -> list[str]:
    return [quotation["verdict"] for quotation in found["quotations"]]


# ------------------------------------------------------------------ what comes out


def test_a_faithful_draft_is_0_and_an_altered_one_is_1() -> None:
    done = run("faithful.txt", "--against", "evidence", *RULES_ALONE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("2 quotations: 2 verbatim; ")
    done = run("altered.txt", "--against", "evidence", *RULES_ALONE)
    assert (done.exit_code, done.stderr) == (1, "")
    assert "altered.txt:3:10: error altered-negation: " in done.stdout
    assert "We will not raise taxes this year" in done.stdout


def test_verbose_shows_what_is_verbatim() -> None:
    assert "verbatim: “" not in run("faithful.txt", "--against", "evidence", *RULES_ALONE).stdout
    assert "verbatim: “" in run("faithful.txt", "--against", "evidence", *RULES_ALONE, "-v").stdout


def test_without_evidence_a_document_is_checked_against_itself(desk: Path) -> None:
    (desk / "self.txt").write_text("Brandt: ‘We Will Raise Taxes’\n\n" + FAITHFUL, encoding="utf-8")
    done = run("self.txt", *RULES_ALONE)
    assert done.exit_code == 1
    assert "self.txt:1:18: error altered-negation" in done.stdout


@pytest.mark.parametrize("format", CHECK_FORMATS)
def test_every_format_is_written_to_a_file_and_valid(desk: Path, format: str) -> None:
    output = desk / f"result.{format}"
    done = run("altered.txt", "--against", "evidence", *RULES_ALONE, "--format", format, "--output", output)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "")
    VALID[format](output.read_bytes())


def _sarif(written: bytes) -> None:
    (only,) = json.loads(written)["runs"]
    helped = {rule["id"]: rule["help"]["markdown"] for rule in only["tool"]["driver"]["rules"]}
    assert helped.keys() == load_rules().keys()
    assert "## Why it matters" in helped["altered-negation"]
    assert "altered-negation" in {result["ruleId"] for result in only["results"]}


def _docx(written: bytes) -> None:
    with ZipFile(io.BytesIO(written)) as file:
        assert b"altered-negation" in file.read("word/comments.xml")


def _json(written: bytes) -> None:
    found = check_from_json(json.loads(written))
    assert [quotation.verdict for quotation in found.quotations] == [Verdict.ALTERED, Verdict.VERBATIM]


def _has(pattern: str) -> Callable[[bytes], None]:
    def is_in(written: bytes) -> None:
        assert re.search(pattern, written.decode("utf-8"), re.DOTALL)

    return is_in


VALID: dict[str, Callable[[bytes], None]] = {
    "terminal": _has(r"error altered-negation.*1 verbatim, 1 altered"),
    "json": _json,
    "jsonl": _json,
    "sarif": _sarif,
    "github": _has(r"::error file=altered\.txt,line=3,.*title=altered-negation::"),
    "html": _has(r"^<!doctype html>.*altered-negation.*</html>\s*$|^<!DOCTYPE html>.*altered-negation.*</html>\s*$"),
    "docx": _docx,
}


def test_json_is_an_array_unless_one_file_is_named() -> None:
    assert isinstance(check("altered.txt", "--against", "evidence"), dict)
    assert len(check("altered.txt", "faithful.txt", "--against", "evidence")) == 2


def test_a_folder_is_each_document_in_it(desk: Path) -> None:
    (desk / "drafts").mkdir()
    for name in ("altered.txt", "faithful.txt"):
        (desk / name).rename(desk / "drafts" / name)
    (desk / "drafts" / "song.mp3").write_bytes(b"\xff\xfb")
    (desk / "drafts" / "altered.txt.quoth-waivers.toml").write_text("", encoding="utf-8")
    for _ in range(2):  # the second time the result of the first lies in the folder
        done = run("drafts", "--against", "evidence", *RULES_ALONE, "-f", "jsonl", "-o", "drafts/result.jsonl")
        assert done.exit_code == 1
        passed_over = f"quoth: {Path('drafts/song.mp3')}: passed over, .mp3: not a kind that quoth reads"
        assert done.stderr.splitlines() == [passed_over]
        lines = (desk / "drafts" / "result.jsonl").read_text("utf-8").splitlines()
        assert [Path(json.loads(line)["draft"]).name for line in lines] == ["altered.txt", "faithful.txt"]


def test_standard_input_is_a_draft_with_and_without_its_name() -> None:
    for arguments in ((), ("-",)):
        found = check(*arguments, "--against", "evidence", stdin=ALTERED)
        assert verdicts(found) == ["altered", "verbatim"]


# ------------------------------------------------------------------ --against


@pytest.mark.parametrize(
    "arguments",
    [
        ("altered.txt", "--against", "evidence", "more.txt"),
        ("altered.txt", "--against", "evidence", "--against", "more.txt"),
        ("altered.txt", "--against=evidence", "more.txt"),
        ("--against", "evidence", "more.txt", "--", "altered.txt"),
        ("--against", "evidence", "more.txt", "--verbose", "altered.txt"),
        ("--against", "evidence", "--no-config", "altered.txt", "--against", "more.txt"),
    ],
)
def test_against_takes_everything_up_to_the_next_option(desk: Path, arguments: tuple[str, ...]) -> None:
    (desk / "more.txt").write_text("ANNA BRANDT: Good morning. It rained on Monday.\n", encoding="utf-8")
    found = check(*arguments)
    assert [Path(used["document"]).name for used in found["evidence"]] == ["hearing.txt", "more.txt"]
    assert found["draft"] == "altered.txt"


@pytest.mark.parametrize("arguments", [("altered.txt", "--against"), ("altered.txt", "--against", "--verbose")])
def test_against_needs_evidence(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "name a file or a folder of evidence after it" in done.stderr


def test_a_draft_taken_for_evidence_is_told() -> None:
    done = run("--against", "evidence", "altered.txt")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name one, before --against or after --" in done.stderr


def test_a_draft_that_is_evidence_too_is_told() -> None:
    done = run("altered.txt", "--against", ".", *RULES_ALONE)
    assert "quoth: altered.txt: lies in the evidence, and is left out of it" in done.stderr
    assert "altered" in done.stdout


# ------------------------------------------------------------------ what cannot be read


def test_a_draft_that_cannot_be_read_is_2_and_the_others_are_checked() -> None:
    done = run("nowhere.txt", "altered.txt", "--against", "evidence", *RULES_ALONE)
    assert done.exit_code == 2
    assert done.stderr.splitlines() == ["quoth: nowhere.txt: no such file or folder; check the name"]
    assert "altered-negation" in done.stdout


def test_evidence_that_cannot_be_read_is_2_and_the_rest_is_used(desk: Path) -> None:
    (desk / "evidence" / "empty.txt").write_text("", encoding="utf-8")
    done = run("faithful.txt", "altered.txt", "--against", "evidence", "nowhere.txt", *RULES_ALONE)
    assert done.exit_code == 2
    told = sorted(done.stderr.splitlines())
    assert [line.split(": ")[:2] for line in told] == [
        ["quoth", str(Path("evidence/empty.txt"))],
        ["quoth", "nowhere.txt"],
    ]
    assert "altered-negation" in done.stdout


def test_nothing_that_can_be_read_leaves_everything_unchecked() -> None:
    assert run("altered.txt", "--against", "nowhere.txt", *RULES_ALONE).exit_code == 2
    assert set(verdicts(check("altered.txt", "--against", "nowhere.txt"))) == {"unchecked"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "xml"), "'xml' is not one of terminal, json, jsonl, sarif, github, html, docx"),
        (("--format", "docx"), "docx is a file; name it with --output"),
        (("--profile", "app"), "unknown profile `app`; did you mean `ap`?"),
        (("--rule", "altered-wordings=note"), "unknown rule `altered-wordings`; did you mean `altered-wording`?"),
        (("--rule", "altered-wording=warn"), "unknown severity `warn`; did you mean `warning`?"),
        (("--rule", "altered-wording"), "'altered-wording' is not of the form altered-wording=note"),
        (("--fidelity", "*.txt=captons"), "unknown fidelity `captons`; did you mean `captions`?"),
        (("--fidelity", "*.srt=captions"), "no evidence fits `*.srt`"),
        (("--index", "evidence"), "evidence is a folder; name a file in it"),
        (("--index", "altered.txt"), "altered.txt is no index but another file; name a new one"),
        (("--index", "no/where.index"), "its folder does not exist"),
        (("--language", "english"), "not a two-letter code"),
        (("--date", "17/10/2023"), "not a date"),
        (("--people", "altered.txt"), "--people"),
        (("--threads", "0"), "--threads"),
        (("--lock", "nowhere.txt"), "nowhere.txt: no such file or folder"),
        (("--lock", "faithful.txt", "--", "faithful.txt"), "compares one draft with its earlier version"),
        (("--config", "nowhere.toml"), "nowhere.toml: No such file or directory; check the name"),
        (("--config", "a.toml", "--no-config"), "give one of the two"),
        (("--output", "altered.txt"), "altered.txt is one of the inputs"),
        (("--output", "evidence/result.txt"), "would be taken for evidence"),
        (("--output", "nowhere/at/all.txt"), "cannot be written"),
        (("--format", "docx", "-o", "nowhere/at/all.docx"), "cannot be written"),
        (("--against", "-"), "standard input can be a draft, but not evidence"),
        (("--wrong",), "--wrong"),
    ],
)
def test_wrong_usage_is_said_and_is_2(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run("altered.txt", "--against", "evidence", "--no-model", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert (desk / "altered.txt").read_text("utf-8") == ALTERED


def test_wrong_usage_is_one_line_that_says_where_help_is() -> None:
    script = "import quoth.cli; quoth.cli.main()"
    for arguments in (("altered.txt", "--profile", "app"), ("altered.txt", "--against"), ("altered.txt", "-fxml")):
        done = subprocess.run(
            (sys.executable, "-c", script, "check", *arguments),
            capture_output=True, encoding="utf-8", timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert re.fullmatch(r"quoth: .*; see `quoth check --help`\n", done.stderr)


def test_a_word_file_holds_one_draft() -> None:
    done = run("altered.txt", "faithful.txt", "--against", "evidence", *RULES_ALONE, "-f", "docx", "-o", "a.docx")
    assert done.exit_code == 2
    assert "a Word file holds one draft, and these are 2; check one at a time" in done.stderr


# ------------------------------------------------------------------ settings


def severities(found: dict[str, Any]) -> dict[str, str]:
    return {finding["rule"]: finding["severity"] for finding in found["findings"]}


def test_options_go_before_the_configuration_and_that_before_the_profile(desk: Path) -> None:
    (desk / "quoth.toml").write_text(
        '[check]\nprofile = "legal"\nagainst = ["evidence"]\n'
        '[check.rules]\naltered-negation = "warning"\nweak-evidence = "off"\n',
        encoding="utf-8",
    )

    def run_json(*arguments: str) -> dict[str, str]:
        return severities(json.loads(run("altered.txt", "--no-model", "-f", "json", *arguments).stdout))

    assert run_json() == {"altered-negation": "warning"}
    assert run_json("--rule", "altered-negation=note", "--rule", "weak-evidence=warning") == {
        "altered-negation": "note",
        "weak-evidence": "warning",
    }
    assert run_json("--no-config", "--against", "evidence")["altered-negation"] == "error"
    assert run_json("--no-config") == {}
    assert run("altered.txt", "--no-model").exit_code == 0


def test_each_draft_has_the_configuration_that_is_nearest_to_it(desk: Path) -> None:
    (desk / "quoth.toml").write_text('[check]\nagainst = ["evidence"]\n', encoding="utf-8")
    (desk / "sub").mkdir()
    (desk / "sub" / "pyproject.toml").write_text(
        '[tool.quoth.check]\nagainst = ["../evidence"]\nrules = {altered-negation = "note"}\n', encoding="utf-8"
    )
    (desk / "sub" / "altered.txt").write_text(ALTERED, encoding="utf-8")
    found = json.loads(run("altered.txt", "sub", "--no-model", "-f", "json").stdout)
    assert [severities(one)["altered-negation"] for one in found] == ["error", "note"]
    assert found[1]["evidence"][0]["document"] == str(Path("evidence/hearing.txt"))


def test_a_wrong_configuration_is_told_before_anything_is_written(desk: Path) -> None:
    (desk / "quoth.toml").write_text('[check]\nprofil = "ap"\n', encoding="utf-8")
    done = run("altered.txt", "--no-model", "-o", "result.txt")
    assert done.exit_code == 2
    assert "unknown key `profil`; did you mean `profile`?" in done.stderr
    assert not (desk / "result.txt").exists()


@pytest.mark.parametrize("pattern", ["hearing.txt", "evidence/hearing.txt", "*.txt", "./evidence/*"])
def test_fidelity_is_declared_by_name_path_or_pattern(pattern: str) -> None:
    found = check("faithful.txt", "--against", "evidence", "--fidelity", f"{pattern}=speech recognition")
    assert [used["fidelity"] for used in found["evidence"]] == ["speech recognition"]


def test_the_index_is_kept_where_it_is_wished(desk: Path) -> None:
    for _ in range(2):
        assert verdicts(check("altered.txt", "--against", "evidence", "--index", "my.index"))[0] == "altered"
    assert (desk / "my.index").read_bytes().startswith(b"SQLite")
    assert not (desk.parent / "cache").exists()
    check("altered.txt", "--against", "evidence", "--index", ":memory:")
    assert not (desk / ":memory:").exists()
    check("altered.txt", "--against", "evidence")
    assert list((desk.parent / "cache").iterdir())


def test_without_a_cache_the_index_is_kept_in_memory(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_CACHE", str(desk / "altered.txt" / "no folder can be here"))
    assert verdicts(check("altered.txt", "--against", "evidence"))[0] == "altered"


# ------------------------------------------------------------------ waivers and lock


WAIVER = '[[waiver]]\nrule = "altered-negation"\nquotation = "{words}"\nreason = "heard on the recording"\n'


def test_a_waived_error_is_no_error(desk: Path) -> None:
    file = desk / "altered.txt.quoth-waivers.toml"
    file.write_text(WAIVER.format(words="We will raise taxes this year"), encoding="utf-8")
    done = run("altered.txt", "--against", "evidence", *RULES_ALONE, "-f", "json")
    assert done.exit_code == 0
    waived = [finding["waived"] for finding in json.loads(done.stdout)["findings"]]
    assert "heard on the recording" in waived


def test_a_waiver_of_words_that_are_gone_is_told(desk: Path) -> None:
    file = desk / "altered.txt.quoth-waivers.toml"
    file.write_text(WAIVER.format(words="We never raise taxes"), encoding="utf-8")
    done = run("altered.txt", "--against", "evidence", *RULES_ALONE)
    assert done.exit_code == 1
    assert "warning stale-waiver" in done.stdout


def test_a_waiver_is_not_called_needless_where_its_rule_had_nothing_to_look_at(desk: Path) -> None:
    file = desk / "faithful.txt.quoth-waivers.toml"
    file.write_text(WAIVER.format(words="We will not raise taxes this year"), encoding="utf-8")
    assert "needless-waiver" in severities(check("faithful.txt", "--against", "evidence"))
    assert "needless-waiver" not in severities(check("faithful.txt"))


def test_a_file_of_waivers_that_is_wrong_is_2_and_waives_nothing(desk: Path) -> None:
    (desk / "altered.txt.quoth-waivers.toml").write_text('[[waiver]]\nrule = "altered-negation"\n', encoding="utf-8")
    done = run("altered.txt", "--against", "evidence", *RULES_ALONE)
    assert done.exit_code == 2
    assert "quoth-waivers.toml, waiver 1: has no quotation" in done.stderr
    assert "error altered-negation" in done.stdout


def test_a_lock_is_compared_with_and_without_evidence() -> None:
    for against in ((), ("--against", "evidence")):
        done = run("altered.txt", "--lock", "faithful.txt", *against, *RULES_ALONE, "-f", "json")
        assert done.exit_code == 1
        found = json.loads(done.stdout)
        assert severities(found)["changed-since"] == "error"
        assert "changed-since" in found["quotations"][0]["findings"]
        assert "changed-since" not in severities(check("altered.txt", "--lock", "altered.txt", *against))


# ------------------------------------------------------------------ the rest


def test_the_help_names_everything() -> None:
    shown = run("--help").stdout
    assert shown.startswith("Usage: quoth check DRAFT... [--against EVIDENCE...] [OPTIONS]")
    for word in (*CHECK_FORMATS, *profile_names(), *Verdict, "Exit status", "Examples", "quoth-waivers"):
        assert word in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_checking_is_not_loaded_for_reading() -> None:
    script = "import sys, quoth.cli; print(*sys.modules)"
    done = subprocess.run((sys.executable, "-c", script), capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert not {"quoth.workflow.check", "quoth.evidence", "sqlite3", "rich.progress"} & set(done.stdout.split())


def test_the_library_checks_texts_paths_documents_and_records(desk: Path) -> None:
    record = quoth.read("altered.txt")
    for draft in (ALTERED, "altered.txt", desk / "altered.txt", record.document, record):
        found = quoth.check(draft, against="evidence", index=":memory:")
        assert [quotation.verdict.value for quotation in found.quotations] == ["altered", "verbatim"]
    found = quoth.check(ALTERED, ["evidence"], rules={"altered-negation": "note"}, index=":memory:")
    assert not found.has_errors
    assert quoth.check(ALTERED, lock="faithful.txt").has_errors


def test_the_library_says_what_is_wrong() -> None:
    with pytest.raises(ConfigurationError, match="rules: unknown rule `altered`"):
        quoth.check(ALTERED, rules={"altered": "note"})
    with pytest.raises(ConfigurationError, match="profile: unknown profile `app`"):
        quoth.check(ALTERED, profile="app")
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        quoth.check(Path("nowhere.txt"))
    assert not quoth.check(ALTERED, "nowhere.txt", index=":memory:").evidence[0].read


def test_the_parts_can_be_used_by_themselves() -> None:
    settings = CheckSettings(reading=Settings(model=False), index=":memory:")
    with Checker(["evidence"], settings) as checker:
        checked = checker.check(read_text(ALTERED, settings.reading))
    assert checked.summary == {"verbatim": 1, "altered": 1}
    (found,) = check_files(["altered.txt"], ["evidence"], settings)
    assert found.summary == checked.summary  # type: ignore[union-attr]
    assert check_itself(read_text(ALTERED, settings.reading), settings).summary == {"unchecked": 2}
