"""Tests of flows/train/predict.py: gold in, rows for the scorer out."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.annotate.learned.model import load_model
from flows.train import predict as predicting
from flows.train.predict import kind_of, predict
from flows.train.splits import is_held_out
from tests.train import minigold

TEXT = "Mayor Ida Brandt said the old bridge would open in May. Rebels attacked a convoy near Oslo."


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr(sys, "argv", ["predict", *map(str, words)])
    predicting.main()


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def words(row: dict[str, Any], name: str = "") -> str:
    prefix = f"{name}_" if name else ""
    return TEXT[row[f"{prefix}start"] : row[f"{prefix}end"]]


def test_a_document_becomes_rows_of_offsets() -> None:
    row = predict(load_model(), {"id": "a", "text": TEXT})
    assert row["id"] == "a"
    (said,) = row["statements"]
    ((start, end),) = said["content_spans"]
    assert TEXT[start:end] == "the old bridge would open in May"
    assert (words(said, "speaker"), words(said, "cue")) == ("Mayor Ida Brandt", "said")
    assert said["kind"] == "indirect"
    assert 0 < said["confidence"] <= 1
    assert [words(place) for place in row["places"]] == ["Oslo"]
    assert [(words(date), date["type"]) for date in row["dates"]] == [("May", "DATE")]


def test_an_event_names_its_trigger_and_sides() -> None:
    events = predict(load_model(), {"id": "a", "text": TEXT})["events"]
    attack = next(e for e in events if words(e, "trigger") == "attacked")
    assert attack["event_type"] == "ASSAULT"
    assert [words(side) for side in attack["sources"]] == ["Rebels"]
    assert [words(side) for side in attack["targets"]] == ["a convoy"]


def test_what_was_not_found_has_no_place() -> None:
    said = predict(load_model(), {"id": "a", "text": "“Nobody came,” said Ann.\n\n“We left.”"})
    rows = said["statements"]
    assert {row["speaker_start"] is None for row in rows} | {True} == {True, False}
    assert all((row["cue_start"] is None) == (row["cue_end"] is None) for row in rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We left the town.”", "direct"),
        ("they “left” the town", "mixed"),
        ("they left the town", "indirect"),
        ("…", "indirect"),
    ],
)
def test_a_kind_is_the_share_of_letters_in_marks(text: str, kind: str) -> None:
    assert kind_of(text, [(0, len(text))]) == kind


def test_every_document_of_the_file_is_read(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, gold / "places_lgl.jsonl", tmp_path / "out.jsonl")
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == [
        row["id"] for row in minigold.sets()["places_lgl"]
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_only_what_was_held_out_is_read_with_its_gold_beside_it(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, gold / "places_lgl.jsonl", tmp_path / "out.jsonl", "--held-out")
    kept = [r for r in minigold.sets()["places_lgl"] if is_held_out("places_lgl", r)]
    assert read(tmp_path / "out.gold.jsonl") == kept
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == [row["id"] for row in kept]
