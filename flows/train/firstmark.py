"""A network and texts in; what the mark before a window says at the first layers out.

That mark ([CLS]) stands before every window, and whatever follows, its vector hardly changes up to
the fourth layer: its variance over windows is a five-thousandth of its size. But its features are
three times as large as those of any other piece, and eight bits on a scale that reaches so far are
coarse for all. So up to there the exported network has it as constants, which the others attend to.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from flows.train.even import single_windows
from flows.train.network import MARK_JOINS, Network

Arrays = dict[str, NDArray[np.float32]]


def mark_vectors(network: Network, texts: Sequence[str], tokenizer: Tokenizer) -> Arrays:
    """Return the mark's mean vector as it goes into each layer until it joins, as NAME.mark."""
    found: dict[str, list[torch.Tensor]] = {}
    names = [f"layers.{n}" for n in range(MARK_JOINS + 1)]
    hooks = [
        network.get_submodule(name).register_forward_pre_hook(
            lambda _, inputs, name=name: found.setdefault(name, []).append(inputs[0][0, 0])  # type: ignore[misc]
        )
        for name in names
    ]
    with torch.no_grad():
        for text in texts:
            for window in single_windows(text, tokenizer):
                network(window)
    for hook in hooks:
        hook.remove()
    return {f"{name}.mark": torch.stack(some).mean(dim=0).numpy() for name, some in found.items()}
