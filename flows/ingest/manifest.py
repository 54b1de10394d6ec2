"""The manifest of the seeds goes in; what it says of each file, and the rows refused, come out."""

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from flows.errors import BadDocument
from flows.ingest.urls import public_url
from flows.records import Hints, Rejected
from flows.zones import zone_offset

COLUMNS = ("file", "source", "url", "published_at", "language", "agency", "title", "authors")
LANGUAGE = re.compile(r"[a-z]{2}")
# Programs write the first or last year there is where they know no date. Newspapers are younger
# than 1600, and what is counted in nanoseconds, as pandas does, ends at 1677 and 2262.
YEARS = range(1700, 2200)


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of one file; what it does not say is None."""

    file: str
    source: str | None = None
    url: str | None = None
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows by file; `refused` names the files whose row cannot be trusted: they wait."""

    rows: dict[str, Row] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    rejected: tuple[Rejected, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """Read seeds/manifest.csv; a manifest that is not there says nothing.

    Raises BadDocument where the whole of it cannot be read: no seed has a sure identity then.
    """
    if not path.exists():
        return Manifest()
    rows: dict[str, Row] = {}
    refused: set[str] = set()
    rejected: list[Rejected] = []
    for number, values in _read_rows(path):
        try:
            row = _parse_row(values)
            if row.file in rows or row.file in refused:
                message = f"{row.file!r} has a row already: keep one of them"
                raise BadDocument("duplicate_row", message)
            rows[row.file] = row
        except BadDocument as error:
            if error.reason != "duplicate_row":
                refused.add(values.get("file", ""))
            item = f"{path.name}:{number}"
            rejected.append(Rejected("ingest", item, error.reason, f"{item}: {error}"))
    return Manifest(rows, frozenset(refused), tuple(rejected))


def parse_instant(value: str) -> datetime:
    """Read an ISO 8601 date or instant as UTC, one without a zone as UTC.

    Raises BadDocument("bad_date") that names the value, also where no news is of that year.
    """
    try:
        instant = datetime.fromisoformat(value.strip())
        instant = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        message = f"{value[:60]!r} is not a date: write it like 2026-01-30 or 2026-01-30T12:00Z"
        raise BadDocument("bad_date", message) from error
    if instant.year not in YEARS:
        message = f"{value[:60]!r} is not of the years {YEARS[0]} to {YEARS[-1]}: correct it, or "
        raise BadDocument("bad_date", f"{message}leave it empty where the date is unknown")
    return instant


def make_hints(values: dict[str, str | None], authors: tuple[str, ...]) -> Hints:
    """Return the hints that these named values make.

    Raises BadDocument for a date or a language that is none.
    """
    language = values.get("language")
    if language is not None and not LANGUAGE.fullmatch(language):
        message = f"language {language[:20]!r} is not an ISO 639-1 code: write it like en"
        raise BadDocument("bad_language", message)
    published = values.get("published_at")
    return Hints(
        title=values.get("title"),
        authors=authors,
        agency=values.get("agency"),
        published_at=None if published is None else parse_instant(published),
        published_basis="unknown" if published is None else "manifest",
        language=language,
        published_zone=None if published is None else zone_offset(published),
    )


def _read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return line number and stripped values of every row."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path.name}: not UTF-8 at byte {error.start}: save it as UTF-8"
        raise BadDocument("not_utf8", message) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        names = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = names
        unknown = [name for name in names if name not in COLUMNS or names.count(name) > 1]
        if "file" not in names or unknown:
            message = f"columns {names!r}, expected {', '.join(COLUMNS)}: correct the first line"
            raise BadDocument("bad_manifest", f"{path.name}: {message}")
        for values in reader:
            if None in values:
                values = {"file": values["file"] or "", "": "more cells than columns"}
            cells = {key: (value or "").strip() for key, value in values.items()}
            if any(cells.values()):
                rows.append((reader.line_num, cells))
    except csv.Error as error:
        line = reader.line_num + 1  # where the row begins: the reader counts those it has read
        message = f"{path.name}:{line}: not CSV: {error}: correct the quotes there"
        raise BadDocument("bad_manifest", message) from error
    return rows


def _parse_row(values: dict[str, str]) -> Row:
    if values.get(""):
        raise BadDocument("bad_row", "more cells than columns: quote values that hold commas")
    said = {key: value or None for key, value in values.items()}
    file = values["file"]
    if not file or PurePosixPath(file).is_absolute() or ".." in PurePosixPath(file).parts:
        raise BadDocument("bad_row", f"file {file[:100]!r} is not a path inside the seeds' folder")
    if said.get("url"):
        public_url(values["url"])
    file = str(PurePosixPath(file))  # ./a.txt and a.txt are one file
    authors = tuple(name.strip() for name in values.get("authors", "").split(";") if name.strip())
    return Row(file, said.get("source"), said.get("url"), make_hints(said, authors))
