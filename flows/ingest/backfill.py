"""WARC files of others, or a list of addresses, go in; Documents, or pages to fetch, come out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader

from flows.errors import BadDocument
from flows.ingest.answer import Answer, header_charset
from flows.ingest.archive import Archive, ends_whole
from flows.ingest.archived import BROKEN
from flows.ingest.decode import decode_body
from flows.ingest.identity import page_identity
from flows.ingest.items import Item
from flows.ingest.pages import PAGE_TYPES
from flows.ingest.poll import sight_page
from flows.ingest.urls import public_url, without_credentials
from flows.keys import article_key, content_hash, document_key, row_key
from flows.records import Document, Fetch, Rejected, Sighting, Source

BATCH = 200  # records between two moments at which what was read is on disk
MAX_BODY_BYTES = 20_000_000
MAX_LIST_BYTES = 100_000_000
WARC_ENDS = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Backfill:
    """Some of what an archive holds: what the Documents point at is on disk."""

    documents: tuple[Document, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def sources(self) -> list[Source]:
        """Return the sites that the documents come from."""
        found = (site_source(each.url or "") for each in self.documents)
        return list({source.source_id: source for source in found}.values())


def site_source(url: str) -> Source:
    """Return the source that a page belongs to which no feed has named: its site."""
    host = re.sub(r"^www\.", "", urlsplit(url).hostname or "")
    return Source(
        source_id=row_key("source", "site", host),
        kind="site",
        name=host,
        home_url=f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/",
    )


def find_warcs(given: str) -> list[Path]:
    """Return the WARC files that a path names: a file, those of a folder, or those of a pattern.

    Raises BadDocument("missing_file") where there is none.
    """
    path = Path(given).absolute()
    pattern = str(path.relative_to(path.anchor))
    if path.is_dir():
        found = [each for each in path.rglob("*") if each.name.endswith(WARC_ENDS)]
    else:
        found = [path] if path.is_file() else _glob(path.anchor, pattern)
    if not found:
        message = f"{given}: no WARC there: name a file, a folder or a pattern in quotation marks"
        raise BadDocument("missing_file", message)
    return sorted(each for each in found if each.is_file())


def _glob(anchor: str, pattern: str) -> list[Path]:
    try:
        return sorted(Path(anchor).glob(pattern))
    except ValueError:  # "a**b" is no pattern
        return []


def read_warcs(
    files: Iterable[Path], *, archive: Archive, known: frozenset[str], now: datetime
) -> Iterator[Backfill]:
    """Yield the pages in WARC files (Common Crawl's, or of another warehouse), batch by batch.

    Pages are copied into our archive with the time at which they were fetched then. `known` holds
    the document_ids that are stored. A file that breaks off is read up to there.
    """
    seen = set(known)
    documents: list[Document] = []
    rejected: list[Rejected] = []
    for path in files:
        for outcome in _read_file(path, archive, seen, now):
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            else:
                documents.append(outcome)
                seen.add(outcome.document_id)
            if len(documents) + len(rejected) >= BATCH:
                archive.sync()
                yield Backfill(tuple(documents), tuple(rejected))
                documents, rejected = [], []
    archive.sync()
    if documents or rejected:
        yield Backfill(tuple(documents), tuple(rejected))


def read_url_list(
    path: Path, *, now: datetime
) -> tuple[list[Sighting], list[Source], list[Rejected]]:
    """Return the pages of a list (an address a line, # for comments) as sightings, each once.

    The sites are their sources. Raises BadDocument where the list itself cannot be read.
    """
    found: dict[str, Sighting] = {}
    sources: dict[str, Source] = {}
    rejected: list[Rejected] = []
    for number, line in enumerate(read_list(path).splitlines(), start=1):
        url = line.strip()
        if not url or url.startswith("#"):
            continue
        try:
            canonical = public_url(url)
        except BadDocument as error:
            item = f"{path.name}:{number}"
            rejected.append(Rejected("ingest", item, error.reason, f"{item}: {error}"))
            continue
        source = sources.setdefault((site := site_source(url)).source_id, site)
        sighting = sight_page(source, Item(canonical, url), now=now)
        found.setdefault(sighting.article_id, sighting)
    return list(found.values()), list(sources.values()), rejected


def read_list(path: Path) -> str:
    """Return the text of a list of addresses; raises BadDocument where it cannot be read."""
    try:
        if path.stat().st_size > MAX_LIST_BYTES:
            message = f"{path.name}: more than {MAX_LIST_BYTES} bytes: split the list"
            raise BadDocument("too_large", message)
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{path.name}: {error.strerror}: name a file with an address a line"
        raise BadDocument("missing_file", message) from error
    except UnicodeDecodeError as error:
        message = f"{path.name}: not UTF-8 at byte {error.start}: save it as UTF-8"
        raise BadDocument("not_utf8", message) from error


def _read_file(
    path: Path, archive: Archive, seen: set[str], now: datetime
) -> Iterator[Document | Rejected]:
    count = 0
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                count += 1
                if record.rec_type == "response" and record.http_headers is not None:
                    yield from _read_record(record, path, archive, seen, now)
        if path.suffix == ".gz" and not ends_whole(path):
            raise EOFError("half a record at the end")  # warcio takes it for the end
    except OSError as error:
        message = f"{path.name}: {error.strerror or error}: check the file"
        yield Rejected("ingest", path.name, "missing_file", message)
    except BROKEN as error:
        message = f"{path.name}: broken after {count} records: {error}: fetch the file again"
        yield Rejected("ingest", path.name, "bad_warc", message)


def _read_record(
    record: Any, path: Path, archive: Archive, seen: set[str], now: datetime
) -> Iterator[Document | Rejected]:
    """Yield the Document of a record where it is a page, or why it cannot be read."""
    http, fields = record.http_headers, record.rec_headers
    url = without_credentials((fields.get_header("WARC-Target-URI") or "").strip("<>"))
    content_type = http.get_header("Content-Type") or ""
    media_type = content_type.partition(";")[0].strip().lower()
    if http.get_statuscode() != "200" or media_type not in PAGE_TYPES:
        return
    if fields.get_header("Dateline-Purpose") in {"feed", "robots"}:
        return
    try:
        if fields.get_header("WARC-Truncated"):
            raise BadDocument("truncated", "the archive keeps a part of the page only")
        body = _body(record)
        canonical = page_identity(url, url, body)
        fetched_at = _fetched_at(fields.get_header("WARC-Date"), now)
    except BadDocument as error:
        message = f"{path.name}: {url[:300]}: {error}"
        yield Rejected("ingest", url[:300] or path.name, error.reason, message)
        return
    article_id = article_key(canonical)
    body_hash = content_hash(body)
    document_id = document_key(article_id, body_hash)
    if document_id in seen or not body.strip():
        return
    source_id = site_source(url).source_id
    fetch = Fetch(url, "page", source_id, fetched_at, 0.0, "ok", status=200, final_url=url)
    yield Document(
        document_id=document_id,
        article_id=article_id,
        source_id=source_id,
        name=url,
        url=url,
        canonical_url=canonical,
        media_type=PAGE_TYPES[media_type],
        body_hash=body_hash,
        byte_count=len(body),
        fetched_at=fetched_at,
        raw_ref=archive.write_response(Answer(fetch, tuple(http.headers), body)),
        charset=header_charset(content_type),
    )


def _body(record: Any) -> bytes:
    """Return the body without its codings, within the caps."""
    http = record.http_headers
    stream = record.raw_stream
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        stream = ChunkedDataReader(stream)
    pieces = bytearray()
    while piece := stream.read(64 * 1024):
        pieces += piece
        if len(pieces) > MAX_BODY_BYTES:
            raise BadDocument("too_large", f"more than {MAX_BODY_BYTES} bytes")
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise BadDocument("truncated", "the file breaks off inside the page")
    coding = http.get_header("Content-Encoding") or ""
    return decode_body(bytes(pieces), coding, max_bytes=MAX_BODY_BYTES)


def _fetched_at(written: str | None, now: datetime) -> datetime:
    """Return when a record was fetched; not after now, by which everything else goes."""
    try:
        instant = datetime.fromisoformat(written or "")
        instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        return min(instant.astimezone(UTC), now)
    except (ValueError, OverflowError) as error:
        raise BadDocument("bad_warc", f"WARC-Date {written!r} is no instant") from error
