import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import store
from flows.store import Connection
from tests import rows


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed work database that holds the rows of the tests; tests take copies."""
    path = tmp_path_factory.mktemp("filled") / "work.duckdb"
    with store.opened(path) as connection:
        rows.create(connection)
        rows.fill(connection, rows.corpus())
    return path


@pytest.fixture
def work(filled: Path, tmp_path: Path) -> Iterator[Connection]:
    """Yield a real work database that holds the rows of the tests."""
    with store.opened(Path(shutil.copy(filled, tmp_path))) as connection:
        yield connection
