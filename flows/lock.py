"""A lock file goes in, the right to be the one process that writes a warehouse comes out."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from flows.errors import RunInProgress


@contextmanager
def held(path: Path, *, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the warehouse's lock; the kernel frees it when its holder dies, however that dies.

    Raises:
        RunInProgress: another process holds it still when the wait is over.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        _take(file.fileno(), path, wait_seconds)
        file.truncate(0)
        since = datetime.now(UTC).isoformat(timespec="seconds")
        who = json.dumps({"pid": os.getpid(), "since": since})
        with suppress(OSError):  # on a full disk: the run inside says so, and raises the alarm
            os.write(file.fileno(), who.encode())
        try:
            yield
        finally:
            file.truncate(0)


def await_free(path: Path, *, wait_seconds: float = 0.0) -> None:
    """Return as soon as nobody holds the lock: who may not run need not load anything first.

    The lock is not kept. Who takes it in between is met when the run takes it for itself.

    Raises:
        RunInProgress: another process holds it still when the wait is over.
    """
    if path.exists():
        with path.open("a+", encoding="utf-8") as file:
            _take(file.fileno(), path, wait_seconds)


def holder(path: Path) -> dict[str, object] | None:
    """Return who holds the lock ({"pid", "since"}), or None where nobody does."""
    try:
        with path.open("r", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return _read(path)
    return None


def _take(descriptor: int, path: Path, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                who = _read(path)
                raise RunInProgress(
                    f"{path}: held by process {who.get('pid', '?')} since {who.get('since', '?')}; "
                    "wait for that run to end, or set DATELINE_WAIT_SECONDS"
                ) from None
            time.sleep(0.2)


def _read(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
