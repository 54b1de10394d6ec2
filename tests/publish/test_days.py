"""Days of keys are those on which their rows are told, however the files stand."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows import paths, store
from flows.publish.days import STEP, forget_days, keep_days, seek_days, stored_days
from flows.publish.scopes import note_published
from flows.store import Connection
from tests import rows

START = date(2026, 1, 1)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Connection]:
    """Yield a database of a thousand happenings, the third told again three days later."""
    with store.opened(tmp_path / "work.duckdb") as connection:
        rows.create(connection)
        rows.fill(connection, rows.example("days", 1))
        connection.execute("create temp table example as from events limit 1")
        connection.execute("delete from events")
        for number in range(1000):
            tell(connection, f"event{number}", START + timedelta(number % 200))
        tell(connection, "event2", START + timedelta(5))
        yield connection


def tell(connection: Connection, group_id: str, day: date) -> None:
    connection.execute(
        "insert into events select * replace ($1 as event_group_id, $2 as told_on) from example",
        [group_id, day],
    )


def sought(connection: Connection, *group_ids: str) -> list[date]:
    connection.execute("create or replace temp table sought_days (day date)")
    listed = ", ".join(f"('{each}')" for each in group_ids)
    seek_days(connection, stored_days(connection), f"select key from (values {listed}) as t (key)")
    return [day for (day,) in connection.execute("from sought_days order by all").fetchall()]


def files(connection: Connection) -> list[Path]:
    row = connection.execute(
        "select path from duckdb_databases() where path is not null"
    ).fetchone()
    assert row is not None
    return sorted(paths.days_of(Path(row[0])).iterdir())


def test_days_of_a_key_are_all_and_only_those_of_its_rows(stored: Connection) -> None:
    note_published(stored, "v000001")
    assert files(stored)[0].stat().st_size > 1000 * 16  # more than is read for a key
    for number in (0, 1, 3, STEP, 2 * STEP, 999):
        assert sought(stored, f"event{number}") == [START + timedelta(number % 200)]
    assert sought(stored, "event2") == [START + timedelta(2), START + timedelta(5)]
    assert sought(stored, "nobody") == []


def test_days_sought_before_stay(stored: Connection) -> None:
    assert sought(stored, "event1", "event2") == [START + timedelta(n) for n in (1, 2, 5)]
    seek_days(stored, stored_days(stored), "select 'event2' as key union all select 'event7'")
    days = stored.execute("from sought_days order by all").fetchall()
    assert [day for (day,) in days] == [START + timedelta(n) for n in (1, 2, 5, 7)]


def test_what_was_noted_is_added_and_small_files_are_made_one(stored: Connection) -> None:
    note_published(stored, "v000001")
    for number in range(8):
        told_on = START - timedelta(number + 1)
        stored.execute(
            "insert into changes values ('event_group', ?, ?)", [f"new{number}", told_on]
        )
        note_published(stored, f"v{number + 2:06}")
    assert [sought(stored, f"new{number}") for number in range(8)] == [
        [START - timedelta(number + 1)] for number in range(8)
    ]
    assert sought(stored, "event2") == [START + timedelta(2), START + timedelta(5)]
    named = stored.execute("select name from changes where kind = 'days'").fetchall()
    assert 2 <= len(named) <= 4
    keep_days(stored)  # what no row speaks of goes
    assert {path.name for path in files(stored)} == {name for (name,) in named}


@pytest.mark.parametrize("harm", ("missing", "cut", "empty"))
def test_where_a_file_is_not_whole_all_are_made_anew(stored: Connection, harm: str) -> None:
    note_published(stored, "v000001")
    (path,) = files(stored)
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: 100 if harm == "cut" else 0])
    assert sought(stored, "event2") == [START + timedelta(2), START + timedelta(5)]
    note_published(stored, "v000002")
    assert sought(stored, "event999") == [START + timedelta(199)]


def test_files_that_count_no_more_are_made_anew(stored: Connection) -> None:
    note_published(stored, "v000001")
    tell(stored, "event3", START - timedelta(1))  # and no note of it
    assert sought(stored, "event3") == [START + timedelta(3)]
    forget_days(stored)
    note_published(stored, "v000002")
    assert sought(stored, "event3") == [START - timedelta(1), START + timedelta(3)]


def test_an_article_whose_revisions_are_told_on_two_days_is_found_by_either(
    stored: Connection,
) -> None:
    (article_id,) = stored.execute("select article_id from articles").fetchall()[0]
    (told_on,) = stored.execute("select told_on from articles").fetchall()[0]
    stored.execute(
        "insert into article_revisions select * replace (0 as revision, told_on - 9 as told_on) "
        "from article_revisions"
    )
    assert sought(stored, article_id) == [told_on - timedelta(9), told_on]


def test_a_saying_is_found_by_who_said_it_and_the_week_that_the_text_dates(
    stored: Connection,
) -> None:
    stored.execute(
        "update statements set said_date_start = date '2025-03-06', told_on = $1", [START]
    )
    (actor_id,) = stored.execute("select actor_id from statements").fetchall()[0]
    assert sought(stored, f"{actor_id} 2025-03-03") == [START]
    assert sought(stored, f"{actor_id} 2025-03-10") == []


def test_an_event_dated_to_the_day_is_found_by_that_day_and_its_type(stored: Connection) -> None:
    dated = "update events set date_start = date '2025-03-06', event_type = 'AID', "
    stored.execute(f"{dated} date_precision = 'day' where event_group_id = 'event7'")
    stored.execute(f"{dated} date_precision = 'month' where event_group_id = 'event9'")
    assert sought(stored, "2025-03-06 AID") == [START + timedelta(7)]
    assert sought(stored, "2025-03-06 JUSTICE") == []


def test_a_database_in_memory_keeps_no_files() -> None:
    with store.opened(Path(":memory:")) as connection:
        rows.create(connection)
        rows.fill(connection, rows.example("days", 1))
        assert keep_days(connection) == []
        (group_id, told_on) = connection.execute(
            "select event_group_id, told_on from events"
        ).fetchall()[0]
        assert sought(connection, group_id) == [told_on]
