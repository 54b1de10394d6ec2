"""Bodies are undone as they were coded, and never past the cap."""

import gzip
import time
import tracemalloc
import zlib

import pyarrow as pa  # type: ignore[import-untyped]
import pytest

from flows.errors import BadDocument
from flows.ingest.decode import decode_body

BODY = b"<p>news</p>" * 1000


def arrow(name: str, body: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, name) as stream:
        stream.write(body)
    return bytes(sink.getvalue())


def bare_deflate(body: bytes) -> bytes:
    coder = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return coder.compress(body) + coder.flush()


CODED = [
    ("", BODY),
    ("identity", BODY),
    ("gzip", gzip.compress(BODY, mtime=0)),
    ("x-gzip", gzip.compress(BODY, mtime=0)),
    ("GZip", gzip.compress(BODY[:5000], mtime=0) + gzip.compress(BODY[5000:], mtime=0)),
    ("deflate", zlib.compress(BODY)),
    ("deflate", bare_deflate(BODY)),
    ("br", arrow("brotli", BODY)),
    ("zstd", arrow("zstd", BODY)),
    ("gzip, br", arrow("brotli", gzip.compress(BODY, mtime=0))),
]


@pytest.mark.parametrize(("coding", "body"), CODED)
def test_codings_are_undone_last_one_first(coding: str, body: bytes) -> None:
    assert decode_body(body, coding, max_bytes=len(BODY)) == BODY


@pytest.mark.parametrize(("coding", "body"), CODED[2:])
def test_a_body_past_the_cap_is_too_large(coding: str, body: bytes) -> None:
    with pytest.raises(BadDocument, match="after decompression") as caught:
        decode_body(body, coding, max_bytes=len(BODY) - 1)
    assert caught.value.reason == "too_large"


@pytest.mark.parametrize(("coding", "body"), CODED[2:])
def test_a_body_cut_short_is_bad(coding: str, body: bytes) -> None:
    with pytest.raises(BadDocument) as caught:
        decode_body(body[: len(body) * 2 // 3], coding, max_bytes=10**6)
    assert caught.value.reason == "bad_encoding"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "compress", "gzip," * 4])
def test_a_body_that_is_not_what_it_says_is_bad(coding: str) -> None:
    with pytest.raises(BadDocument) as caught:
        decode_body(b"<html>plain</html>", coding, max_bytes=10**6)
    assert caught.value.reason == "bad_encoding"


def test_a_bomb_of_ten_gigabytes_costs_no_more_than_the_cap() -> None:
    member = gzip.compress(bytes(64 << 20))
    bomb = gzip.compress(member * 160)  # ten gigabytes in members of 64 MB, and once more
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        with pytest.raises(BadDocument, match="after decompression"):
            decode_body(bomb, "gzip, gzip", max_bytes=20_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


def test_padding_between_members_is_no_text() -> None:
    body = gzip.compress(b"a") + b"\0" * 600 + gzip.compress(b"b" * 5000) + b"\0\0 and what follows"
    assert decode_body(body, "gzip", max_bytes=6000) == b"a" + b"b" * 5000


def test_half_a_million_empty_members_cost_no_time() -> None:
    body = gzip.compress(b"") * 500_000
    began = time.process_time()
    with pytest.raises(BadDocument, match="members"):
        decode_body(body, "gzip", max_bytes=20_000_000)
    assert time.process_time() - began < 5
