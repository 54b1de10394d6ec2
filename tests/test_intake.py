"""Seeds, feeds and pages are taken in once and whole; tests/faults/ kills the taking."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import intake, paths, steps, store
from flows.errors import BadDocument
from flows.settings import Settings, load_settings
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, serving


def settings_in(folder: Path) -> Settings:
    return load_settings(
        warehouse=folder / "warehouse",
        seeds=folder / "seeds",
        allow_networks=("127.0.0.0/8",),
        host_delay_seconds=0.0,
    )


def take_in(settings: Settings, *, now: datetime | None = None) -> None:
    """Take in what is there, without a process of its own."""
    now = now or datetime.now(UTC)
    with steps.recorded(settings, now=now) as book:
        intake.take_seeds(settings, now=now)
        intake.poll_feeds(settings, book, is_forced=True, now=now)
        intake.fetch_pages(settings, now=now)


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with store.opened(paths.Warehouse(settings.warehouse).work, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def list_feeds(settings: Settings, *addresses: str) -> None:
    (settings.seeds / "articles").mkdir(parents=True, exist_ok=True)
    outlines = "".join(f'<outline text="F" xmlUrl="{address}"/>' for address in addresses)
    text = f'<opml version="2.0"><body>{outlines}</body></opml>'
    (settings.seeds / "feeds.opml").write_text(text)


def test_whole_articles_in_a_feed_need_no_page(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    whole = "<p>" + "The council met again on Monday to vote on the budget. " * 30 + "</p>"
    more = f"<content:encoded><![CDATA[{whole}]]></content:encoded>"
    with serving() as server:
        items = [rss_item(server.url(f"/{n}"), f"Story {n}", more=more) for n in range(4)]
        server.routes["/a.xml"] = Route(rss(items), "application/rss+xml", etag='"1"')
        list_feeds(settings, server.url("/a.xml"))
        take_in(settings)
        server.routes["/a.xml"].etag = None  # the same items once more
        take_in(settings)
        assert set(server.paths()) == {"/a.xml"}
    assert ask(settings, "select count(*), count(distinct article_id) from documents") == [(4, 4)]
    assert ask(settings, "select count(*), count(last_fetched_at) from pages") == [(4, 0)]


def test_two_items_of_a_feed_for_one_page_do_not_ask_for_ever(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with serving({"/1": Route(page("Story " * 40))}) as server:
        link = server.url("/1")
        twice = [
            rss_item(link),
            rss_item(link, "Another title").replace("<guid isP", "<guid x='' isP"),
        ]
        twice[1] = twice[1].replace(f">{link}</guid>", ">other</guid>")
        server.routes["/a.xml"] = Route(rss(twice), "application/rss+xml", etag='"1"')
        list_feeds(settings, server.url("/a.xml"))
        for _ in range(3):
            take_in(settings)
        assert server.paths().count("/1") == 1


def test_a_poll_that_cannot_be_stored_leaves_nothing_half_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)

    def fail(*_: object) -> None:
        raise BadDocument("x", "the disk is full")

    with serving({"/1": Route(page("Story " * 40))}) as server:
        items = [rss_item(server.url("/1"))]
        server.routes["/a.xml"] = Route(rss(items), "application/rss+xml", etag='"1"')
        list_feeds(settings, server.url("/a.xml"))
        with monkeypatch.context() as broken, pytest.raises(BadDocument, match="full"):
            broken.setattr(intake, "write_harvest", fail)
            take_in(settings)
        assert ask(settings, "select count(*) from sources where kind = 'feed'") == [(0,)]
        take_in(settings)
    assert ask(settings, "select count(*) from documents") == [(1,)]
