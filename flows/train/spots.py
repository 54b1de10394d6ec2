"""The seeds' labels of the gold's own articles in, examples out: offsets meet their texts.

Rows name a document of the gold and a stretch of it, all of whose events (`event_spots.jsonl`),
statements (`statement_spots.jsonl`) or places (`place_spots.jsonl`) are told; all offsets are those
of the document. Rows of texts that this gold has not are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from flows.train.gold import Example, Said, Span, gold_file, read_lines, statement_spans
from flows.train.splits import is_held_out, is_kept
from flows.train.written import told_example

Row = dict[str, Any]


def read_labels(folder: Path, gold: Path) -> list[Example]:
    """Read what the seeds tell of the gold's texts: events, statements and places."""
    events = read_events(folder, gold)
    said = read_stretches(folder, gold, "statement_spots", said_example)
    named = read_stretches(folder, gold, "place_spots", named_example)
    return [*events, *said, *named]


def read_events(folder: Path, gold: Path) -> list[Example]:
    """Read the sentences whose events are told; those that follow one another are one example."""
    rows = sorted(read_lines(folder / "event_spots.jsonl"), key=itemgetter("gold", "id", "start"))
    texts, found = texts_of(rows, gold), []
    for key, same in groupby(rows, key=itemgetter("gold", "id")):
        if key in texts:
            parts = stretches(texts[key], list(same))
            found += [events_example(texts[key], part) for part in parts]
    return found


def read_stretches(
    folder: Path, gold: Path, name: str, told: Callable[[str, Row], Example]
) -> Iterator[Example]:
    """Yield the stretches of one file of labels, each a row, as `told` reads it."""
    rows = list(read_lines(folder / f"{name}.jsonl"))
    texts = texts_of(rows, gold)
    for row in rows:
        if (row["gold"], row["id"]) in texts:
            yield told(texts[row["gold"], row["id"]], row)


def texts_of(rows: Sequence[Row], gold: Path) -> dict[tuple[str, str], str]:
    """Return the texts of the gold that rows point into, by set and document."""
    return {
        (name, str(row["id"])): row["text"]
        for name in {row["gold"] for row in rows}
        if (path := gold_file(gold, name)).is_file()
        for row in read_lines(path)
    }


def shifted(spot: Sequence[int], start: int) -> Span:
    """Return a span of a text as one of the stretch that starts there."""
    return spot[0] - start, spot[1] - start


def stretches(text: str, rows: list[Row]) -> list[list[Row]]:
    """Group a text's labelled sentences: between those of a group there is nothing to read."""
    parts: list[list[Row]] = []
    for row in rows:
        if not parts or text[parts[-1][-1]["end"] : row["start"]].strip():
            parts.append([])
        parts[-1].append(row)
    return parts


def events_example(text: str, rows: list[Row]) -> Example:
    """Return the stretch of a text that some sentences with known events are."""
    start, name = rows[0]["start"], "event_spots"
    events = [
        {
            **event,
            "trigger": shifted(event["trigger"], start),
            "source": [shifted(spot, start) for spot in event["source"]],
            "target": [shifted(spot, start) for spot in event["target"]],
            "sentence": shifted((row["start"], row["end"]), start),
        }
        for row in rows
        for event in row["events"]
    ]
    held_out = is_held_out(name, rows[0]) or is_kept(name, rows[0])
    own = text[start : rows[-1]["end"]]
    return told_example(name, rows[0]["id"], own, events, held_out=held_out)


def said_example(text: str, row: Row) -> Example:
    """Return a stretch of a text with its statements."""
    name, start = "statement_spots", row["start"]
    some = tuple(
        Said(
            tuple(shifted(spot, start) for spot in one["content"]),
            one["cue"] and shifted(one["cue"], start),
            one["source"] and shifted(one["source"], start),
        )
        for one in row["statements"]
    )
    spans = {"statement": statement_spans(some)}
    own = text[start : row["end"]]
    return Example(name, row["id"], own, is_held_out(name, row), spans, some)


def named_example(text: str, row: Row) -> Example:
    """Return a stretch of a text with its toponyms."""
    name, start = "place_spots", row["start"]
    places = tuple((*shifted(spot, start), "toponym") for spot in row["toponyms"])
    own = text[start : row["end"]]
    return Example(name, row["id"], own, is_held_out(name, row), {"toponym": places})
