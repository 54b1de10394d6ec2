"""What the stages of a run counted goes in; the run's row, its summary and its status come out."""

import json
import logging
import os
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from flows.paths import Warehouse

log = logging.getLogger("dateline")
QUESTION = (
    "select speaker_name, count(*) as statements from statements group by all order by 2 desc"
)


@dataclass(frozen=True, slots=True)
class StageCount:
    """What one stage took in, gave out and put into quarantine, and how long it took."""

    stage: str
    count_in: int
    count_out: int
    quarantined_count: int
    seconds: float

    def line(self) -> str:
        """Return the one line that a log shows of the stage."""
        return (
            f"{self.stage}: {self.count_in} in, {self.count_out} out, "
            f"{self.quarantined_count} quarantined, {self.seconds:.1f} s"
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """One run: what it did, how it ended, and what a person should know of it."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str  # running, done, refused or failed
    stages: tuple[StageCount, ...] = ()
    published_version: str | None = None
    message: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def seconds(self) -> float | None:
        """Return how long the run took, or None while it runs."""
        return (self.finished_at - self.started_at).total_seconds() if self.finished_at else None


@dataclass(slots=True)
class Book:
    """What a run has done so far."""

    run_id: str
    started_at: datetime
    counts: list[StageCount] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    outcome: str = "running"
    finished_at: datetime | None = None
    published_version: str | None = None
    message: str | None = None

    def add(self, count: StageCount) -> None:
        """Write down what a step counted, and say so in the log."""
        self.counts.append(count)
        log.info(count.line())

    def summary(self) -> Summary:
        """Return the run as it stands."""
        return Summary(
            run_id=self.run_id,
            started_at=self.started_at,
            finished_at=self.finished_at,
            outcome=self.outcome,
            stages=add_up(self.counts),
            published_version=self.published_version,
            message=self.message,
            notes=tuple(self.notes),
        )


@dataclass(slots=True)
class Tally:
    """What a step counts while it goes."""

    stage: str
    count_in: int = 0
    count_out: int = 0
    quarantined_count: int = 0
    started: float = field(default_factory=time.monotonic)

    def done(self) -> StageCount:
        """Return the count as the ledger takes it."""
        seconds = time.monotonic() - self.started
        return StageCount(
            self.stage, self.count_in, self.count_out, self.quarantined_count, seconds
        )


def add_up(counts: Iterable[StageCount]) -> tuple[StageCount, ...]:
    """Return one count a stage, the batches of each added, in the order of first sight."""
    sums: dict[str, StageCount] = {}
    for one in counts:
        so_far = sums.get(one.stage, StageCount(one.stage, 0, 0, 0, 0.0))
        sums[one.stage] = StageCount(
            one.stage,
            so_far.count_in + one.count_in,
            so_far.count_out + one.count_out,
            so_far.quarantined_count + one.quarantined_count,
            so_far.seconds + one.seconds,
        )
    return tuple(sums.values())


def run_row(summary: Summary) -> dict[str, object]:
    """Return the run as a row of table runs."""
    return {
        "run_id": summary.run_id,
        "started_at": summary.started_at,
        "finished_at": summary.finished_at,
        "outcome": summary.outcome,
        "seconds": summary.seconds,
        "version": version("dateline"),
        "stages": [asdict(count) for count in summary.stages],
        "published_version": summary.published_version,
        "message": summary.message,
    }


def write_status(warehouse: Warehouse, summary: Summary) -> None:
    """Leave what `dateline status` shows, in one step, so that it never waits for a run."""
    warehouse.reports.mkdir(parents=True, exist_ok=True)
    row = run_row(summary) | {"notes": list(summary.notes)}
    fresh = warehouse.status.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_text(json.dumps(row, default=_plain, indent=1) + "\n", encoding="utf-8")
    fresh.replace(warehouse.status)


def render(summary: Summary, warehouse: Warehouse) -> str:
    """Return the summary as a person reads it, ending with a query to paste."""
    took = f" in {summary.seconds:.1f} s" if summary.seconds is not None else ""
    lines = [f"Run {summary.run_id[:8]}: {summary.outcome}{took}"]
    if summary.message:
        lines.append(summary.message)
    if summary.stages:
        lines += ["", f"{'stage':<10} {'in':>7} {'out':>7} {'quarantined':>12} {'seconds':>8}"]
    lines += [
        f"{c.stage:<10} {c.count_in:>7} {c.count_out:>7} "
        f"{c.quarantined_count:>12} {c.seconds:>8.1f}"
        for c in summary.stages
    ]
    lines += ["", *summary.notes] if summary.notes else []
    lines += [
        "",
        f"tables     {_short(warehouse.news)}",
        f"marts      {_short(warehouse.marts / 'latest')}{os.sep}*{os.sep}*.parquet",
        f"data docs  {_short(warehouse.reports / 'index.html')}",
        f"briefing   {_short(warehouse.briefing)}",
        "",
        f'ask        dateline query "{QUESTION}"',
    ]
    return "\n".join(lines)


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
