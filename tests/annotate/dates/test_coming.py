"""Tests of flows/annotate/dates/coming.py: what leans on the days to come that a text names."""

import pytest

from tests.annotate.dates.test_dates import values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The meeting is on Tuesday. Doors open at 6:30 p.m.", "2024-05-21T18:30"),
        ("The panel votes on June 4.\n\nIts hearing will begin at 7 p.m.", "2024-06-04T19:00"),
        ("The strike starts on Monday, the union said on Friday. Pickets will go up at 7 a.m.",
         "2024-05-20T07:00"),
        ("The trial opens on Monday. Police were called at 9 p.m.", "2024-05-17T21:00"),
        ("The trial opens on Monday.\n\nIt may rain.\n\nShops will close at 9 p.m.",
         "2024-05-17T21:00"),
        ("The club has set its forum for April 29 (7 p.m.) at the hall.", "2024-04-29T19:00"),
        ("A choir will sing on the morning of June 10, followed by a lunch at 1:30 p.m.",
         "2024-06-10T13:30"),
        ("The council met on Tuesday. It adjourned at 9 p.m.", "2024-05-14T21:00"),
    ],
)  # fmt: skip
def test_clock_of_what_is_to_come_is_of_the_day_named_before(text: str, found: str) -> None:
    assert values(text)[-1][2] == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The fair runs on Saturday and Sunday.", ["2024-05-18", "2024-05-19"]),
        ("The fair opens Friday, Saturday and Sunday.",
         ["2024-05-17", "2024-05-18", "2024-05-19"]),
        ("The fair opens on Thursday and runs through Sunday.", ["2024-05-23", "2024-05-26"]),
        ("They met on Saturday and Sunday.", ["2024-05-11", "2024-05-12"]),
        ("They will meet on Monday, and Wednesday's talks failed.", ["2024-05-20", "2024-05-15"]),
    ],
)  # fmt: skip
def test_weekday_joined_to_one_to_come_comes_after_it(text: str, days: list[str]) -> None:
    assert [value for _, _, value in values(text)] == days


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Voters go to the polls on Sunday. The party urged a boycott of Sunday's vote.",
         "2024-05-19"),
        ("A fire broke out on Sunday. They will meet on Sunday after Sunday's blaze.",
         "2024-05-12"),
        ("The band plays on Wednesday. Tickets for the Wednesday show are $9.", "2024-05-22"),
        ("The party urged a boycott of Sunday's march.", "2024-05-12"),
        ("They vote on June 9. The party defended Sunday's march.", "2024-05-12"),
    ],
)  # fmt: skip
def test_weekday_of_a_thing_is_the_one_that_was_set(text: str, value: str) -> None:
    assert values(text)[-1][2] == value
