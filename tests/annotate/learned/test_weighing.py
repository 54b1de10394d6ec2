"""Tests of flows/annotate/learned/weighing.py: what facts of a candidate make of it."""

import pytest

from flows.annotate.learned.weighing import chances, facts_from, logit


def test_facts_stand_from_a_number_on() -> None:
    assert facts_from(2, 1.0, 0.5, count=6) == (0.0, 0.0, 1.0, 0.5, 0.0, 0.0)


@pytest.mark.parametrize(("fact", "chance"), [(-2.0, 0.12), (0.0, 0.5), (2.0, 0.88)])
def test_facts_by_their_weights_are_a_chance(fact: float, chance: float) -> None:
    assert chances([(fact, 1.0)], (1.0, 0.0)) == [pytest.approx(chance, abs=0.005)]


@pytest.mark.parametrize("chance", [0.05, 0.5, 0.8])
def test_odds_are_chances_again(chance: float) -> None:
    assert chances([(logit(chance),)], (1.0,)) == [pytest.approx(chance)]


def test_what_seems_certain_is_kept_within_bounds() -> None:
    assert -5 < logit(0.0) < logit(1.0) < 5
