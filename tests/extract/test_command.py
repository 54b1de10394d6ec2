"""The command's lines: what is given, what comes back, and what is refused."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.errors import BadDocument
from flows.extract.command import extract_line, extract_lines

NOW = datetime(2026, 3, 20, tzinfo=UTC)
PARAGRAPH = (
    "The harbour of Norrvik was closed for a second day after the storm tore two cranes from their"
    " rails and sank a pilot boat beside the eastern quay, the port authority said."
)
PAGE = (
    '<html lang="en"><head><meta name="author" content="Ada Holm"><meta name="date"'
    ' content="2026-03-01T10:00:00+02:00"><meta property="og:type" content="article"></head><body>'
    f"<article><h1>Storm shuts harbour</h1><p>{PARAGRAPH}</p></article></body></html>"
)


def _extracted(lines: list[str], folder: Path) -> list[tuple[str, str | None]]:
    coded = (line.encode("utf-8", "surrogateescape") for line in lines)
    return list(extract_lines(coded, folder=folder, now=NOW, processes=1, seconds=10.0))


def test_pages_come_back_in_order_with_their_columns(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    given = [
        {"id": 7, "url": "https://n.example/a", "html": PAGE},
        {"id": "b", "url": None, "html_path": "b.html"},
        {"id": "c", "html_path": "c.html.gz"},
    ]
    lines = [json.dumps(each) + "\n" for each in given]
    lines.insert(1, "\n")
    rows = [json.loads(line) for line, _ in _extracted(lines, tmp_path)]
    assert [row.pop("id") for row in rows] == [7, "b", "c"]
    assert (
        rows
        == [
            {
                "title": "Storm shuts harbour",
                "authors": ["Ada Holm"],
                "published_at": "2026-03-01T08:00:00+00:00",
                "language": "en",
                "text": PARAGRAPH,
            }
        ]
        * 3
    )


def test_what_cannot_be_read_is_told_in_its_place(tmp_path: Path) -> None:
    lines = [
        "{not json",
        "[1]",
        '{"id": "a"}',
        '{"id": "b", "html_path": "gone.html"}',
        '{"id": "c", "html": "<p>Hi.</p>"}',
        json.dumps({"id": "d", "html": PAGE}),
        '{"id": "e", "html": "caf\udce9"}',  # Latin-1
        "[" * 100_000,
    ]
    told = _extracted(lines, tmp_path)
    rows = [json.loads(line) for line, _ in told]
    assert [row["id"] for row in rows] == [None, None, "a", "b", "c", "d", None, None]
    assert [row.get("error", {}).get("reason") for row in rows] == [
        "bad_line", "bad_line", "bad_line", "unreadable", "no_article", None, "bad_line",
        "bad_line",
    ]  # fmt: skip
    assert [error is None for _, error in told] == ["error" not in row for row in rows]
    assert str(told[1][1]) == "line 2, id None: not a JSON object: give one object a line"
    assert "gone.html" in rows[3]["error"]["message"]
    assert all(row["text"] == "" for row in rows[:5])


@pytest.mark.parametrize(
    ("record", "reason", "words"),
    [
        ({"refused": "line 3 is not JSON"}, "bad_line", "line 3 is not JSON"),
        ({"id": 4}, "bad_line", 'record 4: "html" or "html_path" is needed, as text'),
        ({"id": 4, "html": 5}, "bad_line", 'record 4: "html" or "html_path" is needed, as text'),
        ({"id": 4, "html_path": "gone.html"}, "unreadable", "gone.html cannot be read"),
        ({"id": 4, "html_path": "cut.html.gz"}, "unreadable", "cut.html.gz cannot be read"),
        ({"id": 4, "html_path": "bad.html.gz"}, "unreadable", "bad.html.gz cannot be read"),
    ],
)
def test_a_record_without_a_page_that_can_be_read_is_refused(
    record: dict[str, Any], reason: str, words: str, tmp_path: Path
) -> None:
    packed = gzip.compress(PAGE.encode())
    (tmp_path / "cut.html.gz").write_bytes(packed[:40])
    (tmp_path / "bad.html.gz").write_bytes(b"no gzip")
    with pytest.raises(BadDocument) as caught:
        extract_line(record, now=NOW, folder=tmp_path)
    assert caught.value.reason == reason and words in str(caught.value)


def test_one_record_is_read_as_the_lines_are(tmp_path: Path) -> None:
    (tmp_path / "c.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    given = ({"id": 1, "html": PAGE}, {"id": 1, "html_path": "c.html.gz", "url": 5})
    one, other = (extract_line(each, now=NOW, folder=tmp_path) for each in given)
    assert one == other
    assert (one["title"], one["authors"]) == ("Storm shuts harbour", ["Ada Holm"])
    assert (one["published_at"], one["language"]) == ("2026-03-01T08:00:00+00:00", "en")
    assert PARAGRAPH in one["text"]


def test_a_page_without_a_date_has_none() -> None:
    undated = PAGE.replace("2026-03-01T10:00:00+02:00", "")
    assert extract_line({"id": 1, "html": undated}, now=NOW, folder=Path())["published_at"] is None
