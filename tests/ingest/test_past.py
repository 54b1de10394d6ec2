"""What was published before a feed was known is found in its archive pages and sitemaps."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.errors import BadDocument
from flows.ingest.archive import Archive
from flows.ingest.feeds import FeedBytes
from flows.ingest.items import Item
from flows.ingest.leaves import Leaf, read_leaf
from flows.ingest.opml import feed_source
from flows.ingest.past import reach_back
from flows.ingest.poll import Harvest, sight_page
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import rss, rss_item
from tests.servers import Route, Server, serving

SINCE = NOW - timedelta(days=10)


def reach(raw: Path, server: Server, known: frozenset[str] = frozenset()) -> Harvest:
    source = replace(feed_source(server.url("/rss")), home_url=server.url("/"))
    with Archive(raw, now=NOW) as archive:
        return reach_back(
            [source],
            since=SINCE,
            now=NOW,
            archive=archive,
            open_client=opener(server.allowed),
            known_articles=known,
        )


def feed(server: Server, days: list[int], head: str = "") -> Route:
    items = [
        rss_item(server.url(f"/story/{day}"), published_at=NOW - timedelta(days=day))
        for day in days
    ]
    return Route(rss(items, head=head), "application/rss+xml")


def back(path: str, rel: str = "prev-archive") -> str:
    return f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="{rel}" href="{path}"/>'


def sitemap(*pages: tuple[str, datetime | None]) -> bytes:
    entries = "".join(
        f"<url><loc>{url}</loc>{f'<lastmod>{at.isoformat()}</lastmod>' if at else ''}</url>"
        for url, at in pages
    )
    return (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()
    )


def found(harvest: Harvest) -> set[str]:
    return {(each.url or "").rpartition("/story/")[2] for each in harvest.sightings}


@pytest.mark.parametrize("rel", ["prev-archive", "next"])
def test_a_feed_is_followed_back_until_the_day(tmp_path: Path, rel: str) -> None:
    with serving() as server:
        server.routes.update(
            {
                "/rss": feed(server, [0, 1], back("/rss?page=2", rel)),
                "/rss?page=2": feed(server, [2, 9], back("/rss?page=3", rel)),
                "/rss?page=3": feed(server, [11, 12], back("/rss?page=4", rel)),
            }
        )
        harvest = reach(tmp_path, server)
        assert found(harvest) == {"0", "1", "2", "9"}
        assert "/rss?page=4" not in server.paths()
        assert all(each.raw_ref for each in harvest.fetches if each.outcome == "ok")


def test_a_feed_that_leads_in_a_circle_ends(tmp_path: Path) -> None:
    with serving() as server:
        server.routes.update(
            {
                "/rss": feed(server, [0], back("/older")),
                "/older": feed(server, [1], back("/rss")),
            }
        )
        assert found(reach(tmp_path, server)) == {"0", "1"}
        assert server.paths().count("/rss") == 1


def test_sitemaps_that_robots_txt_names_are_read_down_to_the_day(tmp_path: Path) -> None:
    with serving() as server:
        old, new = NOW - timedelta(days=40), NOW - timedelta(days=3)
        index = (
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
            f"<sitemap><loc>{server.url('/new.xml.gz')}</loc></sitemap>"
            f"<sitemap><loc>{server.url('/old.xml')}</loc><lastmod>{old.isoformat()}</lastmod>"
            "</sitemap></sitemapindex>"
        )
        pages = [
            (server.url("/story/fresh"), new),
            (server.url("/story/stale"), old),
            (server.url("/story/undated"), None),
            (server.url("/2019/03/story/undated"), None),
            ("https://elsewhere.example/story/foreign", new),
        ]
        server.routes.update(
            {
                "/robots.txt": Route(f"Sitemap: {server.url('/index.xml')}".encode(), "text/plain"),
                "/rss": feed(server, [0]),
                "/index.xml": Route(index.encode(), "application/xml"),
                "/new.xml.gz": Route(gzip.compress(sitemap(*pages)), "application/gzip"),
            }
        )
        harvest = reach(tmp_path, server)
        assert found(harvest) == {"0", "fresh", "undated"}
        assert "/old.xml" not in server.paths()
        by_name = {(each.url or "").rpartition("/")[2]: each for each in harvest.sightings}
        assert (by_name["fresh"].published_at, by_name["fresh"].modified_at) == (None, new)
        assert by_name["undated"].url == server.url("/story/undated")
        wanted = {name: each.wanted_since_at for name, each in by_name.items()}
        assert wanted == {"0": None, "fresh": None, "undated": SINCE}


def test_what_is_known_is_not_given_again_and_what_is_broken_is_named(tmp_path: Path) -> None:
    with serving() as server:
        server.routes.update(
            {
                "/robots.txt": Route(
                    f"Sitemap: {server.url('/broken.xml')}".encode(), "text/plain"
                ),
                "/rss": feed(server, [0, 1]),
                "/broken.xml": Route(b"<urlset><url><loc>", "application/xml"),
            }
        )
        source = feed_source(server.url("/rss"))
        known = sight_page(source, Item("x", server.url("/story/0")), now=NOW).article_id
        harvest = reach(tmp_path, server, frozenset({known}))
        assert found(harvest) == {"1"}
        assert [each.item for each in harvest.rejected] == [server.url("/broken.xml")]


def test_a_site_without_sitemap_or_network_costs_nothing_else(tmp_path: Path) -> None:
    with serving() as server:
        server.routes["/rss"] = feed(server, [0])
        harvest = reach(tmp_path, server)
        assert (found(harvest), harvest.rejected) == ({"0"}, ())
    assert reach(tmp_path, server).sightings == ()


PLACE = "https://n.example"


def leaf(body: bytes, content_type: str | None = None) -> Leaf:
    return read_leaf(FeedBytes(body, f"{PLACE}/rss", content_type, NOW))


@pytest.mark.parametrize(
    ("head", "back_url"),
    [
        (back("/older"), f"{PLACE}/older"),
        (back("older", "previous"), None),
        (back("/a", "next") + back("/b"), f"{PLACE}/b"),
        (back("/a", "next"), f"{PLACE}/a"),
        (back("/a", "self"), None),
        (back("javascript:x"), None),
        ("", None),
    ],
)
def test_a_feed_tells_where_it_goes_on_into_the_past(head: str, back_url: str | None) -> None:
    read = leaf(rss([rss_item(f"{PLACE}/story/1")], head=head))
    assert [item.url for item in read.items] == [f"{PLACE}/story/1"]
    assert (read.back_url, read.sitemaps) == (back_url, ())


def test_a_json_feed_goes_on_at_its_next_url() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1.1", "title": "T", "next_url": "/p2", %s}'
    item = b'"items": [{"id": "1", "url": "/story/1", "content_text": "x"}]'
    read = leaf(body % item)
    assert read.back_url == f"{PLACE}/p2"
    assert [each.url for each in read.items] == [f"{PLACE}/story/1"]
    assert leaf((body % item).replace(b'"/p2"', b"null")).back_url is None


def test_a_sitemap_is_pages_and_an_index_is_sitemaps_packed_or_not() -> None:
    pages = sitemap((f"{PLACE}/story/1", NOW), (f"{PLACE}/story/2", None))
    for body in (pages, gzip.compress(pages)):
        read = leaf(body)
        assert [item.url for item in read.items] == [f"{PLACE}/story/1", f"{PLACE}/story/2"]
        assert [item.modified_at for item in read.items] == [NOW.replace(microsecond=0), None]
        assert [item.published_at for item in read.items] == [None, None]
    index = pages.replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")
    read = leaf(index)
    assert [each.url for each in read.sitemaps] == [f"{PLACE}/story/1", f"{PLACE}/story/2"]
    assert read.items == () and read.back_url is None


def test_a_news_sitemap_says_when_a_page_was_published_and_what_it_is_called() -> None:
    news = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        b'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>%s/story/1</loc>'
        b"<lastmod>2026-03-02</lastmod><news:news><news:publication_date>2026-03-01T08:00:00Z"
        b"</news:publication_date><news:title>%s</news:title></news:news></url></urlset>"
    )
    (named,) = leaf(news % (PLACE.encode(), b"Storm")).items
    assert named.title == "Storm"
    assert named.published_at == datetime(2026, 3, 1, 8, tzinfo=UTC)
    (bare,) = leaf(news % (PLACE.encode(), b"")).items
    assert bare.title is None and bare.published_at is None


def test_what_is_neither_feed_nor_sitemap_is_refused() -> None:
    with pytest.raises(BadDocument):
        leaf(b"<html><p>Nothing here</p></html>")
