"""The tables of a database and the models of sql/marts/ go in; a version of the marts comes out.

The same rows give the same bytes: every file is sorted by a unique key, nothing in it tells of a
clock, a run or a machine, and the writer's threads do not change it. A file is written only where
the fingerprint of its rows differs from that of the version before; the others are shared.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from flows import paths
from flows.publish import manifest as versions
from flows.publish.build import Builder
from flows.publish.manifest import BUILDING, Version
from flows.publish.models import Model, read_models, table_models
from flows.publish.package import write_package
from flows.store import Connection


def publish_marts(
    connection: Connection,
    marts_folder: Path,
    *,
    code_version: str,
    expectations: Mapping[str, Any] | None = None,
    published_at: datetime | None = None,
    models_folder: Path = paths.SQL / "marts",
) -> Version | None:
    """Publish the connection's tables and the marts made of them as a new version; return it.

    None means that `latest` holds these very rows already (what is marked volatile aside), all its
    files are there, and nothing was changed. The caller holds the warehouse's lock.
    """
    marts_folder.mkdir(parents=True, exist_ok=True)
    versions.sweep(marts_folder)
    models = read_models(connection, models_folder)
    building = marts_folder / BUILDING
    latest = versions.latest_version(marts_folder)
    with Builder(connection, building, latest) as builder:
        tables = {model.name: builder.build_table(model) for model in table_models(connection)}
        marts = {model.name: builder.build_mart(model) for model in models}
    number = max(versions.version_numbers(marts_folder), default=0) + 1
    manifest = versions.Manifest(
        number=number,
        code_version=code_version,
        published_at=published_at.isoformat() if published_at else None,
        inputs=_inputs(models, {name: entry.row_count for name, entry in tables.items()}),
        expectations=dict(expectations or {}),
        marts=marts,
        tables=tables,
    )
    is_same = latest is not None and latest.manifest.content() == manifest.content()
    if latest is not None and is_same and not versions.lost_files(latest):
        versions.sweep(marts_folder)
        return None
    versions.write_manifest(building, manifest)
    write_package(building, manifest)
    folder = marts_folder / versions.version_name(number)
    building.rename(folder)
    versions.point_latest(marts_folder, number)
    return Version(number=number, folder=folder, manifest=manifest)


def _inputs(models: tuple[Model, ...], counts: Mapping[str, int]) -> dict[str, int]:
    """Return the rows of each table that marts read, those that every poll changes left out."""
    read = {table for model in models if not model.is_volatile for table in model.tables}
    return {table: counts[table] for table in sorted(read) if table in counts}
