"""Floor 3: read and export as plain functions, and the explicit list of steps."""

from quoth.ingest import read_people
from quoth.workflow.export import FORMATS, render
from quoth.workflow.read import STDIN, Settings, read_all, read_documents, read_text

__all__ = ["FORMATS", "STDIN", "Settings", "read_all", "read_documents", "read_people", "read_text", "render"]
