"""What killable workers promise: order, bounds, and that an item costs nobody but itself."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Pipe
from pathlib import Path
from typing import Any

import pytest

from flows.errors import BadDocument, PipelineError
from flows.worker import answer_one
from flows.workers import AHEAD, BOOT, Failure, Workers, processor_use

LOADED: list[str] = []
MEGABYTE = 1 << 20


def load() -> None:
    LOADED.append("model")


def loaded(_: int) -> int:
    return len(LOADED)


def behave(how: str) -> str:
    """Do to the worker what the word says."""
    if how == "spin":
        while True:
            pass
    if how == "hog":
        return str(len(bytearray(2_000 * MEGABYTE)))
    if how == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "refuse":
        raise BadDocument("no_article", "page x holds no article")
    if how == "fault":
        raise ValueError("a library's fault")
    if how == "slow":
        time.sleep(0.3)
    return how.upper()


def size(body: bytes) -> bytes:
    return body


def fail_to_load() -> None:
    raise RuntimeError("no model here")


def test_results_come_in_the_order_of_the_items() -> None:
    with Workers(behave, count=2, seconds=20) as workers:
        assert list(workers.map(["slow", "a", "b", "c", "slow", "d"])) == [
            "SLOW", "A", "B", "C", "SLOW", "D",
        ]  # fmt: skip


def test_an_item_that_never_ends_is_ended_and_the_next_is_done() -> None:
    started = time.monotonic()
    with Workers(behave, count=1, seconds=0.5) as workers:
        first, failure, last = workers.map(["a", "spin", "b"])
    assert (first, last) == ("A", "B")
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.index) == ("timeout", 1)
    assert "0.5 s" in failure.message
    assert time.monotonic() - started < 10


def test_an_item_that_sleeps_is_ended_at_its_time() -> None:
    started = time.monotonic()
    with Workers(time.sleep, count=1, seconds=0.3) as workers:
        outcome = next(workers.map([60]))
    assert isinstance(outcome, Failure)
    assert time.monotonic() - started < 5


def test_an_item_that_is_kept_from_the_processor_is_not_ended() -> None:
    """Three spinners on one processor end after a second at best: each needs 0.35 of its 0.8."""
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)})
    try:
        with Workers(use_processor, count=3, seconds=0.8) as workers:
            assert list(workers.map([0.35] * 3)) == [0.35] * 3
    finally:
        os.sched_setaffinity(0, processors)


def use_processor(seconds: float) -> float:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return seconds


def test_an_item_that_takes_too_much_memory_fails_alone() -> None:
    with Workers(behave, count=1, seconds=20, memory_bytes=500 * MEGABYTE) as workers:
        first, failure, last = workers.map(["a", "hog", "b"])
    assert (first, last) == ("A", "B")
    assert isinstance(failure, Failure)
    assert failure.reason == "memory"


def test_an_item_that_kills_its_worker_fails_alone() -> None:
    with Workers(behave, count=2, seconds=20) as workers:
        outcomes = list(workers.map(["die", "a", "die", "b"]))
    assert outcomes[1::2] == ["A", "B"]
    assert [each.reason for each in outcomes[::2] if isinstance(each, Failure)] == ["crash"] * 2


def test_our_own_errors_come_back_as_themselves_and_others_as_failures() -> None:
    with Workers(behave, count=1, seconds=20) as workers:
        refused, fault, last = workers.map(["refuse", "fault", "a"])
    assert isinstance(refused, BadDocument)
    assert (refused.reason, str(refused)) == ("no_article", "page x holds no article")
    assert fault == Failure("error", "ValueError: a library's fault", 1)
    assert last == "A"


def test_a_worker_is_prepared_once_and_kept_for_the_next_map() -> None:
    with Workers(loaded, count=1, seconds=20, prepare=load) as workers:
        assert list(workers.map(range(5))) == [1] * 5
        assert list(workers.map(range(2))) == [1] * 2


def test_a_worker_that_cannot_start_is_an_error_not_a_loop() -> None:
    with (
        Workers(loaded, count=1, seconds=20, prepare=fail_to_load) as workers,
        pytest.raises(PipelineError, match="could not start"),
    ):
        list(workers.map([1, 2]))


def test_items_are_taken_only_a_few_ahead_of_results() -> None:
    taken: list[int] = []

    def source() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield f"item {number}"

    with Workers(behave, count=2, seconds=20) as workers:
        results = workers.map(source())
        for number in range(10):
            assert next(results) == f"ITEM {number}"
        assert len(taken) <= 10 + (AHEAD + 1) * 2


def test_a_worker_has_its_next_item_before_it_has_answered() -> None:
    taken: list[str] = []

    def source() -> Iterator[str]:
        for word in ("a", "slow", "b", "c", "d"):
            taken.append(word)
            yield word

    with Workers(behave, count=1, seconds=20) as workers:
        results = workers.map(source())
        assert next(results) == "A"
        assert len(taken) >= 2
        assert list(results) == ["SLOW", "B", "C", "D"]


def test_what_waits_for_a_worker_that_dies_is_done_by_another() -> None:
    words = ["a", "die", "b", "die", "spin", "c", "hog", "d"]
    with Workers(behave, count=2, seconds=1, memory_bytes=500 * MEGABYTE) as workers:
        outcomes = list(workers.map(words))
    assert [each for each in outcomes if isinstance(each, str)] == ["A", "B", "C", "D"]
    failed = [(each.index, each.reason) for each in outcomes if isinstance(each, Failure)]
    assert failed == [(1, "crash"), (3, "crash"), (4, "timeout"), (6, "memory")]


def test_workers_started_beforehand_are_the_ones_that_work() -> None:
    with Workers(behave, count=2, seconds=20) as workers:
        workers.start(5)
        started = [each.process.pid for each in workers._workers]
        workers.start(1)
        assert list(workers.map(["a", "b", "c"])) == ["A", "B", "C"]
        assert [each.process.pid for each in workers._workers] == started
        assert len(started) == 2


def test_no_items_start_no_worker() -> None:
    with Workers(loaded, count=2, seconds=20, prepare=fail_to_load) as workers:
        assert list(workers.map([])) == []


def test_results_left_unread_do_not_reach_the_next_map() -> None:
    with Workers(behave, count=1, seconds=20) as workers:
        results = workers.map(["a", "slow", "b"])
        assert next(results) == "A"
        results.close()  # type: ignore[attr-defined]
        assert list(workers.map(["c"])) == ["C"]


def test_bodies_larger_than_the_pipe_pass_both_ways() -> None:
    bodies = [bytes([number]) * (5 * MEGABYTE) for number in range(4)]
    with Workers(size, count=2, seconds=20) as workers:
        assert list(workers.map(bodies)) == bodies


def is_alive(process_id: int) -> bool:
    status = Path(f"/proc/{process_id}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_workers_end_when_their_parent_is_killed() -> None:
    """Even one that spins in code that never lets another thread run."""
    script = (
        "import sys, test_workers as t\n"
        "from flows.workers import Workers\n"
        "with Workers(t.tell_and_spin, count=2, seconds=60) as w: list(w.map([1, 2]))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert parent.stderr is not None
    children = [int(parent.stderr.readline()) for _ in range(2)]
    assert all(is_alive(child) for child in children)
    parent.kill()
    parent.wait()
    parent.stderr.close()
    deadline = time.monotonic() + 5
    while any(is_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(is_alive(child) for child in children)


def tell_and_spin(_: int) -> None:
    """Name this process, then match a pattern that holds the interpreter for ages."""
    import re

    print(os.getpid(), file=sys.stderr, flush=True)
    re.match(r"(a*)*b", "a" * 60)


def start_alone(stdin: int = subprocess.PIPE) -> tuple[subprocess.Popen[bytes], Any]:
    """Start a worker without those who would end it."""
    ours, theirs = Pipe()
    words = [sys.executable, "-c", BOOT.format("worker"), str(theirs.fileno()), *sys.path]
    process = subprocess.Popen(words, stdin=stdin, pass_fds=(theirs.fileno(),))
    theirs.close()
    return process, ours


def test_a_worker_answers_until_its_pipe_closes_and_leaves_by_itself() -> None:
    process, pipe = start_alone()
    with process:
        pipe.send_bytes(pickle.dumps((behave, load, None)))
        assert pipe.recv() == ("ready", None)
        for item in ("a", "b"):
            pipe.send(item)
            assert pipe.recv() == ("result", item.upper())
            pipe.send("fault")
            assert pipe.recv() == ("error", "ValueError: a library's fault")
        pipe.send("refuse")
        kind, error = pipe.recv()
        assert (kind, error.reason) == ("result", "no_article")
        pipe.close()
        assert process.wait(20) == 0


def test_a_worker_without_memory_says_so_and_leaves() -> None:
    process, pipe = start_alone()
    with process, pipe:
        pipe.send_bytes(pickle.dumps((behave, None, 600 * MEGABYTE)))
        assert pipe.recv() == ("ready", None)
        pipe.send("hog")
        assert pipe.recv() == ("memory", None)
        assert process.wait(20) == 0


def test_a_worker_whose_parent_was_gone_before_it_listened_leaves() -> None:
    ends = os.pipe()
    os.close(ends[1])
    process, pipe = start_alone(stdin=ends[0])
    os.close(ends[0])
    with process, pipe:
        assert process.wait(20) == 1


def test_an_answer_is_a_result_an_error_of_ours_or_a_fault_by_name() -> None:
    assert answer_one(behave, "a") == ("result", "A")
    assert answer_one(behave, "fault") == ("error", "ValueError: a library's fault")
    kind, error = answer_one(behave, "refuse")
    assert kind == "result" and isinstance(error, BadDocument)
    with pytest.raises(MemoryError):
        answer_one(run_out, "a")


def run_out(_: str) -> str:
    raise MemoryError


def test_a_process_that_is_gone_uses_nothing() -> None:
    assert processor_use(2**22 + 1) == ("X", 0.0)
    state, seconds = processor_use(os.getpid())
    assert state in "RSD" and seconds > 0
