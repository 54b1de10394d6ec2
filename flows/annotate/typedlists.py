"""The spans of places go in; out come their names, with the type that a list tells of all of them.

"Jackson and Lincoln counties" names Jackson County, "Bhadrak district" a district, though the span
of either ends before the type.
"""

import re
from collections.abc import Sequence

from flows.annotate.gazetteer import Gazetteer
from flows.annotate.lexicon import read_words
from flows.annotate.placekeys import name_key
from flows.annotate.placenames import candidates, type_words
from flows.annotate.placespans import is_unit

Spans = Sequence[tuple[int, int]]

_LINK = re.compile(r",\s+|,?\s+(?:and|or)\s+")
_TYPE = re.compile(r"[ \xa0]([a-z]+)\b")
_OPEN = re.compile(r"[ \xa0]([A-Za-z]\w*)")
_UNITS = frozenset({"admin1", "admin2"})


def told_names(text: str, spans: Spans, gazetteer: Gazetteer) -> list[str]:
    """Return the name at each span, in the order of the spans, with its type where one is told."""
    names = [text[start:end] for start, end in spans]
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    told = ""  # the type of the list that goes on behind
    for place, at in enumerate(reversed(order)):
        after = order[len(order) - place] if place else None
        is_listed = after is not None and _LINK.fullmatch(text, spans[at][1], spans[after][0])
        told = told if is_listed else ""
        own = _type_behind(text, *spans[at], gazetteer)
        told = own[0] or told
        names[at] = _typed(names[at], own[1] or told, gazetteer)
    return names


def _type_behind(text: str, start: int, end: int, gazetteer: Gazetteer) -> tuple[str, str]:
    """Return the type that ends a list here, and the one that belongs to this name alone."""
    behind = _TYPE.match(text, end)
    bare, _, last = text[start:end].rpartition(" ")
    for name, word in ((bare, last), (text[start:end], behind[1] if behind else "")):
        if name and _single(word):  # "Kansas counties" are counties of Kansas
            return ("" if is_unit(name, gazetteer) else _single(word)), ""
    if behind and _UNITS & type_words("after").get(behind[1], frozenset()):
        follower = _OPEN.match(text, behind.end())
        is_free = follower is None or follower[1].casefold() in read_words("function_words", "word")
        return "", behind[1] if is_free else ""  # no "Manhattan district attorney"
    return "", ""


def _single(word: str) -> str:
    """Return the type word of units that a plural is of, "" for another word."""
    singles = (word.removesuffix("s"), word.removesuffix("ies") + "y")
    known = (s for s in singles if s != word and _UNITS & type_words("after").get(s, frozenset()))
    return next(known, "")


def _typed(name: str, word: str, gazetteer: Gazetteer) -> str:
    """Return the name with its type, where a place of that type bears it."""
    if not word or name_key(name).split()[-1:] == [word]:
        return name
    found = candidates(gazetteer, f"{name} {word}")
    return f"{name} {word}" if any(c.fits_type for c in found) else name
