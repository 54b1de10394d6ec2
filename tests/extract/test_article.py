"""What becomes of each kind of document: pages as pairs, plain text, Markdown, and no article."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import BadDocument
from flows.extract.article import extract_page
from flows.keys import content_hash
from flows.records import Article, Document, Hints

PAGES = Path(__file__).parent / "pages"
PAIRS = sorted(path.stem for path in PAGES.glob("*.json"))
FETCHED = datetime(2026, 3, 20, 12, tzinfo=UTC)

PARAGRAPH = (
    "The harbour of Norrvik was closed for a second day after the storm tore two cranes from their"
    " rails and sank a pilot boat beside the eastern quay, the port authority said."
)
STORY = [f"{PARAGRAPH} Report {number}." for number in ("one", "two", "three", "four")]


def document(media_type: str = "text/html", *, hints: Hints | None = None) -> Document:
    return Document(
        document_id="d1",
        article_id="a1",
        source_id="s1",
        name="https://news.example/story",
        url="https://news.example/story",
        canonical_url=None,
        media_type=media_type,
        body_hash="",
        byte_count=0,
        fetched_at=FETCHED,
        raw_ref="raw/1",
        hints=hints or Hints(),
    )


def read(body: str, media_type: str = "text/html", *, hints: Hints | None = None) -> Article:
    return extract_page(document(media_type, hints=hints), body.encode())


def page(*paragraphs: str, head: str = "", before: str = "", after: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='en'><head><title>Storm shuts Norrvik harbour</title>{head}</head><body>"
        f"{before}<article><h1>Storm shuts Norrvik harbour</h1>{body}</article>{after}"
        "</body></html>"
    )


def refused(body: bytes, media_type: str = "text/html") -> BadDocument:
    with pytest.raises(BadDocument) as caught:
        extract_page(document(media_type), body)
    assert "https://news.example/story" in str(caught.value)
    return caught.value


# --- pages as pairs -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAIRS)
def test_page_gives_the_expected_record(name: str) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    given = replace(document(), url=expected.pop("url"))
    body = (PAGES / f"{name}.html").read_bytes()
    if "refused" in expected:
        with pytest.raises(BadDocument) as caught:
            extract_page(given, body)
        assert caught.value.reason == expected["refused"]
        return
    article = extract_page(given, body)
    found = {key: getattr(article, key) for key in expected}
    found["authors"] = list(article.authors)
    found["published_at"] = article.published_at and article.published_at.isoformat()
    found["text"] = article.text.splitlines()
    assert found == expected


SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "DEVANAGARI", "CJK", "HIRAGANA")
MARKS = {"JSON-LD": b"ld+json", "Open Graph": b'"og:', "microdata": b"itemprop"}


def test_the_pages_are_forty_in_eight_languages_and_scripts_with_each_kind_of_markup() -> None:
    rows = {name: json.loads((PAGES / f"{name}.json").read_text("utf-8")) for name in PAIRS}
    read_rows = {name: row for name, row in rows.items() if "refused" not in row}
    for row in read_rows.values():
        assert {"title", "authors", "published_at", "language", "text"} <= set(row)
    assert len(read_rows) >= 40
    assert len({row["language"] for row in read_rows.values()}) >= 8
    letters = {letter for row in read_rows.values() for letter in "".join(row["text"])}
    assert {unicodedata.name(each, "").split()[0] for each in letters if each.isalpha()} >= set(
        SCRIPTS
    )
    pages = [(PAGES / f"{name}.html").read_bytes() for name in read_rows]
    for kind, mark in MARKS.items():
        assert sum(mark in each for each in pages) >= 9, kind
    assert sum(not any(mark in each for mark in MARKS.values()) for each in pages) >= 9
    assert sum(row["authors"] == [] for row in read_rows.values()) >= 5  # where none is named


# --- plain text and Markdown ----------------------------------------------------------------------


def test_plain_text_is_kept_to_the_byte() -> None:
    text = "  First line\r\n\tsecond  line\n\n\u2028Łódź 🚢 e\u0301\n"
    article = read(text, "text/plain")
    assert article.text == text
    assert article.text_hash == content_hash(text)
    assert article.title is None


def test_byte_order_mark_is_not_text() -> None:
    assert extract_page(document("text/plain"), b"\xef\xbb\xbfHello there").text == "Hello there"


def test_markdown_loses_its_markup_and_gives_its_heading_as_title() -> None:
    marked = (
        "---\ntitle: Hint\n---\n# Storm *shuts* harbour\n\nThe **port** of [Norrvik](http://x.y)\n"
        "was closed.\n\n## What next\n\n- Cranes\n- A `boat`\n\n> Nobody was hurt.\n\n"
        "![a picture](p.png)\n\n| Ship | Tons |\n|---|---|\n| Elva | 900 |\n"
    )
    article = read(marked, "text/markdown")
    assert article.title == "Storm shuts harbour"
    assert article.text.splitlines() == [
        "The port of Norrvik was closed.", "What next", "Cranes", "A boat", "Nobody was hurt.",
        "Ship", "Tons", "Elva", "900",
    ]  # fmt: skip


def test_markdown_text_that_looks_like_html_survives() -> None:
    assert read("Prices fell by \\< 3 % & rose again.", "text/markdown").text == (
        "Prices fell by < 3 % & rose again."
    )


# --- hints against the page -----------------------------------------------------------------------

PAGE_DATE = '<meta property="article:published_time" content="2026-03-10T08:30:00+01:00">'


def test_manifest_wins_over_the_page() -> None:
    hints = Hints(
        title="From the manifest",
        published_at=datetime(2026, 3, 1, tzinfo=UTC),
        published_basis="manifest",
        language="en",
    )
    article = read(page(*STORY, head=PAGE_DATE), hints=hints)
    assert article.title == "From the manifest"
    assert (article.published_at, article.published_basis) == (hints.published_at, "manifest")


def test_page_instant_wins_over_the_feed() -> None:
    hints = Hints(published_at=datetime(2026, 3, 12, tzinfo=UTC), published_basis="feed")
    article = read(page(*STORY, head=PAGE_DATE), hints=hints)
    assert article.published_at == datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
    assert article.published_basis == "page"


@pytest.mark.parametrize(
    ("feed", "basis"),
    [
        (datetime(2026, 3, 10, 15, 5, tzinfo=UTC), "feed"),
        (datetime(2026, 3, 14, 15, 5, tzinfo=UTC), "page"),
    ],
)
def test_feed_wins_where_the_page_gives_only_its_day(feed: datetime, basis: str) -> None:
    head = '<meta name="date" content="2026-03-10">'
    hints = Hints(published_at=feed, published_basis="feed")
    assert read(page(*STORY, head=head), hints=hints).published_basis == basis


def test_both_instants_of_an_edited_article_are_kept_each_with_its_basis() -> None:
    edit = '<meta property="article:modified_time" content="2026-03-11T10:00:00Z">'
    hints = Hints(modified_at=datetime(2026, 3, 12, tzinfo=UTC))
    article = read(page(*STORY, head=PAGE_DATE + edit), hints=hints)
    assert article.published_at == datetime(2026, 3, 10, 7, 30, tzinfo=UTC)
    assert article.modified_at == datetime(2026, 3, 11, 10, tzinfo=UTC)
    assert (article.published_basis, article.modified_basis) == ("page", "page")
    by_feed = read(page(*STORY, head=PAGE_DATE), hints=hints)
    assert (by_feed.modified_at, by_feed.modified_basis) == (hints.modified_at, "feed")
    assert read(page(*STORY, head=PAGE_DATE)).modified_basis is None


def test_the_zone_stands_beside_the_instant_of_who_named_it() -> None:
    edit = '<meta property="article:modified_time" content="2026-03-11T10:00:00">'
    hints = Hints(
        published_at=datetime(2026, 3, 10, tzinfo=UTC),
        published_basis="feed",
        published_zone="-05:00",
        modified_at=datetime(2026, 3, 12, tzinfo=UTC),
        modified_zone="+09:00",
    )
    article = read(page(*STORY, head=PAGE_DATE + edit), hints=hints)
    assert (article.published_zone, article.modified_zone) == ("+01:00", None)
    by_feed = read(page(*STORY), hints=hints)
    assert (by_feed.published_zone, by_feed.modified_zone) == ("-05:00", "+09:00")
    undated = read(page(*STORY))
    assert (undated.published_zone, undated.modified_zone) == (None, None)
    seen = page(*STORY, before="<time>10 March 2026, 8.30 CET</time>")
    assert (read(seen).published_at, read(seen).published_zone) == (
        datetime(2026, 3, 10, 7, 30, tzinfo=UTC),
        "+01:00",
    )


def test_text_is_asked_where_nobody_says_the_date() -> None:
    text = "Floods hit the valley, officials said on Friday, January 30."
    article = read(text, "text/plain")
    assert article.published_at == datetime(2026, 1, 30, tzinfo=UTC)
    assert article.published_basis == "text"


def test_date_stays_unknown_where_nothing_gives_it() -> None:
    article = read(PARAGRAPH, "text/plain")
    assert (article.published_at, article.published_basis) == (None, "unknown")


def test_dates_after_the_fetch_are_not_believed() -> None:
    head = '<meta property="article:published_time" content="2026-08-01T08:30:00Z">'
    assert read(page(*STORY, head=head)).published_at is None


# --- kinds of pages -------------------------------------------------------------------------------

NEWS = '{{"@type": "NewsArticle", "headline": "Storm shuts Norrvik harbour"{more}}}'


def json_ld(more: str = "") -> str:
    return f'<script type="application/ld+json">{NEWS.format(more=more)}</script>'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (page(STORY[0], head=json_ld(', "isAccessibleForFree": false')), "paywall"),
        (page(STORY[0], head=json_ld(', "isAccessibleForFree": "0", "wordCount": 99')), "paywall"),
        (page(STORY[0], head=json_ld(', "wordCount": 900')), "teaser"),
        (page(STORY[0] + " The minister said…", head=json_ld()), "teaser"),
        (page(*STORY, head=json_ld().replace("NewsArticle", "LiveBlogPosting")), "live_blog"),
        (page(STORY[0], head='<meta property="og:type" content="video.other">'), "video"),
        (page(STORY[0], head=json_ld().replace("NewsArticle", "AudioObject")), "audio"),
        (
            page(STORY[0], head=json_ld(), after="<form><input type=password></form>"),
            "login",
        ),
        (page(STORY[0], head=json_ld(), before="<div id=onetrust-consent-sdk>x</div>"), "consent"),
        (page(STORY[0], head=json_ld(), before="<div class='cookie-wall big'>x</div>"), "consent"),
        (page(*STORY[:2], "Subscribe to continue reading."), "paywall"),
        (page(*STORY[:2], "This article is for subscribers only", "One crown a week"), "paywall"),
        (page(STORY[0], "<a href='/abo'>Suscríbete para seguir leyendo</a>"), "paywall"),
        (page(*STORY[:2], f"<b>Subscribe to read more</b> {STORY[2]}"), None),
        (page("Subscribe to continue reading", *STORY), None),
        (page(*STORY * 3, "Subscribe to continue reading"), None),
        (page(STORY[0], after="<p>Subscribe to continue reading</p>"), None),
        (page(STORY[0], f"{STORY[1][:60]}… <a href='/all'>Read on</a>"), "teaser"),
        (page(STORY[0], f"{STORY[1]} <a href='/all'>Read on</a>"), None),
        (page(*STORY, head=json_ld(', "isAccessibleForFree": false, "wordCount": 125')), None),
        (page(*STORY, head=json_ld()), None),
        (page(*STORY, head=json_ld(), before="<form><input type=password></form>"), None),
        (page(STORY[0], head=json_ld()), None),
    ],
)  # fmt: skip
def test_partial_pages_are_marked_with_their_reason(body: str, reason: str | None) -> None:
    article = read(body)
    assert (article.is_partial, article.partial_reason) == (reason is not None, reason)


def test_a_wall_and_its_offers_are_no_text() -> None:
    walled = page(*STORY * 3, "Subscribe to continue reading", "From 1 crown a week")
    assert read(walled).text == read(page(*STORY * 3)).text
    spoken = page(*STORY, "Subscribe to continue reading", *STORY)
    assert "Subscribe to continue" in read(spoken).text


def test_text_no_longer_than_the_feed_summary_is_a_teaser() -> None:
    summary = Hints(summary=STORY[0])
    assert read(page(STORY[0], head=json_ld()), hints=summary).partial_reason == "teaser"
    assert read(page(*STORY, head=json_ld()), hints=summary).partial_reason is None


def test_open_part_for_subscribers_is_no_paywall() -> None:
    part = '{"isAccessibleForFree": false, "cssSelector": ".locked"}'
    more = f', "isAccessibleForFree": false, "hasPart": {part}'
    whole = page(*STORY, head=json_ld(more)).replace("<article>", "<article><div class=locked>")
    assert read(whole).partial_reason is None
    assert read(page(*STORY, head=json_ld(more))).partial_reason == "paywall"


ARTICLES_ABOUT = (
    "Please subscribe to continue reading, the paper's site told readers on Monday, and accept all"
    " cookies; 404 not found was all that others saw. Sign in, it said, or log in with a password.",
)


def test_article_that_quotes_walls_is_still_an_article() -> None:
    article = read(page(*ARTICLES_ABOUT, *STORY, head=json_ld()))
    assert not article.is_partial
    assert article.text.startswith("Please subscribe")


@pytest.mark.parametrize(
    ("title", "is_error"),
    [
        ("404", True),
        ("Nicht gefunden | 404", True),
        ("Times: 404 Not Found", True),
        ("Page not found (404)", True),
        ("500 jobs to go at the Norvik plant", False),
        ("Council spends 400 million on a bridge", False),
        ("Storm leaves 500 without power", False),
    ],
)
def test_a_number_in_a_headline_makes_no_error_page(title: str, is_error: bool) -> None:
    brief = " ".join(["The council met on Monday and voted on the plan for the new bridge."] * 5)
    body = f"<html><head><title>{title}</title></head><body><p>{brief}</p></body></html>"
    if is_error:
        assert "error page" in str(refused(body.encode()))
    else:
        assert read(body).text.startswith("The council")


INDEX = "".join(
    f"<div><h3><a href='/{n}'>Headline number {n} of the day</a></h3><p>Short teaser {n}.</p></div>"
    for n in range(20)
)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<html><body><div><img src=a.png></div></body></html>", "no running text"),
        ("<html><body><p>Hi.</p></body></html>", ""),
        (
            "<html><head><title>Sign in</title></head><body><form><p>Please enter your name and the"
            " password that you were given by the service.</p><input type=password></form></body>",
            "login",
        ),
        (
            "<html><head><title>404 - page</title></head><body><p>The page you asked for is not"
            " here, it may have been moved to a new place or taken away.</p></body>",
            "error page",
        ),
        (f"<html><body><main>{INDEX}</main></body></html>", "list of links"),
        (
            "<html><body><div id='onetrust-consent-sdk'><p>"
            + PARAGRAPH
            + "</p></div></body></html>",
            "consent wall",
        ),
    ],
)
def test_pages_without_an_article_are_refused(body: str, told: str) -> None:
    error = refused(body.encode())
    assert error.reason == "no_article"
    assert told in str(error)


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"", "text/html", "empty"),
        (b" \n\t ", "text/plain", "empty"),
        (b"---\ntitle: x\n---\n", "text/markdown", "empty"),
        (b"caf\xe9 and more", "text/plain", "not_utf8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "text/html", "not_decodable"),
        (b"<p>" + b"word " * (11 * 2**18) + b"</p>", "text/html", "too_large"),
        (b"<html><body>" + b"<p><a href=x>y</a></p>" * 100_000, "text/html", "too_large"),
    ],
)
def test_unreadable_bodies_are_refused(body: bytes, media_type: str, reason: str) -> None:
    assert refused(body, media_type).reason == reason


def test_pages_are_decoded_as_they_declare() -> None:
    story = [line.replace("Norrvik", "Norrvík") for line in STORY]
    for encoding in ("utf-8", "cp1252", "utf-16"):
        head = "" if encoding == "utf-16" else f'<meta charset="{encoding}">'
        article = extract_page(document(), page(*story, head=head).encode(encoding))
        assert article.text.splitlines() == story


@pytest.mark.parametrize("charset", ["iso-8859-1", "iso-8859-2", "windows-1251", "shift_jis"])
def test_pages_are_decoded_as_their_server_names_it(charset: str) -> None:
    words = {"iso-8859-2": "žádná změna", "windows-1251": "мэр города", "shift_jis": "市長"}
    story = [line.replace("Norrvik", words.get(charset, "Café Müller")) for line in STORY]
    for media_type, body in (("text/html", page(*story)), ("text/plain", "\n".join(story))):
        served = replace(document(media_type), charset=charset)
        assert extract_page(served, body.encode(charset)).text.splitlines() == story
        assert extract_page(served, body.encode()).text.splitlines() == story


def test_a_charset_that_cannot_be_is_passed_over() -> None:
    for charset in ("no-such-charset", "idna", "hex", "utf-8"):
        head = '<meta charset="cp1252">'
        body = page(*STORY, "Café Müller.", head=head).encode("cp1252")
        article = extract_page(replace(document(), charset=charset), body)
        assert article.text.endswith("Café Müller.")


def test_a_consent_wall_of_a_site_s_own_is_no_article() -> None:
    asks = "We and our partners keep things on your device and would like to. " * 8
    wall = f"<html><body><div class='cookie-wall'><h1>Privacy</h1><p>{asks}</p></div></body></html>"
    assert refused(wall.encode()).reason == "no_article"
    around = page(*STORY).replace("<body>", "<body><div class='consent-overlay'>")
    assert read(around.replace("</body>", "</div></body>")).text == "\n".join(STORY)


def test_consent_layer_is_not_part_of_the_text() -> None:
    layer = (
        f"<div class='qc-cmp2-container'>{'<p>We and our partners store cookies.</p>' * 9}</div>"
    )
    article = read(page(*STORY, before=layer))
    assert article.text.splitlines() == STORY
    assert not article.is_partial


def test_body_of_the_markup_is_taken_where_the_page_shows_less_than_half() -> None:
    stated = "\\n".join(STORY)
    article = read(page(STORY[0], head=json_ld(f', "articleBody": "{stated}"')))
    assert article.text.splitlines() == STORY


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"{PARAGRAPH}\nAFP", "AFP"),
        (f"{PARAGRAPH}\n(Reuters)", "Reuters"),
        (f"{PARAGRAPH}\ndpa/Reuters", "dpa"),
        (f"OSLO, Jan 30 (Reuters) - {PARAGRAPH}", "Reuters"),
        (f"NORRVIK (AP) — {PARAGRAPH}", "AP"),
        (f"MOSCOW, January 30. /TASS/. {PARAGRAPH}", "TASS"),
        (f"{PARAGRAPH} The AFP quoted a pilot.\nReuters saw the boat sink.", None),
        (PARAGRAPH, None),
    ],
)
def test_agency_is_read_from_dateline_and_credit(text: str, agency: str | None) -> None:
    assert read(text, "text/plain").agency == agency


def test_language_is_that_of_the_text_not_of_the_template() -> None:
    german = (
        "Der Hafen von Norrvik blieb am zweiten Tag geschlossen, nachdem der Sturm zwei Kräne aus"
        " den Schienen gerissen hatte, teilte die Behörde mit. Verletzt wurde nach ihren Angaben"
        " niemand, doch bleibt die östliche Mole noch gesperrt, und Fähren legen im Norden an."
    )
    assert read(page(german, german.replace("Hafen", "Markt"))).language == "de"
    assert read("Hm.", "text/plain").language is None
    assert read("Hm.", "text/plain", hints=Hints(language="sv")).language == "sv"


# --- what only a page's structure tells -----------------------------------------------------------

GONE = {
    "en": "Sorry, the page you are looking for does not exist or has been moved. Please check the"
    " address, or go back to our front page, or use the search to find what you want.",
    "de": "Die gesuchte Seite konnte leider nicht gefunden werden. Bitte prüfen Sie die"
    " Adresse oder nutzen Sie die Suche, um zum gewünschten Artikel zu gelangen.",
    "ja": "お探しのページは見つかりませんでした。アドレスをご確認ください。" * 2,
    "consent": "We and our 842 partners store and access personal data on your device. Selecting I"
    " Accept enables tracking technologies to support the purposes shown below, and selecting"
    " Reject All will disable them.",
}


@pytest.mark.parametrize("language", list(GONE))
def test_a_few_sentences_that_nothing_marks_are_no_article(language: str) -> None:
    told = GONE[language]
    head = "<html><head><title>News Example</title></head>"
    bare = f"{head}<body><main><p>{told}</p></main></body></html>"
    assert refused(bare.encode()).reason == "no_article"
    dated = bare.replace("<main>", '<main><time datetime="2026-03-19">19 March</time>')
    assert read(dated).text == told
    assert read(bare, hints=Hints(summary=told[:80])).text == told
    titled = bare.replace("News Example", "Bakers strike")
    assert read(titled, hints=Hints(title="Bakers strike")).text == told
    with pytest.raises(BadDocument):
        read(bare, hints=Hints(title="Bakers strike"))
    assert read(bare.replace("<main>", "<article>").replace("</main>", "</article>")).text == told


def test_a_page_of_links_is_an_index_without_headings_too() -> None:
    links = "".join(
        f'<li><a href="/w/{n}">A headline of the day, number {n}, from the town</a></li>'
        for n in range(30)
    )
    bare = (
        f"<html><head><title>World</title></head><body><main><ul>{links}</ul></main></body></html>"
    )
    assert "list of links" in str(refused(bare.encode()))
    read_also = page(*STORY, after=f"<ul>{links[:400]}</li></ul>")
    assert read(read_also).text.split("\n")[:4] == STORY


def piece(number: int, shape: str, *, words: int = 80, site: str = "") -> str:
    """Return a heading that leads elsewhere with what stands below it."""
    title = f"Headline number {number} of the day"
    told = " ".join(f"In town {number} the council met and voted {n}." for n in range(words // 9))
    return shape.format(link=f"{site}/story/{number}", title=title, told=told)


CARD = '<div class="card"><h3><a href="{link}">{title}</a></h3><p>{told}</p></div>'
SHAPES = {
    "cards": CARD,
    "articles": '<article><h2><a href="{link}">{title}</a></h2><div>{told}</div></article>',
    "whole posts": CARD.replace("<p>{told}</p>", "<p>{told}</p><p>More: {told}</p>"),
    "linked cards": '<a href="{link}"><h3>{title}</h3><p>{told}</p></a>',
    "side by side": '<h2><a href="{link}">{title}</a></h2><p>{told}</p>',
}


@pytest.mark.parametrize("shape", list(SHAPES))
def test_a_page_of_long_teasers_is_no_article(shape: str) -> None:
    pieces = "".join(piece(number, SHAPES[shape]) for number in range(12))
    bare = (
        f"<html><head><title>World</title></head><body><main><h1>World</h1>{pieces}</main></body>"
        "</html>"
    )
    assert "list of links" in str(refused(bare.encode()))
    assert read(bare.replace("<head>", f"<head>{json_ld()}")).text  # what says so is one
    assert "list of links" in str(refused(bare.replace("/story/", f"{SITE}/story/").encode()))


SITE = "https://www.news.example"


@pytest.mark.parametrize("shape", list(SHAPES))
@pytest.mark.parametrize(
    "kind",
    [
        "among teasers",
        "brief",
        "permalink",
        "cut by teasers",
        "sections",
        "digest",
        "things to buy",
    ],
)
def test_an_article_with_headings_that_lead_elsewhere_is_one(shape: str, kind: str) -> None:
    story = " ".join(STORY)
    pieces = [piece(number, SHAPES[shape]) for number in range(12)]
    related = [piece(number, SHAPES[shape].replace("{told}", "")) for number in range(12)]
    body = {
        "among teasers": "".join(f"<p>{story} Part {n}.</p>" for n in range(9))
        + f"<div>{''.join(pieces[:8])}</div>",
        "brief": f"<h1>Storm</h1><p>{story}</p>{''.join(pieces[:8])}",
        "permalink": f"<div><h2><a href='/b'>Storm</a></h2><p>{' '.join([story] * 5)}</p></div>"
        + "".join(piece(number, SHAPES[shape], words=18) for number in range(8)),
        "cut by teasers": "".join(
            f"<p>{story} Part {n}.</p><p>{n}, said Ann Holm, {story}</p>{each}"
            for n, each in enumerate(related)
        ),
        "sections": "".join(pieces).replace("/story/", "#story-"),
        "digest": f"<article>{''.join(pieces)}</article>",
        "things to buy": "".join(pieces).replace("/story/", "https://shop.example/"),
    }[kind]
    bare = f"<html><head><title>Storm</title></head><body><main>{body}</main></body></html>"
    assert read(bare).text


def linked(data: str) -> str:
    head = '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Storm shuts'
    return f'<script type="application/ld+json">{head} Norrvik harbour", {data}}}</script>'


@pytest.mark.parametrize("value", ["false", '"False"', '"http://schema.org/False"', "[false]"])
def test_not_free_is_said_in_many_ways(value: str) -> None:
    article = read(page(PARAGRAPH, head=linked(f'"isAccessibleForFree": {value}')))
    assert article.partial_reason == "paywall"


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Person", "givenName": "Ann", "familyName": "Holm"}',
        '[[{"@type": "Person", "name": "Ann Holm"}]]',
        '{"@type": ["Person"], "name": ["Ann Holm"]}',
    ],
)
def test_an_author_is_named_in_many_ways(author: str) -> None:
    assert read(page(*STORY, head=linked(f'"author": {author}'))).authors == ("Ann Holm",)


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (linked('"articleSection": ["World", "Europe"]'), "World"),
        ('<meta property="article:section" content="Wirtschaft &amp; Geld">', "Wirtschaft & Geld"),
        (linked('"articleSection": "' + "a long text " * 9 + '"'), None),
        ("", None),
    ],
)
def test_the_section_is_what_the_page_names(head: str, section: str | None) -> None:
    assert read(page(*STORY, head=head)).section == section


def test_seconds_since_1970_are_a_date() -> None:
    article = read(page(*STORY, head=linked('"datePublished": 1773914400')))
    assert article.published_at == datetime(2026, 3, 19, 10, tzinfo=UTC)


def test_a_section_that_the_menu_leads_to_is_no_part_of_the_title() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    bare = (
        "<html><head><title>World | Storm shuts Norrvik harbour | News Example</title></head><body>"
        f"<nav><a href='/w'>World</a></nav><article>{body}</article></body></html>"
    )
    assert read(bare).title == "Storm shuts Norrvik harbour"
    without = bare.replace("<nav><a href='/w'>World</a></nav>", "")
    assert read(without).title == "World | Storm shuts Norrvik harbour"
