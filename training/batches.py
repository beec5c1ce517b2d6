"""Batches: windows of the articles, drawn anew each epoch, as padded tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from corpus import UNLABELLED, Example
from torch import Tensor

from quoth.extract.tagger.view import UNTOLD
from quoth.extract.tagger.windows import Window, cut

CLS, SEP, PAD = 101, 102, 0
POSITIONS = 400
"""A window has fewer pieces; the model that ships keeps so many places."""


class Batch(NamedTuple):
    """Windows side by side: `firsts` are the words' first pieces, `shown` the words of context before each window."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    labels: Tensor
    links: Tensor
    names: Tensor
    lengths: Tensor


class Item(NamedTuple):
    """One window of one article, and whether the model is told what the rules found and which letters are capitals."""

    example: Example
    window: Window
    told: bool
    cased: bool


def windows_of(example: Example, first: int = 0) -> list[Window]:
    """The windows of an article, one of them beginning at a given word."""
    lengths = np.array([len(pieces) for pieces in example.pieces], np.int32)
    seen = example.seen
    before = cut(lengths[:first], seen.sentences, seen.blocks)
    return [*before, *cut(lengths, seen.sentences, seen.blocks, first=first)]


def drawn(
    examples: Sequence[Example], size: int, generator: random.Random, *, untold: float, uncased: float
) -> list[list[Item]]:
    """The batches of one epoch: windows that begin at other blocks each time, those of like length together."""
    items = []
    for example in examples:
        early = [int(number) for number in example.seen.blocks[:4]] or [0]
        first = generator.choice(early)
        for window in windows_of(example, first):
            items.append(Item(example, window, generator.random() >= untold, generator.random() >= uncased))
    generator.shuffle(items)
    batches = []
    for start in range(0, len(items), 40 * size):
        pool = sorted(items[start : start + 40 * size], key=lambda item: item.window.end - item.window.shown)
        batches += [pool[number : number + size] for number in range(0, len(pool), size)]
    generator.shuffle(batches)
    return batches


def collate(items: Sequence[Item]) -> Batch:
    """The tensors of a batch."""
    rows = [_row(item) for item in items]
    pieces = max(len(row[0]) for row in rows)
    words = max(len(row[2]) for row in rows)
    batch = len(rows)
    piece_ids = torch.full((batch, pieces), PAD)
    features = torch.zeros((batch, pieces, rows[0][1].shape[1]), dtype=torch.long)
    mask = torch.zeros((batch, 1, 1, pieces), dtype=torch.bool)
    firsts = torch.zeros((batch, words), dtype=torch.long)
    labels, links, names = (torch.full((batch, words), UNLABELLED) for _ in range(3))
    for number, (ids, rowed, first, label, link, name) in enumerate(rows):
        piece_ids[number, : len(ids)] = torch.tensor(ids)
        features[number, : len(ids)] = torch.from_numpy(rowed)
        mask[number, ..., : len(ids)] = True
        firsts[number, : len(first)] = torch.tensor(first)
        labels[number, : len(first)] = torch.from_numpy(label)
        links[number, : len(first)] = torch.from_numpy(link)
        names[number, : len(first)] = torch.from_numpy(name)
    lengths = torch.tensor([len(row[2]) for row in rows])
    return Batch(piece_ids, features, mask, firsts, labels, links, names, lengths)


def _row(item: Item) -> tuple[list[int], np.ndarray, list[int], np.ndarray, np.ndarray, np.ndarray]:
    example, window, told, cased = item
    ids, owners, firsts = [CLS], [], []
    for number in range(window.shown, window.end):
        firsts.append(len(ids))
        ids.extend(example.pieces[number])
        owners.extend([number] * len(example.pieces[number]))
    ids.append(SEP)
    assert len(ids) < POSITIONS
    features = np.zeros((len(ids), example.seen.features.shape[1]), np.int64)
    features[1:-1] = example.seen.features[owners]
    if not told:
        features[1:-1, 4], features[1:-1, 5] = UNTOLD, 0
    if not cased:
        features[1:-1, 0] = np.where(np.isin(features[1:-1, 0], (1, 2, 3)), 0, features[1:-1, 0])
    part = slice(window.shown, window.end)
    labels, names = example.labels[part].copy(), example.names[part].copy()
    links = example.links[part].copy()
    inside = (links >= window.shown) & (links < window.end)
    links = np.where(inside, links - window.shown, UNLABELLED)
    before = window.start - window.shown
    labels[:before], links[:before], names[:before] = UNLABELLED, UNLABELLED, UNLABELLED
    return ids, features, firsts, labels, links, names
