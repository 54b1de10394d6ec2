"""Resolved names and the words around each mention go in; what those words correct comes out.

The resolver weighs names by the whole document and was fitted on American local news. A sentence
says more of its own names: the state behind a comma, the country beside a town, "the White House".
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.annotate.gazetteer.gazetteer import ALIAS, PRIMARY
from flows.annotate.gazetteer.geography import holds
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import EXACT, SEAT, Candidate, type_kinds
from flows.annotate.lexicon import read_words
from flows.annotate.places.features import Named
from flows.annotate.places.meanings import STATIC
from flows.annotate.places.strangers import LISTED, lonely_names, neighbours, strange_names

WORLD_CITY = 100_000  # people: a town of this size needs no neighbour to be meant abroad
MILLION, METROPOLIS, HAMLET = (
    1_000_000,
    500_000,
    1_000,
)  # people; of 1,600, Edmonton in Kentucky is named as such
# No village of LGL with a capital's name has so few people; without a limit 40 mentions of London,
# Kentucky, and Paris, Illinois, went abroad.
VILLAGE = 2_000
_WITHIN_LANDS = frozenset({"admin1", "admin2", "city"})
NATURE, WATER = frozenset({"region", "water"}), frozenset({"water"})
UNIT_LARGER = 100  # times as many people in a first-level unit as in the town
FAR_LARGER = 10  # times as many people in a county as in the town
_WITHIN = re.compile(r",\s|\s\(|,?\s+in\s")
_THE = re.compile(r"\bthe\s$", re.I)
_WORD_AFTER = re.compile(r"[ \xa0-]([A-Za-z]\w*)|['’]")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(]*[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one span means: the candidate chosen, None where nothing fits, and how sure that is."""

    candidate: Candidate | None
    confidence: float


Spans = Sequence[tuple[int, int]]


def corrected(
    text: str,
    spans: Spans,
    names: Sequence[Named],
    found: list[Resolved],
    *,
    is_placed: bool,
    home: str = "",
) -> list[Resolved]:
    """Return what the mentions mean by the words around them; `names` and `found` are per span.

    `is_placed` says that the outlet's home is known: its readers need not be told where they live.
    `home` is its country, "" for an unknown one.
    """
    found = told_apart(text, spans, names, found)
    found = told_by_country(text, spans, names, found)
    told = {c.entry.place_id for one in found if (c := one.candidate) and c.fits_type}
    found = [_city_over_village(named, one, told) for named, one in zip(names, found, strict=True)]
    if not is_placed:
        lands = _lands(found) | {home}
        found = [
            _capital_over_city(named, one, lands) for named, one in zip(names, found, strict=True)
        ]
    found = [_unit_over_town(named, one, told) for named, one in zip(names, found, strict=True)]
    found = [_country_over_unit(named, one) for named, one in zip(names, found, strict=True)]
    found = [_unit_over_country(named, one, found) for named, one in zip(names, found, strict=True)]
    found = [
        _nature_over_town(text, span, named, one)
        for span, named, one in zip(spans, names, found, strict=True)
    ]
    found = found if is_placed else list(_county_over_town(names, found))
    found = [
        _river_or_none(text, span, named, one)
        for span, named, one in zip(spans, names, found, strict=True)
    ]
    found = without_strangers(text, spans, names, found, home)
    pairs = zip(spans, names, found, strict=True)
    return [_seated(text, start, named, one) for (start, _), named, one in pairs]


def told_apart(
    text: str, spans: Spans, names: Sequence[Named], found: list[Resolved]
) -> list[Resolved]:
    """Return what mentions mean where some town's own country or state stands behind each.

    "Aberdeen, Scotland, and Aberdeen, South Dakota": one name, two places.
    """
    found = list(found)
    for here, after in neighbours(spans):
        inner, outer = found[here].candidate, found[after].candidate
        if names[here].count < 2 or inner is None or inner.entry.kind != "city" or outer is None:
            continue
        if not _WITHIN.fullmatch(text, spans[here][1], spans[after][0]):
            continue
        others = [c for c in names[here].candidates if holds(outer.entry, c.entry)]
        if others and not holds(outer.entry, inner.entry):
            found[here] = Resolved(others[0], found[here].confidence)  # the largest
    return found


def told_by_country(
    text: str, spans: Spans, names: Sequence[Named], found: list[Resolved]
) -> list[Resolved]:
    """Return cities in the country that their sentence names, where nothing in it says otherwise.

    "Its office in Dublin does not know whether users in Ireland lost data", in a text on San Jose.
    """
    sentences = _sentences(text, spans)
    changed = list(found)
    for at, (one, named) in enumerate(zip(found, names, strict=True)):
        if one.candidate is None or one.candidate.entry.kind != "city" or _is_held(named):
            continue
        beside = [
            found[i].candidate
            for i in range(len(spans))
            if sentences[i] == sentences[at] and names[i].key != named.key
        ]
        others = [c for c in beside if c is not None and c.road == EXACT]
        country = one.candidate.entry.country_code
        if any(c.entry.country_code == country for c in others):
            continue
        codes = {c.entry.country_code for c in others if c.entry.kind == "country"}
        cities = [c for c in named.candidates if c.entry.country_code in codes and _is_known(c)]
        if cities:
            changed[at] = Resolved(max(cities, key=_size), one.confidence)
    return changed


def _sentences(text: str, spans: Spans) -> list[int]:
    """Return the number of the sentence that each span stands in."""
    ends = [m.start() for m in _SENTENCE_END.finditer(text)]
    return [sum(end < start for end in ends) for start, _ in spans]


def _is_held(named: Named) -> bool:
    """Tell whether the text itself says where a place is: in its dateline, behind a comma."""
    return named.in_dateline or named.follower is not None


def _is_known(candidate: Candidate) -> bool:
    """Tell whether a candidate is a large city, or a capital, by its own name."""
    entry = candidate.entry
    is_large = entry.is_capital or entry.population >= WORLD_CITY
    return entry.kind == "city" and is_large and candidate.how == PRIMARY


def _size(candidate: Candidate) -> int:
    return candidate.entry.population


def _city_over_village(named: Named, one: Resolved, told: Collection[str]) -> Resolved:
    """Return the capital or great city whose name a village has that nothing says is meant."""
    town = one.candidate.entry if one.candidate else None
    if (
        town is None
        or town.kind != "city"
        or town.population > VILLAGE
        or _is_held(named)
        or town.admin2 in told
    ):
        return one
    cities = [
        c
        for c in named.candidates
        if _is_known(c)
        and (c.entry.is_capital or (_size(c) >= METROPOLIS and town.population <= HAMLET))
    ]
    return Resolved(max(cities, key=_size), one.confidence) if cities else one


def _lands(found: Sequence[Resolved]) -> frozenset[str]:
    """Return the countries, by code, and the first-level units, by id, that the text names."""
    entries = (one.candidate.entry for one in found if one.candidate)
    named = {"country": "country_code", "admin1": "place_id"}
    return frozenset(getattr(e, named[e.kind]) for e in entries if e.kind in named)


def _capital_over_city(named: Named, one: Resolved, lands: Collection[str]) -> Resolved:
    """Return the great capital whose name a city has, of whose land the text says nothing.

    "Toronto" alone does not make London that of Ontario.
    """
    town = one.candidate.entry if one.candidate else None
    if town is None or town.kind != "city" or town.is_capital or _is_held(named):
        return one
    if not lands.isdisjoint((town.country_code, town.admin1)):
        return one
    capitals = [
        c
        for c in named.candidates
        if c.entry.is_capital and _size(c) >= MILLION and c.how == PRIMARY
    ]
    return Resolved(max(capitals, key=_size), one.confidence) if capitals else one


def _unit_over_town(named: Named, one: Resolved, told: Collection[str]) -> Resolved:
    """Return the unit of the same country where a village of its name was chosen: Wales.

    A town whose county is told is meant itself: Washington in Daviess County, Indiana.
    """
    town = one.candidate.entry if one.candidate else None
    if town is None or town.kind != "city" or _is_held(named) or town.admin2 in told:
        return one
    units = [
        c
        for c in named.candidates
        if c.entry.kind == "admin1"
        and c.entry.country_code == town.country_code
        and (c.how, c.road) == (PRIMARY, EXACT)
        and _size(c) > UNIT_LARGER * town.population
    ]
    return Resolved(max(units, key=_size), one.confidence) if units else one


def _country_over_unit(named: Named, one: Resolved) -> Resolved:
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


def _unit_over_country(named: Named, one: Resolved, found: Sequence[Resolved]) -> Resolved:
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


def _nature_over_town(text: str, span: tuple[int, int], named: Named, one: Resolved) -> Resolved:
    """Return the river or region that an article sets apart: "the Mississippi above St. Louis"."""
    place = one.candidate.entry if one.candidate else None
    if place is None or place.kind in NATURE or not is_set_off(text, *span):
        return one
    found = [c for c in named.candidates if c.entry.kind in NATURE and c.road == EXACT]
    return Resolved(found[0], one.confidence) if found else one


def _river_or_none(text: str, span: tuple[int, int], named: Named, one: Resolved) -> Resolved:
    """Return no place where a town was chosen for a stream: "the Blue River" of Indiana.

    A town that is called so stands without an article, and is not only called so by some, nor a
    village that but the postal table knows.
    """
    chosen = one.candidate
    if chosen is None or chosen.entry.kind == "water" or type_kinds(named.key) != WATER:
        return one
    is_other = chosen.entry.is_village or (chosen.how == ALIAS and chosen.entry.kind == "city")
    return Resolved(None, 0.0) if is_other or is_set_off(text, *span) else one


def is_set_off(text: str, start: int, end: int) -> bool:
    """Tell whether a name has an article to itself: "the Mississippi above", no "Texas line"."""
    if not _THE.search(text, max(start - 4, 0), start) or LISTED.match(text, end):
        return False
    after = _WORD_AFTER.match(text, end)
    return after is None or after[1] in read_words("function_words", "word")


def _county_over_town(names: Sequence[Named], found: Sequence[Resolved]) -> Iterator[Resolved]:
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
            _is_held(named) or beside[one.candidate.entry.country_code] - {named.key}
        )
        is_meant = county is not None and is_alone and _is_far_larger(county, one)
        yield Resolved(county, one.confidence) if is_meant else one


def _is_far_larger(county: Candidate, one: Resolved) -> bool:
    """Tell whether a town was chosen that has a small part of the county's people."""
    town = one.candidate.entry if one.candidate else None
    is_town = town is not None and town.kind == "city"
    return is_town and town is not None and _size(county) >= FAR_LARGER * town.population


def _county(named: Named) -> Candidate | None:
    """Return the largest unit of the very name that holds no town of it."""
    own = zip(named.candidates, named.meanings.features[:, STATIC.index("townless")], strict=True)
    return max((c for c, is_townless in own if is_townless), key=_size, default=None)


def without_strangers(
    text: str, spans: Spans, names: Sequence[Named], found: list[Resolved], home: str
) -> list[Resolved]:
    """Return no place for a town that does not lie where the text says: "Hillsboro, W.Va."."""
    chosen = [one.candidate for one in found]
    strange = strange_names(text, spans, names, chosen) | lonely_names(names, chosen, home)
    return [
        Resolved(None, 0.0) if named.key in strange else one
        for named, one in zip(names, found, strict=True)
    ]


def _seated(text: str, start: int, named: Named, one: Resolved) -> Resolved:
    """Return the seat of government that an article sets apart: "the White House"."""
    seats = [c for c in named.candidates if c.road == SEAT]
    if not seats or not _THE.search(text, max(start - 4, 0), start):
        return one
    return replace(one, candidate=seats[0])
