"""A place's name as a text writes it goes in; the places it may mean come out.

Type words ("region", "County"), parts ("eastern", "downtown") and demonyms are told apart here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flows.annotate.gazetteer.gazetteer import ALIAS, PRIMARY, Entry, Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.lexicon import read_rows

AMERICA = "US"
SOME_SIZE = 0.3  # of the people of the town that bore the name once
DEMONYM, SEAT, EXACT, TYPED, PART = "demonym", "seat", "exact", "typed", "part"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean: how the gazetteer files it, and by which road it was met."""

    entry: Entry
    how: int
    road: str  # exact, typed (a type word was set aside), part, demonym or seat
    fits_type: bool | None = None  # the type word names this kind of place; None without one


@cache
def demonyms() -> dict[str, list[str]]:
    """Return the places that each demonym, in small letters, may stand for."""
    found: dict[str, list[str]] = {}
    for row in read_rows("demonyms"):
        found.setdefault(row["word"].casefold(), []).append(row["place_id"])
    return found


@cache
def seats() -> dict[str, str]:
    """Return the place of each seat of government by its key."""
    return {name_key(row["name"]): row["place_id"] for row in read_rows("metonyms")}


@cache
def type_words(position: str) -> dict[str, frozenset[str]]:
    """Return the kinds that each type word names, by its key; longest words first."""
    rows = [row for row in read_rows("type_words") if row["position"] == position]
    rows.sort(key=lambda row: -len(row["word"]))
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(name_key(row["word"]), set()).update(row["kinds"].split())
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def growing_words() -> frozenset[str]:
    """Return the type words that belong to the name before them whatever the gazetteer says."""
    return frozenset(row["word"] for row in read_rows("type_words") if row["grows"])


@cache
def patches() -> dict[str, tuple[str, frozenset[str]]]:
    """Return what seeds/place_patches.csv says of a key: "only" or "never", and which places."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for row in read_rows("place_patches"):
        _, known = found.get(name_key(row["name"]), ("", frozenset()))
        found[name_key(row["name"])] = (row["action"], known | {row["place_id"]})
    return found


def candidates(gazetteer: Gazetteer, name: str) -> list[Candidate]:
    """Return the places that a name may mean, each once; [] for a name that nobody knows."""
    key = name_key(name.removesuffix("'s").removesuffix("’s")).removeprefix("the ")
    found = _candidates(gazetteer, key, name) if key else []
    action, places = patches().get(key, ("", frozenset()))
    return corrected(found, action, places, gazetteer) if action else found


def corrected(
    found: list[Candidate], action: str, places: frozenset[str], gazetteer: Gazetteer
) -> list[Candidate]:
    """Return only the places that a correction names, or all but them."""
    if action == "never":
        return [c for c in found if c.entry.place_id not in places]
    kept = [c for c in found if c.entry.place_id in places]
    known = {c.entry.place_id for c in kept}
    entries = [gazetteer.get(place_id) for place_id in sorted(places - known)]
    return kept + [Candidate(entry, PRIMARY, EXACT) for entry in entries if entry is not None]


def _candidates(gazetteer: Gazetteer, key: str, name: str) -> list[Candidate]:
    kinds = type_kinds(key)
    listed = _of_list(gazetteer, key, name)
    peoples = {c.entry.place_id for c in listed if c.road == DEMONYM}
    is_seat = any(c.road == SEAT for c in listed)  # Casablanca is no "White House"
    found = [
        Candidate(e, how, EXACT, None if kinds is None else e.kind in kinds)
        for e, how in _without_echoes(key, gazetteer.find_key(key))
        if e.place_id not in peoples and not (is_seat and how == ALIAS)
    ]
    found += listed
    seen = {c.entry.place_id for c in found}
    for shorter, wanted, road in _shorter(key):
        if found and road == PART:
            break
        met = [(e, how) for e, how in gazetteer.find_key(shorter) if e.place_id not in seen]
        if shorter in type_words("before") or shorter in type_words("after"):
            # "the South Coast": neither the Southern Province nor the Coast of somewhere
            met = [(e, how) for e, how in met if how == PRIMARY and e.kind in wanted]
        fitting = [(e, how) for e, how in met if e.kind in wanted]
        found += [Candidate(e, how, road, True) for e, how in fitting]
        found += [Candidate(e, how, road) for e, how in _around(fitting, met, wanted)]
        if not fitting and not found:
            found += [
                Candidate(e, how, road, False if wanted else None)
                for e, how in met
                if _may_stand_for(e.kind, wanted)
            ]
        seen |= {c.entry.place_id for c in found}
    return _without_outranked(found, key)


def _around(
    fitting: list[tuple[Entry, int]], met: list[tuple[Entry, int]], wanted: frozenset[str]
) -> list[tuple[Entry, int]]:
    """Return the towns and districts whose surroundings a "region" may be: "Beni region".

    Only such of the very name, abroad of the units that bear another one ("El Beni").
    """
    if "region" not in wanted or "admin1" not in wanted or not fitting:
        return []
    if any(how == PRIMARY for _, how in fitting):
        return []
    lands = {e.country_code for e, _ in fitting}
    own = ((e, how) for e, how in met if how == PRIMARY and e.country_code not in lands)
    return [(e, how) for e, how in own if e.kind in ("admin2", "city")]


def _without_outranked(found: list[Candidate], key: str) -> list[Candidate]:
    """Return the candidates, no second-level unit fitting where its country has a first-level one.

    "Herat province" is no district of that name; "Palermo province" is.
    """
    if _leading_kind(_last_word(key), _first_word(key)) != "admin1":
        return found
    lands = {c.entry.country_code for c in found if c.fits_type and c.entry.kind == "admin1"}
    return [
        replace(c, fits_type=False)
        if c.entry.kind == "admin2" and c.fits_type and c.entry.country_code in lands
        else c
        for c in found
    ]


def _leading_kind(last: str, first: str) -> str:
    """Return the kind that a name's type word means first of all, "" without one."""
    word, position = (last, "after") if last else (first, "before")
    return _leading_kinds().get((word, position), "")


@cache
def _leading_kinds() -> dict[tuple[str, str], str]:
    rows = read_rows("type_words")
    firsts = ((row, row["kinds"].split()) for row in rows)
    return {(name_key(row["word"]), row["position"]): kinds[0] for row, kinds in firsts if kinds}


def _without_echoes(key: str, met: list[tuple[Entry, int]]) -> list[tuple[Entry, int]]:
    """Return the entries without those of another name where a country has the very name.

    "Puerto Rico" is what San Juan was called once, and Palau no Palaú in Mexico; "Guatemala" may
    still be its city. Nor are old names of towns meant where others bear them today: Hartford was
    called Newtown once, Engels on the Volga Pokrovsk.
    """
    countries = {
        e.country_code: e.name.casefold()
        for e, how in met
        if how == PRIMARY and e.kind == "country"
    }
    towns = [e for e, how in met if how == PRIMARY and e.kind == "city"]
    return [
        (e, how)
        for e, how in met
        if not _is_echo(key, e, how, countries) and not _is_old(key, e, how, towns)
    ]


def _is_old(key: str, entry: Entry, how: int, towns: Sequence[Entry]) -> bool:
    """Tell whether a town is filed under a name that is none of its words, and is another's now.

    Of American towns that holds whatever their size, of others where one of some size bears it.
    """
    if how != ALIAS or entry.kind != "city" or _are_alike(key, name_key(entry.name)):
        return False
    return any(
        town.country_code == entry.country_code == AMERICA
        or town.population >= max(1, entry.population) * SOME_SIZE
        for town in towns
    )


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two keys are spellings of one name: "Sana" and "Sanaa", "Londonderry" too."""
    pairs = ((a, b) for a in one.split() for b in other.split())
    return any(a[:4] == b[:4] or a.endswith(b) or b.endswith(a) for a, b in pairs)


def _is_echo(key: str, entry: Entry, how: int, countries: Mapping[str, str]) -> bool:
    """Tell whether a place only echoes one of the countries that bear its key."""
    if not countries or entry.kind == "country":
        return False
    if how == ALIAS:
        return not set(key.split()) & set(name_key(entry.name).split())
    is_foreign = entry.country_code not in countries
    is_accented = name_key(entry.name) == key != entry.name.casefold()
    return is_foreign and how == PRIMARY and is_accented and key in countries.values()


def _may_stand_for(kind: str, wanted: frozenset[str]) -> bool:
    """Tell whether a place that is not of the wanted kinds may be what is named all the same.

    No town is a valley, no state a river; a district may be: "Swat Valley".
    """
    if wanted == {"water"}:
        return False
    return wanted != {"region"} or kind != "city"


def _of_list(gazetteer: Gazetteer, key: str, name: str) -> list[Candidate]:
    """Return what the reviewed lists say: demonyms and seats of government."""
    found = []
    if key in seats():
        found.append((seats()[key], SEAT))
    peoples = _peoples(key, name, is_place=gazetteer.knows(key))
    found += [(place_id, DEMONYM) for place_id in peoples]
    entries = [(gazetteer.get(place_id), road) for place_id, road in found]
    return [Candidate(entry, 0, road) for entry, road in entries if entry is not None]


def _peoples(key: str, name: str, *, is_place: bool) -> list[str]:
    """Return the places of a demonym; that of a part is of the whole: "South Vietnamese"."""
    word, part = name.casefold(), _first_word(key)
    is_part = bool(part) and not type_words("before")[part]
    if word in demonyms() or is_place or not is_part:
        return demonyms().get(word, [])
    return demonyms().get(word[len(part) + 1 :], [])


def type_kinds(key: str) -> frozenset[str] | None:
    """Return the kinds of place that the name's own type word names, None without one."""
    word = _last_word(key)
    if word:
        return type_words("after")[word]
    word = _first_word(key)
    return (type_words("before")[word] or None) if word else None


def _last_word(key: str) -> str:
    """Return the type word, of one word or two, that ends a key, "" for none."""
    words = key.split()
    for size in (2, 1):
        word = " ".join(words[-size:])
        if len(words) > size and word in type_words("after"):
            return word
    return ""


def _first_word(key: str) -> str:
    """Return the type or part word, of one word or two, that opens a key, "" for none."""
    words = key.split()
    for size in (2, 1):
        word = " ".join(words[:size])
        if len(words) > size and word in type_words("before"):
            return word
    return ""


def _shorter(key: str) -> list[tuple[str, frozenset[str], str]]:
    """Return the key without its type word or its part word, with the kinds that word names."""
    found = []
    if word := _last_word(key):
        found.append((key[: -len(word) - 1], type_words("after")[word], TYPED))
    if word := _first_word(key):
        kinds = type_words("before")[word]
        found.append((key[len(word) + 1 :], kinds, TYPED if kinds else PART))
    return found
