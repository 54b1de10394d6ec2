"""The run's own database as steps use it: rows and questions go in, rows come out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import paths, store
from flows.errors import TryLater
from flows.normalize import changes, frames
from flows.records import Document, Rejected
from flows.settings import Settings

if TYPE_CHECKING:  # the stages are loaded where they are needed: a command starts quicker
    from flows.ingest.content import Known
    from flows.ingest.poll import Harvest


@contextmanager
def work(settings: Settings) -> Iterator[store.Connection]:
    """Yield the work database of the settings' warehouse.

    Raises:
        TryLater: the machine failed under it; what the block had not committed is undone.
    """
    path = paths.Warehouse(settings.warehouse).work
    with (
        mishaps_told(path),
        store.opened(path, memory_mb=settings.database_memory_mb) as connection,
    ):
        yield connection


@contextmanager
def mishaps_told(path: Path) -> Iterator[None]:
    """Turn what the machine does to this database into TryLater, with the remedy."""
    try:
        yield
    except store.MISHAPS as error:
        store.let_go(path)  # a database that failed fails on, until it is opened anew
        raise TryLater(
            f"{path}: {' '.join(str(error).split())[:500]}: what was stored stays; see to the "
            "disk's space, the folder's rights and the memory (DATELINE_DATABASE_MEMORY_MB), and "
            "run again; where the file is damaged, `dateline rebuild` makes it anew"
        ) from error


@contextmanager
def at_once(connection: store.Connection) -> Iterator[None]:
    """Make all that the block writes stand together, or not at all."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def ask_rows(
    connection: store.Connection, question: str, parameters: Sequence[Any] = ()
) -> list[frames.Row]:
    """Return the rows that a question of sql/work/ is answered with."""
    return store.ask_file(connection, paths.QUESTIONS / f"{question}.sql", parameters).to_dicts()


def known_keys(
    connection: store.Connection, question: str, parameters: Sequence[Any] = ()
) -> frozenset[str]:
    """Return the keys that a question of sql/work/ is answered with."""
    answer = store.ask_file(connection, paths.QUESTIONS / f"{question}.sql", parameters)
    return frozenset(answer.to_series())


def asking(connection: store.Connection, question: str) -> "Known":
    """Return what tells which of some keys a question of sql/work/ is answered with."""

    def known(keys: Collection[str]) -> frozenset[str]:
        return known_keys(connection, question, [list(keys)]) if keys else frozenset()

    return known


def write_rows(connection: store.Connection, table: str, rows: list[frames.Row]) -> None:
    """Merge rows into a table by its key; of two rows with one key the later wins."""
    if not rows:
        return
    key = store.table_key(table)
    unique = {tuple(row[name] for name in key): row for row in rows}
    schema = store.read_frame(connection, f"from {table} where false").schema
    store.merge_frame(connection, table, frames.frame(unique.values(), schema))


def write_documents(connection: store.Connection, documents: Iterable[Document]) -> None:
    """Let new bodies wait to be read."""
    rows = [frames.document_row(each) for each in documents]
    keys = [row["document_id"] for row in rows]
    changes.note_documents(connection, keys)
    write_rows(connection, "documents", rows)
    changes.note_documents(connection, keys)


def write_harvest(connection: store.Connection, harvest: "Harvest") -> None:
    """Store requests, items, and the items that are articles themselves."""
    write_rows(connection, "fetches", [frames.fetch_row(each) for each in harvest.fetches])
    write_documents(connection, harvest.documents)
    for table, key, records in (
        ("sightings", "sighting_id", harvest.sightings),
        ("pages", "article_id", harvest.pages),
    ):
        rows = {getattr(each, key): frames.plain_row(each) for each in records}
        _keep_first_sight(connection, table, key, rows)
        write_rows(connection, table, list(rows.values()))


def _keep_first_sight(
    connection: store.Connection, table: str, key: str, rows: dict[str, frames.Row]
) -> None:
    """Let the instant at which a known row was first seen stay."""
    known = connection.execute(
        f"select {key}, first_seen_at from {table} where {key} in (select unnest($1))", [list(rows)]
    ).fetchall()
    for name, first_seen_at in known:
        rows[name]["first_seen_at"] = first_seen_at


def refuse(connection: store.Connection, rejected: list[Rejected], *, now: datetime) -> None:
    """Put items into quarantine; one that stands there already keeps the day it came.

    Of what is refused for another reason than before the earlier reason goes.
    """
    if not rejected:
        return
    fresh = [frames.quarantine_row(item, now=now) for item in rejected]
    keys = [row["quarantine_id"] for row in fresh]
    known = dict(
        connection.execute(
            "select quarantine_id, first_seen_at from quarantine "
            "where quarantine_id in (select unnest($1))",
            [keys],
        ).fetchall()
    )
    rows = [row | {"first_seen_at": known.get(row["quarantine_id"], now)} for row in fresh]
    write_rows(connection, "quarantine", rows)
    _clear(
        connection,
        "quarantine_id not in (select unnest($1)) and (stage, source_id, item) in (select "
        "(stage, source_id, item) from quarantine where quarantine_id in (select unnest($1)))",
        [keys],
    )
    if len(known) < len(set(keys)):
        note_change(connection)


def readmit(connection: store.Connection, items: Sequence[str]) -> None:
    """Take items out of quarantine that were taken in after all."""
    _clear(connection, "stage = 'ingest' and item in (select unnest($1))", [list(items)])


def readmit_seeds(connection: store.Connection, still_refused: Sequence[Rejected]) -> None:
    """Take the seeds out of quarantine that are refused no more, or are there no more."""
    _clear(
        connection,
        "stage = 'ingest' and item not in (select unnest($1)) "
        "and source_id in (select source_id from sources where kind = 'seeds')",
        [[rejected.item for rejected in still_refused]],
    )


def _clear(connection: store.Connection, condition: str, parameters: list[Any]) -> None:
    gone = connection.execute(
        f"delete from quarantine where {condition} returning quarantine_id", parameters
    ).fetchall()
    if gone:
        note_change(connection)


def note_change(connection: store.Connection) -> None:
    """Note that something changed that readers should see."""
    store.run_file(connection, paths.NORMALIZE / "changed.sql")
