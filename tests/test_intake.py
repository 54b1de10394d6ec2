"""Seeds, feeds and pages are taken in once and whole, also when the taking is killed."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import intake, paths, recording, steps, store
from flows.errors import BadDocument
from flows.ingest.archived import iter_records, read_body
from flows.keys import content_hash
from flows.settings import Settings, load_settings
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, Server, redirect, serving

# Takes in, in a fork each time, and kills it so many seconds later ("-" for never).
KILLER = """
import os, signal, sys, time
from datetime import datetime
from pathlib import Path
from flows.ingest import archive, manifest, opml, pages, poll, seeds
from tests.test_intake import NOW, settings_in, take_in
for line in sys.stdin:
    folder, seconds = line.rsplit(maxsplit=1)
    child = os.fork()
    if child == 0:
        try:
            take_in(settings_in(Path(folder)), now=NOW)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if seconds != "-":
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def settings_in(folder: Path) -> Settings:
    (folder / "seeds" / "articles").mkdir(parents=True, exist_ok=True)
    return load_settings(
        warehouse=folder / "warehouse",
        seeds=folder / "seeds",
        allow_networks=("127.0.0.0/8",),
        host_delay_seconds=0.0,
    )


def take_in(settings: Settings, *, now: datetime | None = None) -> None:
    """Take in what is there, without a process of its own."""
    now = now or datetime.now(UTC)
    with recording.recorded(settings, now=now) as book:
        intake.take_seeds(settings, now=now)
        intake.poll_feeds(settings, book, is_forced=True, now=now)
        intake.fetch_pages(settings, now=now)


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with store.opened(paths.Warehouse(settings.warehouse).work, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def list_feeds(settings: Settings, *addresses: str) -> None:
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


def test_a_page_timed_by_a_clock_that_ran_ahead_is_asked_for_when_it_is_right(
    tmp_path: Path,
) -> None:
    settings = settings_in(tmp_path)
    with serving({"/1": Route(page("Story " * 40), etag='"1"')}) as server:
        items = rss([rss_item(server.url("/1"))])
        server.routes["/a.xml"] = Route(items, "application/rss+xml", etag='"1"')
        list_feeds(settings, server.url("/a.xml"))
        take_in(settings, now=NOW + timedelta(days=400))
        for hour in range(3):
            take_in(settings, now=NOW + timedelta(hours=hour))
        assert server.paths().count("/1") == 3  # at once, and an hour later


def test_a_page_that_leads_where_others_led_goes_to_quarantine(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    paths_ = [f"/news/story-number-{number}" for number in range(4)]
    with serving({"/join": Route(page("Read us every day. " * 40))}) as server:
        list_feeds(settings, server.url("/a.xml"))
        for count in range(1, 5):
            server.routes[paths_[count - 1]] = redirect("/join")
            items = rss([rss_item(server.url(path), path) for path in paths_[:count]])
            server.routes["/a.xml"] = Route(items, "application/rss+xml")
            take_in(settings, now=NOW + timedelta(hours=count))
        server.routes["/news/story-number-9"] = redirect("/news/")
        server.routes["/news/"] = Route(page("The day in short. " * 40))
        items = rss([rss_item(server.url("/news/story-number-9"), "Nine")])
        server.routes["/a.xml"] = Route(items, "application/rss+xml")
        take_in(settings, now=NOW + timedelta(hours=9))
    refused = ask(settings, "select reason, retry, item[-1:] from quarantine order by item")
    assert refused == [("front_page", "dateline retry", number) for number in "01239"]
    # the first was taken for an article, until the second showed what it is
    assert ask(settings, "select outcome from documents") == [("rejected",)]
    assert ask(settings, "select count(*) from pages where next_check_at is not null") == [(0,)]


def test_a_feed_refused_for_another_reason_has_that_one_alone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with serving({"/a.xml": Route(b"<html><body>Sign in</body></html>")}) as server:
        list_feeds(settings, server.url("/a.xml"))
        take_in(settings, now=NOW)
        server.routes["/a.xml"] = Route(b"nothing of the kind")
        take_in(settings, now=NOW + timedelta(hours=1))
        assert ask(settings, "select reason from quarantine") == [("not_a_feed",)]
        assert steps.wait_for_retry(settings) == 0  # it is for a run to ask it
        list_feeds(settings)
        take_in(settings, now=NOW + timedelta(hours=2))
    assert ask(settings, "select count(*) from quarantine") == [(0,)]  # nor will a run


def test_a_page_that_was_given_up_is_asked_for_by_retry_alone(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    gone = Route(b"gone", status=410)
    with serving({"/1": gone}) as server:
        server.routes["/a.xml"] = Route(rss([rss_item(server.url("/1"))]), "application/rss+xml")
        list_feeds(settings, server.url("/a.xml"))
        take_in(settings)
        refused = [(server.url("/1"), "gone", "dateline retry")]
        assert ask(settings, "select item, reason, retry from quarantine") == refused
        server.routes["/1"] = Route(page("Story " * 40))
        take_in(settings)
        assert server.paths(200).count("/1") == 0
        assert steps.wait_for_retry(settings) == 1
        take_in(settings)
        assert server.paths(200).count("/1") == 1
    assert ask(settings, "select count(*) from quarantine") == [(0,)]
    assert ask(settings, "select last_outcome, failure_count from pages") == [("ok", 0)]


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


@contextmanager
def killer() -> Iterator["subprocess.Popen[str]"]:
    """Give a process that takes in when it is told, and is killed at it."""
    command = [sys.executable, "-c", KILLER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=paths.ROOT
    ) as process:
        try:
            yield process
        finally:
            process.communicate()


def take_in_apart(process: "subprocess.Popen[str]", folder: Path, seconds: float | None) -> int:
    """Take in there, killed so many seconds after the beginning; return the exit code."""
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(f"{folder} {'-' if seconds is None else seconds}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def taken(settings: Settings) -> dict[str, object]:
    """Return what was taken in; each body of it stands in the archive, to the byte."""
    raw = paths.Warehouse(settings.warehouse).raw
    kept = ask(settings, "select raw_ref, body_hash from documents")
    there = {record.raw_ref for record in iter_records(raw)}
    assert {ref for ref, _ in kept} <= there
    assert all(content_hash(read_body(raw, str(ref))) == body_hash for ref, body_hash in kept)
    return {
        "documents": ask(settings, "select document_id from documents order by all"),
        "sightings": ask(settings, "select sighting_id from sightings order by all"),
        "pages": ask(settings, "select article_id, body_hash from pages order by all"),
    }


def newsroom(server: Server, folder: Path) -> Settings:
    """Lay two seeds, a feed of pages and a feed of whole articles there."""
    settings = settings_in(folder)
    whole = "<p>" + "The council met again on Monday to vote on the budget. " * 30 + "</p>"
    more = f"<content:encoded><![CDATA[{whole}]]></content:encoded>"
    linked = [rss_item(server.url(f"/{n}"), f"Story {n}") for n in range(8)]
    own = [rss_item(server.url(f"/own/{n}"), f"Own {n}", more=more) for n in range(4)]
    server.routes.update({f"/{n}": Route(page(f"Story {n} " * 40), etag='"1"') for n in range(8)})
    server.routes["/a.xml"] = Route(rss(linked), "application/rss+xml", etag='"1"')
    server.routes["/b.xml"] = Route(rss(own), "application/rss+xml")
    list_feeds(settings, server.url("/a.xml"), server.url("/b.xml"))
    for n in range(2):
        (settings.seeds / "articles" / f"{n}.txt").write_text(f"Seed {n}. " * 50)
    return settings


def kill_at_random(folder: Path, count: int, seed: int) -> None:
    """Kill so many takings, each from nothing or from what the one before has left."""
    chance = random.Random(seed)
    with serving() as server, killer() as process:
        began = time.monotonic()
        whole = newsroom(server, folder / "whole")
        assert take_in_apart(process, folder / "whole", None) == 0
        longest, expected, killed, trial = time.monotonic() - began, taken(whole), 0, 0
        while killed < count:
            trial += 1
            place = folder / str(trial)
            settings = newsroom(server, place)
            for _ in range(chance.randint(1, 3)):
                code = take_in_apart(process, place, chance.uniform(0.0, longest))
                assert code in (0, -signal.SIGKILL)
                killed += code != 0
                longest *= 1.0 if code else 0.95
            assert take_in_apart(process, place, None) == 0
            assert taken(settings) == expected, f"seed {seed}, trial {trial}"
            print(f"{killed} killed in {trial} trials, within {longest:.2f} s", flush=True)


def test_four_kills_of_ingest_lose_nothing_and_leave_nothing_twice(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 4, seed=1)


@pytest.mark.faults
def test_two_hundred_kills_of_ingest_lose_nothing_and_leave_nothing_twice(tmp_path: Path) -> None:
    kill_at_random(tmp_path, 200, seed=2)
