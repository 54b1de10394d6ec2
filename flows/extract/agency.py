"""A text goes in, the news agency that it is credited to comes out."""

import re
from functools import cache

from flows.lists import read_rows

HEAD = 200  # characters in which a dateline stands
FOOT = 3  # last lines among which the credit stands
MAX_CREDIT = 60


def find_agency(text: str, stated: tuple[str, ...] = ()) -> str | None:
    """Return the agency named in the dateline, the credit line, or the page's own statement.

    A credit line holds nothing but agencies and what joins them; an agency that the text merely
    speaks of is no credit.
    """
    for pattern in _dateline():
        if found := pattern.match(text[:HEAD]):
            return _agencies()[found["agency"]]
    for line in reversed(text.rstrip()[-500:].splitlines()[-FOOT:]):
        if len(line) <= MAX_CREDIT and (found := _credit().fullmatch(line.strip())):
            return _agencies()[found["agency"]]
    for name in stated:
        if name in _agencies():
            return _agencies()[name]
    return None


@cache
def _agencies() -> dict[str, str]:
    return {row["spelling"]: row["agency"] for row in read_rows("agencies")}


@cache
def _names() -> str:
    return "|".join(re.escape(name) for name in sorted(_agencies(), key=len, reverse=True))


@cache
def _dateline() -> tuple[re.Pattern[str], ...]:
    """Match "KYIV (Reuters) -", "PARIS, Jan 30 (AFP) —", "MOSCOW, January 30. /TASS/."."""
    agency = rf"(?P<agency>{_names()})"
    return (
        re.compile(rf"[^!?(]{{0,80}}\(\s?{agency}(?:/[\w ]+)?\s?\)\s?[-–—:]"),
        re.compile(rf"[^!?/]{{0,60}}/{agency}/"),
    )


@cache
def _credit() -> re.Pattern[str]:
    joiner = r"(?:\s?[/,&+]\s?|\s(?:and|und|et|y|with)\s)"
    other = r"[A-Za-zÀ-ž]{2,20}"
    return re.compile(
        rf"[(\[—–\-©/*\s]*(?:(?:Source|Quelle|Fuente|Fonte)\s?:\s?)?(?P<agency>{_names()})"
        rf"(?:{joiner}{other}){{0,3}}[)\]/.\s]*"
    )
