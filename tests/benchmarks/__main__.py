"""Measure, print ratios, and write them into docs/benchmarks.md with the machine they are from.

python -m tests.benchmarks [annotate idle beside whole growth] [--rounds 5] [--articles 200]
"""

import argparse
import shutil
import time
from pathlib import Path

from flows import paths
from tests.benchmarks import annotating, beside, growth, idle, whole
from tests.benchmarks.figures import machine, write_section

FOLDER = paths.ROOT / "build" / "figures"
USUAL = ("annotate", "idle", "beside")


def main() -> None:
    """Measure what is asked for, section by section."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("sections", nargs="*", default=USUAL)
    words.add_argument("--gold", type=Path, default=Path("../shared/gold"))
    words.add_argument("--score", type=Path, default=Path("../shared/eval/score.py"))
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--articles", type=int, default=200)
    words.add_argument("--pages", type=int, default=1000)
    asked = words.parse_args()
    began = time.monotonic()
    for name in asked.sections:
        print(f"{name}: {machine()}", flush=True)
        folder = FOLDER / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        before = machine()
        write_section(name, f"Measured {before}.\n\n{measured(name, folder.resolve(), asked)}")
    print(f"{time.monotonic() - began:.0f} s in all")


def measured(name: str, folder: Path, asked: argparse.Namespace) -> str:
    """Return one section's text."""
    rounds = asked.rounds
    if name == "annotate":
        return annotating.report(asked.gold, folder, count=asked.articles, rounds=rounds)
    if name == "idle":
        return idle.report(folder, rounds=rounds)
    if name == "beside":
        return beside.report(asked.gold, asked.score, folder, rounds=rounds)
    if name == "whole":
        return whole.report(folder, count=asked.pages, rounds=min(3, rounds))
    if name == "growth":
        return growth.report(asked.gold, folder, rounds=rounds)
    raise SystemExit(f"{name}: no such section; there are annotate, idle, beside, whole, growth")


if __name__ == "__main__":
    main()
