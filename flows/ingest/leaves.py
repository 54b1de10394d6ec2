"""An archive page of a feed, or a sitemap, goes in; its items and where to go on come out."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flows.ingest.decode import GZIP_MAGIC, decode_body
from flows.ingest.feeds import FeedBytes, parse_feed
from flows.ingest.items import Feed, Item, web_address
from flows.ingest.jsonfeed import is_json
from flows.ingest.sitemaps import Place, is_sitemap, read_news_sitemap, read_places
from flows.ingest.tags import start_tags

MAX_BODY_BYTES = 50_000_000  # what sitemaps.org allows one file to have
BACKWARDS = ("prev-archive", "next")  # RFC 5005, sections 4 and 3
INDEX = re.compile(rb"<(?:\w+:)?sitemapindex[\s>]")


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one archive page or sitemap gives: items, and where to go on."""

    items: tuple[Item, ...] = ()
    back_url: str | None = None
    sitemaps: tuple[Place, ...] = ()


def read_leaf(fetched: FeedBytes) -> Leaf:
    """Read an archive page of a feed or a sitemap, plain or as gzip, for a worker.

    Raises BadDocument where it is neither.
    """
    body, url, now = fetched.body, fetched.url, fetched.now
    if body.startswith(GZIP_MAGIC):
        body = decode_body(body, "gzip", max_bytes=MAX_BODY_BYTES)
    if not is_sitemap(body):
        feed = parse_feed(body, url=url, content_type=fetched.content_type, now=now)
        return Leaf(feed.items, back_url=_back_url(body, url))
    places = read_places(body, url=url, now=now)
    if INDEX.search(body[:4096]):
        return Leaf(sitemaps=places)
    return Leaf(_sitemap_items(read_news_sitemap(body, url=url, now=now), places))


def _sitemap_items(news: Feed, places: Iterable[Place]) -> tuple[Item, ...]:
    """Return the pages of a sitemap; the day of a page's last change is not its publication's."""
    items = {place.url: Item(place.url, place.url, modified_at=place.modified_at)
             for place in places}  # fmt: skip
    for item in news.items:
        items[item.item_id] = item if item.title else replace(item, published_at=None)
    return tuple(items.values())


def _back_url(body: bytes, url: str) -> str | None:
    """Return the address of the page before this one, where the feed names it."""
    if is_json(body):
        values: Any = json.loads(body.decode("utf-8-sig", "replace"))
        return web_address(str(values.get("next_url") or ""), url)
    links = {
        values.get("rel", "").lower(): values.get("href", "")
        for _, values in start_tags(body, "link", "atom:link", "atom10:link")
    }
    found = next((links[rel] for rel in BACKWARDS if links.get(rel)), None)
    return web_address(found, url)
