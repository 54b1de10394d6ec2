"""Texts go in; the speed of `dateline annotate` beside the bare model's forward pass comes out.

python -m tests.benchmarks.annotating FOLDER forward|parts    what one run of it measures
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flows.settings import worker_environment
from tests.benchmarks.articles import texts
from tests.benchmarks.figures import Cost, alternate, measure, ratio, table
from tests.e2e.conftest import BIN, bare_environment

PARTS = {  # of annotate_article, by the name under which the module calls them
    "foreign_language": "telling the language",
    "read_layout": "layout",
    "parse": "words, their forms and trees",
    "find_dates": "dates",
    "find_places": "places",
    "read_cast": "names and who is meant",
    "find_statements": "statements",
    "find_events": "events",
}


def report(gold: Path, folder: Path, *, count: int = 200, rounds: int = 5) -> str:
    """Return the section: the ratios, and the table of what is not the forward pass."""
    records, origin = texts(count, gold)
    lines = folder / "annotate.jsonl"
    lines.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    words = sum(len(record["text"].split()) for record in records)
    one, two = (bare_environment(DATELINE_PROCESSES=str(number)) for number in (1, 2))
    whole = [str(BIN / "dateline"), "annotate", str(lines)]
    costs = alternate(
        {
            "bare forward pass": lambda: forward(lines),
            "dateline annotate, one process": lambda: measure(whole, one),
            "dateline annotate, two processes": lambda: measure(whole, two),
        },
        rounds=rounds,
    )
    bare, alone, both = costs.values()
    rows = [
        [name, f"{cost.seconds:.1f}", f"{cost.cpu_seconds:.1f}", f"{words / cost.seconds:,.0f}"]
        for name, cost in costs.items()
    ]
    return "\n\n".join(
        [
            f"{len(records)} articles of {origin}, {words:,} words.",
            table(["", "seconds", "of the processor", "words a second"], rows),
            f"Speed of one process against the bare model: **{ratio(bare.seconds, alone.seconds)}**"
            f" by the clock, {ratio(bare.cpu_seconds, alone.cpu_seconds)} by processor time "
            f"(goal 0.7). Two processes against one: **{ratio(alone.seconds, both.seconds)}** "
            "(goal 1.8). The bare pass takes window by window, as the annotator does: the graph "
            "has no batch dimension, since with eight-bit weights a window's result would shift "
            "with its neighbours.",
            "Where one process spends its time:",
            _parts(lines, alone, words),
        ]
    )


def forward(lines: Path) -> Cost:
    """Return what the forward passes take in a process of their own, loading left out."""
    return Cost(**_child(lines, "forward"))


def _child(lines: Path, what: str) -> dict[str, float]:
    answer = lines.with_suffix(f".{what}.json")
    words = [sys.executable, "-m", "tests.benchmarks.annotating", str(lines), what]
    measure(words, worker_environment(), out=answer)
    found: dict[str, float] = json.loads(answer.read_text(encoding="utf-8"))
    return found


def _parts(lines: Path, alone: Cost, words: int) -> str:
    found = _child(lines, "parts")
    rest = alone.cpu_seconds - sum(found.values())
    rows = [*found.items(), ("start, loading, JSON and the way between processes", rest)]
    return table(
        ["part", "seconds of the processor", "µs a word"],
        [[name, f"{cost:.1f}", f"{cost / words * 1e6:.0f}"] for name, cost in rows],
    )


# --- in a process of its own ----------------------------------------------------------------------


def run_forward(records: list[dict[str, Any]]) -> dict[str, float]:
    """Time the forward passes over windows that are cut beforehand."""
    from flows.annotate.learned.model import LIMIT, load_model
    from flows.annotate.learned.windows import windows

    model = load_model()
    pieces = [model.pieces(record["text"]) for record in records]
    cut = [(some, *window) for some in pieces for window in windows(some, limit=LIMIT)]
    for some, first, last in cut[:5]:
        model.rows(some, first, last)
    began, used = time.monotonic(), time.process_time()
    for some, first, last in cut:
        model.rows(some, first, last)
    return {"seconds": time.monotonic() - began, "cpu_seconds": time.process_time() - used}


def run_parts(records: list[dict[str, Any]]) -> dict[str, float]:
    """Time what `annotate_article` calls, by processor time."""
    from flows.annotate import article
    from flows.annotate.learned.model import Model
    from flows.annotate.lines import annotate_line

    spent: dict[str, float] = {}
    annotate_line(records[0])  # all is loaded
    _watch(Model, "rows", "forward pass", spent)
    _watch(Model, "read", "word pieces and decoding", spent)
    for name, told in PARTS.items():
        _watch(article, name, told, spent)
    for record in records:
        annotate_line(record)
    spent["word pieces and decoding"] -= spent["forward pass"]
    return spent


def _watch(home: Any, name: str, told: str, spent: dict[str, float]) -> None:
    inner: Callable[..., Any] = getattr(home, name)
    spent[told] = 0.0

    def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.process_time()
        try:
            return inner(*args, **kwargs)
        finally:
            spent[told] += time.process_time() - began

    setattr(home, name, timed)


def main() -> None:
    """Measure one thing over a file of records and print it as JSON."""
    lines, what = Path(sys.argv[1]), sys.argv[2]
    records = [json.loads(line) for line in lines.open(encoding="utf-8")]
    print(json.dumps(run_forward(records) if what == "forward" else run_parts(records)))


if __name__ == "__main__":
    main()
