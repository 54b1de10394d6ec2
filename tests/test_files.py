"""Files are there whole, or as they were."""

from pathlib import Path

import pytest

from flows.files import read_json, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    write_whole(path, "Köln\n")
    assert path.read_bytes() == "Köln\n".encode()
    write_whole(path, b"\xff")
    assert path.read_bytes() == b"\xff"


def test_what_cannot_be_written_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "before")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "half a character: \ud800")
    path.unlink()
    path.mkdir()
    (path / "in the way").touch()
    with pytest.raises(OSError, match=r"a\.txt"):
        write_whole(path, "after")
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_json_of_another_kind_is_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert read_json(path, []) == []
    write_whole(path, "[1]")
    assert read_json(path, []) == [1]
    assert read_json(path, {}) == {}
    write_whole(path, "[1")
    assert read_json(path, []) == []
