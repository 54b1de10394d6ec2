"""Words that count a month's days and weeks, or number a day, go in; values come out."""

from dataclasses import replace
from datetime import date, timedelta

from flows.annotate.dates.anchors import day_of
from flows.annotate.dates.caldates import day_in, month_named, month_year
from flows.annotate.dates.calendars import at_grain, interval, nearest_weekday, shift
from flows.annotate.dates.context import (
    DATE,
    EXPLICIT,
    NONE,
    RELATIVE,
    SET,
    Context,
    Value,
    Words,
    first,
    has,
    ordinal,
    units_of,
    unknown_day,
)
from flows.annotate.dates.numerals import count_of

COUNTED = ("weekday", "unit", "week_of")
WEEK = timedelta(7)


def nth_in_month(words: Words, context: Context) -> Value | None:
    """Read "the first Tuesday of November", "the last week of August"; weeks count from the 1st."""
    at = next(i for i, w in enumerate(words) if w.kind in COUNTED)
    has_year = has(words[at + 1 :], "year")
    month = (month_year if has_year else month_named)(words[at + 1 :], context)
    known = interval(month.value)
    if known is None:
        return Value(DATE, f"{month.value}-XX") if has(words, "weekday") else None
    basis = EXPLICIT if has_year else RELATIVE
    count = 0 if has(words[:at], "last") else ordinal(words[:at])
    day = _counted(words, count, known[0], known[1])
    if day is None or not known[0] <= day <= known[1]:
        return None
    if _step(words) == WEEK and not has(words, "weekday"):
        return Value(DATE, at_grain(day, "W"), basis, (day, min(day + timedelta(6), known[1])))
    return Value(DATE, day.isoformat(), basis)


def nth_of_month(words: Words, context: Context) -> Value | None:
    """Read "the first Thursday of the month", a habit; where the past is told the month's own."""
    if units_of(words) != ["M"]:
        return None
    if context.direction >= 0 or context.anchor is None or has(words, "and"):
        return Value(SET, "P1M", NONE)
    opening = context.anchor.replace(day=1)
    closing = shift(opening, 1, "M") - timedelta(1)
    day = _counted(words, 0 if has(words, "last") else ordinal(words), opening, closing)
    return Value(DATE, day.isoformat()) if day else None


def _counted(words: Words, count: int, opening: date, closing: date) -> date | None:
    """Return the first day of what is counted, from the end where the count is 0."""
    if has(words, "weekday"):
        number = int(first(words, "weekday"))
        if not count:
            return nearest_weekday(closing, number, -1)
        return nearest_weekday(opening, number, 1) + (count - 1) * WEEK
    step = _step(words)
    if step is None:
        return None
    return opening + (count - 1) * step if count else closing - step + timedelta(1)


def _step(words: Words) -> timedelta | None:
    unit = "W" if has(words, "week_of") else first(words, "unit")
    return {"D": timedelta(1), "W": WEEK}.get(unit)


def day_only(words: Words, context: Context) -> Value | None:
    """Read "the 25th": of the month nearest to the date named before, on the clause's side."""
    number, today = ordinal(words), context.anchor
    if not 1 <= number <= 31:
        return None
    if today is None:
        return Value(DATE, f"XXXX-XX-{number:02d}")
    named = interval(context.reference)
    base = named[0] if named and named[2] in ("day", "time", "month") else today
    months = [shift(base.replace(day=1), count, "M") for count in (-1, 0, 1)]
    days = [d for m in months if (d := day_in(m.year, m.month, number))]
    side = [d for d in days if (d - today).days * context.direction >= 0]
    return Value(DATE, min(side or days, key=lambda d: abs((d - base).days)).isoformat())


def week_from(words: Words, context: Context) -> Value | None:
    """Read "two weeks from Monday", "a week on Saturday": of days and weeks only."""
    at = next(i for i, w in enumerate(words) if w.kind in ("from", "on"))
    step = {"D": timedelta(1), "W": WEEK}.get(units_of(words)[0])
    count = count_of(words[:at]) or 1
    if step is None or count != round(count) or (words[at].kind == "on" and step != WEEK):
        return None
    if context.anchor is None:
        return Value(DATE, unknown_day(words))
    base = day_of(words[at + 1 :], replace(context, direction=1))
    return Value(DATE, (base + round(count) * step).isoformat()) if base else None


def week_of(words: Words, context: Context) -> Value:
    """Read "the week of March 6"."""
    day = day_of(words, context)
    return Value(DATE, at_grain(day, "W") if day else "XXXX-WXX")


def week_to(words: Words, context: Context) -> Value | None:
    """Read "the week to 13 November": the seven days that end so."""
    if units_of(words) not in ([], ["W"]):
        return None
    day = day_of(words, context)
    if day is None:
        return Value(DATE, "XXXX-WXX")
    return Value(DATE, at_grain(day, "W"), days=(day - timedelta(6), day))
