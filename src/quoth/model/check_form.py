"""The JSON form of a check, schema `quoth/check/1`: plain dictionaries to and from what checking says of a draft.

`check_from_json(check_to_json(check)) == check` for every check.
"""

from __future__ import annotations

from typing import Any

from quoth.model.check import (
    Check,
    CheckedQuotation,
    Edit,
    EditClass,
    EvidenceUsed,
    Fidelity,
    Finding,
    Op,
    Passage,
    Severity,
    Verdict,
)
from quoth.model.errors import ConfigurationError
from quoth.model.json_form import document_from_json, document_to_json
from quoth.model.span import Span

CHECK_SCHEMA = "quoth/check/1"


def check_to_json(check: Check) -> dict[str, Any]:
    """The check as JSON-ready dictionaries, keys in the order of the documentation.

    `draft` names the draft, by its path or else its id; `document` is the draft itself, as in the record.
    """
    return {
        "schema": CHECK_SCHEMA,
        "draft": check.draft.path or check.draft.id,
        "document": document_to_json(check.draft),
        "evidence": [
            {"document": e.document, "fidelity": e.fidelity.value, "read": e.read, "reason": e.reason}
            for e in check.evidence
        ],
        "quotations": [_quotation_to_json(q) for q in check.quotations],
        "findings": [
            {
                "rule": f.rule,
                "severity": f.severity.value,
                "start": f.span.start,
                "end": f.span.end,
                "message": f.message,
                "suggestion": f.suggestion,
                "waived": f.waived,
            }
            for f in check.findings
        ],
        "summary": check.summary,
    }


def check_from_json(data: dict[str, Any]) -> Check:
    """The check that `check_to_json` wrote.

    Raises `ConfigurationError` when `data` is of another schema.
    """
    if data.get("schema") != CHECK_SCHEMA:
        raise ConfigurationError(
            f"schema {data.get('schema')!r} is not {CHECK_SCHEMA!r}; write it with `quoth check --format json`"
        )
    return Check(
        draft=document_from_json(data["document"]),
        evidence=tuple(
            EvidenceUsed(e["document"], Fidelity(e["fidelity"]), e["read"], e["reason"]) for e in data["evidence"]
        ),
        quotations=tuple(_quotation_from_json(q) for q in data["quotations"]),
        findings=tuple(
            Finding(f["rule"], Severity(f["severity"]), _span(f), f["message"], f["suggestion"], f["waived"])
            for f in data["findings"]
        ),
    )


def _quotation_to_json(quotation: CheckedQuotation) -> dict[str, Any]:
    return {
        "start": quotation.span.start,
        "end": quotation.span.end,
        "text": quotation.text,
        "speaker": quotation.speaker,
        "verdict": quotation.verdict.value,
        "reason": quotation.reason,
        "evidence": _passage_to_json(quotation.evidence) if quotation.evidence else None,
        "also": [_passage_to_json(passage) for passage in quotation.also],
        "edits": [
            {
                "op": e.op.value,
                "draft": e.draft,
                "evidence": e.evidence,
                "class": e.edit_class.value,
                "start": e.span.start,
                "end": e.span.end,
                "indicated": e.indicated,
            }
            for e in quotation.edits
        ],
        "omitted": list(quotation.omitted),
        "findings": list(quotation.findings),
    }


def _quotation_from_json(data: dict[str, Any]) -> CheckedQuotation:
    return CheckedQuotation(
        span=_span(data),
        text=data["text"],
        speaker=data["speaker"],
        verdict=Verdict(data["verdict"]),
        reason=data["reason"],
        evidence=_passage_from_json(data["evidence"]) if data["evidence"] else None,
        also=tuple(_passage_from_json(passage) for passage in data["also"]),
        edits=tuple(
            Edit(Op(e["op"]), e["draft"], e["evidence"], EditClass(e["class"]), _span(e), e["indicated"])
            for e in data["edits"]
        ),
        omitted=tuple(data["omitted"]),
        findings=tuple(data["findings"]),
    )


def _passage_to_json(passage: Passage) -> dict[str, Any]:
    return {
        "document": passage.document,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.text,
        "speaker": passage.speaker,
        "page": passage.page,
        "time": passage.time,
        "link": passage.link,
        "before": passage.before,
        "after": passage.after,
    }


def _passage_from_json(data: dict[str, Any]) -> Passage:
    return Passage(
        document=data["document"],
        span=_span(data),
        text=data["text"],
        speaker=data["speaker"],
        page=data["page"],
        time=data["time"],
        link=data["link"],
        before=data["before"],
        after=data["after"],
    )


def _span(data: dict[str, Any]) -> Span:
    return Span(data["start"], data["end"])
