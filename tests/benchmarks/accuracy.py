"""Score annotator and extractor on every development set; print a Markdown table and its commands.

    python -m tests.benchmarks.accuracy

Runs `dateline annotate` and `dateline extract`, the pipeline's own code, and the scorer as it is.
Of sets that the model was trained on only what was kept from training is scored
(flows/train/splits.py); --whole scores all of every set, for what rules are developed on. Input,
gold and answers stay in --folder, so that each command can be given again by hand.
"""

import argparse
import json
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.train.splits import is_held_out
from tests.data import as_gold, load
from tests.data.paragraphs import paragraphs
from tests.data.spots import held_places, held_statements

HERE = Path.cwd()
PYTHON = Path(sys.executable)
if PYTHON.is_relative_to(HERE):  # commands to be given again name no machine's folders
    PYTHON = PYTHON.relative_to(HERE)
# Written or labelled for the project and never trained on; labels point into the gold's folder.
OWN: dict[str, Callable[[Path], list[dict[str, Any]]]] = {
    "statements_own_genres": lambda _: [as_gold(each) for each in load("genres")],
    "statements_own_paragraphs": lambda _: paragraphs(),
    "places_own_paragraphs": lambda _: paragraphs(),
    "statements_real_news": held_statements,
    "places_real_news": held_places,
}
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
    ("statements", "statements_own_genres"),
    ("statements", "statements_own_paragraphs"),
    ("places", "places_own_paragraphs"),
    ("statements", "statements_real_news"),
    ("places", "places_real_news"),
)
INPUTS = ("id", "text", "published_at", "title", "url", "language")
WITHOUT_COORDINATES = ("places_own_paragraphs", "places_real_news")  # found is all to be scored
UNSCORED = ("of", "f1_by_type", "gold", "pred", "docs")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trial:
    """One set's files: what the command is given, what it answers, what is right."""

    task: str
    name: str
    folder: Path

    def path(self, kind: str) -> Path:
        """Return where its in, out or gold lies."""
        return self.folder / f"{self.name}.{kind}.jsonl"

    def command(self) -> list[str]:
        """Return the command line that answers."""
        verb = "extract" if self.task == "pages" else "annotate"
        return [str(PYTHON.with_name("dateline")), verb, str(self.path("in"))]

    def scoring(self, scorer: Path) -> list[str]:
        """Return the command line that scores."""
        files = [str(self.path("gold")), str(self.path("out"))]
        return [str(PYTHON), str(scorer), self.task, *files]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of JSON lines; other ends of lines may stand inside a text."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_rows(path: Path, rows: list[Row]) -> None:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def prepare(trial: Trial, gold: Path, *, is_whole: bool) -> str:
    """Write a set's input and its gold; return how many of its documents these are."""
    own = OWN.get(trial.name)
    rows = own(gold.parent) if own else read_rows(gold)
    if trial.task == "pages" or is_whole or own:
        kept = rows
    else:
        kept = [row for row in rows if is_held_out(trial.name, row)]
    write_rows(trial.path("gold"), kept)
    if trial.task == "pages":
        found = {page.name.split(".")[0]: page for page in (gold.parent / "html").iterdir()}
        paths = {row["id"]: str(found[row["id"]].resolve()) for row in kept}
        given = [{"id": r["id"], "url": r["url"], "html_path": paths[r["id"]]} for r in kept]
    else:
        given = [{name: row[name] for name in INPUTS if row.get(name)} for row in kept]
    write_rows(trial.path("in"), given)
    return f"{len(kept)} of {len(rows)}" if len(kept) < len(rows) else str(len(rows))


def answer(trial: Trial) -> float:
    """Run the command; return the seconds it took."""
    began = time.monotonic()
    with trial.path("out").open("wb") as out:
        subprocess.run(trial.command(), stdout=out, check=False)  # a failed line counts as empty
    return time.monotonic() - began


def score(trial: Trial, scorer: Path) -> Row:
    """Return the scorer's report."""
    done = subprocess.run(trial.scoring(scorer), capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert isinstance(report, dict)
    return report


def figures(report: Row, prefix: str = "") -> list[str]:
    """Return the report's figures, each with its name, nested ones by their path."""
    found: list[str] = []
    for name, value in report.items():
        if name in UNSCORED:
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
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--score", type=Path, default=Path("../shared/eval/score.py"))
    parser.add_argument("--folder", type=Path, default=Path("build/accuracy"))
    parser.add_argument("--only", default="", help="a part of the sets' names")
    parser.add_argument("--whole", action="store_true", help="score what was trained on too")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    commands = []
    print("| set | task | documents | figures (p / r / f1 where three) | seconds |")
    print("|---|---|---:|---|---:|", flush=True)
    for task, file in SETS:
        if asked.only in file:
            trial = Trial(task, file.split("/")[0].removesuffix(".jsonl"), asked.folder)
            count = prepare(trial, asked.gold / file, is_whole=asked.whole)
            seconds = answer(trial)
            report = score(trial, asked.score)
            if trial.name in WITHOUT_COORDINATES:
                del report["resolved"], report["accuracy_of_found"]
            lines = "<br>".join(figures(report))
            print(f"| {trial.name} | {task} | {count} | {lines} | {seconds:.0f} |", flush=True)
            out = shlex.quote(str(trial.path("out")))
            commands += [
                f"{shlex.join(trial.command())} > {out}",
                shlex.join(trial.scoring(asked.score)),
            ]
    print("", "```sh", *commands, "```", sep="\n")


if __name__ == "__main__":
    main()
