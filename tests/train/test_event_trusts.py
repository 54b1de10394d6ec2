"""Tests of flows/train/event_trusts.py: how often patterns are right where labels tell."""

import json
from pathlib import Path

import pytest

from flows.annotate.learned.model import load_model
from flows.train.event_joining import event_joining
from flows.train.event_trusts import event_trusts
from flows.train.splits import is_kept

TRUE = "Rebels attacked the village at dawn."


def example(number: int, text: str, trigger: str = "") -> dict[str, object]:
    told = {
        "type": "ASSAULT", "trigger": trigger, "occurrence": "happened",
        "source": ["Rebels"], "target": [],
    }  # fmt: skip
    return {"id": f"e{number}", "text": text, "events": [told] if trigger else []}


@pytest.fixture(scope="module")
def trusts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("trusts")
    numbers = [n for n in range(90) if not is_kept("event_examples", {"id": f"e{n}"})]
    right = [example(n, TRUE, "attacked") for n in numbers[:20]]
    wrong = [example(n, "Rebels shelled the budget in a speech.") for n in numbers[20:40]]
    lines = "\n".join(map(json.dumps, right + wrong))
    (folder / "event_examples.jsonl").write_text(lines)
    (folder / "event_spots.jsonl").touch()
    return event_trusts(load_model(), folder, folder)


def test_a_pattern_that_is_always_right_is_trusted_and_one_that_never_is_not(
    trusts: dict[str, float],
) -> None:
    by_word = {key.split(" ")[-1]: share for key, share in trusts.items() if key.count(" ") == 2}
    assert by_word["attack"] > 0.9
    assert by_word["shell"] < 0.2
    assert 0.4 < trusts[""] < 0.6


def test_sentences_kept_from_training_teach_no_trust(gold: Path, seeds: Path) -> None:
    rows = (seeds / "event_examples.jsonl").read_text(encoding="utf-8").splitlines()
    assert any(is_kept("event_examples", json.loads(row)) for row in rows)
    few = seeds.with_name("few")
    few.mkdir(exist_ok=True)
    kept = [row for row in rows if is_kept("event_examples", json.loads(row))]
    (few / "event_examples.jsonl").write_text("\n".join(kept), encoding="utf-8")
    (few / "event_spots.jsonl").touch()
    assert event_trusts(load_model(), gold, few) == {"": 0.5}


def test_the_join_carries_the_trusts(gold: Path, seeds: Path) -> None:
    found = event_joining(load_model(), gold, seeds)
    trusts = found["trusts"]
    assert isinstance(trusts, dict)
    assert "" in trusts
    assert all(0 < share < 1 for share in trusts.values())
