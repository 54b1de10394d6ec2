"""Dates as pages write them go in, instants in UTC come out; what cannot be read is None."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from flows.extract.page import is_elsewhere
from flows.extract.structured import Markup
from flows.extract.values import clean
from flows.extract.wordlists import read_rows
from flows.zones import as_mail_date, from_utc, with_offset, zone_offset

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before it there were no pages, only digitised papers
SLACK = timedelta(days=1)  # pages' clocks and zones run ahead of ours by up to a day
VISIBLE = 80  # characters: what is longer is a text, not a date

_DATED = re.compile(r"date|time|publish|posted|fecha|datum", re.I)
_IN_URL = re.compile(r"/(20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_NUMERIC = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?P<mark>[-/.年년])\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<day2>\d{1,2})\.\s?(?P<month2>\d{1,2})\.\s?(?P<year2>(?:19|20)\d\d)(?!\d)"
)  # fmt: skip
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.h時](\d\d)(?!\d)\s?([ap])?\.?(?:m\b)?", re.I)


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment in UTC; `is_day` where the page gives the day alone (its midnight stands for it).

    `zone` is the offset from UTC in which the page gives it, +hh:mm, None where it names none.
    """

    at: datetime
    is_day: bool
    zone: str | None = None


def choose_published(
    root: HtmlElement, markup: Markup, url: str | None, *, latest: datetime
) -> Instant | None:
    """Return when the page says that it was published: structured data, then what readers see.

    Moments before 1990 or more than a day after `latest` (when the page was fetched) are not taken.
    """
    stated = (parse_instant(text) for text in markup.published)
    visible = (found for text in _visible(root) if (found := parse_visible(text)))
    for source in (stated, _time_elements(root), visible, _in_url(url)):
        for found in source:
            if found and EARLIEST <= found.at <= latest + SLACK:
                return found
    return None


def choose_modified(
    markup: Markup, published: datetime | None, *, latest: datetime
) -> Instant | None:
    """Return when the page says that it was last changed, if that is not before its publication."""
    for text in markup.modified:
        found = parse_instant(text)
        if found and (published or EARLIEST) <= found.at <= latest + SLACK:
            return found
    return None


def parse_instant(text: str) -> Instant | None:
    """Read a date as structured data has it: ISO 8601, RFC 2822, seconds since 1970, or words.

    A time without a zone is read as UTC: a page that leaves it out gives no way to know better.
    """
    text = with_offset(text)
    text = re.sub(r"\s(?=[+-]\d\d:?\d\d$)", "", text.strip())
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return Instant(datetime.fromtimestamp(int(text[:10]), UTC), is_day=False)
    if not re.fullmatch(r"\d{8}", text) and re.fullmatch(r"\d+", text):
        return None
    for read in (_read_iso, _read_mail_date):
        try:
            found = _in_utc(read(text))
        except (ValueError, IndexError, TypeError, OverflowError):
            continue  # OverflowError: the first or last day of all, in another zone
        return Instant(found, len(text) <= 10, zone_offset(text))
    return parse_visible(text)


def _read_iso(text: str) -> datetime:
    """Read ISO 8601, with the odd blanks and the long fractions that pages have."""
    text = re.sub(r"(\d\d\.\d{6})\d+", r"\1", text).replace("T ", "T")
    return datetime.fromisoformat(re.sub(r"\s?(?:UTC|GMT|Z)$", "+00:00", text))


def _read_mail_date(text: str) -> datetime:
    return parsedate_to_datetime(as_mail_date(text))


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# --- dates that readers see -----------------------------------------------------------------------


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
    return _with_rest(text, found, _day(*map(int, parts)))


def _with_rest(text: str, found: re.Match[str], day: date | None) -> tuple[date, str] | None:
    return (day, text[: found.start()] + " " + text[found.end() :]) if day else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _worded() -> tuple[re.Pattern[str], dict[str, int]]:
    rows = [row for row in read_rows("calendar_words") if row["kind"] == "month"]
    months = {row["word"].casefold(): int(row["number"]) for row in rows}
    names = "|".join(re.escape(word) for word in sorted(months, key=len, reverse=True))
    month, link = rf"(?<!\w)(?P<month>{names})(?!\w)\.?", r"[\s,]+(?:de[l]?\s|di\s)?"
    day = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?(?!\d)"
    year = r"(?P<year>(?:19|20)\d\d)"
    first = rf"{day}{link}{month}{link}{year}"
    second = rf"{month}\s+{day}[\s,]+{year}".replace("month>", "month2>")
    second = second.replace("day>", "day2>").replace("year>", "year2>")
    return re.compile(f"{first}|{second}", re.I), months


def _worded_day(text: str) -> tuple[date, str] | None:
    """Return the day that the text gives with the month's name, and the text without it."""
    pattern, months = _worded()
    found = pattern.search(text)
    if not found:
        return None
    year, month, day = (found[name] or found[f"{name}2"] for name in ("year", "month", "day"))
    return _with_rest(text, found, _day(int(year), months[month.casefold()], int(day)))


def _time_elements(root: HtmlElement) -> Iterator[Instant | None]:
    for element in root.iter("time"):
        if element.get("datetime") and not is_elsewhere(element):
            yield parse_instant(element.get("datetime"))


def _visible(root: HtmlElement) -> Iterator[str]:
    """Yield the short texts that the page marks as its date, then those beside its heading."""
    for element in root.iterfind(".//body//*"):
        marks = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if (element.tag == "time" or _DATED.search(marks)) and not is_elsewhere(element):
            text = clean(" ".join(element.itertext()))
            if text and len(text) <= VISIBLE:
                yield text
    yield from _beside_heading(root)


def _beside_heading(root: HtmlElement) -> Iterable[str]:
    for heading in root.iter("h1"):
        for element in list(heading.itersiblings())[:4]:
            text = clean(" ".join(element.itertext()))
            if text and len(text) <= VISIBLE:
                yield text


def _in_url(url: str | None) -> Iterator[Instant | None]:
    found = _IN_URL.search(urlsplit(url or "").path)
    if found:
        day = _day(*map(int, found.groups()))
        yield Instant(datetime.combine(day, time(), UTC), is_day=True) if day else None
