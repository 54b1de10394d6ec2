"""Resolved names go in; the small towns far from all else that a text names come out.

The gazetteer has not every village: of one that it lacks, a namesake at the other end of the
country is all it knows ("the villages of Kalamavur and Mathur", and no Mathur but Chennai's).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flows.annotate.gazetteer.gazetteer import Entry
from flows.annotate.gazetteer.geography import holds, kilometres, unit
from flows.annotate.places.features import Named
from flows.annotate.places.larger import Resolved

# On the training parts of LGL and TR-News 43 mentions are of such towns, and none was right: 18
# were other places, 25 no places of the gold. With 200 km they are 41.
NEAR = 150  # kilometres
VILLAGE = 20_000  # people: up to here a town is known only where it lies
TOWN, MANY = 50_000, 5  # people, where so many places lie together elsewhere
LARGER, SHARE = 1.5, 0.4  # of the places that lie together: times the others, of all


def without_strays(
    names: Sequence[Named], found: list[Resolved], home: Entry | None
) -> list[Resolved]:
    """Return no place for the small towns that lie far from where the text plays."""
    strays = stray_names(names, found, home)
    return [
        Resolved(None, 0.0) if named.key in strays else one
        for named, one in zip(names, found, strict=True)
    ]


def stray_names(names: Sequence[Named], found: Sequence[Resolved], home: Entry | None) -> set[str]:
    """Return the keys of small towns that neither a unit of the text nor other towns hold."""
    chosen = {
        n.key: one.candidate.entry for n, one in zip(names, found, strict=True) if one.candidate
    }
    lands: dict[str, list[str]] = defaultdict(list)
    for key, entry in chosen.items():
        if entry.kind in ("city", "admin2"):
            lands[entry.country_code].append(key)
    units = [entry for entry in chosen.values() if entry.kind in ("admin1", "admin2")]
    dated = {named.key for named in names if named.in_dateline}
    strays: set[str] = set()
    for keys in lands.values():
        main, *others = gathered(keys, chosen)
        most = TOWN if len(main) >= MANY else VILLAGE
        for group in others:
            is_less = len(main) >= max(2, LARGER * len(group)) and len(main) > SHARE * len(keys)
            if is_less and dated.isdisjoint(group):
                towns = [chosen[key] for key in group]
                is_unknown = all(_is_unknown(town, units, home, most) for town in towns)
                strays |= set(group) if is_unknown else set()
    return strays


def gathered(keys: Sequence[str], chosen: Mapping[str, Entry]) -> list[list[str]]:
    """Return the names in groups of places near one another, the largest group first."""
    groups: list[list[str]] = []
    for key in keys:
        beside = [g for g in groups if any(_is_near(chosen[key], chosen[other]) for other in g)]
        groups = [g for g in groups if g not in beside]
        groups.append([other for group in beside for other in group] + [key])
    return sorted(groups, key=len, reverse=True)


def _is_near(one: Entry, other: Entry) -> bool:
    return not kilometres(one, other) > NEAR  # what has no point is near


def _is_unknown(town: Entry, units: Sequence[Entry], home: Entry | None, most: int) -> bool:
    """Tell whether nothing speaks for a town: its size, a unit named, the outlet's home."""
    if town.kind != "city" or town.is_capital or town.population >= most:
        return False
    is_homely = home is not None and (unit(home) == unit(town) != "" or _is_near(home, town))
    return not is_homely and not any(holds(outer, town) for outer in units)
