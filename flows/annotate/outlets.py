"""An article's address goes in; what it says of its outlet's country and home comes out."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from flows.annotate.gazetteer import Entry, Gazetteer
from flows.annotate.lexicon import read_map

_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
_PREFIXES = frozenset({"www", "news", "m", "edition", "amp", "feeds", "rss"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """A country by the domain's ending, the domain's letters, and the home its readers live in."""

    country: str = ""
    letters: str = ""
    home: Entry | None = None


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
    return Outlet(country, re.sub(r"[^a-z]", "", parts[-1]), home)


def _home(parts: list[str], gazetteer: Gazetteer) -> Entry | None:
    """Return the home of the longest ending of the host that seeds/outlet_homes.csv knows."""
    homes = read_map("outlet_homes", "domain", "place_id")
    for first in range(len(parts) - 1):
        place_id = homes.get(".".join(parts[first:]))
        if place_id:
            return gazetteer.get(place_id)
    return None
