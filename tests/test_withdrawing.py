"""A page that stood as an article leaves the tables when another article leads there, too."""

from datetime import timedelta
from pathlib import Path

from flows import steps
from flows.settings import Settings
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, Server, redirect, serving
from tests.test_backfill import read
from tests.test_intake import NOW, ask, list_feeds, settings_in, take_in

STORIES = ("/news/harbour-wall-gives-way", "/news/bakers-end-their-strike")
TEXT = "Read the news of Aldane every day, wherever you are. Only members see all of it. " * 12


def tell(settings: Settings, server: Server, count: int) -> None:
    """Take in a feed of so many stories, each of which leads to one page."""
    for path in STORIES[:count]:
        server.routes[path] = redirect("/join")
    items = [rss_item(server.url(path), path) for path in STORIES[:count]]
    server.routes["/a.xml"] = Route(rss(items), "application/rss+xml")
    take_in(settings, now=NOW + timedelta(hours=count))


def test_an_accepted_page_is_withdrawn_and_asked_for_by_retry(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with serving({"/join": Route(page(TEXT))}) as server:
        list_feeds(settings, server.url("/a.xml"))
        tell(settings, server, 1)
        read(settings)
        assert ask(settings, "select count(*) from articles") == [(1,)]
        tell(settings, server, 2)
        assert ask(settings, "select count(*) from articles") == [(0,)]
        assert ask(settings, "select count(*) from article_revisions") == [(0,)]
        assert steps.count_pending(settings) == 0
        for path in STORIES:
            server.routes[path] = Route(page(f"{path} " * 40))
        steps.wait_for_retry(settings)
        take_in(settings, now=NOW + timedelta(hours=3))
    assert ask(settings, "select count(*) from quarantine") == [(0,)]
    assert steps.count_pending(settings) == 2
