"""Quarters, seasons, lengths and clock times that a newspaper's reader understands at once."""

import pytest

from tests.annotate.dates.test_dates import values


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        # seasons: winter's year is that of its December
        ("He came in the winter of 1994.", "the winter of 1994", "DATE", "1994-WI"),
        ("The town flooded last winter.", "last winter", "DATE", "2023-WI"),
        ("They will return next summer.", "next summer", "DATE", "2024-SU"),
        ("Wages rose this spring.", "this spring", "DATE", "2024-SP"),
        ("They will harvest in the autumn.", "the autumn", "DATE", "2024-FA"),
        # quarters: those that have ended, unless something is still to come
        ("Sales rose in the third quarter.", "the third quarter", "DATE", "2023-Q3"),
        ("Profit will rise in the third quarter.", "the third quarter", "DATE", "2024-Q3"),
        ("It fell in the first half of 2020.", "the first half of 2020", "DATE", "2020-H1"),
        (
            "It rose in this year's second quarter.",
            "this year's second quarter",
            "DATE",
            "2024-Q2",
        ),
        (
            "It rose in last year's second quarter.",
            "last year's second quarter",
            "DATE",
            "2023-Q2",
        ),
        ("It rose in the 1988 second quarter.", "the 1988 second quarter", "DATE", "1988-Q2"),
        ("It had lost money in the 1988 period.", "the 1988 period", "DATE", "1988"),
        ("It lost money in the year-ago quarter.", "the year-ago quarter", "DATE", "2023"),
        ("The fiscal year was good.", "The fiscal year", "DATE", "2024"),
        ("It rose in the fiscal first quarter.", "the fiscal first quarter", "DATE", "2024-Q1"),
        ("It rose in the latest quarter.", "the latest quarter", "DATE", "2024-Q1"),
        # weeks, weekends and what lies around a day
        ("He came on Friday last week.", "Friday last week", "DATE", "2024-05-10"),
        ("He will come on Tuesday next week.", "Tuesday next week", "DATE", "2024-05-21"),
        ("They played at the weekend.", "the weekend", "DATE", "2024-W19-WE"),
        ("They will play at the weekend.", "the weekend", "DATE", "2024-W20-WE"),
        ("Rain fell during the week.", "the week", "DATE", "2024-W20"),
        ("It began in the week of March 6.", "the week of March 6", "DATE", "2024-W10"),
        ("He left the day before yesterday.", "day before yesterday", "DATE", "2024-05-15"),
        ("He will go the day after tomorrow.", "day after tomorrow", "DATE", "2024-05-19"),
        ("The vote came two weeks after May 3.", "two weeks after May 3", "DATE", "2024-W20"),
        (
            "It came the day before last Tuesday.",
            "the day before last Tuesday",
            "DATE",
            "2024-05-13",
        ),
        # counted back; what nobody counts stays open
        ("He left three decades ago.", "three decades ago", "DATE", "1994"),
        ("It was built a century ago.", "a century ago", "DATE", "1924"),
        ("It was two hundred years ago.", "two hundred years ago", "DATE", "1824"),
        ("It was 1,200 years ago.", "1,200 years ago", "DATE", "0824"),
        ("He left five hours ago.", "five hours ago", "TIME", "2024-05-17TXX:XX"),
        ("He left a few days ago.", "a few days ago", "DATE", "PAST_REF"),
        ("Rain is due in the coming days.", "the coming days", "DATE", "FUTURE_REF"),
        ("These days nobody writes.", "These days", "DATE", "PRESENT_REF"),
        ("It was so in the past.", "the past", "DATE", "PAST_REF"),
        # ends, middles, years in words
        ("He will retire at year-end.", "year-end", "DATE", "2024-12-31"),
        ("Growth slowed by mid-year.", "mid-year", "DATE", "2024-06"),
        ("Pay is due at the end of the month.", "the end of the month", "DATE", "2024-05"),
        (
            "It began at the beginning of this week.",
            "the beginning of this week",
            "DATE",
            "2024-W20",
        ),
        ("He spoke on the 5th of March.", "the 5th of March", "DATE", "2024-03-05"),
        ("The law of nineteen eighty-four stands.", "nineteen eighty-four", "DATE", "1984"),
        ("The band of the '80s came back.", "the '80s", "DATE", "198"),
        ("The band of the nineties came back.", "the nineties", "DATE", "199"),
        # feasts
        ("They met at Christmas.", "Christmas", "DATE", "2023-12-25"),
        ("They met last Easter.", "last Easter", "DATE", "2024-03-31"),
        ("They meet next Easter.", "next Easter", "DATE", "2025-04-20"),
        ("They met on Thanksgiving 2021.", "Thanksgiving 2021", "DATE", "2021-11-25"),
        # lengths and repetitions
        ("Prices doubled over the past decade.", "the past decade", "DURATION", "P10Y"),
        ("It took two and a half hours.", "two and a half hours", "DURATION", "PT2H30M"),
        ("It took 1 1/2 years.", "1 1/2 years", "DURATION", "P1Y6M"),
        ("It lasted two to three weeks.", "two to three weeks", "DURATION", "P2W"),
        ("It rained for the past 24 hours.", "the past 24 hours", "DURATION", "PT24H"),
        ("He stays for the next two weeks.", "the next two weeks", "DURATION", "P2W"),
        (
            "It took three thousand two hundred days.",
            "three thousand two hundred days",
            "DURATION",
            "P3200D",
        ),
        ("They meet every two years.", "every two years", "SET", "P2Y"),
        ("They meet every other week.", "every other week", "SET", "P2W"),
        ("They play on Tuesday nights.", "Tuesday nights", "SET", "XXXX-WXX-2TNI"),
        ("They play every weekend.", "every weekend", "SET", "XXXX-WXX-WE"),
        # clocks
        ("The ship left at noon on May 3.", "noon on May 3", "TIME", "2024-05-03T12:00"),
        ("It left at 10 p.m. on May 3.", "10 p.m. on May 3", "TIME", "2024-05-03T22:00"),
        ("It left at noon Saturday.", "noon Saturday", "TIME", "2024-05-11T12:00"),
        ("It left at 12 a.m. Monday.", "12 a.m. Monday", "TIME", "2024-05-13T00:00"),
    ],
)
def test_expression_has_its_timex_value(text: str, words: str, type_: str, value: str) -> None:
    assert (words, type_, value) in values(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He came last winter.", "XXXX-WI"),
        ("He came on Friday last week.", "XXXX-WXX-5"),
        ("He left two days ago.", "XXXX-XX-XX"),
        ("It comes this weekend.", "XXXX-WXX-WE"),
        ("It closed in the third quarter.", "XXXX-Q3"),
        ("It closed in the latest quarter.", "XXXX-QX"),
        ("It closed at the end of the month.", "XXXX-XX"),
        ("It closed in the week of March 6.", "XXXX-WXX"),
        ("They came last night.", "XXXX-XX-XXTNI"),
        ("It happens tonight.", "XXXX-XX-XXTNI"),
        ("They met at Christmas.", "XXXX-12-25"),
        ("Growth slowed by mid-year.", "XXXX-06"),
        ("He came at noon.", "XXXX-XX-XXT12:00"),
    ],
)
def test_without_an_article_date_only_what_the_words_say_is_known(text: str, value: str) -> None:
    assert [found for _, _, found in values(text, None)] == [value]


def test_the_year_earlier_period_is_that_of_the_quarter_spoken_of() -> None:
    text = "The firm lost money in the third quarter and in the year-earlier period."
    assert [value for _, _, value in values(text)] == ["2023-Q3", "2022-Q3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was soon released.", []),
        ("The trickle soon became a flood.", []),
        ("The firm will soon sell its trucks.", ["soon"]),
        ("She said the bridge would soon reopen.", ["soon"]),
    ],
)
def test_soon_of_the_past_has_no_time(text: str, found: list[str]) -> None:
    assert [words for words, _, _ in values(text)] == found


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        ("Over the past day three drones were shot down.", "the past day", "DURATION", "P1D"),
        ("Talks are planned in the fortnight ahead.", "the fortnight ahead", "DURATION", "P2W"),
        ("More rain is due in the week ahead.", "the week ahead", "DATE", "2024-W21"),
    ],
)
def test_day_past_and_week_ahead_are_read(text: str, words: str, type_: str, value: str) -> None:
    assert values(text) == [(words, type_, value)]


def test_nothing_lies_ahead_of_a_thing() -> None:
    assert values("The month ahead of the vote was calm.") == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("A few days later she resigned.", "A few days later", "PAST_REF"),
        ("A few days later she will resign.", "A few days later", "FUTURE_REF"),
        ("Shares have risen since year-end.", "year-end", "2023-12-31"),
        ("Shares will rise before year-end.", "year-end", "2024-12-31"),
    ],
)
def test_open_time_looks_where_its_clause_does(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Orders fell in the final quarter of 2022.", "the final quarter of 2022", "2022-Q4"),
        ("It fell in the last quarter of last year.", "the last quarter of last year", "2023-Q4"),
        ("Orders fell in the last quarter of the year.", "the last quarter of the year", "2023-Q4"),
        ("It will end in the last quarter of the year.", "the last quarter of the year", "2024-Q4"),
        ("It shut by the end of the third quarter.", "the end of the third quarter", "2023-Q3"),
        ("They left at the start of the second quarter of 2020.",
         "the start of the second quarter of 2020", "2020-Q2"),
    ],
)  # fmt: skip
def test_last_quarter_is_the_fourth(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, "DATE", value)]


def test_last_quarter_of_no_year_has_no_date() -> None:
    assert values("Trade grew in the last quarter of the century.") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The store shuts two weeks from Saturday.", [("two weeks from Saturday", "2024-06-01")]),
        ("Her trial starts a week from tomorrow.", [("a week from tomorrow", "2024-05-25")]),
        ("Rovers are away a week on Saturday.", [("a week on Saturday", "2024-05-25")]),
        ("It is open six days a week from Monday.",
         [("six days", "P6D"), ("a week", "P1W"), ("Monday", "2024-05-20")]),
        ("They were away for a week from Monday.", [("a week", "P1W"), ("Monday", "2024-05-13")]),
    ],
)  # fmt: skip
def test_week_from_a_day_is_a_day(text: str, found: list[tuple[str, str]]) -> None:
    assert [(words, value) for words, _, value in values(text)] == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Talks were held in the week beginning May 6.", "the week beginning May 6"),
        ("Orders rose in the final three months.", "the final three months"),
        ("The planet formed several billion years ago.", "several billion years ago"),
    ],
)
def test_article_and_final_belong_to_a_time(text: str, words: str) -> None:
    assert [found for found, _, _ in values(text)] == [words]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("This fall a school is coming to the town.", "2024-03-24", "2024-FA"),
        ("They will marry this spring.", "2024-12-10", "2025-SP"),
        ("They married this spring.", "2024-12-10", "2024-SP"),
        ("It has been cold this winter.", "2024-04-10", "2023-WI"),
        ("Both shops open in the late spring or early summer of 2025.", "2024-03-24", "2025-SP"),
    ],
)
def test_this_season_is_of_the_year(text: str, published: str, value: str) -> None:
    assert values(text, published)[0][2] == value
