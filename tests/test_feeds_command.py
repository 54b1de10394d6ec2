"""The list of feeds is kept at the command line: found, added, judged, moved and taken away."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from flows.errors import BadDocument, BadSettings
from flows.feeds_command import feeds
from flows.health import judge_source, write_health
from flows.ingest.opml import feed_source, read_opml
from flows.paths import Warehouse
from tests.ingest.feedtexts import rss
from tests.servers import Route, serving

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    monkeypatch.setenv("DATELINE_SEEDS", str(tmp_path / "seeds"))
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.setenv("DATELINE_ALLOW_NETWORKS", "127.0.0.0/8")
    return tmp_path


def dateline_feeds(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(feeds, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == code, done.output
    return done.output


def listed(folder: Path) -> dict[str | None, str]:
    sources, _ = read_opml(folder / "seeds" / "feeds.opml")
    return {source.url: source.name for source in sources}


def test_a_site_s_address_is_enough(folder: Path) -> None:
    home = b'<link rel="alternate" type="application/rss+xml" href="/news.xml">'
    routes = {"/": Route(home), "/news.xml": Route(rss([]), "application/rss+xml")}
    with serving(routes) as server:
        address = server.url("/news.xml")
        assert f"added: {address}" in dateline_feeds("add", server.url("/"))
        assert "already" in dateline_feeds("add", address, "--name", "Another name")
        assert listed(folder) == {address: "Example News"}
        assert list((folder / "warehouse" / "raw").glob("*.warc.gz"))
    with pytest.raises(BadDocument, match=address):
        dateline_feeds("add", address)


def test_an_empty_list_says_how_to_fill_it(folder: Path) -> None:
    assert "no feed is listed; dateline feeds add" in dateline_feeds("list")


def test_what_is_one_s_own_is_refused_with_the_setting_that_lets_it_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_ALLOW_NETWORKS")
    with pytest.raises(BadDocument, match="DATELINE_ALLOW_NETWORKS=127.0.0.1:8123"):
        dateline_feeds("add", "http://127.0.0.1:8123/rss")


def test_an_address_may_be_taken_unseen_with_name_and_content(folder: Path) -> None:
    address = "https://news.example/rss"
    dateline_feeds("add", address, "--unseen", "--name", "News", "--content", "feed")
    (source,), _ = read_opml(folder / "seeds" / "feeds.opml")
    assert (source.url, source.name, source.content) == (address, "News", "feed")
    with pytest.raises(BadSettings, match="'pages'.*auto"):
        dateline_feeds("add", address, "--content", "pages")


def test_the_list_shows_how_each_feed_is_doing(folder: Path) -> None:
    for name in ("a", "b"):
        dateline_feeds("add", f"https://{name}.example/rss", "--unseen")
    assert dateline_feeds("list").count("new     https://") == 2
    moved = feed_source("https://a.example/rss")
    write_health(Warehouse(folder / "warehouse"), [judge_source(moved, now=NOW)])
    rows = json.loads(dateline_feeds("list", "--json"))
    assert [(row["url"], row["state"]) for row in rows] == [
        ("https://a.example/rss", "new"),
        ("https://b.example/rss", "new"),
    ]


def test_lists_are_exchanged_with_other_readers(folder: Path) -> None:
    theirs = folder / "theirs.opml"
    theirs.write_text(
        '<opml version="1.0"><body><outline text="World">'
        '<outline text="A" xmlUrl="https://a.example/rss"/>'
        '<outline text="B" xmlUrl="ftp://b.example/rss"/></outline></body></opml>'
    )
    dateline_feeds("add", "https://c.example/rss", "--unseen")
    assert "1 feeds added, 0 stood" in dateline_feeds("import", str(theirs), code=1)
    assert "0 feeds added, 1 stood" in dateline_feeds("import", str(theirs), code=1)
    assert set(listed(folder)) == {"https://a.example/rss", "https://c.example/rss"}
    dateline_feeds("export", str(folder / "ours.opml"))
    ours, _ = read_opml(folder / "ours.opml")
    assert {source.url for source in ours} == {"https://a.example/rss", "https://c.example/rss"}


def test_a_feed_that_has_moved_is_exported_and_removed_where_it_is_found_now(folder: Path) -> None:
    old, new = "https://a.example/rss", "https://moved.example/rss"
    dateline_feeds("add", old, "--unseen", "--name", "A", "--content", "page")
    moved = replace(feed_source(old, "A"), url=new, last_polled_at=NOW, last_success_at=NOW)
    write_health(Warehouse(folder / "warehouse"), [judge_source(moved, now=NOW)])
    dateline_feeds("export", str(folder / "ours.opml"))
    (source,), _ = read_opml(folder / "ours.opml")
    assert (source.url, source.name, source.content) == (new, "A", "page")
    assert new in dateline_feeds("list")
    dateline_feeds("remove", new)
    assert listed(folder) == {}


def test_a_feed_is_removed_by_address_or_name_and_never_by_guess(folder: Path) -> None:
    for name in ("a", "b"):
        dateline_feeds("add", f"https://{name}.example/rss", "--unseen", "--name", name.upper())
    with pytest.raises(BadSettings, match="none in the list"):
        dateline_feeds("remove", "https://c.example/rss")
    assert "removed: https://b.example/rss" in dateline_feeds("remove", "B")
    assert set(listed(folder)) == {"https://a.example/rss"}


@pytest.mark.parametrize("words", [["list"], ["export"], ["remove", "A"], ["add", "--unseen"]])
def test_a_broken_list_is_not_taken_for_an_empty_one(folder: Path, words: list[str]) -> None:
    kept, broken = folder / "kept.opml", folder / "seeds" / "feeds.opml"
    dateline_feeds("add", "https://a.example/rss", "--unseen", "--name", "A")
    dateline_feeds("export", str(kept))
    broken.write_text(f"{broken.read_text()}<")
    given = {"export": [str(kept)], "add": ["https://b.example/rss"]}.get(words[0], [])
    with pytest.raises((BadSettings, BadDocument), match="feeds.opml: line 10: not XML"):
        dateline_feeds(*words, *given)
    assert [source.name for source in read_opml(kept)[0]] == ["A"]


@pytest.mark.parametrize("name", ["list", "add", "remove", "import", "export"])
def test_every_command_has_help_an_example_and_few_options(name: str) -> None:
    command = typer.main.get_command(feeds).commands[name]  # type: ignore[attr-defined]
    assert command.help
    assert command.epilog.startswith("Example: dateline feeds ")
    assert len([each for each in command.params if each.param_type_name == "option"]) <= 5
