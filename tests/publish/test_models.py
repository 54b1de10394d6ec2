from pathlib import Path

import pytest

from flows import paths
from flows.errors import BadSettings
from flows.publish.models import (
    WORK_ONLY,
    Model,
    read_model,
    read_models,
    references,
    table_models,
)
from flows.store import Connection


def written(folder: Path, name: str, sql: str, *, header: str = "-- Key: a.\n") -> Path:
    path = folder / f"{name}.sql"
    path.write_text(f"-- One row per a.\n{header}{sql}\n", encoding="utf-8")
    return path


def test_marts_come_after_those_they_read(work: Connection, tmp_path: Path) -> None:
    written(tmp_path, "alpha", "select a from marts.omega")
    written(tmp_path, "omega", "select 1 as a")
    assert [model.name for model in read_models(work, tmp_path)] == ["omega", "alpha"]


def test_marts_in_a_circle_are_refused(work: Connection, tmp_path: Path) -> None:
    written(tmp_path, "alpha", "select a from marts.omega")
    written(tmp_path, "omega", "select a from marts.alpha")
    with pytest.raises(BadSettings, match="circle"):
        read_models(work, tmp_path)


def test_a_mart_that_reads_an_unknown_mart_is_refused(work: Connection, tmp_path: Path) -> None:
    written(tmp_path, "alpha", "select a from marts.nowhere")
    with pytest.raises(BadSettings, match=r"alpha\.sql reads marts\.nowhere"):
        read_models(work, tmp_path)


def test_steps_are_not_taken_for_tables(work: Connection) -> None:
    sql = """
        with first as (select * from articles), second as (select * from first)
        select * from second as known where a in (select b from events as other)
        union all from marts.claims as kept
    """
    assert references(work, sql) == (("articles", "events"), ("claims",))


def test_sql_that_cannot_be_read_is_refused(work: Connection, tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="cannot be read"):
        read_model(work, written(tmp_path, "alpha", "selec 1"))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("select 1 as a\n", "must state the grain"),
        ("-- One row per a.\nselect 1 as a\n", "no line '-- Key"),
        ("-- One row per a.\n-- Key: a.\n-- Partitioned by: week of a.\nselect 1 as a\n", "month"),
    ],
)
def test_a_header_that_lacks_something_is_refused(
    work: Connection, tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "alpha.sql").write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=complaint):
        read_model(work, tmp_path / "alpha.sql")


def test_the_header_is_read(work: Connection, tmp_path: Path) -> None:
    header = (
        "-- Key: b, a.\n-- Sorted by: at, a.\n-- Partitioned by: month of at.\n"
        "-- Volatile: it changes.\n-- Columns:\n--   a: what a is\n"
    )
    path = written(tmp_path, "alpha", "select 1 as a, 2 as b, now() as at", header=header)
    assert read_model(work, path) == Model(
        name="alpha",
        sql=path.read_text(encoding="utf-8").strip(),
        grain="One row per a.",
        key=("b", "a"),
        sort=("at", "a", "b"),
        month_of="at",
        is_volatile=True,
        meanings={"a": "what a is"},
    )


def test_a_meaning_of_two_lines_is_read_whole(work: Connection, tmp_path: Path) -> None:
    header = (
        "-- Key: a.\n-- Columns:\n--   a: what a is\n--     where it is known\n--   b: what b is\n"
    )
    found = read_model(work, written(tmp_path, "alpha", "select 1 as a, 2 as b", header=header))
    assert found.meanings == {"a": "what a is where it is known", "b": "what b is"}


def test_all_marts_asked_for_are_there(work: Connection) -> None:
    names = {model.name for model in read_models(work, paths.SQL / "marts")}
    assert names == {
        "actor_roles",
        "actors",
        "article_revisions",
        "articles",
        "claims",
        "contradictions",
        "daily_event_counts",
        "events",
        "events_cameo",
        "events_plover",
        "place_activity",
        "place_mentions",
        "places",
        "source_health",
        "speaker_activity",
        "statements",
        "story_timeline",
    }


def test_what_a_run_alone_needs_is_no_table_of_readers(work: Connection) -> None:
    shown = {model.name for model in table_models(work)}
    every = {
        name
        for (name,) in work.execute(
            "select table_name from information_schema.tables where table_schema = 'main'"
        ).fetchall()
    }
    assert shown == every - WORK_ONLY
    assert every >= WORK_ONLY
    assert {"articles", "statements", "events", "places", "fetches", "quarantine"} <= shown


def test_a_mart_may_be_parted_by_a_key_beside_its_days(work: Connection, tmp_path: Path) -> None:
    header = "-- Key: a, at.\n-- Partitioned by: day of at, part of a.\n"
    model = read_model(
        work, written(tmp_path, "alpha", "select 1 as a, now() as at", header=header)
    )
    assert (model.month_of, model.parted_by, model.are_old_split) == ("at", "a", True)
