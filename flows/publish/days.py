"""Keys of happenings, stories and sayings go in; the days on which rows of them are told come out.

To find the rows of a few keys DuckDB reads all keys that are stored. So the days of each key stand
beside the database, sorted by the key's hash, in files of which a look-up touches a few pages, and
rows are sought on those days alone. A pair stays when its rows are gone: a day too many costs
little, and none is ever missing, as whatever changes is noted with its days until it is added here.
Table changes names the files that count; where one is not whole, all are made anew.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from flows import paths
from flows.keys import content_hash
from flows.store import Connection

STEPS = paths.SQL / "changes"
EPOCH = date(1970, 1, 1)
STEP = 256  # pairs between two keys that are read to know where others stand
WORD = 8  # bytes

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """Pairs of a key's hash and a day since 1970, sorted: as bytes, or in a file of this path."""

    count: int
    signs: Numbers  # the hash of every so many
    home: Path | bytes

    def opened(self) -> BinaryIO:
        """Return what its pairs are read from, at its start."""
        return BytesIO(self.home) if isinstance(self.home, bytes) else self.home.open("rb")

    def days(self, hashes: Numbers) -> set[int]:
        """Return the days that stand beside these hashes."""
        first = np.maximum(np.searchsorted(self.signs, hashes, side="left") - 1, 0) * STEP
        last = np.minimum(np.searchsorted(self.signs, hashes, side="right") * STEP, self.count)
        found: set[int] = set()
        with self.opened() as opened:
            for sought, start, end in zip(hashes, first.tolist(), last.tolist(), strict=True):
                pairs = self._pairs(opened, start, end)
                found.update(pairs[pairs[:, 0] == sought, 1].tolist())
        return found

    def all_pairs(self) -> Numbers:
        """Return all that stands in it."""
        with self.opened() as opened:
            return self._pairs(opened, 0, self.count)

    def _pairs(self, opened: BinaryIO, start: int, end: int) -> Numbers:
        opened.seek(WORD * (1 + len(self.signs) + 2 * start))
        return np.frombuffer(opened.read(WORD * 2 * (end - start)), np.int64).reshape(-1, 2)


def stored_days(connection: Connection) -> list[Block]:
    """Return the blocks that hold all keys but those of noted changes, or of all that is stored."""
    folder = _folder(connection)
    named = _named(connection)
    try:
        if folder is None or not named:
            raise FileNotFoundError(folder)
        return [_load(folder / name) for name in named]
    except (OSError, ValueError):
        return [_block(_pairs(connection, "all_days"))]


def seek_days(
    connection: Connection, blocks: Iterable[Block], keys: str, table: str = "sought_days"
) -> None:
    """Add to a table of days those of the keys that this SQL gives, in a column named key."""
    asked = connection.execute(f"select distinct md5_number_lower(key) as key from ({keys})")
    hashes = np.sort(asked.fetchnumpy()["key"].view(np.int64))
    found = set().union(*(block.days(hashes) for block in blocks))
    connection.execute(
        f"insert into {table} select day from (select unnest($1) as day) "
        f"where day not in (select sought.day from {table} as sought)",
        [[EPOCH + timedelta(number) for number in sorted(found)]],
    )


def keep_days(connection: Connection) -> list[str]:
    """Write the days of what was noted beside those that stand; return the names of the files.

    Small ones are made one, so that each pair is written a few times in all. What is not named in
    table changes goes; what is named there stays until the next time.
    """
    folder = _folder(connection)
    if folder is None:
        return []
    _clear(folder, _named(connection))
    blocks = sorted(stored_days(connection), key=lambda block: block.count)
    fresh = _pairs(connection, "noted_days")
    while blocks and blocks[0].count <= 2 * len(fresh):
        fresh = np.concatenate([blocks.pop(0).all_pairs(), fresh])
    return [_write(folder, block) for block in (_block(fresh), *blocks) if block.count]


def forget_days(connection: Connection) -> None:
    """Let no file count any more, so that all are made anew."""
    connection.execute("delete from main.changes where kind = 'days'")


def _folder(connection: Connection) -> Path | None:
    """Return where the files of this database's keys stand; None of one in memory."""
    row = connection.execute(
        "select path from duckdb_databases() where database_name = current_database()"
    ).fetchone()
    return paths.days_of(Path(row[0])) if row and row[0] else None


def _named(connection: Connection) -> list[str]:
    rows = connection.execute(
        "select name from main.changes where kind = 'days' order by all"
    ).fetchall()
    return [name for (name,) in rows]


def _pairs(connection: Connection, step: str) -> Numbers:
    """Return the pairs that a file of sql/changes/ gives."""
    asked = (STEPS / f"{step}.sql").read_text(encoding="utf-8")
    given = connection.execute(asked).fetchnumpy()
    return np.stack([given["key"].view(np.int64), given["day"].astype(np.int64)], axis=1)


def _block(pairs: Numbers) -> Block:
    ordered = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    signs = ordered[::STEP, 0].copy()
    head = np.array([len(ordered)], np.int64)
    return Block(len(ordered), signs, head.tobytes() + signs.tobytes() + ordered.tobytes())


def _load(path: Path) -> Block:
    """Return the block of a file.

    Raises:
        ValueError: the file is not whole.
    """
    with path.open("rb") as opened:
        count = int.from_bytes(opened.read(WORD), "little")
        signs = np.frombuffer(opened.read(WORD * -(-count // STEP)), np.int64)
    if path.stat().st_size != WORD * (1 + len(signs) + 2 * count):
        raise ValueError(path)
    return Block(count, signs, path)


def _write(folder: Path, block: Block) -> str:
    if isinstance(block.home, Path):
        return block.home.name
    folder.mkdir(exist_ok=True)
    name = content_hash(block.home)
    waiting = folder / f"{name}.part"
    with waiting.open("wb") as opened:
        opened.write(block.home)
        opened.flush()
        os.fsync(opened.fileno())
    waiting.replace(folder / name)
    return name


def _clear(folder: Path, named: Sequence[str]) -> None:
    """Remove the files that no row speaks of."""
    for path in folder.glob("*"):
        if path.name not in named:
            path.unlink()
