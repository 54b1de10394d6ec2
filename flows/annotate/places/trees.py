"""Rows of features go in; what an ensemble of small decision trees adds to each score comes out.

Every tree asks the same question of all rows at each of its levels, so that a whole document is
scored by a few array operations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """So many trees of one depth: what is asked at each level, and the values of the leaves."""

    features: NDArray[np.int64]  # [trees, depth], columns of the rows
    limits: Floats  # [trees, depth]; the answer is yes above
    leaves: Floats  # [trees, 2 ** depth]

    def score(self, rows: Floats) -> Floats:
        """Return the sum of the leaves that each row falls into."""
        if not len(self.features) or not len(rows):
            return np.zeros(len(rows))
        answers = rows[:, self.features] > self.limits
        leaf = answers @ (1 << np.arange(self.features.shape[1]))
        picked = self.leaves[np.arange(len(self.leaves)), leaf]
        return np.asarray(picked.sum(axis=1))


def read_trees(stored: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Trees:
    """Return stored trees, their features by place in `names`."""
    at = {name: index for index, name in enumerate(names)}
    return Trees(
        np.array([[at[name] for name, _ in tree["asks"]] for tree in stored], np.int64),
        np.array([[limit for _, limit in tree["asks"]] for tree in stored], np.float64),
        np.array([tree["leaves"] for tree in stored], np.float64),
    )
