"""What the stages of a run counted goes in; the run's row, its summary and its status come out."""

import json
import logging
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from shutil import which
from typing import Any

from flows.characters import one_line
from flows.files import read_json, write_whole
from flows.paths import Warehouse

log = logging.getLogger("dateline")
HISTORY = 30  # runs that `dateline status` knows of
QUESTION = (
    "select speaker_name, count(*) as statements from marts.statements group by all order by 2 desc"
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
    checked: list[dict[str, Any]] = field(default_factory=list)  # what each batch's report found
    slowest: list[dict[str, Any]] = field(default_factory=list)  # sources, by seconds of asking
    outcome: str = "running"
    finished_at: datetime | None = None
    published_version: str | None = None
    message: str | None = None

    def add(self, count: StageCount) -> None:
        """Write down what a step counted, and say so in the log."""
        self.counts.append(count)
        log.info(count.line(), extra={"fields": asdict(count)})

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


def expected(checked: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return what the manifest says of the expectations: the batches' reports added up."""
    reports = list(checked)
    lists = ("failed", "set_aside")
    return {
        "batches": len(reports),
        "checked": max((each["checked"] for each in reports), default=0),
        "warning_failed": sum(each["warning_failed"] for each in reports),
        **{name: sorted({item for each in reports for item in each[name]}) for name in lists},
    }


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


def write_status(
    warehouse: Warehouse, summary: Summary, *, state: dict[str, Any] | None = None
) -> None:
    """Leave what `dateline status` shows, in one step, so that it never waits for a run.

    `state` is what the run left in the work database: quarantine, freshness, counts.
    """
    if state is None:  # what is known of the warehouse stays while a run is under way
        state = read_json(warehouse.status, {}).get("state")
    row = run_row(summary) | {"notes": list(summary.notes), "state": state}
    _write(warehouse.status, row)


def write_history(warehouse: Warehouse, summary: Summary) -> None:
    """Add a run that ended to those that `dateline status` shows; the newest thirty stay."""
    kept = [run for run in read_history(warehouse) if run["run_id"] != summary.run_id]
    _write(warehouse.history, [*kept, run_row(summary)][-HISTORY:])


def read_history(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Return the last runs that ended, oldest first."""
    return read_json(warehouse.history, [])


def _write(path: Path, content: object) -> None:
    write_whole(path, json.dumps(content, default=plain, indent=1) + "\n")


def render(summary: Summary, warehouse: Warehouse) -> str:
    """Return the summary as a person reads it, ending with a query to paste."""
    took = f" in {summary.seconds:.1f} s" if summary.seconds is not None else ""
    lines = [f"Run {summary.run_id[:8]}: {summary.outcome}{took}"]
    if summary.message:
        lines.append(one_line(summary.message))
    if summary.stages:
        lines += ["", f"{'stage':<10} {'in':>7} {'out':>7} {'quarantined':>12} {'seconds':>8}"]
    lines += [
        f"{c.stage:<10} {c.count_in:>7} {c.count_out:>7} "
        f"{c.quarantined_count:>12} {c.seconds:>8.1f}"
        for c in summary.stages
    ]
    lines += ["", *map(one_line, summary.notes)] if summary.notes else []
    lines += [
        "",
        f"tables     {_short(warehouse.news)}",
        f"marts      {_short(warehouse.marts / 'latest')}{os.sep}*{os.sep}*.parquet",
        f"data docs  {_short(warehouse.docs)}",
        f"briefing   {_short(warehouse.briefing)}",
        "",
        f'ask        {_command()} query "{QUESTION}"',
    ]
    return "\n".join(lines)


def render_json(summary: Summary) -> str:
    """Return the summary as one line of JSON, for machines."""
    return json.dumps(run_row(summary) | {"notes": list(summary.notes)}, default=plain)


def _command() -> str:
    """Return how `dateline` is called from where the reader stands, to be pasted."""
    return "dateline" if which("dateline") else _short(Path(sys.executable).parent / "dateline")


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def plain(value: object) -> str:
    """Return a value as JSON writes it: instants as ISO 8601."""
    return value.isoformat() if isinstance(value, datetime) else str(value)
