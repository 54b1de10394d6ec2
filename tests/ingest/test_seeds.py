"""Seeds become Documents once; what cannot be read is named, and the rest goes on."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import paths
from flows.ingest.archive import Archive
from flows.ingest.archived import iter_records, read_body
from flows.ingest.manifest import COLUMNS
from flows.ingest.seeds import read_seeds, seed_source, seed_sources
from flows.keys import row_key
from flows.records import Document, Rejected
from tests.ingest.clients import NOW

HEAD = ",".join(COLUMNS) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def read(
    folder: Path, manifest: str | None = None, known: frozenset[str] = frozenset()
) -> tuple[list[Document], list[Rejected]]:
    listed = folder.parent / "manifest.csv"
    if manifest is not None:
        listed.write_text(HEAD + manifest, encoding="utf-8")
    with Archive(folder.parent / "raw", now=NOW) as archive:
        return read_seeds(folder, listed, archive=archive, known=known, now=NOW, max_bytes=100_000)


def test_a_seed_is_archived_to_the_byte(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"Text without end of line")
    (document,), rejected = read(folder, "a.txt,AFP,,,,,,\n")
    assert rejected == []
    assert read_body(folder.parent / "raw", document.raw_ref) == b"Text without end of line"
    assert document.article_id == row_key("article", "seed:a.txt")
    assert document.document_id == row_key("document", document.article_id, document.body_hash)
    assert (document.name, document.url, document.media_type) == ("a.txt", None, "text/plain")
    assert document.source_id == seed_source("AFP").source_id
    assert document.fetched_at == NOW
    assert document.hints.published_at is None


def test_a_seed_with_an_address_is_that_page(folder: Path) -> None:
    (folder / "a.html").write_bytes(b"<p>Text</p>")
    row = "a.html,,https://news.example/a?utm_source=x,2026-01-30,,,,\n"
    (document,), _ = read(folder, row)
    assert document.article_id == row_key("article", "https://news.example/a")
    assert document.canonical_url == "https://news.example/a"
    assert document.hints.published_at == datetime(2026, 1, 30, tzinfo=UTC)
    assert document.hints.published_basis == "manifest"


def test_known_seeds_are_not_archived_again(folder: Path) -> None:
    (folder / "a.txt").write_text("Text")
    (folder / "b.jsonl").write_text('{"id": "1", "text": "One"}\n{"id": "2", "text": "Two"}')
    documents, _ = read(folder)
    assert [each.name for each in documents] == ["a.txt", "b.jsonl#1", "b.jsonl#2"]
    again, rejected = read(folder, known=frozenset(each.document_id for each in documents))
    assert (again, rejected) == ([], [])
    assert len(list(iter_records(folder.parent / "raw"))) == 3


def test_a_changed_seed_is_a_second_body_of_the_same_article(folder: Path) -> None:
    (folder / "a.txt").write_text("Text")
    (first,), _ = read(folder)
    (folder / "a.txt").write_text("Text, corrected")
    (second,), _ = read(folder, known=frozenset({first.document_id}))
    assert first.article_id == second.article_id
    assert first.document_id != second.document_id


def test_the_same_body_twice_is_one_document(folder: Path) -> None:
    (folder / "a.txt").write_text("Text")
    (folder / "b.txt").write_text("Text")
    address = "https://news.example/a"
    documents, _ = read(folder, f"a.txt,,{address},,,,,\nb.txt,,{address},,,,,\n")
    assert len(documents) == 1


def test_the_manifest_wins_where_it_speaks(folder: Path) -> None:
    (folder / "a.md").write_text("---\ntitle: Own\ndate: 2026-01-01\nauthor: Jane\n---\nText")
    (document,), _ = read(folder, "a.md,,,2026-01-30,,,,\n")
    assert document.hints.title == "Own"
    assert document.hints.authors == ("Jane",)
    assert document.hints.published_at == datetime(2026, 1, 30, tzinfo=UTC)


def test_bad_seeds_are_named_and_the_rest_is_read(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"caf\xe9")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n")
    (folder / "large.txt").write_bytes(b"x" * 100_001)
    (folder / "image.png").write_bytes(b"\x89PNG")
    (folder / "lines.jsonl").write_bytes(b'{"id": "1", "text": "One"}\n{oops\n')
    (folder / "link.txt").symlink_to("/etc/hostname")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "dated.txt").write_text("Waits for its row")
    (folder / "good.txt").write_text("Good")
    os.mkfifo(folder / "pipe.txt")
    rows = "gone.txt,AFP,,,,,,\ndated.txt,,,soon,,,,\n"
    documents, rejected = read(folder, rows)
    assert [each.name for each in documents] == ["good.txt", "lines.jsonl#1"]
    reasons = {each.item: each.reason for each in rejected}
    assert reasons == {
        "manifest.csv:3": "bad_date",
        "gone.txt": "missing_file",
        "bad.txt": "not_utf8",
        "blank.txt": "empty",
        "empty.txt": "empty",
        "image.png": "unknown_format",
        "large.txt": "too_large",
        "lines.jsonl": "bad_json",
        "link.txt": "bad_path",
        "loop.txt": "bad_path",
        "pipe.txt": "bad_path",
    }
    assert all(each.item in each.message and each.stage == "ingest" for each in rejected)


def test_a_row_whose_file_no_folder_can_hold_costs_that_row_only(folder: Path) -> None:
    (folder / "good.txt").write_text("Good")
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "b.txt").write_text("In a folder that is not read")
    (folder / "linked").symlink_to(outside)
    long = f"{'x' * 300}.txt"
    documents, rejected = read(folder, f"{long},AFP,,,,,,\nlinked/b.txt,AFP,,,,,,\n")
    assert [each.name for each in documents] == ["good.txt"]
    missing = {each.item for each in rejected if each.reason == "missing_file"}
    assert missing == {long, "linked/b.txt"}


def test_rejected_bytes_are_archived_once(folder: Path) -> None:
    (folder / "bad.txt").write_bytes(b"caf\xe9")
    (folder / "large.txt").write_bytes(b"x" * 100_001)
    _, rejected = read(folder)
    bad, large = rejected
    assert bad.raw_ref is not None and bad.document_id is not None
    assert read_body(folder.parent / "raw", bad.raw_ref) == b"caf\xe9"
    assert large.raw_ref is None
    _, again = read(folder, known=frozenset({bad.document_id}))
    assert [each.reason for each in again] == ["not_utf8", "too_large"]
    assert again[0].raw_ref is None
    assert len(list(iter_records(folder.parent / "raw"))) == 1


def test_without_a_readable_manifest_no_seed_is_read(folder: Path) -> None:
    (folder / "a.txt").write_text("Text")
    (folder.parent / "manifest.csv").write_bytes(b"file\ncaf\xe9")
    documents, (rejected,) = read(folder)
    assert documents == []
    assert rejected.reason == "not_utf8"
    assert "no seed is read until then" in rejected.message


def test_one_url_for_many_articles_is_refused(folder: Path) -> None:
    (folder / "a.jsonl").write_text('{"id": "1", "text": "One"}\n{"id": "2", "text": "Two"}')
    documents, (rejected,) = read(folder, "a.jsonl,,https://news.example/,,,,,\n")
    assert documents == []
    assert rejected.reason == "bad_row"


def test_hidden_files_and_folders_are_left_alone(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "a.txt").write_text("x")
    (folder / ".hidden.txt").write_text("x")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_text("x")
    documents, rejected = read(folder)
    assert [each.name for each in documents] == ["sub/b.txt"]
    assert rejected == []


def test_the_project_s_own_seeds_are_read_and_the_manifest_says_no_date(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW) as archive:
        documents, rejected = read_seeds(
            paths.SEEDS / "articles",
            paths.SEEDS / "manifest.csv",
            archive=archive,
            known=frozenset(),
            now=NOW,
        )
    assert rejected == []
    (seed,) = [each for each in documents if each.name == "000_6c258933aee72175.txt"]
    body = read_body(tmp_path, seed.raw_ref)
    assert body.startswith(b"The Kremlin announced on Friday") and body.endswith(b"\nAFP")
    assert hashlib.sha256(body).hexdigest().startswith("9734278414daeb9d")
    assert seed.hints.published_at is None
    assert {each.name for each in seed_sources(paths.SEEDS / "manifest.csv")} >= {"AFP"}
