"""Seeds, feeds and pages are taken in once and whole, however often the taking is killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import intake, paths, steps, store
from flows.errors import BadDocument
from flows.ingest.archive import iter_records, read_body
from flows.settings import Settings, load_settings
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, Server, serving

BATCH = 6  # stories that each round publishes
# Loads everything once, then makes a process a line: only what runs is killed, not what loads.
NURSERY = """
import os, sys
from datetime import UTC, datetime
from flows import intake, steps
from flows.ingest import archive, discover, manifest, opml, pages, seeds
from flows.settings import load_settings
for line in sys.stdin:
    child = os.fork()
    if child:
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    settings, now = load_settings(), datetime.now(UTC)
    with steps.recorded(settings, now=now) as book:
        intake.take_seeds(settings, now=now)
        intake.poll_feeds(settings, book, is_forced=True, now=now)
        intake.fetch_pages(settings, now=now)
    os._exit(0)
"""


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


def publish(server: Server, settings: Settings, count: int) -> None:
    """Let two feeds name all stories so far, the newest with pages of their own; add a seed."""
    now = datetime.now(UTC)
    stamp = [now - timedelta(minutes=count - number) for number in range(count)]
    items = [
        rss_item(server.url(f"/{n}"), f"Story {n}", published_at=stamp[n]) for n in range(count)
    ]
    for name, part in (("a", items[-40:]), ("b", items[-40::2])):
        body = rss(part)
        server.routes[f"/{name}.xml"] = Route(body, "application/rss+xml", etag=f'"{count}"')
    for number in range(count):
        server.routes.setdefault(f"/{number}", Route(page(f"Story {number} " * 40), etag='"1"'))
    seed = settings.seeds / "articles" / f"{count}.txt"
    seed.write_text(f"The mayor of Aldane said {count} words on Monday. " * 4)


@contextmanager
def nursery(settings: Settings) -> Iterator[Callable[[float | None], tuple[float, bool]]]:
    """Give what runs the intake, kills it so many seconds after its start (None: never).

    It returns how long the run took, and whether it came to its end.
    """
    environment = os.environ | {
        "DATELINE_WAREHOUSE": str(settings.warehouse),
        "DATELINE_SEEDS": str(settings.seeds),
        "DATELINE_ALLOW_NETWORKS": "127.0.0.0/8",
        "DATELINE_HOST_DELAY_SECONDS": "0",
    }
    words = [sys.executable, "-c", NURSERY]
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asking, answering = process.stdin, process.stdout

        def run(seconds: float | None) -> tuple[float, bool]:
            asking.write("go\n")
            asking.flush()
            child, began = int(answering.readline()), time.monotonic()
            timer = threading.Timer(seconds or 0.0, os.kill, (child, signal.SIGKILL))
            if seconds is not None:
                timer.start()
            code = int(answering.readline())
            timer.cancel()
            assert code in (0, -signal.SIGKILL)
            return time.monotonic() - began, code == 0

        yield run


def check_whole(settings: Settings, stories: int, seeds: int) -> None:
    """Hold that every story and seed is there, once, and the archive has what the rows name."""
    raw = paths.Warehouse(settings.warehouse).raw
    found = ask(settings, "select count(*), count(distinct article_id) from documents")
    assert found == [(stories + seeds, stories + seeds)]
    for (raw_ref,) in ask(settings, "select raw_ref from documents"):
        assert read_body(raw, str(raw_ref))
    assert ask(settings, "select count(*) from sightings") == [(stories + stories // 2,)]
    assert len(list(iter_records(raw))) >= stories + seeds


def kill_again_and_again(folder: Path, times: int, seed: int) -> int:
    """Kill the intake at random moments; return how many of the runs were cut short."""
    settings, chance = settings_in(folder), random.Random(seed)
    cut = 0
    with serving() as server, nursery(settings) as run:
        list_feeds(settings, server.url("/a.xml"), server.url("/b.xml"))
        publish(server, settings, BATCH)
        longest, _ = run(None)
        stories = BATCH
        for number in range(times):
            if number % 3 == 0:
                stories += BATCH
                publish(server, settings, stories)
            _, is_done = run(chance.uniform(0.0, longest))
            cut += not is_done
            if number % 10 == 9:  # before the feeds have dropped what no run has seen
                run(None)
        run(None)
        check_whole(settings, stories, stories // BATCH)
    return cut


def test_ten_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, 10, seed=1) >= 5


@pytest.mark.faults
def test_two_hundred_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    assert kill_again_and_again(tmp_path, 200, seed=2) >= 100


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
