"""The gazetteer file goes in, mapped and not read; places by name or id come out.

Reviewed rows of seeds/ (regions, quarters, other names, corrections) lie over it, as
docs/gazetteer.md tells.
"""

import math
import struct
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer.keys import key_hash, name_key
from flows.annotate.lexicon import read_rows
from flows.records import Place

FILE = Path(__file__).with_name("gazetteer.npz")
POSTAL = "post:"
KNOWN = 65_536  # names remembered; texts of a day have fewer
KINDS = ("country", "admin1", "admin2", "city", "region", "water")
PRIMARY, ALIAS, STRIPPED, SHORT = range(4)  # how a key names a place; SHORT is an abbreviation


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the resolver weighs it; `admin1` and `admin2` are place ids."""

    place_id: str
    name: str
    kind: str
    country_code: str
    latitude: float
    longitude: float
    population: int
    admin1: str
    admin2: str
    geonames_id: int
    wikidata: int = 0
    is_capital: bool = False

    @property
    def is_village(self) -> bool:
        """Tell whether only the postal table has it: a name so rare proves no place."""
        return self.place_id.startswith(POSTAL)


class Gazetteer:
    """The mapped columns with the reviewed rows over them."""

    def __init__(self, path: Path = FILE) -> None:
        """Map the file; read the reviewed rows."""
        self._columns = map_arrays(path)
        self._keys = self._columns["key"].data.cast("B").cast("Q")
        self._ids = self._columns["id"].data.cast("B").cast("i")
        self._places = self._columns["key_place"].data.cast("B").cast("i")
        self._hows = self._columns["key_how"].data.cast("B")
        self._codes = [code.decode() for code in self._columns["codes"].tolist()]
        self._wikidata = dict(self._columns["wikidata"].tolist())
        self._capitals = frozenset(self._columns["capital"].tolist())
        self._entries: dict[int, Entry] = {}
        self._own = {entry.place_id: entry for entry in read_regions()}
        self._own |= {entry.place_id: entry for entry in read_quarters(self)}
        self._names = read_names(self)

    @lru_cache(maxsize=KNOWN)  # noqa: B019 - one gazetteer lives as long as its process
    def find(self, name: str) -> list[tuple[Entry, int]]:
        """Return the places that bear a name, each with how it names them; [] for none."""
        key = name_key(name)
        return self.find_key(key) if key else []

    def find_key(self, key: str) -> list[tuple[Entry, int]]:
        """Return the places filed under a key of `name_key`, the reviewed ones first."""
        own = [(self.get(place_id), how) for place_id, how in self._names.get(key, {}).items()]
        found = [(entry, how) for entry, how in own if entry is not None]
        seen = {entry.place_id for entry, _ in found}
        mapped = ((self._entry(place), how) for place, how in self._mapped(key))
        return found + [(entry, how) for entry, how in mapped if entry.place_id not in seen]

    def knows(self, key: str) -> bool:
        """Tell whether any place is filed under a key."""
        if key in self._names:
            return True
        number = key_hash(key)
        at = bisect_left(self._keys, number)
        return at < len(self._keys) and self._keys[at] == number

    def get(self, place_id: str) -> Entry | None:
        """Return the place of an id ("gn:703448", "post:22314680"), None for one not here."""
        own = self._own.get(place_id)
        number = number_of(place_id)
        if own is not None or number is None:
            return own
        at = bisect_left(self._ids, number)
        return self._entry(at) if at < len(self._ids) and self._ids[at] == number else None

    def country(self, code: str) -> Entry | None:
        """Return the country of an ISO 3166-1 alpha-2 code."""
        return self._countries().get(code)

    def admin1_of(self, entry: Entry) -> Entry | None:
        """Return the first-level unit that a place lies in or is."""
        return entry if entry.kind == "admin1" else self.get(entry.admin1) if entry.admin1 else None

    def _mapped(self, key: str) -> Iterator[tuple[int, int]]:
        number = key_hash(key)
        at = bisect_left(self._keys, number)
        while at < len(self._keys) and self._keys[at] == number:
            yield self._places[at], self._hows[at]
            at += 1

    def _entry(self, at: int) -> Entry:
        found = self._entries.get(at)
        if found is None:
            found = self._entries[at] = self._read(at)
        return found

    def _read(self, at: int) -> Entry:
        c = self._columns
        start, end = int(c["name_at"][at]), int(c["name_at"][at + 1])
        kind = KINDS[c["kind"][at]]
        above, second = int(c["admin1"][at]), int(c["admin2"][at])
        return Entry(
            id_of(self._ids[at]),
            bytes(c["name_bytes"][start:end]).decode(),
            kind,
            self._codes[c["country"][at]],
            float(c["latitude"][at]),
            float(c["longitude"][at]),
            int(c["population"][at]),
            id_of(self._ids[above]) if above >= 0 else "",
            id_of(self._ids[second]) if second >= 0 else "",
            max(0, self._ids[at]),
            self._wikidata.get(at, 0),
            at in self._capitals,
        )

    @cache  # noqa: B019 - as above
    def _countries(self) -> dict[str, Entry]:
        rows = np.flatnonzero(self._columns["kind"] == KINDS.index("country"))
        return {entry.country_code: entry for entry in (self._entry(int(row)) for row in rows)}


def id_of(number: int) -> str:
    """Return the id of a place in the file: below zero stand those without a GeoNames id."""
    return f"gn:{number}" if number > 0 else f"{POSTAL}{-number}"


def number_of(place_id: str) -> int | None:
    """Return under which number the file has a place; None for an id of another kind."""
    kind, mark, digits = place_id.partition(":")
    if kind + mark not in ("gn:", POSTAL) or not digits.isdigit():
        return None
    return int(digits) if kind == "gn" else -int(digits)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer of this process, mapped at the first call."""
    return Gazetteer()


def map_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Map the arrays of an uncompressed .npz file without reading them."""
    found = {}
    with zipfile.ZipFile(path) as bundle, path.open("rb") as raw:
        for member in bundle.infolist():
            raw.seek(member.header_offset + 26)  # lengths of name and extra field, then both
            name, extra = struct.unpack("<HH", raw.read(4))
            raw.seek(name + extra, 1)
            version = np.lib.format.read_magic(raw)
            reader = np.lib.format.read_array_header_1_0
            shape, _, kind = (
                reader(raw) if version == (1, 0) else np.lib.format.read_array_header_2_0(raw)
            )
            found[member.filename.removesuffix(".npy")] = np.asarray(
                np.memmap(path, kind, "r", raw.tell(), shape)
            )
    return found


def read_regions() -> Iterator[Entry]:
    """Yield the reviewed regions and waters of seeds/regions.csv."""
    for row in read_rows("regions"):
        number = row["place_id"].removeprefix("gn:")
        yield Entry(
            row["place_id"],
            row["name"],
            row["kind"],
            row["country_code"],
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["weight"]),
            "",
            "",
            int(number) if number.isdigit() else 0,
        )


def read_quarters(gazetteer: Gazetteer) -> Iterator[Entry]:
    """Yield the reviewed quarters of cities; each lies in the units that its city lies in.

    A gazetteer of other places has none of the quarters of cities that it lacks.
    """
    for row in read_rows("city_quarters"):
        city = gazetteer.get(row["within"])
        if city is None:
            continue
        yield replace(
            city,
            place_id=row["place_id"],
            name=row["name"],
            kind="city",
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["weight"]),
            geonames_id=0,
            wikidata=0,
            is_capital=False,
        )


def read_names(gazetteer: Gazetteer) -> dict[str, dict[str, int]]:
    """Return the reviewed names: key -> place ids with how they are named."""
    found: dict[str, dict[str, int]] = {}
    for row in (*read_rows("regions"), *read_rows("city_quarters")):
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            found.setdefault(name_key(name), {})[row["place_id"]] = PRIMARY
    for row in read_rows("place_names"):
        how = SHORT if row["how"] == "abbreviation" else PRIMARY
        found.setdefault(name_key(row["name"]), {})[row["place_id"]] = how
    return found


def as_place(gazetteer: Gazetteer, entry: Entry) -> Place:
    """Return a gazetteer entry as the table `places` shows it.

    A unit's sum of its cities and the weights of seeds/ rank candidates; they are no population.
    """
    above = gazetteer.admin1_of(entry)
    is_counted = entry.kind in ("country", "city") and entry.geonames_id
    return Place(
        entry.place_id,
        entry.name,
        entry.kind,
        None if math.isnan(entry.latitude) else round(entry.latitude, 4),
        None if math.isnan(entry.longitude) else round(entry.longitude, 4),
        entry.country_code or None,
        above.place_id if above else None,
        above.name if above else None,
        entry.population or None if is_counted else None,
        entry.geonames_id or None,
        f"Q{entry.wikidata}" if entry.wikidata else None,
    )
