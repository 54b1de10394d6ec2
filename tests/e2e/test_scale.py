"""A thousand articles give the same tables on one machine, on a cluster, and when a worker dies."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tests.benchmarks.articles import stories
from tests.clusters import Dask, cluster
from tests.e2e.conftest import Newsroom, open_newsroom

COUNT = 1000
# A run with a clock of its own, so that two of them can be compared to the byte.
RUN = """
import sys
from datetime import UTC, datetime
from flows.settings import load_settings, prepare_prefect
prepare_prefect(load_settings())
from flows.daily import daily
daily(now=datetime(2026, 3, 3, tzinfo=UTC))
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, prefect_server: dict[str, str]) -> Newsroom:
    given = open_newsroom(tmp_path_factory.mktemp("scale"), prefect_server)
    for number, (title, paragraphs) in enumerate(stories(COUNT)):
        text = "\n\n".join([title, *paragraphs])
        (given.seeds / "articles" / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return given


def run(
    room: Newsroom, *, dask: Dask | None = None, is_killed: bool = False
) -> dict[str, pl.DataFrame]:
    """Read all into an empty warehouse, and return what was published, by file."""
    shutil.rmtree(room.warehouse.folder, ignore_errors=True)
    more = {"DATELINE_RUNNER": "dask", "DATELINE_SCHEDULER": dask.address} if dask else {}
    process = subprocess.Popen([sys.executable, "-c", RUN], env=room.environment | more)
    try:
        if dask and is_killed:
            kill_in_the_middle(room.warehouse.parcels, dask, process)
        assert process.wait(3600) == 0
    finally:
        process.kill()
        process.wait()
    assert not list(room.warehouse.folder.glob("parcels/*"))
    return published(room)


def published(room: Newsroom) -> dict[str, pl.DataFrame]:
    """Return the rows of every published file but the runs' own, in their order.

    Where the archive put a body is left out: its records have random names, which compress to this
    length or that, in any two runs.
    """
    latest = (room.warehouse.marts / "latest").resolve()
    return {
        path.relative_to(latest).as_posix(): pl.read_parquet(path).drop("raw_ref", strict=False)
        for path in sorted(latest.rglob("*.parquet"))
        if path.parent.name != "runs"
    }


def assert_same(found: dict[str, pl.DataFrame], expected: dict[str, pl.DataFrame]) -> None:
    assert sorted(found) == sorted(expected)
    for name, frame in expected.items():
        assert found[name].equals(frame), name


def kill_in_the_middle(parcels: Path, dask: Dask, process: subprocess.Popen[bytes]) -> None:
    """Kill a worker once the annotator's first answers are there, while more are being made."""
    while not list(parcels.glob("annotate-*/*.out.parquet")):
        assert process.poll() is None
        time.sleep(0.05)
    dask.workers[0].kill()
    dask.workers[0].wait()


@pytest.mark.faults
def test_a_cluster_gives_the_same_tables_also_when_a_worker_dies(
    room: Newsroom, tmp_path: Path
) -> None:
    alone = run(room)
    assert room.ask("select count(*) from articles") == [(COUNT,)]
    assert room.ask("select count(*) > 0 from statements") == [(True,)]
    with cluster(tmp_path) as dask:
        assert_same(run(room, dask=dask), alone)
        assert_same(run(room, dask=dask, is_killed=True), alone)
        assert [worker.poll() is None for worker in dask.workers] == [False, True]
