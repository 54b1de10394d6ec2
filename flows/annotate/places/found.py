"""What the learned annotator read in a text goes in; the toponyms' spans come out.

The toponym head finds names and demonyms by their sentence; the lists add what its gold leaves
out or it overlooks: seats of government, reviewed regions, datelines, abbreviated states. Demonyms
that the list knows and the head passes over are places in 45 of 100 cases (the others are
languages, dishes and parts of longer names), so the head is believed.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from flows.annotate.gazetteer.gazetteer import Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.gazetteer.names import patches, seats
from flows.annotate.gazetteer.offices import is_ruled
from flows.annotate.learned.model import Reading
from flows.annotate.learned.tagging import Found
from flows.annotate.lexicon import read_rows, read_where, read_words
from flows.annotate.places.meanings import meanings
from flows.annotate.places.namesakes import is_club, is_namesake, is_people, is_road, people_names
from flows.annotate.places.spans import Spot, datelines, glued, is_unit, refine, trim, widen
from flows.annotate.places.villages import paired_villages, village_spans
from flows.annotate.text.layout import Layout

# On the training parts of LGL and TR-News, of the found names that the gazetteer has not, half are
# places from about this score on; of those that it has, from the lowest scores on. Of those that it
# has not and that are read as a building or a body, 134 were none and 19 were; of those that end as
# a road does, 140 were none and 3 were. Of those within a body's longer name that score below
# DOUBT, 11 were none and 4 were. Of headlines written for it, a town that leads one ("Derby: Two
# held") scores above 0.9, a topic ("Graft: Two held") below.
SURE = 0.85
DOUBT = 0.6
_BUILT = frozenset({"FAC", "ORG"})

_GOES_ON = re.compile(r"\w|[-–]\w|[ \xa0][A-Z]")
_GLUED = re.compile(r"\w|[-–]\w")
_WORD = re.compile(r"[A-Z]\w+")  # looking for a capital alone is what goes quickly
_NOUN = re.compile(r"[ \xa0][a-z]")
_INSIDE = re.compile(r"[\w-]")


def read_spans(text: str, layout: Layout, read: Reading, gazetteer: Gazetteer) -> list[Spot]:
    """Return the spans of place names and demonyms, sorted, none within another."""
    people = people_names(text, read.entities, gazetteer)
    found = list(head_spans(text, read, people, gazetteer))
    others = [f for f in read.entities if f.label not in ("GPE", "LOC")]
    firms = {(f.start, f.end) for f in others if f.label == "ORG"}
    capitals = list(capital_words(text))
    found += seat_spans(text, capitals)
    found += [
        spot
        for spot in region_spans(text, capitals)
        if not _is_within(text, spot, others)
        and (text[slice(*spot)] in always() or spot not in firms or not _is_bare(text, *spot))
    ]
    found += village_spans(text, peoples_names(text, read), gazetteer)
    found += ruled_spans(text, capitals, people, gazetteer)
    found += datelines(text, layout, gazetteer)
    return refine(text, sorted(set(found)), gazetteer)


def head_spans(
    text: str, read: Reading, people: Collection[str], gazetteer: Gazetteer
) -> Iterator[Spot]:
    """Yield what the head found, without what is no place or nobody knows."""
    built = [f for f in read.entities if f.label in _BUILT]
    bodies = {(f.start, f.end) for f in built}
    named = mostly_named(text, read)
    villages = paired_villages(text)
    alone = {text[t.start : t.end] for t in read.toponyms if not _is_part(t, built)}
    for toponym in read.toponyms:
        if toponym.score < DOUBT and _is_in_longer(toponym, built):
            continue
        if toponym.score < SURE and _is_topic(text, toponym):
            continue
        spot = glued(text, trim(text, toponym.start, toponym.end), gazetteer)
        wider = widen(text, spot, gazetteer) if toponym.score < SURE else spot
        start, end = spot if wider in bodies else wider
        name = text[start:end]
        is_sure = toponym.score >= SURE and name in alone and spot not in bodies
        is_sure = is_sure and name_key(name) not in patches()  # what those leave is no place
        is_sure = is_sure and name not in named  # "Roku shares" tells what a later "Roku" is
        is_known = is_sure or name in villages or _is_known(name, gazetteer)
        is_somebody = name in people and not is_ruled(text, end)
        is_other = is_somebody or is_road(text, start, end) or is_namesake(text, start, end)
        is_other = is_other or is_club(name, gazetteer) or _is_agency(name)
        is_other = is_other or is_people(text, start, end)
        is_other = is_other or name.strip(".").casefold() in read_words("opening_words", "word")
        if is_known and not is_other:
            yield start, end


def _is_known(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a place's that more than a post office knows."""
    return any(not c.entry.is_village for c in meanings(gazetteer, name).candidates)


def mostly_named(text: str, read: Reading) -> frozenset[str]:
    """Return the names that more often read as somebody's or a firm's than as a place's."""
    told: Counter[str] = Counter()
    for found in read.entities:
        sign = (found.label in ("PERSON", "ORG")) - (found.label in ("GPE", "LOC"))
        told[text[found.start : found.end]] += sign
    return frozenset(name for name, count in told.items() if count > 0)


def peoples_names(text: str, read: Reading) -> frozenset[str]:
    """Return the names that read as a people's: "the Hutu took power"."""
    return frozenset(text[f.start : f.end] for f in read.entities if f.label == "NORP")


def _is_topic(text: str, toponym: Found) -> bool:
    """Tell whether a word leads a line, a colon behind it: "Graft: ex-minister jailed"."""
    opens = not toponym.start or text[toponym.start - 1] == "\n"
    return opens and text.startswith(":", toponym.end)


def _is_agency(name: str) -> bool:
    """Tell whether a name is a news agency's: "told Xinhua"; letters like "PA" may be a state's."""
    return not name.isupper() and name.casefold() in read_words("agencies", "spelling")


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


def always() -> frozenset[str]:
    """Return the names that are places wherever they stand: "the Vatican said"."""
    return read_where("place_names", "name", key="how", value="always")


@cache
def _regions() -> dict[str, list[str]]:
    """Return the reviewed regions' own names by their first word, longest first.

    With them go the names that are places wherever they stand.
    """
    found: dict[str, list[str]] = {}
    names = [*always(), *(row["name"] for row in read_rows("regions"))]
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name.split()[0], []).append(name)
    return found


def region_spans(text: str, capitals: Sequence[tuple[int, str]]) -> Iterator[Spot]:
    """Yield the reviewed regions that the text names as the lists spell them."""
    known = _regions()
    for start, word in capitals:
        for name in known.get(word, ()):
            end = start + len(name)
            goes_on = _GLUED if name.isupper() else _GOES_ON  # "PNG Prime Minister Ana Namah"
            if text.startswith(name, start) and not goes_on.match(text, end):
                yield start, end
                break


def _is_part(toponym: Found, built: Sequence[Found]) -> bool:
    """Tell whether a toponym is, or stands in, the name of a building or a body."""
    return any(f.start <= toponym.start and toponym.end <= f.end for f in built)


def _is_in_longer(toponym: Found, built: Sequence[Found]) -> bool:
    """Tell whether a toponym stands in a body's longer name: "Austin" of "Stephen F. Austin"."""
    size = toponym.end - toponym.start + len("the ")
    around = [f for f in built if f.label == "ORG" and _is_part(toponym, [f])]
    return any(f.end - f.start > size for f in around)


def _is_within(text: str, spot: Spot, others: Sequence[Found]) -> bool:
    """Tell whether a span lies in a longer name: "Gulf War"; its article makes none longer."""
    size = spot[1] - spot[0]
    around = [trim(text, f.start, f.end) for f in others if f.start < spot[1] and spot[0] < f.end]
    return any(end - start > size for start, end in around)


def _is_bare(text: str, start: int, end: int) -> bool:
    """Tell whether a name is one word and has no article to itself: "Amazon", "the Java platform".

    A forest has one, and an island stands alone only where the entity head takes it for no firm.
    """
    has_article = text[max(start - 4, 0) : start].lower() == "the "
    return " " not in text[start:end] and not (has_article and not _NOUN.match(text, end))


def ruled_spans(
    text: str, capitals: Sequence[tuple[int, str]], people: Collection[str], gazetteer: Gazetteer
) -> Iterator[Spot]:
    """Yield countries and states of one word that own an office: "Jordan's king"."""
    for start, word in capitals:
        end = start + len(word)
        is_owner = text[end : end + 2] in ("'s", "’s") and word not in people
        if is_owner and is_ruled(text, end) and is_unit(word, gazetteer):
            yield start, end
