"""The seeds' own annotated paragraphs and sentences in, examples out: genres the gold has not.

`[s1 the mayor] [q1 said] [c1 rain fell in [p Cork]]` marks source, cue and content of statement 1,
and a place; marks may lie in one another; ¶ is a break of paragraphs. A text without a mark of a
place is one whose places nobody has marked.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from flows.train.gold import EventSides, Example, Labelled, Said, Span, read_lines, statement_spans
from flows.train.splits import is_kept

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


def told_example(
    name: str, number: str, text: str, events: list[dict[str, Any]], *, held_out: bool
) -> Example:
    """Return a text all of whose events are known; triggers and sides are offsets of it.

    An event may name its `sentence`, which is the text where it does not.
    """
    known = [event for event in events if event["trigger"] is not None]
    spans = {"event": tuple((*event["trigger"], event["type"]) for event in known)}
    statuses = tuple(
        (*event["trigger"], STATUS[event["occurrence"]])
        for event in known
        if event["occurrence"] in STATUS
    )
    whole = 0, len(text)
    own = tuple(
        EventSides(e["trigger"], tuple(e["source"]), tuple(e["target"]), e.get("sentence", whole))
        for e in known
    )
    return Example(name, number, text, held_out, spans, statuses=statuses, sides=own)
