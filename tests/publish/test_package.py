import json
from pathlib import Path

import pyarrow.parquet  # type: ignore[import-untyped]
import pytest

from flows.publish.package import field_type
from flows.publish.parquet import publish_marts
from flows.store import Connection


@pytest.mark.parametrize(
    ("duckdb", "frictionless"),
    [
        ("VARCHAR", "string"),
        ("VARCHAR[]", "array"),
        ('STRUCT("start" INTEGER, "end" INTEGER)', "object"),
        ('STRUCT("start" INTEGER)[]', "array"),
        ("BOOLEAN", "boolean"),
        ("DOUBLE", "number"),
        ("DATE", "date"),
        ("BIGINT", "integer"),
        ("INTEGER", "integer"),
    ],
)
def test_every_type_has_a_name_in_the_package(duckdb: str, frictionless: str) -> None:
    assert field_type(duckdb) == frictionless


def test_the_package_tells_of_every_mart_its_files_fields_and_key(
    work: Connection, tmp_path: Path
) -> None:
    version = publish_marts(work, tmp_path / "marts", code_version="1")
    assert version is not None
    text = (version.folder / "datapackage.json").read_text(encoding="utf-8")
    package = json.loads(text)
    assert package["version"] == "v000001"
    told = {resource["title"]: resource for resource in package["resources"]}
    assert list(told) == sorted(version.manifest.marts)
    for name, mart in version.manifest.marts.items():
        resource = told[name]
        assert resource["name"] == name.replace("_", "-")
        assert resource["description"] == mart.grain
        assert resource["schema"]["uniqueKeys"] == [list(mart.key)]
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert set(mart.key) <= set(fields)
        assert all(field["description"] for field in resource["schema"]["fields"])
        files = sorted((version.folder / name).glob("*.parquet"))
        assert [version.folder / path for path in resource["path"]] == files
        assert pyarrow.parquet.read_schema(files[0]).names == fields
    assert "…" in text or "–" in text, text  # signs stand as they are


def test_the_same_package_is_the_same_text(work: Connection, tmp_path: Path) -> None:
    texts = set()
    for name in ("one", "two"):
        version = publish_marts(work, tmp_path / name, code_version="1")
        assert version is not None
        texts.add((version.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert len(texts) == 1
