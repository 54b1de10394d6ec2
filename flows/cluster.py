"""A Dask client and a job go in; hands on the cluster's machines come out.

Items travel in parcels, Parquet files on storage that all machines share; only a parcel's address
goes through the scheduler. A worker that dies costs its parcel, which the scheduler gives to
another; a parcel done twice has the same answers. Each worker does its items in a process of its
own that can be ended, as one machine does them.
"""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count as count_up
from itertools import islice
from platform import node
from typing import Any, Protocol
from uuid import uuid4

from flows import paths
from flows.errors import BadDocument, BadSettings, PipelineError
from flows.jobs import Hands, Job, annotate_job, extract_job
from flows.keys import content_hash
from flows.parcels import read_parcel, remove_parcels, write_parcel
from flows.settings import Settings
from flows.workers import Failure, Workers

PARCEL = 25  # items a parcel: seconds of work, so that a lost worker costs seconds
AHEAD = 2  # parcels a thread of the cluster has before it
PATIENCE = 60  # seconds that the cluster may take to have a first worker
CODE = ("flows/**/*.py", "flows/**/*.sha256", "seeds/*.csv")
OWN = "manifest.csv"  # the operator's, of whom no worker has a copy

_own = threading.local()  # of a Dask worker's thread: its processes, by job


class Client(Protocol):
    """What is used of a Dask client."""

    def submit(self, function: Any, *args: Any, key: str, pure: bool) -> Any:
        """Send a call to a worker and return its future."""
        ...

    def wait_for_workers(self, n_workers: int, timeout: float) -> None:
        """Return once there are so many workers."""
        ...

    def nthreads(self) -> dict[str, int]:
        """Return the threads of every worker."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item, as a row: a result, a refusal of ours, or a failure."""

    result: Any
    reason: str | None
    message: str | None
    is_failure: bool


def outcome_type(job: Job) -> Any:
    """Return the type of a row with what came of one of the job's items."""
    return tuple[job.gives, str, str, bool]  # type: ignore[name-defined]


class Cluster:
    """Does one job on a cluster, as Workers do it on one machine."""

    def __init__(self, client: Client, job: Job, *, folder: str) -> None:
        """Send nothing yet; parcels go into `folder`, which every worker must see."""
        self._client = client
        self._job = job
        self._folder = f"{folder.rstrip('/')}/{job.name}-{uuid4().hex[:12]}"

    def map(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield what Workers.map would for each item, in the order of the items.

        Raises:
            PipelineError: a parcel could not be done by any worker.
        """
        sent: deque[tuple[int, Any]] = deque()
        source, ahead = iter(items), AHEAD * max(1, sum(self._client.nthreads().values()))
        try:
            for number in count_up():
                some = list(islice(source, PARCEL))
                if some:
                    sent.append((number, self._send(number, some)))
                if not sent:
                    return
                if not some or len(sent) >= ahead:
                    yield from self._receive(*sent.popleft())
        finally:
            for _, future in sent:  # the caller went away: nobody waits for these
                future.cancel()
            remove_parcels(self._folder)

    def _send(self, number: int, items: list[Any]) -> Any:
        address = f"{self._folder}/{number:06}"
        write_parcel(f"{address}.in.parquet", items, self._job.takes)
        key = f"{self._job.name}-{uuid4().hex}"
        return self._client.submit(do_parcel, self._job, address, code_hash(), key=key, pure=False)

    def _receive(self, number: int, future: Any) -> Iterator[Any]:
        try:
            address = future.result()
        except PipelineError:
            raise
        except Exception as error:  # whatever Dask says of a worker, or a worker of its storage
            raise PipelineError(
                f"{self._job.name}, parcel {number}: no worker could do it "
                f"({type(error).__name__}: {error}); see the workers' logs, check that each sees "
                f"{self._folder}, or set DATELINE_RUNNER=local"
            ) from error
        for index, row in enumerate(read_parcel(address, outcome_type(self._job))):
            yield _opened(Outcome(*row), number * PARCEL + index)


def _opened(outcome: Outcome, index: int) -> Any:
    """Return what Workers.map would have yielded."""
    if outcome.is_failure:
        return Failure(outcome.reason, outcome.message or "", index)  # type: ignore[arg-type]
    if outcome.message is None:
        return outcome.result
    if outcome.reason is None:
        return PipelineError(outcome.message)
    return BadDocument(outcome.reason, outcome.message)


def _closed(outcome: Any) -> Outcome:
    if isinstance(outcome, Failure):
        return Outcome(None, outcome.reason, outcome.message, True)
    if isinstance(outcome, BadSettings):
        raise outcome  # no item's fault
    if isinstance(outcome, PipelineError):
        return Outcome(None, getattr(outcome, "reason", None), str(outcome), False)
    return Outcome(outcome, None, None, False)


@contextmanager
def cluster_hands(settings: Settings, client: Client) -> Iterator[Hands]:
    """Give the hands of a cluster that has at least one worker.

    Raises:
        BadSettings: no worker came.
    """
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError as error:
        raise BadSettings(
            f"DATELINE_SCHEDULER={settings.scheduler}: no worker within {PATIENCE} s; "
            "start `dask worker` on the machines that shall work"
        ) from error
    folder = settings.shared or str(paths.Warehouse(settings.warehouse).parcels.resolve())
    yield Hands(
        Cluster(client, extract_job(settings), folder=folder),
        Cluster(client, annotate_job(), folder=folder),
    )


@cache
def code_hash() -> str:
    """Return the hash of all code and data that results depend on."""
    files = sorted(path for pattern in CODE for path in paths.ROOT.glob(pattern))
    return content_hash(b"\0".join(path.read_bytes() for path in files if path.name != OWN))


# --- the worker's side ----------------------------------------------------------------------------


def do_parcel(job: Job, address: str, code: str) -> str:
    """Do the items of a parcel and return where their outcomes are; never twice the same place.

    Raises:
        BadSettings: this machine runs other code than the one that sent the parcel.
    """
    if code != code_hash():
        raise BadSettings(
            f"{node()}: this Dask worker runs other code than the run that asked it; "
            "bring both to the same version and start the worker again"
        )
    items = read_parcel(f"{address}.in.parquet", job.takes)
    done = [_closed(outcome) for outcome in _workers(job).map(items)]
    answer = f"{address}.{uuid4().hex[:12]}.out.parquet"
    rows = [(each.result, each.reason, each.message, each.is_failure) for each in done]
    write_parcel(answer, rows, outcome_type(job))
    return answer


def _workers(job: Job) -> Workers[Any, Any]:
    """Return this thread's process for the job, its models loaded once; it ends with the worker."""
    standing: dict[Job, Workers[Any, Any]] = _own.__dict__.setdefault("workers", {})
    if job not in standing:
        standing[job] = job.workers(1)
    return standing[job]
