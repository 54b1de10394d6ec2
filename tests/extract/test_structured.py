"""What pages state in JSON-LD, microdata and meta elements, well formed or not."""

import json
from typing import Any

import pytest
from lxml.html import document_fromstring

from flows.extract.structured import Author, Markup, read_markup

URL = "https://www.norrvikcourier.example/world/storm?utm_source=x"


def markup_of(head: str = "", body: str = "<p>x</p>", url: str | None = URL) -> Markup:
    return read_markup(document_fromstring(f"<html><head>{head}</head>{body}</html>"), url)


def ld(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "Storm shuts harbour", "author": "Ada Holm"}


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [{"@type": "BreadcrumbList"}, ARTICLE],
        {"@graph": [{"@type": "WebPage"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {**ARTICLE, "@type": ["Thing", "ReportageNewsArticle"]},
        {**ARTICLE, "@type": "https://schema.org/NewsArticle"},
        {**ARTICLE, "author": {"name": ["Ada Holm"]}},
        {**ARTICLE, "author": [{"name": "Ada Holm"}]},
        {**ARTICLE, "author": None, "creator": ["Ada Holm"]},
        json.dumps(ARTICLE) + ";",
        "<!-- " + json.dumps(ARTICLE) + " -->",
        "//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>",
        json.dumps(ARTICLE)[:-1] + ",}",
        json.dumps(ARTICLE).replace("Storm ", "Storm\t"),
    ],
)
def test_article_is_found_wherever_the_data_hold_it(value: Any) -> None:
    markup = markup_of(ld(value))
    assert markup.has_article
    assert markup.headlines == ("Storm shuts harbour",)
    assert [author.name for author in markup.authors] == ["Ada Holm"]


def test_article_of_this_address_is_chosen_among_several() -> None:
    other = {**ARTICLE, "headline": "Another story", "url": "https://norrvikcourier.example/other"}
    own = {**ARTICLE, "mainEntityOfPage": {"@id": "http://norrvikcourier.example/world/storm/"}}
    assert markup_of(ld([other, own])).headlines == ("Storm shuts harbour",)


def test_article_is_chosen_by_the_parameters_of_its_address() -> None:
    site = "https://norrvikcourier.example/article.php"
    other = {**ARTICLE, "headline": "Another story", "url": f"{site}?id=1"}
    own = {**ARTICLE, "url": f"{site}?id=2"}
    markup = markup_of(ld([other, own]), url=f"{site}?id=2#top")
    assert markup.headlines == ("Storm shuts harbour",)


def test_lists_of_other_articles_are_not_this_one() -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": ARTICLE}]}
    markup = markup_of(ld(listed))
    assert not markup.has_article
    assert markup.kinds == {"index"}


@pytest.mark.parametrize(
    "value",
    [
        "{broken",
        "null",
        "17",
        "[[[[[[[[[]]]]]]]]]",
        "[" * 5000,
        {"@type": 7, "headline": {"a": 1}, "author": 5},
        {"@type": "NewsArticle", "headline": ["a", 1, None], "author": [1, [], {"name": 3}]},
        {"@type": ["NewsArticle", None], "mainEntityOfPage": ["x"], "wordCount": {}, "url": []},
        {"@type": "NewsArticle", "isAccessibleForFree": {}, "hasPart": [1, {"cssSelector": 3}]},
        {"@graph": {"@graph": {"@graph": {}}}},
    ],
)
def test_strange_data_break_nothing(value: Any) -> None:
    markup = markup_of(ld(value))
    assert all(isinstance(author, Author) for author in markup.authors)


@pytest.mark.parametrize(
    ("given", "is_free"),
    [
        (False, False), ("False", False), ("http://schema.org/False", False), ("no", False),
        (True, True), ("true", True), (None, None),
    ],
)  # fmt: skip
def test_free_pages_are_told_from_closed_ones(given: object, is_free: bool | None) -> None:
    assert markup_of(ld({**ARTICLE, "isAccessibleForFree": given})).is_free is is_free


def test_microdata_keep_to_their_own_scope() -> None:
    body = """<div itemscope itemtype="http://schema.org/NewsArticle">
      <h1 itemprop="headline">Storm shuts harbour</h1>
      <span itemprop="author" itemscope itemtype="http://schema.org/Person">
        <b itemprop="name">Ada Holm</b> <i itemprop="jobTitle">Reporter</i></span>
      <meta itemprop="datePublished" content="2026-03-10">
      <div itemprop="comment" itemscope itemtype="http://schema.org/Comment">
        <b itemprop="author">Random Reader</b><time itemprop="dateModified">2026-03-11</time>
      </div></div>"""
    markup = markup_of(body=body)
    assert markup.authors == (Author("Ada Holm", "Person"),)
    assert markup.published[0] == "2026-03-10"
    assert markup.modified == ()


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        (
            "https://norrvikcourier.example/world/storm",
            "https://norrvikcourier.example/world/storm",
        ),
        ("/world/storm", "https://www.norrvikcourier.example/world/storm"),
        ("https://elsewhere.example/world/storm", None),
        ("javascript:alert(1)", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_canonical_address_is_believed_on_its_own_host(href: str, expected: str | None) -> None:
    found = markup_of(f'<link rel="canonical" href="{href}">').canonical_url
    assert found == expected


def test_entities_and_invisible_signs_are_cleaned() -> None:
    head = '<meta property="og:title" content="Q&amp;amp;A:\u200b the\u00ad  storm&#8217;s cost">'
    assert markup_of(head).titles == ("Q&A: the storm’s cost",)
