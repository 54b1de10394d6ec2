"""The name of an event type goes in; its CAMEO root, quad class and intensity come out."""

from dataclasses import dataclass
from functools import cache

from flows.annotate.grammar.classes import names
from flows.annotate.lexicon import read_rows
from flows.annotate.text.words import Span


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of seeds/event_types.csv; the three values are None outside politics."""

    name: str
    cameo_root: str | None
    quad_class: int | None
    intensity: float | None


@cache
def event_types() -> dict[str, EventType]:
    """Return every type by its name."""
    return {
        row["event_type"]: EventType(
            row["event_type"],
            row["cameo_root"] or None,
            int(row["quad_class"]) if row["quad_class"] else None,
            float(row["intensity"]) if row["intensity"] else None,
        )
        for row in read_rows("event_types")
    }


@cache
def _contexts() -> dict[str, str]:
    return {
        word: row["context"]
        for row in read_rows("event_contexts")
        for word in row["words"].split("|")
    }


def read_contexts(sentence: Span) -> tuple[str, ...]:
    """Return what the sentence is about ("military", "election" …), sorted, by its words."""
    known = _contexts()
    found = {known[name] for token in sentence for name in names(token) if name in known}
    return tuple(sorted(found))
