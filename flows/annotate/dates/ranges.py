"""Time expressions side by side go in; what the ends of a range have from one another comes out.

"Between 2019 and 2021" and "from May 3 to June 5" are two expressions, as TIMEX3 has it, but what
they date took place from the first to the last. So are "the first two weeks" and "of March".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from flows.annotate.dates.calendars import Days, at_grain, interval, shift
from flows.annotate.dates.clockranges import (
    clocks_before,
    habits,
    in_order,
    of_any_day,
    with_half,
)
from flows.annotate.dates.context import (
    DATE,
    RELATIVE,
    SURELY_BACK,
    TIME,
    Context,
    Expression,
    Value,
    Words,
    has,
    ordinal,
    units_of,
)
from flows.annotate.dates.numerals import count_of
from flows.annotate.dates.values import value_of
from flows.annotate.lexicon import read_where
from flows.annotate.text.words import Doc
from flows.records import ArticleText

Read = tuple[Expression, Value]

_OPENING = re.compile(r"\b(between|from)\s+$", re.I)
_REACH = 10  # characters before an expression: "between "
_LINKS = {
    "between": re.compile(r"\s+and\s+"),
    "from": re.compile(r"\s+(?:to|until|till|through)\s+"),
}
_JOINED = re.compile(r"\s*[-–]\s*|,?\s+(?:and|or|to|until|till|through)\s+")
_OF = re.compile(r"\s+(?:of|in)\s+")
_FISCAL = frozenset({"fiscal", "fiscal_unit"})
_WEEKDAYS = frozenset({"weekday", "weekday_part", "part_weekday", "time", "day_time"})
_RUN = frozenset({"today", "tonight"})
# Of days they open no other reading: "Friday through Sunday", "Monday to Friday".
_THROUGH = re.compile(r"\s+(?:through|thru|to)\s+|\s?[-–]\s?")
_DAYS = ("weekday", "today")
_SAME_DAY = re.compile(
    r"\s?[-–]\s?|\s+\([^()]{0,30}(?:\)\s+(?:on\s+)?)?|\)\s+(?:on\s+)?|\s+(?:and|to|until)\s+"
    r"|(?:\s+(?:and|to|until)\s+[\w.: ]{1,15})?,?\s+daily,?\s+(?:on\s+|from\s+)?"
)
_ADDED = re.compile(r",\s+|,?\s+and\s+")
_BRACKET = re.compile(r"\s+\(")
_ENDED = re.compile(r"\s+(?:that\s+)?(ended|ending)\s+(?:on\s+)?")
_QUARTERS = frozenset({"the_unit", "the_unit_in", "rel_unit", "quarter", "century", "fiscal_unit"})
HALF_QUARTER = timedelta(45)
_LENDERS = {
    "month_named": "month_year",
    "md": "mdy",
    "season": "season_year",
}  # rules without a year, and the same with one


def with_ranges(article: ArticleText, doc: Doc, read: Sequence[Read]) -> Iterator[Read]:
    """Yield the expressions with their values; both ends of a range have the days of all of it."""
    values = [value for _, value in read]
    for at, ((one, value), (other, _)) in enumerate(pairwise(read)):
        values[at] = with_half(article.text, one, other, value)
    for at, ((one, _), (other, _)) in enumerate(pairwise(read)):
        if one.rule == "rel_num" and _OF.fullmatch(article.text, one.end, other.start):
            values[at] = _portion(one.words, values[at], other, values[at + 1])
        if not _is_range(article.text, doc, one, other):
            continue
        today = article.day_at(one.start)
        first, second = values[at : at + 2]
        if _is_run(one, other) and today:
            is_named = one.rule not in _RUN  # "today" itself is no other day
            first, second = _within_a_week(first, second, today if is_named else None)
        first, second = in_order(one, other, first, second, today)
        values[at : at + 2] = first, second
        whole = _whole(first, second)
        if whole:
            for spot in (*clocks_before(article.text, read, at), at, at + 1):
                values[spot] = replace(values[spot], days=whole)
    values = _with_added(article.text, doc, read, values)
    for at in habits(article.text, read):
        values[at] = of_any_day(values[at])
    return zip((expression for expression, _ in read), values, strict=True)


def _with_added(text: str, doc: Doc, read: Sequence[Read], values: Sequence[Value]) -> list[Value]:
    """Return the values; joined ones that follow one another have the days of all.

    "In 2012 and 2013", "on Monday and Tuesday".
    """
    found = list(values)
    for at in range(len(read) - 2, -1, -1):
        (one, _), (other, _) = read[at : at + 2]
        if not _ADDED.fullmatch(text, one.end, other.start) or not _is_joined(doc, one, other):
            continue
        opening, closing = _days(found[at]), _days(found[at + 1])
        if opening and closing and opening[1] + timedelta(1) == closing[0]:
            days = opening[0], closing[1]
            found[at : at + 2] = [replace(value, days=days) for value in found[at : at + 2]]
    return found


def _is_joined(doc: Doc, one: Expression, other: Expression) -> bool:
    """Tell whether the parse joins two expressions, and not the clauses that they stand in."""
    first = doc.char_span(one.start, one.end, alignment_mode="expand")
    second = doc.char_span(other.start, other.end, alignment_mode="expand")
    if first is None or second is None:
        return False
    return second.root.dep_ == "conj" and second.root.head == first.root


def _portion(words: Words, value: Value, other: Expression, whole: Value) -> Value:
    """Return a length with its days where it opens or ends a longer time.

    "The first three months of 2010", "the last two weeks of March"; a fiscal year's months are
    each firm's own.
    """
    days, unit, count = _days(whole), units_of(words)[-1], count_of(words)
    opens = ordinal(words) == 1
    if days is None or count is None or unit not in "DWMQ" or other.rule in _FISCAL:
        return value
    if not opens and not has(words, "last", "final"):
        return value
    if opens:
        days = days[0], shift(days[0], round(count), unit) - timedelta(1)
    else:
        days = shift(days[1] + timedelta(1), -round(count), unit), days[1]
    return replace(value, basis=RELATIVE, days=days)


def _within_a_week(first: Value, second: Value, today: date | None) -> tuple[Value, Value]:
    """Return two weekdays so that the second comes within a week of the first.

    Alone, one printed on the article's own weekday is that day, and one behind "until" lies ahead.
    """
    opening, closing = _days(first), _days(second)
    if opening is None or closing is None:
        return first, second
    if closing[0] < opening[0] == today:
        return _moved(first, closing[0] - timedelta((closing[0] - today).days % 7)), second
    return first, _moved(second, opening[0] + timedelta((closing[0] - opening[0]).days % 7))


def _moved(value: Value, day: date) -> Value:
    """Return a day's value, or that of a part of a day, on another day."""
    return replace(value, value=day.isoformat() + value.value[10:], days=None)


def _is_range(text: str, doc: Doc, one: Expression, other: Expression) -> bool:
    opening = _OPENING.search(text, max(one.start - _REACH, 0), one.start)
    if _is_run(one, other) and _THROUGH.fullmatch(text, one.end, other.start):
        start, end = opening.span(1) if opening else (one.start, one.end)
        return not _is_moved(doc, start, end)
    if opening is None or not _LINKS[opening[1].lower()].fullmatch(text, one.end, other.start):
        return False
    return not _is_moved(doc, opening.start(1), opening.end(1))


def _is_run(one: Expression, other: Expression) -> bool:
    """Tell whether two expressions are days of a week, the first perhaps "today"."""
    return (one.rule in _RUN or _is_weekday(one)) and _is_weekday(other)


def _is_weekday(day: Expression) -> bool:
    return day.rule in _WEEKDAYS and has(day.words, "weekday") and not has(day.words, "month")


def _is_moved(doc: Doc, start: int, end: int) -> bool:
    """Tell whether something is taken from one day to another: "moved from Monday to Friday"."""
    span = doc.char_span(start, end, alignment_mode="expand")
    movers = read_where("tense_cues", "word", key="stands", value="moves")
    return span is not None and span.root.head.lemma_.lower() in movers


def _whole(first: Value, second: Value) -> Days | None:
    """Return the days from the first of two values to the last; None where they are no range."""
    opening, closing = _days(first), _days(second)
    if opening is None or closing is None or opening[0] > closing[1]:
        return None
    return opening[0], closing[1]


def _days(value: Value) -> Days | None:
    known = interval(value.value) if value.type in (DATE, TIME) else None
    return value.days or (known[:2] if known else None)


def dated_by(text: str, at: int, expressions: Sequence[Expression]) -> Expression | None:
    """Return the expression further on whose day is a bare clock's too, None without one.

    "8pm local time (1700 GMT) on Wednesday", "between 10pm and midnight on Saturday"; so are
    brackets that say which day "yesterday (Saturday 4 July)" is.
    """
    here = expressions[at]
    if has(here.words, "today"):
        return _in_brackets(text, here, *expressions[at + 1 : at + 2])
    if here.rule not in ("time", "time_zone") or has(here.words, "month", *_DAYS):
        return None
    for other in expressions[at + 1 : at + 4]:
        if other.rule == "set_daily":
            continue
        gap = _SAME_DAY.fullmatch(text, here.end, other.start)
        if gap is None:
            return None
        if has(other.words, *_DAYS) or _is_dated_clock(
            other
        ):  # "6am (2200 GMT Friday)": another day in another zone
            return None if gap[0].strip().startswith("(") and ")" not in gap[0] else other
    return None


def _is_dated_clock(other: Expression) -> bool:
    """Tell whether a clock has its date: the second of "from 10am to 4pm on May 26"."""
    return other.rule in ("time", "day_time") and has(other.words, "month")


def _in_brackets(text: str, day: Expression, other: Expression | None = None) -> Expression | None:
    """Return the expression that the brackets behind a day hold and that names its date."""
    if other is None or not has(other.words, "month") or not text.startswith(")", other.end):
        return None
    return other if _BRACKET.fullmatch(text, day.end, other.start) else None


def with_day_of(words: Words, other: Expression | None) -> Words:
    """Return a clock's words with those of the day that dates it."""
    if other is None:
        return words
    if has(words, "today"):
        return [*(w for w in words if w.kind != "today"), *other.words]
    if has(other.words, "month"):
        return words  # its date is the context's
    return [*words, *(w for w in other.words if w.kind in _DAYS)]


def ended_quarter(
    text: str, one: Expression, other: Expression | None, context: Context
) -> Value | None:
    """Return the quarter that ends on the day behind it: "the quarter ended Sept. 30".

    Its name is the one that it or the text before gave it, which counts a firm's own year; without
    one that of the calendar's quarter that ends nearest.
    """
    if other is None or one.rule not in _QUARTERS or units_of(one.words)[-1] != "Q":
        return None
    gap = _ENDED.fullmatch(text, one.end, other.start)
    if gap is None:
        return None
    side = SURELY_BACK if gap[1] == "ended" else 0
    value = value_of(other.rule, other.words, Context(context.anchor, direction=side))
    days = _days(value) if value else None
    if days is None:
        return None
    opening = shift(days[1] + timedelta(1), -3, "M")
    name = context.quarter or at_grain(days[1] - HALF_QUARTER, "Q")
    if number := ordinal(one.words):
        name = f"{days[1].year}-Q{number}"
    return Value(DATE, name, RELATIVE, (opening, days[1]))


def lender(text: str, one: Expression, other: Expression) -> Context | None:
    """Return what a month or day without a year leans on where the next date lends it its year.

    "From November to March 2020" began in November 2019; None where nothing is lent.
    """
    if _LENDERS.get(one.rule) != other.rule or not _JOINED.fullmatch(text, one.end, other.start):
        return None
    value = value_of(other.rule, other.words, Context())
    days = _days(value) if value else None
    return Context(days[1], direction=-1) if days else None
