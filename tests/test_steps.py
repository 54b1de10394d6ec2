"""Steps join stages to a real warehouse: what fails is set aside, and the rest goes on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import paths, steps, store
from flows.errors import BadTable
from flows.keys import row_key
from flows.ledger import Book
from flows.settings import Settings, load_settings
from tests import rows

NOW = datetime(2026, 1, 21, 12, tzinfo=UTC)
COUNT = 24


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    given = load_settings(warehouse=tmp_path)
    with store.opened(paths.Warehouse(tmp_path).work) as connection:
        rows.create(connection)
        for number in range(COUNT):
            rows.stage(connection, rows.example(f"text {number}", 100 + number))
        connection.execute(
            "insert into staged.outcomes select document_id, 'loaded', 'x' "
            "from staged.article_revisions"
        )
    return given


def spoil(settings: Settings, sql: str) -> None:
    with store.opened(paths.Warehouse(settings.warehouse).work) as connection:
        connection.execute(sql)


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with store.opened(paths.Warehouse(settings.warehouse).work, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_a_text_that_fails_goes_to_quarantine_and_the_rest_is_accepted(settings: Settings) -> None:
    bad = row_key("article", "text 3")
    shift = "update staged.events set trigger_start = trigger_start + 1 where article_id = '{}'"
    spoil(settings, shift.format(bad))
    book = Book("run", NOW)
    count = steps.validate(settings, book, now=NOW)
    accepted = steps.accept(settings)
    assert count.quarantined_count == 1
    assert (accepted.count_in, accepted.count_out) == (COUNT - 1, COUNT - 1)
    assert any(note.startswith("set aside: https://news.example/text 3") for note in book.notes)
    for table in ("articles", "article_revisions", "events", "actors", "places"):
        assert ask(settings, f"select count(*) from {table}") == [(COUNT - 1,)], table
    assert ask(settings, f"select count(*) from statements where article_id = '{bad}'") == [(0,)]
    assert ask(settings, "select reason, retry from quarantine where stage = 'validate'") == [
        ("trigger_reproduces", "dateline retry")
    ]
    outcomes = "select outcome, count(*) from staged.outcomes group by all order by all"
    assert ask(settings, outcomes) == [("loaded", COUNT - 1), ("rejected", 1)]
    assert book.checked[0]["set_aside"] == ["events.trigger_reproduces"]
    docs = (paths.Warehouse(settings.warehouse).docs).read_text(encoding="utf-8")
    assert "Set aside" in docs
    assert "trigger_reproduces" in docs


def test_a_refused_head_leaves_a_story_with_another_name(settings: Settings) -> None:
    (head,) = ask(settings, "select min(article_id) from staged.articles")[0]
    spoil(settings, f"update staged.statements set confidence = 7 where article_id = '{head}'")
    steps.validate(settings, Book("run", NOW), now=NOW)
    steps.accept(settings)
    assert ask(settings, "select count(*) from articles where story_id = '" + str(head) + "'") == [
        (0,)
    ]
    assert ask(settings, "select min(story_id) = min(article_id) from articles") == [(True,)]


def test_a_later_revision_waits_for_the_next_batch(settings: Settings) -> None:
    first = rows.revision("text 3", rows.FIRST, source_id=row_key("feed", "text 3"), day=19)
    later = {**first, "revision": 2, "document_id": "later", "text_hash": "0" * 32}
    with store.opened(paths.Warehouse(settings.warehouse).work) as connection:
        rows.fill(connection, {"article_revisions": [later]}, schema="staged")
        rows.fill(connection, {"documents": [{**rows.document(first), "document_id": "later"}]})
        connection.execute("insert into staged.outcomes values ('later', 'loaded', 'x')")
    bad = row_key("article", "text 3")
    spoil(settings, f"update staged.date_mentions set \"end\" = start where article_id = '{bad}'")
    spoil(
        settings,
        "update staged.articles set revision = 2, document_id = 'later', "
        f"text_hash = repeat('0', 32) where article_id = '{bad}'",
    )
    steps.validate(settings, Book("run", NOW), now=NOW)
    assert ask(settings, "select outcome from staged.outcomes where document_id = 'later'") == []
    assert ask(
        settings, f"select count(*) from staged.article_revisions where article_id = '{bad}'"
    ) == [(0,)]


def test_a_batch_of_one_wrong_text_leaves_an_empty_one(settings: Settings) -> None:
    only = row_key("article", "text 3")
    for table in ("article_revisions", "articles", "statements", "events", "place_mentions"):
        spoil(settings, f"delete from staged.{table} where article_id <> '{only}'")
    for table in ("date_mentions", "actor_mentions"):
        spoil(settings, f"delete from staged.{table} where article_id <> '{only}'")
    spoil(settings, f"delete from staged.places where place_id <> 'gn:{100 + 3}'")
    speaker = row_key("actor", "text 3")
    spoil(settings, f"delete from staged.actors where actor_id <> '{speaker}'")
    spoil(settings, 'update staged.date_mentions set "end" = start')
    count = steps.validate(settings, Book("run", NOW), now=NOW)
    steps.accept(settings)
    assert count.quarantined_count == 1
    assert ask(settings, "select count(*) from articles") == [(0,)]


def test_a_broken_stage_stops_the_batch(settings: Settings) -> None:
    spoil(settings, "update staged.events set intensity = 99")
    with pytest.raises(BadTable, match="a stage is broken"):
        steps.validate(settings, Book("run", NOW), now=NOW)
    assert ask(settings, "select count(*) from articles") == [(0,)]
