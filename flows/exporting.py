"""The published marts go in; files that a spreadsheet opens come out.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it: texts come
from strangers, and a formula can send what stands in the sheet elsewhere.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from flows import paths, store
from flows.asking import require_published
from flows.errors import BadSettings
from flows.store import Connection

MARTS = "select view_name from duckdb_views() where schema_name = 'marts' order by 1"
ROWS_AT_ONCE = 2_000
MOST_CHARACTERS = 32_767  # of a cell, in Excel and LibreOffice
CUT = " … [cut: {} characters in all]"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def export_csv(warehouse: paths.Warehouse, folder: Path, *, marts: Sequence[str]) -> list[Path]:
    """Write marts (all, unless some are named) as CSV files, and return their paths.

    UTF-8 with a byte order mark, commas, CRLF: what spreadsheets open by a double click. Lists and
    structs are JSON; instants are UTC, without a zone, as spreadsheets know none.
    """
    require_published(warehouse.news)
    folder.mkdir(parents=True, exist_ok=True)
    with store.opened(warehouse.news, read_only=True) as connection:
        known = [row[0] for row in connection.execute(MARTS).fetchall()]
        if unknown := sorted(set(marts) - set(known)):
            raise BadSettings(f"{', '.join(unknown)}: no such mart; there are {', '.join(known)}")
        return [_write(connection, name, folder / f"{name}.csv") for name in marts or known]


def _write(connection: Connection, mart: str, path: Path) -> Path:
    waiting = path.with_name(f".{path.name}")
    found = connection.execute(f"from marts.{mart}")
    names = [column[0] for column in found.description]
    with waiting.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(names)
        while rows := found.fetchmany(ROWS_AT_ONCE):
            writer.writerows(_cells(row) for row in rows)
    waiting.replace(path)
    return path


def _cells(row: Iterable[Any]) -> list[Any]:
    return [plain_cell(value) for value in row]


def plain_cell(value: Any) -> Any:
    """Return a value as a spreadsheet shows it, never as one that it would run."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ", timespec="seconds")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if not isinstance(value, str):
        return value
    text = guard_formula(value)
    if len(text) > MOST_CHARACTERS:
        mark = CUT.format(len(value))
        text = text[: MOST_CHARACTERS - len(mark)] + mark
    return text


def guard_formula(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if text.lstrip(" \xa0\ufeff").startswith(FORMULA) else text
