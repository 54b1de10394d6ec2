"""How fast pages are read, kill switch included, against the bare library on the same pages."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from trafilatura import bare_extraction

from flows.extract.batch import extract_one, warm_up
from flows.records import Document
from flows.workers import Failure, Workers

PAGES = sorted((Path(__file__).parents[1] / "extract/pages").glob("*.html"))
ROUNDS = 15
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


@pytest.mark.bench
def test_pages_are_read_at_nine_tenths_of_the_bare_library_speed() -> None:
    """One worker against one process, in turn, the quickest round of each: the least disturbed."""
    bodies = [path.read_bytes().replace(b"</body>", BALLAST) for path in PAGES]
    items = [(document(path.stem), body) for path, body in zip(PAGES, bodies, strict=True)]

    def plain() -> None:
        for given, body in items:
            bare_extraction(body, url=given.url, fast=True, with_metadata=True)

    with Workers(extract_one, count=1, seconds=10, prepare=warm_up) as workers:

        def ours() -> None:
            assert not [out for out in workers.map(items) if isinstance(out, Failure)]

        plain()
        ours()
        pairs = [(seconds(plain), seconds(ours)) for _ in range(ROUNDS)]
    library, own = (min(times) for times in zip(*pairs, strict=True))
    print(
        f"{len(items)} pages: library {library:.3f} s, ours {own:.3f} s, {library / own:.2f} of it"
    )
    assert library / own >= RATIO
