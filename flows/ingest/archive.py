"""Bodies and what was said around them go in; WARC records, and references to them, come out.

One gzip member per record, so that a record can be read alone; files are named for the day and
numbered, and never edited: a file that a crash left with half a record is not written to again.
"""

import os
import zlib
from base64 import b32encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha1
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.errors import BadDocument
from flows.ingest.answer import Answer
from flows.ingest.archived import REFERS_TO, read_body, read_record
from flows.ingest.decode import GZIP_MAGIC

MAX_FILE_BYTES = 256 * 1024 * 1024
TAIL_BYTES = (64 * 1024, 1024 * 1024, MAX_FILE_BYTES)  # how far back the last record may begin
MEMBER_START = GZIP_MAGIC + b"\x08"  # and deflate, the only method there is
UNCHANGED_BODY = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# True of the connection only; the body is kept without its codings.
HOP_HEADERS = frozenset({"connection", "keep-alive", "transfer-encoding", "trailer", "upgrade"})
SAFE_IN_URL = "%/:?#[]@!$&'()*+,;=-._~"
RENAMED_HEADERS = {
    "content-encoding": "X-Archive-Orig-Content-Encoding",
    "content-length": "X-Archive-Orig-Content-Length",
}


class Archive:
    """Writes records to the files of one folder; for one process at a time.

    A file is opened at the first write. Nobody may point at a record before `sync` has returned.
    """

    def __init__(
        self, folder: Path, *, now: datetime, max_file_bytes: int = MAX_FILE_BYTES
    ) -> None:
        """Open nothing yet; `now` names the files."""
        self._folder = folder
        self._day = now.astimezone(UTC).date().isoformat()
        self._now = now
        self._max_file_bytes = max_file_bytes
        self._file: IO[bytes] | None = None
        self._writer: Any = None
        self._is_dirty = False

    def __enter__(self) -> Self:
        """Give the archive."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Bring everything to disk and close the file."""
        self.close()

    def sync(self) -> None:
        """Bring all that was written to disk: from here on it may be pointed at."""
        if self._file is not None and self._is_dirty:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._is_dirty = False

    def close(self) -> None:
        """Bring all that was written to disk and close the file."""
        self.sync()
        if self._file is not None:
            self._file.close()
            self._file = self._writer = None

    def read_body(self, raw_ref: str) -> bytes:
        """Return a body that this archive holds, also one that was written a moment ago."""
        if self._file is not None:
            self._file.flush()
        return read_body(self._folder, raw_ref)

    def write_response(self, answer: Answer, *, known_ref: str | None = None) -> str:
        """Keep a response and return its raw_ref.

        `known_ref` says where the same body stands already: a revisit record is written then,
        unless nothing can be read there any more.
        """
        fetch = answer.fetch
        labels = {"WARC-Date": _warc_date(fetch.started_at), "Dateline-Purpose": fetch.purpose}
        if fetch.source_id:
            labels["Dateline-Source"] = fetch.source_id
        revisit = self._revisit_labels(answer, known_ref)
        return self._write(
            "revisit" if revisit else "response",
            fetch.final_url or fetch.url,
            b"" if revisit else answer.body,
            labels | revisit,
            http_headers=_kept_headers(answer),
        )

    def _revisit_labels(self, answer: Answer, known_ref: str | None) -> dict[str, str]:
        """Return the headers of a revisit record, none where a whole record is due."""
        if known_ref is None:
            return {}
        if self._file is not None:
            self._file.flush()
        try:
            original = read_record(self._folder, known_ref)
        except BadDocument:
            return {}
        digest = b32encode(sha1(original.body, usedforsecurity=False).digest()).decode()
        return {
            "WARC-Profile": NOT_MODIFIED if answer.fetch.status == 304 else UNCHANGED_BODY,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": _warc_date(original.fetched_at),
            "WARC-Payload-Digest": f"sha1:{digest}",
            REFERS_TO: original.labels.get(REFERS_TO, known_ref),
        }

    def write_resource(
        self,
        name: str,
        body: bytes,
        *,
        media_type: str,
        fetched_at: datetime,
        labels: Mapping[str, str],
    ) -> str:
        """Keep a body that came without HTTP (a seed, an item's content); return its raw_ref."""
        own = {f"Dateline-{key}": quote(value, safe=" /:.-_") for key, value in labels.items()}
        return self._write(
            "resource",
            f"urn:dateline:{quote(name, safe=':/.-_')}",
            body,
            {"WARC-Date": _warc_date(fetched_at), **own},
            content_type=media_type,
        )

    def _write(
        self,
        kind: str,
        url: str,
        body: bytes,
        labels: Mapping[str, str],
        *,
        content_type: str = "",
        http_headers: StatusAndHeaders | None = None,
    ) -> str:
        file = self._opened()
        record = self._writer.create_warc_record(
            quote(url, safe=SAFE_IN_URL),
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=content_type,
            warc_headers_dict=dict(labels),
            http_headers=http_headers,
        )
        start = file.tell()
        self._is_dirty = True
        self._writer.write_record(record)
        return f"{Path(file.name).name}#{start}+{file.tell() - start}"

    def _opened(self) -> IO[bytes]:
        """Return the file to write to: the open one, or the last whole one, or a new one."""
        if self._file is not None and self._file.tell() >= self._max_file_bytes:
            self.close()
        if self._file is None:
            self._file = self._reopen() or self._create()
            self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
            if self._file.tell() == 0:
                self._introduce()
        return self._file

    def _reopen(self) -> IO[bytes] | None:
        """Return today's last file where it has room and ends with a whole record."""
        files = sorted(self._folder.glob(f"{self._day}-*.warc.gz"))
        if not files or files[-1].stat().st_size >= self._max_file_bytes:
            return None
        return files[-1].open("ab") if ends_whole(files[-1]) else None

    def _create(self) -> IO[bytes]:
        """Return a new file, its name on disk; the numbers count up within the day."""
        self._folder.mkdir(parents=True, exist_ok=True)
        taken = [int(path.name[11:16]) for path in self._folder.glob(f"{self._day}-*.warc.gz")]
        path = self._folder / f"{self._day}-{max(taken, default=0) + 1:05d}.warc.gz"
        file = path.open("xb")
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return file

    def _introduce(self) -> None:
        """Write the record that says who wrote the file."""
        assert self._file is not None
        about = {"software": "Dateline", "format": "WARC File Format 1.1"}
        record = self._writer.create_warcinfo_record(Path(self._file.name).name, about)
        record.rec_headers.replace_header("WARC-Date", _warc_date(self._now))
        self._writer.write_record(record)


def ends_whole(path: Path) -> bool:
    """Say whether the file ends with a whole gzip member: a crash may have cut the last one."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for reach in TAIL_BYTES:
            file.seek(max(0, size - reach))
            if _has_whole_end(file.read()):
                return True
            if reach >= size:
                break
    return False


def _has_whole_end(tail: bytes) -> bool:
    start = tail.rfind(MEMBER_START)
    while start >= 0:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            member.decompress(tail[start:])
        except zlib.error:
            pass
        else:
            if member.eof and not member.unused_data:
                return True
        start = tail.rfind(MEMBER_START, 0, start)
    return False


def _kept_headers(answer: Answer) -> StatusAndHeaders:
    """Return the response's headers as they fit the body that is kept."""
    status = answer.fetch.status or 0
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    kept = [
        (RENAMED_HEADERS.get(name.lower(), name), value)
        for name, value in answer.headers
        if name.lower() not in HOP_HEADERS
    ]
    kept.append(("Content-Length", str(len(answer.body))))
    return StatusAndHeaders(f"{status} {phrase}".strip(), kept, protocol="HTTP/1.1")


def _warc_date(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
