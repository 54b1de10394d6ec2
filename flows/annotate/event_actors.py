"""The spans of an event's sides go in; its actors come out, with country and sector."""

from collections.abc import Sequence

from flows.annotate.actors import Cast
from flows.records import EventActor, PlaceMention

Span = tuple[int, int]


def read_actors(
    text: str, spans: Sequence[Span], cast: Cast, places: Sequence[PlaceMention]
) -> tuple[EventActor, ...]:
    """Return one actor a span; a phrase that nobody in the cast owns keeps the country it names."""
    found = []
    for start, end in spans:
        actor = cast.resolve(start, end)
        country = actor.country_code if actor else _country(start, end, places)
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


def _country(start: int, end: int, places: Sequence[PlaceMention]) -> str | None:
    codes = {
        p.place.country_code
        for p in places
        if p.place is not None and start <= p.start and p.end <= end and p.place.country_code
    }
    return codes.pop() if len(codes) == 1 else None
