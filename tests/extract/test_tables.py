"""Tables that lay out a page are opened; tables that hold data stay what they are."""

import pytest
from lxml.html import document_fromstring, tostring

from flows.extract.tables import open_layout_tables

LONG = "The ferry line to the island will close in October, the council said. " * 8
DATA = "<table><tr><th>Year<th>Ships</tr><tr><td>1974<td>2</tr></table>"


def opened(body: str) -> str:
    root = document_fromstring(f"<html><body>{body}</body></html>")
    open_layout_tables(root)
    return str(tostring(root.body, encoding="unicode"))


@pytest.mark.parametrize(
    "cell",
    [
        "<h1>Council closes the line</h1>",
        "<p>The line closes.</p><p>In October.</p>",
        LONG,
        "<table><tr><td>a</td></tr></table>",
    ],
)
def test_a_cell_that_holds_part_of_a_page_makes_a_layout_table(cell: str) -> None:
    assert "<td" not in opened(f"<table><tr><td>{cell}</td></tr></table>").replace("<td>a", "")


@pytest.mark.parametrize("mark", ["<th>Year</th>", ""])
def test_data_stay_a_table(mark: str) -> None:
    table = f"<table><tr>{mark}<td>1974</td><td>2 ships</td></tr></table>"
    assert opened(table).count("<td>") == 2


def test_data_inside_a_layout_table_stay_a_table() -> None:
    found = opened(f"<table><tr><td><p>{LONG}</p>{DATA}</td></tr></table>")
    assert found.count("<table>") == 1
    assert "<th>Year" in found


def test_what_stands_beside_a_long_column_is_set_aside() -> None:
    found = opened(f"<table><tr><td>Weather: rain</td><td>{LONG}</td></tr></table>")
    assert "<aside>Weather: rain</aside>" in found
    halves = opened(f"<table><tr><td>{LONG}</td><td>{LONG}</td></tr></table>")
    assert "<aside>" not in halves
