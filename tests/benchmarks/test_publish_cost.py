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
    """What one addition took: `seconds` by the clock, `cpu_seconds` of the processor."""

    seconds: float
    cpu_seconds: float
    bytes_written: int
    peak_bytes: int


def add(folder: Path, stored: int) -> Cost:
    """Add a hundred in a process of its own, whose peak of memory is theirs alone."""
    memory_mb = Settings.model_fields["database_memory_mb"].default
    with store.opened(folder / "work.duckdb", memory_mb=memory_mb) as connection:
        add_articles(connection, stored, stored + ADDED)
        began, used = time.perf_counter(), time.process_time()
        version = publish(connection, folder, is_full=False)
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Cost(seconds, cpu_seconds, written(version), peak)


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
            f"\n{ADDED} added to {stored}: published in {cost.seconds:.2f} s "
            f"({cost.seconds / least.seconds:.2f} x), "
            f"{cost.cpu_seconds:.2f} of the processor "
            f"({cost.cpu_seconds / least.cpu_seconds:.2f} x), "
            f"{cost.bytes_written / 1e6:.2f} MB written "
            f"({cost.bytes_written / least.bytes_written:.2f} x), "
            f"{cost.peak_bytes / 1e6:.0f} MB at most ({cost.peak_bytes / least.peak_bytes:.2f} x)"
        )
    assert all(cost.bytes_written > 0 for cost in costs.values())
