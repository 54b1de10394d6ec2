"""Tests of flows/train/trees.py: trees learn what no weighted sum of the features can."""

import numpy as np

from flows.annotate.places.features import softmax
from flows.annotate.places.trees import read_trees
from flows.train.trees import fit_trees


def test_trees_learn_that_two_features_must_disagree() -> None:
    pairs = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    rows = np.tile(pairs, (50, 1))
    owner = np.repeat(np.arange(100), 2)  # names of two candidates, one of them right
    share = (rows[:, 0] != rows[:, 1]).astype(float)
    trees = fit_trees(rows, np.zeros(200), owner, share, np.ones(200), 40)
    belief = softmax(trees.score(rows), owner)
    assert belief[share == 1].min() > 0.9


def test_stored_trees_score_the_features_they_name() -> None:
    stored = [{"asks": [["b", 0.5], ["a", 2.0]], "leaves": [1.0, 2.0, 3.0, 4.0]}]
    trees = read_trees(stored, ("a", "b"))
    rows = np.array([[0.0, 0.0], [0.0, 1.0], [9.0, 0.0], [9.0, 1.0]])
    assert trees.score(rows).tolist() == [1.0, 2.0, 3.0, 4.0]
    assert trees.score(rows[:0]).tolist() == []


def test_a_feature_that_never_changes_is_never_asked() -> None:
    rng = np.random.default_rng(1)
    telling = rng.normal(size=400)
    rows = np.stack([np.ones(400), telling], axis=1)
    owner = np.repeat(np.arange(200), 2)
    share = np.zeros(400)
    share[[max((2 * n, 2 * n + 1), key=lambda at: telling[at]) for n in range(200)]] = 1.0
    trees = fit_trees(rows, np.zeros(400), owner, share, np.ones(400), 10)
    assert set(trees.features.flatten().tolist()) == {1}
    belief = softmax(trees.score(rows), owner)
    assert (belief[share == 1] > 0.5).mean() > 0.8


def test_more_trees_leave_less_wrong() -> None:
    rows = np.array([[0.0], [1.0]] * 30)
    owner, share = np.repeat(np.arange(30), 2), np.array([0.0, 1.0] * 30)
    few, many = (
        softmax(fit_trees(rows, np.zeros(60), owner, share, np.ones(60), n).score(rows), owner)
        for n in (2, 20)
    )
    assert 0.5 < few[share == 1].min() < many[share == 1].min()
