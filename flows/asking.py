"""Somebody's own question goes in; its rows come out as a frame that every format can write.

DuckDB has types that a frame has not (intervals, bit strings, unions …), and days beyond both ends
of Python's calendar, `infinity` among them: these come out as DuckDB writes them.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from flows.errors import BadSettings
from flows.store import Connection, Refusal

MOMENTS = frozenset(
    {"date", "time", "time_ns", "timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns"}
    | {"timestamp with time zone"}
)
FRAMED = MOMENTS | frozenset(
    {"tinyint", "smallint", "integer", "bigint", "hugeint", "float", "double", "decimal"}
    | {"utinyint", "usmallint", "uinteger", "ubigint", "boolean", "varchar", "blob"}
    | {"uuid", "enum"}
)
PER_SECOND = {"ms": 10**3, "us": 10**6, "ns": 10**9}
FIRST_DAY, LAST_DAY = -719_162, 2_932_896  # of Python's calendar, in days since 1970
DAY = 86_400  # seconds
TEXT = "VARCHAR"


def require_published(news: Path) -> None:
    """Refuse, as BadSettings, to ask where nothing is published."""
    if not news.exists():
        raise unpublished(news)


def unpublished(news: Path) -> BadSettings:
    """Return the refusal to ask a database that no run has published yet."""
    return BadSettings(f"{news}: nothing is published yet; run `dateline run` first")


def ask_named(
    connection: Connection, sql: str, parameters: Mapping[str, str | None]
) -> pl.DataFrame:
    """Return the rows of somebody's own query, with its $names set.

    Raises:
        BadSettings: there is no query, or DuckDB does not take it: its own words say why.
    """
    given = dict(parameters) or None
    try:
        if not connection.extract_statements(sql):
            raise BadSettings(f"{sql!r}: no question in it: give SQL, or a query's name")
        answer = connection.execute(sql, given)
        types = [column[1] for column in answer.description or ()]
        wanted = [framed_type(each, FRAMED) for each in types]
        is_framed = wanted == [framed_type(each, None) for each in types]
        frame = answer.pl() if is_framed else _ask_as(connection, sql, given, wanted)
        if any(_is_beyond(column) for column in frame):
            wanted = [framed_type(each, FRAMED - MOMENTS) for each in types]
            frame = _ask_as(connection, sql, given, wanted)
        return frame
    except Refusal as error:
        raise BadSettings(str(error)) from error


def framed_type(kind: Any, framed: frozenset[str] | None) -> str:
    """Return the type to ask for instead of one of DuckDB's: text for each part not among these.

    None: all may stay as they are.
    """
    if kind.id in ("list", "array"):
        inner = framed_type(kind.children[0][1], framed)
        return f"{inner}[{kind.children[1][1] if kind.id == 'array' else ''}]"
    if kind.id == "map":
        return f"MAP({', '.join(framed_type(part, framed) for _, part in kind.children)})"
    if kind.id == "struct":
        names = [name for name, _ in kind.children]
        if framed is not None and not all(names):  # row(1, 2) has no names to give
            return TEXT
        parts = (f"{_name(name)} {framed_type(part, framed)}" for name, part in kind.children)
        return f"STRUCT({', '.join(parts)})"
    return str(kind) if framed is None or kind.id in framed else TEXT


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _ask_as(
    connection: Connection, sql: str, given: dict[str, str | None] | None, wanted: list[str]
) -> pl.DataFrame:
    """Return the rows once more, each column as the type wanted."""
    answer = connection.sql(sql, params=given)
    columns = zip(wanted, answer.columns, strict=True)
    casts = (f"#{n}::{kind} as {_name(name)}" for n, (kind, name) in enumerate(columns, 1))
    return answer.project(", ".join(casts)).pl()


def _is_beyond(series: pl.Series) -> bool:
    """Say whether a column holds a day that Python's calendar has not."""
    return any(_days_beyond(leaf) for leaf in _leaves(series))


def _leaves(series: pl.Series) -> Iterator[pl.Series]:
    """Yield what lists and structs are made of."""
    kind = series.dtype
    if isinstance(kind, pl.Map):
        pair = pl.Struct({"key": kind.key, "value": kind.value})
        yield from _leaves(series.cast(pl.List(pair)))
    elif isinstance(kind, pl.List | pl.Array):
        yield from _leaves(series.explode())
    elif isinstance(kind, pl.Struct):
        for field in kind.fields:
            yield from _leaves(series.struct.field(field.name))
    else:
        yield series


def _days_beyond(series: pl.Series) -> bool:
    kind = series.dtype
    if not isinstance(kind, pl.Date | pl.Datetime):
        return False
    unit = 1 if isinstance(kind, pl.Date) else DAY * PER_SECOND[kind.time_unit]
    days = series.to_physical() // unit
    return bool(((days < FIRST_DAY) | (days > LAST_DAY)).any())
