"""The lock file's place packages go in; one memory-mappable gazetteer file comes out.

Run by `make gazetteer` (python -m flows.train.gazetteer), under a minute; the file is committed.
Reviewed corrections and additions are not built in: they are read from seeds/ at run time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer.gazetteer import ALIAS, FILE, KINDS, PRIMARY, STRIPPED
from flows.annotate.gazetteer.keys import key_hash, name_key
from flows.annotate.lexicon import read_rows
from flows.train.gazetteer_sources import (
    Row,
    read_admins,
    read_cities,
    read_continents,
    read_countries,
)
from flows.train.localities import read_localities

SHORTEST_ALIAS = 4  # below stand airport codes and romanised syllables; seeds/ has NYC, L.A. …
# People: hamlets' other spellings cost 0.6 MB and hold 0.2 % of the mentions of TR-News.
LEAST_FOR_ALIASES = 500
MIDDLE_CELL = 1.0  # degrees: an inhabited cell counts once, so crowded coasts do not pull


def main() -> None:
    """Build the gazetteer and put it in place of the old one."""
    rows = collect()
    write(FILE, place_columns(rows) | name_columns(rows))
    kinds = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    print(f"gazetteer: {len(rows)} places, {FILE.stat().st_size / 1e6:.1f} MB, {kinds}")


def collect() -> list[Row]:
    """Return every place once, by GeoNames id; the larger unit wins where two claim an id."""
    found: dict[int, Row] = {}
    for rows in (read_countries(), read_continents(), read_admins(), read_cities()):
        for row in rows:
            found.setdefault(row.geonames_id, row)
    for row in read_localities(found.values()):
        found.setdefault(row.geonames_id, row)
    return sorted(found.values(), key=lambda row: row.geonames_id)


def place_columns(rows: list[Row]) -> dict[str, NDArray[np.generic]]:
    """Return one array per column of the places, in the order of their GeoNames ids."""
    at = {row.geonames_id: index for index, row in enumerate(rows)}
    codes = sorted({row.country_code for row in rows})
    points = middles(rows)
    names = [row.name.encode() for row in rows]
    ends = np.cumsum([0, *map(len, names)])
    return {
        "id": np.array([row.geonames_id for row in rows], np.int32),
        "kind": np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        "country": np.array([codes.index(row.country_code) for row in rows], np.uint8),
        "codes": np.array(codes, "S2"),
        "latitude": np.array([points[row.geonames_id][0] for row in rows], np.float32),
        "longitude": np.array([points[row.geonames_id][1] for row in rows], np.float32),
        "population": np.array(sizes(rows), np.uint32),
        "admin1": np.array([at.get(row.admin1, -1) for row in rows], np.int32),
        "admin2": np.array([at.get(row.admin2, -1) for row in rows], np.int32),
        "wikidata": np.array(
            [(i, int(row.wikidata_id[1:])) for i, row in enumerate(rows) if row.wikidata_id],
            np.int32,
        ),
        "capital": np.array([i for i, row in enumerate(rows) if row.is_capital], np.int32),
        "name_at": ends.astype(np.uint32),
        "name_bytes": np.frombuffer(b"".join(names), np.uint8),
    }


def name_columns(rows: list[Row]) -> dict[str, NDArray[np.generic]]:
    """Return the index from keys to places, sorted by the keys' hashes."""
    typed = [row["word"] for row in read_rows("type_words") if row["position"] == "after"]
    entries: set[tuple[int, int, int]] = set()
    for index, row in enumerate(rows):
        for key, how in sorted(keys(row, typed).items()):
            entries.add((key_hash(key), index, how))
    ordered = sorted(entries)
    return {
        "key": np.array([entry[0] for entry in ordered], np.uint64),
        "key_place": np.array([entry[1] for entry in ordered], np.int32),
        "key_how": np.array([entry[2] for entry in ordered], np.uint8),
    }


def keys(row: Row, typed: Iterable[str]) -> dict[str, int]:
    """Return the keys a place is filed under, each with how it names the place."""
    found = {name_key(row.name): PRIMARY}
    is_hamlet = row.kind == "city" and row.population < LEAST_FOR_ALIASES
    for alias in () if is_hamlet else row.aliases:
        # Romanised syllables stand in small letters; no newspaper writes a name so.
        if len(alias) >= SHORTEST_ALIAS and alias[0].isupper():
            found.setdefault(name_key(alias), ALIAS)
    if row.kind in ("admin1", "admin2"):
        for key in list(found):
            for word in typed:
                if key.endswith(f" {word}"):
                    found.setdefault(key[: -len(word) - 1], STRIPPED)
    return {key: how for key, how in found.items() if len(key) > 1 and not key.isdigit()}


def sizes(rows: list[Row]) -> list[int]:
    """Return populations; a unit without one gets its cities' sum, good for ranking only."""
    summed: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.kind == "city":
            for above in {row.admin1, row.admin2} - {0}:
                summed[above] += row.population
    return [min(row.population or summed[row.geonames_id], 2**32 - 1) for row in rows]


def middles(rows: list[Row]) -> Mapping[int, tuple[float, float]]:
    """Return all coordinates; a unit without any gets the middle of its inhabited cells.

    One in which no city is known lies where the only town of its name does.
    """
    country = {row.country_code: row.geonames_id for row in rows if row.kind == "country"}
    cells: dict[int, set[tuple[float, float]]] = defaultdict(set)
    towns: dict[tuple[int, str], set[tuple[float, float]]] = defaultdict(set)
    for row in rows:
        if row.kind != "city" or row.latitude is None or row.longitude is None:
            continue
        here = row.latitude, row.longitude
        towns[row.admin1, name_key(row.name)].add(here)
        if row.geonames_id < 0:
            continue  # a village of the postal table moves no country
        cells[country.get(row.country_code, 0)].add(
            (row.latitude // MIDDLE_CELL + 0.5, row.longitude // MIDDLE_CELL + 0.5)
        )
        for unit in {row.admin1, row.admin2} - {0}:
            cells[unit].add(here)
    for row in rows:
        seats = towns.get((row.admin1, name_key(row.name)), set()) if row.admin1 else set()
        if row.kind == "admin2" and len(seats) == 1:
            cells.setdefault(row.geonames_id, seats)
    return {row.geonames_id: point(row, cells) for row in rows}


def point(row: Row, cells: Mapping[int, set[tuple[float, float]]]) -> tuple[float, float]:
    """Return a place's own coordinates, else its cells' middle, else not-a-number."""
    if row.latitude is not None and row.longitude is not None:
        return row.latitude, row.longitude
    inside = np.array(sorted(cells.get(row.geonames_id, ())))
    if not len(inside):
        return np.nan, np.nan
    angles = np.radians(inside[:, 1])  # over the date line, mean of directions, not of numbers
    east = np.degrees(np.arctan2(np.sin(angles).mean(), np.cos(angles).mean()))
    return float(inside[:, 0].mean()), float(east)


def write(path: Path, columns: Mapping[str, NDArray[np.generic]]) -> None:
    """Write the columns uncompressed, so that they can be mapped; readers never see half a file."""
    half = path.with_suffix(".tmp.npz")
    np.savez(half, allow_pickle=False, **columns)
    half.replace(path)


if __name__ == "__main__":
    main()
