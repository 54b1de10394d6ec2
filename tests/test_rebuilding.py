"""What is published and archived makes the work database anew."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import paths, publishing, recording, store
from flows.errors import BadDatabase, BadSettings
from flows.forgetting import forget
from flows.ingest.answer import Answer
from flows.ingest.archive import Archive
from flows.keys import content_hash, row_key
from flows.ledger import Book
from flows.rebuilding import rebuild, whole_version
from flows.records import Fetch
from flows.settings import Settings, load_settings
from flows.workbench import work
from tests import rows
from tests.ingest.feedtexts import page, rss, rss_item

NOW = datetime(2026, 1, 25, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
# Kept from the published tables; the rest is found again in texts and archive.
TABLES = ("articles", "article_revisions", "statements", "events", "actors", "places", "documents")
FEED = row_key("feed", "https://unlisted.example/feed.xml")
LINK = "https://unlisted.example/story"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a published warehouse of a few texts."""
    given = load_settings(warehouse=tmp_path_factory.mktemp("published"))
    with recording.recorded(given, now=NOW), work(given) as connection:
        rows.fill(connection, rows.corpus())
    publishing.publish(given, Book("first", NOW))
    return given.warehouse


@pytest.fixture
def settings(published: Path, tmp_path: Path) -> Settings:
    folder = shutil.copytree(published, tmp_path / "warehouse", symlinks=True)
    return load_settings(warehouse=folder)


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    work_file = paths.Warehouse(settings.warehouse).work
    with store.opened(work_file, read_only=True) as connection:
        return connection.execute(sql).fetchall()


def content(settings: Settings) -> dict[str, object]:
    return {name: ask(settings, f"from {name} order by all") for name in TABLES}


def answer(url: str, purpose: str, body: bytes, media_type: str, **more: object) -> Answer:
    """Return an answer that came well after the publication."""
    fetch = Fetch(
        url=url,
        purpose=purpose,
        source_id=FEED,
        started_at=LATER,
        seconds=0.1,
        outcome="ok",
        status=200,
        byte_count=len(body),
        final_url=url,
        body_hash=content_hash(body),
    )
    return Answer(fetch, (("Content-Type", media_type), ("ETag", '"7"')), body)


def archive_more(settings: Settings) -> None:
    """Archive a feed and its page, as a run does that is killed before it stores a row."""
    with Archive(paths.Warehouse(settings.warehouse).raw, now=LATER) as archive:
        told = rss([rss_item(LINK, "Bakers strike", published_at=NOW)])
        url = "https://unlisted.example/feed.xml"
        archive.write_response(answer(url, "feed", told, "application/rss+xml"))
        archive.write_response(answer(LINK, "page", page("Bakers strike. " * 40), "text/html"))


def test_a_damaged_database_is_made_anew(settings: Settings) -> None:
    warehouse, before = paths.Warehouse(settings.warehouse), content(settings)
    warehouse.work.write_bytes(b"\0" * 20_000)
    with (
        pytest.raises(BadDatabase, match="dateline rebuild"),
        recording.recorded(settings, now=LATER),
    ):
        pass
    told = rebuild(settings, now=LATER)
    assert "0 bodies" in told
    assert content(settings) == before
    (kept,) = warehouse.folder.glob("work.broken-*.duckdb")
    assert kept.read_bytes() == b"\0" * 20_000
    count = "select count(distinct article_id) from story_signatures"
    assert ask(settings, count) == ask(settings, "select count(*) from articles")
    with recording.recorded(settings, now=LATER):
        assert publishing.is_unpublished(settings)


def test_a_database_that_is_gone_is_not_started_anew(settings: Settings) -> None:
    paths.Warehouse(settings.warehouse).work.unlink()
    with (
        pytest.raises(BadDatabase, match="gone.*dateline rebuild"),
        recording.recorded(settings, now=LATER),
    ):
        pass


def test_what_the_archive_alone_has_waits_to_be_read(settings: Settings) -> None:
    archive_more(settings)
    paths.Warehouse(settings.warehouse).work.unlink()
    assert "1 bodies" in rebuild(settings, now=LATER)
    waiting = "select source_id, url, hint_title from documents where outcome = 'pending'"
    assert ask(settings, waiting) == [(FEED, LINK, "Bakers strike")]
    asked = f"select etag, check_count from pages where url = '{LINK}'"
    assert ask(settings, asked) == [('"7"', 1)]
    assert ask(settings, f"select kind, url from sources where source_id = '{FEED}'") == [
        ("feed", "https://unlisted.example/feed.xml")
    ]
    assert ask(settings, "select count(*) from sightings where source_id = '" + FEED + "'") == [
        (1,)
    ]


def test_what_was_taken_down_stays_down(settings: Settings) -> None:
    ((article_id,),) = ask(settings, "select min(article_id) from articles")
    forget(settings, str(article_id), reason="court order 7", now=NOW)
    warehouse = paths.Warehouse(settings.warehouse)
    stones = ask(settings, "from tombstones")
    warehouse.work.unlink()
    rebuild(settings, now=LATER)
    assert ask(settings, "from tombstones") == stones
    warehouse.tombstones.unlink()
    warehouse.work.unlink()
    rebuild(settings, now=LATER)
    assert ask(settings, "select tombstone_id from tombstones") == [(article_id,)]


def test_a_version_with_a_broken_file_is_passed_over(settings: Settings) -> None:
    marts = paths.Warehouse(settings.warehouse).marts
    with work(settings) as connection:
        connection.execute("update articles set word_count = word_count + 1")
    publishing.publish(settings, Book("second", LATER), is_full=True)
    newest = whole_version(marts)
    assert newest is not None
    assert newest.number == 2
    (newest.folder / "tables" / "articles").joinpath(
        next(iter(newest.manifest.tables["articles"].files))
    ).unlink()
    older = whole_version(marts)
    assert older is not None
    assert older.number == 1


def test_a_cut_file_is_published_again_whole(settings: Settings) -> None:
    warehouse = paths.Warehouse(settings.warehouse)
    before = whole_version(warehouse.marts)
    assert before is not None
    for path in sorted((before.folder / "tables").rglob("*.parquet")):
        path.unlink()
        path.write_bytes(b"PAR1")
    assert publishing.is_unpublished(settings)
    publishing.publish(settings, Book("second", LATER))
    after = whole_version(warehouse.marts)
    assert after is not None
    assert after.manifest.content() == before.manifest.content()
    assert not publishing.is_unpublished(settings)


def test_nothing_is_made_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="neither"):
        rebuild(load_settings(warehouse=tmp_path), now=NOW)
