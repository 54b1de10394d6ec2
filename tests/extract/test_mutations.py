"""Damaged pages: whatever is done to its bytes, a page is read or refused, nothing else."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import BadDocument
from flows.extract.article import extract_page

from .test_article import document

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
INSERTED = (
    b"<div>", b"</p>", b"{", b'"', b"[[]]", b"&#0;", b"&#xD800;", b"<![CDATA[", b"<!--", b"\x00",
    b"\xff\xfe", b"null", b'<script type="application/ld+json">', b"<svg>", b"<template>",
    b'{"@type":["NewsArticle",1]}', b"itemscope ",
)  # fmt: skip
REPLACED = (b'"', b"Person", b"2026", b'"@type"', b"NewsArticle", b"<h1", b"</", b"datetime")


def mutations(seed: int, count: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    bodies = [path.read_bytes() for path in PAGES]
    for _ in range(count):
        body = chance.choice(bodies)
        for _ in range(chance.randrange(1, 20)):
            body = mutate(body, chance) or b"x"
        yield body


def mutate(body: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(body)), chance.randrange(300)
    match chance.randrange(6):
        case 0:
            return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]
        case 1:
            return body[:at] + body[at + length :]
        case 2:
            return body[: max(200, at)]
        case 3:
            return body[:at] + chance.choice(INSERTED) + body[at:]
        case 4:
            return body[:at] + body[length : 2 * length] + body[at:]
        case _:
            return body.replace(chance.choice(REPLACED), chance.choice((b"", b"1", b"[]")), 2)


def survives(body: bytes) -> None:
    try:
        article = extract_page(document(), body)
    except BadDocument as error:
        assert error.reason
        return
    assert article.text.strip()
    article.text.encode("utf-8")  # no lone surrogate reaches the warehouse
    assert all(author.strip() for author in article.authors)


def test_damaged_pages_are_read_or_refused() -> None:
    for body in mutations(1, 200):
        survives(body)


@pytest.mark.faults
def test_many_damaged_pages_are_read_or_refused() -> None:
    for body in mutations(2, 5_000):
        survives(body)
