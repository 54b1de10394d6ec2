"""Clocks side by side, and the days behind them."""

import pytest

from tests.annotate.dates.test_dates import read, values

SUNDAY = "2024-12-15"


def spans(text: str, published: str = SUNDAY) -> list[tuple[str, str]]:
    """Return value and days of each date, in December: "20T21:00" and "20-23"."""
    return [
        (m.value[8:], f"{m.date_start.day}-{m.date_end.day}" if m.date_start and m.date_end else "")
        for m in read(text, published)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The lock will close from 7:30 a.m. to 3 p.m. daily Monday through Wednesday.",
            [("16T07:30", "16-18"), ("16T15:00", "16-18"), ("", ""), ("16", "16-18"),
             ("18", "16-18")],
        ),
        (
            "The tunnel will be shut from 9 p.m. Friday to 5 a.m. Monday.",
            [("20T21:00", "20-23"), ("23T05:00", "20-23")],
        ),
        (
            "The office opens between 8am and 4pm, Monday to Friday.",
            [("16T08:00", "16-20"), ("16T16:00", "16-20"), ("20", "16-20")],
        ),
        ("The fair runs Friday to Sunday.", [("20", "20-22"), ("22", "20-22")]),
        ("The fair will run Friday-Sunday.", [("20", "20-22"), ("22", "20-22")]),
        # what is moved from one day to another fills none between
        ("They will switch Monday to Friday.", [("16", "16-16"), ("20", "20-20")]),
        ("It was moved from Monday to Friday.", [("16", "16-16"), ("20", "20-20")]),
    ],
)  # fmt: skip
def test_a_run_of_days_with_clocks_has_all_its_days(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert spans(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It will run from 9 p.m. to 5 a.m. Monday.",
         [("15T21:00", "15-16"), ("16T05:00", "15-16")]),
        ("They met from 9 p.m. Friday to 5 a.m.", [("13T21:00", "13-14"), ("14T05:00", "13-14")]),
        ("It will run from 5 a.m. to 9 a.m. Monday.",
         [("16T05:00", "16-16"), ("16T09:00", "16-16")]),
        ("They met from 9 p.m. to 5 a.m.", [("15T21:00", "15-15"), ("15T05:00", "15-15")]),
    ],
)  # fmt: skip
def test_no_stretch_ends_before_it_starts(text: str, found: list[tuple[str, str]]) -> None:
    assert spans(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bank is open 9 a.m. to 5 p.m. weekdays.", "XXXX-XX-XXT09:00"),
        ("The gates open at 8 a.m. daily.", "XXXX-XX-XXT08:00"),
        ("They close at 9 p.m. every Friday.", "XXXX-XX-XXT21:00"),
        ("They closed at 9 p.m. Every Friday is busy.", "2024-12-15T21:00"),
        ("They closed at 9 p.m. on Friday.", "2024-12-13T21:00"),
    ],
)
def test_a_clock_of_a_habit_is_of_no_one_day(text: str, value: str) -> None:
    assert read(text, SUNDAY)[0].value == value


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("The fair runs from 10am to 4pm on Sunday, May 26.",
         ["2024-05-26T10:00", "2024-05-26T16:00"]),
        ("They met from 10am to 4pm on May 4.", ["2024-05-04T10:00", "2024-05-04T16:00"]),
        ("The road is shut from 9am to June 4.", ["2024-05-17T09:00"]),
    ],
)  # fmt: skip
def test_date_behind_two_clocks_is_of_both(text: str, clocks: list[str]) -> None:
    assert [value for _, type_, value in values(text) if type_ == "TIME"] == clocks


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("A market is held Thursdays from 3 to 7 p.m.", ["XXXX-XX-XXT19:00"]),
        ("A market is held 3-7 p.m. Thursdays.", ["XXXX-XX-XXT19:00"]),
        ("It opens Saturdays at 9 a.m. until 1 p.m.", ["XXXX-XX-XXT09:00", "XXXX-XX-XXT13:00"]),
        ("They meet on the first Monday of the month at 7.30 pm.", ["XXXX-XX-XXT19:30"]),
        ("He works Mondays. At 9 a.m. he fell.", ["2024-05-17T09:00"]),
    ],
)
def test_clock_of_a_habit_has_no_day(text: str, clocks: list[str]) -> None:
    assert [value for _, type_, value in values(text) if type_ == "TIME"] == clocks


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They meet on the first Monday of the month.", "the first Monday of the month", "P1M"),
        ("They met on the first Monday of the month.", "the first Monday of the month",
         "2024-05-06"),
        ("They meet on the first and third Monday of each month.",
         "the first and third Monday of each month", "P1M"),
    ],
)  # fmt: skip
def test_weekday_of_the_month_is_a_habit_but_of_the_past(text: str, words: str, value: str) -> None:
    assert [(found, val) for found, _, val in values(text)] == [(words, value)]


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("Supper is at 4:30-7:30 p.m. Thursday, June 6.", ["2024-06-06T16:30", "2024-06-06T19:30"]),
        ("Tryouts run from 3:15 to 5:15 p.m. Monday.", ["2024-05-20T15:15", "2024-05-20T17:15"]),
        ("Tryouts run from 11:30 to 1:30 p.m. Monday.", ["2024-05-20T11:30", "2024-05-20T13:30"]),
        ("He landed at 3 p.m. Monday and spoke an hour later.",
         ["2024-05-13T15:00", "2024-05-13TXX:XX"]),
    ],
)  # fmt: skip
def test_clock_takes_the_half_of_the_day_from_the_next(text: str, clocks: list[str]) -> None:
    assert [value for _, type_, value in values(text) if type_ == "TIME"] == clocks


def test_clocks_joined_by_a_dash_have_the_days_behind_them() -> None:
    found = [
        m for m in read("The shop is open 10 a.m.-4 p.m. Monday-Saturday.") if m.type == "TIME"
    ]
    assert {(str(m.date_start), str(m.date_end)) for m in found} == {("2024-05-20", "2024-05-25")}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Polls shut at 8 p.m. on Election Day 2020.", "8 p.m. on Election Day 2020",
         "2020-11-03T20:00"),
        ("The office will shut at noon Christmas Eve.", "noon Christmas Eve", "2024-12-24T12:00"),
        ("The show starts at dusk July 4.", "dusk July 4", "2024-07-04TEV"),
    ],
)  # fmt: skip
def test_clock_of_a_feast_is_one_time(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, "TIME", value)]
