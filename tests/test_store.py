"""The schema stands in one place, and rows are merged by the keys it states."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows import paths, store
from flows.errors import BadSettings
from flows.publish.models import WORK_ONLY
from flows.recording import make_ready


@pytest.fixture
def connection() -> Iterator[store.Connection]:
    connection = duckdb.connect()
    store.create_tables(connection)
    yield connection
    connection.close()


LISTS = "create table lists as select list(hash(range) order by range) from range(2000000)"


def test_a_statement_has_the_memory_that_it_needs(tmp_path: Path) -> None:
    """What DuckDB cannot do through the disk would end every run into a large warehouse."""
    (tmp_path / "lists.sql").write_text(LISTS, encoding="utf-8")
    with store.opened(tmp_path / "work.duckdb", memory_mb=20) as connection:
        with pytest.raises(duckdb.OutOfMemoryException):
            connection.execute(LISTS)
        store.run_file(connection, tmp_path / "lists.sql")
        assert connection.execute("select len(columns(*)) from lists").fetchone() == (2_000_000,)


def test_within_a_transaction_too_little_memory_is_told(tmp_path: Path) -> None:
    (tmp_path / "lists.sql").write_text(LISTS, encoding="utf-8")
    with store.opened(tmp_path / "work.duckdb", memory_mb=20) as connection:
        connection.begin()
        with pytest.raises(duckdb.OutOfMemoryException):
            store.run_file(connection, tmp_path / "lists.sql")
        connection.rollback()


def test_the_limit_stands_where_free_memory_is_handed_back(tmp_path: Path) -> None:
    with store.opened(tmp_path / "work.duckdb", memory_mb=100) as connection:
        limit = connection.execute("select current_setting('memory_limit')").fetchone()
        for _ in range(3):
            store.hand_back(connection)
        assert connection.execute("select current_setting('memory_limit')").fetchone() == limit


@pytest.mark.parametrize("path", store.schema_files(), ids=lambda path: path.stem)
def test_every_table_states_grain_key_and_every_column(
    connection: store.Connection, path: Path
) -> None:
    table, text = path.stem, path.read_text(encoding="utf-8")
    assert text.startswith("-- One row per ")
    columns = dict(
        connection.execute(
            "select column_name, comment from duckdb_columns() where table_name = $1", [table]
        ).fetchall()
    )
    assert set(store.table_key(table)) <= set(columns)
    assert [name for name, comment in columns.items() if not comment] == []
    ((said,),) = connection.execute(
        "select comment from duckdb_tables() where table_name = $1", [table]
    ).fetchall()
    assert said.endswith("it is not published.") == (table in WORK_ONLY)


def test_rows_are_replaced_by_their_key(connection: store.Connection) -> None:
    row = {"article_id": "a", "other_article_id": "b", "similarity_share": 0.5}
    store.merge_frame(connection, "story_links", pl.DataFrame([row]))
    rows = [row | {"similarity_share": 0.75}, row | {"other_article_id": "c"}]
    assert store.merge_frame(connection, "story_links", pl.DataFrame(rows)) == 2
    assert connection.execute("from story_links order by 2").fetchall() == [
        ("a", "b", 0.75),
        ("a", "c", 0.5),
    ]


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    path.write_text("not a database, though it has more than enough bytes to be one" * 100)
    told = r"work\.duckdb: cannot be opened"
    with pytest.raises(BadSettings, match=told), store.opened(path):
        pass


def test_a_disk_that_takes_no_more_calls_no_database_damaged(tmp_path: Path) -> None:
    opening = (
        "import resource, sys; from pathlib import Path; from flows import store, errors\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000))\n"
        "try:\n    store.opened(Path(sys.argv[1])).__enter__()\n"
        "except errors.TryLater as error:\n    print(error)\n"
    )
    path = tmp_path / "work.duckdb"
    done = subprocess.run(
        [sys.executable, "-c", opening, str(path)], capture_output=True, text=True, cwd=paths.ROOT
    )
    assert "work.duckdb: cannot be opened: [Errno 27] File too large" in done.stdout, done.stderr
    assert "see to the disk" in done.stdout and "rebuild" not in done.stdout


def test_a_file_that_another_process_has_open_is_not_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    holding = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout and other.stdout.readline() == b"1\n"
        with pytest.raises(BadSettings, match="another process has it open") as told:
            make_ready(paths.Warehouse(tmp_path), now=datetime(2026, 3, 4, tzinfo=UTC))
        assert "rebuild" not in str(told.value)
        other.communicate(b"\n")
    make_ready(paths.Warehouse(tmp_path), now=datetime(2026, 3, 4, tzinfo=UTC))


def test_times_are_in_utc(tmp_path: Path) -> None:
    with store.opened(tmp_path / "w.duckdb") as connection:
        assert connection.execute("select current_setting('TimeZone')").fetchone() == ("UTC",)


def test_a_database_stays_open_until_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    log = path.with_name("work.duckdb.wal")
    with store.kept_open(path):
        with store.opened(path) as connection:
            connection.execute("create table told as select 1 as number")
        assert log.exists()  # as in a database that nobody has closed
        with store.opened(path) as connection:
            connection.execute("insert into told values (2)")
        store.let_go(path)
        assert not log.exists()
        with store.opened(path, read_only=True) as reader:
            assert reader.execute("select sum(number) from told").fetchone() == (3,)
        with store.opened(path) as connection:
            connection.execute("insert into told values (3)")
        assert log.exists()
    assert not log.exists()
    with store.opened(path) as connection:
        connection.execute("insert into told values (4)")
    assert not log.exists()


SPILL = """
import os, sys
from pathlib import Path
from flows import store
path = Path(sys.argv[1])
with store.kept_open(path), store.opened(path, memory_mb=100) as connection:
    connection.execute("create temp table told as select hash(range)::varchar from range(8000000)")
    print(sum(each.stat().st_size for each in path.parent.glob("*.tmp/*")), flush=True)
    os.kill(os.getpid(), 9)
"""


def test_what_a_killed_run_has_spilled_goes(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    words = [sys.executable, "-c", SPILL, str(path)]
    killed = subprocess.run(words, capture_output=True, text=True, cwd=paths.ROOT)
    assert int(killed.stdout) > 0
    spilled = tmp_path / "work.duckdb.tmp"
    assert any(spilled.iterdir())
    with store.kept_open(path), store.opened(path):
        assert not spilled.exists()


def test_ctrl_c_while_duckdb_works_is_ctrl_c(tmp_path: Path) -> None:
    long = "select count(*) from range(3_000_000_000) as n where hash(n.range) = 7"
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's "&" ignores it
    with pytest.raises(KeyboardInterrupt), store.opened(tmp_path / "any.duckdb") as connection:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        connection.execute(long)
    signal.signal(signal.SIGINT, before)


def test_other_errors_of_the_same_kind_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="other"), store.opened(tmp_path / "any.duckdb"):
        raise RuntimeError("other")
