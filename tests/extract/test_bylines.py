"""Who wrote it: people as the page names them, nobody where it names none."""

import pytest
from lxml.html import document_fromstring

from flows.extract.bylines import choose_authors, people_among
from flows.extract.structured import read_markup
from flows.extract.titles import site_names

URL = "https://www.norrvikcourier.example/world/storm"


def authors_of(head: str = "", body: str = "") -> list[str]:
    root = document_fromstring(
        f"<html><head><meta property='og:site_name' content='The Norrvik Courier'>{head}</head>"
        f"<body><h1>Storm</h1>{body}<p>Text.</p></body></html>"
    )
    markup = read_markup(root, URL)
    return list(choose_authors(root, markup, (*markup.agencies, *site_names(markup, URL))))


def meta(content: str) -> str:
    return f'<meta name="author" content="{content}">'


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Ada Holm", ["Ada Holm"]),
        ("By Ada Holm", ["Ada Holm"]),
        ("BY ADA HOLM AND JON REHN", ["ADA HOLM", "JON REHN"]),
        ("By Ada Holm, Jon Rehn and Mia Lund", ["Ada Holm", "Jon Rehn", "Mia Lund"]),
        ("Ada Holm, Political Editor", ["Ada Holm"]),
        ("By Ada Holm in Elva and Jon Rehn in Sund", ["Ada Holm", "Jon Rehn"]),
        ("Ada Holm | Reuters", ["Ada Holm"]),
        ("By ADA HOLM Associated Press", ["ADA HOLM"]),
        ("Ada Holm for The Norrvik Courier", ["Ada Holm"]),
        ("Analysis by Ada Holm", ["Ada Holm"]),
        ("Von Karin Böhm und Uwe Ott", ["Karin Böhm", "Uwe Ott"]),
        ("Von Karin Böhm, Berlin", ["Karin Böhm"]),
        ("Par Solène Le Guellec et Yann Tanguy", ["Solène Le Guellec", "Yann Tanguy"]),
        ("Por María José de la Cruz y Luz Peña", ["María José de la Cruz", "Luz Peña"]),
        ("Автор: Алина Корчагина", ["Алина Корчагина"]),
        ("بقلم ليلى الحمداني", ["ليلى الحمداني"]),
        ("記者：小野寺遥、三枝みのり", ["小野寺遥", "三枝みのり"]),
        ("文/周若岚", ["周若岚"]),
        ("Mary-Anne O’Neil", ["Mary-Anne O’Neil"]),
        ("Ludwig van der Meer", ["Ludwig van der Meer"]),
        ("Dr. Ngozi Eze", ["Dr. Ngozi Eze"]),
        ("J. R. Holm", ["J. R. Holm"]),
    ],
)
def test_names_are_read_out_of_bylines(byline: str, expected: list[str]) -> None:
    assert authors_of(meta(byline)) == expected


@pytest.mark.parametrize(
    "byline",
    [
        "The Norrvik Courier", "Courier Staff", "Reuters", "AFP", "Agence France-Presse",
        "Staff Reporter", "News Desk", "admin", "https://x.example/norrvik", "@adaholm", "AP/dpa",
        "Redaktion", "La Rédaction", "Редакция", "norrvikcourier", "Our Correspondent", "12345",
        "Published by the harbour and its friends in town", "编辑部", "",
    ],
)  # fmt: skip
def test_nobody_is_invented(byline: str) -> None:
    assert authors_of(meta(byline)) == []


def test_organisations_of_the_structured_data_are_no_people() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Storm", "author": [{"@type": "Organization", "name":'
        ' "Sund Weather"}, {"@type": "Person", "name": "Ada"}]}'
    )
    assert authors_of(f'<script type="application/ld+json">{data}</script>') == ["Ada"]


def test_visible_byline_is_asked_last() -> None:
    byline = '<div class="byline">By <a href="/a">Ada Holm</a><span>Tuesday</span></div>'
    assert authors_of(body=byline) == ["Ada Holm"]
    assert authors_of(meta("Jon Rehn"), byline) == ["Jon Rehn"]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="comments"><b class="author">Ada Holm</b></div>',
        '<aside><span class="byline">By Ada Holm</span></aside>',
        '<ul class="related-stories"><li><span class="author">Ada Holm</span></li></ul>',
        '<footer><p class="author">Ada Holm</p></footer>',
        f'<div class="author-bio">{"Ada Holm has covered the harbour for years. " * 6}</div>',
        '<p class="lead">Ada Holm, who lost her boat, said so.</p>',
    ],
)
def test_names_around_the_article_are_not_its_authors(body: str) -> None:
    assert authors_of(body=body) == []


def test_what_a_feed_gives_for_authors_is_read_as_a_byline() -> None:
    written = ("By Jane Doe and Tim Roe", "Reuters", "admin", "Staff Reporter", "Ann Lee (Oslo)")
    assert people_among(written) == ("Jane Doe", "Tim Roe", "Ann Lee")
