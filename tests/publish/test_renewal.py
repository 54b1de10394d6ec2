"""What is renewed after a change must be, file by file, what is made whole."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from flows import paths, store
from flows.errors import BadTable
from flows.normalize import changes, models
from flows.publish import filing, months
from flows.publish.manifest import Version, latest_version, read_version
from flows.publish.parquet import publish_marts
from flows.publish.scopes import note_published
from flows.store import Connection
from tests import rows

Change = Callable[[Connection], None]


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let four rows split a month into days, the newest two at most: files come and go."""
    monkeypatch.setattr(filing, "BUSY", 4)
    monkeypatch.setattr(filing, "NEWEST", 2)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Connection]:
    """Yield a work database of the tests' corpus and of twelve articles on several days."""
    with store.opened(tmp_path / "work.duckdb", threads=1) as connection:
        rows.create(connection)
        rows.fill(connection, rows.corpus())
        for number in range(12):
            rows.fill(connection, told(number))
        connection.execute(
            "insert into fetches by name select concat('first', n) as fetch_id, 'x' as url, "
            "'feed' as purpose, timestamptz '2026-02-27 00:00:00' + to_days(n::int) "
            "as started_at, 1 as seconds, 'ok' as outcome, 2 as byte_count "
            "from range(6) as numbers (n)"
        )
        yield connection


def told(number: int, *, text_number: int = 1, day: int | None = None) -> rows.Rows:
    """Return an article of its own outlet, told some days after the corpus."""
    given = rows.example(f"told{number}", 1 + number % 3)
    later = timedelta(days=13 * (number % 5) if day is None else day)
    report = given["article_revisions"][0]
    report["revision"] = text_number
    for name in ("published_at", "first_seen_at", "fetched_at"):
        report[name] += later
    given["documents"][0]["fetched_at"] += later
    newest = {name: report[name] for name in ("published_at", "first_seen_at", "fetched_at")}
    given["articles"][0] |= newest
    given["events"][0]["date_start"] += later
    given["events"][0]["date_end"] += later
    for table, listed in given.items():
        for row in listed:
            if "revision" in row:
                row["revision"] = text_number
            for key in ("statement_id", "event_id", "mention_id", "event_group_id"):
                if key in row and table != "actor_mentions":
                    row[key] = f"{row[key][:20]}{number:02d}{text_number:02d}"
    given["events"][0]["statement_id"] = given["statements"][0]["statement_id"]
    mention = given["actor_mentions"][0]
    shared = rows.example("told0", 1)["actor_mentions"][0]["actor_id"]
    role = ("Mayor", "mayor", "Head of the port")[(number + text_number) % 3]
    if mention["actor_id"] != shared:
        given["actor_mentions"].append({**mention, "actor_id": shared, "role": role})
    del given["quarantine"]
    if number > 2:  # named elsewhere already
        given["places"] = []
    return given


def accept(connection: Connection, given: rows.Rows, *statements: str) -> None:
    """Accept these rows as a run does; the statements stage what follows from comparing."""
    store.run_file(connection, paths.SQL / "normalize" / "staging.sql")
    for table, key in (("sources", "source_id"), ("documents", "document_id")):
        known = dict.fromkeys(connection.execute(f"select {key} from {table}").fetchall())
        given[table] = [row for row in given.get(table, []) if (row[key],) not in known]
    keys = {row["document_id"] for row in given.get("documents", [])}
    rows.stage(connection, given)
    changes.note_documents(connection, sorted(keys))
    for statement in statements:
        connection.execute(statement)
    models.accept(connection)


def add_news(connection: Connection) -> None:
    accept(connection, told(20, day=40))


def revise(connection: Connection) -> None:
    accept(connection, told(3, text_number=2, day=45))


def add_undated(connection: Connection) -> None:
    given = told(21, day=2)
    for table in ("article_revisions", "articles"):
        given[table][0] |= {"published_at": None, "published_basis": "unknown"}
    given["statements"][0]["said_date_start"] = None
    accept(connection, given)


def join_stories(connection: Connection) -> None:
    accept(
        connection,
        told(22, day=39),
        "insert into staged.stories "
        "select article_id, (select min(article_id) from main.articles), true "
        "from main.articles where url like '%told%' order by article_id limit 3",
    )


def regroup(connection: Connection) -> None:
    accept(
        connection,
        told(23, day=26),
        "insert into staged.event_groups select event_id, (select min(event_id) from main.events) "
        "from main.events order by event_id limit 6",
    )


def promote_an_actor(connection: Connection) -> None:
    given = told(4, text_number=2, day=52)
    for table in ("actors", "actor_mentions"):
        given[table][0] |= {"name": "Governor of Lerano", "country_code": "PT"}
    accept(connection, given)


def move_a_place(connection: Connection) -> None:
    given = told(24, day=30)
    given["places"] = [rows.example("told24", 1)["places"][0] | {"name": "New Lerano"}]
    accept(connection, given)


def take_down(connection: Connection) -> None:
    connection.execute(
        "insert into tombstones select min(article_id), 'article', 'x', 'x', now() from articles"
    )
    changes.forget(connection)


def send_back(connection: Connection) -> None:
    connection.execute(
        "create or replace temp table asked_again as "
        "select article_id from articles order by article_id limit 2"
    )
    changes.wait_again(connection)


def rename_a_source(connection: Connection) -> None:
    connection.execute("update sources set name = 'Evening ' || name where name like '%told1'")


def retell_the_old(connection: Connection) -> None:
    given = told(25, day=52)
    given["events"][0] |= {
        "event_type": "CONSULT",
        "cameo_root": "04",
        "quad_class": 1,
        "date_start": rows.instant(19).date(),
        "date_end": rows.instant(19).date(),
    }
    accept(connection, given)


def assert_elsewhere(connection: Connection, number: int = 26, **more: object) -> None:
    given = told(number, day=33)
    given["events"][0] |= {"assertion": "asserted", "claimant_actor_id": None, **more}
    accept(
        connection,
        given,
        "insert into staged.event_groups select event_id, (select min(event_id) from main.events) "
        "from staged.events union all select min(event_id), min(event_id) from main.events",
    )


def assert_without_a_day(connection: Connection) -> None:
    undated = {"date_precision": "none", "date_basis": "none"}
    assert_elsewhere(connection, 30, date_start=None, date_end=None, **undated)


def ask(connection: Connection) -> None:
    """Make requests of the first days of March fewer, those of two other days more."""
    connection.execute("delete from fetches where started_at::date = '2026-03-02'")
    connection.execute(
        "insert into fetches by name select concat('more', n) as fetch_id, 'x' as url, "
        "'page' as purpose, timestamptz '2026-03-01 00:00:00' + to_days(n::int * 40) "
        "as started_at, 1 as seconds, 'ok' as outcome, 2 as byte_count from range(2) as numbers (n)"
    )
    accept(connection, told(27, day=41))


def name_person(number: int, name: str, *, day: int = 40) -> rows.Rows:
    """Return an article that names somebody of Spain, and nobody else."""
    given = told(number, day=day)
    person = {
        "actor_id": f"{number:024d}",
        "name": name,
        "kind": "person",
        "country_code": "ES",
        "role": None,
    }
    for table in ("actors", "actor_mentions"):
        given[table] = [given[table][0] | person]
    return given


def take_down_at_once(connection: Connection) -> None:
    """Accept a text that tells of somebody known, and take it down again."""
    given = told(29, day=46)
    known = rows.example("told0", 1)["actors"][0]
    given["actors"] = [known | {"last_seen_at": given["articles"][0]["first_seen_at"]}]
    accept(connection, given)
    forget(connection, given["articles"][0]["article_id"])


def forget(connection: Connection, article_id: str) -> None:
    connection.execute(
        "insert into tombstones values (?, 'article', 'x', 'x', now())", [article_id]
    )
    changes.forget(connection)


def quiet(connection: Connection) -> None:
    accept(connection, {})


CHANGES: tuple[Change, ...] = (
    add_news,
    revise,
    add_undated,
    join_stories,
    regroup,
    promote_an_actor,
    move_a_place,
    take_down,
    send_back,
    rename_a_source,
    quiet,
    retell_the_old,
    assert_elsewhere,
    ask,
    take_down_at_once,
    assert_without_a_day,
)


def publish(connection: Connection, folder: Path, *, is_full: bool = False) -> Version:
    version = publish_marts(connection, folder, code_version="1", is_full=is_full)
    stands = version or latest_version(folder)
    assert stands is not None
    return stands


def renew(connection: Connection, folder: Path) -> Version:
    stands = publish(connection, folder)
    note_published(connection, stands.name)
    return stands


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*.parquet"))
        if path.parent.name != "generations"  # counts batches, empty ones too: alone no new version
    }


def assert_same(renewed: Version, whole: Version) -> None:
    assert digests(renewed.folder) == digests(whole.folder)
    assert renewed.manifest.content() == whole.manifest.content()
    assert set(renewed.manifest.marts) == set(whole.manifest.marts)


@pytest.mark.usefixtures("busy")
@pytest.mark.faults
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_renewed_version_is_the_whole_one(
    stored: Connection, tmp_path: Path, change: Change
) -> None:
    renew(stored, tmp_path / "marts")
    change(stored)
    renewed = renew(stored, tmp_path / "marts")
    assert_same(renewed, publish(stored, tmp_path / "whole", is_full=True))


@pytest.mark.usefixtures("busy")
def test_changes_one_after_another_are_the_whole(stored: Connection, tmp_path: Path) -> None:
    renew(stored, tmp_path / "marts")
    for number, change in enumerate(CHANGES):
        change(stored)
        if number % 2:  # what was not published between stays noted
            renewed = renew(stored, tmp_path / "marts")
        if number in (5, 9, 13, 15):
            assert_same(renewed, publish(stored, tmp_path / "whole", is_full=True))


@pytest.mark.usefixtures("busy")
def test_month_by_month_is_the_same_as_at_once(
    stored: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for change in (add_undated, join_stories, regroup, retell_the_old):
        change(stored)
    at_once = publish(stored, tmp_path / "marts", is_full=True)
    monkeypatch.setattr(months, "LARGE", 0)
    assert_same(publish(stored, tmp_path / "months", is_full=True), at_once)


def same_as(version: Version, actor_id: str) -> str | None:
    found = pl.read_parquet(version.folder / "actors" / "*.parquet")
    same: str | None = found.filter(actor_id=actor_id)["same_as_id"].item()
    return same


def test_whom_a_surname_stands_for_follows_who_comes_and_goes(
    stored: Connection, tmp_path: Path
) -> None:
    alone, bearer = "Kovalskyi", "Iryna Kovalsky"
    other = name_person(42, "Zoé Kovalskii")
    given = (name_person(40, alone), name_person(41, bearer), other)
    renew(stored, tmp_path / "marts")
    found = []
    for news in given:
        accept(stored, news)
        found.append(same_as(renew(stored, tmp_path / "marts"), f"{40:024d}"))
    forget(stored, other["articles"][0]["article_id"])
    renewed = renew(stored, tmp_path / "marts")
    assert [*found, same_as(renewed, f"{40:024d}")] == [None, f"{41:024d}", None, f"{41:024d}"]
    assert_same(renewed, publish(stored, tmp_path / "whole", is_full=True))


def test_what_did_not_change_is_neither_read_nor_written(
    stored: Connection, tmp_path: Path
) -> None:
    before = renew(stored, tmp_path / "marts")
    spoilt = before.folder / "statements" / "2026-01.parquet"
    spoilt.chmod(0o600)
    spoilt.write_bytes(b"?" * spoilt.stat().st_size)  # of its length: a cut one is made anew
    add_news(stored)  # of February
    after = renew(stored, tmp_path / "marts")
    assert after.number == before.number + 1
    assert (after.folder / "statements" / "2026-01.parquet").samefile(spoilt)


def test_a_key_that_is_not_unique_stops_a_renewal(stored: Connection, tmp_path: Path) -> None:
    renew(stored, tmp_path / "marts")
    add_news(stored)
    stored.execute(
        "insert into main.actors from main.actors where actor_id in "
        "(select name from main.changes where kind = 'actor')"
    )
    with pytest.raises(BadTable, match="mart actor.*: key .* is not unique"):
        renew(stored, tmp_path / "marts")


def test_after_going_back_changes_are_still_those_since_the_newest(
    stored: Connection, tmp_path: Path
) -> None:
    renew(stored, tmp_path / "marts")
    add_news(stored)
    renew(stored, tmp_path / "marts")
    (tmp_path / "marts" / "latest").unlink()
    (tmp_path / "marts" / "latest").symlink_to("v000001")
    revise(stored)
    assert_same(
        renew(stored, tmp_path / "marts"), publish(stored, tmp_path / "whole", is_full=True)
    )


def test_where_the_version_before_is_gone_all_is_made_anew(
    stored: Connection, tmp_path: Path
) -> None:
    first = renew(stored, tmp_path / "marts")
    (first.folder / "claims" / "2026-01.parquet").unlink()
    add_news(stored)
    assert_same(
        renew(stored, tmp_path / "marts"), publish(stored, tmp_path / "whole", is_full=True)
    )
    assert read_version(tmp_path / "marts", 2).manifest.marts["claims"].row_count


def test_where_there_is_another_mart_all_is_made_anew(stored: Connection, tmp_path: Path) -> None:
    fewer = tmp_path / "fewer"
    shutil.copytree(paths.SQL / "marts", fewer)
    (fewer / "story_timeline.sql").unlink()
    first = publish_marts(stored, tmp_path / "marts", code_version="1", models_folder=fewer)
    assert first is not None
    assert "story_timeline" not in first.manifest.marts
    note_published(stored, first.name)
    add_news(stored)
    assert_same(
        renew(stored, tmp_path / "marts"), publish(stored, tmp_path / "whole", is_full=True)
    )
