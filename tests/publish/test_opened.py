"""Every mart is opened by what analysts use, and has the columns that the dictionary explains."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from flows import paths, store
from flows.publish.database import publish_database
from flows.publish.manifest import Version
from flows.publish.package import field_type
from flows.publish.parquet import publish_marts

MARTS = sorted(path.stem for path in (paths.SQL / "marts").glob("*.sql"))
OTHERS = ["1.2.0", "newest"]
# Opens every table and mart as a stranger to the project would; prints how many rows each has.
READER = """
import json, sys
import duckdb
told = {}
with duckdb.connect(sys.argv[1], read_only=True) as news:
    names = news.execute(
        "select schema_name, view_name from duckdb_views() where not internal"
    ).fetchall()
    for schema, name in names:
        told[f"{schema}.{name}"] = len(news.execute(f"select * from {schema}.{name}").fetchall())
told["version"] = duckdb.__version__
print(json.dumps(told))
"""
VALIDATOR = """
import json, sys
from frictionless import Package
report = Package.validate_descriptor(json.load(open(sys.argv[1])))
print(json.dumps(report.flatten(["type", "note"])))
"""


@pytest.fixture(scope="module")
def version(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Version:
    folder = tmp_path_factory.mktemp("opened")
    with store.opened(Path(shutil.copy(filled, folder))) as work:
        made = publish_marts(work, folder / "marts", code_version="1")
    assert made is not None
    publish_database(folder / "news.duckdb", made)
    return made


def explained(mart: str) -> list[str]:
    """Return the columns of a mart as docs/data-dictionary.md lists them."""
    text = (paths.ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    section = text.split(f"### marts.{mart}\n", 1)[1].split("\n### ", 1)[0]
    return re.findall(r"^\| `([a-z0-9_]+)` \|", section, re.MULTILINE)


@pytest.mark.parametrize("mart", MARTS)
def test_a_mart_opens_as_it_is_and_as_explained(version: Version, mart: str) -> None:
    entry = version.manifest.marts[mart]
    columns = [column.name for column in entry.columns]
    assert columns == explained(mart)
    files = sorted((version.folder / mart).glob("*.parquet"))
    frame = pl.read_parquet(version.folder / mart / "*.parquet")
    assert (frame.columns, frame.height) == (columns, entry.row_count)
    assert sum(len(pd.read_parquet(file)) for file in files) == entry.row_count
    for file in files:
        read = pq.read_table(file)
        assert read.column_names == columns
        told = json.loads(read.schema.metadata[b"dateline.columns"])
        assert set(told) == set(columns)
        assert all(told.values())


def test_the_package_describes_every_file(version: Version) -> None:
    package = json.loads((version.folder / "datapackage.json").read_text(encoding="utf-8"))
    listed = {path for resource in package["resources"] for path in resource["path"]}
    there = {
        path.relative_to(version.folder).as_posix()
        for path in version.folder.rglob("*.parquet")
        if "tables" not in path.parts
    }
    assert listed == there
    kinds = {f["type"] for resource in package["resources"] for f in resource["schema"]["fields"]}
    known = {"string", "integer", "number", "boolean", "date", "datetime", "array", "object"}
    assert kinds <= known
    assert field_type("VARCHAR[]") == "array"


def installed(folder: Path, package: str) -> dict[str, str]:
    """Install a package into a folder of its own, and give the environment that finds it there."""
    uv = Path(sys.executable).parent / "uv"
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", sys.executable, "--target", folder, package],
        check=True,
        timeout=600,
    )
    return {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}


@pytest.mark.faults
@pytest.mark.parametrize("release", OTHERS)
def test_other_releases_of_duckdb_read_all(version: Version, tmp_path: Path, release: str) -> None:
    wanted = "duckdb" if release == "newest" else f"duckdb=={release}"
    environment = installed(tmp_path / "packages", wanted)
    news = version.folder.parent.parent / "news.duckdb"
    done = subprocess.run(
        [sys.executable, "-c", READER, news],
        env=environment,
        cwd="/",
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    told = json.loads(done.stdout)
    assert release in ("newest", told.pop("version", release))
    for name, entry in version.manifest.marts.items():
        assert told[f"marts.{name}"] == entry.row_count
    for name, entry in version.manifest.tables.items():
        assert told[f"main.{name}"] == entry.row_count


@pytest.mark.faults
def test_the_package_is_valid(version: Version, tmp_path: Path) -> None:
    environment = installed(tmp_path / "packages", "frictionless")
    done = subprocess.run(
        [sys.executable, "-c", VALIDATOR, version.folder / "datapackage.json"],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=120,
    )
    assert json.loads(done.stdout) == []
