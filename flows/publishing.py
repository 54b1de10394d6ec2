"""What is accepted goes in; readers get a version of it, the same once more, or an earlier one."""

import re
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import version

from flows import lock, paths, store
from flows.errors import BadSettings, BadTable
from flows.keys import content_hash
from flows.ledger import Book, StageCount, Tally, expected
from flows.recording import recorded
from flows.settings import Settings
from flows.workbench import at_once, work

VERSION = re.compile(r"^v?0*(\d{1,9})$")


def is_unpublished(settings: Settings) -> bool:
    """Say whether readers lack something: rows, files that somebody removed, or newer SQL's."""
    from flows.publish.manifest import latest_version, lost_files

    warehouse = paths.Warehouse(settings.warehouse)
    stands = latest_version(warehouse.marts)
    if not warehouse.news.exists() or stands is None or lost_files(stands):
        return True
    with work(settings) as connection:
        row = connection.execute(
            "select accepted_count = published_count and published_code = $1 from generations",
            [code_hash()],
        ).fetchone()
    return row is not None and not row[0]


def publish(settings: Settings, book: Book, *, is_full: bool = False) -> StageCount:
    """Publish the accepted tables: a version of the marts, and the database that analysts open.

    What did not change since the last publication is taken from it, unless the code that makes it
    is another, or all is to be made anew.
    """
    from flows.publish.database import publish_database
    from flows.publish.manifest import latest_version, remove_old
    from flows.publish.parquet import publish_marts
    from flows.publish.scopes import note_published

    tally = Tally("publish")
    warehouse = paths.Warehouse(settings.warehouse)
    with work(settings) as connection:
        make = partial(
            publish_marts,
            connection,
            warehouse.marts,
            code_version=version("dateline"),
            expectations=expected(book.checked),
            published_at=book.started_at,
            is_full=is_full or not _is_same_code(connection),
        )
        fresh = store.insisting(connection, make)
        stands = fresh or latest_version(warehouse.marts)
        if stands is None:
            raise BadTable(f"{warehouse.marts}: nothing was published; remove it and run again")
        publish_database(warehouse.news, stands)
        remove_old(
            warehouse.marts,
            keep=settings.keep_versions,
            younger_than=book.started_at - timedelta(hours=settings.keep_version_hours),
        )
        with at_once(connection):
            store.run_file(connection, paths.NORMALIZE / "published.sql", [code_hash()])
            note_published(connection, stands.name)
    store.let_go(warehouse.work)  # its memory is for the briefing now
    book.notes += show_published(settings, stands.name)
    book.published_version = fresh.name if fresh else None
    tally.count_in = tally.count_out = len(stands.manifest.marts)
    return tally.done()


def show_published(settings: Settings, version_name: str) -> list[str]:
    """Write the briefing of what is published, and return what went wrong; the tables stand.

    What still shows another publication goes first: a text that was taken down stays nowhere.
    """
    from flows.publish.briefing import write_briefing

    warehouse = paths.Warehouse(settings.warehouse)
    try:
        warehouse.search.unlink(missing_ok=True)  # the next search makes it again
        warehouse.briefing.unlink(missing_ok=True)
        write_briefing(
            warehouse.news,
            warehouse.briefing,
            version=version_name,
            memory_mb=settings.database_memory_mb,
        )
    except Exception as error:  # a page that cannot be drawn must not take the tables back
        return [
            f"{warehouse.briefing}: not written: {type(error).__name__}: {error}; "
            "the tables are published; try `dateline briefing`"
        ]
    return []


def code_hash() -> str:
    """Return the hash of all that makes what is published: SQL, and the versions that run it."""
    folders = ("marts", "renewed", "changes")
    marts = [path for folder in folders for path in (paths.SQL / folder).glob("*.sql")]
    files = sorted([*marts, *store.schema_files()])
    made_by = [f"{package} {version(package)}".encode() for package in ("dateline", "duckdb")]
    return content_hash(b"\0".join([*(path.read_bytes() for path in files), *made_by]))


def _is_same_code(connection: store.Connection) -> bool:
    code = store.ask_value(connection, "select published_code from generations")
    return bool(code == code_hash())


# --- by command -----------------------------------------------------------------------------------


def publish_again(settings: Settings, *, now: datetime, is_full: bool = False) -> str:
    """Publish the accepted tables, also where nothing came in since; say what came of it."""
    with recorded(settings, now=now) as book:
        book.add(publish(settings, book, is_full=is_full))
    if book.published_version is None:
        return "nothing has changed since the last version"
    return f"{book.published_version} published"


def roll_back(settings: Settings, *, to: str = "") -> str:
    """Show readers the version before the latest, or the one named, until the next publication."""
    from flows.publish import manifest
    from flows.publish.database import publish_database

    warehouse = paths.Warehouse(settings.warehouse)
    match = VERSION.match(to)
    if to and match is None:
        raise BadSettings(f"--to {to!r}: a version is called v000012")
    with lock.held(warehouse.lock, wait_seconds=settings.wait_seconds):
        former = manifest.roll_back(warehouse.marts, to=int(match[1]) if match else None)
        publish_database(warehouse.news, former)
        notes = show_published(settings, former.name)
    return "\n".join([f"{former.name} is the latest again, until the next publication", *notes])
