"""Words that name a holiday go in; its day, week or weekend comes out.

The holidays and the rules for their days stand in `seeds/holidays.csv`.
"""

from datetime import date, timedelta

from flows.annotate.dates.calendars import at_grain, holiday
from flows.annotate.dates.clocktimes import clock_time
from flows.annotate.dates.context import (
    DATE,
    EXPLICIT,
    NONE,
    RELATIVE,
    TIME,
    Context,
    Value,
    Words,
    first,
    has,
    offset,
    units_of,
)

DAY = len("2024-05-17")
JUST_AHEAD = 7  # days
MONDAY_OR_SO = 2  # a holiday of a Monday or Tuesday closes its weekend, later ones open theirs


def named_holiday(words: Words, context: Context) -> Value | None:
    """Read a holiday: of the year named, else the last, the next or the nearest one."""
    rule, year = first(words, "holiday"), first(words, "year")
    if rule.startswith("lunar"):
        return Value(DATE, year or "XXXX", NONE)
    if year:
        day = holiday(rule, int(year))
        return _around(words, day, EXPLICIT) if day else None
    if context.anchor is None:
        return Value(DATE, f"XXXX-{rule if len(rule) == 5 else 'XX-XX'}")
    anchor = context.anchor
    days = [d for n in (-1, 0, 1) if (d := holiday(rule, anchor.year + n))]
    if has(words, "last"):
        days = [d for d in days if d < anchor]
    elif has(words, "next"):
        days = [d for d in days if d > anchor]
    elif context.direction:
        days = [d for d in days if _is_meant((d - anchor).days, context.direction)]
    return _around(words, min(days, key=lambda d: abs((d - anchor).days)), RELATIVE)


def holiday_clock(words: Words, context: Context) -> Value | None:
    """Read "8 p.m. on Election Day", "noon Christmas Eve"."""
    time, day = clock_time(words), named_holiday(words, context)
    if time is None or day is None or len(day.value) != DAY:
        return None
    return Value(TIME, f"{day.value}{time}", day.basis)


def _is_meant(ahead: int, direction: int) -> bool:
    """Tell whether a holiday so many days ahead is on the clause's side, or only just not."""
    is_near = direction == -1 and 0 < ahead <= JUST_AHEAD  # "Safety stressed on Labor Day"
    return is_near or ahead * direction >= 0


def _around(words: Words, day: date, basis: str) -> Value:
    """Return a holiday, its week, its weekend ("Labor Day weekend" comes before it) or a part."""
    if has(words, "part"):
        return Value(TIME, f"{day.isoformat()}T{first(words, 'part')}", basis)
    unit = first(words, "unit")
    if unit == "WE":
        day -= timedelta(day.isoweekday() % 7 if day.isoweekday() <= MONDAY_OR_SO else 0)
    return Value(DATE, at_grain(day, unit if unit in ("W", "WE") else "D"), basis)


def holiday_rel(words: Words, context: Context) -> Value | None:
    """Read "Easter last year"."""
    rule = first(words, "holiday")
    if units_of(words) != ["Y"] or context.anchor is None or rule.startswith("lunar"):
        return None
    day = holiday(rule, context.anchor.year + offset(words))
    return Value(DATE, day.isoformat()) if day else None
