"""Resolved names and the words around each mention go in; what those words correct comes out.

The resolver weighs names by the whole document and was fitted on American local news. A sentence
says more of its own names: the state behind a comma, the country beside a town, "the White House".
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from flows.annotate.gazetteer.gazetteer import ALIAS, PRIMARY
from flows.annotate.gazetteer.geography import holds
from flows.annotate.gazetteer.names import EXACT, SEAT, Candidate, type_kinds
from flows.annotate.lexicon import read_words
from flows.annotate.places.features import Named
from flows.annotate.places.larger import (
    VILLAGE,
    Resolved,
    capital_over_city,
    city_over_village,
    country_over_town,
    country_over_unit,
    county_over_town,
    is_held,
    is_known,
    lands_of,
    size_of,
    town_over_unit,
    unit_over_country,
    unit_over_town,
)
from flows.annotate.places.strangers import LISTED, lonely_names, neighbours, strange_names

NATURE, WATER = frozenset({"region", "water"}), frozenset({"water"})
_WITHIN = re.compile(r",\s|\s\(|,?\s+in\s")
_LIST = re.compile(r",? (?:and|or) |, ")
_THE = re.compile(r"\bthe\s$", re.I)
_WORD_AFTER = re.compile(r"[ \xa0-]([A-Za-z]\w*)|['’]")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(]*[A-Z])|\n")


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
    found = listed_with_units(text, spans, names, found)
    told = {c.entry.place_id for one in found if (c := one.candidate) and c.fits_type}
    found = [city_over_village(named, one, told) for named, one in zip(names, found, strict=True)]
    if not is_placed:
        lands = lands_of(found) | {home}
        told_so = found
        found = [
            country_over_town(named, capital_over_city(named, one, lands, told_so), told, told_so)
            for named, one in zip(names, told_so, strict=True)
        ]
    found = [unit_over_town(named, one, told) for named, one in zip(names, found, strict=True)]
    found = [town_over_unit(named, one) for named, one in zip(names, found, strict=True)]
    found = [country_over_unit(named, one) for named, one in zip(names, found, strict=True)]
    found = [unit_over_country(named, one, found) for named, one in zip(names, found, strict=True)]
    found = [
        _nature_over_town(text, span, named, one)
        for span, named, one in zip(spans, names, found, strict=True)
    ]
    found = found if is_placed else list(county_over_town(names, found))
    lands = lands_of(found)
    found = [
        _river_or_none(text, span, named, one, lands)
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
        if one.candidate is None or one.candidate.entry.kind != "city" or is_held(named):
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
        cities = [c for c in named.candidates if c.entry.country_code in codes and is_known(c)]
        if cities:
            changed[at] = Resolved(max(cities, key=size_of), one.confidence)
    return changed


def listed_with_units(
    text: str, spans: Spans, names: Sequence[Named], found: list[Resolved]
) -> list[Resolved]:
    """Return states where they stand in a list of states: "Maryland, Connecticut and Delaware".

    "Delaware, Ohio" is a town.
    """
    found = list(found)
    for pair in neighbours(spans):
        first, second = pair
        if not _LIST.fullmatch(text, spans[first][1], spans[second][0]):
            continue
        for here, beside in (pair, pair[::-1]):
            one, other = found[here].candidate, found[beside].candidate
            if one is None or other is None or other.entry.kind != "admin1":
                continue
            if one.entry.kind not in ("city", "admin2") or holds(other.entry, one.entry):
                continue
            units = [c for c in names[here].candidates if _is_unit_of(c, other.entry.country_code)]
            if units and not one.fits_type:
                found[here] = Resolved(units[0], found[here].confidence)
    return found


def _is_unit_of(candidate: Candidate, country: str) -> bool:
    """Tell whether a candidate is a country's first-level unit by its own bare name."""
    entry, ways = candidate.entry, (candidate.how, candidate.road)
    return entry.kind == "admin1" and entry.country_code == country and ways == (PRIMARY, EXACT)


def _sentences(text: str, spans: Spans) -> list[int]:
    """Return the number of the sentence that each span stands in."""
    ends = [m.start() for m in _SENTENCE_END.finditer(text)]
    return [sum(end < start for end in ends) for start, _ in spans]


def _nature_over_town(text: str, span: tuple[int, int], named: Named, one: Resolved) -> Resolved:
    """Return the river or region that an article sets apart: "the Mississippi above St. Louis"."""
    place = one.candidate.entry if one.candidate else None
    if place is None or place.kind in NATURE or not is_set_off(text, *span):
        return one
    found = [c for c in named.candidates if c.entry.kind in NATURE and c.road == EXACT]
    return Resolved(found[0], one.confidence) if found else one


def _river_or_none(
    text: str, span: tuple[int, int], named: Named, one: Resolved, lands: Collection[str]
) -> Resolved:
    """Return no place where a town was chosen for a stream: "the Blue River" of Indiana.

    A town that is called so stands without an article, and is not only called so by some; nor is it
    a village where the text tells of another land.
    """
    chosen = one.candidate
    if chosen is None or chosen.entry.kind == "water" or type_kinds(named.key) != WATER:
        return one
    is_other = chosen.how == ALIAS and chosen.entry.kind == "city"
    if chosen.entry.kind == "city" and chosen.entry.population <= VILLAGE:
        is_other |= bool(lands) and chosen.entry.admin1 not in lands
    return Resolved(None, 0.0) if is_other or is_set_off(text, *span) else one


def is_set_off(text: str, start: int, end: int) -> bool:
    """Tell whether a name has an article to itself: "the Mississippi above", no "Texas line"."""
    if not _THE.search(text, max(start - 4, 0), start) or LISTED.match(text, end):
        return False
    after = _WORD_AFTER.match(text, end)
    return after is None or after[1] in read_words("function_words", "word")


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
