"""Routes go in, a real HTTP server on loopback comes out, with a log of what it was asked.

    with serving({"/feed": Route(b"<rss …>", etag='"1"')}) as server:
        fetch(server.url("/feed"))
        assert server.paths() == ["/feed"]

`server.allowed` is the allow-list that lets the pipeline reach it.
"""

import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler"], None]


@dataclass(slots=True)
class Route:
    """What the server answers at one path; may be changed while it runs.

    With a validator, conditional requests get 304. `behave` takes the handler over; its connection
    ends with it, so an answer of its own says `Connection: close`, or a client that asks again on
    that connection at that moment gets none.
    """

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    behave: Behaviour | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request that the server has had, and the status that it gave."""

    path: str
    headers: Mapping[str, str]
    status: int


class Handler(BaseHTTPRequestHandler):
    """Answers by the server's routes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: else the second waits 40 ms
    server: "_Server"

    def do_GET(self) -> None:  # noqa: N802
        """Answer with the route of this path, 404 where there is none."""
        route = self.server.routes.get(self.path, Route(b"nothing here", status=404))
        if route.behave is not None:
            self.note(0)
            self.close_connection = True
            with suppress(OSError):  # the client has had enough: that is what is tested
                route.behave(self)
            return
        is_known = self._is_known(route)
        self.reply(
            304 if is_known else route.status,
            b"" if is_known else route.body,
            self._headers(route),
        )

    def reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        """Send a whole answer and note it."""
        self.note(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if status not in {204, 304}:
            self.wfile.write(body)

    def note(self, status: int) -> None:
        """Put the request into the log."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        log = self.server.robots_log if self.path == "/robots.txt" else self.server.log
        with self.server.lock:
            log.append(Request(self.path, headers, status))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the terminal quiet."""

    def _is_known(self, route: Route) -> bool:
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return route.etag is not None and asked == route.etag
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == route.last_modified

    def _headers(self, route: Route) -> dict[str, str]:
        headers = {"Content-Type": route.content_type, **route.headers}
        if route.etag is not None:
            headers["ETag"] = route.etag
        if route.last_modified is not None:
            headers["Last-Modified"] = route.last_modified
        return headers


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, routes: dict[str, Route], port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.routes = routes
        self.log: list[Request] = []
        self.robots_log: list[Request] = []
        self.lock = threading.Lock()
        self.stopping = threading.Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that goes away is part of the tests."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its routes may be changed, its log read and cleared.

    Requests for /robots.txt, which precede all others, have a log of their own.
    """

    routes: dict[str, Route]
    log: list[Request]
    robots_log: list[Request]
    port: int

    @property
    def host(self) -> str:
        """Return host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the allow-list that opens this server."""
        return (self.host,)

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://{self.host}{path}"

    def paths(self, status: int | None = None) -> list[str]:
        """Return the paths that were asked for, in order, of one status or of all."""
        return [each.path for each in list(self.log) if status in (None, each.status)]


@contextmanager
def serving(
    routes: dict[str, Route] | None = None,
    *,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
) -> Iterator[Server]:
    """Run a server on this port of loopback, else on a free one, until the block is left."""
    server = _Server({} if routes is None else routes, port)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield Server(server.routes, server.log, server.robots_log, server.server_address[1])
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def redirect(target: str, status: int = 302) -> Route:
    """Return a route that leads to another address."""
    return Route(b"moved", status=status, headers={"Location": target})


def zipped(body: bytes, **more: Any) -> Route:
    """Return a route whose body is sent as gzip."""
    return Route(gzip.compress(body), headers={"Content-Encoding": "gzip"}, **more)


def one_byte_at_a_time(seconds: float) -> Behaviour:
    """Send a body of which a byte comes every so many seconds, for ever."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not handler.server.stopping.wait(seconds):
            handler.wfile.write(b"x")

    return behave


def silent(handler: Handler) -> None:
    """Take the request and never answer."""
    handler.server.stopping.wait(60)


def endless_body(handler: Handler) -> None:
    """Send a body that never ends, as fast as it is taken."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"<p>more</p>" * 6000)


def header_flood(handler: Handler) -> None:
    """Send headers that never end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while not handler.server.stopping.is_set():
        number += 1
        handler.wfile.write(b"X-Flood-%d: %s\r\n" % (number, b"a" * 1000))


def cut_short(handler: Handler) -> None:
    """Promise more than is sent, then hang up."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


def hangs_up_when_asked_again(sent: bytes = b"") -> Behaviour:
    """Answer a connection's first request; at its next send only this, and close it."""
    served: set[int] = set()

    def behave(handler: Handler) -> None:
        if handler.client_address[1] in served:
            handler.wfile.write(sent)
            handler.wfile.flush()
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        served.add(handler.client_address[1])
        handler.close_connection = False
        handler.reply(200, b"here", {"Content-Type": "text/html"})

    return behave


def no_http(handler: Handler) -> None:
    """Answer with something that is not HTTP."""
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


def unused_port() -> int:
    """Return a port of loopback at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
