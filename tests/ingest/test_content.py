"""Full-content feeds are used as they are, where the content is the article."""

from dataclasses import replace
from pathlib import Path

import pytest

from flows.ingest.archive import Archive
from flows.ingest.archived import read_body
from flows.ingest.content import has_whole_articles
from flows.ingest.duepages import due_pages
from flows.ingest.items import Feed, Item
from flows.ingest.opml import feed_source
from flows.ingest.poll import Harvest, poll_feeds
from flows.records import Source
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import rss, rss_item
from tests.servers import Route, serving

WHOLE = "<p>" + "The council met again on Monday to vote on the budget. " * 30 + "</p>"
TEASER = "<p>" + "The council met again on Monday to vote on the budget. " * 12 + "</p>"


def item(number: int, content: str) -> str:
    more = f"<content:encoded><![CDATA[{content}]]></content:encoded>"
    return rss_item(f"https://news.example/{number}", f"Title {number}", more=more)


def poll(
    raw: Path, source_content: str, contents: list[str], fetched: frozenset[str] = frozenset()
) -> tuple[Source, Harvest]:
    body = rss([item(number, content) for number, content in enumerate(contents)])
    with serving({"/rss": Route(body, "application/rss+xml")}) as server:
        source = replace(feed_source(server.url("/rss")), content=source_content)
        with Archive(raw, now=NOW) as archive:
            harvest = poll_feeds(
                [source],
                now=NOW,
                archive=archive,
                open_client=opener(server.allowed),
                fetched=fetched.intersection,
            )
        return source, harvest


@pytest.mark.parametrize(
    ("choice", "link", "taken"),
    [
        ("feed", "<link>https://news.example/1</link>", 1),
        ("auto", "", 1),
        ("page", "", 1),
        ("auto", "<link>https://news.example/1</link>", 0),
    ],
)
@pytest.mark.parametrize("title", ["T", "T&nbsp;"])  # the second is for the careful reader
def test_a_description_is_the_content_where_there_is_no_other(
    tmp_path: Path, choice: str, link: str, taken: int, title: str
) -> None:
    inner = f"<title>{title}</title><guid isPermaLink='false'>1</guid>{link}"
    item = f"<item>{inner}<description><![CDATA[{WHOLE}]]></description></item>"
    with serving({"/rss": Route(rss([item]), "application/rss+xml")}) as server:
        source = replace(feed_source(server.url("/rss")), content=choice)
        with Archive(tmp_path, now=NOW) as archive:
            opened = opener(server.allowed)
            harvest = poll_feeds([source], now=NOW, archive=archive, open_client=opened)
    bodies = [read_body(tmp_path, each.raw_ref).decode() for each in harvest.documents]
    assert bodies == [WHOLE] * taken
    assert {each.media_type for each in harvest.documents} <= {"text/html"}


@pytest.mark.parametrize(
    ("choice", "contents", "taken"),
    [
        ("auto", [WHOLE] * 4, 4),
        ("auto", [WHOLE, WHOLE, WHOLE, TEASER], 3),
        ("auto", [WHOLE, TEASER, TEASER, TEASER], 0),
        ("auto", [WHOLE.replace("</p>", "…</p>")] * 4, 0),
        ("feed", [TEASER] * 4, 4),
        ("page", [WHOLE] * 4, 0),
    ],
)
def test_content_is_the_article_where_it_is_whole_or_the_operator_says_so(
    tmp_path: Path, choice: str, contents: list[str], taken: int
) -> None:
    _, harvest = poll(tmp_path, choice, contents)
    assert len(harvest.documents) == len(harvest.pages) == taken
    for document in harvest.documents:
        assert read_body(tmp_path, document.raw_ref).decode() in contents
        assert document.hints.published_basis == "feed"
        assert document.hints.language == "en"
    known = {page.article_id: page for page in harvest.pages}
    due = due_pages(harvest.sightings, known, now=NOW)
    assert len(due) == len(contents) - taken


def test_a_changed_content_is_a_second_body_and_no_page(tmp_path: Path) -> None:
    _, first = poll(tmp_path, "feed", [WHOLE])
    _, second = poll(tmp_path, "feed", [WHOLE + "<p>Corrected.</p>"])
    assert first.documents[0].article_id == second.documents[0].article_id
    assert first.documents[0].document_id != second.documents[0].document_id
    known = {page.article_id: page for page in first.pages}
    assert due_pages(second.sightings, known, now=NOW) == []


def test_a_page_that_was_fetched_stays_the_article_s_body(tmp_path: Path) -> None:
    _, first = poll(tmp_path, "page", [WHOLE, WHOLE])
    fetched = frozenset({first.sightings[0].article_id})
    _, second = poll(tmp_path, "feed", [WHOLE, WHOLE], fetched)
    assert [each.article_id for each in second.documents] == [first.sightings[1].article_id]
    assert [each.article_id for each in second.pages] == [first.sightings[1].article_id]


def test_a_summary_that_repeats_the_content_is_no_sign_of_an_article() -> None:
    text = "Short words. " * 120
    whole = Item("1", "https://news.example/1", summary=text.strip(), content=f"<p>{text}</p>")
    cut = Item("2", "https://news.example/2", summary=text[:900], content=f"<p>{text}</p>")
    feed = Feed("News", None, "en", (whole,), "plain")
    assert has_whole_articles(feed)
    assert not has_whole_articles(replace(feed, items=(cut,)))
    assert not has_whole_articles(replace(feed, items=()))
