import errno
import hashlib
import random
from pathlib import Path

import duckdb
import pytest

from flows import store
from flows.errors import BadTable
from flows.publish import gathering, writing
from flows.publish.gathering import Held
from flows.publish.manifest import Version, latest_version, read_manifest, version_numbers
from flows.publish.models import Model
from flows.publish.parquet import publish_marts
from flows.store import Connection
from tests import rows


def publish(connection: Connection, folder: Path, *, code: str = "1") -> Version | None:
    return publish_marts(connection, folder, code_version=code)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.parquet"))
    }


def test_the_first_publication_is_version_one(work: Connection, tmp_path: Path) -> None:
    version = publish(work, tmp_path / "marts")
    assert version is not None
    assert (version.name, version.folder) == ("v000001", tmp_path / "marts" / "v000001")
    assert (tmp_path / "marts" / "latest").readlink() == Path("v000001")
    assert latest_version(tmp_path / "marts") == version


def test_marts_hold_the_rows_of_the_tables(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    counts = {
        mart: entry.row_count
        for mart, entry in read_manifest(tmp_path / "marts" / "latest").marts.items()
    }
    assert counts["articles"] == 3
    assert counts["article_revisions"] == 4
    assert counts["statements"] == 5
    assert counts["events"] == 4
    files = tmp_path / "marts" / "latest" / "articles" / "*.parquet"
    read = duckdb.sql(f"select count(*), min(source_name) from '{files}'").fetchone()
    assert read == (3, "Gazette")


def test_the_same_rows_make_no_new_version(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    assert publish(work, tmp_path / "marts", code="2") is None
    assert version_numbers(tmp_path / "marts") == [1]
    assert sorted(p.name for p in (tmp_path / "marts").iterdir()) == ["latest", "v000001"]


def test_only_tables_of_one_file_are_written_anew_when_their_way_of_writing_changes(
    work: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(work, tmp_path / "marts")
    monkeypatch.setattr(writing, "OFTEN_WRITTEN", ", compression_level 9")
    assert publish(work, tmp_path / "marts") is not None
    first, second = (tmp_path / "marts" / name for name in ("v000001", "v000002"))
    own = {
        str(path.relative_to(second).parent)
        for path in second.rglob("*.parquet")
        if not path.samefile(first / path.relative_to(second))
    }
    assert {"actors", "tables/actors", "places"} <= own
    assert not own & {"articles", "tables/articles", "events_plover"}


def test_what_a_table_holds_of_files_is_not_read_from_them() -> None:
    model = Model("days", "", "", ("day",), ("day",), month_of="day")
    held = Held("known", frozenset({"2026-01.parquet", "2026-02-03.parquet"}))
    rows = gathering.rows_before(model, Path("gone"), {"2026-02-03.parquet"}, held)
    with store.opened(Path(":memory:")) as connection:
        connection.execute(
            "create table known as select unnest([date '2026-02-02', '2026-02-03', null]) as day"
        )
        assert connection.execute(f"select day::varchar from {rows}").fetchall() == [
            ("2026-02-03",)
        ]
    more = {"2026-02-03.parquet", "2026-03.parquet"}
    assert "read_parquet" in gathering.rows_before(model, Path("gone"), more, held)


def test_the_same_rows_give_the_same_bytes(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "here")
    publish(work, tmp_path / "there")
    assert digests(tmp_path / "here" / "v000001") == digests(tmp_path / "there" / "v000001")


def test_order_of_arrival_and_threads_do_not_change_the_bytes(
    work: Connection, tmp_path: Path
) -> None:
    publish(work, tmp_path / "marts")
    shuffled = {table: list(listed) for table, listed in rows.corpus().items()}
    for listed in shuffled.values():
        random.Random(7).shuffle(listed)
    with store.opened(tmp_path / "other.duckdb", threads=1) as other:
        rows.create(other)
        rows.fill(other, dict(reversed(shuffled.items())))
        publish(other, tmp_path / "other")
    assert digests(tmp_path / "marts" / "v000001") == digests(tmp_path / "other" / "v000001")


def test_many_rows_give_the_same_bytes_on_any_number_of_threads(
    work: Connection, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "many.sql").write_text(
        "-- One row per i.\n-- Key: i.\n-- Sorted by: s, i.\n-- Columns:\n--   i: i\n--   s: s\n"
        "select i, hash(i) % 999 as s from range(300000) as many (i)\n",
        encoding="utf-8",
    )
    for threads in (1, 4):
        work.execute(f"set threads = {threads}")
        folder = tmp_path / str(threads)
        publish_marts(work, folder, code_version="1", models_folder=models)
    assert digests(tmp_path / "1" / "v000001") == digests(tmp_path / "4" / "v000001")


def test_polls_alone_make_no_new_version(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    work.execute("update sources set last_polled_at = last_polled_at + interval 1 hour")
    assert publish(work, tmp_path / "marts") is None


def test_a_changed_row_makes_a_new_version(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    work.execute("update statements set speaker_role = 'governor' where act = 'promise'")
    version = publish(work, tmp_path / "marts")
    assert version is not None
    assert version.name == "v000002"
    assert (tmp_path / "marts" / "latest").readlink() == Path("v000002")


def test_versions_share_the_files_that_did_not_change(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    work.execute("update statements set speaker_role = 'governor' where act = 'promise'")
    publish(work, tmp_path / "marts")
    first, second = tmp_path / "marts" / "v000001", tmp_path / "marts" / "v000002"
    assert (first / "places" / "all.parquet").samefile(second / "places" / "all.parquet")
    name = "statements/2026-01.parquet"
    assert not (first / name).samefile(second / name)


def test_where_there_are_no_links_files_are_copied(
    work: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str, **folders: int) -> None:
        raise OSError(errno.EPERM, "no links here", target)

    publish(work, tmp_path / "marts")
    work.execute("delete from events")
    monkeypatch.setattr("os.link", refuse)
    second = publish(work, tmp_path / "marts")
    assert second is not None
    assert {path.stat().st_nlink for path in second.folder.rglob("*.parquet")} == {1}
    before, after = digests(tmp_path / "marts" / "v000001"), digests(second.folder)
    kept = [name for name in after if name.startswith("statements/")]
    assert kept
    assert [before[name] for name in kept] == [after[name] for name in kept]


@pytest.mark.parametrize("is_cut", [False, True], ids=["deleted", "cut"])
def test_a_file_that_is_gone_is_written_again(
    work: Connection, tmp_path: Path, is_cut: bool
) -> None:
    publish(work, tmp_path / "marts")
    before = digests(tmp_path / "marts" / "v000001")
    for path in sorted((tmp_path / "marts" / "v000001").rglob("*.parquet"))[::7]:
        path.unlink()
        if is_cut:
            path.write_bytes(b"PAR1")
    version = publish(work, tmp_path / "marts")
    assert version is not None
    assert digests(version.folder) == before
    assert publish(work, tmp_path / "marts") is None


def test_months_are_files_of_their_own(work: Connection, tmp_path: Path) -> None:
    late = rows.revision("late", rows.DENIAL, source_id=rows.HERALD, day=21)
    late["published_at"] = late["published_at"].replace(month=3)
    undated = {**rows.revision("undated", rows.DENIAL, source_id=rows.HERALD, day=21)}
    undated |= {"published_at": None, "published_basis": "unknown"}
    undated["first_seen_at"] = undated["first_seen_at"].replace(month=2)
    added = [late, undated]
    rows.fill(work, {"article_revisions": added, "articles": [rows.article(a) for a in added]})
    publish(work, tmp_path / "marts")
    names = sorted(p.name for p in (tmp_path / "marts" / "latest" / "articles").iterdir())
    assert names == ["2026-01.parquet", "2026-02.parquet", "2026-03.parquet"]


def test_a_busy_month_is_split_into_days(work: Connection, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "many.sql").write_text(
        "-- One row per i.\n-- Key: i.\n-- Partitioned by: month of day_at.\n-- Columns:\n"
        "--   i: i\n--   day_at: at\n"
        "select i, if(i = 5999, null, timestamptz '2026-01-31 23:59:00' + to_minutes("
        "if(i < 5500, -i, i))) as day_at from range(6000) as many (i)\n",
        encoding="utf-8",
    )
    publish_marts(work, tmp_path / "marts", code_version="1", models_folder=models)
    folder = tmp_path / "marts" / "latest" / "many"
    names = sorted(path.stem for path in folder.iterdir())
    assert names == [*(f"2026-01-{day}" for day in range(28, 32)), "2026-02", "undated"]
    assert duckdb.sql(f"select count(distinct i) from '{folder}/*.parquet'").fetchone() == (6000,)


def test_a_mart_without_rows_still_has_its_columns(tmp_path: Path) -> None:
    with store.opened(tmp_path / "work.duckdb") as empty:
        rows.create(empty)
        publish(empty, tmp_path / "marts")
    files = tmp_path / "marts" / "latest" / "statements" / "*.parquet"
    columns = [row[0] for row in duckdb.sql(f"describe from '{files}'").fetchall()]
    assert duckdb.sql(f"select count(*) from '{files}'").fetchone() == (0,)
    assert {"statement_id", "content", "speaker_name", "title", "url"} <= set(columns)


def test_what_a_killed_run_left_is_swept(work: Connection, tmp_path: Path) -> None:
    left = tmp_path / "marts" / ".building" / "articles"
    left.mkdir(parents=True)
    (left / "half.parquet").write_bytes(b"PAR1")
    (tmp_path / "marts" / ".latest").symlink_to("v000009")
    version = publish(work, tmp_path / "marts")
    assert version is not None
    assert not (version.folder / "articles" / "half.parquet").exists()
    assert sorted(p.name for p in (tmp_path / "marts").iterdir()) == ["latest", "v000001"]


def test_a_key_that_is_not_unique_stops_publication(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    work.execute("insert into statements from statements where act = 'deny'")
    with pytest.raises(BadTable, match="mart statements: key .statement_id. is not unique"):
        publish(work, tmp_path / "marts")
    assert version_numbers(tmp_path / "marts") == [1]
    work.execute("delete from statements")
    assert publish(work, tmp_path / "marts") is not None  # the connection goes on working


def test_files_tell_what_they_hold(work: Connection, tmp_path: Path) -> None:
    publish(work, tmp_path / "marts")
    file = tmp_path / "marts" / "latest" / "statements" / "2026-01.parquet"
    rows_read = duckdb.sql(f"select key, value from parquet_kv_metadata('{file}')").fetchall()
    told = {key.decode(): value.decode() for key, value in rows_read}
    assert told["dateline.grain"].startswith("One row per statement")
    assert told["dateline.key"] == "statement_id"
    assert '"confidence": "0 to 1"' in told["dateline.columns"]
    codec = duckdb.sql(f"select distinct compression from parquet_metadata('{file}')").fetchall()
    assert codec == [("ZSTD",)]


def test_no_clock_stands_in_the_manifest_unless_it_is_given(
    work: Connection, tmp_path: Path
) -> None:
    publish(work, tmp_path / "here")
    publish(work, tmp_path / "there")
    here, there = ((tmp_path / n / "latest" / "manifest.json") for n in ("here", "there"))
    assert here.read_bytes() == there.read_bytes()
    assert read_manifest(here.parent).inputs["articles"] == 3
