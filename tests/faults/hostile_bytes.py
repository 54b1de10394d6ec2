"""Whole feeds, pages, lists, seeds and archives go in; damaged and spiteful ones come out.

The same seed gives the same bytes. Damage is blind (bits, cuts, repeats, pieces of another file)
or knows the formats: it puts values where values stand that readers have stumbled over.
"""

import gzip
import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.ingest.mutations import originals

PAGES = sorted((Path(__file__).parents[1] / "extract" / "pages").glob("*.html"))
VALUE = re.compile(rb"""(?<=[">:,=])[^"<>:,={}\[\]]{1,80}(?=["<,\r\n}\]])""")
SPITE = (
    rb"\ud83d",
    rb"\u0000",
    b"\x00",
    b"\xed\xa0\xbd",
    b"&#xD83D;",
    b"&#0;",
    b"&#38;#60;",
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-14:00",
    b"Mon, 01 Jan 0001 00:00:00 +1400",
    b"Fri, 31 Dec 9999 23:59:59 -1200",
    b"1e400",
    b"9" * 5_000,
    b"-1",
    b"NaN",
    b"null",
    b"true",
    b"[[[[" * 500,
    b"{}",
    b"http://[::1",
    b"http://a:99999999999/",
    b"//",
    b"javascript:alert(1)",
    b"file:///etc/passwd",
    b"../../../../etc/passwd",
    b"\xe2\x80\xaegnp.exe",
    b"\x1b[2J",
    b"\r\nforged: line",
    b"'; drop table articles; --",
    b"$(touch /tmp/x)`id`",
    b"=cmd|' /C calc'!A0",
    b"]]>",
    b"<![CDATA[",
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
    b"<!--",
    b"a" * 70_000,
    b"<a " * 2_000,
    b"(" * 3_000,
    "e\u0301\u0323".encode() * 500,
    b"utf-7",
    b"\xff\xfe",
)
Mutation = Callable[[bytes, bytes, random.Random], bytes]


def mutated(wholes: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Yield this many damaged files, each damaged one to six times."""
    chance = random.Random(seed)
    for _ in range(count):
        body = chance.choice(wholes)
        for _ in range(chance.randint(1, 6)):
            body = chance.choice(MUTATIONS)(body, chance.choice(wholes), chance)
        yield body


def _flip(body: bytes, other: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        if damaged:
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(body: bytes, other: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _drop(body: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + body[at + chance.randint(1, 200) :]


def _repeat(body: bytes, other: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(body) + 1), chance.randint(1, 300)
    return body[:at] + body[at : at + length] * chance.choice((2, 3, 50)) + body[at + length :]


def _graft(body: bytes, other: bytes, chance: random.Random) -> bytes:
    at, start = chance.randrange(len(body) + 1), chance.randrange(len(other) + 1)
    return body[:at] + other[start : start + chance.randint(1, 2_000)] + body[at:]


def _spite(body: bytes, other: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(SPITE) + body[at:]


def _value(body: bytes, other: bytes, chance: random.Random) -> bytes:
    """Put something spiteful where a value stands."""
    values = list(VALUE.finditer(body))
    if not values:
        return body
    found = chance.choice(values)
    return body[: found.start()] + chance.choice(SPITE) + body[found.end() :]


MUTATIONS: tuple[Mutation, ...] = (_flip, _cut, _drop, _repeat, _graft, _spite, _value, _value)


@cache
def feeds() -> list[bytes]:
    """Return feeds of every kind, a JSON feed and a sitemap among them."""
    return [*originals(), JSON_FEED, SITEMAP, SITEMAP_INDEX, gzip.compress(SITEMAP)]


@cache
def pages() -> list[bytes]:
    """Return the pages that the extractor is tested with."""
    return [path.read_bytes() for path in PAGES]


JSON_FEED = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "News", "language": "en",
"home_page_url": "https://news.example/", "feed_url": "https://news.example/feed.json",
"items": [{"id": "1", "url": "https://news.example/1", "title": "One", "content_html": "<p>A</p>",
"summary": "S", "date_published": "2026-03-04T10:00:00Z", "authors": [{"name": "Ann Holm"}]},
{"id": 2, "external_url": "https://news.example/2", "content_text": "B", "author": {"name": "B"},
"date_modified": "2026-03-04T11:00:00+02:00"}]}"""
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/1</loc>
<lastmod>2026-03-04</lastmod><news:news><news:publication><news:name>News</news:name>
<news:language>en</news:language></news:publication><news:title>One</news:title>
<news:publication_date>2026-03-04T10:00:00Z</news:publication_date></news:news></url></urlset>"""
SITEMAP_INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>
<loc>https://news.example/sitemap-1.xml.gz</loc><lastmod>2026-03-04</lastmod></sitemap>
</sitemapindex>"""
MANIFESTS = [
    b"file,source,url,published_at,language,agency,title,authors\r\n"
    b"a.txt,News,https://news.example/a,2026-03-04T10:00Z,en,AFP,One,Ann Holm; Bo Lie\r\n"
    b'"b, c.html",,,2026-03-04,,,"Two ""and"" more",\r\n',
    b"\xef\xbb\xbffile,title\na.txt,One\n",
]
OPMLS = [
    b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body><outline text="World">
<outline type="rss" text="News" xmlUrl="https://news.example/rss" htmlUrl="https://news.example/"
 content="page"/><outline type="rss" title="Post" xmlUrl="https://post.example/atom"/></outline>
</body></opml>"""
]
SEEDS = [
    b'{"id": "1", "text": "Ann Holm said no.", "title": "One", "url": "https://news.example/1", '
    b'"published_at": "2026-03-04T10:00:00+01:00", "language": "en", "authors": ["Ann Holm"]}\n'
    b'{"id": 2, "html": "<p>Bo Lie said yes.</p>", "agency": "AFP", "authors": "Bo Lie"}\n',
    b"---\ntitle: One\ndate: 2026-03-04\nauthors:\n- Ann Holm\n- 'Bo Lie'\nlanguage: en\n---\n"
    b"# One\n\nAnn Holm said no.\n",
]
