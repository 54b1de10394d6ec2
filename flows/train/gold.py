"""Gold files in, examples out: a text, the spans each head should find, and what is unknown."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.train.splits import is_held_out

Span = tuple[int, int]
Labelled = tuple[int, int, str]

GROUPS = {"PERSON": "person", "ORG": "organisation", "NORP": "group"}


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: the stretches of its content, its cue and its source where it has them."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of it; a head that is not in `spans` is not known and not trained.

    `open_cues` says that cues are not marked although statements are (FactAppeal); `sure` are the
    stretches outside of which the statement head learns nothing (None: it learns everywhere).
    """

    gold: str
    id: str
    text: str
    held_out: bool
    spans: Mapping[str, tuple[Labelled, ...]]
    said: tuple[Said, ...] = ()
    open_cues: bool = False
    sure: tuple[Span, ...] | None = None
    events: tuple[Labelled, ...] = ()  # sentences with their type, or "none"
    weight: float = 1.0
    names: tuple[Span, ...] = ()


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def read_gold(folder: Path, name: str, silver: Mapping[str, list[Any]]) -> list[Example]:
    """Read one gold file, with the silver entities (by document) beside its own labels."""
    found = []
    for row in read_lines(folder / f"{name}.jsonl"):
        entities = silver.get(f"{name}/{row['id']}")
        found.append(example(name, row, entities))
    return found


def example(name: str, row: dict[str, Any], entities: list[Any] | None) -> Example:
    """Return one gold row as an example, by the kind of its set."""
    spans: dict[str, tuple[Labelled, ...]] = {}
    more: dict[str, Any] = {}
    if entities is not None:
        spans["entity"] = tuple((a, b, GROUPS[k]) for a, b, k in entities if k in GROUPS)
        more["names"] = tuple((a, b) for a, b, k in entities if k == "PERSON")
    if name.startswith(("statements", "seed")):
        more |= statement_labels(name, row)
        spans["statement"] = statement_spans(more["said"])
    if "toponyms" in row:
        toponyms = row["toponyms"] + row.get("unlinked", [])
        spans["toponym"] = tuple(sorted({(t["start"], t["end"], "toponym") for t in toponyms}))
    if "timexes" in row:
        spans["timex"] = tuple((t["start"], t["end"], t["type"]) for t in row["timexes"])
    if name.startswith("events"):
        kind, spans["role"] = event_labels(row)
        more["events"] = ((0, len(row["text"]), kind),)
    held_out = is_held_out(name, row)
    return Example(name, row["id"], row["text"], held_out, spans, **more)


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


def event_labels(row: dict[str, Any]) -> tuple[str, tuple[Labelled, ...]]:
    """Return the type of a sentence's first event ("none" without one) and its two sides."""
    if not row["events"]:
        return "none", ()
    event = row["events"][0]
    sides = {
        (s["start"], s["end"], side)
        for side in ("source", "target")
        for s in event[side]["spans"]
        if s.get("start") is not None
    }
    return event["type"], tuple(sorted(sides))
