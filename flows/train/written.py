"""The seeds' own annotated paragraphs and sentences in, examples out: genres the gold has not.

`[s1 the mayor] [q1 said] [c1 rain fell in [p Cork]]` marks source, cue and content of statement 1,
and a place; marks may lie in one another; ¶ is a break of paragraphs. A text without a mark of a
place is one whose places nobody has marked.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from flows.train.gold import Example, Labelled, Said, Span, read_lines, statement_spans
from flows.train.splits import is_held_out, is_kept

STATUS = {  # of an event by its occurrence; an attempt is neither
    "happened": "fact", "ongoing": "fact", "planned": "uncertain", "hypothetical": "uncertain",
    "denied": "denied",
}  # fmt: skip
MARK = re.compile(r"\[([scqp])(\d*) |\]")


def read_written(folder: Path) -> list[Example]:
    """Read the annotated paragraphs of the seeds."""
    with (folder / "train_statements.csv").open(encoding="utf-8", newline="") as lines:
        texts = [row["text"].replace("¶", "\n\n") for row in csv.DictReader(lines)]
    return [written_example(str(n), *unmark(text)) for n, text in enumerate(texts)]


def written_example(
    number: str, text: str, said: tuple[Said, ...], places: tuple[Labelled, ...]
) -> Example:
    """Return one paragraph; its places are known where some are marked."""
    spans = {"statement": statement_spans(said)} | ({"toponym": places} if places else {})
    return Example("written", number, text, False, spans, said)


def unmark(marked: str) -> tuple[str, tuple[Said, ...], tuple[Labelled, ...]]:
    """Return the plain text, its statements and its places."""
    text, last, open_marks = "", 0, []
    spots: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            open_marks.append((mark[1], mark[2], len(text)))
        else:
            kind, number, start = open_marks.pop()
            spots[kind, number].append((start, len(text)))
    numbers = sorted({number for kind, number in spots if kind == "c"}, key=int)
    places = tuple((start, end, "toponym") for start, end in sorted(spots["p", ""]))
    return text + marked[last:], tuple(said(spots, number) for number in numbers), places


def said(spots: dict[tuple[str, str], list[Span]], number: str) -> Said:
    """Return one statement; a cue or source marked twice counts where it stands first."""
    first = {kind: min(spots[kind, number], default=None) for kind in "qs"}
    return Said(tuple(sorted(spots["c", number])), first["q"], first["s"])


def read_events(folder: Path) -> list[Example]:
    """Read the labelled sentences of the seeds (docs/event-guideline.md)."""
    return [event_example(row) for row in read_lines(folder / "event_examples.jsonl")]


def event_example(row: dict[str, Any]) -> Example:
    """Return one labelled sentence; its words say where they stand by standing there."""

    def spots(words: str) -> list[Span]:
        at = row["text"].find(words)
        return [(at, at + len(words))] if at >= 0 else []

    events = [
        {
            **event,
            "trigger": next(iter(spots(event["trigger"])), None),
            "source": [spot for words in event["source"] for spot in spots(words)],
            "target": [spot for words in event["target"] for spot in spots(words)],
        }
        for event in row["events"]
    ]
    kept = is_kept("event_examples", row)  # those to report on have a file of their own
    return told_example("event_examples", row["id"], row["text"], events, held_out=kept)


def read_spots(folder: Path, gold: Path) -> list[Example]:
    """Read the sentences of the gold whose events the seeds know, by offsets of its texts.

    Sentences that follow one another are one example; those of texts that this gold has not are
    left out.
    """
    rows = sorted(read_lines(folder / "event_spots.jsonl"), key=itemgetter("gold", "id", "start"))
    texts = {
        (path.stem, str(row["id"])): row["text"]
        for path in gold.glob("*.jsonl")
        if path.stem in {row["gold"] for row in rows}
        for row in read_lines(path)
    }
    found = []
    for key, same in groupby(rows, key=itemgetter("gold", "id")):
        if key in texts:
            parts = stretches(texts[key], list(same))
            found += [spot_example(texts[key], part) for part in parts]
    return found


def stretches(text: str, rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Group a text's labelled sentences: between those of a group there is nothing to read."""
    parts: list[list[dict[str, Any]]] = []
    for row in rows:
        if not parts or text[parts[-1][-1]["end"] : row["start"]].strip():
            parts.append([])
        parts[-1].append(row)
    return parts


def spot_example(text: str, rows: list[dict[str, Any]]) -> Example:
    """Return the stretch of a text that some labelled sentences are."""
    start, name = rows[0]["start"], "event_spots"

    def moved(spot: Sequence[int]) -> Span:
        return spot[0] - start, spot[1] - start

    events = [
        {
            **event,
            "trigger": moved(event["trigger"]),
            "source": list(map(moved, event["source"])),
            "target": list(map(moved, event["target"])),
        }
        for row in rows
        for event in row["events"]
    ]
    held_out = is_held_out(name, rows[0]) or is_kept(name, rows[0])
    own = text[start : rows[-1]["end"]]
    return told_example(name, rows[0]["id"], own, events, held_out=held_out)


def told_example(
    name: str, number: str, text: str, events: list[dict[str, Any]], *, held_out: bool
) -> Example:
    """Return a text all of whose events are known; triggers and sides are offsets of it."""
    known = [event for event in events if event["trigger"] is not None]
    sides = {(a, b, side) for e in events for side in ("source", "target") for a, b in e[side]}
    spans = {
        "role": tuple(sorted(sides)),
        "event": tuple((*event["trigger"], event["type"]) for event in known),
    }
    statuses = tuple(
        (*event["trigger"], STATUS[event["occurrence"]])
        for event in known
        if event["occurrence"] in STATUS
    )
    return Example(name, number, text, held_out, spans, statuses=statuses)
