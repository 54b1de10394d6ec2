"""Tests of flows/train/places.py: from gold toponyms to weights that choose the right place."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from flows.annotate.gazetteer.gazetteer import load_gazetteer
from flows.annotate.places.features import JOINT, OWN, Floats, softmax
from flows.annotate.places.resolve import STEPS
from flows.train import places
from flows.train.places import (
    Example,
    Stack,
    accuracy,
    close,
    curvature,
    fit,
    go_on,
    listed,
    make_example,
    read_examples,
    scores_of,
    stack,
)
from flows.train.trees import fit_trees
from tests.train import minigold
from tests.train.minigold import PARIS, PARIS_TEXAS


@pytest.fixture(scope="module")
def examples(gold: Path) -> list[Example]:
    return list(read_examples(gold))


def right_places(example: Example) -> dict[str, set[str]]:
    """Return the places that are right, by name."""
    found: dict[str, set[str]] = {}
    for candidate, owner, share in zip(
        example.table.flat, example.table.owner, example.right, strict=True
    ):
        if share > 0:
            name = example.table.names[owner].text
            found.setdefault(name, set()).add(candidate.entry.place_id)
    return found


def toy(count: int = 60) -> Stack:
    """Return names of two candidates each, of which the one with the larger feature is right."""
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(2 * count, 3))
    owner = np.repeat(np.arange(count), 2)
    share = np.zeros(2 * count)
    share[[max((2 * n, 2 * n + 1), key=lambda at: rows[at, 1]) for n in range(count)]] = 1.0
    return Stack(rows, owner, share, np.ones(2 * count))


def test_every_document_is_read_with_and_without_its_home(examples: list[Example]) -> None:
    documents = sum(len(minigold.sets()[name]) for name in places.SETS)
    assert len(examples) == 2 * documents
    assert sum(e.at_home for e in examples) == documents
    assert {(e.gold, e.held_out) for e in examples} == {
        (name, held) for name in places.SETS for held in (True, False)
    }


def test_the_gold_says_which_candidate_is_right(examples: list[Example]) -> None:
    texas, france = examples[2], examples[8]
    assert right_places(texas)["Paris"] == {f"gn:{PARIS_TEXAS[0]}"}
    assert right_places(france)["Paris"] == {f"gn:{PARIS[0]}"}
    assert len([o for o in texas.table.owner if o == 0]) > 1


def test_a_place_near_by_is_right_where_none_has_the_id() -> None:
    row = {**minigold.sets()["places_trnews"][4]}
    row["toponyms"] = [{**t, "geonameid": "1"} for t in row["toponyms"]]
    example = make_example("places_trnews", row, load_gazetteer(), at_home=True)
    assert example is not None
    found = right_places(example)["Paris"]
    assert f"gn:{PARIS[0]}" in found
    assert f"gn:{PARIS_TEXAS[0]}" not in found
    paris = example.right[example.table.owner == 0]
    assert paris.sum() == pytest.approx(1.0)


def test_a_document_without_a_known_place_is_no_example() -> None:
    row = {"id": "m1", "url": "http://paper.example.com/1", "text": "Qwxyzburg burned."}
    row["toponyms"] = [{"start": 0, "end": 9, "geonameid": "1", "lat": 0, "lon": 0}]  # type: ignore[assignment]
    assert make_example("places_trnews", row, load_gazetteer(), at_home=True) is None


def test_close_is_within_a_hundred_miles() -> None:
    oslo = load_gazetteer().get(f"gn:{minigold.OSLO[0]}")
    assert oslo is not None
    assert close(oslo, {"lat": 59.9, "lon": 10.7})
    assert close(oslo, {"lat": 61.3, "lon": 10.7})
    assert not close(oslo, {"lat": 61.5, "lon": 10.7})
    assert not close(oslo, {"lat": -59.9, "lon": 10.7})


def test_weights_find_the_feature_that_tells() -> None:
    weights = fit(toy())
    assert weights[1] > 1
    assert abs(weights[0]) < weights[1] / 3
    assert abs(weights[2]) < weights[1] / 3


def test_the_fit_stands_where_no_step_is_left_to_take() -> None:
    data = toy()
    weights = fit(data)
    belief = softmax(data.rows @ weights, data.owner)
    slope = data.rows.T @ (data.weight * (data.share - belief)) - places.RIDGE * weights
    assert np.abs(slope).max() < 1e-8
    assert (np.linalg.eigvalsh(curvature(data, belief)) > 0).all()


def test_the_curvature_is_that_of_the_slope() -> None:
    data, weights, step = toy(), np.array([0.1, 0.2, -0.3]), 1e-5

    def slope(at: Floats) -> Floats:
        belief = softmax(data.rows @ at, data.owner)
        return np.asarray(data.rows.T @ (data.share - belief) - places.RIDGE * at)

    bent = curvature(data, softmax(data.rows @ weights, data.owner))
    for n, unit in enumerate(np.eye(3)):
        numeric = (slope(weights - step * unit) - slope(weights + step * unit)) / (2 * step)
        assert np.allclose(bent[n], numeric, atol=1e-4)


def test_documents_are_stacked_with_names_of_their_own(examples: list[Example]) -> None:
    data = stack(examples[:3])
    assert len(np.unique(data.owner)) == sum(len(e.counts) for e in examples[:3])
    assert (np.diff(data.owner) >= 0).all()
    sums = np.bincount(data.owner, data.share)
    assert all(total == pytest.approx(1) or total == 0 for total in sums)


def test_fitted_weights_choose_the_right_places(examples: list[Example]) -> None:
    weights = fit(stack(examples))
    assert accuracy(examples, weights, None) > 0.8
    assert accuracy(examples, -weights, None) < accuracy(examples, weights, None)


def test_a_step_goes_on_with_the_likelier_and_what_they_say_of_each_other(
    examples: list[Example],
) -> None:
    weights = fit(stack(examples))
    first = examples[4]
    second = go_on(first, softmax(first.features @ weights, first.table.owner))
    assert len(second.right) == len(second.table.flat) <= len(first.table.flat)
    assert second.features.shape == (len(second.right), len(OWN) + len(JOINT))
    assert second.near is not None
    third = go_on(second, np.full(len(second.right), 0.5))
    assert third.table is second.table
    assert not np.array_equal(third.features, second.features)


def test_trees_correct_the_scores(examples: list[Example]) -> None:
    data = stack(examples)
    trees = fit_trees(data.rows, np.zeros(len(data.rows)), data.owner, data.share, data.weight, 20)
    nothing = np.zeros(data.rows.shape[1])
    assert not scores_of(examples[0], nothing, None).any()
    assert accuracy(examples, nothing, trees) > 0.8
    rows = listed(trees, OWN)
    assert len(rows) == 20
    assert all({name for name, _ in row["asks"]} <= set(OWN) for row in rows)


def test_the_resolvers_file_is_written_with_its_figures(
    gold: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "resolver.json"
    monkeypatch.setattr(places, "WEIGHTS", path)
    monkeypatch.setattr(sys, "argv", ["places", str(gold)])
    places.main()
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored.keys() == {"own", *STEPS, "trees"}
    assert tuple(stored["own"]) == OWN
    assert tuple(stored["joint"]) == tuple(stored["again"]) == (*OWN, *JOINT)
    assert len(stored["trees"]) == places.TREES
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 8 * (len(STEPS) + 2)
    assert said[0].startswith("own places_lgl trained on with homes: ")


def test_a_side_without_documents_is_not_reported(
    examples: list[Example], capsys: pytest.CaptureFixture[str]
) -> None:
    some = [replace(e, held_out=False) for e in examples if e.gold == "places_lgl"]
    places.report("own", some, np.zeros(len(OWN)), None)
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "own places_lgl trained on with homes",
        "own places_lgl trained on without",
    ]
