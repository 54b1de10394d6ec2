"""A folder of WARC files and references into it go in; whole records and bodies come out."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.errors import BadDocument

RAW_REF = re.compile(r"(\d{4}-\d\d-\d\d-\d{5}\.warc\.gz)#(\d{1,15})\+(\d{1,12})")
REFERS_TO = "Dateline-Refers-To"  # our own reference, beside the standard's address and date
CHUNK = 1024 * 1024
# AttributeError: warcio on a record whose header lacks what its type asks for.
BROKEN = (ArchiveLoadFailed, zlib.error, EOFError, ValueError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class ArchivedRecord:
    """One record of the archive: kind is response, resource or revisit."""

    raw_ref: str
    kind: str
    url: str
    fetched_at: datetime
    status: int | None
    media_type: str
    labels: Mapping[str, str]  # our own headers: Dateline-Source, Dateline-Purpose …
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()  # of HTTP


def read_body(folder: Path, raw_ref: str) -> bytes:
    """Return the body that a raw_ref points at, to the byte.

    Raises BadDocument("not_archived") where the file or the record is not there or not whole.
    """
    return read_record(folder, raw_ref).body


def read_record(folder: Path, raw_ref: str) -> ArchivedRecord:
    """Return the record that a raw_ref points at; a revisit has the body that it refers to."""
    match = RAW_REF.fullmatch(raw_ref)
    if match is None:
        raise BadDocument("not_archived", f"{raw_ref[:100]!r} is not a place in the archive")
    try:
        with (folder / match[1]).open("rb") as file:
            file.seek(int(match[2]))
            member = file.read(int(match[3]))
        _, _, plain = next(_members(BytesIO(member)), (0, 0, b""))
        found = _parse(plain, raw_ref)
    except (OSError, *BROKEN) as error:
        raise BadDocument("not_archived", f"{raw_ref}: cannot be read: {error}") from error
    if found is None:
        raise BadDocument("not_archived", f"{raw_ref}: no record there: is the file the same?")
    original = found.labels.get(REFERS_TO)
    if original is None or original == raw_ref:
        return found
    return replace(found, body=read_body(folder, original))


def iter_records(folder: Path) -> Iterator[ArchivedRecord]:
    """Yield every whole record of the archive, file by file; a revisit has no body of its own."""
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as file:
            try:
                for start, length, plain in _members(file):
                    record = _parse(plain, f"{path.name}#{start}+{length}")
                    if record is not None:
                        yield record
            except BROKEN:
                continue  # the rest of this file was lost


def _members(file: IO[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, length and plain bytes of every whole gzip member."""
    start, rest = 0, b""
    while True:
        member, plain, used = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray(), 0
        while not member.eof:
            piece = rest or file.read(CHUNK)
            if not piece:
                return  # the end, or a member that a crash cut short
            plain += member.decompress(piece)
            used, rest = used + len(piece), b""
        rest = member.unused_data
        used -= len(rest)
        yield start, used, bytes(plain)
        start += used


def _parse(plain: bytes, raw_ref: str) -> ArchivedRecord | None:
    """Return the record that these bytes are, None where it is about the file itself."""
    record = next(iter(ArchiveIterator(BytesIO(plain))), None)
    if record is None or record.rec_type not in {"response", "resource", "revisit"}:
        return None
    fields = dict(record.rec_headers.headers)
    http = record.http_headers
    said = http.get_header("Content-Type") if http else fields.get("Content-Type")
    status = http.get_statuscode() if http else ""
    return ArchivedRecord(
        raw_ref=raw_ref,
        kind=record.rec_type,
        url=fields.get("WARC-Target-URI", ""),
        fetched_at=datetime.fromisoformat(fields["WARC-Date"]),
        status=int(status) if status.isdecimal() else None,
        media_type=(said or "").partition(";")[0].strip().lower(),
        labels={name: unquote(fields[name]) for name in fields if name.startswith("Dateline-")},
        body=record.content_stream().read() if record.rec_type != "revisit" else b"",
        headers=tuple(http.headers) if http else (),
    )
