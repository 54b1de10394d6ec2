"""Tests of flows/train/event_joining.py: patterns and head are weighed on sentences kept for it."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flows.annotate.events.joined import FACTS
from flows.annotate.learned.model import load_model
from flows.paths import SEEDS
from flows.train.event_joining import (
    SETS,
    Case,
    Wanted,
    cases,
    event_joining,
    gold_event,
    kept_rows,
    own_event,
    touch,
)
from flows.train.splits import is_held_out, is_kept
from tests.train import minigold


@pytest.fixture(scope="module")
def some(gold: Path, seeds: Path) -> list[Case]:
    return list(cases(load_model(), gold, seeds))


def chances(some: list[Case], weights: Any) -> list[tuple[float, bool]]:
    """Return every candidate's chance, and whether it is right."""
    return [
        (float(1 / (1 + np.exp(-np.dot(facts, weights)))), is_right)
        for case in some
        for facts, is_right in case.lessons()
    ]


def test_only_sentences_kept_for_it_are_read(gold: Path, seeds: Path) -> None:
    texts = [text for text, *_ in kept_rows(gold, seeds)]
    own = (seeds / "event_examples.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in own]
    wanted = [minigold.ACTS[-1][0], minigold.QUIET[-1]]
    wanted += [row["text"] for row in rows if is_kept("event_examples", row)]
    assert texts == wanted
    assert len(wanted) > 6


def test_texts_of_the_gold_whose_events_the_seeds_tell_weigh_too(tmp_path: Path) -> None:
    numbers = (f"m{n}" for n in count())
    kept = next(
        number
        for number in numbers
        if is_kept("event_spots", {"id": number}) and not is_held_out("event_spots", {"id": number})
    )
    text = "Norland sent food to Sudmark."
    sent = {
        "type": "AID", "occurrence": "happened", "trigger": [8, 12], "source": [], "target": [],
    }  # fmt: skip
    spots = {"gold": "places_lgl", "id": kept, "start": 0, "end": len(text), "events": [sent]}
    for name in (*SETS, "places_lgl"):
        (tmp_path / f"{name}.jsonl").touch()
    (tmp_path / "places_lgl.jsonl").write_text(json.dumps({"id": kept, "text": text}))
    (tmp_path / "event_examples.jsonl").touch()
    (tmp_path / "event_spots.jsonl").write_text(json.dumps(spots))
    wanted = (Wanted("AID", ((8, 12),), (), ()),)
    assert list(kept_rows(tmp_path, tmp_path)) == [(text, wanted, True)]


def test_right_events_become_likelier_than_wrong_ones(gold: Path, seeds: Path) -> None:
    found = event_joining(load_model(), gold, SEEDS)
    weights = found["weights"]
    assert isinstance(weights, list)
    assert len(weights) == len(FACTS)
    told = chances(list(cases(load_model(), gold, SEEDS)), weights)
    right, wrong = ([c for c, is_right in told if is_right == side] for side in (True, False))
    assert np.mean(right) > np.mean(wrong) + 0.2


def test_where_nothing_is_found_nothing_is_weighed(tmp_path: Path) -> None:
    for name in SETS:
        (tmp_path / f"{name}.jsonl").touch()
    (tmp_path / "event_examples.jsonl").touch()
    (tmp_path / "event_spots.jsonl").touch()
    assert event_joining(load_model(), tmp_path, tmp_path) == {}


def test_a_finding_is_an_event_by_type_and_sides(some: list[Case]) -> None:
    (case,) = (c for c in some if c.sentence.text == minigold.ACTS[-1][0])
    retreat = next(iter(case.candidates())).found
    assert retreat.event_type == "RETREAT"
    assert case.is_right(retreat)
    row = minigold.act_row(*minigold.ACTS[-1])["events"][0]
    assert gold_event(row).is_met(retreat)
    assert gold_event({**row, "type": "CONCEDE"}).is_met(retreat)  # the head calls both YIELD
    assert not gold_event({**row, "type": "AID"}).is_met(retreat)
    far = {"spans": [{"start": 900, "end": 901}]}
    assert not gold_event({**row, "source": far}).is_met(retreat)
    assert gold_event({**row, "source": {"spans": [{}]}}).is_met(retreat)


def test_beside_the_one_event_of_a_gold_sentence_others_are_neither_right_nor_wrong(
    some: list[Case],
) -> None:
    (case,) = (c for c in some if c.sentence.text == minigold.ACTS[-1][0])
    right = next(iter(case.candidates())).found
    other = replace(right, event_type="AID")
    assert not case.is_whole
    assert case.judged([right, other]) == [right]
    assert case.judged([other]) == [other]
    assert replace(case, is_whole=True).judged([right, other]) == [right, other]


def test_an_event_of_our_own_is_met_at_its_trigger() -> None:
    wanted = own_event({"type": "AID", "trigger": "sent food"}, "Norland sent food.")
    assert wanted.trigger == ((8, 17),)
    assert (wanted.sources, wanted.targets) == ((), ())


def test_spans_touch_where_they_share_a_letter() -> None:
    assert touch([(0, 3)], [(2, 5)])
    assert not touch([(0, 3)], [(3, 5)])
    assert not touch([], [(3, 5)])
    assert touch([], [])
