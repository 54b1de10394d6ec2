"""Records become rows, and rows the same records again."""

from datetime import UTC, datetime

import polars as pl

from flows.normalize import frames
from flows.records import Document, Hints, Rejected

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
