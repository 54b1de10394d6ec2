"""Tests of flows/train/mix.py: what was exported is read back, and several become one."""

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch

from flows.annotate.digest import DEFAULT
from flows.errors import BadSettings
from flows.train import mix
from flows.train.even import even
from flows.train.export import describe, export
from flows.train.finish import tokenizer, tokenizer_text
from flows.train.firstmark import mark_vectors
from flows.train.network import Network

pytestmark = pytest.mark.train
TABLES = ("case", "quote", "opening", "places")  # kept as they are


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(3)
    network = Network()
    with torch.no_grad():
        for name, weight in network.named_parameters():
            if "norm" in name:
                weight.uniform_(0.5, 1.5)
    return network


def test_exported_weights_come_back_as_near_as_eight_bits_are(
    network: Network, tmp_path: Path
) -> None:
    weights = {name: weight.detach().numpy() for name, weight in network.state_dict().items()}
    sizes = {"layers.0.qkv": np.linspace(0.5, 2, 384, dtype=np.float32)}
    path = tmp_path / "made.onnx"
    marks = mark_vectors(network, ["Snow fell on Oslo."], tokenizer())
    export(even(weights, sizes) | marks, describe(tokenizer_text(), {}), path)
    back = mix.read_back(path)
    assert back.keys() == weights.keys()
    for name, weight in weights.items():
        assert back[name].shape == weight.shape, name
        is_rounded = weight.ndim == 2 and not name.startswith(TABLES)
        # An evened column is rounded on the scale of its row's largest weight.
        share = 0.02 if name == "layers.0.qkv.weight" else 0.006
        most = (share if is_rounded else 1e-6) * np.abs(weight).max()
        assert np.abs(back[name].numpy() - weight).max() <= most, name


def test_the_shipped_weights_can_be_read_back() -> None:
    back = mix.read_back(DEFAULT)
    Network().load_state_dict(back)
    assert all(bool(torch.isfinite(weight).all()) for weight in back.values())


def test_the_mean_lies_in_the_middle_of_all() -> None:
    some = [{"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([4.0, 2.0])}]
    assert mix.mean(some)["a"].tolist() == [2.5, 2.0]
    assert mix.mean(some[:1])["a"].tolist() == [1.0, 2.0]


def test_weights_for_other_heads_are_refused_by_name(tmp_path: Path) -> None:
    other = onnx.load(DEFAULT)
    onnx.helper.set_model_props(other, {"tables": "{}"})
    onnx.save(other, tmp_path / "other.onnx")
    with pytest.raises(BadSettings, match=r"other\.onnx: made for other heads"):
        mix.read_back(tmp_path / "other.onnx")
