"""Names of lists in seeds/ go in, their rows come out, read once per process."""

import csv
import re
from functools import cache

from flows import paths


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of seeds/<name>.csv."""
    with (paths.SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def read_list(name: str, column: str, /, **where: str) -> tuple[str, ...]:
    """Return one column of a list, longest first, of the rows that hold the given values."""
    rows = [
        row for row in read_rows(name) if all(row[key] == value for key, value in where.items())
    ]
    return tuple(sorted((row[column] for row in rows), key=lambda word: (-len(word), word)))


@cache
def read_lines(name: str) -> frozenset[str]:
    """Return the lines of a list of lines, by their letters."""
    return frozenset(letters(line) for line in read_list(name, "line"))


def letters(line: str) -> str:
    """Return the letters and digits of a line, whatever its case and marks."""
    return re.sub(r"[\W_]", "", line.casefold())
