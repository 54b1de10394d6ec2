"""Clocks side by side go in; the days that they take from one another come out.

"From 9 p.m. to 5 a.m. Monday" opens on Sunday: no stretch of time ends before it starts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.annotate.dates.calendars import interval
from flows.annotate.dates.clocktimes import clock_time
from flows.annotate.dates.context import NONE, SET, TIME, Expression, Value, first, has

Read = tuple[Expression, Value]

_CLOCK = re.compile(r"T\d\d:\d\d")
_OWN_DAYS = ("weekday", "today", "month")
_OFTEN = re.compile(
    r"(?:\s+(?:and|to|until)\s+[\w.: ]{1,15}?)?,?\s+(?:on\s+)?"
    r"(?:weekdays|weeknights|weekends|daily|nightly|(?:every|each)\s+(?:day|night|[A-Z]\w+day)"
    r"|[A-Z]\w+days)\b"
)
_ONWARD = re.compile(r",?\s+(?:at|from|between)?\s*(?:[\w.:]{1,8}\s*(?:[-–]|to|and)\s*)?")
_UNTIL = re.compile(r"\s*[-–]\s*|\s+(?:to|and|until)\s+")
_BESIDE = re.compile(r"(?:,?\s+(?:and|to|until|daily))*,?\s+(?:from\s+)?|\s?[-–]\s?")


def in_order(
    one: Expression, other: Expression, first: Value, second: Value, today: date | None
) -> tuple[Value, Value]:
    """Return two clocks of one day so that the second comes later: "from 9 p.m. to 5 a.m. Monday".

    Two without a day of their own keep the article's.
    """
    if not (_is_clock(first) and _is_clock(second)) or first.value[:10] != second.value[:10]:
        return first, second
    if first.value[10:] <= second.value[10:] or first.value.endswith("T24:00"):
        return first, second
    if has(other.words, *_OWN_DAYS):
        return (first, second) if has(one.words, *_OWN_DAYS) else (_moved(first, -1), second)
    is_told = has(one.words, *_OWN_DAYS) or today is None or first.value[:10] != today.isoformat()
    return first, _moved(second, 1) if is_told else second


def with_half(text: str, one: Expression, other: Expression, value: Value) -> Value:
    """Return a clock with the half of the day that the next one tells: "3:15 to 5:15 p.m."."""
    if not _is_clock(value) or has(one.words, "ampm", "point"):
        return value
    closing = clock_time(other.words) if first(other.words, "ampm") == "pm" else None
    hour = int(value.value[11:13])
    if closing is None or hour == 12 or not _UNTIL.fullmatch(text, one.end, other.start):
        return value
    if hour + 12 > int(closing[1:3]):
        return value
    return replace(value, value=f"{value.value[:11]}{hour + 12}{value.value[13:]}")


def clocks_before(text: str, read: Sequence[Read], at: int) -> list[int]:
    """Return the numbers of the clocks before a run of days, each of all of them.

    "8 a.m. to 4 p.m. daily Monday through Friday".
    """
    day, found = read[at][1].value[:10], []
    for spot in range(at - 1, -1, -1):
        expression, value = read[spot]
        is_clock = expression.rule == "time" and value.value[:10] == day
        is_beside = _BESIDE.fullmatch(text, expression.end, read[spot + 1][0].start)
        if not is_beside or not (is_clock or expression.rule == "set_daily"):
            break
        found += [spot] if is_clock else []
    return found


def habits(text: str, read: Sequence[Read]) -> Iterator[int]:
    """Yield the numbers of the clocks that are of any day: "9 a.m. to 5 p.m. on weekdays"."""
    found: set[int] = set()
    for at, (expression, value) in enumerate(read):
        if not _is_clock(value) or has(expression.words, *_OWN_DAYS):
            continue
        if at and _is_often(text, read[at - 1], expression, at - 1 in found):
            found.add(at)
            yield at
            continue
        often = _OFTEN.match(text, expression.end)
        if often and not any(_is_named(one, often.end()) for one, _ in read[at + 1 : at + 4]):
            yield at


def _is_often(text: str, before: Read, clock: Expression, is_habit: bool) -> bool:
    """Tell whether a clock follows a habit's days, or its first clock: "Fridays from 3 to 7"."""
    gap = _UNTIL if is_habit else _ONWARD
    is_set = before[1].type == SET and has(before[0].words, "weekday", "weekdays")
    return (is_habit or is_set) and gap.fullmatch(text, before[0].end, clock.start) is not None


def _is_named(day: Expression, end: int) -> bool:
    """Tell whether a day is told behind "daily": "daily Monday through Friday"."""
    return has(day.words, *_OWN_DAYS) and day.rule != "set_every" and day.start <= end + 6


def of_any_day(value: Value) -> Value:
    """Return a clock without its day: "XXXX-XX-XXT09:00"."""
    return replace(value, value="XXXX-XX-XX" + value.value[10:], basis=NONE, days=None)


def _is_clock(value: Value) -> bool:
    return value.type == TIME and _CLOCK.fullmatch(value.value[10:]) is not None


def _moved(value: Value, days: int) -> Value:
    known = interval(value.value)
    if known is None:
        return value
    return replace(value, value=(known[0] + timedelta(days)).isoformat() + value.value[10:])
