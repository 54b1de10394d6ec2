"""A feed that may be broken in any way goes in, its items come out: the careful and slow road.

feedparser's dictionaries end here.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lxml.etree import LxmlError

from flows.errors import BadDocument
from flows.ingest.items import (
    MAX_ITEMS,
    TAG,
    Feed,
    Item,
    author_names,
    make_item,
    named_instant,
    plain_text,
    possible,
    unique_items,
    web_address,
)
from flows.languages import language_code
from flows.written_dates import parse_visible

ITEM_TAG = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>/]")
FEED_END = re.compile(rb"</(?:\w+:)?(?:rss|rdf|feed|channel)\s*>|/>\s*\Z", re.IGNORECASE)
HTML_START = re.compile(
    rb"\A[\s\xef\xbb\xbf]*(?:<!--(?:(?!-->).){0,500}-->\s*)*<(?:!doctype html|html)", re.I | re.S
)
PASSWORD = re.compile(rb"""type\s*=\s*["']?password""", re.IGNORECASE)
# Of a year without one feedparser makes its first day, and of a month without one that one's.
WHOLE_DAY = re.compile(r"(?!\d{4})|\d{4}-?\d\d-?\d\d|\d{4}-\d{3}(?!\d)")
# Of two descriptions feedparser takes the later for the summary, or for the article itself.
OTHER_SUMMARY = re.compile(rb"(</?(?:dc|itunes|media):)(?:description|summary)(?=[\s/>])")
OWN, OTHERS = ("summary", "description"), ("dc_said", "itunes_said", "media_said")


def read_any_feed(body: bytes, *, url: str, content_type: str | None, now: datetime) -> Feed:
    """Read a feed by feedparser, and what that drops by a second reader."""
    parsed, reader = _read_either(body, url, content_type)
    head = parsed.get("feed", {})
    entries = parsed.get("entries", [])
    is_rss = str(parsed.get("version") or "").startswith("rss")
    home = web_address(_string(head, "link"), url)
    base = home or url if is_rss else url  # a feed may be kept on another host than its site
    return Feed(
        title=_plain(head, "title"),
        home_url=home,
        language=language_code(_string(head, "language")),
        items=unique_items(
            [_item(entry, base, now, is_rss=is_rss) for entry in entries[:MAX_ITEMS]]
        ),
        reader=reader,
        dropped_count=max(0, len(entries) - MAX_ITEMS),
    )


def _read_either(body: bytes, url: str, content_type: str | None) -> tuple[Any, str]:
    """Return what the better of the two readers finds, and its name."""
    if not body.strip():
        raise _short(url, "an empty answer where a feed is expected")
    if HTML_START.match(body[:4096]):
        raise _html_page(body, url)
    expected = len(ITEM_TAG.findall(body))
    first = _read_with_feedparser(body, content_type)
    found = len(first["entries"]) if first else 0
    if first and first.get("version") and found >= expected:
        if not found and not FEED_END.search(body):
            raise _short(url, "it is cut off before its first item")
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


def _short(url: str, what: str) -> BadDocument:
    remedy = "it is asked again; where it stays so, correct the address or remove the feed"
    return BadDocument("not_a_feed", f"{url}: {what}: {remedy}")


def _html_page(body: bytes, url: str) -> BadDocument:
    kind = "a login page" if PASSWORD.search(body) else "a web page"
    remedy = "open it in a browser, then correct the address or remove the feed"
    return BadDocument("html_page", f"{url}: {kind} where a feed is expected: {remedy}")


def _read_with_feedparser(body: bytes, content_type: str | None) -> Any:
    """Return feedparser's result, None where it raises: on broken markup it may raise anything."""
    import feedparser  # where feeds are parsed, not where they are only asked for

    # Without an address of its own: it would make one of every guid that is none.
    headers = {"content-type": content_type} if content_type else {}
    try:
        return feedparser.parse(
            OTHER_SUMMARY.sub(rb"\1said", body),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception:  # noqa: BLE001
        return None


def _read_with_fastfeedparser(body: bytes) -> Any:
    """Return the second reader's result, None where it raises."""
    import fastfeedparser

    try:
        return fastfeedparser.parse(body)
    except (ValueError, TypeError, KeyError, LookupError, AttributeError, LxmlError):
        return None


def _item(entry: Any, base: str, now: datetime, *, is_rss: bool) -> Item:
    content, content_type = _content(entry)
    return make_item(
        str(entry.get("id") or "").strip(),
        _link(entry, base),
        title=_plain(entry, "title"),
        summary=_summary(entry),
        content=content,
        content_type=content_type,
        authors=_authors(entry),
        published_at=_instant(entry, "published", now),
        modified_at=_instant(entry, "updated", now),
        written=(_written(entry, "published"), _written(entry, "updated")),
        description=(_string(entry, "summary").strip() or None) if is_rss else None,
    )


def _link(entry: Any, base: str) -> str | None:
    """Return the address of the article itself: no enclosure, no comments."""
    own_id = str(entry.get("id") or "").strip()
    if entry.get("guidislink") and _string(entry, "link") == own_id:
        base = ""  # a guid stands for the address where it is a whole one
    links = [each.get("href") for each in entry.get("links", []) if each.get("rel") == "alternate"]
    for address in (_string(entry, "link"), *links):
        full = web_address(address, base)
        if full is not None:
            return full
    return web_address(own_id)


def _string(entry: Any, name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _plain(entry: Mapping[str, Any], name: str) -> str | None:
    """Return a text without markup, on one line; markup only where the feed has some."""
    detail = entry.get(f"{name}_detail") or {}
    is_html = detail.get("type", "text/html") != "text/plain"
    return plain_text(_string(entry, name), is_html=is_html)


def _summary(entry: Any) -> str | None:
    """Return the item's own summary, or what stands where it has none.

    Where it has none, feedparser takes its content for one as well, and says nothing more of it.
    """
    contents = [each.get("value") for each in entry.get("content", [])]
    is_own = "summary_detail" in entry or _string(entry, "summary") not in contents
    found = (_plain(entry, name) for name in ((*OWN, *OTHERS) if is_own else OTHERS))
    return next(filter(None, found), None)


def _content(entry: Any) -> tuple[str | None, str]:
    """Return the longest content that the item itself brings, and its media type."""
    contents = [each for each in entry.get("content", []) if each.get("value")]
    best = max(contents, key=lambda each: len(each["value"]), default=None)
    if best is None:
        return None, "text/html"
    is_plain = best.get("type") == "text/plain" and not TAG.search(best["value"])
    return best["value"], "text/plain" if is_plain else "text/html"


def _authors(entry: Any) -> tuple[str, ...]:
    written = " ".join(_string(entry, "author").split())
    names = []
    for author in entry.get("authors", []):
        # "desk@news.example (Jane Doe)": feedparser cuts it at the wrong place
        is_cut = written.startswith(str(author.get("email") or "\0"))
        names.append(written if is_cut else str(author.get("name") or ""))
    return author_names(names)


def _written(entry: Any, name: str) -> str:
    """Return a date as the feed has it."""
    # dict.get: feedparser's own passes the published date off as the updated one, with a warning
    text = dict.get(entry, name)
    return text.strip() if isinstance(text, str) else ""


def _instant(entry: Any, name: str, now: datetime) -> datetime | None:
    """Return an instant that the feed gives, in UTC; one that cannot be is None."""
    parsed = dict.get(entry, f"{name}_parsed")
    written = _written(entry, name)
    try:
        # before feedparser, which knows few names of zones and no clock with twelve hours
        found = named_instant(written, now)
        if found is not None:
            return found.replace(microsecond=0)
        if parsed and WHOLE_DAY.match(written):
            return possible(datetime.fromtimestamp(calendar.timegm(parsed), UTC), now)
    except (ValueError, OverflowError, TypeError):
        pass
    said = parse_visible(written)
    return possible(said.at, now) if said else None
