"""The bytes of a feed go in, its items come out; feedparser's dictionaries end here."""

import calendar
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin

import fastfeedparser
import feedparser
from lxml.etree import LxmlError

from flows.errors import BadDocument
from flows.keys import content_hash

MAX_ITEMS = 2000
ITEM_TAG = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]")
HTML_START = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<!--.{0,500}?-->\s*)*<(?:!doctype html|html)", re.I | re.S
)
PASSWORD = re.compile(rb"""type\s*=\s*["']?password""", re.IGNORECASE)
TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
SKIPPED = re.compile(rb"<skip(?:hours|days)>(.{0,2000}?)</skip(?:hours|days)>", re.I | re.S)
HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
DAY = re.compile(rb"<day>\s*(\w+)\s*</day>", re.IGNORECASE)
TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\(([^()]+)\)")
HEAD_BYTES = 64 * 1024
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before there was a Web: a broken clock
LATEST = timedelta(days=2)  # ahead of now, for time zones and embargoes


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one article; texts are plain, `content` is as the feed gives it."""

    item_id: str
    url: str | None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    content_type: str = "text/html"
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None

    def fingerprint(self) -> str:
        """Return the hash of all that would tell of a change of the article."""
        said = (self.title, self.summary, self.content, self.published_at, self.modified_at)
        return content_hash(repr(said))


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: `reader` says by which of the readers."""

    title: str | None
    home_url: str | None
    language: str | None
    items: tuple[Item, ...]
    reader: str
    dropped_count: int = 0  # items past the cap
    ttl_seconds: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()  # Monday 0


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
    """Read RSS, RDF or Atom: with feedparser, and with a second reader what that drops.

    Raises BadDocument("not_a_feed") where neither finds a feed, "html_page" where it is a page.
    """
    body = _without_entities(body)
    parsed, reader = _read_either(body, url, content_type)
    head = parsed.get("feed", {})
    entries = parsed.get("entries", [])
    items: dict[str, Item] = {}
    for entry in entries[:MAX_ITEMS]:
        item = _item(entry, url, now)
        items.setdefault(item.item_id, item)
    skipped = b"".join(SKIPPED.findall(body[:HEAD_BYTES]))
    ttl = TTL.search(body[:HEAD_BYTES])
    return Feed(
        title=_plain(head, "title"),
        home_url=_web_address(head.get("link"), url),
        language=_language(head.get("language")),
        items=tuple(items.values()),
        reader=reader,
        dropped_count=max(0, len(entries) - MAX_ITEMS),
        ttl_seconds=int(ttl[1]) * 60 if ttl else None,
        skip_hours=tuple(sorted({int(hour) % 24 for hour in HOUR.findall(skipped)})),
        skip_days=_days(DAY.findall(skipped)),
    )


def _without_entities(body: bytes) -> bytes:
    """Return the body without a document type that declares entities: no feed needs any."""
    start = body[:HEAD_BYTES].find(b"<!DOCTYPE")
    end = body.find(b"]>", start)
    if start < 0 or end < 0 or b"<!ENTITY" not in body[start:end]:
        return body
    return body[:start] + body[end + 2 :]


def _read_either(body: bytes, url: str, content_type: str | None) -> tuple[Any, str]:
    """Return what the better of the two readers finds, and its name."""
    if HTML_START.match(body[:4096]):
        raise _html_page(body, url)
    expected = len(ITEM_TAG.findall(body))
    first = _read_with_feedparser(body, url, content_type)
    found = len(first["entries"]) if first else 0
    if first and first.get("version") and found >= expected:
        return first, "feedparser"
    second = _read_with_fastfeedparser(body)
    if second and len(second["entries"]) > found:
        return second, "fastfeedparser"
    if first and (first.get("version") or found):
        return first, "feedparser"
    if second:
        return second, "fastfeedparser"
    raise BadDocument(
        "not_a_feed",
        f"{url}: neither RSS, RDF nor Atom, it begins {body[:60]!r}: "
        "correct the address or remove the feed",
    )


def _html_page(body: bytes, url: str) -> BadDocument:
    kind = "a login page" if PASSWORD.search(body) else "a web page"
    remedy = "open it in a browser, then correct the address or remove the feed"
    return BadDocument("html_page", f"{url}: {kind} where a feed is expected: {remedy}")


def _read_with_feedparser(body: bytes, url: str, content_type: str | None) -> Any:
    """Return feedparser's result, None where it raises: on broken markup it may raise anything."""
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    try:
        return feedparser.parse(
            body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # noqa: BLE001
        return None


def _read_with_fastfeedparser(body: bytes) -> Any:
    """Return the second reader's result, None where it raises."""
    try:
        return fastfeedparser.parse(body)
    except (ValueError, TypeError, KeyError, LookupError, AttributeError, LxmlError):
        return None


def _item(entry: Any, base: str, now: datetime) -> Item:
    url = _link(entry, base)
    title = _plain(entry, "title")
    summary = _plain(entry, "summary") or _plain(entry, "description")
    published_at = _instant(entry, "published", now)
    modified_at = _instant(entry, "updated", now)
    content, content_type = _content(entry)
    own_id = str(entry.get("id") or "").strip()
    return Item(
        item_id=own_id or url or content_hash(repr((title, published_at, summary))),
        url=url,
        title=title,
        summary=summary,
        content=content,
        content_type=content_type,
        authors=_authors(entry),
        published_at=published_at or modified_at,
        modified_at=modified_at,
    )


def _link(entry: Any, base: str) -> str | None:
    """Return the address of the article itself: no enclosure, no comments."""
    links = [each.get("href") for each in entry.get("links", []) if each.get("rel") == "alternate"]
    candidates = [entry.get("link"), *links, entry.get("id")]
    addresses = (_web_address(each, base) for each in candidates[:-1])
    return next((each for each in addresses if each), None) or _permalink(entry.get("id"))


def _permalink(own_id: Any) -> str | None:
    own_id = str(own_id or "").strip()
    return own_id if own_id.startswith(("http://", "https://")) else None


def _web_address(address: Any, base: str) -> str | None:
    if not isinstance(address, str) or not address.strip():
        return None
    try:
        full = urljoin(base, address.strip())
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) else None


def _plain(entry: Mapping[str, Any], name: str) -> str | None:
    """Return a text without markup, on one line; markup only where the feed has some."""
    value = entry.get(name)
    if not isinstance(value, str):
        return None
    detail = entry.get(f"{name}_detail") or {}
    if detail.get("type", "text/html") != "text/plain":
        value = html.unescape(TAG.sub(" ", value))
    return " ".join(value.split()) or None


def _content(entry: Any) -> tuple[str | None, str]:
    """Return the longest content that the item itself brings, and its media type."""
    contents = [each for each in entry.get("content", []) if each.get("value")]
    best = max(contents, key=lambda each: len(each["value"]), default=None)
    if best is None:
        return None, "text/html"
    is_plain = best.get("type") == "text/plain" and not TAG.search(best["value"])
    return best["value"], "text/plain" if is_plain else "text/html"


def _authors(entry: Any) -> tuple[str, ...]:
    """Return the names of people; an address alone is nobody's name."""
    written = " ".join(str(entry.get("author") or "").split())
    names: dict[str, None] = {}
    for author in entry.get("authors", []):
        name = " ".join(str(author.get("name") or "").split())
        if written.startswith(str(author.get("email") or "\0")):
            name = written  # "desk@news.example (Jane Doe)": feedparser cuts it at the wrong place
        match = MAIL_AND_NAME.fullmatch(name)
        name = match[1].strip() if match else name
        if name and "@" not in name:
            names[name] = None
    return tuple(names)


def _instant(entry: Any, name: str, now: datetime) -> datetime | None:
    """Return an instant that the feed gives, in UTC; one that cannot be is None."""
    # dict.get: feedparser's own passes the published date off as the updated one, with a warning
    parsed = dict.get(entry, f"{name}_parsed")
    text = dict.get(entry, name)
    try:
        if parsed:
            instant = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        elif isinstance(text, str) and text[:4].isdigit():
            instant = datetime.fromisoformat(text)
            instant = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
        else:
            return None
    except (ValueError, OverflowError, TypeError):
        return None
    return instant if EARLIEST <= instant <= now + LATEST else None


def _language(value: Any) -> str | None:
    code = str(value or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _days(names: Iterable[bytes]) -> tuple[int, ...]:
    days = [name.lower() for name in calendar.day_name]
    found = {name.decode("ascii", "replace").lower() for name in names}
    return tuple(number for number, day in enumerate(days) if day in found)
