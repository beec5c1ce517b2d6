"""Floor 3: read, check and export as plain functions, and the explicit list of steps."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from quoth.export.check import CHECK_FORMATS, write_docx
from quoth.ingest import read_people
from quoth.workflow.export import FORMATS, render
from quoth.workflow.read import STDIN, Settings, read_all, read_documents, read_text

if TYPE_CHECKING:
    from quoth.workflow.check import Checker, CheckSettings, check_files, check_itself
    from quoth.workflow.project import Note, Request, check_drafts, parse_fidelity, parse_profile, parse_rules
    from quoth.workflow.report import render_checks
else:
    # Checking needs numpy and a database, which reading a plain text should not wait for: it is loaded when asked for.
    _LATER = {
        **dict.fromkeys(("Checker", "CheckSettings", "check_files", "check_itself"), "check"),
        **dict.fromkeys(
            ("Note", "Request", "check_drafts", "parse_fidelity", "parse_profile", "parse_rules"), "project"
        ),
        "render_checks": "report",
    }

    def __getattr__(name: str) -> object:
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)


__all__ = [
    "CHECK_FORMATS",
    "FORMATS",
    "STDIN",
    "CheckSettings",
    "Checker",
    "Note",
    "Request",
    "Settings",
    "check_drafts",
    "check_files",
    "check_itself",
    "parse_fidelity",
    "parse_profile",
    "parse_rules",
    "read_all",
    "read_documents",
    "read_people",
    "read_text",
    "render",
    "render_checks",
    "write_docx",
]
