"""Start tags are found with their attributes, and no page takes long."""

import time

import pytest

from flows.ingest.tags import start_tags


def test_tags_and_attributes_are_read() -> None:
    body = b"""<LINK Rel='canonical' href="https://a.example/?x=1&amp;y=2"><a href=plain>
    <linker rel="no"><link><link href="first" href="second"/><p href="no">"""
    assert list(start_tags(body, "link", "a")) == [
        ("link", {"rel": "canonical", "href": "https://a.example/?x=1&y=2"}),
        ("a", {"href": "plain"}),
        ("link", {"href": "first"}),
    ]


@pytest.mark.parametrize(
    "part", [b"<", b"<link ", b'<link href="', b"<a b=", b"<!--", b"<a " + b"x" * 3000, b"&#"]
)
def test_no_page_takes_long(part: bytes) -> None:
    began = time.process_time()
    list(start_tags(part * (2_000_000 // len(part)), "link", "a"))
    assert time.process_time() - began < 5
