"""Weights of several trainings in, their mean out.

Trainings that start from one encoder end near one another, and the mean of their weights reads
unseen text better than each of them (Wortsman et al. 2022, https://arxiv.org/abs/2203.05482). What
was shipped can be mixed in: its eight-bit matrices are read back.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from flows.annotate.learned.model import check_tables
from flows.train.network import Network

Floats = NDArray[np.float32]
Constants = Mapping[str, NDArray[Any]]


def read_back(path: Path) -> dict[str, Tensor]:
    """Return the weights of an exported file as the network names them, as near as eight bits are.

    Raises:
        KeyError: `export.py` did not write the file.
        BadSettings: it was made for other heads.
    """
    whole = onnx.load(str(path))
    described = {each.key: each.value for each in whole.metadata_props}
    check_tables(path, json.loads(described.get("tables", "{}")))
    graph = whole.graph
    constants = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    found = {name: _weight(name, constants) for name in Network().state_dict()}
    return {name: torch.from_numpy(np.array(w, dtype=np.float32)) for name, w in found.items()}


def _weight(name: str, constants: Constants) -> Floats:
    layer, _, side = name.rpartition(".")
    if layer == "words":
        return constants["words.small"] * constants["words.scale"]
    if f"{layer}.scale" in constants:
        return constants[f"{layer}.scale" if side == "weight" else f"{layer}.shift"]
    if f"{layer}.table" in constants:
        return constants[f"{layer}.table"]
    if side == "bias":
        return constants[f"{layer}.b"]
    return _matrix(layer, constants)


def _matrix(layer: str, constants: Constants) -> Floats:
    """Return a layer's matrix, what evened its input taken back."""
    whole = constants[f"{layer}.w_quantized"].astype(np.float32)
    zero = constants[f"{layer}.w_zero_point"].astype(np.float32)
    matrix: Floats = ((whole - zero) * constants[f"{layer}.w_scale"]).T
    return matrix * constants[f"{layer}.shrink"] if f"{layer}.shrink" in constants else matrix


def mean(some: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of the weights of several networks."""
    return {name: torch.stack([each[name] for each in some]).mean(dim=0) for name in some[0]}
