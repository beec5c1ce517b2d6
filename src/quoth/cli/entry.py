"""The command `quoth`: what it is made of, and its version."""

from __future__ import annotations

from typing import Annotated

import typer

from quoth import __version__
from quoth.cli import read

# Plain help: it reads the same in a pipe, and nothing of rich is loaded for it.
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
app.command("read", help=read.HELP, short_help="Show every statement in documents.")(read.read)


def main() -> None:
    """Run the command line."""
    app(prog_name="quoth")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"quoth {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Who said what, to whom, when.

    Reads documents as people publish them and shows every statement in them. Works offline.
    Begin with: quoth read --help
    """
