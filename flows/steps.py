"""The steps of a run: each joins one stage to the warehouse and says what it counted.

A step opens the work database, hands the stage its input as plain values, and stores what comes
back. Whatever a step has stored stays; a run that was killed between two is finished by the next.
"""

import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import version
from typing import Any

from flows import lock, paths, store
from flows.errors import BadDocument, BadTable, PipelineError
from flows.keys import content_hash, row_key
from flows.ledger import StageCount, Summary, add_up, run_row, write_status
from flows.normalize import frames, models
from flows.progress import track
from flows.records import ArticleText, Document, Fetch, Rejected, Sighting
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
    """Yield the work database of the settings' warehouse."""
    with store.opened(paths.Warehouse(settings.warehouse).work) as connection:
        yield connection


@contextmanager
def recorded(settings: Settings, *, now: datetime) -> Iterator[Book]:
    """Hold the warehouse's lock, and write down how the run inside ended, whatever happens."""
    warehouse = paths.Warehouse(settings.warehouse)
    with lock.held(warehouse.lock, wait_seconds=settings.wait_seconds):
        book = Book(run_id=row_key("run", now, os.getpid()), started_at=now)
        began = time.monotonic()
        with work(settings) as connection:
            store.create_tables(connection)
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


def poll_feeds(settings: Settings, book: Book, *, is_forced: bool, now: datetime) -> StageCount:
    """Ask the listed feeds that are due (forced: all) and store what they say."""
    from flows.ingest.archive import Archive
    from flows.ingest.opml import merge_sources, read_opml
    from flows.ingest.poll import poll_feeds as poll
    from flows.ingest.schedule import due_sources

    tally = Tally("feeds")
    listed, rejected = read_opml(settings.seeds / "feeds.opml")
    with work(settings) as connection:
        sources = merge_sources(listed, frames.read_sources(_rows(connection, "known_feeds")))
        due = due_sources(sources, now=now, is_forced=is_forced)
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            harvest = poll(
                due,
                now=now,
                archive=archive,
                open_client=_client(settings, now),
                known=_known_documents(connection),
            )
        states = {source.source_id: source for source in (*sources, *harvest.sources)}
        write_rows(connection, "sources", [frames.plain_row(each) for each in states.values()])
        write_rows(connection, "fetches", [frames.fetch_row(each) for each in harvest.fetches])
        _write_sightings(connection, harvest.sightings)
        write_rows(
            connection, "documents", [frames.document_row(each) for each in harvest.documents]
        )
        rejected = [*rejected, *harvest.rejected]
        refuse(connection, rejected, now=now)
    silent = [
        each
        for each in harvest.fetches
        if each.purpose == "feed" and each.outcome not in ("ok", "not_modified")
    ]
    if silent:
        book.notes.append(_silence(silent, len(due)))
    tally.count_in, tally.count_out = len(due), len(due) - len(silent)
    tally.quarantined_count = len(rejected)
    return tally.done()


def fetch_pages(settings: Settings, *, now: datetime) -> StageCount:
    """Fetch the pages that feeds link to and that are new, changed or due for another look."""
    from flows.ingest.archive import Archive
    from flows.ingest.pages import due_pages
    from flows.ingest.pages import fetch_pages as fetch

    tally = Tally("pages")
    with work(settings) as connection:
        sightings = frames.read_sightings(_rows(connection, "open_sightings", [now]))
        known = {page.article_id: page for page in frames.read_pages(_rows(connection, "pages"))}
        due = due_pages(sightings, known, now=now)
        if not due:
            return tally.done()
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            harvest = fetch(
                due,
                now=now,
                archive=archive,
                open_client=_client(settings, now),
                known=_known_documents(connection),
            )
        write_rows(
            connection, "documents", [frames.document_row(each) for each in harvest.documents]
        )
        write_rows(connection, "pages", [frames.plain_row(each) for each in harvest.pages])
        write_rows(connection, "fetches", [frames.fetch_row(each) for each in harvest.fetches])
        refuse(connection, list(harvest.rejected), now=now)
    tally.count_in, tally.count_out = len(due), len(harvest.documents)
    tally.quarantined_count = len(harvest.rejected)
    return tally.done()


def _client(settings: Settings, now: datetime) -> Callable[[], Any]:
    from flows.ingest.fetch import Client
    from flows.ingest.guard import parse_allowed
    from flows.ingest.polite import Limits

    return partial(
        Client,
        now=now,
        limits=Limits(delay_seconds=settings.host_delay_seconds),
        allowed=parse_allowed(settings.allow_networks),
        contact=settings.contact,
    )


def _rows(connection: store.Connection, question: str, parameters: Any = ()) -> list[frames.Row]:
    return store.ask_file(connection, QUESTIONS / f"{question}.sql", parameters).to_dicts()


def _known_documents(connection: store.Connection) -> frozenset[str]:
    return frozenset(
        store.ask_file(connection, QUESTIONS / "known_documents.sql").to_series().to_list()
    )


def _write_sightings(connection: store.Connection, sightings: Iterable[Sighting]) -> None:
    """Store what feeds say of their items; the day an item was first seen stays."""
    rows = {each.sighting_id: frames.plain_row(each) for each in sightings}
    known = dict(
        connection.execute(
            "select sighting_id, first_seen_at from sightings where list_contains($1, sighting_id)",
            [list(rows)],
        ).fetchall()
    )
    for sighting_id, first_seen_at in known.items():
        rows[sighting_id]["first_seen_at"] = first_seen_at
    write_rows(connection, "sightings", list(rows.values()))


def _silence(silent: list[Fetch], asked: int) -> str:
    """Return the line that says which feeds gave nothing, and why the first of them did not."""
    why = Counter(each.outcome for each in silent).most_common()
    kinds = ", ".join(f"{count} {outcome}" for outcome, count in why)
    first = f"{silent[0].url}: {silent[0].message or silent[0].status}"
    return f"feeds that gave nothing: {len(silent)} of {asked} ({kinds}); the first: {first}"


def count_pending(settings: Settings) -> int:
    """Return how many documents wait to be extracted."""
    with work(settings) as connection:
        row = connection.execute(
            "select count(*) from documents where outcome = 'pending'"
        ).fetchone()
    return int(row[0]) if row else 0


def extract(settings: Settings, *, now: datetime) -> StageCount:
    """Extract a batch of waiting documents and stage the revisions that are new."""
    from flows.extract.batch import extract_batch

    tally = Tally("extract")
    with work(settings) as connection:
        rows = _rows(connection, "pending_documents", [settings.batch_size])
        documents = [frames.read_document(row) for row in rows]
        lost: list[Rejected] = []
        pages = track(_bodies(settings, documents, lost), "extract", len(documents))
        read = extract_batch(pages, processes=settings.processes, seconds=settings.page_seconds)
        outcomes = [*read, *lost]
        models.stage_articles(connection, outcomes, now=now)
        models.stage_changes(
            connection, [_change(row) for row in models.changed_revisions(connection)]
        )
    tally.count_in = len(documents)
    tally.quarantined_count = sum(isinstance(outcome, Rejected) for outcome in outcomes)
    tally.count_out = tally.count_in - tally.quarantined_count
    return tally.done()


def _change(pair: frames.Row) -> frames.Row:
    """Return what a revision added and removed; a changed sentence counts as both."""
    from flows.extract.revisions import compare_revisions

    found = compare_revisions(pair["old_title"], pair["old_text"], pair["title"], pair["text"])
    changed = [change for change in found.changed if change.part == "text"]
    return {
        "article_id": pair["article_id"],
        "revision": pair["revision"],
        "added": [*found.added, *(change.after for change in changed)],
        "removed": [*found.removed, *(change.before for change in changed)],
        "previous_title": found.title.before if found.title else None,
    }


def _bodies(
    settings: Settings, documents: list[Document], lost: list[Rejected]
) -> Iterator[tuple[Document, bytes]]:
    """Yield each document with its body from the archive; note those that the archive has lost."""
    from flows.extract.batch import reject
    from flows.ingest.archived import read_body

    for document in documents:
        try:
            yield document, read_body(paths.Warehouse(settings.warehouse).raw, document.raw_ref)
        except BadDocument as error:
            lost.append(reject(document, error))


def annotate(settings: Settings, workers: Workers[Any, Any], *, now: datetime) -> StageCount:
    """Annotate the staged revisions and stage all that was read out of them."""
    tally = Tally("annotate")
    with work(settings) as connection:
        texts = models.staged_texts(connection)
        outcomes = [
            outcome if not isinstance(outcome, Failure | PipelineError) else _unread(text, outcome)
            for text, outcome in zip(
                texts, workers.map(track(texts, "annotate", len(texts))), strict=True
            )
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
    book.notes += [failure.sentence() for failure in report.failures("warning")]
    report.raise_for_critical()
    tally.count_in = tally.count_out = sum(report.row_counts.values())
    return tally.done()


def accept(settings: Settings) -> StageCount:
    """Make what is staged part of the accepted tables."""
    tally = Tally("accept")
    with work(settings) as connection:
        models.accept(connection)
    return tally.done()


def is_unpublished(settings: Settings) -> bool:
    """Say whether something was accepted, or the marts' SQL changed, since the last publication."""
    warehouse = paths.Warehouse(settings.warehouse)
    if not (warehouse.news.exists() and (warehouse.marts / "latest").exists()):
        return True
    with work(settings) as connection:
        row = connection.execute(
            "select accepted_count = published_count and published_code = $1 from generations",
            [_code_hash()],
        ).fetchone()
    return row is not None and not row[0]


def publish(settings: Settings, book: Book) -> StageCount:
    """Publish the accepted tables: a version of the marts, and the database that analysts open."""
    from flows.publish.database import publish_database
    from flows.publish.manifest import latest_version
    from flows.publish.parquet import publish_marts

    tally = Tally("publish")
    warehouse = paths.Warehouse(settings.warehouse)
    with work(settings) as connection:
        fresh = publish_marts(
            connection,
            warehouse.marts,
            code_version=version("dateline"),
            published_at=book.started_at,
            keep=settings.keep_versions,
        )
        stands = fresh or latest_version(warehouse.marts)
        if stands is None:
            raise BadTable(f"{warehouse.marts}: nothing was published; remove it and run again")
        publish_database(connection, warehouse.news, stands)
        store.run_file(connection, paths.SQL / "normalize" / "published.sql", [_code_hash()])
    book.published_version = fresh.name if fresh else None
    tally.count_in = tally.count_out = len(stands.manifest.marts)
    return tally.done()


def _code_hash() -> str:
    """Return the hash of all SQL that makes what is published."""
    files = sorted([*(paths.SQL / "marts").glob("*.sql"), *store.schema_files()])
    return content_hash(b"\0".join(path.read_bytes() for path in files))
