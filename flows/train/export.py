"""Trained weights in, one ONNX file with whole-number weights out, and its SHA-256 beside it.

The graph reads one window at a time. The tokenizer and the tables of the heads travel in the
file's metadata, so that the runtime needs nothing else.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from flows.annotate.learned.heads import tables
from flows.train.network import ATTENTION_HEADS, LAYERS, MARK_JOINS, SIZE

Vectors = NDArray[np.float32]
Arrays = Mapping[str, Vectors]
INPUTS = ("ids", "case", "quote", "opening")


class Graph:
    """The nodes and constants of an ONNX graph as it grows."""

    def __init__(self) -> None:
        """Start empty."""
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """Add a constant; return its name."""
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def add(self, kind: str, *inputs: str, name: str, **attributes: Any) -> str:
        """Add a node with one output; return the output's name."""
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def dense(self, x: str, name: str, weights: Arrays) -> str:
        """Add a linear layer, its input divided first where the weights were evened for that."""
        if f"{name}.shrink" in weights:
            shrink = self.constant(f"{name}.shrink", weights[f"{name}.shrink"])
            x = self.add("Mul", x, shrink, name=f"{name}.even")
        matrix = self.constant(f"{name}.w", weights[f"{name}.weight"].T)
        bias = self.constant(f"{name}.b", weights[f"{name}.bias"])
        product = self.add("MatMul", x, matrix, name=f"{name}.product")
        return self.add("Add", product, bias, name=f"{name}.sum")

    def behind(self, first: Vectors, x: str, *, axis: int) -> str:
        """Put a constant before x."""
        return self.add(
            "Concat", self.constant(f"{x}.mark", first), x, name=f"{x}.whole", axis=axis
        )

    def norm(self, x: str, name: str, weights: Arrays) -> str:
        """Add a layer norm."""
        scale = self.constant(f"{name}.scale", weights[f"{name}.weight"])
        bias = self.constant(f"{name}.shift", weights[f"{name}.bias"])
        return self.add(
            "LayerNormalization", x, scale, bias, name=f"{name}.out", axis=-1, epsilon=1e-12
        )


def by_hand(x: Vectors, name: str, weights: Arrays) -> Vectors:
    """Return what a linear layer, evened or not, makes of vectors."""
    made: Vectors = x * weights.get(f"{name}.shrink", np.float32(1))
    return made @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def embeddings(graph: Graph, weights: Arrays) -> str:
    """Add the sum of the words', places' and features' vectors behind the mark, and its norm."""
    table = weights["words.weight"]
    scale = np.abs(table).max(axis=1, keepdims=True) / 127
    small = np.round(table / np.maximum(scale, 1e-12)).astype(np.int8)
    graph.constant("words.small", small)
    graph.constant("words.scale", scale.astype(np.float32))
    for name, value in (("zero", [0]), ("one", [1])):
        graph.constant(name, np.array(value, dtype=np.int64))
    length = graph.add("Shape", "ids", name="length")
    ids, *features = (
        graph.add("Slice", name, "one", length, "zero", name=f"{name}.rest") for name in INPUTS
    )
    rows = graph.add("Gather", "words.small", ids, name="words.rows", axis=0)
    wide = graph.add("Cast", rows, name="words.wide", to=TensorProto.FLOAT)
    scales = graph.add("Gather", "words.scale", ids, name="words.scales", axis=0)
    x = graph.add("Mul", wide, scales, name="words.out")
    for feature, values in zip(INPUTS[1:], features, strict=True):
        graph.constant(f"{feature}.table", weights[f"{feature}.weight"])
        vector = graph.add("Gather", f"{feature}.table", values, name=f"{feature}.rows", axis=0)
        x = graph.add("Add", x, vector, name=f"{feature}.sum")
    graph.constant("places.table", weights["places.weight"])
    vectors = graph.add("Slice", "places.table", "one", length, "zero", name="places.rows")
    return graph.norm(graph.add("Add", x, vectors, name="places.sum"), "norm", weights)


def attention(graph: Graph, x: str, n: int, weights: Arrays) -> str:
    """Add a layer's self-attention over a window, the mark before it a constant until it joins."""
    layer, deep = f"layers.{n}", SIZE // ATTENTION_HEADS
    mixed = graph.dense(x, f"{layer}.qkv", weights)
    split = graph.add("Reshape", mixed, "split", name=f"{layer}.split")
    turned = graph.add("Transpose", split, name=f"{layer}.turned", perm=[1, 2, 0, 3])
    parts = []
    for place, part in enumerate(("query", "key", "value")):
        graph.constant(f"{layer}.{part}.n", np.array(place, dtype=np.int64))
        parts.append(
            graph.add("Gather", turned, f"{layer}.{part}.n", name=f"{layer}.{part}", axis=0)
        )
    query, key, value = parts
    if n < MARK_JOINS:
        mark = by_hand(weights[f"{layer}.mark"], f"{layer}.qkv", weights)
        _, first_key, first_value = mark.reshape(3, ATTENTION_HEADS, 1, deep)
        key = graph.behind(first_key, key, axis=1)
        value = graph.behind(first_value, value, axis=1)
    key = graph.add("Transpose", key, name=f"{layer}.key.turned", perm=[0, 2, 1])
    scores = graph.add("MatMul", query, key, name=f"{layer}.scores")
    root = graph.constant(f"{layer}.root", np.array(deep**-0.5, dtype=np.float32))
    scores = graph.add("Mul", scores, root, name=f"{layer}.scaled")
    chances = graph.add("Softmax", scores, name=f"{layer}.chances", axis=-1)
    seen = graph.add("MatMul", chances, value, name=f"{layer}.seen")
    seen = graph.add("Transpose", seen, name=f"{layer}.back", perm=[1, 0, 2])
    seen = graph.add("Reshape", seen, "join", name=f"{layer}.join")
    return graph.dense(seen, f"{layer}.out", weights)


def network_graph(weights: Arrays) -> onnx.ModelProto:
    """Return the whole network as an ONNX model with float weights."""
    graph = Graph()
    deep = SIZE // ATTENTION_HEADS
    graph.constant("split", np.array([-1, 3, ATTENTION_HEADS, deep], dtype=np.int64))
    graph.constant("join", np.array([-1, SIZE], dtype=np.int64))
    x = embeddings(graph, weights)
    for n in range(LAYERS):
        layer = f"layers.{n}"
        if n == MARK_JOINS:
            x = graph.behind(weights[f"{layer}.mark"][None], x, axis=0)
        seen = graph.add("Add", x, attention(graph, x, n, weights), name=f"{layer}.kept")
        x = graph.norm(seen, f"{layer}.norm1", weights)
        inner = graph.add("Gelu", graph.dense(x, f"{layer}.inner", weights), name=f"{layer}.gelu")
        outer = graph.dense(inner, f"{layer}.outer", weights)
        x = graph.norm(graph.add("Add", x, outer, name=f"{layer}.both"), f"{layer}.norm2", weights)
    rows = graph.dense(x, "heads", weights)
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["pieces"]) for n in INPUTS]
    output = helper.make_tensor_value_info(rows, TensorProto.FLOAT, ["pieces", "columns"])
    whole = helper.make_graph(graph.nodes, "annotator", inputs, [output], graph.constants)
    return helper.make_model(
        whole, opset_imports=[helper.make_opsetid("", 20)], ir_version=10, producer_name="dateline"
    )


def export(weights: Arrays, metadata: Mapping[str, str], path: Path) -> str:
    """Write the model with eight-bit weights; return its SHA-256, also written beside it.

    The model comes last and whole: a training that was stopped here finds both or writes anew.
    """
    with TemporaryDirectory() as folder:
        wide, small = Path(folder) / "wide.onnx", Path(folder) / "small.onnx"
        onnx.save(network_graph(weights), wide)
        quantize_dynamic(
            wide,
            small,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )
        model = onnx.load(small)
    helper.set_model_props(model, dict(metadata))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    onnx.save(model, part)
    digest = hashlib.sha256(part.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  {path.name}\n", encoding="utf-8")
    part.replace(path)
    return digest


def describe(tokenizer: str, figures: Mapping[str, object]) -> dict[str, str]:
    """Return the metadata: the tokenizer, the tables of the heads and the fitted figures."""
    return {
        "tokenizer": tokenizer,
        "tables": json.dumps(tables()),
        "figures": json.dumps(dict(figures)),
    }
