"""No spelling of a private address is let through; an allow-list opens what it names."""

import asyncio
import re

import pytest

from flows.allowed import parse_allowed
from flows.errors import BadDocument
from flows.ingest.fetch import Client
from flows.ingest.guard import check_address, check_url
from tests.ingest.clients import NOW, QUICK, ask, quick
from tests.servers import Route, redirect, serving

# Every one leads to this machine, its network or a network that is not public.
PRIVATE = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "0.0.0.1",
    "10.0.0.1",
    "10.1",
    "167772161",
    "012.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.168.0.1",
    "192.168.257",
    "0xc0.0xa8.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "localhost",
    "LOCALHOST",
    "１２７.0.0.1",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[fd12:3456:789a::1]",
    "[ff02::1]",
    "[fec0::1]",
    "[100::1]",
    "[2001:db8::1]",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_no_spelling_of_a_private_address_is_let_through(host: str) -> None:
    answer = asyncio.run(ask(f"http://{host}/", limits=quick(connect_seconds=2.0)))
    is_no_name = "no address found" in (answer.fetch.message or "")
    assert answer.fetch.outcome == "refused" or is_no_name
    assert answer.fetch.status is None
    assert answer.body == b""


def test_spellings_that_resolve_here_are_refused_by_name() -> None:
    for host in ("2130706433", "0x7f.1", "0177.0.0.1", "[::ffff:127.0.0.1]", "localhost"):
        answer = asyncio.run(ask(f"http://{host}/"))
        assert answer.fetch.outcome == "refused", host
        assert "address" in (answer.fetch.message or "")


def test_a_redirect_to_a_private_address_is_refused() -> None:
    with serving({"/secret": Route(b"secret")}) as inner, serving() as outer:
        outer.routes["/a"] = redirect(inner.url("/secret"))
        answer = asyncio.run(ask(outer.url("/a"), outer.allowed))
        assert answer.fetch.outcome == "refused"
        assert inner.log == []


@pytest.mark.parametrize(
    "second", ["10.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fe80::1"]
)
def test_a_name_that_leads_elsewhere_at_the_second_look_up_is_refused(second: str) -> None:
    answers = [["127.0.0.1"], [second]]

    async def rebinding(host: str, port: int) -> list[str]:
        return answers.pop(0)

    async def ask_twice(port: int) -> tuple[str, str]:
        allowed = parse_allowed([f"127.0.0.1:{port}"])
        async with Client(now=NOW, limits=QUICK, allowed=allowed, lookup=rebinding) as client:
            url = f"http://news.example:{port}/"
            first = await client.get(url, purpose="page")
            second = await client.get(url, purpose="page")
            return first.fetch.outcome, second.fetch.outcome

    close = {"Connection": "close"}
    with serving({"/": Route(b"hello", headers=close)}) as server:
        assert asyncio.run(ask_twice(server.port)) == ("ok", "refused")
        assert len(server.log) == 1


def test_one_private_address_among_public_ones_is_refused() -> None:
    async def mixed(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "127.0.0.1"]

    answer = asyncio.run(ask("http://news.example/", lookup=mixed))
    assert answer.fetch.outcome == "refused"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://news.example/",
        "gopher://news.example/",
        "http://user:pass@news.example/",
        "http://user@news.example/",
        "http://news.example:22/",
        "http://news.example:8080/",
        "https://news.example:70000/",
        "http:///nowhere",
    ],
)
def test_addresses_that_are_refused_unseen(url: str) -> None:
    with pytest.raises(BadDocument) as caught:
        check_url(url, ())
    assert caught.value.reason == "refused"


def test_a_password_is_not_repeated_in_the_message() -> None:
    with pytest.raises(BadDocument) as caught:
        check_url("http://user:hunter2@news.example/", ())
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "host", "address", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 8080),
        ("127.0.0.0/8", "localhost", "127.0.0.1", 9999),
        ("intranet.example", "intranet.example", "10.0.0.1", 80),
        ("intranet.example:8080", "intranet.example", "10.0.0.1", 8080),
        ("[::1]:8080", "::1", "::1", 8080),
        ("fd00::/8", "feeds.intranet", "fd00::1", 443),
    ],
)
def test_the_allow_list_opens_what_it_names(entry: str, host: str, address: str, port: int) -> None:
    allowed = parse_allowed([entry])
    assert str(check_address(host, address, port, allowed)) == address


@pytest.mark.parametrize(
    ("entry", "host", "address", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", "127.0.0.1", 80),
        ("127.0.0.1:8080", "127.0.0.2", "127.0.0.2", 8080),
        ("intranet.example", "other.example", "10.0.0.1", 80),
        ("10.0.0.0/8", "a.example", "192.168.0.1", 80),
    ],
)
def test_the_allow_list_opens_nothing_else(entry: str, host: str, address: str, port: int) -> None:
    with pytest.raises(BadDocument):
        check_address(host, address, port, parse_allowed([entry]))


@pytest.mark.parametrize(
    "entry",
    ["http://a.example/", "a.example/path", "u@a.example", "a:b:c", "10.0.0.0/99", "a b", "*.a"],
)
def test_an_entry_that_is_none_is_named(entry: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(repr(entry))} is no host"):
        parse_allowed([entry])


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "192.31.196.1"])
def test_public_addresses_are_let_through(address: str) -> None:
    assert str(check_address("news.example", address, 443, ())) == address
