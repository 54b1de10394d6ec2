"""Tests of flows/train/teach.py: what model and rules are sure of is learned, the rest open."""

from typing import Any

import pytest

from flows.annotate.model import load_model
from flows.paths import SEEDS
from flows.train.gold import Example, Said
from flows.train.teach import agree, common, learn, lesson, read_triggers, stem, without_events

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
    sure = {TEXT[a:b] for a, b in found["sure"]}
    assert contents <= sure
    assert found["sure"] == sorted(found["sure"])


def test_what_a_rule_doubts_is_not_learned_as_outside() -> None:
    text = "The lake is deep and cold in the north."
    known = Example("dates_made", "1", text, False, {})
    free = lesson(known, load_model(), [])["sure"]
    assert {text[a:b] for a, b in free} >= {"lake", "deep", "cold"}
    doubted = Said(((12, 25),), None, None)
    left = lesson(known, load_model(), [row(doubted, 0.3)])["sure"]
    assert {text[a:b] for a, b in left} == {text[a:b] for a, b in free} - {"deep", "and", "cold"}


def test_a_lesson_is_learned_with_less_weight_and_only_where_it_is_sure() -> None:
    rows = [{"content": [[9, 30]], "cue": [4, 8], "source": None}]
    told = learn(EXAMPLE, {"said": rows, "sure": [[0, 30]]})
    assert told.said == (Said(((9, 30),), (4, 8), None),)
    assert told.spans == {"timex": (), "statement": ((4, 8, "cue"), (9, 30, "content"))}
    assert told.sure == ((0, 30),)
    assert told.weight < EXAMPLE.weight


def test_sentences_without_a_trigger_word_tell_of_no_event() -> None:
    quiet = "The lake of the north is deep and cold."
    loud = "Rebels attacked a convoy of the army there."
    text = f"{quiet} {loud}\nIt is deep.\n{quiet}"
    triggers = read_triggers(SEEDS)
    told = without_events(Example("dates_made", "1", text, False, {}), triggers)
    assert [text[a:b].strip() for a, b, _ in told.events] == [quiet, quiet]
    assert {kind for *_, kind in told.events} == {"none"}


def test_forms_of_one_word_have_one_stem() -> None:
    assert {stem(word) for word in ("attack", "attacks", "attacked", "attacking")} == {"attack"}
    assert stem("used") == "used"
    assert {"attack", "captur"} <= read_triggers(SEEDS)
