"""Feeds and a day go in; what their archive pages and sitemaps name since then comes out.

RFC 5005 lets a feed lead back page by page; sites name their sitemaps in robots.txt. What bears a
date since that day is taken; what bears none may be as old as the site, so it is marked: the page's
own date decides once it has been fetched.
"""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin, urlsplit

from flows.errors import BadDocument
from flows.ingest.archive import Archive
from flows.ingest.courtesy import Courtesy
from flows.ingest.feeds import FeedBytes
from flows.ingest.items import Item
from flows.ingest.leaves import Leaf, read_leaf
from flows.ingest.poll import PARSE_BYTES, PARSE_SECONDS, Harvest, OpenClient, sight_page
from flows.ingest.sitemaps import Place
from flows.ingest.urls import without_credentials
from flows.records import Fetch, Rejected, Sighting, Source
from flows.workers import Failure, Workers

MAX_STEPS = 300  # archive pages and sitemaps asked for of one source
MAX_PAGES = 20_000  # addresses taken of one source
WWW = re.compile(r"^(?:www|m|amp)\.")
IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?=[/-])")  # the month, in many addresses


@dataclass(slots=True)
class Search:
    """What one source has given so far, and where it was asked."""

    source: Source
    since: datetime
    items: dict[str, Item] = field(default_factory=dict)
    undated: dict[str, Item] = field(default_factory=dict)
    fetches: list[Fetch] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def take(self, items: Iterable[Item]) -> None:
        """Keep the items that are dated since then, and those without a date, up to the cap."""
        for item in items:
            dated = item.published_at or item.modified_at
            kept = self.items if dated is not None else self.undated
            is_old = dated < self.since if dated is not None else _is_old(item.url, self.since)
            if not is_old and len(kept) < MAX_PAGES:
                kept.setdefault(item.url or item.item_id, item)

    def found(self) -> list[tuple[Item, bool]]:
        """Return what was kept, dated items first, each with whether it bears no date."""
        undated = {key: item for key, item in self.undated.items() if key not in self.items}
        kept = [(item, False) for item in self.items.values()]
        return [*kept, *((item, True) for item in undated.values())][:MAX_PAGES]


def reach_back(
    sources: Sequence[Source],
    *,
    since: datetime,
    now: datetime,
    archive: Archive,
    open_client: OpenClient,
    known_articles: frozenset[str] = frozenset(),
    robots: Sequence[Fetch] = (),
) -> Harvest:
    """Return as sightings what these feeds' sites have published since then and is not known.

    What the records point at is on disk when this returns.
    """
    searches = [Search(source, since) for source in sources if source.url]
    asked = asyncio.run(_search_all(searches, archive, open_client, now, robots))
    archive.sync()
    sightings: dict[str, Sighting] = {}
    for search in searches:
        for sighting in _sightings(search, now):
            if sighting.article_id not in known_articles:
                sightings.setdefault(sighting.article_id, sighting)
    return Harvest(
        fetches=(*asked, *(fetch for search in searches for fetch in search.fetches)),
        sightings=tuple(sightings.values()),
        rejected=tuple(each for search in searches for each in search.rejected),
    )


def _sightings(search: Search, now: datetime) -> Iterable[Sighting]:
    for item, is_undated in search.found():
        try:
            sighting = sight_page(search.source, item, now=now)
            yield replace(sighting, wanted_since_at=search.since if is_undated else None)
        except BadDocument as error:
            name = without_credentials(item.item_id)
            search.rejected.append(_rejection(search, name[:300], error.reason, str(error)))


async def _search_all(
    searches: Sequence[Search],
    archive: Archive,
    open_client: OpenClient,
    now: datetime,
    robots: Sequence[Fetch],
) -> list[Fetch]:
    with Workers(read_leaf, count=1, seconds=PARSE_SECONDS, memory_bytes=PARSE_BYTES) as workers:
        async with open_client() as client:
            courtesy = Courtesy(client, archive, robots)
            is_mapped: set[str] = set()  # sites whose sitemaps are another source's business

            async def search_one(search: Search) -> None:
                await _walk_back(search, courtesy, archive, workers, now)
                site = _site(search.source)
                if site not in is_mapped:
                    is_mapped.add(site)
                    await _walk_sitemaps(search, courtesy, archive, workers, now)

            await asyncio.gather(*map(search_one, searches))
    return courtesy.fetches


async def _walk_back(
    search: Search,
    courtesy: Courtesy,
    archive: Archive,
    workers: "Workers[FeedBytes, Leaf]",
    now: datetime,
) -> None:
    """Follow the feed back, page by page, until a page holds nothing since then.

    The first page is not asked for where this run has just polled it.
    """
    url = search.source.url
    is_polled = search.source.last_polled_at == now
    while url and url not in search.asked and len(search.asked) < MAX_STEPS:
        if is_polled and not search.asked:
            leaf = _read_archived(url, search, archive, workers, now)
        else:
            leaf = await _ask(url, search, courtesy, archive, workers, now)
        if leaf is None:
            return
        search.take(leaf.items)
        dates = [item.published_at or item.modified_at for item in leaf.items]
        if dates and all(each is not None and each < search.since for each in dates):
            return
        url = leaf.back_url


def _read_archived(
    url: str,
    search: Search,
    archive: Archive,
    workers: "Workers[FeedBytes, Leaf]",
    now: datetime,
) -> Leaf | None:
    """Return what this run's poll got of a feed, None where that gave nothing to read."""
    search.asked.add(url)
    source = search.source
    if source.raw_ref is None or source.last_outcome not in {"ok", "not_modified"}:
        return None
    try:
        body = archive.read_body(source.raw_ref)
    except BadDocument:
        return None
    (leaf,) = workers.map([FeedBytes(body, url, None, now)])
    return leaf if isinstance(leaf, Leaf) else None  # why not, the poll has told


async def _walk_sitemaps(
    search: Search,
    courtesy: Courtesy,
    archive: Archive,
    workers: "Workers[FeedBytes, Leaf]",
    now: datetime,
) -> None:
    """Read the site's sitemaps, those that have changed since then."""
    home = search.source.home_url or search.source.url or ""
    named = await courtesy.sitemaps(home)
    queue = list(named or (urljoin(home, "/sitemap.xml"),))
    while queue and len(search.asked) < MAX_STEPS:
        url = queue.pop(0)
        if url in search.asked:
            continue
        leaf = await _ask(url, search, courtesy, archive, workers, now, is_guess=not named)
        if leaf is not None:
            room = MAX_STEPS - len(queue)
            recent = (each.url for each in leaf.sitemaps if _is_recent(each, search.since))
            queue += islice(recent, max(0, room))
            search.take(item for item in leaf.items if _host(item.url) == _site(search.source))


def _is_old(url: str | None, since: datetime) -> bool:
    """Tell whether an address bears a month that was over then."""
    found = IN_URL.search(urlsplit(url or "").path)
    return found is not None and (int(found[1]), int(found[2])) < (since.year, since.month)


def _is_recent(place: Place, since: datetime) -> bool:
    return place.modified_at is None or place.modified_at >= since


async def _ask(
    url: str,
    search: Search,
    courtesy: Courtesy,
    archive: Archive,
    workers: "Workers[FeedBytes, Leaf]",
    now: datetime,
    *,
    is_guess: bool = False,
) -> Leaf | None:
    """Return what stands at an address, None where nothing can be read there; all is noted."""
    search.asked.add(url)
    answer = await courtesy.get(url, purpose="feed", source_id=search.source.source_id)
    fetch = answer.fetch
    if answer.body:
        fetch = replace(fetch, raw_ref=archive.write_response(answer))
    search.fetches.append(fetch)
    if fetch.outcome != "ok":
        return None
    base = fetch.final_url or url
    (leaf,) = workers.map([FeedBytes(answer.body, base, answer.header("content-type"), now)])
    if isinstance(leaf, Leaf):
        return leaf
    if not is_guess:
        reason = leaf.reason if isinstance(leaf, Failure) else getattr(leaf, "reason", "error")
        said = leaf.message if isinstance(leaf, Failure) else str(leaf)
        search.rejected.append(_rejection(search, url, reason, f"{url}: {said}", fetch.raw_ref))
    return None


def _rejection(
    search: Search, item: str, reason: str, message: str, raw_ref: str | None = None
) -> Rejected:
    return Rejected("ingest", item, reason, message, search.source.source_id, raw_ref=raw_ref)


def _site(source: Source) -> str:
    return _host(source.home_url or source.url)


def _host(url: str | None) -> str:
    return WWW.sub("", urlsplit(url or "").netloc.lower())
