"""Export the trained network into the package: `python training/export.py --checkpoint FILE --encoder DIR`.

Writes `model.onnx` (int8) and `tokenizer.json` where the package looks for them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from batches import windows_of
from corpus import load_tokenizer, read_examples
from graph import build
from network import Network, load_encoder
from numpy.typing import NDArray
from polnear import DATA
from scoring import predict
from torch import nn

from quoth.extract.tagger.labels import OUTSIDE
from quoth.extract.tagger.session import WEIGHTS

EAGER = 0.15
"""What is taken from the score of words outside: trained word by word, the network says less than there is."""

MEASURED = 40
"""So many training articles tell how far the inputs of the matrices go."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the model and say how large it is."""
    options = _parser().parse_args(arguments)
    network = load_encoder(options.encoder)
    network.load_state_dict(mean_of(options.checkpoint))
    config = json.loads((options.encoder / "config.json").read_text("utf-8"))
    with torch.no_grad():
        network.label.bias[OUTSIDE] -= EAGER
    weights = {name: tensor.float().numpy() for name, tensor in network.state_dict().items()}
    transitions = weights["transitions"] + network.barred.numpy()
    model = build(
        weights,
        heads=config["num_attention_heads"],
        layers=config["num_hidden_layers"],
        matrices=options.matrices,
        reach=reach_of(network, options) if options.matrices == "int8" else {},
        metadata={"transitions": json.dumps(transitions.round(4).tolist())},
    )
    options.out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, options.out / "model.onnx")
    load_tokenizer(options.encoder).save(str(options.out / "tokenizer.json"))
    print(f"{options.out / 'model.onnx'}: {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")
    return 0


def mean_of(checkpoints: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of the weights of some epochs, which is better than any of them (Izmailov et al. 2018)."""
    states = [torch.load(path, weights_only=True)["average"] for path in checkpoints]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


@torch.no_grad()
def reach_of(network: Network, options: argparse.Namespace) -> dict[str, NDArray[np.float32]]:
    """How far from nought each input of each matrix goes, over some training articles."""
    reach: dict[str, torch.Tensor] = {}

    def watch(name: str) -> Callable[[nn.Module, tuple[torch.Tensor]], None]:
        def look(_: nn.Module, inputs: tuple[torch.Tensor]) -> None:
            most = inputs[0].abs().flatten(0, -2).amax(0)
            reach[name] = torch.maximum(reach[name], most) if name in reach else most

        return look

    network.eval()
    hooks = [
        module.register_forward_pre_hook(watch(name))
        for name, module in network.named_modules()
        if name.startswith("layers.") and isinstance(module, nn.Linear)
    ]
    for example in read_examples(options.data, "train", load_tokenizer(options.encoder), limit=MEASURED):
        for window in windows_of(example):
            predict(network, example, window)
    for hook in hooks:
        hook.remove()
    return {name: most.numpy() for name, most in reach.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--encoder", type=Path, required=True, metavar="DIR", help="config and tokenizer")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="what train.py wrote; the mean of several",
    )
    parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="DIR", help="default: into the package")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help="folder that holds polnear/")
    parser.add_argument("--matrices", choices=("float", "int8"), default="int8")
    return parser


if __name__ == "__main__":
    sys.exit(main())
