"""Months with many rows are split into days: the newest of them, or all where old days are told."""

from pathlib import Path

import pytest

from flows import store
from flows.publish import filing
from flows.publish.filing import split_months
from flows.publish.parquet import publish_marts
from tests import rows

MANY = dict.fromkeys(("2025-11", "2025-12", "2026-01", "2026-02"), filing.BUSY)
COUNTS = MANY | {"2025-10": filing.BUSY - 1, "2099-01": 1, "undated": filing.BUSY}
DAYS = """-- One row per day.
-- Key: day.
-- Partitioned by: day of day.
-- Weighed by: told_count.
-- Columns:
--   day: day
--   told_count: how often it is told of
select
    date '2026-01-01' + i::int as day,
    if(i < 31, 4, 1)::bigint as told_count
from range(59) as days (i)
"""


def test_only_the_newest_busy_months_are_split() -> None:
    assert split_months(COUNTS, are_old_split=False) == {"2025-12", "2026-01", "2026-02"}


def test_where_old_days_are_told_every_busy_month_is_split() -> None:
    assert split_months(COUNTS, are_old_split=True) == set(MANY)


def test_a_month_of_few_heavy_rows_is_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "BUSY", 100)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "days.sql").write_text(DAYS, encoding="utf-8")
    with store.opened(tmp_path / "work.duckdb") as work:
        rows.create(work)
        version = publish_marts(
            work, tmp_path / "marts", code_version="1", models_folder=tmp_path / "models"
        )
    assert version is not None
    files = version.manifest.marts["days"].files
    assert len(files) == 31 + 1
    assert (files["2026-01-31.parquet"].weight, files["2026-02.parquet"].weight) == (4, 28)
