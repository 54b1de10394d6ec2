"""A file of weights goes in; one that is not what its SHA-256 says is refused."""

import hashlib
from pathlib import Path

from flows.errors import BadSettings

DEFAULT = Path(__file__).resolve().parent / "weights" / "annotator.onnx"


def check_digest(path: Path) -> str:
    """Return the SHA-256 of weights; refuse those that are missing or not as their file says."""
    beside = path.with_suffix(".sha256")
    if not path.is_file():
        raise BadSettings(f"weights {path}: no such file; `make train` makes it")
    if not beside.is_file():
        remedy = f"`sha256sum {path.name} > {beside.name}` in its folder, where you trust it"
        raise BadSettings(f"weights {path}: no {beside.name} beside it: {remedy}")
    wanted, *_ = beside.read_text(encoding="utf-8").split() or ["nothing"]
    with path.open("rb") as weights:  # by parts: 24 MB at once are first to be found in memory
        digest = hashlib.file_digest(weights, "sha256").hexdigest()
    if digest != wanted:
        raise BadSettings(
            f"weights {path}: SHA-256 is {digest}, {beside.name} says {wanted}; fetch it again"
        )
    return digest
