"""Speakers: from the spans that name somebody to entities, and from entities to known people."""

from quoth.extract.speakers.cast import Cast
from quoth.extract.speakers.identity import identify, same_name
from quoth.extract.speakers.resolve import resolve

__all__ = ["Cast", "identify", "resolve", "same_name"]
