"""Metacharacters in every field are text in every table, file, page and query, and nothing else."""

import csv
import gzip
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import intake, migrations, paths, recording, store
from flows.annotate.lines import annotate_line
from flows.errors import BadDocument
from flows.extract.article import extract_page
from flows.ingest.archive import Archive
from flows.ingest.archived import iter_records
from flows.ingest.backfill import read_warcs
from flows.ingest.feeds import parse_feed
from flows.ingest.formats import read_json_lines
from flows.keys import content_hash, row_key
from flows.normalize import frames, models
from flows.publish.parquet import publish_marts
from flows.records import Article, Document, Hints, Rejected
from flows.settings import load_settings
from flows.workbench import ask_rows, refuse
from tests.test_fuzzing import NOW, hold, warcs

SPITE = (
    "'); drop table articles; --",
    '"; select 1; --',
    "$(touch pwned) `touch pwned` | touch pwned",
    "../../../../pwned",
    "<script>alert(1)</script><!-- </style>",
    "\u202egnp.exe\u202c \u2066x",
    "=cmd|' /C calc'!A0",
    "a\r\n12:00:00 load: 9 in, 9 out",
    "nul\x00 esc\x1b[2J",
    "half \ud83d of a pair",
    "Ana C\u043esta",  # a Cyrillic letter that looks like an o
    "%s %d {0} {name} ${x} $1",
)
STORY = "Ana Costa said on Monday that the harbour of Lisbon would stay closed until Friday. " * 9


def article(number: int, words: str) -> Article:
    """Return an article that has these words in every field that a stranger fills."""
    return Article(
        article_id=row_key("article", number),
        document_id=row_key("document", number),
        source_id=row_key("source", words),
        url=f"https://news.example/{number}?{words}",
        canonical_url=f"https://news.example/{number}?{words}",
        title=words,
        authors=(words, f"{words} 2"),
        agency=words,
        published_at=NOW,
        published_basis="feed",
        modified_at=None,
        fetched_at=NOW,
        language="en",
        text=f"{words}\n{STORY}",
        word_count=100,
        text_hash=content_hash(f"{words}{number}"),
        is_partial=False,
        partial_reason=None,
        raw_ref=words,
        method=words,
    )


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Connection]:
    path = tmp_path_factory.mktemp("hostile") / "work.duckdb"
    migrations.migrate(path, now=NOW)
    with store.opened(path) as connection:
        yield connection


def test_spiteful_fields_come_out_of_the_tables_as_they_went_in(
    connection: store.Connection, tmp_path: Path
) -> None:
    models.stage_articles(connection, [article(*each) for each in enumerate(SPITE)], now=NOW)
    models.stage_annotations(connection, [], now=NOW)
    models.accept(connection)
    rejected = [Rejected("ingest", words, words, words, words, words, words) for words in SPITE]
    refuse(connection, [replace(each, document_id=None) for each in rejected], now=NOW)
    wanted = {words.replace("\ud83d", "\ufffd") for words in SPITE}
    for table, column in (("articles", "title"), ("articles", "agency"), ("quarantine", "item")):
        found = connection.execute(f"select {column} from {table}").fetchall()
        assert {row[0] for row in found} == wanted
    before = {each.name for each in Path.cwd().iterdir()}
    version = publish_marts(
        connection, tmp_path / "marts", code_version="1", expectations={}, published_at=NOW
    )
    assert version is not None
    assert {each.name for each in Path.cwd().iterdir()} == before
    names = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")]
    assert all(re.fullmatch(r"[\w./=-]+", name) for name in names)
    assert all("pwned" not in name for name in names)


def test_names_of_seeds_may_be_anything_that_a_file_system_takes(tmp_path: Path) -> None:
    folder = tmp_path / "seeds" / "articles"
    folder.mkdir(parents=True)
    settings = load_settings(warehouse=tmp_path / "warehouse", seeds=tmp_path / "seeds")
    odd = [b"\xff\xfe.txt", b"a\nb.txt", b"$(touch pwned).txt", b"'; drop.txt", b"-rf.txt"]
    for name in [*odd, "\u202etxt.exe.txt".encode(), b"=1+1.txt", b" .txt"]:
        (folder / os.fsdecode(name)).write_text(f"{name!r} {STORY}", encoding="utf-8")
    (tmp_path / "outside.txt").write_text(STORY, encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "dir").symlink_to(tmp_path, target_is_directory=True)
    with recording.recorded(settings, now=NOW) as book:
        book.add(intake.take_seeds(settings, now=NOW))
    with store.opened(paths.Warehouse(settings.warehouse).work, read_only=True) as connection:
        names = [row["name"] for row in ask_rows(connection, "pending_documents", [99])]
        refused = connection.execute("select item, reason from quarantine").fetchall()
    assert len(names) == 7
    assert set(refused) == {("out.txt", "bad_path"), ("\ufffd\ufffd.txt", "bad_path")}
    assert not any("outside" in name for name in names)


def page(data: object) -> bytes:
    told = json.dumps(data)
    return (
        f'<html lang=en><script type="application/ld+json">{told}</script><body><article>'
        f"<h1>One</h1><p>{STORY}</p></article></body></html>"
    ).encode()


def read(body: bytes, **hints: object) -> Article:
    name = "https://news.example/1"
    document = Document("d", "a", "s", name, name, name, "text/html", "h", len(body), NOW, "raw")
    return extract_page(replace(document, hints=Hints(**hints)), body)  # type: ignore[arg-type]


def test_headlines_that_were_cut_inside_an_emoji_are_whole() -> None:
    found = read(
        page(
            {
                "@type": "NewsArticle",
                "headline": "Fire \ud83d",
                "author": {"@type": "Person", "name": "Ann \ud83d Holm"},
                "articleBody": "\ud83d" + STORY * 3,
            }
        )
    )
    hold(found)
    assert "\ufffd" in (found.title or "")
    assert read(page({"@type": "NewsArticle", "headline": "Fire \U0001f525 in Lisbon"})).title == (
        "Fire \U0001f525 in Lisbon"
    )


def test_the_first_and_the_last_day_of_all_are_no_dates_of_an_article() -> None:
    dates = {"datePublished": "0001-01-01T00:00:00+14:00", "dateModified": "9999-12-31T23:59-14:00"}
    assert read(page({"@type": "NewsArticle"} | dates)).published_at is None
    with pytest.raises(BadDocument, match="no ISO 8601 date"):
        annotate_line({"id": 1, "text": "Ann said so.", "published_at": dates["datePublished"]})


@pytest.mark.parametrize("name", ["title", "url", "language"])
def test_a_line_whose_value_is_no_text_is_named(name: str) -> None:
    with pytest.raises(BadDocument, match=f"record 7: {name} 5 is not text"):
        annotate_line({"id": 7, "text": "Ann said so.", name: 5})


def test_half_a_character_in_a_feed_or_a_seed_is_no_end() -> None:
    item = {"id": "\ud83d", "title": "\ud83d", "content_text": "x"}
    told = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    body = json.dumps(told).encode()
    hold(parse_feed(body, url="https://news.example/f", content_type=None, now=NOW))
    for name in ("id", "title", "url", "agency", "authors"):
        line = json.dumps({"id": "1", "text": "Hi.", name: "https://news.example/\ud83d"}).encode()
        [refused] = read_json_lines(line)
        assert isinstance(refused, BadDocument)
        assert refused.reason == "not_utf8" and f"of the {name}" in str(refused)


def test_a_row_with_half_a_character_does_not_keep_out_the_others() -> None:
    schema = {"name": pl.String(), "names": pl.List(pl.String())}
    rows: list[dict[str, Any]] = [
        {"name": "a", "names": ["b"]},
        {"name": "\ud83d", "names": ["\ud83d", None]},
    ]
    found = frames.frame(rows, schema).to_dicts()
    assert found == [{"name": "a", "names": ["b"]}, {"name": "\ufffd", "names": ["\ufffd", None]}]


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x"])
def test_a_record_of_an_impossible_day_is_refused_alone(tmp_path: Path, day: str) -> None:
    _, plain = warcs(tmp_path / "whole")
    path = tmp_path / "given.warc"
    path.write_bytes(re.sub(rb"(?<=\nWARC-Date: )[^\r]*", day.encode(), plain, count=1))
    with Archive(tmp_path / "raw", now=datetime(2026, 3, 6, tzinfo=UTC)) as archive:
        (batch,) = read_warcs([path], archive=archive, known=frozenset(), now=NOW)
    assert len(batch.documents) + len(batch.rejected) == 3


def test_a_record_without_an_address_ends_its_file_and_nothing_else(tmp_path: Path) -> None:
    _, plain = warcs(tmp_path / "whole")
    first = plain.index(b"WARC-Type: response")
    cut = re.sub(rb"WARC-Target-URI: [^\r]*\r\n", b"", plain[first:], count=1)
    (tmp_path / "given.warc").write_bytes(plain[:first] + cut)
    (tmp_path / "given.warc.gz").write_bytes(gzip.compress(plain[:first] + cut))
    with Archive(tmp_path / "raw", now=NOW) as archive:
        given = [tmp_path / "given.warc"]
        (batch,) = read_warcs(given, archive=archive, known=frozenset(), now=NOW)
    assert [each.reason for each in batch.rejected] == ["bad_warc"]
    assert list(iter_records(tmp_path)) == []


def test_comments_without_end_before_a_page_are_read_in_time() -> None:
    with pytest.raises(BadDocument):
        body = b"<!-- -->" * 400
        parse_feed(body, url="https://news.example/f", content_type=None, now=NOW)


def test_an_answer_as_csv_runs_nothing(tmp_path: Path) -> None:
    from flows.console import render_frame

    frame = pl.DataFrame({"title": [*SPITE[:9], None], "n": range(10)})
    rows = list(csv.reader(render_frame(frame, "csv").decode().splitlines(keepends=True)))
    assert "'=cmd|' /C calc'!A0" in [row[0] for row in rows]
    assert not any(row[0].startswith("=") for row in rows if row)
