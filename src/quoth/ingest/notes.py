"""Footnotes: the pieces that a mark in the text refers to, and the region at the end that holds only such."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quoth.ingest.asides import NOTE, STARRED, is_notes_heading, is_source_line
from quoth.ingest.pieces import Piece
from quoth.ingest.shape import ORDINAL, Form

# A region of footnotes that is larger than this share of the document is none.
LARGEST_REGION = 0.6
# `*` and `1.` open a footnote in this many of the last pieces only; elsewhere they open a list item.
TAIL = 4

_REFERENCE = re.compile(r"(?<=\S)\s?\[\^?(\d{1,3}|[a-z]|[ivx]{2,5}|\*+)\](?!\()")
# "(1)" is a note only where the text has it right after a closing mark or a full stop; else it numbers a list.
_ROUND_REFERENCE = re.compile(r"(?<=[”\"’'.,;!?])\((\d{1,2})\)")
_ROUND_NOTE = re.compile(r"\((\d{1,2})\)\s*(?=\S)")
_STAR_REFERENCE = re.compile(r"[\w.,;)\]\"”’]\*(?=[\s.,;]|$)")
_RAISED = str.maketrans("¹²³⁴⁵⁶⁷⁸⁹⁰", "1234567890")


def find_notes(text: str, pieces: Sequence[Piece], forms: Sequence[Form]) -> frozenset[int]:
    """The indices of the pieces that are footnotes."""
    open_roles = [piece.role is None for piece in pieces]
    region = _region(pieces, forms)
    found = {index for index in range(region, len(pieces)) if open_roles[index]}
    referred = {match[1] for match in _REFERENCE.finditer(text)}
    rounded = {match[1] for match in _ROUND_REFERENCE.finditer(text)}
    for index in range(1, len(pieces)):
        if not open_roles[index] or index in found:
            continue
        mark = NOTE.match(forms[index].words)
        if (mark and (mark["number"] is None or mark["number"] in referred)) or (
            (mark := _ROUND_NOTE.match(forms[index].words)) and mark[1] in rounded
        ):
            found.add(index)
    return frozenset(found | _tail(text, pieces, forms, found))


def _region(pieces: Sequence[Piece], forms: Sequence[Form]) -> int:
    """Where the region of footnotes begins: under their heading, or after the last rule; the end if there is none."""
    least = max(1, int(len(pieces) * (1 - LARGEST_REGION)))
    for index in range(len(pieces) - 1, least - 1, -1):
        if index + 1 < len(pieces) and is_notes_heading(forms[index].words):
            return index + 1
        if pieces[index].after_rule:
            return index if _is_first_note(forms[index].words) else len(pieces)
    return len(pieces)


def _is_first_note(words: str) -> bool:
    if mark := NOTE.match(words):
        return (mark["number"] or words[0].translate(_RAISED)) in "1a*†"
    return bool(
        STARRED.match(words) or words.startswith("1 ") or ((found := ORDINAL.match(words)) and found["mark"] == "1")
    )


def _tail(text: str, pieces: Sequence[Piece], forms: Sequence[Form], known: set[int]) -> set[int]:
    """Footnotes among the last pieces that no number refers to: `[3] …`, `* …` for a star in the text, `Source: …`."""
    found: set[int] = set()
    starred = _STAR_REFERENCE.search(text) is not None
    for index in range(len(pieces) - 1, max(0, len(pieces) - 1 - TAIL), -1):
        words = forms[index].words
        if index in known:
            continue
        if pieces[index].role is not None:
            break
        star = STARRED.match(words)
        opens_note = star and not words.rstrip().endswith("*") and (starred or not star[0].endswith(" "))
        if not (opens_note or NOTE.match(words) or is_source_line(words)):
            break
        found.add(index)
    return found
