"""Records are overwritten where they stand; their neighbours stay whole."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import BadDocument
from flows.ingest.archive import Archive
from flows.ingest.archived import iter_records, read_body
from flows.ingest.erase import erase_records, padded_member, records_naming

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def refs(tmp_path: Path) -> list[str]:
    with Archive(tmp_path, now=NOW) as archive:
        return [
            archive.write_resource(
                f"seed{number}.txt",
                body,
                media_type="text/plain",
                fetched_at=NOW,
                labels={"Purpose": "feed" if number == 2 else "seed"},
            )
            for number, body in enumerate(
                (b"one", b"two" * 5000, b"<link>https://a.example/?x=1&amp;y=2</link>", b"four")
            )
        ]


def test_an_erased_record_is_gone_and_the_others_stand(refs: list[str], tmp_path: Path) -> None:
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert erase_records(tmp_path, refs[:2]) == 2
    for gone in refs[:2]:
        with pytest.raises(BadDocument):
            read_body(tmp_path, gone)
    assert read_body(tmp_path, refs[3]) == b"four"
    assert [record.raw_ref for record in iter_records(tmp_path)] == refs[2:]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == size
    assert b"two" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


def test_the_archive_goes_on_in_the_same_file(refs: list[str], tmp_path: Path) -> None:
    erase_records(tmp_path, refs)
    with Archive(tmp_path, now=NOW) as archive:
        again = archive.write_resource(
            "five", b"five", media_type="text/plain", fetched_at=NOW, labels={}
        )
    assert len(list(tmp_path.iterdir())) == 1
    assert read_body(tmp_path, again) == b"five"


def test_feeds_that_name_an_address_are_found_however_it_is_escaped(
    refs: list[str], tmp_path: Path
) -> None:
    assert records_naming(tmp_path, ["https://a.example/?x=1&y=2"]) == [refs[2]]
    assert records_naming(tmp_path, ["https://b.example/"]) == []


@pytest.mark.parametrize("length", [20, 60, 200, 70_000])
def test_a_member_has_the_length_asked_for(length: int) -> None:
    assert len(padded_member(length)) == length
