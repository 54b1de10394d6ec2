"""What holds some words is found, in an index that follows the database."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from flows import store
from flows.publish.search import build_index, excerpt, search


@pytest.fixture
def here(news: Path, tmp_path: Path) -> Path:
    """Return a copy of the readers' folder that a test may change."""
    return Path(shutil.copytree(news.parent, tmp_path / "news", symlinks=True)) / news.name


def test_the_best_comes_first_and_what_has_all_words_keeps_out_what_has_some(
    here: Path, tmp_path: Path
) -> None:
    found = search(here, tmp_path / "index", "Lerano shelled")
    assert found.columns == [
        "kind", "score", "published", "outlet", "heading", "words", "article_id", "url",
    ]  # fmt: skip
    assert set(found["kind"]) <= {"article", "statement"} and len(found)
    assert found["score"].to_list() == sorted(found["score"], reverse=True)
    assert all("Lerano" in words for words in found["words"])
    some = search(here, tmp_path / "index", "Lerano zzyzx")
    assert len(some) >= len(found)
    assert len(search(here, tmp_path / "index", "zzyzx")) == 0
    assert len(search(here, tmp_path / "index", "Lerano", limit=1)) == 1


def test_words_are_found_by_their_stems_and_without_their_accents(
    here: Path, tmp_path: Path
) -> None:
    def keys(words: str) -> set[str]:
        return set(search(here, tmp_path / "index", words)["article_id"])

    assert keys("shells") == keys("shelled") == keys("SHELLING") != set()
    assert keys("cafe") == keys("café") != set()


def test_the_index_is_made_once_and_again_for_another_database(here: Path, tmp_path: Path) -> None:
    index = tmp_path / "it's an index"
    search(here, index, "Lerano")
    first = index.stat().st_ino
    search(here, index, "Lerano")
    assert index.stat().st_ino == first
    os.utime(here, ns=(1, 1))
    search(here, index, "Lerano")
    assert index.stat().st_ino != first
    assert [path.name for path in tmp_path.iterdir() if "building" in path.name] == []


def test_who_may_only_read_searches_all_the_same(
    here: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = search(here, tmp_path / "index", "Lerano")
    assert not caplog.messages
    unkept = search(here, Path("/sys/search.duckdb"), "Lerano")  # where not even root may write
    assert unkept.equals(kept) and len(kept)
    (told,) = caplog.messages
    assert told.startswith("/sys: no index can be kept there")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "news"]


def test_an_index_that_cannot_be_made_leaves_nothing_behind(here: Path, tmp_path: Path) -> None:
    with store.opened(tmp_path / "empty.duckdb") as connection:
        connection.execute("create table other as select 1 as a")
    with pytest.raises(Exception, match=r"marts"):
        build_index(tmp_path / "empty.duckdb", tmp_path / "index")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.duckdb", "news"]


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("A short text.", ["short"], "A short text."),
        ("A short text.", ["nowhere"], "A short text."),
        ("a\n\nb  c", ["c"], "a b c"),
        ("x" * 100 + " Storm " + "y" * 100, ["storm"], f"… {'x' * 69} Storm {'y' * 64} …"),
        ("Storm " + "y" * 100, ["storm"], f"Storm {'y' * 64} …"),
        ("x" * 100 + " Storm", ["storm", "x"], f"{'x' * 70} …"),
    ],
)
def test_an_excerpt_shows_the_first_word_found_and_what_stands_around_it(
    text: str, wanted: list[str], shown: str
) -> None:
    assert excerpt(text, wanted) == shown
