"""Graph: a trained network written as ONNX by hand, so that what runs is what is meant, in float or in int8.

Matrices are int8 with a scale a column; what goes into them is measured and quantised as it comes
(`DynamicQuantizeMatMul`). A window is run by itself, so that nothing depends on what it is batched with.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from batches import POSITIONS
from network import LINK
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

STEPS = 63
"""The greatest whole number in a matrix: with 127, processors without VNNI would overflow at 16 bits."""
FAR = 0.01
"""The share of a matrix's inputs that stays in float."""
WITH_FAR = ("up", "down")
"""The matrices that have such inputs worth the time."""
OWN = "com.microsoft"

Weights = Mapping[str, NDArray[np.float32]]


class Graph:
    """Collects nodes and constants; each method gives the name of what it adds."""

    def __init__(self, matrices: str, reach: Weights) -> None:
        self.matrices = matrices
        self.reach = reach
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.count = 0

    def constant(self, value: NDArray[np.generic]) -> str:
        """A constant."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: object) -> str:
        """A node; of several outputs the names are joined by spaces."""
        names = [f"t{self.count + number}" for number in range(outputs)]
        self.count += outputs
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return " ".join(names)

    def linear(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], name: str) -> str:
        """`x @ weight.T + bias` in float, or in int8 but for the few inputs that go far beyond the others.

        One such input makes the steps of all others coarse (Dettmers et al. 2022, LLM.int8).
        """
        if self.matrices == "float":
            return self.node("Add", self.node("MatMul", x, self.constant(weight.T)), self.constant(bias))
        reach = self.reach[name]
        far = np.sort(np.argsort(-reach)[: round(FAR * len(reach))]) if name.endswith(WITH_FAR) else np.zeros(0, int)
        near = np.ones(len(reach), np.float32)
        near[far] = 0
        whole, scale = by_column((weight * near).T, STEPS)
        inputs = (self.constant(whole), self.constant(scale), "", self.constant(bias))
        kept = self.node("Mul", x, self.constant(near)) if len(far) else x
        product = self.node("DynamicQuantizeMatMul", kept, *inputs, domain=OWN)
        if not len(far):
            return product
        apart = self.node("Gather", x, self.constant(far), axis=-1)
        return self.node("Gemm", apart, self.constant(weight[:, far].T), product)

    def norm(self, x: str, scale: NDArray[np.float32], shift: NDArray[np.float32]) -> str:
        """Layer normalisation, its means taken as products: ONNX Runtime's own takes twice the time."""
        mean = self.constant(np.full((len(scale), 1), 1 / len(scale), np.float32))
        centred = self.node("Sub", x, self.node("MatMul", x, mean))
        spread = self.node("MatMul", self.node("Mul", centred, centred), mean)
        even = self.node(
            "Div", centred, self.node("Sqrt", self.node("Add", spread, self.constant(np.array(1e-12, np.float32))))
        )
        return self.node("Add", self.node("Mul", even, self.constant(scale)), self.constant(shift))


def by_column(matrix: NDArray[np.float32], most: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix as whole numbers from `-most` to `most`, and one scale a column."""
    scale = (np.abs(matrix).max(0) / most).astype(np.float32)
    return np.clip(np.round(matrix / scale), -most, most).astype(np.int8), scale


def build(
    weights: Weights,
    *,
    heads: int,
    layers: int,
    matrices: str,
    metadata: Mapping[str, str],
    reach: Weights,
) -> onnx.ModelProto:
    """The network as ONNX: `matrices` is `float` or `int8`; `reach` holds by name how far the inputs of each one go.

    Inputs are `pieces` `[pieces]`, `features` `[pieces, 6]` and `firsts` `[words]`; outputs `labels`, `names` and
    `links` have a row a word.
    """
    g = Graph(matrices, reach)
    axis0 = g.constant(np.array([0], np.int64))
    width = weights["norm.weight"].shape[0]
    if matrices == "float":
        x = g.node("Gather", g.constant(weights["pieces.weight"]), "pieces")
    else:
        whole, scale = by_column(weights["pieces.weight"].T, 127)
        rows = g.node("Cast", g.node("Gather", g.constant(whole.T), "pieces"), to=TensorProto.FLOAT)
        x = g.node(
            "Mul", rows, g.node("Unsqueeze", g.node("Gather", g.constant(scale), "pieces"), g.constant(np.array([1])))
        )
    length = g.node("Shape", "pieces")
    places = g.node(
        "Slice", g.constant(weights["positions.weight"][:POSITIONS].astype(np.float16)), axis0, length, axis0
    )
    x = g.node("Add", x, g.node("Cast", places, to=TensorProto.FLOAT))
    column = 0
    while f"features.{column}.weight" in weights:
        values = g.node("Gather", "features", g.constant(np.array(column, np.int64)), axis=1)
        x = g.node("Add", x, g.node("Gather", g.constant(weights[f"features.{column}.weight"]), values))
        column += 1

    def norm(value: str, name: str) -> str:
        return g.norm(value, weights[f"{name}.weight"], weights[f"{name}.bias"])

    alone, together = (g.constant(np.array(shape, np.int64)) for shape in ([1, -1, width], [-1, width]))
    x = norm(x, "norm")
    for number in range(layers):

        def linear(value: str, part: str, number: int = number) -> str:
            name = f"layers.{number}.{part}"
            return g.linear(value, weights[f"{name}.weight"], weights[f"{name}.bias"], name)

        parts = g.node("Split", linear(x, "qkv"), outputs=3, axis=-1, num_outputs=3).split()
        q, k, v = (g.node("Reshape", part, alone) for part in parts)
        mixed = g.node("Reshape", g.node("MultiHeadAttention", q, k, v, domain=OWN, num_heads=heads), together)
        if number == layers - 1:
            # After the last look at each other only the first pieces of words matter.
            mixed, x = (g.node("Gather", value, "firsts", axis=0) for value in (mixed, x))
        x = norm(g.node("Add", x, linear(mixed, "out")), f"layers.{number}.norm1")
        raised = g.node("Gelu", linear(x, "up"), domain=OWN)
        x = norm(g.node("Add", x, linear(raised, "down")), f"layers.{number}.norm2")

    def head(name: str) -> str:
        return g.node("Gemm", x, g.constant(weights[f"{name}.weight"]), g.constant(weights[f"{name}.bias"]), transB=1)

    labels, names = head("label"), head("name")
    here, there = g.node("Split", head("link"), outputs=2, axis=-1, num_outputs=2).split()
    there = g.node("Mul", there, g.constant(np.array(LINK**-0.5, np.float32)))
    links = g.node("MatMul", here, g.node("Transpose", there, perm=[1, 0]))
    for value, name in ((labels, "labels"), (names, "names"), (links, "links")):
        g.nodes.append(helper.make_node("Identity", [value], [name]))

    def port(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, list(shape))

    graph = helper.make_graph(
        g.nodes,
        "attribution",
        [
            port("pieces", TensorProto.INT64, "pieces"),
            port("features", TensorProto.INT64, "pieces", column),
            port("firsts", TensorProto.INT64, "words"),
        ],
        [
            port("labels", TensorProto.FLOAT, "words", weights["label.weight"].shape[0]),
            port("names", TensorProto.FLOAT, "words", weights["name.weight"].shape[0]),
            port("links", TensorProto.FLOAT, "words", "words"),
        ],
        g.constants,
    )
    assert width % heads == 0
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(OWN, 1)], ir_version=9
    )
    helper.set_model_props(model, dict(metadata))
    return model
