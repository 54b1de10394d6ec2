"""A network and texts in; weights out whose inputs lose less when rounded to eight bits.

A layer's input is rounded on one scale for all its 384 or 1,536 features: where a few are thirty
times as large as the rest, the rest keeps three bits. So each feature is divided by a number of its
own, and the layer's weights for it are multiplied by the same (SmoothQuant, Xiao et al. 2023,
https://arxiv.org/abs/2211.10438). What is computed stays what it was.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from flows.annotate.learned.model import LIMIT
from flows.annotate.learned.windows import tokenize, windows
from flows.train.batches import CLS, SEP
from flows.train.network import LAYERS, MARK_JOINS, Batch, Network

Arrays = dict[str, NDArray[np.float32]]
# What of the unevenness goes from a layer's input into its weights: chosen by how near the heads'
# scores come to those of the unrounded network, on training texts that were not measured here.
SHARES = {"qkv": 0.6, "inner": 0.65, "outer": 0.8}
LEAST = 1e-5


def largest_inputs(network: Network, texts: Sequence[str], tokenizer: Tokenizer) -> Arrays:
    """Return for each layer to be evened the largest size that each feature of its input takes."""
    found: Arrays = {}

    def keep(name: str, x: torch.Tensor) -> None:
        is_given = int(name.split(".")[1]) < MARK_JOINS  # there the mark is a constant
        sizes = x[:, int(is_given) :].abs().amax(dim=(0, 1)).numpy()
        found[name] = np.maximum(found[name], sizes) if name in found else sizes

    layers = [f"layers.{n}.{part}" for n in range(LAYERS) for part in SHARES]
    watch_inputs(network, layers, texts, tokenizer, keep)
    return found


def watch_inputs(
    network: Network,
    names: Iterable[str],
    texts: Sequence[str],
    tokenizer: Tokenizer,
    keep: Callable[[str, torch.Tensor], None],
) -> None:
    """Read the texts window by window, and show `keep` what goes into each named module."""
    hooks = [
        network.get_submodule(name).register_forward_pre_hook(
            lambda _, inputs, name=name: keep(name, inputs[0])  # type: ignore[misc]
        )
        for name in names
    ]
    with torch.no_grad():
        for text in texts:
            for window in single_windows(text, tokenizer):
                network(window)
    for hook in hooks:
        hook.remove()


def single_windows(text: str, tokenizer: Tokenizer) -> Iterator[Batch]:
    """Yield a text's windows as the annotator reads them, each a batch of its own."""
    pieces = tokenize(text, tokenizer)
    for first, last in windows(pieces, limit=LIMIT):
        ids = torch.tensor([[CLS, *pieces.ids[first:last].tolist(), SEP]])
        case, quote, opening = (
            torch.tensor([[0, *feature[first:last].tolist(), 0]])
            for feature in (pieces.case, pieces.quote, pieces.opening)
        )
        yield Batch(ids, case, quote, opening, torch.ones_like(ids, dtype=torch.bool))


def even(weights: Mapping[str, NDArray[np.float32]], largest: Arrays) -> Arrays:
    """Return the weights with evened matrices; NAME.shrink is what divides a layer's input."""
    evened = dict(weights)
    for name, sizes in largest.items():
        matrix, share = weights[f"{name}.weight"], SHARES[name.rpartition(".")[2]]
        own = np.maximum(np.abs(matrix).max(axis=0), LEAST)
        scale = np.maximum(sizes, LEAST) ** share / own ** (1 - share)
        scale = (scale / np.exp(np.log(scale).mean())).astype(np.float32)
        evened[f"{name}.weight"] = matrix * scale
        evened[f"{name}.shrink"] = 1 / scale
    return evened
