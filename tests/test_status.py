"""The state of a warehouse is told to people and machines."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from flows import lock
from flows.errors import BadSettings
from flows.ledger import HISTORY, Book, StageCount, read_history, write_history, write_status
from flows.paths import Warehouse, blocks_of, days_of
from flows.status import render_status, status_of

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
STATE = {
    "article_count": 12,
    "pending_count": 3,
    "newest_published_at": NOW,
    "newest_fetched_at": NOW,
    "quarantine": [
        {
            "stage": "extract",
            "reason": "timeout",
            "item_count": 2,
            "last_seen_at": NOW,
            "example": "https://a.example/: took too long",
            "retry": "dateline retry",
        }
    ],
}


def leave(warehouse: Warehouse, outcome: str, *, at: datetime = NOW, note: str = "") -> None:
    book = Book(f"{outcome} {at}", at, outcome=outcome, finished_at=at + timedelta(minutes=1))
    book.message = "statements: 1 row" if outcome == "refused" else None
    book.add(StageCount("extract", 5, 4, 1, 0.5))
    book.notes += [note] if note else []
    write_history(warehouse, book.summary())
    write_status(warehouse, book.summary(), state=STATE)


def status(
    warehouse: Warehouse, *, stale_hours: float = 26.0, now: datetime = NOW
) -> dict[str, Any]:
    return status_of(warehouse, stale_hours=stale_hours, now=now)


def test_all_is_told_in_one_screen(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done", at=NOW - timedelta(hours=2))
    leave(warehouse, "done", note="feeds that gave nothing: 1 of 4")
    found = status(warehouse)
    assert found["problems"] == []
    told = render_status(found)
    assert len(told.splitlines()) < 30
    for part in (
        "extract: 5 in, 4 out, 1 quarantined",
        "feeds that gave nothing",
        "2 x extract, timeout (again: dateline retry): https://a.example/: took too long",
        "12 articles, 3 wait to be read",
        "earlier   done, 2026-03-04 10:00",
    ):
        assert part in told
    json.dumps(found)


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done", at=NOW - timedelta(hours=30))
    assert status(warehouse)["problems"] == [
        "the last good run was at 2026-03-03 06:00, over 26 h ago"
    ]
    assert status(warehouse, stale_hours=48)["problems"] == []
    leave(warehouse, "refused")
    problems = status(warehouse, stale_hours=48)["problems"]
    assert problems == ["the last run was refused: statements: 1 row"]


def test_a_run_that_was_killed_is_told_from_one_under_way(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done", at=NOW - timedelta(hours=1))
    write_status(warehouse, Book("run", NOW).summary())
    assert "killed" in status(warehouse)["problems"][0]
    with lock.held(warehouse.lock):
        found = status(warehouse)
    assert found["problems"] == []
    assert found["last_run"]["state"]["article_count"] == 12  # known still from the run before


def test_the_newest_runs_are_kept(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    for number in range(HISTORY + 5):
        leave(warehouse, "done", at=NOW + timedelta(hours=number))
    runs = read_history(warehouse)
    assert len(runs) == HISTORY
    assert runs[-1]["started_at"] == (NOW + timedelta(hours=HISTORY + 4)).isoformat()


@pytest.mark.parametrize("folder", ["mistyped", "."])
def test_a_folder_that_no_run_wrote_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(BadSettings, match=r"no run has left .*dateline run.*DATELINE_WAREHOUSE"):
        status(Warehouse(tmp_path / folder))


def test_what_stands_beside_a_database_is_counted_with_it(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    for folder in (blocks_of(warehouse.work), days_of(warehouse.work)):
        folder.mkdir()
        (folder / "file").write_bytes(b"x" * 100)
    warehouse.work.write_bytes(b"x" * 100)
    warehouse.search.write_bytes(b"x" * 7)
    leave(warehouse, "done")
    sizes = status(warehouse)["bytes"]
    assert (sizes["work"], sizes["search"]) == (300, 7)


def test_a_disk_that_fills_up_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done")
    assert "left on the disk" in render_status(status(warehouse))
    full = shutil.disk_usage(tmp_path)._replace(free=7_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    found = status(warehouse)
    assert found["free_bytes"] == 7_000_000
    (problem,) = found["problems"]
    assert problem.startswith("the disk is nearly full: 7 MB left")
    (tmp_path / "new").mkdir()  # where the first run had no room to write how it ended
    told = render_status(status(Warehouse(tmp_path / "new")))
    assert "problems  the disk is nearly full" in told and "none yet" in told


def test_a_run_of_a_clock_that_ran_ahead_hides_no_stale_warehouse(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done", at=NOW - timedelta(hours=30))
    leave(warehouse, "done", at=NOW + timedelta(days=400))
    problems = status(warehouse)["problems"]
    assert ["clock ran ahead" in problems[0], "over 26 h ago" in problems[1]] == [True, True]


def test_a_problem_is_told_whole_with_its_remedy(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    book = Book("run", NOW, outcome="failed", finished_at=NOW)
    book.message = f"TryLater: {'/long/path' * 12}: see to the disk, and run again"
    write_status(warehouse, book.summary(), state=STATE)
    told = render_status(status(warehouse))
    assert "the last run failed: TryLater" in told
    assert "run again" in " ".join(told.split("\nlast run")[0].split())


def test_a_killed_run_is_called_so(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done", at=NOW - timedelta(hours=1))
    write_status(warehouse, Book("cut off", NOW).summary())
    found = status(warehouse)
    assert found["problems"] == ["the last run was killed: the next one finishes its work"]
    assert found["last_run"]["outcome"] == "killed"
    assert "last run  killed, 2026-03-04 12:00 UTC, not ended" in render_status(found)
    with lock.held(warehouse.lock):
        assert status(warehouse)["last_run"]["outcome"] == "running"


def test_a_version_that_was_gone_back_to_is_called_so(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    leave(warehouse, "done")
    for name in ("v000001", "v000002"):
        (warehouse.marts / name).mkdir(parents=True)
        (warehouse.marts / name / "manifest.json").write_text("{}", encoding="utf-8")
    (warehouse.marts / "latest").symlink_to("v000002")
    assert "stands    latest is v000002\n" in render_status(status(warehouse))
    (warehouse.marts / "latest").unlink()
    (warehouse.marts / "latest").symlink_to("v000001")
    told = "stands    latest is v000001, rolled back from v000002 until the next publication\n"
    assert told in render_status(status(warehouse))
