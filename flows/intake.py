"""The steps that take in: seeds, feeds and pages become documents that wait to be read."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from flows import paths, store
from flows.ledger import Book, StageCount, Tally
from flows.normalize import frames
from flows.records import Fetch, Rejected, Sighting, Source
from flows.settings import Settings
from flows.workbench import (
    QUESTIONS,
    ask_rows,
    readmit,
    readmit_seeds,
    refuse,
    work,
    write_rows,
)

FEEDS = "feeds.opml"
HEARD = ("ok", "not_modified")


def take_seeds(settings: Settings, *, now: datetime) -> StageCount:
    """Archive the seeds that are new, and let them wait to be extracted."""
    from flows.ingest.archive import Archive
    from flows.ingest.seeds import read_seeds, seed_source, seed_sources

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
        folder = seed_source().source_id
        rejected = [replace(each, source_id=each.source_id or folder) for each in rejected]
        readmit_seeds(connection, rejected)
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
    listed, rejected = read_opml(settings.seeds / FEEDS)
    with work(settings) as connection:
        sources = merge_sources(listed, frames.read_sources(ask_rows(connection, "known_feeds")))
        due = due_sources(sources, now=now, is_forced=is_forced)
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            harvest = poll(
                due,
                now=now,
                archive=archive,
                open_client=_client(settings, now),
                known=_known_documents(connection),
                robots=frames.read_fetches(ask_rows(connection, "latest_robots")),
            )
        states = {source.source_id: source for source in (*sources, *harvest.sources)}
        write_rows(connection, "sources", [frames.plain_row(each) for each in states.values()])
        write_rows(connection, "fetches", [frames.fetch_row(each) for each in harvest.fetches])
        _write_sightings(connection, harvest.sightings)
        write_rows(
            connection, "documents", [frames.document_row(each) for each in harvest.documents]
        )
        rejected = [*rejected, *harvest.rejected]
        readmit(connection, _heard(harvest.sources, rejected))
        refuse(connection, rejected, now=now)
    silent = [
        each for each in harvest.fetches if each.purpose == "feed" and each.outcome not in HEARD
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
        sightings = frames.read_sightings(ask_rows(connection, "open_sightings", [now]))
        known = {page.article_id: page for page in frames.read_pages(ask_rows(connection, "pages"))}
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
                robots=frames.read_fetches(ask_rows(connection, "latest_robots")),
            )
        write_rows(
            connection, "documents", [frames.document_row(each) for each in harvest.documents]
        )
        write_rows(connection, "pages", [frames.plain_row(each) for each in harvest.pages])
        write_rows(connection, "fetches", [frames.fetch_row(each) for each in harvest.fetches])
        readmit(connection, [each.name for each in harvest.documents])
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


def _heard(sources: Iterable[Source], rejected: Iterable[Rejected]) -> list[str]:
    """Return the items of quarantine that are well again: feeds that answered, and their list."""
    refused = {each.item for each in rejected}
    names = {each.url or each.name for each in sources if each.last_outcome in HEARD}
    return sorted((names | {FEEDS}) - refused)


def _silence(silent: list[Fetch], asked: int) -> str:
    """Return the line that says which feeds gave nothing, and why the first of them did not."""
    why = Counter(each.outcome for each in silent).most_common()
    kinds = ", ".join(f"{count} {outcome}" for outcome, count in why)
    first = silent[0].message or f"{silent[0].url}: HTTP {silent[0].status}"
    return f"feeds that gave nothing: {len(silent)} of {asked} ({kinds}); the first: {first}"
