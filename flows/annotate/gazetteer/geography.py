"""Two places of the gazetteer go in; which holds which, and how far they are, comes out."""

import math

from flows.annotate.gazetteer.gazetteer import Entry

DIAMETER = 12_742  # of the Earth, in kilometres


def holds(outer: Entry, inner: Entry) -> bool:
    """Tell whether the inner place lies in the outer: a country, a first- or second-level unit."""
    if outer.place_id == inner.place_id:
        return False
    if outer.kind == "country":
        return bool(inner.country_code) and inner.country_code == outer.country_code
    return outer.place_id in (inner.admin1, inner.admin2)


def unit(entry: Entry) -> str:
    """Return the id of the first-level unit that a place is or lies in, "" for none."""
    return entry.place_id if entry.kind == "admin1" else entry.admin1


def kilometres(one: Entry, other: Entry) -> float:
    """Return the distance between two places, not-a-number where one has no point."""
    south, north = math.radians(one.latitude), math.radians(other.latitude)
    turn = math.radians(other.longitude - one.longitude)
    part = math.sin((north - south) / 2) ** 2
    part += math.cos(south) * math.cos(north) * math.sin(turn / 2) ** 2
    return DIAMETER * math.asin(min(1.0, math.sqrt(part)))
