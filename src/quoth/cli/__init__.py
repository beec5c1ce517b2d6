"""Floor 4: the terminal face; arguments in, text out, nothing decided."""

from quoth.cli.entry import app, main

__all__ = ["app", "main"]
