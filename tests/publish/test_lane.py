"""A lane works beside, with a connection like the first; what it has not come to is done here."""

from collections.abc import Iterator
from threading import Event, current_thread, main_thread
from time import sleep

import pytest

from flows import store
from flows.publish.lane import Begun, Lane, lane_beside
from flows.store import Connection


@pytest.fixture
def lane(work: Connection) -> Iterator[Lane]:
    with lane_beside(work) as beside:
        yield beside


def is_here(_: Connection) -> bool:
    return current_thread() is main_thread()


def test_work_is_done_in_another_thread_one_after_the_other(lane: Lane) -> None:
    first = lane.begin(lambda beside: beside.execute("create table told as select 1 as one"))
    second = lane.begin(lambda beside: beside.execute("from told").fetchall())
    assert second.result() == [(1,)]
    assert first.future.done()
    assert not lane.begin(is_here).result()


def test_what_was_committed_is_seen_on_both_sides(work: Connection, lane: Lane) -> None:
    work.execute("create table told as select 1 as one")
    lane.begin(lambda beside: beside.execute("insert into told values (2)")).result()
    assert work.execute("from told order by all").fetchall() == [(1,), (2,)]


def test_settings_are_those_of_the_first_connection(work: Connection) -> None:
    work.execute("attach ':memory:' as more")
    work.execute(
        "create table more.main.told as select timestamptz '2026-11-30 23:30:00+00' as seen"
    )
    home = work.execute("select current_database()").fetchone()
    assert home is not None
    work.execute(f"set search_path = '{home[0]}.main,more.main'")
    asked = "select (seen)::date::varchar, current_setting('dynamic_or_filter_threshold') from told"
    with lane_beside(work) as lane:
        told = lane.begin(lambda beside: beside.execute(asked).fetchall()).result()
    assert told == [("2026-11-30", store.SOUGHT_KEYS)]


def test_what_the_lane_has_not_come_to_is_done_here(work: Connection, lane: Lane) -> None:
    go_on, has_begun = Event(), Event()

    def wait(_: Connection) -> bool:
        has_begun.set()
        return go_on.wait(10)

    busy, waiting = lane.begin(wait), lane.begin(is_here)
    assert has_begun.wait(10)
    assert waiting.result_by(work)
    go_on.set()
    assert busy.result_by(work)
    assert not lane.begin(is_here).result()


def test_what_goes_wrong_beside_is_raised_where_it_is_waited_for(
    work: Connection, lane: Lane
) -> None:
    begun = lane.begin(lambda beside: beside.execute("from no_such_table"))
    with pytest.raises(store.Refusal, match="no_such_table"):
        begun.result()
    with pytest.raises(store.Refusal, match="no_such_table"):
        begun.result_by(work)


def test_what_was_only_begun_is_not_done_when_the_block_ends(work: Connection) -> None:
    work.execute("create table told (one int)")
    later: list[Begun[object]] = []

    def wait(beside: Connection) -> None:
        while not (later and later[0].future.cancelled()):
            sleep(0.01)
        beside.execute("insert into told values (1)")

    with pytest.raises(KeyboardInterrupt), lane_beside(work) as lane:
        lane.begin(wait)
        later.append(lane.begin(lambda beside: beside.execute("insert into told values (2)")))
        raise KeyboardInterrupt
    assert work.execute("from told").fetchall() == [(1,)]
