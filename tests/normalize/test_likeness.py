"""Stories are the same whatever becomes of the blocks that find them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from flows import paths, store
from flows.keys import row_key
from flows.normalize import changes, likeness, models
from tests.benchmarks.copies import Written, write_articles
from tests.benchmarks.test_grouping import NOW, article

Rows = list[tuple[object, ...]]
WRITTEN = write_articles(90, seed=5)
LINKS = "from story_links order by all"
STORIES = "select article_id, story_id, is_duplicate from articles order by all"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "work.duckdb"


@pytest.fixture
def connection(database: Path) -> Iterator[store.Connection]:
    with store.opened(database, threads=1) as connection:
        store.create_tables(connection)
        yield connection


def load(connection: store.Connection, numbers: range) -> None:
    models.stage_articles(connection, [article(n, WRITTEN[n]) for n in numbers], now=NOW)
    models.stage_annotations(connection, [], now=NOW)
    models.accept(connection)


def content(connection: store.Connection) -> tuple[Rows, Rows]:
    return connection.execute(LINKS).fetchall(), connection.execute(STORIES).fetchall()


@pytest.fixture(scope="module")
def expected() -> tuple[Rows, Rows]:
    """Return links and stories of all articles taken in at once, in memory."""
    with store.opened(Path(":memory:"), threads=1) as connection:
        store.create_tables(connection)
        load(connection, range(90))
        links, stories = content(connection)
        assert len(links) > 20
        return links, stories


def names(database: Path) -> set[str]:
    return {path.name for path in paths.blocks_of(database).iterdir()}


def kept(connection: store.Connection) -> dict[str, int]:
    asked = "select block_id, article_count from story_blocks"
    return dict(connection.execute(asked).fetchall())


@pytest.mark.parametrize("sizes", [[90], [30] * 3, [40, 1, 1, 7, 41], [2] * 5 + [80]])
def test_batches_of_any_size_give_the_same_stories(
    connection: store.Connection, database: Path, expected: tuple[Rows, Rows], sizes: list[int]
) -> None:
    for start, size in zip(accumulate([0, *sizes]), sizes, strict=False):
        load(connection, range(start, start + size))
    assert content(connection) == expected
    assert sum(kept(connection).values()) == 90
    assert len(kept(connection)) <= 4
    assert set(kept(connection)) <= names(database)


@pytest.mark.parametrize("most", [1, 25])
def test_blocks_are_not_made_larger_than_may_be(
    connection: store.Connection,
    expected: tuple[Rows, Rows],
    monkeypatch: pytest.MonkeyPatch,
    most: int,
) -> None:
    monkeypatch.setattr(likeness, "MOST", most)
    for start in range(0, 90, 30):
        load(connection, range(start, start + 30))
    assert content(connection) == expected
    assert max(kept(connection).values()) <= most


@pytest.mark.parametrize("damage", ["gone", "cut", "rows", "all"])
def test_lost_blocks_are_made_anew(
    connection: store.Connection, database: Path, expected: tuple[Rows, Rows], damage: str
) -> None:
    for part in (range(50), range(50, 70), range(70, 80)):
        load(connection, part)
    blocks = sorted(paths.blocks_of(database).iterdir())
    if damage == "gone":
        blocks[0].unlink()
    elif damage == "cut":
        blocks[0].write_bytes(blocks[0].read_bytes()[:-1])
    elif damage == "rows":
        connection.execute("delete from story_blocks")
    else:
        for block in blocks:
            block.unlink()
    load(connection, range(80, 90))
    assert content(connection) == expected
    assert sum(kept(connection).values()) == 90


def test_what_is_undone_is_not_found(
    connection: store.Connection, expected: tuple[Rows, Rows]
) -> None:
    load(connection, range(40))
    models.stage_articles(connection, [article(n, WRITTEN[n]) for n in range(40, 90)], now=NOW)
    models.stage_annotations(connection, [], now=NOW)
    connection.begin()
    likeness.keep_blocks(connection)
    connection.rollback()
    load(connection, range(40, 60))
    load(connection, range(60, 90))
    assert content(connection) == expected


def test_files_that_no_row_speaks_of_go(connection: store.Connection, database: Path) -> None:
    for start in range(0, 40, 10):
        load(connection, range(start, start + 10))
        (paths.blocks_of(database) / "left.part").write_bytes(b"half")
    load(connection, range(40, 41))
    before = set(kept(connection))
    load(connection, range(41, 42))
    assert names(database) == before | set(kept(connection))


def test_a_text_that_changed_is_not_found_by_its_old_one(
    connection: store.Connection, database: Path
) -> None:
    story = "The council of Norvik rejected a bid for the harbour after three hours of debate. " * 6
    copy, other = Written(0, "x", story), Written(1, "y", "Votes. " * 80)
    load_one(connection, 1, copy, NOW)
    load_one(connection, 1, other, NOW + timedelta(hours=1))
    load_one(connection, 2, copy, NOW)
    assert content(connection)[0] == []
    load_one(connection, 1, copy, NOW + timedelta(hours=2))
    assert len(content(connection)[0]) == 1
    assert sum(kept(connection).values()) == 4  # the old text is in a block, and not believed
    assert connection.execute("select count(*) from story_signatures").fetchall() == [(2,)]


def load_one(connection: store.Connection, number: int, text: Written, at: datetime) -> None:
    made = article(number, text)
    made = replace(
        made,
        document_id=row_key("document", number, at),
        fetched_at=at,
        published_at=NOW,
    )
    models.stage_articles(connection, [made], now=NOW)
    models.stage_annotations(connection, [], now=NOW)
    models.accept(connection)


def test_a_forgotten_text_leaves_the_blocks(connection: store.Connection, database: Path) -> None:
    load(connection, range(40))
    load(connection, range(40, 43))
    gone = row_key("article", 7)
    connection.execute(f"create temp table forgotten as select '{gone}' as article_id")
    with changes.noted(connection, "accepted"):
        likeness.forget_texts(connection)
    assert sum(kept(connection).values()) == 42
    assert names(database) == set(kept(connection))
    folder = paths.blocks_of(database)
    assert not any(gone.encode() in path.read_bytes() for path in folder.iterdir())
    assert any(row_key("article", 8).encode() in path.read_bytes() for path in folder.iterdir())


def test_a_database_of_before_blocks_finds_what_it_has(
    connection: store.Connection, expected: tuple[Rows, Rows]
) -> None:
    load(connection, range(40))
    connection.execute("delete from story_blocks")
    connection.execute("create table story_bands (band ubigint, article_id varchar, seen_on date)")
    connection.execute("alter table story_signatures add column sketch varchar")
    (path,) = (paths.SQL / "migrations").glob("*_blocks.sql")
    store.run_file(connection, path)
    load(connection, range(40, 90))
    assert content(connection) == expected
