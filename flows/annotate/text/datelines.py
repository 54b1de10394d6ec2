"""A text and its body paragraphs go in; where the dateline stands that opens the story comes out.

Agencies' datelines are known by their form: "KYIV, Jan 30 (Reuters) -". Papers' are told from a
speaker's name ("TRUMP: We will win") and from an aside by the place that they name.
"""

import re
from collections.abc import Sequence

from flows.annotate.gazetteer.gazetteer import PRIMARY, load_gazetteer

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:, ?(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-ſ"  # BODØ, SÃO PAULO, ŁÓDŹ
_DATELINE = re.compile(
    r"(?:"
    # KYIV; NAIROBI, Kenya
    rf"[{_CAPITAL}][{_CAPITAL}.'’\- ]{{2,30}}(?:[,/] ?[A-Z][\w.'’\- ]{{1,30}}){{0,2}}"
    rf"{_DATE}(?: ?\([A-Za-z][\w /&.\-]{{1,25}}\))?"
    r"|"
    r"[A-Z][\w.'’\-]+(?:[ ,/]{1,2}[A-Z][\w.'’\-]+){0,5}[ ,/]{0,2}"
    rf"{_DATE} ?"
    r"\([A-Z][\w /&.\-]{1,25}\)"  # Nairobi, Kenya (AP)
    r"|\([A-Z][\w /&.\-]{1,25}\)"  # (Reuters)
    r")\s?(?:--|[-–—_])\s"
)
_PLACE = r"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,3}"
_COLON = re.compile(
    rf"([{_CAPITAL}][{_CAPITAL}.'’\- ]{{2,30}})(?:[,/] ?{_PLACE})?"
    rf"{_DATE}(?: ?\([A-Z][\w /&.\-]{{1,25}}\))?:\s+(?=\S)"
)
_TITLED = re.compile(rf"({_PLACE})(?:, {_PLACE})?:\s+(?=[A-Z\"“‘'])")
_TURN = re.compile(r"^[A-Z][\w.'’\- ]{1,30}:\s", re.M)
_DASH = re.compile(rf"({_PLACE})(?:, {_PLACE})?\s(?:--|[-–—])\s(?=[A-Z\"“‘'])")
_SPEAKER = re.compile(rf"^[{_CAPITAL}][{_CAPITAL}.'’\- ]{{2,30}}:\s", re.M)
_ASIDE = re.compile(r"\s(?:--|[-–—])\s")
_SENTENCE_END = re.compile(r"[.!?][\"”’']?(?=\s|$)|\n")
LARGE = 500_000  # people
WRITTEN_FROM = 50_000  # people: smaller towns open no foreign story, and share names with people


def find_dateline(text: str, bodies: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the dateline's span, from one of the first two paragraphs of the story."""
    for start, end in bodies[:2]:
        found = _DATELINE.match(text, start, end) or _of_a_place(text, start, end)
        if found:
            return found.start(), found.start() + len(found[0].rstrip())
    return None


def _of_a_place(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return "Mumbai: " or "Johannesburg - " where a place that news is written from opens so.

    One colon of the kind opens a story, several a conversation; two dashes hold an aside.
    """
    colon = _COLON.match(text, start, end)
    if colon and len(_SPEAKER.findall(text)) < 2 and _is_written_from(colon[1]):
        return colon
    titled = _TITLED.match(text, start, end)
    if titled and len(_TURN.findall(text)) < 2 and _is_written_from(titled[1]):
        return titled
    dash = _DASH.match(text, start, end)
    if dash is None or not _is_written_from(dash[1]):
        return None
    stop = _SENTENCE_END.search(text, dash.end(), end)
    dashes = _ASIDE.findall(text, dash.start(), stop.start() if stop else end)
    return dash if len(dashes) % 2 else None


def _is_written_from(name: str) -> bool:
    """Tell whether a name is that of a capital or of a city of some size.

    Large cities are written from by their other names too: "Frankfurt" is Frankfurt am Main.
    """
    return any(
        e.is_capital
        and how == PRIMARY
        or e.kind == "city"
        and e.population >= (WRITTEN_FROM if how == PRIMARY else LARGE)
        for e, how in load_gazetteer().find(name)
    )
