"""Turn labels: the `SPEAKER: …` with which a turn of a transcript begins.

What is decided here is only whether a piece of text *has the form* of a label. `Anna Brandt: …` has it in a transcript
and in a news headline alike; which of the two a document is, is decided from all its labels together
(`quoth.ingest.turns`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from quoth.model import Span
from quoth.text.white_space import trimmed

# Longer heads are sentences with a colon in them, not names ("THE HON. ANNA BRANDT, MAYOR OF SOLTAU" has 36).
_LONGEST_HEAD = 120
_LONGEST_NAME = 60
_MOST_WORDS = 7

_EMPHASIS = "*_"
_BRACKETS = {"(": ")", "[": "]", "（": "）", "［": "］"}
_PARTICLES = frozenset(
    str.split(
        "al- a. af am an and av bin bint d' da das de del della den der des di do dos du e el et i ibn la le of och"
        " og the ten ter und van vel von vom y za zu zum zur & + |"
    )
)
# Second words of a role that is written in small letters: "Audience member:", "Unidentified speaker:".
_ROLES = frozenset(
    str.split(
        "anchor answer audience caller chair chairman chairwoman chorus correspondent crowd female guest host"
        " interpreter interviewee interviewer journalist judge male man member moderator narrator operator panelist"
        " participant person president question questioner reporter speaker student translator unidentified voice"
        " voiceover witness woman"
    )
)
# What stands before a colon in documents and is nobody: captions, notes, the fields of a press release.
_NOBODY = frozenset(
    str.split(
        "abstract address attendees participants panelists panellists presenters moderators speakers advertisement"
        " agenda also analysis and announcement article attention author background bottom breaking but by bylines"
        " caption chapter claim conclusion contact copyright correction cost courtesy credit credits date day"
        " description disclaimer download edit editor's editors editor email e-mail example exclusive fact facts fax"
        " figure file finally first footnote for foto from full further gallery headline however http https image"
        " images in issue keywords kind language latest line link links listen live location mail media method more"
        " nb nota note notes number on opinion or page part phone photo photograph photographs photos picture"
        " pictured pictures place poll postscript price ps published publisher re read reading reference references"
        " related remember result results review rule second section see sidebar slide so source sources standfirst"
        " step story sub-head subhead subject subscribe subtitle summary table tags tel telephone text that then"
        " third this time tip title to today tomorrow top topic topics translation transcript tweet update updated"
        " updates url verdict version video videos volume warning watch we website what when where which who why web"
        " yesterday you jan feb mar apr jun jul aug sep sept oct nov dec january february march april june july"
        " august september october november december monday tuesday wednesday thursday friday saturday sunday"
    )
)
# The same as last words: "AP Photo:", "Media contact:", "Opening Statement:".
_NOTHING = frozenset(
    str.split(
        "photo photos picture image images source sources note notes credit credits contact contacts link links"
        " video facts figures fact date time location statement statements summary results update points quote"
        " quotes reaction"
    )
)
# A headline's verbs and links: "Mayor Says: …", "Brandt To Council: …" name an act, not a turn.
_NOT_IN_NAMES = frozenset(
    str.split("to says said tells told asks asked on vs vs. at with after over warns adds replies")
)
_NAME_SIGNS = frozenset("'’‘`.-‐‑–/#&+|·・\"“”")
_MARKS = ("Mn", "Mc")  # combining marks, which names of many scripts hold
_STAMP = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?\s+(?=\S)")
_ARROWS = re.compile(r"(?:>>+|»»|＞＞|(?:&gt;){2,})\s*")
# Everything up to the first colon that stands outside brackets, on the first line.
_HEAD = re.compile(
    r"(?:[^:：(\[（［\r\n\u2028\u2029]|\([^)\r\n]*\)|\[[^\]\r\n]*\]|（[^）\r\n]*）|［[^］\r\n]*］)*[:：]"
)
_DEPOSITION = re.compile(r"(?P<name>[QA]\d{0,3})\.(?=\s)")
_DOUBLE = re.compile(r"\(\((?P<name>[^()\r\n]{1,40})\)\)(?:\s?:)?")


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """The label of a turn: who (`name`), as what (`title`, without its brackets), and what follows (`content`).

    `name` is empty for a bare `>>`. `colon` is where the colon stands, or the last sign of a label without one.
    """

    name: Span
    title: Span | None
    colon: int
    content: Span


def find_turn_label(text: str, start: int, end: int) -> TurnLabel | None:
    """The turn label at the beginning of `text[start:end]`, if that has the form of one.

    >>> label = find_turn_label("ANNA BRANDT (mayor): We rebuild.", 0, 32)
    >>> label and (label.name.of("ANNA BRANDT (mayor): We rebuild."), label.content)
    ('ANNA BRANDT', Span(start=21, end=32))
    >>> find_turn_label("He said: “We rebuild.”", 0, 22) is None
    True
    """
    position = _skip_space(text, start, end)
    if stamp := _STAMP.match(text, position, end):
        position = stamp.end()
    arrows = _ARROWS.match(text, position, end)
    if arrows:
        position = arrows.end()
    found = _named(text, position, end) or _signed(text, position, end)
    if found is None and arrows and position < end:
        last = arrows.start() + len(arrows[0].rstrip()) - 1
        return TurnLabel(Span(position, position), None, last, Span(position, end))
    return found


def _named(text: str, start: int, end: int) -> TurnLabel | None:
    stop = min(end, start + _LONGEST_HEAD)
    if text.find(":", start, stop) < 0 and text.find("：", start, stop) < 0:
        return None  # most lines; a colon is soon looked for
    found = _HEAD.match(text, start, stop)
    if found is None:
        return None
    after, colon = found.end(), found.end() - 1
    while after < end and text[after] in _EMPHASIS:
        after += 1
    if after < end and not text[after].isspace() and text[colon] == ":" and text[after] not in "\"'“‘„«—–-[(…":
        return None  # 10:30, https://, a:b
    head = trimmed(text, start, colon, _EMPHASIS)
    name, title = _split_title(text, head)
    if not _is_name(text[name.start : name.end], title is not None and text[name.end] == ","):
        # A parliament's record: "The Minister for Fisheries (Ms Oriel Dunmarrow):".
        if title is None or text[title.end] not in ")]" or not _is_name(text[title.start : title.end], False):
            return None
        name, title = title, name
    return TurnLabel(name, title, colon, Span(_skip_space(text, after, end), end))


def _signed(text: str, start: int, end: int) -> TurnLabel | None:
    """Labels without a colon: `((ANNA))`, and the `Q.` and `A.` of court reporters (an initial has the same form)."""
    found = _DOUBLE.match(text, start, end) or _DEPOSITION.match(text, start, end)
    if found is None:
        return None
    return TurnLabel(Span(*found.span("name")), None, found.end() - 1, Span(_skip_space(text, found.end(), end), end))


def _split_title(text: str, head: Span) -> tuple[Span, Span | None]:
    """`NAME (title)`, `NAME [title]` and `NAME, TITLE` into the two."""
    for opening, closing in _BRACKETS.items():
        if len(head) and text[head.end - 1] == closing:
            bracket = text.rfind(opening, head.start, head.end)
            if bracket > head.start:
                name, _ = _split_title(text, trimmed(text, head.start, bracket, _EMPHASIS))
                return name, trimmed(text, bracket + 1, head.end - 1)
    comma = text.find(",", head.start, head.end)
    if comma > head.start:
        name, _ = _split_title(text, Span(head.start, comma))
        return name, trimmed(text, comma + 1, head.end)
    return head, None


@lru_cache(maxsize=1024)  # a transcript asks of the same few names all the time
def _is_name(name: str, comma: bool) -> bool:
    words = name.replace(" ", " ").split()
    if not words or len(words) > _MOST_WORDS or len(name) > _LONGEST_NAME:
        return False
    if any(not (sign.isalnum() or sign.isspace() or sign in _NAME_SIGNS or category(sign) in _MARKS) for sign in name):
        return False
    plain = [word.casefold().strip(".'’\"“”").replace("’", "'") for word in words]
    if any(word in _NOT_IN_NAMES for word in plain) or plain[0] in _NOBODY or plain[-1] in _NOTHING:
        return False
    if not any(sign.isalpha() for sign in words[0]) or (plain[0] == "may" and words[-1].isdigit()):
        return False
    if not any(sign.lower() != sign.upper() for sign in name):  # a script without capitals
        return len(words) <= 4 and len(name) <= 20 and not comma
    if comma and len(words) == 1 and not name.isupper():
        return False  # "Besides, the mayor said:"
    return _is_capital(words[0]) and all(
        _is_capital(word) or low in _PARTICLES or low in _ROLES or word.isdigit()
        for word, low in zip(words[1:], plain[1:], strict=True)
    )


def _is_capital(word: str) -> bool:
    """Whether the first letter is a capital (`O'Neil`, `al-Amin`, `“Tom”`, `#2` pass)."""
    if word.startswith(("al-", "el-", "ad-", "as-", "an-", "ash-", "d'", "d’", "#")):
        return True
    first = next((sign for sign in word if sign.isalpha()), "A")
    return not first.islower()


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and (text[start].isspace() or text[start] in _EMPHASIS):
        start += 1
    return start
