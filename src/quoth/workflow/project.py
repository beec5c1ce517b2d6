"""Projects: drafts as a user names them, checked as the configuration asks, with their waivers and their lock.

What the user asks for in a run goes before what the configuration says, and that before the profile.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from os.path import realpath
from pathlib import Path

from quoth.ingest import expand
from quoth.model import Check, ConfigurationError, Failure, Fidelity, Finding, Record, Severity, Skipped, Span
from quoth.verify.observation import Observation
from quoth.verify.profiles import load_profile, merged
from quoth.verify.report import report
from quoth.verify.rule import load_rules
from quoth.verify.settings_file import unknown
from quoth.verify.waivers import SUFFIX, apply_waivers, read_waivers, waiver_file
from quoth.workflow.check import Checker, CheckSettings, Progress, check_itself
from quoth.workflow.configuration import OWN_FILE, Configuration, find_configuration, read_configuration
from quoth.workflow.lock import compare
from quoth.workflow.read import DEFAULTS as READING
from quoth.workflow.read import STDIN, Settings, read_all, read_file

"""The name of an index that is kept in no file."""
_RANK = {severity: rank for rank, severity in enumerate(Severity)}  # the gravest first


@dataclass(frozen=True, slots=True)
class Note:
    """What a user should know of a run and is no fault, as one line."""

    line: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for in one run; what is None or empty is left to the configuration.

    `fidelity` is by names, paths and patterns of files. `lock` is an earlier version of the draft. The configuration
    is that of the file `configuration`, or the nearest to each draft; with `configured` False there is none. `output`
    is where the report goes, which is no draft and must not become evidence.
    """

    against: tuple[str, ...] = ()
    profile: str | None = None
    rules: Mapping[str, Severity] = field(default_factory=dict)
    fidelity: Mapping[str, Fidelity] = field(default_factory=dict)
    index: str | None = None
    lock: Path | None = None
    output: Path | None = None
    reading: Settings = READING
    configuration: Path | None = None
    configured: bool = True


def parse_profile(name: str, *, where: str) -> str:
    """The name of a profile. Raises `ConfigurationError` with those that there are."""
    try:
        return load_profile(name).name
    except ConfigurationError as error:
        raise ConfigurationError(f"{where}: {error}") from None


def parse_rules(written: Mapping[str, str], *, where: str) -> Mapping[str, Severity]:
    """Severities by rules. Raises `ConfigurationError` for a rule or a severity that there is not."""
    severities = merged(written, where=where)
    return {rule: severities[rule] for rule in written}


def parse_fidelity(written: Mapping[str, str], *, where: str) -> Mapping[str, Fidelity]:
    """Classes of fidelity by files. Raises `ConfigurationError` for a class that there is not."""
    known = {fidelity.value.casefold(): fidelity for fidelity in Fidelity}
    for value in written.values():
        if value.casefold() not in known:
            raise ConfigurationError(f"{where}: {unknown('fidelity', value, list(Fidelity))}")
    return {pattern: known[value.casefold()] for pattern, value in written.items()}


def check_drafts(
    names: Sequence[str],
    request: Request,
    *,
    stdin: bytes | None = None,
    progress: Progress | None = None,
) -> Iterator[Check | Failure | Note]:
    """Check files, folders, globs and `-` (the bytes given as `stdin`), one outcome after the other.

    What cannot be read, draft or evidence, is a `Failure`; the others are still checked. Raises `ConfigurationError`
    and `InputError` at once for what makes the whole run useless: settings, or a lock that cannot be read.
    """
    jobs = [
        _job(list(group), request, configuration)
        for configuration, group in groupby(_entries(names, request.output), key=_Configurations(request).of)
    ]
    return chain.from_iterable(_run(job, stdin, progress) for job in jobs)


def check_record(record: Record, request: Request) -> Check:
    """The check of one draft that was read, by what is asked for alone: no configuration and no waivers.

    Raises `ConfigurationError` and `InputError` as `check_drafts` does; evidence that cannot be read is told in the
    check.
    """
    job = _job([], request, Configuration())
    with _checker(job) as checker:
        return _check(record, checker, job)


def _entries(names: Sequence[str], output: Path | None) -> Iterator[str | Failure | Skipped]:
    """The names of single files, and `-`; what is none of them stands between them.

    The report may lie in a folder of drafts from the last time: it is none of them.
    """
    report = realpath(output) if output else None
    for name in names:
        for entry in [name] if name == STDIN else expand([name]):
            path = entry.where if isinstance(entry, Failure | Skipped) else str(entry)
            if report is None or realpath(path) != report:
                yield str(entry) if isinstance(entry, Path) else entry


@dataclass(frozen=True, slots=True)
class _Job:
    """Drafts that are checked with the same settings against the same evidence."""

    names: Sequence[str]
    told: Sequence[Failure | Note]
    against: Sequence[str]
    excluded: frozenset[str]
    settings: CheckSettings
    locked: Record | None


def _run(job: _Job, stdin: bytes | None, progress: Progress | None) -> Iterator[Check | Failure | Note]:
    yield from job.told
    with _checker(job, progress) as checker:
        for used in checker.evidence if checker else ():
            if not used.read:
                yield Failure(used.document, _reason(used.document, used.reason))
        for outcome in read_all(job.names, job.settings.reading, stdin=stdin):
            if isinstance(outcome, Record):
                path = outcome.document.path or ""
                if job.excluded & {realpath(path), realpath(path.partition("#")[0])}:  # a row of a table is `file#row`
                    yield Note(f"{path}: lies in the evidence, and is left out of it: no draft is evidence for itself")
                yield from _waived(_check(outcome, checker, job), job)
            elif isinstance(outcome, Failure):
                yield outcome


def _checker(job: _Job, progress: Progress | None = None) -> AbstractContextManager[Checker | None]:
    """The evidence of a job; nothing where a draft is checked against itself."""
    if not job.against:
        return nullcontext()
    return Checker(job.against, job.settings, excluding=job.excluded, progress=progress)


def _check(record: Record, checker: Checker | None, job: _Job) -> Check:
    """The check of one draft, with what became of its lock."""
    check = checker.check(record) if checker else check_itself(record, job.settings)
    return _with(check, compare(job.locked, record), job.settings.in_force) if job.locked else check


def _reason(document: str, reason: str | None) -> str:
    """Why evidence was not read, as a line that begins with its name."""
    reason = reason or "cannot be read"
    return reason if reason.startswith(document) else f"{document}: {reason}"


def _passed_over(skipped: Skipped) -> Iterator[Note]:
    """A note of a file that was passed over, unless it is there for quoth."""
    if not skipped.where.endswith((SUFFIX, OWN_FILE)):
        yield Note(f"{skipped.where}: passed over, {skipped.reason}")


# ------------------------------------------------------------------ settings


class _Configurations:
    """The configurations of files, each looked for once a folder."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._found: dict[Path, Configuration] = {}

    def of(self, entry: str | Failure | Skipped) -> Configuration:
        """The configuration for a draft."""
        if not self._request.configured:
            return Configuration()
        name = entry if isinstance(entry, str) else entry.where
        folder = Path() if name == STDIN else Path(name).parent
        if folder not in self._found:
            self._found[folder] = self._read(folder)
        return self._found[folder]

    def _read(self, folder: Path) -> Configuration:
        if self._request.configuration is not None:
            return read_configuration(self._request.configuration)
        try:
            return find_configuration(folder)
        except OSError:  # there is no such folder, and reading the draft will say so
            return Configuration()


def _job(drafts: Sequence[str | Failure | Skipped], request: Request, configuration: Configuration) -> _Job:
    against = request.against or tuple(map(_relative, configuration.against))
    _refuse_output(request.output, against)
    evidence = list(expand(against))
    files = [entry for entry in evidence if isinstance(entry, Path)]
    told = [entry for entry in drafts if isinstance(entry, Failure)]
    skipped = (entry for entry in (*drafts, *evidence) if isinstance(entry, Skipped))
    language = request.reading.language or (configuration.language or "")[:2].lower() or None
    settings = CheckSettings(
        reading=replace(request.reading, language=language),
        profile=request.profile or configuration.profile,
        severities={**configuration.rules, **request.rules},
        fidelity=_fidelity(files, request, configuration),
        index=_index(request, configuration) if against else None,
    )
    names = [entry for entry in drafts if isinstance(entry, str)]
    locked = read_file(request.lock, settings.reading) if request.lock else None
    return _Job(
        names=names,
        told=[*told, *chain.from_iterable(map(_passed_over, skipped))],
        against=against,
        excluded=frozenset(map(realpath, names)) & frozenset(map(realpath, files)),
        settings=settings,
        locked=locked,
    )


def _refuse_output(output: Path | None, against: Sequence[str]) -> None:
    """Raise for a report that would be found in the evidence the next time, and prove every quotation in it."""
    for one in against if output else ():
        if Path(realpath(str(output))).is_relative_to(realpath(one)):
            raise ConfigurationError(
                f"{output}: lies in the evidence {one}, and would be taken for evidence; write it to another place"
            )


def _relative(path: str | Path) -> str:
    """A path as a user would write it here, where it lies in the present folder."""
    plain, here = Path(os.path.normpath(path)), Path.cwd()
    return str(plain.relative_to(here) if plain.is_relative_to(here) else plain)


def _fidelity(files: Sequence[Path], request: Request, configuration: Configuration) -> dict[str, Fidelity]:
    """The fidelity that is declared of each file, by the first pattern that fits it."""
    for pattern in request.fidelity:
        if not any(_asked({pattern: Fidelity.OCR}).fidelity_of(file) for file in files):
            raise ConfigurationError(f"no evidence fits `{pattern}`; write the name of a file, its path or a pattern")
    asked = _asked(request.fidelity)
    declared = {file: asked.fidelity_of(file) or configuration.fidelity_of(file.absolute()) for file in files}
    return {glob.escape(str(file)): fidelity for file, fidelity in declared.items() if fidelity is not None}


def _asked(fidelity: Mapping[str, Fidelity]) -> Configuration:
    """A configuration that says of fidelity what the user asks for, paths written as those of files are."""
    return Configuration(fidelity={str(Path(pattern)): declared for pattern, declared in fidelity.items()})


def _index(request: Request, configuration: Configuration) -> str | None:
    """Where the index is kept: None for the user's cache folder."""
    if request.index:
        return request.index
    if configuration.index:
        return _relative(configuration.index)
    return None


# ------------------------------------------------------------------ waivers and lock


def _waived(check: Check, job: _Job) -> Iterator[Check | Failure]:
    """A check with what is waived; a file of waivers that is wrong is told, and waives nothing."""
    try:
        waivers = read_waivers(waiver_file(Path(check.draft.path))) if check.draft.path else ()
    except ConfigurationError as error:
        yield Failure(check.draft.path or "", str(error))
        waivers = ()
    findings, unused = apply_waivers(check.findings, _places(check), waivers)
    unused = tuple(one for one in unused if _was_tried(one, job))
    yield _with(replace(check, findings=findings), unused, job.settings.in_force)


def _places(check: Check) -> Iterator[tuple[Span, str]]:
    """What a waiver may be about: the quotations, and the words of findings elsewhere."""
    text = check.draft.text
    quotations = [quotation.span for quotation in check.quotations]
    elsewhere = (f.span for f in check.findings if not any(span.covers(f.span) for span in quotations))
    return ((span, span.of(text)) for span in (*quotations, *elsewhere))


def _was_tried(unused: Observation, job: _Job) -> bool:
    """Whether this run could have used a waiver: not without the evidence or the lock that its rule is about."""
    if unused.facts["about"] == "stale":
        return True
    return job.locked is not None if load_rules()[unused.facts["rule"]].kind == "version" else bool(job.against)


def _with(check: Check, observations: Sequence[Observation], severities: Mapping[str, Severity]) -> Check:
    """A check with what rules report of more observations."""
    added = report(observations, severities)
    findings = sorted((*check.findings, *added), key=lambda one: (one.span, _RANK[one.severity], one.rule))
    return replace(
        check,
        findings=tuple(findings),
        quotations=tuple(
            replace(one, findings=tuple(dict.fromkeys((*one.findings, *_rules_at(one.span, added)))))
            for one in check.quotations
        ),
    )


def _rules_at(span: Span, findings: Iterable[Finding]) -> Iterator[str]:
    return (finding.rule for finding in findings if len(finding.span) and span.covers(finding.span))
