"""A feed is asked as often as it publishes, less often when it fails, and never for ever."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from flows.ingest.answer import Answer
from flows.ingest.items import Feed, Item
from flows.ingest.opml import feed_source
from flows.ingest.schedule import (
    after_failure,
    after_success,
    due_sources,
    gap_seconds,
    max_age,
    retry_after,
)
from flows.records import Fetch, Source
from tests.ingest.clients import NOW

SOURCE = feed_source("https://news.example/rss", "News")
HOUR = timedelta(hours=1)


def answer(
    outcome: str = "ok",
    status: int | None = 200,
    *,
    permanent_url: str | None = None,
    body_hash: str | None = "b1",
    **headers: str,
) -> Answer:
    fetch = Fetch(
        SOURCE.url or "",
        "feed",
        SOURCE.source_id,
        NOW,
        0.1,
        outcome,
        status,
        etag=headers.get("etag"),
        body_hash=body_hash,
        raw_ref="raw",
    )
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(fetch, named, permanent_url=permanent_url)


def feed(*ages: timedelta, **more: object) -> Feed:
    items = tuple(
        Item(str(number), None, published_at=NOW - age) for number, age in enumerate(ages)
    )
    return Feed("News", None, "en", items, "feedparser", **more)  # type: ignore[arg-type]


def polled(read: Feed | None, *, source: Source = SOURCE, **more: object) -> Source:
    return after_success(source, answer(**more), read, now=NOW, is_changed=True)  # type: ignore[arg-type]


def wait(source: Source, since: datetime = NOW) -> timedelta:
    assert source.next_poll_at is not None
    return source.next_poll_at - since


def test_a_busy_feed_is_asked_often_and_a_quiet_one_seldom() -> None:
    busy = polled(feed(*(timedelta(minutes=4 * n) for n in range(20))))
    hourly = polled(feed(*(n * HOUR for n in range(20))))
    daily = polled(feed(*(n * 24 * HOUR for n in range(20))))
    dead = polled(feed(*((n + 400) * 24 * HOUR for n in range(20))))
    assert timedelta(minutes=5) <= wait(busy) < timedelta(minutes=6)
    assert timedelta(minutes=15) < wait(hourly) < timedelta(minutes=35)
    assert 6 * HOUR < wait(daily) < 13 * HOUR
    assert 22 * HOUR < wait(dead) <= 26 * HOUR


def test_a_feed_without_dates_is_asked_within_hours() -> None:
    assert timedelta(minutes=50) < wait(polled(feed())) < 2 * HOUR


def test_silence_makes_the_pause_longer() -> None:
    fresh = polled(feed(*(n * HOUR for n in range(20))))
    silent = polled(feed(*((n + 24) * HOUR for n in range(20))))
    assert wait(silent) > 3 * wait(fresh)


def test_the_feed_s_own_wish_is_obeyed() -> None:
    busy = [timedelta(minutes=4 * n) for n in range(20)]
    assert wait(polled(feed(*busy, ttl_seconds=3600))) > timedelta(minutes=55)
    assert wait(polled(feed(*busy), cache_control="public, max-age=1800")) > timedelta(minutes=28)
    assert wait(polled(feed(*busy, ttl_seconds=10**9))) <= 26 * HOUR


def test_hours_and_days_to_skip_are_skipped() -> None:
    busy = [timedelta(minutes=4 * n) for n in range(20)]
    next_at = polled(feed(*busy, skip_hours=(12, 13), skip_days=())).next_poll_at
    assert next_at == NOW.replace(hour=14)
    assert NOW.weekday() == 0
    next_at = polled(feed(*busy, skip_days=(0, 1))).next_poll_at
    assert next_at == (NOW + timedelta(days=2)).replace(hour=0)
    assert polled(feed(*busy, skip_hours=tuple(range(24)))).next_poll_at is not None


def test_an_unchanged_answer_keeps_what_is_known() -> None:
    first = polled(feed(*(n * HOUR for n in range(20))), etag='"1"')
    later = NOW + HOUR
    second = after_success(
        first, answer("not_modified", 304, body_hash=None), None, now=later, is_changed=False
    )
    assert (second.etag, second.body_hash, second.raw_ref) == ('"1"', "b1", "raw")
    assert (second.item_count, second.change_seconds) == (20, first.change_seconds)
    assert second.last_success_at == later


def test_failures_make_the_pause_longer_soft_ones_less_so() -> None:
    soft = hard = SOURCE
    soft_waits, hard_waits = [], []
    for _ in range(6):
        soft = after_failure(soft, answer("timeout", None), now=NOW, outcome="timeout", message="m")
        hard = after_failure(hard, answer("error", 404), now=NOW, outcome="error", message="m")
        soft_waits.append(wait(soft))
        hard_waits.append(wait(hard))
    assert soft_waits == sorted(soft_waits) and hard_waits == sorted(hard_waits)
    assert soft_waits[-1] < HOUR < hard_waits[-1]
    assert (hard.failure_count, hard.failing_since, hard.last_message) == (6, NOW, "m")
    well = after_success(hard, answer(), feed(), now=NOW + HOUR, is_changed=True)
    assert (well.failure_count, well.failure_weight, well.failing_since) == (0, 0.0, None)


def test_a_feed_long_dead_is_given_up_and_tried_now_and_then() -> None:
    source, moment = SOURCE, NOW
    for _ in range(200):
        source = after_failure(
            source, answer("error", 404), now=moment, outcome="error", message="m"
        )
        assert source.next_poll_at is not None
        moment = source.next_poll_at
        if source.retired_at is not None:
            break
    assert timedelta(days=30) <= (source.retired_at or NOW) - NOW <= timedelta(days=32)
    assert wait(source, source.retired_at or NOW) == timedelta(days=30)
    assert due_sources([source], now=moment - HOUR, is_forced=True) == []
    assert due_sources([source], now=moment) == [source]
    back = after_success(source, answer(), feed(), now=moment, is_changed=True)
    assert back.retired_at is None


def test_gone_is_retired_at_once() -> None:
    source = after_failure(SOURCE, answer("gone", 410), now=NOW, outcome="gone", message="m")
    assert source.retired_at == NOW
    assert wait(source) == timedelta(days=30)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_honoured_even_when_a_person_is_in_a_hurry(status: int) -> None:
    asked = answer("error", status, retry_after="7200")
    source = after_failure(SOURCE, asked, now=NOW, outcome="error", message="m")
    assert wait(source) == 2 * HOUR
    assert due_sources([source], now=NOW + HOUR, is_forced=True) == []
    assert due_sources([source], now=NOW + 2 * HOUR) == [source]


def test_a_host_that_asks_for_no_patience_at_all_gets_some() -> None:
    asked = answer("error", 503, retry_after="0")
    source = after_failure(SOURCE, asked, now=NOW, outcome="error", message="m")
    assert wait(source) == timedelta(minutes=5)


def test_a_person_in_a_hurry_overrides_the_rhythm() -> None:
    source = polled(feed(*(n * HOUR for n in range(20))))
    assert due_sources([source], now=NOW) == []
    assert due_sources([source], now=NOW, is_forced=True) == [source]
    assert due_sources([SOURCE], now=NOW) == [SOURCE]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 02 Mar 2026 12:10:00 GMT", 600.0),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0.0),
        ("99999999999999999999", 7 * 86400.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * 86400.0),
        ("1 Jan 99999999999999999999 00:00:00", None),
        ("Mon, 01 Jan 2026 00:00:00 +9999999999", None),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, now=NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=60", 60),
        ('public, Max-Age="60"', 60),
        ("s-maxage=5", None),
        ("max-age=x", None),
        (None, None),
    ],
)
def test_max_age_is_read(value: str | None, seconds: int | None) -> None:
    assert max_age(value) == seconds


def test_the_gap_needs_dates() -> None:
    assert gap_seconds(feed(0 * HOUR, HOUR)) is None
    assert gap_seconds(feed(0 * HOUR, HOUR, 2 * HOUR)) == 3600.0
    assert gap_seconds(feed(HOUR, HOUR, HOUR, HOUR)) is None


def test_a_move_is_believed_at_the_third_sight() -> None:
    there = "https://moved.example/rss"
    source = SOURCE
    for _ in range(2):
        source = polled(feed(), source=source, permanent_url=there)
        assert source.url == SOURCE.url
    assert (source.moved_url, source.moved_count) == (there, 2)
    source = polled(feed(), source=source, permanent_url=there)
    assert (source.url, source.moved_url, source.moved_count) == (there, None, 0)
    assert source.source_id == SOURCE.source_id


def test_a_move_that_is_taken_back_is_forgotten() -> None:
    there = "https://moved.example/rss"
    source = polled(feed(), permanent_url=there)
    source = polled(feed(), source=source)
    assert (source.moved_url, source.moved_count) == (None, 0)
    source = replace(source, moved_url=there, moved_count=2)
    source = polled(feed(), source=source, permanent_url="https://elsewhere.example/")
    assert (source.url, source.moved_count) == (SOURCE.url, 1)


def test_a_feed_asked_by_a_clock_that_ran_ahead_is_asked_anew() -> None:
    feed = Feed("t", None, None, (), "feedparser")
    ahead = NOW + timedelta(days=3_650)
    state = after_success(SOURCE, answer(), feed, now=ahead, is_changed=True)
    assert due_sources([state], now=NOW) == [state]
    again = after_success(state, answer(), feed, now=NOW, is_changed=True)
    assert due_sources([again], now=NOW) == []
    assert due_sources([again], now=NOW + timedelta(days=1)) == [again]


def test_no_feed_waits_longer_than_the_longest_pause() -> None:
    asked = replace(SOURCE, last_polled_at=NOW, last_success_at=NOW)
    far = replace(asked, next_poll_at=NOW + timedelta(days=400))
    given_up = replace(asked, next_poll_at=NOW + timedelta(days=30), retired_at=NOW)
    assert due_sources([far, given_up], now=NOW + HOUR) == [far]
