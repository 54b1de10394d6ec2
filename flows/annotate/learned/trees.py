"""Scores of word pieces in; the words' classes and the trees of their sentences out.

The heads were taught by spaCy's parser (`flows/train/silver.py`), so their labels are its labels.
A word is read at its first piece. A sentence is a tree: one root, every other word below a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.heads import ARC_SIZE, RELATIONS, columns

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
ROOT = RELATIONS.index("ROOT")
NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Syntax:
    """What the syntax heads say of every piece of a text."""

    tags: Ints  # numbers of `heads.TAGS`
    relations: Ints  # numbers of `heads.RELATIONS`, the likeliest but ROOT
    roots: Floats  # score of ROOT over that relation
    opens: NDArray[np.bool_]  # a sentence starts here
    asks: Floats  # [pieces, ARC_SIZE]: who looks for its head
    answers: Floats  # [pieces, ARC_SIZE]: who may be one


def read_rows(rows: Floats) -> Syntax:
    """Return what rows of pieces, without windows' marks, say of syntax."""
    where = columns()
    relations = rows[:, where["relation"]].copy()
    roots = relations[:, ROOT].copy()
    relations[:, ROOT] = NEVER
    best = relations.argmax(axis=1)
    return Syntax(
        tags=rows[:, where["tag"]].argmax(axis=1),
        relations=best,
        roots=roots - relations[np.arange(len(best)), best],
        opens=rows[:, where["sentence"]][:, 0] > 0,
        asks=rows[:, where["arc asks"]],
        answers=rows[:, where["arc answers"]],
    )


def find_heads(syntax: Syntax, first: Ints, opens: NDArray[np.bool_]) -> Ints:
    """Return for each word the number of its head; a root's is its own.

    `first` is each word's first piece; `opens` tells the words that open a sentence.
    """
    heads = np.arange(len(first))
    asks, answers, roots = syntax.asks[first], syntax.answers[first], syntax.roots[first]
    scale = np.float32(ARC_SIZE**0.5)
    for start, end in blocks(opens):
        scores = asks[start:end] @ answers[start:end].T / scale
        heads[start:end] = start + tree(scores, roots[start:end])
    return heads


def blocks(opens: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the sentences as words [from, to)."""
    if len(opens):
        starts = sorted({0, *np.flatnonzero(opens).tolist()})
        yield from zip(starts, [*starts[1:], len(opens)], strict=True)


def tree(scores: Floats, roots: Floats) -> Ints:
    """Return the head of each word of one sentence: the best for each, mended into a tree.

    scores[i, j] speaks for j as the head of i, and scores[i, i], with roots[i], for i as the root.
    """
    chances = scores - scores.max(axis=1, keepdims=True)
    own = chances.reshape(-1)[:: len(scores) + 1]  # the diagonal
    root = int((own + roots).argmax())
    own[:] = NEVER
    heads = chances.argmax(axis=1)
    heads[root] = root
    while len(lost := astray(heads, root)):
        joins = chances[lost].copy()
        joins[:, lost] = NEVER
        costs = joins.max(axis=1) - chances[lost, heads[lost]]
        best = int(costs.argmax())
        heads[lost[best]] = int(joins[best].argmax())
    return np.asarray(heads)


def astray(heads: Ints, root: int) -> Ints:
    """Return the words whose heads go round in a ring instead of leading to the root."""
    reached, step = heads, 1
    while step < len(heads):
        reached = reached[reached]
        step *= 2
    return np.asarray((reached != root).nonzero()[0])
