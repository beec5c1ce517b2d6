"""Speech that a dash opens: — No sé —dijo Ana—. Ya veremos.

In languages that do so, a paragraph that begins with a dash is speech, from the dash to the end of the paragraph or to
the narrator's words ("incise"), which stand after another dash (—dijo Ana—, – powiedziała Anna. –) or after
a comma (, sier Berg.). Only a verb of saying tells the narrator's words from a parenthesis in the speech,
and after a comma-incise speech goes on only where a dash says so: words are not put into a mouth on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from quoth.model import Span
from quoth.text.language import Language

_LEAD = re.compile(r"(?:[—―–]|--?(?=\s))[ \t\u00a0\u2009\u202f]*(?=[^\s\d—―–-])")
# A dash with space on both sides, or one that clings to the narrator's words: " —dijo Ana—."
_DASH = re.compile(r"\s[—―–-](?=\s)|\s[—―–](?=\w)|(?<=\S)[—―–](?=[\s.,;:!?…]|$)")
_COMMA = re.compile(r"[,!?…]\s+(?=[^\W\d_])")
_ENDED = re.compile(r"[.!?…。！？][\s\"'“”„’»«)\]]*$")
_SPEAKING = frozenset({"say", "quote", "tell", "ask"})
_NARRATOR_REACH = 80  # characters in which the narrator's verb must begin: a name or pronoun may stand before it


def speech_pieces(text: str, block: Span, quoted: Sequence[Span], language: Language) -> list[tuple[Span, Span]]:
    """The pieces of speech in a block that a dash opens, each with and without its dash; else none.

    `quoted` are the outermost quotations in marks, in order: nothing inside them parts speech from narrator.
    """
    lead = _LEAD.match(text, block.start, block.end)
    if lead is None:
        return []
    after_dash, after_comma = _narrators(language)
    pieces: list[tuple[Span, Span]] = []
    speech: tuple[int, int] | None = (lead.start(), lead.end())  # where the piece and its words begin
    for sign in _signs(text, lead.end(), block.end, quoted):
        if speech is not None:
            narrator = after_comma if sign.re is _COMMA else after_dash
            if narrator.match(text, sign.end(), min(block.end, sign.end() + _NARRATOR_REACH)):
                end = sign.start() + (0 if sign.re is _DASH or text[sign.start()] == "," else 1)
                pieces += _piece(text, *speech, end)
                speech = None
        elif sign.re is _DASH:
            opens = text[sign.start()].isspace()
            speech = (sign.end() - 1 if opens else sign.end(), sign.end())
    if speech is not None and (pieces or _ENDED.search(text, max(speech[1], block.end - 8), block.end)):
        pieces += _piece(text, *speech, block.end)
    return pieces


def _signs(text: str, start: int, end: int, quoted: Sequence[Span]) -> list[re.Match[str]]:
    """Dashes and commas after which the narrator may come in, outside `quoted`, in order."""
    found = [*_DASH.finditer(text, start, end), *_COMMA.finditer(text, start, end)]
    found.sort(key=lambda match: match.start())
    free, spans = [], iter(quoted)
    span = next(spans, None)
    for match in found:
        while span is not None and span.end <= match.start():
            span = next(spans, None)
        if span is None or match.start() < span.start:
            free.append(match)
    return free


def _piece(text: str, start: int, words: int, end: int) -> list[tuple[Span, Span]]:
    while words < end and (text[words].isspace() or text[words] in ".,;:"):
        words += 1
    while end > words and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    if words >= end:
        return []
    # A piece that no dash opens begins with its words.
    first = start if text[start] in "—―–-" else words
    return [(Span(first, end), Span(words, end))]


@cache
def _narrators(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the narrator's words look like after a dash, and after a comma, where the verb must come first."""
    verbs = (form for form, frames in language.verbs.items() if not _SPEAKING.isdisjoint(frames))
    cues = {*language.cues.get("say", ()), *language.cues.get("tell", ()), *verbs}
    verb = "|".join(re.escape(cue) for cue in sorted(cues, key=lambda cue: (-len(cue), cue))) or r"(?!)"
    after_dash = rf"\s*(?:[^\W\d_]+[\s'’-]+){{0,3}}(?:{verb})(?!\w)"
    # After a comma the verb comes first, or, as the Finnish press has it, after a name and at the end.
    after_comma = rf"(?:{verb})(?!\w)|(?-i:(?:[A-ZÅÄÖÉ][\w-]*\s){{1,3}})(?:{verb})(?=\s*[.,—–-])"
    return re.compile(after_dash, re.IGNORECASE), re.compile(after_comma, re.IGNORECASE)
