"""Pages on loopback go in; what a run over them costs comes out, by how much is stored already.

Warehouses are filled as `stores.py` says; the pages are texts of the development sets, told on the
last day of what is stored, so that they meet what a newspaper's do.
"""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from flows import paths
from tests.benchmarks.articles import page, texts
from tests.benchmarks.figures import ratio, table
from tests.benchmarks.stores import KEPT, build, copied
from tests.e2e.conftest import BIN, bare_environment
from tests.servers import Route, Server, serving

FIRST_DAY = datetime(2020, 1, 1, 12, tzinfo=UTC)  # of the invented articles, a thousand a day
PAGES = 100
STORED = (0, 1000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Growth:
    """What a run took: memory is that of the largest of its processes."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    steps: dict[str, float]


def report(gold: Path, folder: Path, *, rounds: int = 3) -> str:
    """Return the section: seconds and memory of a run, by what is stored before it."""
    listed = os.environ.get("DATELINE_BENCH_STORED", "")
    sizes = [int(number) for number in listed.split(",") if number] or list(STORED)
    costs = _costs(gold, folder, sizes, rounds)
    least = costs[sizes[0]]
    rows = [
        [
            f"{stored:,}",
            f"{cost.seconds:.1f}",
            ratio(cost.seconds, least.seconds),
            f"{cost.cpu_seconds:.1f}",
            ratio(cost.cpu_seconds, least.cpu_seconds),
            f"{cost.peak_bytes / 1e6:.0f} MB",
            ratio(cost.peak_bytes, least.peak_bytes),
        ]
        for stored, cost in costs.items()
    ]
    steps = {stored: cost.steps for stored, cost in costs.items()}
    where = [
        [name, *(f"{own.get(name, 0.0):.1f}" for own in steps.values())] for name in steps[sizes[0]]
    ]
    heads = ["stored", "seconds", "", "of the processor", "", "largest process", ""]
    return "\n\n".join(
        [
            f"A run over {PAGES} new pages served on loopback, texts of the development sets, into "
            "warehouses of invented articles, two processes; medians of rounds in turn.",
            table(heads, rows),
            "The goal is 1.5 × the time and 1.3 × the memory of an empty warehouse at a million. "
            "Where the time went, in seconds:",
            table(["step", *(f"{stored:,}" for stored in sizes)], where),
        ]
    )


def _costs(gold: Path, folder: Path, sizes: list[int], rounds: int) -> dict[int, Growth]:
    """Return the middle of some runs into copies of each filled warehouse, the sizes in turn."""
    filled = {stored: Path(KEPT or folder) / str(stored) for stored in sizes}
    for stored in (size for size in sizes if size):
        with get_context("spawn").Pool(1) as pool:
            pool.apply(build, (filled[stored], stored))
    found: dict[int, list[Growth]] = {stored: [] for stored in sizes}
    with serving({}) as server:
        for _ in range(rounds):
            for stored, costs in found.items():
                listed = _serve(server, gold, folder, stored)
                warehouse = copied(filled[stored]) if stored else folder / "empty"
                costs.append(_run(listed, folder, warehouse, server))
                print(f"  {stored:,} stored: {costs[-1]}", flush=True)
                shutil.rmtree(warehouse)
    return {stored: _middle(costs) for stored, costs in found.items()}


def _middle(costs: list[Growth]) -> Growth:
    """Return the run of median time, with the medians of the other figures."""
    whole = sorted(costs, key=lambda cost: cost.seconds)[len(costs) // 2]
    return replace(
        whole,
        seconds=median(cost.seconds for cost in costs),
        cpu_seconds=median(cost.cpu_seconds for cost in costs),
        peak_bytes=int(median(cost.peak_bytes for cost in costs)),
    )


def _serve(server: Server, gold: Path, folder: Path, stored: int) -> Path:
    """Serve the pages as told on the last day of what is stored; return the list of addresses."""
    told, _ = texts(PAGES, gold)
    server.routes.clear()
    for number, record in enumerate(told):
        day = FIRST_DAY + timedelta(days=stored // 1000, minutes=number)
        title = record.get("title") or f"Notice {number}"
        body = page(title, record["text"].split("\n"), published_at=day)
        server.routes[f"/{number}.html"] = Route(body)
    listed = folder / "urls.txt"
    listed.write_text("".join(f"{server.url(path)}\n" for path in server.routes))
    seeds = folder / "seeds"
    (seeds / "articles").mkdir(parents=True, exist_ok=True)
    (seeds / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')
    return listed


def _run(listed: Path, folder: Path, warehouse: Path, server: Server) -> Growth:
    environment = bare_environment(
        DATELINE_SEEDS=str(folder / "seeds"),
        DATELINE_WAREHOUSE=str(warehouse),
        DATELINE_ALLOW_NETWORKS=",".join(server.allowed),
        DATELINE_HOST_DELAY_SECONDS="0",
        DATELINE_KEEP_RUN_DAYS="36500",  # the invented requests are those of the last year
    )
    began = time.monotonic()
    words = [str(BIN / "dateline"), "run", "--quiet", "--urls", str(listed)]
    process = subprocess.Popen(words, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words}: exit code {process.returncode}")
    seconds = time.monotonic() - began
    told = json.loads(paths.Warehouse(warehouse).status.read_text(encoding="utf-8"))
    steps = {stage["stage"]: stage["seconds"] for stage in told["stages"]}
    used_seconds = used.ru_utime + used.ru_stime
    return Growth(seconds, used_seconds, used.ru_maxrss * 1024, steps)
