"""The bytes of a feed of any kind go in, its items and what it says of its rhythm come out."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from flows.errors import BadDocument
from flows.ingest.decode import GZIP_MAGIC, decode_body
from flows.ingest.items import Feed
from flows.ingest.jsonfeed import is_json, read_json_feed
from flows.ingest.malformed import read_any_feed
from flows.ingest.sitemaps import is_sitemap, read_news_sitemap
from flows.ingest.wellformed import read_plain_feed

TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
SKIPPED = re.compile(rb"<skip(?:hours|days)>(.{0,2000}?)</skip(?:hours|days)>", re.I | re.S)
HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
DAY = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)
HEAD_BYTES = 64 * 1024
MAX_BYTES = 20 * 2**20  # of a gzip file undone: as much as the door lets in


@dataclass(frozen=True, slots=True)
class FeedBytes:
    """A feed as it was fetched, on its way to where it can be parsed and killed."""

    body: bytes
    url: str
    content_type: str | None
    now: datetime


def read_feed(fetched: FeedBytes) -> Feed:
    """Parse a feed that was fetched: `parse_feed` with one argument, for a worker."""
    return parse_feed(
        fetched.body, url=fetched.url, content_type=fetched.content_type, now=fetched.now
    )


def parse_feed(body: bytes, *, url: str, content_type: str | None, now: datetime) -> Feed:
    """Read RSS, RDF, Atom, JSON Feed or a news sitemap.

    XML that is plain in every way is read directly, all other by feedparser, and what that drops
    by a second reader. Raises BadDocument("not_a_feed") where none finds a feed, "html_page" where
    it is a page.
    """
    body = _unpacked(body, url)
    if is_json(body):
        return read_json_feed(body, url=url, now=now)
    if is_sitemap(body):
        return read_news_sitemap(body, url=url, now=now)
    body = _without_entities(body)
    feed = read_plain_feed(body, url=url, content_type=content_type, now=now)
    if feed is None:
        feed = read_any_feed(body, url=url, content_type=content_type, now=now)
    skipped = b"".join(SKIPPED.findall(body[:HEAD_BYTES]))
    ttl = TTL.search(body[:HEAD_BYTES])
    return replace(
        feed,
        ttl_seconds=int(ttl[1]) * 60 if ttl else None,
        skip_hours=tuple(sorted({int(hour) % 24 for hour in HOUR.findall(skipped)})),
        skip_days=_days(DAY.findall(skipped)),
    )


def _unpacked(body: bytes, url: str) -> bytes:
    """Return the body of a file that is kept as gzip, as news sitemaps are, any other as it is."""
    if not body.startswith(GZIP_MAGIC):
        return body
    try:
        return decode_body(body, "gzip", max_bytes=MAX_BYTES)
    except BadDocument as error:
        message = f"{url}: {error}: correct the address or remove the feed"
        raise BadDocument("not_a_feed", message) from error


def _without_entities(body: bytes) -> bytes:
    """Return the body without a document type that declares entities: no feed needs any."""
    start = body[:HEAD_BYTES].find(b"<!DOCTYPE")
    end = body.find(b"]>", start)
    if start < 0 or end < 0 or b"<!ENTITY" not in body[start:end]:
        return body
    return body[:start] + body[end + 2 :]


def _days(names: Iterable[bytes]) -> tuple[int, ...]:
    days = [name.lower() for name in calendar.day_name]
    found = {name.decode("ascii", "replace").lower() for name in names}
    return tuple(number for number, day in enumerate(days) if day in found)
