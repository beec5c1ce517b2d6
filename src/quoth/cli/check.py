"""`quoth check`: every quotation of a draft against the evidence, as a report, for programs or in the draft itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from os.path import isdir, isfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quoth.cli import options, terminal
from quoth.model import Check, ConfigurationError, Failure, KnownPerson, QuothError
from quoth.workflow import CHECK_FORMATS, STDIN, Settings, write_docx

if TYPE_CHECKING:
    from quoth.workflow import Note, Request

ERRORS, UNREAD = 1, 2  # the exit status with findings at error level, and when something could not be read
IN_MEMORY = ":memory:"  # the name of an index that is kept in no file
_SQLITE = b"SQLite format 3\0"

HELP = """Check every quotation of a draft: did they really say it?

A DRAFT is a file, a folder (each document in it), a pattern, or - for standard input. EVIDENCE are transcripts,
captions, records, articles: files, folders and patterns, of every kind that `quoth read` reads. Everything that
follows --against is evidence, up to the next option. Without it, a document is checked against itself: its headlines,
captions and summary against the speech below them.

\b
Examples:
  quoth check draft.md --against hearing.txt captions/
  quoth check draft.docx --against hearing.pdf -f docx -o checked.docx
  quoth check drafts/ --against evidence/ -f sarif -o check.sarif
  quoth check draft.md --against evidence/ --profile ap --rule contraction=off
  quoth check draft.md --against ev/ --fidelity '*.srt=speech recognition'
  quoth check draft.md --against evidence/ --lock approved.md
  quoth check dispatch.txt              a document against itself
  pandoc draft.odt -t plain | quoth check - --against evidence/

\b
Formats:
  terminal  for a person: what differs, with the words of the evidence
  json      the whole check: one object for one file or standard input,
            an array for anything more
  jsonl     the whole check, one draft a line
  sarif     for code scanning, and for editors that show such logs
  github    annotations in a GitHub workflow
  html      one page that needs nothing else, to be sent to an editor
  docx      the draft in Word with a comment at every quotation

\b
Verdicts, one for every quotation:
  verbatim       the same words, in one passage, of the named speaker
  indicated      differs only where the draft says so: brackets, ellipsis
  altered        found, but words differ and nothing says so
  spliced        true words from separate passages, or out of order
  misattributed  true words, another speaker
  paraphrase     a rewording inside quotation marks
  not-found      the evidence holds nothing like it
  not-a-claim    a title, a term, a slogan or a scare quote
  unchecked      could not be checked; the report says why

\b
Profiles:
  plain, ap, bbc-headline, chicago, guardian, legal, reuters
  A profile says how grave each rule is; --rule changes it for one rule
  to error, warning, note or off.

\b
Fidelity, how near evidence is to what was said:
  script, official record, captions, speech recognition, OCR,
  second-hand. It is inferred from the document; --fidelity declares it
  for a file, by its name, its path or a pattern.

\b
Beside a draft:
  quoth.toml                    settings for all drafts below its folder,
                                used unless --no-config is given; options
                                go before it, and it before the profile
  DRAFT.quoth-waivers.toml      findings that somebody let stand, with
                                the reason; they are no errors any more

\b
Exit status:
  0  nothing at error level
  1  findings at error level that nobody waived
  2  wrong usage, or a draft or evidence that could not be read; the
     others are checked and shown
  What could not be read, and what was passed over, is named on standard
  error.
"""


class Variadic(click.Command):
    """A command of which `--against` takes every argument up to the next option; click has no such option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give each of the arguments after `--against` an `--against` of its own."""
        try:
            args = list(_one_each(args, "--against"))
        except click.UsageError as error:
            error.ctx = ctx
            raise
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The arguments in the order in which they are best typed."""
        anything, *arguments = super().collect_usage_pieces(ctx)
        return [*arguments, "[--against EVIDENCE...]", anything]


def _one_each(arguments: Sequence[str], option: str) -> Iterator[str]:
    """The arguments, with the option written before each of those that belong to it.

    >>> list(_one_each(["a", "--against", "b", "c", "--verbose", "d", "--", "-e"], "--against"))
    ['a', '--against=b', '--against=c', '--verbose', 'd', '--', '-e']
    """
    taking = given = False
    for number, argument in enumerate(arguments):
        ends = argument.startswith("-") and argument != STDIN
        if taking and ends and not given:
            break
        if argument == "--":
            yield from arguments[number:]
            return
        if argument == option:
            taking, given = True, False
        elif argument.startswith(f"{option}="):
            taking = given = True
            yield argument
        elif ends:
            taking = False
            yield argument
        else:
            given = True
            yield f"{option}={argument}" if taking else argument
    if taking and not given:
        raise options.wrong(option, "name a file or a folder of evidence after it")


@click.command(cls=Variadic, help=HELP, short_help="Check the quotations of a draft against evidence.")
@click.argument("drafts", metavar="DRAFT...", nargs=-1)
@click.option("--against", metavar="EVIDENCE...", multiple=True, help="What the quotations are checked against.")
@options.format_option(CHECK_FORMATS)
@options.output_option
@click.option("--profile", metavar="NAME", help="A house profile, as ap or legal.  [default: plain]")
@click.option("--rule", "rules", metavar="NAME=SEVERITY", multiple=True, help="Change how grave a rule is.")
@click.option("--fidelity", metavar="FILE=CLASS", multiple=True, help="Declare how near evidence is.")
@click.option("--lock", metavar="OLD", type=Path, help="An earlier version, whose quotations must not change.")
@click.option("--index", metavar="FILE", help="Keep the index of the evidence here.")
@options.language_option
@options.date_option
@options.people_option
@options.threads_option
@options.no_model_option
@click.option("--config", "configuration", metavar="FILE", type=Path, help="Use this configuration.")
@click.option("--no-config", is_flag=True, help="Use no configuration.")
@click.option("--verbose", "-v", is_flag=True, help="Show what is verbatim and what is waived, too.")
def check(
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    format: str,
    output: Path | None,
    profile: str | None,
    rules: tuple[str, ...],
    fidelity: tuple[str, ...],
    lock: Path | None,
    index: str | None,
    language: str | None,
    date: str | None,
    people: tuple[KnownPerson, ...],
    threads: int,
    no_model: bool,
    configuration: Path | None,
    no_config: bool,
    verbose: bool,
) -> None:
    """Check the drafts and write what was found; exit with 1 for errors, with 2 for what could not be read."""
    from quoth.workflow import Request, parse_fidelity, parse_profile, parse_rules

    names = options.named_inputs(drafts, "DRAFT")
    _refuse(names, against, format, output, lock, index)
    if configuration and no_config:
        raise options.wrong("--config", "stands beside --no-config; give one of the two")
    try:
        request = Request(
            against=against,
            profile=profile and parse_profile(profile, where="--profile"),
            rules=parse_rules(_pairs("--rule", rules, "altered-wording=note"), where="--rule"),
            fidelity=parse_fidelity(_pairs("--fidelity", fidelity, "hearing.txt=script"), where="--fidelity"),
            index=index,
            lock=lock,
            output=output,
            reading=Settings(language, date, not no_model, threads, people=people),
            configuration=configuration,
            configured=not no_config,
        )
    except ConfigurationError as error:
        raise click.UsageError(str(error), click.get_current_context()) from None
    stdin = options.piped(names)
    if not drafts and not stdin:
        raise options.wrong("DRAFT", "name one, before --against or after --")
    raise click.exceptions.Exit(_run(names, request, stdin, format, verbose=verbose))


def _run(names: Sequence[str], request: Request, stdin: bytes | None, format: str, *, verbose: bool) -> int:
    """Check, write and tell; the exit status."""
    # These bring numpy and a database, for which `quoth read` should not wait.
    from quoth.workflow import check_drafts, render_checks

    ending = _Ending()
    try:
        with terminal.bar("indexing") as progress:
            checks = _checks(check_drafts(names, request, stdin=stdin, progress=progress), ending)
            if format == "docx":
                _write_docx(checks, request.output or Path(), ending)
                return ending.status
            several = len(names) > 1 or not (names[0] == STDIN or isfile(names[0]))  # noqa: PTH113 - as in `read`
            with terminal.writer(request.output, machine=format != "terminal") as writer:
                for piece in render_checks(
                    checks, format, width=writer.width, colour=writer.colour, verbose=verbose, several=several
                ):
                    writer.write(piece)
    except QuothError as error:
        terminal.tell(str(error))
        ending.unread = True
    return ending.status


@dataclass(slots=True)
class _Ending:
    """What decides the exit status."""

    errors: bool = False
    unread: bool = False

    @property
    def status(self) -> int:
        """2 goes before 1: with something unread nobody knows what else there is."""
        return UNREAD if self.unread else ERRORS if self.errors else 0


def _checks(outcomes: Iterable[Check | Failure | Note], ending: _Ending) -> Iterator[Check]:
    """The checks among the outcomes; the others are told on standard error as they come."""
    for outcome in outcomes:
        match outcome:
            case Check():
                ending.errors |= outcome.has_errors
                yield outcome
            case Failure():
                ending.unread = True
                terminal.tell(outcome.message)
            case _:
                terminal.tell(outcome.line)


def _write_docx(checks: Iterable[Check], output: Path, ending: _Ending) -> None:
    """One draft as a Word file; of several none, since such a file holds one."""
    found = list(checks)
    if len(found) > 1:
        terminal.tell(f"{output}: a Word file holds one draft, and these are {len(found)}; check one at a time")
        ending.unread = True
    elif found:
        (only,) = found
        path = only.draft.path or ""
        source = Path(path) if path.lower().endswith(".docx") else None
        terminal.write_file(output, write_docx(only, source))


# ------------------------------------------------------------------ what is wrong with the arguments


def _refuse(
    names: Sequence[str],
    against: Sequence[str],
    format: str,
    output: Path | None,
    lock: Path | None,
    index: str | None,
) -> None:
    """Raise a usage error for arguments that do not go together."""
    if STDIN in against:
        raise options.wrong("--against", "standard input can be a draft, but not evidence; save it to a file")
    if format == "docx" and output is None:
        raise options.wrong("--format", "docx is a file; name it with --output")
    inputs = [*names, *against, *([str(lock)] if lock else [])]
    if output and any(options.is_same_file(output, name) for name in inputs):
        raise options.wrong("--output", f"{output} is one of the inputs")
    if lock and (len(names) > 1 or isdir(names[0])):  # noqa: PTH112 - a name may be too long for Path
        raise options.wrong("--lock", "compares one draft with its earlier version; name one draft")
    if index and index != IN_MEMORY:
        _refuse_index(Path(index))


def _refuse_index(path: Path) -> None:
    """An index that is there must be one: no other file is to be written into."""
    if path.is_dir():
        raise options.wrong("--index", f"{path} is a folder; name a file in it")
    if path.is_file() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(_SQLITE)) != _SQLITE:
                raise options.wrong("--index", f"{path} is no index but another file; name a new one")


def _pairs(option: str, written: Sequence[str], example: str) -> dict[str, str]:
    """Names and values, of arguments NAME=VALUE."""
    pairs = {}
    for argument in written:
        name, equals, value = argument.rpartition("=")
        if not (name and equals and value):
            raise options.wrong(option, f"{argument!r} is not of the form {example}")
        pairs[name.strip()] = value.strip()
    return pairs
