"""Mentions of one happening share a group, whatever the order in which articles arrive."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from flows import paths, store
from flows.annotate.article import annotate_article
from flows.keys import content_hash, row_key
from flows.normalize import models
from flows.records import Annotations, Article, ArticleText
from tests.normalize.happenings import Told, b_cubed, read_stories, told_of

STORIES = read_stories()
FEW = [told for told in STORIES if told.story in ("drone-odesa", "sumy-bakery", "kenya-protest")]
Read = dict[str, Annotations]


@pytest.fixture(scope="module")
def read() -> Read:
    return {told.name: annotate(told.name, told.text, told.published_at) for told in STORIES}


@pytest.fixture
def connection() -> Iterator[store.Connection]:
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    store.create_tables(connection)
    yield connection
    connection.close()


def annotate(name: str, text: str, published_at: datetime) -> Annotations:
    return annotate_article(ArticleText(row_key("article", name), 1, text, published_at))


def article_of(name: str, text: str, published_at: datetime) -> Article:
    return Article(
        article_id=row_key("article", name),
        document_id=row_key("document", name),
        source_id="s",
        url=None,
        canonical_url=None,
        title=None,
        authors=(),
        agency=None,
        published_at=published_at,
        published_basis="manifest",
        modified_at=None,
        fetched_at=published_at,
        language="en",
        text=text,
        word_count=len(text.split()),
        text_hash=content_hash(text),
        is_partial=False,
        partial_reason=None,
        raw_ref="r",
        method="test-1",
    )


def load(connection: store.Connection, articles: Sequence[Told], read: Read) -> None:
    """Take a batch of articles in as a run does."""
    made = [article_of(told.name, told.text, told.published_at) for told in articles]
    models.stage_articles(connection, made, now=articles[0].published_at)
    outcomes = [read[told.name] for told in articles]
    models.stage_annotations(connection, outcomes, now=articles[0].published_at)
    models.accept(connection)


def groups(connection: store.Connection) -> dict[str, str]:
    return dict(connection.execute("select event_id, event_group_id from events").fetchall())


def marked(connection: store.Connection) -> dict[str, str]:
    """Return the happening of every event whose trigger is marked."""
    names = {row_key("article", told.name): told.name for told in STORIES}
    rows = connection.execute(
        "select event_id, article_id, trigger_start, trigger_end from events"
    ).fetchall()
    return told_of(STORIES, [(e, names[a], start, end) for e, a, start, end in rows])


def test_fifty_stories_are_told_apart(connection: store.Connection, read: Read) -> None:
    load(connection, STORIES, read)
    truth, found = marked(connection), groups(connection)
    precision, recall, f1 = b_cubed({event: found[event] for event in truth}, truth)
    assert len(truth) >= 120
    assert f1 >= 0.85, (precision, recall, f1)


@pytest.mark.parametrize(("told", "size"), [(FEW, 1), (FEW, 3), (STORIES, 10)])
def test_no_order_of_arrival_changes_a_group(
    connection: store.Connection, read: Read, told: list[Told], size: int
) -> None:
    load(connection, told, read)
    at_once = groups(connection)
    again = duckdb.connect()
    store.create_tables(again)
    backwards = told[::-1]
    for start in range(0, len(backwards), size):
        load(again, backwards[start : start + size], read)
    assert groups(again) == at_once
    assert len(set(at_once.values())) < len(at_once)


def test_of_what_is_stored_only_mentions_that_may_meet_the_batch_are_read(
    connection: store.Connection, read: Read
) -> None:
    last = next(told for told in STORIES if told.story == "geneva-talks")
    load(connection, [told for told in STORIES if told is not last], read)
    stored = len(groups(connection))
    load(connection, [last], read)
    near = connection.execute("select count(*) from event_mentions where not is_open").fetchone()
    assert near is not None
    assert 0 < near[0] < stored / 4


def test_articles_read_again_without_a_mention_leave_the_group_to_the_others(
    connection: store.Connection, read: Read
) -> None:
    told = [each for each in STORIES if each.story == "geneva-talks"]
    load(connection, told, read)
    before = groups(connection)
    head = min(before.values())
    gone = next(each for each in told if head in {e.event_id for e in read[each.name].events})
    models.stage_again(connection, since=gone.published_at)
    rest = {each.name: read[each.name] for each in told if each.published_at >= gone.published_at}
    rest[gone.name] = replace(rest[gone.name], events=())
    models.stage_annotations(connection, rest.values(), now=gone.published_at)
    models.accept(connection)
    after = groups(connection)
    assert all(group in after for group in after.values())
    assert len(after) < len(before)


KIDNAPPED = datetime(2025, 4, 15, 12, tzinfo=UTC)
RETOLD = (
    "Gunmen kidnapped 31 pupils in Kaduna on 14 April 2025, the governor recalled on {day}.",
    "Parents of the pupils who were kidnapped in Kaduna on 14 April 2025 prayed in Abuja.",
    "The rain has come. The 31 pupils who had been kidnapped in Kaduna are still missing.",
)


def test_a_kidnapping_told_366_times_is_one_event_of_one_day(connection: store.Connection) -> None:
    """Regression of the best known fault of event data: a kidnapping counted 366 times."""
    days = [KIDNAPPED + timedelta(days=n) for n in range(366)]
    told = [Told(f"retold-{n}", "", day, retell(n, day), ()) for n, day in enumerate(days)]
    for start in range(0, len(told), 183):
        batch = told[start : start + 183]
        load(connection, batch, {t.name: annotate(t.name, t.text, t.published_at) for t in batch})
    kidnapped = connection.execute(
        "select count(*), count(distinct event_group_id) filter (where date_basis = 'explicit') "
        "from events where starts_with(trigger_text, 'kidnapped')"
    ).fetchone()
    assert kidnapped is not None
    assert kidnapped[0] >= 366
    assert kidnapped[1] == 1
    assert one_a_day(connection, "COERCE") == [(date(2025, 4, 14), 1)]


def retell(number: int, day: datetime) -> str:
    return RETOLD[number % len(RETOLD)].format(day=f"{day:%A}")


def one_a_day(connection: store.Connection, event_type: str) -> list[tuple[object, ...]]:
    sql = (paths.SQL / "marts" / "events_plover.sql").read_text(encoding="utf-8")
    return connection.execute(
        f"select distinct event_date, event_count from ({sql}) where event_type = ?", [event_type]
    ).fetchall()


def test_a_denial_stays_a_row_of_the_group_that_it_denies(
    connection: store.Connection, read: Read
) -> None:
    load(connection, [told for told in STORIES if told.story == "kursk"], read)
    rows = connection.execute(
        "select event_group_id, list(distinct occurrence order by occurrence) from events "
        "where trigger_text = 'captured' group by 1"
    ).fetchall()
    assert [occurrences for _, occurrences in rows] == [["denied", "happened"]]


RECALLED = (
    "An earthquake struck the island of Lombok in Indonesia on Friday, killing 30 people. "
    "An earthquake in 2018 killed 500 people on Lombok in Indonesia.",
    "An earthquake killed at least 34 people on Lombok in Indonesia on Friday, officials said. "
    "A quake killed more than a thousand people in Indonesia in October 1931. "
    "Aid has been slow since the earthquake on Lombok in Indonesia, villagers said.",
)


def test_what_is_recalled_of_another_year_is_another_happening(
    connection: store.Connection,
) -> None:
    day = datetime(2026, 8, 15, 12, tzinfo=UTC)
    told = [Told(f"lombok-{n}", "", day, text, ()) for n, text in enumerate(RECALLED)]
    load(connection, told, {t.name: annotate(t.name, t.text, t.published_at) for t in told})
    rows = connection.execute(
        "select event_group_id, min(year(date_start)), max(year(date_start)), count(*) "
        "from events where event_type = 'DISASTER' group by 1 order by 2, 4"
    ).fetchall()
    assert [(first, last) for _, first, last, _ in rows] == [
        (1931, 1931), (2018, 2018), (2026, 2026),
    ]  # fmt: skip
    assert rows[-1][-1] >= 3


MET = (
    "Foreign Minister Ana Costa met President Tomas Lindqvist in Oslo on Monday.",
    "In Oslo, Costa met with Lindqvist on Monday. Costa also met the union leader Berit Haug.",
    "President Tomas Lindqvist met Foreign Minister Ana Costa in Oslo on Monday, her office said.",
    "Foreign Minister Ana Costa met President Mikkel Sandvik in Oslo on Monday.",
)


def test_who_met_another_person_met_at_another_time(connection: store.Connection) -> None:
    day = datetime(2026, 3, 10, 12, tzinfo=UTC)
    told = [Told(f"oslo-{n}", "", day, text, ()) for n, text in enumerate(MET)]
    load(connection, told, {t.name: annotate(t.name, t.text, t.published_at) for t in told})
    rows = connection.execute(
        "select event_group_id, unnest(targets || sources).text from events "
        "where event_type = 'CONSULT'"
    ).fetchall()
    met: dict[str, set[str]] = {}
    for group, who in rows:
        met.setdefault(group, set()).add(who.split()[-1])
    assert sorted(sorted(names) for names in met.values()) == [
        ["Costa", "Haug"], ["Costa", "Lindqvist"], ["Costa", "Sandvik"],
    ]  # fmt: skip


RAIDED = (
    "Gunmen attacked the village of Tarbanu in Plateau state, Nigeria, on Friday, killing 11.",
    "Gunmen attacked the village of Kwepti in Plateau state, Nigeria, on Friday, killing nine.",
    "Eleven people were killed on Friday when gunmen attacked Tarbanu in Plateau state, Nigeria.",
)


def test_raids_of_one_day_on_villages_that_no_gazetteer_has_are_told_apart(
    connection: store.Connection,
) -> None:
    day = datetime(2026, 5, 9, 12, tzinfo=UTC)
    told = [Told(f"plateau-{n}", "", day, text, ()) for n, text in enumerate(RAIDED)]
    read = {t.name: annotate(t.name, t.text, t.published_at) for t in told}
    load(connection, told, read)
    groups_of = dict(
        connection.execute(
            "select article_id, min(event_group_id) from events where event_type = 'ASSAULT' "
            "group by 1"
        ).fetchall()
    )
    first, other, again = (groups_of[row_key("article", t.name)] for t in told)
    assert first == again != other


FROM_ABROAD_AND_AT_HOME = (
    ("Norway released the Icelandic trawler Hafey in Lerwick, Scotland, on Monday.", 0),
    ("Iceland will open its ports on Wednesday, its minister said in Lerwick, Scotland.", 1),
    ("Norway freed the Icelandic trawler on Monday in Lerwick, Scotland.", 0),
    ("Chad's army detained Sudanese traders on Monday.", 2),
    ("Sudan's army detained Sudanese traders on Monday.", 3),
    ("French troops withdrew from a base in Abidjan, Ivory Coast, on Monday.", 4),
    ("France pulled its troops out of the base in Abidjan on Monday.", 4),
)


def test_what_a_country_does_at_home_is_no_act_of_another_upon_it(
    connection: store.Connection,
) -> None:
    day = datetime(2026, 3, 10, 12, tzinfo=UTC)
    texts = [text for text, _ in FROM_ABROAD_AND_AT_HOME]
    told = [Told(f"home-{n}", "", day, text, ()) for n, text in enumerate(texts)]
    load(connection, told, {t.name: annotate(t.name, t.text, t.published_at) for t in told})
    rows = connection.execute(
        "select article_id, event_group_id from events where trigger_text in "
        "('released', 'freed', 'open', 'detained', 'withdrew', 'pulled')"
    ).fetchall()
    names = {row_key("article", t.name): t.name for t in told}
    groups_of = {names[article]: group for article, group in rows}
    wanted = {f"home-{n}": str(group) for n, (_, group) in enumerate(FROM_ABROAD_AND_AT_HOME)}
    assert b_cubed(groups_of, wanted) == (1.0, 1.0, 1.0)
