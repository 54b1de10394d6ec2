"""One article has one identity, whatever address led to it; two articles never share one."""

import pytest

from flows.ingest.identity import page_identity

STORY = "https://news.example/world/talks-end-123"


def page(canonical: str | None) -> bytes:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return f"<!doctype html><html><head>{link}</head><body>x</body></html>".encode()


@pytest.mark.parametrize(
    ("asked", "final", "canonical"),
    [
        (STORY, STORY, None),
        (STORY, STORY, STORY),
        (f"{STORY}?utm_source=x", STORY, None),
        ("https://short.example/abc", STORY, None),
        (f"http://news.example/click?id=9&u={STORY}", STORY, None),
        (f"{STORY}/amp", f"{STORY}/amp", STORY),
        ("https://news.example/amp/world/talks-end-123",) * 2 + (STORY,),
        ("https://m.news.example/world/talks-end-123",) * 2 + (STORY,),
        ("https://amp.news.example/world/talks-end-123.amp",) * 2 + (STORY,),
        (f"{STORY}?outputType=amp", f"{STORY}?outputType=amp", "/world/talks-end-123"),
        ("https://news.example/story.php?id=talks-end-123",) * 2 + (STORY,),
        (STORY, STORY, "https://news.example/"),
        (STORY, STORY, "https://news.example/world"),
        (STORY, STORY, "https://news.example/world/other-story-124"),
        (STORY, STORY, "https://other.example/world/talks-end-123"),
        (STORY, STORY, "javascript:alert(1)"),
        (STORY, STORY, "http://[broken"),
        (STORY, STORY, ""),
        (STORY, "https://news.example/", "https://news.example/"),
    ],
)
def test_the_address_that_names_the_story_is_found(
    asked: str, final: str, canonical: str | None
) -> None:
    assert page_identity(asked, final, page(canonical)) == STORY


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/article.php?id=5", "/article.php"),
        ("/article.php?id=5", "/article.php?id=7"),
        ("/article?id=5", "/article"),
        ("/read_news.aspx?n=514", "/read_news.aspx"),
        ("/world/index.html", "/index.html"),
        ("/2026/03/19/index.html", "/2026/03/20/index.html"),
        ("/2026/03/19/todays-weather-forecast", "/2026/03/20/todays-weather-forecast"),
        ("/2026/03/19/todays-weather-forecast", "/weather/todays-weather-forecast"),
        ("/sport/7", "/world/7"),
        ("/show?section=news&id=5", "/news"),
        ("/show?section=all-the-news&id=512", "/all-the-news"),
        ("/world/talks-end-123?id=1", "/world/talks-end-123?id=2"),
        ("/12345/talks-end-again", "/12346/talks-end-again"),
    ],
)
def test_a_canonical_that_says_less_than_the_address_is_not_believed(
    asked: str, canonical: str
) -> None:
    """A site that names one page as canonical of many would make them one article."""
    asked = f"https://news.example{asked}"
    assert page_identity(asked, asked, page(canonical)) == asked


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/world/talks-end-123?ref=rss&sref=99", "/world/talks-end-123"),
        ("/world/fire-in-town?page=2", "/europe/fire-in-town"),
        ("/amp/story7", "/story7"),
        ("/story7?amp=1", "/story7"),
        ("/story7?outputType=amp", "/story7"),
        ("/%E8%AD%B0%E4%BC%9A?from=top", "/%E8%AD%B0%E4%BC%9A"),
        ("/2026/3/9/harbour-is-closed.amp", "/2026/03/09/harbour-is-closed.html"),
    ],
)
def test_a_canonical_that_says_as_much_is_believed(asked: str, canonical: str) -> None:
    asked, canonical = f"https://news.example{asked}", f"https://news.example{canonical}"
    assert page_identity(asked, asked, page(canonical)) == canonical


@pytest.mark.parametrize(
    "kept",
    [
        "https://news-example.cdn.ampproject.org/c/s/news.example/world/talks-end-123",
        "https://news-example.cdn.ampproject.org/v/s/news.example/world/talks-end-123/amp?usqp=x",
        "https://www.google.com/amp/s/amp.news.example/world/talks-end-123",
    ],
)
def test_a_page_in_an_amp_cache_is_its_site_s(kept: str) -> None:
    assert page_identity(kept, kept, page(STORY)) == STORY


def test_what_the_body_says_later_is_not_the_head_s() -> None:
    body = page(STORY) + b'<link rel="canonical" href="https://news.example/x/talks-end-123">'
    assert page_identity(STORY, STORY, body) == STORY


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<link rel=canonical", b"<" * 100_000])
def test_a_page_that_says_nothing_is_what_was_asked_for(body: bytes) -> None:
    assert page_identity(STORY, STORY, body) == STORY
