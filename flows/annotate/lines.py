"""JSON records of articles go in, JSON records of all that was read out of them come out."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from flows.annotate.article import annotate_article
from flows.annotate.digest import DEFAULT
from flows.errors import BadDocument
from flows.records import Annotations, ArticleText, Place, PlaceMention

InferDate = Callable[[str], date | None]
SIMPLE = frozenset({str, int, float, bool, type(None)})  # most of what records hold
NOWHERE = dict.fromkeys(item.name for item in fields(Place))


def annotate_line(
    record: object, *, infer_date: InferDate | None = None, weights: Path = DEFAULT
) -> dict[str, Any]:
    """Annotate {"id", "text", and optionally "published_at", "title", "url", "language"}.

    The names in the answer are the tables' columns. Where the record gives no day of publication,
    `infer_date` may read one out of the text.

    Raises:
        BadDocument: the record is no such object, or the annotator could not read its text.
    """
    if not isinstance(record, dict):
        raise BadDocument("bad_record", f"a JSON object is needed, not {type(record).__name__}")
    article = _read(record, infer_date)
    read = annotate_article(article, weights=weights)
    if not isinstance(read, Annotations):
        raise BadDocument(read.reason, read.message)
    answer: dict[str, Any] = {
        "id": record["id"],
        "statements": [_plain(item) for item in read.statements],
        "events": [_plain(item) for item in read.events],
        "places": [_place(item) for item in read.places],
        "dates": [_plain(item) for item in read.dates],
    }
    return answer | ({"skipped": read.skipped} if read.skipped else {})


def _read(record: dict[str, Any], infer_date: InferDate | None) -> ArticleText:
    identity, text = record.get("id"), record.get("text")
    if identity is None or text is None:
        raise BadDocument("bad_record", f'record {identity!r}: "id" and "text" are needed')
    for name in ("text", "title", "url", "language"):
        if not isinstance(record.get(name), str | None):
            message = (
                f"record {identity!r}: {name} {record[name]!r} is not text: quote or remove it"
            )
            raise BadDocument("bad_record", message)
    published_at = _instant(record.get("published_at"), identity)
    if published_at is None and infer_date is not None and (day := infer_date(text)):
        published_at = datetime.combine(day, time(), UTC)
    return ArticleText(
        article_id=str(identity),
        revision=1,
        text=text,
        published_at=published_at,
        title=record.get("title") or None,
        url=record.get("url"),
        language=record.get("language"),
    )


def _instant(value: object, identity: object) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        instant = datetime.fromisoformat(str(value))
        local = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant
        local.astimezone(UTC)  # there is such an instant
        return local  # "today" is the day of the outlet's clock
    except (ValueError, OverflowError):
        raise BadDocument(
            "bad_date",
            f"record {identity!r}: published_at {value!r} is no ISO 8601 date: write it like "
            "2026-03-02T18:30:00+01:00, or leave it out",
        ) from None


def _place(item: PlaceMention) -> dict[str, Any]:
    own: dict[str, Any] = _plain(item)
    place = own.pop("place")
    return own | (place if place is not None else NOWHERE)


def _plain(record: Any) -> Any:
    """Return a record as a dictionary, as asdict does, but without copying what is in it."""
    if isinstance(record, tuple):
        return tuple(each if type(each) in SIMPLE else _plain(each) for each in record)
    kind: Any = type(record)
    if not (names := _names(kind)):
        return record
    held = zip(names, _values(kind)(record), strict=True)
    return {name: each if type(each) in SIMPLE else _plain(each) for name, each in held}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind)) if is_dataclass(kind) else ()


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    """Return what gives the values of a record, all of which have more than one."""
    return attrgetter(*_names(kind))
