"""Tests of flows/annotate/gazetteer/offices.py: offices of states beside names of places."""

import pytest

from flows.annotate.gazetteer.offices import is_ruled, ruled_kinds


@pytest.mark.parametrize(
    ("name", "after", "expected"),
    [
        ("Virginia", " Gov. Lena Ortiz signed.", True),
        ("Jordan", "'s king came.", True),
        ("Jordan", "’s foreign minister came.", True),
        ("Virginia", "'s brother came.", False),
        ("Virginia", " told officials.", False),
    ],
)
def test_an_office_tells_a_state(name: str, after: str, expected: bool) -> None:
    assert is_ruled(name + after, len(name)) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", " Governor Ann Lee spoke.", {"admin1"}),
        ("The governor of the ", " spoke.", {"admin1"}),
        ("", "'s prime minister spoke.", {"country"}),
        ("The mayor of ", " spoke.", {"city", "admin2"}),
        ("The rain in ", " stopped.", set()),
    ],
)
def test_an_office_tells_the_kind_of_its_place(before: str, after: str, expected: set[str]) -> None:
    text = before + "Kano" + after
    assert ruled_kinds(text, len(before), len(before) + 4) == expected
