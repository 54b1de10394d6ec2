"""A row's day goes in; the name of the file that holds the row comes out, and what a name covers.

Files hold a month, or a day where a month has many rows, so that what a day adds is written alone.
Of rows filed by the day on which they were told, only the newest of such months are split: to
older ones little is added, and files that nobody writes again are better few. Rows filed by the day
that they tell of are added to old days as well, and every such month is split; where few rows of an
old day change, its file is eight, by the key. The same rows always make the same files.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from flows.store import quoted

UNDATED = "undated"
WHOLE = "all"
LEFT_OUT = "left_out.parquet"  # of a table, what the mart that shows it does not hold
BUSY = 5_000  # rows, or what they are weighed by, from which a month is split into days
NEWEST = 3  # months that are split, where old ones are seldom added to
PARTS = tuple("02468ace")  # of keys in hexadecimal digits: the first that each part holds


def month_of_name(name: str) -> str:
    """Return the month of a file's name (2026-01 for 2026-01-31.parquet), or the name itself."""
    stem = name.removesuffix(".parquet")
    return stem if stem in (UNDATED, WHOLE) else stem[:7]


def is_of_day(name: str) -> bool:
    """Say whether a file's name covers a single day, or a part of one."""
    return name.count("-") == 2


def first_day(name: str) -> list[date]:
    """Return the first day that a file's name covers, or none where it is of no date."""
    stem = name.removesuffix(".parquet")
    if stem in (UNDATED, WHOLE):
        return []
    start = stem.partition(".")[0]
    return [date.fromisoformat(start if start.count("-") == 2 else f"{start}-01")]


def day_of(column: str | None) -> str:
    """Return the SQL of the day by which a row is filed."""
    return f"({column})::date" if column else "null::date"


def part_of(key: str | None) -> str:
    """Return the SQL of the part that a key belongs to, or of none."""
    if key is None:
        return "null"
    later = " ".join(f"when {key} >= '{first}' then '{first}'" for first in PARTS[:0:-1])
    return f"case {later} else '{PARTS[0]}' end"


def file_name(day: date | None, part: str | None, busy: Collection[str]) -> str:
    """Return the file that a row belongs to, without its ending; months of busy are split."""
    if day is None:
        return UNDATED
    name = day.isoformat()
    if name[:7] not in busy:
        return name[:7]
    return f"{name}.{part}" if part else name


def weight_of(column: str | None) -> str:
    """Return the SQL of what says whether rows are many: a column's sum, or their number."""
    return f"coalesce(sum({column}), 0)::bigint" if column else "count(*)"


def rows_of(column: str | None, name: str, parted_by: str | None = None) -> str:
    """Return the SQL that is true of one file's rows, as a range that can be sought quickly."""
    if column is None:
        return "true"
    if name == UNDATED:
        return f"{column} is null"
    start, _, part = name.partition(".")
    span = "day" if start.count("-") == 2 else "month"
    first = quoted(start if span == "day" else f"{start}-01")
    rows = f"{column} >= {first} and {column} < {first}::date + interval 1 {span}"
    return f"{rows} and {_keys_of(parted_by, part)}" if parted_by and part else rows


def _keys_of(key: str, part: str) -> str:
    """Return the SQL that is true of the keys of one part: as a range, two comparisons a row."""
    later = PARTS[PARTS.index(part) + 1 :]
    limits = [f"{key} >= {quoted(part)}"] if part != PARTS[0] else []
    limits += [f"{key} < {quoted(later[0])}"] if later else []
    return " and ".join(limits)


def split_months(counts: Mapping[str, int], *, are_old_split: bool) -> frozenset[str]:
    """Return the months that are split into days: with rows enough, the newest or all of them."""
    busy = sorted(month for month, count in counts.items() if month != UNDATED and count >= BUSY)
    return frozenset(busy if are_old_split else busy[-NEWEST:])


def covering(names: Iterable[str], days: Collection[date | None]) -> set[str]:
    """Return the files among these that hold rows of one of the days."""
    return holding(names, [(day, part) for day in days for part in PARTS])


def holding(names: Iterable[str], filed: Iterable[tuple[date | None, str]]) -> set[str]:
    """Return the files among these that hold rows of one of the days, and of its part.

    What is not filed by days is held by any.
    """
    held = set()
    for day, part in filed:
        name = UNDATED if day is None else day.isoformat()
        held |= {WHOLE, name, f"{name}.{part}", name if day is None else name[:7]}
    return {name for name in names if name.removesuffix(".parquet") in held}


def misfiled(names: Iterable[str], busy: Collection[str]) -> set[str]:
    """Return the files that no longer cover what they should: a month that is split, or a day."""
    return {
        name
        for name in names
        if (month_of_name(name) in busy) != is_of_day(name)
        and month_of_name(name) not in (UNDATED, WHOLE)
    }
