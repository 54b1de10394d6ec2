"""Time expressions side by side go in; what the ends of a range have from one another comes out.

"Between 2019 and 2021" and "from May 3 to June 5" are two expressions, as TIMEX3 has it, but what
they date took place from the first to the last.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from flows.annotate.calendars import Days, interval
from flows.annotate.datecontext import DATE, TIME, Context, Expression, Value
from flows.annotate.datevalues import value_of
from flows.annotate.lexicon import read_where
from flows.annotate.words import Doc

Read = tuple[Expression, Value]

_OPENING = re.compile(r"\b(between|from)\s+$", re.I)
_REACH = 10  # characters before an expression: "between "
_LINKS = {
    "between": re.compile(r"\s+and\s+"),
    "from": re.compile(r"\s+(?:to|until|till|through)\s+"),
}
_JOINED = re.compile(r"\s*[-–]\s*|,?\s+(?:and|or|to|until|till|through)\s+")
_LENDERS = {"month_named": "month_year", "md": "mdy"}  # rules without a year, and the same with one


def with_ranges(text: str, doc: Doc, read: Sequence[Read]) -> Iterator[Read]:
    """Yield the expressions with their values; both ends of a range have the days of all of it."""
    days: dict[int, Days] = {}
    for at, ((one, first), (other, second)) in enumerate(pairwise(read)):
        whole = _whole(first, second) if _is_range(text, doc, one, other) else None
        if whole:
            days[at] = days[at + 1] = whole
    for at, (expression, value) in enumerate(read):
        yield expression, replace(value, days=days[at]) if at in days else value


def _is_range(text: str, doc: Doc, one: Expression, other: Expression) -> bool:
    opening = _OPENING.search(text, max(one.start - _REACH, 0), one.start)
    if opening is None or not _LINKS[opening[1].lower()].fullmatch(text, one.end, other.start):
        return False
    return not _is_moved(doc, opening.start(1), opening.end(1))


def _is_moved(doc: Doc, start: int, end: int) -> bool:
    """Tell whether something is taken from one day to another: "moved from Monday to Friday"."""
    span = doc.char_span(start, end, alignment_mode="expand")
    movers = read_where("tense_cues", "word", key="stands", value="moves")
    return span is not None and span.root.head.lemma_.lower() in movers


def _whole(first: Value, second: Value) -> Days | None:
    """Return the days from the first of two values to the last; None where they are no range."""
    opening, closing = _days(first), _days(second)
    if opening is None or closing is None or opening[0] > closing[1]:
        return None
    return opening[0], closing[1]


def _days(value: Value) -> Days | None:
    known = interval(value.value) if value.type in (DATE, TIME) else None
    return value.days or (known[:2] if known else None)


def lender(text: str, one: Expression, other: Expression) -> Context | None:
    """Return what a month or day without a year leans on where the next date lends it its year.

    "From November to March 2020" began in November 2019; None where nothing is lent.
    """
    if _LENDERS.get(one.rule) != other.rule or not _JOINED.fullmatch(text, one.end, other.start):
        return None
    value = value_of(other.rule, other.words, Context())
    days = _days(value) if value else None
    return Context(days[1], direction=-1) if days else None
