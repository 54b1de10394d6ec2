"""Tests of flows/train/written.py: marks come off, and say where they stood."""

from flows.paths import SEEDS
from flows.train.gold import EventSides, Said
from flows.train.written import (
    event_example,
    read_events,
    read_written,
    unmark,
    written_example,
)


def test_marks_come_off() -> None:
    text, said, _ = unmark("[s1 Ann] [q1 said] [c1 rain fell].")
    assert text == "Ann said rain fell."
    assert said == (Said(((9, 18),), (4, 8), (0, 3)),)


def test_a_statement_may_lie_in_another() -> None:
    text, said, _ = unmark("[s1 Ann] [q1 said] [c1 [s2 Bo] [q2 denied] [c2 it]]")
    assert text == "Ann said Bo denied it"
    assert [s.content for s in said] == [((9, 21),), ((19, 21),)]


def test_a_broken_content_is_one_statement() -> None:
    _, said, _ = unmark("[c1 “A,”] [q1 said] [s1 Bo]. [c1 “B.”]")
    assert [len(s.content) for s in said] == [2]


def test_places_are_known_where_some_are_marked() -> None:
    text, said, places = unmark("[s1 Ann of [p Cork]] [q1 said] [c1 [p Kerry] flooded].")
    assert [text[start:end] for start, end, _ in places] == ["Cork", "Kerry"]
    assert written_example("1", text, said, places).spans["toponym"] == places
    assert "toponym" not in written_example("1", text, said, ()).spans


def test_the_seeds_are_well_marked() -> None:
    examples = read_written(SEEDS)
    assert len(examples) > 50
    assert not any(mark in e.text for e in examples for mark in "[]¶")
    spots = [(e.text, *spot) for e in examples for s in e.said for spot in s.content]
    assert all(text[start:end].strip() for text, start, end in spots)


def row(occurrence: str = "happened", **event: object) -> dict[str, object]:
    text = "Norland sent food to Sudmark."
    told = {"type": "AID", "trigger": "sent", "source": ["Norland"], "target": ["Sudmark"]}
    return {"id": "e1", "text": text, "events": [told | {"occurrence": occurrence} | event]}


def test_a_sentences_words_say_where_they_stand() -> None:
    found = event_example(row())
    assert found.spans == {"event": ((8, 12, "AID"),)}
    assert found.sides == (EventSides((8, 12), ((0, 7),), ((21, 28),), (0, 29)),)


def test_what_became_of_an_event_is_its_status_and_an_attempt_is_none() -> None:
    told = {
        o: event_example(row(o)).statuses for o in ("ongoing", "planned", "denied", "attempted")
    }
    assert [kind for *_, kind in told["ongoing"]] == ["fact"]
    assert [kind for *_, kind in told["planned"]] == ["uncertain"]
    assert [kind for *_, kind in told["denied"]] == ["denied"]
    assert told["attempted"] == ()


def test_words_that_are_not_in_the_sentence_are_no_labels() -> None:
    found = event_example(row(trigger="gave", source=["Nobody"]))
    assert (found.statuses, found.sides) == ((), ())
    (event,) = event_example(row(source=["Nobody"])).sides
    assert (event.sources, event.targets) == ((), ((21, 28),))
    assert found.spans == {"event": ()}


def test_a_sentence_without_an_event_says_so() -> None:
    found = event_example({"id": "e2", "text": "The lake is deep.", "events": []})
    assert found.spans == {"event": ()}


def test_the_seeds_sentences_are_read_and_a_tenth_kept() -> None:
    found = read_events(SEEDS)
    assert 0.05 < sum(e.held_out for e in found) / len(found) < 0.15
    assert sum(bool(e.spans["event"]) for e in found) > 300
