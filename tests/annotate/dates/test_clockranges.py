"""Clocks side by side, and the days behind them."""

import pytest

from tests.annotate.dates.test_dates import read

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
