"""What it costs to publish a hundred articles more, by how many are stored.

pytest -m bench -s tests/benchmarks/test_publish_cost.py
"""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows import store
from flows.publish.database import publish_database
from flows.publish.parquet import publish_marts
from tests.benchmarks.newsroom import add_articles, prepare

STORED = (1_000, 10_000, 100_000)
ADDED = 100


@dataclass(frozen=True)
class Cost:
    """What one publication took."""

    cpu_seconds: float
    bytes_written: int


def publish(connection: store.Connection, folder: Path) -> Cost:
    began = time.process_time()
    version = publish_marts(connection, folder / "marts", code_version="1")
    assert version is not None
    publish_database(folder / "news.duckdb", version)
    seconds = time.process_time() - began
    fresh = [path.stat() for path in version.folder.rglob("*") if path.is_file()]
    written = sum(each.st_size for each in fresh if each.st_nlink == 1)
    return Cost(seconds, written + (folder / "news.duckdb").stat().st_size)


def cost_of_adding(folder: Path, stored: int) -> Cost:
    with store.opened(folder / "work.duckdb") as connection:
        prepare(connection)
        add_articles(connection, 0, stored)
        publish(connection, folder)
        add_articles(connection, stored, stored + ADDED)
        return publish(connection, folder)


@pytest.mark.bench
def test_the_cost_of_a_hundred_articles_more(tmp_path: Path) -> None:
    costs = {}
    for stored in STORED:
        folder = tmp_path / str(stored)
        folder.mkdir()
        costs[stored] = cost_of_adding(folder, stored)
        least = costs[STORED[0]]
        print(
            f"\n{ADDED} added to {stored}: {costs[stored].cpu_seconds:.1f} CPU s "
            f"({costs[stored].cpu_seconds / least.cpu_seconds:.2f} x), "
            f"{costs[stored].bytes_written / 1e6:.2f} MB written "
            f"({costs[stored].bytes_written / least.bytes_written:.2f} x)"
        )
    assert all(cost.bytes_written <= 1.5 * least.bytes_written for cost in costs.values())
