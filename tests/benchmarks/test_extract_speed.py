"""How fast pages are read, kill switch included, against the bare library on the same pages.

GOLD=../shared/gold pytest -m bench -s tests/benchmarks/test_extract_speed.py
"""

import gzip
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from trafilatura import bare_extraction

from flows.extract.batch import extract_one, warm_up
from flows.records import Article, Document
from flows.workers import Workers

PAGES = sorted((Path(__file__).parents[1] / "extract/pages").glob("*.html"))
GOLD = Path(os.environ.get("GOLD", "../shared/gold")) / "pages_scrapinghub"
ROUNDS, GOLD_ROUNDS = 15, 5
# What pages of news sites carry besides their story: scripts, and menus of some hundred links.
SCRIPT = (
    b"<script>"
    + b"window.layer=window.layer||[];layer.push({'page':'story'});" * 1000
    + b"</script>"
)
LINKS = b"".join(b'<li><a href="/topic/%d">Topic %d</a></li>' % (n, n) for n in range(150))
BALLAST = SCRIPT + b"<footer><ul>" + LINKS + b"</ul></footer></body>"
RATIO = 0.9  # of the library's speed


def document(name: str) -> Document:
    fetched = datetime(2026, 3, 20, tzinfo=UTC)
    url = f"https://news.example/{name}"
    return Document(name, name, "s", url, url, None, "text/html", "", 0, fetched, "")


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(items: list[tuple[Document, bytes]], rounds: int) -> tuple[float, float, int]:
    """Return the library's and our seconds, in turn, the quickest round of each, and refusals.

    One worker, kill switch included, against one process that calls the library.
    """

    def plain() -> None:
        for given, body in items:
            bare_extraction(body, url=given.url, fast=True, with_metadata=True)

    with Workers(extract_one, count=1, seconds=60, prepare=warm_up) as workers:
        refused: list[object] = []

        def ours() -> None:
            refused[:] = [out for out in workers.map(items) if not isinstance(out, Article)]

        plain()
        ours()
        pairs = [(seconds(plain), seconds(ours)) for _ in range(rounds)]
    library, own = (min(times) for times in zip(*pairs, strict=True))
    print(
        f"{len(items)} pages: library {library:.3f} s, ours {own:.3f} s, {library / own:.2f} of it"
    )
    return library, own, len(refused)


@pytest.mark.bench
def test_pages_are_read_at_nine_tenths_of_the_bare_library_speed() -> None:
    bodies = [path.read_bytes().replace(b"</body>", BALLAST) for path in PAGES]
    items = [(document(path.stem), body) for path, body in zip(PAGES, bodies, strict=True)]
    library, own, _ = compare(items, ROUNDS)
    assert library / own >= RATIO


@pytest.mark.bench
@pytest.mark.skipif(not GOLD.exists(), reason="the development pages are not here")
def test_real_pages_are_read_at_nine_tenths_of_the_bare_library_speed() -> None:
    rows = [json.loads(line) for line in (GOLD / "gold.jsonl").read_text().splitlines()]
    keys = [row["id"] for row in rows]
    bodies = [gzip.decompress((GOLD / "html" / f"{key}.html.gz").read_bytes()) for key in keys]
    items = [(document(key), body) for key, body in zip(keys, bodies, strict=True)]
    library, own, refused = compare(items, GOLD_ROUNDS)
    assert refused <= len(items) // 50
    assert library / own >= RATIO
