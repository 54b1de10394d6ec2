"""Tests of flows/train/spots.py and tests/data/spots.py: labels meet the texts they are of."""

import json
from pathlib import Path

import pytest

from flows.paths import SEEDS
from flows.train.gold import Example, read_lines
from flows.train.splits import SPOTS, is_held_out, is_kept
from flows.train.spots import read_events, read_labels, stretches, texts_of
from tests.data import spots


def of_set(name: str, seeds: Path, gold: Path) -> list[Example]:
    return [example for example in read_labels(seeds, gold) if example.gold == name]


def test_events_are_told_in_texts_of_the_gold(gold: Path, seeds: Path) -> None:
    found = read_events(seeds, gold)
    told = [e for e in found if e.spans["event"]]
    assert told
    for one in told:
        assert one.text.endswith("Dallas sent a judge.")
        assert {one.text[a:b]: kind for a, b, kind in one.spans["event"]} == {"sent": "COOPERATE"}
        assert [kind for *_, kind in one.statuses] == ["fact"]
        (event,) = one.sides
        assert event.trigger is not None
        words = [[one.text[a:b] for a, b in some] for some in (event.sources, event.targets)]
        assert (one.text[slice(*event.trigger)], words) == ("sent", [["Dallas"], []])
        assert one.text[slice(*event.sentence)] == "Dallas sent a judge."
    rows = [{"id": e.id} for e in found]
    kept = [is_held_out("event_spots", row) or is_kept("event_spots", row) for row in rows]
    assert [e.held_out for e in found] == kept


def test_statements_are_told_in_stretches_of_the_golds_texts(gold: Path, seeds: Path) -> None:
    found = of_set("statement_spots", seeds, gold)
    (told,) = [e for e in found if e.said]
    said, alone = (
        [spot and told.text[slice(*spot)] for spot in (s.source, s.cue, *s.content)]
        for s in told.said
    )
    assert said == ["Bergen", "said", "the train from Oslo was late"]
    assert alone == [None, None, "“It came at six.”"]
    kinds = [kind for *_, kind in told.spans["statement"]]
    assert kinds == ["source", "cue", "content", "content"]
    assert any(e.text.startswith("left Oslo") and e.spans == {"statement": ()} for e in found)
    kept = [is_held_out("statement_spots", {"id": e.id}) for e in found]
    assert [e.held_out for e in found] == kept


def test_places_are_told_in_stretches_of_the_golds_texts(gold: Path, seeds: Path) -> None:
    (found,) = of_set("place_spots", seeds, gold)
    assert (found.text, found.spans) == ("the river", {"toponym": ((4, 9, "toponym"),)})


def test_labels_of_texts_that_the_gold_has_not_are_left_out(seeds: Path, tmp_path: Path) -> None:
    assert read_labels(seeds, tmp_path) == []


def test_a_set_whose_pages_are_a_folder_is_pointed_into_too(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    page = next(read_lines(gold / "places_lgl.jsonl")) | {"id": "p1"}
    (tmp_path / "pages" / "gold.jsonl").write_text(json.dumps(page), encoding="utf-8")
    row = {"gold": "pages", "id": "p1"}
    assert texts_of([row], tmp_path) == {("pages", "p1"): page["text"]}
    assert texts_of([row], gold) == {}


@pytest.mark.parametrize("name", SPOTS)
def test_no_label_lies_outside_its_stretch_or_in_what_its_own_set_keeps(name: str) -> None:
    rows = list(read_lines(SEEDS / f"{name}.jsonl"))
    for row in rows:
        assert all(row["start"] <= a < b <= row["end"] for a, b in offsets(row)), row
        # LGL's side of the split hangs on the outlet, which is not known without the gold.
        assert row["gold"] == "places_lgl" or not is_held_out(row["gold"], row), row
    assert len(rows) > 500


def offsets(row: spots.Row) -> list[tuple[int, int]]:
    """Return every span that a row of labels has."""
    found = []
    for event in row.get("events", ()):
        found += [event["trigger"], *event["source"], *event["target"]]
    for said in row.get("statements", ()):
        found += [*said["content"], *(spot for spot in (said["cue"], said["source"]) if spot)]
    return [(a, b) for a, b in (*found, *row.get("toponyms", ()))]


def test_held_labels_are_rows_of_a_gold_file(
    gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = (row for row in read_lines(gold / "places_lgl.jsonl") if "Bergen said" in row["text"])
    number = next(n for n in range(99) if is_held_out("statement_spots", {"id": f"h{n}"}))
    text = told["text"]
    article = json.dumps(told | {"id": f"h{number}"})
    (tmp_path / "places_lgl.jsonl").write_text(article + "\n", encoding="utf-8")
    own: spots.Row = {"gold": "places_lgl", "id": f"h{number}", "start": 15, "end": len(text)}
    said = {"content": [[27, 55]], "cue": [22, 26], "source": None}
    rows: dict[str, spots.Row] = {
        "statement_spots": {"statements": [said]},
        "place_spots": {"toponyms": [[15, 21]]},
    }
    for name, labels in rows.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(own | labels), encoding="utf-8")
    monkeypatch.setattr(spots, "SEEDS", tmp_path)
    (found,) = spots.held_statements(tmp_path)
    (statement,) = found["statements"]
    assert found["text"].startswith("Bergen said the train")
    assert statement == {"type": "indirect", "content": [(12, 40)], "cue": [(7, 11)], "speaker": []}
    (placed,) = spots.held_places(tmp_path)
    assert placed["toponyms"] == [{"start": 0, "end": 6}]


def test_sentences_with_something_unread_between_them_are_two_texts() -> None:
    text = "Ann left. Bo stayed. Rain fell."
    rows = [{"start": 0, "end": 9}, {"start": 10, "end": 20}, {"start": 21, "end": 31}]
    assert stretches(text, rows) == [rows]
    assert stretches(text, rows[::2]) == [rows[:1], rows[2:]]
