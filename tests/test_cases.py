"""Runs every case of `cases/`: what was expected against what was found, told apart in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

import quoth
from quoth.model import Check, CheckedQuotation, Document, EditClass, Fidelity, Record, Severity, Span, Statement
from tests.cases import Case, Fields, load_cases, place

CASES, PROBLEMS = load_cases()


def test_every_case_can_be_read() -> None:
    assert not PROBLEMS, "\n".join(str(problem) for problem in PROBLEMS)


def _param(case: Case) -> Any:
    known = [pytest.mark.xfail(reason=case.known_failure, strict=True)] if case.known_failure else []
    return pytest.param(case, id=case.id, marks=known)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_case(case: Case, tmp_path: Path) -> None:
    differences = list(RUN[case.family](case, tmp_path))
    if differences:
        lines = [f"{case.where}: {case.id}", *(f"  {line}" for line in case.why.splitlines()), *differences]
        pytest.fail("\n".join(lines), pytrace=False)


# ------------------------------------------------------------------ one function a folder


def _run_extract(case: Case, folder: Path) -> Iterable[str]:  # noqa: ARG001 - every runner has this form
    record = quoth.read(case.file or case.text, language=case.lang, date=case.published)
    expect = case.lists["expect"]
    found = [_statement(statement, record) for statement in record.statements]
    yield from compare(expect, found, "content", case.text)
    if "insertions" in case.lists:
        insertions = [{"kind": str(i.kind), "text": i.span} for i in record.insertions]
        yield from compare(case.lists["insertions"], insertions, "text", case.text)
    if "unattributed" in case.lists:
        wanted = [{"unattributed": span} for span in case.lists["unattributed"]]
        alone = [{"unattributed": q.span} for q in record.quotations if q.statement is None]
        yield from compare(wanted, alone, "unattributed", case.text)
    if "people" in case.lists:
        names = {person["name"] for person in case.lists["people"]}
        people = [{"name": e.name, "mentions": tuple(m.span for m in e.mentions)} for e in record.entities]
        yield from compare(case.lists["people"], [p for p in people if p["name"] in names], "name", case.text)
    if "roles" in case.lists:
        wanted = case.lists["roles"]
        yield from compare(wanted, _blocks(record.document, [block["text"] for block in wanted]), "text", case.text)


def _run_speakers(case: Case, folder: Path) -> Iterable[str]:  # noqa: ARG001
    record = quoth.read(case.text, language=case.lang, date=case.published)
    for said in case.lists["expect"]:
        holders = [s for s in record.statements if any(span.overlaps(said["says"]) for span in s.content)]
        if not holders:
            yield f"  {said['says'].of(case.text)!r} belongs to no statement"
            continue
        # Of a statement within another the outer one is meant: the document's own voice gives it.
        statement = _statement(next((s for s in holders if s.parent is None), holders[0]), record)
        words, failing = said["says"].of(case.text), said.get("known_failure", ())
        for key, wanted in said.items():
            if key not in {"says", "known_failure"}:
                found = _without_articles(statement[key])
                if (found == _without_articles(wanted)) is (key in failing):
                    fix = "take the known failure out" if key in failing else f"expected {wanted!r}"
                    yield f"  {words!r}: {key} {found!r}, {fix}"
    if "people" in case.lists:
        names = {person["name"] for person in case.lists["people"]}
        people = [{"name": e.name, "mentions": tuple(m.span for m in e.mentions)} for e in record.entities]
        yield from compare(case.lists["people"], [p for p in people if p["name"] in names], "name", case.text)


def _without_articles(value: Any) -> Any:
    """A name as an author copies it: without the article before it."""
    if isinstance(value, tuple | list):
        return tuple(map(_without_articles, value))
    return re.sub(r"^(?:the|an?) ", "", value, flags=re.IGNORECASE) if isinstance(value, str) else value


def _run_marks(case: Case, folder: Path) -> Iterable[str]:  # noqa: ARG001
    from quoth.text.language import language
    from quoth.text.marks import find_quotations

    found = [
        {"text": q.span, "depth": q.depth, "closed": q.closed, "continues": q.continues}
        for q in find_quotations(case.text, case.paragraphs(), language(case.lang))
    ]
    return compare(case.lists["expect"], found, "text", case.text)


def _run_blocks(case: Case, folder: Path) -> Iterable[str]:
    from quoth.ingest import read_path, read_string

    if case.kind is None:
        document = read_string(case.text)
    else:
        file = folder / f"case.{case.kind.replace('markdown', 'md')}"
        file.write_text(case.text, encoding="utf-8", newline="")
        (read,) = read_path(file)
        assert isinstance(read, Document), read
        document = read
    expect = [{**block, "text": _one_line(block["text"])} for block in case.lists["expect"]]
    return compare(expect, _blocks(document), "text", case.text)


def _run_view(case: Case, folder: Path) -> Iterable[str]:  # noqa: ARG001
    from quoth.text.normalised import normalise

    found = normalise(case.text, case.paragraphs()).text
    return compare([{"view": case.lists["view"]}], [{"view": found}], "view", case.text)


def _run_sentences(case: Case, folder: Path) -> Iterable[str]:  # noqa: ARG001
    from quoth.text.language import language
    from quoth.text.marks import find_quotations
    from quoth.text.sentences import split_sentences

    tongue, blocks = language(case.lang), case.paragraphs()
    quoted = [q.span for q in find_quotations(case.text, blocks, tongue) if q.depth == 1]
    found = [
        {"sentence": _one_line(sentence.of(case.text))}
        for block in blocks
        for sentence in split_sentences(case.text, block.span, tongue, quoted)
    ]
    return compare([{"sentence": _one_line(s)} for s in case.lists["expect"]], found, "sentence", case.text)


def _run_verify(case: Case, folder: Path) -> Iterable[str]:
    from quoth.workflow import CheckSettings, Settings, check_files

    draft = _written(folder / f"draft.{(case.kind or 'txt').replace('markdown', 'md')}", case.text)
    evidence = [_written(folder / document["name"], document["text"]) for document in case.lists["evidence"]]
    settings = CheckSettings(
        reading=Settings(date=case.published),  # the languages are guessed: evidence may be in another than the draft
        profile=case.lists.get("profile", "plain"),
        fidelity={one["name"]: Fidelity(one["fidelity"]) for one in case.lists["evidence"] if one["fidelity"]},
        index=":memory:",
    )
    (check,) = check_files([draft], evidence, settings)
    assert isinstance(check, Check), check
    wanted = [_as_compared(expected, case.text, check.draft.text) for expected in case.lists["expect"]]
    yield from compare(wanted, _checked(check, wanted), "quotation", check.draft.text)


def _written(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8", newline="")
    return file


RUN: dict[str, Callable[[Case, Path], Iterable[str]]] = {
    "extract": _run_extract,
    "speakers": _run_speakers,
    "marks": _run_marks,
    "blocks": _run_blocks,
    "view": _run_view,
    "sentences": _run_sentences,
    "verify": _run_verify,
}


# ------------------------------------------------------------------ what was found, in the terms of a case


def _statement(statement: Statement, record: Record) -> Fields:
    speaker, occasion = record.entity(statement.speaker), record.occasion(statement.occasion)
    parent = next((other for other in record.statements if other.id == statement.parent), None)
    return {
        "kind": str(statement.kind),
        "content": statement.content,
        "cue": statement.cue,
        "source": statement.source,
        "speaker": speaker and speaker.name,
        "addressees": tuple(entity.name for id in statement.addressees if (entity := record.entity(id))),
        "parent": parent and _one_line(" ".join(span.of(record.document.text) for span in parent.content)),
        "where": str(statement.where),
        "date": occasion and occasion.date,
        "place": occasion and occasion.place,
        "event": occasion and occasion.event,
        "method": statement.method,
    }


def _blocks(document: Document, first_words: Sequence[str] = ()) -> list[Fields]:
    """The blocks on one line each; one that begins with the words expected at its place is cut to them."""
    found = []
    for number, block in enumerate(document.blocks):
        text = _one_line(block.span.of(document.text))
        wanted = first_words[number] if number < len(first_words) else text
        found.append({"role": str(block.role), "text": wanted if text.startswith(_one_line(wanted)) else text})
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------ what checking says, in the terms of a case

_TOLD = (Severity.ERROR, Severity.WARNING)
_SLIGHT = tuple(EditClass)[: tuple(EditClass).index(EditClass.INFLECTION)]
_FROM_INFLECTION_ON = {str(edit_class) for edit_class in EditClass} - set(_SLIGHT)


def _as_compared(expected: Fields, text: str, draft: str) -> Fields:
    """What a case expects, without case, white space and marks at edges; a draft in HTML has another text as read."""
    readers: dict[str, Callable[[Any], Any]] = {
        "quotation": lambda spans: spans if text == draft else tuple(place(span.of(text), draft) for span in spans),
        "speaker": _without_articles,
        "said_by": _bare,
        "place": _bare,
        "edits": lambda edits: tuple(_edit(**edit) for edit in edits),
        "omitted": lambda omitted: tuple(map(_bare, omitted)),
        "findings": lambda rules: tuple(sorted(rules)),
    }
    return {key: readers.get(key, lambda same: same)(value) for key, value in expected.items()}


def _edit(**fields: Any) -> Fields:
    from quoth.text.words import find_words

    sides = {side: " ".join(find_words(fields.get(side, ""))[0]) for side in ("draft", "evidence")}
    return {"class": None, "op": None, **fields, **sides}


def _bare(words: str | None) -> str | None:
    return words and re.sub(r"^[\W_]+|[\W_]+$", "", _one_line(words)).casefold()


def _checked(check: Check, expect: Sequence[Fields]) -> list[Fields]:
    """The quotations in text order; those that make up one expected quotation are one, nested ones may go unlisted."""
    left = list(check.quotations)
    found = []
    for wanted in expect:
        parts = wanted["quotation"]
        whole = Span(parts[0].start, parts[-1].end)
        group = [one for one in left if one.span == whole] or [one for one in left if one.span in parts]
        left = [one for one in left if one not in group]
        if group and (len(group) == 1 or len(group) == len(parts)):
            found.append(_quotation(check, group, wanted))
    parts = [part for wanted in expect for part in wanted["quotation"]]
    nested = [one for one in left if any(part.start < one.span.start and one.span.end < part.end for part in parts)]
    found += [_quotation(check, [one], {}) | {"quotation": (one.span,)} for one in left if one not in nested]
    return sorted(found, key=lambda one: one["quotation"][0].start)


def _quotation(check: Check, group: Sequence[CheckedQuotation], wanted: Fields) -> Fields:
    """One quotation, in one part or several; edits and findings as far as the case is about them."""
    first = group[0].evidence
    severity = {finding.rule: finding.severity for finding in check.findings}
    rules = {rule for one in group for rule in one.findings}
    rules |= {finding.rule for finding in check.findings if any(finding.span.overlaps(one.span) for one in group)}
    edits = [
        _edit(
            **{"class": str(e.edit_class), "op": str(e.op), "indicated": e.indicated},
            draft=e.draft,
            evidence=e.evidence,
        )
        for one in group
        for e in one.edits
    ]
    return {
        "quotation": wanted.get("quotation"),
        "verdict": " + ".join(dict.fromkeys(str(one.verdict) for one in group)),
        "speaker": _without_articles(group[0].speaker),
        "said_by": _bare(first.speaker) if first else None,
        "document": Path(first.document).name if first else None,
        "place": _bare(" ".join(one.evidence.text for one in group if one.evidence)),
        "edits": _edits(edits, wanted.get("edits", ())),
        "omitted": tuple(_bare(words) for one in group for words in one.omitted if words),
        "findings": tuple(sorted(r for r in rules if severity.get(r) in _TOLD or r in wanted.get("findings", ()))),
    }


def _edits(found: Sequence[Fields], wanted: Sequence[Fields]) -> tuple[Fields, ...]:
    """The edits as far as the case is about them; class and operation only where it gives them."""
    classes = _FROM_INFLECTION_ON | {edit["class"] for edit in wanted}
    indicated = any(edit["indicated"] for edit in wanted)
    # What an ellipsis hides is in `omitted`; among the edits are only the words that a bracket stands for.
    kept = [e for e in found if (e["draft"] and indicated if e["indicated"] else e["class"] in classes)]
    given = [*wanted, *({"class": "", "op": ""} for _ in kept[len(wanted) :])]
    return tuple(
        edit | {key: None for key in ("class", "op") if like[key] is None}
        for edit, like in zip(kept, given, strict=False)
    )


# ------------------------------------------------------------------ comparing


def compare(expected: Sequence[Fields], found: Sequence[Fields], key: str, text: str) -> Iterable[str]:
    """What differs, a line each: nothing when both hold the same, in the same order.

    Two that agree in `key` are compared field by field, in the fields that the case gives.

    >>> text = "“No,” he said."
    >>> wanted = {"content": (Span(0, 5),), "cue": (Span(9, 13),)}
    >>> print(*compare([wanted], [{**wanted, "cue": (), "method": "marks"}], "content", text), sep="\\n")
    differs     content: “No,”
                cue: expected said [9:13], found nothing
    >>> print(*compare([wanted], [], "content", text), sep="\\n")
    missing     content: “No,” [0:5] · cue: said [9:13]
    """
    left = list(found)
    order = []
    for wanted in expected:
        got = next((one for one in left if one[key] == wanted[key]), None)
        if got is None:
            yield f"missing     {_in_words(wanted, text)}"
            continue
        left.remove(got)
        order.append(next(number for number, one in enumerate(found) if one is got))
        yield from _differences(wanted, got, key, text)
    for one in left:
        yield f"unexpected  {_in_words(one, text)}"
    if order != sorted(order):
        yield "order       found in another order than expected"


def _differences(wanted: Fields, got: Fields, key: str, text: str) -> Iterable[str]:
    if "parent" in wanted and _begins(got["parent"], wanted["parent"]):
        got = {**got, "parent": wanted["parent"]}
    differing = [field for field in wanted if wanted[field] != got[field]]
    if differing:
        yield f"differs     {key}: {_words(wanted[key], text).rpartition(' [')[0] or wanted[key]}"
    for field in differing:
        yield (f"            {field}: expected {_words(wanted[field], text)}, found {_words(got[field], text)}")


def _begins(text: str | None, words: str | None) -> bool:
    """Whether a statement's content begins with these words; an opening mark may be left out."""
    if text is None or words is None:
        return text is words
    return any(one.startswith(_one_line(words)) for one in (text, text.lstrip("\"'“”„«»‹›‘’‚「『`")))


def _in_words(fields: Fields, text: str) -> str:
    return " · ".join(f"{key}: {_words(value, text)}" for key, value in fields.items() if value not in ((), None))


def _words(value: Any, text: str) -> str:
    match value:
        case Span():
            return f"{_one_line(value.of(text))} [{value.start}:{value.end}]"
        case tuple() | list():
            return " + ".join(_words(one, text) for one in value) or "nothing"
        case None:
            return "nothing"
        case {"class": edit_class, "draft": draft, "evidence": evidence}:
            return f"{edit_class or 'shown'} {evidence or '–'} → {draft or '–'}"
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
