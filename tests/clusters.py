"""A real Dask cluster on loopback: a scheduler and workers, each a process that can be killed.

with cluster(tmp_path) as dask:
settings = load_settings(runner="dask", scheduler=dask.address, …)
dask.workers[0].kill()
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows import paths
from flows.errors import BadDocument, PipelineError

BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Dask:
    """Where the scheduler listens, and the workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]]


@contextmanager
def cluster(folder: Path, *, count: int = 2) -> Iterator[Dask]:
    """Start a scheduler and so many workers of one thread, and end them, whatever happens."""
    place = folder / "scheduler.json"
    words = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place)]
    processes = [_start(folder, "scheduler", [*words, "--no-dashboard", "--no-jupyter"])]
    try:
        deadline = time.monotonic() + 120
        while not place.exists():
            assert time.monotonic() < deadline, (folder / "scheduler.log").read_text()
            time.sleep(0.1)
        options = [
            "--scheduler-file",
            str(place),
            "--nthreads",
            "1",
            "--no-nanny",
            "--no-dashboard",
        ]
        for number in range(count):
            spill = ["--local-directory", str(folder / f"spill{number}"), "--host", "127.0.0.1"]
            processes.append(_start(folder, f"worker{number}", ["worker", *options, *spill]))

        yield Dask(json.loads(place.read_text())["address"], processes[1:])
    finally:
        for process in processes[::-1]:
            process.kill()
            process.wait()


def _start(folder: Path, name: str, words: list[str]) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(paths.ROOT)}  # for what tests define
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [BIN / "dask", *words], stdout=log, stderr=log, cwd=folder, env=environment
        )


def shout(word: str) -> str:
    """Answer in capitals, each word in its own way; here, where a worker imports little with it."""
    time.sleep(0.02)
    if word.startswith("bad"):
        raise BadDocument("bad_word", f"{word}: say something else")
    if word.startswith("odd"):
        raise PipelineError(word)
    if word.startswith("fatal"):
        os._exit(3)
    return word.upper()
