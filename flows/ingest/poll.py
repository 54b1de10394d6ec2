"""Feeds with the state of polling them go in; what they say now, and their new state, come out."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from flows.errors import PipelineError
from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.ingest.content import Known, OwnContent, own_contents
from flows.ingest.courtesy import Courtesy
from flows.ingest.feeds import FeedBytes, read_feed
from flows.ingest.fetch import Client
from flows.ingest.items import Feed, Item
from flows.ingest.schedule import after_failure, after_success
from flows.ingest.urls import public_url, without_credentials
from flows.keys import article_key, row_key
from flows.records import Document, Fetch, PageState, Rejected, Sighting, Source
from flows.workers import Failure, Workers

BATCH = 50  # feeds whose bodies are in memory at once
PARSE_SECONDS = 10.0
PARSE_BYTES = 1_000_000_000
NOTHING: Known = frozenset[str]().intersection
OpenClient = Callable[[], Client]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Harvest:
    """What polling gave: every feed's new state, a record of every request, the items."""

    sources: tuple[Source, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    documents: tuple[Document, ...] = ()  # items that are articles in themselves
    pages: tuple[PageState, ...] = ()  # of those: pages that need not be fetched
    rejected: tuple[Rejected, ...] = ()


@dataclass(frozen=True, slots=True)
class Polled:
    """One feed with its answer as archived, and what was read of it."""

    source: Source
    answer: Answer
    is_known: bool  # the body is the one that was read last time
    feed: Feed | None = None
    problem: Rejected | None = None

    @property
    def is_new(self) -> bool:
        """Say whether there is a body that is not known yet."""
        return self.answer.fetch.outcome == "ok" and not self.is_known


def poll_feeds(
    sources: Sequence[Source],
    *,
    now: datetime,
    archive: Archive,
    open_client: OpenClient,
    known: Known = NOTHING,
    robots: Sequence[Fetch] = (),
    parse_seconds: float = PARSE_SECONDS,
    fetched: Known = NOTHING,
) -> Harvest:
    """Ask every one of these feeds once, and read what is new.

    One feed's failure stops no other. `known` tells which document_ids are stored: an item's own
    content is not archived again. `robots` holds the records of the latest requests for each
    site's robots.txt, which is asked for where none is from today. A feed that takes its reader
    more than `parse_seconds` is given up. `fetched` tells of which article_ids the page was
    fetched: what a feed gives of those is no second body. What the records point at is on disk
    when this returns.
    """
    feeds = [source for source in sources if source.url is not None]
    polled, asked = asyncio.run(_poll_all(feeds, archive, open_client, now, robots, parse_seconds))
    rejected = [each.problem for each in polled if each.problem is not None]
    seen = [
        (each, list(_sightings(each, rejected, now))) for each in polled if each.feed is not None
    ]
    documents, pages = _own_contents(seen, archive, known, fetched)
    archive.sync()
    return Harvest(
        sources=tuple(_after(each, now) for each in polled),
        fetches=(*asked, *(each.answer.fetch for each in polled)),
        sightings=_unique("sighting_id", (each for _, pairs in seen for each, _ in pairs)),
        documents=_unique("document_id", documents),
        pages=_unique("article_id", pages),
        rejected=tuple(rejected),
    )


def _unique(key: str, records: Iterable[T]) -> tuple[T, ...]:
    """Return the records, the first of each key."""
    found: dict[str, T] = {}
    for record in records:
        found.setdefault(getattr(record, key), record)
    return tuple(found.values())


def _own_contents(
    seen: Iterable[tuple[Polled, list[tuple[Sighting, Item]]]],
    archive: Archive,
    known: Known,
    fetched: Known,
) -> tuple[list[Document], list[PageState]]:
    """Archive the items that are articles in themselves; return those new, and all their pages."""
    own: list[tuple[OwnContent, Fetch]] = []
    for each, sightings in seen:
        if each.feed is not None:
            contents = own_contents(each.source, each.feed, sightings)
            own += ((content, each.answer.fetch) for content in contents)
    of_pages = fetched([content.sighting.article_id for content, _ in own])
    own = [pair for pair in own if pair[0].sighting.article_id not in of_pages]
    stored = known([content.document_id for content, _ in own])
    documents = [
        content.archived(archive, fetch)
        for content, fetch in own
        if content.document_id not in stored
    ]
    pages = (content.page() for content, _ in own)
    return documents, [page for page in pages if page is not None]


async def _poll_all(
    sources: list[Source],
    archive: Archive,
    open_client: OpenClient,
    now: datetime,
    robots: Sequence[Fetch],
    parse_seconds: float,
) -> tuple[list[Polled], list[Fetch]]:
    polled: list[Polled] = []
    with Workers(read_feed, count=1, seconds=parse_seconds, memory_bytes=PARSE_BYTES) as workers:
        async with open_client() as client:
            courtesy = Courtesy(client, archive, robots)
            for start in range(0, len(sources), BATCH):
                batch = sources[start : start + BATCH]
                answers = await asyncio.gather(*(_ask(courtesy, source) for source in batch))
                kept = [
                    _keep(source, answer, archive)
                    for source, answer in zip(batch, answers, strict=True)
                ]
                polled += _read(kept, workers, now)
    return polled, courtesy.fetches


async def _ask(client: Courtesy, source: Source) -> Answer:
    return await client.get(
        source.url or "",
        purpose="feed",
        source_id=source.source_id,
        etag=source.etag,
        last_modified=source.last_modified,
        validated_url=source.validated_url,
    )


def _keep(source: Source, answer: Answer, archive: Archive) -> Polled:
    """Archive the answer; a body that stands there already is only referred to."""
    is_same = answer.fetch.body_hash == source.body_hash is not None
    is_not_modified = answer.fetch.outcome == "not_modified"
    if answer.body or is_not_modified:
        known_ref = source.raw_ref if is_same or is_not_modified else None
        raw_ref = archive.write_response(answer, known_ref=known_ref)
        answer = replace(answer, fetch=replace(answer.fetch, raw_ref=raw_ref))
    was_read = source.last_outcome in {"ok", "not_modified"}
    return Polled(source, answer, is_not_modified or (is_same and was_read))


def _read(kept: list[Polled], workers: "Workers[FeedBytes, Feed]", now: datetime) -> list[Polled]:
    """Parse what is new, where a parser that hangs or swells can be killed."""
    outcomes = workers.map(_bytes_of(each, now) for each in kept if each.is_new)
    read = [_with_outcome(each, next(outcomes)) if each.is_new else each for each in kept]
    return [replace(each, answer=replace(each.answer, body=b"")) for each in read]


def _bytes_of(polled: Polled, now: datetime) -> FeedBytes:
    answer = polled.answer
    url = answer.fetch.final_url or answer.fetch.url
    return FeedBytes(answer.body, url, answer.header("content-type"), now)


def _with_outcome(polled: Polled, outcome: Feed | Failure | PipelineError) -> Polled:
    if isinstance(outcome, Feed):
        return replace(polled, feed=outcome)
    if isinstance(outcome, Failure):
        reason = outcome.reason
        message = f"{polled.source.url}: the reader gave up: {outcome.message}: remove the feed"
    else:
        reason, message = getattr(outcome, "reason", "error"), str(outcome)
    return replace(polled, problem=_rejection(polled, reason, message))


def _rejection(polled: Polled, reason: str, message: str) -> Rejected:
    return Rejected(
        stage="ingest",
        item=polled.source.url or polled.source.name,
        reason=reason,
        message=message,
        source_id=polled.source.source_id,
        raw_ref=polled.answer.fetch.raw_ref,
    )


def _after(polled: Polled, now: datetime) -> Source:
    """Return the feed's state after this poll."""
    source, answer = polled.source, polled.answer
    if polled.is_known or polled.feed is not None:
        is_changed = polled.feed is not None
        return after_success(source, answer, polled.feed, now=now, is_changed=is_changed)
    fetch = answer.fetch
    problem = polled.problem
    state = after_failure(
        source,
        answer,
        now=now,
        outcome=problem.reason if problem else fetch.outcome,
        message=problem.message if problem else fetch.message,
    )
    if problem is None:
        return state
    # The body is remembered, so that it is not archived again; the validators are not, so that
    # it is read again by a better reader.
    return replace(
        state, body_hash=fetch.body_hash, raw_ref=fetch.raw_ref, etag=None, last_modified=None
    )


def _sightings(
    polled: Polled, rejected: list[Rejected], now: datetime
) -> Iterator[tuple[Sighting, Item]]:
    """Yield the items as sightings; note items whose address is none, and items past the cap."""
    assert polled.feed is not None
    if polled.feed.dropped_count:
        message = (
            f"{polled.source.url}: {polled.feed.dropped_count} items past the cap are not read"
        )
        rejected.append(_rejection(polled, "too_many_items", message))
    for item in polled.feed.items:
        try:
            yield sight_page(polled.source, item, now=now), item
        except PipelineError as error:
            name = without_credentials(item.item_id)
            message = f"{polled.source.url}: item {name[:200]!r}: {error}"
            rejected.append(replace(_rejection(polled, "bad_url", message), item=name))


def sight_page(source: Source, item: Item, *, now: datetime) -> Sighting:
    """Return an item of a source as a sighting; raises BadDocument where its address is none."""
    identity = public_url(item.url) if item.url else f"item:{source.source_id}:{item.item_id}"
    return Sighting(
        sighting_id=row_key("sighting", source.source_id, item.item_id),
        source_id=source.source_id,
        article_id=article_key(identity),
        item_id=item.item_id,
        url=item.url,
        title=item.title,
        summary=item.summary,
        authors=item.authors,
        published_at=item.published_at,
        modified_at=item.modified_at,
        fingerprint=item.fingerprint(),
        first_seen_at=now,
        last_seen_at=now,
        published_zone=item.published_zone,
        modified_zone=item.modified_zone,
    )
