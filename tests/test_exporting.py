"""A spreadsheet opens what is exported, and runs nothing of it."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import paths, store
from flows.errors import BadSettings
from flows.exporting import MOST_CHARACTERS, export_csv, plain_cell


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\tx",
        " =1+1",
        "＝1+1",
    ],
)
def test_a_formula_becomes_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


def test_numbers_dates_and_words_stay() -> None:
    assert plain_cell(-3) == -3
    assert plain_cell("Ann - Holm") == "Ann - Holm"
    assert plain_cell(None) is None
    assert plain_cell(True) == "TRUE"
    assert plain_cell(date(2026, 3, 4)) == date(2026, 3, 4)
    assert plain_cell(datetime(2026, 3, 4, 12, tzinfo=UTC)) == "2026-03-04 12:00:00"
    assert plain_cell(["é", None]) == '["é", null]'


def test_a_text_too_long_for_a_cell_says_so() -> None:
    cell = plain_cell("x" * 50_000)
    assert len(cell) == MOST_CHARACTERS
    assert cell.endswith("[cut: 50000 characters in all]")


@pytest.fixture
def warehouse(tmp_path: Path) -> paths.Warehouse:
    warehouse = paths.Warehouse(tmp_path)
    with store.opened(warehouse.news) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create view marts.sayings as select * from (values "
            "(1, 'Ann, \"Holm\"' || chr(10) || 'x', -2.5, ['=a']), (2, '=1', 1.0, [])) "
            "as t(n, who, level, words)"
        )
    return warehouse


def test_a_mart_is_written_whole(warehouse: paths.Warehouse, tmp_path: Path) -> None:
    (path,) = export_csv(warehouse, tmp_path / "out", marts=[])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["n", "who", "level", "words"],
            ["1", 'Ann, "Holm"\nx', "-2.5", '["=a"]'],
            ["2", "'=1", "1.0", "[]"],
        ]
    assert [each.name for each in path.parent.iterdir()] == ["sayings.csv"]


def test_what_is_not_there_is_named(warehouse: paths.Warehouse, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="rumours: no such mart; there are sayings"):
        export_csv(warehouse, tmp_path / "out", marts=["rumours"])
    with pytest.raises(BadSettings, match="nothing is published yet"):
        export_csv(paths.Warehouse(tmp_path / "none"), tmp_path / "out", marts=[])
