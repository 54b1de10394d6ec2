"""The bytes of a JSON Feed (versions 1 and 1.1) go in, the Feed comes out."""

import json
from datetime import datetime
from math import isfinite
from typing import Any

from flows.characters import whole_text
from flows.errors import BadDocument
from flows.ingest.items import (
    MAX_ITEMS,
    Feed,
    Item,
    author_names,
    make_item,
    named_instant,
    plain_text,
    unique_items,
    web_address,
)
from flows.languages import language_code

VERSION = "jsonfeed.org/version/1"


def is_json(body: bytes) -> bool:
    """Say whether a body can only be JSON."""
    return body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_json_feed(body: bytes, *, url: str, now: datetime) -> Feed:
    """Return the feed; raise BadDocument("not_a_feed") where it is other JSON, or none."""
    try:
        values: Any = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        message = f"{url}: neither JSON nor XML: {error}: correct the address or remove the feed"
        raise BadDocument("not_a_feed", message) from error
    if VERSION not in _text(values, "version") or not isinstance(values.get("items"), list):
        message = f"{url}: JSON but no JSON Feed: correct the address or remove the feed"
        raise BadDocument("not_a_feed", message)
    entries = [each for each in values["items"] if isinstance(each, dict)]
    return Feed(
        title=plain_text(_text(values, "title"), is_html=False),
        home_url=web_address(_text(values, "home_page_url"), url),
        language=language_code(_text(values, "language")),
        items=unique_items([_item(each, url, now) for each in entries[:MAX_ITEMS]]),
        reader="json",
        dropped_count=max(0, len(entries) - MAX_ITEMS),
    )


def _item(entry: dict[str, Any], url: str, now: datetime) -> Item:
    page, plain = _text(entry, "content_html"), _text(entry, "content_text")
    content = page or plain
    own_id = _own_id(entry.get("id"))
    link = _text(entry, "url") or _text(entry, "external_url")
    return make_item(
        own_id,
        web_address(link, url) if link else web_address(own_id),
        title=plain_text(_text(entry, "title"), is_html=False),
        summary=plain_text(_text(entry, "summary"), is_html=False),
        content=content or None,
        content_type="text/html" if page or not plain else "text/plain",
        authors=author_names(_authors(entry)),
        published_at=_instant(entry, "date_published", now),
        modified_at=_instant(entry, "date_modified", now),
        written=(_text(entry, "date_published"), _text(entry, "date_modified")),
    )


def _own_id(value: Any) -> str:
    """Return an id as text: feeds write numbers, too, but what is not one names nothing."""
    if isinstance(value, bool) or (isinstance(value, float) and not isfinite(value)):
        return ""
    return whole_text(str(value)).strip() if isinstance(value, str | int | float) else ""


def _authors(entry: dict[str, Any]) -> list[str]:
    """Return the names of `authors` (1.1) or of `author` (1)."""
    given = entry.get("authors")
    people = given if isinstance(given, list) else [entry.get("author")]
    return [_text(each, "name") for each in people]


def _text(values: Any, name: str) -> str:
    value = values.get(name) if isinstance(values, dict) else None
    return whole_text(value) if isinstance(value, str) else ""


def _instant(entry: dict[str, Any], name: str, now: datetime) -> datetime | None:
    return named_instant(_text(entry, name), now)
