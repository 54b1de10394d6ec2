"""A text's possible place names go in; out comes which of them name somebody or something else.

People, roads, storms, illnesses and feasts bear the names of places.
"""

import re
from collections.abc import Sequence
from functools import cache

from flows.annotate.actors.namewords import first_names
from flows.annotate.gazetteer.gazetteer import PRIMARY, SHORT, Gazetteer
from flows.annotate.gazetteer.keys import name_key
from flows.annotate.grammar.spellings import fold
from flows.annotate.learned.tagging import Found
from flows.annotate.lexicon import read_rows, read_where, read_words

_BORDER = re.compile(r"\b")
_STATE = re.compile(r", ([A-Z][\w.]*(?: [A-Z]\w+)?)")
_DAY = re.compile(r"\.?\s\d")
_NUMBERED = re.compile(r"(?:US|U\.S\.|[A-Z]\w{0,3}\.(?:[A-Z]\w{0,3}\.)?)[- \xa0]\d{1,3}")
_NUMBER = re.compile(r"[A-Z]{1,2}|\d+[A-Z]?")  # of a road: "County Highway LL"
_BLOCK = re.compile(r"\d(?:-| )block of (?:the )?(?:[NSEW]\.? |[A-Z][a-z]+ )?$")
_ROAD = r"[A-Z][\w.’']*(?: [A-Z]\w*)?"
_CROSSING = re.compile(
    rf"\b(?:of|at|between|on|near) {_ROAD}(?:, {_ROAD})?,? (?:and|or|&) {_ROAD} ([a-z]+)s\b"
)
_CAPITAL = re.compile(r"[ \xa0-][A-Z]")
_NEXT = re.compile(r"[ \xa0]([A-Z]\w*)\b\.?(?![ \xa0][A-Z])")


def people_names(text: str, entities: Sequence[Found], gazetteer: Gazetteer) -> frozenset[str]:
    """Return the first and last names of the text's people that are no place in it.

    Of "Georgia Stevens" and "Tom Bellah" both, where the first name is a known one, of "Minister
    Lagos" the last behind the title. Where the text
    tells of anything "in" a place of that name, of its people ("Israeli Defence Minister Israel
    Katz") or its state ("Tom Ashland of Ashland, Oregon"), the place is meant as well.
    """
    told = [e for e in entities if e.label == "PERSON"]
    people = [text[e.start : e.end].split() for e in told]
    full = [words for words in people if len(words) > 1 and fold(words[0]) in first_names()]
    names = {words[0] for words in full} | {words[-1] for words in full}
    names |= {text[e.start : e.end] for e in told if _has_title(text, e)}
    return frozenset(name for name in names if not _is_told(name, text, gazetteer))


def _has_title(text: str, one: Found) -> bool:
    """Tell whether a single name stands behind a title: "Minister Lagos", "Mr Preston"."""
    titles = read_words("roles", "word") | read_words("honorifics", "word")
    before = text[max(one.start - 20, 0) : one.start].split()[-1:]
    return " " not in text[one.start : one.end] and any(
        w.strip(".").lower() in titles for w in before
    )


def _is_told(name: str, text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the text speaks of a place of this name too."""
    if f" in {name}" in text or _has_people(name, text, gazetteer):
        return True
    state = _state_behind(name, text)
    return state is not None and any(
        entry.kind in ("country", "admin1") and how in (PRIMARY, SHORT)
        for entry, how in gazetteer.find(state)
    )


def _state_behind(name: str, text: str) -> str | None:
    """Return the first words behind the name and a comma that have a state's shape."""
    at = text.find(f"{name}, ")
    while at >= 0:
        state = _STATE.match(text, at + len(name))
        if state and _BORDER.match(text, at):
            return state[1]
        at = text.find(f"{name}, ", at + 1)
    return None


def _has_people(name: str, text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the text names the people of a country or unit of this name: "Chadian"."""
    places = {entry.place_id for entry, how in gazetteer.find(name) if how == PRIMARY}
    return any(word in text for place in places for word in _peoples().get(place, ()))


@cache
def _peoples() -> dict[str, list[str]]:
    """Return the demonyms of each place."""
    found: dict[str, list[str]] = {}
    for row in read_rows("demonyms"):
        found.setdefault(row["place_id"], []).append(row["word"])
    return found


def is_people(text: str, start: int, end: int) -> bool:
    """Tell whether a name is part of a people's: "African American", "Native Americans"."""
    near = _peoples_names().finditer(text, max(start - 10, 0), end + 10)
    return any(found.start() <= start and end <= found.end() for found in near)


@cache
def _peoples_names() -> re.Pattern[str]:
    words = sorted(read_where("namesake_words", "word", key="position", value="american"))
    return re.compile(rf"\b(?:{'|'.join(words)})[- \xa0]Americans?\b", re.IGNORECASE)


def is_road(text: str, start: int, end: int) -> bool:
    """Tell whether a name is a road's: "Weir Road", "Locust St.", "Avalon" of "Avalon Boulevard".

    So are "County Highway LL", "W.Va. 61", each of "Lake and Hill streets", and "Lake" of "the 300
    block of Lake". "Florida Highway Patrol" goes on: that is a body of Florida.
    """
    if _NUMBERED.fullmatch(text, start, end) or _BLOCK.search(text, max(start - 30, 0), start):
        return True
    if _is_crossed(text, start, end):
        return True
    first, _, last = text[start:end].rpartition(" ")
    follower = _NEXT.match(text, end)
    is_numbered = _NUMBER.fullmatch(last) and _is_road_word(first.rpartition(" ")[2])
    is_one = bool(first and (_is_road_word(last) or is_numbered))
    return is_one or bool(follower and _is_road_word(follower[1]))


def _is_crossed(text: str, start: int, end: int) -> bool:
    """Tell whether a name is one of the roads that cross: "the corner of Lake and Hill streets"."""
    near = _CROSSING.finditer(text, max(start - 50, 0), end + 50)
    return any(
        found.start() < start and end <= found.end() and _is_road_word(found[1]) for found in near
    )


def _is_road_word(word: str) -> bool:
    return word.rstrip(".").casefold() in read_words("road_words", "word")


def is_club(name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a football club bears the name: "Norwich City", "Derby County".

    Places whose name it is are in the gazetteer under it ("Kansas City", "Essex County"); other
    towns whose largest namesake is British are written so for their clubs.
    """
    town, _, last = name.rpartition(" ")
    clubs = read_where("namesake_words", "word", key="position", value="club")
    if last not in clubs or not town or gazetteer.knows(name_key(name)):
        return False
    cities = [e for e, _ in gazetteer.find(town) if e.kind == "city"]
    return bool(cities) and max(cities, key=lambda e: e.population).country_code == "GB"


def is_namesake(text: str, start: int, end: int) -> bool:
    """Tell whether a storm, an illness, a feast, a month or a people bears it: "Storm Ulla"."""
    before = text[max(start - 20, 0) : start].split()[-1:]
    after = text[end : end + 20].split()[:1]
    name = text[start:end].casefold()
    is_other = name in read_words("holidays", "name") or _is_month(text, start, end)
    is_other = is_other or name in read_where(
        "namesake_words", "word", key="position", value="people"
    )
    is_other = is_other or _is_particle(text, start, end)
    return is_other or _is_among(before, "before") or _is_among(after, "after")


def _is_particle(text: str, start: int, end: int) -> bool:
    """Tell whether a name is the first word of an Arabic one that goes on: "Abu Sayyaf"."""
    particles = read_where("namesake_words", "word", key="position", value="particle")
    return text[start:end].casefold() in particles and bool(_CAPITAL.match(text, end))


def _is_month(text: str, start: int, end: int) -> bool:
    """Tell whether a name is a month's before its day: "TOKYO, Jun. 26"."""
    months = read_where("date_words", "word", key="class", value="month")
    return text[start:end].casefold() in months and bool(_DAY.match(text, end))


def _is_among(words: Sequence[str], position: str) -> bool:
    known = read_where("namesake_words", "word", key="position", value=position)
    return any(word.casefold().strip(".,;:") in known for word in words)
