"""A site's address is enough to find its feed."""

from pathlib import Path

import pytest

from flows.errors import BadDocument
from flows.ingest.archive import Archive
from flows.ingest.discover import feed_links, find_feed
from flows.records import Source
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import atom, rss
from tests.servers import Route, Server, redirect, serving

RSS = Route(rss([]), "application/rss+xml")


def find(raw: Path, server: Server, path: str) -> Source:
    with Archive(raw, now=NOW) as archive:
        return find_feed(
            server.url(path), now=NOW, archive=archive, open_client=opener(server.allowed)
        )


def home(links: str) -> Route:
    return Route(f"<html><head>{links}</head><body>Home</body></html>".encode())


def test_the_feed_s_own_address_is_the_feed(tmp_path: Path) -> None:
    with serving({"/rss": RSS}) as server:
        source = find(tmp_path, server, "/rss")
        assert (source.url, source.name) == (server.url("/rss"), "Example News")
        assert source.home_url == "https://news.example/"


def test_the_feed_that_a_site_declares_is_found(tmp_path: Path) -> None:
    links = (
        '<link rel="stylesheet" href="/x.css">'
        '<link REL="Alternate" type="application/rss+xml; charset=utf-8" href="dead.xml">'
        '<link rel="alternate" type="application/atom+xml" href="/news/atom">'
    )
    routes = {"/a/": home(links), "/news/atom": Route(atom([]), "application/atom+xml")}
    with serving(routes) as server:
        source = find(tmp_path, server, "/a/")
        assert (source.url, source.name) == (server.url("/news/atom"), "Example Atom")
        assert server.paths() == ["/a/", "/a/dead.xml", "/news/atom"]


def test_a_feed_at_a_usual_place_is_found(tmp_path: Path) -> None:
    with serving({"/": home(""), "/feed.xml": RSS}) as server:
        assert find(tmp_path, server, "/").url == server.url("/feed.xml")


def test_a_permanent_redirect_is_followed_for_good_a_temporary_one_is_not(tmp_path: Path) -> None:
    routes = {"/old": redirect("/rss", 301), "/now": redirect("/rss", 302), "/rss": RSS}
    with serving(routes) as server:
        assert find(tmp_path, server, "/old").url == server.url("/rss")
        assert find(tmp_path, server, "/now").url == server.url("/now")


@pytest.mark.parametrize("path", ["/", "/missing"])
def test_where_there_is_none_what_was_tried_is_said(tmp_path: Path, path: str) -> None:
    with serving({"/": home("")}) as server:
        with pytest.raises(BadDocument, match=server.host) as caught:
            find(tmp_path, server, path)
        assert caught.value.reason == "no_feed"


def test_what_is_no_address_is_named(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW) as archive, pytest.raises(BadDocument, match="file:"):
        find_feed("file:///etc/passwd", now=NOW, archive=archive, open_client=opener())


def test_links_are_ordered_and_bounded() -> None:
    body = (
        b'<base href="/sub/"><a href="rss">x</a><link rel=alternate type=text/xml href=declared>'
        + b'<a href="feed%d">x</a>' * 50
        + b'<link rel=alternate type=application/rss+xml href="javascript:alert(1)">'
    )
    links = feed_links(body, "https://news.example/a")
    assert links[:2] == ["https://news.example/sub/declared", "https://news.example/sub/rss"]
    assert len(links) < 30
    assert all(each.startswith("https://news.example/") for each in links)
