"""`quoth read`: the statements of documents, as a table, JSON, CSV or a page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from os.path import exists, isdir, isfile
from pathlib import Path

import click

from quoth.cli import options, terminal
from quoth.model import Failure, KnownPerson, Record, Skipped
from quoth.workflow import FORMATS, STDIN, Settings, read_all, render

UNREAD = 2  # the exit status when an input could not be read

HELP = """Read documents, and show every statement in them: who said what, to whom, when, and where it stands.

An INPUT is a file, a folder (with all that is in it), a pattern such as 'news/*.txt', or - for standard input. It may
be plain text, Markdown, a web page, PDF, DOCX, SRT or WebVTT captions, a transcript, JSON Lines or CSV.

\b
Examples:
  quoth read article.txt                    a table, as wide as the terminal
  quoth read speech.pdf debate.vtt          any mix of kinds
  quoth read news/ -f jsonl -o news.jsonl   a folder, one document a line
  quoth read news/ -f html -o news.html     every statement in its place
  curl https://example.org | quoth read -   standard input

\b
Formats:
  table  for a person
  json   the whole record: one object for one file or standard input,
         an array for anything more
  jsonl  the whole record, one document a line
  csv    one statement a row, for a spreadsheet
  html   one page that needs nothing else: the document, and beside it
         who said what to whom and when

\b
What the table shows:
  speaker  who said it; "not known" when the document does not tell;
           with an arrow (↳) somebody whose words are reported inside
           the statement of another
  to       to whom it was said
  kind     direct: in the speaker's own words
           indirect: reported in other words
           mixed: reported, with a part in the speaker's own words
  words    what was said, shortened to the width
  when     the date on which it was said
  where    the line, page, time code or paragraph (¶) where it stands,
           and whether in a headline, a subhead or a caption
  In less than 110 columns, "to" and "when" stand below the words.
  With --explain a line below each statement says how sure its speaker
  is (0 to 1) and what that rests on; with --people, who the speaker is.

\b
Exit status:
  0  every input was read
  2  wrong usage, or an input could not be read; the others are shown
  What could not be read, and what was passed over in a folder because
  quoth does not know its kind, is named on standard error.
"""

EXPLAIN = "Say what each speaker rests on."
LEAST = "Leave out statements less sure than this, 0 to 1."


@click.command(help=HELP, short_help="Show every statement in documents.")
@click.argument("inputs", metavar="[INPUT]...", nargs=-1)
@options.format_option(FORMATS)
@options.output_option
@options.language_option
@options.date_option
@options.people_option
@click.option("--explain", is_flag=True, help=EXPLAIN)
@click.option("--min-confidence", metavar="SHARE", type=click.FloatRange(0, 1), default=0.0, help=LEAST)
@options.threads_option
@options.no_model_option
def read(
    inputs: tuple[str, ...],
    format: str,
    output: Path | None,
    language: str | None,
    date: str | None,
    people: tuple[KnownPerson, ...],
    explain: bool,
    min_confidence: float,
    threads: int,
    no_model: bool,
) -> None:
    """Read the inputs and write them in the format asked for; exit with 2 when one could not be read."""
    names = options.named_inputs(inputs, "INPUT")
    settings = Settings(language, date, not no_model, threads, min_confidence, explain, people)
    if output and any(options.is_same_file(output, name) for name in names):
        raise options.wrong("--output", f"{output} is one of the inputs")
    # The functions of os.path, because those of Path fail on a name too long to be a file's.
    several = len(names) > 1 or not (names[0] == STDIN or isfile(names[0]))  # noqa: PTH113
    stdin = options.piped(names)
    failed: list[Failure] = []
    with terminal.writer(output, machine=format != "table") as writer:
        outcomes = read_all(names, settings, stdin=stdin)
        if several and sys.stderr.isatty() and not writer.person:
            outcomes = terminal.watched(outcomes, _expected(names))
        records = _records(outcomes, output, failed)
        for piece in render(records, format, width=writer.width, colour=writer.colour, several=several):
            writer.write(piece)
    raise click.exceptions.Exit(UNREAD if failed else 0)


def _records(
    outcomes: Iterable[Record | Failure | Skipped], output: Path | None, failed: list[Failure]
) -> Iterator[Record]:
    """The records among the outcomes; the others are told on standard error as they come.

    The file that is being written may lie in a folder that is read: it is no input.
    """
    for outcome in outcomes:
        where = outcome.document.path or "" if isinstance(outcome, Record) else outcome.where
        if output and options.is_same_file(output, where):
            continue
        match outcome:
            case Record():
                yield outcome
            case Failure():
                failed.append(outcome)
                terminal.tell(outcome.message)
            case Skipped():
                terminal.tell(f"{outcome.where}: passed over, {outcome.reason}")


def _expected(names: Sequence[str]) -> int | None:
    """About how many documents there are: the files in folders, and the files named; None with a pattern."""
    if not all(name == STDIN or exists(name) for name in names):  # noqa: PTH110
        return None
    folders = [name for name in names if isdir(name)]  # noqa: PTH112
    return len(names) - len(folders) + sum(len(files) for folder in folders for _, _, files in os.walk(folder))
