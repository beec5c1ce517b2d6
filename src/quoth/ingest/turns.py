"""Turns: whether a document is a transcript, and which of its pieces open a turn.

`Anna Brandt: …` alone decides nothing: a headline, a table and a transcript all have it. What decides is how the labels
of the whole document go together: `>>`, a Q with an A, names in capitals, the same name again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from quoth.ingest.pieces import Piece, trim
from quoth.ingest.shape import TITLE_SHARE, count_words, ends_sentence, is_bracketed, is_quoted, is_upper, title_share
from quoth.model import Role
from quoth.text.labels import TurnLabel, find_turn_label

# A single label makes a transcript only if what stands before it can be a heading.
MOST_HEADING_PIECES = 3
LONGEST_HEADING = 30
# Labels that never repeat must make up most of the document.
COVERAGE = 0.5

_STAMP = re.compile(r"[\[(]?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?[\])]?\s+(?=\S)")
_LINE = re.compile(r"[^\r\n]+")
_ASKED = frozenset({"q", "question"})
_ANSWERED = frozenset({"a", "answer"})


class _Style(Enum):
    ARROW = auto()
    LETTER = auto()
    UPPER = auto()
    TITLE = auto()


@dataclass(frozen=True, slots=True)
class _Labelled:
    index: int
    label: TurnLabel
    style: _Style
    name: str


def split_turns(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with those cut apart that hold several labelled lines, as pages and documents with soft breaks do."""
    split: list[Piece] = []
    for piece in pieces:
        starts = _labelled_lines(text, piece)
        if len(starts) < 2:
            split.append(piece)
            continue
        stops = sorted({piece.start, *starts, piece.end})
        cut = (trim(replace(piece, start=first, end=last), text) for first, last in pairwise(stops))
        split.extend(part for part in cut if part)
    return tuple(split)


def _labelled_lines(text: str, piece: Piece) -> list[int]:
    if piece.role is not None or text.find("\n", piece.start, piece.end) < 0:
        return []
    lines = _LINE.finditer(text, piece.start, piece.end)
    return [line.start() for line in lines if find_turn_label(text, line.start(), line.end())]


def find_turns(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, with role turn where a turn of a transcript begins; unchanged where the text is no transcript.

    A label on a line of its own is joined to the words after it; a time stamp before a label becomes the `time`.
    """
    labelled = [found for index, piece in enumerate(pieces) if (found := _look(text, index, piece))]
    if not labelled:
        return tuple(pieces)
    styles = _accepted(text, pieces, labelled)
    turns = {found.index: found for found in labelled if found.style in styles}
    turns = _without_list(text, turns)
    if _Style.TITLE in styles and _Style.UPPER in styles:
        turns = _without_strays(turns)
    return _mark(text, pieces, turns)


def _look(text: str, index: int, piece: Piece) -> _Labelled | None:
    if piece.role not in (None, Role.TURN):
        return None
    label = find_turn_label(text, piece.start, piece.end)
    if label is None:
        return None
    name = label.name.of(text)
    if (
        label.colon < label.name.start
        or text[label.name.start - 1 : label.name.start] == "("
        or ">>" in text[piece.start : label.name.start]
    ):
        style = _Style.ARROW
    elif name.casefold().rstrip("0123456789") in _ASKED | _ANSWERED:
        style = _Style.LETTER
    else:
        style = _Style.UPPER if name.isupper() else _Style.TITLE
    if style is not _Style.ARROW and _heads_news(label.content.of(text), style):
        return None
    return _Labelled(index, label, style, " ".join(name.casefold().split()))


def _heads_news(content: str, style: _Style) -> bool:
    """Whether what follows the label is a headline's: quoted as a whole, or Title Case without a stop."""
    first = content[:1200]
    if is_bracketed(first):
        return False  # (INAUDIBLE)
    if is_quoted(first) or (is_upper(first) and not ends_sentence(first)):
        return True
    return style is _Style.TITLE and count_words(first) > 3 and title_share(first) >= TITLE_SHARE


def _accepted(text: str, pieces: Sequence[Piece], labelled: list[_Labelled]) -> set[_Style]:
    accepted = set()
    for style in _Style:
        group = [found for found in labelled if found.style is style]
        if group and _is_transcript(text, pieces, group, style):
            accepted.add(style)
    if accepted:
        accepted.add(_Style.ARROW)
    if _Style.UPPER in accepted:
        accepted.add(_Style.LETTER)  # QUESTION: … from the audience of a debate
    return accepted


def _is_transcript(text: str, pieces: Sequence[Piece], group: list[_Labelled], style: _Style) -> bool:
    names = Counter(found.name for found in group)
    if style is _Style.ARROW:
        return len(group) > 1 or bool(group[0].name)
    if style is _Style.LETTER:
        bare = {name.rstrip("0123456789") for name in names}
        return bool(bare & _ASKED and bare & _ANSWERED) or (len(group) > 2 and text[group[0].label.colon] != ".")
    if style is _Style.UPPER and _opens_speech(text, pieces, group[0]):
        return True
    if len(group) == 1:
        return False
    contents = [found.label.content.of(text) for found in group]
    if 2 * sum(not content or any(sign.isalpha() for sign in content[:200]) for content in contents) < len(group):
        return False  # a table of figures
    repeated = [name for name, times in names.items() if times > 1]
    needed = 1 if style is _Style.UPPER else 2
    if len(repeated) >= needed or (repeated and len(group) > 2):
        return True
    if 2 * sum(not content or _is_speech(content) for content in contents) < len(group):
        return False
    return len(group) >= COVERAGE * (len(pieces) - min(group[0].index, MOST_HEADING_PIECES))


def _is_speech(content: str) -> bool:
    return ends_sentence(content) or count_words(content) >= 8


def _opens_speech(text: str, pieces: Sequence[Piece], found: _Labelled) -> bool:
    """Whether `ANNA BRANDT: …` opens a speech: only a heading stands before it, and it is no headline itself."""
    before = pieces[: found.index]
    content = found.label.content.of(text)
    titled = any(piece.role is Role.HEADLINE for piece in before)
    return (
        (titled or len(found.name.split()) > 1)
        and title_share(content) < TITLE_SHARE
        and (count_words(content) >= 4 or ends_sentence(content))
        and not is_upper(content)
        and len(before) <= MOST_HEADING_PIECES
        and all(count_words(text[piece.start : piece.end]) <= LONGEST_HEADING for piece in before)
        and (len(pieces) > found.index + 1 or bool(before) or count_words(content) >= LONGEST_HEADING)
    )


def _without_list(text: str, turns: dict[int, _Labelled]) -> dict[int, _Labelled]:
    """Drop what lists the speakers before the first turn: `MODERATOR: Jane Roe, Soltau Courier`."""
    often = Counter(found.name for found in turns.values())
    listed = set()
    for index, found in turns.items():
        content = found.label.content.of(text)
        if often[found.name] > 1 or ends_sentence(content) or title_share(content) < TITLE_SHARE:
            break
        listed.add(index)
    return {index: found for index, found in turns.items() if index not in listed}


def _without_strays(turns: dict[int, _Labelled]) -> dict[int, _Labelled]:
    """Drop `Remember: …` from a transcript whose names are in capitals: Title Case only for names seen again."""
    capitals = {word for found in turns.values() if found.style is _Style.UPPER for word in found.name.split()}
    often = Counter(found.name for found in turns.values())
    return {
        index: found
        for index, found in turns.items()
        if found.style is not _Style.TITLE or often[found.name] > 1 or capitals & set(found.name.split())
    }


def _mark(text: str, pieces: Sequence[Piece], turns: dict[int, _Labelled]) -> tuple[Piece, ...]:
    marked: list[Piece] = []
    waiting = False
    for index, piece in enumerate(pieces):
        found = turns.get(index)
        if found is not None:
            marked.append(_turn(text, piece))
            waiting = not found.label.content
        elif waiting and piece.role is None:
            marked[-1] = replace(marked[-1], end=piece.end)
            waiting = False
        else:
            marked.append(piece)
            waiting = False
    return tuple(marked)


def _turn(text: str, piece: Piece) -> Piece:
    """The piece as a turn, its time stamp moved from the text to `time`."""
    stamp = _STAMP.match(text, piece.start, piece.end)
    if stamp is None:
        return replace(piece, role=Role.TURN)
    hours, minutes, seconds, part = (group or "0" for group in stamp.groups())
    time = f"{int(hours):02}:{minutes:0>2}:{seconds}.{part:0<3}"
    return replace(piece, role=Role.TURN, start=stamp.end(), time=time)
