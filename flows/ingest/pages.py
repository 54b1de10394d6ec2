"""Pages that are due go in; what they gave, and their new state, come out."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.ingest.answer import Answer, header_charset
from flows.ingest.archive import Archive
from flows.ingest.content import Known
from flows.ingest.courtesy import Courtesy
from flows.ingest.deadends import DeadEnds, Led, Trip, nowhere
from flows.ingest.duepages import DuePage, next_revisit
from flows.ingest.identity import page_identity
from flows.ingest.poll import NOTHING, OpenClient
from flows.ingest.schedule import is_soft, retry_after
from flows.keys import article_key, document_key
from flows.records import Document, Fetch, PageState, Rejected

BATCH = 40  # pages whose bodies are in memory at once
MAX_FAILURES = 5
MAX_SOFT_FAILURES = 8  # at growing pauses: a host may be away for most of a day
SOFT_PAUSE_SECONDS = 15 * 60.0  # after the second failure; then twice as long each time
HOPELESS = frozenset({"gone", "refused", "too_large", "not_a_page", "front_page"})
PAGE_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "": "text/html",
}


@dataclass(frozen=True, slots=True)
class PageHarvest:
    """What fetching gave: the new bodies, every page's new state, a record of every request.

    `shared` are the addresses that articles of several headlines have led to: no article's.
    """

    documents: tuple[Document, ...] = ()
    pages: tuple[PageState, ...] = ()
    fetches: tuple[Fetch, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    shared: frozenset[str] = frozenset()


def fetch_pages(
    due: Sequence[DuePage],
    *,
    now: datetime,
    archive: Archive,
    open_client: OpenClient,
    known: Known = NOTHING,
    robots: Sequence[Fetch] = (),
    led: Led = nowhere,
) -> PageHarvest:
    """Fetch these pages; a body that is new is a Document, one that is not is none.

    A failure stops no other page: it is tried again by the next runs, then put into quarantine.
    `known` tells which document_ids are stored, `robots` holds the records of the latest requests
    for each site's robots.txt, which is asked for where none is from today. `led` tells which
    pages have led to an address before. What the records point at is on disk when this returns.
    """
    ends = DeadEnds(led)
    harvests = asyncio.run(_fetch_all(due, archive, open_client, now, robots, ends))
    archive.sync()
    documents = {each.document_id: each for harvest in harvests for each in harvest.documents}
    stored = known(documents)
    return PageHarvest(
        documents=tuple(each for key, each in documents.items() if key not in stored),
        pages=tuple(page for harvest in harvests for page in harvest.pages),
        fetches=tuple(fetch for harvest in harvests for fetch in harvest.fetches),
        rejected=tuple(each for harvest in harvests for each in harvest.rejected),
        shared=frozenset(ends.shared()),
    )


async def _fetch_all(
    due: Sequence[DuePage],
    archive: Archive,
    open_client: OpenClient,
    now: datetime,
    robots: Sequence[Fetch],
    ends: DeadEnds,
) -> list[PageHarvest]:
    harvests: list[PageHarvest] = []
    async with open_client() as client:
        courtesy = Courtesy(client, archive, robots)
        for start in range(0, len(due), BATCH):
            batch = due[start : start + BATCH]
            answers = await asyncio.gather(
                *(
                    courtesy.get(
                        page.state.url,
                        purpose="page",
                        source_id=page.state.source_id,
                        etag=page.state.etag,
                        last_modified=page.state.last_modified,
                        validated_url=page.state.validated_url,
                    )
                    for page in batch
                )
            )
            ends.note([_trip(page, each) for page, each in zip(batch, answers, strict=True)])
            for page, answer in zip(batch, answers, strict=True):
                harvests.append(_take(page, answer, archive, now, ends))
    harvests.append(PageHarvest(fetches=tuple(courtesy.fetches)))
    return harvests


def _trip(page: DuePage, answer: Answer) -> Trip:
    url = answer.fetch.url
    return Trip(url, answer.fetch.final_url or url, page.hints.title)


def _take(
    page: DuePage, answer: Answer, archive: Archive, now: datetime, ends: DeadEnds
) -> PageHarvest:
    """Archive an answer and say what it makes of the page."""
    state = page.state
    is_same = answer.fetch.outcome == "ok" and answer.fetch.body_hash == state.body_hash is not None
    is_not_modified = answer.fetch.outcome == "not_modified"
    if answer.body or is_not_modified:
        known_ref = state.raw_ref if is_same or is_not_modified else None
        raw_ref = archive.write_response(answer, known_ref=known_ref)
        answer = replace(answer, fetch=replace(answer.fetch, raw_ref=raw_ref))
    if is_same or is_not_modified:
        return PageHarvest(pages=(_looked_at(state, answer, now),), fetches=(answer.fetch,))
    problem = _problem(page, answer, ends)
    if problem is not None:
        return _failed(page, answer, *problem, now=now)
    return PageHarvest(
        documents=(_document(page, answer),),
        pages=(_looked_at(state, answer, now),),
        fetches=(answer.fetch,),
    )


def take_archived(
    page: DuePage, answer: Answer, ends: DeadEnds
) -> tuple[PageState, Document] | None:
    """Return what an answer made of a page that the archive holds, None where it was no page."""
    ends.note([_trip(page, answer)])
    if _problem(page, answer, ends) is not None:
        return None
    return _looked_at(page.state, answer, answer.fetch.started_at), _document(page, answer)


def _problem(page: DuePage, answer: Answer, ends: DeadEnds) -> tuple[str, str] | None:
    """Return reason and message where the answer is no page."""
    fetch = answer.fetch
    if fetch.outcome == "gone":
        return "gone", f"{fetch.message or fetch.url}: its outlet took it down, leave it out"
    if fetch.outcome != "ok":
        return fetch.outcome, fetch.message or f"{fetch.url}: {fetch.outcome}"
    if not answer.body.strip():
        return "empty", f"{fetch.url}: the page is empty: open it in a browser"
    if _media_type(answer) not in PAGE_TYPES:
        message = f"{fetch.url}: {_media_type(answer)[:60]} is no page: nothing is read of it"
        return "not_a_page", message
    left = ends.problem(_trip(page, answer), answer.body)
    return ("front_page", left) if left else None


def _media_type(answer: Answer) -> str:
    return (answer.header("content-type") or "").partition(";")[0].strip().lower()


def _looked_at(state: PageState, answer: Answer, now: datetime) -> PageState:
    """Return the page's state after an answer that could be read."""
    fetch = answer.fetch
    is_not_modified = fetch.outcome == "not_modified"
    is_same = is_not_modified or fetch.body_hash == state.body_hash
    state = replace(
        state,
        etag=fetch.etag or (state.etag if is_not_modified else None),
        last_modified=fetch.last_modified or (state.last_modified if is_not_modified else None),
        validated_url=fetch.final_url,
        body_hash=state.body_hash if is_same else fetch.body_hash,
        raw_ref=state.raw_ref if is_same else fetch.raw_ref,
        first_seen_at=min(state.first_seen_at or now, now),  # a clock may have run ahead
        last_fetched_at=now,
        last_outcome=fetch.outcome,
        check_count=state.check_count + 1,
        failure_count=0,
    )
    return replace(state, next_check_at=next_revisit(state, now))


def _failed(
    page: DuePage, answer: Answer, reason: str, message: str, *, now: datetime
) -> PageHarvest:
    """Return the state of a page that could not be read: tried again, or given up."""
    failures = page.state.failure_count + 1
    is_waited_for = is_soft(reason, answer.fetch.status)
    most = MAX_SOFT_FAILURES if is_waited_for else MAX_FAILURES
    is_hopeless = reason in HOPELESS or failures >= most
    asked = retry_after(answer.header("retry-after"), now=now) or 0.0
    if is_waited_for and failures > 1:
        asked = max(asked, SOFT_PAUSE_SECONDS * 2.0 ** (failures - 2))
    state = replace(
        page.state,
        last_outcome=answer.fetch.outcome,
        failure_count=failures,
        check_count=page.state.check_count + 1,
        next_check_at=None if is_hopeless else now + timedelta(seconds=asked),
    )
    was_read = page.state.body_hash is not None
    rejected = () if was_read or not is_hopeless else (_rejection(page, answer, reason, message),)
    return PageHarvest(pages=(state,), fetches=(answer.fetch,), rejected=rejected)


def _rejection(page: DuePage, answer: Answer, reason: str, message: str) -> Rejected:
    return Rejected(
        stage="ingest",
        item=page.state.url,
        reason=reason,
        message=message,
        source_id=page.state.source_id,
        raw_ref=answer.fetch.raw_ref,
        retry="dateline retry",
    )


def _document(page: DuePage, answer: Answer) -> Document:
    """Return the page's body as a Document of the article that its address and itself name."""
    state, fetch = page.state, answer.fetch
    url = fetch.final_url or state.url
    canonical = page_identity(state.url, url, answer.body)
    article_id = article_key(canonical)
    body_hash = fetch.body_hash or ""
    return Document(
        document_id=document_key(article_id, body_hash),
        article_id=article_id,
        source_id=state.source_id,
        name=state.url,
        url=url,
        canonical_url=canonical,
        media_type=PAGE_TYPES[_media_type(answer)],
        body_hash=body_hash,
        byte_count=len(answer.body),
        fetched_at=fetch.started_at,
        raw_ref=fetch.raw_ref or "",
        hints=page.hints,
        charset=header_charset(answer.header("content-type")),
    )
