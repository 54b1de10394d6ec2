"""What is older than it may be goes; what has no limit stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows import paths, recording, store
from flows.publish.manifest import Manifest, write_manifest
from flows.retention import tidy
from flows.settings import load_settings
from flows.workbench import work
from tests import rows

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_each_kind_goes_by_its_own_setting(tmp_path: Path) -> None:
    warehouse = paths.Warehouse(tmp_path)
    settings = load_settings(
        warehouse=tmp_path, keep_raw_days=30, keep_quarantine_days=10, keep_run_days=5
    )
    with recording.recorded(settings, now=NOW), work(settings) as connection:
        rows.fill(connection, {"quarantine": [rows.rejected("old"), rows.rejected("new")]})
        connection.execute("update quarantine set last_seen_at = ? where item like '%new'", [NOW])
    warehouse.raw.mkdir()
    for day in ("2026-01-31", "2026-03-01"):
        (warehouse.raw / f"{day}-00001.warc.gz").touch()
    (warehouse.raw / "notes.txt").touch()
    backup = tmp_path / "work.before-0001.duckdb"
    backup.touch()
    long_ago = (NOW - timedelta(days=6)).timestamp()
    os.utime(backup, (long_ago, long_ago))
    assert len(tidy(settings, now=NOW)) == 2
    left = sorted(path.name for path in warehouse.raw.iterdir())
    assert left == ["2026-03-01-00001.warc.gz", "notes.txt"]
    assert not backup.exists()
    with store.opened(warehouse.work) as connection:
        assert len(connection.execute("from quarantine").fetchall()) == 1


def test_the_archive_is_kept_for_ever_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    settings = load_settings(warehouse=tmp_path)
    with recording.recorded(settings, now=NOW):
        pass
    raw = paths.Warehouse(tmp_path).raw
    raw.mkdir()
    (raw / "1999-01-31-00001.warc.gz").touch()
    assert tidy(settings, now=NOW) == []
    assert len(list(raw.iterdir())) == 1


def test_what_a_killed_reader_has_spilled_goes_a_day_later(tmp_path: Path) -> None:
    settings = load_settings(warehouse=tmp_path)
    with recording.recorded(settings, now=NOW):
        pass
    spilled = tmp_path / "news.duckdb.tmp"
    spilled.mkdir()
    for name, hours in (("old", 25), ("new", 23)):
        (spilled / name).touch()
        at = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(spilled / name, (at, at))
    tidy(settings, now=NOW)
    assert [path.name for path in spilled.iterdir()] == ["new"]


def test_versions_go_though_nothing_new_is_published(tmp_path: Path) -> None:
    settings = load_settings(warehouse=tmp_path, keep_versions=1, keep_version_hours=24)
    with recording.recorded(settings, now=NOW):
        pass
    marts = paths.Warehouse(tmp_path).marts
    for number, hours in ((1, 80), (2, 60), (3, 30), (4, 20)):
        version = marts / f"v{number:06d}"
        version.mkdir(parents=True)
        write_manifest(version, Manifest(number, "1", None, {}, {}))
        if number == 2:  # somebody has tidied up in there
            (version / "manifest.json").unlink()
        at = (NOW - timedelta(hours=hours)).timestamp()
        for path in (version, *version.iterdir()):
            os.utime(path, (at, at))
    (marts / "latest").symlink_to("v000004")
    assert tidy(settings, now=NOW) == ["removed 2 versions, by the retention settings"]
    left = sorted(path.name for path in marts.iterdir())
    assert left == ["latest", "v000003", "v000004"]  # the third was the latest 24 hours ago
