"""The bytes of a well-formed feed of a plain kind go in, the Feed comes out, else nothing does.

Most feeds are plain: this reads them many times faster than feedparser, to the same items. What is
not plain in any way (encodings, entities, bases, markup in titles, unknown dates) is left to it.
"""

import re
from datetime import datetime
from email.utils import mktime_tz, parsedate_tz
from html.entities import name2codepoint

from lxml import etree

from flows.ingest.items import (
    MAX_ITEMS,
    Feed,
    Item,
    author_names,
    make_item,
    plain_text,
    possible,
    unique_items,
    web_address,
)
from flows.languages import language_code
from flows.zones import as_mail_date, with_offset

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
OTHER_SUMMARIES = (
    f"{DC}description",
    "{http://www.itunes.com/dtds/podcast-1.0.dtd}summary",
    "{http://search.yahoo.com/mrss/}description",
)
RSS1 = "{http://purl.org/rss/1.0/}"
RDF_ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
NOT_PLAIN = (b"<!DOCTYPE", b"<!ENTITY", b"xml:base", b"<dcterms:", b"\x00")
DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([^"']+)["']""")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
ISO_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
CLOSED_TAG_OR_ENTITY = re.compile(r"</\w+>|&#?\w+;")
TAG_NAME = re.compile(r"</?(\w+)")
ENTITY_NAME = re.compile(r"&([A-Za-z]\w*);")
INLINE = frozenset({"a", "b", "br", "cite", "code", "em", "i", "q", "small", "span", "strong", "u"})
ONCE = frozenset({"title", "link", "guid", "pubDate", "description", DC + "date", CONTENT})


class NotPlainError(Exception):
    """The feed has something that feedparser has to judge."""


def read_plain_feed(
    body: bytes, *, url: str, content_type: str | None, now: datetime
) -> Feed | None:
    """Return the feed where it is a plain one, None where another reader has to look."""
    if not _is_plain_text(body, content_type):
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
        if root.tag == "rss":
            return _rss(root, "", url, now)
        if root.tag == RDF_ROOT:
            return _rss(root, RSS1, url, now)
        if root.tag == f"{ATOM}feed":
            return _atom(root, url, now)
    except (etree.XMLSyntaxError, NotPlainError):
        return None
    return None


def _is_plain_text(body: bytes, content_type: str | None) -> bool:
    """Say whether everybody agrees that the body is UTF-8."""
    declared = DECLARED.match(body)
    charset = CHARSET.search(content_type or "")
    names = [declared[1].decode("ascii", "replace")] if declared else []
    names += [charset[1]] if charset else []
    if any(name.lower() not in {"utf-8", "utf8"} for name in names):
        return False
    if any(mark in body for mark in NOT_PLAIN):
        return False
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rss(root: etree._Element, ns: str, url: str, now: datetime) -> Feed:
    head = root.find(f"{ns}channel")
    if head is None:
        raise NotPlainError
    elements = _all(root, ns, "item")  # RDF has them outside of the channel, and so have others
    home = web_address(_text(head.find(f"{ns}link")), url)
    language = _text(head.find(f"{ns}language")) or _text(head.find(f"{DC}language"))
    return Feed(
        title=_rss_text(_text(head.find(f"{ns}title"))),
        home_url=home,
        language=language_code(language),
        items=unique_items(
            [_rss_item(each, ns, home or url, now) for each in elements[:MAX_ITEMS]]
        ),
        reader="plain",
        dropped_count=max(0, len(elements) - MAX_ITEMS),
    )


def _rss_item(element: etree._Element, ns: str, url: str, now: datetime) -> Item:
    found: dict[str, etree._Element] = {}
    authors: list[str] = []
    for child in element:
        name = child.tag.removeprefix(ns) if ns else child.tag
        if name in {f"{DC}creator", "author"}:
            authors.append(_text(child))
        elif name in found and name in ONCE:
            raise NotPlainError  # two of them: which one counts is not for us to say
        found[name] = child
    guid = _text(found.get("guid"))
    link = _text(found.get("link"))
    is_permalink = "guid" in found and found["guid"].get("isPermaLink", "true") != "false"
    if not link and f"{ATOM}link" in found:
        raise NotPlainError
    if not link and is_permalink:
        link = web_address(guid) or ""
    content = _text(found.get(CONTENT))
    written = _text(found.get("pubDate")), _text(found.get(f"{DC}date"))
    return make_item(
        guid,
        web_address(link, url),
        title=_rss_text(_text(found.get("title"))),
        summary=plain_text(_text(found.get("description")), is_html=True)
        or _other_summary(element),
        content=content or None,
        authors=author_names(authors),
        published_at=_instant(written[0], now),
        modified_at=_instant(written[1], now),
        written=written,
        description=_text(found.get("description")) or None,
    )


def _atom(root: etree._Element, url: str, now: datetime) -> Feed:
    elements = _all(root, ATOM, "entry")
    return Feed(
        title=_atom_text(root.find(f"{ATOM}title")),
        home_url=_atom_link(root, url),
        language=language_code(root.get("{http://www.w3.org/XML/1998/namespace}lang")),
        items=unique_items([_entry(each, url, now) for each in elements[:MAX_ITEMS]]),
        reader="plain",
        dropped_count=max(0, len(elements) - MAX_ITEMS),
    )


def _entry(element: etree._Element, url: str, now: datetime) -> Item:
    content = element.find(f"{ATOM}content")
    kind = "text" if content is None else content.get("type", "text")
    if content is not None and (len(content) or kind not in {"html", "text", "text/html"}):
        raise NotPlainError
    for name in ("title", "id", "summary", "content", "published", "updated"):
        if len(element.findall(ATOM + name)) > 1:
            raise NotPlainError
    authors = [_text(each) for each in element.findall(f"{ATOM}author/{ATOM}name")]
    own_id = _text(element.find(f"{ATOM}id"))
    written = _text(element.find(f"{ATOM}published")), _text(element.find(f"{ATOM}updated"))
    return make_item(
        own_id,
        _atom_link(element, url) or web_address(own_id),
        title=_atom_text(element.find(f"{ATOM}title")),
        summary=_atom_text(element.find(f"{ATOM}summary")) or _other_summary(element),
        content=_text(content) or None,
        content_type="text/plain" if kind == "text" and content is not None else "text/html",
        authors=author_names(authors),
        published_at=_instant(written[0], now),
        modified_at=_instant(written[1], now),
        written=written,
    )


def _all(root: etree._Element, ns: str, name: str) -> list[etree._Element]:
    """Return the elements of this name at every depth; others of the name are not plain."""
    elements = list(root.iter(ns + name))
    if len(elements) != sum(1 for _ in root.iter(f"{{*}}{name}")):
        raise NotPlainError
    return elements


def _other_summary(element: etree._Element) -> str | None:
    """Return what stands where an item has no summary of its own, without markup."""
    for name in OTHER_SUMMARIES:
        if found := list(element.iter(name)):
            return plain_text(_text(found[-1]), is_html=True)
    return None


def _atom_link(element: etree._Element, url: str) -> str | None:
    links = [
        each.get("href")
        for each in element.findall(f"{ATOM}link")
        if each.get("rel", "alternate") == "alternate"
    ]
    if len(links) > 1:
        raise NotPlainError
    return web_address(links[0], url) if links else None


def _text(element: etree._Element | None) -> str:
    """Return the text of an element; one that holds others is not plain."""
    if element is None:
        return ""
    if len(element):
        raise NotPlainError
    return (element.text or "").strip()


def _rss_text(value: str) -> str | None:
    """Return an RSS title without markup, where it has some: RSS does not say whether."""
    is_html = CLOSED_TAG_OR_ENTITY.search(value) is not None
    if is_html and not all(name.lower() in INLINE for name in TAG_NAME.findall(value)):
        raise NotPlainError
    if is_html and not all(name in name2codepoint for name in ENTITY_NAME.findall(value)):
        raise NotPlainError
    return plain_text(value, is_html=is_html)


def _atom_text(element: etree._Element | None) -> str | None:
    kind = "text" if element is None else element.get("type", "text")
    if kind not in {"text", "html", "text/plain", "text/html"}:
        raise NotPlainError
    return plain_text(_text(element), is_html=kind in {"html", "text/html"})


def _instant(text: str, now: datetime) -> datetime | None:
    """Return an instant written as RFC 822 or ISO 8601 has it; any other is not plain."""
    if not text:
        return None
    iso = with_offset(text)
    try:
        if ISO_DATE.fullmatch(iso):
            return possible(datetime.fromisoformat(iso).replace(microsecond=0), now)
        parts = parsedate_tz(as_mail_date(text))
        if parts is None or parts[9] is None or parts[0] < 1000 or parts[3] > 23:
            raise NotPlainError
        return possible(datetime.fromtimestamp(mktime_tz(parts), now.tzinfo), now)
    except (ValueError, OverflowError) as error:
        raise NotPlainError from error
