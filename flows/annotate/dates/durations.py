"""Words that name a length of time or a repetition go in; TIMEX3 durations and sets come out."""

from flows.annotate.dates.calendars import at_grain, shift
from flows.annotate.dates.context import (
    DATE,
    DURATION,
    NONE,
    RELATIVE,
    SET,
    Context,
    Value,
    Words,
    first,
    has,
    units_of,
)
from flows.annotate.dates.numerals import count_of

_SMALLER = {("P", "Y"): "6M", ("PT", "H"): "30M", ("PT", "M"): "30S"}  # half of a unit


def period(count: float | None, unit: str) -> str:
    """Return the TIMEX3 value of so many units, X for an open number."""
    tens = {"E": 10, "C": 100}.get(unit, 0)
    if unit == "E" or (tens and count is not None):
        count, unit = (None if count is None else count * tens), "Y"
    if unit == "F":
        count, unit = (count * 2 if count else count), "W"
    head, unit = ("PT", unit[1]) if unit[0] == "T" else ("P", unit)
    if count is None:
        return f"{head}X{unit}"
    half = _SMALLER.get((head, unit))
    if count % 1 == 0.5 and half:
        return f"{head}{f'{int(count)}{unit}' if count > 1 else ''}{half}"
    return f"{head}{count:g}{unit}"


def duration(words: Words, context: Context) -> Value | None:
    """Read "nearly four years", "a week", "several months", "weeks"."""
    unit = units_of(words)[-1]
    if unit in ("P", "G", "WE") or (unit == "Q" and has(words, "hyphen", "a")):
        return None  # a quarter of something, a period of something
    if words[-1].text[0].isupper() and len(words) > 1:
        return None  # "60 Minutes"
    if has(words, "few"):
        return Value(DURATION, period(None, unit), NONE)
    count = count_of(before_or(words))
    if unit == "Q" and count is None:
        return None  # three-quarters, living quarters
    if count == 0.5 and has(words, "and"):
        count = 1.5
    if count is None and not has(words, "units"):
        count = 1.0
    return Value(DURATION, period(count, unit), NONE)


def before_or(words: Words) -> Words:
    """Return the words without a second number: "a month or two" is a month, or more."""
    at = next((i for i, w in enumerate(words) if w.kind == "or" and i > 1), None)
    if at is None or words[at + 1].kind not in ("word", "so"):
        return words
    return [*words[:at], *words[at + 2 :]]


def duration_range(words: Words, context: Context) -> Value | None:
    """Read "two to three weeks": the value is the first number's."""
    at = next(i for i, w in enumerate(words) if w.kind in ("to", "or", "hyphen"))
    return duration([*words[:at], words[-1]], context)


def units_long(words: Words, context: Context) -> Value | None:
    """Read "weeks-long" and "monthslong"."""
    unit = first(words, "unitslong")
    return Value(DURATION, period(None, unit), NONE) if unit else duration(words, context)


def bare_units(words: Words, context: Context) -> Value | None:
    """Read "weeks"; "minutes" alone are too often a name or no length ("minutes apart")."""
    return None if units_of(words)[0][0] == "T" else duration(words, context)


def units_or(words: Words, context: Context) -> Value | None:
    """Read "weeks or months": the value is the first unit's."""
    return duration(words[:1], context)


def seasons(words: Words, context: Context) -> Value:
    """Read "the past three summers"."""
    return Value(SET, f"XXXX-{first(words, 'seasons')}", NONE)


def rel_range(words: Words, context: Context) -> Value | None:
    """Read "the next 12 to 18 months": the value is the first number's."""
    at = next(i for i, w in enumerate(words) if w.kind in ("to", "or", "hyphen"))
    return rel_num([*words[:at], words[-1]], context)


def year_ended(words: Words, context: Context) -> Value | None:
    """Read "the year" of "the year ended March 31": twelve months, of no calendar year."""
    return Value(DURATION, period(1, "Y"), NONE) if units_of(words) == ["Y"] else None


def recent(words: Words, context: Context) -> Value:
    """Read "recent years": a length that nobody counts, as TimeBank has it more often than not."""
    return Value(DURATION, period(None, units_of(words)[-1]), NONE)


def rel_num(words: Words, context: Context) -> Value | None:
    """Read "the past 24 hours", "the next two weeks": a length that touches the article's day."""
    found = duration([w for w in words if w.kind not in ("ordinal", "hyphen")], context)
    if found is None or context.anchor is None or not has(words, "last", "past", "next", "coming"):
        return found
    unit, count = units_of(words)[-1], count_of(words)
    if count is None:
        return found
    if unit[0] == "T":
        count, unit = (max(1, round(count / 24)) if unit == "TH" else 0), "D"
    sign = -1 if has(words, "last", "past") else 1
    low, high = sorted((context.anchor, shift(context.anchor, sign * round(count), unit)))
    return Value(found.type, found.value, RELATIVE, (low, high))


def ahead(words: Words, context: Context) -> Value | None:
    """Read "the fortnight ahead", a length from the article's day on, and "the week ahead".

    A week, month or year is that of the calendar which most of the time to come lies in.
    """
    found, unit = duration(words[:-1], context), units_of(words)[-1]
    if found is None or unit[0] == "T" or words[-1].text.lower() != "ahead":
        return None
    if context.anchor is None:
        return found
    end = shift(context.anchor, 1, unit)
    if unit in ("W", "M", "Y"):
        return Value(DATE, at_grain(context.anchor + (end - context.anchor) / 2, unit))
    return Value(found.type, found.value, RELATIVE, (context.anchor, end))


def every(words: Words, context: Context) -> Value | None:
    """Read "every winter", "each Thursday", "every two years", "Tuesday nights"."""
    if has(words, "season"):
        return Value(SET, f"XXXX-{first(words, 'season')}", NONE)
    if has(words, "weekday", "weekdays"):
        tail = f"T{first(words, 'part', 'parts')}" if has(words, "part", "parts") else ""
        return Value(SET, f"XXXX-WXX-{first(words, 'weekday', 'weekdays')}{tail}", NONE)
    if has(words, "month"):
        return Value(SET, f"XXXX-{int(first(words, 'month')):02d}", NONE)
    if has(words, "part"):
        return Value(SET, f"XXXX-XX-XXT{first(words, 'part')}", NONE)
    if units_of(words) == ["WE"]:
        return Value(SET, "XXXX-WXX-WE", NONE)
    return per_unit(words, context)


def per_unit(words: Words, context: Context) -> Value | None:
    """Read "$33 million a year", "every two years"."""
    count = 2.0 if "other" in words[0].text.lower() else count_of(words) or 1.0
    unit = units_of(words)[-1]
    return None if unit in ("P", "G", "WE") else Value(SET, period(count, unit), NONE)


def daily(words: Words, context: Context) -> Value:
    """Read "daily", "weekly"."""
    return Value(SET, first(words, "daily"), NONE)
