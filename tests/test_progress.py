"""A bar is drawn for a person at a terminal, past the patience, and for nobody else."""

import os
import pty
import subprocess
import sys
from contextlib import suppress

import pytest

PROGRAM = """
import sys, threading, time
import logging
from flows import progress
progress.PATIENCE = float(sys.argv[1])
logging.getLogger("dateline").setLevel(sys.argv[2])
def is_patient():
    return any(isinstance(each, threading.Timer) for each in threading.enumerate())
def poll_feeds():
    while progress.PATIENCE < 1 and is_patient():
        time.sleep(0.01)
    return 7
assert progress.watched(poll_feeds)() == 7
assert progress.watched(poll_feeds).__name__ == "poll_feeds"
def items():
    for item in range(3):
        time.sleep(0.1)
        yield item
assert list(progress.track(items(), "annotate", 3)) == [0, 1, 2]
"""


def at_a_terminal(patience: float, level: str = "INFO") -> str:
    """Return what the program writes to a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(patience), level],
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(theirs)
    written = b""
    with suppress(OSError):  # raised when nobody has the terminal open for writing any more
        while piece := os.read(ours, 65536):
            written += piece
    os.close(ours)
    assert child.wait(120) == 0, written.decode()
    return written.decode()


@pytest.mark.parametrize("label", ["poll feeds", "annotate"])
def test_long_work_is_shown_to_a_person(label: str) -> None:
    assert label in at_a_terminal(0.05)


def test_short_work_is_not_shown() -> None:
    shown = at_a_terminal(60)
    assert "poll feeds" not in shown
    assert "annotate" not in shown


def test_who_wants_quiet_is_shown_nothing() -> None:
    assert at_a_terminal(0.05, "ERROR") == ""


def test_a_log_file_gets_no_bar() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "0.05", "INFO"],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stdout + done.stderr == b""
