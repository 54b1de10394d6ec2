"""Facts of what may stand go in, with their weights; the chance that each of it stands comes out.

Rules and model err apart: what either finds is a candidate, and these say how much it is worth.
"""

from collections.abc import Sequence
from math import exp, log
from operator import mul

Facts = tuple[float, ...]


def chances(facts: Sequence[Facts], weights: Sequence[float]) -> list[float]:
    """Return what the facts of each candidate make of it, from 0 to 1."""
    return [1 / (1 + exp(-sum(map(mul, own, weights)))) for own in facts]


def facts_from(first: int, *values: float, count: int) -> Facts:
    """Return so many facts, the values from one number on and 0 elsewhere."""
    return (0.0,) * first + values + (0.0,) * (count - first - len(values))


def logit(chance: float) -> float:
    """Return the logarithm of the odds, within bounds."""
    chance = min(max(chance, 0.01), 0.99)
    return log(chance / (1 - chance))
