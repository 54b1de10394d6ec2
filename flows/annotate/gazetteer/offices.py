"""The words around a place's name go in; what kind of place an office there tells comes out.

"Georgia Gov." is the state, "Georgia's president" the country; "Jordan's king" is no person's.
"""

import re
from collections.abc import Iterator
from functools import cache

from flows.annotate.gazetteer.names import type_words
from flows.annotate.lexicon import read_where

_AFTER = re.compile(r"[ \xa0](\w+)|['’]s[ \xa0](\w+)(?:[ \xa0](\w+))?")
_BEFORE = re.compile(r"\b(\w+) of (?:the )?$")
_REACH = 24  # characters before a name: "governor of the"


def is_ruled(text: str, end: int) -> bool:
    """Tell whether an office of a state follows: "Virginia Gov.", "Jordan's foreign minister"."""
    return any(word in state_offices() for word in _behind(text, end))


def ruled_kinds(text: str, start: int, end: int) -> frozenset[str]:
    """Return the kinds of place that have the office named beside a name, none without one.

    Of 77 mentions beside such an office in LGL and TR-News 72 were of its kinds.
    """
    before = _BEFORE.search(text, max(start - _REACH, 0), start)
    words = [*_behind(text, end), *([before[1].casefold()] if before else [])]
    return next((type_words("office")[w] for w in words if w in type_words("office")), frozenset())


def _behind(text: str, end: int) -> Iterator[str]:
    found = _AFTER.match(text, end)
    return (word.casefold() for word in found.groups() if word) if found else iter(())


@cache
def state_offices() -> frozenset[str]:
    """Return the nouns of offices of state: "minister", "governor"."""
    return read_where("roles", "word", key="sector", value="government")
