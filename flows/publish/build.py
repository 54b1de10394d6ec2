"""One model and the version before go in; the files of one mart or table come out."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from flows.errors import BadTable
from flows.keys import content_hash
from flows.publish.dictionary import column_meanings, table_comments
from flows.publish.manifest import (
    TABLES,
    Column,
    FileEntry,
    MartEntry,
    Version,
    file_entry,
    stands,
)
from flows.publish.models import MARTS, Model
from flows.store import Connection, quoted

ROWS = "mart_rows"
UNDATED = "undated"
WHOLE = "all"
PLACED_BY = "partition_at"  # says which file a row goes to, and is not written
BUSY = 5_000  # rows from which a month is split into days: what a day adds is then written alone


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of one file before it is written: its rows' number and fingerprint."""

    name: str
    row_count: int
    fingerprint: str


class Builder:
    """Writes the files of a version into a folder, sharing those that did not change."""

    def __init__(self, connection: Connection, folder: Path, latest: Version | None) -> None:
        """Write nothing yet."""
        self._connection = connection
        self._folder = folder
        self._latest = latest
        self._comments = table_comments(connection)
        self._writer = str(_one(connection, "select version()"))

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

    def _build(self, model: Model, kind: str, target: Path) -> MartEntry:
        target.mkdir(parents=True)
        self._connection.execute(f"create temp {kind} {ROWS} as select * from ({model.sql}\n)")
        try:
            if kind == "table":
                self._check_key(model)
            columns = self._columns(model)
            files = self._files(model, columns, target)
        finally:
            self._connection.execute(f"drop {kind} {ROWS}")
        return MartEntry(
            grain=model.grain,
            key=model.key,
            columns=columns,
            row_count=sum(entry.row_count for entry in files.values()),
            is_volatile=model.is_volatile,
            files=files,
        )

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

    def _columns(self, model: Model) -> tuple[Column, ...]:
        described = self._connection.execute(f"describe {ROWS}").fetchall()
        types = {row[0]: row[1] for row in described if row[0] != PLACED_BY}
        meanings = column_meanings(self._comments, model, list(types))
        return tuple(Column(name, type_, meanings[name]) for name, type_ in types.items())

    def _files(
        self, model: Model, columns: tuple[Column, ...], target: Path
    ) -> dict[str, FileEntry]:
        metadata = _metadata(model, columns)
        before = self._files_before(model, target)
        files = {}
        for part in self._parts(model, columns, metadata):
            known = before.get(part.name)
            if known is not None and known[1].fingerprint == part.fingerprint:
                _share(known[0], target / part.name)
                files[part.name] = known[1]
            else:
                files[part.name] = self._write(model, part, metadata, target / part.name)
        return files

    def _files_before(self, model: Model, target: Path) -> dict[str, tuple[Path, FileEntry]]:
        """Return the files of the version before that still stand there, by name."""
        if self._latest is None:
            return {}
        is_table = target.parent.name == TABLES
        manifest = self._latest.manifest
        entry = (manifest.tables if is_table else manifest.marts).get(model.name)
        folder = self._latest.folder / target.relative_to(self._folder)
        found = {
            name: (folder / name, file) for name, file in (entry.files if entry else {}).items()
        }
        return {name: pair for name, pair in found.items() if stands(*pair)}

    def _parts(self, model: Model, columns: tuple[Column, ...], metadata: str) -> list[Part]:
        """Return the files to be, each with a fingerprint of its rows and of how it is written."""
        listed = ", ".join(f'"{column.name}"' for column in columns)
        counted = self._connection.execute(
            f"select {self._file_of(model)} as name, count(*), bit_xor(hash({listed})), "
            f"sum(hash({listed})) from {ROWS} group by all order by 1"
        ).fetchall()
        types = ", ".join(column.type for column in columns)
        made = f"{self._writer} {metadata} {model.sort} {types}"
        return [
            Part(
                f"{name}.parquet",
                count,
                content_hash(f"{made} {count} {xor} {total}"),
            )
            for name, count, xor, total in counted
            or [(UNDATED if model.month_of else WHOLE, 0, 0, 0)]
        ]

    def _file_of(self, model: Model) -> str:
        """Return the SQL of the file that a row belongs to: its month, or its day in busy months.

        A function of the rows alone, so that the same rows make the same files.
        """
        if model.month_of is None:
            return quoted(WHOLE)
        month = f"strftime({model.month_of}, '%Y-%m')"
        busy = self._connection.execute(
            f"select {month} as month from {ROWS} where {model.month_of} is not null "
            f"group by all having count(*) >= {BUSY} order by all"
        ).fetchall()
        day = f"strftime({model.month_of}, '%Y-%m-%d')"
        listed = ", ".join(quoted(row[0]) for row in busy)
        name = f"if({month} in ({listed}), {day}, {month})" if busy else month
        return f"coalesce({name}, {quoted(UNDATED)})"

    def _write(self, model: Model, part: Part, metadata: str, path: Path) -> FileEntry:
        order = ", ".join(f'"{column}" nulls last' for column in model.sort)
        shown = "* exclude (partition_at)" if model.month_of == PLACED_BY else "*"
        self._connection.execute(
            f"copy (select {shown} from {ROWS} "
            f"where {_rows_of(model, path.stem)} order by {order}) "
            f"to {quoted(path)} (format parquet, compression zstd, kv_metadata {metadata})"
        )
        path.chmod(0o444)  # versions share files: nobody may edit one in place
        return file_entry(path, part.row_count, part.fingerprint)


def _rows_of(model: Model, name: str) -> str:
    """Return the SQL that is true of one file's rows, as a range that can be sought quickly."""
    column = model.month_of
    if column is None:
        return "true"
    if name == UNDATED:
        return f"{column} is null"
    span = "day" if name.count("-") == 2 else "month"
    first = quoted(name if span == "day" else f"{name}-01")
    return f"{column} >= {first} and {column} < {first}::date + interval 1 {span}"


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
    return "{" + ", ".join(f"{quoted(name)}: {quoted(text)}" for name, text in told.items()) + "}"


def _share(source: Path, target: Path) -> None:
    """Give a file a second name; where the file system has no hard links, copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _one(connection: Connection, sql: str) -> object:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None
