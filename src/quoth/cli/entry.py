"""The command `quoth`: what it is made of, its version, and how it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from quoth import __version__
from quoth.cli.check import check
from quoth.cli.read import read
from quoth.cli.terminal import tell

_INTERRUPTED = 130  # as a shell reports Ctrl-C: 128 and the number of the signal


@click.group(no_args_is_help=True, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quoth", message="%(prog)s %(version)s")
def app() -> None:
    """Who said what, to whom, when; and whether they really said it.

    Reads documents as people publish them, and checks the quotations of drafts against evidence. Works offline.
    Begin with: quoth read --help, or quoth check --help
    """


app.add_command(read)
app.add_command(check)


def main() -> None:
    """Run the command line; what is wrong with it is one line, and Ctrl-C ends it without any."""
    _open_closed_streams()
    try:
        status = app.main(prog_name="quoth", standalone_mode=False)
    except click.Abort:
        status = _INTERRUPTED
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        status = error.exit_code
    except click.ClickException as error:
        message = error.format_message().rstrip(".")
        context = error.ctx if isinstance(error, click.UsageError) else None
        tell(f"{message[:1].lower()}{message[1:]}; see `{context.command_path if context else 'quoth'} --help`")
        status = error.exit_code
    sys.exit(status)


def _open_closed_streams() -> None:
    """Python has no stream where the caller closed one (`>&-`); here it leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for good
