"""A place's name goes in; what it may mean comes out, with all that does not hang on a text.

News names the same places again and again: what is worked out here is kept, name by name.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer.gazetteer import (
    ALIAS,
    KINDS,
    PRIMARY,
    SHORT,
    STRIPPED,
    Entry,
    Gazetteer,
)
from flows.annotate.gazetteer.geography import unit
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import DEMONYM, PART, SEAT, TYPED, Candidate, candidates

Floats = NDArray[np.float64]

MOST_CANDIDATES = 40  # of one name; the smallest places go first
KEPT = 20000  # names, of a few hundred bytes each

STATIC = (
    "population", "is_largest", "population_share", "rank", "choice", "country", "admin1", "admin2",
    "city", "region", "water", "primary", "alias", "stripped", "abbreviation", "same_letters",
    "typed", "part", "demonym", "seat", "type_fits", "type_clashes", "capital", "alone",
    "townless",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meanings:
    """The candidates of one name, and columns about them in the same order."""

    candidates: tuple[Candidate, ...]
    features: Floats  # one row per candidate, columns as STATIC
    countries: NDArray[np.str_]
    units: NDArray[np.str_]  # ids of first-level units, "" for none
    directions: Floats  # unit vectors from the middle of the Earth; not-a-number for no point


@lru_cache(maxsize=KEPT)
def meanings(gazetteer: Gazetteer, name: str) -> Meanings:
    """Return what a name may mean, the larger places first."""
    found = most_likely(candidates(gazetteer, name))
    points = np.radians([(c.entry.latitude, c.entry.longitude) for c in found]).reshape(-1, 2)
    lat, lon = points[:, 0], points[:, 1]
    return Meanings(
        tuple(found),
        static_features(found, name_key(name)),
        np.array([c.entry.country_code for c in found], np.str_),
        np.array([unit(c.entry) for c in found], np.str_),
        np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1),
    )


def most_likely(found: list[Candidate]) -> list[Candidate]:
    """Return at most MOST_CANDIDATES of a name's candidates, the larger places, and its rivers."""
    found.sort(key=lambda c: (-c.entry.population, c.entry.place_id))
    rivers = [c for c in found[MOST_CANDIDATES:] if c.entry.kind == "water"]
    return found[:MOST_CANDIDATES] + rivers


def static_features(found: Sequence[Candidate], key: str) -> Floats:
    """Return one row per candidate of what the gazetteer and the name alone say."""
    total = sum(c.entry.population for c in found) + 1.0
    largest = max((c.entry.population for c in found), default=0)
    held = {unit for c in found if c.entry.kind == "city" for unit in _units(c.entry)}
    rows = [
        [*_row(c, key, total, largest, at, len(found)), _is_townless(c, held)]
        for at, c in enumerate(found)
    ]
    return np.array(rows, np.float64).reshape(len(rows), len(STATIC))


def _units(entry: Entry) -> tuple[str, str]:
    return entry.admin1, entry.admin2


def _is_townless(candidate: Candidate, held: Collection[str]) -> bool:
    """Tell whether a unit of the very name holds no town of it: "Kent" in England, not "York"."""
    is_unit = candidate.entry.kind in ("admin1", "admin2")
    return is_unit and candidate.how == PRIMARY and candidate.entry.place_id not in held


def _row(
    candidate: Candidate, key: str, total: float, largest: int, rank: int, count: int
) -> list[float]:
    entry = candidate.entry
    return [
        math.log10(entry.population + 1) / 9,
        entry.population == largest,
        entry.population / total,
        1 / (1 + rank),
        math.log(count) / 4,
        *(entry.kind == kind for kind in KINDS),
        candidate.how == PRIMARY,
        candidate.how == ALIAS,
        candidate.how == STRIPPED,
        candidate.how == SHORT,
        name_key(entry.name) == key,
        candidate.road == TYPED,
        candidate.road == PART,
        candidate.road == DEMONYM,
        candidate.road == SEAT,
        candidate.fits_type is True,
        candidate.fits_type is False,
        entry.is_capital,
        count == 1,
    ]
