"""Weights that are not whole are refused, each with what is wrong with them."""

import hashlib
from pathlib import Path

import pytest

from flows.annotate.digest import check_digest
from flows.errors import BadSettings


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "own.onnx"
    path.write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    path.with_suffix(".sha256").write_text(f"{digest}  own.onnx\n", encoding="utf-8")
    return path


def test_whole_weights_are_taken(weights: Path) -> None:
    assert check_digest(weights) == hashlib.sha256(b"weights").hexdigest()


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match=r"none.onnx: no such file; `make train`"):
        check_digest(tmp_path / "none.onnx")


def test_weights_without_their_hash_are_told_how_to_get_it(weights: Path) -> None:
    weights.with_suffix(".sha256").unlink()
    with pytest.raises(BadSettings, match=r"no own.sha256 beside it: `sha256sum own.onnx > own"):
        check_digest(weights)


@pytest.mark.parametrize(("told", "says"), [("", "nothing"), ("f00  own.onnx\n", "f00")])
def test_another_hash_is_refused(weights: Path, told: str, says: str) -> None:
    weights.with_suffix(".sha256").write_text(told, encoding="utf-8")
    with pytest.raises(BadSettings, match=f"own.sha256 says {says}"):
        check_digest(weights)
