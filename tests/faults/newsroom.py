"""A small newsroom whose web changes, the forked runs that read it, and what came of them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from flows import paths, store
from tests.e2e.conftest import bare_environment
from tests.e2e.test_feeds import page, story
from tests.ingest.feedtexts import rss, rss_item
from tests.servers import Route, Server

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
STEP = timedelta(minutes=20)
# What a clock or a place in the archive decides; all else must be alike to the byte.
CLOCKED = frozenset(
    {
        "appeared_at",  # of a revision that names no date: when it was fetched
        "delay_seconds",
        "fetched_at",
        "first_fetched_at",
        "first_seen_at",
        "first_seen_on",
        "last_seen_at",
        "raw_ref",
    }
)
UNLIKE = frozenset({"fetches", "runs", "sources", "generations", "source_health"})
WORK = ("documents", "sightings", "story_signatures", "story_links", "tombstones")
Digest = dict[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, what it said of publishing, how long it took."""

    code: int
    said: str
    seconds: float
    processor_seconds: float
    memory_bytes: int  # at the most
    file_count: int  # open in the process that forked it, which outlives it
    calls: list[str]  # its writes, where they were supervised


class Nursery:
    """Forks runs from one process that has loaded everything."""

    def __init__(self, server: Server, folder: Path) -> None:
        """Start the process; `folder` takes its log."""
        self._log = (folder / "runs.log").open("ab")
        self.log = folder / "runs.log"
        self._process = _start("tests.faults.nursery", self._log)
        self.thread_count = self._ask_line()["threads"]

    def run(
        self,
        room: "Room",
        *,
        now: datetime = NOW,
        kill_after: float | None = None,
        within: str | None = None,
        fault: dict[str, Any] | None = None,
        memory_bytes: int | None = None,
        environment: dict[str, str] | None = None,
    ) -> Ended:
        """Run once on a warehouse; see nursery.py for what may be done to the run."""
        order = {
            "environment": room.environment | (environment or {}),
            "now": now.isoformat(),
            "kill_after": kill_after,
            "within": within,
            "fault": fault,
            "memory_bytes": memory_bytes,
        }
        _say(self._process, json.dumps(order))
        return Ended(**self._ask_line())

    def _ask_line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self.log.read_text(errors="replace")[-3000:]
        told: dict[str, Any] = json.loads(line)
        return told

    def close(self) -> None:
        """End it."""
        self._process.communicate()
        self._log.close()


class Reader:
    """Asks a warehouse in a process of its own, all along."""

    def __init__(self) -> None:
        """Start the process."""
        self._process = _start("tests.faults.reader", None)

    @contextmanager
    def asking(self, room: "Room") -> Iterator[dict[str, Any]]:
        """Ask while the block runs; what came of it then stands in what was given."""
        told: dict[str, Any] = {}
        _say(self._process, str(room.warehouse.folder))
        try:
            yield told
        finally:
            _say(self._process, "")
            assert self._process.stdout is not None
            told |= json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate()


def _start(module: str, log: IO[bytes] | None) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        cwd=paths.ROOT,
        env=bare_environment(OPENBLAS_NUM_THREADS="1", PREFECT_LOGGING_LEVEL="ERROR"),
    )


def _say(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


@dataclass(frozen=True, slots=True)
class Room:
    """A warehouse with its seeds."""

    folder: Path

    @property
    def warehouse(self) -> paths.Warehouse:
        """Return where its files lie."""
        return paths.Warehouse(self.folder / "warehouse")

    @property
    def environment(self) -> dict[str, str]:
        """Return the settings that lead to it."""
        return {
            "DATELINE_WAREHOUSE": str(self.warehouse.folder),
            "DATELINE_SEEDS": str(self.folder / "seeds"),
            "DATELINE_ALLOW_NETWORKS": "127.0.0.0/8",
            "DATELINE_HOST_DELAY_SECONDS": "0",
            "DATELINE_PROCESSES": "1",
        }

    def copy(self, folder: Path) -> "Room":
        """Return a copy, in the place of what stood there."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, symlinks=True, copy_function=_share)
        return Room(folder)


def _share(source: str, target: str) -> None:
    """Copy a file, or share it where nobody writes to it again."""
    if source.endswith(".parquet"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def open_room(folder: Path, server: Server) -> Room:
    """Return a room without a warehouse, its feeds those of the server."""
    (folder / "seeds" / "articles").mkdir(parents=True)
    outlines = "".join(
        f'<outline type="rss" text="Feed {name}" xmlUrl="{server.url(f"/{name}.xml")}"/>'
        for name in ("a", "b", "c")
    )
    text = f'<opml version="2.0"><head/><body>{outlines}</body></opml>'
    (folder / "seeds" / "feeds.opml").write_text(text, encoding="utf-8")
    return Room(folder)


def seed(room: Room, number: int) -> None:
    """Lay a seed into the folder, dated: what has no date has that of the run."""
    path = room.folder / "seeds" / "articles" / f"{number}.txt"
    path.write_text(story(number), encoding="utf-8")
    manifest = room.folder / "seeds" / "manifest.csv"
    if not manifest.exists():
        manifest.write_text("file,source,url,published_at,language,agency,title,authors\n")
    with manifest.open("a", encoding="utf-8") as rows:
        rows.write(f"{number}.txt,,,2026-03-01T08:00:00Z,en,,,\n")


def tell(server: Server, count: int, *, revised: int = 0) -> None:
    """Let the feeds name so many stories: pages in a, copies of some in b, whole ones in c.

    The first `revised` of them have changed since they were first told.
    """
    stamps = [NOW - timedelta(hours=30) + timedelta(minutes=9 * n) for n in range(count)]
    a, b, c = [], [], []
    for n in range(count):
        is_new = n < revised
        title = f"Wages in week {n}" + (", again" if is_new else "")
        extra = "Nobody was hurt, Lund said on Tuesday." if is_new else ""
        server.routes[f"/a/{n}"] = Route(page(n, title, extra), etag=f'"{is_new}"')
        a.append(rss_item(server.url(f"/a/{n}"), title, published_at=stamps[n]))
        if n % 3 == 0:
            server.routes[f"/b/{n}"] = Route(page(n, f"Copied: {title}"), etag='"1"')
            b.append(rss_item(server.url(f"/b/{n}"), f"Copied: {title}", published_at=stamps[n]))
        if n % 3 == 1:
            whole = "".join(f"<p>{story(n + 500)}</p>" for _ in range(1))
            more = f"<content:encoded><![CDATA[{whole}]]></content:encoded>"
            c.append(
                rss_item(server.url(f"/c/{n}"), f"Whole {n}", published_at=stamps[n], more=more)
            )
            server.routes[f"/c/{n}"] = Route(page(n + 500, f"Whole {n}"), etag='"1"')
    for name, items in (("a", a), ("b", b), ("c", c)):
        route = Route(rss(items), "application/rss+xml", etag=f'"{count}-{revised}"')
        server.routes[f"/{name}.xml"] = route


def digest(warehouse: paths.Warehouse) -> Digest:
    """Return the content hash of every table and mart that readers get, and of the run's own."""
    found: Digest = {}
    with store.opened(warehouse.news, read_only=True) as news:
        names = news.execute(
            "select schema_name, view_name from duckdb_views() where not internal"
        ).fetchall()
        for schema, name in sorted(names):
            if name not in UNLIKE and schema in ("main", "marts"):
                found[f"{schema}.{name}"] = _hash(news, f"{schema}.{name}")
    with store.opened(warehouse.work, read_only=True) as work:
        for name in WORK:
            found[f"work.{name}"] = _hash(work, f"main.{name}")
    return found


def _hash(connection: store.Connection, table: str) -> tuple[Any, ...]:
    columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
    listed = ", ".join(f'"{name}"' for name in columns if name not in CLOCKED)
    row = connection.execute(
        f"select count(*), bit_xor(hash({listed})), sum(hash({listed})) from {table}"
    ).fetchone()
    return row or ()


def unlike(one: Digest, other: Digest) -> list[str]:
    """Return the tables that differ, each with its row counts."""
    return [
        f"{name}: {one.get(name, ('none',))[0]} rows, {other.get(name, ('none',))[0]} rows"
        for name in sorted(one.keys() | other.keys())
        if one.get(name) != other.get(name)
    ]
