"""Settings and an instant go in; what is older than it may be leaves the warehouse."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flows import paths, store
from flows.settings import Settings
from flows.workbench import work

SPILL_STAYS = timedelta(days=1)  # nobody's question takes longer
WARC = re.compile(r"^(\d{4}-\d\d-\d\d)-\d{5}\.warc\.gz$")


def tidy(settings: Settings, *, now: datetime) -> list[str]:
    """Remove what is older than the settings say, and return a line for each kind removed.

    Versions of the marts go here as well as when they are replaced: a setting that was changed, and
    hours that have passed, need no news to be heeded.
    """
    from flows.publish.manifest import remove_old

    warehouse = paths.Warehouse(settings.warehouse)
    quarantined = now - timedelta(days=settings.keep_quarantine_days)
    since = now - timedelta(days=settings.keep_run_days)
    lines = []
    with work(settings) as connection:
        for table, limit in (("quarantine", quarantined), ("runs", since)):
            store.run_file(connection, paths.NORMALIZE / f"tidy_{table}.sql", [limit])
    if settings.keep_raw_days is not None:
        first = (now - timedelta(days=settings.keep_raw_days)).date()
        lines += _counted(remove_raw(warehouse.raw, before=first), "files of the archive")
    replaced = now - timedelta(hours=settings.keep_version_hours)
    old = remove_old(warehouse.marts, keep=settings.keep_versions, younger_than=replaced)
    lines += _counted(len(old), "versions")
    lines += _counted(remove_backups(warehouse.folder, before=since), "copies of the work database")
    remove_spill(warehouse.news, before=now - SPILL_STAYS)
    lines += _counted(remove_logs(warehouse.prefect, before=since), "logs of Prefect")
    return lines


def remove_raw(folder: Path, *, before: date) -> int:
    """Remove the archive's files of days before this one."""
    named = [(WARC.match(path.name), path) for path in folder.glob("*.warc.gz")]
    return _removed([path for m, path in named if m and date.fromisoformat(m[1]) < before])


def remove_backups(folder: Path, *, before: datetime) -> int:
    """Remove copies of the work database that migrations and rebuilding left."""
    return _removed(_old(folder.glob("work.b*-*"), before))


def remove_spill(database: Path, *, before: datetime) -> int:
    """Remove what readers of a database that were killed have spilled onto the disk."""
    return _removed(_old(database.with_name(f"{database.name}.tmp").glob("*"), before))


def remove_logs(home: Path, *, before: datetime) -> int:
    """Remove log files of Prefect's home."""
    return _removed(_old(home.rglob("*.log"), before))


def _old(found: Iterable[Path], before: datetime) -> list[Path]:
    return [p for p in found if datetime.fromtimestamp(p.stat().st_mtime, tz=UTC) < before]


def _removed(doomed: list[Path]) -> int:
    for path in doomed:
        path.unlink()
    return len(doomed)


def _counted(count: int, what: str) -> list[str]:
    return [f"removed {count} {what}, by the retention settings"] if count else []
