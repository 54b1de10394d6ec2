"""A write or rename of a run fails: the next run makes the tables what they would have been.

The kernel answers in the disk's place (tests/faults/syscalls.py), so what Python, DuckDB and Arrow
write is covered alike, the workers' own processes aside, which write nothing.
"""

import errno
import time

import pytest

from tests.faults import syscalls
from tests.faults.conftest import Town
from tests.faults.newsroom import NOW, STEP, Room

pytestmark = pytest.mark.skipif(
    not syscalls.is_possible(), reason="needs Linux on x86_64 with seccomp's user notification"
)
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


def spread(count: int, most: int = 62) -> list[int]:
    """Return the first, the last, and so many between as make up the most."""
    return sorted({1 + round(step * (count - 1) / (most - 1)) for step in range(most)})


def fail(town: Town, room: Room, nth: int, error: int, *, is_lasting: bool) -> list[str]:
    """Fail a run's n-th write, or all from it, run once more; return what is wrong, if anything."""
    fault = {
        "folder": str(room.warehouse.folder),
        "nth": nth,
        "errno": error,
        "is_lasting": is_lasting,
    }
    with town.reader.asking(room) as told:
        ended = town.nursery.run(room, now=NOW + STEP, fault=fault)
        found = town.mend(room)
    what = ended.calls[nth - 1] if nth <= len(ended.calls) else "no such write"
    trouble = [*found, *told["wrong"]]
    if is_lasting and nth < len(ended.calls) / 2 and ended.code == 0:
        trouble.append("the run did not notice")
    return [f"{errno.errorcode[error]} at {nth} ({what}): {trouble}"] if trouble else []


def test_a_full_disk_leaves_no_trace(town: Town) -> None:
    assert fail(town, town.trial(), 60, errno.ENOSPC, is_lasting=True) == []


def count_writes(town: Town) -> int:
    room = town.trial()
    fault = {"folder": str(room.warehouse.folder), "nth": None, "errno": 0, "is_lasting": False}
    ended = town.nursery.run(room, now=NOW + STEP, fault=fault)
    assert ended.code == 0
    kinds = {call.split()[0] for call in ended.calls}
    assert {"pwrite64", "write", "rename", "openat"} <= kinds, kinds
    return len(ended.calls)


@pytest.mark.faults
@pytest.mark.parametrize("is_lasting", [False, True], ids=["once", "from_then_on"])
@pytest.mark.parametrize("error", ERRORS, ids=[errno.errorcode[error] for error in ERRORS])
def test_a_failing_write_leaves_no_trace(town: Town, error: int, is_lasting: bool) -> None:
    count, problems = count_writes(town), list[str]()
    points = spread(count, 12 if is_lasting else 62)
    for number, nth in enumerate(points, start=1):
        problems += fail(town, town.trial(), nth, error, is_lasting=is_lasting)
        if number % 10 == 0:
            print(f"{time.strftime('%H:%M:%S')} {number} of {len(points)}: {problems}")
    assert not problems, "\n".join(problems)


@pytest.mark.faults
def test_a_folder_that_is_read_only_leaves_no_trace(town: Town) -> None:
    assert fail(town, town.trial(), 1, errno.EROFS, is_lasting=True) == []
