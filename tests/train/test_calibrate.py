"""Tests of flows/train/calibrate.py: scores become chances, as the gold has them right or wrong."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flows.annotate.learned.model import evidence, load_model
from flows.train.calibrate import calibration, has_content, is_right, logistic
from flows.train.gold import Said
from tests.train import minigold

TEXT = "Ann said rain fell on the town."
GOLD = (Said(((9, 30),), (4, 8), (0, 3)),)
NAME = "statements_polnear_train"


def chances(weights: list[float], text: str) -> list[float]:
    """Return what a curve makes of the statements that the shipped weights find."""
    facts = [evidence(said) for said in load_model().read(text).statements]
    return [float(1 / (1 + np.exp(-np.array(fact) @ np.array(weights)))) for fact in facts]


def kept_texts() -> list[dict[str, Any]]:
    return [row for row in minigold.sets()[NAME] if row["text"] in told_texts()]


def told_texts() -> set[str]:
    return {minigold.told_row(marked)["text"] for marked in minigold.TOLD_KEPT}


def test_a_curve_rises_with_what_speaks_for_a_statement() -> None:
    x = np.linspace(-3, 3, 61)
    facts = np.stack([np.ones_like(x), x], axis=1)
    right = np.sin(x * 40) < x  # more and more of them, without a clean border
    weights = logistic(facts, right.astype(float))
    chance = 1 / (1 + np.exp(-facts @ weights))
    assert (np.diff(chance) > 0).all()
    assert ((chance > 0) & (chance < 1)).all()
    assert chance[0] < 0.1
    assert chance[-1] > 0.9


def test_a_curve_meets_the_share_that_is_right() -> None:
    facts = np.ones((100, 1))
    right = np.arange(100) < 80
    weights = logistic(facts, right.astype(float))
    assert 1 / (1 + np.exp(-weights[0])) == pytest.approx(0.8, abs=0.001)


def test_a_ridge_holds_the_weights_down() -> None:
    facts = np.array([[1.0, -1.0], [1.0, 1.0]])
    right = np.array([0.0, 1.0])
    assert abs(logistic(facts, right, 1.0)[1]) < abs(logistic(facts, right)[1])


def test_statements_that_the_gold_has_get_high_chances(gold: Path) -> None:
    weights = calibration(load_model(), gold / f"{NAME}.jsonl")
    found = [c for row in kept_texts() for c in chances(weights, row["text"])]
    assert len(found) >= 3
    assert min(found) > 0.5


def test_statements_that_the_gold_has_not_get_low_chances(tmp_path: Path) -> None:
    rows = [{**row, "statements": []} for row in kept_texts()]
    path = tmp_path / f"{NAME}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    weights = calibration(load_model(), path)
    assert max(c for row in rows for c in chances(weights, row["text"])) < 0.5


def test_where_no_statement_is_found_there_is_no_curve(tmp_path: Path) -> None:
    rows = [{**row, "text": "The lake.", "statements": []} for row in kept_texts()]
    path = tmp_path / f"{NAME}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert calibration(load_model(), path) == []


@pytest.mark.parametrize(
    ("content", "source", "right"),
    [
        ([(9, 30)], (0, 3), True),
        ([(9, 25)], (0, 3), True),
        ([(9, 18)], (0, 3), False),
        ([(9, 30)], (4, 8), False),
        ([(9, 30)], None, False),
        ([], (0, 3), False),
    ],
)
def test_content_and_speaker_must_be_the_golds(
    content: list[tuple[int, int]], source: tuple[int, int] | None, right: bool
) -> None:
    assert is_right(content, source, GOLD, TEXT) == right


def test_a_statement_without_a_speaker_is_right_where_the_gold_names_none() -> None:
    nobody = (replace(GOLD[0], source=None),)
    assert is_right([(9, 30)], None, nobody, TEXT)
    assert not is_right([(9, 30)], (0, 3), nobody, TEXT)


def test_a_content_counts_whoever_said_it() -> None:
    assert has_content([(9, 30)], GOLD, TEXT)
    assert not has_content([(0, 8)], GOLD, TEXT)
    assert not has_content([], GOLD, TEXT)
