"""A site's address goes in, the feed that it offers comes out."""

import asyncio
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from flows.errors import BadDocument
from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.ingest.courtesy import Courtesy
from flows.ingest.feeds import FeedBytes, read_feed
from flows.ingest.items import Feed, web_address
from flows.ingest.opml import feed_source
from flows.ingest.poll import PARSE_BYTES, PARSE_SECONDS, OpenClient
from flows.ingest.tags import start_tags
from flows.records import Source
from flows.workers import Workers

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/xml",
    "text/xml",
)
USUAL_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
HINTS_IN_LINKS = ("rss", "atom", "feed")
MAX_LINKS = 10


def feed_links(body: bytes, url: str) -> list[str]:
    """Return the addresses that a page offers as feeds, best first, the usual places last."""
    base = url
    declared: list[str] = []
    likely: list[str] = []
    for tag, values in start_tags(body, "base", "link", "a"):
        href = values.get("href", "")
        if tag == "base" and base == url:
            base = web_address(href, url) or url
        elif tag == "link" and _is_feed_link(values):
            declared.append(href)
        elif tag == "a" and any(hint in href.lower() for hint in HINTS_IN_LINKS):
            likely.append(href)
    offered = (web_address(each, base) for each in declared[:MAX_LINKS] + likely[:MAX_LINKS])
    usual = (urljoin(url, path) for path in USUAL_PATHS)
    return list(dict.fromkeys(each for each in (*offered, *usual) if each))


def _is_feed_link(values: dict[str, str]) -> bool:
    kind = values.get("type", "").partition(";")[0].strip().lower()
    return kind in FEED_TYPES and "alternate" in values.get("rel", "").lower().split()


def find_feed(url: str, *, now: datetime, archive: Archive, open_client: OpenClient) -> Source:
    """Return the feed at an address: the feed itself, or the one that the site there offers.

    Raises BadDocument("no_feed") that says what was tried, "bad_url" where there is no address.
    """
    url = url if "://" in url else f"https://{url}"
    feed_source(url)
    with Workers(read_feed, count=1, seconds=PARSE_SECONDS, memory_bytes=PARSE_BYTES) as workers:
        return asyncio.run(_find(url, now, archive, open_client, workers))


async def _find(
    url: str,
    now: datetime,
    archive: Archive,
    open_client: OpenClient,
    workers: "Workers[FeedBytes, Feed]",
) -> Source:
    async with open_client() as client:
        courtesy = Courtesy(client, archive)

        async def ask(address: str) -> Answer:
            answer = await courtesy.get(address, purpose="feed")
            if answer.body:
                archive.write_response(answer)
            return answer

        first = await ask(url)
        if first.fetch.outcome != "ok":
            raise BadDocument("no_feed", first.fetch.message or f"{url}: no answer")
        source = _as_source(first, now, workers)
        if source is not None:
            return source
        candidates = feed_links(first.body, first.fetch.final_url or url)
        for candidate in candidates:
            source = _as_source(await ask(candidate), now, workers)
            if source is not None:
                return source
    tried = ", ".join(candidates[:5])
    message = f"{url}: no feed found there, nor at {tried} …: give the address of the feed itself"
    raise BadDocument("no_feed", message)


def _as_source(answer: Answer, now: datetime, workers: "Workers[FeedBytes, Feed]") -> Source | None:
    """Return the feed that an answer is, None where it is none."""
    fetch = answer.fetch
    if fetch.outcome != "ok":
        return None
    url = fetch.final_url or fetch.url
    bytes_of = FeedBytes(answer.body, url, answer.header("content-type"), now)
    (feed,) = workers.map([bytes_of])
    if not isinstance(feed, Feed):
        return None
    # Where only temporary redirects led there, the address that was asked for is the one to keep.
    address = answer.permanent_url or fetch.url
    return replace(feed_source(address, feed.title), home_url=feed.home_url)
