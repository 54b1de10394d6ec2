"""A run goes in; the lock is held around it, and how it ended is written down, whatever happens."""

import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from flows import lock, migrations, paths, store
from flows.alarm import raise_alarm
from flows.errors import BadDatabase, BadTable
from flows.keys import row_key
from flows.ledger import Book, run_row, write_history, write_status
from flows.settings import Settings
from flows.workbench import ask_rows, mishaps_told, work, write_rows

log = logging.getLogger("dateline")
STOPPED = "stopped from outside: what was stored stays, the next run goes on from there"


@contextmanager
def held(settings: Settings) -> Iterator[paths.Warehouse]:
    """Hold the warehouse's lock, and keep its work database open from its first use on."""
    warehouse = paths.Warehouse(settings.warehouse)
    with (
        lock.held(warehouse.lock, wait_seconds=settings.wait_seconds),
        store.kept_open(warehouse.work),
    ):
        yield warehouse


@contextmanager
def recorded(settings: Settings, *, now: datetime) -> Iterator[Book]:
    """Hold the warehouse's lock, and write down how the run inside ended, whatever happens."""
    with held(settings), booked(settings, now=now) as book:
        yield book


@contextmanager
def booked(settings: Settings, *, now: datetime) -> Iterator[Book]:
    """Write down how the run inside ended, whatever happens; the caller holds the lock."""
    warehouse = paths.Warehouse(settings.warehouse)
    book = Book(run_id=row_key("run", now, os.getpid()), started_at=now)
    began, is_ready = time.monotonic(), False
    try:
        make_ready(warehouse, now=now)
        is_ready = True
        _open_book(settings, book)
        yield book
        book.outcome = "done"
    except BaseException as error:
        _judge(error, book, warehouse)
        raise
    finally:
        book.finished_at = now + timedelta(seconds=time.monotonic() - began)
        _close_book(settings, book, is_ready=is_ready)


def make_ready(warehouse: paths.Warehouse, *, now: datetime) -> None:
    """Bring the work database up to date; refuse to start one anew beside what is published.

    Raises:
        BadSettings: it is gone, damaged, or newer code's.
        TryLater: the disk or the memory failed under it.
    """
    remedy = "`dateline rebuild` makes it anew from what is published and the archive"
    if not warehouse.work.exists() and _is_published(warehouse):
        raise BadDatabase(
            f"{warehouse.work}: it is gone, though {warehouse.marts} stands: {remedy}"
        )
    try:
        with mishaps_told(warehouse.work):
            migrations.migrate(warehouse.work, now=now)
    except BadDatabase as error:
        raise BadDatabase(f"{error}; if the file is damaged, {remedy}") from error


def _is_published(warehouse: paths.Warehouse) -> bool:
    """Say whether a version stands there, be it one that a backup has brought back by itself."""
    latest, versions = warehouse.marts / "latest", warehouse.marts.glob("v*/manifest.json")
    return latest.exists() or any(versions)


def _open_book(settings: Settings, book: Book) -> None:
    with work(settings) as connection:
        connection.execute("update runs set outcome = 'killed' where outcome = 'running'")
        write_rows(connection, "runs", [run_row(book.summary())])
    write_status(paths.Warehouse(settings.warehouse), book.summary())


def _judge(error: BaseException, book: Book, warehouse: paths.Warehouse) -> None:
    """Note how an error ended a run; add to it which run that is, and where to see more of it."""
    book.outcome, book.message = "failed", f"{type(error).__name__}: {error}"
    if isinstance(error, BadTable):
        book.outcome, book.message = "refused", str(error)
    elif isinstance(error, OSError):
        error.add_note(_space(warehouse))
    elif not isinstance(error, Exception):  # Ctrl-C or a signal, of which no command says more
        book.message = f"{type(error).__name__}: {STOPPED}"
        log.error(book.message)
    error.add_note(f"run {book.run_id[:8]} {book.outcome}: `dateline status` shows how far it came")


def _space(warehouse: paths.Warehouse) -> str:
    """Return how full the disk is: an error of writing names no file."""
    free = shutil.disk_usage(warehouse.folder).free
    return f"{warehouse.folder} has {free / 1e6:.0f} MB left"


@contextmanager
def _unmasked(book: Book, place: Path) -> Iterator[None]:
    """Let what went wrong in a run be told, also where it cannot be written down."""
    try:
        yield
    except Exception as error:
        if book.outcome == "done":
            raise
        log.error(f"{place}: how the run ended could not be written down: {error}")


def _close_book(settings: Settings, book: Book, *, is_ready: bool) -> None:
    """Write down how a run ended, and tell whom the operator wants told where it ended badly.

    Each on its own: a disk on which nothing can be written is what an alarm is for. A database that
    was not made ready is left alone: opening one that is gone would begin it anew.
    """
    warehouse, summary = paths.Warehouse(settings.warehouse), book.summary()
    with _unmasked(book, warehouse.status):
        write_status(warehouse, summary)
        write_history(warehouse, summary)
    if book.outcome in ("failed", "refused"):
        raise_alarm(summary, url=settings.alarm_url, command=settings.alarm_command)
    if is_ready:
        with _unmasked(book, warehouse.work):
            _enter(settings, book)


def _enter(settings: Settings, book: Book) -> None:
    """Keep the run in its table, and for `dateline status` how the warehouse stands after it."""
    with work(settings) as connection:
        write_rows(connection, "runs", [run_row(book.summary())])
        book.slowest = ask_rows(connection, "slowest_sources", [book.started_at])
        (state,) = ask_rows(connection, "state")
        quarantine = ask_rows(connection, "quarantine_counts")
    write_status(
        paths.Warehouse(settings.warehouse),
        book.summary(),
        state=state | {"quarantine": quarantine},
    )
