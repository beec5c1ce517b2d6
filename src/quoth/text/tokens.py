"""Tokens: the words, numbers and marks of a text as exact spans, in one linear pass for every script."""

from __future__ import annotations

import regex

from quoth.model import Span
from quoth.text.white_space import SPACE

# Characters that nobody sees: they belong to the word they stand in, and are no token elsewhere.
# ZERO WIDTH NON-JOINER and JOINER, soft hyphen and WORD JOINER are ordinary parts of Persian or of typeset words.
_INVISIBLE = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_PIECE = rf"[\p{{L}}\p{{N}}] [\p{{L}}\p{{M}}\p{{N}}_]*+ (?: [{_INVISIBLE}]++ [\p{{L}}\p{{M}}\p{{N}}_]++ )*+"

_TOKEN = regex.compile(
    rf"""
    (?! {SPACE} | [{_INVISIBLE}] )
    (?:
      # most words of most texts, found without a look at what else may be one
      [A-Za-z]{{2,}}+ (?=[\s.,:;?!])
      # U.S.  e.g.  J.K.  (the dots are part of the word)
    | (?<![\p{{L}}\p{{N}}]) \p{{L}} \. (?: \p{{L}} \. )++
      # 3.5  1,000  12:30  1/2  20th  5m  20-year-old
    | \p{{Nd}}++ (?: [.,:/’'] \p{{Nd}}++ )*+ [\p{{L}}\p{{M}}]*+ (?: [-‐‑] (?=\p{{L}}) {_PIECE} )*+
      # scripts without spaces: one token a character, with its combining marks
    | [\p{{Han}}\p{{Hiragana}}\p{{Katakana}}\p{{Thai}}\p{{Lao}}\p{{Khmer}}\p{{Myanmar}}] \p{{M}}*+
      # O'Neil  twenty-one  AT&T  l·l  צה"ל
    | {_PIECE}
      (?:
        (?: [-‐‑'’ʼ׳·] | (?<=\p{{Lu}})&(?=\p{{Lu}}) | (?<=\p{{Hebrew}})["״](?=\p{{Hebrew}}) ) {_PIECE}
      )*+
      # any other mark; an emoji of several code points is one
    | \X
    )
    """,
    regex.VERBOSE,
)


def tokenise(text: str, span: Span) -> tuple[Span, ...]:
    """The tokens of `text` within `span`, in order: words, numbers, single marks; no white space.

    >>> text = "O'Neil paid $3.5 in the U.S., twenty-one did not."
    >>> [token.of(text) for token in tokenise(text, Span(0, len(text)))]
    ["O'Neil", 'paid', '$', '3.5', 'in', 'the', 'U.S.', ',', 'twenty-one', 'did', 'not', '.']
    """
    return tuple(Span(*match.span()) for match in _TOKEN.finditer(text, span.start, span.end))
