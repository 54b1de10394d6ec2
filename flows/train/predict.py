"""Weights and a gold file in, a file of predictions in the scorer's format out.

    python -m flows.train.predict GOLD.jsonl OUT.jsonl [--weights FILE] [--held-out]

With --held-out only the documents kept from training are read, and OUT.gold.jsonl gets their gold.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from flows.annotate.digest import DEFAULT
from flows.annotate.learned.decode import Happening, Said
from flows.annotate.learned.model import Model, load_model
from flows.annotate.learned.tagging import Found
from flows.annotate.learned.windows import quote_marks
from flows.train.gold import read_lines
from flows.train.splits import is_held_out

DIRECT_SHARE = 0.95  # of the letters in quotation marks, by the meaning of the table's column


def kind_of(text: str, content: list[tuple[int, int]]) -> str:
    """Return direct, mixed or indirect by the share of letters inside quotation marks."""
    marks = quote_marks(text)
    letters = [i for a, b in content for i in range(a, b) if text[i].isalnum()]
    share = float(np.mean(marks[letters] > 0)) if letters else 0.0
    return "direct" if share >= DIRECT_SHARE else "mixed" if share > 0 else "indirect"


def said_row(said: Said, text: str) -> dict[str, Any]:
    """Return one statement as the scorer reads it."""
    content = [(c.start, c.end) for c in said.content]
    row: dict[str, Any] = {"content_spans": content, "kind": kind_of(text, content)}
    for name, found in (("speaker", said.source), ("cue", said.cue)):
        row[f"{name}_start"] = found.start if found else None
        row[f"{name}_end"] = found.end if found else None
    return row | {"confidence": said.score}


def spot(found: Found) -> dict[str, Any]:
    """Return one span as the scorer reads it."""
    return {"start": found.start, "end": found.end, "type": found.label}


def event_row(event: Happening) -> dict[str, Any]:
    """Return one event as the scorer reads it."""
    return {
        "event_type": event.label,
        "sources": [spot(f) for f in event.sources],
        "targets": [spot(f) for f in event.targets],
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
    }


def predict(model: Model, row: dict[str, Any]) -> dict[str, Any]:
    """Read one document; return its predictions."""
    text = row["text"]
    reading = model.read(text)
    return {
        "id": row["id"],
        "statements": [said_row(s, text) for s in reading.statements],
        "places": [spot(f) for f in reading.toponyms],
        "dates": [spot(f) for f in reading.dates],
        "events": [event_row(e) for e in reading.events],
    }


def write(rows: list[dict[str, Any]], path: Path) -> None:
    """Write one JSON object a line."""
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


def main() -> None:
    """Read a gold file with the weights and write the predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", type=Path, default=DEFAULT)
    parser.add_argument("--held-out", action="store_true")
    given = parser.parse_args()
    rows = list(read_lines(given.gold))
    if given.held_out:
        rows = [row for row in rows if is_held_out(given.gold.stem, row)]
        write(rows, given.out.with_suffix(".gold.jsonl"))
    model = load_model(given.weights)
    write([predict(model, row) for row in rows], given.out)


if __name__ == "__main__":
    main()
