"""Tests of flows/train/firstmark.py: the mean of what the mark before windows says."""

import numpy as np
import pytest
import torch

from flows.train.even import single_windows
from flows.train.finish import tokenizer
from flows.train.firstmark import mark_vectors
from flows.train.network import MARK_JOINS, Network, pretrained

pytestmark = pytest.mark.train
TEXTS = ("Mayor Ida Brandt said the old bridge would open in May.", "Snow fell on Oslo.")


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(1)
    return pretrained()


def test_every_layer_until_the_mark_joins_has_its_vector(network: Network) -> None:
    found = mark_vectors(network, TEXTS, tokenizer())
    assert list(found) == [f"layers.{n}.mark" for n in range(MARK_JOINS + 1)]
    assert {len(vector) for vector in found.values()} == {384}
    assert not network.layers[0]._forward_pre_hooks


def test_it_is_the_mean_over_the_windows(network: Network) -> None:
    each = [mark_vectors(network, [text], tokenizer()) for text in TEXTS]
    for name, vector in mark_vectors(network, TEXTS, tokenizer()).items():
        assert np.allclose(vector, (each[0][name] + each[1][name]) / 2, atol=1e-5)


def test_it_is_the_first_piece_alone(network: Network) -> None:
    (window,) = single_windows(TEXTS[1], tokenizer())
    with torch.no_grad():
        x = network.words(window.ids) + network.places(torch.arange(window.ids.shape[1]))
        x = x + network.case(window.case) + network.quote(window.quote)
        x = network.norm(x + network.opening(window.opening))
    found = mark_vectors(network, TEXTS[1:], tokenizer())["layers.0.mark"]
    assert np.allclose(found, x[0, 0].numpy(), atol=1e-5)
