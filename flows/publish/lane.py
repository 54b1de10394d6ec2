"""Work on rows that nobody changes any more goes in; it is done beside what is made meanwhile.

To sort, write and link files takes a third of a publication, and waits for nothing but its rows.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from flows.store import Connection

Result = TypeVar("Result")


class Lane:
    """A thread with a connection of its own, that does what is begun one after the other.

    It sees what was committed, and no temporary table or view of the connection beside which it is.
    """

    def __init__(self, connection: Connection, executor: ThreadPoolExecutor) -> None:
        """Do nothing yet."""
        self._connection = connection
        self._executor = executor

    def begin(self, work: Callable[[Connection], Result]) -> Future[Result]:
        """Have work done with the lane's connection; result() gives or raises what came of it."""
        return self._executor.submit(work, self._connection)


@contextmanager
def lane_beside(connection: Connection) -> Iterator[Lane]:
    """Yield a lane; when the block ends, what it is at is done, and what was only begun is not."""
    beside = connection.cursor()
    beside.execute("set timezone = 'UTC'")
    beside.execute("set enable_progress_bar = false")
    executor = ThreadPoolExecutor(1, "lane")
    try:
        yield Lane(beside, executor)
    finally:
        executor.shutdown(cancel_futures=True)
        beside.close()
