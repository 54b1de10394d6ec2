"""The steps that take in: seeds, feeds and pages become documents that wait to be read."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from flows import paths, store
from flows.allowed import parse_allowed
from flows.health import ILL, judge_source, with_titles, write_health
from flows.ledger import Book, StageCount, Tally
from flows.normalize import frames
from flows.records import Fetch, Rejected, Source
from flows.settings import Settings
from flows.withdrawing import withdraw
from flows.workbench import (
    ask_rows,
    asking,
    at_once,
    known_keys,
    readmit,
    readmit_seeds,
    refuse,
    work,
    write_documents,
    write_harvest,
    write_rows,
)

if TYPE_CHECKING:  # the stages are loaded where they are needed: a command starts quicker
    from flows.ingest.archive import Archive
    from flows.ingest.duepages import DuePage
    from flows.ingest.pages import PageHarvest

log = logging.getLogger("dateline")
PART = 400  # pages between two moments at which what they gave is stored
HEARD = ("ok", "not_modified")


def take_seeds(settings: Settings, *, now: datetime) -> StageCount:
    """Archive the seeds that are new, and let them wait to be extracted."""
    from flows.ingest.archive import Archive
    from flows.ingest.seeds import read_seeds, seed_source, seed_sources

    tally = Tally("seeds")
    seeds = paths.Seeds(settings.seeds)
    with work(settings) as connection:
        known = known_keys(connection, "known_seeds")
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            documents, rejected = read_seeds(
                seeds.articles, seeds.manifest, archive=archive, known=known, now=now
            )
        sources = [frames.plain_row(source) for source in seed_sources(seeds.manifest)]
        folder = seed_source().source_id
        rejected = [replace(each, source_id=each.source_id or folder) for each in rejected]
        with at_once(connection):
            write_rows(connection, "sources", sources)
            write_documents(connection, documents)
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
    warehouse = paths.Warehouse(settings.warehouse)
    feeds = paths.Seeds(settings.seeds).feeds
    listed, rejected = read_opml(feeds)
    with work(settings) as connection:
        listed = let_go(connection, listed)
        known = frames.read_sources(ask_rows(connection, "known_feeds"))
        sources = merge_sources(listed, known)
        due = due_sources(sources, now=now, is_forced=is_forced)
        with Archive(warehouse.raw, now=now) as archive:
            harvest = poll(
                due,
                now=now,
                archive=archive,
                open_client=open_client(settings, now),
                known=asking(connection, "stored_documents"),
                fetched=asking(connection, "fetched_pages"),
                robots=frames.read_fetches(ask_rows(connection, "latest_robots")),
            )
        states = {source.source_id: source for source in (*sources, *harvest.sources)}
        rejected = [*rejected, *harvest.rejected]
        with at_once(connection):
            write_rows(connection, "sources", [frames.plain_row(each) for each in states.values()])
            write_harvest(connection, harvest)
            readmit(connection, _heard(feeds.name, harvest.sources, rejected))
            readmit(connection, _unlisted(known, listed))
            refuse(connection, rejected, now=now)
        _tell_health(connection, warehouse, states.values(), now=now)
    silent = [
        each for each in harvest.fetches if each.purpose == "feed" and each.outcome not in HEARD
    ]
    if silent:
        book.notes.append(_silence(silent, len(due)))
    tally.count_in = len(due)
    tally.count_out = sum(each.last_outcome in HEARD for each in harvest.sources)
    tally.quarantined_count = len(rejected)
    return tally.done()


def _tell_health(
    connection: store.Connection,
    warehouse: paths.Warehouse,
    sources: Iterable[Source],
    *,
    now: datetime,
) -> None:
    """Leave how every feed is doing, those that ail with the title of what they gave last."""
    judged = [judge_source(each, now=now) for each in sources]
    ill = [each.source_id for each in judged if each.state in ILL]
    rows = ask_rows(connection, "last_titles", [ill])
    titles = {row["source_id"]: row["title"] for row in rows}
    write_health(warehouse, with_titles(judged, titles))


def let_go(connection: store.Connection, listed: list[Source]) -> list[Source]:
    """Return the listed feeds without those that were taken down: nobody asks for them again."""
    gone = known_keys(connection, "forgotten_sources")
    for source in listed:
        if source.source_id in gone:
            log.info(f"feeds: {source.url} was taken down and is not polled: `dateline forget`")
    return [source for source in listed if source.source_id not in gone]


def fetch_pages(settings: Settings, *, now: datetime) -> StageCount:
    """Fetch the pages that feeds link to and that are new, changed or due for another look.

    What a part of them gave is stored before the next part is asked for: a run that is killed
    asks again for little.
    """
    from flows.ingest.archive import Archive
    from flows.ingest.duepages import due_pages, spread_hosts

    tally = Tally("pages")
    with work(settings) as connection:
        sightings = frames.read_sightings(ask_rows(connection, "open_sightings", [now]))
        named = [[sighting.article_id for sighting in sightings]]
        pages = frames.read_pages(ask_rows(connection, "pages", named))
        known = {page.article_id: page for page in pages}
        due = spread_hosts(due_pages(sightings, known, now=now))
        with Archive(paths.Warehouse(settings.warehouse).raw, now=now) as archive:
            for start in range(0, len(due), PART):
                part = due[start : start + PART]
                harvest = _fetch_part(settings, connection, archive, part, now)
                tally.count_out += len(harvest.documents)
                tally.quarantined_count += len(harvest.rejected)
    tally.count_in = len(due)
    return tally.done()


def _fetch_part(
    settings: Settings,
    connection: store.Connection,
    archive: "Archive",
    due: "list[DuePage]",
    now: datetime,
) -> "PageHarvest":
    from flows.ingest.pages import fetch_pages as fetch

    harvest = fetch(
        due,
        now=now,
        archive=archive,
        open_client=open_client(settings, now),
        known=asking(connection, "stored_documents"),
        robots=frames.read_fetches(ask_rows(connection, "latest_robots")),
        led=partial(_led, connection),
    )
    with at_once(connection):
        write_documents(connection, harvest.documents)
        write_rows(connection, "pages", [frames.plain_row(each) for each in harvest.pages])
        write_rows(connection, "fetches", [frames.fetch_row(each) for each in harvest.fetches])
        readmit(connection, [each.name for each in harvest.documents])
        refuse(connection, list(harvest.rejected), now=now)
    late = withdraw(connection, harvest.shared, now=now)
    return replace(harvest, rejected=(*harvest.rejected, *late))


def open_client(settings: Settings, now: datetime) -> Callable[[], Any]:
    """Return what opens the guarded client, as polite as the settings say."""
    from flows.ingest.fetch import Client
    from flows.ingest.polite import Limits

    return partial(
        Client,
        now=now,
        limits=Limits(delay_seconds=settings.host_delay_seconds),
        allowed=parse_allowed(settings.allow_networks),
        contact=settings.contact,
    )


def _led(connection: store.Connection, targets: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the addresses that were asked for when these came, with their headlines."""
    led: dict[str, dict[str, str]] = {}
    for row in ask_rows(connection, "led_to", [sorted(targets)]) if targets else []:
        led.setdefault(row["target"], {})[row["url"]] = row["headline"]
    return led


def _heard(listed_in: str, sources: Iterable[Source], rejected: Iterable[Rejected]) -> list[str]:
    """Return the items of quarantine that are well again: feeds that answered, and their list."""
    refused = {each.item for each in rejected}
    names = {each.url or each.name for each in sources if each.last_outcome in HEARD}
    return sorted((names | {listed_in}) - refused)


def _unlisted(known: Iterable[Source], listed: Iterable[Source]) -> list[str]:
    """Return the feeds that nobody will ask again: what was wrong with them is settled."""
    asked = {each.source_id for each in listed}
    return sorted(each.url or each.name for each in known if each.source_id not in asked)


def _silence(silent: list[Fetch], asked: int) -> str:
    """Return the line that says which feeds gave nothing, and why the first of them did not."""
    why = Counter(each.outcome for each in silent).most_common()
    kinds = ", ".join(f"{count} {outcome}" for outcome, count in why)
    first = silent[0].message or f"{silent[0].url}: HTTP {silent[0].status}"
    return f"feeds that gave nothing: {len(silent)} of {asked} ({kinds}); the first: {first}"
