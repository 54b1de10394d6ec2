"""What each status and header of a real server does to a feed: when and where it is asked next."""

from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from flows.ingest.archive import Archive
from flows.ingest.opml import feed_source
from flows.ingest.poll import Harvest, poll_feeds
from flows.ingest.schedule import due_sources
from flows.records import Source
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import rss, rss_item
from tests.servers import Route, Server, redirect, serving

XML = "application/rss+xml"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FRESH = [rss_item(f"https://news.example/{n}", published_at=NOW - n * HOUR) for n in range(20)]


def poll(raw: Path, server: Server, *sources: Source, after: timedelta = timedelta()) -> Harvest:
    """Ask these feeds, so long after the beginning of it all."""
    now = NOW + after
    with Archive(raw, now=now) as archive:
        return poll_feeds(
            sources, now=now, archive=archive, open_client=opener(server.allowed, now=now)
        )


def polled(raw: Path, route: Route, **known: object) -> Source:
    """Return the state of a feed that was once asked and got this."""
    with serving({"/rss": route}) as server:
        source = replace(feed_source(server.url("/rss")), **known)  # type: ignore[arg-type]
        (state,) = poll(raw, server, source).sources
        return state


def wait(source: Source) -> timedelta:
    assert source.next_poll_at is not None
    return source.next_poll_at - NOW


@pytest.mark.parametrize("status", [401, 403, 404, 451])
def test_a_refusal_counts_whole_and_doubles_the_pause(tmp_path: Path, status: int) -> None:
    state = polled(tmp_path, Route(b"no", status=status))
    assert (state.last_outcome, state.failure_weight, state.failing_since) == ("error", 1.0, NOW)
    assert str(status) in (state.last_message or "")
    assert wait(state) == 30 * MINUTE
    again = polled(tmp_path, Route(b"no", status=status), failure_weight=1.0, failing_since=NOW)
    assert (again.failure_weight, wait(again)) == (2.0, HOUR)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_a_host_may_get_over_counts_a_quarter(tmp_path: Path, status: int) -> None:
    state = polled(tmp_path, Route(b"later", status=status))
    assert (state.last_outcome, state.failure_weight) == ("error", 0.25)
    assert 15 * MINUTE < wait(state) < 20 * MINUTE


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("asked", "granted"),
    [
        ("7200", 2 * HOUR),
        (format_datetime(NOW + 3 * HOUR, usegmt=True), 3 * HOUR),
        ("1", 5 * MINUTE),
        ("99999999", 7 * DAY),
    ],
)
def test_retry_after_is_obeyed(tmp_path: Path, status: int, asked: str, granted: timedelta) -> None:
    state = polled(tmp_path, Route(b"", status=status, headers={"Retry-After": asked}))
    assert (state.last_outcome, wait(state)) == ("wait", granted)
    before, then = NOW + granted - 2 * MINUTE, NOW + granted
    assert due_sources([state], now=before, is_forced=True) == []
    assert due_sources([state], now=then) == [state]


@pytest.mark.parametrize("status", [404, 500])
def test_retry_after_of_another_status_is_not(tmp_path: Path, status: int) -> None:
    state = polled(tmp_path, Route(b"", status=status, headers={"Retry-After": "86400"}))
    assert state.last_outcome == "error"
    assert wait(state) <= 30 * MINUTE


def test_gone_retires_and_a_feed_that_comes_back_is_read_again(tmp_path: Path) -> None:
    with serving({"/rss": Route(b"gone", status=410)}) as server:
        (gone,) = poll(tmp_path, server, feed_source(server.url("/rss"))).sources
        assert (gone.last_outcome, gone.retired_at, wait(gone)) == ("gone", NOW, 30 * DAY)
        assert due_sources([gone], now=NOW + 29 * DAY, is_forced=True) == []
        assert due_sources([gone], now=NOW + 30 * DAY) == [gone]
        (still,) = poll(tmp_path, server, gone, after=30 * DAY).sources
        assert (still.retired_at, wait(still)) == (NOW, 60 * DAY)
        server.routes["/rss"] = Route(rss(FRESH), XML)
        harvest = poll(tmp_path, server, still, after=60 * DAY)
        (back,) = harvest.sources
        assert (back.last_outcome, back.retired_at, back.failure_count) == ("ok", None, 0)
        assert len(harvest.sightings) == len(FRESH)


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"etag": '"1"'}, {"if-none-match": '"1"'}),
        ({"etag": 'W/"1"'}, {"if-none-match": 'W/"1"'}),
        (
            {"last_modified": "Sun, 01 Mar 2026 08:00:00 GMT"},
            {"if-modified-since": "Sun, 01 Mar 2026 08:00:00 GMT"},
        ),
    ],
)
def test_either_validator_saves_the_body(
    tmp_path: Path, sent: dict[str, str], asked: dict[str, str]
) -> None:
    with serving({"/rss": Route(rss(FRESH), XML, **sent)}) as server:  # type: ignore[arg-type]
        (first,) = poll(tmp_path, server, feed_source(server.url("/rss"))).sources
        harvest = poll(tmp_path, server, first, after=HOUR)
        (second,) = harvest.sources
        assert [each.status for each in server.log] == [200, 304]
        names = ("if-none-match", "if-modified-since")
        headers = server.log[1].headers
        assert {name: headers[name] for name in names if name in headers} == asked
        assert (second.last_outcome, harvest.sightings) == ("not_modified", ())
        assert (second.etag, second.last_modified) == (first.etag, first.last_modified)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_only_a_permanent_redirect_moves_a_feed_and_only_at_the_third_sight(
    tmp_path: Path, status: int
) -> None:
    with serving({"/old": redirect("/new", status), "/new": Route(rss(FRESH), XML)}) as server:
        source = feed_source(server.url("/old"))
        found = []
        for number in range(4):
            (source,) = poll(tmp_path, server, source, after=number * HOUR).sources
            assert source.last_outcome == "ok"
            found.append((source.url or "").rpartition("/")[2])
        assert found == ["old", "old", *(["new"] * 2 if status in {301, 308} else ["old"] * 2)]
        assert server.paths().count("/old") == (3 if status in {301, 308} else 4)


@pytest.mark.parametrize(
    ("head", "headers", "shortest", "longest"),
    [
        ("", {}, 15 * MINUTE, 35 * MINUTE),
        ("<ttl>180</ttl>", {}, 170 * MINUTE, 190 * MINUTE),
        ("", {"Cache-Control": "public, max-age=7200"}, 110 * MINUTE, 130 * MINUTE),
        ("<ttl>180</ttl>", {"Cache-Control": "max-age=60"}, 170 * MINUTE, 190 * MINUTE),
        ("<ttl>999999</ttl>", {}, 22 * HOUR, 26 * HOUR),
        ("<skipHours><hour>12</hour><hour>13</hour></skipHours>", {}, 2 * HOUR, 2 * HOUR),
        ("<skipDays><day>Monday</day></skipDays>", {}, 12 * HOUR, 12 * HOUR),
    ],
)
def test_what_a_feed_asks_for_is_obeyed(
    tmp_path: Path,
    head: str,
    headers: dict[str, str],
    shortest: timedelta,
    longest: timedelta,
) -> None:
    state = polled(tmp_path, Route(rss(FRESH, head=head), XML, headers=headers))
    assert state.last_outcome == "ok"
    assert shortest <= wait(state) <= longest
