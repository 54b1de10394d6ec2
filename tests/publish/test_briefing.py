"""The briefing in words: what it takes in, how much, and that no word can become markup."""

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from flows import paths, publishing, store
from flows.errors import BadSettings
from flows.ledger import Book
from flows.publish.briefing import data_block, write_briefing
from flows.settings import load_settings
from tests import rows
from tests.publish import pages


def content_of(path: Path) -> dict[str, Any]:
    """Return the data that a briefing holds, read as HTML is read."""
    page = lxml.html.parse(path).getroot()
    blocks = page.xpath("//script")
    assert [block.get("id") for block in blocks] == ["outline", "content", None]
    content: dict[str, Any] = json.loads(blocks[1].text)
    return content


def column(content: dict[str, Any], table: str, name: str) -> list[Any]:
    at = content[table]["columns"].index(name)
    return [row[at] for row in content[table]["rows"]]


@pytest.mark.parametrize("text", ["</script>", "<!--", "&lt;", "\u2028", "\0", "\ud83d\ude00", "é"])
def test_data_is_read_back_and_holds_nothing_that_a_parser_heeds(text: str) -> None:
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    block = data_block({"text": text, "day": date(2026, 1, 2)})
    assert json.loads(block) == {"text": text, "day": "2026-01-02"}
    assert not set(block) & set("<>&\u2028\u2029\0")


def test_the_newest_days_are_shown_with_all_that_was_read_in_them(
    news: Path, tmp_path: Path
) -> None:
    told = write_briefing(news, tmp_path / "page.html", version="v000001")
    content = content_of(tmp_path / "page.html")
    assert (told["first"], told["last"]) == (date(2026, 1, 15), date(2026, 1, 21))
    assert column(content, "articles", "text")[0] == rows.DENIAL_LATER
    assert sorted(column(content, "events", "trigger_text")) == ["Talks", "hit", "hit", "shelled"]
    assert len(content["statements"]["rows"]) == 5
    assert column(content, "groups", "is_disputed").count(True) == 1
    assert column(content, "appearances", "revision").count(2) == 1


def test_an_earlier_period_can_be_asked_for(news: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    told = write_briefing(news, path, version="v000001", until=date(2026, 1, 19), days=1)
    assert told["shown_article_count"] == told["period_article_count"] == 1
    assert column(content_of(path), "articles", "title") == ["Title of report"]


def test_days_without_an_article_leave_the_page_as_it_was(news: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("of these days")
    told = (
        r"no article from 2025-12-31 to 2026-01-01: .*page.html is left .* tells of 2026-01-1\d to"
    )
    with pytest.raises(BadSettings, match=told):
        write_briefing(news, path, version="v000001", until=date(2026, 1, 1), days=2)
    assert path.read_text() == "of these days"


def test_a_crowd_is_cut_to_its_newest_and_the_page_knows_it(crowd: Path, tmp_path: Path) -> None:
    told = write_briefing(crowd, tmp_path / "page.html", version="v000001", limit=900_000)
    assert 0 < told["shown_article_count"] < told["period_article_count"]
    assert (tmp_path / "page.html").stat().st_size <= 900_000
    shown = column(content_of(tmp_path / "page.html"), "articles", "shown_at")
    assert shown == sorted(shown, reverse=True)


def test_the_same_tables_give_the_same_page(news: Path, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        write_briefing(news, tmp_path / name, version="v000001")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_an_empty_warehouse_has_a_page_too(tmp_path: Path) -> None:
    with store.opened(tmp_path / "work.duckdb") as connection:
        rows.create(connection)
    (tmp_path / "out").mkdir()
    news = pages.publish(tmp_path / "work.duckdb", tmp_path / "out")
    told = write_briefing(news, tmp_path / "page.html", version="v000001")
    assert told["shown_article_count"] == 0


def test_a_page_that_cannot_be_written_takes_no_table_back(filled: Path, tmp_path: Path) -> None:
    warehouse = paths.Warehouse(tmp_path)
    shutil.copy(filled, warehouse.work)
    warehouse.briefing.mkdir(parents=True)  # a folder stands where the page belongs
    book = Book(run_id="1", started_at=datetime(2026, 1, 22, tzinfo=UTC))
    publishing.publish(load_settings(warehouse=tmp_path), book)
    assert warehouse.news.exists()
    assert "dateline briefing" in book.notes[-1]


def test_nothing_of_an_earlier_publication_stays_to_be_read(filled: Path, tmp_path: Path) -> None:
    warehouse = paths.Warehouse(tmp_path)
    shutil.copy(filled, warehouse.work)
    warehouse.reports.mkdir()
    for path in (warehouse.briefing, warehouse.search):
        path.write_text("a text that was taken down")
    book = Book(run_id="1", started_at=datetime(2026, 1, 22, tzinfo=UTC))
    publishing.publish(load_settings(warehouse=tmp_path), book)
    assert not warehouse.search.exists()
    assert "a text that was taken down" not in warehouse.briefing.read_text(encoding="utf-8")
    assert book.notes == []
