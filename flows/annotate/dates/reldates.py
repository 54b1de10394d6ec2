"""Words that count from the article's day or the last date named go in; their values come out."""

from datetime import date, timedelta

from flows.annotate.dates.anchors import base_day, day_of, day_of_part, hours_from, weekday_day
from flows.annotate.dates.calendars import Days, at_grain, interval, open_value, shift
from flows.annotate.dates.context import (
    DATE,
    DURATION,
    EXPLICIT,
    NONE,
    RELATIVE,
    SURELY_BACK,
    TIME,
    Context,
    Value,
    Words,
    first,
    has,
    offset,
    ordinal,
    units_of,
    unknown_day,
)
from flows.annotate.dates.durations import before_or, duration, period
from flows.annotate.dates.numerals import count_of
from flows.annotate.dates.quarters import a_year_before, latest_period, quarter
from flows.annotate.dates.quarters import season as season_value


def today(words: Words, context: Context) -> Value:
    """Read "today", "late yesterday", "the day after tomorrow"."""
    day = day_of(words, context)
    return Value(DATE, day.isoformat() if day else "XXXX-XX-XX")


def weekday(words: Words, context: Context) -> Value:
    """Read "Friday", "last Friday"."""
    day = weekday_day(words, context)
    return Value(DATE, day.isoformat() if day else f"XXXX-WXX-{first(words, 'weekday')}")


def weekday_ref(words: Words, context: Context) -> Value | None:
    """Read "Friday last week", "Tuesday next week"."""
    if units_of(words) != ["W"]:
        return None
    if context.anchor is None:
        return Value(DATE, f"XXXX-WXX-{first(words, 'weekday')}")
    week = shift(base_day(words, context) or context.anchor, offset(words), "W")
    number = int(first(words, "weekday"))
    return Value(DATE, (week + timedelta(number - week.isoweekday())).isoformat())


def tonight(words: Words, context: Context) -> Value:
    """Read "tonight" and "overnight": the night before, where nothing says that it comes."""
    if context.anchor is None:
        return Value(TIME, "XXXX-XX-XXTNI")
    back = 0 if context.direction > 0 else int(first(words, "tonight"))
    day = context.anchor + timedelta(back)
    return Value(TIME, f"{day.isoformat()}TNI", days=night(day))


def night_of(words: Words, context: Context) -> Value | None:
    """Read "overnight Saturday"."""
    if not int(first(words, "tonight")):  # "tonight on Monday Night Football"
        return None
    day = day_of(words, context)
    return Value(TIME, f"{day.isoformat()}TNI", days=night(day)) if day else None


def night(day: date) -> Days:
    """Return the two days that a night touches."""
    return day, day + timedelta(1)


def part_of_day(words: Words, context: Context) -> Value:
    """Read "Friday morning", "last night", "yesterday afternoon", "noon Saturday"."""
    part, point = first(words, "part"), first(words, "point")
    mark = f"T{point}" if point else f"T{part}"
    day = day_of_part(words, context)
    if day is None:
        return Value(TIME, f"{unknown_day(words)}{mark}")
    return Value(TIME, f"{day.isoformat()}{mark}", days=night(day) if part == "NI" else None)


def the_part(words: Words, context: Context) -> Value:
    """Read "the morning", "the night"; a night of the past is the one before the article's day."""
    found, today = part_of_day(words, context), context.anchor
    if today is None or context.direction >= 0 or found.value != f"{today.isoformat()}TNI":
        return found
    day = today - timedelta(1)
    return Value(TIME, f"{day.isoformat()}TNI", days=night(day))


def bare_part(words: Words, context: Context) -> Value | None:
    """Read the "dawn" of "at dawn" and "by evening"; "at night" is any night."""
    word = words[-1].text
    return part_of_day(words, context) if word.islower() and word != "night" else None


def rel_unit(words: Words, context: Context) -> Value | None:
    """Read "last year", "this week", "the following month"; names like "This Week" are none."""
    word = [w for w in words if w.kind == "unit"][-1]
    unit = word.value
    if unit[0] == "T" or unit == "G" or word.text[0].isupper():
        return None
    if unit == "P" or (unit == "Q" and has(words, "latest")):
        return latest_period(context)
    anchor = base_day(words, context)
    if has(words, "past") and unit in ("D", "E", "C"):  # the ten years up to now, no decade's name
        days = (shift(anchor, -1, unit), anchor) if anchor else None
        return Value(DURATION, period(1, unit), RELATIVE, days)
    if anchor is None:
        return Value(DATE, open_value(unit))
    return Value(DATE, at_grain(shift(anchor, offset(words), unit), unit) + half_of(words))


def half_of(words: Words) -> str:
    """Return the mark of the half of a year that is told, "" for none: "-H1"."""
    half = first(words, "end")
    return f"-{half}" if half in ("H1", "H2") and units_of(words) == ["Y"] else ""


def the_unit(words: Words, context: Context) -> Value | None:
    """Read "the quarter", "the weekend": other units are too often lengths or parts of names."""
    unit = units_of(words)[-1]
    if unit == "Q":
        return latest_period(context)
    if unit != "WE":
        return None
    if context.anchor is None:
        return Value(DATE, open_value("WE"))
    ahead = context.direction > 0 or context.anchor.isoweekday() >= 6
    return Value(DATE, at_grain(shift(context.anchor, 0 if ahead else -1, "WE"), "WE"))


def the_unit_in(words: Words, context: Context) -> Value | None:
    """Read "for the year", "during the week": the article's own."""
    unit = units_of(words)[-1]
    if unit in ("Q", "WE"):
        return the_unit(words, context)
    if unit not in ("Y", "W"):
        return None
    return Value(DATE, at_grain(context.anchor, unit) if context.anchor else open_value(unit))


def within_unit(words: Words, context: Context) -> Value | None:
    """Read "later in the day", "early in the year".

    A day is that of the date named before, and so is what comes later; else it is the article's.
    """
    unit = units_of(words)[0]
    if unit in ("P", "G", "WE") or unit[0] == "T":
        return None
    named = interval(context.reference)
    is_fine = named is not None and (unit != "D" or named[2] in ("day", "time"))
    is_named = is_fine and (unit == "D" or words[0].text.lower().startswith("later"))
    day = named[0] if named and is_named else context.anchor
    return Value(DATE, at_grain(day, unit) if day else open_value(unit))


def ago(words: Words, context: Context) -> Value | None:
    """Read "two years ago", "a week earlier", "three days later"."""
    if words[-1].value in ("START", "END"):  # "five weeks late" says how late
        return duration(words[:-1], context)
    words = before_or(words)
    unit, back = units_of(words)[0], is_back(words)
    is_over = back or context.direction < 0  # "A few days later he resigned"
    open_ref = Value(DATE, "PAST_REF" if is_over else "FUTURE_REF", NONE)
    if has(words, "few") or unit in ("P", "G"):
        return open_ref
    count = round(count_of(words) or 1) * (-1 if back else 1)
    if unit == "Y" and count == -1 and context.quarter:
        return Value(DATE, a_year_before(context.quarter, context))
    anchor = counted_from(words, context)
    if unit[0] == "T":
        anchor = anchor if has(words, "ago") else hours_from(context) or anchor
        return Value(TIME, f"{anchor.isoformat() if anchor else 'XXXX-XX-XX'}TXX:XX")
    if anchor is None:
        return Value(DATE, open_value(unit))
    grain = {"E": "Y", "C": "Y", "WE": "D"}.get(unit, unit)
    found = at_grain(shift(anchor, count, unit), grain)
    is_told = context.direction < 0 and not is_from_now(words)
    is_to_come = context.anchor is not None and found > at_grain(context.anchor, grain)
    return open_ref if is_told and is_to_come else Value(DATE, found)  # "She died a day later"


def is_from_now(words: Words) -> bool:
    """Tell whether the words count from the article's day: "ago", "from now"."""
    return has(words, "ago") or words[-1].text.lower() in ("from now", "hence")


def ago_day(words: Words, context: Context) -> Value | None:
    """Read "20 years ago today", "a week ago Thursday", "ten years ago this month"."""
    at = next(i for i, w in enumerate(words) if w.kind == "ago")
    unit, count = units_of(words[:at])[0], count_of(words[:at])
    grain = (units_of(words[at:]) or ["D"])[0]
    if unit[0] == "T" or unit in ("P", "G", "WE") or has(words, "few") or grain[0] == "T":
        return None
    day = day_of(words[at:], context)
    if day is None or grain in ("P", "G"):
        return None
    return Value(DATE, at_grain(shift(day, -round(count or 1), unit), grain))


def in_time(words: Words, context: Context) -> Value | None:
    """Read "two weeks' time": so long after the article's day."""
    unit = units_of(words)[0]
    if unit in ("P", "G", "WE") or unit[0] == "T":
        return None
    if has(words, "few"):
        return Value(DATE, "FUTURE_REF", NONE)
    if context.anchor is None:
        return Value(DATE, open_value(unit))
    return Value(DATE, at_grain(shift(context.anchor, round(count_of(words) or 1), unit), unit))


def is_back(words: Words) -> bool:
    """Tell whether the words count backwards: "ago", "earlier"."""
    last = words[-1]
    return last.kind in ("ago", "before", "prior") or last.text.lower() == "earlier"


def counted_from(words: Words, context: Context) -> date | None:
    """Return the day counted from: the article's for "ago", the last date named for "later"."""
    days = None if is_from_now(words) else interval(context.reference)
    if days is None or context.anchor is None:
        return days[0] if days else context.anchor
    return min(days[0], context.anchor) if context.direction < 0 else days[0]


def day_after(words: Words, context: Context) -> Value | None:
    """Read "the day before last Tuesday", "two weeks after May 3"."""
    at = next(i for i, w in enumerate(words) if w.kind in ("prior", "since"))
    base = day_of(words[at + 1 :], context)
    unit = units_of(words[:at])[0]
    if base is None or unit[0] == "T" or unit in ("P", "G", "WE"):
        return None
    count = round(count_of(words[:at]) or 1)
    return Value(
        DATE, at_grain(shift(base, -count if words[at].kind == "prior" else count, unit), unit)
    )


def rel_units(words: Words, context: Context) -> Value:
    """Read "the coming days", "recent years"."""
    ahead = has(words, "next", "coming", "following", "after", "future", "to_come")
    return Value(DATE, "FUTURE_REF" if ahead else "PAST_REF", NONE)


def these_units(words: Words, context: Context) -> Value:
    """Read "these days"."""
    return Value(DATE, "PRESENT_REF", NONE)


def vague(words: Words, context: Context) -> Value | None:
    """Read "recently", "soon", "now"; what "soon became a flood" has no time of its own."""
    is_adverb = " " not in words[0].text
    if is_adverb and first(words, "now") == "FUTURE_REF" and context.direction < 0:
        return None
    return Value(DATE, first(words, "now"), NONE)


def past_ref(words: Words, context: Context) -> Value:
    """Read "the past"."""
    return Value(DATE, "PAST_REF", NONE)


def century(words: Words, context: Context) -> Value | None:
    """Read "the 20th century"; "the third day" is no date of its own."""
    if units_of(words) != ["C"]:
        return quarter(words, context)
    return Value(DATE, f"{ordinal(words) - 1:02d}", EXPLICIT)


def year_end(words: Words, context: Context) -> Value:
    """Read "year-end", "mid-year"; what came "since year-end" did since the last one."""
    spot = "06" if first(words, "yearend") == "MID" else "12-31"
    if has(words, "year") or context.anchor is None:
        return Value(DATE, f"{first(words, 'year') or 'XXXX'}-{spot}")
    is_to_come = f"{context.anchor.year}-{spot}" > context.anchor.isoformat()
    is_last = is_to_come and context.direction == SURELY_BACK
    return Value(DATE, f"{context.anchor.year - is_last}-{spot}")


def end_of(words: Words, context: Context) -> Value | None:
    """Read "the end of the month", "the beginning of this week", no "better part of a decade"."""
    if has(words, "season"):
        return season_value(words, context)
    if ordinal(words):
        return quarter(words, context)
    unit = units_of(words)[-1]
    if unit in ("P", "G", "D") or unit[0] == "T" or has(words, "a"):
        return None
    anchor = base_day(words, context)
    if anchor is None:
        return Value(DATE, open_value(unit))
    return Value(DATE, at_grain(shift(anchor, offset(words), unit), unit) + half_of(words))
