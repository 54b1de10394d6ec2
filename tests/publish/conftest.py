from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import store
from flows.store import Connection
from tests import rows


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Connection]:
    """Yield a real work database that holds the rows of the tests."""
    with store.opened(tmp_path / "work.duckdb") as connection:
        rows.create(connection)
        rows.fill(connection, rows.corpus())
        yield connection
