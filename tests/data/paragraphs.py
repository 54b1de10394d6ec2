"""The paragraphs written for the project that are kept from training, as rows of a gold file.

`paragraphs_held.csv` has the marks of `seeds/train_statements.csv`, places among them.
"""

import csv
from pathlib import Path
from typing import Any

from flows.train.gold import Said
from flows.train.written import unmark
from tests.data.quotations import kind_of

HELD = Path(__file__).with_name("paragraphs_held.csv")


def paragraphs() -> list[dict[str, Any]]:
    """Return every held paragraph with its statements and toponyms; a place has no coordinates."""
    with HELD.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [gold_row(str(n), row["text"]) for n, row in enumerate(rows, start=1)]


def gold_row(number: str, marked: str) -> dict[str, Any]:
    """Return one paragraph in the shape of the gold files."""
    text, said, places = unmark(marked.replace("¶", "\n\n"))
    return {
        "id": number,
        "published_at": "2026-03-12T12:00:00+00:00",
        "text": text,
        "statements": [statement(text, one) for one in said],
        "toponyms": [{"start": start, "end": end} for start, end, _ in places],
    }


def statement(text: str, said: Said) -> dict[str, Any]:
    """Return one statement in the shape of the gold files."""
    return {
        "type": kind_of(text, said.content),
        "content": [list(span) for span in said.content],
        "cue": [list(said.cue)] if said.cue else [],
        "speaker": [list(said.source)] if said.source else [],
    }
