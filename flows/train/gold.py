"""Gold files in, examples out: a text, the spans each head should find, and what is unknown."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.annotate.learned.heads import ENTITIES, RELATIONS, TAGS
from flows.train.splits import is_held_out, is_kept

Span = tuple[int, int]
Labelled = tuple[int, int, str]

NUMBERS = {name: number for names in (TAGS, RELATIONS) for number, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: the stretches of its content, its cue and its source where it has them."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None


@dataclass(frozen=True, slots=True)
class EventSides:
    """One event: its trigger, who stands on either side of it, and the sentence they stand in.

    Of PLOVER's no trigger is known: `kind` tells the type that it has.
    """

    trigger: Span | None
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    sentence: Span
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of it; a head that is not in `spans` is not known and not trained.

    `open_cues` says that cues are not marked although statements are (FactAppeal). `sure` names the
    heads that know only stretches of the text, as from a lesson (`teach.py`), each with these:
    outside of them it learns nothing. The triggers of events are the spans of "event".
    """

    gold: str
    id: str
    text: str
    held_out: bool
    spans: Mapping[str, tuple[Labelled, ...]]
    said: tuple[Said, ...] = ()
    open_cues: bool = False
    sure: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    types: tuple[Labelled, ...] = ()  # sentences that tell of an event whose trigger is not known
    statuses: tuple[Labelled, ...] = ()  # triggers with what became of them
    sides: tuple[EventSides, ...] = ()  # events whose own sides are known
    weight: float = 1.0
    names: tuple[Span, ...] = ()
    # Words as rows of start, end, tag, relation, number of the word they depend on (a root: its
    # own), and 1 where a sentence starts.
    words: NDArray[np.int32] | None = None


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def gold_file(folder: Path, name: str) -> Path:
    """Return the file of a set's labels; a set with pages has a folder of its own."""
    path = folder / f"{name}.jsonl"
    return path if path.is_file() else folder / name / "gold.jsonl"


def read_gold(folder: Path, name: str, silver: Mapping[str, Any]) -> list[Example]:
    """Read one gold file, with the silver syntax (by document) beside its own labels."""
    rows = read_lines(folder / f"{name}.jsonl")
    return [example(name, row, silver.get(f"{name}/{row['id']}")) for row in rows]


def example(name: str, row: dict[str, Any], syntax: Mapping[str, Any] | None) -> Example:
    """Return one gold row as an example, by the kind of its set."""
    spans: dict[str, tuple[Labelled, ...]] = {}
    more: dict[str, Any] = {}
    if syntax is not None:
        spans["entity"], more = syntax_labels(syntax)
    if name.startswith(("statements", "seed")):
        more |= statement_labels(name, row)
        spans["statement"] = statement_spans(more["said"])
    if "toponyms" in row:
        toponyms = row["toponyms"] + row.get("unlinked", [])
        spans["toponym"] = tuple(sorted({(t["start"], t["end"], "toponym") for t in toponyms}))
    if "timexes" in row:
        spans["timex"] = tuple((t["start"], t["end"], t["type"]) for t in row["timexes"])
    if name.startswith("events"):
        sides = event_sides(row)
        if sides is not None:
            more["types"] = ((*sides.sentence, sides.kind),)
            more["sides"] = (sides,)
        else:
            spans["event"] = ()
    if name.startswith("status"):
        more["statuses"] = status_labels(row)
    held_out = is_held_out(name, row) or is_kept(name, row)
    return Example(name, row["id"], row["text"], held_out, spans, **more)


def syntax_labels(found: Mapping[str, Any]) -> tuple[tuple[Labelled, ...], dict[str, Any]]:
    """Return the entities, and the words and persons' names, of a text that was parsed."""
    entities = tuple((a, b, k) for a, b, k in found["entities"] if k in ENTITIES)
    words = [
        (start, end, NUMBERS.get(tag, -1), NUMBERS.get(relation, -1), head, first)
        for start, end, tag, relation, head, first in found["words"]
    ]
    names = tuple((a, b) for a, b, k in entities if k == "PERSON")
    return entities, {"words": np.array(words, dtype=np.int32).reshape(-1, 6), "names": names}


def status_labels(row: Mapping[str, Any]) -> tuple[Labelled, ...]:
    """Return the triggers of a row's events with their status, each told by its first part."""
    return tuple(
        (event["trigger"][0]["start"], event["trigger"][0]["end"], event["status"])
        for event in row["events"]
        if event.get("trigger")
    )


def statement_labels(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return the statements of a row, and how far what is unmarked may be trusted."""
    said = tuple(
        Said(
            tuple((a, b) for a, b in s["content"]),
            (s["cue"][0][0], s["cue"][0][1]) if s.get("cue") else None,
            (s["speaker"][0][0], s["speaker"][0][1]) if s["speaker"] else None,
        )
        for s in row["statements"]
    )
    if "factappeal" not in name:
        return {"said": said}
    # It marks factual claims only: a sentence without one may still hold a statement.
    return {"said": said, "open_cues": True, "weight": 1.0 if said else 0.2}


def statement_spans(said: tuple[Said, ...]) -> tuple[Labelled, ...]:
    """Return the statements' spans as one flat layer, each stretch once."""
    found: dict[Span, str] = {}
    for s in said:
        for kind, spots in (("content", s.content), ("cue", (s.cue,)), ("source", (s.source,))):
            for spot in spots:
                if spot is not None:
                    found.setdefault(spot, kind)
    return tuple((a, b, kind) for (a, b), kind in sorted(found.items()))


def event_sides(row: dict[str, Any]) -> EventSides | None:
    """Return a sentence's first event, without a trigger; None where it tells of none."""
    if not row["events"]:
        return None
    event = row["events"][0]

    def spots(side: str) -> tuple[Span, ...]:
        spans = event[side]["spans"]
        return tuple(sorted({(s["start"], s["end"]) for s in spans if s.get("start") is not None}))

    return EventSides(None, spots("source"), spots("target"), (0, len(row["text"])), event["type"])
