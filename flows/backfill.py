"""The steps that reach back: archives of others, lists of addresses, and what feeds keep of old."""

from datetime import datetime
from pathlib import Path

from flows import paths, store
from flows.errors import BadDocument, BadSettings
from flows.intake import let_go, open_client
from flows.ledger import Book, StageCount, Tally
from flows.normalize import changes, frames
from flows.records import Source
from flows.settings import Settings
from flows.workbench import (
    ask_rows,
    at_once,
    known_keys,
    readmit,
    refuse,
    work,
    write_documents,
    write_harvest,
    write_rows,
)


def check_given(warc: str | None, urls: str | None) -> None:
    """Refuse what names nothing before a run begins: a slip of the pen is no run that failed.

    Raises:
        BadSettings: no WARC is there, or the list cannot be read.
    """
    from flows.ingest.backfill import find_warcs, read_list

    option = "--warc"
    try:
        if warc is not None:
            find_warcs(warc)
        option = "--urls"
        if urls is not None:
            read_list(Path(urls))
    except BadDocument as error:
        raise BadSettings(f"{option} {error}") from error


def take_warcs(settings: Settings, given: str, *, now: datetime) -> StageCount:
    """Copy the pages of WARC files (a file, a folder or a pattern) into the archive, to be read.

    Raises:
        BadSettings: no file is there.
    """
    from flows.ingest.archive import Archive
    from flows.ingest.backfill import find_warcs, read_warcs

    tally = Tally("warc")
    try:
        files = find_warcs(given)
    except BadDocument as error:
        raise BadSettings(f"--warc {error}") from error
    with work(settings) as connection:
        known = known_keys(connection, "known_documents")
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            for batch in read_warcs(files, archive=archive, known=known, now=now):
                with at_once(connection):
                    _write_sources(connection, batch.sources())
                    write_documents(connection, batch.documents)
                    refuse(connection, list(batch.rejected), now=now)
                tally.count_out += len(batch.documents)
                tally.quarantined_count += len(batch.rejected)
        # What is older than what was read of an article already belongs before it.
        store.run_file(connection, paths.NORMALIZE / "asked_late.sql")
        changes.wait_again(connection)
    tally.count_in = tally.count_out + tally.quarantined_count
    return tally.done()


def take_list(settings: Settings, given: Path, *, now: datetime) -> StageCount:
    """Let the pages of a list of addresses be fetched.

    Raises:
        BadSettings: the list cannot be read.
    """
    from flows.ingest.backfill import read_url_list
    from flows.ingest.poll import Harvest

    tally = Tally("urls")
    try:
        sightings, sources, rejected = read_url_list(given, now=now)
    except BadDocument as error:
        raise BadSettings(f"--urls {error}") from error
    with work(settings) as connection, at_once(connection):
        _write_sources(connection, sources)
        write_harvest(connection, Harvest(sightings=tuple(sightings)))
        refuse(connection, rejected, now=now)
    tally.count_in, tally.count_out = len(sightings) + len(rejected), len(sightings)
    tally.quarantined_count = len(rejected)
    return tally.done()


def reach_back(settings: Settings, book: Book, *, since: datetime, now: datetime) -> StageCount:
    """Let the pages be fetched that the listed feeds' archives and sitemaps name since then."""
    from flows.ingest.archive import Archive
    from flows.ingest.opml import merge_sources, read_opml
    from flows.ingest.past import reach_back as reach

    tally = Tally("past")
    listed, _ = read_opml(paths.Seeds(settings.seeds).feeds)
    with work(settings) as connection:
        store.run_file(connection, paths.NORMALIZE / "asked_earlier.sql", [since])
        listed = let_go(connection, listed)
        known = frames.read_sources(ask_rows(connection, "known_feeds"))
        sources = [each for each in merge_sources(listed, known) if each.retired_at is None]
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            harvest = reach(
                sources,
                since=since,
                now=now,
                archive=archive,
                open_client=open_client(settings, now),
                known_articles=known_keys(connection, "sighted_articles"),
                robots=frames.read_fetches(ask_rows(connection, "latest_robots")),
            )
        with at_once(connection):
            write_harvest(connection, harvest)
            readmit(connection, [each.url for each in harvest.fetches if each.outcome == "ok"])
            refuse(connection, list(harvest.rejected), now=now)
    book.notes.append(
        f"since {since.date()}: {len(harvest.sightings)} more pages named by "
        f"{len(sources)} feeds, their archives and sitemaps"
    )
    tally.count_in, tally.count_out = len(sources), len(harvest.sightings)
    tally.quarantined_count = len(harvest.rejected)
    return tally.done()


def _write_sources(connection: store.Connection, sources: list[Source]) -> None:
    """Store sites that are sources, beside the feeds that may be known of them."""
    write_rows(connection, "sources", [frames.plain_row(each) for each in sources])
