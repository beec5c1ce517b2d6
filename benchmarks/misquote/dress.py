"""Dress: quotation marks, first letters, last marks and apostrophes, as newspapers set them."""

from __future__ import annotations

import random
import re

from benchmarks.misquote.corpus import Corpus
from benchmarks.misquote.rows import Made

_MARKS = (("“", "”"), ("“", "”"), ('"', '"'))


def dress(made: Made, rng: random.Random, corpus: Corpus) -> str:
    """The words as they are printed: in marks, the edges fitted to the sentence around them."""
    text = made.text
    if not made.keep_start:
        text = _first_letter(text, rng, corpus)
    if not made.keep_end:
        text = _last_mark(text, rng)
    text = re.sub(r"\s*--\s*", rng.choice(("--", " -- ", "—", " — ", " – ")), text)
    opening, closing = rng.choice(_MARKS)
    text = text.replace("'", "’") if opening == "“" else text.replace("’", "'")
    return f"{opening}{text}{closing}"


def _first_letter(text: str, rng: random.Random, corpus: Corpus) -> str:
    """Small within a sentence, or a capital where a fragment is printed as a sentence."""
    first = re.match(r"[A-Za-z]+(?!['’])", text)
    if first is None or rng.random() < 0.6:
        return text
    word = first[0]
    if word[0].islower():
        return text[0].upper() + text[1:]
    is_name = corpus.capitals.get(word.casefold(), 1.0) > 0.2
    return text if word == "I" or is_name else text[0].lower() + text[1:]


def _last_mark(text: str, rng: random.Random) -> str:
    """A full stop becomes a comma before "she said", or goes; words cut from a sentence get one."""
    if text.endswith(","):
        text = text[:-1]
    if text.endswith((".", "?", "!")) and not text.endswith((". . .", "...")):
        chosen = rng.choice((".", ".", ",", ""))
        return text[:-1] + chosen if text[-1] == "." and not re.search(r"\b[A-Za-z]\.$", text) else text
    return text + rng.choice(("", "", ",", "."))
