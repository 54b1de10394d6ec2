import time
from datetime import UTC, date, datetime

import pytest

from flows.annotate.dates.calendars import easter, holiday, interval
from flows.annotate.dates.context import Context
from flows.annotate.dates.dates import find_dates, find_expressions, normalise_date
from flows.annotate.grammar.parse import parse
from flows.annotate.places.places import find_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText, DateMention

FRIDAY = "2024-05-17"  # the article's day, unless a test says otherwise


def read(text: str, published: str | None = FRIDAY) -> list[DateMention]:
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    article = ArticleText("a", 1, text, at)
    layout = read_layout(text)
    found = find_dates(article, layout, parse(text, layout))
    assert all(text[m.start : m.end] == m.text for m in found)
    return found


def values(text: str, published: str | None = FRIDAY) -> list[tuple[str, str, str]]:
    return [(m.text, m.type, m.value) for m in read(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "type_", "value"),
    [
        # weekdays: the day itself, tense, adjectives
        ("The minister resigned on Friday.", "Friday", "DATE", "2024-05-17"),
        ("The minister resigned on Thursday.", "Thursday", "DATE", "2024-05-16"),
        ("The minister will resign on Monday.", "Monday", "DATE", "2024-05-20"),
        ("They plan to meet on Tuesday.", "Tuesday", "DATE", "2024-05-21"),
        ("They met last Friday.", "last Friday", "DATE", "2024-05-10"),
        ("They met late on Thursday.", "late on Thursday", "DATE", "2024-05-16"),
        ("They will meet next Tuesday.", "next Tuesday", "DATE", "2024-05-21"),
        ("Wednesday's ruling will be appealed.", "Wednesday", "DATE", "2024-05-15"),
        ("The truce holds until Sunday.", "Sunday", "DATE", "2024-05-19"),
        (
            "Late on Tuesday evening, May 7, the dam burst.",
            "Late on Tuesday evening, May 7",
            "TIME",
            "2024-05-07TEV",
        ),
        ("They met Monday morning, 6 May.", "Monday morning, 6 May", "TIME", "2024-05-06TMO"),
        ("She fell and died a day later in hospital.", "a day later", "DATE", "PAST_REF"),
        ("It fell later in the week.", "later in the week", "DATE", "2024-W20"),
        ("Forty fighters died over the past day.", "the past day", "DURATION", "P1D"),
        ("He spoke on Jamhuri Day in Nakuru.", "Jamhuri Day", "DATE", "2023-12-12"),
        ("Fires were lit on Bonfire Night.", "Bonfire Night", "DATE", "2023-11-05"),
        # explicit
        ("It opened on March 5, 1946.", "March 5, 1946", "DATE", "1946-03-05"),
        ("It opened on 5 March 1946.", "5 March 1946", "DATE", "1946-03-05"),
        ("It opened on Tuesday 5th March 1946.", "Tuesday 5th March 1946", "DATE", "1946-03-05"),
        ("It opened on 3rd May.", "3rd May", "DATE", "2024-05-03"),
        ("It opened on Friday 10/05/2024.", "Friday 10/05/2024", "DATE", "2024-05-10"),
        ("The log says 2023-11-02 clearly.", "2023-11-02", "DATE", "2023-11-02"),
        ("It happened on December 30.", "December 30", "DATE", "2023-12-30"),
        ("She died on August 3 in Turku.", "August 3", "DATE", "2023-08-03"),
        ("The trial was set for June 20.", "June 20", "DATE", "2024-06-20"),
        ("The strike begins June 1.", "June 1", "DATE", "2024-06-01"),
        ("It closed in September 2019.", "September 2019", "DATE", "2019-09"),
        ("The firm was sold in April.", "April", "DATE", "2024-04"),
        ("The firm was sold last November.", "last November", "DATE", "2023-11"),
        ("It was founded in 1987.", "1987", "DATE", "1987"),
        ("Exports fell in Q2 2023.", "Q2 2023", "DATE", "2023-Q2"),
        ("Exports fell in H1 of 2023.", "H1 of 2023", "DATE", "2023-H1"),
        ("Prices fell in the early 1990s.", "the early 1990s", "DATE", "199"),
        ("A temple of the 12th century burned.", "the 12th century", "DATE", "11"),
        # relative, deictic, anaphoric
        ("He left yesterday.", "yesterday", "DATE", "2024-05-16"),
        ("The talks failed last week.", "last week", "DATE", "2024-W19"),
        ("The vote is next month.", "next month", "DATE", "2024-06"),
        ("Exports fell this year.", "this year", "DATE", "2024"),
        ("The war began two years ago.", "two years ago", "DATE", "2022"),
        ("He fled ten days ago.", "ten days ago", "DATE", "2024-05-07"),
        # parts of days
        ("Drones came last night.", "last night", "TIME", "2024-05-16TNI"),
        ("Drones came overnight.", "overnight", "TIME", "2024-05-16TNI"),
        ("He spoke this morning.", "this morning", "TIME", "2024-05-17TMO"),
        ("He spoke yesterday afternoon.", "yesterday afternoon", "TIME", "2024-05-16TAF"),
        ("He spoke on Tuesday evening.", "Tuesday evening", "TIME", "2024-05-14TEV"),
        ("It ended at 10:35 p.m. Wednesday.", "10:35 p.m. Wednesday", "TIME", "2024-05-15T22:35"),
        ("It ended at 0900 GMT.", "0900 GMT", "TIME", "2024-05-17T09:00"),
        # lengths
        ("It lasted nearly four years.", "nearly four years", "DURATION", "P4Y"),
        ("He waited for a week.", "a week", "DURATION", "P1W"),
        ("A 24-hour truce was agreed.", "24-hour", "DURATION", "PT24H"),
        ("He served two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("It took several months.", "several months", "DURATION", "PXM"),
        ("She ruled for two decades.", "two decades", "DURATION", "P20Y"),
        ("It rose for 10 straight quarters.", "10 straight quarters", "DURATION", "P10Q"),
        ("It closed for five working days.", "five working days", "DURATION", "P5D"),
        ("Jobs go in the next 12 to 18 months.", "the next 12 to 18 months", "DURATION", "P12M"),
        ("He died weeks or months on.", "weeks or months", "DURATION", "PXW"),
        ("They waited for hours.", "hours", "DURATION", "PTXH"),
        ("It burned in the past three summers.", "the past three summers", "SET", "XXXX-SU"),
        ("For the full year profit fell.", "the full year", "DATE", "2024"),
        ("Earlier in the year it had refused.", "Earlier in the year", "DATE", "2024"),
        ("The fair is on June 4 and 5.", "June 4 and 5", "DATE", "2024-06-04"),
        ("The May elections were fair.", "May", "DATE", "2024-05"),
        ("It ran on the first Tuesday of May.", "the first Tuesday of May", "DATE", "2024-05-07"),
        ("It opens on the last day of May.", "the last day of May", "DATE", "2024-05-31"),
        ("It fell on the evening of May 3.", "the evening of May 3", "TIME", "2024-05-03TEV"),
        ("He was held on 3 June last year.", "3 June last year", "DATE", "2023-06-03"),
        ("They won at Easter last year.", "Easter last year", "DATE", "2023-04-09"),
        ("They vote in two weeks' time.", "two weeks' time", "DATE", "2024-W22"),
        ("The trial is to last six weeks.", "six weeks", "DURATION", "P6W"),
        ("Trading resumes at 9.30 am on Monday.", "9.30 am on Monday", "TIME", "2024-05-20T09:30"),
        ("It began around 8 May 2021.", "around 8 May 2021", "DATE", "2021-05-08"),
        # short years, hours told in words, feasts with their week
        ("It began in the spring of '22.", "the spring of '22", "DATE", "2022-SP"),
        ("They met in ’68.", "’68", "DATE", "1968"),
        ("It was June ‘44.", "June ‘44", "DATE", "1944-06"),
        ("He left at four in the morning.", "four in the morning", "TIME", "2024-05-17T04:00"),
        (
            "It rang at about 5 in the evening.",
            "about 5 in the evening",
            "TIME",
            "2024-05-17T17:00",
        ),
        ("It burned at 11 at night.", "11 at night", "TIME", "2024-05-17T23:00"),
        ("Voting ended at midday.", "midday", "TIME", "2024-05-17T12:00"),
        ("It sank at nine a.m. Thursday.", "nine a.m. Thursday", "TIME", "2024-05-16T09:00"),
        ("They left on Christmas morning.", "Christmas morning", "TIME", "2023-12-25TMO"),
        ("They met in Easter week.", "Easter week", "DATE", "2024-W13"),
        ("It rained on Memorial Day weekend.", "Memorial Day weekend", "DATE", "2023-W21-WE"),
        ("A year or two ago it closed.", "A year or two ago", "DATE", "2023"),
        # a clock with its part of a day, a day with its clock
        (
            "It burned at around 1.48am this morning.",
            "around 1.48am this morning",
            "TIME",
            "2024-05-17T01:48",
        ),
        ("It burned at 10pm last night.", "10pm last night", "TIME", "2024-05-16T22:00"),
        (
            "It burned at about 8am last Friday.",
            "about 8am last Friday",
            "TIME",
            "2024-05-10T08:00",
        ),
        (
            "It burned on Friday, May 3, 2024, at 3:38 a.m. in Leeds.",
            "Friday, May 3, 2024, at 3:38 a.m.",
            "TIME",
            "2024-05-03T03:38",
        ),
        ("They met last Friday, May 10.", "last Friday, May 10", "DATE", "2024-05-10"),
        ("They met before dawn on Tuesday.", "dawn on Tuesday", "TIME", "2024-05-14TMO"),
        ("It was out by evening.", "evening", "TIME", "2024-05-17TEV"),
        ("They vote come March of next year.", "March of next year", "DATE", "2025-03"),
        ("Rain will ease overnight.", "overnight", "TIME", "2024-05-17TNI"),
        ("It fell overnight.", "overnight", "TIME", "2024-05-16TNI"),
        ("Roads were cut following days of heavy rain.", "days", "DURATION", "PXD"),
        # of another year, of each month, of the day so long ago
        ("She won in the autumn of last year.", "the autumn of last year", "DATE", "2023-FA"),
        (
            "It meets on the second Tuesday of each month.",
            "the second Tuesday of each month",
            "SET",
            "P1M",
        ),
        ("It fell 20 years ago Thursday.", "20 years ago Thursday", "DATE", "2004-05-16"),
        ("It opened 50 years ago today.", "50 years ago today", "DATE", "1974-05-17"),
        ("It was set up 10 years ago this month.", "10 years ago this month", "DATE", "2014-05"),
        ("They fought for the better part of a decade.", "a decade", "DURATION", "P10Y"),
        ("He had spoken to her as recently as Tuesday.", "Tuesday", "DATE", "2024-05-14"),
        ("Snow fell, with more forecast for Sunday.", "Sunday", "DATE", "2024-05-19"),
        ("By early evening it was out.", "early evening", "TIME", "2024-05-17TEV"),
        # days that are called by what happened on them, years of a season
        ("The Sept. 11 attacks were recalled.", "Sept. 11", "DATE", "2001-09-11"),
        ("The Jan. 6 riot was recalled.", "Jan. 6", "DATE", "2021-01-06"),
        ("The Jan. 6 snowstorm was recalled.", "Jan. 6", "DATE", "2024-01-06"),
        ("Nobody forgot 9/11 there.", "9/11", "DATE", "2001-09-11"),
        ("They won in 2021/22.", "2021/22", "DATE", "2021"),
        (
            "Forty people were treated overnight Thursday.",
            "overnight Thursday",
            "TIME",
            "2024-05-16TNI",
        ),
        ("It will shape the years to come.", "the years to come", "DATE", "FUTURE_REF"),
        # lengths written together, until at least when, moved to when
        ("A 15-year-long war began.", "15-year-long", "DURATION", "P15Y"),
        ("A month-long truce began.", "month-long", "DURATION", "P1M"),
        ("A monthslong siege began.", "monthslong", "DURATION", "PXM"),
        ("An hourslong wait began.", "hourslong", "DURATION", "PTXH"),
        ("A decadeslong feud began.", "decadeslong", "DURATION", "PXY"),
        ("It closed until at least Sunday.", "Sunday", "DATE", "2024-05-19"),
        ("It will stay shut until at least May.", "May", "DATE", "2024-05"),
        ("The match has been moved to Sunday.", "Sunday", "DATE", "2024-05-19"),
        ("The vote was put back to March.", "March", "DATE", "2025-03"),
        # sets
        ("It floods every winter.", "every winter", "SET", "XXXX-WI"),
        ("They meet each Thursday.", "each Thursday", "SET", "XXXX-WXX-4"),
        ("The council meets weekly.", "weekly", "SET", "P1W"),
        ("They play on Sundays.", "Sundays", "SET", "XXXX-WXX-7"),
        # vague
        ("He recently moved.", "recently", "DATE", "PAST_REF"),
        ("It will rain in the coming days.", "the coming days", "DATE", "FUTURE_REF"),
        ("The town is now quiet.", "now", "DATE", "PRESENT_REF"),
        # quarters, seasons, fiscal years, holidays
        ("Profit fell in the first quarter.", "the first quarter", "DATE", "2024-Q1"),
        ("It rose in the second half of 2022.", "the second half of 2022", "DATE", "2022-H2"),
        ("It fell in the first half of the year.", "the first half of the year", "DATE", "2024-H1"),
        (
            "It fell in the second half of last year.",
            "the second half of last year",
            "DATE",
            "2023-H2",
        ),
        ("Fires raged last summer.", "last summer", "DATE", "2023-SU"),
        ("In fiscal 2021 it grew.", "fiscal 2021", "DATE", "2021"),
        ("He died on Christmas Eve.", "Christmas Eve", "DATE", "2023-12-24"),
        ("Voters chose on Election Day 2020.", "Election Day 2020", "DATE", "2020-11-03"),
    ],
)
def test_expression_has_its_timex_value(text: str, words: str, type_: str, value: str) -> None:
    assert values(text) == [(words, type_, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Marchers may march again in the park.",  # a modal, a verb
        "The boy, 6-year-old Omar, won.",  # an age
        "He is 37 years old.",
        "Jan Novak may win.",  # a given name
        "About three-quarters of voters agreed.",
        "She is in her 30s.",
        'He appeared on "This Week" with guests.',
        "The council recalled Resolution 1701.",
        "They signed House Bill No. 1123, it said.",
        'He appeared on "60 Minutes" alone.',
        "The blasts were minutes apart.",
        "It had previously declined.",
        "The March was peaceful.",
        "They want to keep this 6-year-old boy.",
        "The buses stop at night.",
    ],
)
def test_what_only_looks_like_a_date_is_left(text: str) -> None:
    assert values(text) == []


def test_later_counts_from_the_date_named_before() -> None:
    found = values("He was arrested on March 3, 2020. Two days later he was freed.")
    assert found[1] == ("Two days later", "DATE", "2020-03-05")


def test_the_same_week_is_that_of_the_date_named_before() -> None:
    found = values("He fell ill on March 3, 2020, and died the same week.")
    assert found[1][2] == "2020-W10"


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It lost money last year. She spoke on Monday and opened it the same day.",
         "the same day", "2024-05-13"),
        ("The strike in May 2023 failed. He left on May 3. She left that morning.",
         "that morning", "2024-05-03TMO"),
        ("It rained on March 3, 2020. Snow fell the following day.",
         "the following day", "2020-03-04"),
        ("It opened in 2019. It closed the same year.", "the same year", "2019"),
    ],
)  # fmt: skip
def test_the_same_day_is_the_last_that_was_named(text: str, words: str, value: str) -> None:
    assert values(text)[-1][::2] == (words, value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The budget passed five weeks late.", ("five weeks late", "DURATION", "P5W")),
        ("The budget will pass five weeks later.", ("five weeks later", "DATE", "2024-W25")),
        ("Should the strike last past Friday, trains stop.", ("Friday", "DATE", "2024-05-17")),
        ("It fell at 11:52 on Saturday night.", ("11:52 on Saturday night", "TIME",
                                                 "2024-05-11T23:52")),
        ("It fell at 2:10 on Saturday morning.", ("2:10 on Saturday morning", "TIME",
                                                  "2024-05-11T02:10")),
    ],
)  # fmt: skip
def test_small_words_tell_what_is_meant(text: str, found: tuple[str, str, str]) -> None:
    assert values(text) == [found]


def test_a_week_to_a_day_is_the_seven_that_end_there() -> None:
    (found,) = read("Sales fell in the week to 11 May.")
    assert (found.date_start, found.date_end) == (date(2024, 5, 5), date(2024, 5, 11))


def test_the_same_day_is_that_of_the_clock_before_it() -> None:
    text = "It opened on May 3. It will close from 6 p.m. on Monday until noon on the same day."
    assert values(text)[-1] == ("the same day", "DATE", "2024-05-20")


def test_the_day_before_counts_from_the_last_day_named() -> None:
    found = values("They met on May 3. The day before, she had left. He came the week before.")
    assert found[1] == ("The day before", "DATE", "2024-05-02")
    assert values("It fell, from 5 percent the year before.")[-1] == (
        "the year before", "DATE", "2023",
    )  # fmt: skip
    assert values("She left the day before the vote.") == []


def test_the_same_quarter_of_another_year_is_the_quarter_spoken_of() -> None:
    found = values("It earned more in the fourth quarter than in the same quarter of 2021.")
    assert found[1] == ("the same quarter of 2021", "DATE", "2021-Q4")


def test_a_year_earlier_means_the_quarter_spoken_of() -> None:
    found = values("Profit in the first quarter doubled from a year earlier.")
    assert [value for _, _, value in found] == ["2024-Q1", "2023-Q1"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It earned less in the first quarter than in the same period last year.",
         "the same period last year", "2023-Q1"),
        ("Exports rose in March from the same month last year.",
         "the same month last year", "2023-03"),
        ("The fair drew fewer people than in the same week last year.",
         "the same week last year", "2023-W20"),
        ("It lost money in the corresponding period last year.",
         "the corresponding period last year", "2023"),
    ],
)  # fmt: skip
def test_the_same_period_of_another_year_is_one_date(text: str, words: str, value: str) -> None:
    assert values(text)[-1] == (words, "DATE", value)


def test_a_clock_in_another_zone_is_of_the_same_day() -> None:
    found = values("It struck on Wednesday, in the rain. Houses fell at 7:39 p.m. (1137 GMT).")
    assert [value for _, _, value in found[1:]] == ["2024-05-15T19:39", "2024-05-15T11:37"]


def test_a_clock_with_a_weekday_asks_no_day_told_of_before() -> None:
    found = values("It was seen between 10pm on Saturday and 2am on Sunday.")
    assert [value for _, _, value in found] == ["2024-05-11T22:00", "2024-05-12T02:00"]


def test_a_year_ago_is_no_year_before_a_quarter_to_come() -> None:
    found = values("Losses will last into the third quarter of 2025. A year ago it had a gain.")
    assert [value for _, _, value in found] == ["2025-Q3", "2023"]


def test_a_firms_own_quarter_keeps_its_name_and_has_its_days() -> None:
    quarter = read("Profit fell in the first quarter. In the quarter ended Jan. 31 it was nil.")[1]
    days = (str(quarter.date_start), str(quarter.date_end))
    assert (quarter.value, *days) == ("2024-Q1", "2023-11-01", "2024-01-31")


@pytest.mark.parametrize(
    ("text", "value", "opens", "ends"),
    [
        ("Sales rose in the quarter ended March 31.", "2024-Q1", "2024-01-01", "2024-03-31"),
        ("Sales rose in the quarter ended Jan. 31.", "2023-Q4", "2023-11-01", "2024-01-31"),
        (
            "Sales rose in the second quarter ended Sept. 30, 2023.",
            "2023-Q2",
            "2023-07-01",
            "2023-09-30",
        ),
        ("Sales rose in the first quarter ended March 31.", "2024-Q1", "2024-01-01", "2024-03-31"),
        ("It sees a loss in the quarter ending June 30.", "2024-Q2", "2024-04-01", "2024-06-30"),
    ],
)
def test_a_quarter_that_ends_on_a_day_is_the_three_months_before(
    text: str, value: str, opens: str, ends: str
) -> None:
    quarter = read(text)[0]
    assert (quarter.value, str(quarter.date_start), str(quarter.date_end)) == (value, opens, ends)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It sank on May 7. The next day crews found it.", "The next day", "2024-05-08"),
        ("He was held on May 7. The next morning he fled.", "The next morning", "2024-05-08TMO"),
        ("It opened in 2019 and the next year it closed.", "the next year", "2020"),
        ("It began on May 7 and the next Tuesday it ended.", "the next Tuesday", "2024-05-14"),
        ("He was held on May 7 and freed that Friday.", "that Friday", "2024-05-10"),
        ("It sank on May 7. The next day will be hard.", "The next day", "2024-05-18"),
    ],
)
def test_the_next_day_of_a_tale_follows_the_one_told_of(text: str, words: str, value: str) -> None:
    assert values(text)[-1] == (words, "TIME" if "T" in value else "DATE", value)


def test_a_that_which_opens_a_clause_belongs_to_no_date() -> None:
    found = values("They objected that four days seemed long and that last week was worse.")
    assert [words for words, _, _ in found] == ["four days", "last week"]


def test_what_ended_on_a_day_ended_before_the_article() -> None:
    assert values("Net fell in the year ended July 31.")[1][2] == "2023-07-31"


def test_both_ends_of_a_range_are_dates() -> None:
    found = values("It ran between 2019 and 2021.")
    assert [value for _, _, value in found] == ["2019", "2021"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It ran between 2019 and 2021.", date(2019, 1, 1), date(2021, 12, 31)),
        ("He was mayor from 1999 until 2004.", date(1999, 1, 1), date(2004, 12, 31)),
        ("Rain fell from November to March 2020.", date(2019, 11, 1), date(2020, 3, 31)),
        ("It ran from June 3 to July 5, 2021.", date(2021, 6, 3), date(2021, 7, 5)),
    ],
)
def test_both_ends_of_a_range_have_the_days_of_all_of_it(text: str, start: date, end: date) -> None:
    assert [(m.date_start, m.date_end) for m in read(text)] == [(start, end)] * 2


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The school is open from Monday to Friday.", date(2024, 5, 20), date(2024, 5, 24)),
        ("It rained from Friday to Sunday.", date(2024, 5, 10), date(2024, 5, 12)),
        ("They blocked it from Monday until Wednesday.", date(2024, 5, 13), date(2024, 5, 15)),
        (
            "It burned between Friday morning and Sunday evening.",
            date(2024, 5, 10),
            date(2024, 5, 12),
        ),
        ("Today through Sunday, the fair is open.", date(2024, 5, 17), date(2024, 5, 19)),
        ("The fair runs Thursday through Sunday.", date(2024, 5, 23), date(2024, 5, 26)),
        ("It rained Tuesday through Thursday.", date(2024, 5, 14), date(2024, 5, 16)),
    ],
)
def test_weekdays_of_a_range_lie_within_a_week(text: str, start: date, end: date) -> None:
    first, second = read(text)
    assert (first.value[:10], second.value[:10]) == (start.isoformat(), end.isoformat())
    assert (
        (first.date_start, first.date_end) == (second.date_start, second.date_end) == (start, end)
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It fell in the last three months of 2010.", date(2010, 10, 1), date(2010, 12, 31)),
        ("It fell in the first two weeks of March.", date(2024, 3, 1), date(2024, 3, 14)),
        ("It fell in the first ten days in 2023.", date(2023, 1, 1), date(2023, 1, 10)),
        ("It fell in the past three months.", date(2024, 2, 17), date(2024, 5, 17)),
    ],
)
def test_a_length_that_opens_or_ends_a_longer_time_has_its_days(
    text: str, start: date, end: date
) -> None:
    assert (read(text)[0].date_start, read(text)[0].date_end) == (start, end)


def test_the_first_months_of_a_fiscal_year_are_each_firms_own() -> None:
    assert read("It fell in the first nine months of fiscal 2023.")[0].date_start is None


@pytest.mark.parametrize(
    "text",
    [
        "The vote was postponed from May 3 to May 9, 2021.",  # moved: no days between
        "Prices rose from 2% in May 2020 to 5% in June 2021.",
        "It was built in 2019 and sold in 2021.",
    ],
)
def test_dates_that_are_no_ends_of_a_range_keep_their_own_days(text: str) -> None:
    first, second = read(text)
    assert first.date_end and second.date_start and first.date_end < second.date_start


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The case will be heard on the 25th, he said.", [("the 25th", "2024-05-25")]),
        ("The case was heard on the 25th.", [("the 25th", "2024-04-25")]),
        ("He bought it on the 25th anniversary of the firm.", []),
        ("The fire broke out on the 3rd floor.", []),
    ],
)
def test_a_bare_day_is_of_the_month_that_its_clause_means(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(words, value) for words, _, value in values(text)] == found


def test_a_bare_day_is_of_the_month_named_before() -> None:
    assert values("She was held on March 3 and freed on the 5th.")[1][2] == "2024-03-05"


def test_later_in_the_day_is_that_of_the_date_named_before() -> None:
    found = values("It opened on March 3, 2021, and closed later in the day.")
    assert found[1] == ("later in the day", "DATE", "2021-03-03")


@pytest.mark.parametrize(
    "text",
    [
        "It went off at 8pm (1700 GMT) on Wednesday.",
        "They were seen between 10pm and midnight on Wednesday.",
    ],
)
def test_a_clock_has_the_day_that_stands_behind_the_other(text: str) -> None:
    assert {m.date_start for m in read(text)} == {date(2024, 5, 15)}


def test_a_clock_has_no_day_of_another_zone() -> None:
    local, other = values("It went off at 6am (2200 GMT Thursday).")
    assert (local[2], other[2]) == ("2024-05-17T06:00", "2024-05-16T22:00")


def test_a_clock_of_its_own_has_no_day_of_another() -> None:
    first, second = values("He left at 6am and came at 8pm on Wednesday.")
    assert (first[2], second[2]) == ("2024-05-17T06:00", "2024-05-15T20:00")


def test_what_is_promised_by_a_feast_lies_ahead_though_it_was_said_before() -> None:
    assert values("The bridge will be open by Christmas, the mayor said.") == [
        ("Christmas", "DATE", "2024-12-25")
    ]


def test_a_range_within_a_month_covers_its_days() -> None:
    (found,) = read("The summit is on May 3-5.")
    assert (found.date_start, found.date_end) == (date(2024, 5, 3), date(2024, 5, 5))


def test_relative_dates_without_an_article_date_stay_open() -> None:
    for text in ("He left yesterday.", "He left last week.", "He left on Friday."):
        (found,) = read(text, None)
        assert found.type == "DATE" and "X" in found.value
        assert (found.date_start, found.date_end, found.basis) == (None, None, "none")


def test_explicit_dates_need_no_article_date() -> None:
    (found,) = read("He left on May 3, 2021.", None)
    assert (found.value, found.basis, found.date_start) == (
        "2021-05-03",
        "explicit",
        date(2021, 5, 3),
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "basis"),
    [
        ("He left yesterday.", date(2024, 5, 16), date(2024, 5, 16), "day", "relative"),
        ("He left last week.", date(2024, 5, 6), date(2024, 5, 12), "week", "relative"),
        (
            "It rained in the second week of May 2021.",
            date(2021, 5, 8),
            date(2021, 5, 14),
            "week",
            "explicit",
        ),
        ("He left in 2021.", date(2021, 1, 1), date(2021, 12, 31), "year", "explicit"),
        ("It fell in the past 24 hours.", date(2024, 5, 16), date(2024, 5, 17), "day", "relative"),
        ("Bombs fell last night.", date(2024, 5, 16), date(2024, 5, 17), "time", "relative"),
        ("He recently left.", None, None, "none", "none"),
    ],
)
def test_intervals_are_inclusive(
    text: str, start: date | None, end: date | None, precision: str, basis: str
) -> None:
    (found,) = read(text)
    assert (found.date_start, found.date_end) == (start, end)
    assert (found.precision, found.basis) == (precision, basis)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Prices have risen since January.", date(2024, 1, 1), date(2024, 5, 17)),
        ("Since last March, he has been free.", date(2024, 3, 1), date(2024, 5, 17)),
        ("The men have been training since August.", date(2023, 8, 1), date(2024, 5, 17)),
        ("Nothing moved in January.", date(2024, 1, 1), date(2024, 1, 31)),
    ],
)
def test_since_reaches_to_the_day_of_the_article(text: str, start: date, end: date) -> None:
    (found,) = read(text)
    assert (found.date_start, found.date_end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Shelling has gone on since rebels took the town on June 7.", date(2023, 6, 7)),
        ("Since talks will open on June 7, the army waits.", date(2024, 6, 7)),
    ],
)
def test_a_clause_behind_since_lies_back(text: str, start: date) -> None:
    (found,) = read(text)
    assert found.date_start == start


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The mine produces 300 tonnes a year.", "SET"),
        ("It costs $33 million a year.", "SET"),
        ("He trains three times a year.", "SET"),
        ("The mediators gave the rebels a year to answer.", "DURATION"),
        ("She spent a year in Oslo.", "DURATION"),
    ],
)
def test_what_is_counted_by_the_year_comes_every_year(text: str, type_: str) -> None:
    assert values(text) == [("a year", type_, "P1Y")]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Sales rose in the year ended March 31.", "2024-03-31"),
        ("Exports rose in the fiscal year ending June 30.", "2024-06-30"),
    ],
)
def test_a_year_with_an_end_of_its_own_is_no_calendar_year(text: str, end: str) -> None:
    year, day = values(text)
    assert year[1:] == ("DURATION", "P1Y")
    assert day[2] == end


def test_a_span_from_another_finder_is_normalised_by_its_words() -> None:
    value = normalise_date("late on Friday", Context(date(2024, 5, 15)))
    assert value is not None and value.value == "2024-05-10"
    assert normalise_date("the committee", Context(date(2024, 5, 15))) is None


def test_days_that_no_calendar_has_are_no_dates() -> None:
    assert interval("2023-02-30") is None
    assert values("Item February 30, 2023 is a joke.") == [] or all(
        value != "2023-02-30" for _, _, value in values("Item February 30, 2023 is a joke.")
    )


def test_movable_feasts_move() -> None:
    assert easter(2024) == date(2024, 3, 31)
    assert holiday("11 thursday 4", 2023) == date(2023, 11, 23)
    assert holiday("05 monday -1", 2024) == date(2024, 5, 27)


def test_time_is_linear_in_a_hostile_text() -> None:
    def seconds(count: int) -> float:
        text = "the end of the early twenty one hundred and a half " * count
        start = time.process_time()
        list(find_expressions(text))
        return time.process_time() - start

    seconds(10)
    assert seconds(800) < 40 * seconds(100) + 0.5


@pytest.mark.parametrize(
    ("text", "clock", "value"),
    [
        ("A ship ran aground on Tuesday. Tugs pulled it free at 2:40 p.m.", "2:40 p.m.",
         "2024-05-14T14:40"),
        ("It ran aground on Tuesday. The channel was opened at noon.", "noon", "2024-05-14T12:00"),
        ("They met on Tuesday. They will meet again at 7 p.m.", "7 p.m.", "2024-05-17T19:00"),
        ("It sank on May 2. Divers came at 7 p.m.", "7 p.m.", "2024-05-02T19:00"),
        ("It sank on Feb. 2. Divers came at 7 p.m.", "7 p.m.", "2024-05-17T19:00"),
        ("It sank on Tuesday, as one had on May 2. Divers came at 7 p.m.", "7 p.m.",
         "2024-05-14T19:00"),
        ("The board met on May 2. It read the minutes of April 11. It closed at 7 p.m.", "7 p.m.",
         "2024-05-02T19:00"),
        ("He came on Tuesday.\n\nAbout 8 p.m. guards saw him.", "About 8 p.m.",
         "2024-05-14T20:00"),
        ("He came on Tuesday.\n\n08:40 Trains stopped.", "08:40", "2024-05-17T08:40"),
    ],
)  # fmt: skip
def test_a_bare_clock_in_the_past_is_of_the_day_told_of(text: str, clock: str, value: str) -> None:
    assert (clock, "TIME", value) in values(text)


@pytest.mark.parametrize(
    ("text", "clock", "value"),
    [
        ("They will meet on Monday in the hall at 7 p.m.", "7 p.m.", "2024-05-20T19:00"),
        ("It closes on May 20 and will open again at noon.", "noon", "2024-05-20T12:00"),
        ("They met on Tuesday and will meet again at 7 p.m.", "7 p.m.", "2024-05-17T19:00"),
        ("They will meet on Monday. The pub opened at 7 p.m.", "7 p.m.", "2024-05-17T19:00"),
    ],
)
def test_a_bare_clock_ahead_is_of_the_day_its_sentence_names(
    text: str, clock: str, value: str
) -> None:
    assert (clock, "TIME", value) in values(text)


def test_a_day_long_past_is_none_that_lies_ahead() -> None:
    assert values("The hearing was set for Dec. 9.", "2026-03-12")[0][2] == "2026-12-09"
    assert values("The hearing was held on Dec. 9.", "2026-03-12")[0][2] == "2025-12-09"


@pytest.mark.parametrize(
    ("text", "value", "opens", "ends"),
    [
        ("Sydney and Perth burned this summer.", "2025-SU", date(2025, 12, 1), date(2026, 2, 28)),
        ("Chile saw snow last winter.", "2025-WI", date(2025, 6, 1), date(2025, 8, 31)),
        ("Lyon and Perth burned last summer.", "2025-SU", date(2025, 6, 1), date(2025, 8, 31)),
    ],
)
def test_summer_is_when_the_places_of_a_text_have_it(
    text: str, value: str, opens: date, ends: date
) -> None:
    article = ArticleText("a", 1, text, datetime(2026, 1, 15, tzinfo=UTC))
    layout = read_layout(text)
    doc = parse(text, layout)
    (found,) = find_dates(article, layout, doc, find_places(article, layout, doc))
    assert (found.value, found.date_start, found.date_end) == (value, opens, ends)


LISTED = [("Friday", "2026-11-20"), ("Saturday", "2026-11-21"), ("Sunday", "2026-11-22")]


def days(text: str) -> list[tuple[str, str]]:
    """Return what is read, before the clock, in a text of Friday 20 November 2026."""
    found = read(text, "2026-11-20")
    return [(m.text, m.value[:10]) for m in found]


def test_a_listing_looks_ahead_and_ends_with_its_line() -> None:
    text = "Friday: Leeds v York, 8pm\nSaturday: Derby v Hull, 3pm\nSunday: quiz night, noon"
    found = days(text)
    assert found[::2] == LISTED
    assert [day for _, day in found[1::2]] == [day for _, day in LISTED]
    assert days("Quiz night, the Crown, Sunday, 8pm.") == [("Sunday, 8pm", "2026-11-22")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Saturday: Derby 2 Hull 1.", "2026-11-14"),
        ("Tuesday, 2 p.m.: A car was reported stolen.", "2026-11-17"),
        ("Road closed after crash, Thursday 5pm.", "2026-11-19"),
    ],
)
def test_what_has_no_clock_or_tells_a_deed_is_no_listing(text: str, day: str) -> None:
    assert days(text)[0][1] == day


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It burned in the early hours of Friday.", "the early hours of Friday", "2024-05-17TMO"),
        ("It burned in the small hours of Sunday.", "the small hours of Sunday", "2024-05-12TMO"),
        ("It burned in the early hours of Friday, May 3.", "the early hours of Friday, May 3",
         "2024-05-03TMO"),
        ("It burned in the wee hours of May 3.", "the wee hours of May 3", "2024-05-03TMO"),
        ("It burned in the early hours of this morning.", "the early hours of this morning",
         "2024-05-17TMO"),
        ("It burned in the early hours of Monday morning.", "the early hours of Monday morning",
         "2024-05-13TMO"),
    ],
)  # fmt: skip
def test_the_early_hours_of_a_day_are_its_morning(text: str, words: str, value: str) -> None:
    assert values(text) == [(words, "TIME", value)]
    assert values("It burned in the early hours of the siege.") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The van left at 7.30pm yesterday (Saturday 4 July 2015).", "2015-07-04T19:30"),
        ("The van left yesterday evening (4 July).", "2015-07-04TEV"),
        ("The van left today (Saturday 4 July).", "2015-07-04"),
        ("The van left yesterday (before 4 July), they said.", "2015-07-05"),
        ("The van left yesterday (4 July was a holiday).", "2015-07-05"),
    ],
)
def test_brackets_say_which_day_yesterday_was(text: str, value: str) -> None:
    assert values(text, "2015-07-06")[0][2] == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Rebels held the town in 2012 and 2013.", date(2012, 1, 1), date(2013, 12, 31)),
        ("Sales rose in 2009, 2010 and 2011.", date(2009, 1, 1), date(2011, 12, 31)),
        ("He met them on Monday and Tuesday.", date(2024, 5, 13), date(2024, 5, 14)),
        ("Sales rose in 2012 and 2016.", date(2012, 1, 1), date(2012, 12, 31)),
        ("Shops closed on Monday, and Tuesday was quiet.", date(2024, 5, 13), date(2024, 5, 13)),
        ("He fled in 2012 and died in 2013.", date(2012, 1, 1), date(2012, 12, 31)),
        ("The road opened in mid-2015.", date(2015, 5, 1), date(2015, 8, 31)),
        ("The road opened in early 2015.", date(2015, 1, 1), date(2015, 4, 30)),
        ("The road opened in late 1998.", date(1998, 9, 1), date(1998, 12, 31)),
        ("The road opened in mid-April last year.", date(2023, 4, 11), date(2023, 4, 20)),
        ("The road opened in late February.", date(2024, 2, 21), date(2024, 2, 29)),
        ("The road opened in early May 2023.", date(2023, 5, 1), date(2023, 5, 10)),
        ("The road opened in May 2023.", date(2023, 5, 1), date(2023, 5, 31)),
    ],
)
def test_joined_times_that_follow_one_another_and_parts_of_years_have_their_days(
    text: str, start: date, end: date
) -> None:
    found = read(text)[0]
    assert (found.date_start, found.date_end) == (start, end)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The bank agreed to sue officials over a January 9 sale.", "2024-01-09"),
        ("They will open an inquiry into the December 9 fire.", "2023-12-09"),
        ("The bank agreed to hold a January 9 sale.", "2025-01-09"),
    ],
)
def test_what_something_is_done_about_has_the_nearest_day(text: str, value: str) -> None:
    assert values(text)[0][2] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On Monday he told of the May 3 launch. In a talk earlier in the day he wept.",
         "2024-05-13"),
        ("He told of the May 3 launch. In a talk earlier in the day he wept.", "2024-05-17"),
        ("The launch was on May 3. In a talk earlier in the day he wept.", "2024-05-03"),
    ],
)  # fmt: skip
def test_earlier_in_the_day_is_of_the_day_told_of_and_of_none_that_names_a_thing(
    text: str, value: str
) -> None:
    assert values(text)[-1] == ("earlier in the day", "DATE", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The men arrested overnight will be charged.", "2024-05-16TNI"),
        ("The water fell, and the families evacuated overnight may return.", "2024-05-16TNI"),
        ("They said overnight trains will run.", "2024-05-17TNI"),
    ],
)
def test_participle_before_a_night_tells_when_it_was(text: str, value: str) -> None:
    assert values(text) == [("overnight", "TIME", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mill is to be sold under a July agreement.", "2023-07"),
        ("It hopes to sell the mill in July.", "2024-07"),
    ],
)
def test_what_one_acts_under_has_come(text: str, value: str) -> None:
    assert values(text) == [("July", "DATE", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The licence had been due to expire on Wednesday.", "2024-05-15"),
        ("The licence had been due to expire on Sunday.", "2024-05-19"),
        ("The licence is due to expire on Wednesday.", "2024-05-22"),
    ],
)
def test_what_had_been_due_is_of_the_nearest_day(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Drivers planned a march on Tuesday.", "2024-05-21"),
        ("Teachers planned a rally in the square on Sunday.", "2024-05-19"),
        ("Drivers joined a march on Tuesday.", "2024-05-14"),
        ("Traders had expected a cut on Tuesday.", "2024-05-14"),
    ],
)
def test_what_was_planned_lies_ahead(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The water dropped during the night.", "2024-05-16TNI"),
        ("Crowds gathered throughout the night.", "2024-05-16TNI"),
        ("The rescue will go on through the night.", "2024-05-17TNI"),
    ],
)
def test_night_that_has_passed_is_the_one_before(text: str, value: str) -> None:
    assert values(text) == [("the night", "TIME", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("She died a day later in hospital.", "PAST_REF"),
        ("She will be buried a day later.", "2024-05-18"),
        ("He said he had it settled two weeks from now.", "2024-W22"),
    ],
)
def test_what_came_later_does_not_lie_ahead(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Growers are awaiting a farm summit on Tuesday.", "2024-05-21"),
        ("Prices fell as growers awaited a ruling on Monday that will set quotas.", "2024-05-20"),
        ("Staff are bracing for a strike on Monday.", "2024-05-20"),
        ("Two men awaiting trial escaped on Monday.", "2024-05-13"),
        ("The August contract rose 2 cents.", "2024-08"),
        ("The lender extended its loan through January.", "2025-01"),
        ("Cuts were extended into July.", "2024-07"),
        ("They will begin paving the road on Tuesday.", "2024-05-21"),
        ("They began paving the road on Tuesday.", "2024-05-14"),
        ("She seemed to back the plan on Tuesday.", "2024-05-14"),
    ],
)
def test_what_is_awaited_or_begun_has_its_day_to_come(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It closed near the high set on Aug. 6.", "2023-08-06"),
        ("The record was set Sunday in Rome.", "2024-05-12"),
        ("The hearing was set for Aug. 6.", "2024-08-06"),
        ("Police have sought him since shortly after the Oct. 23 fire.", "2023-10-23"),
    ],
)
def test_record_was_set_and_what_came_since_lies_behind(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They were held on Wednesday night. Police were called earlier in the day.", "2024-05-15"),
        ("She will be in Oslo on Monday morning and in Bergen later in the day.", "2024-05-20"),
    ],
)
def test_part_of_a_day_names_the_day_for_what_is_earlier_in_it(text: str, value: str) -> None:
    assert values(text)[1][2] == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Rain fell on Saturday night.", "Saturday night", "XXXX-WXX-6TNI"),
        ("Rain fell at 9 p.m. on Saturday.", "9 p.m. on Saturday", "XXXX-WXX-6T21:00"),
        ("Rain fell at 9 p.m.", "9 p.m.", "XXXX-XX-XXT21:00"),
    ],
)
def test_weekday_is_kept_where_no_day_is_known(text: str, words: str, value: str) -> None:
    assert values(text, None) == [(words, "TIME", value)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bridge shuts at 2:00pm AEST today.", "2:00pm AEST today"),
        ("It rained in the early morning of Tuesday.", "the early morning of Tuesday"),
        ("Guards were seen throughout the week.", "the week"),
    ],
)
def test_zone_article_and_whole_belong_to_a_time(text: str, words: str) -> None:
    assert [found for found, _, _ in values(text)] == [words]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Oak Road: Lane closure through Thursday to lay pipes.", "2024-05-23"),
        ("Oak Road at Pine Lane. Closed through June 1 for repairs.", "2024-06-01"),
        ("The inn was closed through Sunday.", "2024-05-12"),
        ("They put in a fine display to beat Rovers on Saturday.", "2024-05-11"),
    ],
)
def test_listing_ends_ahead_and_a_win_lies_behind(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The law takes effect in January.", "2025-01"),
        ("Her term ends in December.", "2024-12"),
        ("The law took effect in January.", "2024-01"),
        ("Sales peak in December.", "2023-12"),
    ],
)
def test_what_opens_or_ends_in_a_month_does_so_in_the_next(text: str, value: str) -> None:
    assert [found for _, _, found in values(text)] == [value]
