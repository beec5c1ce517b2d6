"""The written cases of `benchmarks/misquote/cases`: whole drafts with their evidence, as an editor meets them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.misquote.figures import Asked
from benchmarks.misquote.tools import Answer, Quoth, Source, Tool
from quoth.model import Check, CheckedQuotation, Fidelity, Severity
from quoth.verify.rule import load_rules
from quoth.workflow import CheckSettings, Settings, check_files
from tests.cases import Case, Fields, load_cases

CASES = Path(__file__).parent / "cases"
_HONEST = ("verbatim", "indicated", "not-a-claim")


def ask_cases(tool: Tool, folder: Path) -> list[Asked]:
    """What a tool says of every quotation of the cases; tools that know no drafts are given the quotation alone."""
    cases, problems = load_cases(folder, family="verify")
    for problem in problems:
        print(f"not read: {problem}")
    tool.prepare(None)
    asked = []
    for case in cases:
        if not isinstance(tool, Quoth) and not case.lists["evidence"]:
            continue  # a draft that is checked against itself holds all its quotations
        answers = _whole(case) if isinstance(tool, Quoth) else [_alone(tool, case, one) for one in case.lists["expect"]]
        asked += [_asked(case, one, answer) for one, answer in zip(case.lists["expect"], answers, strict=True)]
    return asked


def _asked(case: Case, expected: Fields, answer: Answer) -> Asked:
    rules = load_rules()
    severe = [rule for rule in expected.get("findings", ()) if rules[rule].severity is Severity.ERROR]
    label = str(expected["verdict"])
    faithful = label in _HONEST and not severe
    finding = severe[0] if severe and label in _HONEST else None
    edits = expected.get("edits", ())
    edit_class = str(edits[0]["class"]) if len(edits) == 1 and "class" in edits[0] else None
    return Asked(case.id, Path(case.where).name.partition(":")[0], label, faithful, edit_class, finding, None, answer)


def _quoted(case: Case, expected: Fields) -> str:
    return " ".join(span.of(case.text) for span in expected["quotation"])


def _alone(tool: Tool, case: Case, expected: Fields) -> Answer:
    """A tool that takes one quotation and one document accepts it when it does so for any document of the case."""
    texts = [document["text"] for document in case.lists["evidence"]]
    answers = [tool.check(_quoted(case, expected), expected.get("speaker"), Source(text)) for text in texts]
    return next((answer for answer in answers if answer.accepted), answers[0])


def _whole(case: Case) -> list[Answer]:
    """What quoth says of the draft as a whole, for each quotation that is expected."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draft = folder / f"draft.{(case.kind or 'txt').replace('markdown', 'md')}"
        draft.write_text(case.text, encoding="utf-8", newline="")
        against = folder / "evidence"
        against.mkdir()
        for document in case.lists["evidence"]:
            (against / document["name"]).write_text(document["text"], encoding="utf-8", newline="")
        settings = CheckSettings(
            reading=Settings(date=case.published),
            profile=case.lists.get("profile", "plain"),
            fidelity={one["name"]: Fidelity(one["fidelity"]) for one in case.lists["evidence"] if one["fidelity"]},
            index=":memory:",
        )
        evidence = [against / document["name"] for document in case.lists["evidence"]]
        (check,) = check_files([draft], evidence, settings)
    if not isinstance(check, Check):
        return [Answer(False, "unread") for _ in case.lists["expect"]]
    return list(_matched(case, check))


def _matched(case: Case, check: Check) -> Iterator[Answer]:
    left: list[CheckedQuotation] = list(check.quotations)
    for expected in case.lists["expect"]:
        wanted = _bare(_quoted(case, expected))
        found = next((one for one in left if _bare(one.text) == wanted), None) or next(
            (one for one in left if _bare(one.text)[:20] == wanted[:20]), None
        )
        if found is None:
            yield Answer(False, "missed")
            continue
        left.remove(found)
        yield _answer(found, check)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _answer(found: CheckedQuotation, check: Check) -> Answer:
    errors = tuple(
        dict.fromkeys(
            one.rule
            for one in check.findings
            if one.severity is Severity.ERROR and one.rule in found.findings and found.span.overlaps(one.span)
        )
    )
    return Answer(
        accepted=found.verdict.value in _HONEST and not errors,
        verdict=found.verdict.value,
        errors=errors,
        findings=found.findings,
        classes=tuple(edit.edit_class.value for edit in found.edits),
    )
