"""What the manifest says is taken as said; what it does not say stays unsaid."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import BadDocument
from flows.ingest.manifest import COLUMNS, Manifest, Row, parse_instant, read_manifest
from flows.records import Hints

HEAD = ",".join(COLUMNS) + "\n"


def manifest(folder: Path, text: str) -> Manifest:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode())
    return read_manifest(path)


def test_a_full_row_is_read(tmp_path: Path) -> None:
    line = 'a.txt,AFP,https://news.example/a,2026-01-30,en,AFP,"Talks, again",Jane Doe; Li Wei\n'
    found = manifest(tmp_path, HEAD + line)
    assert found.rejected == ()
    assert found.rows["a.txt"] == Row(
        "a.txt",
        "AFP",
        "https://news.example/a",
        Hints(
            title="Talks, again",
            authors=("Jane Doe", "Li Wei"),
            agency="AFP",
            published_at=datetime(2026, 1, 30, tzinfo=UTC),
            published_basis="manifest",
            language="en",
        ),
    )


def test_what_is_not_said_is_none(tmp_path: Path) -> None:
    assert manifest(tmp_path, HEAD + "a.txt,,,,,,,\n").rows["a.txt"] == Row("a.txt")
    assert manifest(tmp_path, "\ufefffile,source\na.txt,AFP\n").rows["a.txt"].source == "AFP"


def test_no_manifest_says_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.csv") == Manifest()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("b.txt,,,31 January,,,,", "bad_date"),
        ("b.txt,,,2026-02-30,,,,", "bad_date"),
        ("b.txt,,,,English,,,", "bad_language"),
        ("b.txt,,news.example,,,,,", "bad_url"),
        ("b.txt,,https://me:hunter2@news.example/b,,,,,", "bad_url"),
        ("../b.txt,,,,,,,", "bad_row"),
        ("/etc/passwd,,,,,,,", "bad_row"),
        (",AFP,,,,,,", "bad_row"),
        ("b.txt,,,,,,,,,too,many", "bad_row"),
        ("a.txt,Reuters,,,,,,", "duplicate_row"),
    ],
)
def test_a_bad_row_is_refused_and_the_rest_read(tmp_path: Path, line: str, reason: str) -> None:
    found = manifest(tmp_path, f"{HEAD}a.txt,AFP,,,,,,\n{line}\nc.txt,AP,,,,,,\n")
    (rejected,) = found.rejected
    assert (rejected.reason, rejected.item) == (reason, "manifest.csv:3")
    assert "hunter2" not in repr(found)
    assert found.rows["a.txt"].source == "AFP"
    assert found.rows["c.txt"].source == "AP"
    assert "b.txt" not in found.rows


def test_a_file_whose_row_is_refused_waits(tmp_path: Path) -> None:
    found = manifest(tmp_path, HEAD + "b.txt,,,soon,,,,\n")
    assert found.refused == {"b.txt"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"file,source\na.txt,caf\xe9\n", "not_utf8"),
        (b"source,url\nAFP,\n", "bad_manifest"),
        (b"file,sauce\na.txt,AFP\n", "bad_manifest"),
        (b'file,source\na.txt,"AFP\n', "bad_manifest"),
        (b"", "bad_manifest"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(content)
    with pytest.raises(BadDocument, match="manifest.csv") as caught:
        read_manifest(path)
    assert caught.value.reason == reason


def test_the_line_on_which_a_quote_is_left_open_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="^manifest.csv:3: not CSV"):
        manifest(tmp_path, f'{HEAD}a.txt,AFP,,,,,,\nb.txt,"AP,,,,,,\nc.txt,AP,,,,,,\n')


def test_the_byte_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(b"file,source\na.txt,caf\xe9\n")
    with pytest.raises(BadDocument, match="byte 21"):
        read_manifest(path)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-01-30", datetime(2026, 1, 30, tzinfo=UTC)),
        ("2026-01-30T10:00", datetime(2026, 1, 30, 10, tzinfo=UTC)),
        ("2026-01-30T10:00+02:00", datetime(2026, 1, 30, 8, tzinfo=UTC)),
        (" 2026-01-30T10:00:00Z ", datetime(2026, 1, 30, 10, tzinfo=UTC)),
    ],
)
def test_instants_are_utc(written: str, instant: datetime) -> None:
    assert parse_instant(written) == instant


@pytest.mark.parametrize("written", ["", "yesterday", "30/01/2026", "0001-01-01T00:00+14:00"])
def test_what_is_no_instant_is_named(written: str) -> None:
    with pytest.raises(BadDocument, match="is not a date"):
        parse_instant(written)


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00Z", "1699-12-31", "9999-12-31"])
def test_a_year_of_which_no_news_is_is_no_date(tmp_path: Path, written: str) -> None:
    """Programs write the first and the last day where they know none; runs broke on them."""
    found = manifest(tmp_path, f"{HEAD}a.txt,,,{written},,,,\nb.txt,,,1700-01-01,,,,\n")
    (rejected,) = found.rejected
    assert rejected.reason == "bad_date" and found.refused == {"a.txt"}
    assert rejected.message.startswith(f"manifest.csv:2: '{written}' is not of the years 1700 to")
    assert found.rows["b.txt"].hints.published_at == datetime(1700, 1, 1, tzinfo=UTC)


def test_rows_without_a_word_are_none_and_paths_have_one_spelling(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes(
        b"\xef\xbb\xbffile,title\r\n  ,  \r\n./a.txt,One\r\nb//c.txt,Two\r\na.txt,Three\r\n"
    )
    manifest = read_manifest(path)
    assert {name: row.hints.title for name, row in manifest.rows.items()} == {
        "a.txt": "One",
        "b/c.txt": "Two",
    }
    assert [each.reason for each in manifest.rejected] == ["duplicate_row"]


def test_a_column_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_text("file,title,title\na.txt,One,Two\n", encoding="utf-8")
    with pytest.raises(BadDocument, match="correct the first line"):
        read_manifest(path)
