"""Versions of the marts as folders: manifests in and out, `latest` moved, old ones removed.

A version is a folder v000001, v000002 … whose manifest.json says what it was made of; `latest` is
a relative link to one of them and moves by rename, so a reader sees the old or the new one.
"""

import gc
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from flows.errors import BadSettings

LATEST = "latest"
MANIFEST = "manifest.json"
TABLES = "tables"  # the folder of a version that holds the tables, beside those of the marts
BUILDING = ".building"  # a leading dot: no reader's pattern takes it for a version
ENDING = ".parquet"  # of all files that a manifest lists
FOLDER = re.compile(r"^v(\d{6,})$")


class FileEntry(NamedTuple):
    """One Parquet file of a mart: a tuple, as a version has thousands, made anew for each."""

    row_count: int
    byte_count: int
    sha256: str
    fingerprint: str = ""  # of its rows and of how they are written: equal, it is shared
    weight: int = 0  # of its rows, where it is not their number that splits a month into days


TOLD = FileEntry._fields  # of each file in manifest.json, in this order; new ones go to the end


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a mart: its DuckDB type and what it means."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class MartEntry:
    """One mart of a version: what its rows are, and its files by name."""

    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    row_count: int
    is_volatile: bool
    files: dict[str, FileEntry]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version was made of and what it holds; only its files decide whether it is new."""

    number: int
    code_version: str
    published_at: str | None  # ISO 8601, UTC; given by the caller, never compared
    inputs: dict[str, int]  # rows of each table that the marts read
    expectations: dict[str, Any]
    marts: dict[str, MartEntry] = field(default_factory=dict)
    tables: dict[str, MartEntry] = field(default_factory=dict)

    def content(self) -> dict[str, dict[str, FileEntry]]:
        """Return the files that decide whether this version says anything new."""
        named = [
            *self.marts.items(),
            *((f"{TABLES}/{n}", table) for n, table in self.tables.items()),
        ]
        return {name: entry.files for name, entry in named if not entry.is_volatile}


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its number, its folder and its manifest."""

    number: int
    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The folder's name, v000001."""
        return version_name(self.number)


def version_name(number: int) -> str:
    """Return the folder's name of a version."""
    return f"v{number:06d}"


def file_entry(path: Path, row_count: int, fingerprint: str, weight: int = 0) -> FileEntry:
    """Return what the manifest says of one file."""
    with path.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return FileEntry(row_count, path.stat().st_size, digest, fingerprint, weight)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write manifest.json into a version's folder, a line for each file of the version."""
    told = {each.name: getattr(manifest, each.name) for each in fields(manifest)}
    parts = []
    for name, value in sorted(told.items()):
        if name in ("marts", "tables"):
            entries = (f"  {json.dumps(key)}: {_entry_text(value[key])}" for key in sorted(value))
            text = "{\n" + ",\n".join(entries) + "\n }" if value else "{}"
        else:
            text = json.dumps(value, sort_keys=True, ensure_ascii=False)
        parts.append(f" {json.dumps(name)}: {text}")
    whole = "{\n" + ",\n".join(parts) + "\n}\n"
    (folder / MANIFEST).write_text(whole, encoding="utf-8")


def _entry_text(entry: MartEntry) -> str:
    head = {each.name: getattr(entry, each.name) for each in fields(entry) if each.name != "files"}
    head["columns"] = [asdict(column) for column in entry.columns]
    head["file_columns"] = TOLD
    lines = (
        f'"{name.removesuffix(ENDING)}":[{file.row_count},{file.byte_count},"{file.sha256}",'
        f'"{file.fingerprint}",{file.weight}]'
        for name, file in sorted(entry.files.items())
    )
    told = json.dumps(head, sort_keys=True, ensure_ascii=False)
    return told[:-1] + ', "files": {\n' + ",\n".join(lines) + "}}"


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a version's folder.

    Raises:
        BadSettings: it is missing or is no manifest.
    """
    try:
        with _uncollected():
            given = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            marts = {name: _mart_entry(mart) for name, mart in given.pop("marts").items()}
            tables = {name: _mart_entry(table) for name, table in given.pop("tables", {}).items()}
            return Manifest(**given, marts=marts, tables=tables)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadSettings(f"{folder / MANIFEST}: {error}: remove this version") from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python look for no garbage: thousands of tuples made at once set that off.

    It then walks through all that the process holds: 45 of 55 ms for 7,000 files.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _mart_entry(given: dict[str, Any]) -> MartEntry:
    known = given.pop("file_columns", None)  # before there was it, each file named its own
    if known:
        files = {f"{name}{ENDING}": FileEntry(*file) for name, file in given["files"].items()}
    else:
        files = {name: FileEntry(**file) for name, file in given["files"].items()}
    columns = tuple(Column(**column) for column in given["columns"])
    return MartEntry(**{**given, "key": tuple(given["key"]), "columns": columns, "files": files})


def version_numbers(marts_folder: Path) -> list[int]:
    """Return the numbers of the versions that stand in the folder, in order."""
    matches = (FOLDER.match(path.name) for path in marts_folder.glob("v*") if path.is_dir())
    return sorted(int(match[1]) for match in matches if match)


def read_version(marts_folder: Path, number: int) -> Version:
    """Return one version of the folder."""
    folder = marts_folder / version_name(number)
    return Version(number=number, folder=folder, manifest=read_manifest(folder))


def latest_version(marts_folder: Path) -> Version | None:
    """Return the version that `latest` points to, or None before the first publication."""
    link = marts_folder / LATEST
    match = FOLDER.match(str(link.readlink())) if link.is_symlink() else None
    if match is None or not link.exists():
        return None
    return read_version(marts_folder, int(match[1]))


def lost_files(version: Version) -> list[Path]:
    """Return the files of a version that somebody has deleted or cut."""
    named = [(version.folder / n, e) for n, e in version.manifest.marts.items()]
    named += [(version.folder / TABLES / n, e) for n, e in version.manifest.tables.items()]
    return [
        folder / name
        for folder, entry in named
        for name in entry.files.keys() - standing(folder, entry)
    ]


def standing(folder: Path, entry: MartEntry) -> set[str]:
    """Return the files of a mart or table that are there, of their length."""
    try:
        with opened_folder(folder) as home, os.scandir(home) as found:
            sizes = {each.name: each.stat().st_size for each in found}
    except OSError:
        return set()
    return {name for name, file in entry.files.items() if sizes.get(name) == file.byte_count}


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """Give the number under which a folder is open, so that its files need no path to be found."""
    number = os.open(folder, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)


def point_latest(marts_folder: Path, number: int) -> None:
    """Move `latest` to a version in one step."""
    waiting = marts_folder / f".{LATEST}"
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(version_name(number))
    waiting.replace(marts_folder / LATEST)


def roll_back(marts_folder: Path, *, to: int | None = None) -> Version:
    """Move `latest` to the version before it, or to the one given, and return that one.

    Raises:
        BadSettings: there is no such version.
    """
    current = latest_version(marts_folder)
    numbers = version_numbers(marts_folder)
    earlier = [number for number in numbers if current and number < current.number]
    target = to if to is not None else (earlier[-1] if earlier else None)
    if target is None or target not in numbers:
        known = ", ".join(map(version_name, numbers)) or "none"
        wanted = "an earlier version" if target is None else version_name(target)
        raise BadSettings(f"{marts_folder}: {wanted} is not there; versions are: {known}")
    version = read_version(marts_folder, target)
    point_latest(marts_folder, target)
    return version


def remove_old(marts_folder: Path, *, keep: int, younger_than: datetime | None = None) -> list[str]:
    """Remove versions that nobody can need, and return their names.

    The newest `keep` stay, and that of `latest`, and every one that a reader may still have open:
    those that were the latest at some time since `younger_than`.
    """
    current = latest_version(marts_folder)
    numbers = version_numbers(marts_folder)
    doomed = [
        number
        for number, successor in zip(numbers, numbers[1:], strict=False)
        if number not in numbers[-keep:]
        and (current is None or number != current.number)
        and (younger_than is None or _made_at(marts_folder, successor) < younger_than)
    ]
    for name in map(version_name, doomed):
        leaving = marts_folder / f"{BUILDING}-old-{name}"
        (marts_folder / name).rename(leaving)  # a reader finds all of a version, or none
        shutil.rmtree(leaving)
    return [version_name(number) for number in doomed]


def _made_at(marts_folder: Path, number: int) -> datetime:
    folder = marts_folder / version_name(number)
    told = folder / MANIFEST  # gone where somebody has deleted in there
    return datetime.fromtimestamp((told if told.exists() else folder).stat().st_mtime, tz=UTC)


def sweep(marts_folder: Path) -> None:
    """Remove what a killed publication left behind."""
    for path in marts_folder.glob(f"{BUILDING}*"):
        shutil.rmtree(path)
    (marts_folder / f".{LATEST}").unlink(missing_ok=True)
