"""One model and the version before go in; the files of one mart or table come out.

A model is built whole, or renewed: rows of changed keys are made anew, and files that cannot hold
any are shared with the version before without being looked at. Both give the same files. What is
renewed is filed beside what is made meanwhile.
"""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.errors import BadTable
from flows.publish.dictionary import column_meanings, table_comments
from flows.publish.filing import LEFT_OUT, UNDATED, rows_of
from flows.publish.gathering import Gathered, Held, busy_months, gather, has_rows, rows_before
from flows.publish.lane import Begun, lane_beside
from flows.publish.manifest import (
    TABLES,
    Column,
    FileEntry,
    MartEntry,
    Version,
    standing,
)
from flows.publish.models import FOUND, MARTS, Model
from flows.publish.scopes import MONTHLY, SCOPES, Scope
from flows.publish.writing import ROWS, SORTED, Part, plan_parts, share, write_parts
from flows.store import Connection, quoted

FRESH = "fresh_rows"


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
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        """Give a schema in which one mart reads another, one of what has changed, and a lane."""
        home = _one(self._connection, "select current_database()")
        for schema in (MARTS, FOUND):
            self._connection.execute(f"attach ':memory:' as {schema}")
        self._connection.execute(f"set search_path = '{home}.main,{FOUND}.main'")
        self.lane = self._opened.enter_context(lane_beside(self._connection))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the connection as it was."""
        self._opened.close()
        self._connection.execute("reset search_path")
        for schema in (MARTS, FOUND):
            self._connection.execute(f"detach {schema}")
        self._connection.execute(f"drop table if exists {SORTED}")

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

    def link_table(self, model: Model, mart: MartEntry) -> MartEntry:
        """Give a table the files of the mart that shows it, and one of the rows that it leaves out.

        All have the mart's columns, of which the table's are to be read.
        """
        home, target = self._folder / model.name, self._folder / TABLES / model.name
        target.mkdir(parents=True)
        share(home, target, mart.files)
        files = dict(mart.files)
        if _one(self._connection, f"select count(*) from {model.name}") != mart.row_count:
            key, shown = ", ".join(model.key), rows_before(model, home, set(mart.files), None)
            self._connection.execute(
                f"create temp table {ROWS} as (from {shown} limit 0) union all by name "
                f"select * from {model.name} where ({key}) not in (select ({key}) from {shown})"
            )
            (part,) = plan_parts(self._connection, model, ROWS, mart.columns, frozenset())
            left_out = replace(part, name=LEFT_OUT)
            files |= self._files(self._connection, model, ROWS, mart.columns, target, [left_out])
            self._connection.execute(f"drop table {ROWS}")
        return _entry(model, self._columns(model, model.name), files)

    def renew_table(self, model: Model) -> Begun[MartEntry]:
        """Begin to write the files of a table that changes can reach, and to share the others."""
        self._make_fresh(model, FRESH, "temp table", SCOPES[model.changes_by])
        entry = self._renew(model, FRESH, self._folder / TABLES / model.name)
        self._connection.execute(f"drop table {FRESH}")
        return entry

    def renew_mart(self, model: Model, held: Held | None = None) -> Begun[MartEntry]:
        """Begin to write the files of a mart that changes can reach; marts after it read its rows.

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
            _check_key(self._connection, model, ROWS)
        columns = self._columns(model, ROWS)
        busy = busy_months(self._connection, model, ROWS, known.files)
        is_empty = not has_rows(self._connection, ROWS) and (month != UNDATED or known.files)
        parts = [] if is_empty else plan_parts(self._connection, model, ROWS, columns, busy)
        files = known.files | self._files(self._connection, model, ROWS, columns, target, parts)
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
                _check_key(self._connection, model, ROWS)
            columns = self._columns(model, ROWS)
            busy = busy_months(self._connection, model, ROWS, {})
            parts = plan_parts(self._connection, model, ROWS, columns, busy)
            files = self._files(self._connection, model, ROWS, columns, target, parts)
        finally:
            self._connection.execute(f"drop {kind} {ROWS}")
        return _entry(model, columns, files)

    def _renew(
        self, model: Model, fresh: str, target: Path, held: Held | None = None
    ) -> Begun[MartEntry]:
        target.mkdir(parents=True)
        home, before = self._home_before(target), self._files_before(model, target)
        columns = self._columns(model, fresh)
        rows = f"{MARTS}.rows_of_{'_'.join(target.relative_to(self._folder).parts)}"
        gathered = gather(self._connection, model, fresh, rows, home, before, held)
        keyed = None
        if target.parent.name != TABLES:
            is_told_apart = set(model.changes_by) <= set(model.key)  # from rows of before
            keyed = fresh if is_told_apart else rows

        def file(lane: Connection) -> MartEntry:
            if keyed:
                _check_key(lane, model, keyed)
            return self._file(lane, model, columns, gathered, target)

        return self.lane.begin(file)

    def _file(
        self,
        connection: Connection,
        model: Model,
        columns: tuple[Column, ...],
        gathered: Gathered,
        target: Path,
    ) -> MartEntry:
        """Write the files of what was gathered, and share those that it does not touch."""
        rows, kept = gathered.rows, gathered.kept
        parts = (
            plan_parts(connection, model, rows, columns, gathered.busy)
            if has_rows(connection, rows) or not kept
            else []
        )
        share(self._home_before(target), target, kept)
        files = kept | self._files(connection, model, rows, columns, target, parts)
        connection.execute(f"drop table {rows}")
        return _entry(model, columns, dict(sorted(files.items())))

    def _columns(self, model: Model, rows: str) -> tuple[Column, ...]:
        described = self._connection.execute(f"describe {rows}").fetchall()
        types = {row[0]: row[1] for row in described}
        meanings = column_meanings(self._comments, model, list(types))
        return tuple(Column(name, type_, meanings[name]) for name, type_ in types.items())

    def _files(
        self,
        connection: Connection,
        model: Model,
        rows: str,
        columns: tuple[Column, ...],
        target: Path,
        parts: list[Part],
    ) -> dict[str, FileEntry]:
        before = self._files_before(model, target)
        kept = {
            part.name: before[part.name]
            for part in parts
            if part.name in before and part.is_in(before[part.name])
        }
        share(self._home_before(target), target, kept)
        changed = {part.name for part in parts} - kept.keys()
        return kept | write_parts(connection, model, rows, columns, parts, changed, target)

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


def _check_key(connection: Connection, model: Model, rows: str) -> None:
    key = ", ".join(f'"{column}"' for column in model.key)
    twice = connection.execute(
        f"select {key}, count(*) from {rows} group by {key} having count(*) > 1 "
        f"order by {key} limit 5"
    ).fetchall()
    if twice:
        raise BadTable(
            f"mart {model.name}: key ({', '.join(model.key)}) is not unique: {twice}; "
            f"correct sql/marts/{model.name}.sql, nothing was published"
        )


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
