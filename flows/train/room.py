"""Where a training reads and writes, and what its two workers share."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.train import silver
from flows.train.fit import HIDDEN, SEED


@dataclass(frozen=True, slots=True)
class Room:
    """Where a training run reads and writes, and how it shares the machine."""

    gold: Path
    seeds: Path
    work: Path
    worker: int = 0
    workers: int = 1
    start: Path | None = None  # weights to go on from
    hold: float = 0.0  # how firmly heads keep to these where the seeds do not teach
    others: tuple[Path, ...] = ()  # weights to be averaged in
    seed: int = SEED
    hidden: float = HIDDEN  # share of the pieces

    def state(self, stage: str) -> Path:
        """Return where this worker keeps its state of a round."""
        return self.work / f"{stage}{self.worker}.pt"


@contextmanager
def companion(room: Room) -> Iterator[None]:
    """Run the second worker, if there is to be one, and wait for it when the first is done."""
    if room.worker or room.workers == 1:
        yield
        return
    words = [sys.executable, "-m", "flows.train", *sys.argv[1:], "--worker", "1"]
    with subprocess.Popen(words) as other:
        try:
            yield
        except BaseException:
            other.terminate()
            raise
    if other.returncode:
        sys.exit(f"worker 1 ended with {other.returncode}: give the same line again to go on")


def shared_rows(room: Room, name: str, rows: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """Return the rows of one file of the work folder, which the first worker makes."""
    path = room.work / f"{name}.jsonl"
    wait_for_first(room, path)
    return silver.cached(path, rows)


def wait_for_first(room: Room, path: Path) -> None:
    """Wait, in workers after the first, for a file that the first one makes for all."""
    if room.worker and not path.exists():
        print(f"waiting for worker 0 to make {path}", flush=True)
    while room.worker and not path.exists():
        time.sleep(1)


def log(path: Path) -> Callable[[dict[str, float]], None]:
    """Return a function that adds a line of figures to the log and prints it."""

    def say(figures: dict[str, float]) -> None:
        line = json.dumps({"at": time.strftime("%H:%M:%S"), **figures})
        print(line, flush=True)
        with path.open("a", encoding="utf-8") as out:
            out.write(line + "\n")

    return say
