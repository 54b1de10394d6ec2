"""A row's day goes in; the name of the file that holds the row comes out, and what a name covers.

Files hold a month, or a day where a month has many rows, so that what a day adds is written alone.
Of rows filed by the day on which they were told, only the newest of such months are split: to
older ones little is added, and files that nobody writes again are better few. Rows filed by the day
that they tell of are added to old days as well, and every such month is split. The same rows always
make the same files.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from flows.store import quoted

UNDATED = "undated"
WHOLE = "all"
BUSY = 5_000  # rows, or what they are weighed by, from which a month is split into days
NEWEST = 3  # months that are split, where old ones are seldom added to


def month_of_name(name: str) -> str:
    """Return the month of a file's name (2026-01 for 2026-01-31.parquet), or the name itself."""
    stem = name.removesuffix(".parquet")
    return stem if stem in (UNDATED, WHOLE) else stem[:7]


def first_day(name: str) -> list[date]:
    """Return the first day that a file's name covers, or none where it is of no date."""
    stem = name.removesuffix(".parquet")
    if stem in (UNDATED, WHOLE):
        return []
    return [date.fromisoformat(stem if stem.count("-") == 2 else f"{stem}-01")]


def file_names(column: str | None, busy: Iterable[str]) -> str:
    """Return the SQL of the file that a row belongs to, by the months that are split into days."""
    if column is None:
        return quoted(WHOLE)
    month, day = f"strftime({column}, '%Y-%m')", f"strftime({column}, '%Y-%m-%d')"
    listed = ", ".join(map(quoted, sorted(busy)))
    name = f"if({month} in ({listed}), {day}, {month})" if listed else month
    return f"coalesce({name}, {quoted(UNDATED)})"


def weight_of(column: str | None) -> str:
    """Return the SQL of what says whether rows are many: a column's sum, or their number."""
    return f"coalesce(sum({column}), 0)::bigint" if column else "count(*)"


def rows_of(column: str | None, name: str) -> str:
    """Return the SQL that is true of one file's rows, as a range that can be sought quickly."""
    if column is None:
        return "true"
    if name == UNDATED:
        return f"{column} is null"
    span = "day" if name.count("-") == 2 else "month"
    first = quoted(name if span == "day" else f"{name}-01")
    return f"{column} >= {first} and {column} < {first}::date + interval 1 {span}"


def split_months(counts: Mapping[str, int], *, are_old_split: bool) -> frozenset[str]:
    """Return the months that are split into days: with rows enough, the newest or all of them."""
    busy = sorted(month for month, count in counts.items() if month != UNDATED and count >= BUSY)
    return frozenset(busy if are_old_split else busy[-NEWEST:])


def covering(names: Iterable[str], days: Collection[date | None]) -> set[str]:
    """Return the files among these that hold rows of one of the days."""
    covered = {UNDATED if day is None else day.isoformat() for day in days}
    covered |= {name[:7] for name in covered if name != UNDATED}
    return {name for name in names if name.removesuffix(".parquet") in covered}


def misfiled(names: Iterable[str], busy: Collection[str]) -> set[str]:
    """Return the files that no longer cover what they should: a month that is split, or a day."""
    return {
        name
        for name in names
        if (month_of_name(name) in busy) != (name.count("-") == 2)
        and month_of_name(name) not in (UNDATED, WHOLE)
    }
