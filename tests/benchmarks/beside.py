"""Pages and texts go in; speed and accuracy beside what users would pick instead come out."""

import json
from pathlib import Path
from typing import Any

from flows import paths
from tests.benchmarks.accuracy import Trial, prepare, score
from tests.benchmarks.figures import Cost, alternate, measure, table
from tests.e2e.conftest import BIN, bare_environment

PEERS = paths.ROOT / "tests" / "benchmarks" / "peers.py"
PYTHON = paths.ROOT / "build" / "bench" / "bin" / "python"
PAGES = ("pages", "pages_scrapinghub", "pages_scrapinghub/gold.jsonl")
TEXTS = ("statements", "statements_polnear_dev", "statements_polnear_dev.jsonl")
OURS = "Dateline"


def report(gold: Path, scorer: Path, folder: Path, *, rounds: int = 5) -> str:
    """Return the section, or why there is none."""
    if not PYTHON.exists():
        return f"Not measured: the other libraries could not be installed into {PYTHON.parents[1]}."
    if not gold.is_dir() or not scorer.exists():
        return f"Not measured: no development sets in {gold} or no scorer {scorer}."
    pages = _compare(PAGES, {"newspaper4k": "newspaper", "news-please": "newsplease"})
    quotes = _compare(TEXTS, {"textacy, direct quotations": "textacy"})
    return "\n\n".join(
        [
            "Each reads the same files in a process of its own, one process each, start included; "
            "a page or text that a library fails at counts as empty.",
            pages(gold, scorer, folder, rounds),
            quotes(gold, scorer, folder, rounds),
            "textacy finds direct quotations only: over all statements its recall is low by what "
            "it sets out to do, so the view of direct and mixed statements stands beside it.",
        ]
    )


def _compare(task: tuple[str, str, str], peers: dict[str, str]) -> Any:
    def compare(gold: Path, scorer: Path, folder: Path, rounds: int) -> str:
        verb, name, file = task
        trial = Trial(verb, name, folder)
        prepare(trial, gold / file, is_whole=True)
        command = "extract" if verb == "pages" else "annotate"
        alone = bare_environment(DATELINE_PROCESSES="1")
        words = {OURS: [str(BIN / "dateline"), command, str(trial.path("in"))]}
        words |= {n: [str(PYTHON), str(PEERS), w, str(trial.path("in"))] for n, w in peers.items()}
        runs = {n: (lambda n=n: measure(words[n], alone, out=_out(folder, n))) for n in words}
        costs = alternate(runs, rounds=rounds)
        return _table(trial, scorer, costs)

    return compare


def _out(folder: Path, name: str) -> Path:
    return folder / f"{name.split(',')[0]}.out.jsonl"


def _table(trial: Trial, scorer: Path, costs: dict[str, Cost]) -> str:
    lines = [json.loads(line) for line in trial.path("in").open(encoding="utf-8")]
    is_pages = trial.task == "pages"
    size = len(lines) if is_pages else sum(len(line["text"].split()) for line in lines)
    ours = costs[OURS].seconds
    rows = []
    for name, cost in costs.items():
        trial.path("out").write_bytes(_out(trial.folder, name).read_bytes())
        told = _accuracy(score(trial, scorer), is_pages=is_pages)
        speed = f"{size / cost.seconds:,.1f}"
        rows.append([name, speed, f"{ours / cost.seconds:.2f} ×", *told])
    heads = ["pages a second", "of ours", "precision", "recall", "F1"]
    if not is_pages:
        heads = ["words a second", "of ours", "statements F1", "direct and mixed F1"]
    return table(["", *heads], rows)


def _accuracy(report: dict[str, Any], *, is_pages: bool) -> list[object]:
    if is_pages:
        return [report["p"], report["r"], report["f1"]]
    return [report[view]["statement"]["f1"] for view in ("all", "direct+mixed")]
