"""A site's robots.txt is asked for once a day, and obeyed."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.ingest.courtesy import Courtesy
from flows.ingest.opml import feed_source
from flows.ingest.poll import poll_feeds
from flows.records import Fetch
from tests.ingest.clients import NOW, client, opener
from tests.ingest.feedtexts import rss
from tests.servers import Route, Server, redirect, serving

RULES = Route(b"User-agent: *\nDisallow: /private/\n", "text/plain")


def ask(
    raw: Path,
    server: Server,
    *paths: str,
    purpose: str = "page",
    known: Sequence[Fetch] = (),
    now: datetime = NOW,
) -> tuple[list[Answer], list[Fetch]]:
    async def run() -> tuple[list[Answer], list[Fetch]]:
        with Archive(raw, now=now) as archive:
            async with client(server.allowed, now=now) as one:
                courtesy = Courtesy(one, archive, known)
                asked = [courtesy.get(server.url(path), purpose=purpose) for path in paths]
                return list(await asyncio.gather(*asked)), courtesy.fetches

    return asyncio.run(run())


def test_what_is_disallowed_is_not_asked_for(tmp_path: Path) -> None:
    routes = {"/robots.txt": RULES, "/a": Route(b"a"), "/private/b": Route(b"b")}
    with serving(routes) as server:
        (open_page, closed_page), fetches = ask(tmp_path, server, "/a", "/private/b")
        assert open_page.fetch.outcome == "ok"
        assert closed_page.fetch.outcome == "refused"
        assert "robots.txt" in (closed_page.fetch.message or "")
        assert server.paths() == ["/a"]
        assert len(server.robots_log) == 1
        assert [(each.purpose, each.outcome) for each in fetches] == [("robots", "ok")]


def test_a_redirect_goes_by_the_rules_of_where_it_leads(tmp_path: Path) -> None:
    with serving({"/robots.txt": RULES, "/private/b": Route(b"b"), "/c": Route(b"c")}) as there:
        routes = {"/a": redirect(there.url("/private/b")), "/d": redirect(there.url("/c"))}
        with serving(routes) as here, Archive(tmp_path, now=NOW) as archive:

            async def both() -> list[Answer]:
                async with client((*here.allowed, *there.allowed)) as one:
                    courtesy = Courtesy(one, archive)
                    urls = [here.url("/a"), here.url("/d")]
                    return [await courtesy.get(url, purpose="page") for url in urls]

            refused, read = asyncio.run(both())
        assert refused.fetch.outcome == "refused"
        assert "robots.txt" in (refused.fetch.message or "")
        assert read.body == b"c"
        assert there.paths() == ["/c"]
        assert len(there.robots_log) == 1


def test_it_is_asked_for_once_a_day(tmp_path: Path) -> None:
    with serving({"/robots.txt": RULES, "/private/b": Route(b"b")}) as server:
        _, fetches = ask(tmp_path, server, "/private/b")
        later = NOW + timedelta(hours=23)
        (answer,), none = ask(tmp_path, server, "/private/b", known=fetches, now=later)
        assert answer.fetch.outcome == "refused"
        assert none == []
        assert len(server.robots_log) == 1
        server.routes["/robots.txt"] = Route(b"")
        tomorrow = NOW + timedelta(hours=25)
        (answer,), _ = ask(tmp_path, server, "/private/b", known=fetches, now=tomorrow)
        assert answer.fetch.outcome == "ok"
        assert len(server.robots_log) == 2


def test_a_site_without_rules_forbids_nothing(tmp_path: Path) -> None:
    with serving({"/a": Route(b"a")}) as server:
        (answer,), fetches = ask(tmp_path, server, "/a")
        assert answer.fetch.outcome == "ok"
        assert fetches[0].status == 404
        ask(tmp_path, server, "/a", known=fetches)
        assert len(server.robots_log) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_rules_that_cannot_be_had_keep_us_from_pages_but_not_from_feeds(
    tmp_path: Path, status: int
) -> None:
    with serving({"/robots.txt": Route(b"", status=status), "/a": Route(b"a")}) as server:
        (page,), fetches = ask(tmp_path, server, "/a")
        assert page.fetch.outcome == "error"
        assert "robots.txt" in (page.fetch.message or "")
        (feed,), _ = ask(tmp_path, server, "/a", purpose="feed", known=fetches)
        assert feed.fetch.outcome == "ok"
        assert len(server.robots_log) == 1
        later = NOW + timedelta(hours=2)
        ask(tmp_path, server, "/a", known=fetches, now=later)
        assert len(server.robots_log) == 2


def test_the_pause_that_is_asked_for_is_made(tmp_path: Path) -> None:
    rules = Route(b"User-agent: *\nCrawl-delay: 0.2\n")
    with serving({"/robots.txt": rules, "/a": Route(b"a")}) as server:
        began = time.monotonic()
        ask(tmp_path, server, "/a", "/a", "/a", "/a")
        assert time.monotonic() - began >= 0.6


def test_a_feed_that_is_disallowed_is_not_polled(tmp_path: Path) -> None:
    routes = {"/robots.txt": RULES, "/private/rss": Route(rss([]), "application/rss+xml")}
    with serving(routes) as server, Archive(tmp_path, now=NOW) as archive:
        harvest = poll_feeds(
            [feed_source(server.url("/private/rss"))],
            now=NOW,
            archive=archive,
            open_client=opener(server.allowed),
        )
        assert [each.last_outcome for each in harvest.sources] == ["refused"]
        assert "robots.txt" in (harvest.sources[0].last_message or "")
        assert server.log == []
        assert [each.purpose for each in harvest.fetches] == ["robots", "feed"]
