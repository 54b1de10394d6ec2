"""The spans of an event's sides go in; its actors come out, with country and sector."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.annotate.actors.cast import Cast
from flows.records import EventActor, PlaceMention

Span = tuple[int, int]

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\s+(?=\S)")  # of a live page: "17:45 Tuvalu’s envoy"
_OWNED = frozenset({"its", "their", "our"})
_OWN = frozenset({"his", "her", "their", "its", "my", "our"})
_OBJECTS = frozenset({"him", "her", "them", "it"})
_CLOSING = '”"»'
_OPENING = frozenset('“"«„')


def read_actors(
    text: str, spans: Sequence[Span], cast: Cast, places: Sequence[PlaceMention]
) -> tuple[EventActor, ...]:
    """Return one actor a span; a phrase that nobody in the cast owns keeps the country it names."""
    found: list[EventActor] = []
    whole = [_bare(text, start, end) for start, end in spans]
    for start, end in whole:
        if any(a <= start and end <= b and (a, b) != (start, end) for a, b in whole):
            continue  # a piece of the name beside it
        if not any(map(str.isalnum, text[start:end])):
            continue  # a mark that the parse took for a word
        actor = cast.resolve(start, end)
        if actor is not None and any(actor.actor_id == each.actor_id for each in found):
            continue  # "the Union, AU": one actor is named once
        country = actor.country_code if actor else _country(start, end, places)
        country = country or _owner_country(start, end, cast)
        found.append(
            EventActor(
                text[start:end],
                start,
                end,
                actor.actor_id if actor else None,
                country,
                actor.sector if actor else None,
            )
        )
    return tuple(found)


def told_apart(
    sources: tuple[EventActor, ...], targets: tuple[EventActor, ...]
) -> tuple[EventActor, ...]:
    """Return the targets; whom a plain pronoun means that was read as the source is not known.

    "Axelrod accused him": somebody else is meant, or it would be "himself".
    """
    doers = {each.actor_id for each in sources if each.actor_id}
    return tuple(
        replace(each, actor_id=None, country_code=None, sector=None)
        if each.actor_id in doers and each.text.lower() in _OBJECTS
        else each
        for each in targets
    )


def without_self(
    sources: tuple[EventActor, ...], targets: tuple[EventActor, ...]
) -> tuple[EventActor, ...]:
    """Return the sources without whom the event befell as their own: "he called his ouster a coup".

    What a possessive tells as somebody's own they did not do to themselves.
    """
    own = {each.actor_id for each in targets if each.text.lower() in _OWN and each.actor_id}
    return tuple(each for each in sources if each.actor_id not in own)


def _bare(text: str, start: int, end: int) -> Span:
    """Return a span without the hour before it and a quotation mark that it did not open."""
    clock = _CLOCK.match(text, start, end)
    start = clock.end() if clock else start
    while end > start and text[end - 1] in _CLOSING and _OPENING.isdisjoint(text[start : end - 1]):
        end -= 1
    return start, end


def _owner_country(start: int, end: int, cast: Cast) -> str | None:
    """Return the country of whose a thing or a force is: "its drones", of Ukraine's army."""
    words = cast.doc.char_span(start, end, alignment_mode="expand")
    if words is None or not len(words) or words[0].lower_ not in _OWNED:
        return None
    owner = cast.by_token.get(words.start)
    return owner.country_code if owner is not None else None


def _country(start: int, end: int, places: Sequence[PlaceMention]) -> str | None:
    codes = {
        p.place.country_code
        for p in places
        if p.place is not None and start <= p.start and p.end <= end and p.place.country_code
    }
    return codes.pop() if len(codes) == 1 else None
