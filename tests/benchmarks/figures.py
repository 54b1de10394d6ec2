"""Commands go in; what they cost in alternating runs comes out, and the page that says so.

Ratios are taken within one run of the bench, so that they hold on whatever machine: each round runs
every command once, one after the other, and the median of the rounds counts.
"""

import os
import platform
import re
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from flows import paths

PAGE = paths.ROOT / "docs" / "benchmarks.md"
LONG = 60.0  # seconds: what takes longer is run three times instead of five


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of the clock, and of the processor."""

    seconds: float
    cpu_seconds: float


def measure(
    words: Sequence[str], environment: Mapping[str, str] | None = None, *, out: Path | None = None
) -> Cost:
    """Run a command to its good end and return what it and its children took.

    Our modules stand compiled beside their sources, as they do from a user's second run on.
    """
    kept = {k: v for k, v in (environment or os.environ).items() if k != "PYTHONDONTWRITEBYTECODE"}
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    target = out or Path(os.devnull)
    with target.open("wb") as file:
        done = subprocess.run(
            words, env=kept, cwd=paths.ROOT, stdout=file, stderr=subprocess.PIPE, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{words}: exit code {done.returncode}\n{done.stderr[-3000:].decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - began, used)


def alternate(runs: Mapping[str, Callable[[], Cost]], *, rounds: int = 5) -> dict[str, Cost]:
    """Run each by turns and return the medians; three rounds where one takes over a minute."""
    found: dict[str, list[Cost]] = {name: [] for name in runs}
    for number in range(rounds):
        for name, run in runs.items():
            found[name].append(run())
            last = found[name][-1]
            print(f"  {name}: {last.seconds:.1f} s, processor {last.cpu_seconds:.1f} s", flush=True)
        if number >= 2 and any(costs[0].seconds > LONG for costs in found.values()):
            break
    return {
        name: Cost(median(c.seconds for c in costs), median(c.cpu_seconds for c in costs))
        for name, costs in found.items()
    }


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return rows as a Markdown table, the first column to the left."""
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def machine() -> str:
    """Return in one sentence what this machine is and how busy it is."""
    told = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", told.read_text() if told.exists() else "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores "
        f"({model[1] if model else platform.machine()}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, load average {os.getloadavg()[0]:.1f}"
    )


def write_section(name: str, text: str, *, page: Path = PAGE) -> None:
    """Put the text between the page's marks of this name, and print it."""
    print(text)
    opening, closing = f"<!-- bench: {name} -->", f"<!-- end: {name} -->"
    before, mark, rest = page.read_text(encoding="utf-8").partition(opening)
    if not mark or closing not in rest:
        raise ValueError(f"{page}: no lines {opening} and {closing}: put them where figures belong")
    after = rest.partition(closing)[2]
    page.write_text(f"{before}{opening}\n\n{text}\n\n{closing}{after}", encoding="utf-8")


def ratio(part: float, whole: float) -> str:
    """Return a ratio as it is printed."""
    return f"{part / whole:.2f} ×" if whole else "–"
