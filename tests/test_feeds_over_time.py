"""Feeds of a real server over days: what the list says of each is obeyed, and its state is told."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import intake, recording
from flows.__main__ import app
from flows.paths import Warehouse
from flows.settings import Settings
from flows.status import render_status, status_of
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, Server, serving
from tests.test_intake import NOW, ask, settings_in, take_in

XML = "application/rss+xml"
DAY = timedelta(days=1)
WHOLE = "<p>" + "The council met again on Monday to vote on the budget. " * 30 + "</p>"
TEASER = "<p>" + "The council met again on Monday to vote on the budget. " * 12 + "</p>"


def write_list(settings: Settings, **feeds: str) -> None:
    """List feeds by name, each with its address and the attributes that follow it."""
    (settings.seeds / "articles").mkdir(parents=True, exist_ok=True)
    outlines = "".join(f'<outline text="{name}" xmlUrl="{given}/>' for name, given in feeds.items())
    text = f'<opml version="2.0"><body>{outlines}</body></opml>'
    (settings.seeds / "feeds.opml").write_text(text)


@pytest.mark.parametrize(
    ("chosen", "content", "is_page_asked"),
    [
        ('" content="page"', WHOLE, True),
        ('" content="feed"', TEASER, False),
        ('" content="auto"', WHOLE, False),
        ('"', TEASER, True),
    ],
)
def test_the_list_says_of_each_feed_whether_its_content_is_the_article(
    tmp_path: Path, chosen: str, content: str, is_page_asked: bool
) -> None:
    settings = settings_in(tmp_path)
    more = f"<content:encoded><![CDATA[{content}]]></content:encoded>"
    with serving({"/1": Route(page("Story " * 40))}) as server:
        items = [rss_item(server.url("/1"), more=more)]
        server.routes["/a.xml"] = Route(rss(items), XML)
        write_list(settings, A=server.url("/a.xml") + chosen)
        take_in(settings)
        assert server.paths() == ["/a.xml", "/1"] if is_page_asked else ["/a.xml"]
    assert ask(settings, "select count(*) from documents") == [(1,)]


def poll(settings: Settings, now: datetime) -> None:
    with recording.recorded(settings, now=now) as book:
        intake.poll_feeds(settings, book, is_forced=True, now=now)


def news(server: Server, title: str, at: datetime) -> Route:
    return Route(rss([rss_item(server.url(f"/{title}"), title, published_at=at)]), XML)


def polled_for_ten_days(settings: Settings, server: Server) -> None:
    """Poll five feeds on five days: one is well, one silent, two fail, one is gone."""
    kinds = ("well", "silent", "hurt", "refusing", "gone")
    for kind in kinds:
        server.routes[f"/{kind}"] = news(server, f"First of {kind}", NOW)
    write_list(settings, **{kind: server.url(f"/{kind}") + '"' for kind in kinds})
    poll(settings, NOW)
    server.routes["/refusing"] = Route(b"", status=404)
    server.routes["/gone"] = Route(b"", status=410)
    for day in (5, 9):
        server.routes["/well"] = news(server, f"News of day {day}", NOW + day * DAY)
        poll(settings, NOW + day * DAY)
    server.routes["/hurt"] = Route(b"", status=503)
    poll(settings, NOW + 10 * DAY)


def test_status_tells_of_each_feed_how_it_is_since_when_why_and_what_it_gave_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)
    with serving() as server:
        polled_for_ten_days(settings, server)
        url: Callable[[str], str] = server.url
    told = render_status(
        status_of(Warehouse(settings.warehouse), stale_hours=26, now=NOW + 10 * DAY)
    )
    told = " ".join(told.split())
    assert "feeds 1 healthy, 1 slow, 1 failing, 1 dying, 1 dead" in told
    for state, kind, day, why in (
        ("dead", "gone", "07", "HTTP 410 Gone"),
        ("dying", "refusing", "07", "HTTP 404 Not Found"),
        ("slow", "silent", "02", "it answers, with nothing new"),
        ("failing", "hurt", "12", "HTTP 503 Service Unavailable"),
    ):
        assert (
            f"{state} {url(f'/{kind}')} since 2026-03-{day}T12:00 ({why}) "
            f"last news 2026-03-02T12:00: First of {kind}"
        ) in told
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(settings.warehouse))
    monkeypatch.setenv("DATELINE_SEEDS", str(settings.seeds))
    rows = json.loads(CliRunner().invoke(app, ["feeds", "list", "--json"]).stdout)
    assert {row["name"]: row["state"] for row in rows} == {
        "well": "healthy",
        "silent": "slow",
        "hurt": "failing",
        "refusing": "dying",
        "gone": "dead",
    }
    assert ask(settings, "select count(*) from fetches where purpose = 'feed'") == [(18,)]
