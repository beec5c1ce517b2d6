"""Observation: one thing that the engine noticed of a quotation, for a rule to report or to pass over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from quoth.model import Span


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing noticed: of which kind, where in the draft, and what is known of it, in words.

    `docs/checking.md` lists the kinds and the facts of each.
    """

    kind: str
    span: Span
    facts: Mapping[str, str] = field(default_factory=dict)
