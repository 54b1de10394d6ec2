"""The steps of a run: each joins one stage to the warehouse and says what it counted.

A step opens the work database, hands the stage its input as plain values, and stores what comes
back. Whatever a step has stored stays; a run that was killed between two is finished by the next.
"""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flows import lock, paths, store
from flows.errors import BadTable, PipelineError
from flows.keys import row_key
from flows.ledger import StageCount, Summary, add_up, run_row, write_status
from flows.normalize import frames, models
from flows.records import Article, ArticleText, Rejected
from flows.settings import Settings
from flows.workers import Failure, Workers

log = logging.getLogger("dateline")
QUESTIONS = paths.SQL / "work"
TEXT_SECONDS = 120.0  # longest that annotating one text may take


@dataclass(slots=True)
class Book:
    """What a run has done so far."""

    run_id: str
    started_at: datetime
    counts: list[StageCount] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcome: str = "running"
    finished_at: datetime | None = None
    published_version: str | None = None
    message: str | None = None

    def add(self, count: StageCount) -> None:
        """Write down what a step counted, and say so in the log."""
        self.counts.append(count)
        log.info(count.line())

    def summary(self) -> Summary:
        """Return the run as it stands."""
        return Summary(
            run_id=self.run_id,
            started_at=self.started_at,
            finished_at=self.finished_at,
            outcome=self.outcome,
            stages=add_up(self.counts),
            published_version=self.published_version,
            message=self.message,
            notes=tuple(self.notes),
        )


@dataclass(slots=True)
class Tally:
    """What a step counts while it goes."""

    stage: str
    count_in: int = 0
    count_out: int = 0
    quarantined_count: int = 0
    started: float = field(default_factory=time.monotonic)

    def done(self) -> StageCount:
        """Return the count as the ledger takes it."""
        seconds = time.monotonic() - self.started
        return StageCount(
            self.stage, self.count_in, self.count_out, self.quarantined_count, seconds
        )


@contextmanager
def work(settings: Settings) -> Iterator[store.Connection]:
    """Yield the work database of the settings' warehouse, its tables made where they lack."""
    warehouse = paths.Warehouse(settings.warehouse)
    warehouse.folder.mkdir(parents=True, exist_ok=True)
    with store.opened(warehouse.work) as connection:
        store.create_tables(connection)
        yield connection


@contextmanager
def recorded(settings: Settings, *, now: datetime) -> Iterator[Book]:
    """Hold the warehouse's lock, and write down how the run inside ended, whatever happens."""
    warehouse = paths.Warehouse(settings.warehouse)
    with lock.held(warehouse.lock, wait_seconds=settings.wait_seconds):
        book = Book(run_id=row_key("run", now, os.getpid()), started_at=now)
        began = time.monotonic()
        with work(settings) as connection:
            connection.execute("update runs set outcome = 'killed' where outcome = 'running'")
            write_rows(connection, "runs", [run_row(book.summary())])
        write_status(warehouse, book.summary())
        try:
            yield book
            book.outcome = "done"
        except BadTable as error:
            book.outcome, book.message = "refused", str(error)
            raise
        except BaseException as error:
            book.outcome, book.message = "failed", f"{type(error).__name__}: {error}"
            raise
        finally:
            book.finished_at = now + timedelta(seconds=time.monotonic() - began)
            write_status(warehouse, book.summary())
            with work(settings) as connection:
                write_rows(connection, "runs", [run_row(book.summary())])


def write_rows(connection: store.Connection, table: str, rows: list[frames.Row]) -> None:
    """Merge rows into a table by its key; of two rows with one key the later wins."""
    if not rows:
        return
    key = store.table_key(table)
    unique = {tuple(row[name] for name in key): row for row in rows}
    schema = store.read_frame(connection, f"from {table} where false").schema
    store.merge_frame(connection, table, frames.frame(unique.values(), schema))


def refuse(connection: store.Connection, rejected: list[Rejected], *, now: datetime) -> None:
    """Put items into quarantine; one that stands there already keeps the day it came."""
    fresh = [frames.quarantine_row(item, now=now) for item in rejected]
    known = dict(
        connection.execute(
            "select quarantine_id, first_seen_at from quarantine "
            "where list_contains($1, quarantine_id)",
            [[row["quarantine_id"] for row in fresh]],
        ).fetchall()
    )
    rows = [row | {"first_seen_at": known.get(row["quarantine_id"], now)} for row in fresh]
    write_rows(connection, "quarantine", rows)


def take_seeds(settings: Settings, *, now: datetime) -> StageCount:
    """Archive the seeds that are new, and let them wait to be extracted."""
    from flows.ingest.archive import Archive
    from flows.ingest.seeds import read_seeds, seed_sources

    tally = Tally("seeds")
    manifest = settings.seeds / "manifest.csv"
    with work(settings) as connection:
        known = frozenset(store.ask_file(connection, QUESTIONS / "known_seeds.sql").to_series())
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            documents, rejected = read_seeds(
                settings.seeds / "articles", manifest, archive=archive, known=known, now=now
            )
        sources = [frames.plain_row(source) for source in seed_sources(manifest)]
        write_rows(connection, "sources", sources)
        write_rows(connection, "documents", [frames.document_row(each) for each in documents])
        refuse(connection, rejected, now=now)
    tally.count_in = len(documents) + len(rejected)
    tally.count_out, tally.quarantined_count = len(documents), len(rejected)
    return tally.done()


def count_pending(settings: Settings) -> int:
    """Return how many documents wait to be extracted."""
    with work(settings) as connection:
        row = connection.execute(
            "select count(*) from documents where outcome = 'pending'"
        ).fetchone()
    return int(row[0]) if row else 0


def extract(settings: Settings, workers: Workers[Any, Any], *, now: datetime) -> StageCount:
    """Extract a batch of waiting documents and stage the revisions that are new."""
    from flows.extract.article import extract_pages
    from flows.extract.revisions import compare_revisions
    from flows.ingest.archived import read_body

    tally = Tally("extract")
    raw = paths.Warehouse(settings.warehouse).raw
    with work(settings) as connection:
        waiting = store.ask_file(
            connection, QUESTIONS / "pending_documents.sql", [settings.batch_size]
        )
        documents = [frames.read_document(row) for row in waiting.to_dicts()]
        pages = ((document, lambda d=document: read_body(raw, d.raw_ref)) for document in documents)
        outcomes: list[Article | Rejected] = list(extract_pages(pages, workers))
        models.stage_articles(connection, outcomes, now=now)
        changes = [compare_revisions(row) for row in models.changed_revisions(connection)]
        models.stage_changes(connection, changes)
    tally.count_in = len(documents)
    tally.quarantined_count = sum(isinstance(outcome, Rejected) for outcome in outcomes)
    tally.count_out = tally.count_in - tally.quarantined_count
    return tally.done()


def annotate(settings: Settings, workers: Workers[Any, Any], *, now: datetime) -> StageCount:
    """Annotate the staged revisions and stage all that was read out of them."""
    tally = Tally("annotate")
    with work(settings) as connection:
        texts = models.staged_texts(connection)
        outcomes = [
            outcome if not isinstance(outcome, Failure | PipelineError) else _unread(text, outcome)
            for text, outcome in zip(texts, workers.map(texts), strict=True)
        ]
        models.stage_annotations(connection, outcomes, now=now)
    tally.count_in = len(texts)
    tally.quarantined_count = sum(isinstance(outcome, Rejected) for outcome in outcomes)
    tally.count_out = tally.count_in - tally.quarantined_count
    return tally.done()


def _unread(text: ArticleText, failure: Failure | PipelineError) -> Rejected:
    reason = failure.reason if isinstance(failure, Failure) else "error"
    said = failure.message if isinstance(failure, Failure) else str(failure)
    return Rejected(
        stage="annotate",
        item=text.url or text.article_id,
        reason=reason,
        message=f"{text.url or text.article_id}: reading it {said}; the article stands unread",
    )


def wait_again(settings: Settings, *, since: datetime) -> None:
    """Send articles back to waiting, whole, that have a body fetched since then."""
    with work(settings) as connection:
        store.run_file(connection, paths.SQL / "normalize" / "wait_again.sql", [since])


def stage_again(settings: Settings, *, since: datetime) -> None:
    """Stage the accepted revisions fetched since then, to be annotated again."""
    with work(settings) as connection:
        models.stage_again(connection, since=since)


def extractors(settings: Settings) -> Workers[Any, Any]:
    """Return the processes that read pages."""
    from flows.extract.article import page_workers

    return page_workers(count=settings.processes, seconds=settings.page_seconds)


def readers(settings: Settings) -> Workers[Any, Any]:
    """Return the processes that annotate, each with its models loaded once."""
    from flows.annotate.article import annotate_article

    return Workers(annotate_article, count=settings.processes, seconds=TEXT_SECONDS)


def validate(settings: Settings, book: Book) -> StageCount:
    """Hold what is staged against the expectations.

    Raises:
        BadTable: a critical expectation failed; nothing of the batch is accepted.
    """
    from flows.validate.suites import run_suites

    tally = Tally("validate")
    warehouse = paths.Warehouse(settings.warehouse)
    report = run_suites(warehouse.work, docs_folder=warehouse.reports)
    book.notes += report.warnings()
    report.raise_for_critical()
    return tally.done()


def accept(settings: Settings) -> StageCount:
    """Make what is staged part of the accepted tables."""
    tally = Tally("accept")
    with work(settings) as connection:
        models.accept(connection)
    return tally.done()
