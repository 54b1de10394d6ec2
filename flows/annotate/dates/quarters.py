"""Words that name a quarter, a half, a season or a fiscal year go in; their values come out."""

from collections.abc import Sequence
from datetime import date

from flows.annotate.dates.caldates import named_year, spoken_year
from flows.annotate.dates.calendars import at_grain, interval, open_value, shift
from flows.annotate.dates.context import (
    DATE,
    EXPLICIT,
    Context,
    Value,
    Words,
    first,
    has,
    offset,
    ordinal,
    units_of,
)

Span = tuple[int, date, date]  # a season's year, its first and its last day

_OPPOSITE = {"SU": "WI", "WI": "SU", "SP": "FA", "FA": "SP"}


def season_year(words: Words, context: Context) -> Value | None:
    """Read "the winter of 1994"."""
    year = named_year(words, context)
    spoken = None if year else spoken_year(words, context)
    year = year or (spoken.value if spoken else "")
    return Value(DATE, f"{year}-{first(words, 'season')}", EXPLICIT) if year else None


def season_of(words: Words, context: Context) -> Value | None:
    """Read "the autumn of last year"."""
    if units_of(words) != ["Y"]:
        return None
    year = str(context.anchor.year + offset(words)) if context.anchor else "XXXX"
    return Value(DATE, f"{year}-{first(words, 'season')}")


def season(words: Words, context: Context) -> Value:
    """Read "last winter", "this summer", "the spring"; winter's year is that of its December.

    So is a southern summer's.
    """
    name, anchor = first(words, "season"), context.anchor
    if anchor is None:
        return Value(DATE, f"XXXX-{name}")
    time = _OPPOSITE[name] if context.is_south else name  # of a northern year
    known = [(year, interval(f"{year}-{time}")) for year in range(anchor.year - 2, anchor.year + 3)]
    spans = [(year, days[0], days[1]) for year, days in known if days]
    year, opening, closing = _meant(words, spans, anchor, context.direction)
    return Value(DATE, f"{year}-{name}", days=(opening, closing) if context.is_south else None)


def _meant(words: Words, spans: Sequence[Span], today: date, direction: int) -> Span:
    """Return the one of five years' seasons that its adjective or the clause means."""
    if has(words, "last", "past", "previous"):
        return [span for span in spans if span[2] < today][-1]
    if has(words, "next", "coming", "following"):
        return next(span for span in spans if span[1] > today)
    if has(words, "this"):
        return _this_one(spans, today, direction)
    if direction > 0:
        return next(span for span in spans if span[2] >= today)
    return [span for span in spans if span[1] <= today][-1]


def _this_one(spans: Sequence[Span], today: date, direction: int) -> Span:
    """Return the season of the calendar's year, or the next where the clause looks ahead.

    A winter, of two years, is the one nearest.
    """
    same = next((s for s in spans if s[1].year == s[2].year == today.year), None)
    if same is None:
        return min(spans, key=lambda span: abs((span[1] - today).days + 45))
    is_over = direction > 0 and same[2] < today
    return next(s for s in spans if s[1] > today) if is_over else same


def quarter(words: Words, context: Context) -> Value | None:
    """Read "third-quarter", "the first half of 2020", "this year's second quarter", "Q2 2026"."""
    if has(words, "periodcode"):
        return Value(DATE, f"{first(words, 'year')}-{first(words, 'periodcode')}", EXPLICIT)
    number, units = ordinal(words), units_of(words)
    letter = "H" if has(words, "half") else "Q"
    if letter == "Q" and ("Q" not in units or number > 4) or letter == "H" and number > 2:
        return None
    if has(words, "year"):
        return Value(DATE, f"{first(words, 'year')}-{letter}{number}", EXPLICIT)
    if context.anchor is None:
        return Value(DATE, f"XXXX-{letter}{number}")
    now = (context.anchor.month + (2 if letter == "Q" else 5)) // (3 if letter == "Q" else 6)
    if "Y" in units:
        is_open = not has(
            words, "this", "last", "next", "that"
        )  # "sales rose in the … of the year"
        year = context.anchor.year + offset(words)
        year -= is_open and context.direction < 0 and number > now
        return Value(DATE, f"{year}-{letter}{number}")
    ahead = context.direction > 0 or has(words, "next", "coming")
    # Results of the quarter just ended are what firms expect to report.
    year = context.anchor.year + ((number < now - 1) if ahead else -(number > now))
    return Value(DATE, f"{year}-{letter}{number}")


def closing_quarter(words: Words, context: Context) -> Value | None:
    """Read "the last quarter of 2020", "the final quarter of last year": its fourth."""
    if units_of(words) not in (["Q"], ["Q", "Y"]):
        return None
    at = next(i for i, w in enumerate(words) if w.kind in ("last", "final"))
    fourth = words[at]._replace(kind="ordinal", value="4")
    return quarter([fourth, *words[at + 1 :]], context)


def year_quarter(words: Words, context: Context) -> Value | None:
    """Read "the 1988 second quarter", "last year's quarter", "the 1988 period"."""
    if ordinal(words):
        return quarter(words, context)
    if units_of(words)[-1] not in ("Q", "P"):
        return None
    known = str(context.anchor.year + offset(words)) if context.anchor else "XXXX"
    year = first(words, "year") or known
    if context.quarter:
        return Value(DATE, f"{year}{context.quarter[4:]}", EXPLICIT)
    return Value(DATE, year if units_of(words)[-1] == "P" else f"{year}-QX", EXPLICIT)


def same_unit(words: Words, context: Context) -> Value | None:
    """Read "the same period last year": that spoken of, moved by a year."""
    unit, last = units_of(words)
    if last != "Y" or unit in ("Y", "G", "E", "C") or unit[0] == "T":
        return None
    if context.anchor is None:
        return Value(DATE, "XXXX" if unit == "P" else open_value(unit))
    year = str(context.anchor.year + offset(words))
    if unit in ("Q", "P") and context.quarter:
        return Value(DATE, f"{year}{context.quarter[4:]}")
    if unit == "P":
        is_part = len(context.reference) > len(year) and "W" not in context.reference
        return Value(DATE, f"{year}{context.reference[4:]}" if is_part else year)
    named = interval(context.reference)
    day = named[0] if named and named[2] != "year" else context.anchor
    return Value(DATE, at_grain(shift(day, offset(words), "Y"), "D" if unit == "WE" else unit))


def year_ago(words: Words, context: Context) -> Value:
    """Read "year-earlier", "the year-ago quarter": the period spoken of, a year before."""
    if ordinal(words):
        found = quarter([w for w in words if w.kind != "yearago"], context)
        return Value(DATE, a_year_before(found.value if found else "", context))
    return Value(DATE, a_year_before(context.quarter, context))


def a_year_before(value: str, context: Context) -> str:
    """Return the quarter a year before one; else the year before the article's."""
    if value[4:6] == "-Q" and value[:4].isdigit():
        return f"{int(value[:4]) - 1}{value[4:]}"
    return f"{context.anchor.year - 1}" if context.anchor else "XXXX"


def fiscal_unit(words: Words, context: Context) -> Value | None:
    """Read "the fiscal year", "the fiscal first quarter"."""
    if ordinal(words):
        return quarter(words, context)
    if units_of(words) != ["Y"]:
        return None
    return Value(DATE, str(context.anchor.year + offset(words)) if context.anchor else "XXXX")


def latest_period(context: Context) -> Value:
    """Return the quarter spoken of, else the last that ended before the article's day."""
    if context.quarter:
        return Value(DATE, context.quarter)
    if context.anchor is None:
        return Value(DATE, "XXXX-QX")
    return Value(DATE, at_grain(shift(context.anchor, -1, "Q"), "Q"))
