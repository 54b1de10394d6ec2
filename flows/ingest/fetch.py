"""An address goes in, an answer and its Fetch record come out: the only door to the network.

Connections are made by `connection.py` to checked addresses only; here are the caps, the times and
the redirects, each of which passes the same checks.
"""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self

import httpcore
import httpx

from flows.allowed import Allowed
from flows.errors import BadDocument
from flows.ingest.answer import ACCEPT, REDIRECTS, Answer, Hop, Trip, header_value, user_agent
from flows.ingest.connection import GuardedBackend, GuardedTransport, Lookup, look_up
from flows.ingest.decode import ACCEPTED
from flows.ingest.guard import check_url
from flows.ingest.polite import HostGate, Limits

Permit = Callable[[str], Awaitable[None]]


class Client:
    """Asks for addresses, politely and within limits; every request yields a Fetch record.

    `now` is the instant that the run goes by: records say that and the time that has passed since.
    """

    def __init__(
        self,
        *,
        now: datetime,
        limits: Limits | None = None,
        allowed: Sequence[Allowed] = (),
        contact: str | None = None,
        lookup: Lookup = look_up,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Open no connection yet; `contact` is an address that the User-Agent gives."""
        self.limits = limits or Limits()
        self.gate = HostGate(
            overall=self.limits.overall,
            per_host=self.limits.per_host,
            delay_seconds=self.limits.delay_seconds,
        )
        self._allowed = tuple(allowed)
        self._now = now
        self._began = time.monotonic()
        self._http = httpx.AsyncClient(
            transport=GuardedTransport(
                GuardedBackend(self._allowed, lookup),
                tls or httpx.create_ssl_context(),
                self.limits.overall,
            ),
            headers={"User-Agent": user_agent(contact), "Accept-Encoding": ACCEPTED},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            follow_redirects=False,
            trust_env=False,
            timeout=httpx.Timeout(
                self.limits.idle_seconds, connect=self.limits.connect_seconds, pool=None
            ),
        )

    async def __aenter__(self) -> Self:
        """Give the client."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every connection."""
        await self._http.aclose()

    def clock(self) -> datetime:
        """Return the run's instant and the time that has passed since."""
        return self._now + timedelta(seconds=time.monotonic() - self._began)

    async def get(
        self,
        url: str,
        *,
        purpose: str,
        source_id: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        validated_url: str | None = None,
        permit: Permit | None = None,
    ) -> Answer:
        """Ask for an address, follow its redirects, and say what came of it; never raises.

        With a validator of an earlier answer the outcome may be `not_modified`. It is sent to
        `validated_url` alone, which gave it (none: to the address asked for): another's may be the
        same by chance. `permit` is asked of every address that a redirect leads to, and raises
        BadDocument where it is not granted.
        """
        validators = {"If-None-Match": etag} if etag else {}
        validators |= {"If-Modified-Since": last_modified} if last_modified else {}
        trip = Trip(url=url, purpose=purpose, source_id=source_id, started_at=self.clock())
        trip.validators, trip.validated_url = validators, validated_url or trip.final_url
        try:
            hop = await self._follow(trip, permit)
            return trip.answer(hop, self.limits.max_body_bytes)
        except BadDocument as error:
            outcome = error.reason if error.reason in {"refused", "too_large"} else "error"
            return trip.failure(outcome, str(error))
        except httpx.InvalidURL as error:
            return trip.failure("refused", f"not an address: {error}")
        except (TimeoutError, httpcore.ReadTimeout, httpcore.WriteTimeout) as error:
            return trip.failure("timeout", f"no whole answer in time: {_named(error)}")
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            return trip.failure("unreachable", _named(error))
        except UNEXPECTED as error:
            return trip.failure("error", f"no valid answer: {_named(error)}")

    async def _follow(self, trip: Trip, permit: Permit | None) -> Hop:
        """Return the first response that is no redirect."""
        for number in range(self.limits.max_redirects + 1):
            parts = check_url(trip.final_url, self._allowed)
            if number and permit is not None:
                await permit(trip.final_url)
            host = parts.hostname or ""
            async with self.gate.turn(host):
                if trip.purpose == "page" and host in self.gate.closed:
                    trip.status = self.gate.closed[host]
                    raise BadDocument("closed", "unasked: the host has just asked for patience")
                hop = await self._ask(trip)
            trip.status = hop.status
            if hop.status in {429, 503} and header_value(hop.headers, "retry-after"):
                self.gate.closed[host] = hop.status
            target = header_value(hop.headers, "location")
            if hop.status not in REDIRECTS or not target:
                return hop
            trip.redirect(target)
        raise BadDocument("redirects", f"more than {self.limits.max_redirects} redirects")

    async def _ask(self, trip: Trip) -> Hop:
        """Send one request, within what is left of the total time."""
        began = time.monotonic()
        headers = {"Accept": ACCEPT[trip.purpose]} | (
            trip.validators if trip.is_conditional else {}
        )
        try:
            async with asyncio.timeout(self.limits.total_seconds - trip.seconds):
                request = self._http.build_request("GET", trip.final_url, headers=headers)
                response = await self._http.send(request, stream=True)
                try:
                    return await self._read(response)
                finally:
                    await response.aclose()
        finally:
            trip.seconds += time.monotonic() - began

    async def _read(self, response: httpx.Response) -> Hop:
        """Read a response within the caps; a redirect's body is nobody's business."""
        headers = tuple(response.headers.multi_items())
        if sum(len(key) + len(value) + 4 for key, value in headers) > self.limits.max_header_bytes:
            raise BadDocument("headers", f"more than {self.limits.max_header_bytes} header bytes")
        if response.status_code in REDIRECTS:
            return Hop(response.status_code, headers, b"")
        cap = self.limits.max_wire_bytes
        length = response.headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > cap:
            message = f"{length[:20]} bytes, at most {cap} are read: leave it out"
            raise BadDocument("too_large", message)
        body = bytearray()
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > cap:
                message = f"more than {cap} bytes as sent: no article is so long, leave it out"
                raise BadDocument("too_large", message)
        return Hop(response.status_code, headers, bytes(body))


def post_json(url: str, body: str, *, seconds: float) -> str | None:
    """Send JSON to an address that the operator has set, and return what went wrong, if anything.

    Not guarded as feeds are: the operator's own machines are where alarms go.
    """
    try:
        with httpx.Client(timeout=seconds, trust_env=False) as http:
            answer = http.post(
                url, content=body.encode("utf-8"), headers={"Content-Type": "application/json"}
            )
    except (httpx.InvalidURL, *UNEXPECTED) as error:
        return _named(error)
    return None if answer.is_success else f"HTTP {answer.status_code}"


# What httpx, httpcore and the codecs below them are known to raise on an answer that is none.
UNEXPECTED = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    OSError,
    ValueError,
)


def _named(error: BaseException) -> str:
    return f"{type(error).__name__} {error}".strip()
