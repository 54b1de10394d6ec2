"""The machine fails around a run: the next one makes the tables what they would have been."""

import errno
import os
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.conftest import BIN, bare_environment
from tests.faults.conftest import Town
from tests.faults.newsroom import NOW, STEP, Room, digest, unlike
from tests.servers import unused_port

MEGABYTE = 1024 * 1024


def command(room: Room, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line itself on a room."""
    return subprocess.run(
        [BIN / "dateline", *words],
        env=bare_environment(**room.environment, **more),
        cwd=room.folder,
        capture_output=True,
        text=True,
        timeout=900,
    )


@pytest.mark.faults
@pytest.mark.parametrize("given", [10, 60, 150])
def test_memory_that_ends_leaves_no_trace(town: Town, given: int) -> None:
    room = town.trial()
    with town.reader.asking(room) as told:
        town.nursery.run(room, now=NOW + STEP, memory_bytes=given * MEGABYTE)
        assert town.mend(room) == []
    assert told["wrong"] == []


@pytest.mark.faults
def test_a_clock_that_jumps_backwards_leaves_no_trace(town: Town) -> None:
    room = town.trial()
    assert town.nursery.run(room, now=NOW - timedelta(days=1)).code == 0
    assert unlike(town.expected, digest(room.warehouse)) == []
    assert town.mend(room) == []


@pytest.mark.faults
@pytest.mark.parametrize(
    "now",
    [datetime(2026, 3, 29, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 0, 50, tzinfo=UTC)],
    ids=["spring", "autumn"],
)
def test_daylight_saving_leaves_no_trace(town: Town, now: datetime) -> None:
    digests = []
    for zone in ("UTC", "Europe/Berlin"):
        room = town.trial()
        for step in range(2):
            moment = now + step * timedelta(minutes=20)
            assert town.nursery.run(room, now=moment, environment={"TZ": zone}).code == 0
        digests.append(digest(room.warehouse))
    assert unlike(*digests) == []


@pytest.mark.faults
@pytest.mark.parametrize(
    "lost",
    ["news.duckdb", "marts/latest", "marts", "reports", "raw", "run.lock", "one Parquet file"],
)
def test_what_somebody_deletes_comes_back(town: Town, lost: str) -> None:
    room = town.trial()
    folder = room.warehouse.folder
    if lost == "one Parquet file":
        next((folder / "marts" / "latest" / "tables" / "articles").glob("*.parquet")).unlink()
    elif (folder / lost).is_dir() and not (folder / lost).is_symlink():
        shutil.rmtree(folder / lost)
    else:
        (folder / lost).unlink(missing_ok=True)
    assert town.mend(room) == []


@pytest.mark.faults
def test_a_prefect_server_that_is_down_is_done_without(town: Town) -> None:
    room = town.trial()
    url = f"http://127.0.0.1:{unused_port()}/api"
    done = command(room, "run", "--quiet", PREFECT_API_URL=url)
    assert done.returncode == 0, done.stderr
    assert "no Prefect server answers" in done.stderr
    assert unlike(town.expected, digest(room.warehouse)) == []


@pytest.mark.faults
def test_a_locked_database_of_prefect_leaves_no_trace(town: Town) -> None:
    room = town.trial()
    assert command(room, "retry", "--quiet").returncode == 0  # makes Prefect's database
    with sqlite3.connect(room.warehouse.prefect / "prefect.db", isolation_level=None) as held:
        held.execute("begin exclusive")
        command(room, "run", "--quiet", PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="20")
        held.execute("rollback")
    assert town.mend(room) == []


@pytest.mark.faults
def test_a_proxy_that_is_dead_is_not_asked(town: Town) -> None:
    room = town.trial()
    proxy = f"http://127.0.0.1:{unused_port()}"
    done = command(room, "run", "--quiet", http_proxy=proxy, https_proxy=proxy, all_proxy=proxy)
    assert done.returncode == 0, done.stderr
    assert unlike(town.expected, digest(room.warehouse)) == []


@pytest.mark.faults
def test_a_schedule_and_cron_together_do_no_harm(
    town: Town, prefect_server: dict[str, str]
) -> None:
    room = town.trial()
    environment = bare_environment(**room.environment, **prefect_server)
    runs = [
        subprocess.Popen([BIN / "dateline", "run", "--quiet"], env=environment, cwd=room.folder)
        for _ in range(3)
    ]
    codes = sorted(run.wait(900) for run in runs)
    assert codes[0] == 0
    assert set(codes) <= {0, 3}
    assert town.mend(room) == []


def test_a_folder_that_nobody_may_write_is_said(tmp_path: Path) -> None:
    """The run leaves with one line and an exit code, not with a traceback."""
    file = tmp_path / "file"
    file.write_text("a file where the warehouse should be")
    done = subprocess.run(
        [BIN / "dateline", "publish"],
        env=bare_environment(DATELINE_WAREHOUSE=str(file / "warehouse")),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("dateline: ")
    assert os.strerror(errno.ENOTDIR) in done.stderr
    assert len(done.stderr.splitlines()) == 1
