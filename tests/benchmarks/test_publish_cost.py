"""What it costs to accept and publish a hundred articles more, by how many are stored.

pytest -m bench -s tests/benchmarks/test_publish_cost.py; a million: make bench-growth. Where
DATELINE_BENCH_FOLDER names a folder, filled warehouses stay there and are used again: additions are
made to a copy.
"""

import multiprocessing
import os
import resource
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import store
from flows.publish.database import publish_database
from flows.publish.parquet import publish_marts
from flows.publish.scopes import note_published
from tests.benchmarks.newsroom import add_articles, fill, prepare

STORED = tuple(int(n) for n in os.environ.get("DATELINE_BENCH_STORED", "1000,10000").split(","))
KEPT = os.environ.get("DATELINE_BENCH_FOLDER")
ADDED = 100


@dataclass(frozen=True)
class Cost:
    """What one addition took."""

    accept_seconds: float
    publish_seconds: float
    bytes_written: int
    peak_bytes: int


def publish(connection: store.Connection, folder: Path, *, is_full: bool) -> int:
    """Publish, and return the bytes of the files that are new."""
    version = publish_marts(connection, folder / "marts", code_version="1", is_full=is_full)
    assert version is not None
    publish_database(folder / "news.duckdb", version)
    note_published(connection, version.name)
    fresh = [path.stat() for path in version.folder.rglob("*") if path.is_file()]
    return sum(each.st_size for each in fresh if each.st_nlink == 1)


def build(folder: Path, stored: int) -> None:
    """Fill a warehouse and publish it, what a killed trial has left of it excepted."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / "filling.duckdb"
    if not (folder / "work.duckdb").exists():
        waiting.unlink(missing_ok=True)
        with store.opened(waiting, threads=1) as connection:
            prepare(connection)
            fill(connection, stored)
        waiting.rename(folder / "work.duckdb")
    if not (folder / "news.duckdb").exists():
        with store.opened(folder / "work.duckdb", threads=1) as connection:
            publish(connection, folder, is_full=True)


def copied(folder: Path) -> Path:
    """Return a copy of a warehouse, its published files shared."""
    copy = folder.with_name(f"{folder.name}-more")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder / "marts", copy / "marts", symlinks=True, copy_function=os.link)
    shutil.copy(folder / "work.duckdb", copy)
    return copy


def add(folder: Path, stored: int) -> Cost:
    """Add a hundred in a process of its own, whose peak of memory is theirs alone."""
    with store.opened(folder / "work.duckdb", threads=1) as connection:
        began = time.process_time()
        add_articles(connection, stored, stored + ADDED)
        accepted = time.process_time()
        written = publish(connection, folder, is_full=False)
        done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Cost(accepted - began, done - accepted, written, peak)


@pytest.mark.bench
def test_the_cost_of_a_hundred_articles_more(tmp_path: Path) -> None:
    costs = {}
    spawn = multiprocessing.get_context("spawn")
    for stored in STORED:
        folder = Path(KEPT or tmp_path) / str(stored)
        with spawn.Pool(1) as pool:
            pool.apply(build, (folder, stored))
        copy = copied(folder)
        with spawn.Pool(1) as pool:
            cost = costs[stored] = pool.apply(add, (copy, stored))
        shutil.rmtree(copy)
        if not KEPT:
            shutil.rmtree(folder)
        least = costs[STORED[0]]
        print(
            f"\n{ADDED} added to {stored}: accepted in {cost.accept_seconds:.2f} CPU s, "
            f"published in {cost.publish_seconds:.2f} "
            f"({cost.publish_seconds / least.publish_seconds:.2f} x), "
            f"{cost.bytes_written / 1e6:.2f} MB written "
            f"({cost.bytes_written / least.bytes_written:.2f} x), "
            f"{cost.peak_bytes / 1e6:.0f} MB at most ({cost.peak_bytes / least.peak_bytes:.2f} x)"
        )
    assert all(cost.bytes_written > 0 for cost in costs.values())
