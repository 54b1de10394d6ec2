"""The words of a time expression and its context go in; TIMEX3 type and value come out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flows.annotate.calendars import (
    Days,
    at_grain,
    holiday,
    interval,
    nearest_weekday,
    open_value,
    shift,
)
from flows.annotate.datewords import Word
from flows.annotate.numerals import count_of

DATE, TIME, DURATION, SET = "DATE", "TIME", "DURATION", "SET"
EXPLICIT, RELATIVE, NONE = "explicit", "relative", "none"


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression leans on.

    `direction` is -1 where the clause looks back, 1 where it looks ahead, 0 where nothing says;
    `reference` is the value of the date named before, "" for none.
    """

    anchor: date | None = None
    reference: str = ""
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """TIMEX3 type and value; `days` only where they are not those of the value."""

    type: str
    value: str
    basis: str = RELATIVE
    days: Days | None = None


Words = Sequence[Word]


def value_of(rule: str, words: Words, context: Context) -> Value | None:
    """Return the value that a rule of the grammar gives these words; None where it declines."""
    try:
        return HANDLERS[rule](words, context)
    except (ValueError, OverflowError):  # "February 30", a year beyond the calendar
        return None


def first(words: Words, *kinds: str) -> str:
    """Return the value of the first word of these classes, its own letters where it has none."""
    word = next((w for w in words if w.kind in kinds), None)
    return (word.value or word.text.lower()) if word else ""


def has(words: Words, *kinds: str) -> bool:
    """Tell whether a word of these classes is there."""
    return any(w.kind in kinds for w in words)


def number_in(words: Words) -> int:
    """Return the day of the month: the last plain or ordinal number that is no year."""
    for word in reversed(words):
        if word.kind in ("small", "dom"):
            return int(word.text)
        if word.kind == "nth":
            return int("".join(c for c in word.text if c.isdigit()))
        if word.kind == "ordinal":
            return int(word.value)
    raise ValueError("no day")


# --- calendar dates ----------------------------------------------------------------------------


def iso(words: Words, context: Context) -> Value:
    return Value(DATE, date.fromisoformat(words[0].text).isoformat(), EXPLICIT)


def slash(words: Words, context: Context) -> Value:
    """Month first, as American papers write it, unless only day first is a date."""
    a, b, year = (int(part) for part in words[0].text.split("/"))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    month, day = (a, b) if a <= 12 else (b, a)
    return Value(DATE, date(year, month, day).isoformat(), EXPLICIT)


def mdy(words: Words, context: Context) -> Value:
    year, month = int(first(words, "year")), int(first(words, "month"))
    return Value(DATE, date(year, month, number_in(words)).isoformat(), EXPLICIT)


def md(words: Words, context: Context) -> Value:
    month, day = int(first(words, "month")), number_in(words)
    if context.anchor is None:
        date(2000, month, day)
        return Value(DATE, f"XXXX-{month:02d}-{day:02d}")
    return Value(DATE, nearest(context.anchor, month, day, context.direction).isoformat())


def nearest(anchor: date, month: int, day: int, direction: int) -> date:
    """Return the month's day that lies nearest; where both sides are far, on the clause's side."""
    found = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if direction:
        side = [d for d in found if (d - anchor).days * direction >= -45]
        found = side or found
    return min(found, key=lambda d: abs((d - anchor).days))


def day_range(words: Words, context: Context) -> Value:
    """A range inside one month: its value is the first day, its days both."""
    month = int(first(words, "month"))
    numbers = [
        int("".join(c for c in w.text if c.isdigit()))
        for w in words
        if w.kind in ("small", "dom", "nth")
    ]
    year = first(words, "year")
    if year:
        start = date(int(year), month, numbers[0])
    elif context.anchor:
        start = nearest(context.anchor, month, numbers[0], context.direction)
    else:
        return Value(DATE, f"XXXX-{month:02d}-{numbers[0]:02d}")
    end = start.replace(day=numbers[1])
    return Value(DATE, start.isoformat(), EXPLICIT if year else RELATIVE, (start, end))


def month_year(words: Words, context: Context) -> Value:
    return Value(
        DATE, f"{int(first(words, 'year')):04d}-{int(first(words, 'month')):02d}", EXPLICIT
    )


def month_rel(words: Words, context: Context) -> Value | None:
    month, unit = int(first(words, "month")), first(words, "unit")
    if unit != "Y":
        return None
    if context.anchor is None:
        return Value(DATE, f"XXXX-{month:02d}")
    year = context.anchor.year + offset(words)
    return Value(DATE, f"{year:04d}-{month:02d}")


def month_named(words: Words, context: Context) -> Value:
    """A month without its year: before, this one or after, as its adjective or the clause says."""
    month, anchor = int(first(words, "month")), context.anchor
    if anchor is None:
        return Value(DATE, f"XXXX-{month:02d}")
    if has(words, "last", "past", "previous"):
        year = anchor.year - (month >= anchor.month)
    elif has(words, "next", "coming") or context.direction > 0:
        year = anchor.year + (month < anchor.month)
    elif has(words, "this"):
        year = anchor.year
    else:
        year = anchor.year - (month > anchor.month)
    return Value(DATE, f"{year:04d}-{month:02d}")


def year_only(words: Words, context: Context) -> Value:
    return Value(DATE, f"{int(first(words, 'year')):04d}", EXPLICIT)


def spoken_year(words: Words, context: Context) -> Value | None:
    """ "Nineteen ninety-six", "two thousand and one"."""
    said = [w for w in words if w.kind in ("word", "ten", "big")]
    if said[1].kind == "big":
        if said[1].value != "1000" or not has(words, "the", "unit"):
            return None
        number = count_of(said)
    else:
        number = 100 * int(said[0].value) + sum(int(w.value) for w in said[1:])
    return Value(DATE, f"{int(number):04d}", EXPLICIT) if 1500 <= number < 2100 else None


def years(words: Words, context: Context) -> Value | None:
    """A range of years: its value is the first, its days all."""
    numbers = [w.text for w in words if w.kind in ("year", "dom")]
    start, end = numbers[0], numbers[1]
    end = start[:2] + end if len(end) == 2 else end
    if int(end) <= int(start):
        return None
    return Value(DATE, start, EXPLICIT, (date(int(start), 1, 1), date(int(end), 12, 31)))


def decade(words: Words, context: Context) -> Value | None:
    text = "".join(c for c in first(words, "decade") if c.isdigit())
    if len(text) == 4:
        return Value(DATE, text[:3] if text[2] != "0" else text[:3], EXPLICIT)
    return (
        Value(DATE, ("20" if text[0] in "01" else "19") + text[0], EXPLICIT)
        if len(text) == 2
        else None
    )


def nineties(words: Words, context: Context) -> Value:
    return Value(DATE, "19" + first(words, "nineties"), EXPLICIT)


def century(words: Words, context: Context) -> Value | None:
    if first(words, "unit") != "C":
        return quarter(words, context)
    return Value(DATE, f"{number_in(words) - 1:02d}", EXPLICIT)


# --- seasons, quarters, fiscal years -----------------------------------------------------------


def season_year(words: Words, context: Context) -> Value:
    return Value(DATE, f"{first(words, 'year')}-{first(words, 'season')}", EXPLICIT)


def season_rel(words: Words, context: Context) -> Value:
    """A season before, now or after; winter's year is that of its December."""
    season, anchor = first(words, "season"), context.anchor
    if anchor is None:
        return Value(DATE, f"XXXX-{season}")
    found = [
        (f"{y}-{season}", interval(f"{y}-{season}"))
        for y in range(anchor.year - 2, anchor.year + 2)
    ]
    spans = [(value, days[0], days[1]) for value, days in found if days]
    if has(words, "last", "past", "previous"):
        return Value(DATE, [v for v, _, end in spans if end < anchor][-1])
    if has(words, "next", "coming", "following") or (
        context.direction > 0 and not has(words, "this")
    ):
        return Value(DATE, next(v for v, start, _ in spans if start > anchor))
    middle = [(abs((start - anchor).days + 45), v) for v, start, _ in spans]
    if has(words, "this") or context.direction == 0:
        return Value(DATE, min(middle)[1])
    return Value(DATE, [v for v, start, _ in spans if start <= anchor][-1])


def quarter(words: Words, context: Context) -> Value | None:
    """A numbered quarter, of a year named or of the latest that had it."""
    unit = first(words, "unit") or first(words, "half")
    if first(words, "unit") not in ("Q", "Y") and not has(words, "half"):
        return None
    number, letter = number_in_quarter(words), "H" if unit == "0.5" else "Q"
    if letter == "Q" and (number > 4 or "Q" not in [w.value for w in words if w.kind == "unit"]):
        return None
    if has(words, "year"):
        return Value(DATE, f"{first(words, 'year')}-{letter}{number}", EXPLICIT)
    if context.anchor is None:
        return Value(DATE, f"XXXX-{letter}{number}")
    if any(w.kind == "unit" and w.value == "Y" for w in words):
        return Value(DATE, f"{context.anchor.year + offset(words)}-{letter}{number}")
    now = (context.anchor.month + (2 if letter == "Q" else 5)) // (3 if letter == "Q" else 6)
    ahead = context.direction > 0 or has(words, "next", "coming")
    year = context.anchor.year + ((number < now) if ahead else -(number > now))
    return Value(DATE, f"{year}-{letter}{number}")


def number_in_quarter(words: Words) -> int:
    """Return the ordinal, 0 without one."""
    for word in words:
        if word.kind == "ordinal":
            return int(word.value)
        if word.kind == "nth":
            return int("".join(c for c in word.text if c.isdigit()))
    return 0


def year_quarter(words: Words, context: Context) -> Value | None:
    """ "The 1988 second quarter", "last year's quarter", "the 1988 period"."""
    if has(words, "ordinal", "nth"):
        return quarter(words, context)
    year = first(words, "year") or (
        str(context.anchor.year + offset(words)) if context.anchor else "XXXX"
    )
    units = [w.value for w in words if w.kind == "unit"]
    if units[-1] not in ("Q", "P"):
        return None
    tail = context.reference[4:] if context.reference[4:6] == "-Q" else ""
    return Value(DATE, f"{year}{tail}" if tail or units[-1] == "P" else f"{year}-QX", EXPLICIT)


def year_ago(words: Words, context: Context) -> Value:
    """ "Year-earlier", "the year-ago quarter": the period spoken of, a year before."""
    if has(words, "ordinal"):
        found = quarter([w for w in words if w.kind != "yearago"], context)
        value = found.value if found else "XXXX"
    else:
        value = context.reference
    return Value(DATE, a_year_before(value, context))


def a_year_before(value: str, context: Context) -> str:
    """Return the quarter a year before one; else the year before the article's."""
    if value[4:6] == "-Q" and value[:4].isdigit():
        return f"{int(value[:4]) - 1}{value[4:]}"
    return f"{context.anchor.year - 1}" if context.anchor else "XXXX"


def fiscal_unit(words: Words, context: Context) -> Value | None:
    if has(words, "ordinal"):
        return quarter(words, context)
    if first(words, "unit") != "Y":
        return None
    if context.anchor is None:
        return Value(DATE, "XXXX")
    return Value(DATE, str(context.anchor.year + offset(words)))


# --- relative to the article's day -------------------------------------------------------------


def offset(words: Words) -> int:
    """Return -1, 0 or 1 for last, this or next."""
    if has(words, "last", "past", "previous"):
        return -1
    return 1 if has(words, "next", "coming", "following") else 0


def day_of(words: Words, context: Context) -> date | None:
    """Return the day that "yesterday", a weekday or a calendar date names."""
    if has(words, "month"):
        found = mdy(words, context) if has(words, "year") else md(words, context)
        days = interval(found.value)
        return days[0] if days else None
    if context.anchor is None:
        return None
    if has(words, "today"):
        return context.anchor + timedelta(int(first(words, "today")))
    if has(words, "weekday"):
        return weekday_day(words, context)
    return context.anchor


def weekday_day(words: Words, context: Context) -> date | None:
    """Return the day a weekday names: by its adjective, else by the clause's direction."""
    number, anchor = int(first(words, "weekday")), context.anchor
    if anchor is None:
        return None
    if has(words, "previous", "following", "same", "that") and (
        days := interval(context.reference)
    ):
        anchor = days[0]
    if has(words, "last", "past", "previous"):
        return nearest_weekday(anchor - timedelta(1), number, -1)
    if has(words, "next"):
        monday = anchor + timedelta(8 - anchor.isoweekday())
        return monday + timedelta(number - 1)
    if has(words, "coming", "following"):
        return nearest_weekday(anchor + timedelta(1), number, 1)
    return nearest_weekday(anchor, number, context.direction)


def today(words: Words, context: Context) -> Value:
    day = day_of(words, context)
    return Value(DATE, day.isoformat() if day else "XXXX-XX-XX")


def weekday(words: Words, context: Context) -> Value:
    day = weekday_day(words, context)
    return Value(DATE, day.isoformat() if day else f"XXXX-WXX-{first(words, 'weekday')}")


def tonight(words: Words, context: Context) -> Value:
    if context.anchor is None:
        return Value(TIME, "XXXX-XX-XXTNI")
    day = context.anchor + timedelta(int(first(words, "tonight")))
    return Value(TIME, f"{day.isoformat()}TNI", days=night(day))


def night(day: date) -> Days:
    """Return the two days that a night touches."""
    return day, day + timedelta(1)


def part_of_day(words: Words, context: Context) -> Value:
    """A part of some day: "Friday morning", "last night", "yesterday afternoon", "noon Saturday"."""
    part, point = first(words, "part"), first(words, "point")
    mark = f"T{point}" if point else f"T{part}"
    day = day_of(words, context)
    if day is None:
        return Value(TIME, f"XXXX-XX-XX{mark}")
    if not has(words, "weekday", "today"):
        if has(words, "last", "previous"):
            day -= timedelta(1)
        elif has(words, "next", "following"):
            base = interval(context.reference)
            day = (base[0] if base else day) + timedelta(1)
        elif has(words, "that", "same") and (base := interval(context.reference)):
            day = base[0]
    return Value(TIME, f"{day.isoformat()}{mark}", days=night(day) if part == "NI" else None)


def rel_unit(words: Words, context: Context) -> Value | None:
    """ "Last year", "this week", "the following month"."""
    unit = first([w for w in reversed(words) if w.kind == "unit"], "unit")
    if unit in ("TH", "TM", "TS", "G"):
        return None
    if unit == "P" or (unit == "Q" and has(words, "latest")):
        return latest_period(context)
    anchor = context.anchor
    if has(words, "previous", "following", "same", "that") and (
        days := interval(context.reference)
    ):
        anchor = days[0]
    if anchor is None:
        return Value(DATE, open_value(unit))
    return Value(DATE, at_grain(shift(anchor, offset(words), unit), unit))


def latest_period(context: Context) -> Value:
    """The quarter spoken of, else the last that ended before the article's day."""
    if context.reference[4:6] == "-Q":
        return Value(DATE, context.reference)
    if context.anchor is None:
        return Value(DATE, "XXXX-QX")
    return Value(DATE, at_grain(shift(context.anchor, -1, "Q"), "Q"))


def the_unit(words: Words, context: Context) -> Value | None:
    """ "The quarter", "the weekend": the other units are too often lengths or parts of a name."""
    unit = first(words, "unit")
    if unit == "Q":
        return latest_period(context)
    if unit != "WE":
        return None
    if context.anchor is None:
        return Value(DATE, open_value("WE"))
    ahead = context.direction > 0 or context.anchor.isoweekday() >= 6
    return Value(DATE, at_grain(shift(context.anchor, 0 if ahead else -1, "WE"), "WE"))


def ago(words: Words, context: Context) -> Value:
    """ "Two years ago", "a week earlier", "three days later"."""
    unit, back = (
        first([w for w in words if w.kind in ("unit", "units")], "unit", "units"),
        not has(words, "after"),
    )
    if words[-1].kind == "early":
        back = words[-1].text.lower() == "earlier"
    if has(words, "few"):
        return Value(DATE, "PAST_REF" if back else "FUTURE_REF")
    count = count_of(words) or 1
    anaphoric = not has(words, "ago") and words[-1].text.lower() not in ("now", "hence")
    if unit == "Y" and count == 1 and (context.reference[4:6] == "-Q") and back:
        return Value(DATE, a_year_before(context.reference, context))
    base = interval(context.reference) if anaphoric else None
    anchor = base[0] if base else context.anchor
    if unit[0] == "T":
        return Value(TIME, clock_ago(anchor))
    if unit in ("P", "G"):
        return Value(DATE, "PAST_REF" if back else "FUTURE_REF")
    if anchor is None:
        return Value(DATE, open_value(unit))
    moved = shift(anchor, (-1 if back else 1) * round(count), "Y" if unit in ("E", "C") else unit)
    if unit in ("E", "C"):
        moved = shift(
            anchor, (-1 if back else 1) * round(count) * (10 if unit == "E" else 100), "Y"
        )
        return Value(DATE, at_grain(moved, "Y"))
    return Value(DATE, at_grain(moved, "D" if unit == "WE" else unit))


def clock_ago(anchor: date | None) -> str:
    """Return the value of a time some hours off: of a day at most."""
    return f"{anchor.isoformat()}TXX:XX" if anchor else "XXXX-XX-XXTXX:XX"


def day_after(words: Words, context: Context) -> Value | None:
    """ "The day before last Tuesday", "two weeks after May 3"."""
    at = next(i for i, w in enumerate(words) if w.kind in ("before", "after"))
    base = day_of(words[at + 1 :], context)
    unit = first(words[:at], "unit", "units")
    if base is None or unit[0] == "T" or unit in ("P", "G"):
        return None
    count = round(count_of(words[:at]) or 1)
    sign = -1 if words[at].kind == "before" else 1
    return Value(DATE, at_grain(shift(base, sign * count, unit), unit))


# --- clock times -------------------------------------------------------------------------------


def clock(words: Words, context: Context) -> Value | None:
    """ "10 p.m. Wednesday", "0900 GMT", "at noon on May 3"."""
    time = clock_time(words)
    if time is None:
        return None
    rest = [
        w for w in words if w.kind in ("weekday", "today", "month", "year", "dom", "small", "nth")
    ]
    rest = [w for w in rest if has(words, "month") or w.kind in ("weekday", "today")]
    day = day_of(rest, context) if rest else context.anchor
    return Value(TIME, f"{day.isoformat() if day else 'XXXX-XX-XX'}{time}")


def clock_time(words: Words) -> str | None:
    """Return the time of day as "T22:00"; None where the words hold none."""
    if has(words, "point"):
        return f"T{first(words, 'point')}"
    if has(words, "clock"):
        hour, minute = (int(p) for p in first(words, "clock").split(":")[:2])
    else:
        at = next((i for i, w in enumerate(words) if w.kind in ("ampm", "zone")), 0)
        word = words[at - 1]
        if word.kind in ("year", "number") and len(word.text) == 4:
            hour, minute = int(word.text[:2]), int(word.text[2:])
        else:
            hour, minute = int(word.value if word.kind == "word" else word.text), 0
    if hour > 24 or minute > 59:
        return None
    half = first(words, "ampm")
    hour += 12 if half == "pm" and hour < 12 else -12 if half == "am" and hour == 12 else 0
    return f"T{hour:02d}:{minute:02d}"


# --- durations and sets ------------------------------------------------------------------------


def period(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of so many units, X for an open number."""
    if unit in ("E", "C") and count is not None:
        count, unit = count * (10 if unit == "E" else 100), "Y"
    head, unit = ("PT", unit[1]) if unit[0] == "T" else ("P", unit)
    if unit == "F":
        count, unit = (count * 2 if count else count), "W"
    if count is None:
        return f"{head}X{unit}"
    if count % 1 == 0.5 and unit in ("Y", "H"):
        whole, small = int(count), ("6M" if unit == "Y" else "30M")
        return f"{head}{f'{whole}{unit}' if whole else ''}{small}"
    return f"{head}{count:g}{unit}"


def duration(words: Words, context: Context) -> Value | None:
    """A length of time, of a number of units or an open one."""
    unit = first([w for w in words if w.kind in ("unit", "units")], "unit", "units")
    if unit in ("P", "G"):
        return None
    count = None if has(words, "few") else count_of(words)
    if count is None and not has(words, "few", "units"):
        count = 1.0
    if has(words, "units") and not has(words, "few") and count_of(words) is None:
        count = None
    return Value(DURATION, period(count, unit), NONE)


def duration_range(words: Words, context: Context) -> Value | None:
    """ "Two to three weeks": the value is the first number's."""
    at = next(i for i, w in enumerate(words) if w.kind in ("to", "or", "hyphen"))
    return duration([*words[:at], words[-1]], context)


def rel_num(words: Words, context: Context) -> Value | None:
    """ "The past 24 hours", "the next two weeks": a length that touches the article's day."""
    found = duration(
        [w for w in words if w.kind not in ("ordinal", "last", "past", "next")], context
    )
    if found is None or context.anchor is None or found.value[1] == "X" or "TX" in found.value:
        return found
    unit = first(words, "unit", "units")
    if has(words, "ordinal", "following", "previous", "latest"):
        return found
    count = count_of(words) or 1
    step = 1 if unit[0] != "T" else max(1, round(count / 24)) if unit == "TH" else 0
    whole = max(1, round(count)) if unit[0] != "T" else step
    far = shift(
        context.anchor,
        whole * (-1 if has(words, "last", "past") else 1),
        unit if unit[0] != "T" else "D",
    )
    low, high = sorted((context.anchor, far))
    return Value(found.type, found.value, RELATIVE, (low, high))


def rel_units(words: Words, context: Context) -> Value:
    """ "The coming days", "recent years"."""
    ahead = has(words, "next", "coming", "following", "after")
    return Value(DATE, "FUTURE_REF" if ahead else "PAST_REF", NONE)


def every(words: Words, context: Context) -> Value | None:
    """ "Every winter", "each Thursday", "every two years"."""
    if has(words, "season"):
        return Value(SET, f"XXXX-{first(words, 'season')}", NONE)
    if has(words, "weekday", "weekdays"):
        tail = f"T{first(words, 'part', 'parts')}" if has(words, "part", "parts") else ""
        return Value(SET, f"XXXX-WXX-{first(words, 'weekday', 'weekdays')}{tail}", NONE)
    if has(words, "month"):
        return Value(SET, f"XXXX-{int(first(words, 'month')):02d}", NONE)
    if has(words, "part"):
        return Value(SET, f"XXXX-XX-XXT{first(words, 'part')}", NONE)
    unit = first(words, "unit", "units")
    if unit == "WE":
        return Value(SET, "XXXX-WXX-WE", NONE)
    found = duration(words, context)
    return Value(SET, found.value, NONE) if found else None


def weekdays(words: Words, context: Context) -> Value:
    found = every(words, context)
    return found or Value(SET, "XXXX-WXX", NONE)


def daily(words: Words, context: Context) -> Value:
    return Value(SET, first(words, "daily"), NONE)


def vague(words: Words, context: Context) -> Value:
    return Value(DATE, first(words, "now"), NONE)


def year_end(words: Words, context: Context) -> Value:
    year = first(words, "year") or (str(context.anchor.year) if context.anchor else "XXXX")
    middle = first(words, "yearend") == "MID"
    return Value(DATE, f"{year}-06" if middle else f"{year}-12-31")


def end_of(words: Words, context: Context) -> Value | None:
    """ "The end of the month", "the end of this week"."""
    if has(words, "season"):
        return season_rel(words, context)
    unit = first(words, "unit")
    if unit in ("P", "G", "D") or unit[0] == "T":
        return None
    if context.anchor is None:
        return Value(DATE, open_value(unit))
    return Value(DATE, at_grain(shift(context.anchor, offset(words), unit), unit))


def named_holiday(words: Words, context: Context) -> Value | None:
    """A holiday of the year named, else the nearest one on the clause's side."""
    rule, year = first(words, "holiday"), first(words, "year")
    if rule.startswith("lunar"):
        return Value(DATE, year or "XXXX", NONE)
    if year:
        day = holiday(rule, int(year))
        return Value(DATE, day.isoformat(), EXPLICIT) if day else None
    if context.anchor is None:
        fixed = rule if len(rule) == 5 else "XX-XX"
        return Value(DATE, f"XXXX-{fixed}")
    days = [holiday(rule, context.anchor.year + n) for n in (-1, 0, 1)]
    known = [d for d in days if d]
    if has(words, "last"):
        return Value(DATE, [d for d in known if d < context.anchor][-1].isoformat())
    if has(words, "next"):
        return Value(DATE, next(d for d in known if d > context.anchor).isoformat())
    return Value(DATE, min(known, key=lambda d: abs((d - context.anchor).days)).isoformat())  # type: ignore[operator]


def week_of(words: Words, context: Context) -> Value:
    day = day_of(words, context)
    return Value(DATE, at_grain(day, "W") if day else "XXXX-WXX")


HANDLERS: dict[str, Callable[[Words, Context], Value | None]] = {
    "iso": iso, "slash": slash, "mdy": mdy, "md": md, "md_range": day_range, "dm_range": day_range,
    "month_year": month_year, "month_rel": month_rel, "month_named": month_named, "year": year_only,
    "year_the": year_only, "spoken_year": spoken_year, "fiscal": year_only,
    "fiscal_unit": fiscal_unit, "years": years, "decade": decade, "nineties": nineties,
    "century": century, "season_year": season_year, "season_rel": season_rel, "season": season_rel,
    "quarter_year": quarter, "year_quarter": year_quarter, "quarter": quarter, "yearago": year_ago,
    "today": today, "tonight": tonight, "today_part": part_of_day, "part_today": part_of_day,
    "weekday": weekday, "weekday_md": md, "weekday_part": part_of_day, "part_weekday": part_of_day,
    "weekday_ref": weekday, "weekdays": weekdays, "weekday_nights": weekdays, "time": clock,
    "time_zone": clock, "day_time": clock, "rel_unit": rel_unit, "rel_part": part_of_day,
    "the_part": part_of_day, "rel_units": rel_units, "these_units": rel_units,
    "rel_few": duration, "rel_num": rel_num, "units_ahead": rel_units, "ago": ago,
    "ago_units": rel_units, "later": ago, "day_after": day_after, "duration": duration,
    "duration_a": duration, "duration_half": duration, "duration_few": duration,
    "duration_range": duration_range, "duration_units": duration, "units_long": duration,
    "set_every": every, "set_daily": daily, "now": vague, "recent_units": rel_units,
    "yearend": year_end, "end_of": end_of, "holiday": named_holiday, "week_of": week_of,
    "the_unit": the_unit,
}  # fmt: skip
