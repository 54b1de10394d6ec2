"""Work on rows that nobody changes any more goes in; it is done beside what is made meanwhile.

What changes few marts is sought so, and files are sorted, written and linked: half of a
publication, which waits for nothing but its rows.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from flows.store import Connection, quoted

Result = TypeVar("Result")
# Settings that each connection has of its own.
OWN = ("timezone", "enable_progress_bar", "dynamic_or_filter_threshold", "search_path")


@dataclass(frozen=True, slots=True)
class Begun(Generic[Result]):
    """Work that a lane does, or will do."""

    work: Callable[[Connection], Result]
    future: Future[Result]

    def result(self) -> Result:
        """Wait for what it gives or raises."""
        return self.future.result()

    def result_by(self, connection: Connection) -> Result:
        """Do it with this connection where the lane has not come to it, else wait for it."""
        return self.work(connection) if self.future.cancel() else self.future.result()


class Lane:
    """A thread with a connection of its own, that does what is begun one after the other.

    It sees what was committed, and no temporary table or view of the connection beside which it is.
    """

    def __init__(self, connection: Connection, executor: ThreadPoolExecutor) -> None:
        """Do nothing yet."""
        self._connection = connection
        self._executor = executor

    def begin(self, work: Callable[[Connection], Result]) -> Begun[Result]:
        """Have work done with the lane's connection, or later with another."""
        return Begun(work, self._executor.submit(work, self._connection))


@contextmanager
def lane_beside(connection: Connection) -> Iterator[Lane]:
    """Yield a lane; when the block ends, what it is at is done, and what was only begun is not."""
    beside = connection.cursor()
    for name in OWN:
        (value,) = connection.execute("select current_setting(?)", [name]).fetchone() or ("",)
        beside.execute(f"set {name} = {quoted(value)}")
    executor = ThreadPoolExecutor(1, "lane")
    try:
        yield Lane(beside, executor)
    finally:
        executor.shutdown(cancel_futures=True)
        beside.close()
