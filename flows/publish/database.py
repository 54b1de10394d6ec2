"""The accepted tables and a version of the marts go in; the database that analysts open comes out.

Tables keep their plain names (schema main), marts stand in schema marts, and a mart whose name no
table has can be read by its plain name too. The file is written beside the old one and takes its
place by rename: a shell that has the old one open goes on reading it.
"""

from pathlib import Path

from flows import store
from flows.publish.manifest import MartEntry, Version
from flows.publish.models import MARTS
from flows.store import Connection

FORMAT = "v1.2.0"  # the oldest DuckDB that is to read the file
NEWS = "news"
WORK_ONLY = frozenset({"pages", "sightings", "story_bands", "story_links", "story_signatures"})


def publish_database(connection: Connection, news_path: Path, version: Version) -> None:
    """Replace the readers' database by one of the connection's tables and a version's marts.

    The caller holds the warehouse's lock.
    """
    building = news_path.with_name(f".building-{news_path.name}")
    _remove(building)
    connection.execute(f"attach {_quoted(building)} as {NEWS} (storage_version '{FORMAT}')")
    try:
        connection.execute("begin")  # one write to the disk, not one a comment
        _copy_tables(connection)
        _copy_marts(connection, version)
        connection.execute("commit")
        connection.execute(f"checkpoint {NEWS}")
    finally:
        connection.execute(f"detach {NEWS}")
    replace_database(building, news_path)


def replace_database(new: Path, old: Path) -> None:
    """Put a closed database in the place of another, whose left-over log it must never replay.

    DuckDB replays NAME.wal into whatever file is called NAME, so the log that a writer left beside
    the old file goes first; that writer keeps his open files and harms nobody.
    """
    wal = old.with_name(f"{old.name}.wal")
    wal.unlink(missing_ok=True)
    new.replace(old)
    wal.unlink(missing_ok=True)  # written in between by a shell that has the old file open


def _copy_tables(connection: Connection) -> None:
    home = _one(connection, "select current_database()")
    present = {row[0] for row in connection.execute(TABLES).fetchall()}
    wanted = [p.stem for p in store.schema_files() if p.stem in present - WORK_ONLY]
    keys = {table: ", ".join(f'"{key}"' for key in store.table_key(table)) for table in wanted}
    connection.execute(f"use {NEWS}")
    try:
        for path in store.schema_files():
            if path.stem in keys:
                connection.execute(path.read_text(encoding="utf-8"))
                connection.execute(
                    f'insert into {path.stem} by name from "{home}".main.{path.stem} '
                    f"order by {keys[path.stem]}"
                )
    finally:
        connection.execute(f'use "{home}"')


TABLES = """
    select table_name from duckdb_tables()
    where database_name = current_database() and schema_name = 'main'
"""


def _copy_marts(connection: Connection, version: Version) -> None:
    connection.execute(f"create schema {NEWS}.{MARTS}")
    tables = {
        row[0]
        for row in connection.execute(
            f"select table_name from duckdb_tables() where database_name = '{NEWS}'"
        ).fetchall()
    }
    for name, mart in version.manifest.marts.items():
        files = _quoted(version.folder / name / "*.parquet")
        connection.execute(
            f"create table {NEWS}.{MARTS}.{name} as from read_parquet({files}, filename = false)"
        )
        _comment_mart(connection, name, mart)
        if name not in tables:
            connection.execute(f"create view {NEWS}.main.{name} as from {MARTS}.{name}")


def _comment_mart(connection: Connection, name: str, mart: MartEntry) -> None:
    target = f"{NEWS}.{MARTS}.{name}"
    connection.execute(f"comment on table {target} is {_quoted(mart.grain)}")
    for column in mart.columns:
        connection.execute(
            f'comment on column {target}."{column.name}" is {_quoted(column.meaning)}'
        )


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _one(connection: Connection, sql: str) -> str:
    row = connection.execute(sql).fetchone()
    return str(row[0]) if row else ""


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
