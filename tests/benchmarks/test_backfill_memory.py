"""A backfill's peak memory does not grow with the articles: batches stream through it.

pytest -m bench -s tests/benchmarks/test_backfill_memory.py    the larger of two archives: BACKFILL
"""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.records import Fetch
from tests.benchmarks.articles import page, stories
from tests.e2e.conftest import BIN, bare_environment

FEW = 1000
MANY = int(os.environ.get("BACKFILL", "10000"))
MOST = 1.2  # times the memory of the smaller
NOW = datetime(2026, 3, 20, tzinfo=UTC)


def write_archive(folder: Path, count: int) -> Path:
    """Write so many short pages, a paragraph each, as another archive keeps them."""
    told = stories(min(count, FEW))
    with Archive(folder, now=NOW) as archive:
        for number in range(count):
            title, paragraphs = told[number % len(told)]
            text = f"{paragraphs[number // len(told) % len(paragraphs)]} Notice {number} of Aldane."
            fetch = Fetch(f"https://a.example/{number}", "page", None, NOW, 0.1, "ok", 200)
            body = page(f"{title}, {number}", [text])
            archive.write_response(Answer(fetch, (("Content-Type", "text/html"),), body))
    return folder


def backfill(folder: Path, count: int) -> tuple[int, float]:
    """Take an archive in, and return the bytes of the largest process and the seconds used."""
    archive = write_archive(folder / "theirs", count)
    (folder / "seeds" / "articles").mkdir(parents=True)
    (folder / "seeds" / "feeds.opml").write_text('<opml version="2.0"><body/></opml>')
    environment = bare_environment(
        DATELINE_WAREHOUSE=str(folder / "warehouse"),
        DATELINE_SEEDS=str(folder / "seeds"),
        DATELINE_PROCESSES="1",
    )
    words = [str(BIN / "dateline"), "run", "--quiet", "--warc", str(archive)]
    process = subprocess.Popen(words, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return used.ru_maxrss * 1024, used.ru_utime + used.ru_stime


@pytest.mark.bench
def test_ten_times_the_articles_take_no_more_memory(tmp_path: Path) -> None:
    few, short = backfill(tmp_path / "few", FEW)
    many, long = backfill(tmp_path / "many", MANY)
    told = f"{FEW}: {few / 1e6:.0f} MB, {short:.0f} s; {MANY}: {many / 1e6:.0f} MB, {long:.0f} s"
    print(f"{told}; {many / few:.2f} x")
    assert many <= MOST * few
