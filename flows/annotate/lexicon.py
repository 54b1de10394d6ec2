"""The name of a list in seeds/ goes in; its rows come out, read once in a process."""

import csv
from collections.abc import Mapping
from functools import cache
from operator import itemgetter

from flows.paths import SEEDS


@cache
def read_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of `seeds/<name>.csv`, each by the names of the header."""
    names, rows = _table(name)
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def _table(name: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        names, *rows = csv.reader(lines)
        return names, [row for row in rows if row]


@cache
def read_words(name: str, column: str) -> frozenset[str]:
    """Return the casefolded entries of one column of `seeds/<name>.csv`."""
    return frozenset(row[column].casefold() for row in read_rows(name) if row[column])


@cache
def read_map(name: str, key: str, value: str) -> Mapping[str, str]:
    """Return one column of `seeds/<name>.csv` by another, as written."""
    names, rows = _table(name)  # a table of first names has 24,000: to make records takes long
    return dict(map(itemgetter(names.index(key), names.index(value)), rows))


@cache
def read_where(name: str, column: str, *, key: str, value: str) -> frozenset[str]:
    """Return the entries of one column of the rows whose column `key` holds `value`."""
    return frozenset(row[column] for row in read_rows(name) if row[key] == value)
