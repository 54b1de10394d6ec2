"""A text goes in; the names come out that words beside them call a town's or a village's.

The gazetteer has not every village: "the village of Kibumbura" is a place all the same.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from flows.annotate.gazetteer.gazetteer import Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import type_words
from flows.annotate.lexicon import read_where, read_words
from flows.annotate.places.spans import Spot

_WORD = r"(?:[Aa]l-|[Ee]l-)?[A-Z]\w+(?:['’]\w{2,})?(?:-\w+)*"
_NAME = rf"{_WORD}(?: {_WORD}){{0,2}}"
_PLACED = re.compile(rf"\b(?:in|of|from|at|near|to|outside|around) ({_NAME}) $")
_PAIRED = re.compile(rf"\b({_NAME}) (?:and|or) ({_NAME}) $")
_BEHIND = re.compile(r"(?<= )(?:hamlet|town|village)(s?)\b(?!-)")
_REACH = 80  # characters before a type
_GOES_ON = re.compile(r"\w|[-–]\w|[ \xa0][A-Z]")


def village_spans(text: str, peoples: Collection[str], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the names behind "the village of" and before "village", and where else they stand.

    One that the gazetteer has need not mean the same elsewhere: it may be somebody's too.
    """
    for spot in {*_led(text, gazetteer), *_followed(text)}:
        if text[slice(*spot)] in peoples:
            continue
        yield spot
        name = text[slice(*spot)]
        if not gazetteer.knows(name_key(name)):
            yield from _again(text, name)


def paired_villages(text: str) -> frozenset[str]:
    """Return the names that a plural calls villages: "Galmudo and Harare villages"."""
    found = (_PAIRED.search(text, max(at - _REACH, 0), at) for at, many in _types(text) if many)
    return frozenset(name for pair in found if pair for name in pair.groups() if _is_own(name))


def _types(text: str) -> Iterator[tuple[int, str]]:
    for found in _BEHIND.finditer(text):
        yield found.start(), found[1]


@cache
def _leads() -> re.Pattern[str]:
    """Return what leads to a name by its type: "the village of Staryi Saltiv", "Barangay Poro"."""
    kinds = type_words("before")
    words = sorted(word for word, found in kinds.items() if word.endswith(" of"))
    alone = sorted(w for w, found in kinds.items() if found == {"city"} and " " not in w)
    capital = (f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in alone)
    return re.compile(rf"\b({'|'.join((*words, *capital))}) ({_NAME})")


def _led(text: str, gazetteer: Gazetteer) -> Iterator[Spot]:
    for found in _leads().finditer(text):
        start, name = found.start(2), _without_tail(found[2], gazetteer)
        is_village = type_words("before")[name_key(found[1])] == {"city"} and _is_own(name)
        if name and (gazetteer.knows(name_key(name)) or (is_village and found[1] != "city of")):
            yield start, start + len(name)


def _followed(text: str) -> Iterator[Spot]:
    for at, many in _types(text):
        found = _PLACED.search(text, max(at - _REACH, 0), at)
        if found and not many and _is_own(found[1]):
            yield found.span(1)


def _without_tail(name: str, gazetteer: Gazetteer) -> str:
    """Return a name without what is no part of it: "Weir" of "the town of Weir Fire Department"."""
    words = name.split(" ")
    others = (at for at, word in enumerate(words) if word.casefold() in _others())
    size = next(others, len(words))
    starts = [" ".join(words[:count]) for count in range(size, 0, -1)]
    known = (start for start in starts if gazetteer.knows(name_key(start)))
    whole = " ".join(words[:size])
    return next(known, whole) if size < len(words) else whole


@cache
def _others() -> frozenset[str]:
    """Return the words of bodies, offices, days and months."""
    dated = (read_where("date_words", "word", key="class", value=c) for c in ("month", "weekday"))
    offices = read_words("roles", "word") | read_words("person_titles", "word")
    return read_words("organisation_words", "word").union(offices, *dated)


def _is_own(name: str) -> bool:
    """Tell whether a name is a village's own: no people's ("in Hausa villages"), no mere part."""
    words: Sequence[str] = name.split(" ")
    is_people = any(word.casefold() in read_words("demonyms", "word") for word in words)
    is_part = type_words("before").get(name_key(name)) == frozenset()
    return not (is_people or is_part or words[-1].casefold() in _others()) and bool(name)


def _again(text: str, name: str) -> Iterator[Spot]:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        is_whole = at == 0 or not re.match(r"[\w-]", text[at - 1])
        if is_whole and not _GOES_ON.match(text, end):
            yield at, end
        at = text.find(name, end)
