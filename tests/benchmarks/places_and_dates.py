"""Score places and dates on the documents that nothing was trained on, and print a table.

    python -m tests.benchmarks.places_and_dates --gold GOLD_FOLDER --score SCORE_PY

Places are scored twice: with the article's address and without it, as of an outlet nobody knows.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.annotate.dates.dates import find_dates
from flows.annotate.grammar.parse import parse
from flows.annotate.learned.model import load_model
from flows.annotate.places.places import find_places
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText, DateMention, PlaceMention
from flows.train.gold import read_lines
from flows.train.splits import is_held_out

SETS = ("places_trnews", "places_lgl", "dates_timebank", "dates_aquaint")


def article(row: Mapping[str, Any]) -> ArticleText:
    """Return a gold row as the annotator is given it."""
    day = row.get("published_at")
    at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return ArticleText(row["id"], 1, row["text"], at, row.get("title"), row.get("url"))


def answers(name: str, row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is found in one document, under the heading that it counts for."""
    given = article(row)
    layout = read_layout(given.text)
    doc = parse(given.text, layout)
    if name.startswith("dates"):
        yield name, {"id": row["id"], "dates": shown(find_dates(given, layout, doc))}
        return
    read = load_model().read(given.text)
    for heading, case in ((name, given), (f"{name}, no address", replace(given, url=None))):
        found = find_places(case, layout, doc, read=read)
        yield heading, {"id": row["id"], "places": shown(found)}


def shown(mentions: list[PlaceMention] | list[DateMention]) -> list[dict[str, Any]]:
    """Return mentions as the scorer wants them: the place's columns beside the span's."""
    rows = [asdict(m) for m in mentions]
    return [row | (row.pop("place", None) or {}) for row in rows]


def score(scorer: Path, name: str, gold: list[Any], found: list[Any]) -> dict[str, Any]:
    """Return the scorer's report on these documents."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"]
        for path, rows in zip(paths, (gold, found), strict=True):
            lines = [json.dumps(row, default=str) + "\n" for row in rows]
            path.write_text("".join(lines), encoding="utf-8")
        words = [sys.executable, str(scorer), name.split("_")[0], *map(str, paths)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def main() -> None:
    """Print one line a set: precision / recall / F1 of each figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    given = parser.parse_args()
    for name in SETS:
        gold = [r for r in read_lines(given.gold / f"{name}.jsonl") if is_held_out(name, r)]
        found: dict[str, list[Any]] = {}
        for row in gold:
            for heading, answer in answers(name, row):
                found.setdefault(heading, []).append(answer)
        for heading, rows in found.items():
            report = score(given.score, name, gold, rows)
            figures = [f"{k} {v['p']} / {v['r']} / {v['f1']}" for k, v in report.items()
                       if isinstance(v, dict)]  # fmt: skip
            print(f"| {heading} | {len(gold)} | {', '.join(figures)} |", flush=True)


if __name__ == "__main__":
    main()
