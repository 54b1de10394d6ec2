import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from flows.publish.database import publish_database
from flows.publish.parquet import publish_marts
from flows.store import Connection
from tests.rows import ARMY

LEAVES_A_LOG = """
import os, sys, duckdb
c = duckdb.connect(sys.argv[1])
c.execute("create table evil (i integer)")
c.execute("insert into evil values (1)")
print("ready", flush=True)
sys.stdin.readline() if len(sys.argv) > 2 else None
os._exit(0)
"""


@pytest.fixture
def news(work: Connection, tmp_path: Path) -> Path:
    return published(work, tmp_path)


def published(work: Connection, folder: Path) -> Path:
    version = publish_marts(work, folder / "marts", code_version="1")
    assert version is not None
    publish_database(folder / "news.duckdb", version)
    return folder / "news.duckdb"


def again(work: Connection, folder: Path) -> Path:
    work.execute("update statements set speaker_name = 'Somebody else'")
    return published(work, folder)


def names(path: Path) -> set[str]:
    with duckdb.connect(path, read_only=True) as reader:
        return {
            row[0]
            for row in reader.execute("select distinct speaker_name from statements").fetchall()
        }


def test_the_query_of_the_readme_works(news: Path) -> None:
    with duckdb.connect(news, read_only=True) as reader:
        sql = "select speaker_name, count(*) from statements group by all order by 2 desc"
        assert reader.execute(sql).fetchall() == [("Ana Ruiz", 4), ("Northern army", 2)]


def test_tables_and_marts_of_one_name_are_both_there(news: Path) -> None:
    with duckdb.connect(news, read_only=True) as reader:
        assert reader.execute("select count(*) from statements").fetchone() == (6,)
        assert reader.execute("select count(*) from marts.statements").fetchone() == (5,)
        assert reader.execute("select count(*) from claims").fetchone() == (3,)
        assert reader.execute("select count(*) from marts.claims").fetchone() == (3,)


def test_who_only_an_earlier_revision_names_stands_in_the_table_alone(
    work: Connection, tmp_path: Path
) -> None:
    work.execute("update actor_mentions set revision = 0 where actor_id = $1", [ARMY])
    with duckdb.connect(published(work, tmp_path), read_only=True) as news:
        rows = news.execute("from main.actors order by actor_id").fetchall()
        assert rows == work.execute("from actors order by actor_id").fetchall()
        shown = news.execute("select actor_id from marts.actors").fetchall()
        assert shown == [(row[0],) for row in rows if row[0] != ARMY]
    mart = tmp_path / "marts" / "latest" / "actors"
    table = tmp_path / "marts" / "latest" / "tables" / "actors"
    assert (table / "all.parquet").samefile(mart / "all.parquet")
    assert [path.name for path in sorted(table.iterdir())] == ["all.parquet", "left_out.parquet"]


def test_comments_come_along(news: Path) -> None:
    with duckdb.connect(news, read_only=True) as reader:
        sql = (
            "select schema_name, comment from duckdb_columns() "
            "where table_name = 'statements' and column_name = ? order by 1"
        )
        assert reader.execute(sql, ["confidence"]).fetchall() == [
            ("main", "0 to 1"),
            ("marts", "0 to 1"),
        ]
        bare = reader.execute(
            "select table_name, column_name from duckdb_columns() "
            "where comment is null and not internal"
        ).fetchall()
        assert bare == []


def test_what_only_runs_need_stays_out(news: Path) -> None:
    with duckdb.connect(news, read_only=True) as reader:
        tables = {row[0] for row in reader.execute("show tables").fetchall()}
    assert {"articles", "quarantine", "runs", "fetches", "sources"} <= tables
    assert not tables & {"pages", "sightings", "story_blocks", "staged"}


def test_the_file_is_written_for_older_readers(news: Path) -> None:
    with duckdb.connect() as reader:
        reader.execute(f"attach '{news}' as news (read_only)")
        (tags,) = reader.execute(
            "select tags from duckdb_databases() where database_name = 'news'"
        ).fetchone() or ({},)
    assert tags["storage_version"].startswith("v1.2.0")


def test_a_shell_with_the_old_file_open_goes_on(
    work: Connection, news: Path, tmp_path: Path
) -> None:
    with duckdb.connect(news, read_only=True) as reader:
        again(work, tmp_path)
        found = reader.execute("select count(*) from statements where speaker_name = 'Ana Ruiz'")
        assert found.fetchone() == (4,)
        assert reader.execute("select sum(length(text)) from articles").fetchone() is not None
    assert names(news) == {"Somebody else"}


def test_a_log_left_behind_never_enters_the_next_file(
    work: Connection, news: Path, tmp_path: Path
) -> None:
    subprocess.run([sys.executable, "-c", LEAVES_A_LOG, str(news)], check=True, timeout=60)
    wal = tmp_path / "news.duckdb.wal"
    assert wal.exists()
    again(work, tmp_path)
    assert not wal.exists()
    with duckdb.connect(news) as reader:  # for writing: only then is a log replayed at once
        assert ("evil",) not in reader.execute("show tables").fetchall()
        assert reader.execute("select count(*) from statements").fetchone() == (6,)


def test_somebody_who_writes_while_it_is_replaced_harms_only_himself(
    work: Connection, news: Path, tmp_path: Path
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", LEAVES_A_LOG, str(news), "wait"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        again(work, tmp_path)
        writer.communicate("\n", timeout=60)
    assert names(news) == {"Somebody else"}
    with duckdb.connect(news) as reader:
        assert ("evil",) not in reader.execute("show tables").fetchall()


def test_a_moved_warehouse_is_read_from_anywhere(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "moved"
    moved.mkdir()
    for part in ("news.duckdb", "marts"):
        (tmp_path / part).rename(moved / part)
    assert names(moved / "news.duckdb") == {"Ana Ruiz", "Northern army"}
    monkeypatch.chdir(moved)
    assert names(Path("news.duckdb")) == {"Ana Ruiz", "Northern army"}
    monkeypatch.chdir("/")
    assert names((moved / "news.duckdb").relative_to("/")) == {"Ana Ruiz", "Northern army"}


def test_it_can_be_attached_to_another_database(news: Path) -> None:
    with duckdb.connect() as reader:
        reader.execute(f"attach '{news}' as news (read_only)")
        found = reader.execute("select count(*) from news.marts.claims").fetchone()
        assert found == (3,)


def test_a_reader_never_sees_two_versions(work: Connection, news: Path, tmp_path: Path) -> None:
    with duckdb.connect(news, read_only=True) as reader:
        again(work, tmp_path)
        for table in ("statements", "marts.statements"):
            sql = f"select count(*) from {table} where speaker_name = 'Somebody else'"
            assert reader.execute(sql).fetchone() == (0,)


def test_what_a_killed_publication_left_is_replaced(
    work: Connection, news: Path, tmp_path: Path
) -> None:
    (tmp_path / ".building-news.duckdb").write_bytes(os.urandom(5000))
    (tmp_path / ".building-news.duckdb.wal").write_bytes(os.urandom(500))
    assert names(again(work, tmp_path)) == {"Somebody else"}
    assert not list(tmp_path.glob(".building*"))


def test_publishing_leaves_the_work_database_as_it_was(work: Connection, news: Path) -> None:
    assert news.exists()
    schemas = work.execute("select distinct schema_name from duckdb_tables() order by 1")
    assert schemas.fetchall() == [("main",), ("staged",)]
    databases = work.execute("select database_name from duckdb_databases() where not internal")
    assert databases.fetchall() == [("work",)]
