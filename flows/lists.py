"""The name of a list in seeds/ goes in, its rows come out, read once per process."""

import csv
from functools import cache

from flows import paths


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of seeds/<name>.csv."""
    with (paths.SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
