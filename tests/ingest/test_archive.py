"""What is archived comes back to the byte, whatever happens to the rest of the file."""

import gzip
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.errors import BadDocument
from flows.ingest.answer import Answer
from flows.ingest.archive import Archive, ends_whole
from flows.ingest.archived import iter_records, read_body, read_record
from flows.records import Fetch
from tests.ingest.clients import NOW

PAGE = b"<html>\r\n<p>caf\xe9</p>\x00\r\n\r\nWARC/1.1\r\n</html>"


def answer(body: bytes = PAGE, *, status: int = 200, url: str = "http://news.example/a") -> Answer:
    fetch = Fetch(url, "page", "source1", NOW, 0.1, "ok", status=status, final_url=url)
    headers = (
        ("Content-Type", "text/html; charset=latin-1"),
        ("Content-Encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("Content-Length", "7"),
    )
    return Answer(fetch, headers, body)


def write(folder: Path, body: bytes, **more: object) -> str:
    with Archive(folder, now=NOW) as archive:
        return archive.write_resource(
            "seed:a.txt", body, media_type="text/plain", fetched_at=NOW, labels={}
        )


def test_a_response_comes_back_to_the_byte(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW) as archive:
        raw_ref = archive.write_response(answer())
    assert raw_ref.startswith("2026-03-02-00001.warc.gz#")
    record = read_record(tmp_path, raw_ref)
    assert record.body == PAGE == read_body(tmp_path, raw_ref)
    assert (record.kind, record.status, record.media_type) == ("response", 200, "text/html")
    assert (record.url, record.fetched_at) == ("http://news.example/a", NOW)
    assert record.labels["Dateline-Source"] == "source1"


@pytest.mark.parametrize("body", [b"", b"\r\n\r\n", PAGE, bytes(range(256)) * 5000])
def test_a_resource_comes_back_to_the_byte(tmp_path: Path, body: bytes) -> None:
    assert read_body(tmp_path, write(tmp_path, body)) == body


def test_an_unchanged_body_is_written_once(tmp_path: Path) -> None:
    body = os.urandom(50_000)
    with Archive(tmp_path, now=NOW) as archive:
        first = archive.write_response(answer(body))
        second = archive.write_response(answer(body), known_ref=first)
        third = archive.write_response(answer(b"", status=304), known_ref=second)
    assert [read_body(tmp_path, each) for each in (first, second, third)] == [body] * 3
    kinds = [record.kind for record in iter_records(tmp_path)]
    assert kinds == ["response", "revisit", "revisit"]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 60_000


def test_a_revisit_of_what_is_lost_is_a_whole_record(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW) as archive:
        raw_ref = archive.write_response(answer(), known_ref="2020-01-01-00001.warc.gz#0+100")
    assert read_record(tmp_path, raw_ref).kind == "response"


def test_other_readers_read_it(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW) as archive:
        first = archive.write_response(answer())
        archive.write_response(answer(), known_ref=first)
    (path,) = tmp_path.iterdir()
    with path.open("rb") as file:
        records = [
            (
                each.rec_type,
                each.rec_headers.get_header("WARC-Profile"),
                each.content_stream().read(),
            )
            for each in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in records] == ["warcinfo", "response", "revisit"]
    assert records[1][2] == PAGE
    assert records[2][1] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    check = [sys.executable, "-m", "warcio.cli", "check", str(path)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_next_run_goes_on_in_the_same_file(tmp_path: Path) -> None:
    refs = [write(tmp_path, b"%d" % number) for number in range(3)]
    assert [path.name for path in tmp_path.iterdir()] == ["2026-03-02-00001.warc.gz"]
    assert [read_body(tmp_path, ref) for ref in refs] == [b"0", b"1", b"2"]


def test_a_new_day_has_a_new_file(tmp_path: Path) -> None:
    write(tmp_path, b"today")
    with Archive(tmp_path, now=NOW + timedelta(days=1)) as archive:
        archive.write_response(answer())
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["2026-03-02-00001.warc.gz", "2026-03-03-00001.warc.gz"]


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW, max_file_bytes=20_000) as archive:
        bodies = [os.urandom(15_000) for _ in range(4)]
        refs = [
            archive.write_resource(
                f"seed:{n}", body, media_type="text/plain", fetched_at=NOW, labels={}
            )
            for n, body in enumerate(bodies)
        ]
    assert len(list(tmp_path.iterdir())) == 2
    assert [read_body(tmp_path, ref) for ref in refs] == bodies


def test_nothing_written_leaves_no_file(tmp_path: Path) -> None:
    with Archive(tmp_path / "raw", now=NOW) as archive:
        archive.sync()
    assert not (tmp_path / "raw").exists()


def test_a_file_cut_short_is_left_alone_and_its_whole_records_are_read(tmp_path: Path) -> None:
    first = write(tmp_path, os.urandom(100_000))
    write(tmp_path, os.urandom(100_000))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    start = int(first.split("+")[1])
    for cut in (1, 8, 9, 5000, 90_000):
        path.write_bytes(whole[:-cut])
        assert not ends_whole(path)
        assert [record.raw_ref for record in iter_records(tmp_path)] == [first]
    third = write(tmp_path, b"after the crash")
    assert third.startswith("2026-03-02-00002.warc.gz#")
    assert path.read_bytes() == whole[:-90_000]
    assert len(list(iter_records(tmp_path))) == 2
    assert start > 0


def test_damage_inside_a_file_costs_what_follows_in_it_only(tmp_path: Path) -> None:
    write(tmp_path, os.urandom(3000))
    second = write(tmp_path, os.urandom(3000))
    third = write(tmp_path, b"whole")
    (path,) = tmp_path.iterdir()
    damaged = bytearray(path.read_bytes())
    damaged[int(second.partition("#")[2].partition("+")[0]) + 600] ^= 0xFF
    path.write_bytes(damaged)
    assert len(list(iter_records(tmp_path))) == 1
    assert read_body(tmp_path, third) == b"whole"
    with pytest.raises(BadDocument, match="cannot be read") as caught:
        read_body(tmp_path, second)
    assert caught.value.reason == "not_archived"


@pytest.mark.parametrize(
    "raw_ref",
    ["", "nonsense", "../../etc/passwd#0+10", "2026-03-02-00001.warc.gz#0+10", "a.warc.gz#0+1"],
)
def test_a_reference_to_nothing_is_named(tmp_path: Path, raw_ref: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_body(tmp_path, raw_ref)
    assert caught.value.reason == "not_archived"


def test_a_header_cannot_forge_another(tmp_path: Path) -> None:
    with Archive(tmp_path, now=NOW) as archive:
        raw_ref = archive.write_resource(
            "seed:a\r\nWARC-Type: response",
            b"x",
            media_type="text/plain",
            fetched_at=NOW,
            labels={"Source": "a\r\nEvil: 1"},
        )
        forged = replace(answer().fetch, final_url="http://news.example/\r\nEvil: 1")
        archive.write_response(Answer(forged, (), b"y"))
    plain = gzip.decompress(next(tmp_path.iterdir()).read_bytes())
    assert b"\r\nEvil" not in plain
    assert read_record(tmp_path, raw_ref).labels["Dateline-Source"] == "a\r\nEvil: 1"


def test_a_killed_writer_loses_nothing_that_was_synced(tmp_path: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from flows.ingest.archive import Archive
from tests.ingest.clients import NOW
archive = Archive(Path(sys.argv[1]), now=NOW)
for number in range(10**9):
    ref = archive.write_resource(f"n:{number}", os.urandom(5000), media_type="text/plain",
                                 fetched_at=NOW, labels={})
    if number % 7 == 0:
        archive.sync()
        print(ref, flush=True)
"""
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        promised = [process.stdout.readline().strip() for _ in range(20)]
        process.kill()
        promised += [line.strip() for line in process.stdout if line.endswith("\n")]
    assert len(promised) >= 20
    assert all(len(read_body(tmp_path, ref)) == 5000 for ref in promised)
    found = {record.raw_ref for record in iter_records(tmp_path)}
    assert set(promised) <= found
    read_body(tmp_path, write(tmp_path, b"the next run"))
