"""What is to be taken down goes in; it leaves tables, marts and archive, and does not come back."""

import json
import logging
from datetime import datetime

from flows import paths, store
from flows.errors import BadSettings
from flows.files import write_whole
from flows.ledger import Book, plain
from flows.normalize import changes
from flows.publishing import publish
from flows.recording import booked, held, make_ready
from flows.settings import Settings
from flows.workbench import known_keys, note_change, work, write_rows

log = logging.getLogger("dateline")


def forget(settings: Settings, name: str, *, reason: str, now: datetime) -> str:
    """Take an article (by key or address) or a source down, and return what was done.

    Every older version of the marts goes too: it holds what is to be forgotten.

    Raises:
        BadSettings: nothing is called so, or no reason is given; no run has begun.
    """
    if not reason.strip():
        raise BadSettings(f"--reason {reason!r}: say why; it is what stays of what is taken down")
    if not settings.warehouse.is_dir():
        raise BadSettings(f"{settings.warehouse}: no warehouse is there: see to DATELINE_WAREHOUSE")
    with held(settings) as warehouse:
        found = _named(settings, name, now)
        if not found:
            return f"{name}: was taken down before; nothing is left to take down"
        with booked(settings, now=now) as book:
            with work(settings) as connection:
                stones = [_stone(*each, name, reason, now) for each in found]
                write_rows(connection, "tombstones", stones)
                keep_stones(connection, warehouse)
            erased = bury(settings, with_mentions=True)
            publish_alone(settings, book)
    told = ", ".join(f"{kind} {key}" for kind, key in found)
    return (
        f"{told}: taken down; {erased} records of {warehouse.raw} overwritten; "
        f"{book.published_version or 'nothing new'} published, older versions removed"
    )


def keep_stones(connection: store.Connection, warehouse: paths.Warehouse) -> None:
    """Write the tombstones beside the archive, in one step: they outlive the database."""
    rows = store.read_frame(connection, "from tombstones order by tombstone_id").to_dicts()
    write_whole(warehouse.tombstones, json.dumps(rows, default=plain, indent=1) + "\n")


def read_stones(warehouse: paths.Warehouse) -> list[dict[str, object]]:
    """Return the tombstones that stand beside the archive.

    Raises:
        BadSettings: the file is there and cannot be read.
    """
    if not warehouse.tombstones.exists():
        return []
    try:
        rows: list[dict[str, object]] = json.loads(warehouse.tombstones.read_text(encoding="utf-8"))
        return [
            row | {"forgotten_at": datetime.fromisoformat(str(row["forgotten_at"]))} for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadSettings(
            f"{warehouse.tombstones}: {error}: restore it from a backup, or what was taken down "
            "comes back"
        ) from error


def publish_alone(settings: Settings, book: Book) -> None:
    """Publish what stands, and remove every other version, whoever may have it open."""
    from flows.publish.manifest import remove_old

    book.add(publish(settings, book))
    remove_old(paths.Warehouse(settings.warehouse).marts, keep=1)


def bury(settings: Settings, *, with_mentions: bool = False) -> int:
    """Take out whatever has a tombstone and still stands; return how many records were erased."""
    from flows.ingest.erase import erase_records, records_naming

    raw = paths.Warehouse(settings.warehouse).raw
    with work(settings) as connection:
        doomed = set(known_keys(connection, "forgotten_records"))
        if not doomed and not with_mentions:
            return 0
        named = known_keys(connection, "forgotten_addresses")
        if with_mentions and named:
            doomed |= set(records_naming(raw, named))
        erased = erase_records(raw, sorted(doomed))
        changes.forget(connection)
        note_change(connection)
    return erased


def _named(settings: Settings, name: str, now: datetime) -> list[tuple[str, str]]:
    """Return what the name means, before a run begins: a slip of the pen is no run that failed."""
    make_ready(paths.Warehouse(settings.warehouse), now=now)
    with work(settings) as connection:
        return _find(connection, name)


def _find(connection: store.Connection, name: str) -> list[tuple[str, str]]:
    """Return (kind, key) of what the name means: articles, else a source, else what is gone."""
    for kind in ("article", "source"):
        if keys := known_keys(connection, f"named_{kind}s", [name]):
            return [(kind, key) for key in sorted(keys)]
    if known_keys(connection, "taken_down", [name]):
        return []
    raise BadSettings(
        f"{name}: neither an article (its key or address) nor a source (its key, address or "
        'title) of this warehouse; ask `dateline query "select article_id, url from articles"`'
    )


def _stone(kind: str, key: str, name: str, reason: str, now: datetime) -> dict[str, object]:
    return {
        "tombstone_id": key,
        "kind": kind,
        "name": name,
        "reason": reason,
        "forgotten_at": now,
    }
