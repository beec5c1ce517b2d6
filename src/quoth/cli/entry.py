"""The command `quoth`: what it is made of, and its version."""

from __future__ import annotations

import click

from quoth import __version__
from quoth.cli.read import read


@click.group(no_args_is_help=True, context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})
@click.version_option(__version__, prog_name="quoth", message="%(prog)s %(version)s")
def app() -> None:
    """Who said what, to whom, when.

    Reads documents as people publish them and shows every statement in them. Works offline.
    Begin with: quoth read --help
    """


app.add_command(read)


def main() -> None:
    """Run the command line."""
    app(prog_name="quoth")
