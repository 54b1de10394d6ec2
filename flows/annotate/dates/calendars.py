"""TIMEX3 values go in, the days they cover come out; and days shifted by units of the calendar."""

import re
from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}  # months, northern
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-[1-7])?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEARS = re.compile(r"(\d{2,4})")


def interval(value: str) -> tuple[date, date, str] | None:
    """Return first and last day, inclusive, and the precision of a value; None for an open one."""
    try:
        return _interval(value)
    except ValueError:  # a day or week that no calendar has
        return None


def _interval(value: str) -> tuple[date, date, str] | None:
    if found := _DAY.fullmatch(value):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day, "time" if found[4] else "day"
    if found := _WEEK.fullmatch(value):
        return _week(int(found[1]), int(found[2]), found[3])
    if found := _PART.fullmatch(value):
        return _part(int(found[1]), found[2])
    if found := _MONTH.fullmatch(value):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    if (found := _YEARS.fullmatch(value)) and int(found[1]) > 0:
        span = 10 ** (4 - len(value))
        first = int(value) * span
        return date(first, 1, 1), date(first + span - 1, 12, 31), "year" if span == 1 else "none"
    return None


def _week(year: int, week: int, part: str | None) -> tuple[date, date, str]:
    monday = date.fromisocalendar(year, week, 1)
    if part == "-WE":
        return monday + timedelta(5), monday + timedelta(6), "day"
    if part:
        day = monday + timedelta(int(part[1]) - 1)
        return day, day, "day"
    return monday, monday + timedelta(6), "week"


def _part(year: int, part: str) -> tuple[date, date, str]:
    if part[0] == "Q":
        first, last = 3 * int(part[1]) - 2, 3 * int(part[1])
    elif part[0] == "H":
        first, last = 6 * int(part[1]) - 5, 6 * int(part[1])
    else:
        first, last = _SEASONS[part]
    end = date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1)
    return date(year, first, 1), end.replace(day=monthrange(end.year, end.month)[1]), "month"


def shift(day: date, count: int, unit: str) -> date:
    """Return the day so many units on (D, W, F fortnight, M, Q, Y, E decade, C century)."""
    if unit in ("D", "W", "F", "WE"):
        return day + timedelta(days=count * {"D": 1, "F": 14}.get(unit, 7))
    months = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def at_grain(day: date, unit: str) -> str:
    """Return the value of the unit that holds the day: a week, a month, a year."""
    year, week, _ = day.isocalendar()
    grains = {
        "D": day.isoformat(),
        "W": f"{year:04d}-W{week:02d}",
        "F": f"{year:04d}-W{week:02d}",
        "WE": f"{year:04d}-W{week:02d}-WE",
        "M": f"{day.year:04d}-{day.month:02d}",
        "Q": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "Y": f"{day.year:04d}",
        "E": f"{day.year // 10:03d}",
        "C": f"{day.year // 100:02d}",
    }
    return grains[unit]


def open_value(unit: str) -> str:
    """Return the value of a unit of which only the kind is known."""
    return {
        "D": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX",
        "Q": "XXXX-QX", "Y": "XXXX", "E": "XXX", "C": "XX",
    }[unit]  # fmt: skip


def nearest_weekday(day: date, weekday: int, direction: int) -> date:
    """Return the day itself or the nearest such weekday (1 Monday) before (-1) or after (1) it."""
    ahead = (weekday - day.isoweekday()) % 7
    if direction > 0 or ahead == 0:
        return day + timedelta(ahead)
    return day + timedelta(ahead - 7)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Butcher's rule)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def holiday(rule: str, year: int) -> date | None:
    """Return the day of a holiday by its rule in seeds/holidays.csv; None for lunar ones."""
    parts = rule.split()
    if parts[0] == "easter":
        return easter(year) + timedelta(int(parts[1]))
    if parts[0] == "election":
        first = date(year, 11, 1)
        return nearest_weekday(first, 1, 1) + timedelta(1)  # Tuesday after the first Monday
    if parts[0] == "lunar":
        return None
    if len(parts) == 3:
        return _nth_weekday(year, int(parts[0]), parts[1], int(parts[2]))
    month, day = parts[0].split("-")
    return date(year, int(month), int(day))


def _nth_weekday(year: int, month: int, name: str, count: int) -> date:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    number = names.index(name) + 1
    if count < 0:
        last = date(year, month, monthrange(year, month)[1])
        return nearest_weekday(last, number, -1)
    return nearest_weekday(date(year, month, 1), number, 1) + timedelta(7 * (count - 1))
