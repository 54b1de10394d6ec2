"""The rows of a table go in; what their files are to be, and then the files, come out.

Before a file is written its rows are counted and fingerprinted: one that the version before has
with the same fingerprint is shared instead.
"""

import json
import os
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.keys import content_hash
from flows.publish.filing import (
    UNDATED,
    WHOLE,
    day_of,
    file_name,
    is_of_day,
    part_of,
    rows_of,
    weight_of,
)
from flows.publish.manifest import Column, FileEntry, file_entry, opened_folder
from flows.publish.models import MARTS, Model
from flows.store import Connection, quoted

ROWS = "mart_rows"
SORTED = "sorted_rows"
MANY = 3  # files, from which their rows are sorted together
GROUP = 122_880  # rows of one group in a file: where more are written, a sort decides on the groups
# Files that are written with all that is added, or most of it: what saves time, without more bytes
# (a whole table, 105,000 actors: 68 instead of 103 ms, 2.37 instead of 2.55 MB; an old day of
# speaker_activity, events_plover, events_cameo: 2.3, 3.3, 2.0 instead of 3.0, 3.9, 3.0 ms, 1 to 5 %
# fewer bytes). Texts shrink more by the usual level.
OFTEN_WRITTEN = ", compression_level 1, dictionary_size_limit 1000"
ADDED_TO = ", compression_level 1"
DIGITS = 16  # of a fingerprint, which is held against that of one other file


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of one file before it is written: its rows' number and fingerprint."""

    name: str
    row_count: int
    fingerprint: str
    weight: int

    def is_in(self, known: FileEntry) -> bool:
        """Say whether a file of the version before holds these rows, written like this."""
        return known.fingerprint[:DIGITS] == self.fingerprint


def plan_parts(
    connection: Connection,
    model: Model,
    rows: str,
    columns: tuple[Column, ...],
    busy: frozenset[str],
) -> list[Part]:
    """Return the files to be, each with a fingerprint of its rows and of how it is written."""
    listed = ", ".join(f'"{column.name}"' for column in columns)
    counted = connection.execute(
        f"select {day_of(model.month_of)} as day, {part_of(model.parted_by)} as part, "
        f"count(*), bit_xor(hash({listed})), sum(hash({listed})), "
        f"{weight_of(model.weighed_by)} from {rows} group by all"
    ).fetchall()
    sums: dict[str, tuple[int, int, int, int]] = {}
    for day, part, *more in (row for row in counted if row[2]):
        name = file_name(day, part, busy) if model.month_of else WHOLE
        count, xor, total, weight = sums.get(name, (0, 0, 0, 0))
        sums[name] = (count + more[0], xor ^ more[1], total + more[2], weight + more[3])
    if not sums:
        sums = {UNDATED if model.month_of else WHOLE: (0, 0, 0, 0)}
    made = _how(connection, model, columns)
    return [
        Part(
            f"{name}.parquet",
            count,
            content_hash(f"{made} {count} {xor} {total}")[:DIGITS],
            weight if model.weighed_by else 0,
        )
        for name, (count, xor, total, weight) in sorted(sums.items())
    ]


def write_parts(
    connection: Connection,
    model: Model,
    rows: str,
    columns: tuple[Column, ...],
    parts: Sequence[Part],
    names: Collection[str],
    target: Path,
) -> dict[str, FileEntry]:
    """Write those of the files to be that are named into a folder; return what these hold."""
    how = f"format parquet, compression zstd{_options(model)}"
    told = f"({how}, kv_metadata {_metadata(model, columns)})"
    written = [part for part in parts if part.name in names]
    given = _sorted_rows(connection, model, rows, written, parts)
    files = {}
    for part in written:
        path = target / part.name
        connection.execute(f"copy ({given[part.name]}) to {quoted(path)} {told}")
        path.chmod(0o444)  # versions share files: nobody may edit one in place
        files[part.name] = file_entry(path, part.row_count, part.fingerprint, part.weight)
    return files


def _sorted_rows(
    connection: Connection, model: Model, rows: str, written: Sequence[Part], parts: Sequence[Part]
) -> dict[str, str]:
    """Return the SQL of the rows of each file that is written, sorted.

    Where many are days of a mart whose old days are added to, their rows are sorted together, and
    each is a range of them, in the order of their names: to seek and sort the rows of each takes a
    fifth of its time.
    """
    order = ", ".join(f'"{column}" nulls last' for column in model.sort)
    given = {
        part.name: f"select * from {rows} "
        f"where {rows_of(model.month_of, Path(part.name).stem, model.parted_by)} order by {order}"
        for part in written
    }
    small = {each.name for each in written if is_of_day(each.name) and each.row_count <= GROUP}
    if not model.are_old_split or len(small) < MANY:
        return given
    filed = [day_of(model.month_of), *([part_of(model.parted_by)] if model.parted_by else [])]
    connection.execute(
        f"create or replace temp table {SORTED} as from {rows} "
        f"order by {', '.join(f'{each} nulls last' for each in filed)}, {order}"
    )
    first = 0
    for part in parts:
        after = first + part.row_count
        if part.name in small:
            among = f"rowid between {first} and {after - 1}"
            given[part.name] = f"select * from {SORTED} where {among}"
        first = after
    return given


def share(home: Path, target: Path, names: Collection[str]) -> None:
    """Give files of the version before a second name; where there are no links, copy them."""
    if not names:  # nor is there a folder, of what is new
        return
    with opened_folder(home) as former, opened_folder(target) as present:
        for name in names:
            try:
                os.link(name, name, src_dir_fd=former, dst_dir_fd=present)
            except OSError:
                shutil.copy2(home / name, target / name)


def _how(connection: Connection, model: Model, columns: tuple[Column, ...]) -> str:
    """Return all that makes a file's bytes beside its rows."""
    row = connection.execute("select version()").fetchone()
    writer = row[0] if row else None
    types = ", ".join(column.type for column in columns)
    return f"{writer} {_metadata(model, columns)} {model.sort} {types}{_options(model)}"


def _options(model: Model) -> str:
    """Return the SQL of how a model's files are written, beside what holds for all."""
    if model.month_of is None:
        return OFTEN_WRITTEN
    return ADDED_TO if model.are_old_split else ""


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
