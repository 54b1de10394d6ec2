"""A resolved name goes in; what bears the same name and is rather meant comes out.

A capital before a village, a country before its unit, a county before a town that shares its name:
where the text says nothing of the smaller one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from flows.annotate.gazetteer.gazetteer import PRIMARY, Entry
from flows.annotate.gazetteer.geography import kilometres
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import EXACT, Candidate
from flows.annotate.places.features import NEAR, Named
from flows.annotate.places.meanings import STATIC

WORLD_CITY = 100_000  # people: a town of this size needs no neighbour to be meant abroad
METROPOLIS = 500_000  # people
# Below, a namesake of a capital, and of a country, must be told by its county or a state behind it.
SMALL, SMALLER = 25_000, 12_000
HAMLET = 1_000  # of 1,600, Edmonton in Kentucky is named as such
# No village of LGL with a capital's name has so few people; without a limit 40 mentions of London,
# Kentucky, and Paris, Illinois, went abroad.
VILLAGE = 2_000
_WITHIN_LANDS = frozenset({"admin1", "admin2", "city"})
UNIT_LARGER = 100  # times as many people in a first-level unit as in the town
FAR_LARGER = 10  # times as many people in a county as in the town


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one span means: the candidate chosen, None where nothing fits, and how sure that is."""

    candidate: Candidate | None
    confidence: float


def city_over_village(named: Named, one: Resolved, told: Collection[str]) -> Resolved:
    """Return the capital or great city whose name a village has that nothing says is meant."""
    town = one.candidate.entry if one.candidate else None
    if (
        town is None
        or town.kind != "city"
        or town.population > VILLAGE
        or is_held(named)
        or town.admin2 in told
    ):
        return one
    cities = [
        c
        for c in named.candidates
        if is_known(c)
        and (c.entry.is_capital or (size_of(c) >= METROPOLIS and town.population <= HAMLET))
    ]
    return Resolved(max(cities, key=size_of), one.confidence) if cities else one


def capital_over_city(
    named: Named, one: Resolved, lands: frozenset[str], found: Sequence[Resolved]
) -> Resolved:
    """Return the great capital whose name a city has, of whose land the text says nothing.

    "Toronto" alone does not make London that of Ontario, nor a senator's "Texas" Paris a town
    there; what lies near does.
    """
    town = one.candidate.entry if one.candidate else None
    if town is None or town.kind != "city" or town.is_capital or is_held(named):
        return one
    if _has_neighbours(town, found):
        return one
    is_told = not lands.isdisjoint((town.country_code, town.admin1))
    if is_told and town.population > SMALL:
        return one
    capitals = [
        c
        for c in named.candidates
        if c.entry.is_capital and size_of(c) >= METROPOLIS and c.how == PRIMARY
    ]
    return Resolved(max(capitals, key=size_of), one.confidence) if capitals else one


def _has_neighbours(town: Entry, found: Sequence[Resolved]) -> bool:
    """Tell whether the text names another town or county near one."""
    beside = (one.candidate.entry for one in found if one.candidate)
    return any(
        entry.kind in ("city", "admin2")
        and entry.place_id != town.place_id
        and kilometres(entry, town) <= NEAR
        for entry in beside
    )


def country_over_town(
    named: Named, one: Resolved, told: Collection[str], found: Sequence[Resolved]
) -> Resolved:
    """Return the country whose bare name a small town abroad has: "may have fled to Mexico"."""
    town = one.candidate.entry if one.candidate else None
    if town is None or town.kind != "city" or is_held(named) or town.admin2 in told:
        return one
    if _has_neighbours(town, found):
        return one
    countries = (c for c in named.candidates if c.entry.kind == "country" and c.how == PRIMARY)
    country = next((c for c in countries if c.road == EXACT), None)
    is_small = country is not None and town.population <= SMALLER
    return Resolved(country, one.confidence) if is_small else one


def lands_of(found: Sequence[Resolved]) -> frozenset[str]:
    """Return the countries, by code, and the first-level units, by id, that the text names."""
    entries = (one.candidate.entry for one in found if one.candidate)
    named = {"country": "country_code", "admin1": "place_id"}
    return frozenset(getattr(e, named[e.kind]) for e in entries if e.kind in named)


def unit_over_town(named: Named, one: Resolved, told: Collection[str]) -> Resolved:
    """Return the unit of the same country where a village of its name was chosen: Wales.

    A town whose county is told is meant itself: Washington in Daviess County, Indiana.
    """
    town = one.candidate.entry if one.candidate else None
    if town is None or town.kind != "city" or is_held(named) or town.admin2 in told:
        return one
    units = [
        c
        for c in named.candidates
        if c.entry.kind == "admin1"
        and c.entry.country_code == town.country_code
        and (c.how, c.road) == (PRIMARY, EXACT)
        and size_of(c) > UNIT_LARGER * town.population
    ]
    return Resolved(max(units, key=size_of), one.confidence) if units else one


def town_over_unit(named: Named, one: Resolved) -> Resolved:
    """Return the great city from which a dateline is written, not its state: "NEW YORK (AP)"."""
    unit = one.candidate.entry if one.candidate else None
    if unit is None or unit.kind != "admin1" or not named.in_dateline or named.follower is not None:
        return one
    towns = (c for c in named.candidates if c.entry.kind == "city" and c.road == EXACT)
    own = [c for c in towns if c.entry.country_code == unit.country_code]
    town = max(own, key=size_of, default=None)
    is_great = town is not None and size_of(town) >= METROPOLIS
    return Resolved(town, one.confidence) if is_great else one


def country_over_unit(named: Named, one: Resolved) -> Resolved:
    """Return the country where its unit or city of the same bare name was chosen: Taiwan, Mexico.

    A dateline's city is left: "PANAMA (AP)".
    """
    chosen = one.candidate
    if chosen is None or chosen.entry.kind not in _WITHIN_LANDS or chosen.road != EXACT:
        return one
    if chosen.entry.kind == "city" and named.in_dateline:
        return one
    countries = (c for c in named.candidates if c.entry.kind == "country" and c.how == PRIMARY)
    same = next((c for c in countries if c.entry.country_code == chosen.entry.country_code), None)
    return Resolved(same, one.confidence) if same else one


def unit_over_country(named: Named, one: Resolved, found: Sequence[Resolved]) -> Resolved:
    """Return the foreign unit of the very name that the text tells with its type: Niger State.

    "State of Mexico" lies in Mexico: there the bare name stays the country's.
    """
    chosen = one.candidate
    if chosen is None or chosen.entry.kind != "country" or chosen.road != EXACT:
        return one
    told = (r.candidate for r in found if r.candidate and r.candidate.fits_type)
    units = (
        c
        for c in told
        if c.entry.kind == "admin1"
        and c.entry.country_code != chosen.entry.country_code
        and name_key(c.entry.name) == named.key
    )
    unit = next(units, None)
    return Resolved(unit, one.confidence) if unit else one


def county_over_town(names: Sequence[Named], found: Sequence[Resolved]) -> Iterator[Resolved]:
    """Yield the county that no town in it is named for, where nothing speaks for a smaller town.

    "It rained in Kent" is England's, unless another name lies in the country of a town Kent.
    """
    beside: dict[str, set[str]] = {}
    for named, one in zip(names, found, strict=True):
        if one.candidate:
            beside.setdefault(one.candidate.entry.country_code, set()).add(named.key)
    for named, one in zip(names, found, strict=True):
        county = _county(named)
        is_alone = one.candidate is not None and not (
            is_held(named) or beside[one.candidate.entry.country_code] - {named.key}
        )
        is_meant = county is not None and is_alone and _is_far_larger(county, one)
        yield Resolved(county, one.confidence) if is_meant else one


def _is_far_larger(county: Candidate, one: Resolved) -> bool:
    """Tell whether a town was chosen that has a small part of the county's people."""
    town = one.candidate.entry if one.candidate else None
    is_town = town is not None and town.kind == "city"
    return is_town and town is not None and size_of(county) >= FAR_LARGER * town.population


def _county(named: Named) -> Candidate | None:
    """Return the largest unit of the very name that holds no town of it."""
    own = zip(named.candidates, named.meanings.features[:, STATIC.index("townless")], strict=True)
    return max((c for c, is_townless in own if is_townless), key=size_of, default=None)


def is_known(candidate: Candidate) -> bool:
    """Tell whether a candidate is a large city, or a capital, by its own name."""
    entry = candidate.entry
    is_large = entry.is_capital or entry.population >= WORLD_CITY
    return entry.kind == "city" and is_large and candidate.how == PRIMARY


def size_of(candidate: Candidate) -> int:
    """Return how many people a candidate has."""
    return candidate.entry.population


def is_held(named: Named) -> bool:
    """Tell whether the text itself says where a place is: in its dateline, behind a comma."""
    return named.in_dateline or named.follower is not None
