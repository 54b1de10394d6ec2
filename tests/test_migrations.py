"""A database of older code is brought up to date; one of newer code is refused."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import migrations, store
from flows.errors import BadSettings
from flows.migrations import COLUMNS, migrate, migration_files

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
# What the first code made, from before migrations were counted.
FIRST = Path(__file__).parent / "data" / "schema" / "0000.sql"


# Makes a database where no file may grow beyond so many bytes, as on a disk that is full.
SHORT = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from flows import recording
from flows.paths import Warehouse
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
recording.make_ready(Warehouse(Path(sys.argv[1])), now=datetime.now(UTC))
"""


@pytest.fixture
def first(tmp_path: Path) -> Path:
    path = tmp_path / "work.duckdb"
    with store.opened(path) as connection:
        connection.execute(FIRST.read_text(encoding="utf-8"))
        connection.execute(
            "insert into quarantine values ('q', 'extract', 'i', 'r', 'm', null, 'd', null, "
            "'2026-01-01', '2026-01-01', 'dateline reprocess --stage extract')"
        )
    return path


def test_a_database_that_the_disk_has_no_room_for_is_not_put_in_place(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHORT, tmp_path], capture_output=True, text=True, timeout=120
    )
    assert "TryLater" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "work.duckdb").exists()
    migrate(tmp_path / "work.duckdb", now=NOW)
    assert columns(tmp_path / "work.duckdb")
    assert [each.name for each in tmp_path.iterdir()] == ["work.duckdb"]


def columns(path: Path) -> set[tuple[str, str, str]]:
    with store.opened(path, read_only=True) as connection:
        return {row[:3] for row in connection.execute(COLUMNS).fetchall()}


def test_the_first_schema_becomes_todays(first: Path, tmp_path: Path) -> None:
    assert migrate(first, now=NOW) == sorted(migration_files())
    migrate(tmp_path / "fresh.duckdb", now=NOW)
    assert columns(tmp_path / "fresh.duckdb") <= columns(first)
    with store.opened(first) as connection:
        (told,) = connection.execute("select retry from quarantine").fetchone() or ("",)
    assert told == "dateline retry"
    assert migrate(first, now=NOW) == []


def test_a_page_that_was_given_up_names_the_command_that_asks_again(first: Path) -> None:
    with store.opened(first) as connection:
        for item in ("https://a.example/1", "https://a.example/rss"):
            connection.execute(
                "insert into quarantine values (?, 'ingest', ?, 'gone', 'm', null, null, null, "
                "'2026-01-01', '2026-01-01', 'dateline run')",
                [item, item],
            )
        connection.execute(
            "insert into pages (article_id, source_id, url, canonical_url, check_count, "
            "failure_count) values ('a', 's', 'https://a.example/1', 'https://a.example/1', 1, 1)"
        )
    migrate(first, now=NOW)
    with store.opened(first, read_only=True) as connection:
        told = connection.execute("select item, retry from quarantine where stage = 'ingest'")
        assert dict(told.fetchall()) == {
            "https://a.example/1": "dateline retry",
            "https://a.example/rss": "dateline run",
        }


def test_what_was_there_is_kept_before_anything_changes(first: Path, tmp_path: Path) -> None:
    before = columns(first)
    migrate(first, now=NOW)
    (kept,) = tmp_path.glob("work.before-*.duckdb")
    assert columns(kept) == before


def test_a_new_database_has_been_through_all(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    assert migrate(path, now=NOW) == []
    assert not list(tmp_path.glob("work.before-*"))
    with store.opened(path) as connection:
        found = connection.execute("select number from migrations order by 1").fetchall()
    assert [row[0] for row in found] == sorted(migration_files())


def test_a_database_whose_first_run_was_killed_is_made_like_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    with store.opened(path):
        pass
    assert migrate(path, now=NOW) == []
    migrate(tmp_path / "fresh.duckdb", now=NOW)
    assert columns(path) == columns(tmp_path / "fresh.duckdb")


def test_a_new_database_is_put_in_its_place_whole(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    (tmp_path / "work.duckdb.new").write_bytes(b"half of one")
    assert migrate(path, now=NOW) == []
    assert [each.name for each in tmp_path.iterdir()] == ["work.duckdb"]


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    migrate(path, now=NOW)
    with store.opened(path) as connection:
        connection.execute("insert into migrations values (9000, 'later', ?)", [NOW])
    with pytest.raises(BadSettings, match="made by a newer version .migration 9000"):
        migrate(path, now=NOW)


def test_a_migration_that_fails_changes_nothing(first: Path, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.FOLDER, folder)
    number = max(migration_files()) + 1
    (folder / f"{number:04d}_wrong.sql").write_text(
        "-- Wrong.\ndelete from main.quarantine;\nselect 1 from nowhere;\n", encoding="utf-8"
    )
    before = columns(first)
    with pytest.raises(Exception, match="nowhere"):
        migrate(first, now=NOW, folder=folder)
    assert columns(first) == before
    with store.opened(first) as connection:
        assert connection.execute("select count(*) from quarantine").fetchone() == (1,)


def test_a_column_of_another_type_needs_a_migration(first: Path) -> None:
    with store.opened(first) as connection:
        connection.execute(
            "alter table quarantine alter column reason type varchar[] using [reason]"
        )
    with pytest.raises(BadSettings, match=r"quarantine\.reason is VARCHAR\[\], not VARCHAR"):
        migrate(first, now=NOW)


def test_numbers_have_no_gap(tmp_path: Path) -> None:
    (tmp_path / "0002_late.sql").write_text("-- Late.\n", encoding="utf-8")
    with pytest.raises(BadSettings, match="without a gap"):
        migration_files(tmp_path)
