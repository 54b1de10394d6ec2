"""The tree of a page goes in; tables that only place things on it become plain boxes."""

from collections import Counter

from lxml.html import HtmlElement

LONG = 400  # characters of one cell: a datum is shorter, a column of a page is not
PARAGRAPHS = 2  # in one cell
BESIDE = 3  # times the text of a column beside it that the column with the article has


def open_layout_tables(root: HtmlElement) -> None:
    """Turn layout tables into divs, and what stands beside a long column into asides.

    A table lays out a page where one of its cells holds a heading of the page, another table,
    paragraphs, or more text than a datum has; one that has heading cells or a caption holds data.
    """
    tables = list(root.iter("table"))
    if not tables:
        return
    laid_out = {table for table in tables if table.get("role") in ("presentation", "none")}
    laid_out |= {owner for table in tables if (owner := _owner(table)) is not None}
    laid_out |= {owner for each in root.iter("h1") if (owner := _owner(each)) is not None}
    paragraphs = Counter(next(each.iterancestors("td"), None) for each in root.iter("p"))
    cells = list(root.iter("td"))
    laid_out |= {
        owner
        for cell in cells
        if (paragraphs[cell] >= PARAGRAPHS or len(cell.text_content()) >= LONG)
        and (owner := _owner(cell)) is not None
    }
    laid_out -= {_owner(each) for each in root.iter("th", "caption", "thead")}
    parts = [part for part in root.iter("tbody", "tr", "td") if _owner(part) in laid_out]
    beside = {cell for row in parts if row.tag == "tr" for cell in _beside(row)}
    for element in (*parts, *laid_out):
        element.tag = "aside" if element in beside else "div"


def _beside(row: HtmlElement) -> list[HtmlElement]:
    """Return the cells of a row that stand beside a much longer one."""
    sizes = {cell: len(cell.text_content().strip()) for cell in row.iterchildren("td")}
    longest = max(sizes.values(), default=0)
    return [cell for cell, size in sizes.items() if longest >= LONG and size * BESIDE <= longest]


def _owner(element: HtmlElement) -> HtmlElement | None:
    """Return the table that an element stands in."""
    return next(element.iterancestors("table"), None)
