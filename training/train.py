"""Train the attribution model: `python training/train.py --encoder DIR --out DIR`.

Reads the articles of `polnear/train`, starts from the encoder in DIR, writes a checkpoint after each epoch (and
goes on from the last one when run again), and scores the dev articles. `training/export.py` makes the model that ships.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from batches import Batch, collate, drawn
from corpus import UNLABELLED, load_tokenizer, read_examples
from network import Network, chain_loss, load_encoder
from polnear import DATA
from scoring import score
from torch.nn.functional import cross_entropy
from tqdm import tqdm

CHAIN_FROM = 0.45
"""The share of the steps after which the chain loss joins; from the start it collapses."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Train, or go on training, and print the dev scores."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(options.encoder)
    train = list(read_examples(options.data, "train", tokenizer, limit=options.limit))
    dev = list(read_examples(options.data, "dev", tokenizer, limit=options.limit))
    network = load_encoder(options.encoder)
    average = load_encoder(options.encoder)
    average.load_state_dict(network.state_dict())
    average.eval()
    optimizer = torch.optim.AdamW(_groups(network, options), betas=(0.9, 0.98), eps=1e-6, fused=True)
    done_before = _resume(options.out, network, average, optimizer)
    log = (options.out / "log.jsonl").open("a", encoding="utf-8")
    total = None
    for epoch in range(done_before, options.epochs):
        generator = random.Random(1000 * options.seed + epoch)
        batches = drawn(train, options.batch, generator, untold=options.untold, uncased=options.uncased)
        total = total or len(batches) * options.epochs
        torch.manual_seed(1000 * options.seed + epoch)
        network.train()
        sums = torch.zeros(4)
        bar = tqdm(batches, desc=f"epoch {epoch + 1}/{options.epochs}", mininterval=30, file=sys.stderr)
        for number, items in enumerate(bar):
            done = (epoch * len(batches) + number) / total
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * _rate(done)
            parts = losses(network, collate(items), chain=done >= CHAIN_FROM)
            loss = (parts * torch.tensor([1.0, 0.5, 0.3, 0.1])).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            _follow(average, network, min(options.average, (1 + number + epoch * len(batches)) / 100))
            sums = 0.99 * sums + 0.01 * parts.detach()
            if number % 100 == 99:
                bar.set_postfix_str(" ".join(f"{part:.3f}" for part in sums / (1 - 0.99 ** (number + 1))))
        torch.save(
            {
                "epoch": epoch + 1,
                "network": network.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
            },
            options.out / "checkpoint.pt",
        )
        torch.save({"average": average.state_dict()}, options.out / f"epoch{epoch + 1}.pt")
        figures = score(average, dev)
        line = {"epoch": epoch + 1, "time": time.strftime("%H:%M"), **figures}
        print(json.dumps(line), flush=True)
        log.write(json.dumps(line) + "\n")
        log.flush()
    return 0


def losses(network: Network, batch: Batch, *, chain: bool) -> torch.Tensor:
    """The four parts of the loss: labels one by one, labels as a chain, links, names."""
    with torch.autocast("cpu", torch.bfloat16):
        states = network.encode(batch.pieces, batch.features, batch.mask)
    words = states.float()[torch.arange(len(states))[:, None], batch.firsts]
    labels, names, links = network.heads(words)
    one = cross_entropy(labels.flatten(0, 1), batch.labels.flatten(), ignore_index=UNLABELLED)
    outside = torch.arange(links.shape[-1])[None] >= batch.lengths[:, None]
    links = links.masked_fill(outside[:, None], -1e4)
    link = cross_entropy(links.flatten(0, 1), batch.links.flatten(), ignore_index=UNLABELLED, reduction="sum")
    link = link / (batch.links >= 0).sum().clamp(min=1)
    known = (batch.names >= 0).sum().clamp(min=1)
    name = cross_entropy(names.flatten(0, 1), batch.names.flatten(), ignore_index=UNLABELLED, reduction="sum") / known
    whole = torch.zeros(())
    if chain:
        # Context words stand first and have no label: the chain begins after them.
        begins = (
            (batch.labels == UNLABELLED)
            .logical_and(torch.arange(labels.shape[1])[None] < batch.lengths[:, None])
            .sum(1)
        )
        shift = (torch.arange(labels.shape[1])[None] + begins[:, None]).clamp(max=labels.shape[1] - 1)
        scores = labels.gather(1, shift[..., None].expand_as(labels))
        gold = batch.labels.gather(1, shift).clamp(min=0)
        whole = chain_loss(scores, gold, batch.lengths - begins, network.transitions + network.barred)
    return torch.stack([one, whole, link, name])


def _rate(done: float) -> float:
    """The share of the peak rate at a share of the run: a short rise, then a cosine to nearly nothing."""
    if done < 0.05:
        return done / 0.05
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (done - 0.05) / 0.95))


def _groups(network: Network, options: argparse.Namespace) -> list[dict[str, object]]:
    fresh = ("features", "label", "name", "link", "transitions")
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        peak = options.head_rate if name.startswith(fresh) else options.rate
        decay = 0.01 if parameter.dim() > 1 and not name.startswith("transitions") else 0.0
        groups.setdefault((peak, decay), []).append(parameter)
    return [
        {"params": parameters, "peak": peak, "lr": 0.0, "weight_decay": decay}
        for (peak, decay), parameters in groups.items()
    ]


@torch.no_grad()
def _follow(average: Network, network: Network, share: float) -> None:
    """Move the running average of the weights; `share` is what it keeps of itself."""
    ours, theirs = ([p for p in one.parameters() if p.requires_grad] for one in (average, network))
    torch._foreach_lerp_(ours, theirs, 1 - min(share, 1.0))


def _resume(folder: Path, network: Network, average: Network, optimizer: torch.optim.Optimizer) -> int:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return 0
    saved = torch.load(path, weights_only=True)
    network.load_state_dict(saved["network"])
    average.load_state_dict(saved["average"])
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["epoch"])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--encoder", type=Path, required=True, metavar="DIR", help="config, weights and tokenizer")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="checkpoint and log")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--batch", type=int, default=4, help="windows a step")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="peak rate of what is new")
    parser.add_argument("--average", type=float, default=0.998, help="what the running average keeps a step")
    parser.add_argument("--untold", type=float, default=0.15, help="share of windows without what the rules found")
    parser.add_argument("--uncased", type=float, default=0.03, help="share of windows without capitals")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N articles, to try it out")
    return parser


if __name__ == "__main__":
    sys.exit(main())
