"""The stretches of the gold's articles that are kept from training, as rows of a gold file.

`seeds/statement_spots.jsonl` and `seeds/place_spots.jsonl` say by offsets who said what in them,
and where names of places stand; a place has no coordinates.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.paths import SEEDS
from flows.train.gold import read_lines
from flows.train.splits import is_held_out
from flows.train.spots import shifted, texts_of
from tests.data.quotations import kind_of

Row = dict[str, Any]


def held_statements(gold: Path) -> list[Row]:
    """Return the held stretches whose statements are known."""
    return [
        row | {"statements": [statement(row, one) for one in row["statements"]]}
        for row in held("statement_spots", gold)
    ]


def held_places(gold: Path) -> list[Row]:
    """Return the held stretches whose places are known."""
    rows = held("place_spots", gold)
    return [row | {"toponyms": [place(row, spot) for spot in row["toponyms"]]} for row in rows]


def held(name: str, gold: Path) -> list[Row]:
    """Return the held rows of a file of the seeds with their stretches of text."""
    rows = [row for row in read_lines(SEEDS / f"{name}.jsonl") if is_held_out(name, row)]
    texts = texts_of(rows, gold)
    return [
        row
        | {
            "id": f"{row['gold']}/{row['id']}/{row['start']}",
            "published_at": "2026-03-12T12:00:00+00:00",
            "text": texts[row["gold"], row["id"]][row["start"] : row["end"]],
        }
        for row in rows
    ]


def statement(row: Row, said: Row) -> Row:
    """Return one statement in the shape of the gold files."""
    content, cue, source = (
        [shifted(spot, row["start"]) for spot in spots if spot]
        for spots in (said["content"], [said["cue"]], [said["source"]])
    )
    kind = kind_of(row["text"], content)
    return {"type": kind, "content": content, "cue": cue, "speaker": source}


def place(row: Row, spot: Sequence[int]) -> Row:
    """Return one toponym in the shape of the gold files."""
    start, end = shifted(spot, row["start"])
    return {"start": start, "end": end}
