"""From texts to `claims` and `contradictions`: who says it, and who denies it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest

from flows import paths, store
from flows.publish.models import read_models
from flows.store import Connection
from tests.normalize.happenings import Told
from tests.normalize.test_event_groups import annotate, load

DAY = datetime(2026, 5, 12, 12, tzinfo=UTC)


@pytest.fixture
def connection() -> Iterator[Connection]:
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    store.create_tables(connection)
    yield connection
    connection.close()


def take_in(connection: Connection, texts: Sequence[str], *, at_once: bool = True) -> None:
    """Store texts of one day and those after it, at once or one run each."""
    told = [Told(f"text-{n}", "", DAY + timedelta(days=n), t, ()) for n, t in enumerate(texts)]
    read = {t.name: annotate(t.name, t.text, t.published_at) for t in told}
    for batch in [told] if at_once else [[one] for one in told]:
        load(connection, batch, read)


def mart(connection: Connection, name: str, columns: str) -> list[Any]:
    connection.execute("attach if not exists ':memory:' as marts")
    for model in read_models(connection, paths.SQL / "marts"):
        connection.execute(f"create or replace table marts.{model.name} as {model.sql}")
        if model.name == name:
            return connection.execute(f"select {columns} from marts.{name} order by all").fetchall()
    raise AssertionError(name)


def disputed(connection: Connection) -> list[Any]:
    return mart(connection, "contradictions", "event_type, affirming_names, denying_names")


@pytest.mark.parametrize(
    ("text", "kind", "affirming", "denying"),
    [
        ("Ukraine accused Russia of shelling the Velin power plant on Sunday. Moscow denies this.",
         "ASSAULT", ["Ukraine"], ["Moscow"]),
        ("Opposition leaders said that police had beaten protesters in Tbilisi. The ministry "
         "rejected the allegations.", "ASSAULT", ["Opposition leaders"], ["Ministry"]),
        ("A hospital in El Fasher was shelled on Monday, killing nine people. The army blamed the "
         "Rapid Support Forces for the attack. The Rapid Support Forces denied responsibility.",
         "ASSAULT", ["Army"], ["Rapid Support Forces"]),
        ("Kenya accused Somalia of bombing a market in Mandera. Mogadishu denies the charge.",
         "ASSAULT", ["Kenya"], ["Mogadishu"]),
        ("Police arrested three students in Minsk on Sunday, their lawyer said. The interior "
         "ministry denied the arrests.", "COERCE", ["Lawyer"], ["Interior ministry"]),
    ],
)  # fmt: skip
def test_a_bare_denial_makes_a_contradiction(
    connection: Connection, text: str, kind: str, affirming: list[str], denying: list[str]
) -> None:
    take_in(connection, [text])
    assert disputed(connection) == [(kind, affirming, denying)]


def test_no_answer_and_no_comment_make_none(connection: Connection) -> None:
    take_in(connection, ["Russia said Ukrainian drones had hit the bridge. Kyiv did not comment."])
    assert disputed(connection) == []


def test_two_who_accuse_each_other_are_two_claimants_of_one_happening(
    connection: Connection,
) -> None:
    take_in(connection, ["The army and the M23 accused each other of shelling a camp near Goma."])
    found = mart(connection, "claims", "event_group_id, claimant_name, stance")
    accused = [row for row in found if row[2] == "accuses"]
    assert sorted(row[1] for row in accused) == ["Army", "M23"]
    assert len({row[0] for row in accused}) == 1


LATER = (
    "Ukraine accused Russia of shelling a hospital in Sumy on Monday, killing two nurses.",
    "Two nurses were killed when a hospital in Sumy was shelled on Monday, Ukraine said. Russia "
    "rejected the accusation.",
    "Russia denied on Wednesday that it had shelled the hospital in Sumy on Monday.",
)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_denial_of_a_later_day_is_of_the_same_happening(
    connection: Connection, *, at_once: bool
) -> None:
    take_in(connection, LATER, at_once=at_once)
    assert disputed(connection) == [("ASSAULT", ["Ukraine"], ["Russia"])]
    assert mart(connection, "contradictions", "len(article_ids)") == [(3,)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_what_points_back_goes_where_it_points_whatever_arrives_first(
    connection: Connection, order: tuple[int, ...]
) -> None:
    told = [Told(f"text-{n}", "", DAY + timedelta(days=n), t, ()) for n, t in enumerate(LATER)]
    read = {t.name: annotate(t.name, t.text, t.published_at) for t in told}
    for number in order:
        load(connection, [told[number]], read)
    apart = connection.execute(
        "select denied.trigger_text from events as denied inner join events as meant "
        "on denied.antecedent_event_id = meant.event_id "
        "where denied.event_group_id <> meant.event_group_id"
    ).fetchall()
    pointing = connection.execute(
        "select count(*) from events where antecedent_event_id is not null"
    ).fetchone()
    assert apart == []
    assert pointing == (1,)
    assert len(disputed(connection)) == 1


def test_a_text_read_again_loses_the_denial_that_it_no_longer_has(connection: Connection) -> None:
    text = "Ukraine accused Russia of shelling a hospital in Sumy on Monday."
    take_in(connection, [text + " Moscow denies this."])
    assert len(disputed(connection)) == 1
    take_in(connection, [text])
    newest = mart(connection, "claims", "stance")
    assert ("denies",) not in newest
