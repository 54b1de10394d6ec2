"""What comes of requests to a real server that behaves well, badly, or not at all."""

import asyncio
import gzip
import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from flows.ingest.answer import Answer
from tests.ingest.clients import NOW, ask, client, quick
from tests.servers import (
    Behaviour,
    Handler,
    Route,
    Server,
    cut_short,
    endless_body,
    hangs_up_when_asked_again,
    header_flood,
    no_http,
    one_byte_at_a_time,
    redirect,
    serving,
    silent,
    unused_port,
    zipped,
)


def get(server: Server, path: str, **more: object) -> Answer:
    return asyncio.run(ask(server.url(path), server.allowed, **more))


def test_a_page_comes_back_with_its_record() -> None:
    with serving({"/a": Route(b"<p>hello</p>", etag='"1"', last_modified="yesterday")}) as server:
        answer = get(server, "/a")
        fetch = answer.fetch
        assert answer.body == b"<p>hello</p>"
        assert (fetch.outcome, fetch.status, fetch.byte_count) == ("ok", 200, 12)
        assert (fetch.etag, fetch.last_modified) == ('"1"', "yesterday")
        assert fetch.url == fetch.final_url == server.url("/a")
        assert NOW <= fetch.started_at < NOW + timedelta(seconds=30)
        assert fetch.message is None


def test_the_server_learns_who_asks() -> None:
    with serving({"/a": Route(b"x")}) as server:
        get(server, "/a", contact="https://dateline.example/about")
        sent = server.log[0].headers
        assert sent["user-agent"].startswith("Dateline/")
        assert sent["user-agent"].endswith("(+https://dateline.example/about)")
        assert "cookie" not in sent


def test_no_cookie_is_kept() -> None:
    cookie = {"Set-Cookie": "id=1; Path=/"}
    moved = Route(status=302, headers={"Location": "/a", **cookie})

    async def twice(server: Server) -> None:
        async with client(server.allowed) as one:
            await one.get(server.url("/moved"), purpose="page")
            await one.get(server.url("/a"), purpose="page")

    with serving({"/a": Route(b"x", headers=cookie), "/moved": moved}) as server:
        asyncio.run(twice(server))
        assert server.paths() == ["/moved", "/a", "/a"]
        assert all("cookie" not in each.headers for each in server.log)


async def ask_in_turn(server: Server, count: int) -> list[str]:
    async with client(server.allowed) as one:
        answers = [await one.get(server.url("/a"), purpose="page") for _ in range(count)]
    return [f"{each.fetch.outcome} {each.body.decode()}".strip() for each in answers]


def test_a_kept_connection_that_closes_unanswered_is_replaced_once() -> None:
    with serving({"/a": Route(behave=hangs_up_when_asked_again())}) as server:
        assert asyncio.run(ask_in_turn(server, 2)) == ["ok here", "ok here"]
        assert [each.status for each in server.log] == [0, 200, 0, 0, 200]


def test_a_kept_connection_that_closes_amid_its_answer_is_not_asked_again() -> None:
    behave = hangs_up_when_asked_again(b"HTTP/1.1 200 OK\r\nContent-")
    with serving({"/a": Route(behave=behave)}) as server:
        assert asyncio.run(ask_in_turn(server, 2)) == ["ok here", "error"]


def test_a_connection_of_its_own_that_closes_unanswered_is_a_failure() -> None:
    def hang_up(handler: Handler) -> None:
        handler.connection.shutdown(socket.SHUT_RDWR)

    with serving({"/a": Route(behave=hang_up)}) as server:
        assert asyncio.run(ask_in_turn(server, 1)) == ["error"]
        assert len(server.log) == 1


def test_a_validator_makes_the_request_conditional() -> None:
    async def conditional(server: Server) -> Answer:
        async with client(server.allowed) as one:
            return await one.get(server.url("/a"), purpose="feed", etag='"1"')

    with serving({"/a": Route(b"x", etag='"1"')}) as server:
        answer = asyncio.run(conditional(server))
        assert (answer.fetch.outcome, answer.fetch.status) == ("not_modified", 304)
        assert server.log[0].headers["if-none-match"] == '"1"'


def test_a_validator_goes_to_the_address_that_gave_it_alone() -> None:
    async def conditional(server: Server, path: str) -> Answer:
        async with client(server.allowed) as one:
            return await one.get(
                server.url(path), purpose="page", etag='"1"', validated_url=server.url("/a")
            )

    routes = {path: Route(path.encode(), etag='"1"') for path in ("/a", "/b")}
    with serving(routes | {"/to-a": redirect("/a"), "/to-b": redirect("/b")}) as server:
        same = asyncio.run(conditional(server, "/to-a"))
        other = asyncio.run(conditional(server, "/to-b"))
        assert (same.fetch.outcome, other.fetch.outcome, other.body) == (
            "not_modified",
            "ok",
            b"/b",
        )
        asked = [each.path for each in server.log if "if-none-match" in each.headers]
        assert asked == ["/a"]


def test_not_modified_unasked_is_no_answer() -> None:
    with serving({"/a": Route(status=304)}) as server:
        fetch = get(server, "/a").fetch
        assert (fetch.outcome, fetch.status) == ("error", 304)


def test_codings_in_two_headers_are_both_undone() -> None:
    def twice(handler: Handler) -> None:
        body = gzip.compress(gzip.compress(b"hello"))
        handler.send_response(200)
        for name in ("gzip", "gzip"):
            handler.send_header("Content-Encoding", name)
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(body)

    with serving({"/a": Route(behave=twice)}) as server:
        assert get(server, "/a").body == b"hello"


def test_a_password_is_in_no_record() -> None:
    with serving() as server:
        server.routes["/a"] = redirect(f"http://user:hunter2@{server.host}/b")
        for url in (server.url("/a"), f"http://user:hunter2@{server.host}/b"):
            answer = asyncio.run(ask(url, server.allowed))
            assert answer.fetch.outcome == "refused"
            assert "hunter2" not in repr(answer)
        assert server.paths() == ["/a"]


def test_a_compressed_body_comes_back_plain() -> None:
    with serving({"/a": zipped(b"<p>hello</p>" * 100)}) as server:
        answer = get(server, "/a")
        assert answer.body == b"<p>hello</p>" * 100
        assert "gzip" in server.log[0].headers["accept-encoding"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "ok"),
        (203, "ok"),
        (204, "error"),
        (206, "error"),
        (400, "error"),
        (401, "error"),
        (403, "error"),
        (404, "error"),
        (410, "gone"),
        (429, "error"),
        (451, "error"),
        (500, "error"),
        (503, "error"),
        (599, "error"),
    ],
)
def test_every_status_has_its_outcome(status: int, outcome: str) -> None:
    with serving({"/a": Route(b"body", status=status)}) as server:
        fetch = get(server, "/a").fetch
        assert (fetch.outcome, fetch.status) == (outcome, status)
        assert (fetch.message is None) == (outcome == "ok")
    if status == 410:
        assert fetch.message == f"{server.url('/a')}: HTTP 410 Gone"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(status: int) -> None:
    with serving({"/a": redirect("/b?x=1#part", status), "/b?x=1": Route(b"there")}) as server:
        answer = get(server, "/a")
        assert answer.body == b"there"
        assert answer.fetch.final_url == server.url("/b?x=1")
        assert (answer.permanent_url is not None) == (status in {301, 308})


def test_only_an_unbroken_chain_of_permanent_redirects_is_permanent() -> None:
    routes = {
        "/a": redirect("/b", 301),
        "/b": redirect("/c", 302),
        "/c": redirect("/d", 301),
        "/d": Route(b"end"),
    }
    with serving(routes) as server:
        answer = get(server, "/a")
        assert answer.fetch.final_url == server.url("/d")
        assert answer.permanent_url == server.url("/b")


def test_a_redirect_loop_ends() -> None:
    with serving({"/a": redirect("/b"), "/b": redirect("/a")}) as server:
        fetch = get(server, "/a").fetch
        assert fetch.outcome == "error"
        assert "more than 10 redirects" in (fetch.message or "")
        assert len(server.log) == 11


def test_ten_redirects_are_followed_and_no_more() -> None:
    with serving({f"/{n}": redirect(f"/{n + 1}") for n in range(11)}) as server:
        server.routes["/11"] = Route(b"there")
        assert get(server, "/1").body == b"there"
        assert get(server, "/0").fetch.outcome == "error"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "http://u:p@127.0.0.1/", "http://[::1/"])
def test_a_redirect_to_what_is_no_page_is_not_followed(target: str) -> None:
    with serving({"/a": redirect(target)}) as server:
        assert get(server, "/a").fetch.outcome in {"refused", "error"}


@pytest.mark.parametrize(
    ("behave", "outcome", "limits"),
    [
        (one_byte_at_a_time(0.05), "timeout", {"total_seconds": 0.5}),
        (silent, "timeout", {"idle_seconds": 0.3}),
        (endless_body, "too_large", {}),
        (header_flood, "error", {}),
        (cut_short, "error", {}),
        (no_http, "error", {}),
    ],
)
def test_a_server_that_misbehaves_is_left(
    behave: Behaviour, outcome: str, limits: dict[str, float]
) -> None:
    with serving({"/a": Route(behave=behave), "/b": Route(b"fine")}) as server:
        answer = get(server, "/a", limits=quick(**limits))
        assert answer.fetch.outcome == outcome, answer.fetch.message
        assert answer.body == b""
        assert get(server, "/b").fetch.outcome == "ok"


def test_a_bomb_of_ten_gigabytes_is_left() -> None:
    bomb = gzip.compress(gzip.compress(bytes(64 << 20)) * 160)
    program = """
import asyncio, re, sys
from pathlib import Path
from tests.ingest.clients import ask
fetch = asyncio.run(ask(sys.argv[1], [sys.argv[2]])).fetch
# Not ru_maxrss: a child begins with what its parent had at its peak.
print(fetch.outcome, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
    with serving({"/a": Route(bomb, headers={"Content-Encoding": "gzip, gzip"})}) as server:
        command = [sys.executable, "-c", program, server.url("/a"), server.host]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    outcome, kilobytes = done.stdout.split()
    assert outcome == "too_large"
    assert int(kilobytes) < 500_000


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    with serving({"/a": Route(b"x" * 2000)}) as server:
        fetch = get(server, "/a", limits=quick(max_wire_bytes=1000)).fetch
        assert fetch.outcome == "too_large"
        assert "2000 bytes" in (fetch.message or "")


def test_too_many_header_bytes_are_refused() -> None:
    with serving({"/a": Route(b"x", headers={"X-Long": "y" * 5000})}) as server:
        fetch = get(server, "/a", limits=quick(max_header_bytes=4000)).fetch
        assert fetch.outcome == "error"
        assert "header" in (fetch.message or "")


def test_a_closed_port_is_unreachable() -> None:
    port = unused_port()
    fetch = asyncio.run(ask(f"http://127.0.0.1:{port}/", [f"127.0.0.1:{port}"])).fetch
    assert fetch.outcome == "unreachable"
    assert fetch.status is None


def test_a_resolver_that_hangs_costs_the_connect_time_only() -> None:
    async def hang(host: str, port: int) -> list[str]:
        await asyncio.sleep(3600)  # longer than any run of the tests
        return []

    answer = asyncio.run(
        ask("http://news.example/", lookup=hang, limits=quick(connect_seconds=0.2))
    )
    assert answer.fetch.outcome == "unreachable"
    assert answer.fetch.seconds < 60


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{unused_port()}")
    with serving({"/": Route(b"here")}) as server:
        assert get(server, "/").body == b"here"


def test_a_name_without_address_is_unreachable() -> None:
    fetch = asyncio.run(ask("http://no-such-name.invalid/")).fetch
    assert fetch.outcome == "unreachable"
    assert "no-such-name.invalid" in (fetch.message or "")


def test_only_so_many_requests_are_at_one_host_at_once() -> None:
    running, most = 0, 0
    lock = threading.Lock()

    def slow(handler: Handler) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.05)
        with lock:
            running -= 1
        handler.reply(200, b"x", {"Connection": "close"})

    async def many(server: Server) -> list[Answer]:
        async with client(server.allowed, limits=quick(per_host=2)) as one:
            urls = [server.url("/a")] * 10
            return await asyncio.gather(*(one.get(url, purpose="page") for url in urls))

    with serving({"/a": Route(behave=slow)}) as server:
        assert [answer.fetch.outcome for answer in asyncio.run(many(server))] == ["ok"] * 10
        assert len(server.paths(200)) == 10
    assert most == 2


def test_requests_to_one_host_are_spaced() -> None:
    async def thrice(server: Server) -> None:
        async with client(server.allowed, limits=quick(delay_seconds=0.1)) as one:
            urls = [server.url("/a")] * 4
            await asyncio.gather(*(one.get(url, purpose="page") for url in urls))

    with serving({"/a": Route(b"x")}) as server:
        began = time.monotonic()
        asyncio.run(thrice(server))
        assert time.monotonic() - began >= 0.3
