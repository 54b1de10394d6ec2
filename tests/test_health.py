"""A feed's polling state says how it is doing; a person is told of those that are not well."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from flows import store
from flows.health import (
    health_lines,
    judge_source,
    read_health,
    with_titles,
    write_health,
)
from flows.ingest.opml import feed_source
from flows.paths import Warehouse
from flows.workbench import ask_rows

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WELL = replace(
    feed_source("https://news.example/rss", "News"),
    last_polled_at=NOW,
    last_success_at=NOW,
    last_outcome="ok",
    last_changed_at=NOW - timedelta(hours=2),
    item_count=30,
)
AILING = replace(WELL, last_outcome="timeout", last_message="no answer in 30 s", failure_count=2)


@pytest.mark.parametrize(
    ("source", "state", "since"),
    [
        (WELL, "healthy", NOW),
        (replace(WELL, last_changed_at=NOW - timedelta(days=8)), "slow", NOW - timedelta(days=8)),
        (
            replace(AILING, failing_since=NOW - timedelta(hours=5)),
            "failing",
            NOW - timedelta(hours=5),
        ),
        (replace(AILING, failing_since=NOW, last_outcome="wait"), "slow", NOW),
        (replace(AILING, failing_since=NOW - timedelta(days=4)), "dying", NOW - timedelta(days=4)),
        (replace(AILING, retired_at=NOW - timedelta(days=1)), "dead", NOW - timedelta(days=1)),
        (feed_source("https://news.example/new"), "new", None),
    ],
)
def test_a_feed_is_judged_by_its_failures_and_its_silence(
    source: object, state: str, since: datetime | None
) -> None:
    found = judge_source(source, now=NOW)  # type: ignore[arg-type]
    assert found.state == state
    assert found.since == (since.isoformat(timespec="seconds") if since else None)
    assert (found.why is None) == (state in {"healthy", "new"})


def test_the_worst_are_told_first_and_the_healthy_are_counted(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    assert health_lines(read_health(warehouse)) == ["none polled yet"]
    dead = replace(AILING, url="https://dead.example/", retired_at=NOW)
    failing = replace(AILING, url="https://failing.example/", failing_since=NOW)
    judged = [judge_source(source, now=NOW) for source in (failing, WELL, dead)]
    write_health(warehouse, with_titles(judged, {dead.source_id: "Bridge shut\nfor good"}))
    lines = health_lines(read_health(warehouse))
    assert lines[0] == "1 healthy, 1 failing, 1 dead"
    assert lines[1].startswith("dead    https://dead.example/ since 2026-03-02T12:00")
    assert "(no answer in 30 s) last news 2026-03-02T10:00: Bridge shut" in lines[1]
    assert lines[2].startswith("failing https://failing.example/")


def test_many_that_are_ill_are_cut_to_a_screen(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    write_health(warehouse, [judge_source(replace(AILING, failing_since=NOW), now=NOW)] * 25)
    lines = health_lines(read_health(warehouse))
    assert len(lines) == 22
    assert lines[-1] == "and 5 more: dateline feeds list"


def test_what_a_feed_gave_last_is_the_title_of_its_newest_item() -> None:
    with duckdb.connect() as connection:
        store.create_tables(connection)
        items = ("s1", "Old"), ("s1", "New"), ("s1", None), ("s2", "B")
        for number, (source, title) in enumerate(items):
            connection.execute(
                "insert into sightings (sighting_id, source_id, article_id, item_id, authors, "
                "fingerprint, first_seen_at, last_seen_at, title) "
                "select $1, $2, 'a', 'i', [], 'f', $3, $3, $4",
                [str(number), source, NOW + timedelta(hours=number), title],
            )
        assert ask_rows(connection, "last_titles", [["s1"]]) == [
            {"source_id": "s1", "title": "New"}
        ]


def test_why_a_feed_ails_is_told_with_its_remedy(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    why = "https://news.example/a-long-way/to-a-page/of-a-paper: a web page where a feed is " + (
        "expected: open it in a browser, then correct the address or remove the feed"
    )
    ailing = replace(AILING, failing_since=NOW, last_message=why)
    write_health(warehouse, [judge_source(ailing, now=NOW)])
    assert f"({why})" in health_lines(read_health(warehouse))[1]
    endless = replace(ailing, last_message="word " * 100)
    write_health(warehouse, [judge_source(endless, now=NOW)])
    assert "word …)" in health_lines(read_health(warehouse))[1]
