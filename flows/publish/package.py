"""A version's manifest goes in; its datapackage.json (Frictionless Data Package) comes out."""

import json
from pathlib import Path
from typing import Any

from flows.publish.manifest import Manifest, MartEntry, version_name

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SOURCES = [
    {
        "title": "GeoNames (CC BY 4.0), for what is said of places",
        "path": "https://www.geonames.org/",
    }
]
TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "number",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "VARCHAR": "string",
}


def write_package(folder: Path, manifest: Manifest) -> None:
    """Write datapackage.json, one resource a mart and each on a line, into a version's folder."""
    package = {
        "$schema": PROFILE,
        "name": "dateline-marts",
        "title": "Marts of the Dateline news warehouse",
        "version": version_name(manifest.number),
        "sources": SOURCES,
    }
    resources = ",\n  ".join(
        json.dumps(_resource(name, mart), ensure_ascii=False, separators=(",", ":"))
        for name, mart in sorted(manifest.marts.items())
    )
    head = json.dumps(package, ensure_ascii=False)[:-1]
    text = f'{head}, "resources": [\n  {resources}\n]}}\n'
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def _resource(name: str, mart: MartEntry) -> dict[str, Any]:
    return {
        "name": name.replace("_", "-"),
        "title": name,
        "description": mart.grain,
        "path": [f"{name}/{file}" for file in sorted(mart.files)],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": {
            "fields": [
                {"name": c.name, "type": field_type(c.type), "description": c.meaning}
                for c in mart.columns
            ],
            "uniqueKeys": [list(mart.key)],
        },
    }


def field_type(type_: str) -> str:
    """Return the Frictionless type of a DuckDB type."""
    if type_.endswith("[]"):
        return "array"
    if type_.startswith("STRUCT"):
        return "object"
    return TYPES.get(type_, "integer")
