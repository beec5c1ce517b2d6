"""The head of a document: headline, deck, byline, date line, dateline, the caption of the picture on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quoth.ingest.asides import LONGEST_CAPTION, find_byline, find_date_line, find_dateline, is_caption, is_contact
from quoth.ingest.dates import find_date
from quoth.ingest.pieces import Piece
from quoth.ingest.shape import (
    OPENING,
    Form,
    count_words,
    is_bracketed,
    is_one_sentence,
    is_quoted,
    is_title_case,
    is_upper,
    letters,
)
from quoth.model import Role

# The longest headline seen in monitoring dispatches, which join several statements in one.
LONGEST_HEADLINE = 60
LONGEST_PLAIN = 30  # in sentence case, without a stop
LONGEST_STOPPED = 22  # in sentence case, with a full stop
LONGEST_DECK = 30
SHORTEST_LEDE = 15
LONGEST_PAIR = 12  # "Too many delegates? The council says no."
LONGEST_KICKER = 4
# So many pieces may stand before the headline: date, byline, kicker, a picture's caption.
MOST_BEFORE = 4
# A headline with a full stop must be this much shorter than the paragraph after it.
CONTRAST = 1.5
# Byline and date are looked for in so many pieces from the top.
DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says: roles by the index of the piece, and where the body begins."""

    roles: dict[int, Role] = field(default_factory=dict)
    headline: int | None = None
    byline: str | None = None
    published: str | None = None
    body: int = 0


def join_headline(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with a headline that goes on after `;` or a dash on the next line made one."""
    if len(pieces) < 3 or any(piece.role is not None for piece in pieces[:2]) or pieces[1].gap:
        return tuple(pieces)
    first, second = (text[piece.start : piece.end] for piece in pieces[:2])
    goes_on = first[-1] in ";–—" or (first[-1] == "," and pieces[2].gap and is_title_case(first))
    if not goes_on or count_words(first) + count_words(second) > LONGEST_HEADLINE:
        return tuple(pieces)
    return (replace(pieces[0], end=pieces[1].end, role=Role.HEADLINE), *pieces[2:])


def read_head(pieces: Sequence[Piece], forms: Sequence[Form], *, title: str | None) -> Head:
    """Read the head. Where the container marks a headline or gives a `title`, no other headline is looked for."""
    roles: dict[int, Role] = {}
    headline = _find_headline(pieces, forms, title)
    if headline is not None:
        roles[headline] = Role.HEADLINE
    byline = published = None
    body = headline + 1 if headline is not None else 0
    for index in range(min(len(pieces), DEEPEST)):
        words = forms[index].words
        if pieces[index].role is Role.TURN:
            break
        if index == headline or pieces[index].role not in (None, Role.SUBHEAD, Role.CAPTION):
            continue
        line_date, name = find_date_line(words), find_byline(words)
        published = published or line_date or (_dateline_date(words) if pieces[index].role is None else None)
        byline = byline or name
        if line_date or name:
            body = max(body, index + 1)
            if name:
                published = published or (found[0] if (found := find_date(words)) else None)
        elif headline is not None and index < headline:
            roles.setdefault(index, _role_before(forms[index]))
        elif index >= body:
            role = _role_after(pieces, forms, index, headline)
            if role is None:
                break
            roles[index] = role
            body = index + 1
    return Head({i: role for i, role in roles.items() if pieces[i].role is None}, headline, byline, published, body)


def _find_headline(pieces: Sequence[Piece], forms: Sequence[Form], title: str | None) -> int | None:
    marked = next((index for index, piece in enumerate(pieces) if piece.role is Role.HEADLINE), None)
    if marked is not None:
        return marked
    if title is not None:
        wanted = letters(title)
        return next((i for i, form in enumerate(forms[:MOST_BEFORE]) if wanted and letters(form.words) == wanted), None)
    for index in range(min(len(pieces) - 1, MOST_BEFORE + 1)):
        form = forms[index]
        if pieces[index].role is not None:
            return None
        if _is_headline(pieces, forms, index):
            following = forms[index + 1]
            kicker = is_upper(form.words) and form.length <= LONGEST_KICKER < following.length
            if kicker and index + 2 < len(pieces) and _is_headline(pieces, forms, index + 1):
                return index + 1
            return index
        if not (find_date_line(form.words) or find_byline(form.words) or is_caption(form.words)):
            return None
    return None


def _is_headline(pieces: Sequence[Piece], forms: Sequence[Form], index: int) -> bool:
    """Whether the piece at `index`, first of what is not date, byline or caption, is a headline."""
    form, words = forms[index], forms[index].words
    if pieces[index].role is not None or not 0 < form.length <= LONGEST_HEADLINE:
        return False
    if find_date_line(words) or find_byline(words) or is_caption(words) or is_bracketed(words):
        return False
    if pieces[index].underlined:
        return True
    if words[-1] in ":,;" or (find_dateline(words) and form.stops):
        return False
    first = words.lstrip(OPENING)[:1]
    if first.islower() or not any(sign.isalpha() for sign in words):
        return False
    if form.titled and form.length > 1:
        return True
    after = _paragraph_after(pieces, forms, index)
    if not form.stops:
        return form.length <= LONGEST_PLAIN and not is_quoted(words)
    return (
        form.length <= LONGEST_STOPPED
        and (form.length <= LONGEST_PAIR or is_one_sentence(words))
        and not is_quoted(words)
        and after is not None
        and len(pieces) - index > 3
        and after.length >= CONTRAST * form.length
        and _reads_as_headline(form)
    )


# A sentence that opens a story in full prose rather than a headline with a stop.
_PROSE = frozenset(str.split("it he she they we i there this that these those"))
_REPORT = frozenset(
    str.split(
        "said told was were had did asked replied spoke announced met monday tuesday wednesday thursday friday"
        " saturday sunday yesterday"
    )
)


def _reads_as_headline(form: Form) -> bool:
    words = [word.strip(OPENING + ".,;:!?”’").casefold() for word in form.words.split()]
    return words[0] not in _PROSE and not _REPORT & set(words) and words.count("the") + words.count("a") <= 2


def _paragraph_after(pieces: Sequence[Piece], forms: Sequence[Form], index: int) -> Form | None:
    """The first piece after `index` that can be running text and no deck."""
    after = zip(forms[index + 1 : index + 5], pieces[index + 1 : index + 5], strict=True)
    return next((form for form, piece in after if piece.role is not None or form.length >= SHORTEST_LEDE), None)


def _role_before(form: Form) -> Role:
    if is_caption(form.words):
        return Role.CAPTION
    return Role.SUBHEAD if form.length <= LONGEST_KICKER else Role.PARAGRAPH


def _role_after(pieces: Sequence[Piece], forms: Sequence[Form], index: int, headline: int | None) -> Role | None:
    """The role of a piece between headline and body; None where the body begins."""
    form, words = forms[index], forms[index].words
    if pieces[index].role is not None:
        return pieces[index].role if pieces[index].role is Role.CAPTION else None
    if is_caption(words) or (headline is not None and is_bracketed(words) and form.length <= LONGEST_CAPTION):
        return Role.CAPTION
    if headline is None or index + 1 >= len(pieces) or words[-1] in ":,;" or find_dateline(words):
        return None
    if is_contact(words) or (":" in words and any(piece.role is Role.TURN for piece in pieces)):
        return None  # "PARTICIPANTS: …" above a debate
    if not form.stops and form.length <= LONGEST_DECK and not words[0].islower() and not is_quoted(words):
        direct = not pieces[index].gap and form.titled and index == headline + 1
        return Role.HEADLINE if direct else Role.SUBHEAD
    if form.titled and form.length <= LONGEST_HEADLINE:
        return Role.SUBHEAD
    return None


def _dateline_date(words: str) -> str | None:
    dateline = find_dateline(words)
    found = find_date(dateline[0]) if dateline else None
    return found and found[0]
