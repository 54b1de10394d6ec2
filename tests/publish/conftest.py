import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from flows import store
from flows.store import Connection
from tests import rows
from tests.publish import pages


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


@pytest.fixture(scope="session")
def news(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a readers' database of the tests' rows."""
    return pages.publish(filled, tmp_path_factory.mktemp("news"))


@pytest.fixture(scope="session")
def crowd(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a readers' database of three thousand event mentions."""
    folder = tmp_path_factory.mktemp("crowd")
    with store.opened(Path(shutil.copy(filled, folder / "crowd.duckdb"))) as connection:
        pages.add_crowd(connection, 300, 10)
    return pages.publish(folder / "crowd.duckdb", folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the machine's own Chromium, without a network."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        said = "no chromium on this machine: apt-get install chromium, or make setup as root"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(said)
        pytest.skip(said)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()
