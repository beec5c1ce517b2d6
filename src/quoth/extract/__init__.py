"""Floor 2: from a Document to its statements, speakers, occasions and insertions."""

from quoth.extract.record import extract

__all__ = ["extract"]
