"""The run, top to bottom: seeds, feeds, pages, articles, annotations, tables, marts.

Tasks are steps over batches, tens of them a run; what may be tried again, and for how long, is said
here. A warehouse has one writer, so the steps follow one another, and the work inside them is
spread over processes.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.schedules import Cron
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_HOME,
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS,
    temporary_settings,
)

from flows import backfill, intake, paths, publishing, steps
from flows.errors import BadSettings, PipelineError
from flows.forgetting import bury
from flows.history import forget_flow_runs, leave_artifacts
from flows.interrupts import heeded, kept
from flows.jobs import Hands, local_hands
from flows.ledger import Book, Summary
from flows.logs import complain, take_over
from flows.progress import watched
from flows.recording import recorded
from flows.retention import tidy
from flows.server import own_server
from flows.settings import Settings, load_settings

log = logging.getLogger("dateline")
P = ParamSpec("P")
R = TypeVar("R")


class Step(Task[P, R]):
    """A task: Ctrl-C ends what its function does, and waits while Prefect works around that."""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:  # type: ignore[override]
        """Run the function as Prefect runs tasks."""
        with kept():
            return super().__call__(*args, **kwargs)


def step(function: Callable[P, R], *, minutes: int, retries: int = 0) -> Step[P, R]:
    """Return the step as a task: bounded in time, its arguments neither hashed nor stored."""
    return Step(
        heeded()(function),
        name=function.__name__.replace("_", "-"),
        timeout_seconds=minutes * 60,
        retries=retries,
        retry_delay_seconds=[5.0, 30.0][:retries],
        cache_policy=NO_CACHE,
        persist_result=False,
    )


take_seeds = step(watched(intake.take_seeds), minutes=60)
poll_feeds = step(watched(intake.poll_feeds), minutes=30, retries=1)
fetch_pages = step(watched(intake.fetch_pages), minutes=120, retries=1)
take_warcs = step(watched(backfill.take_warcs), minutes=240)
take_list = step(watched(backfill.take_list), minutes=10)
reach_back = step(watched(backfill.reach_back), minutes=60, retries=1)
extract = step(steps.extract, minutes=120)
annotate = step(steps.annotate, minutes=120)
validate = step(watched(steps.validate), minutes=30)
accept = step(watched(steps.accept), minutes=30)
publish = step(watched(publishing.publish), minutes=60)


@flow(name="daily", timeout_seconds=6 * 3600)
def daily(
    is_due_only: bool = False,
    warc: str | None = None,
    urls: str | None = None,
    since: datetime | None = None,
    now: datetime | None = None,
) -> Summary:
    """Take in what is new, from the seeds to the marts.

    Polls every listed feed, or only those that are due by their own rhythm. With WARC files or a
    list of addresses feeds are left alone; with a day they are also followed back to it. `now` is
    the run's clock, where a past day is told again (`make demo`).
    """
    settings, now = load_settings(), now or datetime.now(UTC)
    backfill.check_given(warc, urls)
    with reported(settings, now=now) as book:
        forget_flow_runs(before=now - timedelta(days=settings.keep_run_days))
        book.notes += tidy(settings, now=now)
        book.add(take_seeds(settings, now=now))
        if warc is not None:
            book.add(take_warcs(settings, warc, now=now))
        if urls is not None:
            book.add(take_list(settings, Path(urls), now=now))
        if warc is None and urls is None:
            book.add(poll_feeds(settings, book, is_forced=not is_due_only, now=now))
        if since is not None:
            book.add(reach_back(settings, book, since=since, now=now))
        if warc is None or urls is not None or since is not None:
            book.add(fetch_pages(settings, now=now))
        _read_waiting(settings, book, now)
    return book.summary()


@flow(name="reprocess", timeout_seconds=24 * 3600)
def reprocess(stage: str = "extract", since: datetime | None = None) -> Summary:
    """Read again, from the archive or from the texts, what was fetched since then."""
    settings, now = load_settings(), datetime.now(UTC)
    since = since or datetime(1970, 1, 1, tzinfo=UTC)
    with reported(settings, now=now) as book:
        if stage == "extract":
            steps.wait_again(settings, since=since)
            _read_waiting(settings, book, now)
        else:
            with hands_of(settings) as hands:
                steps.stage_again(settings, since=since)
                _read_staged(settings, hands, book, now)
            _publish(settings, book)
    return book.summary()


@flow(name="retry", timeout_seconds=6 * 3600)
def retry() -> Summary:
    """Try what is in quarantine again; feeds are tried by every run."""
    settings, now = load_settings(), datetime.now(UTC)
    with reported(settings, now=now) as book:
        book.notes.append(f"of quarantine, tried again: {steps.wait_for_retry(settings)}")
        if steps.count_staged(settings):
            with hands_of(settings) as hands:
                _read_staged(settings, hands, book, now)
        book.add(take_seeds(settings, now=now))
        book.add(fetch_pages(settings, now=now))
        _read_waiting(settings, book, now)
    return book.summary()


@contextmanager
def hands_of(settings: Settings, *, waiting: int = 1) -> Iterator[Hands]:
    """Give the hands that the settings name: processes of this machine, or a Dask cluster's.

    `waiting` is the number of documents that wait for them.

    Raises:
        BadSettings: no scheduler is named, or none answers there.
    """
    if settings.runner == "local":
        with local_hands(settings, waiting=waiting) as hands:
            yield hands
        return
    if settings.scheduler is None:
        raise BadSettings("DATELINE_RUNNER=dask: DATELINE_SCHEDULER=tcp://host:8786 is missing")
    from prefect_dask.task_runners import DaskTaskRunner

    from flows.cluster import cluster_hands

    with DaskTaskRunner(address=settings.scheduler) as runner:
        try:
            client = runner.client
        except (OSError, ValueError) as error:
            raise BadSettings(
                f"DATELINE_SCHEDULER={settings.scheduler}: no Dask scheduler answers ({error}); "
                "start `dask scheduler` there, or set DATELINE_RUNNER=local"
            ) from error
        with cluster_hands(settings, client) as hands:
            yield hands


def _read_waiting(settings: Settings, book: Book, now: datetime) -> None:
    bury(settings)
    if waiting := steps.count_pending(settings):
        with hands_of(settings, waiting=waiting) as hands:
            while steps.count_pending(settings):
                book.add(extract(settings, hands, now=now))
                _read_staged(settings, hands, book, now)
    _publish(settings, book)


def _read_staged(settings: Settings, hands: Hands, book: Book, now: datetime) -> None:
    book.add(annotate(settings, hands, now=now))
    book.add(validate(settings, book, now=now))
    book.add(accept(settings))


def _publish(settings: Settings, book: Book) -> None:
    if publishing.is_unpublished(settings):
        book.add(publish(settings, book))


@contextmanager
def reported(settings: Settings, *, now: datetime) -> Iterator[Book]:
    """Record the run inside, and leave what it did with Prefect, however it ended.

    Where no command of ours has begun the process, nobody else says why it ended badly.
    """
    book, is_prefects = None, take_over(output=settings.log_format)
    try:
        with heeded(), recorded(settings, now=now) as book:
            yield book
    except Exception as error:
        if is_prefects:
            log.error("; ".join([str(error), *getattr(error, "__notes__", [])]), exc_info=error)
        raise
    finally:
        if book is not None:
            leave_artifacts(paths.Warehouse(settings.warehouse), book)


@contextmanager
def served() -> Iterator[None]:
    """Have a Prefect server inside: the one that is named, or, where none answers, one of our own.

    The news do not wait until somebody has mended a server that only watches.

    Raises:
        PipelineError: our own does not start either.
    """
    url = PREFECT_API_URL.value()
    if url:
        with get_client(sync_client=True) as client:
            trouble = client.api_healthcheck()
        if trouble is None:
            with kept():
                yield
            return
        # not the log: that would go to the server
        complain(f"{url}: no Prefect server answers ({trouble}): it is run without")
    own = own_server()
    if why := own.trouble(PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS.value()):
        with recorded(load_settings(), now=datetime.now(UTC)):  # it is a run that failed
            raise PipelineError(
                f"{PREFECT_HOME.value()}: no Prefect server starts here ({why}): see to the disk, "
                "that nothing holds its prefect.db, and that the machine is not too busy "
                "(PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS waits longer), or name a server "
                "(PREFECT_API_URL), and run again"
            )
    with temporary_settings({PREFECT_API_URL: own.url}), kept():
        yield


def serve(cron: str) -> None:
    """Stay and run `daily` by this cron expression (UTC), one run at a time.

    The Prefect server also tells the alarm's address of runs that die.

    Raises:
        BadSettings: the expression is none, or no server is there that would keep the time.
    """
    url = PREFECT_API_URL.value()
    if not url:
        raise BadSettings(
            "schedule: it is a Prefect server that keeps the time, and none is named: start one "
            "(`prefect server start --background`) and set PREFECT_API_URL, or let cron start "
            "`dateline run --due`"
        )
    try:
        schedule = Cron(cron, timezone="UTC")
    except ValueError as error:
        raise BadSettings(f"--cron {cron!r}: {error}") from error
    if alarm_url := load_settings().alarm_url:
        from flows.watching import watch

        watch(alarm_url, flows=frozenset({daily.name}))
    log.info(f"schedule: {cron} (UTC), as {url} says; Ctrl-C ends it")
    daily.serve(
        name="schedule",
        schedule=schedule,
        limit=1,
        parameters={"is_due_only": True},
        print_starting_message=False,
    )
