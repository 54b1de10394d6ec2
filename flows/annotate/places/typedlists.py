"""The spans of places go in; out come their names, with the type that a list tells of all of them.

"Jackson and Lincoln counties" names Jackson County, though its span ends before the type;
"the provinces of Herat and Farah" are no cities, nor is "the province of Homs"; "Jackson County
Sheriff's Office" is a county's.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

from flows.annotate.gazetteer.gazetteer import Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import EXACT, candidates, growing_words, type_words
from flows.annotate.places.spans import is_unit

Spans = Sequence[tuple[int, int]]

_LINK = re.compile(r",\s+|,?\s+(?:and|or)\s+")
_LEADING, _REACH = re.compile(r"\b([a-z]+) of (?:the )?$"), 30  # characters before a name
_PROVINCES = frozenset({"province", "prefecture"})  # whatever their rank, units of a state
_ALONE = ({"admin1"}, {"city"})  # types that leave no doubt of the kind
_TYPE = re.compile(r"[ \xa0]([a-z]+)\b")
_COUNTY = re.compile(r"[ \xa0](County|Parish)(?=[ \xa0][A-Z])")  # of a body's name


def told_names(text: str, spans: Spans, gazetteer: Gazetteer) -> list[str]:
    """Return the name at each span, in the order of the spans, with its type where a list has one.

    What no place of that type bears stays as it is: "Paris and Lyon regions".
    """
    names = [text[start:end] for start, end in spans]
    order = sorted(range(len(spans)), key=lambda i: spans[i], reverse=True)
    told = ""  # the type of the list that goes on behind
    for at, before in zip_longest(order, order[1:]):
        told = told or _type_behind(text, *spans[at], gazetteer)
        is_first = before is None or not _LINK.fullmatch(text, spans[before][1], spans[at][0])
        is_alone = is_first and bool(_type_behind(text, *spans[at], gazetteer))
        if told and not is_alone:  # "the Athens counties" are those around Athens
            names[at] = _typed(names[at], told, gazetteer)
        told = "" if is_first else told
    before, told = None, ""  # the type that leads a list: "the provinces of Herat and Farah"
    for at in reversed(order):
        is_first = before is None or not _LINK.fullmatch(text, spans[before][1], spans[at][0])
        if is_first:
            told = _type_before(text, spans[at][0])
        own = told or _own_type(text, *spans[at], is_first)
        if own and names[at] == text[slice(*spans[at])]:
            names[at] = _typed(names[at], own, gazetteer)
        before = at
    return names


def _type_before(text: str, start: int) -> str:
    """Return the type of which a plural leads to a name, "" for none."""
    leading = _LEADING.search(text, max(0, start - _REACH), start)
    return _single(leading[1]) if leading else ""


def _own_type(text: str, start: int, end: int, is_led: bool) -> str:
    """Return the type that one name alone has: "the province of Homs", "Jackson County Court"."""
    county = _COUNTY.match(text, end)
    if county:
        return county[1].casefold()
    leading = _LEADING.search(text, max(0, start - _REACH), start) if is_led else None
    kinds = type_words("after").get(leading[1], frozenset()) if leading else frozenset()
    is_told = kinds in _ALONE or (leading and kinds and leading[1] in growing_words())
    return leading[1] if leading and is_told else ""


def _type_behind(text: str, start: int, end: int, gazetteer: Gazetteer) -> str:
    """Return the type of which a plural in or behind a name is, "" for none.

    "Kansas counties" are counties of Kansas.
    """
    behind = _TYPE.match(text, end)
    bare, _, last = text[start:end].rpartition(" ")
    for name, word in ((bare, last), (text[start:end], behind[1] if behind else "")):
        if name and (single := _single(word)):
            is_within = "admin2" in type_words("after")[single] and is_unit(name, gazetteer)
            return "" if is_within else single
    return ""


def _single(word: str) -> str:
    """Return the type word of units that a plural is of, "" for another word."""
    for single in (word.removesuffix("s"), word.removesuffix("ies") + "y"):
        kinds = type_words("after").get(single)
        if single != word and kinds and (kinds == {"admin1"} or single in growing_words()):
            return single
    return ""


def _typed(name: str, word: str, gazetteer: Gazetteer) -> str:
    """Return the name with its type, where a place of that type bears it."""
    found = candidates(gazetteer, f"{name} {word}")
    kinds = type_words("after")[word]
    is_sure = kinds == {"admin1"} or word in _PROVINCES  # a "region" is what lies around, too
    if kinds == {"city"}:  # it tells a city from its province; without one the name says enough
        is_sure = any(c.entry.kind == "admin1" for c in candidates(gazetteer, name))
        if not is_sure and word != "city":  # "Orange Town" is another; "New York City" is not
            return name
    is_known = any(c.fits_type and (c.road == EXACT or is_sure) for c in found)
    return f"{name} {word}" if is_known and not name_key(name).endswith(word) else name
