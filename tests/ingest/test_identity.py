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


def test_what_the_body_says_later_is_not_the_head_s() -> None:
    body = page(STORY) + b'<link rel="canonical" href="https://news.example/x/talks-end-123">'
    assert page_identity(STORY, STORY, body) == STORY


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"<link rel=canonical", b"<" * 100_000])
def test_a_page_that_says_nothing_is_what_was_asked_for(body: bytes) -> None:
    assert page_identity(STORY, STORY, body) == STORY
