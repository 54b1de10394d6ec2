"""Records become rows, and rows the same records again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl

from flows.keys import row_key
from flows.normalize import frames
from flows.records import (
    Actor,
    Annotations,
    DateMention,
    Document,
    Event,
    EventActor,
    Fetch,
    Hints,
    PageState,
    Place,
    PlaceMention,
    Rejected,
    Sighting,
    Source,
)

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
HALF = "cut \ud83d here"
DOCUMENT = Document(
    document_id="d",
    article_id="a",
    source_id="s",
    name="a.html",
    url="https://news.example/a",
    canonical_url=None,
    media_type="text/html",
    body_hash="h",
    byte_count=5,
    fetched_at=NOW,
    raw_ref="r",
    hints=Hints(title="Said", authors=("Ann Lee", "Bo Lund"), language="en"),
)


def test_a_document_comes_back_as_it_went_in() -> None:
    row = frames.document_row(DOCUMENT)
    assert row["outcome"] == "pending"
    assert row["hint_title"] == "Said"
    assert frames.read_document(row) == DOCUMENT


def test_a_document_without_authors_has_none() -> None:
    row = frames.document_row(DOCUMENT) | {"hint_authors": None}
    assert frames.read_document(row).hints.authors == ()


def test_what_a_row_lacks_is_null_and_what_the_table_lacks_is_left_out() -> None:
    made = frames.frame([{"a": 1, "other": 2}], {"a": pl.Int64(), "b": pl.String()})
    assert made.to_dicts() == [{"a": 1, "b": None}]


def test_half_a_character_keeps_out_nothing() -> None:
    schema = {
        "text": pl.String(),
        "listed": pl.List(pl.String()),
        "side": pl.Struct({"name": pl.String(), "start": pl.Int64()}),
        "number": pl.Int64(),
    }
    broken: frames.Row = {
        "text": HALF,
        "listed": ["whole", HALF],
        "side": {"name": HALF, "start": 3},
        "number": 7,
    }
    whole: frames.Row = {"text": "another", "listed": [], "side": None, "number": 8}
    first, second = frames.frame([broken, whole], schema).to_dicts()
    assert first["text"] == first["listed"][1] == first["side"]["name"]
    assert first["text"].startswith("cut ") and first["text"].endswith(" here")
    assert (first["listed"][0], first["side"]["start"], first["number"]) == ("whole", 3, 7)
    assert second == whole


def test_each_refusal_names_the_command_that_tries_it_again() -> None:
    again = {
        stage: frames.quarantine_row(Rejected(stage, "item", "why", "said"), now=NOW)["retry"]
        for stage in ("ingest", "extract", "annotate", "validate")
    }
    assert again == {
        "ingest": "dateline run",
        "extract": "dateline retry",
        "annotate": "dateline retry",
        "validate": "dateline retry",
    }


def test_what_polling_keeps_comes_back_as_it_went_in() -> None:
    source = Source("s", "feed", "News", skip_hours=(1, 2), skip_days=(6,), item_count=3)
    sighting = Sighting(
        "k", "s", "a", "g", None, "T", None, ("Ann", "Bo"), NOW, None, "f", NOW, NOW
    )
    page = PageState("a", "s", "https://n.example/", "https://n.example/", None, check_count=2)
    fetch = Fetch("https://n.example/", "page", "s", NOW, 0.5, "ok", status=200)
    kept = [frames.plain_row(each) for each in (source, sighting, page, fetch)]
    as_stored = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in row.items()}
        | {"of_the_table_alone": 1}
        for row in kept
    ]
    assert frames.read_sources(as_stored[:1]) == [source]
    assert frames.read_sightings(as_stored[1:2]) == [sighting]
    assert frames.read_pages(as_stored[2:3]) == [page]
    assert frames.read_fetches(as_stored[3:]) == [fetch]
    assert frames.fetch_row(fetch)["fetch_id"] == row_key("fetch", fetch.url, NOW)
    later = replace(fetch, started_at=NOW + timedelta(seconds=1))
    assert frames.fetch_row(fetch)["fetch_id"] != frames.fetch_row(later)["fetch_id"]


def test_a_refusal_is_a_row_of_its_stage_item_and_reason() -> None:
    refused = Rejected("extract", "item", "why", "said", document_id="d")
    row = frames.quarantine_row(refused, now=NOW)
    assert (row["stage"], row["item"], row["reason"]) == ("extract", "item", "why")
    assert (row["message"], row["document_id"]) == ("said", "d")
    assert row["first_seen_at"] == row["last_seen_at"] == NOW
    assert row["quarantine_id"] == row_key("quarantine", "extract", "item", "why")


def test_what_was_read_is_rows_of_every_table_under_its_article() -> None:
    place = Place("gn:1", "Norvik", "city", 60.1, 5.2, "NO")
    mentions = (
        PlaceMention("m", 0, 6, "Norvik", place, role="event"),
        PlaceMention("n", 8, 12, "Nowh", None),
    )
    day = DateMention("d", 1, 2, "x", "DATE", "2026", None, None, "none", "none")
    actor = Actor("p", "Ann Lee", "person", ("Ann", "Lee"))
    read = Annotations("a", 3, "en", "m", places=mentions, dates=(day,), actors=(actor,))
    rows = frames.annotation_rows(read)
    assert list(rows) == [
        "statements", "events", "place_mentions", "date_mentions", "actor_mentions", "places",
    ]  # fmt: skip
    assert rows["statements"] == rows["events"] == []
    for table in ("place_mentions", "date_mentions", "actor_mentions"):
        assert {(row["article_id"], row["revision"]) for row in rows[table]} == {("a", 3)}
    assert [row["place_id"] for row in rows["place_mentions"]] == ["gn:1", None]
    assert all("place" not in row for row in rows["place_mentions"])
    assert rows["place_mentions"][0]["role"] == "event"
    assert rows["places"] == [frames.plain_row(place)]
    assert rows["actor_mentions"][0]["aliases"] == ["Ann", "Lee"]
    assert (rows["date_mentions"][0]["value"], rows["date_mentions"][0]["start"]) == ("2026", 1)


def test_an_event_is_a_row_with_lists_of_its_contexts_and_sides() -> None:
    side = EventActor(text="Rebels", start=0, end=6, actor_id="r")
    event = Event(
        event_id="e", sentence_start=0, sentence_end=30, event_type="ASSAULT", event_mode=None,
        contexts=("military",), cameo_root="19", quad_class=4, intensity=-9.0,
        trigger_text="attacked", trigger_start=7, trigger_end=15, sources=(side,), targets=(),
        is_reciprocal=False, occurrence="happened", assertion="asserted", claimant_actor_id=None,
        claimant_name=None, statement_id=None, antecedent_event_id=None, date_start=None,
        date_end=None, date_precision="none", date_basis="none", date_text_start=None,
        date_text_end=None, place_id=None, place_basis=None, dead_min=None, dead_max=None,
        injured_min=None, injured_max=None, is_lead=True, confidence=0.9, method="m",
    )  # fmt: skip
    (row,) = frames.annotation_rows(Annotations("a", 2, "en", "m", events=(event,)))["events"]
    assert (row["article_id"], row["revision"], row["event_id"]) == ("a", 2, "e")
    assert row["event_group_id"] == "e"
    assert row["contexts"] == ["military"]
    assert row["targets"] == []
    assert [(each["text"], each["actor_id"]) for each in row["sources"]] == [("Rebels", "r")]
