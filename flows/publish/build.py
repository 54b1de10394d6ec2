"""One model and the version before go in; the files of one mart or table come out.

A model is built whole, or renewed: rows of changed keys are made anew, and files that cannot hold
any are shared with the version before without being looked at. Both give the same files.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.errors import BadTable
from flows.publish.dictionary import column_meanings, table_comments
from flows.publish.filing import (
    UNDATED,
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
from flows.publish.manifest import (
    TABLES,
    Column,
    FileEntry,
    MartEntry,
    Version,
    standing,
)
from flows.publish.models import MARTS, Model
from flows.publish.scopes import MONTHLY, SCOPES, Scope
from flows.publish.writing import ROWS, Part, plan_parts, share, write_part
from flows.store import Connection, quoted

FRESH = "fresh_rows"


@dataclass(frozen=True, slots=True)
class Held:
    """Files of a mart of the version before whose rows a table holds."""

    table: str
    files: frozenset[str]


class Builder:
    """Writes the files of a version into a folder, sharing those that did not change."""

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        latest: Version | None,
        *,
        is_whole: bool = False,
    ) -> None:
        """Write nothing yet; of the version before, all files are known to be there, or are not."""
        self._connection = connection
        self._folder = folder
        self._latest = latest
        self._is_whole = is_whole
        self._comments = table_comments(connection)

    def __enter__(self) -> Self:
        """Give a schema in which one mart reads another."""
        self._connection.execute(f"attach ':memory:' as {MARTS}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the connection as it was."""
        self._connection.execute(f"detach {MARTS}")

    def build_table(self, model: Model) -> MartEntry:
        """Write a table's files into a folder of its name, and return what they hold."""
        return self._build(model, "view", self._folder / TABLES / model.name)

    def build_mart(self, model: Model) -> MartEntry:
        """Write a mart's files into a folder of its name; marts after it may read them."""
        target = self._folder / model.name
        entry = self._build(model, "table", target)
        files = quoted(target / "*.parquet")
        self._connection.execute(
            f"create view {MARTS}.{model.name} as from read_parquet({files}, filename = false)"
        )
        return entry

    def renew_table(self, model: Model) -> MartEntry:
        """Write the files of a table that changes can reach, and share the others."""
        self._make_fresh(model, FRESH, "temp table", SCOPES[model.changes_by])
        entry = self._renew(model, FRESH, self._folder / TABLES / model.name)
        self._connection.execute(f"drop table {FRESH}")
        return entry

    def renew_mart(self, model: Model, held: Held | None = None) -> MartEntry:
        """Write the files of a mart that changes can reach; marts after it read what is new.

        What a table holds of the version before is not read from its files again.
        """
        fresh = f"{MARTS}.{model.name}"
        self._make_fresh(model, fresh, "table", SCOPES[model.changes_by])
        return self._renew(model, fresh, self._folder / model.name, held)

    def add_month(self, model: Model, month: str, known: MartEntry, *, is_table: bool) -> MartEntry:
        """Write the files of one month beside those of all later ones, and return both."""
        fresh = FRESH if is_table else f"{MARTS}.{model.name}"
        target = (self._folder / TABLES if is_table else self._folder) / model.name
        target.mkdir(parents=True, exist_ok=True)
        kind = "temp table" if is_table else "table"
        self._make_fresh(model, fresh, kind, MONTHLY[model.changes_by])
        self._connection.execute(
            f"create or replace temp view {ROWS} as "
            f"from {fresh} where {rows_of(model.month_of, month)}"
        )
        if not is_table:
            self._check_key(model)
        columns = self._columns(model, ROWS)
        busy = self._split(model, _counted(known.files, self._counts(model)))
        is_empty = not self._has_rows() and (month != UNDATED or known.files)
        parts = [] if is_empty else plan_parts(self._connection, model, columns, busy)
        files = known.files | self._files(model, columns, target, parts)
        self._connection.execute(f"drop view {ROWS}")
        return _entry(model, columns, files)

    def _make_fresh(self, model: Model, name: str, kind: str, scope: Scope) -> None:
        condition = scope.condition("made")
        self._connection.execute(
            f"create or replace {kind} {name} as "
            f"select made.* from ({model.sql}\n) as made where {condition}"
        )

    def _build(self, model: Model, kind: str, target: Path) -> MartEntry:
        target.mkdir(parents=True)
        self._connection.execute(f"create temp {kind} {ROWS} as select * from ({model.sql}\n)")
        try:
            if kind == "table":
                self._check_key(model)
            columns = self._columns(model, ROWS)
            parts = plan_parts(
                self._connection, model, columns, self._split(model, self._counts(model))
            )
            files = self._files(model, columns, target, parts)
        finally:
            self._connection.execute(f"drop {kind} {ROWS}")
        return _entry(model, columns, files)

    def _renew(self, model: Model, fresh: str, target: Path, held: Held | None = None) -> MartEntry:
        target.mkdir(parents=True)
        home, before = self._home_before(target), self._files_before(model, target)
        columns = self._columns(model, fresh)
        touched, busy = self._gather(
            model, fresh, before, lambda names: _rows_before(model, home, names, held)
        )
        try:
            if target.parent.name != TABLES:
                self._check_key(model)
            kept = {name: file for name, file in before.items() if name not in touched}
            parts = (
                plan_parts(self._connection, model, columns, busy)
                if self._has_rows() or not kept
                else []
            )
            share(home, target, kept)
            files = kept | self._files(model, columns, target, parts)
        finally:
            self._connection.execute(f"drop table {ROWS}")
        return _entry(model, columns, dict(sorted(files.items())))

    def _gather(
        self,
        model: Model,
        fresh: str,
        before: dict[str, FileEntry],
        rows_before: Callable[[set[str]], str],
    ) -> tuple[set[str], frozenset[str]]:
        """Fill ROWS with all rows of the files that changes touch; return these and busy months."""
        scope = SCOPES[model.changes_by]
        filed = self._connection.execute(scope.days).fetchall()
        held = (
            holding(before, filed) if scope.is_parted else covering(before, [d for (d,) in filed])
        )
        touched = held | {name for name, file in before.items() if not file.row_count}
        while True:
            rows = f"select * from {fresh}"
            if touched:
                rows += (
                    f" union all by name select old.* from {rows_before(touched)} as old "
                    f"where not {scope.condition('old')}"
                )
            self._connection.execute(f"create or replace temp table {ROWS} as {rows}")
            left = {name: file for name, file in before.items() if name not in touched}
            busy = self._split(model, _counted(left, self._counts(model)))
            more = misfiled(before, busy) - touched
            if not more:
                return touched, busy
            touched |= more

    def _has_rows(self) -> bool:
        return bool(_one(self._connection, f"select exists (from {ROWS})"))

    def _split(self, model: Model, counts: dict[str, int]) -> frozenset[str]:
        return split_months(counts, are_old_split=model.are_old_split)

    def _counts(self, model: Model) -> dict[str, int]:
        """Return the number of rows of ROWS in each month, or what they are weighed by."""
        if model.month_of is None:
            return {}
        counted = self._connection.execute(
            f"select {day_of(model.month_of)} as day, {weight_of(model.weighed_by)} "
            f"from {ROWS} group by all"
        ).fetchall()
        counts: dict[str, int] = {}
        for day, count in counted:
            month = file_name(day, None, ())
            counts[month] = counts.get(month, 0) + count
        return counts

    def _check_key(self, model: Model) -> None:
        key = ", ".join(f'"{column}"' for column in model.key)
        twice = self._connection.execute(
            f"select {key}, count(*) from {ROWS} group by {key} having count(*) > 1 "
            f"order by {key} limit 5"
        ).fetchall()
        if twice:
            raise BadTable(
                f"mart {model.name}: key ({', '.join(model.key)}) is not unique: {twice}; "
                f"correct sql/marts/{model.name}.sql, nothing was published"
            )

    def _columns(self, model: Model, rows: str) -> tuple[Column, ...]:
        described = self._connection.execute(f"describe {rows}").fetchall()
        types = {row[0]: row[1] for row in described}
        meanings = column_meanings(self._comments, model, list(types))
        return tuple(Column(name, type_, meanings[name]) for name, type_ in types.items())

    def _files(
        self, model: Model, columns: tuple[Column, ...], target: Path, parts: list[Part]
    ) -> dict[str, FileEntry]:
        before = self._files_before(model, target)
        files = {}
        for part in parts:
            known = before.get(part.name)
            if known is not None and part.is_in(known):
                share(self._home_before(target), target, [part.name])
                files[part.name] = known
            else:
                files[part.name] = write_part(
                    self._connection, model, columns, part, target / part.name
                )
        return files

    def _home_before(self, target: Path) -> Path:
        """Return the folder of the version before that holds what this one holds."""
        folder = self._latest.folder if self._latest else self._folder
        return folder / target.relative_to(self._folder)

    def _files_before(self, model: Model, target: Path) -> dict[str, FileEntry]:
        """Return the files of the version before that still stand there, by name."""
        if self._latest is None:
            return {}
        manifest = self._latest.manifest
        is_table = target.parent.name == TABLES
        entry = (manifest.tables if is_table else manifest.marts).get(model.name)
        if entry is None:
            return {}
        there = entry.files if self._is_whole else standing(self._home_before(target), entry)
        return {name: entry.files[name] for name in sorted(there)}


def _rows_before(model: Model, home: Path, names: set[str], held: Held | None) -> str:
    """Return the SQL of the rows of files of the version before: of the table that holds them."""
    if held is not None and names <= held.files:
        among = " or ".join(rows_of(model.month_of, Path(name).stem) for name in sorted(names))
        return f"(from {held.table} where {among})"
    listed = ", ".join(quoted(home / name) for name in sorted(names))
    return f"read_parquet([{listed}], filename = false)"


def _counted(files: Mapping[str, FileEntry], counts: dict[str, int]) -> dict[str, int]:
    """Add to the counts of months what these files hold."""
    for name, file in files.items():
        month = month_of_name(name)
        counts[month] = counts.get(month, 0) + (file.weight or file.row_count)
    return counts


def _entry(model: Model, columns: tuple[Column, ...], files: dict[str, FileEntry]) -> MartEntry:
    return MartEntry(
        grain=model.grain,
        key=model.key,
        columns=columns,
        row_count=sum(entry.row_count for entry in files.values()),
        is_volatile=model.is_volatile,
        files=files,
    )


def _one(connection: Connection, sql: str) -> object:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None
