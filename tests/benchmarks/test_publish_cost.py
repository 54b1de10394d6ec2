"""What it costs to accept and publish a hundred articles more, by how many are stored.

pytest -m bench -s tests/benchmarks/test_publish_cost.py; a million: make bench-growth.
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
from flows.settings import Settings
from tests.benchmarks.newsroom import add_articles
from tests.benchmarks.stores import KEPT, build, copied, publish, written

STORED = tuple(int(n) for n in os.environ.get("DATELINE_BENCH_STORED", "1000,10000").split(","))
ADDED = 100


@dataclass(frozen=True)
class Cost:
    """What one addition took."""

    accept_seconds: float
    publish_seconds: float
    bytes_written: int
    peak_bytes: int


def add(folder: Path, stored: int) -> Cost:
    """Add a hundred in a process of its own, whose peak of memory is theirs alone."""
    memory_mb = Settings.model_fields["database_memory_mb"].default
    work = store.opened(folder / "work.duckdb", threads=1, memory_mb=memory_mb)
    with work as connection:
        began = time.process_time()
        add_articles(connection, stored, stored + ADDED)
        accepted = time.process_time()
        version = publish(connection, folder, is_full=False)
        done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Cost(accepted - began, done - accepted, written(version), peak)


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
