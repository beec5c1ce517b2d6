"""Checking: drafts and evidence in, a `Check` for every draft out.

This is where the engines meet: the draft is read as any document is, the evidence is indexed, every quotation is looked
up, and the rules of the profile say what is to be reported.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

from quoth.evidence import Index
from quoth.ingest import expand, read_path
from quoth.model import (
    Check,
    CheckedQuotation,
    Document,
    EvidenceUsed,
    Failure,
    Fidelity,
    InputError,
    Record,
    Severity,
    Skipped,
    Verdict,
)
from quoth.text.language import guess_language
from quoth.verify.checking import Result, unchecked
from quoth.verify.claims import Claim
from quoth.verify.observation import Observation
from quoth.verify.profiles import PLAIN, load_profile
from quoth.verify.report import report
from quoth.workflow.answers import Answers
from quoth.workflow.draft import find_claims, find_indirect, is_unclosed
from quoth.workflow.read import DEFAULTS as READING
from quoth.workflow.read import Settings, read_all
from quoth.workflow.self_check import OwnSpeech

Progress = Callable[[int, int], None]
"""Called while evidence is indexed, with bytes done and bytes in all."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a user may set for checking.

    `reading` says how the drafts are read; the language of evidence is always guessed. `profile` is a house profile,
    and `severities` what a configuration changes of it. `fidelity` declares that of evidence by the name, the path or a
    pattern of its file; it is inferred otherwise. `index` is where the index is kept: a file, ":memory:" for none, or
    None for the user's cache folder. With `support`, the nearest own words of a speaker are noted beside indirect
    statements.
    """

    reading: Settings = READING
    profile: str = PLAIN
    severities: Mapping[str, Severity] = field(default_factory=dict)
    fidelity: Mapping[str, Fidelity] = field(default_factory=dict)
    index: str | None = None
    support: bool = True

    @property
    def in_force(self) -> Mapping[str, Severity]:
        """The severity of every rule: the profile's, or what the configuration changes it to."""
        return {**load_profile(self.profile).severities, **self.severities}


DEFAULTS = CheckSettings()


class Checker:
    """Evidence, indexed once, against which any number of drafts are checked. Close it, or use it in a `with` block."""

    def __init__(
        self,
        against: Sequence[str | Path],
        settings: CheckSettings = DEFAULTS,
        *,
        excluding: Collection[str | Path] = (),
        progress: Progress | None = None,
    ) -> None:
        """Index the files and folders of `against`; what cannot be read is told in `evidence`, no more.

        Files of `excluding`, drafts that lie in a folder of evidence, are left out: no draft is evidence for itself.
        """
        self.settings = settings
        self._severities = settings.in_force
        files, failures = _evidence_files(against)
        excluded = {os.path.realpath(str(one)) for one in excluding}
        files = [file for file in files if os.path.realpath(file) not in excluded]
        self._index = Index.open(_index_path(settings.index, against))
        declared = _declared(files, settings.fidelity)
        used = self._index.update(files, _read_evidence, fidelity=declared, progress=progress)
        self.evidence: tuple[EvidenceUsed, ...] = (*used, *failures)
        self._answers = Answers(self._index, settings.reading)

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self._answers.close()
        self._index.close()

    def check(self, record: Record) -> Check:
        """The check of one draft that was read."""
        claims = list(find_claims(record))
        answers = self.check_claims(claims)
        results = [(claim, result) for claim, answer in zip(claims, answers, strict=True) for result in answer]
        indirect = list(find_indirect(record)) if self.settings.support else []
        support = list(filter(None, self._answers.support_all(indirect)))
        return _check(record, results, support, self.evidence, self._severities)

    def check_claims(self, claims: Sequence[Claim]) -> list[tuple[Result, ...]]:
        """What the evidence says of each quotation of each claim."""
        if any(used.read for used in self.evidence):
            return self._answers.of_all(claims)
        reason = "none of the evidence could be read"
        return [tuple(unchecked(quoted, reason) for quoted in claim.quotations) for claim in claims]


def check_files(
    drafts: Sequence[str | Path],
    against: Sequence[str | Path] = (),
    settings: CheckSettings = DEFAULTS,
    *,
    stdin: bytes | None = None,
    progress: Progress | None = None,
) -> Iterator[Check | Failure]:
    """The checks of drafts, one after the other; without `against` each draft is checked against itself.

    A draft that cannot be read is a `Failure` in its place.
    """
    if not against:
        for draft in drafts:
            for record in read_all([str(draft)], settings.reading, stdin=stdin):
                if not isinstance(record, Skipped):
                    yield record if isinstance(record, Failure) else check_itself(record, settings)
        return
    with Checker(against, settings, progress=progress) as checker:
        for draft in drafts:
            for record in read_all([str(draft)], settings.reading, stdin=stdin):
                if not isinstance(record, Skipped):
                    yield record if isinstance(record, Failure) else checker.check(record)


# ------------------------------------------------------------------ a document against itself


def check_itself(record: Record, settings: CheckSettings = DEFAULTS) -> Check:
    """A document against its own direct speech: headline, subheads, captions and summary against the words below."""
    own = OwnSpeech(record)
    results = [(claim, result) for claim in find_claims(record) for result in own.check(claim)]
    used = EvidenceUsed(record.document.path or record.document.id, Fidelity.SECOND_HAND)
    return _check(record, results, [], (used,), settings.in_force)


# ------------------------------------------------------------------ putting a check together


def _check(
    record: Record,
    results: Sequence[tuple[Claim, Result]],
    support: Sequence[Observation],
    evidence: tuple[EvidenceUsed, ...],
    severities: Mapping[str, Severity],
) -> Check:
    text = record.document.text
    observations: list[Observation] = [*support]
    quotations = []
    for claim, result in sorted(results, key=lambda pair: pair[1].quoted.span):
        seen = list(result.observations) if result.verdict is not Verdict.NOT_A_CLAIM else []
        observations += seen
        found = report(seen, severities)
        quotations.append(
            CheckedQuotation(
                span=result.quoted.span,
                text=result.quoted.span.of(text),
                speaker=claim.speaker,
                verdict=result.verdict,
                reason=result.reason,
                evidence=result.passage,
                also=result.also,
                edits=result.edits,
                omitted=result.omitted,
                findings=tuple(dict.fromkeys(finding.rule for finding in found)),
            )
        )
    observations += [
        Observation("mark", quotation.span, {"about": "unclosed"})
        for quotation in record.quotations
        if is_unclosed(record, quotation)
    ]
    return Check(record.document, evidence, tuple(quotations), report(observations, severities))


# ------------------------------------------------------------------ inputs


def _read_evidence(path: Path) -> list[Document | Failure]:
    """The documents in one file of evidence, each with its language; many files are read in processes of their own."""
    try:
        return [
            replace(one, language=one.language or guess_language(one.text)) if isinstance(one, Document) else one
            for one in read_path(path)
        ]
    except InputError as error:
        return [Failure(str(path), str(error))]


def _evidence_files(against: Sequence[str | Path]) -> tuple[list[Path], list[EvidenceUsed]]:
    files: dict[Path, None] = {}
    failures = []
    for one in against:
        for entry in expand([str(one)]):
            match entry:
                case Path():
                    files[entry] = None
                case Failure():
                    failures.append(EvidenceUsed(entry.where, Fidelity.SECOND_HAND, read=False, reason=entry.message))
                case Skipped():
                    pass
    return list(files), failures


def _declared(files: Sequence[Path], fidelity: Mapping[str, Fidelity]) -> dict[Path, Fidelity]:
    """The fidelity that the user declares of files, the last pattern that fits first."""
    return {
        file: declared
        for pattern, declared in fidelity.items()
        for file in files
        if fnmatch(file.name, pattern) or fnmatch(str(file), pattern)
    }


def _index_path(index: str | None, against: Sequence[str | Path]) -> Path | None:
    """Where the index lies: one for each set of evidence, in the user's cache folder unless told otherwise.

    None is memory, which also serves where no such folder can be made.
    """
    if index == ":memory:":
        return None
    if index is not None:
        return Path(index)
    names = sorted({os.path.realpath(str(one)) for one in against})
    digest = hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder / f"{digest}.index" if os.access(folder, os.W_OK) else None


def cache_folder() -> Path:
    """The folder in which indexes are kept: `QUOTH_CACHE`, or `quoth` in what the system calls the user's cache."""
    if own := os.environ.get("QUOTH_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "quoth"
