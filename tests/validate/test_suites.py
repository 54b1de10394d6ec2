import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from flows import store
from flows.errors import BadSettings, BadTable
from flows.keys import row_key
from flows.store import Connection
from flows.validate.report import Outcome, Report
from flows.validate.suites import read_suites, run_suites
from tests import rows
from tests.validate.faults import FAULTS, Fault, table_of_faults

FIRST_NUMBER = 900_000


@dataclass(frozen=True)
class Faulty:
    """One database that holds every fault of the table, each in an article of its own."""

    report: Report
    docs: str


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "work.duckdb"
    with store.opened(path) as connection:
        rows.create(connection)
    return path


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty, tmp_path))


@pytest.fixture(scope="module")
def faulty(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Faulty:
    folder = tmp_path_factory.mktemp("faulty")
    database = Path(shutil.copy(empty, folder))
    with store.opened(database) as connection:
        for number, fault in enumerate(FAULTS):
            rows.stage(connection, rows.example(fault.name, FIRST_NUMBER + number))
        for number, fault in enumerate(FAULTS):
            connection.execute(fault.sql.format(**quoted_keys(fault, number)))
    report = run_suites(database, docs_folder=folder / "docs")
    return Faulty(report, (folder / "docs" / "index.html").read_text(encoding="utf-8"))


def keys_of(fault: Fault, number: int) -> dict[str, str]:
    return {
        "a": row_key("article", fault.name),
        "p": f"gn:{FIRST_NUMBER + number}",
        "c": row_key("actor", fault.name),
        "s": row_key("feed", fault.name),
        "q": row_key("extract", fault.name),
    }


def quoted_keys(fault: Fault, number: int) -> dict[str, str]:
    return {name: f"'{key}'" for name, key in keys_of(fault, number).items()}


def validated(database: Path, *, schema: str = "staged") -> Report:
    return run_suites(database, schema=schema, docs_folder=database.parent / "docs")


def outcome(report: Report, table: str, name: str) -> Outcome:
    return next(o for o in report.outcomes if (o.table, o.name) == (table, name))


def failed(report: Report) -> set[tuple[str, str]]:
    return {(o.table, o.name) for o in report.failures()}


def test_good_rows_pass_every_expectation(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.corpus())
        rows.stage(connection, rows.example("good", 1))
    report = validated(database)
    assert [o.sentence() for o in report.failures()] == []
    assert len(report.outcomes) > 150
    report.raise_for_critical()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_by_the_expectation_meant_for_it(fault: Fault, faulty: Faulty) -> None:
    found = outcome(faulty.report, fault.table, fault.expectation)
    assert not found.success
    assert found.severity == fault.severity
    assert found.error is None
    alike = [f for f in FAULTS if (f.table, f.expectation) == (fault.table, fault.expectation)]
    assert found.unexpected_count >= len(alike)
    assert found.notes in faulty.docs or found.notes.replace("'", "&#x27;") in faulty.docs


def test_the_faults_stop_publication(faulty: Faulty) -> None:
    assert not faulty.report.success
    with pytest.raises(BadTable, match="places.latitude_is_in_range: 1 row") as caught:
        faulty.report.raise_for_critical()
    assert "Without it a point lies off the globe." in str(caught.value)


def test_keys_of_the_failing_rows_are_named(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("bad", 77))
        connection.execute("update staged.places set latitude = 91")
        connection.execute('update staged.place_mentions set "end" = "end" + 1')
    report = validated(database)
    assert failed(report) == {
        ("places", "latitude_is_in_range"),
        ("place_mentions", "text_reproduces"),
    }
    assert outcome(report, "places", "latitude_is_in_range").keys == (
        "place_id=gn:77, latitude=91.0",
    )
    (key,) = outcome(report, "place_mentions", "text_reproduces").keys
    assert key.startswith("mention_id=")
    assert key.endswith("text=Lerano")


def test_expectations_have_the_memory_that_they_need(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("large", 1))
        connection.execute("update staged.article_revisions set text = repeat(text, 80000)")
        connection.execute("update staged.articles set text = repeat(text, 80000)")
    report = run_suites(database, docs_folder=database.parent / "docs", memory_mb=10)
    assert [each.error for each in report.outcomes if each.error] == []


def test_a_warning_is_shown_and_publishes(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("odd", 1))
        connection.execute("update staged.statements set act = 'mumble'")
    report = validated(database)
    assert failed(report) == {("statements", "act_is_accepted")}
    assert report.success
    report.raise_for_critical()
    assert report.summary()["warning_failed"] == 1


def test_an_event_of_a_decade_needs_no_precision(database: Path) -> None:
    """Texts that told of "the 1990s" were set aside whole: five of a hundred."""
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("decade", 1))
        connection.execute(
            "update staged.events set date_precision = 'none', date_basis = 'explicit', "
            "date_start = date '1990-01-01', date_end = date '1999-12-31'"
        )
    report = validated(database)
    assert report.row_counts["events"] > 0
    assert ("events", "date_has_precision") not in failed(report)


def test_where_nothing_was_written_nothing_is_checked(database: Path) -> None:
    report = validated(database)
    assert report.outcomes == ()
    assert report.success
    assert "statements" in report.skipped


def test_texts_without_articles_are_an_empty_batch(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("lost", 1))
        connection.execute("delete from staged.articles")
    report = validated(database)
    assert ("articles", "rows_are_there") in failed(report)
    assert ("article_revisions", "article_is_there") in failed(report)


def test_twenty_articles_without_any_annotation_stop_publication(database: Path) -> None:
    tables = ("statements", "events", "place_mentions", "date_mentions")
    with store.opened(database) as connection:
        for number in range(20):
            rows.stage(connection, rows.example(f"mute {number}", number + 1))
        for table in tables:
            connection.execute(f"delete from staged.{table}")
    report = validated(database)
    assert failed(report) == {("article_revisions", f"{table}_are_found") for table in tables}
    assert not report.success


def test_a_place_that_every_article_names_is_shown(database: Path) -> None:
    with store.opened(database) as connection:
        for number in range(50):
            rows.stage(connection, rows.example(f"common {number}", number + 1))
        connection.execute("update staged.place_mentions set place_id = 'gn:1'")
    assert failed(validated(database)) == {("place_mentions", "no_place_is_everywhere")}


def test_columns_that_go_silent_are_shown(database: Path) -> None:
    silent = {
        ("statements", "speaker_name"),
        ("place_mentions", "place_id"),
        ("articles", "title"),
        ("article_revisions", "published_at"),
        ("events", "date_start"),
    }
    with store.opened(database) as connection:
        for number in range(20):
            rows.stage(connection, rows.example(f"silent {number}", number + 1))
        for table, column in silent:
            connection.execute(f"update staged.{table} set {column} = null")
    shown = {(table, f"{column}_is_mostly_known") for table, column in silent}
    report = validated(database)
    assert shown <= failed(report)
    told = outcome(report, "articles", "title_is_mostly_known").sentence()
    assert told.startswith("articles.title_is_mostly_known (seen: 0.0): Titles that vanish")


def test_of_few_rows_no_column_is_silent(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("one undated", 1))
        connection.execute("update staged.events set date_start = null, date_end = null")
    assert ("events", "date_start_is_mostly_known") not in failed(validated(database))


def test_a_share_of_a_few_texts_says_nothing(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("nameless", 1))
        for table in ("articles", "article_revisions"):
            connection.execute(f"update staged.{table} set title = null")
        connection.execute("update staged.place_mentions set place_id = null")
        connection.execute("update staged.statements set actor_id = null, speaker_name = null")
    assert failed(validated(database)) == set()


def history(connection: Connection, *, nameless: bool) -> None:
    """Accept twelve runs of twelve texts each, of one source."""
    days = range(1, 13)
    runs = [rows.run(day) for day in days]
    texts = [
        rows.revision(f"{day}-{n}", rows.FIRST, source_id=rows.GAZETTE, day=day)
        for day in days
        for n in range(12)
    ]
    said = [
        {**row, "speaker_name": None if nameless else "Ana Ruiz"}
        for text in texts
        for row in rows.sayings(text)
    ]
    rows.fill(connection, {"runs": runs, "article_revisions": texts, "statements": said})


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_source_that_brings_a_tenth_is_shown(database: Path, is_asked: bool) -> None:
    now = {**rows.run(21, outcome="running"), "finished_at": None}
    with store.opened(database) as connection:
        history(connection, nameless=False)
        gazette = rows.source(rows.GAZETTE, "Gazette")
        polled_at = rows.instant(21 if is_asked else 20)
        rows.fill(
            connection, {"runs": [now], "sources": [{**gazette, "last_polled_at": polled_at}]}
        )
        rows.stage(connection, rows.example("other", 1))
    found = outcome(validated(database), "article_revisions", "sources_bring_the_usual")
    told = (f"source_id={rows.GAZETTE}, usual_count=12.0, fresh_count=0",)
    assert found.keys == (told if is_asked else ())


def test_nameless_speakers_that_jump_are_shown(database: Path) -> None:
    with store.opened(database) as connection:
        history(connection, nameless=False)
        for number in range(30):
            rows.stage(connection, rows.example(f"text {number}", number + 1))
        connection.execute("update staged.statements set actor_id = null, speaker_name = null")
        connection.execute("update staged.article_revisions set source_id = ?", [rows.GAZETTE])
        connection.execute("update staged.articles set source_id = ?", [rows.GAZETTE])
        rows.fill(connection, {"sources": [rows.source(rows.GAZETTE, "Gazette")]})
    assert failed(validated(database)) == {
        ("statements", "nameless_share_is_the_usual"),
        ("statements", "speaker_name_is_mostly_known"),
    }


def test_the_table_of_faults_is_up_to_date() -> None:
    kept = Path("docs/faults.md").read_text(encoding="utf-8")
    assert table_of_faults() == kept, "run: python -m tests.validate.faults > docs/faults.md"
    assert len(FAULTS) >= 70
    assert {fault.table for fault in FAULTS} == {s.table for s in read_suites(Path("expectations"))}


def test_references_resolve_against_what_was_accepted_before(database: Path) -> None:
    late = rows.corpus()
    first, copy, denial, later = late["article_revisions"]
    with store.opened(database) as connection:
        rows.stage(connection, late)
        for table in ("places", "actors", "articles"):
            connection.execute(f"insert into main.{table} from staged.{table}")
            connection.execute(f"delete from staged.{table}")
        accepted = "article_id <> ?"
        for table in ("statements", "events", "place_mentions", "date_mentions", "actor_mentions"):
            connection.execute(f"delete from staged.{table} where {accepted}", [copy["article_id"]])
        connection.execute(
            "insert into main.article_revisions from staged.article_revisions where " + accepted,
            [copy["article_id"]],
        )
        connection.execute(
            "delete from staged.article_revisions where " + accepted, [copy["article_id"]]
        )
        connection.execute(
            "insert into staged.articles from articles where article_id = ?", [copy["article_id"]]
        )
        connection.execute(
            "update staged.articles set story_id = least(story_id, ?)", [first["article_id"]]
        )
        connection.execute("update staged.events set event_group_id = event_id")
    assert failed(validated(database)) == set()
    assert denial["article_id"] == later["article_id"]


def test_the_accepted_tables_can_be_audited_by_the_same_suites(database: Path) -> None:
    with store.opened(database) as connection:
        rows.fill(connection, rows.corpus())
    assert failed(validated(database, schema="main")) == set()
    with store.opened(database) as connection:
        connection.execute("update statements set cue_start = cue_start + 1")
    assert failed(validated(database, schema="main")) == {("statements", "cue_reproduces")}


def test_the_database_is_free_again_for_its_writer(database: Path) -> None:
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("good", 1))
    validated(database)
    with store.opened(database) as connection:
        connection.execute("update staged.articles set title = 'New'")
        titles = connection.execute("select distinct title from staged.articles").fetchall()
    assert titles == [("New",)]


def test_a_query_that_fails_is_a_failed_expectation(database: Path, tmp_path: Path) -> None:
    (tmp_path / "articles.json").write_text(
        '{"name": "articles", "notes": "One row per article.", "meta": {}, "expectations": ['
        '{"type": "unexpected_rows_expectation", "severity": "critical", "notes": "Why.", '
        '"meta": {"name": "broken"}, "kwargs": {"unexpected_rows_query": '
        '["select nothing_such from {batch}"]}}]}',
        encoding="utf-8",
    )
    with store.opened(database) as connection:
        rows.stage(connection, rows.example("good", 1))
    report = run_suites(database, docs_folder=tmp_path / "docs", suites_folder=tmp_path)
    assert not report.success
    with pytest.raises(BadTable, match="articles.broken could not be checked"):
        report.raise_for_critical()


def test_a_file_that_is_no_suite_is_named(tmp_path: Path) -> None:
    (tmp_path / "articles.json").write_text('{"name": "articles"}', encoding="utf-8")
    with pytest.raises(BadSettings, match=r"articles\.json is no suite"):
        read_suites(tmp_path)


def test_every_staged_table_has_a_suite_with_a_key() -> None:
    suites = {suite.table: suite for suite in read_suites(Path("expectations"))}
    assert {
        "actor_mentions", "actors", "article_revisions", "articles", "date_mentions", "events",
        "place_mentions", "places", "quarantine", "sources", "statements",
    } == set(suites)  # fmt: skip
    for table, suite in suites.items():
        names = {e["meta"]["name"] for e in suite.expectations}
        key = "_".join(store.table_key(table))
        assert names & {f"{key}_is_unique", f"{key}_are_unique"}, table
        assert len(names) == len(suite.expectations), table


def test_queries_are_written_for_one_schema_only() -> None:
    (suite,) = (s for s in read_suites(Path("expectations"), schema="main") if s.table == "events")
    text = str(suite.expectations)
    assert "staged." not in text
    assert "main.article_revisions" in text


@pytest.fixture
def memory() -> Connection:
    return duckdb.connect()


@pytest.mark.parametrize(
    "text", ["plain", "a😀e\u0301b", "👨\u200d👩\u200d👧 x", "🇺🇦🇺🇦", "\r\n\r\n", "각", "ﷺ\u0e33"]
)
def test_the_slices_of_the_suites_count_code_points(memory: Connection, text: str) -> None:
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            row = memory.execute(
                "select substring(t, s + 1, e - s), length(t) from (select ? as t, ? as s, ? as e)",
                [text, start, end],
            ).fetchone()
            assert row == (text[start:end], len(text))
