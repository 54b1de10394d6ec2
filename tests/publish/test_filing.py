"""Months with many rows are split into days: the newest of them, or all where old days are told."""

from datetime import date
from pathlib import Path

import pytest

from flows import store
from flows.publish import filing
from flows.publish.filing import (
    covering,
    file_name,
    first_day,
    holding,
    misfiled,
    month_of_name,
    part_of,
    rows_of,
    split_months,
)
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


NAMES = ("2026-01-31.parquet", "2026-02.parquet", "undated.parquet", "all.parquet")


def test_a_name_tells_its_month_and_its_first_day() -> None:
    assert [month_of_name(name) for name in NAMES] == ["2026-01", "2026-02", "undated", "all"]
    assert [first_day(name) for name in NAMES] == [[date(2026, 1, 31)], [date(2026, 2, 1)], [], []]


def test_a_day_is_covered_by_its_own_file_or_by_its_month() -> None:
    names = NAMES[:3]
    assert covering(names, [date(2026, 1, 31)]) == {names[0]}
    assert covering(names, [date(2026, 2, 3), date(2026, 1, 30)]) == {names[1]}
    assert covering(names, [None]) == {names[2]}


def test_what_is_not_filed_by_days_is_covered_by_any() -> None:
    assert covering(["all.parquet"], [date(2026, 1, 31)]) == {"all.parquet"}
    assert covering(["all.parquet"], [None]) == {"all.parquet"}
    assert covering(["all.parquet"], []) == set()


def test_a_month_that_becomes_busy_or_is_no_longer_is_filed_anew() -> None:
    assert misfiled(NAMES, {"2026-01"}) == set()
    assert misfiled(NAMES, {"2026-01", "2026-02"}) == {NAMES[1]}
    assert misfiled(NAMES, ()) == {NAMES[0]}
    assert misfiled(NAMES, {"undated", "all"}) == {NAMES[0]}


def test_a_part_of_a_day_is_held_by_its_own_file_or_by_its_month() -> None:
    names = [*NAMES[:3], "2026-03-02.0.parquet", "2026-03-02.c.parquet"]
    assert covering(names, [date(2026, 3, 2)]) == set(names[-2:])
    assert holding(names, [(date(2026, 3, 2), "c"), (date(2026, 2, 2), "0")]) == {
        "2026-03-02.c.parquet",
        "2026-02.parquet",
    }
    assert holding(names, [(None, "4")]) == {"undated.parquet"}
    assert month_of_name(names[-1]) == "2026-03"
    assert first_day(names[-1]) == [date(2026, 3, 2)]
    assert misfiled(names, {"2026-01", "2026-03"}) == set()
    assert misfiled(names[-2:], ()) == set(names[-2:])


@pytest.mark.parametrize("parted_by", (None, "key"))
def test_every_row_lies_in_the_file_that_its_name_promises(parted_by: str | None) -> None:
    days = ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01", None)
    with store.opened(Path(":memory:")) as connection:
        connection.execute(
            "create table told as select day::date as day, key "
            "from (select unnest(?) as day), (select unnest(['0a', '3f', '4', 'bc', 'e']) as key)",
            [days],
        )
        rows_there = connection.execute(
            f"select day, key, {part_of(parted_by)} from told"
        ).fetchall()
        named = {(day, key): file_name(day, part, {"2026-01"}) for day, key, part in rows_there}
        filed = [
            (row, each)
            for each in set(named.values())
            for row in connection.execute(
                f"select day, key from told where {rows_of('day', each, parted_by)}"
            ).fetchall()
        ]
    assert len(filed) == len(named) == 25
    assert dict(filed) == named
    parts = [f"2026-01-31.{part}" for part in "024ae"]
    busy = set(parts) if parted_by else {"2026-01-31"}
    assert set(named.values()) == busy | {"2026-02", "2026-03", "undated"}
    assert rows_of(None, "all") == "true"
