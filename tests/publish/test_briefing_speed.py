"""How fast the briefing is written and shown with fifty thousand event mentions behind it.

pytest -m bench -s tests/publish/test_briefing_speed.py
"""

import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows import store
from flows.publish.briefing import write_briefing
from tests.publish import pages

FIRST_PAINT = """
    () => performance.getEntriesByName('first-contentful-paint')[0].startTime
"""
DRAWN = "document.querySelectorAll('#happened .open').length"


@pytest.mark.bench
def test_briefing_speed(filled: Path, tmp_path: Path, browser: Browser) -> None:
    with store.opened(Path(shutil.copy(filled, tmp_path / "work.duckdb"))) as connection:
        pages.add_crowd(connection, 5_000, 10)
    (tmp_path / "out").mkdir()
    news = pages.publish(tmp_path / "work.duckdb", tmp_path / "out")
    began = time.process_time(), time.monotonic()
    told = write_briefing(news, tmp_path / "page.html", version="v000001")
    took = time.process_time() - began[0], time.monotonic() - began[1]
    paints = []
    for _ in range(5):
        with pages.opened(browser, tmp_path / "page.html") as page:
            page.wait_for_timeout(500)
            paints.append(page.evaluate(FIRST_PAINT))
            drawn = page.evaluate(DRAWN)
    size = (tmp_path / "page.html").stat().st_size
    print(
        f"\nbriefing: {told['event_count']:,} event mentions behind it, "
        f"{told['shown_article_count']:,} of {told['article_count']:,} articles shown, "
        f"{size / 1e6:.2f} MB, written in {took[1]:.1f} s ({took[0]:.1f} s of processor); "
        f"first content after {sorted(paints)[2]:.0f} ms (median of 5: "
        f"{', '.join(f'{paint:.0f}' for paint in paints)}), {drawn} rows drawn"
    )
    assert drawn > 0
