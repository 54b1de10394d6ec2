"""Items go in, results or Failures come out in the same order: work done where it can be killed.

Each worker is a process of its own with a pipe to it. An item that takes too long, or more memory
than it may, costs that item and its worker; a new worker takes its place and the next item is done.
"""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count as count_up
from multiprocessing.connection import Connection, Pipe, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import IO, Any, Generic, Literal, Self, TypeVar

from flows.errors import PipelineError

Item = TypeVar("Item")
Result = TypeVar("Result")
Reason = Literal["timeout", "memory", "crash", "error"]

# The path comes first, so that the worker finds the modules that its parent found.
BOOT = "import sys; sys.path[:] = sys.argv[2:]; import flows.{0} as m; m.serve(int(sys.argv[1]))"
PATIENCE = 6  # times its wall time that an item may take on a machine too busy to run it
MOMENT = 0.05  # seconds: what is owed less than this is owed nothing
AHEAD = 4  # results held per worker behind one slow item: enough to keep the others busy
SMALL = 65_536  # bytes of an item that waits in the pipe: a larger one could block who sends it


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that gave no result: why, and which one, counted from 0."""

    reason: Reason
    message: str
    index: int


@dataclass(slots=True)
class Worker:
    """One process, and the item it is busy with; the deadline is on the monotonic clock."""

    process: subprocess.Popen[bytes]
    pipe: "Connection[Any, Any]"
    deadline: float
    started: float = 0.0
    cpu_seconds: float = 0.0  # used before the item
    is_ready: bool = False
    is_fresh: bool = True  # has not yet given a result
    index: int | None = None
    item: Any = None
    following: tuple[int, Any] | None = None  # the next item, where it waits in the pipe already


def launch(
    module: str, descriptor: int, *, is_apart: bool = False, errors: IO[bytes] | None = None
) -> "subprocess.Popen[bytes]":
    """Start `serve` of a module of ours with an open file, in a process that hears of our death.

    One that is apart hears no Ctrl-C of the terminal either. `errors` takes its standard error.
    """
    from flows.settings import worker_environment  # which no worker needs: it costs each 0.1 s

    return subprocess.Popen(
        [sys.executable, "-c", BOOT.format(module), str(descriptor), *sys.path],
        stdin=subprocess.PIPE,  # never written to: it breaks when this process dies
        stdout=subprocess.DEVNULL,
        stderr=errors,
        pass_fds=(descriptor,),
        env=worker_environment(),
        start_new_session=is_apart,
    )


class Workers(Generic[Item, Result]):
    """Processes that call one importable function, each call bounded in time and memory.

    An item has `seconds` of wall time; one that runs but was not given the processor, because the
    machine is busy, has until it has used as much, at most six times as long.
    `prepare` is called once in every new worker (to load a model) within `start_seconds`.
    `memory_bytes` bounds a worker's private memory, code and models included (RLIMIT_DATA).
    A small item is sent while the worker has another, so that it waits for nobody between the two.
    Workers end when the `with` block is left, and when this process dies in whatever way.
    """

    def __init__(
        self,
        function: Callable[[Item], Result],
        *,
        count: int,
        seconds: float,
        memory_bytes: int | None = None,
        prepare: Callable[[], object] | None = None,
        start_seconds: float = 600.0,
    ) -> None:
        """Start nothing yet: a worker starts when there is an item for it, or by `start`."""
        self._order = pickle.dumps((function, prepare, memory_bytes))
        self._count = max(1, count)
        self._seconds = seconds
        self._start_seconds = start_seconds
        self._workers: list[Worker] = []
        self._returned: list[tuple[int, Item]] = []  # that waited for a worker which was ended

    def __enter__(self) -> Self:
        """Give the workers."""
        return self

    def __exit__(self, *_: object) -> None:
        """End every worker, whatever it is doing."""
        for worker in list(self._workers):
            self._end(worker)

    def start(self, items: int) -> None:
        """Start what so many items will need, so that workers load before the first one comes."""
        for _ in range(min(items, self._count) - len(self._workers)):
            self._start()

    def map(self, items: Iterable[Item]) -> Iterator[Result | Failure | PipelineError]:
        """Yield what the function gives for each item, in the order of the items.

        An error of our own (BadDocument) that the function raises is yielded as itself. Items are
        taken only a few ahead of the results that were yielded. Raises PipelineError where a
        worker cannot even start.
        """
        source = enumerate(items)
        done: dict[int, Any] = {}
        self._returned.clear()
        try:
            for index in count_up():
                while index not in done:
                    if len(done) < AHEAD * self._count:
                        self._hand_out(source, done)
                    if not any(worker.index is not None for worker in self._workers):
                        return
                    self._collect(done)
                yield done.pop(index)
        finally:
            for worker in [each for each in self._workers if each.index is not None]:
                self._end(worker)  # the caller went away: nobody waits for these

    def _hand_out(self, source: Iterator[tuple[int, Item]], done: dict[int, Any]) -> None:
        """Give an item to every worker that has none, starting workers up to the count.

        Then every worker that is at one gets the next.
        """
        idle: list[Worker | None] = [each for each in self._workers if each.index is None]
        for worker in idle + [None] * (self._count - len(self._workers)):
            pair = self._take(source)
            if pair is None:
                return
            self._assign(worker or self._start(), *pair, done)
        if len(done) < (AHEAD - 1) * self._count:
            for worker in [each for each in self._workers if each.is_ready and not each.following]:
                pair = self._take(source)
                if pair is None or not self._send_ahead(worker, pair):
                    return

    def _take(self, source: Iterator[tuple[int, Item]]) -> tuple[int, Item] | None:
        return self._returned.pop() if self._returned else next(source, None)

    def _send_ahead(self, worker: Worker, pair: tuple[int, Item]) -> bool:
        """Let a small item wait in the pipe of a worker that is at another; a large one is kept."""
        written = ForkingPickler.dumps(pair[1])
        if len(written) <= SMALL:
            with suppress(BrokenPipeError, ConnectionResetError):  # its last words are to be read
                worker.pipe.send_bytes(written)
                worker.following = pair
                return True
        self._returned.append(pair)
        return False

    def _start(self) -> Worker:
        ours, theirs = Pipe()
        process = launch("worker", theirs.fileno())
        theirs.close()
        ours.send_bytes(self._order)
        worker = Worker(process, ours, time.monotonic() + self._start_seconds)
        self._workers.append(worker)
        return worker

    def _end(self, worker: Worker) -> int:
        """Kill a worker and return its exit code: what it had, where it was dead already."""
        worker.process.kill()
        code = worker.process.wait()
        if worker.process.stdin:
            worker.process.stdin.close()
        worker.pipe.close()
        self._workers.remove(worker)
        return code

    def _assign(self, worker: Worker, index: int, item: Item, done: dict[int, Any]) -> None:
        worker.index, worker.item = index, item
        if worker.is_ready:
            self._send(worker, done)

    def _send(self, worker: Worker, done: dict[int, Any]) -> None:
        try:
            worker.pipe.send(worker.item)
        except (BrokenPipeError, ConnectionResetError):
            self._lose(worker, "crash", done)
        else:
            self._begin(worker)

    def _begin(self, worker: Worker) -> None:
        worker.started = time.monotonic()
        worker.deadline = worker.started + self._seconds
        worker.cpu_seconds = processor_use(worker.process.pid)[1]

    def _lose(self, worker: Worker, reason: Reason, done: dict[int, Any]) -> None:
        """End a worker that failed with its item; the item has a second try if it may be innocent.

        A worker's memory grows with use, and the system kills the largest: only what a fresh
        worker fails with is the item's own fault. Time is not given twice.
        """
        code = self._end(worker)
        if worker.following is not None:
            self._returned.append(worker.following)
        if not worker.is_ready:
            raise PipelineError(f"a worker could not start (exit code {code}): see its last words")
        if worker.index is None:
            return
        if worker.is_fresh or reason == "timeout":
            told = self._explain(reason, code)
            done[worker.index] = Failure(reason, told, worker.index)
        else:
            self._assign(self._start(), worker.index, worker.item, done)

    def _explain(self, reason: Reason, code: int) -> str:
        if reason == "timeout":
            return f"took longer than {self._seconds:g} s and was ended"
        if reason == "memory":
            return "needed more memory than it may and was ended"
        return f"the worker died of it (exit code {code})"

    def _collect(self, done: dict[int, Any]) -> None:
        """Wait until a worker answers or is late, and note what came of its item."""
        busy = [each for each in self._workers if each.index is not None]
        patience = min(each.deadline for each in busy) - time.monotonic()
        answered = wait([each.pipe for each in busy], timeout=max(0.0, patience))
        for worker in busy:
            if worker.pipe in answered:
                self._receive(worker, done)
            elif time.monotonic() >= worker.deadline and not self._is_starved(worker):
                self._lose(worker, "timeout", done)

    def _is_starved(self, worker: Worker) -> bool:
        """Tell whether a late item is owed processor time, and give it that time."""
        state, used = processor_use(worker.process.pid)
        owed = self._seconds - (used - worker.cpu_seconds)
        last = worker.started + PATIENCE * self._seconds
        if not worker.is_ready or state not in "RD" or owed < MOMENT or time.monotonic() > last:
            return False
        worker.deadline = time.monotonic() + owed
        return True

    def _receive(self, worker: Worker, done: dict[int, Any]) -> None:
        """Take one answer: ready, a result, an error, or the silence of a dead worker."""
        try:
            kind, answer = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._lose(worker, "crash", done)
            return
        if kind == "ready":
            worker.is_ready = True
            self._send(worker, done)
        elif kind == "memory":
            self._lose(worker, "memory", done)
        else:
            assert worker.index is not None  # only a worker with an item answers
            done[worker.index] = (
                answer if kind == "result" else Failure("error", answer, worker.index)
            )
            worker.index, worker.item = worker.following or (None, None)
            worker.following = None
            worker.is_fresh = False
            if worker.index is not None:
                self._begin(worker)


def processor_use(process_id: int) -> tuple[str, float]:
    """Return a process's state (R running, S asleep …) and the processor seconds it has used."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "X", 0.0
    return fields[0], (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
