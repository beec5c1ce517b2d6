"""Structure: which role each piece of a text has, where its container does not say.

Head (`head.py`), turns (`turns.py`) and footnotes (`notes.py`) are read by their own rules; here they come together,
and the body gets its subheads, lists, indented quotations and captions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quoth.ingest.asides import find_byline, find_date_line, find_dateline, is_caption, is_contact, is_notes_heading
from quoth.ingest.head import LONGEST_HEADLINE, join_headline, read_head
from quoth.ingest.notes import find_notes
from quoth.ingest.pieces import Piece
from quoth.ingest.shape import (
    BULLET,
    OPENING,
    ORDINAL,
    QUOTES,
    TITLE_SHARE,
    Form,
    is_bracketed,
    is_quoted,
    is_upper,
    title_share,
)
from quoth.ingest.turns import find_turns, split_turns
from quoth.model import Block, Role

LONGEST_SUBHEAD = 14
# A subhead is followed by text: a paragraph of so many words, or a turn, a list, a quotation.
SHORTEST_BODY = 10
# From so many columns on, an indent sets a quotation apart, unless this share of all paragraphs has one.
QUOTATION_INDENT = 4
USUAL_INDENT = 0.35
# Subheads do not come in rows; what does is a list of links, a table or verse.
LONGEST_ROW = 2
# `2.` belongs to a list whose `1.` or `3.` is at most so many pieces away.
ITEM_REACH = 3

_QUOTE_MARKS = re.compile(r"[>\s]*")
_TEXT_ROLES = frozenset({Role.TURN, Role.LIST_ITEM, Role.BLOCK_QUOTATION, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class Structure:
    """The blocks of a document, and what its head says of it."""

    blocks: tuple[Block, ...]
    title: str | None
    byline: str | None
    published: str | None


def settle(text: str, pieces: Sequence[Piece], *, title: str | None = None) -> Structure:
    r"""Give every piece a role. A `title`, which a container names, is the only headline then looked for.

    >>> text = "Mayor Opens Bridge\n\nSOLTAU, May 3, 2031 (ANA) – The mayor opened the bridge."
    >>> from quoth.ingest.lines import find_paragraphs
    >>> found = settle(text, find_paragraphs(text))
    >>> [block.role.value for block in found.blocks], found.title, found.published
    (['headline', 'paragraph'], 'Mayor Opens Bridge', '2031-05-03')
    """
    pieces = find_turns(text, split_turns(text, join_headline(text, pieces)))
    forms = [Form.of(text[piece.start : piece.end]) for piece in pieces]
    head = read_head(pieces, forms, title=title)
    roles = {index: piece.role for index, piece in enumerate(pieces) if piece.role is not None} | head.roles
    for index in find_notes(text, pieces, forms):
        roles.setdefault(index, Role.FOOTNOTE)
        if index and is_notes_heading(forms[index - 1].words):
            roles.setdefault(index - 1, Role.SUBHEAD)
    marks = _find_items(forms, roles)
    roles |= dict.fromkeys(marks, Role.LIST_ITEM)
    quoted = _find_quotations(pieces, forms, roles, head.body)
    roles |= dict.fromkeys(quoted, Role.BLOCK_QUOTATION)
    marks |= quoted
    roles |= _find_captions(pieces, forms, roles, head.body)
    roles |= _find_subheads(pieces, forms, roles, head.body)
    blocks = tuple(
        Block(roles.get(index, Role.PARAGRAPH), piece.start + marks.get(index, 0), piece.end, piece.page, piece.time)
        for index, piece in enumerate(pieces)
    )
    named = title or (" ".join(forms[head.headline].words.split()) if head.headline is not None else None)
    return Structure(blocks, named, head.byline, head.published)


def _find_items(forms: Sequence[Form], roles: Mapping[int, Role]) -> dict[int, int]:
    """The list items, each with the length of its mark."""
    if Role.TURN in roles.values():
        return {}
    items: dict[int, int] = {}
    ordinals: dict[int, str] = {}
    for index, form in enumerate(forms):
        if index in roles:
            continue
        if found := BULLET.match(form.words):
            # A dash opens speech in many languages; it opens an item under a lead-in and after another item.
            if found[0][0] != "–" or index - 1 in items or (index and forms[index - 1].words.endswith(":")):
                items[index] = found.end()
        elif found := ORDINAL.match(form.words):
            ordinals[index] = found["mark"]
            items[index] = found.end()
    for index, mark in ordinals.items():
        near = (ordinals.get(other) for other in range(index - ITEM_REACH, index + ITEM_REACH + 1) if other != index)
        if not {_ordinal(mark) - 1, _ordinal(mark) + 1} & {_ordinal(other) for other in near if other}:
            del items[index]
    return items


def _ordinal(mark: str) -> int:
    return int(mark) if mark.isdecimal() else 1000 + 2 * ord(mark[0])


def _find_quotations(
    pieces: Sequence[Piece], forms: Sequence[Form], roles: Mapping[int, Role], body: int
) -> dict[int, int]:
    """The indented pieces and those behind `>`, each with the length of its mark."""
    found = {
        index: mark.end()
        for index, form in enumerate(forms)
        if form.words[0] == ">" and index not in roles
        if (mark := _QUOTE_MARKS.match(form.words)) and mark.end() < len(form.words)
    }
    indented = [index for index, piece in enumerate(pieces) if piece.indent >= QUOTATION_INDENT]
    if len(indented) > USUAL_INDENT * len(pieces):
        return found
    return found | {i: 0 for i in indented if i >= max(body, 1) and i not in roles and forms[i].length >= SHORTEST_BODY}


def _find_captions(
    pieces: Sequence[Piece], forms: Sequence[Form], roles: Mapping[int, Role], body: int
) -> dict[int, Role]:
    return {
        index: Role.CAPTION
        for index in range(body, len(pieces))
        if index not in roles and is_caption(forms[index].words)
    }


def _find_subheads(
    pieces: Sequence[Piece], forms: Sequence[Form], roles: Mapping[int, Role], body: int
) -> dict[int, Role]:
    """The subheads of the body; none after the first turn of a transcript."""
    turn = next((index for index in range(len(pieces)) if roles.get(index) is Role.TURN), len(pieces))
    likely = [
        body <= index < turn
        and index not in roles
        and (turn == len(pieces) or ":" not in forms[index].words)  # "MODERATOR: …" above a debate
        and _is_subhead(pieces[index], forms[index])
        for index in range(len(pieces))
    ]
    found: dict[int, Role] = {}
    index = 0
    while index < len(pieces):
        if not likely[index]:
            index += 1
            continue
        row = index
        while row < len(pieces) and likely[row]:
            row += 1
        quoting = all(is_quoted_heading(forms[one].words) for one in range(index, row))
        text_follows = row < len(pieces) and _is_text(forms[row], roles.get(row), quoting)
        if text_follows and (row - index <= LONGEST_ROW or quoting):
            found |= dict.fromkeys(range(index, row), Role.SUBHEAD)
        index = row
    return found


def _is_text(form: Form, role: Role | None, quoting: bool) -> bool:
    """Whether this can stand under a subhead; under the heading of a dispatch a short sentence can."""
    if role is None:
        return form.length >= SHORTEST_BODY or form.words[0] in OPENING or (quoting and form.stops)
    return role in _TEXT_ROLES


def _is_subhead(piece: Piece, form: Form) -> bool:
    words = form.words
    if piece.underlined:
        return form.length <= LONGEST_HEADLINE
    if is_quoted_heading(words):
        return form.length <= LONGEST_HEADLINE
    if _quotes_after(words, colon := words.find(":")) and _is_sentence(words, colon):
        return False
    # Running text is told before the dearer questions are asked.
    if (words.endswith((".", "!")) and not is_upper(words)) or (
        not form.titled and (form.stops or form.length > LONGEST_SUBHEAD)
    ):
        return False
    if form.length > LONGEST_HEADLINE or words[-1] in ",;:" or find_byline(words) or find_date_line(words):
        return False
    if (
        is_bracketed(words)
        or is_quoted(words)
        or is_contact(words)
        or find_dateline(words)
        or words.lstrip(OPENING)[:1].islower()
    ):
        return False
    if not words.lstrip(OPENING)[:1].isalnum():  # "— Anna Brandt" under a quotation, signs of a table
        return False
    if is_upper(words):
        return form.length <= LONGEST_SUBHEAD
    if words[0] in QUOTES and not form.titled:
        return False
    return (form.titled and form.length > 2) or not form.stops


def _quotes_after(words: str, colon: int) -> bool:
    return 0 < colon < len(words) - 1 and words[colon + 1 :].lstrip()[:1] in QUOTES


def _is_sentence(words: str, colon: int) -> bool:
    """Whether a small word stands before the colon: "Petit tweeted in response: “…”"."""
    return words[:colon].split()[-1][:1].islower()


def is_quoted_heading(words: str) -> bool:
    """Whether this is the heading of a dispatch: `Name, Title: "Quoted Words In Title Case"`."""
    colon = words.find(":")
    if not _quotes_after(words, colon) or _is_sentence(words, colon):
        return False
    return is_quoted(words[colon + 1 :].strip()) and title_share(words[colon + 1 :]) >= TITLE_SHARE
