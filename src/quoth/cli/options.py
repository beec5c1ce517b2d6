"""Options that commands share: how each is written, and what is said of a value that will not do."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date as calendar_date
from os.path import realpath
from pathlib import Path
from typing import Any, TypeVar

import click

from quoth.model import InputError, KnownPerson
from quoth.workflow import STDIN, read_people

ENOUGH = 1 << 28  # no reader takes so much; more of an endless standard input is left alone

_Command = TypeVar("_Command", bound=Callable[..., Any])


def wrong(option: str, what: object) -> click.BadParameter:
    """A usage error that names the option."""
    return click.BadParameter(str(what), param_hint=option)


def format_option(formats: Sequence[str]) -> Callable[[_Command], _Command]:
    """`--format`: one of these, the first unless another is asked for."""

    def one_of_them(_context: click.Context, _option: click.Parameter, name: str) -> str:
        if name not in formats:
            raise wrong("--format", f"{name!r} is not one of {', '.join(formats)}")
        return name

    return click.option(
        "--format",
        "-f",
        metavar="FORMAT",
        callback=one_of_them,
        default=formats[0],
        show_default=True,
        help=f"{', '.join(formats[:-1])} or {formats[-1]}.",
    )


def _language(_context: click.Context, _option: click.Parameter, code: str | None) -> str | None:
    """The two letters of a language code; of `de-AT` the first two."""
    if code is None:
        return None
    if not (match := re.fullmatch(r"([a-z]{2})(?:[-_]\w+)*", code.lower())):
        raise wrong("--language", f"{code!r} is not a two-letter code as de or fr")
    return match[1]


def _date(_context: click.Context, _option: click.Parameter, iso: str | None) -> str | None:
    try:
        return iso and calendar_date.fromisoformat(iso).isoformat()
    except ValueError:
        raise wrong("--date", f"{iso!r} is not a date as 2023-10-17") from None


def _people(_context: click.Context, _option: click.Parameter, path: Path | None) -> tuple[KnownPerson, ...]:
    """The known people of a file."""
    try:
        return read_people(path) if path is not None else ()
    except InputError as error:
        raise wrong("--people", error) from None


output_option = click.option("--output", "-o", metavar="FILE", type=Path, help="Write to this file.")
language_option = click.option(
    "--language", metavar="CODE", callback=_language, help="Their language, as de; guessed otherwise."
)
date_option = click.option(
    "--date", metavar="ISO", callback=_date, help="Their date, as 2023-10-17, when they do not say it."
)
people_option = click.option(
    "--people",
    metavar="FILE",
    type=Path,
    callback=_people,
    help="Known people, as CSV or JSON: name, aliases, wikidata.",
)
threads_option = click.option(
    "--threads", metavar="N", type=click.IntRange(min=1), default=1, help="How many the model may use."
)
no_model_option = click.option("--no-model", is_flag=True, help="Work by the rules alone: faster, and finds less.")


def named_inputs(names: Sequence[str], argument: str) -> list[str]:
    """The inputs that were named, or standard input when something is piped in."""
    if not names and sys.stdin.isatty():
        raise wrong(argument, "name a file, a folder or - for standard input")
    return list(names) or [STDIN]


def piped(names: Sequence[str]) -> bytes | None:
    """What was piped in, when standard input is one of the inputs."""
    return sys.stdin.buffer.read(ENOUGH) if STDIN in names else None


def is_same_file(output: Path, name: str) -> bool:
    """Whether a name is that of the output file, or of a line or row in it; the file need not exist yet."""
    before, found, after = name.partition(output.name)
    return bool(found) and after[:1] in ("", ":", "#") and realpath(before + found) == realpath(output)
