"""Dates as pages write them go in, instants in UTC come out; what cannot be read is None."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from flows.extract.page import is_elsewhere
from flows.extract.structured import Markup
from flows.extract.values import clean
from flows.written_dates import EARLIEST, Instant, parse_visible, whole_day
from flows.zones import as_mail_date, with_offset, zone_offset

SLACK = timedelta(days=1)  # pages' clocks and zones run ahead of ours by up to a day
VISIBLE = 80  # characters: what is longer is a text, not a date

_DATED = re.compile(r"date|time|publish|posted|fecha|datum", re.I)
_IN_URL = re.compile(r"/(20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|$)")


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
        day = whole_day(*map(int, found.groups()))
        yield Instant(datetime.combine(day, time(), UTC), is_day=True) if day else None
