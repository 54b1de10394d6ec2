"""A real Prefect server on loopback, warehouses of their own, and the real command line."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows import paths

BIN = Path(sys.executable).parent
QUIET = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "PREFECT_LOGGING_LEVEL": "WARNING"}


def bare_environment(**more: str) -> dict[str, str]:
    """Return an environment with nothing of Dateline's or Prefect's but what is given."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATELINE_", "PREFECT_"))
    }
    return kept | more


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Start `prefect server start` on a free port and give the environment that leads to it."""
    with standing_server(tmp_path_factory.mktemp("prefect")) as there:
        yield there


@contextmanager
def standing_server(home: Path) -> Iterator[dict[str, str]]:
    """Start a Prefect server with this home; yield the environment that leads to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    there = QUIET | {
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
    }
    log = (home / "server.log").open("wb")
    server = subprocess.Popen(
        [BIN / "prefect", "server", "start", "--port", str(port), "--no-ui"],
        env=bare_environment(**there),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until(lambda: is_healthy(port), 300, "no Prefect server", home / "server.log")
        yield there
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def is_healthy(port: int) -> bool:
    """Say whether the server answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], seconds: float, otherwise: str, *logs: Path) -> None:
    """Return once it is so; fail with these words, and the logs' ends, when it is not in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            ends = [f"{log.name}:\n{log.read_text(errors='replace')[-3000:]}" for log in logs]
            pytest.fail("\n".join([f"{otherwise} within {seconds:g} s", *ends]))
        time.sleep(0.3)


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A warehouse and seeds of its own, and the commands that work on them."""

    folder: Path
    environment: dict[str, str]

    @property
    def warehouse(self) -> paths.Warehouse:
        """Return where its files lie."""
        return paths.Warehouse(self.folder / "warehouse")

    @property
    def seeds(self) -> Path:
        """Return the folder of articles/, manifest.csv and feeds.opml."""
        return self.folder / "seeds"

    def dateline(
        self, *words: str, code: int = 0, **given: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run the command line as a process and check its exit code."""
        done = subprocess.run(
            [BIN / "dateline", *words],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=600,
            **given,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def copy(self, folder: Path) -> "Newsroom":
        """Return a copy that lives on by itself in this folder."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Newsroom(folder, self.environment | _settings(folder))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Return the rows of a query on the published database."""
        with duckdb.connect(self.warehouse.news, read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def artifact(self, key: str) -> tuple[list[dict[str, Any]], str]:
        """Return the rows and the description of the newest table that a run left with Prefect."""
        asked = urllib.request.Request(
            f"{self.environment['PREFECT_API_URL']}/artifacts/{key}/latest",
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            found = json.load(answer)
        return json.loads(found["data"]), found["description"]

    def write_feeds(self, addresses: Sequence[str]) -> None:
        """Write the list of feeds."""
        outlines = "".join(
            f'<outline type="rss" text="Feed {n}" xmlUrl="{address}"/>'
            for n, address in enumerate(addresses)
        )
        text = f'<opml version="2.0"><head/><body>{outlines}</body></opml>'
        (self.seeds / "feeds.opml").write_text(text, encoding="utf-8")


def open_newsroom(folder: Path, prefect_server: dict[str, str]) -> Newsroom:
    """Return a newsroom in this folder, without seeds and feeds; its runs go to that server."""
    (folder / "seeds" / "articles").mkdir(parents=True)
    (folder / "seeds" / "manifest.csv").write_text(
        "file,source,url,published_at,language,agency,title,authors\n", encoding="utf-8"
    )
    environment = bare_environment(
        **prefect_server,
        **_settings(folder),
        DATELINE_ALLOW_NETWORKS="127.0.0.0/8",
        DATELINE_HOST_DELAY_SECONDS="0",
        DATELINE_PROCESSES="1",  # a few short texts: a second reader would only load models
    )
    room = Newsroom(folder, environment)
    room.write_feeds([])
    return room


def _settings(folder: Path) -> dict[str, str]:
    return {
        "DATELINE_WAREHOUSE": str(folder / "warehouse"),
        "DATELINE_SEEDS": str(folder / "seeds"),
    }


@pytest.fixture
def newsroom(tmp_path: Path, prefect_server: dict[str, str]) -> Newsroom:
    """Give a newsroom without seeds and feeds, whose runs go to the tests' Prefect server."""
    return open_newsroom(tmp_path, prefect_server)
