"""Well-formed feeds go in, damaged ones come out: the same ones for the same seed."""

import random
import re
from collections.abc import Iterator
from datetime import timedelta

from tests.ingest.clients import NOW
from tests.ingest.feedtexts import atom, rdf, rss, rss_item

WHOLE_ITEM = re.compile(rb"<(item|entry)\b(?:(?!<(?:item|entry)\b).)*?</\1>", re.DOTALL)
TITLE = re.compile(rb"<title>[^<>]+</title>")
LINK = re.compile(rb"""<link>[^<>]+</link>|<link [^<>]*href="[^"<>]+"[^<>]*/>""")
ENTITIES = (b"&nbsp;", b"&undefined;", b"&", b"&#0;", b"&#x110000;", b"&#60;", b"<![CDATA[", b"]]>")
CODECS = ("utf-16", "utf-16-be", "utf-8-sig", "cp1252", "koi8-r", "shift_jis", "utf-7")


def originals() -> list[bytes]:
    """Return well-formed feeds of every kind."""
    links = [f"https://news.example/{number}" for number in range(5)]
    items = [
        rss_item(
            link,
            f"Café talks “{number}”",
            published_at=NOW - timedelta(hours=number),
            more="<dc:creator>Jane Doe</dc:creator>",
        )
        for number, link in enumerate(links)
    ]
    return [rss(items), atom(links), rdf(links)]


def mutated(count: int, seed: int) -> Iterator[bytes]:
    """Yield damaged feeds, each with one to three kinds of damage."""
    chance = random.Random(seed)
    feeds = originals()
    for number in range(count):
        body = feeds[number % len(feeds)]
        for _ in range(chance.randint(1, 3)):
            body = chance.choice(DAMAGES)(body, chance)
        yield body


def recognisable(body: bytes) -> int:
    """Return how many whole items with a whole title and link a careful reader would see."""
    items = (match[0] for match in WHOLE_ITEM.finditer(body))
    return sum(1 for item in items if TITLE.search(item) and LINK.search(item))


def _cut(body: bytes, chance: random.Random) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _flip(body: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(body)
    for _ in range(chance.randint(1, 4)):
        if damaged:
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _drop(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    return body[:start] + body[start + chance.randint(1, 40) :]


def _control(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    return body[:start] + bytes([chance.choice(range(0, 32))]) + body[start:]


def _entity(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    return body[:start] + chance.choice(ENTITIES) + body[start:]


def _recode(body: bytes, chance: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(chance.choice(CODECS), "replace")


def _mislabel(body: bytes, chance: random.Random) -> bytes:
    label = chance.choice(CODECS).encode()
    return re.sub(rb'encoding="[^"]*"', b'encoding="' + label + b'"', body, count=1)


def _repeat(body: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(body) + 1)
    return body[: start + 60] + body[start:]


DAMAGES = (_cut, _flip, _drop, _control, _entity, _recode, _mislabel, _repeat)
