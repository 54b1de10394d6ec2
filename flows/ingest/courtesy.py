"""Requests go in; answers come out where the site's robots.txt allows the request."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from flows.errors import BadDocument
from flows.ingest.answer import Answer, Trip
from flows.ingest.archive import Archive
from flows.ingest.fetch import Client
from flows.ingest.robots import Robots, parse_robots
from flows.records import Fetch

FRESH = timedelta(hours=24)  # RFC 9309, section 2.4
FRESH_FAILURE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a site's robots.txt says; `problem` where it could not be had."""

    robots: Robots
    problem: str | None = None
    is_refused: bool = False  # by the guard: so will be whatever else stands there


class Courtesy:
    """A client that asks each site's robots.txt first, once a day.

    `known` are the records of earlier requests for robots.txt: what they got is in the archive.
    """

    def __init__(self, client: Client, archive: Archive, known: Iterable[Fetch] = ()) -> None:
        """Ask nothing yet."""
        self.fetches: list[Fetch] = []  # this run's requests for robots.txt
        self._client = client
        self._archive = archive
        self._known = {
            fetch.url: fetch for fetch in sorted(known, key=lambda each: each.started_at)
        }
        self._verdicts: dict[str, asyncio.Task[Verdict]] = {}

    async def get(
        self,
        url: str,
        *,
        purpose: str,
        source_id: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        validated_url: str | None = None,
    ) -> Answer:
        """Ask for an address as `Client.get` does; what is disallowed is `refused`, unasked.

        What a redirect leads to goes by the rules of the site where it leads.

        A robots.txt that fails keeps us from pages for now (RFC 9309, section 2.3.1.4), but not
        from the feeds that the operator has named.
        """

        async def permit(address: str) -> None:
            await self._permit(address, purpose)

        try:
            await permit(url)
        except BadDocument as error:
            trip = Trip(url, purpose, source_id, self._client.clock())
            return trip.failure(error.reason, str(error))
        return await self._client.get(
            url,
            purpose=purpose,
            source_id=source_id,
            etag=etag,
            last_modified=last_modified,
            validated_url=validated_url,
            permit=permit,
        )

    async def _permit(self, url: str, purpose: str) -> None:
        """Raise BadDocument where the rules of the address's own site keep us from it."""
        verdict = await self._verdict(url)
        if verdict is None:
            return
        if not verdict.robots.allows(url):
            message = "the site's robots.txt disallows it: remove the feed, or ask the site"
            raise BadDocument("refused", message)
        if verdict.problem is not None and purpose == "page":
            reason = "refused" if verdict.is_refused else "error"
            raise BadDocument(reason, f"the site's robots.txt fails: {verdict.problem}")

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the site of this address names in its robots.txt."""
        verdict = await self._verdict(url)
        return verdict.robots.sitemaps if verdict is not None else ()

    async def _verdict(self, url: str) -> Verdict | None:
        """Return what the site's robots.txt says, None where there is no such site."""
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
            address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
        except ValueError:
            return None
        if address not in self._verdicts:
            self._verdicts[address] = asyncio.ensure_future(self._learn(address, host))
        return await self._verdicts[address]

    async def _learn(self, address: str, host: str) -> Verdict:
        """Return what was learned within the day, or ask."""
        verdict = self._remembered(address)
        if verdict is None:
            verdict = self._judge(await self._client.get(address, purpose="robots"))
        if verdict.robots.delay_seconds:
            self._client.gate.delays[host] = verdict.robots.delay_seconds
        return verdict

    def _remembered(self, address: str) -> Verdict | None:
        fetch = self._known.get(address)
        if fetch is None:
            return None
        fresh = FRESH if _is_answered(fetch) else FRESH_FAILURE
        if abs(self._client.clock() - fetch.started_at) >= fresh:
            return None
        try:
            body = self._archive.read_body(fetch.raw_ref) if fetch.raw_ref else b""
        except BadDocument:
            return None
        return _verdict_of(fetch, body)

    def _judge(self, answer: Answer) -> Verdict:
        """Keep the answer, and read it."""
        fetch = answer.fetch
        if fetch.outcome == "ok" and answer.body:
            fetch = replace(fetch, raw_ref=self._archive.write_response(answer))
        self.fetches.append(fetch)
        return _verdict_of(fetch, answer.body)


def _is_answered(fetch: Fetch) -> bool:
    """Say whether the site has said something: a rule, or that it has none (4xx but 429)."""
    status = fetch.status or 0
    return fetch.outcome in {"ok", "gone"} or (400 <= status < 500 and status != 429)


def _verdict_of(fetch: Fetch, body: bytes) -> Verdict:
    if fetch.outcome == "ok":
        return Verdict(parse_robots(body))
    problem = None if _is_answered(fetch) else fetch.message or fetch.outcome
    return Verdict(Robots(), problem, fetch.outcome == "refused")
