"""What the last runs left behind goes in; the state of a warehouse comes out, in one screen."""

import shutil
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows import lock, paths
from flows.characters import one_line
from flows.errors import BadSettings
from flows.files import read_json
from flows.health import health_lines, read_health
from flows.ledger import read_history

RUNS_SHOWN = 5
NOTES_SHOWN = 8
REASONS_SHOWN = 6
WIDEST = 110
LEAST_FREE = 100_000_000  # bytes: less and a run of some hundred pages may not end well
FREE_SHARE = 0.1  # of database and version: about what a publication of busy weeks writes anew
AHEAD = timedelta(minutes=5)  # a run that began later than now was timed by a wrong clock
BAD = ("refused", "failed", "killed")


def status_of(warehouse: paths.Warehouse, *, stale_hours: float, now: datetime) -> dict[str, Any]:
    """Return how the last runs ended, who is running, what is in trouble; waits for nobody.

    `problems` is empty where all is well.

    Raises:
        BadSettings: no run has left anything there: the folder is another than is meant, or new.
    """
    last, running = read_json(warehouse.status, {}) or None, lock.holder(warehouse.lock)
    if last and last["outcome"] == "running" and running is None:
        last |= {"outcome": "killed", "message": "the next one finishes its work"}
    runs, sizes, free = read_history(warehouse), _sizes(warehouse), _free(warehouse)
    problems = _disk_problems(warehouse, sizes, free)
    problems += _problems(last, runs, running, now=now, stale_hours=stale_hours)
    if not (last or running or problems or _latest(warehouse)):
        raise BadSettings(
            f"{warehouse.folder}: no run has left anything there; start one with `dateline run`, "
            "or name the warehouse that is meant (DATELINE_WAREHOUSE)"
        )
    return {
        "problems": problems,
        "running": running,
        "last_run": last,
        "runs": runs,
        "version": _latest(warehouse),
        "newest_version": _newest(warehouse),
        "feeds": read_health(warehouse),
        "bytes": sizes,
        "free_bytes": free,
    }


def _free(warehouse: paths.Warehouse) -> int | None:
    """Return the bytes that the warehouse's disk has left, None where there is no warehouse."""
    try:
        return shutil.disk_usage(warehouse.folder).free
    except OSError:
        return None


def _disk_problems(
    warehouse: paths.Warehouse, sizes: dict[str, int], free: int | None
) -> list[str]:
    held = sizes["work"] + sizes["latest version"]
    if free is None or free >= max(LEAST_FREE, FREE_SHARE * held):
        return []
    return [
        f"the disk is nearly full: {free / 1e6:.0f} MB left for {warehouse.folder}; make room, or "
        "keep less (DATELINE_KEEP_VERSIONS, DATELINE_KEEP_RAW_DAYS)"
    ]


def _problems(
    last: dict[str, Any] | None,
    runs: list[dict[str, Any]],
    running: object,
    *,
    now: datetime,
    stale_hours: float,
) -> list[str]:
    if last is None:
        return []
    problems = []
    if last["outcome"] in BAD:
        how = "failed" if last["outcome"] == "failed" else f"was {last['outcome']}"
        problems.append(f"the last run {how}: {last['message']}")
    good = [run["started_at"] for run in runs if run["outcome"] == "done"]
    ahead = [at for at in good if datetime.fromisoformat(at) > now + AHEAD]
    if ahead:
        problems.append(
            f"a run began at {_instant(max(ahead))}, which is still to come: a clock ran ahead"
        )
    started = max((at for at in good if at not in ahead), default=max(ahead, default=None))
    if started is None and running is None:
        problems.append("no run has ended well yet")
    if started and now - datetime.fromisoformat(started) > timedelta(hours=stale_hours):
        problems.append(f"the last good run was at {_instant(started)}, over {stale_hours:g} h ago")
    return problems


def render_status(status: dict[str, Any]) -> str:
    """Return the status as a person reads it."""
    running, last = status["running"], status["last_run"]
    told = f"process {running.get('pid')} since {running.get('since')}" if running else "nothing"
    lines = [_line("running", told)]
    problems = [part for each in status["problems"] for part in textwrap.wrap(each, WIDEST)]
    if last is None:
        lines += _section("problems", problems)
        return "\n".join([*lines, _line("last run", "none yet: start one with `dateline run`")])
    lines += _section("problems", problems or ["none"])
    lines += _section("last run", _run_lines(last))
    earlier = [run for run in reversed(status["runs"]) if run["run_id"] != last["run_id"]]
    lines += _section("earlier", [_headline(run) for run in earlier[: RUNS_SHOWN - 1]])
    lines += _section("stands", _state_lines(last.get("state"), status))
    feeds = [part for line in health_lines(status["feeds"]) for part in _folded(line)]
    lines += _section("feeds", feeds)
    refused = [part for line in _quarantine_lines(last.get("state")) for part in _folded(line)]
    lines += _section("refused", refused)
    sizes = ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in status["bytes"].items())
    if status["free_bytes"] is not None:
        sizes += f", left on the disk {status['free_bytes'] / 1e6:.0f} MB"
    return "\n".join([*lines, *_section("sizes", textwrap.wrap(sizes, WIDEST))])


def _headline(run: dict[str, Any]) -> str:
    ended = f" to {_instant(run['finished_at'])} UTC" if run["finished_at"] else " UTC, not ended"
    version = f", {run['published_version']} published" if run["published_version"] else ""
    return f"{run['outcome']}, {_instant(run['started_at'])}{ended}{version}"


def _run_lines(run: dict[str, Any]) -> list[str]:
    stages = [
        f"{s['stage']}: {s['count_in']} in, {s['count_out']} out, "
        f"{s['quarantined_count']} quarantined"
        for s in run["stages"]
    ]
    notes = run.get("notes", [])
    hidden = len(notes) - NOTES_SHOWN
    more = [f"and {hidden} more notes: --json"] if hidden > 0 else []
    message = [run["message"]] if run["message"] else []
    return [_headline(run), *message, *stages, *notes[:NOTES_SHOWN], *more]


def _state_lines(state: dict[str, Any] | None, status: dict[str, Any]) -> list[str]:
    version, newest = status["version"], status["newest_version"]
    lines = [f"latest is {version}"] if version else ["nothing is published yet"]
    if version and newest and newest > version:
        lines = [f"latest is {version}, rolled back from {newest} until the next publication"]
    if state is None:
        return lines
    newest = state["newest_published_at"]
    lines.append(
        f"{state['article_count']} articles, {state['pending_count']} wait to be read; the newest "
        f"was published at {_instant(newest) if newest else 'no known time'}"
    )
    return lines


def _quarantine_lines(state: dict[str, Any] | None) -> list[str]:
    rows = (state or {}).get("quarantine", [])
    lines = [
        f"{row['item_count']} x {row['stage']}, {row['reason']} (again: {row['retry']}): "
        f"{row['example']}"
        for row in rows[:REASONS_SHOWN]
    ]
    if len(rows) > REASONS_SHOWN:
        lines.append(f"and {len(rows) - REASONS_SHOWN} more reasons: --json")
    return lines or ["nothing is in quarantine"]


def _section(name: str, lines: list[str]) -> list[str]:
    return [_line("" if number else name, line) for number, line in enumerate(lines)]


def _folded(line: str) -> list[str]:
    """Return a line, or two where one does not hold it: what a feed gave last stands at its end."""
    return textwrap.wrap(line, WIDEST, max_lines=2, placeholder="…", break_on_hyphens=False)


def _line(name: str, text: str) -> str:
    told = one_line(" ".join(text.split()))
    return f"{name:<10}{told if len(told) <= WIDEST else f'{told[: WIDEST - 1]}…'}"


def _instant(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def _latest(warehouse: paths.Warehouse) -> str | None:
    link = warehouse.marts / "latest"
    return link.readlink().name if link.is_symlink() else None


def _newest(warehouse: paths.Warehouse) -> str | None:
    """Return the last version that was made: after a rollback it is not the latest."""
    return max(
        (each.parent.name for each in warehouse.marts.glob("v*/manifest.json")), default=None
    )


def _sizes(warehouse: paths.Warehouse) -> dict[str, int]:
    work = warehouse.work
    return {
        "raw": _size(warehouse.raw),
        "work": sum(map(_size, (work, paths.blocks_of(work), paths.days_of(work)))),
        "marts": _size(warehouse.marts),
        "latest version": _size(warehouse.marts / "latest"),
        "search": _size(warehouse.search),
        "reports": _size(warehouse.reports),
        "prefect": _size(warehouse.prefect),
        "backups": sum(map(_size, warehouse.folder.glob("work.b*-*"))),
    }


def _size(path: Path) -> int:
    """Return the bytes that a file or folder takes; a file with several names counts once."""
    files = [path] if path.is_file() else path.resolve().rglob("*") if path.is_dir() else []
    stats = {(s.st_dev, s.st_ino): s.st_size for s in (f.lstat() for f in files if f.is_file())}
    return sum(stats.values())
