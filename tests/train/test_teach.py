"""Tests of flows/train/teach.py: what model and rules are sure of is learned, the rest open."""

from typing import Any

import pytest

from flows.annotate.learned.model import load_model
from flows.train.gold import Example, Said
from flows.train.teach import agree, common, events, forget, learn, lesson

TEXT = "Ann said rain fell on the town. Bo denied that the dam broke."
RAIN = Said(((9, 30),), (4, 8), (0, 3))
DAM = Said(((42, 60),), (35, 41), (32, 34))
EXAMPLE = Example("dates_made", "1", TEXT, False, {"timex": ()})


def row(said: Said, sure: float) -> dict[str, Any]:
    return {"content": said.content, "cue": said.cue, "source": said.source, "sure": sure}


def agreed(
    read: list[tuple[Said, bool]], *ruled: tuple[Said, float]
) -> tuple[tuple[Said, ...], list[tuple[int, int]]]:
    return agree(read, [s for s, _ in ruled], [row(s, sure) for s, sure in ruled])


def test_where_both_agree_the_statement_is_sure_and_nothing_is_in_doubt() -> None:
    assert agreed([(RAIN, True)], (RAIN, 0.2)) == ((RAIN,), [])


def test_a_sure_rule_is_believed_where_the_model_is_silent_or_unsure() -> None:
    assert agreed([], (RAIN, 0.9)) == ((RAIN,), [])
    assert agreed([(RAIN, False)], (RAIN, 0.9)) == ((RAIN,), [])


@pytest.mark.parametrize(("said", "sure"), [(RAIN, 0.3), (Said(RAIN.content, None, (0, 3)), 0.9)])
def test_a_rule_that_is_unsure_or_names_no_cue_is_in_doubt(said: Said, sure: float) -> None:
    kept, doubt = agreed([], (said, sure))
    assert kept == ()
    assert (9, 30) in doubt


def test_two_that_contradict_one_another_are_both_in_doubt() -> None:
    half = Said(((9, 18),), (4, 8), (0, 3))
    kept, doubt = agreed([(half, True), (DAM, True)], (RAIN, 0.9))
    assert kept == (DAM,)
    assert {(9, 18), (9, 30)} <= set(doubt)


def test_an_unsure_statement_of_the_model_is_in_doubt() -> None:
    assert agreed([(DAM, False)]) == ((), [(42, 60), (35, 41), (32, 34)])


def test_contents_are_compared_by_their_letters() -> None:
    assert common(RAIN, RAIN) == 1
    assert common(RAIN, DAM) == 0
    assert common(Said((), None, None), Said((), None, None)) == 0
    assert common(Said(((0, 10),), None, None), Said(((5, 10),), None, None)) == 0.5


def test_a_lesson_holds_what_the_shipped_weights_are_sure_of() -> None:
    found = lesson(EXAMPLE, load_model(), [])
    contents = {TEXT[a:b] for s in found["said"] for a, b in s["content"]}
    assert "rain fell on the town" in contents
    sure = {TEXT[a:b] for a, b in found["sure"]["statement"]}
    assert contents <= sure
    assert found["sure"]["statement"] == sorted(found["sure"]["statement"])


def test_what_a_rule_doubts_is_not_learned_as_outside() -> None:
    text = "The lake is deep and cold in the north."
    known = Example("dates_made", "1", text, False, {})
    free = lesson(known, load_model(), [])["sure"]["statement"]
    assert {text[a:b] for a, b in free} >= {"lake", "deep", "cold"}
    doubted = Said(((12, 25),), None, None)
    left = lesson(known, load_model(), [row(doubted, 0.3)])["sure"]["statement"]
    assert {text[a:b] for a, b in left} == {text[a:b] for a, b in free} - {"deep", "and", "cold"}


def test_a_head_is_taught_only_what_nobody_labelled() -> None:
    text = "The minister flew from Paris to Berlin on Tuesday."
    known = Example("statements_made", "1", text, False, {"statement": (), "timex": ()})
    found = lesson(known, load_model(), None)
    assert [text[a:b] for a, b, _ in found["spans"]["toponym"]] == ["Paris", "Berlin"]
    assert found["spans"].keys() == found["sure"].keys() == {"toponym"}
    sure = {text[a:b] for a, b in found["sure"]["toponym"]}
    assert {"minister", "flew", "Paris", "Berlin"} <= sure
    assert "said" not in found


def test_a_lesson_is_learned_where_it_is_sure_beside_the_labels() -> None:
    rows = [{"content": [[9, 30]], "cue": [4, 8], "source": None}]
    found = {
        "said": rows,
        "spans": {"toponym": [[26, 30, "toponym"]]},
        "sure": {"statement": [[0, 30]], "toponym": [[26, 30]]},
        "events": [[0, 31, "DISASTER", [14, 18]], [32, 61, "none", None]],
    }
    told = learn(EXAMPLE, found)
    assert told.said == (Said(((9, 30),), (4, 8), None),)
    assert told.spans == {
        "timex": (),
        "statement": ((4, 8, "cue"), (9, 30, "content")),
        "toponym": ((26, 30, "toponym"),),
        "event": ((14, 18, "DISASTER"),),
    }
    events = ((14, 18), (32, 61))  # the trigger, and the sentence without one
    assert told.sure == {"statement": ((0, 30),), "toponym": ((26, 30),), "event": events}


def test_what_labels_elsewhere_know_better_is_forgotten_and_nothing_else() -> None:
    said = (Said(((9, 18),), (4, 8), (0, 3)),)
    spans = {"statement": ((9, 18, "content"),), "toponym": ((0, 3, "toponym"),), "timex": ()}
    sure = {"statement": ((0, 18),), "toponym": ((0, 18),)}
    known = Example("made", "1", TEXT, False, spans, said, sure=sure)
    left = forget(known, ["statement"])
    assert (set(left.spans), set(left.sure), left.said) == ({"toponym", "timex"}, {"toponym"}, ())
    assert forget(known, ["toponym"]).said == said
    assert forget(known, []) == known


def test_labelled_statements_stay_where_a_lesson_has_none() -> None:
    known = Example("statements_made", "1", TEXT, False, {"statement": ()}, (RAIN,))
    told = learn(known, {"spans": {"timex": []}, "sure": {"timex": [[0, 3]]}, "events": []})
    assert told.said == (RAIN,)
    assert told.spans == {"statement": (), "timex": (), "event": ()}


def test_an_event_is_sure_where_pattern_and_head_agree_and_none_where_both_are_silent() -> None:
    loud = "Rebels attacked a convoy of the army near the town of Goma on Monday."
    quiet = [f"The lake of the {name} is deep and cold." for name in ("north", "south", "valley")]
    quiet += [f"The {name} has a red door and a low roof." for name in ("house", "mill", "barn")]
    text = " ".join([loud, *quiet])
    found = list(events(text, load_model()))
    assert [(text[a:b], kind) for a, b, kind, _ in found if kind != "none"] == [(loud, "ASSAULT")]
    ((start, end),) = [spot for *_, spot in found if spot is not None]
    assert text[start:end] == "attacked"
    silent = [text[a:b] for a, b, kind, _ in found if kind == "none"]
    assert silent
    assert set(silent) < set(quiet)
