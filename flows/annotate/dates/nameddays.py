"""A day of the year and what stands behind it go in; the day that news calls so comes out."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from flows.annotate.dates.context import DATE, EXPLICIT, Expression, Value
from flows.annotate.lexicon import read_rows

_WORD = re.compile(r"\s(\w+)")


@cache
def named_days() -> Mapping[tuple[str, str], date]:
    """Return the days by month, day and the word behind them: "the Sept. 11 attacks"."""
    return {
        (row["month_day"], row["word"]): date.fromisoformat(row["date"])
        for row in read_rows("named_days")
    }


def with_named_day(
    text: str, expression: Expression, value: Value | None, today: date | None
) -> Value | None:
    """Return the value, that of the one day where a text names what happened on it."""
    if value is None or expression.rule != "md" or today is None:
        return value
    behind = _WORD.match(text, expression.end)
    day = named_days().get((value.value[5:], behind[1])) if behind else None
    return Value(DATE, day.isoformat(), EXPLICIT) if day and day < today else value
