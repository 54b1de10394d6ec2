"""News sitemaps are feeds; indexes of sitemaps name other sitemaps."""

from datetime import UTC, datetime

import pytest

from flows.errors import BadDocument
from flows.ingest.feeds import parse_feed
from flows.ingest.items import Item
from flows.ingest.sitemaps import Place, is_sitemap, read_places
from tests.ingest.clients import NOW

URL = "https://news.example/sitemap.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://news.example/1 </loc><lastmod>2026-03-02T11:00:00Z</lastmod>
<news:news><news:publication><news:name>Example</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-03-02T10:00:00+00:00</news:publication_date>
<news:title>Talks &amp; tea</news:title></news:news>
<image:image><image:loc>https://news.example/1.jpg</image:loc></image:image></url>
<url><loc>https://news.example/2</loc></url>
<url><loc>javascript:alert(1)</loc></url>
<url/>
</urlset>"""
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/a.xml</loc><lastmod>2026-03-01</lastmod></sitemap>
<sitemap><loc>/b.xml</loc><lastmod>soon</lastmod></sitemap></sitemapindex>"""


def test_a_news_sitemap_is_a_feed() -> None:
    feed = parse_feed(NEWS, url=URL, content_type="text/xml", now=NOW)
    assert (feed.reader, feed.language) == ("sitemap", "en")
    assert feed.items == (
        Item(
            item_id="https://news.example/1",
            url="https://news.example/1",
            title="Talks & tea",
            published_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
            modified_at=datetime(2026, 3, 2, 11, tzinfo=UTC),
        ),
        Item(item_id="https://news.example/2", url="https://news.example/2"),
    )


def test_an_index_names_other_sitemaps() -> None:
    assert is_sitemap(INDEX)
    assert read_places(INDEX, url=URL, now=NOW) == (
        Place("https://news.example/a.xml", datetime(2026, 3, 1, tzinfo=UTC)),
        Place("https://news.example/b.xml", None),
    )
    with pytest.raises(BadDocument, match="index of sitemaps"):
        parse_feed(INDEX, url=URL, content_type="text/xml", now=NOW)


def test_a_broken_sitemap_is_named_with_its_line() -> None:
    with pytest.raises(BadDocument, match="line 4: not XML"):
        parse_feed(NEWS[:200], url=URL, content_type="text/xml", now=NOW)


def test_a_feed_is_no_sitemap() -> None:
    assert not is_sitemap(b"<rss><channel/></rss>")
