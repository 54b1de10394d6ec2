"""Feeds written for the tests."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

from tests.ingest.clients import NOW


def rss(items: Iterable[str], *, head: str = "", link: str = "https://news.example/") -> bytes:
    """Return an RSS feed of these items."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example News</title>'
        f"<link>{link}</link><language>en-gb</language>{head}\n{''.join(items)}</channel></rss>"
    ).encode()


def rss_item(
    link: str, title: str = "A title", *, published_at: datetime = NOW, more: str = ""
) -> str:
    """Return an item with link, title, guid and date."""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f'<guid isPermaLink="false">{escape(link)}</guid>'
        f"<pubDate>{format_datetime(published_at)}</pubDate>"
        f"<description>About {escape(title)}</description>{more}</item>\n"
    )


def atom(links: Sequence[str], *, updated_at: datetime = NOW) -> bytes:
    """Return an Atom feed whose entries lead to these addresses."""
    entries = "".join(
        f"<entry><title>Entry {number}</title><id>tag:news.example,2026:{number}</id>"
        f'<link rel="alternate" href="{escape(link)}"/><link rel="enclosure" href="/x.mp3"/>'
        f"<updated>{updated_at.isoformat()}</updated><author><name>Jane Doe</name></author>"
        f"<summary>Summary {number}</summary></entry>"
        for number, link in enumerate(links)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Example Atom</title><id>tag:news.example,2026:feed</id>{entries}</feed>"
    ).encode()


def rdf(links: Sequence[str]) -> bytes:
    """Return an RSS 1.0 feed whose items lead to these addresses."""
    items = "".join(
        f'<item rdf:about="{link}"><title>Item {number}</title><link>{link}</link>'
        f"<dc:date>{(NOW - timedelta(hours=number)).isoformat()}</dc:date></item>"
        for number, link in enumerate(links)
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="https://news.example/"><title>Example RDF</title></channel>{items}'
        "</rdf:RDF>"
    ).encode()


def page(text: str) -> bytes:
    """Return a page with an article in it."""
    said = escape(text)
    return f"<html><head><title>{said}</title></head><body><p>{said}</p></body></html>".encode()


LOGIN_PAGE = b"""<!DOCTYPE html>
<html><head><title>Sign in</title></head><body><form action="/login" method="post">
<input name="user"><input type="password" name="pass"><button>Sign in</button></form></body></html>
"""
