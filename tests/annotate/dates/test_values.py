"""What time expressions come to: words, and what they lean on, go in; type and value come out."""

from dataclasses import replace
from datetime import date

import pytest

from flows.annotate.dates.context import Context
from flows.annotate.dates.dates import normalise_date
from flows.annotate.dates.values import HANDLERS
from flows.annotate.lexicon import read_rows

FRIDAY = Context(date(2024, 5, 17))
NO_DAY = Context()
AHEAD, BACK = replace(FRIDAY, direction=1), replace(FRIDAY, direction=-1)
EARLIER = replace(FRIDAY, reference="2020-03-03")  # a Tuesday
RESULTS = replace(FRIDAY, quarter="2023-Q3")
JANUARY = Context(date(2024, 1, 5))


def value(words: str, context: Context = FRIDAY) -> str | None:
    """Return a date's value alone, any other with its type."""
    found = normalise_date(words, context)
    if found is None:
        return None
    return found.value if found.type == "DATE" else f"{found.type} {found.value}"


def held(rows: str) -> list[tuple[str, str]]:
    """Return words and value of each line."""
    pairs = (line.rsplit(maxsplit=1) for line in rows.strip().splitlines())
    return [(words.strip(), value.replace(":", " ", 1)) for words, value in pairs]


CALENDAR = """
2024-05-03                              2024-05-03
5/3/2024                                2024-05-03
25/3/2024                               2024-03-25
5/3/99                                  1999-05-03
5/3/12                                  2012-05-03
Dec. 26 in 2004                         2004-12-26
May 3 of 2007                           2007-05-03
the fourteenth of May                   2024-05-14
the 3rd of June                         2024-06-03
May 3-5                                 2024-05-03
3 to 5 June                             2024-06-03
May 5-3                                 2024-05-05
3 and 10 June                           2024-06-10
between March and                       2024-03
early May 2024                          2024-05
January nineteen ninety-seven           1997-01
June last year                          2023-06
June next year                          2025-06
June this year                          2024-06
September                               2024-09
last April                              2024-04
last September                          2023-09
this March                              2024-03
next March                              2025-03
next September                          2024-09
fiscal 1989                             1989
the second half of 2022                 2022-H2
the first half of 1990                  1990-H1
nineteen ninety-six                     1996
the year two thousand and one           2001
the year nineteen hundred and five      1905
1985-1990                               1985
1985-87                                 1985
the early 1990s                         199
the '80s                                198
the '00s                                200
the nineties                            199
the late 1800s                          180
the 20th century                        19
"""
HOLIDAYS = """
Christmas                               2023-12-25
last Christmas                          2023-12-25
next Christmas                          2024-12-25
Christmas 2020                          2020-12-25
Easter Monday                           2024-04-01
last Easter                             2024-03-31
next Easter                             2025-04-20
Good Friday 2023                        2023-04-07
Thanksgiving                            2023-11-23
Labor Day                               2024-09-02
Election Day                            2024-11-05
Ramadan                                 XXXX
Ramadan 2020                            2020
"""
QUARTERS = """
the winter of 1994                      1994-WI
spring 2020                             2020-SP
the fall of nineteen ninety-four        1994-FA
last winter                             2023-WI
this winter                             2023-WI
this summer                             2024-SU
the spring                              2024-SP
next fall                               2024-FA
third-quarter                           2023-Q3
the first half of 2020                  2020-H1
this year's second quarter              2024-Q2
the fourth quarter of last year         2023-Q4
the next quarter                        2024-Q3
the 1988 second quarter                 1988-Q2
last year's quarter                     2023-QX
the 1988 period                         1988
the year-ago quarter                    2023
year-earlier                            2023
the year-earlier third quarter          2022-Q3
the fiscal year                         2024
next fiscal year                        2025
the fiscal first quarter                2024-Q1
the quarter                             2024-Q1
the latest quarter                      2024-Q1
during the quarter                      2024-Q1
"""
RELATIVE = """
Friday                                  2024-05-17
Saturday                                2024-05-11
last Friday                             2024-05-10
next Monday                             2024-05-20
next Sunday                             2024-05-26
this coming Sunday                      2024-05-19
coming Friday                           2024-05-24
Friday last week                        2024-05-10
Tuesday next week                       2024-05-21
last week Sunday                        2024-05-12
last week on Tuesday                    2024-05-07
next week Monday                        2024-05-20
Monday this week                        2024-05-13
today                                   2024-05-17
tomorrow                                2024-05-18
the day after tomorrow                  2024-05-19
last year                               2023
this week                               2024-W20
this coming week                        2024-W21
next weekend                            2024-W21-WE
Labor Day weekend 2022                  2022-W35-WE
the January-March quarter               2024-Q1
the July-September period of 2021       2021-Q3
the April-May period of 2021            2021-04
the weekend                             2024-W19-WE
during the week                         2024-W20
for the year                            2024
the last century                        19
two years ago                           2022
a week earlier                          2024-W19
three days later                        2024-05-20
a fortnight ago                         2024-W18
six months from now                     2024-11
ten decades ago                         1924
two centuries ago                       1824
a few days ago                          PAST_REF
a generation ago                        PAST_REF
the day before last Tuesday             2024-05-13
two weeks after May 3                   2024-W20
ten years after May 3, 2001             2011
the coming days                         FUTURE_REF
recently                                PAST_REF
these days                              PRESENT_REF
the future                              FUTURE_REF
year-end                                2024-12-31
mid-year                                2024-06
year-end 2021                           2021-12-31
the end of the month                    2024-05
the end of last quarter                 2024-Q1
the end of the winter                   2023-WI
the end of the second quarter           2024-Q2
the week of March 6                     2024-W10
the week of Monday                      2024-W20
"""
CLOCK = """
tonight                                 TIME:2024-05-17TNI
overnight                               TIME:2024-05-16TNI
Friday morning                          TIME:2024-05-17TMO
yesterday afternoon                     TIME:2024-05-16TAF
the next morning                        TIME:2024-05-18TMO
last evening                            TIME:2024-05-16TEV
noon Saturday                           TIME:2024-05-11T12:00
midnight on Friday                      TIME:2024-05-17T24:00
10 p.m. Wednesday                       TIME:2024-05-15T22:00
three p.m. yesterday                    TIME:2024-05-16T15:00
12 a.m. Monday                          TIME:2024-05-13T00:00
12:30 p.m.                              TIME:2024-05-17T12:30
10:30:15 p.m.                           TIME:2024-05-17T22:30
May 3 at noon                           TIME:2024-05-03T12:00
0900 GMT                                TIME:2024-05-17T09:00
4.20pm yesterday                        TIME:2024-05-16T16:20
10.30 a.m.                              TIME:2024-05-17T10:30
two hours ago                           TIME:2024-05-17TXX:XX
"""
LENGTHS = """
half an hour                            DURATION:PT30M
an hour and a half                      DURATION:PT1H30M
five minutes and a half                 DURATION:PT5M30S
a year and a half                       DURATION:P1Y6M
3 1/2 years                             DURATION:P3Y6M
2½ hours                                              DURATION:PT2H30M
half a century                          DURATION:P50Y
a fortnight                             DURATION:P2W
two fortnights                          DURATION:P4W
ten to twelve years                     DURATION:P10Y
five or six days                        DURATION:P5D
a couple of years                       DURATION:P2Y
a hundred days                          DURATION:P100D
two thousand five hundred days          DURATION:P2500D
2,500 years                             DURATION:P2500Y
weeks                                   DURATION:PXW
decades                                 DURATION:PXY
centuries                               DURATION:PXC
a month or two                          DURATION:P1M
recent years                            DURATION:PXY
the past few years                      DURATION:PXY
the past decade                         DURATION:P10Y
the first three months                  DURATION:P3M
every winter                            SET:XXXX-WI
every Sunday                            SET:XXXX-WXX-7
Tuesday nights                          SET:XXXX-WXX-2TNI
every morning                           SET:XXXX-XX-XXTMO
every weekend                           SET:XXXX-WXX-WE
every other week                        SET:P2W
every four hours                        SET:PT4H
each quarter                            SET:P1Q
daily                                   SET:P1D
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        row
        for rows in (CALENDAR, HOLIDAYS, QUARTERS, RELATIVE, CLOCK, LENGTHS)
        for row in held(rows)
    ],
)
def test_words_come_to_their_value_in_an_article_of_a_friday(words: str, expected: str) -> None:
    assert value(words) == expected


@pytest.mark.parametrize(
    ("words", "ahead", "back"),
    [
        ("June", "2024-06", "2023-06"),
        ("February", "2025-02", "2024-02"),
        ("Monday", "2024-05-20", "2024-05-13"),
        ("Friday", "2024-05-17", "2024-05-17"),
        ("the winter", "2024-WI", "2023-WI"),
        ("the spring", "2024-SP", "2024-SP"),
        ("December 30", "2024-12-30", "2023-12-30"),
        ("May 3", "2024-05-03", "2024-05-03"),
        ("the weekend", "2024-W20-WE", "2024-W19-WE"),
        ("the first quarter", "2024-Q1", "2024-Q1"),
        ("the third quarter", "2024-Q3", "2023-Q3"),
        ("Christmas", "2024-12-25", "2023-12-25"),
        ("New Year's Day", "2025-01-01", "2024-01-01"),
    ],
)
def test_the_side_of_the_clause_chooses_among_the_nearest(
    words: str, ahead: str, back: str
) -> None:
    assert (value(words, AHEAD), value(words, BACK)) == (ahead, back)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two days later", "2020-03-05"),
        ("a month earlier", "2020-02"),
        ("the same week", "2020-W10"),
        ("that year", "2020"),
        ("the following month", "2020-04"),
        ("the following Tuesday", "2020-03-10"),
        ("the previous Tuesday", "2020-02-25"),
        ("the previous evening", "TIME 2020-03-02TEV"),
        ("that morning", "TIME 2020-03-03TMO"),
        ("two years ago", "2022"),
        ("last Tuesday", "2024-05-14"),
    ],
)
def test_words_that_point_back_count_from_the_date_named_before(words: str, expected: str) -> None:
    assert value(words, EARLIER) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a year ago", "2022-Q3"),
        ("a year earlier", "2022-Q3"),
        ("two years ago", "2022"),
        ("year-earlier", "2022-Q3"),
        ("the year-ago quarter", "2022-Q3"),
        ("the quarter", "2023-Q3"),
        ("the latest quarter", "2023-Q3"),
        ("last year's quarter", "2023-Q3"),
        ("the 1988 period", "1988-Q3"),
    ],
)
def test_a_report_on_a_quarter_speaks_of_that_quarter(words: str, expected: str) -> None:
    assert value(words, RESULTS) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("yesterday", "XXXX-XX-XX"),
        ("Friday", "XXXX-WXX-5"),
        ("Friday last week", "XXXX-WXX-5"),
        ("tonight", "TIME XXXX-XX-XXTNI"),
        ("last night", "TIME XXXX-XX-XXTNI"),
        ("10 p.m. Wednesday", "TIME XXXX-WXX-3T22:00"),
        ("two hours ago", "TIME XXXX-XX-XXTXX:XX"),
        ("last year", "XXXX"),
        ("during the week", "XXXX-WXX"),
        ("the weekend", "XXXX-WXX-WE"),
        ("last winter", "XXXX-WI"),
        ("the third quarter", "XXXX-Q3"),
        ("last year's quarter", "XXXX-QX"),
        ("the quarter", "XXXX-QX"),
        ("year-earlier", "XXXX"),
        ("the fiscal year", "XXXX"),
        ("three days later", "XXXX-XX-XX"),
        ("year-end", "XXXX-12-31"),
        ("the end of the month", "XXXX-XX"),
        ("the week of Monday", "XXXX-WXX"),
        ("May 3", "XXXX-05-03"),
        ("May 3-5", "XXXX-05-03"),
        ("June last year", "XXXX-06"),
        ("June", "XXXX-06"),
        ("Christmas", "XXXX-12-25"),
        ("Easter", "XXXX-XX-XX"),
        ("the past decade", "DURATION P10Y"),
        ("the day before last Tuesday", None),
    ],
)
def test_what_leans_on_a_day_that_nobody_knows_stays_open(words: str, expected: str | None) -> None:
    found = normalise_date(words, NO_DAY)
    assert value(words, NO_DAY) == expected
    assert found is None or found.days is None


@pytest.mark.parametrize(
    "words",
    [
        "2024-02-30",
        "the fifth quarter",
        "the third half",
        "the third day",
        "the year three thousand",
        "80s",
        "nineties",
        "25:00 GMT",
        "2561 GMT",
        "a quarter",
        "three-quarters",
        "the end of the day",
        "during the day",
        "a 10-year-old",
    ],
)
def test_what_no_calendar_and_no_clock_has_is_no_date(words: str) -> None:
    assert value(words) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("May 3-5", date(2024, 5, 3), date(2024, 5, 5)),
        ("May 3-5, 2019", date(2019, 5, 3), date(2019, 5, 5)),
        ("between 3 and 5 May", date(2024, 5, 3), date(2024, 5, 5)),
        ("between May 3 and 5", date(2024, 5, 3), date(2024, 5, 5)),
        ("3 or 4 May", date(2024, 5, 3), date(2024, 5, 4)),
        ("1985-1990", date(1985, 1, 1), date(1990, 12, 31)),
        ("1985-87", date(1985, 1, 1), date(1987, 12, 31)),
        ("2019-20", date(2019, 1, 1), date(2020, 12, 31)),
        ("the past 24 hours", date(2024, 5, 16), date(2024, 5, 17)),
        ("the last 48 hours", date(2024, 5, 15), date(2024, 5, 17)),
        ("the last six hours", date(2024, 5, 16), date(2024, 5, 17)),
        ("the past 30 minutes", date(2024, 5, 17), date(2024, 5, 17)),
        ("the next two weeks", date(2024, 5, 17), date(2024, 5, 31)),
        ("the coming six months", date(2024, 5, 17), date(2024, 11, 17)),
        ("the past decade", date(2014, 5, 17), date(2024, 5, 17)),
        ("the last two centuries", date(1824, 5, 17), date(2024, 5, 17)),
        ("last night", date(2024, 5, 16), date(2024, 5, 17)),
        ("tonight", date(2024, 5, 17), date(2024, 5, 18)),
    ],
)
def test_a_stretch_has_its_first_and_its_last_day(words: str, first: date, last: date) -> None:
    found = normalise_date(words, FRIDAY)
    assert found is not None and found.days == (first, last)


@pytest.mark.parametrize("words", ["May 5-3", "May 3-3", "1990-85", "1985-5", "1985-2500", "1995"])
def test_a_stretch_never_ends_before_it_begins(words: str) -> None:
    found = normalise_date(words, FRIDAY)
    assert found is not None and found.days is None


def test_a_winter_is_that_of_its_december() -> None:
    winters = [value(f"{which} winter", JANUARY) for which in ("last", "this", "next", "the")]
    assert winters == ["2022-WI", "2023-WI", "2024-WI", "2023-WI"]
    assert value("the winter", replace(JANUARY, direction=1)) == "2023-WI"


def test_a_leap_day_is_that_of_the_nearest_leap_year_or_none() -> None:
    assert value("February 29", Context(date(2023, 5, 18))) == "2024-02-29"
    assert value("February 29", Context(date(2022, 5, 18))) is None


def test_a_quarter_far_behind_is_next_years_where_the_clause_looks_ahead() -> None:
    november = Context(date(2024, 11, 18))
    assert value("the first quarter", november) == "2024-Q1"
    assert value("the first quarter", replace(november, direction=1)) == "2025-Q1"


def test_counting_stops_at_the_ends_of_the_calendar() -> None:
    assert value("tomorrow", Context(date(9999, 12, 31))) is None
    assert value("next year", Context(date(9999, 1, 3))) == "9999"
    assert value("last year", Context(date(1, 1, 3))) == "0001"


def test_the_basis_says_what_a_value_leans_on() -> None:
    words = ("May 3, 2021", "May 3", "June 2021", "last year", "1989", "a week", "recently")
    bases = [found.basis for each in words if (found := normalise_date(each, FRIDAY))]
    assert bases == ["explicit", "relative", "explicit", "relative", "explicit", "none", "none"]


def test_every_rule_of_the_grammar_has_a_reader_and_every_reader_a_rule() -> None:
    rules = {row["rule"] for row in read_rows("date_patterns")}
    assert {rule for rule in rules if not rule.startswith("@")} == set(HANDLERS)
