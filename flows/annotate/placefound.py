"""What the learned annotator read in a text goes in; the toponyms' spans come out.

The toponym head finds names and demonyms by their sentence; the lists add what its gold leaves
out or it overlooks: seats of government, reviewed regions, datelines, abbreviated states. Demonyms
that the list knows and the head passes over are places in 45 of 100 cases (the others are
languages, dishes and parts of longer names), so the head is believed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.annotate.decode import Found
from flows.annotate.gazetteer import Gazetteer
from flows.annotate.layout import Layout
from flows.annotate.lexicon import read_rows, read_where, read_words
from flows.annotate.model import Reading
from flows.annotate.names import first_names
from flows.annotate.placekeys import name_key
from flows.annotate.placemeanings import meanings
from flows.annotate.placenames import patches, seats, type_words
from flows.annotate.placespans import Spot, datelines, refine, trim
from flows.annotate.spellings import fold

# On the training parts of LGL and TR-News, of the found names that the gazetteer has not, half are
# places from about this score on; of those that it has, from the lowest scores on. Of those that it
# has not and that are read as a building or a body, 134 were none and 19 were; of those that end as
# a road does, 140 were none and 3 were.
SURE = 0.85
_BUILT = frozenset({"FAC", "ORG"})

_GOES_ON = re.compile(r"\w|[-–]\w|[ \xa0][A-Z]")
_WORD = re.compile(r"[A-Z]\w+")  # looking for a capital alone is what goes quickly
_INSIDE = re.compile(r"[\w-]")


def read_spans(text: str, layout: Layout, read: Reading, gazetteer: Gazetteer) -> list[Spot]:
    """Return the spans of place names and demonyms, sorted, none within another."""
    given = given_names(text, read.entities)
    built = {(f.start, f.end) for f in read.entities if f.label in _BUILT}
    found = []
    for toponym in read.toponyms:
        start, end = trim(text, toponym.start, toponym.end)
        is_sure = toponym.score >= SURE and (toponym.start, toponym.end) not in built
        name = text[start:end]
        is_sure = is_sure and name_key(name) not in patches()  # what those leave is no place
        is_known = is_sure or bool(meanings(gazetteer, name).candidates)
        is_other = name in given or is_road(name) or is_namesake(text, start, end)
        if is_known and not is_other:
            found.append((start, end))
    others = [f for f in read.entities if f.label not in ("GPE", "LOC")]
    firms = {(f.start, f.end) for f in others if f.label == "ORG"}
    capitals = list(capital_words(text))
    found += seat_spans(text, capitals)
    found += [
        spot
        for spot in region_spans(text, capitals)
        if not _is_within(spot, others) and not (spot in firms and _is_bare(text, *spot))
    ]
    found += typed_spans(text, gazetteer)
    found += datelines(text, layout, gazetteer)
    return refine(text, sorted(set(found)), gazetteer)


def given_names(text: str, entities: Sequence[Found]) -> frozenset[str]:
    """Return the first names of the text's people that are no place in it ("Georgia Stevens").

    Where the text tells of anything "in" a place of that name, the place is meant as well.
    """
    people = [text[e.start : e.end].split() for e in entities if e.label == "PERSON"]
    given = {words[0] for words in people if len(words) > 1 and fold(words[0]) in first_names()}
    return frozenset(name for name in given if f" in {name}" not in text)


def is_road(name: str) -> bool:
    """Tell whether a name ends as a road's does: "Weir Road", "Locust St."."""
    first, _, last = name.rpartition(" ")
    return bool(first) and last.rstrip(".").casefold() in read_words("road_words", "word")


def is_namesake(text: str, start: int, end: int) -> bool:
    """Tell whether a storm or an illness bears the name: "Storm Ulla", "the Marburg virus"."""
    before = text[max(start - 20, 0) : start].split()[-1:]
    after = text[end : end + 20].split()[:1]
    return _is_among(before, "before") or _is_among(after, "after")


def _is_among(words: Sequence[str], position: str) -> bool:
    known = read_where("namesake_words", "word", key="position", value=position)
    return any(word.casefold().strip(".,;:") in known for word in words)


@cache
def _seats() -> dict[str, list[str]]:
    """Return the keys of seats of government by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(seats(), key=len, reverse=True):
        found.setdefault(name.split()[0], []).append(name)
    return found


def capital_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words with a capital, and where they start; the parts of "al-Asad" are none."""
    for word in _WORD.finditer(text):
        start = word.start()
        if not start or not _INSIDE.match(text, start - 1):
            yield start, word[0]


def seat_spans(text: str, capitals: Sequence[tuple[int, str]]) -> Iterator[Spot]:
    """Yield the seats of government that the text names, each from one of its capital words."""
    known = _seats()
    for start, word in capitals:
        for name in known.get(word.casefold(), ()):
            end = start + len(name)
            if name_key(text[start:end]) == name and not text[end : end + 1].isalnum():
                yield start, end
                break


@cache
def _regions() -> dict[str, list[str]]:
    """Return the reviewed regions' own names by their first word, longest first."""
    found: dict[str, list[str]] = {}
    for row in sorted(read_rows("regions"), key=lambda row: -len(row["name"])):
        found.setdefault(row["name"].split()[0], []).append(row["name"])
    return found


def region_spans(text: str, capitals: Sequence[tuple[int, str]]) -> Iterator[Spot]:
    """Yield the reviewed regions that the text names as seeds/regions.csv spells them."""
    known = _regions()
    for start, word in capitals:
        for name in known.get(word, ()):
            end = start + len(name)
            if text.startswith(name, start) and not _GOES_ON.match(text, end):
                yield start, end
                break


def _is_within(spot: Spot, others: Sequence[Found]) -> bool:
    """Tell whether a span lies in a longer name: "Gulf War"."""
    size = spot[1] - spot[0]
    return any(f.start < spot[1] and spot[0] < f.end and f.end - f.start > size for f in others)


def _is_bare(text: str, start: int, end: int) -> bool:
    """Tell whether a name is one word without article: "Amazon", which the forest never is."""
    return " " not in text[start:end] and text[max(start - 4, 0) : start].lower() != "the "


@cache
def _of() -> re.Pattern[str]:
    """Return what leads to a name by its type: "the village of Staryi Saltiv"."""
    words = sorted(word for word in type_words("before") if word.endswith(" of"))
    return re.compile(rf"\b(?:{'|'.join(words)}) ([A-Z]\w+(?:[ -][A-Z]\w+){{0,2}})")


def typed_spans(text: str, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the known names that stand behind "the village of" and its like."""
    for found in _of().finditer(text):
        if gazetteer.knows(name_key(found[1])):
            yield found.span(1)
