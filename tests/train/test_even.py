"""Tests of flows/train/even.py: evened weights compute what they computed."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from flows.train.even import Arrays, even, largest_inputs, single_windows
from flows.train.finish import tokenizer
from flows.train.network import LAYERS, Network, pretrained

pytestmark = pytest.mark.train
TEXTS = ("Mayor Ida Brandt said the old bridge would open in May.", "Snow fell on Oslo.")


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return pretrained()


@pytest.fixture(scope="module")
def sizes(network: Network) -> Arrays:
    return largest_inputs(network, TEXTS, tokenizer())


def plain(network: Network) -> Arrays:
    return {name: weight.numpy() for name, weight in network.state_dict().items()}


def unevenness(values: NDArray[np.float32]) -> float:
    return float(values.max() / np.median(values))


def test_every_layer_to_be_evened_is_measured(sizes: Arrays) -> None:
    parts = {"qkv": 384, "inner": 384, "outer": 1536}
    wanted = {f"layers.{n}.{part}": size for n in range(LAYERS) for part, size in parts.items()}
    assert {name: len(found) for name, found in sizes.items()} == wanted


def test_the_largest_of_all_texts_counts(network: Network, sizes: Arrays) -> None:
    each = [largest_inputs(network, [text], tokenizer()) for text in TEXTS]
    for name, found in sizes.items():
        assert np.array_equal(found, np.maximum(each[0][name], each[1][name]))
    assert not network.get_submodule("layers.0.qkv")._forward_pre_hooks


def test_the_first_mark_counts_only_where_it_is_computed(network: Network, sizes: Arrays) -> None:
    seen = {"layers.0.qkv": 0.0, "layers.5.qkv": 0.0}
    for name in seen:
        layer = network.get_submodule(name)
        hook = layer.register_forward_pre_hook(
            lambda _, inputs, name=name: seen.update({name: float(inputs[0][:, 0].abs().max())})
        )
        with torch.no_grad():
            network(next(single_windows(TEXTS[0], tokenizer())))
        hook.remove()
    assert sizes["layers.0.qkv"].max() < seen["layers.0.qkv"]
    assert sizes["layers.5.qkv"].max() >= seen["layers.5.qkv"]


def test_an_evened_layer_gives_what_it_gave(network: Network, sizes: Arrays) -> None:
    weights = plain(network)
    evened = even(weights, sizes)
    rng = np.random.default_rng(1)
    for name in sizes:
        x = rng.normal(size=(5, len(sizes[name]))).astype(np.float32)
        before = x @ weights[f"{name}.weight"].T
        after = (x * evened[f"{name}.shrink"]) @ evened[f"{name}.weight"].T
        assert np.allclose(before, after, atol=1e-3)


def test_what_goes_into_a_layer_is_evener(network: Network, sizes: Arrays) -> None:
    evened = even(plain(network), sizes)
    before = [unevenness(sizes[name]) for name in sizes]
    after = [unevenness(sizes[name] * evened[f"{name}.shrink"]) for name in sizes]
    assert np.mean(after) < np.mean(before) / 2


def test_other_weights_stay(network: Network, sizes: Arrays) -> None:
    weights = plain(network)
    evened = even(weights, sizes)
    changed = {n for n in weights if not np.array_equal(weights[n], evened[n])}
    assert changed == {f"{name}.weight" for name in sizes}
    assert evened.keys() - weights.keys() == {f"{name}.shrink" for name in sizes}


def test_a_feature_that_never_speaks_is_no_division_by_nothing() -> None:
    name = "layers.0.qkv"
    matrix = np.array([[1.0, 0.0], [2.0, 0.0]], dtype=np.float32)
    evened = even({f"{name}.weight": matrix}, {name: np.array([3.0, 0.0], dtype=np.float32)})
    assert np.isfinite(evened[f"{name}.shrink"]).all()
    assert np.allclose(evened[f"{name}.weight"] * evened[f"{name}.shrink"], matrix)


def test_a_long_text_is_measured_window_by_window() -> None:
    text = "\n\n".join(["Snow fell on the roofs of Oslo, and the trains stood still."] * 30)
    found = list(single_windows(text, tokenizer()))
    assert len(found) > 1
    assert all(batch.ids.shape == batch.mask.shape for batch in found)
    assert all(batch.ids[0, 0] == 101 and batch.ids[0, -1] == 102 for batch in found)
