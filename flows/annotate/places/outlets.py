"""An article's address goes in; what it says of its outlet's country and home comes out."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from flows.annotate.gazetteer.gazetteer import Entry, Gazetteer
from flows.annotate.lexicon import read_map, read_words

SHORTEST = 4  # letters of a place in a domain
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
_PREFIXES = frozenset({"www", "news", "m", "edition", "amp", "feeds", "rss"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """A country by the domain's ending, the domain's letters, and the home its readers live in.

    `place` is the name of a place that stands in the domain among words of papers' names.
    """

    country: str = ""
    letters: str = ""
    home: Entry | None = None
    place: str = ""


def read_outlet(url: str | None, gazetteer: Gazetteer) -> Outlet:
    """Return what an address says of its outlet; empty fields where it says nothing."""
    return _of_host(urlsplit(url or "").hostname or "", gazetteer)


@lru_cache(maxsize=1024)
def _of_host(host: str, gazetteer: Gazetteer) -> Outlet:
    parts = host.split(".")
    home = _home(parts, gazetteer)
    parts = [p for p in parts if p not in _PREFIXES]
    if len(parts) < 2:
        return Outlet(home=home)
    top = parts.pop()
    if parts[-1] in _SECOND_LEVEL and len(parts) > 1:
        parts.pop()
    country = {"uk": "GB"}.get(top, top.upper()) if len(top) == 2 else ""
    letters = re.sub(r"[^a-z]", "", parts[-1])
    return Outlet(country, letters, home, _place(letters, gazetteer))


def _place(letters: str, gazetteer: Gazetteer) -> str:
    """Return the longest name in "theparisnews": paper words are the rest; "" for none."""
    starts = [at for at in range(len(letters)) if _are_words(letters[:at])]
    ends = [at for at in range(SHORTEST, len(letters) + 1) if _are_words(letters[at:])]
    spots = [(start, end) for start in starts for end in ends if end - start >= SHORTEST]
    for start, end in sorted(spots, key=lambda s: s[0] - s[1]):
        word = letters[start:end]
        names = [word, *(f"{word[:i]} {word[i:]}" for i in range(3, len(word) - 2))]
        for name in names:
            if name not in read_words("outlet_words", "word") and gazetteer.knows(name):
                return name
    return ""


def _are_words(letters: str) -> bool:
    """Tell whether letters are nothing, or words of papers' names one behind the other."""
    words = read_words("outlet_words", "word")
    return not letters or any(
        letters.startswith(word) and _are_words(letters[len(word) :]) for word in words
    )


def _home(parts: list[str], gazetteer: Gazetteer) -> Entry | None:
    """Return the home of the longest ending of the host that seeds/outlet_homes.csv knows."""
    homes = read_map("outlet_homes", "domain", "place_id")
    for first in range(len(parts) - 1):
        place_id = homes.get(".".join(parts[first:]))
        if place_id:
            return gazetteer.get(place_id)
    return None
