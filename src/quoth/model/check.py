"""What checking says of a draft: a verdict for every quotation, with the words, the place and the findings.

Every type here is a row of the tables in `docs/checking.md`. A verdict comes from the classes of the edits between the
draft and the evidence, never from a score.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quoth.model.document import Document
from quoth.model.span import Span


class Fidelity(StrEnum):
    """How near a piece of evidence is to what was said, nearest first."""

    SCRIPT = "script"
    OFFICIAL_RECORD = "official record"
    CAPTIONS = "captions"
    SPEECH_RECOGNITION = "speech recognition"
    OCR = "OCR"
    SECOND_HAND = "second-hand"


class Verdict(StrEnum):
    """What checking says of one quotation; every quotation has exactly one."""

    VERBATIM = "verbatim"
    INDICATED = "indicated"
    ALTERED = "altered"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    PARAPHRASE = "paraphrase"
    NOT_FOUND = "not-found"
    NOT_A_CLAIM = "not-a-claim"
    UNCHECKED = "unchecked"


class Op(StrEnum):
    """What the draft did to the words of the evidence: `insert` added words, `delete` left words out."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"
    MOVE = "move"


class EditClass(StrEnum):
    """What kind of difference an edit is; of several the gravest. The first seven leave the words the same."""

    TYPOGRAPHY = "typography"
    CASE = "case"
    EDGE_PUNCTUATION = "edge punctuation"
    SPELLING = "spelling variant"
    NUMBER_FORM = "number form"
    CONTRACTION = "contraction"
    FILLER = "filler"
    INFLECTION = "inflection"
    FUNCTION = "function"
    CONTENT = "content"
    QUALIFIER = "qualifier"
    MODAL = "modal"
    NAME = "name"
    NUMBER = "number"
    NEGATION = "negation"


class Severity(StrEnum):
    """How much a finding asks for; `off` is for a rule that a profile or a setting silences."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: the words of the draft and of the evidence (either may be empty), and its class.

    `span` is the place in the draft, empty where words were left out. `indicated` says that the draft itself shows the
    difference, by a bracket or an ellipsis.
    """

    op: Op
    draft: str
    evidence: str
    edit_class: EditClass
    span: Span
    indicated: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The place in the evidence: `span` in the text of the document named, with who said it there.

    `before` and `after` are the words around it, for whoever shows it. `link` leads to it where the evidence has an
    address (a text fragment, as browsers read it).
    """

    document: str
    span: Span
    text: str
    speaker: str | None = None
    page: int | None = None
    time: str | None = None
    link: str | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """One quotation of the draft, `span` with its marks, and what checking says of it.

    `speaker` is whom the draft names, None where it is not known. `reason` says why a quotation is unchecked or no
    claim. `evidence` is the passage that fits best; `also` are others that fit as well. `omitted` holds what each
    ellipsis hides, in order; `findings` names the rules that reported.
    """

    span: Span
    text: str
    speaker: str | None
    verdict: Verdict
    reason: str | None = None
    evidence: Passage | None = None
    also: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    omitted: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports of one place in the draft; `waived` holds the reason of the user who waived it."""

    rule: str
    severity: Severity
    span: Span
    message: str
    suggestion: str | None = None
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceUsed:
    """One document of the evidence: whether it was read, and if not, why."""

    document: str
    fidelity: Fidelity
    read: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Everything that checking says of one draft; quotations and findings are in text order."""

    draft: Document
    evidence: tuple[EvidenceUsed, ...] = ()
    quotations: tuple[CheckedQuotation, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many quotations have each verdict, in the order of the verdicts; none with zero."""
        found = [quotation.verdict for quotation in self.quotations]
        return {verdict.value: found.count(verdict) for verdict in Verdict if verdict in found}

    @property
    def has_errors(self) -> bool:
        """Whether a finding at error level is left that nobody waived."""
        return any(finding.severity is Severity.ERROR and finding.waived is None for finding in self.findings)
