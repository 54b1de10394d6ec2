"""An article's text, layout and parse go in; the spans of its toponyms come out, not yet resolved."""

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from flows.annotate.gazetteer import Gazetteer
from flows.annotate.layout import Layout
from flows.annotate.placekeys import name_key
from flows.annotate.placenames import demonyms, seats, type_words

Spot = tuple[int, int]

LONGEST = 6  # words of a name
_TRIM = re.compile(r"^(?:the\s+|The\s+|\W+)+|(?:['’]s?|[\s,;:]+)+$")
_STATE = re.compile(r",\s+((?:[A-Z][a-z]{0,4}\.\s?){1,3}|[A-Z]{2})(?=[\s,;:.)\]–—-]|$)")
_TYPE_AFTER = re.compile(r"[ \xa0]([A-Za-z]+)\b")
_COORDINATED = re.compile(r"(?:,| and| or|, and| &) ")


def find_spans(text: str, layout: Layout, doc: Doc, gazetteer: Gazetteer) -> list[Spot]:
    """Return the spans of place names and demonyms, sorted, none within another."""
    found = set(_entities(text, doc, gazetteer))
    found |= set(_listed(text, doc))
    found |= set(_dateline(text, layout, gazetteer))
    return refine(text, sorted(found), gazetteer)


def refine(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Return spans with their type words and the states that follow them, overlaps settled."""
    grown = [_with_type(text, spot, gazetteer) for spot in spots]
    grown += list(_states(text, grown, gazetteer))
    return settle(grown)


def settle(spots: Iterable[Spot]) -> list[Spot]:
    """Return the spots without those that a longer one touches, in the order of the text."""
    kept: list[Spot] = []
    for start, end in sorted(set(spots), key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    return sorted(kept)


def trim(text: str, start: int, end: int) -> Spot:
    """Return the span without article, possessive and marks at its ends."""
    piece = text[start:end]
    front = _TRIM.match(piece)
    if front and front.end() < len(piece):
        start += front.end()
    piece = text[start:end]
    for back in _TRIM.finditer(piece):
        if back.end() == len(piece) and back.start() > 0:
            end = start + back.start()
    return start, end


def _entities(text: str, doc: Doc, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield places that the tagger marks, and known names inside what it takes for bodies."""
    for entity in doc.ents:
        if entity.label_ in ("GPE", "LOC"):
            yield trim(text, entity.start_char, entity.end_char)
        elif entity.label_ in ("ORG", "FAC", "EVENT"):
            yield from _inside(text, entity, gazetteer)


def _inside(text: str, entity: Span, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the longest known name that opens an organisation's name, or follows "of" or "in"."""
    tokens = [token for token in entity if not token.is_space]
    at = 0
    while at < len(tokens):
        opens = at == 0 or tokens[at - 1].lower_ in ("of", "in", "at", "the", "for")
        spot = _longest(text, tokens[at:], gazetteer) if opens else None
        if spot is not None:
            yield spot
        at += 1


def _longest(text: str, tokens: Sequence[Token], gazetteer: Gazetteer) -> Spot | None:
    for size in range(min(LONGEST, len(tokens)), 0, -1):
        start, end = trim(text, tokens[0].idx, tokens[size - 1].idx + len(tokens[size - 1]))
        name = text[start:end]
        if len(name) > 3 and name[0].isupper() and gazetteer.knows(name_key(name)):
            return start, end
    return None


def _listed(text: str, doc: Doc) -> Iterator[Spot]:
    """Yield demonyms and seats of government, which are known words."""
    people = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]
    for token in doc:
        if not token.text[:1].isupper() or any(a <= token.i < b for a, b in people):
            continue
        for size in (3, 2, 1):
            last = token.i + size
            if last > len(doc):
                continue
            start, end = token.idx, doc[last - 1].idx + len(doc[last - 1])
            name = text[start:end]
            if name.casefold() in demonyms() or name_key(name) in seats():
                yield start, end
                break


def _dateline(text: str, layout: Layout, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the place that opens an agency's dateline."""
    if layout.dateline:
        start, end = layout.dateline
        place = re.match(r"[^,(—–\-]+", text[start:end])
        if place:
            spot = trim(text, start, start + place.end())
            if gazetteer.knows(name_key(text[spot[0] : spot[1]])):
                yield spot


def _with_type(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return the span grown by the type word that follows it, also over a coordination."""
    word = _TYPE_AFTER.match(text, spot[1])
    key = name_key(word[1]) if word else ""
    kinds = type_words("after").get(key)
    if word is None or not kinds:
        return spot
    longer = name_key(text[spot[0] : word.end()])
    is_unit = bool(kinds & {"admin1", "admin2"}) and key not in ("city", "state")
    return (spot[0], word.end()) if gazetteer.knows(longer) or is_unit else spot


def _states(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the abbreviated states and provinces that stand after a place's comma."""
    for _, end in spots:
        found = _STATE.match(text, end)
        if found and gazetteer.knows(name_key(found[1])):
            yield found.start(1), found.start(1) + len(found[1].rstrip())
