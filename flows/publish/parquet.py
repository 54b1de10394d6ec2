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
from flows.publish.days import forget_days
from flows.publish.finding import find_changes
from flows.publish.manifest import BUILDING, MartEntry, Version
from flows.publish.models import Model, read_models, table_models
from flows.publish.months import build_by_months, is_large
from flows.publish.package import write_package
from flows.publish.scopes import SCOPES, base_version, narrowed, renewed_model
from flows.store import Connection, lift_limit, on_one_thread


def publish_marts(
    connection: Connection,
    marts_folder: Path,
    *,
    code_version: str,
    expectations: Mapping[str, Any] | None = None,
    published_at: datetime | None = None,
    models_folder: Path = paths.SQL / "marts",
    is_full: bool = True,
) -> Version | None:
    """Publish the connection's tables and the marts made of them as a new version; return it.

    None means that `latest` holds these very rows already (what is marked volatile aside), all its
    files are there, and nothing was changed. Unless all of it is to be made anew, marts are
    renewed: from the version that changes were noted against, where it still stands. The caller
    holds the warehouse's lock.
    """
    marts_folder.mkdir(parents=True, exist_ok=True)
    versions.sweep(marts_folder)
    models = read_models(connection, models_folder)
    building = marts_folder / BUILDING
    latest = versions.latest_version(marts_folder)
    base = None if is_full else _base(connection, marts_folder, models, latest)
    if base is None:
        forget_days(connection)
    with Builder(connection, building, base or latest, is_whole=base is not None) as builder:
        tables, marts = _build(connection, builder, models, base)
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


def _base(
    connection: Connection, marts_folder: Path, models: tuple[Model, ...], latest: Version | None
) -> Version | None:
    """Return the version that all changes since were noted against, if it still stands whole."""
    name = base_version(connection)
    if name is None or not (marts_folder / name / versions.MANIFEST).exists():
        return None
    if latest is not None and latest.name == name:
        version = latest
    else:
        version = versions.read_version(marts_folder, int(name.removeprefix("v")))
    is_same = set(version.manifest.marts) == {model.name for model in models}
    return version if is_same and not versions.lost_files(version) else None


def _build(
    connection: Connection, builder: Builder, models: tuple[Model, ...], base: Version | None
) -> tuple[dict[str, MartEntry], dict[str, MartEntry]]:
    """Return the files of all tables and of all marts, both in the order of the models."""
    every = table_models(connection)
    shown = {model.name for model in models if model.shows_table}
    given = tuple(model for model in every if model.name not in shown)
    if base is None and is_large(connection):
        lift_limit(connection)  # a month of it does not go through the disk
        tables, marts = build_by_months(connection, builder, given, models)
    elif base is None:
        tables = {model.name: builder.build_table(model) for model in given}
        marts = {model.name: builder.build_mart(model) for model in models}
    else:
        with on_one_thread(connection):
            tables, marts = _renew(connection, builder, given, models, base)
    for model in (each for each in every if each.name in shown):
        tables[model.name] = builder.link_table(model, marts[model.name])
    return {m.name: tables[m.name] for m in every}, {m.name: marts[m.name] for m in models}


def _renew(
    connection: Connection,
    builder: Builder,
    given: tuple[Model, ...],
    models: tuple[Model, ...],
    base: Version,
) -> tuple[dict[str, MartEntry], dict[str, MartEntry]]:
    named = {model.name: model for model in models}
    found = find_changes(connection, base, named, builder.lane)
    tables = {m.name: builder.build_table(m) for m in given if not m.changes_by}
    marts = {m.name: builder.build_mart(m) for m in models if not m.changes_by}
    filed = []
    for model in sorted((m for m in given if m.changes_by), key=found.is_awaited):
        found.wait(model)
        with narrowed(connection, SCOPES[model.changes_by]):
            filed.append((tables, model, builder.renew_table(model)))
    for model in sorted((m for m in models if m.changes_by), key=found.is_awaited):
        held = found.wait(model)
        with narrowed(connection, SCOPES[model.changes_by]):
            made = renewed_model(connection, model, base)
            filed.append((marts, model, builder.renew_mart(made, held)))
    for entries, model, begun in reversed(filed):  # the lane goes on from the first
        entries[model.name] = begun.result_by(connection)
    return tables, marts


def _inputs(models: tuple[Model, ...], counts: Mapping[str, int]) -> dict[str, int]:
    """Return the rows of each table that marts read, those that every poll changes left out."""
    read = {table for model in models if not model.is_volatile for table in model.tables}
    return {table: counts[table] for table in sorted(read) if table in counts}
