"""Compare a second labelling pass with the first: how far the event guideline settles things.

    python -m tests.benchmarks.agreement
    python -m tests.benchmarks.agreement --gold ../shared/gold

The second pass was made on sentences drawn from those held back, their labels stripped: of the
project's own, shuffled, by the same writer; of the gold's, by another.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from flows import paths
from tests.benchmarks.guideline import held_spots, overlap, percent, span, words

Row = dict[str, Any]
FIRST = paths.SEEDS / "event_examples_held.jsonl"
SECOND = paths.ROOT / "tests" / "data" / "event_second_pass.jsonl"
FIRST_OF_GOLD = paths.SEEDS / "event_spots.jsonl"
SECOND_OF_GOLD = paths.ROOT / "tests" / "data" / "event_spots_second_pass.jsonl"


def read_rows(path: Path, gold: Path | None = None) -> dict[object, Row]:
    """Return labelled sentences by what names them; of the gold's texts those held back."""
    if gold is None:
        lines = path.read_text(encoding="utf-8").splitlines()
        return {row["id"]: row for row in map(json.loads, lines)}
    rows = [row | {"text": row["article"]["text"]} for row in held_spots(path, gold)]
    return {(row["gold"], row["id"], row["start"]): row for row in rows}


def pairs(first: Row, second: Row) -> list[tuple[Row, Row]]:
    """Return the events of one sentence that both passes have, by overlap of their triggers."""
    found, rest = [], list(second["events"])
    for event in first["events"]:
        spot = span(first["text"], event["trigger"])
        same = [e for e in rest if overlap(spot, span(first["text"], e["trigger"]))]
        if same:
            rest.remove(same[0])
            found.append((event, same[0]))
    return found


def kappa(one: list[bool], other: list[bool]) -> float:
    """Return Cohen's kappa of two judgements of the same things."""
    count = len(one)
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / count
    yes, also = sum(one) / count, sum(other) / count
    chance = yes * also + (1 - yes) * (1 - also)
    return (agreed - chance) / (1 - chance)


def main() -> None:
    """Print the agreement as rows of Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, help="folder of the gold: compare what is told of it")
    gold = parser.parse_args().gold
    files = (FIRST_OF_GOLD, SECOND_OF_GOLD) if gold else (FIRST, SECOND)
    first, second = (read_rows(path, gold) for path in files)
    shared = [(first[key], row) for key, row in second.items() if key in first]
    both = [(a["text"], x, y) for a, b in shared for x, y in pairs(a, b)]
    total = sum(len(a["events"]) + len(b["events"]) for a, b in shared)
    tokens = [0, 0]
    for text, x, y in both:
        for side in ("source", "target"):
            one, other = (words(text, [span(text, w) for w in e[side]]) for e in (x, y))
            tokens = [tokens[0] + 2 * len(one & other), tokens[1] + len(one) + len(other)]
    alike = kappa([bool(a["events"]) for a, _ in shared], [bool(b["events"]) for _, b in shared])
    print(f"| sentences | {len(shared)} |\n| an event or none, kappa | {alike:.2f} |")
    print(f"| events found by both, F1 | {percent(2 * len(both), total)} |")
    for name in ("type", "occurrence") if gold else ("type", "occurrence", "assertion"):
        print(f"| {name} | {percent(sum(x[name] == y[name] for _, x, y in both), len(both))} |")
    print(f"| words of the sides, F1 | {percent(tokens[0], tokens[1])} |")


if __name__ == "__main__":
    main()
