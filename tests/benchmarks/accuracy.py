"""Score the annotator and the extractor on every development set and print a Markdown table.

    python -m tests.benchmarks.accuracy --gold ../shared/gold --score ../shared/eval/score.py

Runs `dateline annotate` and `dateline extract`, the pipeline's own code, and the scorer as it is.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BIN = Path(sys.executable).parent
SETS = (
    ("seed", "seed.jsonl"),
    ("statements", "statements_polnear_dev.jsonl"),
    ("statements", "statements_factappeal_train.jsonl"),
    ("places", "places_trnews.jsonl"),
    ("places", "places_lgl.jsonl"),
    ("dates", "dates_timebank.jsonl"),
    ("dates", "dates_aquaint.jsonl"),
    ("events", "events_plover_train.jsonl"),
    ("events", "events_negatives_train.jsonl"),
    ("status", "status_meantime_train.jsonl"),
    ("pages", "pages_scrapinghub/gold.jsonl"),
)
INPUTS = ("id", "text", "published_at", "title", "url", "language")


def predict(task: str, gold: Path, folder: Path) -> tuple[Path, float]:
    """Write the command's answers for a gold file; return where, and the seconds it took."""
    given, answers = folder / "in.jsonl", folder / "out.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    if task == "pages":
        pages = gold.parent / "html"
        found = {path.name.split(".")[0]: path for path in pages.iterdir()}
        rows = [
            {"id": r["id"], "url": r["url"], "html_path": str(found[r["id"]].resolve())}
            for r in rows
        ]
    else:
        rows = [{name: row[name] for name in INPUTS if row.get(name)} for row in rows]
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = "extract" if task == "pages" else "annotate"
    began = time.monotonic()
    with answers.open("wb") as out:
        subprocess.run([BIN / "dateline", command, given], stdout=out, check=False)
    return answers, time.monotonic() - began


def score(scorer: Path, task: str, gold: Path, answers: Path) -> dict[str, Any]:
    """Return the scorer's report."""
    words = [sys.executable, str(scorer), task, str(gold), str(answers)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return report


def figures(report: dict[str, Any], prefix: str = "") -> list[str]:
    """Return the report's figures, each with its name, nested ones by their path."""
    found: list[str] = []
    for name, value in report.items():
        if name in ("of", "f1_by_type", "gold", "pred", "docs"):
            continue
        if isinstance(value, dict) and set(value) == {"p", "r", "f1"}:
            found.append(f"{prefix}{name} {value['p']} / {value['r']} / {value['f1']}")
        elif isinstance(value, dict):
            found += figures(value, f"{prefix}{name} ")
        else:
            of = f" of {report['of'][name]}" if name in report.get("of", {}) else ""
            found.append(f"{prefix}{name} {value}{of}")
    return found


def main() -> None:
    """Score what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--only", default="", help="a part of the sets' names")
    asked = parser.parse_args()
    print("| set | task | figures (p / r / f1 where three) | seconds |\n|---|---|---|---|")
    for task, name in SETS:
        if asked.only in name:
            with tempfile.TemporaryDirectory() as folder:
                answers, seconds = predict(task, asked.gold / name, Path(folder))
                report = score(asked.score, task, asked.gold / name, answers)
            lines = "<br>".join(figures(report))
            print(f"| {name} | {task} | {lines} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
