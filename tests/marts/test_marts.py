"""Each mart by rows in, rows out, on the rows of tests/rows.py and some added here."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows import paths, store
from flows.keys import row_key
from flows.publish.models import read_models
from flows.store import Connection
from tests import rows

REPORT = row_key("article", "report")
COPY = row_key("article", "copy")
DENIAL = row_key("article", "denial")
STORY = min(REPORT, COPY)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "work.duckdb"
    with store.opened(path) as connection:
        rows.create(connection)
        rows.fill(connection, rows.corpus())
    return path


@pytest.fixture
def tables(filled: Path, tmp_path: Path) -> Iterator[Connection]:
    with store.opened(Path(shutil.copy(filled, tmp_path))) as connection:
        yield connection


def mart(tables: Connection, name: str, columns: str = "*") -> list[Any]:
    """Return rows of one mart, made as views over the tables, in the order of its key."""
    tables.execute("attach if not exists ':memory:' as marts")
    for model in read_models(tables, paths.SQL / "marts"):
        tables.execute(f"create or replace table marts.{model.name} as {model.sql}")
        if model.name == name:
            key = ", ".join(model.key)
            return tables.execute(f"select {columns} from marts.{name} order by {key}").fetchall()
    raise AssertionError(f"no mart is called {name}")


def test_articles_count_what_was_read_out_of_their_newest_revision(tables: Connection) -> None:
    found = mart(
        tables,
        "articles",
        "article_id, revision, source_name, statement_count, event_count, place_count, "
        "revision_count, story_article_count, story_source_count",
    )
    assert sorted(found) == sorted(
        [
            (REPORT, 1, "Gazette", 2, 1, 1, 1, 2, 2),
            (COPY, 1, "Herald", 2, 1, 1, 1, 2, 2),
            (DENIAL, 2, "Herald", 1, 2, 1, 2, 1, 1),
        ]
    )


def test_an_article_without_annotations_stays(tables: Connection) -> None:
    bare = rows.revision("bare", "Un texte.", source_id="gone", day=20)
    rows.fill(tables, {"article_revisions": [bare], "articles": [rows.article(bare)]})
    found = mart(tables, "articles", "article_id, source_name, statement_count, place_count")
    assert (bare["article_id"], None, 0, 0) in found


def test_revisions_say_what_changed(tables: Connection) -> None:
    found = mart(
        tables, "article_revisions", "article_id, revision, is_newest, added_count, removed_count"
    )
    assert {row for row in found if row[0] == DENIAL} == {
        (DENIAL, 1, False, 0, 0),
        (DENIAL, 2, True, 1, 0),
    }


def test_statements_are_those_of_the_newest_revision(tables: Connection) -> None:
    found = mart(
        tables,
        "statements",
        "article_id, revision, speaker_name, speaker_kind, speaker_country_code, source_name, "
        "is_duplicate",
    )
    assert [row for row in found if row[0] == DENIAL] == [
        (DENIAL, 2, "Northern army", "organisation", "ES", "Herald", False)
    ]
    assert len(found) == 5
    assert {row[0] for row in found if row[6]} == {COPY}


def test_a_statement_by_nobody_known_stays(tables: Connection) -> None:
    tables.execute("update statements set actor_id = null, speaker_name = null")
    assert {row[0] for row in mart(tables, "statements", "speaker_kind")} == {None}


def test_events_show_both_sides_the_sentence_and_the_place(tables: Connection) -> None:
    found = mart(
        tables,
        "events",
        "article_id, event_type, source_actor_names, target_actor_names, sentence, place_name, "
        "latitude, longitude, country_code",
    )
    lerano = ("Lerano", 41.5, -3.25, "ES")
    told = "Mayor Ana Ruiz said on Monday that shells hit Lerano."
    assert (REPORT, "ASSAULT", [], ["Lerano"], told, *lerano) in found
    assert (DENIAL, "ASSAULT", ["Northern army"], [], rows.DENIAL, *lerano) in found
    assert len(found) == 4


def test_sides_keep_the_order_of_the_text(tables: Connection) -> None:
    sides = [{"text": name, "start": n, "end": n + 1} for n, name in enumerate("zaz")]
    tables.execute("update events set targets = ? where event_type = 'CONSULT'", [sides])
    found = mart(tables, "events", "event_type, target_actor_names")
    assert ("CONSULT", ["z", "a", "z"]) in found


def test_places_count_mentions_and_happenings(tables: Connection) -> None:
    found = mart(
        tables,
        "places",
        "place_id, mention_count, metonym_count, article_count, event_count, "
        "first_published_at::date, last_published_at::date",
    )
    assert found == [(rows.LERANO, 3, 0, 3, 2, date(2026, 1, 19), date(2026, 1, 21))]


def test_a_place_that_only_old_revisions_name_is_left_out(tables: Connection) -> None:
    other = {**rows.place(), "place_id": "gn:5"}
    rows.fill(tables, {"places": [other]})
    tables.execute(
        "update place_mentions set place_id = 'gn:5' where article_id = ? and revision = 1",
        [DENIAL],
    )
    assert [row[0] for row in mart(tables, "places", "place_id")] == [rows.LERANO]


def test_place_mentions_carry_their_place(tables: Connection) -> None:
    found = mart(tables, "place_mentions", "article_id, text, place_name, country_code, latitude")
    assert len(found) == 3
    assert {row[1:] for row in found} == {("Lerano", "Lerano", "ES", 41.5)}


def test_a_mention_that_the_gazetteer_lacks_stays(tables: Connection) -> None:
    tables.execute("update place_mentions set place_id = null")
    assert {row[0] for row in mart(tables, "place_mentions", "place_name")} == {None}


def test_actors_count_what_they_say_and_do(tables: Connection) -> None:
    found = mart(tables, "actors", "name, article_count, statement_count, event_count, claim_count")
    assert sorted(found) == [("Ana Ruiz", 2, 4, 0, 1), ("Northern army", 1, 1, 1, 1)]


def test_claims_tell_who_claims_and_who_denies(tables: Connection) -> None:
    found = mart(
        tables,
        "claims",
        "claimant_kind, claimant_name, stance, event_type, mention_count, article_count, "
        "story_count, source_count, origin_count, len(statement_ids)",
    )
    assert sorted(found) == [
        ("actor", "Ana Ruiz", "claims", "ASSAULT", 2, 2, 1, 2, 1, 2),
        ("actor", "Northern army", "denies", "ASSAULT", 1, 1, 1, 1, 1, 1),
        ("outlet", "Herald", "plans", "CONSULT", 1, 1, 1, 1, 1, 0),
    ]


@pytest.mark.parametrize("name", ["claims", "contradictions"])
@pytest.mark.parametrize(
    ("report", "copy", "place"),
    [
        ("dateline", "clause", ("gn:9", "clause")),  # the surer, though its key is greater
        ("sentence", "sentence", ("gn:5", "sentence")),
        ("article", "dateline", ("gn:9", "dateline")),
        ("dateline", None, ("gn:5", "dateline")),
    ],
)
def test_a_claim_is_placed_by_the_surest_of_its_mentions(
    tables: Connection, name: str, report: str, copy: str | None, place: tuple[str, str]
) -> None:
    tables.execute("update events set place_id = null, place_basis = null")
    for article_id, place_id, basis in ((REPORT, "gn:5", report), (COPY, "gn:9", copy)):
        tables.execute(
            "update events set place_id = if($2 is null, null, $1), place_basis = $2 "
            "where article_id = $3",
            [place_id, basis, article_id],
        )
    assert place in mart(tables, name, "place_id, place_basis")


def test_two_texts_of_one_agency_are_one_origin(tables: Connection) -> None:
    tables.execute("update articles set is_duplicate = false")
    assert ("Ana Ruiz", 2) in mart(tables, "claims", "claimant_name, origin_count")
    tables.execute("update articles set agency = 'Wire'")
    assert ("Ana Ruiz", 1) in mart(tables, "claims", "claimant_name, origin_count")


@pytest.mark.parametrize(
    ("occurrence", "assertion", "stance", "kind"),
    [
        ("happened", "asserted", "asserts", "outlet"),
        ("ongoing", "claimed", "claims", "unknown"),
        ("happened", "accused", "accuses", "unknown"),
        ("denied", "asserted", "denies", "outlet"),
        ("planned", "asserted", "plans", "outlet"),
        ("hypothetical", "asserted", "supposes", "outlet"),
        ("happened", "possible", "supposes", "outlet"),
    ],
)
def test_the_stance_follows_occurrence_and_assertion(
    tables: Connection, occurrence: str, assertion: str, stance: str, kind: str
) -> None:
    tables.execute(
        "update events set occurrence = ?, assertion = ? where event_type = 'CONSULT'",
        [occurrence, assertion],
    )
    found = mart(tables, "claims", "event_type, stance, claimant_kind")
    assert ("CONSULT", stance, kind) in found


def test_an_agency_is_the_claimant_of_what_it_tells(tables: Connection) -> None:
    tables.execute("update articles set agency = 'Wire' where article_id = ?", [DENIAL])
    found = mart(tables, "claims", "event_type, claimant_kind, claimant_id, claimant_name")
    assert ("CONSULT", "outlet", None, "Wire") in found


def test_a_group_that_one_affirms_and_another_denies_is_a_contradiction(
    tables: Connection,
) -> None:
    found = mart(
        tables,
        "contradictions",
        "affirming_names, denying_names, affirming_count, denying_count, place_name, "
        "len(article_ids)",
    )
    assert found == [(["Ana Ruiz"], ["Northern army"], 1, 1, "Lerano", 3)]


def test_who_denies_what_only_he_affirms_contradicts_nobody(tables: Connection) -> None:
    tables.execute(
        "update events set claimant_actor_id = ?, claimant_name = 'Northern army' "
        "where event_type = 'ASSAULT'",
        [rows.ARMY],
    )
    assert mart(tables, "contradictions") == []


def test_days_count_happenings_not_mentions(tables: Connection) -> None:
    found = mart(
        tables,
        "daily_event_counts",
        "event_date, event_type, country_code, event_count, happened_count, denied_count, "
        "claimed_count, mention_count, article_count, story_count, source_count",
    )
    assert found == [(date(2026, 1, 19), "ASSAULT", "ES", 1, 1, 1, 1, 3, 3, 2, 2)]


def test_what_an_outlet_asserts_is_no_mere_claim(tables: Connection) -> None:
    tables.execute("update events set assertion = 'asserted' where article_id = ?", [COPY])
    assert [row[0] for row in mart(tables, "daily_event_counts", "claimed_count")] == [0]


def test_what_an_outlet_asserts_without_a_day_is_no_mere_claim(tables: Connection) -> None:
    tables.execute(
        "update events set assertion = 'asserted', date_precision = 'none' where article_id = ?",
        [COPY],
    )
    assert [row[0] for row in mart(tables, "daily_event_counts", "claimed_count")] == [0]


@pytest.mark.parametrize("name", ["daily_event_counts", "events_plover"])
@pytest.mark.parametrize("occurrence", ["denied", "planned", "hypothetical"])
def test_an_outlet_that_denies_or_expects_a_happening_does_not_assert_it(
    tables: Connection, occurrence: str, name: str
) -> None:
    tables.execute(
        "update events set assertion = 'asserted', occurrence = ? where article_id = ?",
        [occurrence, COPY],
    )
    assert [row[0] for row in mart(tables, name, "claimed_count")] == [1]


@pytest.mark.parametrize("name", ["daily_event_counts", "events_plover"])
@pytest.mark.parametrize(
    ("occurrence", "assertion", "count"),
    [("happened", "possible", 0), ("planned", "claimed", 0), ("denied", "claimed", 0)]
    + [("planned", "accused", 1), ("ongoing", "claimed", 1)],
)
def test_a_claim_is_what_the_mart_of_claims_says(
    tables: Connection, occurrence: str, assertion: str, count: int, name: str
) -> None:
    tables.execute("update events set assertion = 'possible'")
    tables.execute(
        "update events set assertion = ?, occurrence = ? where article_id = ?",
        [assertion, occurrence, REPORT],
    )
    assert [row[0] for row in mart(tables, name, "claimed_count")] == [count]


@pytest.mark.parametrize(
    ("figures", "bounds"),
    [
        ([(5, None), (3, 3)], (3, 5)),
        ([(5, None), (5, None)], (5, None)),
        ([(None, 2), (4, 4)], (2, 4)),
        ([(None, None), (4, 6)], (4, 6)),
    ],
)
def test_the_dead_of_open_figures_bound_those_of_the_others(
    tables: Connection, figures: list[tuple[int | None, int | None]], bounds: tuple[int, int | None]
) -> None:
    for article_id, (least, most) in zip((REPORT, COPY), figures, strict=True):
        tables.execute(
            "update events set dead_min = ?, dead_max = ? where article_id = ?",
            [least, most, article_id],
        )
    found = mart(tables, "claims", "stance, dead_min, dead_max")
    assert ("claims", *bounds) in found
    assert mart(tables, "events_plover", "dead_min, dead_max") == [bounds]


def test_a_happening_without_a_place_has_no_country(tables: Connection) -> None:
    tables.execute("update events set place_id = null")
    assert [row[0] for row in mart(tables, "daily_event_counts", "country_code")] == [None]


def test_surname_alone_is_the_only_bearer_of_its_country_or_role(tables: Connection) -> None:
    zelensky, powell = rows.actor("z", "Volodymyr Zelensky"), rows.actor("p1", "Colin Powell")
    people = [zelensky, rows.actor("z2", "Zelenskyy"), powell, rows.actor("p2", "Dina Powell")]
    people += [rows.actor("p3", "Powell"), rows.actor("z4", "Zelenskiy") | {"country_code": "FR"}]
    mentions = [rows.actor_mention(rows.corpus()["articles"][0], person) for person in people]
    rows.fill(tables, {"actors": people, "actor_mentions": mentions})
    found = dict(mart(tables, "actors", "actor_id, same_as_id"))
    assert {key: found[key] for key in ("z", "z2", "z4", "p1", "p3")} == {
        "z": None,
        "z2": "z",
        "z4": None,
        "p1": None,
        "p3": None,
    }


def test_roles_are_kept_with_the_days_that_give_them(tables: Connection) -> None:
    tables.execute("update actor_mentions set role = 'mayor of Lerano' where role is null")
    tables.execute(
        "update actor_mentions set role = 'Mayor of Lerano' where article_id = ?", [REPORT]
    )
    tables.execute(
        "update actor_mentions set role = 'minister', actor_id = ? where article_id = ?",
        [rows.RUIZ, DENIAL],
    )
    found = mart(
        tables,
        "actor_roles",
        "name, role, day(first_seen_at), day(last_seen_at), article_count, is_latest",
    )
    assert sorted(found) == [
        ("Ana Ruiz", "Mayor of Lerano", 19, 20, 2, False),
        ("Ana Ruiz", "minister", 21, 21, 1, True),
    ]


def test_a_dyad_is_counted_once_a_day_with_who_denies_it(tables: Connection) -> None:
    found = mart(
        tables,
        "events_plover",
        "event_date, event_type, source_country_code, source_names, target_names, event_count, "
        "claimed_count, denied_count, mention_count, article_count, story_count, source_count",
    )
    assert found == [
        (date(2026, 1, 19), "ASSAULT", "ES", ["Northern army"], ["Lerano"]) + (1, 1, 1, 3, 3, 2, 2)
    ]


def test_a_happening_has_the_type_of_most_of_its_mentions(tables: Connection) -> None:
    tables.execute(
        "update events set event_type = 'COERCE', cameo_root = '17', intensity = -7 "
        "where event_id = (select min(event_id) from events where event_type = 'ASSAULT')"
    )
    found = mart(tables, "events_plover", "event_type, cameo_root, mention_count")
    assert found == [("ASSAULT", "19", 3)]


def test_joined_sides_are_one_row_a_pair_and_nobody_acts_on_himself(tables: Connection) -> None:
    both = [
        {"text": name, "start": n, "end": n + 1, "country_code": name, "sector": "government"}
        for n, name in enumerate(("FR", "DE"))
    ]
    tables.execute(
        "update events set date_basis = 'explicit', date_precision = 'day', occurrence = 'happened'"
        ", sources = $1, targets = $1 where event_type = 'CONSULT'",
        [both],
    )
    found = mart(tables, "events_plover", "event_type, source_country_code, target_country_code")
    pairs = [(source, target) for kind, source, target in found if kind == "CONSULT"]
    assert sorted(pairs) == [("DE", "FR"), ("FR", "DE")]


def test_a_day_that_no_text_states_counts_nowhere(tables: Connection) -> None:
    tables.execute("update events set date_basis = 'publication', date_precision = 'none'")
    assert mart(tables, "events_plover") == []


def test_what_nobody_has_as_happened_is_no_event_of_the_day(tables: Connection) -> None:
    tables.execute("update events set occurrence = 'planned' where occurrence = 'happened'")
    assert mart(tables, "events_plover") == []


def test_cameo_speaks_of_actors_by_country_and_role(tables: Connection) -> None:
    found = mart(
        tables,
        "events_cameo",
        "event_date, event_root_code, quad_class, actor1_country_code, actor1_names, "
        "actor2_names, num_events, num_mentions, num_articles, action_geo_country_code",
    )
    assert found == [
        (date(2026, 1, 19), "19", 4, "ES", ["Northern army"], ["Lerano"], 1, 3, 3, "ES")
    ]


def test_speakers_are_counted_by_week_and_act(tables: Connection) -> None:
    found = mart(
        tables,
        "speaker_activity",
        "speaker_name, week_start, act, statement_count, direct_count, story_count, source_count",
    )
    monday = date(2026, 1, 19)
    assert sorted(found) == [
        ("Ana Ruiz", monday, "promise", 2, 2, 1, 2),
        ("Ana Ruiz", monday, "say", 2, 0, 1, 2),
        ("Northern army", monday, "deny", 1, 0, 1, 1),
    ]


def test_the_week_of_an_undated_saying_is_that_of_publication(tables: Connection) -> None:
    tables.execute(
        "update statements set said_date_start = null, said_date_end = null, said_date_basis = null"
    )
    tables.execute("update articles set published_at = '2026-01-25 23:00:00+00'")
    weeks = {row[0] for row in mart(tables, "speaker_activity", "week_start")}
    assert weeks == {date(2026, 1, 19)}


def test_places_are_counted_by_week(tables: Connection) -> None:
    found = mart(
        tables,
        "place_activity",
        "place_name, week_start, mention_count, article_count, story_count, source_count, "
        "event_count",
    )
    assert found == [("Lerano", date(2026, 1, 19), 3, 3, 2, 2, 2)]


def test_places_of_undated_articles_have_no_week(tables: Connection) -> None:
    tables.execute("update articles set published_at = null")
    assert mart(tables, "place_activity", "week_start, event_count") == [(None, 2)]


def test_a_story_is_told_in_the_order_of_time(tables: Connection) -> None:
    found = mart(
        tables,
        "story_timeline",
        "story_id, appearance_number, article_id, revision, source_name, appeared_basis, "
        "delay_seconds, is_copy",
    )
    assert sorted(found) == sorted(
        [
            (STORY, 1, REPORT, 1, "Gazette", "published", 0, False),
            (STORY, 2, COPY, 1, "Herald", "published", 86400, True),
            (DENIAL, 1, DENIAL, 1, "Herald", "published", 0, False),
            (DENIAL, 2, DENIAL, 2, "Herald", "fetched", 10800, False),
        ]
    )


def test_sources_show_how_they_answer(tables: Connection) -> None:
    requests = [
        {
            "fetch_id": str(number),
            "url": "https://gazette.example/rss",
            "purpose": "feed",
            "source_id": rows.GAZETTE,
            "started_at": rows.instant(19 + number),
            "seconds": 0.5,
            "outcome": result,
            "byte_count": 100,
        }
        for number, result in enumerate(("ok", "not_modified", "timeout"))
    ]
    refused = {**rows.rejected("a page"), "source_id": rows.GAZETTE}
    rows.fill(tables, {"fetches": requests, "quarantine": [refused]})
    found = mart(
        tables,
        "source_health",
        "name, fetch_count, failed_count, byte_count, article_count, quarantine_count",
    )
    assert sorted(found) == [("Gazette", 3, 1, 300, 1, 1), ("Herald", 0, 0, 0, 2, 0)]


def test_every_mart_has_a_test_here() -> None:
    told = Path(__file__).read_text(encoding="utf-8")
    names = [path.stem for path in (paths.SQL / "marts").glob("*.sql")]
    assert [name for name in names if f'"{name}"' not in told] == []


def test_marts_hold_no_type_that_readers_cannot_open(tables: Connection) -> None:
    """Sums of integers are HUGEINT in DuckDB, which Parquet has not: readers would see floats."""
    tables.execute("attach ':memory:' as marts")
    for model in read_models(tables, paths.SQL / "marts"):
        tables.execute(f"create table marts.{model.name} as {model.sql}")
        types = {row[1] for row in tables.execute(f"describe marts.{model.name}").fetchall()}
        assert not types & {"HUGEINT", "UHUGEINT", "INTERVAL", "TIMESTAMP", "TIME"}, model.name
