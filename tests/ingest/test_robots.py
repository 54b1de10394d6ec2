"""What a robots.txt allows us, by RFC 9309."""

import time

import pytest

from flows.ingest.robots import MAX_DELAY_SECONDS, parse_robots

SITE = "https://news.example"


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /private", "/private/a", False),
        ("Disallow: /private", "/privateer", False),
        ("Disallow: /private/", "/private", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?x=1", True),
        ("Disallow: /*.pdf", "/x/y.pdf?x=1", False),
        ("Disallow: /a*b*c$", "/a1b2c", False),
        ("Disallow: /a*b*c$", "/a1b2cd", True),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: *secret", "/x/secret", False),
        ("Disallow: /*?print=", "/a?print=1", False),
        ("Disallow: /fish$", "/fish", False),
        ("Disallow: /fish$", "/fish/", True),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%c3%a9", False),
        ("Disallow: /%7euser", "/~user", False),
        ("disallow : /a # why", "/a", False),
        ("Disallow: nothing", "/nothing", True),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, path: str, is_allowed: bool) -> None:
    robots = parse_robots(f"User-agent: *\n{rules}\n".encode())
    assert robots.allows(SITE + path) is is_allowed


def test_a_group_that_names_us_is_ours_alone() -> None:
    robots = parse_robots(
        b"User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-Agent: Dateline/1.0\n"
        b"Disallow: /a\nCrawl-delay: 2\n\nUser-agent: dateline\nDisallow: /b\n"
    )
    assert not robots.allows(f"{SITE}/a")
    assert not robots.allows(f"{SITE}/b")
    assert robots.allows(f"{SITE}/c")
    assert robots.delay_seconds == 2.0


def test_groups_of_others_are_not_ours() -> None:
    robots = parse_robots(b"User-agent: GPTBot\nDisallow: /\nCrawl-delay: 9\n")
    assert robots.allows(f"{SITE}/a")
    assert robots.delay_seconds == 0.0


def test_sitemaps_are_named_wherever_they_stand() -> None:
    robots = parse_robots(
        b"Sitemap: https://news.example/1.xml\nUser-agent: *\nDisallow: /a\n"
        b"Sitemap: https://news.example/2.xml\nDisallow: /b\n"
    )
    assert robots.sitemaps == ("https://news.example/1.xml", "https://news.example/2.xml")
    assert not robots.allows(f"{SITE}/b")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("1.5", 1.5), ("86400", MAX_DELAY_SECONDS), ("-1", 0.0), ("nan", 0.0), ("soon", 0.0)],
)
def test_the_delay_is_bounded(value: str, seconds: float) -> None:
    robots = parse_robots(f"User-agent: *\nCrawl-delay: {value}\n".encode())
    assert robots.delay_seconds == seconds


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe", b"<html>not found</html>", b"Disallow: /", b":" * 1000]
)
def test_what_is_no_robots_txt_forbids_nothing(body: bytes) -> None:
    assert parse_robots(body).allows(f"{SITE}/a")


def test_a_hostile_pattern_costs_no_time() -> None:
    body = b"User-agent: *\n" + b"Disallow: /" + b"*a" * 2000 + b"$\n"
    began = time.process_time()
    assert parse_robots(body).allows(f"{SITE}/{'a' * 1000}b")
    parse_robots(b"User-agent: *\nDisallow: /x\n" * 200_000)
    assert time.process_time() - began < 5
