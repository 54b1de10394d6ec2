"""A document's names with their candidates go in; a readable row of features for each comes out.

Features are numbers between about -1 and 2, so that weights can be compared and read.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer import ALIAS, KINDS, PRIMARY, SHORT, STRIPPED
from flows.annotate.geography import holds, unit
from flows.annotate.placekeys import name_key
from flows.annotate.placenames import DEMONYM, PART, SEAT, TYPED, Candidate

Floats = NDArray[np.float64]

NEAR = 100.0  # kilometres: the reach of "near", as of a paper's readers
BESIDE = 20.0  # kilometres: the next town
EARTH = 6371.0  # kilometres
FAR = 20000.0  # kilometres: where a place has no coordinates
SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})

OWN = (
    "population", "is_largest", "population_share", "country", "admin1", "admin2", "city", "region",
    "water", "primary", "alias", "stripped", "abbreviation", "same_letters", "typed", "part",
    "demonym", "seat", "type_fits", "type_clashes", "capital", "alone", "held_by_next",
    "next_is_other", "in_dateline", "held_by_country",
    "held_by_unit", "held_by_second_unit", "outlet_country", "outlet_other",
    "in_domain", "times_named", "shared_unit_name",
)  # fmt: skip
JOINT = (
    "country_support", "unit_support", "near_support", "near_best", "beside", "dateline_country",
    "dateline_unit", "dateline_near", "country_best", "unit_best", "domain_near",
    "first_stage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """All mentions of one name in a document: what it may mean, and what its mentions show."""

    key: str
    text: str
    candidates: Sequence[Candidate]
    count: int
    follower: int | None  # the name that follows after a comma at one mention ("Troy, N.C.")
    in_dateline: bool
    leads: bool  # some other name has this one after its comma


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an address says of its outlet: a country, and the letters of its domain."""

    country: str
    letters: str


def read_outlet(url: str | None) -> Outlet:
    """Return the country and the letters of an address's domain; empty where it says nothing."""
    parts = (urlsplit(url or "").hostname or "").split(".")
    parts = [p for p in parts if p not in ("www", "news", "m", "edition")]
    if len(parts) < 2:
        return Outlet("", "")
    top = parts.pop()
    if parts[-1] in SECOND_LEVEL and len(parts) > 1:
        parts.pop()
    country = {"uk": "GB"}.get(top, top.upper()) if len(top) == 2 else ""
    return Outlet(country, re.sub(r"[^a-z]", "", parts[-1]))


def flatten(names: Sequence[Named]) -> tuple[list[Candidate], NDArray[np.int64]]:
    """Return the candidates of all names in a row, and which name each belongs to."""
    flat = [c for named in names for c in named.candidates]
    owner = [i for i, named in enumerate(names) for _ in named.candidates]
    return flat, np.array(owner, np.int64)


def own_features(names: Sequence[Named], outlet: Outlet) -> Floats:
    """Return the features that need no other name's resolution, one row per candidate."""
    rows = []
    for named in names:
        total = sum(c.entry.population for c in named.candidates) + 1.0
        largest = max((c.entry.population for c in named.candidates), default=0)
        for candidate in named.candidates:
            rows.append(_own_row(named, candidate, names, outlet, total, largest))
    return np.array(rows, np.float64).reshape(len(rows), len(OWN))


def _own_row(
    named: Named,
    candidate: Candidate,
    names: Sequence[Named],
    outlet: Outlet,
    total: float,
    largest: int,
) -> list[float]:
    entry = candidate.entry
    follower = names[named.follower] if named.follower is not None else None
    held = follower is not None and any(holds(c.entry, entry) for c in follower.candidates)
    key = name_key(entry.name)
    above = _above(names, named, candidate)
    return [
        math.log10(entry.population + 1) / 9,
        entry.population == largest,
        entry.population / total,
        *(entry.kind == kind for kind in KINDS),
        candidate.how == PRIMARY,
        candidate.how == ALIAS,
        candidate.how == STRIPPED,
        candidate.how == SHORT,
        key == named.key,
        candidate.road == TYPED,
        candidate.road == PART,
        candidate.road == DEMONYM,
        candidate.road == SEAT,
        candidate.fits_type is True,
        candidate.fits_type is False,
        entry.is_capital,
        len(named.candidates) == 1,
        held,
        follower is not None and not held,
        named.in_dateline,
        *above,
        outlet.country != "" and entry.country_code == outlet.country,
        outlet.country != "" and entry.country_code != outlet.country,
        _in_domain(entry.name, outlet),
        math.log(named.count),
        named.leads and entry.kind in ("country", "admin1"),
    ]


def _above(names: Sequence[Named], named: Named, candidate: Candidate) -> list[bool]:
    """Tell whether the text names the country, first- and second-level unit of the place."""
    found = set()
    for other in names:
        if other is not named:
            for c in other.candidates:
                if c.entry.kind in ("country", "admin1", "admin2") and holds(
                    c.entry, candidate.entry
                ):
                    found.add(c.entry.kind)
    return ["country" in found, "admin1" in found, "admin2" in found]


def _in_domain(name: str, outlet: Outlet) -> bool:
    letters = name_key(name).replace(" ", "")
    return len(letters) > 3 and letters in outlet.letters


def softmax(scores: Floats, owner: NDArray[np.int64]) -> Floats:
    """Return each candidate's share of belief among the candidates of its name."""
    if not len(scores):
        return scores
    top = np.full(owner.max() + 1, -np.inf)
    np.maximum.at(top, owner, scores)
    grown = np.exp(scores - top[owner])
    return np.asarray(grown / np.bincount(owner, grown)[owner])


def joint_features(
    names: Sequence[Named], flat: Sequence[Candidate], owner: NDArray[np.int64], belief: Floats,
    outlet: Outlet,
) -> Floats:  # fmt: skip
    """Return what the other names, believed as far as they are, say for each candidate."""
    other = owner[:, None] != owner[None, :]
    weight = other * belief[None, :]
    codes = np.array([c.entry.country_code for c in flat])
    units = np.array([unit(c.entry) for c in flat])
    country = (codes[:, None] == codes[None, :]) & (codes != "")[None, :]
    same_unit = (units[:, None] == units[None, :]) & (units != "")[None, :]
    away = _distances(flat)
    near = np.exp(-away / NEAR)
    beside = np.exp(-away / BESIDE)
    many = max(1, len(names) - 1)
    dated = np.array([names[i].in_dateline for i in owner], np.bool_)
    domain = np.array([_in_domain(c.entry.name, outlet) for c in flat], np.bool_)
    columns = [
        (weight * country).sum(1) / many,
        (weight * same_unit).sum(1) / many,
        (weight * near).sum(1) / many,
        (weight * near).max(1, initial=0.0),
        np.minimum(1.0, (weight * beside).sum(1)),
        (weight * country * dated[None, :]).max(1, initial=0.0),
        (weight * same_unit * dated[None, :]).max(1, initial=0.0),
        (weight * near * dated[None, :]).max(1, initial=0.0),
        np.minimum(1.0, (weight * country).sum(1)),
        np.minimum(1.0, (weight * same_unit).sum(1)),
        (weight * near * domain[None, :]).max(1, initial=0.0),
        np.log(belief + 1e-4) / 9,
    ]
    return np.stack(columns, axis=1)


def _distances(flat: Sequence[Candidate]) -> Floats:
    """Return the distances in kilometres between all candidates; far where one has no place."""
    points = np.radians([(c.entry.latitude, c.entry.longitude) for c in flat])
    lat, lon = points[:, 0], points[:, 1]
    directions = np.stack(
        [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1
    )
    cosines = np.clip(directions @ directions.T, -1.0, 1.0)
    return np.asarray(np.nan_to_num(EARTH * np.arccos(cosines), nan=FAR), np.float64)
