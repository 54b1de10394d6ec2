"""What a time expression leans on, and what it comes to: the records of the date modules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.annotate.dates.calendars import Days
from flows.annotate.dates.words import Word

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"
SURELY_BACK = -2  # "since March 3", "the year ended January 31"
EXPLICIT, RELATIVE, NONE = "explicit", "relative", "none"

Words = Sequence[Word]


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression leans on.

    `direction` is -1 where the clause looks back, SURELY_BACK where a word says so, 1 where it
    looks ahead, 0 where nothing says;
    `reference` is the value of the date named before, `quarter` of the quarter last spoken of as
    the present one; "" for none. `story` is the day told of, for a clock in the past without its
    own; `day` is the last day named, for "the same day" where a year or month was named since.
    `is_south` says that the text tells of the southern half of the Earth.
    """

    anchor: date | None = None
    reference: str = ""
    quarter: str = ""
    direction: int = 0
    story: date | None = None
    day: date | None = None
    is_south: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression of a text: its words, and the rule that reads them."""

    start: int
    end: int
    rule: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """TIMEX3 type and value; `days` only where they are not those of the value."""

    type: str
    value: str
    basis: str = RELATIVE
    days: Days | None = None


def first(words: Words, *kinds: str) -> str:
    """Return the value of the first word of these classes, its own letters where it has none."""
    word = next((w for w in words if w.kind in kinds), None)
    return (word.value or word.text.lower()) if word else ""


def has(words: Words, *kinds: str) -> bool:
    """Tell whether a word of these classes is there."""
    return any(w.kind in kinds for w in words)


def units_of(words: Words) -> list[str]:
    """Return the letters of the units named, in order."""
    return [w.value for w in words if w.kind in ("unit", "units")]


def digits(text: str) -> int:
    """Return the number that a word's digits spell: 21 for "21st"."""
    return int("".join(c for c in text if c.isdigit()))


def day_number(words: Words) -> int:
    """Return the day of the month: the last plain or ordinal number that is no year.

    Raises:
        ValueError: no word is one.
    """
    for word in reversed(words):
        if word.kind in ("small", "dom", "nth"):
            return digits(word.text)
        if word.kind == "ordinal":
            return int(word.value)
    raise ValueError("no day of a month")


def ordinal(words: Words) -> int:
    """Return the first ordinal number, 0 without one."""
    for word in words:
        if word.kind in ("ordinal", "nth"):
            return int(word.value) if word.kind == "ordinal" else digits(word.text)
    return 0


def unknown_day(words: Words) -> str:
    """Return the value of a day where the article has none: "XXXX-WXX-6" for a Saturday."""
    number = "" if has(words, "month") else first(words, "weekday")
    return f"XXXX-WXX-{number}" if number else "XXXX-XX-XX"


def offset(words: Words) -> int:
    """Return -1, 0 or 1 for last, this or next."""
    if has(words, "last", "past", "previous"):
        return -1
    return 1 if has(words, "next", "coming", "following") else 0
