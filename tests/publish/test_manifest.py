import gc
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.errors import BadSettings
from flows.publish.manifest import (
    latest_version,
    lost_files,
    read_manifest,
    remove_old,
    roll_back,
    version_numbers,
)
from flows.publish.parquet import publish_marts
from flows.store import Connection


@pytest.fixture
def marts(work: Connection, tmp_path: Path) -> Path:
    folder = tmp_path / "marts"
    for role in "abc":
        work.execute("update statements set speaker_role = ?", [role])
        publish_marts(work, folder, code_version="1")
    return folder


def latest(folder: Path) -> int | None:
    version = latest_version(folder)
    return version.number if version else None


def test_rollback_goes_to_the_version_before(marts: Path) -> None:
    assert roll_back(marts).number == 2
    assert latest(marts) == 2
    assert roll_back(marts).number == 1
    assert version_numbers(marts) == [1, 2, 3]


def test_rollback_goes_to_the_version_asked_for(marts: Path) -> None:
    assert roll_back(marts, to=1).number == 1
    assert roll_back(marts, to=3).number == 3
    assert latest(marts) == 3


def test_rollback_past_the_first_version_is_refused(marts: Path) -> None:
    roll_back(marts, to=1)
    with pytest.raises(BadSettings, match="versions are: v000001, v000002, v000003"):
        roll_back(marts)
    with pytest.raises(BadSettings, match="v000009 is not there"):
        roll_back(marts, to=9)
    assert latest(marts) == 1


def test_rollback_before_any_publication_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="an earlier version is not there; versions are: none"):
        roll_back(tmp_path)


def test_publication_after_a_rollback_takes_a_new_number(work: Connection, marts: Path) -> None:
    roll_back(marts, to=1)
    version = publish_marts(work, marts, code_version="1")
    assert version is not None
    assert version.number == 4


def test_what_latest_points_to_is_never_removed(marts: Path) -> None:
    roll_back(marts, to=1)
    assert remove_old(marts, keep=1) == ["v000002"]
    assert version_numbers(marts) == [1, 3]
    assert latest(marts) == 1


def test_the_newest_versions_stay(marts: Path) -> None:
    assert remove_old(marts, keep=2) == ["v000001"]
    assert version_numbers(marts) == [2, 3]


def test_a_version_that_a_reader_may_have_open_stays(marts: Path) -> None:
    written = datetime.fromtimestamp((marts / "v000002" / "manifest.json").stat().st_mtime, tz=UTC)
    assert remove_old(marts, keep=1, younger_than=written) == []
    later = written + timedelta(days=1)
    assert remove_old(marts, keep=1, younger_than=later) == ["v000001", "v000002"]


def test_a_latest_whose_version_is_gone_counts_as_none(marts: Path) -> None:
    (marts / "v000003").rename(marts / "elsewhere")
    assert latest(marts) is None


def test_a_damaged_manifest_is_named(marts: Path) -> None:
    (marts / "v000003" / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadSettings, match="v000003/manifest.json"):
        latest_version(marts)


def test_thousands_of_files_are_read_without_a_search_for_garbage_among_them(marts: Path) -> None:
    path = marts / "v000001" / "manifest.json"
    told = json.loads(path.read_text())
    (file,) = told["marts"]["actors"]["files"].values()
    told["marts"]["actors"]["files"] = {f"{number:06d}": file for number in range(5_000)}
    path.chmod(0o644)
    path.write_text(json.dumps(told))
    searched: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        searched.append(phase)

    gc.callbacks.append(note)
    try:
        read_manifest(marts / "v000001")
        during = searched.count("start")
    finally:
        gc.callbacks.remove(note)
    assert during <= 1  # once all are made
    assert gc.isenabled()
    path.write_text("{}")
    with pytest.raises(BadSettings):
        read_manifest(marts / "v000001")
    assert gc.isenabled()


def test_a_manifest_whose_files_name_their_own_columns_is_read(marts: Path) -> None:
    path = marts / "v000003" / "manifest.json"
    known = read_manifest(path.parent)
    told = json.loads(path.read_text(encoding="utf-8"))
    for entry in [*told["marts"].values(), *told["tables"].values()]:
        columns = entry.pop("file_columns")
        assert columns[:3] == ["row_count", "byte_count", "sha256"]
        entry["files"] = {
            f"{name}.parquet": dict(zip(columns, file, strict=True))
            for name, file in entry["files"].items()
        }
    path.write_text(json.dumps(told), encoding="utf-8")
    assert read_manifest(path.parent) == known


def test_files_that_are_gone_or_cut_are_named(marts: Path) -> None:
    version = latest_version(marts)
    assert version is not None
    assert lost_files(version) == []
    gone = version.folder / "places" / "all.parquet"
    cut = version.folder / "tables" / "sources" / "all.parquet"
    gone.unlink()
    cut.chmod(0o600)
    cut.write_bytes(b"?")
    assert set(lost_files(version)) == {gone, cut}
