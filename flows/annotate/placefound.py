"""What the learned annotator read in a text goes in; the toponyms' spans come out.

The toponym head finds names and demonyms by their sentence; the lists add what its gold leaves
out or it overlooks: seats of government, datelines, abbreviated states. Demonyms that the list
knows and the head passes over are places in 45 of 100 cases (the others are languages, dishes and
parts of longer names), so the head is believed.
"""

import re
from collections.abc import Iterator
from functools import cache

from flows.annotate.decode import Found
from flows.annotate.gazetteer import Gazetteer
from flows.annotate.layout import Layout
from flows.annotate.model import Reading
from flows.annotate.placekeys import name_key
from flows.annotate.placemeanings import meanings
from flows.annotate.placenames import seats
from flows.annotate.placespans import Spot, datelines, refine, trim

# On the training parts of LGL and TR-News, of the found names that the gazetteer has not, half are
# places from about this score on; of those that it has, from the lowest scores on.
SURE = 0.85

_WORD = re.compile(r"(?<![\w-])[A-Z]\w+")


def read_spans(text: str, layout: Layout, read: Reading, gazetteer: Gazetteer) -> list[Spot]:
    """Return the spans of place names and demonyms, sorted, none within another."""
    found = [trim(text, f.start, f.end) for f in read.toponyms if _counts(text, f, gazetteer)]
    found += seat_spans(text)
    found += datelines(text, layout, gazetteer)
    return refine(text, sorted(set(found)), gazetteer)


def _counts(text: str, found: Found, gazetteer: Gazetteer) -> bool:
    if found.score >= SURE:
        return True
    start, end = trim(text, found.start, found.end)
    return bool(meanings(gazetteer, text[start:end]).candidates)


@cache
def _phrases() -> dict[str, list[str]]:
    """Return the seats of government by their first word, in small letters, longest first."""
    found: dict[str, list[str]] = {}
    for name in seats():
        found.setdefault(name.split()[0], []).append(name)
    for names in found.values():
        names.sort(key=len, reverse=True)
    return found


def seat_spans(text: str) -> Iterator[Spot]:
    """Yield the seats of government that the text names."""
    for word in _WORD.finditer(text):
        for name in _phrases().get(word[0].casefold(), ()):
            end = word.start() + len(name)
            if name_key(text[word.start() : end]) == name and not text[end : end + 1].isalnum():
                yield word.start(), end
                break
