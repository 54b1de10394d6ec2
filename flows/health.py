"""The state of polling every feed goes in; how each is doing, since when and why, comes out.

The run leaves it as JSON, so that `dateline status` and `dateline feeds list` wait for nobody.
"""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flows.characters import one_line
from flows.files import read_json, write_whole
from flows.paths import Warehouse
from flows.records import Source

STATES = ("healthy", "slow", "failing", "dying", "dead", "new")
ILL = frozenset({"slow", "failing", "dying", "dead"})
DYING_AFTER = timedelta(days=3)  # the expectation feed_answers of sources.json draws the same line
SILENT_AFTER = timedelta(days=7)  # and feed_brings_news this one
MAX_LINES = 20
WIDEST = 200  # characters of why a feed ails: its remedy stands at the end


@dataclass(frozen=True, slots=True)
class Health:
    """One feed: its state, since when, why, when it last gave something, and when it is next."""

    source_id: str
    name: str
    url: str  # where it is polled: where it has moved to, not where the list has it
    state: str  # healthy, slow, failing, dying, dead, or new where it was never asked
    since: str | None
    why: str | None
    last_given_at: str | None  # instant at which it last had something new
    item_count: int
    next_poll_at: str | None
    last_title: str | None = None  # of the item that an ailing feed gave last

    def row(self) -> dict[str, Any]:
        """Return it as it is written."""
        return asdict(self)


def judge_source(source: Source, *, now: datetime) -> Health:
    """Return how a feed is doing.

    Dead is what was given up; dying what has failed for three days, failing since less; slow what
    asked for patience, or answers and brought nothing new for a week.
    """
    state, since, why = _judge(source, now)
    return Health(
        source_id=source.source_id,
        name=source.name,
        url=source.url or "",
        state=state,
        since=_written(since),
        why=why,
        last_given_at=_written(source.last_changed_at),
        item_count=source.item_count,
        next_poll_at=_written(source.next_poll_at),
    )


def _judge(source: Source, now: datetime) -> tuple[str, datetime | None, str | None]:
    said = source.last_message or source.last_outcome
    if source.retired_at is not None:
        return "dead", source.retired_at, said
    if source.last_polled_at is None:
        return "new", None, None
    if source.failing_since is not None:
        if now - source.failing_since >= DYING_AFTER:
            return "dying", source.failing_since, said
        return "slow" if source.last_outcome == "wait" else "failing", source.failing_since, said
    news = source.last_changed_at
    if news is not None and now - news >= SILENT_AFTER:
        return "slow", news, "it answers, with nothing new"
    return "healthy", source.last_success_at, None


def with_titles(judged: Iterable[Health], titles: Mapping[str, str]) -> list[Health]:
    """Return how feeds are doing with the titles of what they gave last, by source."""
    return [replace(one, last_title=titles.get(one.source_id)) for one in judged]


def write_health(warehouse: Warehouse, judged: Iterable[Health]) -> None:
    """Leave how every feed is doing, in one step."""
    rows = [one.row() for one in judged]
    write_whole(warehouse.feeds, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def read_health(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Return what the last polling left of every feed, nothing where none was."""
    return read_json(warehouse.feeds, [])


def health_lines(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Return what a person should know of the feeds: how many are well, and each that is not."""
    rows = list(rows)
    counts = Counter(str(row["state"]) for row in rows)
    told = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    ill = [row for row in rows if row["state"] in ILL]
    ill.sort(key=lambda row: (STATES.index(row["state"]) * -1, str(row["since"]), row["url"]))
    lines = [told or "none polled yet", *(health_line(row) for row in ill[:MAX_LINES])]
    if len(ill) > MAX_LINES:
        lines.append(f"and {len(ill) - MAX_LINES} more: dateline feeds list")
    return lines


def health_line(row: dict[str, Any]) -> str:
    """Return one feed as a person reads it."""
    parts = [f"{row['state']:<7}", str(row["url"])]
    if row["since"]:
        parts.append(f"since {str(row['since'])[:16]}")
    if row["why"]:
        why = str(row["why"]).removeprefix(f"{row['url']}: ")
        parts.append(f"({textwrap.shorten(why, WIDEST, placeholder=' …')})")
    given = str(row["last_given_at"])[:16] if row["last_given_at"] else "never"
    title = f": {str(row['last_title'])[:80]}" if row.get("last_title") else ""
    return one_line(" ".join([*parts, f"last news {given}{title}"]))


def _written(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds") if instant is not None else None
