"""Names and what they were taken for go in; the towns that lie elsewhere than told come out.

The gazetteer has not every village: of one that it lacks, a namesake abroad is all it knows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from flows.annotate.gazetteer.gazetteer import ALIAS, SHORT, Entry
from flows.annotate.gazetteer.geography import holds
from flows.annotate.gazetteer.names import Candidate, type_words
from flows.annotate.places.features import Named

# People: a larger town may be named beside any country ("after talks in Geneva, Iran said").
SMALL = 100_000
VILLAGE = 20_000  # people: up to here a town may be alone in its country by mistake
RESORT = 10_000  # people: of this size the only town of its name may be known everywhere
METROPOLIS = 500_000  # people
OTHERS, MOST = 3, 0.7  # so many other names, and their share in one country
LISTED = re.compile(r",?\s+(?:and|or)\b|,\s+[A-Z]")
_COMMA = re.compile(r",\s+")
_IN = re.compile(r"\s+in\s+")
_CLOSED = re.compile(r"\s*(?:[,.;:)—–-]|$)")

Spans = Sequence[tuple[int, int]]
Chosen = Sequence[Candidate | None]


def neighbours(spans: Spans) -> Iterator[tuple[int, int]]:
    """Return the neighbours among the spans in the order of the text."""
    return pairwise(sorted(range(len(spans)), key=lambda i: spans[i]))


def strange_names(text: str, spans: Spans, names: Sequence[Named], chosen: Chosen) -> set[str]:
    """Return the keys of towns that lie in no state or country of the name told behind them."""
    told = [
        (here, after)
        for here, after in neighbours(spans)
        if _is_told(text, spans[here], spans[after], chosen[here], chosen[after])
    ]
    strange = {at for at, outer in told if _is_stranger(chosen[at], names[at], names[outer])}
    homely = {names[at].key for at, _ in told if at not in strange}
    return {names[at].key for at in strange} - homely


def lonely_names(names: Sequence[Named], chosen: Chosen, home: str) -> set[str]:
    """Return the keys of small towns alone in a country while the text tells of another one.

    A story of Odisha's villages knows no Bant in the Netherlands. On the training parts of LGL and
    TR-News none of nine such mentions was right. `home` is the outlet's own country.
    """
    countries = {n.key: c.entry.country_code for n, c in zip(names, chosen, strict=True) if c}
    counts = Counter(code for code in countries.values() if code)
    top, most = counts.most_common(1)[0] if counts else ("", 0)
    has_county = any(c is not None and c.entry.kind == "admin2" for c in chosen)
    least = OTHERS - 1 if has_county else OTHERS  # who names a county tells where all is
    if most < MOST * (len(countries) - 1) or len(countries) <= least:
        return set()
    return {
        named.key
        for named, one in zip(names, chosen, strict=True)
        if one is not None
        and one.entry.kind in ("city", "admin2")
        and counts[one.entry.country_code] == 1
        and one.entry.country_code not in (top, home)
        and not (named.in_dateline or named.follower is not None)
        and not _is_known(named, one)
    }


def _is_known(named: Named, one: Candidate) -> bool:
    """Tell whether a town needs no neighbour: a capital, a large one, the one Davos.

    By one of its other names only a very large one is: "Munya" is no Monywa.
    """
    size = RESORT if len(named.candidates) == 1 else VILLAGE
    size = METROPOLIS if one.how == ALIAS else size
    return one.entry.is_capital or one.entry.population >= size


def _is_told(
    text: str,
    here: tuple[int, int],
    after: tuple[int, int],
    town: Candidate | None,
    outer: Candidate | None,
) -> bool:
    """Tell whether the words between two names put the first into the second."""
    if outer is None or town is None:
        return False
    has_comma = bool(_COMMA.fullmatch(text, here[1], after[0]))
    is_set_in = bool(_set_in().fullmatch(text, here[1], after[0]))
    if outer.entry.kind == "admin1":
        is_end = outer.how == SHORT or not LISTED.match(text, after[1])
        return (has_comma and is_end) or is_set_in
    is_small = not town.entry.is_capital and town.entry.population < SMALL
    if outer.entry.kind != "country" or not is_small:
        return False
    if has_comma:
        return bool(_CLOSED.match(text, after[1])) and not LISTED.match(text, after[1])
    return is_set_in or bool(_IN.fullmatch(text, here[1], after[0]))


@cache
def _set_in() -> re.Pattern[str]:
    """Return what sets a town into a land: ", in northern Chad", ", a mining town in Chad"."""
    kinds = type_words("before")
    parts = "|".join(re.escape(word) for word, found in kinds.items() if not found)
    towns = "|".join(word.removesuffix(" of") for word in kinds if word.endswith(" of"))
    a_town = rf"an?\s+(?:[\w-]+\s+){{0,3}}(?:{towns})\s+"
    return re.compile(rf",?\s+(?:{a_town})?in\s+(?:the\s+)?(?:(?:{parts})\s+)?")


def _is_stranger(one: Candidate | None, named: Named, after: Named) -> bool:
    """Tell whether a town does not lie in the state behind it, nor any of its name."""
    if one is None or one.entry.kind not in ("city", "admin2"):
        return False
    states = [c.entry for c in after.candidates if c.entry.kind in ("country", "admin1")]
    return not any(_is_in(state, c.entry) for state in states for c in named.candidates)


def _is_in(outer: Entry, inner: Entry) -> bool:
    return outer.place_id == inner.place_id or holds(outer, inner)
