"""JSON, JSON Lines, SARIF and GitHub commands of a check."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from quoth.export.check import CHECK_FORMATS, render_check
from quoth.model import Check, ConfigurationError, EvidenceUsed, Fidelity, Finding, Role, Severity, Span
from quoth.model.check_form import check_from_json, check_to_json
from tests.export.checked import checked
from tests.export.dispatch import compose

PAIR = [checked("a.txt"), checked("b.txt")]
TEXTS = {"altered-negation": ("A negation differs.", "A “not” was added, lost or exchanged."), "unused": ("U.", "")}


def written(*checks: Check, format: str, **options: Any) -> str:
    return "".join(render_check(checks or (checked(),), format, **options))


def test_json_is_an_object_for_one_and_an_array_for_more() -> None:
    assert json.loads(written(format="json")) == check_to_json(checked())
    assert json.loads(written(*PAIR, format="json")) == [check_to_json(check) for check in PAIR]
    assert json.loads(written(format="json", several=True)) == [check_to_json(checked())]


def test_a_line_of_json_is_one_check() -> None:
    assert [check_from_json(json.loads(line)) for line in written(*PAIR, format="jsonl").splitlines()] == PAIR


def sarif(*checks: Check, **options: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(written(*checks, format="sarif", **options))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    return dict(run)


def test_a_sarif_log_has_what_the_format_requires() -> None:
    run = sarif(rules=TEXTS)
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert driver["name"] == "quoth"
    assert driver["rules"][0]["help"]["text"] == TEXTS["altered-negation"][1]
    assert driver["rules"][1]["help"]["text"] == "U."
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        for place in (location, *result.get("relatedLocations", ())):
            file = place["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][file["index"]]["location"]["uri"] == file["uri"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])


def test_a_place_in_sarif_is_told_in_lines_and_in_characters() -> None:
    text = checked().draft.text
    number = next(result for result in sarif()["results"] if result["ruleId"] == "altered-number")
    place = number["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "news/bridge.txt"
    region = place["region"]
    assert text[region["charOffset"] : region["charOffset"] + region["charLength"]] == "3.4"
    line = text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"] == "3.4"
    assert region["endLine"] == region["startLine"]
    (related,) = number["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "evidence/hearing.txt"
    assert related["physicalLocation"]["region"]["charOffset"] == 900
    assert related["message"]["text"] == "evidence: evidence/hearing.txt, MAYOR BRANDT, p. 4, 00:05:02"


def test_a_waived_finding_is_suppressed_and_one_switched_off_is_left_out() -> None:
    results = sarif()["results"]
    waived = [result["ruleId"] for result in results if "suppressions" in result]
    assert waived == ["altered-modal"]
    assert next(r for r in results if r["ruleId"] == "altered-modal")["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "house style since 2029"}
    ]
    assert "added-gloss" not in {result["ruleId"] for result in results}
    assert len(results) == 14


def test_a_finding_keeps_its_fingerprint_when_it_moves() -> None:
    draft = checked().draft
    moved = replace(checked(), draft=replace(draft, text="\n\n" + draft.text))
    quotations = tuple(replace(q, span=Span(q.span.start + 2, q.span.end + 2)) for q in moved.quotations)
    findings = tuple(replace(f, span=Span(f.span.start + 2, f.span.end + 2)) for f in moved.findings)
    before, after = (
        [result["partialFingerprints"] for result in sarif(check)["results"]]
        for check in (checked(), replace(moved, quotations=quotations, findings=findings))
    )
    assert before == after


def test_evidence_that_was_not_read_is_told_by_sarif() -> None:
    (invocation,) = sarif()["invocations"]
    assert not invocation["executionSuccessful"]
    assert "letter.pdf was not read: holds no text" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_github_gets_a_command_a_finding() -> None:
    lines = written(format="github").splitlines()
    assert lines[0].startswith("::warning title=evidence not read::evidence/letter.pdf was not read: holds no text")
    assert lines[1] == (
        "::error file=news/bridge.txt,line=1,endLine=1,col=9,endColumn=29,title=altered-negation::"
        "the draft leaves out “not”; write “We will not raise taxes”"
    )
    assert not [line for line in lines if "altered-modal" in line or "added-gloss" in line]
    assert lines[-1].startswith("11 quotations: 2 verbatim")
    assert sum(line.startswith("::notice ") for line in lines) == 4


def test_github_commands_are_escaped() -> None:
    draft = compose(((Role.PARAGRAPH, "a\nb"),), path="50%, a:b.txt")
    finding = Finding("altered-wording", Severity.ERROR, Span(0, 3), "100%\r\n::error::no", None)
    used = EvidenceUsed("x\n::error::y", Fidelity.OCR, read=False)
    lines = written(Check(draft, (used,), (), (finding,)), format="github").split("\n")
    assert lines[0] == "::warning title=evidence not read::x%0A::error::y was not read"
    assert lines[1] == (
        "::error file=50%25%2C a%3Ab.txt,line=1,endLine=2,title=altered-wording::100%25%0D%0A::error::no"
    )
    assert len(lines) == 4


def test_github_does_not_name_a_line_that_the_file_does_not_have() -> None:
    line = written(checked("draft.docx"), format="github").splitlines()[1]
    assert line.startswith("::error file=draft.docx,title=altered-negation::¶ 1: the draft leaves out")


@pytest.mark.parametrize("format", [format for format in CHECK_FORMATS if format != "docx"])
def test_every_format_shows_what_differs(format: str) -> None:
    shown = written(format=format)
    assert "3.2" in shown
    assert not re.search("misquot|fake|lied", shown)
    assert isinstance("".join(render_check([], format)), str)


def test_what_is_no_format_of_text_is_named() -> None:
    with pytest.raises(ConfigurationError, match="'xml' is not known; use one of terminal, json"):
        render_check([], "xml")
    with pytest.raises(ConfigurationError, match="write_docx"):
        render_check([], "docx")
