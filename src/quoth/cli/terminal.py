"""The streams of a command: where its output goes, what it tells beside it, and how far it is."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

import click

Item = TypeVar("Item")

# A reader who goes away ends the command as its signal would: 128 and the number of the signal.
_PIPE_CLOSED, _UNWRITTEN = 141, 2


@dataclass(frozen=True, slots=True)
class Writer:
    """Takes the output, and knows who reads it: `person` is True when that is somebody at a terminal."""

    stream: TextIO
    person: bool
    colour: bool
    width: int

    def write(self, piece: str) -> None:
        """Write a piece at once, so that a reader need not wait for the rest.

        A reader who goes away (`| head`) ends the command quietly, a full disk with one line.
        """
        try:
            self.stream.write(piece)
            self.stream.flush()
        except BrokenPipeError:
            _let_go_of(self.stream)
            raise click.exceptions.Exit(_PIPE_CLOSED) from None
        except OSError as error:
            _let_go_of(self.stream)
            raise _unwritten("standard output" if self.stream is sys.stdout else self.stream.name, error) from None


@contextmanager
def writer(output: Path | None, *, machine: bool) -> Iterator[Writer]:
    """Standard output, or a file; always UTF-8 for a `machine`, and for a person what the terminal takes.

    What an encoding cannot hold is written as an escape, which in JSON is the character itself.
    """
    width = shutil.get_terminal_size().columns
    if output:
        try:
            file = output.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise _unwritten(str(output), error) from None
        with file:
            yield Writer(file, person=False, colour=False, width=width)
        return
    stream: TextIO = sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        if machine:
            stream.reconfigure(encoding="utf-8", newline="\n")
        stream.reconfigure(errors="backslashreplace")
    yield Writer(stream, person=stream.isatty(), colour=_takes_colour(stream), width=width)


def write_file(output: Path, data: bytes) -> None:
    """Write a whole file; what hinders it is told in one line."""
    try:
        output.write_bytes(data)
    except OSError as error:
        raise _unwritten(str(output), error) from None


def tell(line: str) -> None:
    """One line on standard error, whatever a file's name holds."""
    safe = "".join(character if character.isprintable() else "\ufffd" for character in line)
    print(f"quoth: {safe}", file=sys.stderr)  # noqa: T201 - this is the face


def watched(items: Iterable[Item], total: int | None) -> Iterator[Item]:
    """The items, with a bar on standard error while they come; `total` is None when it is not known."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # What is told meanwhile goes above the bar: rich takes over standard error.
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        for item in items:
            yield item
            bar.advance(task)


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with bytes done and bytes in all, for a bar on standard error; None where nobody sees one."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(what), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task("")

    def show(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)
        progress.start()
        if done >= total:
            progress.stop()

    try:
        yield show
    finally:
        progress.stop()


def _takes_colour(stream: TextIO) -> bool:
    """Whether to colour: on a terminal that can, unless https://no-color.org is asked for."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not stream.isatty():
        return False
    return sys.platform != "win32" or "WT_SESSION" in os.environ


def _unwritten(where: str, error: OSError) -> click.exceptions.Exit:
    tell(f"{where}: cannot be written, {(error.strerror or str(error)).lower()}; choose another place with --output")
    return click.exceptions.Exit(_UNWRITTEN)


def _let_go_of(stream: TextIO) -> None:
    """Point a stream nowhere, so that Python does not complain when it closes it."""
    if isinstance(stream, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
