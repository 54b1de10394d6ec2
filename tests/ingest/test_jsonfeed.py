"""JSON Feeds are read as other feeds are; other JSON is none."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from flows.errors import BadDocument
from flows.ingest.feeds import parse_feed
from flows.ingest.items import Feed, Item
from tests.ingest.clients import NOW

URL = "https://news.example/feed.json"


def parse(*items: Any, **more: Any) -> Feed:
    values = {"version": "https://jsonfeed.org/version/1.1", "items": list(items), **more}
    body = json.dumps(values).encode()
    return parse_feed(body, url=URL, content_type="application/feed+json", now=NOW)


def test_an_item_is_read() -> None:
    feed = parse(
        {
            "id": 7,
            "url": "/1",
            "title": " A &  B ",
            "summary": "About",
            "content_html": "<p>Text</p>",
            "authors": [{"name": "Jane Doe"}, {"url": "https://x.example"}],
            "date_published": "2026-03-02T13:00:00+01:00",
            "date_modified": "2026-03-02T12:30:00Z",
        },
        title="Example",
        home_page_url="https://news.example/",
        language="en-GB",
    )
    assert (feed.title, feed.home_url, feed.language, feed.reader) == (
        "Example",
        "https://news.example/",
        "en",
        "json",
    )
    (item,) = feed.items
    assert item == Item(
        item_id="7",
        url="https://news.example/1",
        title="A & B",
        summary="About",
        content="<p>Text</p>",
        authors=("Jane Doe",),
        published_at=NOW,
        modified_at=NOW.replace(minute=30),
        published_zone="+01:00",
        modified_zone="+00:00",
    )


def test_version_1_and_plain_content_are_read() -> None:
    feed = parse(
        {"id": "a", "content_text": "Text", "author": {"name": "Jane"}},
        version="https://jsonfeed.org/version/1",
    )
    (item,) = feed.items
    assert (item.content, item.content_type, item.authors) == ("Text", "text/plain", ("Jane",))
    assert item.url is None


@pytest.mark.parametrize(
    "item",
    [
        "text",
        None,
        [],
        {},
        {"id": {"a": 1}, "url": 5, "title": ["x"]},
        {"id": "x", "date_published": "soon", "authors": "Jane"},
        {"id": "x", "authors": [None, 5, {"name": 5}]},
        {"id": "x", "url": "javascript:alert(1)"},
        {"id": "x", "title": "\ud800"},
    ],
)
def test_a_bad_item_harms_no_other(item: Any) -> None:
    feed = parse(item, {"id": "good", "url": "https://news.example/good"})
    assert feed.items[-1].url == "https://news.example/good"
    assert all(each.url in (None, "https://news.example/good") for each in feed.items)


@pytest.mark.parametrize(
    "body",
    [b"{}", b'{"items": []}', b'{"version": "1", "items": []}', b"{nonsense", b'{"a":' * 50_000],
)
def test_other_json_is_no_feed(body: bytes) -> None:
    with pytest.raises(BadDocument, match=URL) as caught:
        parse_feed(body, url=URL, content_type="application/json", now=NOW)
    assert caught.value.reason == "not_a_feed"


def read_items(*items: Mapping[str, object]) -> list[Item]:
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": list(items)})
    feed = parse_feed(body.encode(), url="https://news.example/feed", content_type=None, now=NOW)
    return list(feed.items)


def test_an_address_as_id_is_the_article_s_where_it_gives_no_other() -> None:
    own, other = read_items(
        {"id": "https://news.example/a", "title": "A"},
        {"id": "https://news.example/b", "url": "/c"},
    )
    assert (own.url, other.url) == ("https://news.example/a", "https://news.example/c")


def test_what_is_no_id_makes_no_two_items_one() -> None:
    values = (True, True, float("nan"), float("nan"), None, [1])
    items = read_items(*({"id": v, "url": f"/{n}"} for n, v in enumerate(values)))
    assert [item.url for item in items] == [f"https://news.example/{n}" for n in range(6)]


@pytest.mark.parametrize("written", ["2026-03-01T10:00:00Z", "Sun, 01 Mar 2026 11:00:00 +0100"])
def test_dates_are_read_as_feeds_write_them(written: str) -> None:
    (item,) = read_items({"id": "1", "date_published": written})
    assert item.published_at == datetime(2026, 3, 1, 10, tzinfo=UTC)
