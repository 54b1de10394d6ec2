"""Archives, lists and the past of feeds are taken in beside what is read day by day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import backfill, intake, recording, steps
from flows.errors import BadSettings
from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.jobs import local_hands
from flows.records import Fetch
from flows.settings import Settings
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, serving
from tests.test_intake import ask, list_feeds, settings_in

NOW = datetime.now(UTC)
TEXT = "The council of Aldane met again on Monday to vote on the harbour. " * 12


def write_warc(folder: Path, pages: dict[str, tuple[datetime, bytes]]) -> Path:
    """Write pages as another archive keeps them, and return its folder."""
    with Archive(folder, now=NOW) as archive:
        for url, (fetched_at, body) in pages.items():
            fetch = Fetch(url, "page", None, fetched_at, 0.1, "ok", 200)
            archive.write_response(Answer(fetch, (("Content-Type", "text/html"),), body))
    return folder


def take_warcs(settings: Settings, folder: Path) -> int:
    with recording.recorded(settings, now=NOW):
        return backfill.take_warcs(settings, str(folder), now=NOW).count_out


def read(settings: Settings) -> None:
    """Extract what waits and accept it, without annotating."""
    from flows.normalize import models
    from flows.workbench import work

    with local_hands(settings) as hands:
        while steps.count_pending(settings):
            steps.extract(settings, hands, now=NOW)
            with work(settings) as connection:
                models.stage_annotations(connection, [], now=NOW)
                models.accept(connection)


def test_an_archive_is_taken_once_each_page_under_its_site(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    then = NOW - timedelta(days=400)
    folder = write_warc(
        tmp_path / "theirs",
        {f"https://www.{site}.example/1": (then, page(TEXT)) for site in ("a", "b")},
    )
    assert take_warcs(settings, folder) == 2
    assert take_warcs(settings, folder) == 0
    assert ask(
        settings,
        "select sources.kind, sources.name, documents.fetched_at from documents "
        "join sources using (source_id) order by name",
    ) == [("site", "a.example", then), ("site", "b.example", then)]


def test_a_body_that_comes_late_stands_before_what_was_read(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    url = "https://a.example/1"
    new = {url: (NOW - timedelta(days=1), page(f"{TEXT} It was adopted."))}
    take_warcs(settings, write_warc(tmp_path / "new", new))
    read(settings)
    old = {url: (NOW - timedelta(days=9), page(TEXT))}
    take_warcs(settings, write_warc(tmp_path / "old", old))
    read(settings)
    rows = ask(
        settings,
        "select revision, text like '%adopted%', added <> [] from article_revisions "
        "order by revision",
    )
    assert rows == [(1, False, False), (2, True, True)]
    assert ask(settings, "select revision, text like '%adopted%' from articles") == [(2, True)]


def test_a_list_of_addresses_is_fetched_and_tried_again(tmp_path: Path) -> None:
    settings, addresses = settings_in(tmp_path), tmp_path / "list.txt"
    with serving({"/1": Route(page(TEXT)), "/2": Route(status=503)}) as server:
        addresses.write_text(f"{server.url('/1')}\n{server.url('/2')}\nno address\n")
        list_feeds(settings)
        for _ in range(2):
            with recording.recorded(settings, now=NOW):
                count = backfill.take_list(settings, addresses, now=NOW)
                intake.fetch_pages(settings, now=NOW)
            server.routes["/2"] = Route(page(TEXT))
        assert (count.count_in, count.count_out, count.quarantined_count) == (3, 2, 1)
        assert sorted(server.paths()) == ["/1", "/2", "/2"]
    assert ask(settings, "select count(*) from documents") == [(2,)]


def test_the_past_of_a_feed_is_fetched_with_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    back = '<link xmlns="http://www.w3.org/2005/Atom" rel="prev-archive" href="/old.xml"/>'
    with serving({f"/{n}": Route(page(f"{TEXT} {n}")) for n in range(3)}) as server:
        for path, number, head in (("/a.xml", 0, back), ("/old.xml", 5, "")):
            item = rss_item(
                server.url(f"/{number and 1}"), published_at=NOW - timedelta(days=number)
            )
            server.routes[path] = Route(rss([item], head=head), "application/rss+xml")
        list_feeds(settings, server.url("/a.xml"))
        with recording.recorded(settings, now=NOW) as book:
            intake.poll_feeds(settings, book, is_forced=True, now=NOW)
            since = NOW - timedelta(days=30)
            count = backfill.reach_back(settings, book, since=since, now=NOW)
            intake.fetch_pages(settings, now=NOW)
        assert (count.count_in, count.count_out) == (1, 1)
        assert server.paths().count("/a.xml") == 1  # the poll has just asked for it
        assert any("1 more pages" in note for note in book.notes)
    assert ask(settings, "select count(*) from documents") == [(2,)]


def dated_page(words: str, day: datetime | None) -> Route:
    meta = f'<meta property="article:published_time" content="{day.isoformat()}">' if day else ""
    return Route(page(f"{TEXT} {words}").replace(b"<head>", f"<head>{meta}".encode()))


def test_pages_that_a_sitemap_does_not_date_are_judged_by_their_own_date(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    days = {"young": NOW - timedelta(days=2), "old": NOW - timedelta(days=40), "undated": None}
    with serving({f"/{name}": dated_page(name, day) for name, day in days.items()}) as server:
        places = "".join(f"<url><loc>{server.url(f'/{name}')}</loc></url>" for name in days)
        server.routes["/sitemap.xml"] = Route(f"<urlset>{places}</urlset>".encode())
        server.routes["/a.xml"] = Route(rss([]), "application/rss+xml")
        list_feeds(settings, server.url("/a.xml"))

        def taken(since: datetime) -> list[tuple[object, ...]]:
            with recording.recorded(settings, now=NOW) as book:
                intake.poll_feeds(settings, book, is_forced=True, now=NOW)
                backfill.reach_back(settings, book, since=since, now=NOW)
                intake.fetch_pages(settings, now=NOW)
            read(settings)
            return ask(settings, "select url from articles order by url")

        assert taken(NOW - timedelta(days=9)) == [(server.url("/young"),)]
        asked = [each for each in server.paths() if each.strip("/") in days]
        found = taken(NOW - timedelta(days=90))
        assert found == [(server.url("/old"),), (server.url("/young"),)]
        assert [each for each in server.paths() if each.strip("/") in days] == asked
    outcomes = ask(settings, "select outcome, count(*) from documents group by all order by 1")
    assert outcomes == [("loaded", 2), ("passed_over", 1)]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with recording.recorded(settings, now=NOW):
        with pytest.raises(BadSettings, match="--warc .*nowhere"):
            backfill.take_warcs(settings, str(tmp_path / "nowhere"), now=NOW)
        with pytest.raises(BadSettings, match="--urls list.txt"):
            backfill.take_list(settings, tmp_path / "list.txt", now=NOW)
