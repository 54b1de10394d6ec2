"""What readers of feeds have in common: the records that they make, and how texts are cleaned."""

import html
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from flows.characters import MARKING, without_controls
from flows.keys import content_hash
from flows.written_dates import EARLIEST
from flows.zones import as_mail_date, with_offset, zone_offset

MAX_ITEMS = 2000
MARKUP = "a|b|big|br|div|em|font|i|img|p|q|s|small|span|strong|sub|sup|u"
TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
MARKING_TAG = re.compile(rf"</?(?:{'|'.join(sorted(MARKING))})(?:\s[^<>]*)?>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
CLOSING = re.compile(rf"</(?:{MARKUP})>", re.IGNORECASE)
MARKUP_TAG = re.compile(rf"</?(?:{MARKUP})(?:\s[^<>]*)?/?>", re.IGNORECASE)
MIDNIGHT = re.compile(r"(?<![\d:])24:00(?::00)?(?![\d:])")
MAIL_AND_NAME = re.compile(r"\S+@\S+\s*\(([^()]+)\)")
STROKES = re.compile(r"^(\d{4})/(\d\d)/(\d\d)(?!\d)")
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
    published_zone: str | None = None  # +hh:mm as it is written; None: read as UTC
    modified_zone: str | None = None
    description: str | None = None  # as the feed gives it, where it gives no content

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


def make_item(
    own_id: str,
    url: str | None,
    *,
    title: str | None,
    summary: str | None,
    content: str | None = None,
    content_type: str = "text/html",
    authors: tuple[str, ...] = (),
    published_at: datetime | None = None,
    modified_at: datetime | None = None,
    written: tuple[str, str] = ("", ""),
    description: str | None = None,
) -> Item:
    """Return an item; without an id of its own its address or what it says names it.

    `written` are both dates as the feed writes them: their zones are read from there.
    """
    own_id = without_controls(own_id)
    zones = [zone_offset(text) if text else None for text in written]
    return Item(
        item_id=own_id or url or content_hash(repr((title, published_at, summary))),
        url=url,
        title=title,
        summary=summary,
        content=content,
        content_type=content_type,
        authors=authors,
        published_at=published_at or modified_at,
        modified_at=modified_at,
        published_zone=zones[0] if published_at else zones[1] if modified_at else None,
        modified_zone=zones[1] if modified_at else None,
        description=description if content is None else None,
    )


def unique_items(items: list[Item]) -> tuple[Item, ...]:
    """Return the items, the first of each id; an id of several addresses names none of them.

    Some feeds give every item the same guid: its address names each then, or what it says.
    """
    named: dict[str, set[str]] = {}
    for item in items:
        named.setdefault(item.item_id, set()).add(item.url or item.title or "")
    found: dict[str, Item] = {}
    for item in items:
        if len(named[item.item_id]) > 1:
            item = replace(item, item_id=item.url or _said(item))
        found.setdefault(item.item_id, item)
    return tuple(found.values())


def _said(item: Item) -> str:
    return content_hash(repr((item.title, item.published_at, item.summary)))


def plain_text(value: str | None, *, is_html: bool) -> str | None:
    """Return a text on one line, without markup where it has some.

    Many feeds escape twice, or have markup where they promise none.
    """
    if is_html and value:
        value = html.unescape(TAG.sub(" ", MARKING_TAG.sub("", value)))
    if value and (ENTITY.search(value) or CLOSING.search(value)):
        value = MARKUP_TAG.sub(" ", MARKING_TAG.sub("", html.unescape(value)))
    return " ".join(without_controls(value or "").split()) or None


def web_address(address: str | None, base: str = "") -> str | None:
    """Return a full http or https address, None where it is none."""
    if not address or not address.strip():
        return None
    try:
        address = without_controls(address).strip()
        scheme, _, rest = urljoin(base, address).partition("://")
    except ValueError:
        return None
    return f"{scheme.lower()}://{rest}" if scheme.lower() in {"http", "https"} else None


def author_names(written: list[str]) -> tuple[str, ...]:
    """Return the names in what stands for authors; a mail address alone is nobody's name."""
    names: dict[str, None] = {}
    for name in written:
        name = " ".join(without_controls(name).split())
        match = MAIL_AND_NAME.fullmatch(name)
        name = match[1].strip() if match else name
        if name and "@" not in name:
            names[name] = None
    return tuple(names)


def possible(instant: datetime | None, now: datetime) -> datetime | None:
    """Return an instant in UTC; one that cannot be a publication's is None."""
    if instant is None:
        return None
    instant = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    return instant if EARLIEST <= instant <= now + LATEST else None


def named_instant(text: str, now: datetime) -> datetime | None:
    """Return the instant of a date as ISO 8601 or RFC 822 has it, also with a zone's name."""
    text, midnights = MIDNIGHT.subn("00:00:00", text)  # at the end of its day
    for read, written in (
        (datetime.fromisoformat, STROKES.sub(r"\1-\2-\3", with_offset(text))),
        (parsedate_to_datetime, as_mail_date(text)),
    ):
        try:
            return possible(read(written) + midnights * timedelta(days=1), now)
        except (ValueError, OverflowError):
            continue
    return None
