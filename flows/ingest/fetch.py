"""An address goes in, an answer and its Fetch record come out: the only door to the network.

Names are looked up here and the connection goes to the very address that was checked, so that a
name cannot lead elsewhere between the check and the request; redirects pass the same check.
"""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

from flows.errors import BadDocument
from flows.ingest.answer import ACCEPT, REDIRECTS, Answer, Hop, Trip, header_value, user_agent
from flows.ingest.decode import ACCEPTED
from flows.ingest.guard import Allowed, check_address, check_url
from flows.ingest.polite import HostGate, Limits

Lookup = Callable[[str, int], Awaitable[list[str]]]


async def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, from the system's resolver.

    In a thread that may be left behind: a resolver can hang for longer than we care to wait.
    """
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def settle(numbers: list[str], error: OSError | None) -> None:
        if found.done():
            return
        if error is not None:
            found.set_exception(error)
        else:
            found.set_result(numbers)

    def ask() -> None:
        numbers: list[str] = []
        error: OSError | None = None
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            numbers = list(dict.fromkeys(str(row[4][0]) for row in rows))
        except (OSError, UnicodeError) as problem:
            error = problem if isinstance(problem, OSError) else OSError(str(problem))
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, numbers, error)

    threading.Thread(target=ask, daemon=True, name="look-up").start()
    return await found


@dataclass(slots=True)
class Passage:
    """What one sending of a request has met: a connection of its own, a byte of an answer."""

    is_fresh: bool = False
    is_answered: bool = False


PASSAGE: ContextVar[Passage | None] = ContextVar("passage", default=None)


class WatchedStream(httpcore.AsyncNetworkStream):
    """A connection that notes in the passage of who reads whether anything came."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        """Keep the connection."""
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read, and note that there was something."""
        piece = await self._stream.read(max_bytes, timeout)
        passage = PASSAGE.get()
        if piece and passage is not None:
            passage.is_answered = True
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Return the connection, encrypted from now on; what its handshake reads is no answer."""
        return WatchedStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        """Return what is known of the connection."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connections to checked addresses only; all else is httpcore's own."""

    def __init__(self, allowed: Sequence[Allowed], lookup: Lookup) -> None:
        """Keep what is allowed and the resolver to ask."""
        self._allowed = allowed
        self._lookup = lookup
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look the name up, check every address it has, connect to the first that answers."""
        seconds = timeout or 5.0
        try:
            async with asyncio.timeout(seconds):
                numbers = await self._lookup(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no address found for {host}") from error
        except OSError as error:
            raise httpcore.ConnectError(f"no address found for {host}: {error}") from error
        addresses = [check_address(host, each, port, self._allowed) for each in numbers]
        share = seconds / max(1, min(2, len(addresses)))
        problem: Exception = httpcore.ConnectError(f"no address found for {host}")
        for address in addresses[:4]:
            try:
                stream = await self._plain.connect_tcp(
                    str(address), port, share, local_address, socket_options
                )
                if (passage := PASSAGE.get()) is not None:
                    passage.is_fresh = True
                return WatchedStream(stream)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem

    async def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks between tries."""
        await self._plain.sleep(seconds)


class CoreStream(httpx.AsyncByteStream):
    """The body of an httpcore response, as httpx wants it."""

    def __init__(self, response: httpcore.Response) -> None:
        """Keep the response whose body this is."""
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body as it was sent."""
        async for piece in self._response.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        """Give the connection back."""
        await self._response.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx's requests over a pool whose connections are guarded; errors are httpcore's.

    A server may close a kept connection at the moment at which it is used again. Where no byte of
    an answer has come, the request (all are GET) is sent once more, on a connection of its own.
    """

    def __init__(self, backend: GuardedBackend, tls: ssl.SSLContext, overall: int) -> None:
        """Open no connection yet."""
        self._kept, self._single = (
            httpcore.AsyncConnectionPool(
                ssl_context=tls,
                max_connections=2 * overall,
                max_keepalive_connections=kept,
                http2=True,
                network_backend=backend,
            )
            for kept in (overall, 0)
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and return the response, its body still to be read."""
        passage = Passage()
        token = PASSAGE.set(passage)
        try:
            response = await self._kept.handle_async_request(_core_request(request))
        except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
            if passage.is_fresh or passage.is_answered:
                raise
            response = await self._single.handle_async_request(_core_request(request))
        finally:
            PASSAGE.reset(token)
        return httpx.Response(
            response.status, headers=response.headers, stream=CoreStream(response)
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._kept.aclose()
        await self._single.aclose()


def _core_request(request: httpx.Request) -> httpcore.Request:
    return httpcore.Request(
        method=request.method,
        url=httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        ),
        headers=request.headers.raw,
        extensions=request.extensions,
    )


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
    ) -> Answer:
        """Ask for an address, follow its redirects, and say what came of it; never raises.

        With a validator of an earlier answer the outcome may be `not_modified`.
        """
        headers = {"Accept": ACCEPT[purpose]}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        trip = Trip(url=url, purpose=purpose, source_id=source_id, started_at=self.clock())
        try:
            return trip.answer(await self._follow(trip, headers), self.limits.max_body_bytes)
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

    async def _follow(self, trip: Trip, headers: dict[str, str]) -> Hop:
        """Return the first response that is no redirect."""
        for _ in range(self.limits.max_redirects + 1):
            parts = check_url(trip.final_url, self._allowed)
            host = parts.hostname or ""
            async with self.gate.turn(host):
                if trip.purpose == "page" and host in self.gate.closed:
                    trip.status = self.gate.closed[host]
                    raise BadDocument("closed", "unasked: the host has just asked for patience")
                hop = await self._ask(trip, headers)
            trip.status = hop.status
            if hop.status in {429, 503} and header_value(hop.headers, "retry-after"):
                self.gate.closed[host] = hop.status
            target = header_value(hop.headers, "location")
            if hop.status not in REDIRECTS or not target:
                return hop
            trip.redirect(target)
        raise BadDocument("redirects", f"more than {self.limits.max_redirects} redirects")

    async def _ask(self, trip: Trip, headers: dict[str, str]) -> Hop:
        """Send one request, within what is left of the total time."""
        began = time.monotonic()
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
            raise BadDocument("too_large", f"{length[:20]} bytes, at most {cap} are read")
        body = bytearray()
        async for piece in response.aiter_raw():
            body += piece
            if len(body) > cap:
                raise BadDocument("too_large", f"more than {cap} bytes as sent")
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
