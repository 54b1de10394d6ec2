"""Candidates' features and which are right go in; small trees that correct a score come out.

Newton boosting of a softmax over each name's candidates. All nodes of a level ask the same
question, so that a tree is a short list of questions and a table of leaves.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.annotate.places.features import Floats, softmax
from flows.annotate.places.trees import Trees

DEPTH = 3
BINS = 24  # limits tried for each feature
RATE = 0.12
STIFF = 4.0  # added to a leaf's curvature: leaves of few names say little


@dataclass(frozen=True, slots=True)
class Binned:
    """Features as the number of the bin each falls into, and the limits between the bins."""

    rows: NDArray[np.int64]
    limits: list[Floats]


def bin_features(rows: Floats) -> Binned:
    """Cut every feature at its quantiles."""
    cuts = np.linspace(0, 1, BINS + 1)[1:-1]
    limits = []
    for column in rows.T:
        values = np.unique(column)
        middles = (values[1:] + values[:-1]) / 2
        limits.append(middles if len(middles) < BINS else np.unique(np.quantile(column, cuts)))
    binned = [np.searchsorted(cut, column) for cut, column in zip(limits, rows.T, strict=True)]
    return Binned(np.stack(binned, axis=1), limits)


def fit_trees(
    rows: Floats, base: Floats, owner: NDArray[np.int64], share: Floats, weight: Floats, count: int
) -> Trees:
    """Return so many trees, fitted one after the other on what is still wrong."""
    binned = bin_features(rows)
    scores = base.copy()
    features, limits, leaves = [], [], []
    for _ in range(count):
        belief = softmax(scores, owner)
        slope, bend = weight * (share - belief), weight * belief * (1 - belief)
        asks, leaf = grow(binned, slope, bend)
        size = 2**DEPTH
        values = RATE * np.bincount(leaf, slope, size) / (np.bincount(leaf, bend, size) + STIFF)
        scores = scores + values[leaf]
        features.append([f for f, _ in asks])
        limits.append([float(binned.limits[f][b]) for f, b in asks])
        leaves.append(values)
    return Trees(np.array(features, np.int64), np.array(limits), np.array(leaves))


def grow(
    binned: Binned, slope: Floats, bend: Floats
) -> tuple[list[tuple[int, int]], NDArray[np.int64]]:
    """Return a tree's questions (feature, bin; yes above) and the leaf of every row."""
    leaf = np.zeros(len(slope), np.int64)
    asks: list[tuple[int, int]] = []
    for level in range(DEPTH):
        feature, cut = best_question(binned, slope, bend, leaf, 2**level)
        asks.append((feature, cut))
        leaf = leaf + ((binned.rows[:, feature] > cut).astype(np.int64) << level)
    return asks, leaf


def best_question(
    binned: Binned, slope: Floats, bend: Floats, leaf: NDArray[np.int64], nodes: int
) -> tuple[int, int]:
    """Return the question that, asked in all nodes of a level, explains most."""
    best = (-1.0, 0, 0)
    for feature, limits in enumerate(binned.limits):
        if not len(limits):
            continue
        width = len(limits) + 1
        spot = leaf * width + binned.rows[:, feature]
        g = np.bincount(spot, slope, nodes * width).reshape(nodes, width).cumsum(axis=1)
        h = np.bincount(spot, bend, nodes * width).reshape(nodes, width).cumsum(axis=1)
        below = g[:, :-1] ** 2 / (h[:, :-1] + STIFF)
        above = (g[:, -1:] - g[:, :-1]) ** 2 / (h[:, -1:] - h[:, :-1] + STIFF)
        gain = (below + above).sum(axis=0)
        cut = int(np.argmax(gain))
        best = max(best, (float(gain[cut]), -feature, -cut))
    return -best[1], -best[2]
