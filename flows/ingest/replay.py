"""The archive goes in; the items, pages and bodies that it holds come out, as runs took them in.

What a run has archived and no table knows is found again: a page becomes a Document with what its
feed said of it then. Seeds are left out: their folder says more of them than the archive.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.errors import PipelineError
from flows.ingest.answer import Answer, header_value
from flows.ingest.archived import ArchivedRecord, iter_records
from flows.ingest.backfill import site_source
from flows.ingest.content import item_document, sighting_hints, whole_page
from flows.ingest.deadends import DeadEnds
from flows.ingest.duepages import DuePage, new_state
from flows.ingest.feeds import FeedBytes, read_feed
from flows.ingest.items import Feed, Item
from flows.ingest.pages import take_archived
from flows.ingest.poll import PARSE_BYTES, PARSE_SECONDS, sight_page
from flows.ingest.urls import canonical_url, without_credentials
from flows.keys import article_key, content_hash
from flows.records import Document, Fetch, PageState, Sighting, Source
from flows.workers import Workers

ITEM = "urn:dateline:item:"


@dataclass(slots=True)
class Replay:
    """What the archive tells, up to the record that was read last."""

    sources: dict[str, Source]
    asked: Mapping[str, str]  # raw_ref: the address asked for, where a redirect led elsewhere
    sightings: dict[str, Sighting] = field(default_factory=dict)
    pages: dict[str, PageState] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    languages: dict[str, str | None] = field(default_factory=dict)  # of each feed
    ends: DeadEnds = field(default_factory=DeadEnds)
    by_page: dict[str, Sighting] = field(default_factory=dict)  # the sighting that found each page

    def take_feed(self, record: ArchivedRecord, feed: Feed) -> None:
        """Take the items of a feed; what is known keeps the instant it was first seen."""
        source = self.sources[record.labels["Dateline-Source"]]
        self.languages[source.source_id] = feed.language
        for item in feed.items:
            try:
                fresh = sight_page(source, item, now=record.fetched_at)
            except PipelineError:
                continue  # its address is none: the poll has said so
            known = self.sightings.get(fresh.sighting_id)
            if known is not None:
                fresh = replace(fresh, first_seen_at=known.first_seen_at)
            self.sightings[fresh.sighting_id] = fresh
            first = self.by_page.get(fresh.article_id)
            if first is None or first.source_id == fresh.source_id:
                self.by_page[fresh.article_id] = fresh

    def take_item(self, record: ArchivedRecord) -> None:
        """Take an item that is an article in itself."""
        sighting = self.sightings.get(record.url.removeprefix(ITEM))
        if sighting is None or not record.body:
            return
        document = item_document(
            sighting,
            record.body,
            media_type=record.media_type,
            fetched_at=record.fetched_at,
            raw_ref=record.raw_ref,
            language=self.languages.get(sighting.source_id),
        )
        self.documents.setdefault(document.document_id, document)
        if sighting.url is not None:
            self.pages[sighting.article_id] = whole_page(sighting, sighting.url)

    def take_page(self, record: ArchivedRecord) -> None:
        """Take a page, under the address that was asked for."""
        url = without_credentials(self.asked.get(record.raw_ref, record.url))
        try:
            canonical = canonical_url(url)
        except PipelineError:
            return
        article_id = article_key(canonical)
        sighting = self.by_page.get(article_id) or self._sight_alone(canonical, url, record)
        state = self.pages.get(article_id) or new_state(sighting, sighting.first_seen_at)
        state = replace(state, fingerprint=sighting.fingerprint)
        due = DuePage(state, sighting_hints(sighting))
        taken = take_archived(due, _answer(record, url), self.ends)
        if taken is not None:
            self.pages[article_id], document = taken
            self.documents.setdefault(document.document_id, document)

    def _sight_alone(self, canonical: str, url: str, record: ArchivedRecord) -> Sighting:
        """Return a page that no feed has named: of a list, or of an archive of others."""
        source = self.sources.get(record.labels.get("Dateline-Source", "")) or site_source(url)
        self.sources.setdefault(source.source_id, source)
        sighting = sight_page(source, Item(canonical, url), now=record.fetched_at)
        self.sightings[sighting.sighting_id] = self.by_page[sighting.article_id] = sighting
        return sighting


def replay(
    folder: Path, sources: Iterable[Source], *, asked: Mapping[str, str] | None = None
) -> Replay:
    """Read the archive from its first record to its last, and return what it tells.

    `sources` are those that are known; a feed that is not known gets its address for a name.
    """
    told = Replay({source.source_id: source for source in sources}, asked or {})
    with Workers(read_feed, count=1, seconds=PARSE_SECONDS, memory_bytes=PARSE_BYTES) as workers:
        for record in iter_records(folder):
            purpose = record.labels.get("Dateline-Purpose")
            if record.kind == "resource" and record.url.startswith(ITEM):
                told.take_item(record)
            elif record.kind == "response" and purpose == "page":
                told.take_page(record)
            elif record.kind == "response" and purpose == "feed":
                _take_feed(told, record, workers)
    return told


def _take_feed(told: Replay, record: ArchivedRecord, workers: "Workers[FeedBytes, Feed]") -> None:
    source_id = record.labels.get("Dateline-Source")
    if source_id is None or record.status != 200:
        return
    told.sources.setdefault(
        source_id, Source(source_id=source_id, kind="feed", name=record.url, url=record.url)
    )
    content_type = header_value(record.headers, "content-type")
    given = FeedBytes(record.body, record.url, content_type, record.fetched_at)
    outcomes: Iterator[object] = workers.map([given])
    for outcome in outcomes:
        if isinstance(outcome, Feed):  # else the poll has said why
            told.take_feed(record, outcome)


def _answer(record: ArchivedRecord, url: str) -> Answer:
    """Return the answer that a record was made of."""
    fetch = Fetch(
        url=url,
        purpose="page",
        source_id=record.labels.get("Dateline-Source"),
        started_at=record.fetched_at,
        seconds=0.0,
        outcome="ok" if record.status in (200, 203) else "error",
        status=record.status,
        byte_count=len(record.body),
        final_url=record.url,
        etag=header_value(record.headers, "etag"),
        last_modified=header_value(record.headers, "last-modified"),
        body_hash=content_hash(record.body) if record.body else None,
        raw_ref=record.raw_ref,
    )
    return Answer(fetch, record.headers, record.body)
