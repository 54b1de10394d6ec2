"""Words that name a calendar date, a month, a year or a decade go in; their values come out."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from flows.annotate.dates.context import (
    DATE,
    EXPLICIT,
    RELATIVE,
    SURELY_BACK,
    Context,
    Value,
    Words,
    day_number,
    digits,
    first,
    has,
    offset,
    units_of,
)
from flows.annotate.dates.numerals import count_of

NEAR_DAYS = 120  # a day of the year this near is meant, whatever the clause's tense
CENTURY_TURNS = 2030  # without an article's day: "'35" is the last century's
AHEAD = 5  # years that may be named by two digits before they come
QUARTER = 3  # months
JUST_PAST = 60  # days; farther back is no day that a clause looks ahead to
_THIRDS = {"START": 1, "MID": 5, "END": 9}  # months: "mid-2015" is May to August
_TENS = {"START": 1, "MID": 11, "END": 21}  # days of a month
JUST_AHEAD = 45  # days; farther ahead is no day that a clause looks back on


def iso(words: Words, context: Context) -> Value:
    """Read "2024-05-03"."""
    return Value(DATE, date.fromisoformat(words[0].text).isoformat(), EXPLICIT)


def slash(words: Words, context: Context) -> Value:
    """Read "5/3/2024": month first, as in America, unless only day first is a date.

    A weekday before it tells: "Wednesday 10/07/2019" is of July.
    """
    a, b, year = (int(part) for part in words[-1].text.split("/"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    found = [known for month, day in ((a, b), (b, a)) if (known := day_in(year, month, day))]
    told = [day for day in found if first(words, "weekday") == str(day.isoweekday())]
    if not found:
        raise ValueError(f"no such day: {words[-1].text}")
    return Value(DATE, (told or found)[0].isoformat(), EXPLICIT)


def mdy(words: Words, context: Context) -> Value:
    """Read "May 3, 2024"."""
    year, month = int(first(words, "year")), int(first(words, "month"))
    return Value(DATE, date(year, month, day_number(words)).isoformat(), EXPLICIT)


def md(words: Words, context: Context) -> Value:
    """Read "May 3": the year is that of the nearest one, or of the clause's side."""
    month, day = int(first(words, "month")), day_number(words)
    if context.anchor is None:
        date(2000, month, day)  # refuses a day that no year has
        return Value(DATE, f"XXXX-{month:02d}-{day:02d}")
    return Value(DATE, nearest(context.anchor, month, day, context.direction).isoformat())


def md_rel(words: Words, context: Context) -> Value | None:
    """Read "14 February next year", "May 3 this year"."""
    if units_of(words) != ["Y"]:
        return None
    month, day = int(first(words, "month")), day_number(words)
    if context.anchor is None:
        return md(words, context)
    return Value(DATE, date(context.anchor.year + offset(words), month, day).isoformat())


def _near(direction: int, *, is_past: bool) -> int:
    """Return how far off a day may lie that is nearer than the one on the clause's side."""
    if direction == SURELY_BACK:
        return 0
    if direction > 0 and is_past:
        return JUST_PAST
    return NEAR_DAYS if is_past or direction > 0 else JUST_AHEAD


def nearest(anchor: date, month: int, day: int, direction: int) -> date:
    """Return the month's day that lies nearest; where none is near, one on the clause's side.

    Raises:
        ValueError: no year around has such a day.
    """
    found = [d for year in (-1, 0, 1) if (d := day_in(anchor.year + year, month, day))]
    if not found:
        raise ValueError(f"no {month}-{day} around {anchor}")
    best = min(found, key=lambda d: abs((d - anchor).days))
    if not direction or abs((best - anchor).days) <= _near(direction, is_past=best < anchor):
        return best
    side = [d for d in found if (d - anchor).days * direction > 0]
    return min(side or found, key=lambda d: abs((d - anchor).days))


def day_in(year: int, month: int, day: int) -> date | None:
    """Return a date, None for a day that its year does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_range(words: Words, context: Context) -> Value | None:
    """Read "May 3-5": the value is the first day, the days are all; "May 5-3" is no range."""
    month = int(first(words, "month"))
    numbers = [digits(w.text) for w in words if w.kind in ("small", "dom", "nth")]
    year = first(words, "year")
    if numbers[1] <= numbers[0]:
        return None
    if year:
        start = date(int(year), month, numbers[0])
    elif context.anchor:
        start = nearest(context.anchor, month, numbers[0], context.direction)
    else:
        return Value(DATE, f"XXXX-{month:02d}-{numbers[0]:02d}")
    days = (start, start.replace(day=numbers[1]))
    return Value(DATE, start.isoformat(), EXPLICIT if year else RELATIVE, days)


def day_pair(words: Words, context: Context) -> Value | None:
    """Read "3 and 4 May" as day_range does; days that do not follow one another are no range."""
    one, other = (digits(w.text) for w in words if w.kind in ("small", "dom", "nth"))
    return day_range(words, context) if other == one + 1 else None


def month_year(words: Words, context: Context) -> Value:
    """Read "early May 2024"."""
    value = f"{named_year(words, context)}-{int(first(words, 'month')):02d}"
    return _of_month(words, Value(DATE, value, EXPLICIT))


def _of_month(words: Words, value: Value) -> Value:
    """Return a month with the days of its third: "early May" are the first ten."""
    opening = _TENS.get(first(words, "early")) if words[0].kind == "early" else None
    if opening is None or not value.value[:4].isdigit():
        return value
    year, month = map(int, value.value.split("-"))
    last = opening + 9 if opening < _TENS["END"] else monthrange(year, month)[1]
    return replace(value, days=(date(year, month, opening), date(year, month, last)))


def named_year(words: Words, context: Context) -> str:
    """Return the year named in four digits, that of "'98" too; "" for none."""
    short = first(words, "shortyear")
    if not short:
        return first(words, "year")
    year = 2000 + digits(short)
    latest = (context.anchor.year if context.anchor else CENTURY_TURNS) + AHEAD
    return str(year if year <= latest else year - 100)


def month_spoken(words: Words, context: Context) -> Value | None:
    """Read "January nineteen ninety-seven"."""
    year = spoken_year(words, context)
    month = int(first(words, "month"))
    return Value(DATE, f"{year.value}-{month:02d}", EXPLICIT) if year else None


def month_rel(words: Words, context: Context) -> Value | None:
    """Read "June last year"."""
    if units_of(words) != ["Y"]:
        return None
    year = f"{context.anchor.year + offset(words):04d}" if context.anchor else "XXXX"
    return _of_month(words, Value(DATE, f"{year}-{int(first(words, 'month')):02d}"))


def month_named(words: Words, context: Context) -> Value:
    """Read "September", "last April": its year is as its adjective or the clause says."""
    month, anchor = int(first(words, "month")), context.anchor
    if anchor is None:
        return Value(DATE, f"XXXX-{month:02d}")
    if has(words, "last", "past", "previous"):
        year = anchor.year - (month >= anchor.month)
    elif has(words, "this"):
        year = anchor.year
    elif has(words, "next", "coming") or context.direction > 0:
        year = anchor.year + (month < anchor.month)
    elif context.direction < 0:
        year = anchor.year - (month > anchor.month)
    else:
        year = nearest(anchor.replace(day=15), month, 15, 0).year
    return _of_month(words, Value(DATE, f"{year:04d}-{month:02d}"))


def months_period(words: Words, context: Context) -> Value | None:
    """Read "the July-September quarter": of the year named, else the latest or the next."""
    opening, closing = (int(w.value) for w in words if w.kind == "month")
    if not {"P", "Q"} & {*units_of(words)} or (context.anchor is None and not has(words, "year")):
        return None
    year = int(first(words, "year") or _period_year(opening, closing, context))
    basis = EXPLICIT if has(words, "year") else RELATIVE
    if closing % QUARTER == 0 and closing - opening == QUARTER - 1:
        return Value(DATE, f"{year}-Q{closing // QUARTER}", basis)
    start = date(year - (opening > closing), opening, 1)
    days = start, date(year, closing, monthrange(year, closing)[1])
    return Value(DATE, f"{start:%Y-%m}", basis, days)


def _period_year(opening: int, closing: int, context: Context) -> int:
    """Return the year in which the period ends, of the last that has, or the next to begin."""
    anchor = context.anchor or date.max
    if context.direction > 0:
        return anchor.year + (opening < anchor.month) + (opening > closing)
    return anchor.year - (closing >= anchor.month)


def year_only(words: Words, context: Context) -> Value:
    """Read "1989", "fiscal 1989", "the end of 1990", "the second half of 2022".

    The early, middle and late months of a year are four each.
    """
    part, year = first(words, "end"), named_year(words, context)
    half = f"-{part}" if part in ("H1", "H2") else ""
    opening = _THIRDS.get(first(words, "early")) if words[0].kind == "early" else None
    if opening is None or has(words, "fiscal"):
        return Value(DATE, f"{year}{half}", EXPLICIT)
    last = opening + 3
    days = date(int(year), opening, 1), date(int(year), last, monthrange(int(year), last)[1])
    return Value(DATE, year, EXPLICIT, days)


def spoken_year(words: Words, context: Context) -> Value | None:
    """Read "nineteen ninety-six" and "the year two thousand and one"."""
    said = [w for w in words if w.kind in ("word", "ten", "big")]
    if said[1].kind == "big":
        number = count_of(said) or 0
    else:
        number = 100 * int(said[0].value) + sum(int(w.value) for w in said[1:])
    return Value(DATE, f"{int(number):04d}", EXPLICIT) if 1500 <= number < 2100 else None


def named_day(words: Words, context: Context) -> Value:
    """Read "9/11"."""
    return Value(DATE, first(words, "namedday"), EXPLICIT)


def years(words: Words, context: Context) -> Value | None:
    """Read "1985-87" and "2019/20": the value is the first year, the days are all."""
    numbers = [w.text for w in words if w.kind in ("year", "dom", "small", "number")]
    start, end = numbers or words[0].text.split("/")
    end = start[:2] + end if len(end) == 2 else end
    if len(end) != 4 or not int(start) < int(end) < 2200:
        return None
    return Value(DATE, start, EXPLICIT, (date(int(start), 1, 1), date(int(end), 12, 31)))


def decade(words: Words, context: Context) -> Value | None:
    """Read "the early 1990s", "the '80s"."""
    text = "".join(c for c in first(words, "decade") if c.isdigit())
    if len(text) == 4:
        return Value(DATE, text[:3], EXPLICIT)
    if len(text) != 2 or not (has(words, "the") or words[-1].text[0] in "'’"):
        return None  # "in his 30s"
    return Value(DATE, ("20" if text[0] in "01" else "19") + text[0], EXPLICIT)


def nineties(words: Words, context: Context) -> Value | None:
    """Read "the nineties"; a temperature or an age has no "the" and is none."""
    if not has(words, "the"):
        return None
    return Value(DATE, "19" + first(words, "nineties"), EXPLICIT)
