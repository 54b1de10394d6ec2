"""A version of the marts goes in; the database that analysts open comes out.

It holds views alone, over the Parquet files of that one version, so that its cost does not grow
with what is stored. Tables keep their plain names (schema main), marts stand in schema marts, and
a mart whose name no table has can be read by its plain name too. The file is written beside the
old one and takes its place by rename: a shell that has the old one open goes on reading it.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from flows import store
from flows.publish.manifest import TABLES, MartEntry, Version
from flows.publish.models import MARTS
from flows.publish.writing import share
from flows.store import Connection, quoted

FORMAT = "v1.2.0"  # the oldest DuckDB that is to read the file
NEWS = "news"
MAIN = "main"


def publish_database(news_path: Path, version: Version) -> None:
    """Replace the readers' database by one that shows a version.

    The caller holds the warehouse's lock.
    """
    building = news_path.with_name(f".building-{news_path.name}")
    store.remove(building)
    sample = _sample(building.with_name(f"{building.name}.files"), news_path, version)
    with store.opened(Path(":memory:")) as connection:
        connection.execute(f"attach {quoted(building)} as {NEWS} (storage_version '{FORMAT}')")
        connection.execute(f"set temp_directory = {quoted(sample / f'{news_path.name}.tmp')}")
        connection.execute("begin")  # one write to the disk, not one a comment
        _show_version(connection, news_path, version)
        connection.execute("commit")
        connection.execute(f"checkpoint {NEWS}")
        connection.execute(f"detach {NEWS}")
    shutil.rmtree(sample)
    replace_database(building, news_path)


def _sample(sample: Path, news_path: Path, version: Version) -> Path:
    """Fill a folder with one file of each table and mart, and return it.

    To make a view DuckDB lists all files that it is to show, and reads what columns the first has.
    """
    shutil.rmtree(sample, ignore_errors=True)
    manifest = version.manifest
    for kind, entries in ((TABLES, manifest.tables), (".", manifest.marts)):
        for name, entry in entries.items():
            home = version.folder / kind / name
            target = sample / home.relative_to(news_path.parent)
            target.mkdir(parents=True)
            share(home, target, sorted(entry.files)[:1])
    return sample


def replace_database(new: Path, old: Path) -> None:
    """Put a closed database in the place of another, whose left-over log it must never replay.

    DuckDB replays NAME.wal into whatever file is called NAME, so the log that a writer left beside
    the old file goes first; that writer keeps his open files and harms nobody.
    """
    wal = old.with_name(f"{old.name}.wal")
    wal.unlink(missing_ok=True)
    new.replace(old)
    wal.unlink(missing_ok=True)  # written in between by a shell that has the old file open


def _show_version(connection: Connection, news_path: Path, version: Version) -> None:
    connection.execute(f"create schema {NEWS}.{MARTS}")
    folder = _folder_of(news_path)
    home = version.folder.relative_to(news_path.parent)
    manifest = version.manifest
    for name, table in manifest.tables.items():
        mart = manifest.marts.get(name)
        is_shared = mart is not None and mart.files.items() <= table.files.items()
        columns = ", ".join(f'"{column.name}"' for column in table.columns) if is_shared else "*"
        _show(connection, MAIN, {name: table}, folder, home / TABLES, columns)
    _show(connection, MARTS, manifest.marts, folder, home)
    others = {name: mart for name, mart in manifest.marts.items() if name not in manifest.tables}
    _show(connection, MAIN, others, folder, home)


def _folder_of(news_path: Path) -> str:
    """Return the SQL that gives the warehouse's folder, also when it was moved or is mounted.

    DuckDB gives a view no way to name its own file but this: the folder for temporary files is
    called after the database that was opened. Attached to another, the folder of old is taken.
    """
    setting, mark = "current_setting('temp_directory')", f"{news_path.name}.tmp"
    known = quoted(f"{news_path.parent.resolve()}/")
    return (
        f"case when {setting} = {quoted(mark)} or {setting} like {quoted(f'%/{mark}')} "
        f"then left({setting}, length({setting}) - {len(mark)}) else {known} end"
    )


def _show(
    connection: Connection,
    schema: str,
    entries: Mapping[str, MartEntry],
    folder: str,
    home: Path,
    columns: str = "*",
) -> None:
    for name, entry in entries.items():
        target = f"{NEWS}.{schema}.{name}"
        files = quoted(f"{home.as_posix()}/{name}/*.parquet")
        connection.execute(
            f"create view {target} as select {columns} from read_parquet({folder} || {files}, "
            "filename = false)"
        )
        connection.execute(f"comment on view {target} is {quoted(entry.grain)}")
        for column in entry.columns:
            connection.execute(
                f'comment on column {target}."{column.name}" is {quoted(column.meaning)}'
            )
