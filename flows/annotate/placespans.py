"""An article's text, layout and parse go in; its toponyms' spans come out, not yet resolved."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from flows.annotate.gazetteer import PRIMARY, Gazetteer
from flows.annotate.layout import Layout
from flows.annotate.lexicon import read_words
from flows.annotate.placekeys import name_key
from flows.annotate.placenames import candidates, demonyms, growing_words, seats, type_words

Spot = tuple[int, int]

LONGEST = 6  # words of a name
LARGE = 20000  # people: smaller namesakes of common words stand inside too many bodies' names
_TRIM = re.compile(r"^(?:the\s+|The\s+|\W+)+|(?:['’]s?|[\s,;:]+)+$")
_STATE = re.compile(r",\s+((?:[A-Z][a-z]{0,4}\.\s?){1,3}|[A-Z]{2})(?=[\s,;:.)\]–—-]|$)")
_TYPE_AFTER = re.compile(r"[ \xa0]([A-Za-z]+)\b")
GREAT = 1000000  # people: known by their name alone
_WORD = re.compile(r"\w[\w.'’-]*")
_CAPITALS = re.compile(
    r"(?<![\w-])([A-Z][A-Z.’']+(?: [A-Z][A-Z.’']+){0,2})(?:, [A-Z][\w. ]{1,20})? (?:—|–|--) "
)


def find_spans(text: str, layout: Layout, doc: Doc, gazetteer: Gazetteer) -> list[Spot]:
    """Return the spans of place names and demonyms, sorted, none within another."""
    found = set(_entities(text, doc, gazetteer))
    found |= set(_listed(text, doc))
    found |= set(_overlooked(text, doc, gazetteer))
    found |= set(datelines(text, layout, gazetteer))
    return refine(text, sorted(found), gazetteer)


def refine(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> list[Spot]:
    """Return spans cut to what is known in them, with type words and following states."""
    known = [_known_part(text, spot, gazetteer) for spot in spots]
    grown = [_with_type(text, spot, gazetteer) for spot in known]
    grown += list(_states(text, grown, gazetteer))
    return settle(grown)


def _known_part(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return the span, or where nobody knows it whole, the country or unit that opens it."""
    start, end = trim(text, *spot)
    if candidates(gazetteer, text[start:end]):
        return start, end
    words = [start + m.end() for m in _WORD.finditer(text[start:end])]
    for stop in reversed(words[:-1]):
        if _is_unit(text[start:stop], gazetteer):
            return start, stop
    return start, end


def _is_unit(name: str, gazetteer: Gazetteer) -> bool:
    return any(
        how == PRIMARY
        and (entry.kind in ("country", "admin1") or (entry.kind == "admin2" and " " in name))
        for entry, how in gazetteer.find(name)
    )


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
    people = {t.text for e in doc.ents if e.label_ == "PERSON" for t in e}
    places = {e.text for e in doc.ents if e.label_ in ("GPE", "LOC")}
    for entity in doc.ents:
        start, end = trim(text, entity.start_char, entity.end_char)
        name = text[start:end]
        if entity.label_ in ("GPE", "LOC"):
            if name[0].isupper() and name not in people and not name[-1].isdigit():
                yield start, end
        elif entity.label_ in ("ORG", "FAC", "EVENT"):
            for spot in _inside(text, entity, gazetteer):
                if _is_known_place(text[spot[0] : spot[1]], places, gazetteer):
                    yield spot


def _is_known_place(name: str, places: Collection[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a name inside another names a place: one named alone, or one of some size."""
    if name in places:
        return True
    found = gazetteer.find(name)
    return any(
        how == PRIMARY and entry.population >= LARGE and entry.kind != "admin2"
        for entry, how in found
    ) or any(entry.kind == "admin2" and " " in name for entry, _ in found)


def _inside(text: str, entity: Span, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the known names in an organisation's name, the longest first."""
    tokens = [token for token in entity if not token.is_space]
    at = 0
    while at < len(tokens):
        spot = _longest(text, tokens[at:], gazetteer)
        if spot is not None:
            yield spot
            while at < len(tokens) and tokens[at].idx < spot[1]:
                at += 1
        else:
            at += 1


def _longest(text: str, tokens: Sequence[Token], gazetteer: Gazetteer) -> Spot | None:
    for size in range(min(LONGEST, len(tokens)), 0, -1):
        start, end = trim(text, tokens[0].idx, tokens[size - 1].idx + len(tokens[size - 1]))
        name = text[start:end]
        if len(name) > 3 and name[0].isupper() and gazetteer.knows(name_key(name)):
            return start, end
    return None


def _overlooked(text: str, doc: Doc, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield known names that the tagger takes for persons or misses, where words around tell."""
    people = {t.text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 for t in e}
    taken = {t.i for e in doc.ents if e.label_ in ("GPE", "LOC") or len(e) > 1 for t in e}
    taken -= {t.i for e in doc.ents if _is_typed(e) for t in e}
    at = 0
    while at < len(doc):
        run = at
        while run < len(doc) and doc[run].pos_ == "PROPN" and doc[run].text[0].isupper():
            run += 1
        tokens = [t for t in doc[at:run] if not t.is_space]
        if tokens and not taken & {t.i for t in tokens}:
            spot = _longest(text, tokens, gazetteer)
            if spot and spot[1] == tokens[-1].idx + len(tokens[-1]):
                name = text[spot[0] : spot[1]]
                alone = name not in people or _is_typed(doc[at:run])
                if alone and _stands_as_place(doc, at, run, name, gazetteer):
                    yield spot
        at = max(run, at + 1)


def _is_typed(span: Span) -> bool:
    """Tell whether a type word stands beside: "the … region", "the village of …"."""
    doc, first = span.doc, span.start
    after = doc[span.end].lower_ if span.end < len(doc) else ""
    if type_words("after").get(after, frozenset()) & {"admin1", "admin2", "region"}:
        return True
    return (
        first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in type_words("after")
    )


def _stands_as_place(doc: Doc, first: int, last: int, name: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a known name is one of the world's, or stands where places stand."""
    primary = [entry for entry, how in gazetteer.find(name) if how == PRIMARY]
    if any(e.is_capital or e.kind == "country" or e.population >= GREAT for e in primary):
        return True
    if _is_typed(doc[first:last]):
        return True
    before = doc[first - 1].lower_ if first else ""
    large = any(entry.population >= LARGE for entry in primary)
    given = name.casefold() in read_words("given_names", "name")
    return large and not given and before in read_words("place_cues", "word")


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


def datelines(text: str, layout: Layout, gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the place that opens an agency's dateline, and places in capitals before a dash."""
    if layout.dateline:
        start, end = layout.dateline
        place = re.match(r"[^,(—–\-]+", text[start:end])
        if place:
            yield from _if_known(text, trim(text, start, start + place.end()), gazetteer)
    for found in _CAPITALS.finditer(text):
        yield from _if_known(text, (found.start(1), found.end(1)), gazetteer)


def _if_known(text: str, spot: Spot, gazetteer: Gazetteer) -> Iterator[Spot]:
    if gazetteer.knows(name_key(text[spot[0] : spot[1]])):
        yield spot


def _with_type(text: str, spot: Spot, gazetteer: Gazetteer) -> Spot:
    """Return the span grown by the type word that follows it, also over a coordination."""
    word = _TYPE_AFTER.match(text, spot[1])
    if word is None or not type_words("after").get(name_key(word[1])):
        return spot
    longer = (spot[0], word.end())
    if word[1].casefold() in growing_words():
        return longer
    if word[1][0].isupper() and text[word.end() : word.end() + 2].strip()[:1].isupper():
        return spot  # "Dublin City Council"
    return longer if gazetteer.knows(name_key(text[longer[0] : longer[1]])) else spot


def _states(text: str, spots: Sequence[Spot], gazetteer: Gazetteer) -> Iterator[Spot]:
    """Yield the abbreviated states and provinces that stand after a place's comma."""
    for _, end in spots:
        found = _STATE.match(text, end)
        if found and gazetteer.knows(name_key(found[1])):
            yield found.start(1), found.start(1) + len(found[1].rstrip())
