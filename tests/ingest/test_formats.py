"""Each format of seed gives its articles, and says what of it cannot be read."""

import json
from datetime import UTC, datetime

import pytest

from flows.errors import BadDocument
from flows.extract.markdown import read_markdown as extracted
from flows.ingest.formats import Piece, read_html, read_json_lines, read_markdown, read_text
from flows.records import Hints


def line(**values: object) -> bytes:
    return json.dumps(values).encode()


def test_a_text_is_taken_to_the_byte() -> None:
    body = "Ankunft: 5 Uhr\r\n\u00a0früh\u0301 👋\n".encode()
    assert list(read_text(body)) == [Piece("text/plain", body)]


def test_the_byte_that_is_not_utf8_is_named() -> None:
    with pytest.raises(BadDocument, match="not UTF-8 at byte 3") as caught:
        list(read_text(b"caf\xe9 noir"))
    assert caught.value.reason == "not_utf8"


@pytest.mark.parametrize(
    "body",
    [
        "<p>café</p>".encode(),
        '<meta charset="latin-1"><p>café</p>'.encode("latin-1"),
        '<?xml version="1.0" encoding="iso-8859-1"?><p>café</p>'.encode("latin-1"),
        '<meta charset="made-up"><p>café</p>'.encode(),
        '<meta charset="x-sjis"><p>港</p>'.encode("shift_jis"),
    ],
)
def test_a_page_may_say_its_own_charset(body: bytes) -> None:
    assert list(read_html(body)) == [Piece("text/html", body)]


def test_a_page_in_an_unknown_charset_is_refused() -> None:
    with pytest.raises(BadDocument, match="not UTF-8"):
        list(read_html("<p>café</p>".encode("latin-1")))


def test_front_matter_is_read() -> None:
    body = b"""---
title: "Talks: a second round"
date: 2026-01-30
authors:
  - Jane Doe
  - 'Li Wei'
language: en
url: https://news.example/talks
tags: [a, b]
---
# Heading

Text.
"""
    (piece,) = list(read_markdown(body))
    assert piece == Piece(
        "text/markdown",
        body,
        None,
        "https://news.example/talks",
        Hints(
            title="Talks: a second round",
            authors=("Jane Doe", "Li Wei"),
            published_at=datetime(2026, 1, 30, tzinfo=UTC),
            published_basis="manifest",
            language="en",
        ),
    )


@pytest.mark.parametrize("body", [b"# Heading\n\nText.", b"---\nnever closed: x\n", b"----\n"])
def test_markdown_without_front_matter_says_nothing_of_itself(body: bytes) -> None:
    assert list(read_markdown(body)) == [Piece("text/markdown", body)]


def test_bad_front_matter_is_named() -> None:
    with pytest.raises(BadDocument, match="'soon' is not a date"):
        list(read_markdown(b"---\ndate: soon\n---\nText."))


def test_every_line_is_an_article() -> None:
    body = b"\n".join(
        [
            line(id="1", text="One.", title="First", published_at="2026-01-30", agency="AP"),
            b"",
            line(url="https://news.example/2", html="<p>Two</p>", authors="Jane Doe"),
            line(id=3, text="Three.", authors=["A", "B"], extra={"ignored": 1}),
        ]
    )
    first, second, third = (each for each in read_json_lines(body) if isinstance(each, Piece))
    assert (first.id, first.body, first.hints.title) == ("1", b"One.", "First")
    assert first.hints.agency == "AP"
    assert (second.media_type, second.url) == ("text/html", "https://news.example/2")
    assert second.hints.authors == ("Jane Doe",)
    assert (third.id, third.hints.authors) == ("3", ("A", "B"))


def test_an_article_without_id_is_known_by_its_content() -> None:
    one, two = list(read_json_lines(line(text="One.") + b"\n" + line(text="Two.")))
    (again,) = list(read_json_lines(line(text="Two.")))
    assert isinstance(one, Piece) and isinstance(two, Piece) and isinstance(again, Piece)
    assert one.id != two.id == again.id


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "bad_json"),
        (b"[1, 2]", "bad_json"),
        (b'"text"', "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (line(id="x"), "empty"),
        (line(text="   "), "empty"),
        (line(text=5), "empty"),
        (line(text="x", title=5), "bad_json"),
        (line(text="x", authors={"a": 1}), "bad_json"),
        (line(text="x", id=[1]), "bad_json"),
        (line(text="x", published_at="soon"), "bad_date"),
        (line(text="x", url="https://me:hunter2@news.example/"), "bad_url"),
        (line(text="x", url="nowhere"), "bad_url"),
        (line(text="x", language="english"), "bad_language"),
        (b'{"text": "\\ud800"}', "not_utf8"),
        (b'{"text": "caf\xe9"}', "not_utf8"),
        (line(id="good", text="twice"), "duplicate_id"),
    ],
)
def test_a_bad_line_costs_that_line_only(bad: bytes, reason: str) -> None:
    good = line(id="good", text="Good.")
    last = line(id="last", text="Last.")
    outcomes = list(read_json_lines(b"\n".join([good, bad, last])))
    assert [each.id for each in outcomes if isinstance(each, Piece)] == ["good", "last"]
    (error,) = [each for each in outcomes if isinstance(each, BadDocument)]
    assert error.reason == reason
    assert str(error).startswith("line 2:")


def test_the_byte_of_the_file_is_named() -> None:
    (error,) = list(read_json_lines(b'\n\n{"text": "caf\xe9"}'))
    assert "byte 15" in str(error)


FRONT = """---
# what the desk knows
title: >
  Talks end
  in Norvik
authors: [Ann Holm, "Lund, Bo"]
url: https://news.example/a  # found by hand
agency: 'L''Agence'
date: 2026-01-30
{end}
The text.
"""


@pytest.mark.parametrize("end", ["---", "..."])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_read_as_it_is_written(end: str, newline: str) -> None:
    marked = FRONT.format(end=end).replace("\n", newline)
    (piece,) = read_markdown(marked.encode())
    assert isinstance(piece, Piece)
    assert piece.hints.title == "Talks end in Norvik"
    assert piece.hints.authors == ("Ann Holm", "Lund, Bo")
    assert piece.url == "https://news.example/a"
    assert piece.hints.agency == "L'Agence"
    assert piece.hints.published_at == datetime(2026, 1, 30, tzinfo=UTC)
    assert extracted(marked) == (None, "The text.")


def test_a_text_between_two_rules_is_no_front_matter() -> None:
    marked = "---\n\nThe council met on Monday.\n\n---\n\nIt rose on Tuesday.\n"
    assert extracted(marked) == (None, "The council met on Monday.\nIt rose on Tuesday.")


def test_an_id_that_names_nothing_is_none() -> None:
    lines = [{"id": "", "text": "one"}, {"id": " ", "text": "two"}, {"id": True, "text": "three"}]
    body = "\n".join(json.dumps(line) for line in lines).encode()
    one, two, three = read_json_lines(body)
    assert isinstance(one, Piece)
    assert isinstance(two, Piece)
    assert one.id != two.id
    assert isinstance(three, BadDocument)


def test_a_page_in_utf_16_says_so_by_its_mark() -> None:
    (piece,) = read_html("<p>Gr\u00fc\u00dfe</p>".encode("utf-16"))
    assert isinstance(piece, Piece)
