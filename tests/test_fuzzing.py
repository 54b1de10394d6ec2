"""Whatever the bytes are, each reader gives records that the tables take, or says what is wrong.

FUZZ_SECONDS in the environment says how long `make faults` goes on at it (an hour by default), and
FUZZ_SEED with which inputs: another number gives others, so that an hour can be made of pieces.
"""

import gzip
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest

from flows.errors import BadDocument
from flows.extract.article import extract_page
from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.ingest.archived import iter_records
from flows.ingest.backfill import read_warcs
from flows.ingest.feeds import FeedBytes, parse_feed
from flows.ingest.formats import READERS
from flows.ingest.leaves import read_leaf
from flows.ingest.manifest import read_manifest
from flows.ingest.opml import read_opml
from flows.records import Document, Fetch
from tests.faults import hostile_bytes

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
CPU_SECONDS = 20.0  # longest that one input may take, of the processor's own time
Read = Callable[[bytes, Path], object]


def read_page(body: bytes, folder: Path) -> object:
    name = "https://news.example/1"
    document = Document("d", "a", "s", name, name, name, "text/html", "h", len(body), NOW, "raw")
    return extract_page(document, body)


def read_feed(body: bytes, folder: Path) -> object:
    return parse_feed(body, url="https://news.example/f", content_type=None, now=NOW)


def read_past(body: bytes, folder: Path) -> object:
    return read_leaf(FeedBytes(body, "https://news.example/f", None, NOW))


def read_seed(body: bytes, folder: Path) -> object:
    return [
        piece
        for suffix in (".jsonl", ".md")
        for piece in READERS[suffix](body)
        if not isinstance(piece, BadDocument)
    ]


def from_file(read: Callable[[Path], object]) -> Read:
    def reading(body: bytes, folder: Path) -> object:
        path = folder / "given"
        path.write_bytes(body)
        return read(path)

    return reading


def read_warc(body: bytes, folder: Path) -> object:
    """Read an archive of others, plain and packed, and one of our own."""
    given = (folder / "x.warc", folder / "y.warc.gz")
    given[0].write_bytes(body)
    given[1].write_bytes(body if body.startswith(b"\x1f\x8b") else gzip.compress(body, 1))
    with Archive(folder / "raw", now=NOW) as archive:
        read = list(read_warcs(given, archive=archive, known=frozenset(), now=NOW))
    for path in (folder / "raw").glob("*.warc.gz"):
        path.unlink()
    return [read, list(iter_records(folder))]


def warcs(folder: Path) -> list[bytes]:
    """Return an archive of three responses, packed and plain."""
    with Archive(folder, now=NOW) as archive:
        for number, body in enumerate(hostile_bytes.pages()[:3]):
            url = f"https://news.example/{number}"
            fetch = Fetch(url, "page", "s", NOW, 0.1, "ok", status=200, final_url=url)
            archive.write_response(Answer(fetch, (("Content-Type", "text/html"),), body))
    (path,) = folder.glob("*.warc.gz")
    packed = path.read_bytes()
    return [packed, gzip.decompress(packed)]


READS: dict[str, Read] = {
    "feed": read_feed,
    "past": read_past,
    "page": read_page,
    "manifest": from_file(read_manifest),
    "opml": from_file(read_opml),
    "seed": read_seed,
    "warc": read_warc,
}


def wholes(name: str, folder: Path) -> list[bytes]:
    kinds: dict[str, Callable[[], list[bytes]]] = {
        "feed": hostile_bytes.feeds,
        "past": hostile_bytes.feeds,
        "page": hostile_bytes.pages,
        "manifest": lambda: hostile_bytes.MANIFESTS,
        "opml": lambda: hostile_bytes.OPMLS,
        "seed": lambda: hostile_bytes.SEEDS,
        "warc": lambda: warcs(folder / "whole"),
    }
    return kinds[name]()


def hold(found: object) -> None:
    """Hold what a reader gave against what the tables take."""
    if isinstance(found, str):
        found.encode("utf-8")  # half a surrogate pair is no text: DuckDB and Parquet refuse it
    elif isinstance(found, datetime):
        assert found.tzinfo is not None
        found.astimezone(UTC)
    elif isinstance(found, dict):
        hold([*found.keys(), *found.values()])
    elif isinstance(found, list | tuple | set | frozenset):
        for each in found:
            hold(each)
    elif is_dataclass(found):
        hold([getattr(found, item.name) for item in fields(found)])


class TooLong(Exception):
    """One input took more of the processor than any may."""


def _too_long(*_: Any) -> None:
    raise TooLong


def survives(name: str, body: bytes, folder: Path) -> None:
    before = signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, CPU_SECONDS)
    try:
        hold(READS[name](body, folder))
    except BadDocument as error:
        assert error.reason
        str(error).encode("utf-8")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("name", sorted(set(READS) - {"page"}))  # pages: tests/extract
def test_damaged_bytes_are_read_or_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    for body in hostile_bytes.mutated(wholes(name, tmp_path), 60, seed=1):
        survives(name, body, tmp_path)


@pytest.mark.faults
def test_an_hour_of_damaged_bytes_is_read_or_refused(tmp_path: Path) -> None:
    found: dict[str, bytes] = {}
    (tmp_path / "whole").mkdir()
    seed = 1000 * int(os.environ.get("FUZZ_SEED", "0"))
    coming = {
        name: hostile_bytes.mutated(wholes(name, tmp_path), 10**9, seed=seed + len(name))
        for name in READS
    }
    ends = time.monotonic() + float(os.environ.get("FUZZ_SECONDS", "3600"))
    for turn in count(1):
        for name in READS:
            for body in islice(coming[name], 5 if name == "page" else 50):
                _note(name, body, tmp_path, found)
        if time.monotonic() > ends:
            break
        if turn % 20 == 0:
            print(f"{turn} turns, {len(found)} findings", flush=True)
    print(f"{turn} turns of 50 inputs each for every format, 5 pages")
    assert found == {}


def _note(name: str, body: bytes, folder: Path, found: dict[str, bytes]) -> None:
    """Keep the shortest input for each way of failing."""
    try:
        survives(name, body, folder)
    except Exception as error:
        trace = list(_frames(error))
        what = f"{name}: {type(error).__name__} at {trace[-1] if trace else '?'}: {error}"[:300]
        if what not in found:
            print(what, repr(body[:3000]), flush=True)
        found[what] = min(found.get(what, body), body, key=len)


def _frames(error: BaseException) -> Iterator[str]:
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/flows/" in code.co_filename:
            yield f"{Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
