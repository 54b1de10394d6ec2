"""One process at a time, whoever dies."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows import lock
from flows.errors import RunInProgress

HOLD = "import sys, time; from pathlib import Path; from flows import lock\n"
HOLD += "with lock.held(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "run.lock"


def hold(path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_process_is_told_who_holds_the_lock(path: Path) -> None:
    other = hold(path)
    try:
        told = rf"held by process {other.pid} since 20[-\dT:]*\+00:00;"
        with pytest.raises(RunInProgress, match=told), lock.held(path):
            pass
        found = lock.holder(path)
        assert found is not None
        assert found["pid"] == other.pid
    finally:
        other.kill()
        other.communicate()


def test_the_lock_of_a_killed_process_is_free(path: Path) -> None:
    other = hold(path)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    with lock.held(path):
        assert json.loads(path.read_text())["pid"] == os.getpid()
    assert lock.holder(path) is None


def test_waiting_ends_when_the_other_does(path: Path) -> None:
    other = hold(path)
    other.kill()
    began = time.monotonic()
    with lock.held(path, wait_seconds=30):
        assert time.monotonic() - began < 20
    other.communicate()


def test_nobody_holds_a_lock_that_was_never_taken(path: Path) -> None:
    assert lock.holder(path) is None


def test_who_may_not_run_is_told_before_anything_is_loaded(path: Path) -> None:
    lock.await_free(path)  # where no warehouse is yet
    other = hold(path)
    with pytest.raises(RunInProgress, match=f"held by process {other.pid}"):
        lock.await_free(path)
    other.kill()
    other.communicate()
    lock.await_free(path)
    with lock.held(path):
        pass


def test_a_lock_is_held_where_nobody_can_write_whose_it_is(path: Path) -> None:
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
    held = HOLD.replace("time.sleep(60)", "pass")
    done = subprocess.run([sys.executable, "-c", full + held, str(path)], capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"held\n")
