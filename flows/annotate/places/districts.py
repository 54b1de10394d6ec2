"""Resolved names and the words between them go in; the towns of the district told come out.

"San Isidro and Santa Fe, both in Nueva Ecija": of a hundred towns of a name, those of the district.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.annotate.gazetteer.gazetteer import PRIMARY, Entry, Gazetteer
from flows.annotate.gazetteer.geography import holds
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import EXACT, Candidate, candidates
from flows.annotate.places.features import Named
from flows.annotate.places.larger import Resolved
from flows.annotate.places.strangers import LISTED, neighbours

TOWNS = 2  # of a unit that bears a country's name: so many are no chance
Spans = Sequence[tuple[int, int]]

_TYPED = r"(?: (?:towns?|villages?|cities|hamlets?|townships?))?"
_IN = re.compile(rf"{_TYPED},?\s+(?:(?:also|all|both|each)\s+)?in\s+(?:the\s+)?")
_COMMA = re.compile(rf"{_TYPED},\s+")
_LINK = re.compile(r",\s+|,?\s+(?:and|or)\s+")


def told_by_district(
    text: str, spans: Spans, names: Sequence[Named], found: list[Resolved], gazetteer: Gazetteer
) -> list[Resolved]:
    """Return towns in the district behind them, where it has one of their name."""
    told = {}
    for here, outer in _set_in(text, spans, found):
        meant = _within(text[slice(*spans[here])], found[here], outer, gazetteer)
        if meant is not None:
            told[names[here].key, _id(found[here])] = meant
    return [
        replace(one, candidate=told.get((named.key, _id(one)), one.candidate))
        for named, one in zip(names, found, strict=True)
    ]


def told_by_towns(
    names: Sequence[Named], found: list[Resolved], gazetteer: Gazetteer
) -> list[Resolved]:
    """Return the foreign unit where a country's bare name stands among towns of that unit alone.

    "Police in Niger" beside Kontagora and Minna are Nigeria's: Niger State lies there.
    """
    chosen = {n.key: c for n, one in zip(names, found, strict=True) if (c := one.candidate)}
    lands = Counter(c.entry.country_code for c in chosen.values())
    held = Counter(c.entry.admin1 for c in chosen.values() if c.entry.kind in ("city", "admin2"))
    units = [unit for key, count in held.items() if count >= TOWNS and (unit := gazetteer.get(key))]
    told = {
        name_key(unit.name): Candidate(unit, PRIMARY, EXACT)
        for unit in units
        if (one := chosen.get(name_key(unit.name)))
        and (one.entry.kind, one.road) == ("country", EXACT)
        and one.entry.country_code != unit.country_code
        and lands[one.entry.country_code] == 1
    }
    return [
        replace(one, candidate=told.get(named.key, one.candidate))
        for named, one in zip(names, found, strict=True)
    ]


def _id(one: Resolved) -> str:
    return one.candidate.entry.place_id if one.candidate else ""


def _set_in(text: str, spans: Spans, found: Sequence[Resolved]) -> Iterator[tuple[int, Entry]]:
    """Yield the mentions that a second-level unit stands behind, with it; of a list each."""
    pairs = list(neighbours(spans))
    for at, (here, after) in enumerate(pairs):
        outer = found[after].candidate
        if outer is None or outer.entry.kind != "admin2":
            continue
        between = (spans[here][1], spans[after][0])
        is_last = not LISTED.match(text, spans[after][1])  # "A, B and C" sets nothing in B
        is_set = bool(_IN.fullmatch(text, *between))
        is_set = is_set or (is_last and bool(_COMMA.fullmatch(text, *between)))
        while is_set:
            yield here, outer.entry
            at -= 1
            is_set = at >= 0 and bool(_LINK.fullmatch(text, spans[pairs[at][0]][1], spans[here][0]))
            here = pairs[at][0]


def _within(name: str, one: Resolved, outer: Entry, gazetteer: Gazetteer) -> Candidate | None:
    """Return the largest town of a name in a district, None where what was chosen lies there."""
    town = one.candidate
    if town is not None and (town.entry.kind != "city" or holds(outer, town.entry)):
        return None
    inside = (
        c
        for c in candidates(gazetteer, name)
        if (c.how, c.road) == (PRIMARY, EXACT) and c.entry.kind == "city" and holds(outer, c.entry)
    )
    return max(inside, key=lambda c: c.entry.population, default=None)
