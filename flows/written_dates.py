"""A date as people write it goes in, numbers or words of many languages; its instant comes out."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache

from flows.lists import read_rows
from flows.zones import from_utc, with_offset, zone_offset

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no page is older: digitised papers, broken clocks

_NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?P<mark>[-/.年년])\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.\s?(?P<year2>(?:19|20)\d\d)(?!\d)"
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.h時](\d\d)(?!\d)\s?([ap])?\.?(?:m\b)?", re.I)


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC; `is_day` where the page gives the day alone (its midnight stands for it).

    `zone` is the offset from UTC in which the page gives it, +hh:mm, None where it names none.
    """

    at: datetime
    is_day: bool
    zone: str | None = None


def parse_visible(text: str) -> Instant | None:
    """Read the first date in a short text: numbers with the year first or with points, or words.

    Numbers with strokes and the year last are not read: 03/04/2026 is two days in two countries.
    """
    plain = with_offset("".join(_plain_digit(letter) for letter in text))
    found = _numeric_day(plain) or _worded_day(plain)
    if found is None:
        return None
    day, rest = found
    clock = _CLOCK.search(rest)
    if clock is None:
        return Instant(datetime.combine(day, time(), UTC), is_day=True)
    hour = int(clock[1]) % 12 + 12 * (clock[3].lower() == "p") if clock[3] else int(clock[1])
    moment = datetime.combine(day, time(hour, int(clock[2])), UTC)
    zone = zone_offset(rest[clock.start() :])
    try:
        return Instant(moment - from_utc(zone), is_day=False, zone=zone)
    except OverflowError:
        return None  # the first or last day of all


def _plain_digit(letter: str) -> str:
    """Return the ASCII digit for a digit of any script, other letters as they are."""
    return str(unicodedata.digit(letter)) if letter.isdigit() and not letter.isascii() else letter


def _numeric_day(text: str) -> tuple[date, str] | None:
    """Return the day that the text gives in numbers, and the text without it."""
    found = _NUMERIC.search(text)
    if not found:
        return None
    parts = [found[name] or found[f"{name}2"] for name in ("year", "month", "day")]
    return _with_rest(text, found, whole_day(*map(int, parts)))


def _with_rest(text: str, found: re.Match[str], day: date | None) -> tuple[date, str] | None:
    return (day, text[: found.start()] + " " + text[found.end() :]) if day else None


def whole_day(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, None where it has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _worded() -> tuple[re.Pattern[str], dict[str, int]]:
    rows = [row for row in read_rows("calendar_words") if row["kind"] == "month"]
    months = {_folded(row["word"]): int(row["number"]) for row in rows}
    words = sorted({row["word"] for row in rows}, key=len, reverse=True)
    names = "|".join(re.escape(word) for word in words)
    month, link = rf"(?<!\w)(?P<month>{names})(?!\w)\.?", r"[\s,]+(?:del?\s|di\s|d['’])?"
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?(?!\d)"
    year = r"(?P<year>(?:19|20)\d\d)"
    orders = (
        rf"{day}{link}{month}{link}{year}",
        rf"{month}\s+{day}[\s,]+{year}",
        rf"(?<!\d){year}\.?\s+{month}\s+{day}",
    )
    numbered = (each.replace(">", f"{n}>") for n, each in enumerate(orders))
    return re.compile("|".join(numbered), re.I), months


def _folded(word: str) -> str:
    """Return a word without case, as expressions see it: dotted and dotless i are one."""
    return word.casefold().replace("\N{COMBINING DOT ABOVE}", "").replace("ı", "i")


def _worded_day(text: str) -> tuple[date, str] | None:
    """Return the day that the text gives with the month's name, and the text without it."""
    if not _YEAR.search(text):
        return None  # what most texts have not: the look for thousands of names is spared
    pattern, months = _worded()
    found = pattern.search(text)
    if not found:
        return None
    year, month, day = (
        next(found[f"{name}{n}"] for n in range(3) if found[f"{name}{n}"])
        for name in ("year", "month", "day")
    )
    return _with_rest(text, found, whole_day(int(year), months[_folded(month)], int(day)))
