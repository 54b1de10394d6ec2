"""News sitemaps are feeds; indexes of sitemaps name other sitemaps."""

import gzip
import time
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
            published_zone="+00:00",
            modified_zone="+00:00",
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


ENTRY = (
    "<url><loc>https://news.example/{n}</loc><n:news><n:publication_date>2026-03-01"
    "</n:publication_date><n:title>Story {n}</n:title></n:news></url>"
)
HEADED = '<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
TWO = f"{HEADED}{ENTRY.format(n=1)}{ENTRY.format(n=2)}</urlset>"


def feed_of(body: bytes) -> list[tuple[str | None, str | None]]:
    feed = parse_feed(body, url="https://news.example/news.xml", content_type=None, now=NOW)
    assert feed.reader == "sitemap"
    return [(item.url, item.title) for item in feed.items]


@pytest.mark.parametrize(
    "ahead",
    [
        "",
        "\ufeff",
        "\n\n",
        '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?>',
        f"<!-- {'made by hand ' * 500}-->",
        '<!DOCTYPE urlset [<!ENTITY a "b">]>',
        "<!DOCTYPE urlset>",
        '\n<?xml version="1.0"?>',
    ],
)
def test_a_sitemap_is_known_by_its_root_whatever_stands_before(ahead: str) -> None:
    whole = [(f"https://news.example/{n}", f"Story {n}") for n in (1, 2)]
    assert feed_of((ahead + TWO).encode()) == whole
    assert feed_of(gzip.compress((ahead + TWO).encode())) == whole


def test_a_feed_that_speaks_of_sitemaps_is_a_feed() -> None:
    body = (
        b"<rss version='2.0'><channel><title>x</title><description><![CDATA[<urlset > and more]]>"
        b"</description><item><title>t</title><link>https://news.example/1</link></item>"
        b"</channel></rss>"
    )
    feed = parse_feed(body, url="https://news.example/feed", content_type=None, now=NOW)
    assert [item.url for item in feed.items] == ["https://news.example/1"]


def test_what_a_broken_sitemap_still_says_is_read() -> None:
    assert feed_of(TWO[: -len("</url></urlset>") - 3].encode())[0] == (
        "https://news.example/1",
        "Story 1",
    )
    stray = TWO.replace("/2<", "/2?a=1&b=2&amp;c=3<")
    assert feed_of(stray.encode())[1][0] == "https://news.example/2?a=1&b=2&c=3"
    nameless = TWO.replace("<n:title>Story 1", "<n:></n:><n:title>Story 1")
    assert [title for _, title in feed_of(nameless.encode())] == ["Story 1", "Story 2"]


@pytest.mark.parametrize("half", ["&#xD83D;", "&#55357;"])
def test_half_a_character_in_a_broken_sitemap_costs_only_itself(half: str) -> None:
    """A parser that recovers makes them bytes that are no UTF-8, in names and in texts."""
    broken = TWO.replace("www.sitemaps", f"www{half}.sitemaps").replace("Story 1", f"Story 1{half}")
    assert [title for _, title in feed_of(broken.encode())] == [
        "Story 1\N{REPLACEMENT CHARACTER}",
        "Story 2",
    ]


@pytest.mark.parametrize("body", [b"\x1f\x8b\x08broken", gzip.compress(b"\0" * 30_000_000)])
def test_a_file_of_gzip_that_is_broken_or_a_bomb_is_no_feed(body: bytes) -> None:
    with pytest.raises(BadDocument) as caught:
        parse_feed(body, url="https://news.example/news.xml.gz", content_type=None, now=NOW)
    assert caught.value.reason == "not_a_feed"


@pytest.mark.parametrize("opening", [b"<!--", b"<?", b"<!D[", b"<!-- --"])
def test_no_beginning_takes_long(opening: bytes) -> None:
    began = time.process_time()
    assert not is_sitemap(opening * 50_000)
    assert not is_sitemap((opening + b">") * 50_000)
    assert time.process_time() - began < 1
