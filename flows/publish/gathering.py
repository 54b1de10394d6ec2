"""Rows of changed keys go in; a table of all that their files hold, and busy months come out.

Of the version before, files that cannot hold a changed key are not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.publish.filing import (
    covering,
    day_of,
    file_name,
    holding,
    misfiled,
    month_of_name,
    rows_of,
    split_months,
    weight_of,
)
from flows.publish.manifest import FileEntry
from flows.publish.models import Model
from flows.publish.scopes import SCOPES, Scope
from flows.store import Connection, quoted


@dataclass(frozen=True, slots=True)
class Held:
    """Files of a mart of the version before whose rows a table holds."""

    table: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A table of rows, the files of before whose rows are not in it, and the months to split."""

    rows: str
    kept: dict[str, FileEntry]
    busy: frozenset[str]


def gather(
    connection: Connection,
    model: Model,
    fresh: str,
    rows: str,
    home: Path,
    before: Mapping[str, FileEntry],
    held: Held | None,
) -> Gathered:
    """Make a table of this name, of all rows of the files that changes touch."""
    scope = SCOPES[model.changes_by]
    filed = connection.execute(scope.days).fetchall()
    touched = holding(before, filed) if scope.is_parted else covering(before, [d for (d,) in filed])
    touched |= {name for name, file in before.items() if not file.row_count}
    if held is not None and model.month_of is None and touched == held.files:
        _change(connection, held.table, fresh, scope)
        return Gathered(held.table, {}, frozenset())
    while True:
        given = f"select * from {fresh}"
        if touched:
            given += (
                f" union all by name select old.* from {rows_before(model, home, touched, held)} "
                f"as old where not {scope.condition('old')}"
            )
        connection.execute(f"create or replace table {rows} as {given}")
        left = {name: file for name, file in before.items() if name not in touched}
        busy = busy_months(connection, model, rows, left)
        more = misfiled(before, busy) - touched
        if not more:
            return Gathered(rows, left, busy)
        touched |= more


def _change(connection: Connection, table: str, fresh: str, scope: Scope) -> None:
    """Change a table that holds all of a mart where it stands: to copy it costs more."""
    connection.execute(f"delete from {table} as old where {scope.condition('old')}")
    connection.execute(f"insert into {table} by name from {fresh}")


def busy_months(
    connection: Connection, model: Model, rows: str, files: Mapping[str, FileEntry]
) -> frozenset[str]:
    """Return the months that are split into days, by these rows and those of other files."""
    counts = _counts(connection, model, rows)
    for name, file in files.items():
        month = month_of_name(name)
        counts[month] = counts.get(month, 0) + (file.weight or file.row_count)
    return split_months(counts, are_old_split=model.are_old_split)


def has_rows(connection: Connection, rows: str) -> bool:
    """Say whether a table has any."""
    row = connection.execute(f"select exists (from {rows})").fetchone()
    return row is not None and bool(row[0])


def rows_before(model: Model, home: Path, names: set[str], held: Held | None) -> str:
    """Return the SQL of the rows of files of the version before: of the table that holds them."""
    if held is not None and names <= held.files:
        among = " or ".join(rows_of(model.month_of, Path(name).stem) for name in sorted(names))
        return f"(from {held.table} where {among})"
    listed = ", ".join(quoted(home / name) for name in sorted(names))
    return f"read_parquet([{listed}], filename = false)"


def _counts(connection: Connection, model: Model, rows: str) -> dict[str, int]:
    """Return the number of rows in each month, or what they are weighed by."""
    if model.month_of is None:
        return {}
    counted = connection.execute(
        f"select {day_of(model.month_of)} as day, {weight_of(model.weighed_by)} "
        f"from {rows} group by all"
    ).fetchall()
    counts: dict[str, int] = {}
    for day, count in counted:
        month = file_name(day, None, ())
        counts[month] = counts.get(month, 0) + count
    return counts
