"""A document's names with their candidates go in; a readable row of features for each comes out.

Features are numbers between about -1 and 2, so that weights can be compared and read.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flows.annotate.gazetteer.gazetteer import Entry
from flows.annotate.gazetteer.geography import holds, unit
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import Candidate
from flows.annotate.places.meanings import STATIC, Meanings
from flows.annotate.places.outlets import Outlet

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

NEAR = 100.0  # kilometres: the reach of "near", as of a paper's readers
BESIDE = 20.0  # kilometres: the next town
EARTH = 6371.0  # kilometres
FAR = 20000.0  # kilometres: where a place has no coordinates

OWN = (
    *STATIC, "held_by_next", "next_is_other", "in_dateline", "held_by_country", "held_by_unit",
    "held_by_second_unit", "outlet_country", "outlet_other", "in_domain", "times_named",
    "shared_unit_name", "home_known", "home_country", "home_other", "home_unit", "home_near",
    "home_beside",
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
    meanings: Meanings
    count: int  # 0 for the name in the outlet's domain where the text does not have it
    follower: int | None  # the name that follows after a comma at one mention ("Troy, N.C.")
    in_dateline: bool
    leads: bool  # some other name has this one after its comma

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What the name may mean."""
        return self.meanings.candidates


@dataclass(frozen=True, slots=True)
class Table:
    """All candidates of a document in a row, those of one name side by side."""

    names: Sequence[Named]
    flat: list[Candidate]
    owner: NDArray[np.int64]  # which name each candidate belongs to
    own: Floats  # the features that need no other name's resolution, columns as OWN
    countries: NDArray[np.str_]
    units: NDArray[np.str_]
    directions: Floats

    def kept(self, mask: Bools) -> "Table":
        """Return the table with only these candidates."""
        flat = [c for c, stays in zip(self.flat, mask, strict=True) if stays]
        return Table(
            self.names, flat, self.owner[mask], self.own[mask], self.countries[mask],
            self.units[mask], self.directions[mask],
        )  # fmt: skip


def make_table(names: Sequence[Named], outlet: Outlet) -> Table:
    """Return the candidates of all names with their own features."""
    flat = [c for named in names for c in named.candidates]
    owner = np.repeat(np.arange(len(names)), [len(named.candidates) for named in names])
    some = [named.meanings for named in names if named.candidates]
    if not some:
        none = np.zeros(0, np.str_)
        return Table(names, [], owner, np.zeros((0, len(OWN))), none, none, np.zeros((0, 3)))
    countries = np.concatenate([m.countries for m in some])
    units = np.concatenate([m.units for m in some])
    directions = np.concatenate([m.directions for m in some])
    static = np.concatenate([m.features for m in some])
    own = np.hstack(
        [static, _seen(names, outlet), _home(outlet.home, countries, units, directions)]
    )
    return Table(names, flat, owner, own, countries, units, directions)


def _seen(names: Sequence[Named], outlet: Outlet) -> Floats:
    """Return what the text and the outlet's address show of each candidate."""
    namers = _namers(names)
    rows = []
    for index, named in enumerate(names):
        after = names[named.follower].candidates if named.follower is not None else ()
        times = math.log(max(1, named.count))
        for candidate in named.candidates:
            entry = candidate.entry
            held = any(holds(c.entry, entry) for c in after)
            is_unit = entry.kind in ("country", "admin1")
            rows.append(
                (
                    held,
                    bool(after) and not held,
                    named.in_dateline,
                    entry.kind != "country" and bool(namers[entry.country_code] - {index}),
                    bool(namers[entry.admin1] - {index}),
                    bool(namers[entry.admin2] - {index}),
                    outlet.country != "" and entry.country_code == outlet.country,
                    outlet.country != "" and entry.country_code != outlet.country,
                    in_domain(entry, outlet),
                    times,
                    named.leads and is_unit,
                )
            )
    return np.array(rows, np.float64)


def _namers(names: Sequence[Named]) -> defaultdict[str, set[int]]:
    """Return which names may mean each country (by code) and each unit (by id)."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for index, named in enumerate(names):
        for candidate in named.candidates:
            entry = candidate.entry
            if entry.kind == "country":
                found[entry.country_code].add(index)
            elif entry.kind in ("admin1", "admin2"):
                found[entry.place_id].add(index)
    found[""] = set()
    return found


def _home(
    home: Entry | None, countries: NDArray[np.str_], units: NDArray[np.str_], directions: Floats
) -> Floats:
    """Return how each candidate lies to the home of the outlet's readers."""
    columns = np.zeros((len(countries), 6))
    if home is None:
        return columns
    columns[:, 0] = 1.0
    columns[:, 1] = countries == home.country_code
    columns[:, 2] = 1.0 - columns[:, 1]
    if home.kind == "country":
        return columns
    columns[:, 3] = units == (unit(home) or "none")
    if home.kind == "city":
        lat, lon = math.radians(home.latitude), math.radians(home.longitude)
        here = np.array(
            [math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)]
        )
        away = kilometres(directions @ here)
        columns[:, 4], columns[:, 5] = np.exp(-away / NEAR), np.exp(-away / BESIDE)
    return columns


def kilometres(cosines: Floats) -> Floats:
    """Return distances from the cosines of the angles between two directions."""
    away = EARTH * np.arccos(np.clip(cosines, -1.0, 1.0))
    return np.asarray(np.nan_to_num(away, nan=FAR), np.float64)


def in_domain(entry: Entry, outlet: Outlet) -> bool:
    """Tell whether a place's letters stand in the outlet's domain."""
    if len(outlet.letters) < 4:
        return False
    letters = name_key(entry.name).replace(" ", "")
    return len(letters) > 3 and letters in outlet.letters


def softmax(scores: Floats, owner: NDArray[np.int64]) -> Floats:
    """Return each candidate's share of belief among the candidates of its name."""
    if not len(scores):
        return scores
    top = np.full(owner.max() + 1, -np.inf)
    np.maximum.at(top, owner, scores)
    grown = np.exp(scores - top[owner])
    return np.asarray(grown / np.bincount(owner, grown)[owner])


class Neighbours:
    """Who stands near whom in one document: what the joint features ask twice."""

    def __init__(self, table: Table) -> None:
        """Work out distances and shared units of all pairs of candidates of different names."""
        owner, countries, units = table.owner, table.countries, table.units
        other = owner[:, None] != owner[None, :]
        self.country = other & (countries[:, None] == countries) & (countries != "")
        self.unit = other & (units[:, None] == units) & (units != "")
        away = kilometres(table.directions @ table.directions.T)
        self.near = np.exp(-away / NEAR) * other
        self.beside = np.exp(-away / BESIDE) * other
        self.dated = np.array([table.names[i].in_dateline for i in owner], np.bool_)
        self.domain = table.own[:, OWN.index("in_domain")] > 0
        # One more than there are others: a single name beside says less than ten of one mind.
        self.many = len(table.names)


def joint_features(near: Neighbours, belief: Floats) -> Floats:
    """Return what the other names, believed as far as they are, say for each candidate."""
    country = near.country * belief
    same_unit = near.unit * belief
    close = near.near * belief
    named_country, named_unit = country.sum(1), same_unit.sum(1)
    columns = [
        named_country / near.many,
        named_unit / near.many,
        close.sum(1) / near.many,
        close.max(1, initial=0.0),
        np.minimum(1.0, near.beside @ belief),
        _best(country, near.dated),
        _best(same_unit, near.dated),
        _best(close, near.dated),
        named_country / (1 + named_country),
        named_unit / (1 + named_unit),
        _best(close, near.domain),
        np.log(belief + 1e-4) / 9,
    ]
    return np.stack(columns, axis=1)


def _best(support: Floats, mask: Bools) -> Floats:
    """Return the most support that any of these candidates gives."""
    if not mask.any():
        return np.zeros(len(support))
    return np.asarray(support[:, mask].max(1))
