"""No damage makes the reader of feeds raise, or lose what a careful reader would still see."""

import pytest

from flows.errors import BadDocument
from flows.ingest.feeds import parse_feed
from tests.ingest.clients import NOW
from tests.ingest.mutations import mutated, originals, recognisable


def share_found(count: int, seed: int) -> float:
    """Return the share of recognisable items that are found in this many damaged feeds."""
    expected = found = 0
    for body in mutated(count, seed):
        wanted = recognisable(body)
        expected += wanted
        try:
            feed = parse_feed(body, url="https://news.example/f", content_type=None, now=NOW)
        except BadDocument:
            continue
        found += min(wanted, sum(1 for item in feed.items if item.title or item.url))
    return found / expected


def test_the_originals_are_whole() -> None:
    for body in originals():
        feed = parse_feed(body, url="https://news.example/f", content_type=None, now=NOW)
        assert len(feed.items) == recognisable(body) == 5


def test_two_thousand_damaged_feeds_are_read() -> None:
    assert share_found(2000, seed=1) >= 0.95


@pytest.mark.faults
def test_fifty_thousand_damaged_feeds_are_read() -> None:
    assert share_found(50_000, seed=2) >= 0.95
