"""The last published version and the archive go in; the work database comes out, made anew.

Tables come from the newest version whose files are all whole; what runs had archived and not yet
published is found in the archive and waits to be read. All is built beside the old file, which is
kept: a rebuilding that is killed has changed nothing.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from flows import lock, migrations, paths, store
from flows.errors import BadSettings
from flows.forgetting import keep_stones, read_stones
from flows.ingest.replay import Replay, replay
from flows.normalize import frames, models
from flows.publish.manifest import TABLES, Version, latest_version, read_version, version_numbers
from flows.settings import Settings
from flows.store import Connection, quoted
from flows.workbench import note_change, write_rows

# Feeds are to be read whole once more, since what they said may be in no table.
ASK_WHOLE = "update sources set etag = null, last_modified = null, body_hash = null"
REDIRECTED = "select raw_ref, url from fetches where raw_ref is not null and url <> final_url"
STONES = """
    select distinct
        article_id as tombstone_id, 'article' as kind, article_id as name,
        'known from a rebuilding alone' as reason, $1 as forgotten_at
    from documents where outcome = 'forgotten'
"""


def rebuild(settings: Settings, *, now: datetime) -> str:
    """Make the work database anew, keep the old one beside it, and say what was found where."""
    warehouse = paths.Warehouse(settings.warehouse)
    with lock.held(warehouse.lock, wait_seconds=settings.wait_seconds):
        version = whole_version(warehouse.marts)
        if version is None and not list(warehouse.raw.glob("*.warc.gz")):
            raise BadSettings(
                f"{warehouse.folder}: neither a whole published version nor an archive to rebuild "
                "from: restore raw/ from a backup, or start anew with `dateline run`"
            )
        building = warehouse.work.with_name("work.rebuilding.duckdb")
        store.remove(building)
        migrations.migrate(building, now=now)
        with store.opened(building) as connection:
            rows = _restore_tables(connection, version) if version else 0
            _restore_stones(connection, warehouse, now)
            models.restore_stories(connection)
            waiting = _restore_archived(connection, warehouse.raw)
            note_change(connection)
            connection.execute("checkpoint")
        kept = _put_in_place(building, warehouse.work, now)
    return (
        f"{warehouse.work}: {rows} rows from {version.folder if version else 'no version'}, "
        f"{waiting} bodies that only the archive had wait for the next `dateline run`"
        + (f"; the old file is {kept}" if kept else "")
    )


def whole_version(marts_folder: Path) -> Version | None:
    """Return the version that readers see if all its tables' files are whole, else the next older.

    Versions newer than what `latest` shows were left by a rollback, and count after it.
    """
    current = latest_version(marts_folder)
    numbers = version_numbers(marts_folder)[::-1]
    if current is not None:
        numbers.sort(key=lambda number: number != current.number)
    for number in numbers:
        try:
            version = read_version(marts_folder, number)
        except BadSettings:
            continue
        if _is_whole(version):
            return version
    return None


def _is_whole(version: Version) -> bool:
    for table, entry in version.manifest.tables.items():
        for name, file in entry.files.items():
            path = version.folder / TABLES / table / name
            try:
                with path.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "sha256").hexdigest()
            except OSError:
                return False
            if digest != file.sha256:
                return False
    return bool(version.manifest.tables)


def _restore_tables(connection: Connection, version: Version) -> int:
    """Fill the tables with what was published of them, and return how many rows that was."""
    count = 0
    for table, entry in version.manifest.tables.items():
        known = {row[0] for row in connection.execute(f"describe main.{table}").fetchall()}
        columns = ", ".join(f'"{each.name}"' for each in entry.columns if each.name in known)
        files = quoted(version.folder / TABLES / table / "*.parquet")
        connection.execute(
            f"insert into main.{table} by name select {columns} from read_parquet({files})"
        )
        count += entry.row_count
    connection.execute(ASK_WHOLE)
    return count


def _restore_stones(connection: Connection, warehouse: paths.Warehouse, now: datetime) -> None:
    """Let what was taken down stay so."""
    known = read_stones(warehouse)
    names = {row["tombstone_id"] for row in known}
    more = store.read_frame(connection, STONES, [now]).to_dicts()
    write_rows(
        connection, "tombstones", [*known, *(r for r in more if r["tombstone_id"] not in names)]
    )
    if known or more:
        keep_stones(connection, warehouse)


def _restore_archived(connection: Connection, raw: Path) -> int:
    """Take in again what the archive alone has, and return how many bodies that was."""
    rows = store.read_frame(connection, "from sources where kind <> 'seeds'").to_dicts()
    sources = frames.read_sources(rows)
    asked = dict(connection.execute(REDIRECTED).fetchall())
    told = replay(raw, sources, asked=asked)
    known = {source.source_id for source in sources}
    gone = _keys(connection, "select tombstone_id from tombstones")
    fresh = [source for key, source in told.sources.items() if key not in known | gone]
    write_rows(connection, "sources", [frames.plain_row(each) for each in fresh])
    for table, records in (("sightings", told.sightings), ("pages", told.pages)):
        standing = [
            frames.plain_row(each)
            for each in records.values()
            if not {each.article_id, each.source_id} & gone
        ]
        write_rows(connection, table, standing)
    return _restore_documents(connection, told, gone)


def _restore_documents(connection: Connection, told: Replay, gone: set[str]) -> int:
    known = _keys(connection, "select document_id from documents")
    fresh = [
        frames.document_row(each)
        for key, each in told.documents.items()
        if key not in known and not {each.article_id, each.source_id} & gone
    ]
    write_rows(connection, "documents", fresh)
    return len(fresh)


def _keys(connection: Connection, sql: str) -> set[str]:
    return {str(row[0]) for row in connection.execute(sql).fetchall()}


def _put_in_place(building: Path, work: Path, now: datetime) -> Path | None:
    """Let the new file be the work database, and keep the old one, its log included."""
    kept = work.with_name(f"work.broken-{now:%Y%m%dT%H%M%S%f}.duckdb")
    log = work.with_name(f"{work.name}.wal")
    if log.exists():
        log.replace(kept.with_name(f"{kept.name}.wal"))
    is_kept = work.exists()
    if is_kept:
        work.replace(kept)
    building.replace(work)
    return kept if is_kept else None
