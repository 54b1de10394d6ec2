"""Feeds of a loopback web go through whole runs: all articles once, changes as revisions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

import pytest

from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.records import Fetch
from tests.e2e.conftest import Newsroom
from tests.e2e.test_seeds import published_bytes
from tests.servers import Route, Server, serving

TODAY = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
TOWNS = ("Aldane", "Norvik", "Brennhall", "Castrel", "Dunmere")
CRAFTS = ("bakers", "dockers", "teachers", "nurses", "printers", "masons", "weavers")


def story(number: int, extra: str = "") -> str:
    """Return the sentences of one article; no two numbers tell the same story."""
    town, craft = TOWNS[number % len(TOWNS)], CRAFTS[number % len(CRAFTS)]
    return " ".join(
        [
            f"The {craft} of {town} began their week number {number} without contracts on Monday.",
            f"“We have waited {number + 3} months for an answer,” said Ann Holm, who speaks for "
            f"the {craft}.",
            f"The council of {town} offered {number * 7 + 11} crowns an hour and called talks for "
            f"day {number % 28 + 1} of next month.",
            f"Shops in street {number * 13} closed at noon, and bus line {number + 20} was "
            f"diverted past the {craft}' hall while {number * 31 + 5} people marched.",
            f"Mayor {chr(65 + number % 26)}. Lund said that number {number} on her list was the "
            f"roof of school {number * 3}, not wages.",
            extra,
        ]
    )


def page(number: int, title: str, extra: str = "") -> bytes:
    paragraphs = story(number, extra).replace(". ", ".</p><p>")
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(title)}</title></head><body>"
        f"<nav><a href='/'>Home</a></nav><article><h1>{escape(title)}</h1><p>{paragraphs}</p>"
        "</article><footer>Imprint</footer></body></html>"
    ).encode()


def rss(server: Server, numbers: range, base: str, stamps: dict[int, datetime]) -> bytes:
    items = "".join(
        f"<item><title>Wages in week {n}</title><link>{server.url(f'/{base}/{n}')}</link>"
        f"<guid>{base}-{n}</guid>"
        f"<pubDate>{format_datetime(stamps.get(n, TODAY - timedelta(minutes=n)))}</pubDate></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Week</title>'
        f"<link>{server.url('/')}</link><description>x</description>{items}</channel></rss>"
    ).encode()


def atom(server: Server, numbers: range) -> bytes:
    entries = "".join(
        f"<entry><title>Wages in week {n}</title><id>urn:week:{n}</id>"
        f"<link href='{server.url(f'/atom/{n}')}'/>"
        f"<updated>{(TODAY - timedelta(minutes=n)).isoformat()}</updated></entry>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title>'
        f"<id>urn:atom</id><updated>{TODAY.isoformat()}</updated>{entries}</feed>"
    ).encode()


@pytest.fixture
def web() -> Iterator[Server]:
    with serving() as server:
        server.routes["/big.xml"] = Route(
            rss(server, range(100, 150), "big", {}), "application/rss+xml", etag='"big-1"'
        )
        server.routes["/small.xml"] = Route(
            rss(server, range(3), "small", {}), "application/rss+xml", etag='"small-1"'
        )
        server.routes["/atom.xml"] = Route(
            atom(server, range(50, 54)), "application/atom+xml", etag='"atom-1"'
        )
        for base, numbers in (
            ("big", range(100, 150)),
            ("small", range(3)),
            ("atom", range(50, 54)),
        ):
            for n in numbers:
                server.routes[f"/{base}/{n}"] = Route(page(n, f"Wages in week {n}"), etag=f'"{n}"')
        yield server


def test_everything_once_and_changes_as_revisions(newsroom: Newsroom, web: Server) -> None:
    newsroom.environment["DATELINE_PROCESSES"] = "2"
    feeds = ["/big.xml", "/small.xml", "/atom.xml", "/dead.xml"]
    newsroom.write_feeds([web.url(path) for path in feeds])
    told = newsroom.dateline("run").stdout
    assert "feeds that gave nothing: 1 of 4 (1 error)" in told
    assert newsroom.ask("select count(*), count(distinct text_hash) from articles") == [(57, 57)]
    assert newsroom.ask("select distinct published_basis from articles") == [("feed",)]
    asked = web.paths()
    assert len([path for path in asked if path.startswith(("/big/", "/small/", "/atom/"))]) == 57

    web.log.clear()
    published = newsroom.warehouse.news.stat().st_ino
    newsroom.dateline("run")
    assert newsroom.warehouse.news.stat().st_ino == published
    assert [p for p in web.paths() if "/" in p[1:]] == []  # no page is asked for again
    assert web.paths(200) == []  # feeds answer that nothing is new
    assert newsroom.ask("select count(*) from article_revisions") == [(57,)]

    web.log.clear()
    changed = page(1, "Wages in week 1", "On Friday the council raised its offer by two crowns.")
    web.routes["/small/1"] = Route(changed, etag='"1b"')
    later = {1: TODAY + timedelta(hours=1)}
    web.routes["/small.xml"] = Route(
        rss(web, range(3), "small", later), "application/rss+xml", etag='"small-2"'
    )
    newsroom.dateline("run")
    assert [p for p in web.paths() if "/" in p[1:]] == ["/small/1"]
    [(revision, added)] = newsroom.ask(
        "select r.revision, r.added from article_revisions as r join articles as a "
        "using (article_id) where a.revision = 2 and r.revision = 2"
    )
    assert revision == 2
    assert "raised its offer by two crowns" in " ".join(added)
    assert newsroom.ask("select count(*) from articles") == [(57,)]
    slow, _ = newsroom.artifact("slowest-sources")
    assert {row["source"]: (row["requests"], row["failed"]) for row in slow} == {
        "Feed 0": (1, 0),
        "Feed 1": (2, 0),
        "Feed 2": (1, 0),
        "Feed 3": (1, 1),
    }
    counts, said = newsroom.artifact("counts")
    assert {"stage": "pages", "in": 1, "out": 1}.items() <= counts[2].items()
    assert f"[Briefing]({newsroom.warehouse.briefing.resolve().as_uri()})" in said
    status = newsroom.ask("select name, last_outcome from sources where failure_count > 0")
    assert status == [("Feed 3", "error")]


@pytest.mark.faults  # a minute; the seeds' test of the archive alone stays in every run
def test_the_past_is_taken_in_and_the_archive_alone_gives_it_again(
    newsroom: Newsroom, web: Server
) -> None:
    back = f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{web.url("/big.xml")}"/>'
    feed = rss(web, range(3), "small", {}).replace(b"<item>", back.encode() + b"<item>", 1)
    web.routes["/small.xml"] = Route(feed, "application/rss+xml")
    newsroom.write_feeds([web.url("/small.xml")])
    url = web.url("/atom/50")
    with Archive(newsroom.folder / "theirs", now=TODAY) as archive:
        for days, extra in ((9, ""), (5, "The council has since raised its offer.")):
            fetch = Fetch(url, "page", None, TODAY - timedelta(days=days), 0.1, "ok", 200)
            body = page(50, "Wages in week 50", extra)
            archive.write_response(Answer(fetch, (("Content-Type", "text/html"),), body))
    addresses = newsroom.folder / "list.txt"
    addresses.write_text(f"{web.url('/atom/51')}\n{web.url('/atom/52')}\n")
    since = (TODAY - timedelta(days=20)).date().isoformat()
    newsroom.dateline("run", "--since", since)
    assert newsroom.ask("select count(*) from articles") == [(53,)]
    told = newsroom.dateline(
        "run", "--warc", str(newsroom.folder / "theirs"), "--urls", str(addresses)
    ).stdout
    assert "warc             2       2" in told
    assert newsroom.ask("select count(*) from articles") == [(56,)]
    assert newsroom.ask(
        "select max(revision), count(*) from article_revisions where url like '%/atom/50'"
    ) == [(2, 2)]
    assert "1 healthy" in newsroom.dateline("status").stdout
    before = published_bytes(newsroom)
    web.log.clear()
    newsroom.dateline("reprocess", "--stage", "extract")
    assert published_bytes(newsroom) == before
    assert web.paths() == []
    told = newsroom.dateline("run", "--warc", "nowhere", code=2).stderr
    assert "nowhere: no WARC there" in told
