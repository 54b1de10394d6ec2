"""One spelling for each page, whatever way it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import BadDocument
from flows.ingest.urls import canonical_url, tracking_parameters


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("HTTP://News.Example/A", "http://news.example/A"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/a/../b/./c", "https://news.example/b/c"),
        ("https://news.example/a?utm_source=x&id=3&fbclid=y", "https://news.example/a?id=3"),
        ("https://news.example/a?at_medium=RSS", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/%7euser/%e4", "https://news.example/~user/%E4"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://user:pass@news.example/a", "https://news.example/a"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)
def test_spellings_of_one_page_are_one_address(written: str, canonical: str) -> None:
    assert canonical_url(written) == canonical


@pytest.mark.parametrize(
    ("kept", "own"),
    [
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a", "https://news.example/a"),
        ("https://news-example.cdn.ampproject.org/c/news.example/a", "http://news.example/a"),
        (
            "https://news-example.cdn.ampproject.org/v/s/news.example/a?amp_js_v=0.1&id=3#x",
            "https://news.example/a?id=3",
        ),
        ("https://cdn.ampproject.org/wp/s/news.example/a", "https://news.example/a"),
        ("https://www.google.co.uk/amp/s/news.example/a", "https://news.example/a"),
        ("https://news-example.bing-amp.com/c/s/news.example/a", "https://news.example/a"),
        (
            "https://google.com/amp/s/a-example.cdn.ampproject.org/c/s/a.example/b",
            "https://a.example/b",
        ),
    ],
)
def test_an_amp_cache_keeps_the_page_of_its_site(kept: str, own: str) -> None:
    assert canonical_url(kept) == own
    assert canonical_url(own) == own


@pytest.mark.parametrize(
    "written",
    [
        "https://cdn.ampproject.org/v0.js",
        "https://cdn.ampproject.org/c/s/",
        "https://cdn.ampproject.org/c/s/localhost/a",
        "https://blog.google/amp/s/news.example/a",
        "https://news.example/amp/s/other.example/a",
        "https://google.com.evil.example/amp/s/news.example/a",
    ],
)
def test_what_is_in_no_amp_cache_stays(written: str) -> None:
    assert canonical_url(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "",
        "news.example/a",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "http://",
        "http:///a",
        "http://[::1/a",
        "http://news.example:99999/",
        "mailto:a@news.example",
    ],
)
def test_what_is_no_address_of_a_page_is_named(written: str) -> None:
    with pytest.raises(BadDocument, match="not an http or https address") as caught:
        canonical_url(written)
    assert caught.value.reason == "bad_url"
    assert repr(written) in str(caught.value)


@given(st.text(max_size=60), st.text(max_size=30))
def test_a_canonical_address_is_its_own_canonical_address(path: str, query: str) -> None:
    try:
        once = canonical_url(f"https://news.example/{path}?{query}")
    except BadDocument:
        return
    assert canonical_url(once) == once
    assert once.isascii()


def test_tracking_parameters_are_lower_case() -> None:
    whole, beginnings = tracking_parameters()
    assert all(name == name.lower() for name in [*whole, *beginnings])
    assert "utm_" in beginnings
