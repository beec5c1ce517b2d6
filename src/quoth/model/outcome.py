"""What can come of an input beside a record: a failure, or a file passed over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: `where` names it, `message` is the whole line for the user."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file in a folder that was passed over, and why."""

    where: str
    reason: str
