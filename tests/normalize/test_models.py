"""Batches go through staging into the accepted tables of an in-memory database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import duckdb
import pytest

from flows import store
from flows.keys import content_hash, row_key
from flows.normalize import frames, models
from flows.records import (
    Actor,
    Annotations,
    Article,
    Document,
    Event,
    EventActor,
    Place,
    PlaceMention,
    Rejected,
    Statement,
)

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
STORY = (
    "The harbour of Norvik was closed on Monday after a crane fell on the quay. "
    "Two dockers were hurt, the port authority said, and ships were sent to Aldane. "
    "The crane, built in 1987, was to be replaced in the summer. Work should begin again "
    "on Thursday, when inspectors have looked at the other cranes on the western quay."
)


@pytest.fixture
def connection() -> Iterator[store.Connection]:
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    store.create_tables(connection)
    yield connection
    connection.close()


def document_of(name: str, text: str, *, at: datetime = NOW) -> Document:
    article_id = row_key("article", name)
    return Document(
        document_id=row_key("document", article_id, content_hash(text)),
        article_id=article_id,
        source_id="s",
        name=name,
        url=None,
        canonical_url=None,
        media_type="text/plain",
        body_hash=content_hash(text),
        byte_count=len(text),
        fetched_at=at,
        raw_ref="r",
    )


def article_of(name: str, text: str, *, at: datetime = NOW, title: str | None = None) -> Article:
    document = document_of(name, text, at=at)
    return Article(
        article_id=document.article_id,
        document_id=document.document_id,
        source_id="s",
        url=None,
        canonical_url=None,
        title=title,
        authors=("Ann Lee",),
        agency=None,
        published_at=None,
        published_basis="unknown",
        modified_at=None,
        fetched_at=at,
        language="en",
        text=text,
        word_count=len(text.split()),
        text_hash=content_hash(text),
        is_partial=False,
        partial_reason=None,
        raw_ref="r",
        method="test-1",
    )


def load(connection: store.Connection, *articles: Article) -> None:
    for article in articles:
        document = document_of(article.article_id, article.text, at=article.fetched_at)
        row = frames.document_row(replace(document, document_id=article.document_id))
        schema = connection.execute("from documents limit 0").pl().schema
        store.merge_frame(connection, "documents", frames.frame([row], schema))
    models.stage_articles(connection, articles, now=NOW)
    texts = models.staged_texts(connection)
    read = [Annotations(t.article_id, t.revision, "en", "reader-1") for t in texts]
    models.stage_annotations(connection, read, now=NOW)
    models.accept(connection)


def ask(connection: store.Connection, sql: str) -> list[tuple[object, ...]]:
    return connection.execute(sql).fetchall()


def test_a_changed_text_becomes_a_second_revision(connection: store.Connection) -> None:
    load(connection, article_of("a", STORY))
    load(connection, article_of("a", STORY + " More soon.", at=NOW + timedelta(hours=1)))
    assert ask(connection, "select revision, first_seen_at, fetched_at from articles") == [
        (2, NOW, NOW + timedelta(hours=1))
    ]
    assert ask(connection, "select revision from article_revisions order by 1") == [(1,), (2,)]
    assert ask(connection, "select distinct outcome, method from documents") == [
        ("loaded", "test-1")
    ]


def test_an_unchanged_text_is_no_revision(connection: store.Connection) -> None:
    load(connection, article_of("a", STORY))
    again = replace(article_of("a", STORY, at=NOW + timedelta(hours=1)), document_id="other")
    load(connection, again)
    assert ask(connection, "select revision, fetched_at from articles") == [(1, NOW)]
    assert ask(connection, "select outcome from documents order by 1") == [
        ("loaded",),
        ("unchanged",),
    ]


def test_revisions_of_one_batch_are_counted_by_time(connection: store.Connection) -> None:
    texts = [f"{STORY} Version {n}." for n in range(4)]
    articles = [article_of("a", t, at=NOW + timedelta(hours=n)) for n, t in enumerate(texts)]
    load(connection, articles[2], articles[0], articles[3], articles[1])
    rows = ask(connection, "select revision, text from article_revisions order by 1")
    assert rows == list(enumerate(texts, 1))
    assert ask(connection, "select text from articles") == [(texts[3],)]


@pytest.mark.parametrize("batches", [1, 3])
def test_copies_share_a_story_whatever_the_order(
    connection: store.Connection, batches: int
) -> None:
    articles = [
        article_of("late", "AGENCY - " + STORY, at=NOW + timedelta(hours=3)),
        article_of("early", STORY, at=NOW),
        article_of("other", "Voters in Aldane chose a new mayor on Sunday. " * 5),
    ]
    if batches == 1:
        load(connection, *articles)
    else:
        for article in articles:
            load(connection, article)
    copies = sorted(row_key("article", name) for name in ("late", "early"))
    assert ask(
        connection, "select story_id, is_duplicate from articles order by fetched_at desc, title"
    )[0] == (copies[0], True)
    rows = {
        key: flag for key, flag in ask(connection, "select article_id, is_duplicate from articles")
    }
    assert rows[row_key("article", "early")] is False
    assert rows[row_key("article", "other")] is False


@pytest.mark.parametrize(("days", "stories"), [(30, 1), (31, 2), (-30, 1), (-31, 2)])
def test_copies_more_than_thirty_days_apart_are_two_stories(
    connection: store.Connection, days: int, stories: int
) -> None:
    load(connection, article_of("a", STORY))
    load(connection, article_of("b", STORY, at=NOW + timedelta(days=days)))
    assert ask(connection, "select count(distinct story_id) from articles") == [(stories,)]


def test_an_edit_can_take_an_article_out_of_its_story(connection: store.Connection) -> None:
    load(connection, article_of("a", STORY), article_of("b", STORY))
    assert ask(connection, "select count(distinct story_id) from articles") == [(1,)]
    other = "The government of Aldane fell on Friday after a vote on the budget. " * 4
    load(connection, article_of("b", other, at=NOW + timedelta(hours=2)))
    assert ask(connection, "select count(distinct story_id) from articles") == [(2,)]
    assert ask(connection, "select count(*) from articles where is_duplicate") == [(0,)]


def test_a_refused_body_waits_in_quarantine_until_it_is_read(
    connection: store.Connection,
) -> None:
    article = article_of("a", STORY)
    row = frames.document_row(document_of("a", STORY))
    schema = connection.execute("from documents limit 0").pl().schema
    store.merge_frame(connection, "documents", frames.frame([row], schema))
    refused = Rejected("extract", "a", "timeout", "a: too slow", document_id=article.document_id)
    models.stage_articles(connection, [refused], now=NOW)
    models.stage_annotations(connection, [], now=NOW)
    models.accept(connection)
    assert ask(connection, "select outcome from documents") == [("rejected",)]
    assert ask(connection, "select item, reason, retry from quarantine") == [
        ("a", "timeout", "dateline retry")
    ]
    load(connection, article)
    assert ask(connection, "select count(*) from quarantine") == [(0,)]


def test_an_item_has_the_newest_reason_alone_until_a_body_of_it_is_read(
    connection: store.Connection,
) -> None:
    article = article_of("a", STORY)
    documents = [replace(document_of("a", STORY), document_id=key) for key in ("d1", "d2", "d3")]
    schema = connection.execute("from documents limit 0").pl().schema
    rows = [frames.document_row(each) for each in documents]
    store.merge_frame(connection, "documents", frames.frame(rows, schema))
    refused = Rejected("extract", article.article_id, "timeout", "m", source_id=article.source_id)
    for key, reason in (("d1", "timeout"), ("d1", "memory"), ("d2", "memory")):
        staged = replace(refused, reason=reason, document_id=key)
        models.stage_articles(connection, [staged], now=NOW)
        models.accept(connection)
        assert ask(connection, "select reason, document_id from quarantine") == [(reason, key)]
    load(connection, replace(article, document_id="d3"))
    assert ask(connection, "select count(*) from quarantine") == [(0,)]


def test_annotations_reach_every_table_and_are_replaced_whole(
    connection: store.Connection,
) -> None:
    article = article_of("a", STORY)
    load(connection, article)
    for method in ("reader-2", "reader-3"):
        models.stage_again(connection, since=NOW)
        read = annotations_of(article, method)
        models.stage_annotations(connection, [read], now=NOW)
        models.accept(connection)
    for table in ("statements", "events", "place_mentions", "actor_mentions", "actors", "places"):
        assert ask(connection, f"select count(*) from {table}") == [(1,)], table
    assert ask(connection, "select annotate_method from articles") == [("reader-3",)]
    assert ask(connection, "select content_spans[1].start, speaker_name from statements") == [
        (0, "Port Authority")
    ]
    assert ask(connection, "select sources[1].text, event_group_id = event_id from events") == [
        ("The harbour", True)
    ]


def test_what_is_read_is_filed_by_the_day_of_its_text(connection: store.Connection) -> None:
    article = article_of("one", STORY)
    models.stage_articles(connection, [article], now=NOW)
    models.stage_annotations(connection, [annotations_of(article, "reader-1")], now=NOW)
    for table in ("statements", "events", "place_mentions", "actor_mentions"):
        days = connection.execute(f"select distinct told_on from staged.{table}").fetchall()
        assert days == [(NOW.date(),)], table


def test_a_text_that_was_skipped_has_no_annotator(connection: store.Connection) -> None:
    one, two = article_of("one", STORY), article_of("two", STORY[::-1])
    models.stage_articles(connection, [one, two], now=NOW)
    read = [annotations_of(each, "reader-1") for each in (one, two)]
    models.stage_annotations(connection, [read[0], replace(read[1], skipped="empty text")], now=NOW)
    methods = connection.execute(
        "select annotate_method is null, count(*) from staged.article_revisions group by all "
        "order by all"
    ).fetchall()
    assert methods == [(False, 1), (True, 1)]


def test_an_actor_keeps_the_names_that_articles_call_it(connection: store.Connection) -> None:
    for day, called in enumerate(("US", "United States", "U.S.")):
        at = NOW + timedelta(days=day)
        article = article_of(called, f"{called}. {STORY}", at=at)
        (read,) = stage(connection, article)
        actors = (Actor("actor-1", called, "government", ("Washington",)),)
        models.stage_annotations(connection, [replace(read, actors=actors)], now=NOW)
        models.accept(connection)
    assert ask(connection, "select name, aliases from actors") == [
        ("U.S.", ["US", "United States", "Washington"])
    ]


def test_an_actor_nobody_names_any_more_is_gone(connection: store.Connection) -> None:
    article = article_of("a", STORY)
    load(connection, article)
    models.stage_again(connection, since=NOW)
    models.stage_annotations(connection, [annotations_of(article, "reader-2")], now=NOW)
    models.accept(connection)
    models.stage_again(connection, since=NOW)
    empty = Annotations(article.article_id, 1, "en", "reader-3")
    models.stage_annotations(connection, [empty], now=NOW)
    models.accept(connection)
    assert ask(connection, "select count(*) from actors") == [(0,)]


def test_the_same_happening_told_twice_is_one_group(connection: store.Connection) -> None:
    one, two = article_of("a", STORY), article_of("b", STORY[::-1])
    load(connection, one)
    models.stage_again(connection, since=NOW)
    models.stage_annotations(connection, [annotations_of(one, "reader-2")], now=NOW)
    models.accept(connection)
    models.stage_articles(connection, [two], now=NOW)
    models.stage_annotations(connection, [annotations_of(two, "reader-2")], now=NOW)
    models.accept(connection)
    rows = ask(connection, "select event_id, event_group_id from events")
    assert {group for _, group in rows} == {min(str(event) for event, _ in rows)}


def annotations_of(article: Article, method: str) -> Annotations:
    place = Place("gn:1", "Norvik", "city", 60.1, 5.2, "NO")
    actor = Actor("actor-1", "Port Authority", "organisation", ("the port authority",))
    statement = Statement(
        statement_id=row_key("statement", article.article_id),
        kind="indirect",
        content_spans=((0, 10),),
        content=article.text[:10],
        speaker_text=None,
        speaker_start=None,
        speaker_end=None,
        actor_id=actor.actor_id,
        speaker_name=actor.name,
        speaker_role=None,
        other_speakers=(),
        is_anonymous=False,
        cue_text=None,
        cue_start=None,
        cue_end=None,
        cue_lemma="say",
        act="say",
        is_negated=False,
        addressee_text=None,
        venue_text=None,
        said_date_start=None,
        said_date_end=None,
        said_date_basis=None,
        parent_statement_id=None,
        confidence=0.5,
        method=method,
    )
    event = Event(
        event_id=row_key("event", article.article_id),
        sentence_start=0,
        sentence_end=30,
        event_type="ACCIDENT",
        event_mode=None,
        contexts=(),
        cameo_root=None,
        quad_class=None,
        intensity=None,
        trigger_text=article.text[4:11],
        trigger_start=4,
        trigger_end=11,
        sources=(EventActor("The harbour", 0, 11, actor.actor_id),),
        targets=(),
        is_reciprocal=False,
        occurrence="happened",
        assertion="asserted",
        claimant_actor_id=None,
        claimant_name=None,
        statement_id=None,
        antecedent_event_id=None,
        date_start=date(2026, 3, 2),
        date_end=date(2026, 3, 2),
        date_precision="day",
        date_basis="relative",
        date_text_start=None,
        date_text_end=None,
        place_id=place.place_id,
        place_basis="sentence",
        dead_min=None,
        dead_max=None,
        injured_min=2,
        injured_max=2,
        is_lead=True,
        confidence=0.5,
        method=method,
    )
    mention = PlaceMention("m-" + article.article_id, 15, 21, article.text[15:21], place)
    return Annotations(
        article.article_id, 1, "en", method, (statement,), (event,), (mention,), (), (actor,)
    )


def stage(connection: store.Connection, *articles: Article) -> list[Annotations]:
    """Stage a batch with its documents, and return what a reader reads in it."""
    for article in articles:
        row = frames.document_row(document_of(article.article_id, article.text))
        row |= {"document_id": article.document_id, "article_id": article.article_id}
        schema = connection.execute("from documents limit 0").pl().schema
        store.merge_frame(connection, "documents", frames.frame([row], schema))
    models.stage_articles(connection, articles, now=NOW)
    return [annotations_of(article, "reader-2") for article in articles]


def test_what_an_edit_changed_stands_beside_the_revision(connection: store.Connection) -> None:
    load(connection, article_of("a", STORY, title="Old"))
    stage(connection, article_of("a", STORY + " More soon.", title="New"), article_of("b", STORY))
    (found,) = models.changed_revisions(connection)
    assert (found["revision"], found["old_title"], found["title"]) == (2, "Old", "New")
    assert (found["old_text"], found["text"]) == (STORY, STORY + " More soon.")
    change = {"added": ["More soon."], "removed": ["x", "y"], "previous_title": "Old"}
    key = {"article_id": found["article_id"], "revision": 2}
    models.stage_changes(connection, [key | change])
    rows = "select added, removed, previous_title from staged.article_revisions order by revision"
    assert ask(connection, rows) == [([], [], None), (["More soon."], ["x", "y"], "Old")]
    models.stage_changes(connection, [])
    assert len(ask(connection, rows)) == 2


def test_what_is_set_aside_leaves_the_batch_whole(connection: store.Connection) -> None:
    one, two = article_of("a", STORY), article_of("b", STORY[::-1])
    read = stage(connection, one, two)
    models.stage_annotations(connection, read, now=NOW)
    refused = Rejected("validate", "a", "bad_span", "a: no", document_id=one.document_id)
    models.set_aside(connection, [(one.article_id, 1)], [refused], now=NOW)
    models.accept(connection)
    for table in ("articles", "statements", "events", "place_mentions", "actor_mentions"):
        found = ask(connection, f"select distinct article_id from {table}")
        assert found == [(two.article_id,)], table
    assert ask(connection, "select item, stage, reason from quarantine") == [
        ("a", "validate", "bad_span")
    ]


def test_a_text_in_quarantine_is_staged_to_be_read_again(connection: store.Connection) -> None:
    one, two = article_of("a", STORY), article_of("b", STORY[::-1])
    read = stage(connection, one, two)
    refused = Rejected("annotate", "a", "annotator_failed", "a: no", document_id=one.document_id)
    models.stage_annotations(connection, [refused, read[1]], now=NOW)
    models.accept(connection)
    assert ask(connection, "select stage, retry from quarantine") == [
        ("annotate", "dateline retry")
    ]
    models.stage_unread(connection)
    assert [text.article_id for text in models.staged_texts(connection)] == [one.article_id]
    models.stage_annotations(connection, [read[0]], now=NOW)
    models.accept(connection)
    assert ask(connection, "select count(*) from quarantine") == [(0,)]
    assert ask(connection, "select count(*) from statements") == [(2,)]


def test_texts_are_given_to_the_annotator_as_they_are_stored(
    connection: store.Connection,
) -> None:
    article = replace(
        article_of("a", STORY, title="T"), published_at=NOW, url="https://n.example/a"
    )
    stage(connection, article)
    (text,) = models.staged_texts(connection)
    assert (text.article_id, text.revision, text.text) == (article.article_id, 1, STORY)
    assert (text.published_at, text.title, text.language) == (NOW, "T", "en")
    assert (text.url, text.document_id) == ("https://n.example/a", article.document_id)


@pytest.mark.parametrize(("zone", "day"), [("-05:00", 2), ("+09:30", 3), (None, 3)])
def test_the_day_of_a_text_is_that_of_its_outlets_clock(
    connection: store.Connection, zone: str | None, day: int
) -> None:
    late = datetime(2026, 3, 3, 2, 30, tzinfo=UTC)
    stage(connection, replace(article_of("a", STORY), published_at=late, published_zone=zone))
    (text,) = models.staged_texts(connection)
    assert text.published_at == late
    assert text.published_at.date() == date(2026, 3, day)


def edited(at: datetime, changed_at: datetime | None = None) -> Article:
    text = STORY + " More soon." * (at - NOW).days
    return replace(
        article_of("a", text, at=at),
        published_at=NOW,
        published_zone="+09:00",
        modified_at=changed_at,
    )


@pytest.mark.parametrize(
    ("days", "named", "day"),
    [
        (2, None, 7),  # the fetch, by the outlet's clock
        (2, timedelta(days=1, hours=1), 5),  # what the page names
        (2, timedelta(days=-1), 7),  # named before the former fetch: of another change
        (2, timedelta(days=3), 7),  # a clock that runs ahead
        (9, None, None),  # on any day of these nine
        (9, timedelta(days=1, hours=1), 5),
    ],
)
def test_the_day_of_an_edit_is_named_or_that_of_a_fetch_soon_after_the_former(
    connection: store.Connection, days: int, named: timedelta | None, day: int | None
) -> None:
    load(connection, edited(NOW))
    late = NOW + timedelta(days=days, hours=4)
    stage(connection, edited(late, NOW + named if named else None), article_of("b", STORY))
    ((article_id, (first, second)),) = models.staged_edits(connection).items()
    assert article_id == row_key("article", "a")
    assert (first.revision, first.published_at, first.day) == (1, NOW, None)
    assert (second.revision, second.day) == (2, date(2026, 3, day) if day else None)


def test_what_says_which_texts_are_alike_is_found_again(connection: store.Connection) -> None:
    load(connection, article_of("a", STORY), article_of("b", STORY + " More."))
    load(connection, article_of("c", STORY[::-1]))
    tables = ("story_signatures", "story_links")
    before = {table: sorted(ask(connection, f"from {table}")) for table in tables}
    assert all(before[table] for table in tables)
    for table in tables:
        connection.execute(f"delete from {table}")
    models.restore_stories(connection)
    assert {table: sorted(ask(connection, f"from {table}")) for table in tables} == before
    assert ask(connection, "select 1 from duckdb_schemas() where schema_name = 'staged'") == []
