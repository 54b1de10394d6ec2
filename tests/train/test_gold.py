"""Tests of flows/train/gold.py: each set's labels become the spans of the heads it knows."""

from pathlib import Path

import pytest

from flows.train.gold import (
    EventSides,
    Example,
    Said,
    event_sides,
    example,
    read_gold,
    read_lines,
    statement_spans,
    status_labels,
)
from tests.train import minigold


def first(gold: Path, name: str) -> Example:
    return read_gold(gold, name, {})[0]


def words(known: Example, head: str) -> dict[str, str]:
    return {known.text[a:b]: kind for a, b, kind in known.spans[head]}


def test_every_row_is_read_with_its_side_of_the_split(gold: Path) -> None:
    for name, rows in minigold.sets().items():
        examples = read_gold(gold, name, {})
        assert [e.id for e in examples] == [row["id"] for row in rows]
        assert {e.held_out for e in examples} == {True, False}


def test_statements_know_content_cue_and_source(gold: Path) -> None:
    known = first(gold, "statements_polnear_train")
    assert words(known, "statement") == {
        "Mayor Ida Brandt": "source",
        "said": "cue",
        "the old bridge would open in May": "content",
    }
    assert known.spans.keys() == {"statement"}
    assert (known.open_cues, known.weight) == (False, 1.0)


def test_a_set_without_cues_leaves_them_open_and_trusts_silence_little(gold: Path) -> None:
    examples = read_gold(gold, "statements_factappeal_train", {})
    assert all(e.open_cues for e in examples)
    assert {bool(e.said): e.weight for e in examples} == {True: 1.0, False: 0.2}
    assert examples[0].said[0].cue is None


def test_places_and_dates_know_their_own_head_only(gold: Path) -> None:
    places, dates = first(gold, "places_lgl"), first(gold, "dates_timebank")
    assert places.spans.keys() == {"toponym"}
    assert words(places, "toponym") == {"Oslo": "toponym", "Bergen": "toponym"}
    assert dates.spans.keys() == {"timex"}
    assert words(dates, "timex") == {"Monday": "DATE", "three weeks": "DURATION"}


def test_toponyms_without_an_id_are_toponyms_too() -> None:
    row = {"id": "1", "text": "Oslo and Sund", "toponyms": [{"start": 0, "end": 4}]}
    row["unlinked"] = [{"start": 9, "end": 13}, {"start": 0, "end": 4}]
    known = example("places_trnews", row, None)
    assert words(known, "toponym") == {"Oslo": "toponym", "Sund": "toponym"}
    assert len(known.spans["toponym"]) == 2


def test_events_know_their_type_and_sides(gold: Path) -> None:
    known = first(gold, "events_plover_train")
    assert known.types == ((0, len(known.text), "ASSAULT"),)
    assert "event" not in known.spans
    (event,) = known.sides
    own = [[known.text[a:b] for a, b in some] for some in (event.sources, event.targets)]
    assert own == [["Rebels"], ["a convoy of the army"]]
    assert (event.trigger, event.kind) == (None, "ASSAULT")
    quiet = first(gold, "events_negatives_train")
    assert (quiet.types, quiet.spans["event"]) == ((), ())


def test_a_side_that_was_not_found_in_the_text_is_no_span() -> None:
    sides = {"source": {"spans": [{"start": None}]}, "target": {"spans": []}}
    row = {"text": "They sent food.", "events": [{"type": "AID", **sides}]}
    assert event_sides(row) == EventSides(None, (), (), (0, 15), "AID")


def test_statuses_are_told_at_their_triggers(gold: Path) -> None:
    found = read_gold(gold, "status_meantime_train", {})
    told = [(e.text[a:b], kind) for e in found[:3] for a, b, kind in e.statuses]
    assert told == [("closed", "fact"), ("sell", "uncertain"), ("pay", "denied")]
    assert status_labels({"events": [{"trigger": [], "status": "fact"}]}) == ()


def test_words_of_unknown_kinds_are_not_known() -> None:
    syntax = {
        "words": [[0, 3, "NNP|PROPN", "nsubj", 1, 1], [4, 8, "NO|SUCH", "nosuch", 1, 0]],
        "entities": [[0, 3, "PERSON"], [4, 8, "PLANET"]],
    }
    known = example("dates_made", {"id": "1", "text": "Ann says", "timexes": []}, syntax)
    assert known.words is not None
    assert known.words[1].tolist() == [4, 8, -1, -1, 1, 0]
    assert known.words[0, 2] >= 0
    assert words(known, "entity") == {"Ann": "PERSON"}
    assert known.names == ((0, 3),)


def test_a_stretch_of_two_statements_is_one_span() -> None:
    said = (Said(((9, 18),), (4, 8), (0, 3)), Said(((20, 25),), (4, 8), (0, 3)))
    assert [kind for *_, kind in statement_spans(said)] == ["source", "cue", "content", "content"]


def test_empty_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n\n{"a": 2}\n', encoding="utf-8")
    assert list(read_lines(path)) == [{"a": 1}, {"a": 2}]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"places_lgl\.jsonl"):
        read_gold(tmp_path, "places_lgl", {})
