"""A date as feeds and pages write it goes in; it comes out with its zone as an offset from UTC.

Readers of dates know offsets, but few names of zones: what they do not know they take for UTC.
"""

import re
from datetime import timedelta
from functools import cache

from flows.lists import read_rows

UNKNOWN = "-0000"  # RFC 5322, section 3.3: the time says nothing of its zone
AT_ZERO = frozenset({"GMT", "UT", "UTC"})
_NAMED = re.compile(
    r"(?P<clock>\d{1,2}[:.h]\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?)"
    r" ?\(?(?P<name>(?!(?:AM|PM)\b)[A-Z]{2,5})(?P<more>[+-]\d{1,2}(?::?\d\d)?)?\)?(?!\w)"
)
_OFFSET = re.compile(
    r"\d[:.h]\d\d(?::\d\d)?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r" ?(?:([+-][01]\d):?(\d\d)(?!\d)|Z(?!\w))"
)
_HALF_DAY = re.compile(r"\b(0?[1-9]|1[0-2])(:\d\d(?::\d\d)?) ?([ap])\.?m\b\.?", re.IGNORECASE)
_COLON_IN_OFFSET = re.compile(r"(?<=:\d\d)( ?[+-]\d\d):(\d\d)(?!\d)")
_ISO_DAY = re.compile(r"\s*\d{4}-\d\d-\d\d")


@cache
def named_zones() -> dict[str, str]:
    """Return the offsets of seeds/time_zones.csv by name; "" for what several zones are called."""
    return {row["name"]: row["offset"] for row in read_rows("time_zones")}


def with_offset(text: str) -> str:
    """Return a date whose time has a zone's name with its offset instead, any other as it is.

    A name that is shared by zones, or not in the list, becomes "-0000": the time is read as UTC.
    """
    found = _NAMED.search(text)
    if found is None:
        return text
    offset = named_zones().get(found["name"], "").replace(":", "") or UNKNOWN
    if found["more"]:
        offset = _padded(found["more"]) if found["name"] in AT_ZERO else UNKNOWN
    blank = "" if _ISO_DAY.match(text) else " "
    return f"{text[: found.end('clock')]}{blank}{offset}{text[found.end() :]}"


def as_mail_date(text: str) -> str:
    """Return a date in words as readers of RFC 822 know it: 15:00 for 3:00 PM, +0100 for +01:00.

    What they do not know they pass over, and give another instant.
    """
    text = _HALF_DAY.sub(lambda found: f"{_hour(found):02}{found[2]}", with_offset(text))
    return _COLON_IN_OFFSET.sub(r"\1\2", text)


def zone_offset(text: str) -> str | None:
    """Return the offset from UTC that a date names, as +hh:mm; None where it names none."""
    found = _OFFSET.search(with_offset(text))
    if found is None or found[0].endswith(("-0000", "-00:00")):
        return None
    return f"{found[1]}:{found[2]}" if found[1] else "+00:00"


def from_utc(zone: str | None) -> timedelta:
    """Return the offset that a zone (+hh:mm) names, to take from a local time; none for None."""
    if zone is None:
        return timedelta()
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
    return -offset if zone[0] == "-" else offset


def _hour(found: re.Match[str]) -> int:
    """Return the hour of the day for one of a clock with twelve."""
    return int(found[1]) % 12 + 12 * (found[3].lower() == "p")


def _padded(offset: str) -> str:
    """Return "+1", "+0100" or "+01:00" as +hhmm."""
    hours, _, minutes = offset[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return f"{offset[0]}{hours:0>2}{minutes:0>2}"
