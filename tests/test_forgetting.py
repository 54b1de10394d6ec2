"""What is taken down leaves tables, marts and archive, and does not come back."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows import paths, publishing, recording, steps, store
from flows.backfill import reach_back
from flows.errors import BadDocument, BadSettings
from flows.forgetting import bury, forget
from flows.ingest.archive import Archive
from flows.ingest.archived import read_body
from flows.keys import row_key
from flows.ledger import Book, read_history
from flows.publish.manifest import version_numbers
from flows.settings import Settings, load_settings
from flows.workbench import work
from tests import rows
from tests.ingest.feedtexts import rss
from tests.servers import Route, serving
from tests.test_intake import list_feeds, settings_in, take_in

NOW = datetime(2026, 1, 25, 12, tzinfo=UTC)
TABLES = ("articles", "article_revisions", "statements", "events", "place_mentions")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Give a published warehouse whose bodies are archived."""
    given = load_settings(warehouse=tmp_path)
    corpus = rows.corpus()
    with Archive(paths.Warehouse(tmp_path).raw, now=NOW) as archive:
        for body in corpus["documents"]:
            body["raw_ref"] = archive.write_resource(
                body["name"], b"body", media_type="text/plain", fetched_at=NOW, labels={}
            )
    with recording.recorded(given, now=NOW), work(given) as connection:
        rows.fill(connection, corpus)
    publishing.publish(given, Book("first", NOW))
    return given


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    news = paths.Warehouse(settings.warehouse).news
    with duckdb.connect(news, read_only=True) as reader:
        return reader.execute(sql).fetchall()


def counts(settings: Settings, column: str, value: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in (*TABLES, "marts.articles", "marts.statements", "marts.events"):
        ((count,),) = ask(settings, f"select count(*) from {table} where {column} = '{value}'")
        assert isinstance(count, int)
        found[table] = count
    return found


def test_an_article_leaves_everything(settings: Settings) -> None:
    url, article_id, raw_ref = ask(
        settings,
        "select d.url, article_id, d.raw_ref from documents as d join articles using (article_id) "
        "where d.url is not null order by article_id limit 1",
    )[0]
    assert sum(counts(settings, "article_id", str(article_id)).values()) > 0
    told = forget(settings, str(url), reason="court order 7", now=NOW)
    assert f"article {article_id}: taken down; 1 records" in told
    for name in (str(url), str(article_id)):
        told = forget(settings, name, reason="court order 7", now=NOW)
        assert told == f"{name}: was taken down before; nothing is left to take down"
    assert sum(counts(settings, "article_id", str(article_id)).values()) == 0
    warehouse = paths.Warehouse(settings.warehouse)
    assert len(version_numbers(warehouse.marts)) == 1
    with pytest.raises(BadDocument):
        read_body(warehouse.raw, str(raw_ref))
    with store.opened(warehouse.work, read_only=True) as connection:
        stone = connection.execute("select tombstone_id, name, reason from tombstones").fetchall()
    assert stone == [(article_id, url, "court order 7")]
    left = b"".join(path.read_bytes() for path in warehouse.marts.rglob("*.parquet"))
    assert str(url).encode() not in left


def test_what_is_left_still_holds_together(settings: Settings) -> None:
    for (article_id,) in ask(settings, "select article_id from articles order by 1 limit 1"):
        forget(settings, str(article_id), reason="r", now=NOW)
    assert ask(settings, "select min(story_id) from articles") == ask(
        settings, "select min(article_id) from articles"
    )
    assert ask(
        settings,
        "select count(*) from events where event_group_id not in (select event_id from events)",
    ) == [(0,)]
    assert ask(
        settings,
        "select count(*) from actors where actor_id not in (select actor_id from actor_mentions)",
    ) == [(0,)]


def test_a_new_body_of_it_does_not_come_back(settings: Settings) -> None:
    ((article_id,),) = ask(settings, "select min(article_id) from articles")
    forget(settings, str(article_id), reason="r", now=NOW)
    changed = rows.revision("x", rows.DENIAL, source_id=rows.HERALD, day=24)
    body = {**rows.document(changed), "article_id": article_id, "outcome": "pending"}
    with work(settings) as connection:
        rows.fill(connection, {"documents": [body]})
    assert steps.count_pending(settings) == 1
    bury(settings)
    assert steps.count_pending(settings) == 0


def test_a_source_is_taken_down_with_all_it_brought(settings: Settings) -> None:
    forget(settings, rows.HERALD, reason="asked to", now=NOW)
    assert sum(counts(settings, "article_id", row_key("article", "denial")).values()) == 0
    assert ask(settings, f"select count(*) from articles where source_id = '{rows.HERALD}'") == [
        (0,)
    ]
    assert ask(settings, "select count(*) > 0 from articles") == [(True,)]


def test_a_source_taken_down_is_polled_no_more(tmp_path: Path) -> None:
    given = settings_in(tmp_path)
    with serving() as server:
        for path in ("/stays.xml", "/goes.xml"):
            server.routes[path] = Route(rss([]), "application/rss+xml")
        list_feeds(given, server.url("/stays.xml"), server.url("/goes.xml"))
        take_in(given)
        forget(given, server.url("/goes.xml"), reason="asked to", now=NOW)
        take_in(given)
        asked = server.paths()
        with recording.recorded(given, now=NOW) as book:
            reach_back(given, book, since=NOW, now=NOW)
        assert "/goes.xml" not in server.paths()[len(asked) :]
    assert (asked.count("/stays.xml"), asked.count("/goes.xml")) == (2, 1)


def test_what_nobody_knows_is_said(settings: Settings) -> None:
    warehouse = paths.Warehouse(settings.warehouse)
    before = read_history(warehouse), warehouse.status.read_text(encoding="utf-8")
    with pytest.raises(BadSettings, match="neither an article") as refused:
        forget(settings, "https://nowhere.example/", reason="r", now=NOW)
    assert not hasattr(refused.value, "__notes__")  # no run has begun
    assert before == (read_history(warehouse), warehouse.status.read_text(encoding="utf-8"))
    with work(settings) as connection:
        assert connection.execute("select count(*) from runs").fetchone() == (1,)


def test_without_a_reason_nothing_is_taken_down(settings: Settings) -> None:
    ((article_id,),) = ask(settings, "select min(article_id) from articles")
    with pytest.raises(BadSettings, match="--reason ' ': say why"):
        forget(settings, str(article_id), reason=" ", now=NOW)
    assert ask(settings, f"select 1 from articles where article_id = '{article_id}'") == [(1,)]


def test_where_no_warehouse_is_none_is_begun(tmp_path: Path) -> None:
    elsewhere = load_settings(warehouse=tmp_path / "mistyped")
    with pytest.raises(BadSettings, match="mistyped: no warehouse is there"):
        forget(elsewhere, "Gazette", reason="r", now=NOW)
    assert not elsewhere.warehouse.exists()
