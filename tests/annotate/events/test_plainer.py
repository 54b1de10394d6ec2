"""What a pattern names better than the head, on readings written for the tests."""

import pytest

from tests.annotate.events.test_joined import happening, read


@pytest.mark.parametrize(
    ("text", "label", "trigger", "expected"),
    [
        ("Norway adopted new sanctions on Mali.", "YIELD", "adopted", "COERCE"),
        ("Norway adopted a new law on sleep.", "YIELD", "adopted", "OTHER"),
        ("Norway lifted its sanctions on Mali.", "YIELD", "lifted", "CONCEDE"),
        ("Pirates captured six sailors off Togo.", "ASSAULT", "captured", "COERCE"),
        ("Officers swarmed the mill.", "PROTEST", "swarmed", "COERCE"),
        ("The minister lost her post in Lima.", "ELECTION", "lost", "OTHER"),
        ("A gunboat sank the trawler.", "ACCIDENT", "sank", "ASSAULT"),
        ("A gunboat sank off Togo.", "ACCIDENT", "sank", "ACCIDENT"),
        ("Peru announced the expulsion of two envoys.", "COERCE", "expulsion", "SANCTION"),
        ("Peru announced the expulsion of two poets.", "COERCE", "expulsion", "COERCE"),
        ("Peru will expel two Cuban diplomats.", "COERCE", "expel", "SANCTION"),
        ("Guards shot rubber bullets at cooks in Lima.", "ASSAULT", "shot", "COERCE"),
        ("Togo held live-fire drills near Chad.", "COOPERATE", "drills", "MOBILIZE"),
        ("Togo held drills with Chad.", "COOPERATE", "drills", "COOPERATE"),
        ("Togo supplied drones to Chad.", "MOBILIZE", "supplied", "AID"),
        ("Togo sent frigates to Chad.", "MOBILIZE", "sent", "MOBILIZE"),
        ("The navy intercepted a dinghy off Togo.", "ASSAULT", "intercepted", "COERCE"),
        ("The navy intercepted a drone off Togo.", "ASSAULT", "intercepted", "ASSAULT"),
        ("Peru pledged $5 million to Chad.", "AID", "pledged", "AGREE"),
        ("Peru donated $5 million to Chad.", "AID", "donated", "AID"),
        ("Norway is tripling aid to Chad.", "SANCTION", "tripling", "AID"),
        ("Norway is tripling its garrison in Chad.", "MOBILIZE", "tripling", "MOBILIZE"),
    ],
)
def test_what_the_head_only_misnames_is_the_patterns(
    text: str, label: str, trigger: str, expected: str
) -> None:
    (found,) = read(text, happening(text, label, trigger))
    assert (found.event_type, found.trigger_text) == (expected, trigger)


def test_what_a_pattern_renames_keeps_the_patterns_sides() -> None:
    text = "The minister lost her post in Lima."
    (found,) = read(text, happening(text, "ELECTION", "lost", "minister"))
    assert (found.sources, [a.text for a in found.targets]) == ((), ["The minister"])


def test_what_the_head_hardly_names_lends_a_pattern_no_chance() -> None:
    text = "Norway adopted new sanctions on Mali."
    assert read(text, happening(text, "YIELD", "adopted", score=0.05)) == []
