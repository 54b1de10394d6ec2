"""Lines of JSON that name pages go in, lines of JSON with their articles come out, in order."""

import gzip
import json
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from flows.characters import whole_text
from flows.errors import BadDocument
from flows.extract.batch import MEMORY_BYTES, extract_one, warm_up
from flows.records import Document
from flows.workers import Failure, Workers


def extract_lines(
    lines: Iterable[bytes], *, folder: Path, now: datetime, processes: int, seconds: float
) -> Iterator[tuple[str, str | None]]:
    """Yield one line of JSON for each line that is not blank, and what went wrong with it, if any.

    A line is {"id", "url", "html" or "html_path"}; paths are taken from `folder` and may end in
    .gz. No page is dated later than `now`. One that gives no article, or takes longer than so many
    seconds, has an empty text, and "error" with the reason and a sentence.
    """
    asked: deque[tuple[int, object]] = deque()  # number of the line, id

    def records() -> Iterator[dict[str, Any]]:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                record = _read_record(line)
                asked.append((number, record.get("id")))
                yield record

    work = partial(extract_line, folder=folder, now=now)
    with Workers(
        work, count=processes, seconds=seconds, memory_bytes=MEMORY_BYTES, prepare=warm_up
    ) as workers:
        for outcome in workers.map(records()):
            row = outcome if isinstance(outcome, dict) else _failed(outcome)
            number, name = asked.popleft()
            told = whole_text(json.dumps({"id": name, **row}, ensure_ascii=False))
            wrong = row.get("error")
            yield told, f"line {number}, id {name!r}: {wrong['message']}" if wrong else None


def _read_record(line: bytes) -> dict[str, Any]:
    """Return the record of a line; one that is not a JSON object is carried on to be refused."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"refused": f"not JSON in UTF-8 ({error}): give one object a line"}
    if not isinstance(record, dict):
        return {"refused": "not a JSON object: give one object a line"}
    return record


def extract_line(record: dict[str, Any], *, now: datetime, folder: Path) -> dict[str, Any]:
    """Return title, authors, published_at, language and text of one record's page.

    Raises:
        BadDocument: the record names no page, its file cannot be read, or it holds no article.
    """
    if "refused" in record:
        raise BadDocument("bad_line", record["refused"])
    article = extract_one((_document(record, now), _body(record, folder)))
    return {
        "title": article.title,
        "authors": list(article.authors),
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "text": article.text,
    }


def _body(record: dict[str, Any], folder: Path) -> bytes:
    from flows.extract.page import MAX_BYTES  # not for who only sends lines: it reads pages

    if isinstance(record.get("html"), str):
        return str(record["html"]).encode("utf-8", "surrogatepass")
    if not isinstance(record.get("html_path"), str):
        needed = '"html" or "html_path" is needed, as text'
        raise BadDocument("bad_line", f"record {record.get('id')!r}: {needed}")
    path: Path = folder / record["html_path"]
    try:
        if path.suffix != ".gz":
            return path.read_bytes()
        with gzip.open(path) as stream:
            body: bytes = stream.read(MAX_BYTES + 1)  # enough to be refused as too large
            return body
    except (OSError, EOFError, zlib.error) as error:
        raise BadDocument("unreadable", f"{path} cannot be read ({error}): check it") from error


def _document(record: dict[str, Any], now: datetime) -> Document:
    """Return a document for a page that is in no archive: what the record does not say is empty."""
    url = record.get("url") if isinstance(record.get("url"), str) else None
    return Document(
        document_id="",
        article_id="",
        source_id="",
        name=url or str(record.get("id")),
        url=url,
        canonical_url=None,
        media_type="text/html",
        body_hash="",
        byte_count=0,
        fetched_at=now,
        raw_ref="",
    )


def _failed(outcome: object) -> dict[str, Any]:
    if isinstance(outcome, Failure):
        error = {"reason": outcome.reason, "message": outcome.message}
    else:
        reason = outcome.reason if isinstance(outcome, BadDocument) else "error"
        error = {"reason": reason, "message": str(outcome)}
    empty: dict[str, Any] = {
        "title": None,
        "authors": [],
        "published_at": None,
        "language": None,
        "text": "",
    }
    return {**empty, "error": error}
