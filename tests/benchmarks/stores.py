"""A number goes in; a published warehouse of as many invented articles comes out, and copies of it.

Where DATELINE_BENCH_FOLDER names a folder, what was filled stays there and is used again.
"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from flows import migrations, paths, publishing, store
from flows.normalize import likeness
from flows.publish.database import publish_database
from flows.publish.parquet import publish_marts
from flows.publish.scopes import note_published
from tests.benchmarks.newsroom import fill, prepare

KEPT = os.environ.get("DATELINE_BENCH_FOLDER")


def publish(connection: store.Connection, folder: Path, *, is_full: bool) -> Path:
    """Publish, and return the folder of the version."""
    version = publish_marts(connection, folder / "marts", code_version="1", is_full=is_full)
    assert version is not None
    publish_database(folder / "news.duckdb", version)
    note_published(connection, version.name)
    return version.folder


def written(folder: Path) -> int:
    """Return the bytes of the files that no other version has."""
    sizes = {each.st_ino: each.st_size for each in _files(folder)}
    others = (version for version in folder.parent.glob("v*") if version != folder)
    known = {each.st_ino for version in others for each in _files(version)}
    return sum(size for number, size in sizes.items() if number not in known)


def _files(folder: Path) -> list[os.stat_result]:
    return [path.stat() for path in folder.rglob("*") if path.is_file()]


def build(folder: Path, stored: int) -> None:
    """Fill a warehouse and publish it, what a killed trial has left of it excepted."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / "filling.duckdb"
    if not (folder / "work.duckdb").exists():
        waiting.unlink(missing_ok=True)
        migrations.migrate(waiting, now=datetime.now(UTC))
        with store.opened(waiting, threads=1) as connection:
            prepare(connection)
            fill(connection, stored)
        waiting.rename(folder / "work.duckdb")
        with store.opened(folder / "work.duckdb", threads=1) as connection:
            likeness.make_blocks(connection)
    if not (folder / "news.duckdb").exists():
        with store.opened(folder / "work.duckdb", threads=1) as connection:
            publish(connection, folder, is_full=True)
            published = paths.SQL / "normalize" / "published.sql"
            store.run_file(connection, published, [publishing.code_hash()])


def copied(folder: Path) -> Path:
    """Return a copy of a warehouse, its published files shared."""
    copy = folder.with_name(f"{folder.name}-more")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder / "marts", copy / "marts", symlinks=True, copy_function=os.link)
    for name in ("work.duckdb", "news.duckdb"):
        shutil.copy(folder / name, copy)
    for beside in (paths.blocks_of, paths.days_of):
        shutil.copytree(beside(folder / "work.duckdb"), beside(copy / "work.duckdb"))
    return copy
