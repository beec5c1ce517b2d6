"""Network: a BERT encoder with features of the words added to its input, and heads for labels, links and names."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from quoth.extract.tagger.labels import LABELS, NAMES, may_follow
from quoth.extract.tagger.view import SIZES

LINK = 64
"""Width of the vectors whose products say which word links to which."""


class Layer(nn.Module):
    """One layer of the encoder (Devlin et al. 2019)."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """One step for states of shape `[batch, pieces, width]`."""
        batch, length, width = x.shape
        q, k, v = (
            part.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in self.qkv(x).chunk(3, -1)
        )
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Network(nn.Module):
    """Encoder and heads; the labels' transitions are those of a linear-chain conditional random field."""

    def __init__(self, config: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        width = config["hidden_size"]
        # Not trained: a name that no article holds should mean what it meant to the encoder; and it saves time.
        self.pieces = nn.Embedding(config["vocab_size"], width).requires_grad_(False)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in SIZES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.01)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )
        self.label = nn.Linear(width, len(LABELS))
        self.name = nn.Linear(width, len(NAMES))
        self.link = nn.Linear(width, 2 * LINK)
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        legal = [[may_follow(a, b) for b in range(len(LABELS))] for a in range(len(LABELS))]
        self.register_buffer("barred", torch.tensor(legal).logical_not() * -1e4, persistent=False)

    def encode(self, pieces: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """States of shape `[batch, pieces, width]`; features are those of the words, one row a piece."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(positions)
        for column, table in enumerate(self.features):
            x = x + table(features[..., column])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def heads(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Labels, names, and links as `[…, from word, to word]`, of the states of the words' first pieces."""
        words = self.dropout(words)
        here, there = self.link(words).chunk(2, -1)
        return self.label(words), self.name(words), here @ there.transpose(-1, -2) / LINK**0.5


def load_encoder(folder: Path, dropout: float = 0.1) -> Network:
    """A network whose encoder is the one in a folder of `config.json` and `model.safetensors`; fresh heads."""
    network = Network(json.loads((folder / "config.json").read_text("utf-8")), dropout)
    source = {name.removeprefix("bert."): tensor for name, tensor in load_file(folder / "model.safetensors").items()}
    state = network.state_dict()
    # All text is of the first of BERT's two token types, so that its vector can stand in every position's.
    state["pieces.weight"] = source["embeddings.word_embeddings.weight"]
    state["positions.weight"] = (
        source["embeddings.position_embeddings.weight"] + source["embeddings.token_type_embeddings.weight"][0]
    )
    parts = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = source[f"embeddings.LayerNorm.{kind}"]
        for number in range(len(network.layers)):
            before = f"encoder.layer.{number}"
            state[f"layers.{number}.qkv.{kind}"] = torch.cat(
                [source[f"{before}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for ours, theirs in parts.items():
                state[f"layers.{number}.{ours}.{kind}"] = source[f"{before}.{theirs}.{kind}"]
    network.load_state_dict(state)
    return network


def chain_loss(scores: Tensor, gold: Tensor, lengths: Tensor, transitions: Tensor) -> Tensor:
    """Negative log-likelihood of the gold labels, a word (Lafferty et al. 2001).

    `scores` are `[batch, words, labels]`, `gold` `[batch, words]`; words from `lengths` on do not count.
    """
    batch, words, _ = scores.shape
    rows = torch.arange(batch)
    inside = torch.arange(words)[None] < lengths[:, None]
    path = scores.gather(2, gold[..., None]).squeeze(2)
    path = path.clone()
    path[:, 1:] += transitions[gold[:, :-1], gold[:, 1:]]
    total = (path * inside).sum(1)
    first, *rest = scores.unbind(1)
    steps = [first]
    for score in rest:
        steps.append(torch.logsumexp(steps[-1][:, :, None] + transitions, 1) + score)
    ends = torch.stack(steps, 1)[rows, lengths - 1]
    return (torch.logsumexp(ends, 1) - total).sum() / lengths.sum()
