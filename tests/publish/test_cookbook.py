import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from flows import store
from flows.errors import BadSettings
from flows.keys import row_key
from flows.publish.cookbook import Parameter, Question, ask, read_question, read_questions
from flows.publish.database import publish_database
from flows.publish.parquet import publish_marts
from flows.store import Connection
from tests import rows

REPORT, COPY, DENIAL = (row_key("article", name) for name in ("report", "copy", "denial"))
QUESTIONS = read_questions(Path("sql/queries"))
# What the rows of the tests answer, with these values in the place of the defaults.
ANSWERS = {
    "who_said_what_about": {"about": "shell"},
    "what_did_somebody_promise": {"speaker": "Ruiz"},
    "what_is_planned": {"from": "2026-01-21"},
    "what_happened_where": {"country": "es"},
    "one_person_over_time": {"speaker": "Ruiz"},
}
# The rows of the tests hold none: no dead, no addressee, no metonym, nobody accused, no unknown
# place, nothing refused; corpora that do are asked in the tests of the whole road.
SILENT = {
    "accusations",
    "how_many_died",
    "names_the_gazetteer_lacks",
    "only_one_side_reports",
    "what_governments_are_called",
    "what_was_not_read",
    "who_acts_on_whom",
    "who_spoke_to_whom",
}


@contextmanager
def after(work: Connection, changes: Iterable[str], folder: Path) -> Iterator[Connection]:
    """Yield a reader's connection to what is published once the rows are changed so."""
    for sql in changes:
        work.execute(sql)
    version = publish_marts(work, folder / "marts", code_version="1")
    assert version is not None
    publish_database(folder / "news.duckdb", version)
    with duckdb.connect(folder / "news.duckdb", read_only=True) as reader:
        yield reader


@pytest.fixture(scope="module")
def news(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    folder = tmp_path_factory.mktemp("news")
    opened = store.opened(Path(shutil.copy(filled, folder)))
    with opened as work, after(work, (), folder) as reader:
        yield reader


@pytest.fixture(scope="module")
def altered(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Yield the same with what they lack: open figures, an unread article, one who plans."""
    folder = tmp_path_factory.mktemp("altered")
    unread = rows.revision("unread", "Un texte.", source_id=rows.HERALD, day=22)
    unread["annotate_method"] = None
    with store.opened(Path(shutil.copy(filled, folder))) as work:
        rows.fill(work, {"article_revisions": [unread], "articles": [rows.article(unread)]})
        rows.fill(work, {"places": [{**rows.place(), "place_id": "gn:5", "kind": "country"}]})
        changes = (
            "update events set dead_min = 5 where occurrence = 'happened'",
            "update events set assertion = 'claimed', claimant_name = 'Northern army', "
            f"claimant_actor_id = '{rows.ARMY}' where event_type = 'CONSULT'",
            "update place_mentions set is_metonym = true",
            f"update place_mentions set place_id = 'gn:5' where article_id = '{COPY}'",
            f"update place_mentions set place_id = null where article_id = '{DENIAL}'",
        )
        with after(work, changes, folder) as reader:
            yield reader


@pytest.fixture(scope="module")
def retold(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Yield the same with what is easily counted twice: retold, of one name, of one source."""
    folder = tmp_path_factory.mktemp("retold")
    with store.opened(Path(shutil.copy(filled, folder))) as work:
        changes = (
            "insert into events select * replace ('a plan' as event_id, 1 as revision, "
            f"'{REPORT}' as article_id) from events where occurrence = 'planned'",
            "insert into events select * replace ('a deal' as event_id, 1 as quad_class, "
            "'a deal' as event_group_id, 'AGREE' as event_type, 3.0 as intensity) from events "
            f"where occurrence = 'happened' and article_id = '{REPORT}'",
            "update events set dead_min = 5, dead_max = 5, place_basis = 'dateline' "
            "where event_type = 'ASSAULT'",
            "update statements set addressee_text = 'reporters'",
            "update statements set actor_id = 'a namesake' where kind = 'direct'",
            "update events set assertion = 'claimed', claimant_name = 'Northern army', "
            f"claimant_actor_id = '{rows.ARMY}' where occurrence = 'planned'",
            "update events set claimant_actor_id = 'a namesake', claimant_name = 'Northern army', "
            "assertion = 'claimed' where event_id = 'a deal'",
            f"update article_revisions set source_id = '{rows.GAZETTE}'",
            f"update articles set source_id = '{rows.GAZETTE}'",
        )
        with after(work, changes, folder) as reader:
            yield reader


def test_a_plan_that_is_told_twice_is_one(retold: Connection) -> None:
    answer = ask(retold, QUESTIONS["what_is_planned"], {"from": "2026-01-21"})
    assert answer["url"].to_list() == ["https://news.example/report"]


def test_two_actors_of_one_name_are_two(retold: Connection) -> None:
    spoken = ask(retold, QUESTIONS["who_speaks_most"], {"days": "9"})
    assert spoken["speaker_name"].to_list() == ["Ana Ruiz", "Ana Ruiz", "Northern army"]
    claimed = ask(retold, QUESTIONS["who_claims_most"])
    assert claimed["claimant_name"].to_list() == ["Ana Ruiz", "Northern army", "Northern army"]


def test_what_a_copy_says_is_said_once(retold: Connection) -> None:
    answer = ask(retold, QUESTIONS["who_spoke_to_whom"])
    counted = answer.select("speaker_name", "statement_count").rows()
    assert counted == [("Ana Ruiz", 1), ("Ana Ruiz", 1), ("Northern army", 1)]


def test_a_happening_counts_once_in_the_mean_of_its_day(retold: Connection) -> None:
    answer = ask(retold, QUESTIONS["cooperation_and_conflict"])
    assert answer.drop("event_date").rows() == [(1, 1, -3.0)]


def test_where_an_article_was_written_is_not_where_people_died(retold: Connection) -> None:
    assert ask(retold, QUESTIONS["how_many_died"])["place_name"].to_list() == [None]


def test_a_source_does_not_follow_itself(retold: Connection) -> None:
    followed = ask(retold, QUESTIONS["who_had_it_first"])["follower_count"]
    assert followed.sum() == 0
    assert ask(retold, QUESTIONS["most_copied_stories"]).height == 0


def test_who_follows_is_told_and_how_soon(news: Connection) -> None:
    answer = ask(news, QUESTIONS["who_had_it_first"])
    assert answer.select("follower_count", "minutes_to_the_next").rows()[0] == (1, 24 * 60.0)
    assert ask(news, QUESTIONS["most_copied_stories"])["story_source_count"].to_list() == [2]


def test_a_line_names_its_place(news: Connection) -> None:
    lines = ask(news, QUESTIONS["one_article_line_by_line"], {"url": "report"})
    assert "Lerano (gn:900001)" in lines["what"].to_list()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_is_answered(news: Connection, name: str) -> None:
    answer = ask(news, QUESTIONS[name], ANSWERS.get(name))
    assert (answer.height == 0) == (name in SILENT)


def test_there_are_at_least_twenty_five_questions() -> None:
    assert len(QUESTIONS) >= 25


def test_values_take_the_place_of_defaults(news: Connection) -> None:
    question = QUESTIONS["who_said_what_about"]
    assert ask(news, question, {"about": "stays open"}).height == 1
    assert ask(news, question, {"about": "bridge", "until": "2025-01-01"}).height == 0


@pytest.mark.parametrize(("days", "articles"), [("1", 1), ("2", 2), ("3", 3)])
def test_days_are_counted_with_the_last(news: Connection, days: str, articles: int) -> None:
    until = {"until": "2026-01-21", "days": days}
    assert ask(news, QUESTIONS["places_in_the_news"], until)["article_count"].to_list() == [
        articles
    ]
    assert ask(news, QUESTIONS["who_said_what_about"], until | {"about": ""}).height == (
        1 if days < "3" else 3
    )
    assert ask(news, QUESTIONS["who_speaks_most"], until).height == (1 if days < "3" else 2)


def test_an_open_figure_of_dead_is_one(altered: Connection) -> None:
    answer = ask(altered, QUESTIONS["how_many_died"])
    assert answer.select("least", "most").rows() == [(5, None)]


def test_only_newest_revisions_are_asked(altered: Connection) -> None:
    answer = ask(altered, QUESTIONS["names_the_gazetteer_lacks"])
    assert answer.rows() == [("Lerano", 1, 1)]
    lines = ask(altered, QUESTIONS["one_article_line_by_line"], {"url": "denial"})
    assert sorted(lines["kind"]) == ["event", "event", "place", "statement"]


def test_without_an_address_the_newest_article_that_was_read_is_shown(
    altered: Connection,
) -> None:
    assert ask(altered, QUESTIONS["one_article_line_by_line"]).height == 4


def test_claimants_are_ordered_by_what_is_shown(altered: Connection) -> None:
    answer = ask(altered, QUESTIONS["who_claims_most"])
    assert answer.rows() == [("Ana Ruiz", 1, 0, 0), ("Northern army", 0, 0, 1)]


def test_what_is_only_planned_no_side_reports(altered: Connection) -> None:
    assert ask(altered, QUESTIONS["only_one_side_reports"], {"type": "CONSULT"}).height == 0


def test_two_places_of_one_name_are_two(altered: Connection) -> None:
    answer = ask(altered, QUESTIONS["what_governments_are_called"])
    assert sorted(answer["place_kind"]) == ["city", "country"]


def test_an_unknown_parameter_is_named(news: Connection) -> None:
    with pytest.raises(BadSettings, match=r"has no abuot; its parameters: \$about, \$until"):
        ask(news, QUESTIONS["who_said_what_about"], {"abuot": "x"})


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "asked.sql"
    text = "-- Who?\n-- $a: what a is; default 7\nselect $a as a"
    path.write_text(text + "\n", encoding="utf-8")
    parameters = {"a": Parameter("what a is", "7")}
    assert read_question(path) == Question("asked", "Who?", text, parameters)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("select 1", "must be the question"),
        ("-- Who?\nselect $a", "stated and used differ: a"),
        ("-- Who?\n-- $a: a; default 1\nselect 1", "stated and used differ: a"),
    ],
)
def test_a_file_that_states_too_little_is_refused(
    tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "asked.sql").write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=complaint):
        read_question(tmp_path / "asked.sql")
