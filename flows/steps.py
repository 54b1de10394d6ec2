"""The steps of a run: each joins one stage to the warehouse and says what it counted.

A step opens the work database, hands the stage its input as plain values, and stores what comes
back. Whatever a step has stored stays; a run that was killed between two is finished by the next.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from flows import paths, store
from flows.errors import BadDocument, PipelineError
from flows.jobs import Hands
from flows.ledger import Book, StageCount, Tally
from flows.normalize import changes, frames, models
from flows.progress import track
from flows.records import Article, ArticleText, Document, Edit, Rejected
from flows.settings import Settings
from flows.validate.report import Report
from flows.workbench import ask_rows, known_keys, work
from flows.workers import Failure

STAGED = "select count(*) from staged.article_revisions"
PASSES = 3  # times that failing texts are taken out: a failure names at most two hundred rows


def count_pending(settings: Settings) -> int:
    """Return how many documents wait to be extracted."""
    with work(settings) as connection:
        sql = "select count(*) from documents where outcome = 'pending'"
        return int(store.ask_value(connection, sql))


def extract(settings: Settings, hands: Hands, *, now: datetime) -> StageCount:
    """Extract a batch of waiting documents and stage the revisions that are new."""
    from flows.extract.batch import read_pages

    tally = Tally("extract")
    with work(settings) as connection:
        rows = ask_rows(connection, "pending_documents", [settings.batch_size])
        documents = [frames.read_document(row) for row in rows]
        lost: list[Rejected] = []
        pages = track(_bodies(settings, documents, lost), "extract", len(documents))
        outcomes = [*read_pages(pages, hands.extract), *lost]
        passed = _passed_over(documents, outcomes)
        models.stage_articles(
            connection,
            [each for each in outcomes if each.document_id not in passed],
            now=now,
            passed_over=sorted(passed),
        )
        models.stage_changes(
            connection, [_change(row) for row in models.changed_revisions(connection)]
        )
    tally.count_in = len(documents)
    tally.quarantined_count = sum(isinstance(outcome, Rejected) for outcome in outcomes)
    tally.count_out = tally.count_in - tally.quarantined_count - len(passed)
    return tally.done()


def _passed_over(documents: list[Document], outcomes: list[Article | Rejected]) -> set[str]:
    """Return the documents that were wanted if of a day, and are older or do not tell."""
    wanted = {each.document_id: each.hints.wanted_since_at for each in documents}
    passed = set()
    for outcome in outcomes:
        since = wanted.get(outcome.document_id or "")
        if since is None or not isinstance(outcome, Article):
            continue
        if outcome.published_at is None or outcome.published_at < since:
            passed.add(outcome.document_id)
    return passed


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


def annotate(settings: Settings, hands: Hands, *, now: datetime) -> StageCount:
    """Annotate the staged revisions and stage all that was read out of them.

    While others read, this process loads what the next step checks with, and shapes the rows.
    """
    from flows.validate.suites import load_early

    tally, loading = Tally("annotate"), load_early()
    with work(settings) as connection:
        edits = models.staged_edits(connection)
        texts = [
            _dated(text, edits.get(text.article_id, [])) for text in models.staged_texts(connection)
        ]
        outcomes = (
            outcome if not isinstance(outcome, Failure | PipelineError) else _unread(text, outcome)
            for text, outcome in zip(
                texts, hands.annotate.map(track(texts, "annotate", len(texts))), strict=True
            )
        )
        tally.quarantined_count = models.stage_annotations(connection, outcomes, now=now)
    loading.join()
    tally.count_in = len(texts)
    tally.count_out = tally.count_in - tally.quarantined_count
    return tally.done()


def _dated(text: ArticleText, edits: list[Edit]) -> ArticleText:
    """Return a text with the days of what edits brought; the rest is as old as the article."""
    from flows.extract.additions import later_stretches

    told = [edit for edit in edits if edit.revision <= text.revision]
    published = [edit.published_at for edit in told if edit.published_at]
    return replace(
        text,
        published_at=min(published, default=text.published_at),
        later=later_stretches(text.text, told),
    )


def _unread(text: ArticleText, failure: Failure | PipelineError) -> Rejected:
    reason = failure.reason if isinstance(failure, Failure) else "error"
    said = failure.message if isinstance(failure, Failure) else str(failure)
    return Rejected(
        stage="annotate",
        item=text.url or text.article_id,
        reason=reason,
        document_id=text.document_id,
        message=f"{text.url or text.article_id}: reading it {said}; the article stands unread",
    )


def wait_again(settings: Settings, *, since: datetime) -> None:
    """Send articles back to waiting, whole, that have a body fetched since then."""
    with work(settings) as connection:
        store.run_file(connection, paths.NORMALIZE / "asked_since.sql", [since])
        changes.wait_again(connection)


def stage_again(settings: Settings, *, since: datetime) -> None:
    """Stage the accepted revisions fetched since then, to be annotated again."""
    with work(settings) as connection:
        models.stage_again(connection, since=since)


def wait_for_retry(settings: Settings) -> int:
    """Let what is in quarantine be tried again, and return how many items that are.

    Seeds are read from their folder, bodies from the archive, pages are asked for anew; texts that
    the annotator could not read, or that failed at being read again, are staged for it. Feeds are
    tried by runs, and not counted.
    """
    with work(settings) as connection:
        count = len(known_keys(connection, "tried_again"))
        store.run_file(connection, paths.NORMALIZE / "retry.sql")
        store.run_file(connection, paths.CHANGES / "waiting_documents.sql")
        models.stage_unread(connection)
    return count


def count_staged(settings: Settings) -> int:
    """Return how many revisions are staged."""
    with work(settings) as connection:
        return int(store.ask_value(connection, STAGED))


def validate(settings: Settings, book: Book, *, now: datetime) -> StageCount:
    """Hold what is staged against the expectations; texts that fail go to quarantine.

    Raises:
        BadTable: more failed than single texts; nothing of the batch is accepted.
    """
    from flows.validate.suites import run_suites

    tally = Tally("validate")
    warehouse = paths.Warehouse(settings.warehouse)
    check = partial(
        run_suites,
        warehouse.work,
        docs_folder=warehouse.reports,
        memory_mb=settings.database_memory_mb,
    )
    store.let_go(warehouse.work)
    report = check()
    try:
        for _ in range(PASSES):
            if report.success:
                break
            tally.quarantined_count += _set_aside(settings, report, book, now)
            store.let_go(warehouse.work)
            report = check(set_aside=report.set_aside + report.failures("critical"))
        report.raise_for_critical()
    finally:
        book.checked.append(report.summary())
    book.notes += [failure.sentence() for failure in report.failures("warning")]
    tally.count_out = sum(report.row_counts.values())
    tally.count_in = tally.count_out + tally.quarantined_count
    return tally.done()


def _set_aside(settings: Settings, report: Report, book: Book, now: datetime) -> int:
    """Take the texts that critical failures lead to out of the batch, and return their number."""
    from flows.validate.refusals import refusals

    with work(settings) as connection:
        refused = refusals(connection, report)
        rejected = [each.rejected for each in refused]
        texts = [(each.article_id, each.revision) for each in refused]
        models.set_aside(connection, texts, rejected, now=now)
    book.notes += [f"set aside: {each.message}" for each in rejected]
    return len(rejected)


def accept(settings: Settings) -> StageCount:
    """Make what is staged part of the accepted tables; what is counted are texts."""
    tally = Tally("accept")
    with work(settings) as connection:
        tally.count_in = tally.count_out = store.ask_value(connection, STAGED)
        store.insisting(connection, partial(models.accept, connection))
    return tally.done()
