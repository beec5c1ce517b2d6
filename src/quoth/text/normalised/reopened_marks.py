"""Re-opened marks: the quotation marks that a paragraph repeats because the one before left them open.

This needs folded white space, where a blank line parts paragraphs and nothing else. `quoth.text.marks` knows better
what a mark is, but has to be told the language.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoth.text.normalised.edits import Edit

_SIGN = regex.compile(r"\n\n|[“”„‟‘’‚«»‹›\"'「」『』]")
_CLOSED_BY = {
    "“": "”", "”": "”", "„": "“”", "‟": "”", "‘": "’", "’": "’", "‚": "‘’", "«": "»", "»": "«",
    "‹": "›", "›": "‹", '"': '"', "'": "'", "「": "」", "『": "』",
}  # fmt: skip


def drop_reopened_marks(text: str) -> Iterator[Edit]:
    """Marks at the start of a paragraph that repeat one which the paragraph before left open.

    French also repeats the closing mark there: « … / » … ».
    """
    carried: set[str] = set()  # open when the paragraph before ended
    unclosed: set[str] = set()
    head = 0  # up to here, this paragraph is nothing but opening marks
    for match in _SIGN.finditer(text):
        sign, place = match[0], match.start()
        if sign == "\n\n":
            carried, unclosed, head = unclosed, set(), match.end()
            continue
        at_head = place == head
        if at_head:
            head = match.end() + (text[match.end() : match.end() + 1] == " ")
            repeated = "«" if sign == "»" and "«" in carried else sign
            if repeated in carried:
                unclosed.add(repeated)
                yield Edit(place, head, "")
                continue
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if sign in "’'" and before.isalnum() and after.isalnum():
            continue
        if at_head or _opens(sign, before, after):
            unclosed.add(sign)
        else:
            unclosed = {mark for mark in unclosed if sign not in _CLOSED_BY.get(mark, "")}


def _opens(sign: str, before: str, after: str) -> bool:
    """By what stands around it: before a word, or, set apart by spaces, by its shape ("« Le pont » est")."""
    if before and not before.isspace() and before not in "([{—–-“„‘‚«‹\"'":
        return sign in "「『"
    if not after or after.isspace():
        return sign in "«“„‘‚‹「『"
    return after.isalnum() or after not in ".,;:!?)]}”’»›"
