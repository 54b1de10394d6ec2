"""The bytes of a sitemap go in; the news in it as a Feed, or the sitemaps it names, come out."""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from flows.errors import BadDocument
from flows.ingest.items import (
    MAX_ITEMS,
    Feed,
    Item,
    make_item,
    plain_text,
    possible,
    unique_items,
    web_address,
)
from flows.languages import language_code

SITEMAP_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]")
STRAY_AMPERSAND = re.compile(rb"&(?!#?\w{1,10};)")
NUMBERED = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
HALVES = range(0xD800, 0xE000)  # of surrogate pairs: a parser that recovers makes them no UTF-8
HEAD_BYTES = 64 * 1024
BEFORE_ROOT = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!", b">"))


@dataclass(frozen=True, slots=True)
class Place:
    """A page or another sitemap that a sitemap names."""

    url: str
    modified_at: datetime | None


def is_sitemap(body: bytes) -> bool:
    """Say whether a body begins as a sitemap or an index of sitemaps does."""
    head = body[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    while end := next((end for opening, end in BEFORE_ROOT if head.startswith(opening)), None):
        if end == b">" and b"[" in head.partition(end)[0]:
            end = b"]>"  # a document type with declarations in it
        head = head.partition(end)[2].lstrip()
    return SITEMAP_ROOT.match(head) is not None


def read_news_sitemap(body: bytes, *, url: str, now: datetime) -> Feed:
    """Return the pages of a sitemap as a feed, with title and date where the news part has them.

    Raises BadDocument("not_a_feed") where it is not XML, or an index of sitemaps.
    """
    root = _parse(body, url)
    if _name(root) != "urlset":
        message = f"{url}: an index of sitemaps: list the news sitemap itself as the feed"
        raise BadDocument("not_a_feed", message)
    entries = [each for each in root if _name(each) == "url"]
    items = [_item(each, url, now) for each in entries[:MAX_ITEMS]]
    languages = [_find(each, "news", "publication", "language") for each in entries[:1]]
    return Feed(
        title=None,
        home_url=None,
        language=language_code(languages[0] if languages else None),
        items=unique_items([item for item in items if item is not None]),
        reader="sitemap",
        dropped_count=max(0, len(entries) - MAX_ITEMS),
    )


def read_places(body: bytes, *, url: str, now: datetime) -> tuple[Place, ...]:
    """Return all that a sitemap or an index of sitemaps names."""
    places = []
    for entry in _parse(body, url):
        address = web_address(_find(entry, "loc"), url)
        if address is not None:
            places.append(Place(address, _instant(_find(entry, "lastmod"), now)))
    return tuple(places)


def _parse(body: bytes, url: str) -> etree._Element:
    """Return the root; of a sitemap that is broken, what stands before and after the breach."""
    try:
        return etree.fromstring(body, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        message = f"{url}: line {error.lineno}: not XML: {error.msg}: tell the site, or remove it"
        whole = NUMBERED.sub(_whole_character, STRAY_AMPERSAND.sub(b"&amp;", body.lstrip()))
        try:
            root = etree.fromstring(whole, _parser(recover=True))
        except etree.XMLSyntaxError:
            root = None
        if root is None or not _is_text(root) or not any(_find(entry, "loc") for entry in root):
            raise BadDocument("not_a_feed", message) from error
        return root


def _is_text(root: etree._Element) -> bool:
    """Say whether all names and texts are UTF-8: a parser that recovers lets other bytes pass."""
    try:
        return all((each.tag, each.text) for each in root.iter())
    except UnicodeDecodeError:
        return False


def _whole_character(reference: re.Match[bytes]) -> bytes:
    """Return the reference, of half a character that of the one that stands for what is broken."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"&#xFFFD;" if number in HALVES else reference[0]


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _item(entry: etree._Element, url: str, now: datetime) -> Item | None:
    address = web_address(_find(entry, "loc"), url)
    if address is None:
        return None
    written = _find(entry, "news", "publication_date"), _find(entry, "lastmod")
    return make_item(
        address,
        address,
        title=plain_text(_find(entry, "news", "title"), is_html=False),
        summary=None,
        published_at=_instant(written[0], now),
        modified_at=_instant(written[1], now),
        written=written,
    )


def _name(element: etree._Element) -> str:
    """Return the local name; a broken sitemap may use a prefix without saying what it means."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _find(element: etree._Element, *path: str) -> str:
    """Return the text at a path of local names: sites use many namespaces for the same thing."""
    for name in path:
        child = next((each for each in element if _name(each) == name), None)
        if child is None:
            return ""
        element = child
    return (element.text or "").strip()


def _instant(text: str, now: datetime) -> datetime | None:
    try:
        return possible(datetime.fromisoformat(text), now)
    except (ValueError, OverflowError):
        return None
