"""A month of polling on a fake clock: fewer requests than every 15 minutes, and hardly later.

Feeds publish at random by the hour of the day, each at its own rate, from one item a month to 150
a day. Both ways of polling see the very same publications. A run starts every five minutes and
asks what is due.
"""

import random
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

import pytest

from flows.ingest.answer import Answer
from flows.ingest.items import Feed, Item
from flows.ingest.opml import feed_source
from flows.ingest.schedule import after_success, due_sources
from flows.records import Fetch
from tests.ingest.clients import NOW

TICK = timedelta(minutes=5)
EVERY_15 = timedelta(minutes=15)
# Share of a day's news by hour: newsrooms sleep.
HOURS = [1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 9, 8, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1]
FEED_BYTES, UNCHANGED_BYTES = 30_000, 300


@dataclass(slots=True)
class Cost:
    """What one way of polling took; the lags (seconds) of feeds that are hourly or more.

    `medians` has one median for each of those feeds.
    """

    requests: int = 0
    bytes: int = 0
    lags: list[float] = field(default_factory=list)
    medians: list[float] = field(default_factory=list)
    lost: int = 0


def publications(rate: float, days: int, chance: random.Random) -> list[datetime]:
    """Return when a feed publishes that has `rate` items a day, from before the month on."""
    start = NOW - timedelta(days=min(60, max(2, 30 / rate)))
    count = int(rate * (days + (NOW - start).days)) + 1
    moments = []
    for _ in range(count):
        day = chance.randrange((NOW - start).days + days)
        hour = chance.choices(range(24), HOURS)[0]
        moments.append(start + timedelta(days=day, hours=hour, seconds=chance.random() * 3600))
    return sorted(moments)


def shown(moments: list[datetime], until: int) -> Feed:
    """Return the feed with its newest 30 items."""
    items = tuple(
        Item(str(number), None, published_at=moments[number])
        for number in range(max(0, until - 30), until)
    )
    return Feed("News", None, "en", items, "plain")


def poll_by_schedule(name: str, moments: list[datetime], days: int, cost: Cost) -> list[float]:
    """Ask one feed as its schedule says; return the lag of every item of the month, in seconds."""
    source = feed_source(f"https://news.example/{name}")
    seen = bisect_right(moments, NOW)
    now, lags = NOW, []
    is_first = True
    while now < NOW + timedelta(days=days):
        assert due_sources([source], now=now) == [source]
        there = bisect_right(moments, now)
        is_changed = is_first or there > seen
        fetch = Fetch("", "feed", None, now, 0.1, "ok" if is_changed else "not_modified", 200)
        cost.requests += 1
        cost.bytes += FEED_BYTES if is_changed else UNCHANGED_BYTES
        cost.lost += max(0, there - seen - 30)
        lags += [(now - moment).total_seconds() for moment in moments[seen:there]]
        feed = shown(moments, there) if is_changed else None
        source = after_success(source, Answer(fetch), feed, now=now, is_changed=is_changed)
        seen, is_first = there, False
        assert source.next_poll_at is not None
        wait = max(source.next_poll_at - now, TICK)
        ticks = -(-wait.total_seconds() // TICK.total_seconds())
        now += ticks * TICK
    return lags


def poll_every_15(moments: list[datetime], days: int, cost: Cost) -> list[float]:
    """Ask one feed every 15 minutes; return the lag of every item of the month, in seconds."""
    month = [each for each in moments if NOW < each <= NOW + timedelta(days=days)]
    steps = {-((NOW - each) // EVERY_15): each for each in month}
    cost.requests += days * 96
    cost.bytes += days * 96 * UNCHANGED_BYTES + len(steps) * (FEED_BYTES - UNCHANGED_BYTES)
    return [(-((NOW - each) // EVERY_15) * EVERY_15 + NOW - each).total_seconds() for each in month]


def simulate(count: int, days: int, seed: int) -> tuple[Cost, Cost]:
    """Return what the schedule costs, and what every 15 minutes costs, for the same feeds."""
    chance = random.Random(seed)
    ours, plain = Cost(), Cost()
    for number in range(count):
        rate = 10 ** chance.uniform(-1.5, 2.2)  # from one a month to 150 a day
        moments = publications(rate, days, chance)
        lags = poll_by_schedule(str(number), moments, days, ours)
        plain_lags = poll_every_15(moments, days, plain)
        if rate >= 24:
            for cost, found in ((ours, lags), (plain, plain_lags)):
                cost.lags += found
                cost.medians.append(median(found))
    return ours, plain


def check(ours: Cost, plain: Cost) -> None:
    assert ours.requests <= 0.4 * plain.requests
    assert ours.bytes <= plain.bytes
    assert median(ours.lags) < 15 * 60
    assert max(ours.medians) < 15 * 60
    assert ours.lost == 0


def test_a_week_costs_less_than_every_15_minutes_and_is_hardly_later() -> None:
    check(*simulate(60, 7, seed=1))


@pytest.mark.bench
def test_a_month_of_a_thousand_feeds() -> None:
    ours, plain = simulate(1000, 30, seed=2)
    for name, cost in (("by schedule", ours), ("every 15 minutes", plain)):
        print(
            f"{name}: {cost.requests} requests, {cost.bytes / 1e6:.0f} MB, "
            f"median lag {median(cost.lags) / 60:.1f} min, "
            f"of the worst feed {max(cost.medians) / 60:.1f} min, "
            f"95th percentile {sorted(cost.lags)[int(len(cost.lags) * 0.95)] / 60:.0f} min"
        )
    check(ours, plain)
