"""Records of the other stages go in, polars frames shaped like the tables come out."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, TypeVar

import polars as pl

from flows.characters import whole_text
from flows.keys import row_key
from flows.records import (
    Annotations,
    Article,
    Document,
    Event,
    Fetch,
    Hints,
    PageState,
    PlaceMention,
    Rejected,
    Sighting,
    Source,
    Statement,
)

Schema = Mapping[str, pl.DataType]
Row = dict[str, Any]
Record = TypeVar("Record", Source, Sighting, PageState, Fetch)


def frame(rows: Iterable[Row], schema: Schema) -> pl.DataFrame:
    """Return the rows as a frame with the table's columns; what a row lacks is NULL."""
    shaped = [{name: row.get(name) for name in schema} for row in rows]
    try:
        return pl.DataFrame(shaped, schema=schema)
    except UnicodeEncodeError:  # half a character in one of them must not keep out the others
        return pl.DataFrame([_whole(row) for row in shaped], schema=schema)


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole_text(value)
    if isinstance(value, Mapping):
        return {name: _whole(each) for name, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list | tuple) else value


def plain_row(record: Any) -> Row:
    """Return a flat record's fields by name."""
    return {item.name: getattr(record, item.name) for item in fields(record)}


def document_row(document: Document) -> Row:
    """Return a document as a row that waits to be extracted."""
    hints = {f"hint_{item.name}": getattr(document.hints, item.name) for item in fields(Hints)}
    row = {k: v for k, v in plain_row(document).items() if k != "hints"}
    return row | hints | {"outcome": "pending"}


def read_document(row: Row) -> Document:
    """Return the document that a row of table documents holds."""
    hints = {item.name: row[f"hint_{item.name}"] for item in fields(Hints)}
    hints["authors"] = tuple(hints["authors"] or ())
    known = {item.name: row[item.name] for item in fields(Document) if item.name != "hints"}
    return Document(**known, hints=Hints(**hints))


def read_sources(rows: Iterable[Row]) -> list[Source]:
    """Return the feeds that rows of table sources hold, with the state of polling them."""
    return [_record(Source, row) for row in rows]


def read_sightings(rows: Iterable[Row]) -> list[Sighting]:
    """Return the items that rows of table sightings hold."""
    return [_record(Sighting, row) for row in rows]


def read_pages(rows: Iterable[Row]) -> list[PageState]:
    """Return the pages that rows of table pages hold."""
    return [_record(PageState, row) for row in rows]


def read_fetches(rows: Iterable[Row]) -> list[Fetch]:
    """Return the requests that rows of table fetches hold."""
    return [_record(Fetch, row) for row in rows]


def _record(kind: type[Record], row: Row) -> Record:
    values: Row = {item.name: row[item.name] for item in fields(kind)}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return kind(**(values | lists))


def fetch_row(fetch: Fetch) -> Row:
    """Return a request as a row, keyed by its address and start."""
    return plain_row(fetch) | {"fetch_id": row_key("fetch", fetch.url, fetch.started_at)}


def quarantine_row(rejected: Rejected, *, now: datetime) -> Row:
    """Return a refused item as a row, with the command that tries it again."""
    key = row_key("quarantine", rejected.stage, rejected.item, rejected.reason)
    again = "dateline run"
    if rejected.stage in ("extract", "annotate", "validate"):
        again = "dateline retry"
    return plain_row(rejected) | {
        "quarantine_id": key,
        "first_seen_at": now,
        "last_seen_at": now,
        "retry": rejected.retry or again,
    }


def revision_row(article: Article) -> Row:
    """Return an extracted article as a row whose revision is still to be counted."""
    row = {k: v for k, v in plain_row(article).items() if k != "method"}
    return row | {
        "revision": 0,
        "authors": list(article.authors),
        "first_seen_at": article.fetched_at,
        "extract_method": article.method,
        "added": [],
        "removed": [],
    }


def annotation_rows(read: Annotations) -> dict[str, list[Row]]:
    """Return what was read out of one revision as rows, by table."""
    home: Row = {"article_id": read.article_id, "revision": read.revision}
    return {
        "statements": [home | _statement(item) for item in read.statements],
        "events": [home | _event(item) for item in read.events],
        "place_mentions": [home | _place_mention(item) for item in read.places],
        "date_mentions": [home | plain_row(item) for item in read.dates],
        "actor_mentions": [
            home | plain_row(item) | {"aliases": list(item.aliases)} for item in read.actors
        ],
        "places": [plain_row(item.place) for item in read.places if item.place is not None],
    }


def _statement(item: Statement) -> Row:
    spans = [{"start": start, "end": end} for start, end in item.content_spans]
    others = [asdict(who) for who in item.other_speakers]
    return plain_row(item) | {"content_spans": spans, "other_speakers": others}


def _event(item: Event) -> Row:
    return plain_row(item) | {
        "contexts": list(item.contexts),
        "sources": [asdict(side) for side in item.sources],
        "targets": [asdict(side) for side in item.targets],
        "event_group_id": item.event_id,
    }


def _place_mention(item: PlaceMention) -> Row:
    row = {k: v for k, v in plain_row(item).items() if k != "place"}
    return row | {"place_id": item.place.place_id if item.place else None}
