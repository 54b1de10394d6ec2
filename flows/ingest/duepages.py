"""Sightings and what is known of their pages go in; the pages to fetch now come out.

A page is fetched once. It is looked at again, conditionally, when what the feed says of it has
changed, and while it is young: 1, 3, 9 and 27 hours after it was first seen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows.ingest.content import sighting_hints
from flows.ingest.schedule import GRACE, LONGEST_RETRY_AFTER
from flows.ingest.urls import canonical_url
from flows.records import Hints, PageState, Sighting

FIRST_REVISIT = timedelta(hours=1)
REVISIT_FACTOR = 3
YOUNG = timedelta(days=3)
LONGEST_WAIT = timedelta(seconds=LONGEST_RETRY_AFTER) + GRACE


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page to fetch now, with what the feed says of it."""

    state: PageState
    hints: Hints


def due_pages(
    sightings: Iterable[Sighting], known_pages: Mapping[str, PageState], *, now: datetime
) -> list[DuePage]:
    """Return the pages to fetch now, in the order of the sightings, each once.

    The sightings are this run's and the stored ones of pages that were never fetched or whose
    `next_check_at` has come. Only the feed through which a page was first found asks for it again
    by a change: two feeds that describe it differently would do so for ever.
    """
    due: dict[str, DuePage] = {}
    for sighting in sightings:
        if sighting.url is None or sighting.article_id in due:
            continue
        state = known_pages.get(sighting.article_id) or new_state(sighting, now)
        if _is_due(state, sighting, now):
            if state.source_id == sighting.source_id:
                state = replace(state, fingerprint=sighting.fingerprint)
            due[sighting.article_id] = DuePage(state, sighting_hints(sighting))
    return list(due.values())


def spread_hosts(due: Iterable[DuePage]) -> list[DuePage]:
    """Return the pages with those of one host far apart: hosts are asked side by side then."""
    counts: Counter[str] = Counter()
    ranked = []
    for page in due:
        host = urlsplit(page.state.canonical_url).netloc
        ranked.append((counts[host], page))
        counts[host] += 1
    return [page for _, page in sorted(ranked, key=lambda each: each[0])]


def new_state(sighting: Sighting, now: datetime) -> PageState:
    """Return the state of a page that nobody has asked for yet."""
    url = sighting.url or ""
    return PageState(
        article_id=sighting.article_id,
        source_id=sighting.source_id,
        url=url,
        canonical_url=canonical_url(url),
        fingerprint=None,
        first_seen_at=now,
        next_check_at=now,
    )


def _is_due(state: PageState, sighting: Sighting, now: datetime) -> bool:
    if state.next_check_at is not None and (state.next_check_at <= now or _is_ahead(state, now)):
        return True
    is_fetched = state.body_hash is not None
    is_own = sighting.source_id == state.source_id
    return is_fetched and is_own and sighting.fingerprint != state.fingerprint


def _is_ahead(state: PageState, now: datetime) -> bool:
    """Say whether a clock that ran ahead has set when to look: it may be years until then."""
    asked, due = state.last_fetched_at, state.next_check_at
    is_unlikely = due is not None and due > now + LONGEST_WAIT
    return is_unlikely or (asked is not None and asked > now + GRACE)


def next_revisit(state: PageState, now: datetime) -> datetime | None:
    """Return the next of the instants 1, 3, 9 … hours after the page was first seen."""
    if not (state.etag or state.last_modified):
        return None
    age, first_seen_at = FIRST_REVISIT, state.first_seen_at or now
    while first_seen_at + age <= now:
        age *= REVISIT_FACTOR
    return first_seen_at + age if age < YOUNG else None
