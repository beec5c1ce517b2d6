"""Words that can be compared: what is left of a text when case, marks, hyphens and typography are set aside.

`docs/matching.md` is the contract: each of its lines is a tested case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import regex
from numpy.typing import NDArray

from quoth.model import Block
from quoth.text.normalised import NormalisedView, normalise

_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
_WORD = regex.compile(
    rf"""
      (?: \p{{L}} \. ){{2,}} (?: \p{{L}} (?![\p{{L}}\p{{N}}]) )?          # U.S.  J.K.  e.g.
    | (?<![\p{{L}}\p{{N}}]) \p{{L}} (?: - \p{{L}} ){{2,}} (?![\p{{L}}\p{{N}}])  # U-S-A
    | \p{{N}}++ (?: [.,:/\u066b\u066c] \p{{N}}++ )*+ (?: (?!{_UNSPACED}) [\p{{L}}\p{{M}}] )*+  # 3.5  1,000  20th  1990s
    | (?<![\p{{L}}*]) \p{{L}}{{1,2}} \*{{2,}}+ \p{{L}}{{0,4}}+ (?![\p{{L}}*])      # d****d
    | [\p{{Han}}\p{{Hiragana}}\p{{Katakana}}\p{{Thai}}\p{{Lao}}\p{{Khmer}}\p{{Myanmar}}] \p{{M}}*+
    | [\p{{L}}\p{{M}}\p{{N}}]++ (?: ['’ʼ`´] [\p{{L}}\p{{M}}\p{{N}}]++ )*+   # no hyphen: long-term is two words
    | [%‰$£€¥₹&°]
    """,
    regex.VERBOSE,
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "ـ": "", "ı": "i", "\u0307": ""})
_GROUPED = regex.compile(r",(?=\p{N}{3}(?!\p{N}))")  # 1,000; a comma before other digits is a decimal one
_POINTED = regex.compile(r"[\p{Arabic}\p{Hebrew}]")
_MARKS = regex.compile(r"\p{Mn}++")
_ENDING = regex.compile(r"(?<=\w{3})(?:'s|(?<=\w)(?:ies|ied|ing|ed|es|s|y|e))$")


def find_words(text: str) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]:
    """The forms of all words of a normalised text, with where each starts and ends.

    >>> forms, starts, ends = find_words("The U.S. didn’t pay $1,000 for long-term care.")
    >>> forms
    ('the', 'us', "didn't", 'pay', '$', '1000', 'for', 'long', 'term', 'care')
    >>> int(starts[1]), int(ends[1])
    (4, 8)
    """
    found = [(fold(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    if not found:
        return (), np.empty(0, np.int64), np.empty(0, np.int64)
    forms, starts, ends = zip(*found, strict=True)
    return forms, np.array(starts, np.int64), np.array(ends, np.int64)


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The form of one word, as it is compared: without case, typography and what a script leaves to the reader."""
    form = word.casefold().translate(_APOSTROPHES)
    if not form.isascii() and _POINTED.search(form):
        form = _MARKS.sub("", form)
    if not form:
        return word  # a lone tatweel
    if form[0].isnumeric():
        return _GROUPED.sub("", form).replace(",", ".").replace("\u066c", "").replace("\u066b", ".")
    if "." in form or "-" in form:
        return form.replace(".", "").replace("-", "")
    return "and" if form == "&" else form


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """What a word shares with its inflections, its accented and its possessive form: good for finding, not for telling.

    >>> {stem("tax"), stem("taxes"), stem("taxed"), stem("taxing")}
    {'tax'}
    """
    plain = form if form.isascii() else _MARKS.sub("", unicodedata.normalize("NFD", form))
    if len(plain) > 3 and not plain[0].isnumeric():
        plain = _ENDING.sub("", plain)
    return plain or form


def words_in(
    text: str, blocks: Sequence[Block]
) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64], NormalisedView]:
    """The words of a document's blocks, with their places in its text as received, and the view they were found in."""
    view = normalise(text, blocks)
    forms, starts, ends = find_words(view.text)
    starts, ends = view.all_to_text(starts, ends)
    return forms, starts, ends, view
