"""Markup: emphasis and links of Markdown, and the signs before the lines that a mail or Markdown quotes."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from quoth.text.normalised.edits import Edit

_MAIL_MARK = regex.compile(r"(?m)^[ \t]*+(?:>[ \t]++)++(?=[^\s\d>])|^[ \t]*+>[ \t]*+$")
# As CommonMark's flanking rules, in short: a sign opens before a word and closes behind one, within a paragraph.
# Stars inside a word (f**k and s**t) are no emphasis.
_EMPHASIS = regex.compile(
    r"""(?x) (?<![\\\w*]) (?P<sign>\*{1,3}+) (?=[^\s*]) (?P<words>[^*\n]++) (?<=[^\s\\]) (?P=sign) (?!\*)
      | (?<![\\*]) (?P<sign>\*{2,3}+) (?=[^\s*]) (?P<words>[^*\n]++) (?<=[^\s\\]) (?P=sign) (?![*\w])
      | (?<![\\\w]) (?P<sign>_{1,3}+) (?=[^\s_]) (?P<words>[^_\n]++) (?<=[^\s\\]) (?P=sign) (?!\w)"""
)
_LINK = regex.compile(
    r"(?<!\\)!?\[(?P<words>[^\[\]\n]++)\]\((?=[^()\s]*[./#:@])(?:[^()\s\"]|\([^()\s]*+\))++(?: \"[^\"\n]*+\")?\)"
)


def drop_mail_marks(text: str) -> Iterator[Edit]:
    """The `>` that Markdown and mail put before each line of a quotation; `>>` of captions stays."""
    if ">" in text:
        for match in _MAIL_MARK.finditer(text):
            yield Edit.at(match, "")


def drop_emphasis(text: str) -> Iterator[Edit]:
    """The stars and strokes of `**bold**`, `*italic*` and `_italic_`."""
    return _unwrapped(_EMPHASIS, text)


def drop_links(text: str) -> Iterator[Edit]:
    """All but the words of `[words](address)`."""
    return _unwrapped(_LINK, text)


def _unwrapped(pattern: regex.Pattern[str], text: str) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        start, end = match.span("words")
        yield Edit(match.start(), start, "")
        yield Edit(end, match.end(), "")
