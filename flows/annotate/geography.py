"""Two places of the gazetteer go in; which holds which comes out."""

from flows.annotate.gazetteer import Entry


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
