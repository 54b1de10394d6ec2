"""Names of word lists go in, their words and lines come out as readers of pages use them."""

import re
from functools import cache

from flows.lists import read_rows


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
