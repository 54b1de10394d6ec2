"""Toponyms' spans go in, and come out cut to what is known, grown by type words and states."""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.annotate.gazetteer.gazetteer import PRIMARY, Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import candidates, growing_words, type_words
from flows.annotate.gazetteer.offices import is_ruled
from flows.annotate.lexicon import read_words
from flows.annotate.text.layout import Layout

Spot = tuple[int, int]

_UNITS = frozenset({"country", "admin1", "admin2"})
_TRIM = re.compile(r"^(?:[Tt]he\s|\W)+|(?:['’]s|['’\s,;:–-])+$")
_LINK = re.compile(r" |[ -](?:[a-z]{1,5}[ -]){1,2}")  # nothing, "upon", "am", "and", "de la"
_GLUED = re.compile(r"(?:-|(?<=-))(?:[a-z]{1,4}-){0,2}[A-Z]\w+")  # "-Bissau", "-au-Prince"
_STYLED = [
    re.compile(rf"\b(?:(?!The )[A-Z][\w’']+ ){{{count}}}Republic of (?:the )?$")
    for count in (2, 1, 0)
]
_LISTED = re.compile(r"(?:\band|\bor|[,&])\s$")
_STATE = re.compile(r",\s+((?:[A-Z][a-z]{0,4}\.\s?){1,3}|[A-Z]{2})(?=[\s,;:.)\]–—-]|$)")
_TYPE_AFTER = re.compile(r"[ \xa0]([A-Za-z]+)\b")
_OF_NAME = re.compile(r"[ \xa0]of (?:the )?[A-Z]")
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w'’-]*[ \xa0]$")
_CAPITAL_AFTER = re.compile(r"([ \xa0][A-Z][\w'’-]*)(?:[ \xa0][A-Z][\w'’-]*)?")
_DATED = re.compile(r"[^,(—–:/]{1,80}?(?=\s{0,3}(?:[,(—–:/]|--|\s[-_]))")
_CAPITALS = re.compile(
    r"(?<![\w-])([A-Z][A-Z.’']+(?: [A-Z][A-Z.’']+){0,2})(?:, [A-Z][\w. ]{1,20})? (?:—|–|--) "
)


def refine(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Return spans without articles and marks, with type words and following states."""
    trimmed = [_unstopped(text, trim(text, *spot), gazetteer) for spot in spots]
    whole = _joined(text, trimmed, gazetteer)
    grown = [_with_type(text, spot, gazetteer) for spot in whole]
    grown = [spot for spot in grown if not _is_part(text, spot)]  # "the North" is no place's name
    grown += list(_states(text, grown, gazetteer))
    return settle(grown)


def _joined(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Return the spots with neighbours made one where a name is known that holds both.

    Heads find "Newcastle" and "Tyne", "Papua" and "New Guinea", of "Guinea-Bissau" the first.
    """
    kept: list[Spot] = []
    for spot in settle(_whole(text, spot, gazetteer) for spot in spots):
        before = kept[-1] if kept else spot
        is_linked = before != spot and _LINK.fullmatch(text, before[1], spot[0])
        if is_linked and _is_one(text, before, spot, gazetteer):
            kept[-1] = (before[0], spot[1])
        else:
            kept.append(spot)
    return kept


def _is_one(text: str, before: Spot, spot: Spot, gazetteer: Gazetteer) -> bool:
    """Tell whether two spots are one name: a known one, or a part of a place: "East Texas"."""
    if gazetteer.knows(name_key(text[before[0] : spot[1]])):
        return True
    return text[before[1] : spot[0]] == " " and _is_part(text, before)


def _is_part(text: str, spot: Spot) -> bool:
    """Tell whether a span is a word for a part of some place: "Northern", "South"."""
    return type_words("before").get(name_key(text[slice(*spot)])) == frozenset()


def glued(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return a name with what hyphens glue to it, where that is known: "Port-au-Prince"."""
    more = _GLUED.match(text, spot[1])
    is_known = more and gazetteer.knows(name_key(text[spot[0] : more.end()]))
    return (spot[0], more.end()) if more and is_known else spot


def _whole(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return a name with its hyphens, its compass word and the style of a republic."""
    start, end = _with_part(text, glued(text, spot, gazetteer), gazetteer)
    if "of " not in text[max(start - 7, 0) : start]:  # as before most names
        return start, end
    styled = [style.search(text, max(start - 40, 0), start) for style in _STYLED]
    starts = [found.start() for found in styled if found]
    known = (at for at in starts if gazetteer.knows(name_key(text[at:end])))
    return next(known, start), end


def _with_part(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return a name with the capital part before it that some unit has in its own name.

    "Southern Leyte" is no south of Leyte, nor "Northern Cape" of a cape.
    """
    before = _CAPITAL_BEFORE.search(text, max(spot[0] - 20, 0), spot[0])
    if not before or not _is_part(text, (before.start(), spot[0] - 1)):
        return spot
    known = gazetteer.find_key(name_key(text[before.start() : spot[1]]))
    is_own = any(how == PRIMARY and e.kind in _UNITS for e, how in known)
    return (before.start(), spot[1]) if is_own else spot


def widen(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return the longest known name that words with a capital around the span make with it.

    Heads in doubt find "Myrtle" of "Myrtle Beach" and "Darfur" of "West Darfur".
    """
    before = _CAPITAL_BEFORE.search(text, max(spot[0] - 20, 0), spot[0])
    after = _CAPITAL_AFTER.match(text, spot[1])
    starts = [before.start(), spot[0]] if before else [spot[0]]
    ends = [after.end(), after.end(1), spot[1]] if after else [spot[1]]
    for end in ends:
        for start in starts:
            if gazetteer.knows(name_key(text[start:end])):
                return trim(text, start, end)
    return spot


def settle(spots: Iterable[Spot]) -> list[Spot]:
    """Return the spots without those that a longer one touches, in the order of the text."""
    kept: list[Spot] = []
    for start, end in sorted(set(spots), key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def trim(text: str, start: int, end: int) -> Spot:
    """Return the span without article, possessive and marks at its ends."""
    piece = text[start:end]
    front = _TRIM.match(piece)
    if front and front.end() < len(piece):
        start += front.end()
    piece = text[start:end]
    for back in _TRIM.finditer(piece):
        if back.end() == len(piece) and back.start() > 0:
            end = start + back.start()
    return start, end


def _unstopped(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return a country's span without the stop of its sentence: "took Kidal, Mali."."""
    bare = text[spot[0] : spot[1] - 1]
    is_stopped = text[spot[1] - 1] == "." and "." not in bare and is_unit(bare, gazetteer)
    return (spot[0], spot[1] - 1) if is_stopped else spot


def datelines(text: str, layout: Layout, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the place that opens an agency's dateline, and places in capitals before a dash."""
    if layout.dateline:
        start, end = layout.dateline
        place = _DATED.match(text[start:end])
        if place:
            yield from _if_known(text, trim(text, start, start + place.end()), gazetteer)
    for found in _CAPITALS.finditer(text):
        yield from _if_known(text, (found.start(1), found.end(1)), gazetteer)


def _if_known(text: str, spot: Spot, gazetteer: Gazetteer) -> Iterator[Spot]:
    if candidates(gazetteer, text[spot[0] : spot[1]]):
        yield spot


def _with_type(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return the span grown by the type word that follows it, also over a coordination."""
    word = _TYPE_AFTER.match(text, spot[1])
    if word is None or not type_words("after").get(name_key(word[1])):
        return spot
    longer = (spot[0], word.end())
    is_known = gazetteer.knows(name_key(text[longer[0] : longer[1]]))
    if _is_type_of_next(text, spot, word, gazetteer):
        return spot
    if word[1].casefold() in growing_words():
        return longer if is_known or _is_its_type(text, spot, word[1], gazetteer) else spot
    is_body = word[1][0].isupper() and text[word.end() : word.end() + 2].strip()[:1].isupper()
    if is_body and not is_ruled(text, word.end()):
        return spot  # "Dublin City Council", but "Niger State Governor Ana Bello"
    return longer if is_known else spot


def _is_type_of_next(text: str, spot: Spot, word: re.Match[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a type is of the name behind "of": "the Guerrero municipality of Taxco".

    Only a state's name stands so before what is smaller, no "Helmand province of Afghanistan".
    """
    kinds = type_words("after")[name_key(word[1])]
    is_smaller = word[1].islower() and not kinds & {"admin1", "country"}
    is_led = is_smaller and bool(_OF_NAME.match(text, word.end()))
    return is_led and is_unit(text[slice(*spot)], gazetteer)


def _is_its_type(text: str, spot: Spot, word: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a type word says what a place is: "Helmand province", not "U.S. county".

    Several types belong to several places: "Barrow and Hall counties", not "Kentucky counties".
    What nobody knows may be anything.
    """
    if _is_plural(name_key(word)) and not _LISTED.search(text, max(spot[0] - 6, 0), spot[0]):
        return False
    known = candidates(gazetteer, text[slice(*spot)])
    kinds = type_words("after")[name_key(word)]
    return not known or any(c.entry.kind in kinds for c in known)


def _is_plural(word: str) -> bool:
    singles = (word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
    return any(single != word and single in type_words("after") for single in singles)


def _states(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the abbreviated states and provinces that stand after a place's comma."""
    for _, end in spots:
        found = _STATE.match(text, end)
        if found and any(e.kind in ("country", "admin1") for e, _ in gazetteer.find(found[1])):
            name = found[1].rstrip()
            if not name.isupper() and name.casefold() in read_words("honorifics", "word"):
                continue  # "In Ohio, Ms. Doe …"
            bare = name.rstrip(".")
            yield found.start(1), found.start(1) + len(bare if is_unit(bare, gazetteer) else name)


def is_unit(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a country's or a first-level unit's own."""
    return any(
        how == PRIMARY and entry.kind in ("country", "admin1")
        for entry, how in gazetteer.find(name)
    )
