"""Days to come that a text has named go in; those of what leans on them come out.

A clock is of the day named before it ("is on Tuesday. Doors open at 6 p.m."), a weekday joined to
one comes after it ("on Saturday and Sunday"), and "Friday's hearing" is that set for Friday.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.annotate.dates.context import Context, Expression, first, has

_STOP = re.compile(r"[.!?][\"”’')\]]*\s+[\"“‘'(]*[A-Z]|;|\n")  # between sentences
_PARAGRAPHS = re.compile(r"\n\s*")
_JOINED = re.compile(r",?\s+(?:and|or)\s+(?:on\s+)?|,\s+(?:on\s+)?")
_UNTIL = re.compile(r"\b(?:through|until|till|thru)\s+$")  # "opens Thursday and runs through"
_OWNER = re.compile(r"['’]s?\b")
DAYS = ("weekday", "today", "month")  # words that say which day
_BOUND = ("last", "past", "previous", "next", "coming", "following", "month")
WEEK = timedelta(7)
NEAR = 700  # characters from a day to a clock that is of it

Named = tuple[int, date]  # where its expression ends, and the day


@dataclass(frozen=True, slots=True)
class Coming:
    """The days that a text has named so far, as far as what comes later may lean on them."""

    last: Named | None = None  # the last one, where it is no day of the past
    due: Named | None = None  # the last one after today, None where the past is told again
    weekdays: tuple[date, ...] = ()  # all that a weekday named

    def after(self, named: Expression, day: date, today: date) -> "Coming":
        """Return the same with one more day."""
        spot = named.end, day
        due = spot if day > today else self.due if day == today else None
        weekdays = (*self.weekdays, day) if has(named.words, "weekday") else self.weekdays
        return Coming(spot if day >= today else None, due, weekdays)


def day_before(text: str, clock: Expression, coming: Coming, direction: int) -> date | None:
    """Return the day, today or later, that a clock is of: its sentence's, else the last one due."""
    last, due = coming.last, coming.due
    if last and not _STOP.search(text, last[0], clock.start):
        return last[1]
    if due is None or direction < 0 or clock.start - due[0] > NEAR:
        return None
    return due[1] if len(_PARAGRAPHS.findall(text, due[0], clock.start)) <= 1 else None


def is_bracketed(text: str, clock: Expression, day: Expression | None) -> bool:
    """Tell whether a clock stands in brackets behind its day: "for April 29 (7 p.m.)"."""
    return day is not None and text[day.end : clock.start] == " (" and has(day.words, *DAYS)


def with_coming(
    text: str, told: Expression, before: Expression | None, coming: Coming, context: Context
) -> Context:
    """Return the context of a weekday that is joined to a day to come, or names one again."""
    if context.anchor is None or not has(told.words, "weekday") or has(told.words, *_BOUND):
        return context
    is_of_thing = _OWNER.match(text, told.end) or text.endswith(" the ", 0, told.start)
    if not is_of_thing:
        day = _joined_to(text, told, before, coming, context) if before else None
        return replace(context, anchor=day + timedelta(1), direction=1) if day else context
    number = int(first(told.words, "weekday"))
    same = {day for day in coming.weekdays if day.isoweekday() == number}
    is_set = len(same) == 1 and timedelta(0) < max(same) - context.anchor <= WEEK
    return replace(context, anchor=max(same), direction=1) if is_set else context


def _joined_to(
    text: str, told: Expression, before: Expression, coming: Coming, context: Context
) -> date | None:
    """Return the day to come that a weekday is joined to; today is one where no past is told."""
    named = coming.last if context.direction >= 0 else coming.due
    if named is None or named[0] != before.end or not has(before.words, "weekday"):
        return None
    gap = text[before.end : told.start]
    is_run = _UNTIL.search(gap) is not None and not _STOP.search(gap)
    return named[1] if is_run or _JOINED.fullmatch(gap) else None
