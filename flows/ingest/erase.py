"""References into the archive go in; the records they point at are no more.

A record is overwritten in place by another of the same length that says nothing but that it was
taken down, so that every other reference into the file stays right.
"""

import gzip
import os
import zlib
from collections.abc import Iterable
from html import escape
from pathlib import Path

from flows.ingest.archived import RAW_REF, iter_records

NOTE = b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
FLAGS_AT = 3  # of a gzip header
HEADER_BYTES = 10
HAS_COMMENT = 16


def erase_records(folder: Path, raw_refs: Iterable[str]) -> int:
    """Overwrite the records that these references point at, and return how many there were."""
    erased = 0
    for raw_ref in raw_refs:
        match = RAW_REF.fullmatch(raw_ref)
        path = folder / match[1] if match else None
        if match is None or path is None or not path.exists():
            continue
        with path.open("r+b") as file:
            file.seek(int(match[2]))
            file.write(padded_member(int(match[3])))
            file.flush()
            os.fsync(file.fileno())
        erased += 1
    return erased


def records_naming(folder: Path, addresses: Iterable[str]) -> list[str]:
    """Return the references of records fetched from these addresses, and of feeds that name them.

    Reads the whole archive: a feed that told of an article holds its headline and summary.
    """
    names = frozenset(addresses)
    words = [text.encode("utf-8") for name in names for text in {name, escape(name)}]
    return [
        record.raw_ref
        for record in iter_records(folder)
        if record.url in names
        or (
            record.labels.get("Dateline-Purpose") == "feed"
            and any(word in record.body for word in words)
        )
    ]


def padded_member(length: int) -> bytes:
    """Return a gzip member of so many bytes that holds the note, or nothing where it is too short.

    The rest is a comment in its header, which every reader passes over.
    """
    for content in (NOTE, b""):
        member = bytearray(gzip.compress(content, mtime=0))
        missing = length - len(member)
        if missing == 0:
            return bytes(member)
        if missing > 0:
            member[FLAGS_AT] |= HAS_COMMENT
            member[HEADER_BYTES:HEADER_BYTES] = b" " * (missing - 1) + b"\0"
            return bytes(member)
    raise zlib.error(f"no gzip member has {length} bytes")
