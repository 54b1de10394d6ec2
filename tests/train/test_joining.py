"""Tests of flows/train/joining.py: rules and model are weighed by what they have right."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flows.annotate.learned.model import load_model
from flows.annotate.learned.weighing import chances
from flows.annotate.statements.joined import FACTS
from flows.train.joining import cases, joining
from tests.train import minigold

NAME = "statements_polnear_train"


@pytest.fixture(scope="module")
def kept(gold: Path) -> Path:
    return gold / f"{NAME}.jsonl"


def changed(kept: Path, folder: Path, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Path:
    """Write the file once more with every row changed."""
    path = folder / f"{NAME}.jsonl"
    rows = [change(json.loads(line)) for line in kept.read_text(encoding="utf-8").splitlines()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def all_chances(kept: Path, weights: Any) -> list[float]:
    some = [c.facts for case in cases(load_model(), kept) for c in case.candidates()]
    return chances(some, weights)


def test_only_texts_kept_from_training_are_weighed(kept: Path) -> None:
    texts = [case.reading.text for case in cases(load_model(), kept)]
    assert texts == [minigold.told_row(marked)["text"] for marked in minigold.TOLD_KEPT]


def test_what_the_gold_has_becomes_likely(kept: Path) -> None:
    found = joining(load_model(), kept)
    for name in ("weights", "content_weights"):
        weights = found[name]
        assert isinstance(weights, list)
        assert len(weights) == len(FACTS)
        some = list(cases(load_model(), kept))
        true = [c.facts for case in some for c in case.candidates() if case.is_right(c.finding)]
        right = chances(true, weights)
        assert len(right) >= 3
        assert np.mean(right) > 0.7


def test_what_the_gold_has_not_becomes_unlikely(kept: Path, tmp_path: Path) -> None:
    empty = changed(kept, tmp_path, lambda row: {**row, "statements": []})
    found = joining(load_model(), empty)
    assert max(all_chances(empty, found["content_weights"])) < 0.5
    assert max(all_chances(empty, found["weights"])) < 0.5


def test_wrong_speakers_lower_the_chance_but_not_that_of_the_content(
    kept: Path, tmp_path: Path
) -> None:
    def nobody(row: dict[str, Any]) -> dict[str, Any]:
        far = [[len(row["text"]) - 3, len(row["text"])]]
        return {**row, "statements": [{**s, "speaker": far} for s in row["statements"]]}

    path = changed(kept, tmp_path, nobody)
    found = joining(load_model(), path)
    whole, content = (np.array(all_chances(path, found[n])) for n in ("weights", "content_weights"))
    assert whole.mean() + 0.3 < content.mean()


def test_a_few_statements_do_not_make_a_fact_certain(kept: Path) -> None:
    found = joining(load_model(), kept)
    assert max(abs(weight) for weight in found["weights"]) < 1
    assert max(abs(weight) for weight in found["content_weights"]) < 1


def test_where_nothing_is_found_nothing_is_weighed(kept: Path, tmp_path: Path) -> None:
    dull = changed(kept, tmp_path, lambda row: {**row, "text": "The lake.", "statements": []})
    assert joining(load_model(), dull) == {}
