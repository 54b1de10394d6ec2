"""Which of a page's many titles is the article's headline."""

import pytest
from lxml.html import document_fromstring

from flows.extract.structured import read_markup
from flows.extract.titles import choose_title

URL = "https://www.norrvikcourier.example/world/storm"


def title_of(head: str, body: str = "<p>Text.</p>", url: str = URL) -> str | None:
    root = document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return choose_title(root, read_markup(root, url), url)


SITE = '<meta property="og:site_name" content="The Norrvik Courier">'
HEADLINE = "Storm shuts harbour for a second day"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # suffixes and prefixes of the site and its sections
        (f"<title>{HEADLINE} - The Norrvik Courier</title>{SITE}", "", HEADLINE),
        (f"<title>The Norrvik Courier: {HEADLINE}</title>{SITE}", "", HEADLINE),
        (f"<title>{HEADLINE} | World | The Norrvik Courier</title>", "", HEADLINE),
        (f"<title>{HEADLINE} — norrvikcourier.example</title>", "", HEADLINE),
        (f"<title>{HEADLINE} - Norrvik Courier Online</title>{SITE}", "", HEADLINE),
        (f"<title>World | {HEADLINE}</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE}｜白波新聞</title>", "", HEADLINE),
        (
            f'<meta property="og:title" content="World - {HEADLINE}">'
            '<meta property="article:section" content="World">',
            "",
            HEADLINE,
        ),
        # what is said differently in different places
        (
            f'<meta property="og:title" content="Norrvik harbour shut by storm again">{SITE}',
            "<h1>Storm shuts Norrvik harbour for a second day</h1>",
            "Storm shuts Norrvik harbour for a second day",
        ),
        (
            f'<meta property="og:title" content="{HEADLINE}">',
            f"<h1><span>World</span> {HEADLINE}</h1>",
            HEADLINE,
        ),
        (
            f'<meta property="og:title" content="{HEADLINE}">{SITE}',
            "<h1>The Norrvik Courier</h1><h2>Something else</h2>",
            HEADLINE,
        ),
        (
            f'<meta property="og:title" content="{HEADLINE}">',
            f"<h1>Subscribe now</h1><main><h1>{HEADLINE}</h1></main>",
            HEADLINE,
        ),
        ("<title>x</title>", f"<h1>{HEADLINE}</h1>", "x"),
        (
            '<meta property="og:title" content="‘Norrvik’, the film, wins in Norway">',
            "<h1>‘<em>Norrvik</em>’, the film, wins in <b>Nor</b>way</h1>",
            "‘Norrvik’, the film, wins in Norway",
        ),
        (
            "",
            f"<h1><div>World</div>{HEADLINE}<br>in <i>Norrvik</i>.</h1>",
            f"World {HEADLINE} in Norrvik.",
        ),
        # what belongs to the headline
        ("<title>Norrvik: storm shuts harbour</title>", "", "Norrvik: storm shuts harbour"),
        (
            "<title>Mayor resigns – and then returns</title>",
            "",
            "Mayor resigns – and then returns",
        ),
        (
            f"<title>Norrvik Courier sues the harbour - The Norrvik Courier</title>{SITE}",
            "",
            "Norrvik Courier sues the harbour",
        ),
        (
            '<meta property="og:title" content="Q&amp;amp;A: What the storm did">',
            "",
            "Q&A: What the storm did",
        ),
        (
            "<title>Live: storm in Norrvik | The Norrvik Courier</title>",
            "<h1>Live: storm in Norrvik</h1>",
            "Live: storm in Norrvik",
        ),
        ("", "", None),
    ],
)
def test_headline_is_told_from_what_stands_around_it(head: str, body: str, expected: str) -> None:
    assert title_of(head, body or "<p>Text.</p>") == expected


def test_structured_headline_gives_way_to_the_visible_one_in_other_words() -> None:
    data = '{"@type": "NewsArticle", "headline": "Norrvik storm: harbour shut, ferries stopped"}'
    head = f'<script type="application/ld+json">{data}</script>'
    heading = "Storm: harbour shut and all ferries stopped in Norrvik"
    assert title_of(head, f"<h1>{heading}</h1>") == heading


def test_structured_headline_stands_where_the_heading_is_another_thing() -> None:
    data = f'{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert title_of(head, "<h1>Breaking news and weather</h1>") == HEADLINE
