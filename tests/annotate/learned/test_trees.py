"""Tests of flows/annotate/learned/trees.py: every sentence is one tree."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.annotate.learned.trees import astray, blocks, tree


def scores(pairs: dict[tuple[int, int], float], count: int) -> np.ndarray:
    table = np.full((count, count), -5, dtype=np.float32)
    for (own, head), score in pairs.items():
        table[own, head] = score
    return table


def test_every_word_takes_its_best_head_and_the_best_root_none() -> None:
    best = scores({(0, 1): 3, (1, 1): 3, (2, 1): 3, (3, 2): 3}, 4)
    assert tree(best, np.zeros(4, np.float32)).tolist() == [1, 1, 1, 2]


def test_a_ring_is_opened_where_that_costs_least() -> None:
    ring = scores({(0, 0): 3, (1, 2): 3, (2, 1): 3, (1, 0): 1, (2, 0): 2.5}, 3)
    assert tree(ring, np.zeros(3, np.float32)).tolist() == [0, 2, 0]


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_whatever_the_scores_the_heads_are_a_tree(count: int, seed: int) -> None:
    noise = np.random.default_rng(seed)
    heads = tree(
        noise.normal(size=(count, count)).astype(np.float32),
        noise.normal(size=count).astype(np.float32),
    )
    roots = np.flatnonzero(heads == np.arange(count))
    assert len(roots) == 1
    assert not len(astray(heads, int(roots[0])))


def test_sentences_cover_all_words_whether_or_not_the_first_one_opens() -> None:
    assert list(blocks(np.array([False, False, True, False]))) == [(0, 2), (2, 4)]
    assert list(blocks(np.zeros(0, np.bool_))) == []
