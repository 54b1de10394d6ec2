"""The tables of a database and the models of sql/marts/ go in; a version of the marts comes out.

The same rows give the same bytes: every file is sorted by a unique key, nothing in it tells of a
clock, a run or a machine, and the writer's threads do not change it.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flows import paths
from flows.errors import BadTable
from flows.publish import manifest as versions
from flows.publish.dictionary import column_meanings, table_comments
from flows.publish.manifest import BUILDING, Column, FileEntry, MartEntry, Version
from flows.publish.models import MARTS, Model, read_models
from flows.publish.package import write_package
from flows.store import Connection

Comments = Mapping[str, Mapping[str, str]]  # of each column of each table

ROWS = "mart_rows"
UNDATED = "undated"
WHOLE = "all"


def publish_marts(
    connection: Connection,
    marts_folder: Path,
    *,
    code_version: str,
    expectations: Mapping[str, Any] | None = None,
    published_at: datetime | None = None,
    keep: int = 10,
    models_folder: Path = paths.SQL / "marts",
) -> Version | None:
    """Publish the marts of the connection's tables as a new version, and return it.

    None means that `latest` holds these very bytes already (marts marked volatile aside), and
    nothing was changed. The caller holds the warehouse's lock.
    """
    marts_folder.mkdir(parents=True, exist_ok=True)
    versions.sweep(marts_folder)
    models = read_models(connection, models_folder)
    building = marts_folder / BUILDING
    marts = build_marts(connection, models, building)
    latest = versions.latest_version(marts_folder)
    number = max(versions.version_numbers(marts_folder), default=0) + 1
    manifest = versions.new_manifest(
        number,
        marts,
        code_version=code_version,
        inputs=_table_counts(connection, models),
        expectations=expectations or {},
        published_at=published_at,
    )
    if latest is not None and latest.manifest.content() == manifest.content():
        versions.sweep(marts_folder)
        return None
    if latest is not None:
        _share_files(latest, marts, building)
    versions.write_manifest(building, manifest)
    write_package(building, manifest)
    folder = marts_folder / versions.version_name(number)
    building.rename(folder)
    versions.point_latest(marts_folder, number)
    versions.remove_old(marts_folder, keep=keep)
    return Version(number=number, folder=folder, manifest=manifest)


def build_marts(
    connection: Connection, models: tuple[Model, ...], folder: Path
) -> dict[str, MartEntry]:
    """Write each model's files into a folder of its name, and return what they hold."""
    connection.execute(f"attach ':memory:' as {MARTS}")
    comments = table_comments(connection)
    try:
        return {model.name: _build_mart(connection, model, comments, folder) for model in models}
    finally:
        connection.execute(f"detach {MARTS}")


def _build_mart(
    connection: Connection, model: Model, comments: Comments, folder: Path
) -> MartEntry:
    target = folder / model.name
    target.mkdir(parents=True)
    connection.execute(
        f"create temp table {ROWS} as select *, {_partition(model)} as partition_name "
        f"from ({model.sql}\n)"
    )
    try:
        _check_key(connection, model)
        columns = _columns(connection, model, comments)
        files = _write_files(connection, model, columns, target)
    finally:
        connection.execute(f"drop table {ROWS}")
    connection.execute(
        f"create view {MARTS}.{model.name} as from read_parquet({_quoted(f'{target}/*.parquet')})"
    )
    return MartEntry(
        grain=model.grain,
        key=model.key,
        columns=columns,
        row_count=sum(entry.row_count for entry in files.values()),
        is_volatile=model.is_volatile,
        files=files,
    )


def _partition(model: Model) -> str:
    if model.month_of is None:
        return f"'{WHOLE}'"
    return f"coalesce(strftime({model.month_of}, '%Y-%m'), '{UNDATED}')"


def _check_key(connection: Connection, model: Model) -> None:
    key = ", ".join(f'"{column}"' for column in model.key)
    twice = connection.execute(
        f"select {key}, count(*) from {ROWS} group by {key} having count(*) > 1 order by {key} "
        "limit 5"
    ).fetchall()
    if twice:
        raise BadTable(
            f"mart {model.name}: key ({', '.join(model.key)}) is not unique: {twice}; "
            f"correct sql/marts/{model.name}.sql, nothing was published"
        )


def _write_files(
    connection: Connection, model: Model, columns: tuple[Column, ...], target: Path
) -> dict[str, FileEntry]:
    counts = connection.execute(
        f"select partition_name, count(*) from {ROWS} group by all order by all"
    ).fetchall()
    options = f"format parquet, compression zstd, kv_metadata {_metadata(model, columns)}"
    order = ", ".join(f'"{column}" nulls last' for column in model.sort)
    files = {}
    for name, row_count in counts or [(UNDATED if model.month_of else WHOLE, 0)]:
        path = target / f"{name}.parquet"
        connection.execute(
            f"copy (select * exclude (partition_name) from {ROWS} "
            f"where partition_name = {_quoted(name)} order by {order}) "
            f"to {_quoted(path)} ({options})"
        )
        path.chmod(0o444)  # versions share files: nobody may edit one in place
        files[path.name] = versions.file_entry(path, row_count)
    return files


def _metadata(model: Model, columns: tuple[Column, ...]) -> str:
    meanings = {column.name: column.meaning for column in columns}
    told = {
        "dateline.mart": model.name,
        "dateline.grain": model.grain,
        "dateline.key": ", ".join(model.key),
        "dateline.sorted_by": ", ".join(model.sort),
        "dateline.read_from": ", ".join((*model.tables, *(f"{MARTS}.{m}" for m in model.marts))),
        "dateline.columns": json.dumps(meanings, ensure_ascii=False),
    }
    return "{" + ", ".join(f"{_quoted(name)}: {_quoted(text)}" for name, text in told.items()) + "}"


def _columns(connection: Connection, model: Model, comments: Comments) -> tuple[Column, ...]:
    types = {row[0]: row[1] for row in connection.execute(f"describe {ROWS}").fetchall()}
    del types["partition_name"]
    meanings = column_meanings(comments, model, list(types))
    return tuple(Column(name, type_, meanings[name]) for name, type_ in types.items())


def _table_counts(connection: Connection, models: tuple[Model, ...]) -> dict[str, int]:
    stable = sorted({table for model in models if not model.is_volatile for table in model.tables})
    counts = {}
    for table in stable:
        row = connection.execute(f"select count(*) from {table}").fetchone()
        counts[table] = int(row[0]) if row else 0
    return counts


def _share_files(latest: Version, marts: dict[str, MartEntry], building: Path) -> None:
    """Put the latest version's files in the place of equal new ones, so that each is kept once."""
    for mart, entry in marts.items():
        kept = latest.manifest.marts[mart].files if mart in latest.manifest.marts else {}
        for name, file in entry.files.items():
            source = latest.folder / mart / name
            if kept.get(name) == file and source.exists():
                waiting = building / mart / f".{name}"
                os.link(source, waiting)
                waiting.replace(building / mart / name)


def _quoted(text: object) -> str:
    return "'" + str(text).replace("'", "''") + "'"
