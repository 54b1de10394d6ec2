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

from flows.train.even import watch_inputs
from flows.train.network import MARK_JOINS, Network

Arrays = dict[str, NDArray[np.float32]]


def mark_vectors(network: Network, texts: Sequence[str], tokenizer: Tokenizer) -> Arrays:
    """Return the mark's mean vector as it goes into each layer until it joins, as NAME.mark."""
    found: dict[str, list[torch.Tensor]] = {}

    def keep(name: str, x: torch.Tensor) -> None:
        found.setdefault(name, []).append(x[0, 0])

    names = [f"layers.{n}" for n in range(MARK_JOINS + 1)]
    watch_inputs(network, names, texts, tokenizer, keep)
    return {f"{name}.mark": torch.stack(some).mean(dim=0).numpy() for name, some in found.items()}
