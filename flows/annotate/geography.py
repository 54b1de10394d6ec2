"""Two places of the gazetteer go in; how far apart they lie and which holds which comes out."""

import math

from flows.annotate.gazetteer import Entry

EARTH_DIAMETER = 12742.0  # kilometres


def kilometres(a: Entry, b: Entry) -> float:
    """Return the great-circle distance; not-a-number where a place has no coordinates."""
    lat1, lat2 = math.radians(a.latitude), math.radians(b.latitude)
    east = math.radians(b.longitude - a.longitude)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(east / 2) ** 2
    return EARTH_DIAMETER * math.asin(min(1.0, math.sqrt(h)))


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
