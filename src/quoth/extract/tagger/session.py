"""Session: the trained network, run by ONNX Runtime one window at a time.

A window is never run together with another, because int8 measures its activations over all that it is given: so a
text gives the same scores whatever else is read with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from quoth.extract.tagger.pieces import Pieces, piece_ids
from quoth.extract.tagger.view import View
from quoth.extract.tagger.windows import Window

WEIGHTS = Path(__file__).with_name("weights")

Floats = NDArray[np.float32]
_ERRORS_ONLY = 3


class Scores(NamedTuple):
    """What the network says of a window: `labels` and `names` `[words, labels]`, and `links`.

    The words are those to be labelled.

    `links` are `[from word, to word]`, from the words to be labelled to all that the window shows.
    """

    labels: Floats
    names: Floats
    links: Floats


class Session:
    """The network, its tokenizer, and how likely one label follows another, `[from, to]`."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.begin, self.end = (self.tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        self._network = onnxruntime.InferenceSession(folder / "model.onnx", options, providers=["CPUExecutionProvider"])
        facts = self._network.get_modelmeta().custom_metadata_map
        self.transitions = np.array(json.loads(facts["transitions"]), np.float32)

    def pieces(self, words: Sequence[str]) -> Pieces:
        """The word pieces of each word."""
        return piece_ids(self.tokenizer, words)

    def run(self, seen: View, pieces: Pieces, window: Window) -> Scores:
        """The scores of one window of a document; `pieces` are those of all its words."""
        shown = pieces[window.shown : window.end]
        ids = np.array([self.begin, *(piece for word in shown for piece in word), self.end], np.int64)
        lengths = np.fromiter(map(len, shown), np.int64, len(shown))
        features = np.zeros((len(ids), seen.features.shape[1]), np.int64)
        features[1:-1] = seen.features[window.shown : window.end].repeat(lengths, axis=0)
        fed = {"pieces": ids, "features": features, "firsts": 1 + np.cumsum(lengths) - lengths}
        context = window.start - window.shown
        return Scores(*(part[context:] for part in self._network.run(Scores._fields, fed)))


@cache
def session() -> Session:
    """The session of the model that ships in the package, loaded once."""
    return Session()
