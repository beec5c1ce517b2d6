"""Pieces: the words of a document as the numbers of the encoder's word pieces."""

from __future__ import annotations

from collections.abc import Sequence

from tokenizers import Tokenizer

Pieces = Sequence[tuple[int, ...]]
"""The numbers of the pieces of each word."""

LONGEST = 6
"""Of a word of more pieces, as a web address is, the model sees the first ones only."""


def piece_ids(tokenizer: Tokenizer, words: Sequence[str]) -> Pieces:
    """The pieces of each word, at least one each."""
    unknown = (int(tokenizer.token_to_id("[UNK]") or 0),)
    distinct = list(dict.fromkeys(words))
    encoded = tokenizer.encode_batch(distinct, add_special_tokens=False)
    pieces = {word: tuple(found.ids[:LONGEST]) or unknown for word, found in zip(distinct, encoded, strict=True)}
    return tuple(pieces[word] for word in words)
