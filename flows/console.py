"""What a person asks at the command line goes in; answers as text or bytes come out."""

import io
import json
import math
import re
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from flows import paths, store
from flows.asking import ask_named, require_published, unpublished
from flows.characters import without_overrides
from flows.errors import BadSettings
from flows.exporting import guard_formula
from flows.publish import cookbook
from flows.workbench import mishaps_told

NAME = re.compile(r"[a-z][a-z0-9_]*")
BACKSLASH = 0x5C
ONE = Decimal(1)
WIDEST = 60  # characters of a cell in a table on the screen


def check_format(output: str, *more: str) -> None:
    """Refuse, as BadSettings, a format that is neither one of FORMATS nor of these."""
    if output not in (*more, *FORMATS):
        raise BadSettings(f"--format {output!r}: choose one of {', '.join([*more, *FORMATS])}")


def refuse_binary(output: str) -> None:
    """Refuse, as BadSettings, to write to a terminal what none can show."""
    if output == "parquet" and sys.stdout.isatty():
        raise BadSettings("--format parquet: no terminal shows it: … > answer.parquet")


def answer_question(
    warehouse: paths.Warehouse, question: str, *, output: str, given: list[str]
) -> bytes:
    """Return the answer to SQL, or to a query of the cookbook, in the format asked for."""
    check_format(output)
    require_published(warehouse.news)
    with store.opened(warehouse.news, read_only=True) as connection:
        frame = _answer(connection, question, _named(given))
    return render_frame(frame, output)


def answer_search(warehouse: paths.Warehouse, words: str, *, limit: int, output: str) -> bytes:
    """Return what the published texts hold of these words, in the format asked for."""
    from flows.publish.search import search

    check_format(output, "text")
    if not words.strip():
        raise BadSettings(f'{words!r}: no word to look for: `dateline search "prisoner exchange"`')
    require_published(warehouse.news)
    with mishaps_told(warehouse.search):
        found = search(warehouse.news, warehouse.search, words, limit=limit)
    return _found_text(found) if output == "text" else render_frame(found, output)


def _found_text(found: pl.DataFrame) -> bytes:
    lines = []
    for row in found.to_dicts():
        told = {name: _shown(value or "unknown") for name, value in row.items()}
        lines.append(
            f"{told['kind']}, {told['published']}, {told['outlet']}: {told['heading']}\n"
            f"    {told['words']}\n    dateline show {told['article_id']}\n"
        )
    return ("".join(lines) + f"({found.height} found)\n").encode()


def _shown(value: object) -> str:
    return without_overrides(str(value), by=" ")


def write_page(warehouse: paths.Warehouse, target: Path, until: date | None, days: int) -> str:
    """Write the briefing of some days and return what to tell of it."""
    from flows.publish.briefing import write_briefing
    from flows.publish.manifest import latest_version

    if until and until.toordinal() < days:
        raise BadSettings(f"--until {until}: the calendar has no {days} days that end with it")
    stands = latest_version(warehouse.marts)
    if stands is None or not warehouse.news.exists():
        raise unpublished(warehouse.news)
    told = write_briefing(warehouse.news, target, version=stands.name, until=until, days=days)
    return (
        f"{target}: {told['first']} to {told['last']}, {told['shown_article_count']} of "
        f"{told['period_article_count']} articles"
    )


def _answer(connection: store.Connection, question: str, given: dict[str, str]) -> pl.DataFrame:
    if not NAME.fullmatch(question):
        return ask_named(connection, question, given)
    known = cookbook.read_questions()
    if question not in known:
        raise BadSettings(
            f"{question}: no such query in sql/queries/; there are {', '.join(known)}"
        )
    return cookbook.ask(connection, known[question], given)


def render_frame(frame: pl.DataFrame, output: str) -> bytes:
    """Return rows in one of FORMATS."""
    return FORMATS[output](frame)


def _named(given: list[str]) -> dict[str, str]:
    pairs = [item.partition("=") for item in given]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise BadSettings(f"--set {wrong[0]!r}: write it as name=value")
    return {name: value for name, _, value in pairs}


def _table(frame: pl.DataFrame) -> bytes:
    cells = [[_cell(value) for value in row] for row in frame.iter_rows()]
    widths = [max(map(len, column)) for column in zip(frame.columns, *cells, strict=True)]
    numeric = [dtype.is_numeric() for dtype in frame.dtypes]
    rule = ["-" * width for width in widths]
    lines = [
        "  ".join(
            text.rjust(width) if is_number else text.ljust(width)
            for text, width, is_number in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in [frame.columns, rule, *cells]
    ]
    return ("\n".join([*lines, f"({frame.height} rows)"]) + "\n").encode()


def _cell(value: object) -> str:
    value = _blob(value) if isinstance(value, bytes) else value
    text = "" if value is None else _shown(" ".join(str(value).split()))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _markdown(frame: pl.DataFrame) -> bytes:
    rows = [frame.columns, ["---"] * frame.width]
    rows += [[_cell(value).replace("|", "\\|") for value in row] for row in frame.iter_rows()]
    return ("\n".join("| " + " | ".join(row) + " |" for row in rows) + "\n").encode()


def _json(frame: pl.DataFrame) -> bytes:
    return (_as_json(frame.to_dicts(), indent=1) + "\n").encode()


def _csv(frame: pl.DataFrame) -> bytes:
    as_text = [_csv_text(column) for column in frame if _needs_text(column.dtype)]
    guarded = pl.col(pl.String).map_elements(guard_formula, return_dtype=pl.String)
    return frame.with_columns(as_text).with_columns(guarded).write_csv().encode()


def _needs_text(kind: pl.DataType) -> bool:
    return kind.is_nested() or kind == pl.Binary


def _csv_text(column: pl.Series) -> pl.Series:
    tell = _blob if column.dtype == pl.Binary else _as_json
    told = [None if value is None else tell(value) for value in column.to_list()]
    return pl.Series(column.name, told, dtype=pl.String)


def _as_json(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(
        _jsonable(value), ensure_ascii=False, default=str, indent=indent, allow_nan=False
    )


def _jsonable(value: Any) -> Any:
    """Return a value as JSON has it: no NaN, whole numbers as such, bytes as DuckDB writes them."""
    if isinstance(value, dict):
        return {str(_jsonable(key)): _jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple | pl.Series):
        return [_jsonable(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value.same_quantum(ONE) else str(value)
    return _blob(value) if isinstance(value, bytes) else value


def _blob(value: bytes) -> str:
    return "".join(chr(b) if 32 <= b < 127 and b != BACKSLASH else f"\\x{b:02X}" for b in value)


def _parquet(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


FORMATS: dict[str, Callable[[pl.DataFrame], bytes]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
    "parquet": _parquet,
}
