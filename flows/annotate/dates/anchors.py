"""Words that name a day, or point back to one, go in; that day comes out."""

from datetime import date, timedelta

from flows.annotate.dates.caldates import md, mdy
from flows.annotate.dates.calendars import interval, nearest_weekday
from flows.annotate.dates.context import Context, Words, first, has, offset, units_of


def day_of(words: Words, context: Context) -> date | None:
    """Return the day that "yesterday", a weekday or a calendar date names; else the article's."""
    if has(words, "month"):
        found = mdy(words, context) if has(words, "year") else md(words, context)
        days = interval(found.value)
        return days[0] if days else None
    if context.anchor is None:
        return None
    if has(words, "today"):
        return context.anchor + timedelta(int(first(words, "today")))
    return weekday_day(words, context) if has(words, "weekday") else context.story or context.anchor


def day_of_part(words: Words, context: Context) -> date | None:
    """Return the day of a part of it: "last night" is yesterday's, "Friday morning" Friday's."""
    day = day_of(words, context)
    if day is None or has(words, "weekday", "today", "month"):
        return day
    return (base_day(words, context) or day) + timedelta(offset(words))


def base_day(words: Words, context: Context) -> date | None:
    """Return the day that "that", "the same" and "the following" point back to."""
    if has(words, "previous", "following", "same", "that") or is_told_next(words, context):
        days = interval(context.reference)
        if units_of(words)[-1:] in ([], ["D"]):  # "the same day", said after "last year"
            named = days[0] if days and days[2] in ("day", "time") else context.anchor
            return context.day or named
        return days[0] if days else context.anchor
    if has(words, "weekday", "this", "last"):
        return context.anchor
    return context.story or context.anchor


def is_told_next(words: Words, context: Context) -> bool:
    """Tell whether "the next day" came after another one told of: "The next day crews found …".

    So did "that Friday", which is none before it.
    """
    is_next = has(words, "the") and has(words, "next")
    if context.direction >= 0 or not (is_next or (has(words, "that") and has(words, "weekday"))):
        return False
    named = interval(context.reference)
    known = named[0] if named else None
    last = (context.day or known) if units_of(words) in ([], ["D"]) else known
    return last is not None and context.anchor is not None and last < context.anchor


def weekday_day(words: Words, context: Context) -> date | None:
    """Return the day a weekday names: by its adjective, else by the clause's direction.

    A weekday printed on that weekday is the article's own day.
    """
    number, anchor = int(first(words, "weekday")), base_day(words, context)
    if anchor is None:
        return None
    if has(words, "last", "past", "previous"):
        return nearest_weekday(anchor - timedelta(1), number, -1)
    if is_told_next(words, context):
        return nearest_weekday(anchor + timedelta(has(words, "next")), number, 1)
    if has(words, "coming", "following"):
        return nearest_weekday(anchor + timedelta(1), number, 1)
    if has(words, "next"):  # the one of next week, as most papers mean it
        return anchor + timedelta(8 - anchor.isoweekday() + number - 1)
    return nearest_weekday(anchor, number, context.direction)


def hours_from(context: Context) -> date | None:
    """Return the last day named, of which hours are told; none to come where the past is."""
    day, today = context.day, context.anchor
    is_ahead = day is not None and today is not None and day > today
    return None if is_ahead and context.direction < 0 else day
