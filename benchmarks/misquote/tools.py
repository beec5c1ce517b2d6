"""Tools: quoth and others behind one small protocol, so that all answer the same rows.

A tool of your own needs `name`, `prepare` and `check`; README.md shows one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from quoth.model import Block, Document, Role, Severity, Span, Verdict
from quoth.verify.claims import DraftWords, Joint, make_claim
from quoth.verify.profiles import PLAIN, load_profile
from quoth.verify.report import report
from quoth.workflow.check import Checker, CheckSettings

_HONEST = (Verdict.VERBATIM, Verdict.INDICATED, Verdict.NOT_A_CLAIM)
_EDGES = "“”\"„«»‘’' \n,."


@dataclass(frozen=True, slots=True)
class Source:
    """The one document in which a quotation's words stand, or stood before they were damaged.

    `path` leads to it in the folder of evidence. It is None for a document that came with the row, and whose file is
    called `name`.
    """

    text: str
    path: str | None = None
    name: str = "evidence.txt"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool says of a quotation: whether an editor may print it; the rest only if the tool tells it."""

    accepted: bool
    verdict: str | None = None
    errors: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    place: tuple[str, int, int] | None = None
    """The document and the place in it."""
    said: str = ""
    """What it says in words, for whoever looks into an error."""


class Tool(Protocol):
    """Something that checks quotations."""

    name: str

    def prepare(self, evidence: Path | None) -> None:
        """Get ready: `evidence` is the folder of documents, None where every row brings its own."""
        ...

    def check(self, quotation: str, speaker: str | None, source: Source) -> Answer:
        """What the tool says of one quotation, given with its marks."""
        ...


class Quoth:
    """quoth: every quotation against the whole folder; it is not told in which document to look."""

    name = "quoth"

    def __init__(self, index: str = ":memory:") -> None:
        """`index` is where the index of the folder is kept."""
        self._index = index
        self._checker: Checker | None = None
        self._folder: Path | None = None

    def prepare(self, evidence: Path | None) -> None:
        """Index the folder."""
        self._folder = evidence
        if evidence is not None:
            self._checker = Checker([evidence], CheckSettings(index=self._index))

    def check(self, quotation: str, speaker: str | None, source: Source) -> Answer:
        """The verdict, and what the rules of the profile `plain` report."""
        if source.path is not None or self._checker is None:
            return self._ask(self._checker, quotation, speaker) if self._checker else Answer(False)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / source.name
            path.write_text(source.text, encoding="utf-8", newline="")
            with Checker([path], CheckSettings(index=":memory:")) as checker:
                return self._ask(checker, quotation, speaker)

    def _ask(self, checker: Checker, quotation: str, speaker: str | None) -> Answer:
        whole = Span(0, len(quotation))
        document = Document.of(quotation, [Block(Role.PARAGRAPH, 0, len(quotation))], language="en")
        claim = make_claim(DraftWords.of(document), [whole], [Joint.NONE], speaker=speaker, named=speaker is not None)
        ((result,),) = checker.check_claims([claim])
        found = report(result.observations, load_profile(PLAIN).severities)
        errors = tuple(dict.fromkeys(one.rule for one in found if one.severity is Severity.ERROR))
        passage = result.passage
        edits = "; ".join(f"{one.edit_class}: {one.draft!r} for {one.evidence!r}" for one in result.edits)
        return Answer(
            accepted=result.verdict in _HONEST and not errors,
            verdict=result.verdict.value,
            errors=errors,
            findings=tuple(dict.fromkeys(one.rule for one in found)),
            classes=tuple(one.edit_class.value for one in result.edits),
            place=(self._relative(passage.document), passage.span.start, passage.span.end) if passage else None,
            said=f"{passage.text if passage else result.reason or ''} [{passage.speaker if passage else ''}] {edits}",
        )

    def _relative(self, path: str) -> str:
        if self._folder is not None and Path(path).is_relative_to(self._folder):
            return Path(path).relative_to(self._folder).as_posix()
        return path


class Containment:
    """Plain `in`, after folding case and white space."""

    name = "in, folded"

    def prepare(self, evidence: Path | None) -> None:
        """Nothing to prepare."""

    def check(self, quotation: str, speaker: str | None, source: Source) -> Answer:  # noqa: ARG002
        """Whether the words stand in the document as they are."""
        return Answer(folded(quotation) in folded(source.text))


class RapidFuzz:
    """RapidFuzz's `partial_ratio` with a threshold, after the same folding."""

    def __init__(self, threshold: int) -> None:
        """`threshold` is the least ratio that passes."""
        self.name = f"RapidFuzz ≥ {threshold}"
        self._threshold = threshold
        self._ratio: Callable[..., float] = import_module("rapidfuzz.fuzz").partial_ratio

    def prepare(self, evidence: Path | None) -> None:
        """Nothing to prepare."""

    def check(self, quotation: str, speaker: str | None, source: Source) -> Answer:  # noqa: ARG002
        """Whether some stretch of the document is similar enough."""
        return Answer(self._ratio(folded(quotation), folded(source.text)) >= self._threshold)


class LinkmlReferenceValidator:
    """`linkml-reference-validator`: its supporting-text check with default settings."""

    name = "linkml-rv"

    def __init__(self) -> None:
        """Load the package; it need not be installed for the others."""
        package = "linkml_reference_validator"
        self._models: Any = import_module(f"{package}.models")
        validation: Any = import_module(f"{package}.validation.supporting_text_validator")
        self._validator = validation.SupportingTextValidator(self._models.ReferenceValidationConfig())

    def prepare(self, evidence: Path | None) -> None:
        """Nothing to prepare."""

    def check(self, quotation: str, speaker: str | None, source: Source) -> Answer:  # noqa: ARG002
        """Whether all parts of the quotation are found, brackets set aside."""
        reference = self._models.ReferenceContent(reference_id="file:evidence", content=source.text)
        quoted = quotation.strip(_EDGES)
        parts = self._validator._split_query(quoted)  # as `find_text_in_reference`, without its slow suggestions
        if self._validator.check_excerpt_content(quoted) or not parts:
            return Answer(False)
        text = self._validator._normalize_reference_text(reference.content)
        return Answer(all(self._validator.normalize_text(part) in text for part in parts))


def other_tools() -> Iterator[Tool]:
    """The tools beside quoth that are installed."""
    yield Containment()
    if find_spec("rapidfuzz"):
        yield from (RapidFuzz(threshold) for threshold in (85, 90, 95))
    if find_spec("linkml_reference_validator"):
        yield LinkmlReferenceValidator()


def folded(text: str) -> str:
    """A text without case, line ends, curly marks, and the marks at its edges."""
    return " ".join(text.translate(_STRAIGHT).casefold().split()).strip(_EDGES)


_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
