"""A request goes in, a response over a connection to a checked address comes out.

Names are looked up here and the connection goes to the very address that was checked, so that a
name cannot lead elsewhere between the check and the request. `fetch.py` alone sends by it.
"""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from flows.allowed import Allowed
from flows.ingest.guard import check_address

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
