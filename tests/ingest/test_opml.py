"""Feeds come out of OPML and go back in; what is no OPML is named with its line."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows import paths
from flows.errors import BadDocument
from flows.ingest.opml import (
    add_to_opml,
    feed_source,
    merge_sources,
    read_opml,
    remove_from_opml,
    write_opml,
)
from tests.ingest.clients import NOW


def opml(folder: Path, outlines: str) -> Path:
    path = folder / "feeds.opml"
    path.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    return path


def test_feeds_are_found_at_every_depth_and_each_once(tmp_path: Path) -> None:
    path = opml(
        tmp_path,
        """<outline text="Group"><outline text="One" xmlUrl="https://a.example/rss"
        htmlUrl="https://a.example/"/><outline text="Sub"><outline title="Two"
        xmlUrl="https://b.example/atom?a=1&amp;b=2" content="feed"/></outline></outline>
        <outline text="One again" xmlUrl="https://a.example/rss"/>""",
    )
    sources, rejected = read_opml(path)
    assert rejected == []
    assert [(each.name, each.url, each.content) for each in sources] == [
        ("One", "https://a.example/rss", "auto"),
        ("Two", "https://b.example/atom?a=1&b=2", "feed"),
    ]
    assert sources[0].home_url == "https://a.example/"
    assert sources[0].source_id == feed_source("https://a.example/rss").source_id


def test_a_bad_outline_costs_that_feed_only(tmp_path: Path) -> None:
    path = opml(
        tmp_path,
        """<outline text="Bad" xmlUrl="ftp://a.example/"/>
        <outline text="Worse" xmlUrl="https://c.example/" content="everything"/>
        <outline text="Worst" xmlUrl="https://user:hunter2@d.example/rss"/>
        <outline text="Good" xmlUrl="https://b.example/rss"/>""",
    )
    sources, rejected = read_opml(path)
    assert [each.name for each in sources] == ["Good"]
    assert [each.reason for each in rejected] == ["bad_url", "bad_opml", "bad_url"]
    assert "password" in rejected[2].message and "hunter2" not in repr(rejected)
    assert "line 1" in rejected[0].message and "'ftp://a.example/'" in rejected[0].message
    assert "line 2" in rejected[1].message


LAUGHS = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>
<opml><body><outline text="&b;" xmlUrl="https://a.example/"/></body></opml>"""
OUTSIDE = """<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<opml><body><outline text="&x;" xmlUrl="https://a.example/"/></body></opml>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not XML"),
        (b"just text", "line 1: not XML"),
        (b"<opml>\n<body>\n<outline", "line 3: not XML"),
        (b"<rss><channel/></rss>", "line 1: XML but not OPML: <rss>"),
        (b"<html><body>Log in</body></html>", "XML but not OPML: <html>"),
        (b"\x00\x01\x02", "not XML"),
        (LAUGHS.encode(), "declares a DTD or entities"),
        (OUTSIDE.encode(), "declares a DTD or entities"),
        (OUTSIDE.encode("utf-16"), ""),
    ],
)
def test_what_is_no_opml_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_bytes(content)
    sources, (rejected,) = read_opml(path)
    assert sources == []
    assert rejected.item == "feeds.opml"
    assert rejected.message.startswith("feeds.opml: ")
    assert said in rejected.message
    assert "root:" not in rejected.message


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    sources, (rejected,) = read_opml(tmp_path / "feeds.opml")
    assert (sources, rejected.reason) == ([], "missing_file")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    sources = [
        replace(
            feed_source("https://a.example/?x=1&y=<2>", 'A "quoted" & <b>', "https://a.example/"),
            content="page",
        ),
        feed_source("https://b.example/rss", "Control \x00\x0b characters"),
    ]
    path = tmp_path / "out.opml"
    write_opml(sources, path)
    found, rejected = read_opml(path)
    assert rejected == []
    assert found[0] == sources[0]
    assert found[1].url == sources[1].url
    assert found[1].name == "Control  characters"
    assert list(tmp_path.iterdir()) == [path]


def test_a_feed_is_added_and_removed_and_all_else_stays(tmp_path: Path) -> None:
    path = opml(
        tmp_path,
        """<!-- mine --><outline text="Group"><outline text="One"
        xmlUrl="https://a.example/rss" custom="kept"/></outline>""",
    )
    new = feed_source("https://b.example/rss", "Two")
    assert add_to_opml(path, new)
    assert not add_to_opml(path, new)
    assert [each.url for each in read_opml(path)[0]] == ["https://a.example/rss", new.url]
    assert remove_from_opml(path, new.url or "")
    assert not remove_from_opml(path, new.url or "")
    assert [each.name for each in read_opml(path)[0]] == ["One"]
    written = path.read_text()
    assert "<!-- mine -->" in written and 'custom="kept"' in written and "Group" in written


def test_nothing_is_added_to_what_is_no_opml(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text("precious notes")
    with pytest.raises(BadDocument, match="not XML"):
        add_to_opml(path, feed_source("https://b.example/rss"))
    assert path.read_text() == "precious notes"


def test_the_list_names_and_the_state_remembers() -> None:
    listed = feed_source("https://a.example/rss", "New name")
    state = replace(
        listed,
        name="Old name",
        etag='"1"',
        failure_count=2,
        last_polled_at=NOW,
        url="https://moved.example/rss",
    )
    new = feed_source("https://b.example/rss")
    gone = feed_source("https://c.example/rss")
    merged = merge_sources([listed, new], [state, gone])
    assert merged == [replace(state, name="New name"), new]


def test_the_project_s_own_feeds_are_read() -> None:
    sources, rejected = read_opml(paths.SEEDS / "feeds.opml")
    assert rejected == []
    assert 12 <= len(sources) <= 20
    assert all(each.url and each.url.startswith("https://") for each in sources)


def test_what_other_readers_write_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(
        '\n\n<?xml version="1.0"?><opml version="1.0"><body><outline text="all"><outline text="in">'
        '<outline title="A" xmlurl="feed://a.example/rss"/></outline></outline>'
        '<outline title="B" XMLURL="feed:https://b.example/rss"/></body></opml>',
        encoding="utf-8",
    )
    sources, rejected = read_opml(path)
    assert [source.url for source in sources] == ["http://a.example/rss", "https://b.example/rss"]
    assert rejected == []
    assert remove_from_opml(path, "http://a.example/rss")
    assert [source.url for source in read_opml(path)[0]] == ["https://b.example/rss"]


@pytest.mark.parametrize(
    "written",
    [
        '<opml xmlns="http://opml.org/spec2"><body><outline text="A" xmlUrl="{}" content="page"/>'
        "</body></opml>",
        '<o:opml xmlns:o="urn:opml"><o:body><o:outline o:text="A" o:xmlUrl="{}" o:content="page"/>'
        "</o:body></o:opml>",
        '<OPML VERSION="1.0"><BODY><OUTLINE TEXT="A" XMLURL="{}" CONTENT="PAGE"/></BODY></OPML>',
        '<Opml><Body><!-- mine --><Outline Title="A" xmlurl="{}" Content="page"/></Body></Opml>',
        '<opml xmlns:x="urn:x"><head/><body><outline text="A" xmlUrl="{}" content="page"/></body>'
        "</opml>",
    ],
)
def test_names_count_whatever_their_case_and_namespace(tmp_path: Path, written: str) -> None:
    path, new = tmp_path / "feeds.opml", feed_source("https://b.example/rss", "B")
    path.write_text(written.format("https://a.example/rss"), encoding="utf-8")
    (source,), rejected = read_opml(path)
    assert rejected == []
    assert (source.name, source.url, source.content) == ("A", "https://a.example/rss", "page")
    assert add_to_opml(path, new) and not add_to_opml(path, source)
    assert [each.url for each in read_opml(path)[0]] == ["https://a.example/rss", new.url]
    assert remove_from_opml(path, "https://a.example/rss")
    assert [each.name for each in read_opml(path)[0]] == ["B"]
