"""Cases as data: reads `cases/**/*.yaml` and `samples/*.yaml`, and turns the words an author copied into spans.

An author never counts characters. A line of a field such as `content` names one span by its words; `said @2` takes
the second of several occurrences. Whatever is not clear is refused with the file, the line, the case and the fix.
The format is described for authors in `docs/cases.md`; this module is where it is enforced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import regex
import yaml

from quoth.model import (
    Block,
    ConfigurationError,
    EditClass,
    Failure,
    Fidelity,
    InsertionKind,
    Kind,
    Op,
    QuothError,
    Role,
    Span,
    Verdict,
    Where,
)

ROOT = Path(__file__).parent.parent
CASES, SAMPLES = ROOT / "cases", ROOT / "samples"

Fields = dict[str, Any]
"""The fields of one expected statement, quotation, block …: words already turned into spans."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a text, and what must be found in it.

    `family` is the folder below `cases/`, which decides what is run (`extract` for the samples); `file` is the
    document when the case names one instead of giving its text; `where` is `file:line`; `lists` holds the
    complete lists that the case gives (`expect`, `insertions` …), or the one string of a `view` case, or what a
    `verify` case is checked against.
    """

    id: str
    family: str
    where: str
    why: str
    text: str
    file: Path | None
    lang: str
    published: str | None
    known_failure: str | None
    kind: str | None
    lists: Mapping[str, Any]

    def paragraphs(self) -> tuple[Block, ...]:
        """The text's paragraphs (what blank lines part), for tests of the floors below `ingest`."""
        found = regex.finditer(r"(?s)\S.*?(?=\s*(?:\n\s*\n|\Z))", self.text)
        return tuple(Block(Role.PARAGRAPH, *m.span()) for m in found)


class _CaseError(Exception):
    """What is wrong with one case, and the fix; the place is added where it is known."""


# ------------------------------------------------------------------ words to spans

_NOT_SPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = rf"[[\p{{L}}\p{{M}}\p{{N}}_]--[{_NOT_SPACED}]]"  # what cannot touch a whole word; scripts without spaces can
_PICK = regex.compile(r"(?P<words>.*\S)\s+@(?P<number>[0-9]+)", regex.DOTALL)


def place(words: str, text: str) -> Span:
    """The span of `words` in `text`, whole words only; `words @2` takes the second occurrence.

    A space matches any white space, so that words may run over the end of a line.

    >>> place("he", "He laughed, but he left.")
    Span(start=16, end=18)
    >>> place("he @2", "he said he left")
    Span(start=8, end=10)
    """
    picked = _PICK.fullmatch(words.strip())
    wanted = (picked["words"] if picked else words).strip()
    found = _occurrences(wanted, text)
    if not found:
        inside = wanted in text
        fix = "write the whole words, not a part of one" if inside else "copy the words from the text"
        raise _CaseError(f"{wanted!r} is not in the text{' as whole words' if inside else ''}; {fix}")
    if not picked and len(found) > 1:
        raise _CaseError(
            f"{wanted!r} occurs {len(found)} times; write which one is meant, from `{wanted} @1` to `@{len(found)}`"
        )
    number = int(picked["number"]) if picked else 1
    if not 1 <= number <= len(found):
        raise _CaseError(f"{wanted!r} occurs {len(found)} time(s), so there is no @{number}; count whole words")
    return found[number - 1]


def _occurrences(words: str, text: str) -> list[Span]:
    if not words:
        raise _CaseError("no words given; copy some from the text, or leave the field out")
    before = f"(?<!{_WORD})" if regex.match(_WORD, words[0], regex.V1) else ""
    after = f"(?!{_WORD})" if regex.match(_WORD, words[-1], regex.V1) else ""
    pattern = before + r"\s+".join(regex.escape(word) for word in words.split()) + after
    return [Span(*m.span()) for m in regex.finditer(pattern, text, regex.V1, overlapped=True)]


# ------------------------------------------------------------------ fields

Reader = Callable[[Any, str], Any]  # the value as YAML gave it, and the case's text


def _string(value: Any, text: str) -> str:  # noqa: ARG001 - every reader has this form
    if not isinstance(value, str):
        raise _CaseError(f"{value!r} is not a string; put `|-` after the colon")
    return value


def _optional(value: Any, text: str) -> str | None:
    return None if value in ("null", "") else _string(value, text)


def _one_of(*choices: str) -> Reader:
    def read(value: Any, text: str) -> str:
        if _string(value, text) not in choices:
            raise _CaseError(f"{value!r} is not one of {', '.join(choices)}; write one of these")
        return str(value)

    return read


def _yes(value: Any, text: str) -> bool:
    return bool(_one_of("yes", "no")(value, text) == "yes")


def _span(value: Any, text: str) -> Span:
    return place(_string(value, text), text)


def _spans(value: Any, text: str) -> tuple[Span, ...]:
    lines = value if isinstance(value, list) else _string(value, text).splitlines()
    return tuple(_span(line, text) for line in lines if line)


def _listed(reader: Reader, value: Any, text: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _CaseError(f"{value!r} is not a list; begin each entry with `- `, or write `[]` for none")
    return tuple(reader(item, text) for item in value)


def _list_of(reader: Reader) -> Reader:
    return partial(_listed, reader)


def _mapping(required: Mapping[str, Reader], optional: Mapping[str, Reader], defaults: Fields) -> Reader:
    def read(value: Any, text: str) -> Fields:
        if not isinstance(value, dict):
            raise _CaseError(f"{value!r} has no fields; write {', '.join(required)}")
        readers = {**required, **optional}
        for key in value:
            if key not in readers:
                raise _CaseError(f"unknown key {key!r}; the keys are {', '.join(readers)}")
        for key in required:
            if key not in value:
                raise _CaseError(f"the key {key!r} is missing; add it")
        given = {key: _at(key, readers[key], item, text) for key, item in value.items()}
        return given | {key: default for key, default in defaults.items() if key not in given}

    return read


def _at(key: str, reader: Reader, value: Any, text: str) -> Any:
    try:
        return reader(value, text)
    except _CaseError as problem:
        raise _CaseError(f"{key}: {problem}") from None


_STATEMENT = _mapping(
    {"kind": _one_of(*Kind), "content": _spans},
    {
        "cue": _spans,
        "source": _spans,
        "speaker": _optional,
        "addressees": _list_of(_string),
        "parent": _optional,
        "where": _one_of(*Where),
        "date": _optional,
        "place": _optional,
        "event": _optional,
        "method": _string,
    },
    {"cue": (), "source": ()},
)
_FIELD = _one_of("speaker", "addressees", "date", "place", "event")
_SAID = _mapping(
    {"says": _span},
    {
        "speaker": _optional,
        "addressees": _list_of(_string),
        "date": _optional,
        "place": _optional,
        "event": _optional,
        "known_failure": lambda value, text: tuple(_FIELD(field, text) for field in _string(value, text).split(", ")),
    },
    {"addressees": (), "date": None},
)
_INSERTION = _mapping({"kind": _one_of(*InsertionKind), "text": _span}, {}, {})
_PERSON = _mapping({"name": _string}, {"mentions": _spans}, {})
_BLOCK = _mapping({"role": _one_of(*Role), "text": _string}, {}, {})
_QUOTATION = _mapping(
    {"text": _span},
    {"depth": lambda value, text: int(_one_of("1", "2", "3")(value, text)), "closed": _yes, "continues": _yes},
    {"depth": 1, "closed": True, "continues": False},
)
_EVIDENCE = _mapping(
    {"text": _string}, {"name": _string, "fidelity": _one_of(*Fidelity)}, {"name": None, "fidelity": None}
)
_EDIT = _mapping(
    {},
    {
        "class": _one_of(*EditClass),
        "op": _one_of(*Op),
        "draft": _string,
        "evidence": _string,
        "indicated": _yes,
    },
    {"indicated": False},
)
_CHECKED = _mapping(
    {"quotation": _spans, "verdict": _one_of(*Verdict)},
    {
        "speaker": _optional,
        "said_by": _optional,
        "document": _string,
        "place": _string,
        "edits": _list_of(_EDIT),
        "omitted": _list_of(_string),
        "findings": _list_of(_string),
    },
    {},
)

FAMILIES: Mapping[str, Mapping[str, Reader]] = {
    "extract": {
        "expect": _list_of(_STATEMENT),
        "insertions": _list_of(_INSERTION),
        "unattributed": _spans,
        "people": _list_of(_PERSON),
        "roles": _list_of(_BLOCK),
    },
    "speakers": {"expect": _list_of(_SAID), "people": _list_of(_PERSON)},
    "marks": {"expect": _list_of(_QUOTATION)},
    "blocks": {"expect": _list_of(_BLOCK)},
    "view": {"view": _string},
    "sentences": {"expect": _list_of(_string)},
    "verify": {"expect": _list_of(_CHECKED), "evidence": _list_of(_EVIDENCE), "profile": _string},
}
"""What each folder's cases give beside their text; the first key must be there."""

_HEAD: Mapping[str, Reader] = {
    "id": _string,
    "why": _string,
    "text": _string,
    "file": _string,
    "lang": _string,
    "published": _string,
    "known_failure": _string,
    "kind": _string,
}


# ------------------------------------------------------------------ files


class _Loader(yaml.BaseLoader):
    """Everything stays text (`lang: no` is Norwegian), and no key is given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise _CaseError(f"the key {twice!r} is given twice; keep one, and part cases with `---`")
        return super().construct_mapping(node, deep)


def load_cases(*folders: Path, family: str | None = None) -> tuple[list[Case], list[ConfigurationError]]:
    """All cases of the folders (by default the project's), and what is wrong with the others.

    `family` is that of all cases, where the folders do not tell. One bad case never hides the rest.
    """
    cases: dict[str, Case] = {}
    problems: list[ConfigurationError] = []
    for file in [file for folder in folders or (CASES, SAMPLES) for file in sorted(folder.rglob("*.yaml"))]:
        for found in _read_file(file, family):
            if isinstance(found, ConfigurationError):
                problems.append(found)
            elif found.id in cases:
                taken = f"id {found.id!r} is already taken by {cases[found.id].where}; choose another"
                problems.append(ConfigurationError(f"{found.where}: {taken}"))
            else:
                cases[found.id] = found
    return list(cases.values()), problems


def _read_file(file: Path, family: str | None) -> Iterator[Case | ConfigurationError]:
    parts = file.parts
    top = max(number for number, part in enumerate(parts) if part in (CASES.name, SAMPLES.name))
    name = "/".join(parts[top:])
    family = family or ("extract" if parts[top] == SAMPLES.name else parts[top + 1])
    if family not in FAMILIES:
        yield ConfigurationError(f"{name}: no such kind of case; the folders are {', '.join(FAMILIES)}")
        return
    lang = next((part for part in (file.stem, *parts[top:]) if regex.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", part)), "en")
    loader = _Loader(file.read_text(encoding="utf-8"))
    try:
        while loader.check_node():
            node = loader.get_node()
            assert node is not None
            case_id = ""
            try:
                data = loader.construct_document(node)
                case_id = f"case {data['id']!r}: " if isinstance(data, dict) and "id" in data else ""
                yield _case(data, f"{name}:{node.start_mark.line + 1}", family, lang, file.parent)
            except _CaseError as problem:
                yield ConfigurationError(f"{name}:{node.start_mark.line + 1}: {case_id}{problem}")
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        fault = getattr(error, "problem", None) or "not YAML"
        fix = "put `|-` after the colon and the words on the next line, indented"
        yield ConfigurationError(f"{name}:{line}: {fault}; {fix}")


def _case(data: Any, where: str, family: str, lang: str, folder: Path) -> Case:
    lists = FAMILIES[family]
    given = "file" if family == "extract" and isinstance(data, dict) and "file" in data else "text"
    required = ("id", "why", given, next(iter(lists)))
    head = [key for key in _HEAD if key not in ("text", "file") and (key != "kind" or family in ("blocks", "verify"))]
    _mapping(dict.fromkeys(required, _anything), dict.fromkeys([*head, *lists], _anything), {})(data, "")
    fields = {key: _at(key, reader, data[key], "") for key, reader in _HEAD.items() if key in data}
    file = folder / fields["file"] if given == "file" else None
    text = _text_of(file) if file else fields["text"]
    found = {key: _at(key, reader, data[key], text) for key, reader in lists.items() if key in data}
    if family == "verify":
        _name_evidence(found, text)
    return Case(
        id=fields["id"],
        family=family,
        where=where,
        why=fields["why"],
        text=text,
        file=file,
        lang=fields.get("lang", lang),
        published=fields.get("published"),
        known_failure=fields.get("known_failure"),
        kind=fields.get("kind"),
        lists=found,
    )


_PLAIN = (".txt", ".md")  # their text is what the document says; in captions, time stamps stand between the words


def _name_evidence(lists: dict[str, Any], text: str) -> None:
    """Name the documents of the evidence, and refuse words that no document holds; a draft may be its own evidence."""
    documents = [
        {**document, "name": document["name"] or f"evidence-{number}.txt"}
        for number, document in enumerate(lists.get("evidence", ()), start=1)
    ]
    lists["evidence"] = tuple(documents)
    names = [document["name"] for document in documents]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise _CaseError(f"evidence: the name {twice!r} is given twice; choose another")
    if not all(Path(name).suffix in _PLAIN for name in names):
        return
    texts = [document["text"] for document in documents] or [text]
    for expected in lists["expect"]:
        copied = [expected.get("place", ""), *expected.get("omitted", ())]
        copied += [edit.get("evidence", "") for edit in expected.get("edits", ())]
        for words in filter(None, copied):
            if not any(_occurrences(words, text) for text in texts):
                raise _CaseError(f"{words!r} is in no document of the evidence as whole words; copy the words from it")
        for words in (edit["draft"] for edit in expected.get("edits", ()) if "draft" in edit):
            if not any(_occurrences(words, span.of(text)) for span in expected["quotation"]):
                raise _CaseError(f"{words!r} is not in the quotation as whole words; copy the words from it")
        if expected.get("document", names[:1]) not in [*names, names[:1]]:
            raise _CaseError(f"{expected['document']!r} is no document of the evidence; write one of {names}")


def _text_of(file: Path) -> str:
    """The text of a document: a plain file's own, or what ingest makes of a container."""
    if file.suffix in (".txt", ".md"):
        return file.read_bytes().decode("utf-8")
    from quoth.ingest import read_path

    try:
        (document,) = read_path(file)
    except QuothError as error:
        raise _CaseError(f"file: {error}") from None
    if isinstance(document, Failure):
        raise _CaseError(f"file: {document.message}")
    return document.text


def _anything(value: Any, text: str) -> Any:  # noqa: ARG001 - every reader has this form
    return value
