"""Letters: composed characters, typefaces, what nobody sees, and white space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import regex

from quoth.text.normalised.edits import Edit
from quoth.text.white_space import SPACE, count_line_ends

# U+FFFE and U+0002 are what PDF readers put for a hyphen that the typesetter added.
SOFT_HYPHENS = "\u00ad\ufffe\u0002"

# A stretch that composing may change: it ends where Unicode says that nothing can join on (UAX #15).
_COMPOSABLE = regex.compile(r"(?V1)[\p{NFC_QC=Yes}&&\p{ccc=0}]?[\P{NFC_QC=Yes}\P{ccc=0}]++")
# Ligatures, letters in a mathematical typeface (bold and italic of social media), shapes of Arabic letters.
_TYPEFACE = regex.compile(
    "[\ufb00-\ufb06\ufb13-\ufb17\U0001d400-\U0001d7ff\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe80-\ufefc]"
)
_JOINERS = r"(?<![^\p{Latin}\p{Greek}\p{Cyrillic}\p{N}\p{P}\s])[\u200c\u200d]++"  # letters of their own elsewhere
_UNSEEN = regex.compile(
    r"[\x00\x01\x03-\x08\x0e-\x1b\x7f\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]++"
    rf"|{_JOINERS}|(?<=\p{{L}})[{SOFT_HYPHENS}]++{SPACE}*+(?=\p{{Ll}})|[{SOFT_HYPHENS}]++"
)
_SPACES = re.compile(r"\s\s+|[^\S ]|\A | \Z")  # the standard library's is thrice as fast here, and has \x1c-\x1f in \s
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff00-\uffef]")


def compose(text: str) -> Iterator[Edit]:
    """Unicode's normal form C: one character for a letter and its accent."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _COMPOSABLE.finditer(text):
        yield Edit.at(match, unicodedata.normalize("NFC", match[0]))


def unfold_typeface(text: str) -> Iterator[Edit]:
    """Ligatures and other letters that differ in their typeface only, as plain letters."""
    if not text.isascii():
        for match in _TYPEFACE.finditer(text):
            yield Edit.at(match, unicodedata.normalize("NFKC", match[0]))


def drop_unseen(text: str) -> Iterator[Edit]:
    """Soft hyphens (with the line end behind them), zero-width spaces, controls of direction."""
    for match in _UNSEEN.finditer(text):
        yield Edit.at(match, "")


def fold_white_space(text: str) -> Iterator[Edit]:
    """One space for any white space and a line end, one blank line between paragraphs, none at the edges."""
    for match in _SPACES.finditer(text):
        yield Edit.at(match, _folded(text, match.start(), match.end()))


def _folded(text: str, start: int, end: int) -> str:
    if start == 0 or end == len(text):
        return ""
    run = text[start:end]
    line_ends = count_line_ends(run)
    if line_ends > 1 or "\u2029" in run:
        return "\n\n"
    # Chinese and Japanese lines are broken anywhere, without a space.
    return "" if line_ends and _UNSPACED.match(text, start - 1) and _UNSPACED.match(text, end) else " "
