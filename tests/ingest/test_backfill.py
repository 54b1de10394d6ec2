"""Archives of others become Documents with the times of then; lists become pages to fetch."""

import gzip
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from secrets import token_hex

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.errors import BadDocument
from flows.ingest.archive import Archive
from flows.ingest.archived import read_body
from flows.ingest.backfill import Backfill, find_warcs, read_url_list, read_warcs, site_source
from flows.ingest.duepages import due_pages
from flows.ingest.opml import feed_source
from flows.ingest.pages import fetch_pages
from flows.ingest.poll import poll_feeds
from flows.keys import row_key
from tests.ingest.clients import NOW, opener
from tests.ingest.feedtexts import page, rss, rss_item
from tests.servers import Route, serving

THEN = datetime(2025, 7, 1, 8, 30, tzinfo=UTC)


def record(
    writer: WARCWriter,
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: list[tuple[str, str]] | None = None,
    **fields: str,
) -> None:
    http = StatusAndHeaders(
        status, headers or [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
    )
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    writer.write_record(
        writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2025-07-01T08:30:00Z", **named},
        )
    )


def read(
    files: list[Path], raw: Path, known: frozenset[str] = frozenset(), now: datetime = NOW
) -> list[Backfill]:
    with Archive(raw, now=now) as archive:
        return list(read_warcs(files, archive=archive, known=known, now=now))


def test_pages_are_taken_with_the_time_of_then(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    html = ("Content-Type", "text/html")
    chunked = b"5\r\n<p>On\r\n6\r\ne</p>\n\r\n0\r\n\r\n"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("news.warc.gz", {"software": "x"}))
        record(writer, "https://news.example/1?utm_source=x", page("One"))
        record(
            writer,
            "https://news.example/2",
            gzip.compress(page("Two")),
            headers=[
                ("Content-Type", "text/html; charset=ISO-8859-2"),
                ("Content-Encoding", "gzip"),
            ],
        )
        record(
            writer,
            "https://news.example/3",
            chunked,
            headers=[html, ("Transfer-Encoding", "chunked")],
        )
        record(writer, "https://news.example/4", b"not found", status="404 Not Found")
        record(writer, "https://news.example/5", b"%PDF", headers=[("Content-Type", "x/pdf")])
        record(writer, "https://news.example/6", page("Feed"), Dateline_Purpose="feed")
        record(writer, "https://news.example/1", page("One"))
        record(writer, "https://news.example/7", page("Part"), WARC_Truncated="length")
        record(
            writer,
            "https://news.example/8",
            b"broken",
            headers=[html, ("Content-Encoding", "gzip")],
        )
    (batch,) = read([path], tmp_path / "raw")
    assert [each.canonical_url for each in batch.documents] == [
        f"https://news.example/{n}" for n in (1, 2, 3)
    ]
    assert [each.charset for each in batch.documents] == ["utf-8", "iso-8859-2", None]
    bodies = [read_body(tmp_path / "raw", each.raw_ref) for each in batch.documents]
    assert bodies == [page("One"), page("Two"), b"<p>One</p>\n"]
    assert {each.fetched_at for each in batch.documents} == {THEN}
    assert batch.documents[0].article_id == row_key("article", "https://news.example/1")
    assert [each.name for each in batch.sources()] == ["news.example"]
    assert [(each.item, each.reason) for each in batch.rejected] == [
        ("https://news.example/7", "truncated"),
        ("https://news.example/8", "bad_encoding"),
    ]
    known = frozenset(each.document_id for each in batch.documents)
    (again,) = read([path], tmp_path / "raw2", known)
    assert again.documents == ()


def test_batches_are_on_disk_when_they_come(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(450):
            record(writer, f"https://news.example/{number}", page(f"Page {number}"))
    sizes = []
    with Archive(tmp_path / "raw", now=NOW) as archive:
        for batch in read_warcs([path], archive=archive, known=frozenset(), now=NOW):
            sizes.append(len(batch.documents))
            for document in batch.documents:
                assert b"Page" in read_body(tmp_path / "raw", document.raw_ref)
    assert sizes == [200, 200, 50]


def test_our_own_archive_is_read_back(tmp_path: Path) -> None:
    routes = {"/1": Route(page("One"))}
    with serving(routes) as server, Archive(tmp_path / "old", now=NOW) as archive:
        routes["/rss"] = Route(rss([rss_item(server.url("/1"))]), "application/rss+xml")
        harvest = poll_feeds(
            [feed_source(server.url("/rss"))],
            now=NOW,
            archive=archive,
            open_client=opener(server.allowed),
        )
        (document,) = fetch_pages(
            due_pages(harvest.sightings, {}, now=NOW),
            now=NOW,
            archive=archive,
            open_client=opener(server.allowed),
        ).documents
    later = NOW + timedelta(hours=1)
    (batch,) = read(sorted((tmp_path / "old").iterdir()), tmp_path / "new", now=later)
    (copy,) = batch.documents
    assert (copy.article_id, copy.document_id) == (document.article_id, document.document_id)
    assert copy.fetched_at == document.fetched_at


@pytest.mark.parametrize("cut", [5, 100, 400, 1500])
def test_a_file_that_breaks_off_is_read_up_to_there(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        record(writer, "https://news.example/1", page("One"))
        whole = file.tell()
        record(writer, "https://news.example/2", page(token_hex(2000)))
    path.write_bytes(path.read_bytes()[: whole + cut])
    other = tmp_path / "text.warc"
    other.write_bytes(b"this is no archive\n" * 10)
    batches = read([path, other, tmp_path / "missing.warc.gz"], tmp_path / "raw")
    documents = [each for batch in batches for each in batch.documents]
    rejected = [each for batch in batches for each in batch.rejected]
    assert [each.canonical_url for each in documents] == ["https://news.example/1"]
    reasons = {each.item: each.reason for each in rejected}
    assert reasons.pop("https://news.example/2", "truncated") == "truncated"
    assert reasons == {
        "news.warc.gz": "bad_warc",
        "text.warc": "bad_warc",
        "missing.warc.gz": "missing_file",
    }


def test_a_time_to_come_is_now(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        later = (NOW + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M:%SZ")
        record(writer, "https://news.example/1", page("One"), WARC_Date=later)
    (batch,) = read([path], tmp_path / "raw")
    assert batch.documents[0].fetched_at == NOW


def test_a_list_gives_pages_to_fetch(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    with serving({"/1": Route(page("One")), "/2": Route(page("Two"))}) as server:
        path.write_text(
            f"# my list\n{server.url('/1')}\n\n{server.url('/1')}#again\nnowhere\n"
            f"  {server.url('/2')}  \n"
        )
        sightings, (source,), rejected = read_url_list(path, now=NOW)
        assert [each.item for each in rejected] == ["list.txt:5"]
        assert (source.kind, source.name) == ("site", "127.0.0.1")
        due = due_pages(sightings, {}, now=NOW)
        with Archive(tmp_path / "raw", now=NOW) as archive:
            harvest = fetch_pages(due, now=NOW, archive=archive, open_client=opener(server.allowed))
        assert [each.url for each in harvest.documents] == [server.url("/1"), server.url("/2")]
        assert {each.source_id for each in harvest.documents} == {source.source_id}
        known = {each.article_id: each for each in harvest.pages}
        assert due_pages(read_url_list(path, now=NOW)[0], known, now=NOW) == []


def test_an_address_with_a_password_is_refused_without_it(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("https://me:hunter2@news.example/1\nftp://me:hunter2@news.example/2\n")
    sightings, sources, rejected = read_url_list(path, now=NOW)
    assert (sightings, sources) == ([], [])
    assert [each.item for each in rejected] == ["list.txt:1", "list.txt:2"]
    assert "remove them" in rejected[0].message and "hunter2" not in repr(rejected)


def test_a_site_is_one_source_whatever_its_host_is_called() -> None:
    one, other = site_source("https://www.news.example/a"), site_source("http://news.example/b")
    assert one.source_id == other.source_id
    assert one.name == "news.example"


def test_a_file_a_folder_or_a_pattern_names_warcs(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    files = [tmp_path / "a.warc.gz", tmp_path / "b.warc", tmp_path / "deep" / "c.warc.gz"]
    for file in [*files, tmp_path / "notes.txt"]:
        file.touch()
    assert find_warcs(str(files[0])) == files[:1]
    assert find_warcs(str(tmp_path)) == files
    assert find_warcs(f"{tmp_path}/*.warc*") == files[:2]
    with pytest.raises(BadDocument, match="nothing.*name a file"):
        find_warcs(f"{tmp_path}/nothing*")


@pytest.mark.parametrize(("content", "reason"), [(None, "missing_file"), (b"\xff\xfe", "not_utf8")])
def test_a_list_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "list.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadDocument, match="list.txt") as caught:
        read_url_list(path, now=NOW)
    assert caught.value.reason == reason
