"""A model and statements kept from training in; the curve that makes its scores chances out.

A score of 0.8 then means that about eight of ten such statements have content and speaker right.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.model import Model, evidence
from flows.train.gold import Said as GoldSaid
from flows.train.gold import Span, example, read_lines

RIGHT_SHARE = 0.5  # of two contents' letters in common, as the scorer asks
ROUNDS, RIDGE = 25, 1e-3
Floats = NDArray[np.float64]


def calibration(model: Model, gold: Path) -> list[float]:
    """Return the weights of a logistic curve over a statement's evidence; none for no statement."""
    facts, right = [], []
    for row in read_lines(gold):
        known = example(gold.stem, row, None)
        if known.held_out:
            for said in model.read(row["text"]).statements:
                content = [(c.start, c.end) for c in said.content]
                source = (said.source.start, said.source.end) if said.source else None
                facts.append(evidence(said))
                right.append(is_right(content, source, known.said, row["text"]))
    if not facts:
        return []
    curve = logistic(np.array(facts), np.array(right, dtype=np.float64))
    return [float(weight) for weight in curve]


def is_right(
    content: Sequence[Span], source: Span | None, golds: tuple[GoldSaid, ...], text: str
) -> bool:
    """Tell whether some gold statement has this content, nearly, and this speaker."""
    own = letters(text, content)
    speaker = letters(text, [source] if source else [])
    for gold in golds:
        other = letters(text, gold.content)
        if own and len(own & other) >= RIGHT_SHARE * len(own | other):
            theirs = letters(text, [gold.source] if gold.source else [])
            if speaker == theirs or len(speaker & theirs) * 2 >= max(
                1, min(len(speaker), len(theirs))
            ):
                return True
    return False


def has_content(content: Sequence[Span], golds: tuple[GoldSaid, ...], text: str) -> bool:
    """Tell whether some gold statement has this content, nearly, whoever said it."""
    own = letters(text, content)
    others = (letters(text, gold.content) for gold in golds)
    return any(own and len(own & o) >= RIGHT_SHARE * len(own | o) for o in others)


def letters(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Return the offsets of the letters and digits of some spans."""
    return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())


def logistic(facts: Floats, right: Floats, ridge: float = RIDGE) -> Floats:
    """Fit a logistic curve by Newton's method; the ridge holds its weights down."""
    weights = np.zeros(facts.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-facts @ weights))
        slope = facts.T @ (right - chance) - ridge * weights
        bend = (facts * (chance * (1 - chance))[:, None]).T @ facts
        weights += np.linalg.solve(bend + ridge * np.eye(len(weights)), slope)
    return weights
