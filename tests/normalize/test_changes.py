"""What is noted of a change stands with the change, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows import store
from flows.normalize import changes
from tests.normalize.test_models import NOW, STORY, article_of, ask, load

WAITING = "select outcome from documents"


@pytest.fixture
def connection() -> Iterator[store.Connection]:
    with store.opened(Path(":memory:")) as connection:
        store.create_tables(connection)
        load(connection, article_of("a", STORY))
        connection.execute("update documents set article_id = (select article_id from articles)")
        connection.execute("delete from changes")
        yield connection


def asked_again(connection: store.Connection) -> None:
    connection.execute("create temp table asked_again as select article_id from articles")


def test_a_change_that_fails_is_neither_made_nor_noted(connection: store.Connection) -> None:
    asked_again(connection)
    with pytest.raises(duckdb.Error), changes.noted(connection, "waiting"):
        connection.execute("delete from articles")
        connection.execute("select no_such_column from articles")
    assert ask(connection, "select count(*) from articles") == [(1,)]
    assert ask(connection, "select count(*) from changes") == [(0,)]


def test_an_article_that_waits_again_is_noted_and_gone(connection: store.Connection) -> None:
    asked_again(connection)
    changes.wait_again(connection)
    assert ask(connection, WAITING) == [("pending",)]
    assert ask(connection, "select count(*) from articles") == [(0,)]
    assert ask(connection, "select count(*) > 0 from changes") == [(True,)]


def test_no_bodies_are_no_change(connection: store.Connection) -> None:
    changes.note_documents(connection, [])
    assert ask(connection, "select count(*) from changes") == [(0,)]


def test_a_body_is_noted_on_the_day_it_was_fetched(connection: store.Connection) -> None:
    changes.note_documents(connection, [article_of("a", STORY).document_id])
    noted = ask(connection, "from changes")
    assert [row[-1] for row in noted] == [NOW.date()]
