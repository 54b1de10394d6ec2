"""Counts are added up by stage and told to people and machines."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which

from flows.ledger import Book, StageCount, Tally, add_up, render, write_status
from flows.paths import Warehouse

START = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_batches_of_a_stage_are_added() -> None:
    counts = [
        StageCount("extract", 500, 490, 10, 2.0),
        StageCount("annotate", 490, 490, 0, 9.0),
        StageCount("extract", 20, 19, 1, 0.5),
    ]
    assert add_up(counts) == (
        StageCount("extract", 520, 509, 11, 2.5),
        StageCount("annotate", 490, 490, 0, 9.0),
    )


def test_a_run_is_told_with_its_way_to_the_tables(tmp_path: Path) -> None:
    book = Book("0123456789abcdef", START, outcome="done", finished_at=START + timedelta(seconds=9))
    book.add(StageCount("seeds", 3, 2, 1, 0.5))
    book.notes.append("feeds that gave nothing: 1 of 4")
    told = render(book.summary(), Warehouse(tmp_path))
    assert told.startswith("Run 01234567: done in 9.0 s\n")
    assert "seeds            3       2            1      0.5" in told
    assert "feeds that gave nothing: 1 of 4" in told
    assert str(tmp_path / "news.duckdb") in told
    [(command, question)] = re.findall(r'^ask +(\S+) query "(.+)"$', told, re.MULTILINE)
    assert which(command)  # can be pasted, whether or not the environment is active
    assert question.startswith("select ")


def test_status_is_left_whole(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path)
    book = Book("run", START)
    write_status(warehouse, book.summary())
    book.outcome, book.message = "refused", "statements: 1 row"
    write_status(warehouse, book.summary())
    left = json.loads(warehouse.status.read_text(encoding="utf-8"))
    assert left["outcome"] == "refused"
    assert left["message"] == "statements: 1 row"
    assert [path.name for path in warehouse.reports.iterdir()] == ["status.json"]


def test_a_tally_knows_how_long_it_took() -> None:
    tally = Tally("load")
    tally.count_in, tally.count_out = 4, 3
    count = tally.done()
    assert (count.stage, count.count_in, count.count_out) == ("load", 4, 3)
    assert count.seconds >= 0
    assert count.line().startswith("load: 4 in, 3 out, 0 quarantined, ")
