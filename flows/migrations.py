"""A work database of any version goes in; one that this code can work with comes out.

Numbered files of sql/migrations/ change what stands there; columns that may be NULL are added by
themselves. Before the first change the database is copied beside itself: nothing is dropped
without being kept elsewhere.
"""

import re
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from flows import paths, store
from flows.errors import BadSettings

FOLDER = paths.SQL / "migrations"
Column = tuple[str, str, str, bool]  # its table, its name, its type, whether it may be NULL
NAME = re.compile(r"^(\d{4})_[a-z0-9_]+\.sql$")
COLUMNS = """
    select table_name, column_name, data_type, is_nullable
    from duckdb_columns()
    where database_name = current_database() and schema_name = 'main' and not internal
    order by table_name, column_index
"""
NUMBER = "select coalesce(max(number), 0) from main.migrations"
HAS_TABLE = """
    select count(*) from duckdb_tables()
    where database_name = current_database() and schema_name = 'main' and table_name = 'migrations'
"""


def migrate(database: Path, *, now: datetime, folder: Path = FOLDER) -> list[int]:
    """Bring a work database up to date, and return the numbers of the migrations applied.

    A database that is not there yet is made beside its place and put there whole. One without
    tables, which a killed run may have left, is made, too.

    Raises:
        BadSettings: newer code made it, or a column is missing that no migration adds.
    """
    files = migration_files(folder)
    newest = max(files, default=0)
    is_new = not database.exists() or _is_empty(database)
    number = newest if is_new else _number(database)
    if number > newest:
        raise BadSettings(
            f"{database}: made by a newer version (migration {number}; this code knows {newest}): "
            "update the code, or set DATELINE_WAREHOUSE to another folder"
        )
    due = {each: path for each, path in files.items() if each > number}
    if due:
        store.let_go(database)  # so that the file holds all
        shutil.copy2(database, database.with_name(f"work.before-{max(due):04d}.duckdb"))
    place = database
    if not database.exists():
        place = database.with_name(f"{database.name}.new")
        store.remove(place)  # what a killed run has left there
    with store.opened(place) as connection:
        _change(connection, due, noted=files if is_new else due, now=now, database=database)
    if place != database:
        place.replace(database)
    return sorted(due)


def _change(
    connection: store.Connection,
    due: Mapping[int, Path],
    *,
    noted: Mapping[int, Path],
    now: datetime,
    database: Path,
) -> None:
    """Run the files that are due, add what sql/schema/ has besides, and note them: all, or none."""
    wanted = _wanted()
    connection.execute("begin")
    # A comment on a column needs it, as it needs what files add.
    _add_columns(connection, wanted)
    for path in due.values():
        store.run_file(connection, path)
    store.create_tables(connection)
    for number, path in noted.items():
        connection.execute("insert into migrations values (?, ?, ?)", [number, path.name, now])
    _check_columns(connection, wanted, database)
    connection.execute("commit")


def migration_files(folder: Path = FOLDER) -> dict[int, Path]:
    """Return the migrations by their numbers, which count up from 1 without a gap."""
    files: dict[int, Path] = {}
    for path in sorted(folder.glob("*.sql")):
        match = NAME.match(path.name)
        if match is None or int(match[1]) != len(files) + 1:
            raise BadSettings(f"{path}: migrations are called 0001_what.sql, without a gap")
        files[int(match[1])] = path
    return files


def _is_empty(database: Path) -> bool:
    with store.opened(database) as connection:
        return not _present(connection)


def _number(database: Path) -> int:
    with store.opened(database) as connection:
        has_any = store.ask_value(connection, HAS_TABLE)
        return int(store.ask_value(connection, NUMBER)) if has_any else 0


def _wanted() -> list[Column]:
    """Return table, name, type and nullability of every column of sql/schema/."""
    with store.opened(Path(":memory:")) as fresh:
        store.create_tables(fresh)
        return fresh.execute(COLUMNS).fetchall()


def _present(connection: store.Connection) -> dict[tuple[str, str], str]:
    return {(row[0], row[1]): row[2] for row in connection.execute(COLUMNS).fetchall()}


def _add_columns(connection: store.Connection, wanted: list[Column]) -> None:
    """Add the columns of sql/schema/ that may be NULL and that older code's tables lack."""
    present = _present(connection)
    tables = {table for table, _ in present}
    for table, column, type_, is_nullable in wanted:
        if table in tables and (table, column) not in present and is_nullable:
            connection.execute(f'alter table main.{table} add column "{column}" {type_}')


def _check_columns(connection: store.Connection, wanted: list[Column], database: Path) -> None:
    """Refuse a database that the migrations have left without a column, or with another type."""
    present = _present(connection)
    for table, column, type_, _ in wanted:
        if (table, column) not in present:
            raise BadSettings(
                f"{database}: {table}.{column} is missing and may not be NULL: "
                "sql/migrations/ lacks a file that adds it"
            )
        if present[table, column] != type_:
            raise BadSettings(
                f"{database}: {table}.{column} is {present[table, column]}, not {type_}: "
                "sql/migrations/ lacks a file that changes it"
            )
